//! Runs that meet something.

use super::*;
use crate::talkover::batch::service::Service;

pub(super) fn begin(service: &Service, changes: impl IntoIterator<Item = Change>) -> Run {
    Run::new(&batch(changes), &service.agent, true)
}

/// Reads and takes the request whose turn it is.
pub(super) fn sent(run: &mut Run, service: &Service) -> Request {
    run.listed(&service.list());
    run.send().unwrap()
}

pub(super) fn instructions(service: &Service) -> Vec<(&str, &str)> {
    let rows = service.rows.iter();
    rows.map(|row| (row.id.as_str(), row.instructions.as_str()))
        .collect()
}

pub(super) fn lost() -> Answer {
    Answer::Lost(pause(Reason::NoAnswer, None))
}

#[test]
fn everything_is_made_and_published() {
    let (a, b) = (row("a", "A", "Text"), row("b", "B", "Text"));
    let mut service = Service::new(vec![a.clone(), b.clone()], false);
    let mut run = begin(
        &service,
        [edit(&a, "New"), Change::delete(&b), create("n", "C")],
    );
    assert_eq!(
        run.summary().sentences(),
        ["0 of 3 changes done.", "The agent takes calls as before."]
    );
    assert_eq!(service.run(&mut run), Next::Finished);
    assert_eq!(instructions(&service), [("a", "New"), ("made-1", "Text")]);
    let summary = run.summary();
    assert_eq!(
        (summary.progress, summary.undone.len(), summary.published),
        ((3, 3), 0, true)
    );
    assert_eq!(
        summary.sentences(),
        [
            "3 of 3 changes done.",
            "The agent is published and takes calls."
        ]
    );
    assert_eq!(summary.done[2], "Create “C”");
    assert!(run.left_over().is_empty());
}

#[test]
fn somebody_elses_change_is_not_written_over() {
    let (a, b) = (row("a", "A", "One.\nTwo.\n"), row("b", "B", "Text"));
    let mut service = Service::new(vec![a.clone(), b.clone()], false);
    let mut run = begin(&service, [edit(&a, "One.\nMine.\n"), edit(&b, "New")]);
    service.rows[0].instructions = "Theirs.\nTwo.\n".into();
    assert_eq!(service.run(&mut run), Next::Decide);
    assert_eq!(instructions(&service)[0].1, "Theirs.\nTwo.\n");
    let task = run.current().unwrap();
    let (Step::Put(mine), State::Conflict(conflict)) = (&task.step, &task.state) else {
        unreachable!("{task:?}")
    };
    let merged = TrainingMerge::of(mine, conflict.now().unwrap())
        .draft()
        .unwrap();
    let summary = run.summary();
    assert_eq!(summary.undone[0].why, conflict.words());
    assert_eq!(
        summary.agent,
        Some(AgentStatus::Published),
        "nothing was sent"
    );
    run.decide(Decision::Instead(Change::Put(merged)));
    assert_eq!(service.run(&mut run), Next::Finished);
    assert_eq!(
        instructions(&service),
        [("a", "Theirs.\nMine.\n"), ("b", "New")]
    );
}

#[test]
fn what_is_put_aside_keeps_the_agent_offline_and_what_is_given_up_does_not() {
    let check = |decision: Decision, published: bool, left: usize| {
        let (a, b) = (row("a", "A", "Text"), row("b", "B", "Text"));
        let mut service = Service::new(vec![a.clone(), b.clone()], false);
        let mut run = begin(&service, [edit(&a, "New"), Change::delete(&b)]);
        service.rows[1].subject = "Theirs".into();
        assert_eq!(service.run(&mut run), Next::Decide);
        assert_eq!(run.summary().agent, Some(AgentStatus::Draft));
        run.decide(decision);
        assert_eq!(service.run(&mut run), Next::Finished);
        assert_eq!(
            (
                service.agent.is_published(),
                run.left_over().changes().len()
            ),
            (published, left)
        );
        assert_eq!(run.summary().published, published);
        let offline = "The agent is offline for new calls until it is published.".to_owned();
        assert_eq!(run.summary().sentences().contains(&offline), !published);
        assert_eq!(instructions(&service).len(), 2);
    };
    check(Decision::Skip, false, 1);
    check(Decision::Drop, true, 0);
}

