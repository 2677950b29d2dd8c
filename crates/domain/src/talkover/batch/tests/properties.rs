//! What holds of every run, at random.

use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use crate::talkover::batch::service::Service;
use crate::talkover::same_content;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Answered,
    /// It did not arrive, or its answer did not.
    Lost {
        done: bool,
    },
    /// The page went away before the answer, and the request had arrived or not.
    Reloaded {
        done: bool,
    },
    /// The service asks to wait.
    Busy,
    /// The service asks for another key.
    NoKey,
    /// The person stops and goes on.
    Stopped,
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = select(vec![
        Fate::Answered,
        Fate::Answered,
        Fate::Lost { done: true },
        Fate::Lost { done: false },
        Fate::Reloaded { done: true },
        Fate::Reloaded { done: false },
        Fate::Busy,
        Fate::NoKey,
        Fate::Stopped,
    ]);
    vec(fate, 0..40)
}

/// What the person wants of each of the trainings that are there, and how many new ones.
#[derive(Clone, Copy, Debug)]
enum Wish {
    Nothing,
    Edit,
    Deactivate,
    Delete,
}

fn wishes() -> impl Strategy<Value = (Vec<Wish>, usize)> {
    let wish = select(vec![
        Wish::Nothing,
        Wish::Edit,
        Wish::Deactivate,
        Wish::Delete,
    ]);
    (vec(wish, 0..5), 0_usize..3)
}

fn begin(wishes: &(Vec<Wish>, usize), hides_keys: bool) -> (Service, Batch) {
    let rows = (0..wishes.0.len()).map(|n| row(&n.to_string(), &format!("Row {n}"), "Text"));
    let service = Service::new(rows.collect(), hides_keys);
    let mut batch = Batch::new("a1".to_owned());
    for (row, wish) in service.list().iter().zip(&wishes.0) {
        match wish {
            Wish::Nothing => {}
            Wish::Edit => batch.add(edit(row, "New text")),
            Wish::Delete => batch.add(Change::delete(row)),
            Wish::Deactivate => {
                let mut draft = TrainingDraft::of(row, format!("new-{}", row.id));
                draft.status = TrainingStatus::Inactive;
                batch.add(Change::Put(draft));
            }
        }
    }
    for n in 0..wishes.1 {
        batch.add(create(&format!("created-{n}"), "Created"));
    }
    (service, batch)
}

fn reloaded(run: &Run) -> Run {
    serde_json::from_str(&serde_json::to_string(run).unwrap()).unwrap()
}

/// Hands over an answer as the desk does.
fn answered(run: &mut Run, answer: Answer) {
    let pause = answer.pause().cloned();
    run.answered(answer);
    if let Some(pause) = pause {
        run.rest(pause, Moment(0), 0.5);
    }
}

/// Sends one request with a fate.
fn send(run: &mut Run, service: &mut Service, fate: Fate) {
    let Some(request) = run.send() else { return };
    match fate {
        Fate::Answered => run.answered(service.take(&request)),
        Fate::Lost { done } => {
            if done {
                service.take(&request);
            }
            answered(run, Answer::Lost(pause(Reason::NoAnswer, None)));
        }
        Fate::Reloaded { done } => {
            if done {
                service.take(&request);
            }
            *run = reloaded(run);
        }
        Fate::Busy => answered(run, Answer::Busy(pause(Reason::TooMany, Some(7_000)))),
        Fate::NoKey => run.answered(Answer::NotNow {
            said: "Another key.".to_owned(),
        }),
        Fate::Stopped => {
            run.stop("Stopped.");
            run.answered(service.take(&request));
        }
    }
}

/// What a summary says is so.
fn is_honest(run: &Run, service: &Service) {
    let summary = run.summary();
    if let Some(status) = &summary.agent {
        assert_eq!(*status, service.agent.current_status, "{run:?}");
    }
    for twins in &summary.twins {
        let there = |id: &str| service.rows.iter().any(|row| row.id == id);
        assert!(there(&twins.new), "{run:?}");
        assert!(!twins.is_sure || there(&twins.old), "{run:?}");
    }
    if summary.published {
        assert!(summary.undone.is_empty() && service.agent.is_published());
    }
}

/// What is sent now is sent over nothing that nobody has seen.
fn is_allowed(run: &Run, step: &Step, service: &Service) {
    let row = |id: &str| service.rows.iter().find(|row| row.id == id);
    match step {
        Step::Put(draft) => {
            let current = service.with_key(&draft.node_id);
            if let (Some(at), Some(over)) = (current, &draft.base) {
                let now = &service.rows[at];
                assert!(
                    same_content(now, over) || draft.is_shown_by(now),
                    "{draft:?} over {now:?}"
                );
            }
        }
        Step::Delete(over) => assert!(same_content(row(&over.id).unwrap(), over)),
        Step::DeleteOld(over) => {
            assert!(same_content(row(&over.id).unwrap(), over));
            let twins = run.summary().twins;
            let twins = twins.iter().find(|twins| twins.old == over.id).unwrap();
            assert!(row(&twins.new).is_some(), "{twins:?}");
        }
        Step::Publish => {
            let mut before = run.tasks().iter().filter(|task| task.step != Step::Publish);
            assert!(before.all(|task| task.is_done() || task.state == State::Dropped));
        }
    }
}

fn contents(service: &Service) -> Vec<(String, Option<String>, String, TrainingStatus)> {
    let rows = service.rows.iter();
    rows.map(|row| {
        (
            row.id.clone(),
            row.node_id.clone(),
            row.instructions.clone(),
            row.current_status.clone(),
        )
    })
    .collect()
}

