//! Runs whose answers are lost.

use super::{runs::*, *};
use crate::talkover::batch::service::Service;
use crate::{merge::Side, talkover::TrainingField};

#[test]
fn a_lost_answer_is_looked_for_before_anything_is_sent_again() {
    for hides_keys in [false, true] {
        let mut service = Service::new(vec![], hides_keys);
        let mut run = begin(&service, [create("n", "C")]);
        let request = sent(&mut run, &service);
        run.answered(lost());
        assert_eq!(run.summary().agent, None);
        assert_eq!(
            run.summary().undone[0].why,
            "It may have been done. The network is gone."
        );
        let mut undone = run.clone();
        undone.listed(&service.list());
        assert_eq!(undone.next(), Next::Send, "it was not done");

        service.take(&request);
        run.listed(&service.list());
        assert_eq!(run.next(), Next::Look, "it was done");
        assert_eq!(run.summary().agent, Some(AgentStatus::Draft));
        let State::Done { left: Some(left) } = &run.tasks()[0].state else {
            unreachable!()
        };
        assert_eq!(left.node_id.as_deref(), Some("n"));
    }
}

#[test]
fn what_may_be_ones_own_row_in_somebody_elses_hands_is_asked_about() {
    let mut service = Service::new(vec![], true);
    let mut run = begin(&service, [create("n", "C")]);
    let request = sent(&mut run, &service);
    run.answered(lost());
    service.take(&request);
    service.rows[0].instructions = "Theirs".into();
    assert_eq!(service.run(&mut run), Next::Decide);
    let theirs = service.list().remove(0);
    assert_eq!(
        run.current().unwrap().state,
        State::Conflict(Conflict::Doubtful(Box::new(theirs.clone())))
    );
    assert_eq!(run.summary().agent, None);

    let Step::Put(mine) = run.current().unwrap().step.clone() else {
        unreachable!()
    };
    run.decide(Decision::Again);
    assert_eq!(
        service.run(&mut run),
        Next::Decide,
        "it is as doubtful as before"
    );
    run.decide(Decision::Skip);
    assert_eq!(run.next(), Next::Decide, "later nobody would know of it");

    // It is somebody else's.
    let (mut other, mut apart) = (service.clone(), run.clone());
    apart.decide(Decision::Instead(Change::Put(mine.under("m".into()))));
    assert_eq!(other.run(&mut apart), Next::Finished);
    assert_eq!(
        instructions(&other),
        [("made-1", "Theirs"), ("made-2", "Text")]
    );

    // It is one's own.
    let mut merge = TrainingMerge::of(&mine, &theirs);
    merge.take(TrainingField::Instructions, Side::Theirs);
    let (mut as_it_is, mut same) = (service.clone(), run.clone());
    same.decide(Decision::Instead(Change::Put(merge.draft().unwrap())));
    same.listed(&as_it_is.list());
    assert!(same.tasks()[0].is_done(), "nothing is replaced by the same");
    assert_eq!(
        same.summary().agent,
        None,
        "whose the row is was decided, not whether it was written"
    );
    assert_eq!(as_it_is.run(&mut same), Next::Finished);
    assert_eq!(instructions(&as_it_is), [("made-1", "Theirs")]);

    merge.take(TrainingField::Instructions, Side::Mine);
    run.decide(Decision::Instead(Change::Put(merge.draft().unwrap())));
    assert_eq!(service.run(&mut run), Next::Finished);
    assert_eq!(instructions(&service), [("made-1", "Text")]);
}

#[test]
fn after_three_lost_answers_somebody_decides() {
    let service = Service::new(vec![], false);
    let mut run = begin(&service, [create("n", "C")]);
    for _ in 0..3 {
        sent(&mut run, &service);
        run.answered(lost());
    }
    run.listed(&service.list());
    assert_eq!(run.next(), Next::Decide);
    assert_eq!(
        run.summary().undone[0].why,
        "It was sent 3 times, and the service shows nothing of it. The network is gone."
    );
    run.decide(Decision::Again);
    sent(&mut run, &service);
    run.answered(lost());
    run.listed(&service.list());
    assert_eq!(run.next(), Next::Send, "the attempts are counted anew");
}
