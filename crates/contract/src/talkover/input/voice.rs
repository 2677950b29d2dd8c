//! `PUT /agents/{agent_id}/voice`

use serde_json::Value;

use super::{super::WhoSpeaksFirst, Judged, given, judge::Judge, limits, put, read::Reader, say};
use crate::{Field, FieldErrors, json::Object};

/// Body of "Update voice". What is left out keeps its value while the voice stays the same, and
/// `null` takes it away.
#[derive(Clone, Debug, PartialEq)]
pub struct VoiceInput {
    /// Id in the service's list of voices.
    pub voice_id: String,
    /// Speed of speech, between 1 and 2 and neither.
    pub conversation_speed: f64,
    /// Who says the first word.
    pub who_speaks_first: WhoSpeaksFirst,
    /// Sound behind the voice.
    pub ambient_background: Field<String>,
    /// Volume of that sound, 0 to 2; 1 where it was never said.
    pub ambient_volume: Field<f64>,
    /// Language of the agent; absent and `null` keep it.
    pub language: Option<String>,
    /// How close the voice stays to its original, 0.5 to 1.
    pub similarity: Field<f64>,
    /// How even it sounds, 0.5 to 1.
    pub stability: Field<f64>,
}

impl VoiceInput {
    /// Reads a request body. Fields that are not documented are ignored.
    ///
    /// # Errors
    ///
    /// Every field of the wrong type or outside its limits, in the service's own sentences.
    pub fn from_json(body: Value) -> Result<Self, FieldErrors> {
        let mut reader = Reader::new(body)?;
        let input = Self {
            voice_id: reader.required_text("voice_id"),
            conversation_speed: reader.required_number("conversation_speed"),
            who_speaks_first: reader.required_word(
                "who_speaks_first",
                WhoSpeaksFirst::known,
                WhoSpeaksFirst::Agent,
            ),
            ambient_background: reader.text_field("ambient_background"),
            ambient_volume: reader.number_field("ambient_volume"),
            language: reader.text("language"),
            similarity: reader.number_field("similarity"),
            stability: reader.number_field("stability"),
        };
        input.or_wrong(reader.finish())
    }

    /// Judges the values: what [`VoiceInput::from_json`] and the form both ask.
    #[must_use]
    pub fn problems(&self) -> FieldErrors {
        self.judge()
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let Self {
            voice_id,
            conversation_speed,
            who_speaks_first,
            ambient_background,
            ambient_volume,
            language,
            similarity,
            stability,
        } = self.clone();
        let mut body = Object::new();
        let body_mut = &mut body;
        put(body_mut, "voice_id", Field::Value(voice_id));
        put(
            body_mut,
            "conversation_speed",
            Field::Value(conversation_speed),
        );
        let first = who_speaks_first.as_str();
        put(body_mut, "who_speaks_first", given(Some(first)));
        put(body_mut, "ambient_background", ambient_background);
        put(body_mut, "ambient_volume", ambient_volume);
        put(body_mut, "language", given(language));
        put(body_mut, "similarity", similarity);
        put(body_mut, "stability", stability);
        Value::Object(body)
    }
}

impl Judged for VoiceInput {
    const FIELDS: &'static [&'static str] = &[
        "voice_id",
        "conversation_speed",
        "who_speaks_first",
        "ambient_background",
        "ambient_volume",
        "language",
        "similarity",
        "stability",
    ];

    fn judge(&self) -> FieldErrors {
        let mut judge = Judge::default();
        judge.id("voice_id", &self.voice_id);
        let (min, max) = limits::VOICE_SPEED;
        let speed = "conversation_speed";
        if self.conversation_speed <= min {
            judge.0.push(speed, say::greater(speed, min));
        } else if self.conversation_speed >= max {
            judge.0.push(speed, say::less(speed, max));
        }
        let is_known = !matches!(self.who_speaks_first, WhoSpeaksFirst::Other(_));
        judge.word("who_speaks_first", is_known);
        if let Field::Value(background) = &self.ambient_background {
            judge.short("ambient_background", background, limits::NAME_CHARS);
        }
        if let Field::Value(volume) = self.ambient_volume {
            judge.within("ambient_volume", volume, &limits::AMBIENT_VOLUME);
        }
        if let Some(language) = &self.language {
            judge.language("language", language);
        }
        for (field, share) in [
            ("similarity", &self.similarity),
            ("stability", &self.stability),
        ] {
            if let Field::Value(share) = share {
                judge.within(field, *share, &limits::VOICE_SHARE);
            }
        }
        judge.0
    }
}
