//! What a write would do that one may not expect. Nothing here forbids it.

use contract::{
    UtcInstant,
    opencx::{Channel, Segment, Training},
};

use super::{ChangedField, Draft};
use crate::{Moment, words};

/// An effect of a write, said before it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Another type takes a live scenario offline (decision 11).
    TypeTakesOffline,
    /// No channel is left in the restriction, so it applies on all. The channels that are added.
    AllChannels(Vec<String>),
    /// No segment is left in the restriction, so it applies to everyone. The groups that had it
    /// alone so far.
    Everyone(Vec<String>),
    /// Channels or segments that a live scenario gains.
    Gains(ChangedField, Vec<String>),
    /// Channels or segments that a live scenario loses. With an empty list: everything that is
    /// not named by the new restriction.
    Loses(ChangedField, Vec<String>),
    /// The window is over: the AI will not use it.
    AlreadyExpired,
    /// The start is in the past: once published, the AI uses it at once.
    StartsInThePast,
    /// Settings belong to the scenario and not to a version: on a live one they apply as soon as
    /// they are saved, also when the text is only saved as a draft (decision 10).
    AppliesAtOnce(Vec<ChangedField>),
}

impl Warning {
    /// The field beside which it is shown.
    #[must_use]
    pub fn field(&self) -> ChangedField {
        match self {
            Self::TypeTakesOffline => ChangedField::Type,
            Self::AllChannels(_) => ChangedField::Channels,
            Self::Everyone(_) => ChangedField::Segments,
            Self::Gains(field, _) | Self::Loses(field, _) => *field,
            Self::AlreadyExpired => ChangedField::End,
            Self::StartsInThePast => ChangedField::Start,
            Self::AppliesAtOnce(fields) => fields.first().copied().unwrap_or(ChangedField::Content),
        }
    }

    /// Whether to ask before the write: where the audience widens to all, and where a live
    /// scenario goes offline.
    #[must_use]
    pub fn asks(&self) -> bool {
        matches!(
            self,
            Self::TypeTakesOffline | Self::AllChannels(_) | Self::Everyone(_)
        )
    }

    /// The sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::TypeTakesOffline => {
                "Changing the type of a live scenario sets it back to draft: \
                the AI stops using it until you publish it again."
                    .to_owned()
            }
            Self::AllChannels(added) => format!(
                "Without a channel it applies on all channels. This adds {}.",
                words::list(added)
            ),
            Self::Everyone(before) => format!(
                "Without a segment it applies to everyone. So far only {} had it.",
                words::list(before)
            ),
            Self::Gains(_, names) => format!("Also applies to {}.", words::list(names)),
            Self::Loses(_, names) if names.is_empty() => {
                "Applied to all so far; from now on only to what is chosen here.".to_owned()
            }
            Self::Loses(_, names) => format!("No longer applies to {}.", words::list(names)),
            Self::AlreadyExpired => {
                "This end is in the past: the AI does not use the scenario.".to_owned()
            }
            Self::StartsInThePast => {
                "This start is in the past: once published, the AI uses it at once.".to_owned()
            }
            Self::AppliesAtOnce(fields) => {
                let labels: Vec<&str> = fields.iter().map(|field| field.label()).collect();
                format!(
                    "{} apply to the live scenario as soon as you save; only title and content wait \
                     to be published.",
                    words::list(&labels)
                )
            }
        }
    }
}

impl Draft {
    /// What a save or publish of this form would do that one may not expect. The segments give
    /// their names; one that is not among them is named by its id.
    #[must_use]
    pub fn warnings(&self, segments: &[Segment], now: Moment) -> Vec<Warning> {
        let changes = self.changes();
        let has_changed = |field: ChangedField| changes.contains(&field);
        let mut warnings = Vec::new();
        if self.is_live() && has_changed(ChangedField::Type) {
            warnings.push(Warning::TypeTakesOffline);
        }
        if let Some(base) = self.base.as_deref() {
            warnings.extend(self.channel_warning(base));
            warnings.extend(self.segment_warning(base, segments));
        }
        self.window_warnings(&changes, now, &mut warnings);
        if self.is_live() && changes.iter().any(|field| field.is_text()) {
            let at_once: Vec<ChangedField> = changes
                .into_iter()
                .filter(|field| !field.is_text() && *field != ChangedField::Type)
                .filter(|field| *field != ChangedField::Directory)
                .collect();
            if !at_once.is_empty() {
                warnings.push(Warning::AppliesAtOnce(at_once));
            }
        }
        warnings
    }

    fn channel_warning(&self, base: &Training) -> Vec<Warning> {
        let before = &base.restricted_to_channels;
        let names = |channels: Vec<&Channel>| -> Vec<String> {
            channels.into_iter().map(|c| c.label().to_owned()).collect()
        };
        if self.channels.is_empty() && !before.is_empty() {
            let added = Channel::ALL.iter().filter(|one| !before.contains(one));
            return vec![Warning::AllChannels(names(added.collect()))];
        }
        self.shift(ChangedField::Channels, before, &self.channels, names)
    }

    fn segment_warning(&self, base: &Training, segments: &[Segment]) -> Vec<Warning> {
        let before = &base.restricted_to_segments;
        let names = |ids: Vec<&String>| -> Vec<String> {
            ids.into_iter()
                .map(|id| {
                    let known = segments.iter().find(|segment| segment.id == *id);
                    known.map_or_else(|| id.clone(), |segment| segment.name.clone())
                })
                .collect()
        };
        if self.segments.is_empty() && !before.is_empty() {
            return vec![Warning::Everyone(names(before.iter().collect()))];
        }
        self.shift(ChangedField::Segments, before, &self.segments, names)
    }

    /// Who comes and who goes between two restrictions, where the scenario is live.
    fn shift<T: PartialEq>(
        &self,
        field: ChangedField,
        before: &[T],
        after: &[T],
        names: impl Fn(Vec<&T>) -> Vec<String>,
    ) -> Vec<Warning> {
        if !self.is_live() || after.is_empty() {
            return Vec::new();
        }
        if before.is_empty() {
            return vec![Warning::Loses(field, Vec::new())];
        }
        let gained: Vec<&T> = after.iter().filter(|one| !before.contains(one)).collect();
        let lost: Vec<&T> = before.iter().filter(|one| !after.contains(one)).collect();
        let mut warnings = Vec::new();
        if !gained.is_empty() {
            warnings.push(Warning::Gains(field, names(gained)));
        }
        if !lost.is_empty() {
            warnings.push(Warning::Loses(field, names(lost)));
        }
        warnings
    }

    fn window_warnings(&self, changes: &[ChangedField], now: Moment, into: &mut Vec<Warning>) {
        let moment = |text: &str| {
            UtcInstant::parse(text.trim())
                .ok()
                .as_ref()
                .map(Moment::from)
        };
        if moment(&self.end).is_some_and(|end| end <= now) {
            into.push(Warning::AlreadyExpired);
        } else if changes.contains(&ChangedField::Start)
            && moment(&self.start).is_some_and(|start| start < now)
        {
            into.push(Warning::StartsInThePast);
        }
    }
}
