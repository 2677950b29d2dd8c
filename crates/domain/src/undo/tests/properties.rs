//! What holds of every step, at random.

use contract::opencx::Training;
use proptest::prelude::*;

use super::{
    merged,
    random::{a_scenario, another_directory},
    service::Service,
    step,
};
use crate::{
    Publication,
    seen::same_content,
    undo::{Act, Change, Direction, History, Step, Verdict, check, plan},
};

#[derive(Clone, Copy, Debug)]
enum Do {
    Record,
    Undo,
    Redo,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_024, ..ProptestConfig::default() })]

    /// From anywhere to anywhere, sent one after the other.
    #[test]
    fn a_plan_ends_at_its_target(
        current in prop::option::of(a_scenario()),
        target in prop::option::of(a_scenario()),
    ) {
        let mut service = Service::of(current.as_ref());
        let acts = plan(current.as_ref(), target.as_ref());
        let is_live = |t: Option<&Training>| t.is_some_and(|t| Publication::of(t).is_live());
        for (n, act) in acts.iter().enumerate() {
            let before = service.clone();
            let sent = match service.training() {
                Some(now) if n > 0 => act.clone().over(now),
                _ => act.clone(),
            };
            // What the plan expected to be there by then leads to the same request.
            if let (Act::Save { draft, intent }, Act::Save { draft: late, .. }) = (act, &sent) {
                prop_assert_eq!(draft.to_input(*intent), late.to_input(*intent));
            }
            service.take(&sent);
            let (was, now) = (before.training(), service.training());
            if let (true, Some(now)) = (is_live(now), now) {
                let known = [current.as_ref(), target.as_ref()].into_iter().flatten().any(|end| {
                    is_live(Some(end)) && end.title == now.title && end.content == now.content
                });
                prop_assert!(known, "nobody wanted that text to be live: {:?}", now);
            }
            if is_live(was) && now.is_some() {
                prop_assert_eq!(was.map(|t| t.r#type), now.map(|t| t.r#type));
            }
        }
        prop_assert!(same_content(service.training(), target.as_ref()), "{:?}\n{:?}", acts, service);
        prop_assert!(acts.len() <= 2 + usize::from(current.is_some()));
        prop_assert!(plan(service.training(), target.as_ref()).is_empty());
    }

    /// There and back again, and forth once more.
    #[test]
    fn undo_and_redo_are_free_where_nobody_interferes(
        before in prop::option::of(a_scenario()),
        after in prop::option::of(a_scenario()),
    ) {
        let change = Change::new("a", before.clone(), after.clone());
        let mut service = Service::of(after.as_ref());
        for (direction, target) in [(Direction::Undo, &before), (Direction::Redo, &after)] {
            match check(&change, service.training(), direction) {
                Verdict::Free(acts) => service.take_all(acts),
                Verdict::AlreadyThere => {}
                other => prop_assert!(false, "{:?}", other),
            }
            prop_assert!(same_content(service.training(), target.as_ref()));
        }
    }

    /// Somebody moved it meanwhile: everything else goes back, and their move stays.
    #[test]
    fn undo_keeps_what_somebody_else_did(
        before in a_scenario(),
        after in a_scenario(),
    ) {
        let now = another_directory(&after);
        let wanted = Training { directory_id: now.directory_id.clone(), ..before.clone() };
        let before = Training { directory_id: after.directory_id.clone(), ..before };
        let change = Change::new("a", Some(before), Some(after));
        let verdict = check(&change, Some(&now), Direction::Undo);
        prop_assert!(matches!(verdict, Verdict::Changed(_)));
        let merged = merged(&change, &now);
        prop_assert!(same_content(merged.as_ref(), Some(&wanted)));
    }

    #[test]
    fn the_history_is_a_pile(
        deeds in prop::collection::vec(
            prop_oneof![3 => Just(Do::Record), 2 => Just(Do::Undo), 1 => Just(Do::Redo)], 0..60),
        room in 1..6_usize,
    ) {
        let mut history = History::new(Vec::new(), room);
        let (mut done, mut undone): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
        for (n, deed) in deeds.into_iter().enumerate() {
            let id = n as u64;
            match deed {
                Do::Record => {
                    let mut gone = history.record(step(id, "a"));
                    done.push(id);
                    let mut expected = std::mem::take(&mut undone);
                    expected.extend(done.drain(..done.len().saturating_sub(room)));
                    gone.sort_unstable();
                    expected.sort_unstable();
                    prop_assert_eq!(gone, expected);
                }
                Do::Undo => if let Some(id) = done.pop() {
                    prop_assert!(history.mark(id, true).is_some_and(|step| step.undone));
                    prop_assert!(history.mark(id, true).is_none());
                    undone.push(id);
                },
                Do::Redo => if let Some(id) = undone.pop() {
                    prop_assert!(history.mark(id, false).is_some());
                    done.push(id);
                },
            }
            prop_assert_eq!(history.next_undo().map(|step| step.id), done.last().copied());
            prop_assert_eq!(history.next_redo().map(|step| step.id), undone.last().copied());
            prop_assert_eq!(history.steps().len(), done.len() + undone.len());
        }
    }

    #[test]
    fn a_step_survives_being_kept(
        before in prop::option::of(a_scenario()),
        after in prop::option::of(a_scenario()),
    ) {
        let kept = Step { changes: vec![Change::new("a", before, after)], ..step(1, "a") };
        let text = serde_json::to_string(&kept).unwrap();
        prop_assert_eq!(serde_json::from_str::<Step>(&text).unwrap(), kept);
    }
}