#[test]
fn what_was_deleted_can_be_made_anew() {
    let a = row("a", "A", "Text");
    let mut service = Service::new(vec![a.clone()], false);
    let mut run = begin(&service, [edit(&a, "New")]);
    service.rows.clear();
    assert_eq!(service.run(&mut run), Next::Decide);
    assert_eq!(
        run.current().unwrap().state,
        State::Conflict(Conflict::Deleted)
    );
    let Step::Put(draft) = &run.current().unwrap().step else {
        unreachable!()
    };
    let anew = draft.anew();
    run.decide(Decision::Instead(Change::Put(anew)));
    assert_eq!(service.run(&mut run), Next::Finished);
    assert_eq!(service.rows[0].node_id.as_deref(), Some("node-a"));
    assert_eq!(instructions(&service), [("made-1", "New")]);
}

#[test]
fn a_row_without_a_key_is_replaced_and_never_lost() {
    let a = unkeyed("a", "A", "Text");
    let mut service = Service::new(vec![a.clone()], true);
    let mut run = begin(&service, [edit(&a, "New")]);
    let request = sent(&mut run, &service);
    run.answered(service.take(&request));
    assert_eq!(instructions(&service), [("a", "Text"), ("made-1", "New")]);

    // Between the two, both are there and said to be.
    let request = sent(&mut run, &service);
    assert_eq!(
        request,
        Request::Delete {
            training_id: "a".into()
        }
    );
    run.answered(Answer::Refused(Refusal::new("Internal server error.")));
    let summary = run.summary();
    assert_eq!(summary.progress, (0, 1));
    assert_eq!(
        (summary.twins[0].old.as_str(), summary.twins[0].new.as_str()),
        ("a", "made-1")
    );
    assert!(
        summary
            .sentences()
            .contains(&"The old row of “A” is still there beside the new one.".to_owned())
    );
    assert_eq!(run.left_over().changes(), [Change::delete(&a)]);

    // Somebody deletes the new one: the old one is not touched, now or later.
    let mut gone = service.clone();
    gone.rows.truncate(1);
    let mut other = run.clone();
    other.decide(Decision::Again);
    assert_eq!(gone.run(&mut other), Next::Decide);
    assert_eq!(
        other.current().unwrap().state,
        State::Conflict(Conflict::NoReplacement)
    );
    assert_eq!(other.summary().twins, []);
    assert_eq!(other.left_over().changes(), [edit(&a, "New")]);
    other.decide(Decision::Skip);
    assert_eq!(other.left_over().changes(), [edit(&a, "New")]);

    // Somebody changes the old one: it is kept until a person has seen it.
    service.rows[0].instructions = "Theirs".into();
    run.decide(Decision::Again);
    assert_eq!(service.run(&mut run), Next::Decide);
    let now = run.current().unwrap().state.clone();
    let State::Conflict(Conflict::Changed(theirs)) = now else {
        unreachable!()
    };
    run.decide(Decision::Instead(Change::Delete(theirs)));
    assert_eq!(service.run(&mut run), Next::Finished);
    assert_eq!(instructions(&service), [("made-1", "New")]);
    assert!(service.agent.is_published() && run.summary().twins.is_empty());
}

#[test]
fn a_service_that_wrote_the_old_row_keeps_it() {
    let a = unkeyed("a", "A", "Text");
    let service = Service::new(vec![a.clone()], true);
    let mut run = begin(&service, [edit(&a, "New")]);
    sent(&mut run, &service);
    run.answered(Answer::Done(Some(Box::new(unkeyed("a", "A", "New")))));
    run.listed(&[unkeyed("a", "A", "New")]);
    assert!(run.tasks()[1].is_done() && run.summary().twins.is_empty());
    assert_eq!(run.next(), Next::Look);
}

#[test]
fn what_is_not_replaced_is_not_deleted() {
    for decision in [Decision::Skip, Decision::Drop] {
        let a = unkeyed("a", "A", "Text");
        let mut service = Service::new(vec![a.clone()], true);
        let mut run = begin(&service, [edit(&a, "New")]);
        sent(&mut run, &service);
        run.answered(Answer::Refused(Refusal::new("No.")));
        run.decide(decision);
        assert_eq!(service.run(&mut run), Next::Finished);
        assert_eq!(run.tasks()[0].state, run.tasks()[1].state);
        assert_eq!(service.list(), [a]);
    }
}

