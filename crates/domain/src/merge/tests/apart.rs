//! Two people's edits that have nothing to do with each other go together in any order.

use super::fields::{CHANNELS, Fields, fields};
use super::*;

/// A place of a text, with a line under it that stays.
#[derive(Clone, Debug)]
enum Spot {
    /// Nobody touches these lines.
    Kept(Vec<String>),
    /// One of the two writes other lines in their place; none in place of some deletes them, some in
    /// place of none adds them.
    Edited(Side, Vec<String>, Vec<String>),
}

/// Lines that stand in one place alone, in pairs so that an edit is one.
fn a_spot(at: usize) -> impl Strategy<Value = Spot> {
    let named = move |what: &'static str, number: usize| -> Vec<String> {
        (0..number).map(|n| format!("{what} {at}.{n}\n")).collect()
    };
    let side = prop_oneof![Just(Side::Mine), Just(Side::Theirs)];
    prop_oneof![
        1 => (0..3_usize).prop_map(move |number| Spot::Kept(named("kept", number))),
        3 => (side, 0..3_usize, 0..3_usize).prop_map(move |(side, old, new)| {
            Spot::Edited(side, named("old", old), named("new", new))
        }),
    ]
}

fn spots() -> impl Strategy<Value = Vec<Spot>> {
    (0..9_usize).prop_flat_map(|number| (0..number).map(a_spot).collect::<Vec<_>>())
}

/// The text of the spots as it is when these people have done their edits.
fn text_of(spots: &[Spot], by: &[Side], ends: bool) -> String {
    let mut text = String::new();
    for (at, spot) in spots.iter().enumerate() {
        let lines = match spot {
            Spot::Edited(side, _, new) if by.contains(side) => new,
            Spot::Kept(lines) | Spot::Edited(_, lines, _) => lines,
        };
        text.push_str(&lines.concat());
        text.push_str(&format!("\nUnder {at}.\n"));
    }
    if !ends {
        text.pop();
    }
    text
}

proptest! {
    #[test]
    fn edits_in_lines_apart_commute(spots in spots(), ends in any::<bool>()) {
        let text = |by: &[Side]| text_of(&spots, by, ends);
        let (base, mine, theirs) = (text(&[]), text(&[Side::Mine]), text(&[Side::Theirs]));
        let both = text(&[Side::Mine, Side::Theirs]);
        let (one, other) = (TextMerge::of(&base, &mine, &theirs), TextMerge::of(&base, &theirs, &mine));
        prop_assert_eq!(one.hunks().count() + other.hunks().count(), 0);
        prop_assert_eq!(one.text(), Some(both.clone()));
        prop_assert_eq!(other.text(), Some(both));
    }
}

/// Two people's edits that have nothing to do with each other: base, mine, theirs, and both.
#[derive(Clone, Debug)]
struct Apart {
    base: Fields,
    mine: Fields,
    theirs: Fields,
    both: Fields,
}

/// What the two do to one item of a list.
#[derive(Clone, Copy, Debug)]
enum Item {
    Stays,
    Added(Side),
    Removed(Side),
}

fn an_item() -> impl Strategy<Value = Item> {
    prop_oneof![
        Just(Item::Stays),
        Just(Item::Added(Side::Mine)),
        Just(Item::Added(Side::Theirs)),
        Just(Item::Removed(Side::Mine)),
        Just(Item::Removed(Side::Theirs)),
    ]
}

impl Item {
    fn is_there(self, by: &[Side]) -> bool {
        match self {
            Self::Stays => true,
            Self::Added(side) => by.contains(&side),
            Self::Removed(side) => !by.contains(&side),
        }
    }
}

prop_compose! {
    fn apart()(
        (old, new) in (fields(), fields()),
        owners in prop::collection::vec(any::<bool>(), 5),
        (spots, ends) in (spots(), any::<bool>()),
        channels in prop::collection::vec(an_item(), CHANNELS.len() - 1),
        segments in prop::collection::vec(an_item(), 0..5),
        keys in prop::collection::vec((an_item(), prop::option::of(any::<bool>())), 0..5),
    ) -> Apart {
        let of = |by: &[Side]| {
            // Each whole field is one person's.
            let owner = |field: usize| if owners[field] { Side::Mine } else { Side::Theirs };
            let pick = |field: usize| if by.contains(&owner(field)) { &new } else { &old };
            let is_in = |item: &Item| item.is_there(by);
            // Something stays, or together they might lift a restriction.
            let channels = CHANNELS.iter().skip(1).zip(&channels).filter(|(_, item)| is_in(item));
            let segments = segments.iter().enumerate().filter(|(_, item)| is_in(item));
            let keys = keys.iter().enumerate().filter(|(_, (item, _))| is_in(item));
            Fields {
                title: pick(0).title.clone(),
                content: text_of(&spots, by, ends),
                r#type: pick(1).r#type,
                directory: pick(2).directory.clone(),
                channels: channels.map(|(channel, _)| channel.clone()).chain([CHANNELS[0].clone()]).collect(),
                segments: segments.map(|(at, _)| format!("s{at}")).chain(["all".to_owned()]).collect(),
                start: pick(3).start.clone(),
                end: pick(4).end.clone(),
                metadata: keys
                    .map(|(at, (item, changed))| {
                        // A value that one of the two changes, where the key itself stays.
                        let side = changed.map(|is_mine| if is_mine { Side::Mine } else { Side::Theirs });
                        let is_changed = matches!(item, Item::Stays)
                            && side.is_some_and(|side| by.contains(&side));
                        (format!("k{at}"), u8::from(is_changed))
                    })
                    .collect(),
            }
        };
        Apart {
            base: of(&[]),
            mine: of(&[Side::Mine]),
            theirs: of(&[Side::Theirs]),
            both: of(&[Side::Mine, Side::Theirs]),
        }
    }
}

proptest! {
    #[test]
    fn edits_apart_merge_by_themselves_and_commute(apart in apart()) {
        let Apart { base, mine, theirs, both } = apart;
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let merge = Merge::of(&one.draft(&base), &other.training());
            prop_assert_eq!(merge.open(), 0, "{:?}", merge.fields);
            prop_assert_eq!(Fields::of(&merge.draft().unwrap()), both.clone());
        }
    }
}
