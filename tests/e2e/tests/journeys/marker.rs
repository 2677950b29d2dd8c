//! A service that knows no `Idempotency-Key`: after a lost answer a create is looked for by its mark
//! in the metadata before it is sent again.

use cuebook_e2e::stub::Loss;
use cuebook_e2e::wait;

use super::prelude::*;

const TITLE: &str = "Lost parcels";
const CONTENT: &str = "We look for them.";
const GOES_ON: &str = "Somebody else goes on with it.";
/// Where the app leaves the name of a create.
const MARK: &str = "cuebook_create";

/// A service that has somebody else's scenario with the very same text.
async fn with_a_twin(stage: &Stage) -> (Page, Stub) {
    let mut twin = vendor::fourth_generation("twin", TITLE);
    twin["content"] = json!(CONTENT);
    let service = Stub::start(Manner::Documented, vec![twin]).await;
    let base = service.base();
    let link = format!("{}/#key={}&base={base}", stage.server.base(), stub::KEY);
    let page = stage.page.clone();
    page.open(&link).await;
    page.row(TITLE).is_there().await;
    (page, service)
}

/// How often something was asked of the service.
fn times(service: &Stub, request: &str) -> usize {
    let all = service.requests();
    all.iter()
        .filter(|asked| asked.starts_with(request))
        .count()
}

/// Waits until something was asked of the service that often.
async fn asked(service: &Stub, request: &str, expected: usize) {
    let asked = wait::until(wait::PATIENCE, || async {
        let all = service.requests();
        let is_enough = times(service, request) >= expected;
        is_enough.then_some(()).ok_or_else(|| format!("{all:#?}"))
    })
    .await;
    assert_eq!(asked, Ok(()), "{request} was not asked {expected} times");
}

/// The rows that a create has left, which carry its mark.
fn made(service: &Stub) -> Vec<Value> {
    let mut rows = service.rows();
    rows.retain(|row| row["metadata"][MARK].is_string());
    rows
}

#[tokio::test]
async fn a_scenario_is_made_where_only_the_documented_headers_may_be_sent() {
    Stage::of("made with documented headers")
        .expects(&["404"])
        .run(async |stage| {
            let page = stage.page.clone();
            let rows = vec![vendor::fourth_generation("a", "Opening hours")];
            let service = Stub::start(Manner::Documented, rows).await;
            let base = service.base();
            let link = format!("{}/#key={}&base={base}", stage.server.base(), stub::KEY);
            page.open(&link).await;
            page.row("Opening hours").is_there().await;
            write_new(&page, TITLE, CONTENT).await;
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            page.row(TITLE).is_there().await;
            assert_eq!(service.rows().len(), 2, "{:#?}", service.rows());
        })
        .await;
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_found_by_its_mark_and_not_sent_again() {
    Stage::of("found by its mark")
        .expects(LOST)
        .expects(&["404", "500"])
        .run(async |stage| {
            let (page, service) = with_a_twin(stage).await;
            write_new(&page, TITLE, CONTENT).await;
            // The service cannot be looked into for a while, so that somebody else can be faster.
            service.behave(Manner::FailingReads);
            service.lose(Loss::Answer);
            let reads = times(&service, "GET /training?");
            page.press("Control+s").await;
            asked(&service, "POST /training", 1).await;
            asked(&service, "GET /training?", reads + 1).await;
            let own = made(&service).remove(0);
            // Neither the text nor the place in the list says which one it is.
            service.change(|rows| {
                rows.reverse();
                rows[1]["content"] = json!(GOES_ON);
            });
            service.behave(Manner::Documented);

            let id = id_of(&own);
            page.url_where(|url| url.contains(&id)).await;
            page.field("Content").has_value(GOES_ON).await;
            // Without a number: nothing waits any more.
            page.button("On this device").is_there().await;
            assert_eq!(times(&service, "POST /training"), 1, "sent again");
            assert_eq!(made(&service).len(), 1);
            assert_eq!(service.rows().len(), 2, "{:#?}", service.rows());
        })
        .await;
}

#[tokio::test]
async fn a_create_that_never_arrived_is_looked_for_found_missing_and_sent() {
    Stage::of("not found by its mark")
        .expects(LOST)
        .expects(&["404"])
        .run(async |stage| {
            let (page, service) = with_a_twin(stage).await;
            write_new(&page, TITLE, CONTENT).await;
            service.lose(Loss::Request);
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            let own = made(&service);
            assert_eq!(own.len(), 1, "{own:#?}");
            assert_eq!(own[0]["content"], json!(CONTENT));
            assert_eq!(service.rows().len(), 2, "{:#?}", service.rows());
            let id = id_of(&own[0]);
            page.url_where(|url| url.contains(&id)).await;
            // Between the two attempts it was looked for.
            let asked = service.requests();
            let posts: Vec<usize> = (0..asked.len())
                .filter(|place| asked[*place] == "POST /training")
                .collect();
            let [lost, taken] = posts[..] else {
                panic!("{asked:#?}");
            };
            let between = &asked[lost..taken];
            let is_look = |request: &String| request.starts_with("GET /training?");
            assert!(between.iter().any(is_look), "{asked:#?}");
        })
        .await;
}

#[tokio::test]
async fn a_lost_create_that_was_taken_back_is_found_when_another_text_is_saved() {
    Stage::of("taken back, marked")
        .expects(LOST)
        .expects(&["404", "500"])
        .run(async |stage| {
            let (page, service) = with_a_twin(stage).await;
            write_new(&page, TITLE, CONTENT).await;
            service.behave(Manner::FailingReads);
            service.lose(Loss::Answer);
            page.press("Control+s").await;
            asked(&service, "POST /training", 1).await;
            let drawer = open_drawer(&page, "Outbox").await;
            drawer.clone().shows("An answer was lost").await;
            drawer.clone().button("Take back").click().await;
            page.shows("It may have reached the service before").await;
            page.press("Escape").await;
            drawer.is_gone().await;
            service.behave(Manner::Documented);
            // Another text: that is not what the service has, and no second scenario either.
            page.field("Content")
                .fill("We look for them at once.")
                .await;
            page.press("Control+s").await;
            page.shows("has reached the service already").await;
            page.field("Content")
                .has_value("We look for them at once.")
                .await;
            assert_eq!(times(&service, "POST /training"), 1, "sent again");
            assert_eq!(made(&service)[0]["content"], json!(CONTENT));
            // Who knows that wants another one, and gets it.
            page.press("Control+s").await;
            page.shows("Saved as a draft.").await;
            assert_eq!(made(&service).len(), 2, "{:#?}", service.rows());
        })
        .await;
}