/// What somebody else does before a list is read.
#[derive(Clone, Debug)]
enum Other {
    Nothing,
    Edit(prop::sample::Index),
    Delete(prop::sample::Index),
    Create,
}

fn others() -> impl Strategy<Value = Vec<Other>> {
    let index = any::<prop::sample::Index>;
    let other = prop_oneof![
        3 => Just(Other::Nothing),
        1 => index().prop_map(Other::Edit),
        1 => index().prop_map(Other::Delete),
        1 => Just(Other::Create),
    ];
    vec(other, 0..20)
}

fn interfere(service: &mut Service, other: &Other, n: usize) {
    let at = |index: &prop::sample::Index| {
        (!service.rows.is_empty()).then(|| index.index(service.rows.len()))
    };
    match other {
        Other::Nothing => {}
        Other::Edit(index) => {
            if let Some(at) = at(index) {
                service.rows[at].instructions = format!("Theirs {n}");
            }
        }
        Other::Delete(index) => {
            if let Some(at) = at(index) {
                service.rows.remove(at);
            }
        }
        Other::Create => service
            .rows
            .push(row(&format!("other-{n}"), "Theirs", "Text")),
    }
}

fn decide(run: &mut Run, choice: u8) {
    let task = run.current().unwrap().clone();
    let now = match &task.state {
        State::Conflict(conflict) => conflict.now().cloned(),
        _ => None,
    };
    let decision = match (choice, &task.step, now) {
        (0, ..) => Decision::Skip,
        (1, ..) => Decision::Drop,
        (2, Step::Put(mine), Some(now)) => {
            let mut merge = TrainingMerge::of(mine, &now);
            for field in crate::talkover::TrainingField::ALL {
                merge.take(field, crate::merge::Side::Mine);
            }
            Decision::Instead(Change::Put(merge.draft().unwrap()))
        }
        (2, Step::Put(mine), None) => Decision::Instead(Change::Put(mine.anew())),
        (2, Step::Delete(_) | Step::DeleteOld(_), Some(now)) => {
            Decision::Instead(Change::delete(&now))
        }
        _ => Decision::Again,
    };
    run.decide(decision);
}

proptest! {
    /// Whatever is lost where, a run ends as one that nothing disturbed: nothing is lost, nothing
    /// is made twice.
    #[test]
    fn a_disturbed_run_ends_as_an_undisturbed_one(
        wishes in wishes(), hides_keys: bool, publish: bool, fates in fates(),
    ) {
        let (mut calm, batch) = begin(&wishes, hides_keys);
        let mut service = calm.clone();
        let mut undisturbed = Run::new(&batch, &calm.agent, publish);
        prop_assert_eq!(calm.run(&mut undisturbed), Next::Finished);

        let mut run = Run::new(&batch, &service.agent, publish);
        let mut fates = fates.into_iter();
        loop {
            is_honest(&run, &service);
            match run.next() {
                Next::List => run.listed(&service.list()),
                Next::Look => run.looked(&service.agent),
                Next::Send => send(&mut run, &mut service, fates.next().unwrap_or(Fate::Answered)),
                Next::Stopped => run.resume(),
                Next::Rest => run.wake(Moment(i64::MAX)),
                Next::Decide => {
                    let state = &run.current().unwrap().state;
                    prop_assert!(matches!(state, State::Refused(_)), "{:?}", state);
                    run.decide(Decision::Again);
                }
                Next::Await => unreachable!(),
                Next::Finished => break,
            }
        }
        prop_assert_eq!(contents(&service), contents(&calm));
        prop_assert_eq!(service.agent.is_published(), calm.agent.is_published());
        prop_assert_eq!(run.summary(), undisturbed.summary());
        prop_assert!(run.left_over().is_empty());
    }

    /// Whatever somebody else does, nothing is sent over it, the order is kept, and a row that is
    /// to be replaced goes only while the one in its place is there.
    #[test]
    fn nobody_overwrites_anybody(
        wishes in wishes(), hides_keys: bool, fates in fates(), others in others(),
        choices in vec(0_u8..4, 40),
    ) {
        let (mut service, batch) = begin(&wishes, hides_keys);
        let mut run = Run::new(&batch, &service.agent, true);
        let (mut fates, mut others, mut choices) = (fates.into_iter(), others.into_iter(), choices.into_iter());
        let mut last = None;
        for n in 0..200 {
            match run.next() {
                Next::List => {
                    interfere(&mut service, &others.next().unwrap_or(Other::Nothing), n);
                    run.listed(&service.list());
                }
                Next::Look => run.looked(&service.agent),
                Next::Send => {
                    let task = run.current().unwrap().clone();
                    prop_assert!(task.change >= last || task.step == Step::Publish);
                    last = task.change.or(last);
                    is_allowed(&run, &task.step, &service);
                    send(&mut run, &mut service, fates.next().unwrap_or(Fate::Answered));
                }
                Next::Stopped => run.resume(),
                Next::Rest => run.wake(Moment(i64::MAX)),
                Next::Decide => decide(&mut run, choices.next().unwrap_or(1)),
                Next::Await => unreachable!(),
                Next::Finished => break,
            }
            prop_assert_eq!(&reloaded(&reloaded(&run)), &reloaded(&run));
        }
        prop_assert_eq!(run.next(), Next::Finished);
        let mut keys: Vec<_> = service.rows.iter().map(|row| row.node_id.clone()).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), service.rows.len());
        for (target, _) in run.left_over().problems() {
            prop_assert!(false, "{:?}", target);
        }
    }
}
