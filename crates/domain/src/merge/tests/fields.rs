//! A form's fields as values that can be compared and made at random.

use std::collections::{BTreeMap, BTreeSet};

use contract::UtcInstant;
use contract::opencx::TrainingType;

use super::*;

/// The fields of a form, with what makes a list a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fields {
    pub(super) title: String,
    pub(super) content: String,
    pub(super) r#type: TrainingType,
    pub(super) directory: Option<String>,
    pub(super) channels: BTreeSet<Channel>,
    pub(super) segments: BTreeSet<String>,
    pub(super) start: Option<String>,
    pub(super) end: Option<String>,
    pub(super) metadata: BTreeMap<String, u8>,
}

impl Fields {
    pub(super) fn training(&self) -> Training {
        let instant =
            |text: &Option<String>| text.as_deref().map(|text| UtcInstant::parse(text).unwrap());
        let metadata = self.metadata.iter();
        Training {
            draft_title: Some(self.title.clone()),
            draft_content: Some(self.content.clone()),
            r#type: self.r#type,
            directory_id: self.directory.clone(),
            restricted_to_channels: self.channels.iter().cloned().collect(),
            restricted_to_segments: self.segments.iter().cloned().collect(),
            start_time: instant(&self.start),
            end_time: instant(&self.end),
            metadata: metadata
                .map(|(key, value)| (key.clone(), json!(value)))
                .collect(),
            ..training("a", "As published", "As published.")
        }
    }

    /// The form of a scenario that was as `base` is and in which all this is typed.
    pub(super) fn draft(&self, base: &Self) -> Draft {
        Draft {
            base: Some(Box::new(base.training())),
            ..Draft::of(&self.training())
        }
    }

    /// What a form says, whatever the order in its lists.
    pub(super) fn of(draft: &Draft) -> Self {
        let instant = |text: &String| (!text.is_empty()).then(|| text.clone());
        let value = |json: &str| json.parse().unwrap();
        Self {
            title: draft.title.clone(),
            content: draft.content.clone(),
            r#type: draft.r#type,
            directory: draft.directory_id.clone(),
            channels: draft.channels.iter().cloned().collect(),
            segments: draft.segments.iter().cloned().collect(),
            start: instant(&draft.start),
            end: instant(&draft.end),
            metadata: draft
                .metadata
                .iter()
                .map(|row| (row.key.clone(), value(&row.json)))
                .collect(),
        }
    }
}

pub(super) const CHANNELS: [Channel; 5] = [
    Channel::Web,
    Channel::Email,
    Channel::Slack,
    Channel::Sms,
    Channel::Api,
];

fn an_instant() -> impl Strategy<Value = Option<String>> {
    prop::option::of((1..4_u8).prop_map(|day| format!("2026-01-0{day}T00:00:00Z")))
}

prop_compose! {
    /// Few values of each, so that two people often make the same of a field.
    pub(super) fn fields()(
        title in "[ABC]",
        content in a_text(),
        is_behavioral in any::<bool>(),
        directory in prop::option::of("[de]"),
        channels in prop::sample::subsequence(CHANNELS.to_vec(), 0..4),
        segments in prop::collection::btree_set("[stu]", 0..3),
        (start, end) in (an_instant(), an_instant()),
        metadata in prop::collection::btree_map("[klm]", 0..3_u8, 0..3),
    ) -> Fields {
        let r#type = if is_behavioral { TrainingType::Behavioral } else { TrainingType::ScenarioSpecific };
        let channels = channels.into_iter().collect();
        Fields { title, content, r#type, directory, channels, segments, start, end, metadata }
    }
}
