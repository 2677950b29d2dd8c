//! Copies in both directions, by example and at random.

use contract::{
    UtcInstant,
    opencx::{self, Channel, Segment, TrainingType},
    talkover::{Training, TrainingStatus, limits},
};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{Draft, Intent, Moment, fixture::training, talkover::fixture::row};

fn now() -> Moment {
    Moment::read("2026-11-20T12:00Z").unwrap()
}

fn scenario() -> opencx::Training {
    training("s", "Refunds", "Within 30 days.")
}

fn copy(edit: impl FnOnce(&mut opencx::Training), text: Text) -> VoiceTraining {
    let mut from = scenario();
    edit(&mut from);
    let vip = Segment::from_json(json!({"id": "s1", "name": "VIP"})).unwrap();
    to_talkover(
        &from,
        text,
        "n".to_owned(),
        Some("Shipping / EU"),
        &[vip],
        now(),
    )
}

fn instant(text: &str) -> Option<UtcInstant> {
    UtcInstant::parse(text).ok()
}

#[test]
fn what_an_agent_has_no_place_for_is_said() {
    let check = |edit: fn(&mut opencx::Training), expected: &[&str], status: TrainingStatus| {
        let copy = copy(edit, Text::Live);
        let words: Vec<String> = copy.misfits.iter().map(Misfit::words).collect();
        assert_eq!(words, expected);
        assert_eq!(copy.draft.status, status);
        assert!(!copy.is_fatal() && copy.draft.problems().is_empty());
    };
    use TrainingStatus::{Active, Inactive};
    check(|_| {}, &[], Active);
    check(
        |from| from.r#type = TrainingType::Behavioral,
        &["It was behavioral, in every conversation. An agent has only one type."],
        Active,
    );
    check(
        |from| from.restricted_to_channels = vec![Channel::Web, Channel::PhoneVoice],
        &["It was only for Web chat and Phone. The agent uses it in its calls."],
        Active,
    );
    check(
        |from| from.restricted_to_channels = vec![Channel::Email],
        &["It was only for Email, and not for calls. The agent uses it in its calls."],
        Active,
    );
    check(
        |from| from.restricted_to_segments = vec!["s1".into(), "s2".into()],
        &["It was only for VIP and s2. The agent uses it with everyone."],
        Active,
    );
    check(
        |from| {
            from.directory_id = Some("d".into());
            from.metadata.insert("owner".into(), json!("ops"));
        },
        &[
            "It lay in Shipping / EU. An agent's trainings lie in no directory.",
            "Its metadata is lost: owner.",
        ],
        Active,
    );
    check(
        |from| from.end_time = instant("2026-12-24T00:00Z"),
        &[
            "Its schedule is lost (No start, until 2026-12-24 00:00Z). The agent uses it at any time.",
        ],
        Active,
    );
    check(
        |from| from.end_time = instant("2026-11-20T12:00Z"),
        &[
            "Its time is over: the copy is inactive.",
            "Its schedule is lost (No start, until 2026-11-20 12:00Z). The agent uses it at any time.",
        ],
        Inactive,
    );
    check(
        |from| from.start_time = instant("2026-11-21T00:00Z"),
        &[
            "Its time has not come: the copy is inactive.",
            "Its schedule is lost (From 2026-11-21 00:00Z, no end). The agent uses it at any time.",
        ],
        Inactive,
    );
    check(
        |from| {
            from.is_draft = true;
            from.current_version = None;
        },
        &["It was a draft: the copy is inactive."],
        Inactive,
    );
}

#[test]
fn of_two_texts_one_is_chosen_and_said() {
    let check = |text: Text, subject: &str, instructions: &str, misfit: Misfit| {
        let copy = copy(
            |from| {
                from.draft_title = Some(" Returns ".into());
                from.draft_content = Some("Within 14 days.\n".into());
            },
            text,
        );
        let draft = &copy.draft;
        assert_eq!(
            (draft.subject.as_str(), draft.instructions.as_str()),
            (subject, instructions)
        );
        assert_eq!(copy.misfits, [misfit]);
        assert!(draft.is_new() && draft.node_id == "n" && draft.status == TrainingStatus::Active);
    };
    check(Text::Live, "Refunds", "Within 30 days.", Misfit::LiveText);
    check(
        Text::Pending,
        "Returns",
        "Within 14 days.\n",
        Misfit::PendingText,
    );
    assert_eq!(copy(|_| {}, Text::Pending).misfits, [], "there is only one");
}