#[test]
fn what_somebody_else_has_done_is_not_sent() {
    let service = Service::new(vec![], false);
    let mut run = begin(&service, [Change::delete(&row("a", "A", "Text"))]);
    run.listed(&service.list());
    let summary = run.summary();
    assert_eq!(
        (summary.progress, summary.agent),
        ((1, 1), Some(AgentStatus::Published))
    );
}

#[test]
fn what_is_outdated_is_read_again_once() {
    let a = row("a", "A", "Text");
    let service = Service::new(vec![a.clone()], false);
    let outdated = || Answer::Outdated(Refusal::new("Training not found"));
    let mut run = begin(&service, [Change::delete(&a)]);
    sent(&mut run, &service);
    run.answered(outdated());
    let mut gone = run.clone();
    gone.listed(&[]);
    assert!(gone.tasks()[0].is_done());
    run.listed(&service.list());
    assert_eq!(
        run.current().unwrap().state,
        State::Refused(Refusal::new("Training not found"))
    );
    assert_eq!(run.summary().agent, Some(AgentStatus::Published));
}

#[test]
fn a_form_that_is_wrong_is_not_sent() {
    let service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", &"x".repeat(256))]);
    run.listed(&service.list());
    assert_eq!(run.send(), None);
    let State::Refused(refusal) = &run.current().unwrap().state else {
        unreachable!()
    };
    assert_eq!(refusal.at("subject").len(), 1);
    assert_eq!(run.summary().agent, Some(AgentStatus::Published));
}

#[test]
fn a_request_is_handed_out_once() {
    let mut service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    let request = sent(&mut run, &service);
    assert_eq!((run.send(), run.next()), (None, Next::Await));
    run.listed(&service.list());
    assert_eq!(
        run.next(),
        Next::Await,
        "a list that was read before says nothing"
    );
    // The page goes away, and the answer with it.
    let kept = serde_json::to_string(&run).unwrap();
    let mut read: Run = serde_json::from_str(&kept).unwrap();
    assert_eq!(read.next(), Next::List);
    service.take(&request);
    assert_eq!(service.run(&mut read), Next::Finished);
    assert_eq!(service.made, 1);
}

#[test]
fn an_agent_that_misses_something_is_not_published() {
    let mut service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    service.agent.is_ready_to_publish = Some(false);
    service.agent.missing_to_publish = Some(vec![Setup::Voice, Setup::Calling]);
    assert_eq!(service.run(&mut run), Next::Decide);
    let missing = vec![Setup::Voice, Setup::Calling];
    assert_eq!(run.current().unwrap().state, State::NotReady(missing));
    assert_eq!(
        run.summary().undone[0].why,
        "The voice settings have not been saved yet. The calling settings have not been saved yet."
    );
    service.agent.is_ready_to_publish = Some(true);
    run.decide(Decision::Again);
    assert_eq!(service.run(&mut run), Next::Finished);
    assert!(service.agent.is_published());
}

#[test]
fn a_publish_whose_answer_was_lost_is_not_sent_again() {
    let mut service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    let request = sent(&mut run, &service);
    run.answered(service.take(&request));
    run.looked(&service.agent);
    let publish = run.send().unwrap();
    service.take(&publish);
    run.answered(lost());
    assert_eq!((run.next(), run.summary().agent), (Next::Look, None));
    run.looked(&service.agent);
    assert_eq!(run.next(), Next::Finished);
    assert!(run.summary().published);
}

#[test]
fn a_publish_that_is_refused_for_settings_says_which_are_missing() {
    let mut service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    let request = sent(&mut run, &service);
    run.answered(service.take(&request));
    run.looked(&service.agent);
    run.send().unwrap();
    run.answered(Answer::Refused(Refusal {
        message: "The agent is not ready.".to_owned(),
        fields: vec![contract::FieldError {
            field: "voice".to_owned(),
            message: "The voice settings have not been saved yet.".to_owned(),
        }],
        others: Vec::new(),
    }));
    let missing = State::NotReady(vec![Setup::Voice]);
    assert_eq!(run.current().unwrap().state, missing);
}
