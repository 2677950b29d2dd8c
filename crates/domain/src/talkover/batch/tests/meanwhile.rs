//! Runs that wait or are stopped, and what is done elsewhere in that time.

use super::{runs::*, *};
use crate::talkover::batch::service::Service;

#[test]
fn it_is_stopped_and_goes_on() {
    let mut service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C"), create("m", "D")]);
    run.listed(&service.list());
    run.stop("You stopped it.");
    assert_eq!((run.next(), run.send()), (Next::Stopped, None));
    let kept = serde_json::to_string(&run).unwrap();
    assert_eq!(serde_json::from_str::<Run>(&kept).unwrap(), run);
    run.resume();
    assert_eq!(run.next(), Next::List, "what was read is old");

    let request = sent(&mut run, &service);
    run.stop("You stopped it.");
    assert_eq!(run.next(), Next::Await);
    run.answered(service.take(&request));
    assert_eq!(run.next(), Next::Stopped);
    assert_eq!(
        run.summary().undone[0].why,
        "Stopped before it. You stopped it."
    );
    assert_eq!(run.left_over().changes(), [create("m", "D")]);

    run.resume();
    sent(&mut run, &service);
    run.answered(Answer::NotNow {
        said: "The key is not valid.".into(),
    });
    assert_eq!(
        (run.next(), run.stopped()),
        (Next::Stopped, Some("The key is not valid."))
    );
    run.resume();
    assert_eq!(service.run(&mut run), Next::Finished);
    assert_eq!(service.made, 2);
}

#[test]
fn it_waits_as_long_as_the_service_asks_for_and_goes_on() {
    let mut service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    sent(&mut run, &service);
    let busy = Answer::Busy(pause(Reason::TooMany, Some(7_000)));
    let why = busy.pause().unwrap().clone();
    run.answered(busy);
    run.rest(why, Moment(1_000), 0.0);
    let rest = run.resting().unwrap();
    assert_eq!((rest.since, rest.until), (Moment(1_000), Moment(8_500)));
    assert_eq!(run.next(), Next::Rest);
    assert_eq!(run.summary().undone[0].why, "The network is gone.");
    let kept = serde_json::to_string(&run).unwrap();
    assert_eq!(serde_json::from_str::<Run>(&kept).unwrap(), run);

    run.wake(Moment(8_499));
    assert_eq!(run.next(), Next::Rest, "not a moment earlier");
    let mut set_back = run.clone();
    set_back.wake(Moment(999));
    assert_eq!(set_back.next(), Next::List, "the clock was set back");
    run.wake(Moment(8_500));
    assert_eq!(run.next(), Next::List, "what was read is old");
    assert_eq!(service.run(&mut run), Next::Finished);
    assert_eq!(service.made, 1);
}

#[test]
fn it_waits_longer_from_failure_to_failure_until_the_service_takes_something() {
    let mut service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C"), create("m", "D")]);
    let mut waits = Vec::new();
    let mut rested = |run: &mut Run| {
        run.rest(pause(Reason::Service, None), Moment(0), 1.0);
        waits.push(run.resting().unwrap().until.0);
        run.wake(Moment(i64::MAX));
    };
    for _ in 0..4 {
        // The list cannot be read.
        rested(&mut run);
    }
    let request = sent(&mut run, &service);
    run.answered(service.take(&request));
    rested(&mut run);
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 1_000]);
}

#[test]
fn whoever_waits_no_longer_goes_on_at_once_or_stops() {
    let service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    run.rest(pause(Reason::Service, None), Moment(0), 1.0);
    run.resume();
    assert_eq!(run.next(), Next::List);
    run.rest(pause(Reason::Service, None), Moment(0), 1.0);
    run.stop("You stopped it.");
    assert_eq!((run.next(), run.resting()), (Next::Stopped, None));
}

#[test]
fn what_is_typed_over_a_form_that_is_sent_goes_on_from_what_that_leaves() {
    let a = row("a", "A", "Text");
    let mut service = Service::new(vec![a.clone()], false);
    let mut run = begin(&service, [edit(&a, "First"), create("n", "C")]);
    let mut typed = batch([edit(&a, "First and second")]);
    let Change::Put(mut newer) = create("n", "C") else {
        unreachable!()
    };
    newer.instructions = "Longer".to_owned();
    typed.add(Change::Put(newer));
    let mut others = Vec::new();
    while run.next() != Next::Finished {
        let before = run.clone();
        match run.next() {
            Next::List => run.listed(&service.list()),
            Next::Look => run.looked(&service.agent),
            _ => {
                let request = run.send().unwrap();
                let sending = run.clone();
                run.answered(service.take(&request));
                assert!(run.made_since(&run).is_empty());
                for (draft, left) in run.made_since(&sending) {
                    typed.follow(&draft, &left);
                    others.push(left.subject);
                }
                continue;
            }
        }
        assert!(run.made_since(&before).is_empty());
    }
    assert_eq!(others, ["A", "C"]);
    assert_eq!(typed.conflicts(&service.list()), []);
    let targets: Vec<Target> = typed.changes().iter().map(Change::target).collect();
    assert_eq!(targets, [known("a"), known("made-1")]);
}

#[test]
fn what_was_typed_over_something_else_meets_it_as_somebody_elses() {
    let (a, other) = (row("a", "A", "Text"), row("a", "A", "Theirs"));
    let Change::Put(made) = edit(&other, "Theirs and mine") else {
        unreachable!()
    };
    let left = row("a", "A", "Theirs and mine");
    let mut typed = batch([edit(&a, "Mine")]);
    typed.follow(&made, &left);
    assert_eq!(typed.changes(), [edit(&a, "Mine")]);

    // What is typed back to what that has left is no change any more.
    let mut back = batch([edit(&other, "Theirs and mine")]);
    back.follow(&made, &left);
    assert!(back.is_empty());
    // Back to what the service has as long as it is being made is one.
    let mut held = batch([]);
    held.hold(edit(&a, "Text"));
    held.hold(edit(&a, "Text"));
    assert_eq!(held.changes().len(), 1);
    // It stays while another training is made.
    let Change::Put(another) = create("n", "Another") else {
        unreachable!()
    };
    held.follow(&another, &row("b", "Another", "Text"));
    assert_eq!(held.changes().len(), 1);
}

#[test]
fn a_stop_in_another_tab_counts() {
    let service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    let mut shown = run.clone();
    run.heed(&shown);
    assert_eq!(run.next(), Next::List);
    shown.stop("You stopped it.");
    run.heed(&shown);
    assert_eq!(
        (run.next(), run.stopped()),
        (Next::Stopped, Some("You stopped it."))
    );
}