#[test]
fn a_long_subject_is_cut_only_when_the_person_says_so() {
    let long = format!("{} and more", "word ".repeat(50).trim_end());
    assert!(long.chars().count() > limits::SUBJECT_CHARS);
    let mut copy = copy(|from| from.title.clone_from(&long), Text::Live);
    assert!(copy.is_fatal() && copy.draft.subject == long);
    assert_eq!(
        copy.misfits[0].words(),
        "The subject has 258 characters, and at most 255 fit."
    );
    copy.shorten();
    assert!(copy.misfits.is_empty() && copy.draft.problems().is_empty());
    assert_eq!(
        copy.draft.subject,
        format!("{} and", "word ".repeat(50).trim_end())
    );
}

#[test]
fn cuts_are_made_between_words() {
    let check = |text: &str, most: usize, expected: &str| {
        assert_eq!(fitting(text, most), expected, "{text} in {most}");
    };
    check("one two", 7, "one two");
    check("one two", 6, "one");
    check("one two", 3, "one");
    check("one two", 4, "one");
    check("one two three", 7, "one two");
    check("one two three", 6, "one");
    check("one, two", 7, "one,");
    check("  ünïcödé text", 7, "ünïcödé");
    check("ünïcödé", 3, "ünï");
    check("one\u{a0}two", 6, "one");
    check("", 3, "");
    check("one", 0, "");
}

#[test]
fn a_training_becomes_a_scenario_for_the_phone() {
    let check = |edit: fn(&mut Training), intent: Intent, expected: &[&str]| {
        let mut from = row("t", " Refunds ", "Within 30 days.\n");
        edit(&mut from);
        let copy = to_opencx(&from, Some("d".into()));
        let words: Vec<String> = copy.misfits.iter().map(Misfit::words).collect();
        let phone =
            "It was for calls: the copy is only for the phone. Other channels can be added.";
        assert_eq!(words, [expected, &[phone]].concat());
        assert_eq!(
            (copy.intent, copy.draft.title.as_str()),
            (intent, "Refunds")
        );
        assert_eq!(copy.draft.content, "Within 30 days.\n");
        assert_eq!(copy.draft.channels, [Channel::PhoneVoice]);
        assert_eq!(copy.draft.directory_id.as_deref(), Some("d"));
        assert!(copy.draft.is_new() && copy.draft.problems().is_empty() && !copy.is_fatal());
    };
    check(|_| {}, Intent::Publish, &[]);
    check(
        |from| from.current_status = TrainingStatus::Inactive,
        Intent::SaveDraft,
        &["It was inactive: the copy is a draft."],
    );
    check(
        |from| from.current_status = TrainingStatus::read("paused"),
        Intent::SaveDraft,
        &["It was “paused”: the copy is a draft."],
    );
}

#[test]
fn what_is_too_long_for_a_scenario_must_be_corrected() {
    let long = row("t", &"ab ".repeat(200), &"x".repeat(50_001));
    let mut copy = to_opencx(&long, None);
    assert_eq!(copy.misfits[1], Misfit::LongText { chars: 50_001 });
    assert_eq!(
        copy.misfits[1].words(),
        "The text has 50,001 characters, and at most 50,000 fit."
    );
    copy.shorten();
    assert!(copy.is_fatal() && copy.draft.problems().of("title").is_none());
    assert!(copy.draft.title.ends_with("ab"));
}

#[test]
fn several_copies_are_summed_up() {
    let check = |copies: &[&[Misfit]], expected: &str| {
        assert_eq!(preview(copies.iter().copied()), expected);
    };
    check(&[], "Nothing to copy");
    check(&[&[]], "1 fits");
    check(
        &[
            &[],
            &[],
            &[Misfit::Draft],
            &[Misfit::Draft, Misfit::NoText],
            &[Misfit::Draft],
        ],
        "2 fit, 2 lose something, 1 must be corrected",
    );
}

fn planned(titles: &[&str], there: &[&str]) -> CopyPlan {
    let copies = titles.iter().enumerate().map(|(at, title)| {
        let made = copy(|from| (*title).clone_into(&mut from.title), Text::Live);
        (format!("k{at}"), (*title).to_owned(), Made::Training(made))
    });
    CopyPlan::new(copies.collect(), there)
}

#[test]
fn what_the_target_has_is_left_out_until_it_is_wanted() {
    let mut plan = planned(&["Refunds", "Returns"], &["  refunds "]);
    assert!(plan.copies()[0].is_twin && !plan.copies()[1].is_twin);
    assert_eq!((plan.round(), plan.due()), (vec!["k1".to_owned()], 1));
    plan.want("k0", true);
    assert_eq!(plan.round(), ["k0", "k1"]);
    plan.rename("k0", "Refunds by phone".to_owned());
    assert!(!plan.copies()[0].is_twin);
    assert_eq!(plan.preview(), "2 fit");
}

#[test]
fn a_subject_is_corrected_in_its_place() {
    let mut plan = planned(&[&"long ".repeat(60)], &[]);
    assert!(plan.copies()[0].is_fatal() && !plan.may_begin());
    plan.rename("k0", " ".to_owned());
    assert_eq!(plan.copies()[0].made.misfits(), [Misfit::NoSubject]);
    plan.rename("k0", "Short".to_owned());
    assert!(plan.may_begin() && plan.copies()[0].made.misfits().is_empty());
    // What is left out need not be correct.
    let mut plan = planned(&["", "Returns"], &[]);
    plan.want("k0", false);
    assert!(plan.may_begin());
}

#[test]
fn what_is_made_is_not_made_again() {
    let mut plan = planned(&["A", "B", "C"], &[]);
    assert_eq!(plan.outcome(), None);
    plan.note("k0", Progress::Going);
    assert!(!plan.may_begin() && plan.outcome().is_none());
    plan.note("k0", Progress::Done);
    plan.note("k1", Progress::Refused("No.".to_owned()));
    plan.note("k2", Progress::Unsure("Lost.".to_owned()));
    assert_eq!(
        plan.outcome().as_deref(),
        Some("1 copied, 1 refused and 1 without an answer")
    );
    assert_eq!(plan.round(), ["k1", "k2"]);
    // What may have arrived keeps its text under its key.
    plan.rename("k2", "Other".to_owned());
    plan.rename("k1", "Other".to_owned());
    let titles: Vec<&str> = plan.copies().iter().map(|copy| copy.made.title()).collect();
    assert_eq!(titles, ["A", "Other", "C"]);
    plan.note("k0", Progress::Refused("Late.".to_owned()));
    assert_eq!(plan.done(), 1);
    for key in ["k1", "k2"] {
        plan.note(key, Progress::Done);
    }
    assert!(plan.round().is_empty() && !plan.may_begin());
    assert_eq!(plan.outcome().as_deref(), Some("3 copied"));
}

proptest! {
    /// What is called fatal is what the service would refuse, no more and no less.
    #[test]
    fn fatal_is_what_would_be_refused(
        title in "[a ü]{0,4}", repeat in 0_usize..300, content in "[ \na]{0,3}", long: bool,
    ) {
        let title = title.repeat(repeat);
        let content = if long { "x".repeat(50_001) } else { content };
        let copy = to_talkover(&training("s", &title, &content), Text::Live, "n".into(), None, &[], now());
        prop_assert_eq!(copy.is_fatal(), !copy.draft.problems().is_empty());
        let back = to_opencx(&row("t", &title, &content), None);
        prop_assert_eq!(back.is_fatal(), !back.draft.problems().is_empty());
        let (mut short, mut back) = (copy, back);
        short.shorten();
        back.shorten();
        prop_assert_eq!(short.is_fatal(), !short.draft.problems().is_empty());
        prop_assert_eq!(back.is_fatal(), !back.draft.problems().is_empty());
    }

    /// What fits into an agent comes back with the same text.
    #[test]
    fn a_text_survives_there_and_back(subject in "[a-z]{1,20}( [a-z]{1,9}){0,3}", text in "[a-z]\\PC{0,40}") {
        let there = to_talkover(&training("s", &subject, &text), Text::Live, "n".into(), None, &[], now());
        let kept = Training { instructions: there.draft.instructions, ..row("t", &there.draft.subject, "") };
        let back: Draft = to_opencx(&kept, None).draft;
        prop_assert_eq!((back.title, back.content), (subject, text));
    }

    #[test]
    fn a_cut_is_a_beginning_that_fits(text in "[a-c \n]{0,30}", most in 0_usize..20) {
        let cut = fitting(&text, most);
        prop_assert!(text.trim().starts_with(cut) && cut.chars().count() <= most && cut.trim() == cut);
    }
}
