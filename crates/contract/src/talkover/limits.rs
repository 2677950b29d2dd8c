//! Limits that Talkover documents ("Create agent", "Update knowledge", "Update voice", "Create
//! or update training"), and ours where it is silent.

use std::ops::RangeInclusive;

/// Longest subject of a training, in characters.
pub const SUBJECT_CHARS: usize = 255;
/// Longest name or label of an agent, endpointing sensitivity and IVR mode, in characters.
pub const NAME_CHARS: usize = 255;
/// Longest id that a client chooses, in characters: a `node_id`, a voice, a phone number. Ours.
pub const ID_CHARS: usize = 255;
/// Most phone numbers of one agent. Ours.
pub const PHONE_NUMBERS: usize = 100;
/// Shortest description that the knowledge takes, in characters.
pub const DESCRIPTION_CHARS: usize = 5;
/// Length of an initial message that the knowledge takes, in characters.
pub const INITIAL_MESSAGE_CHARS: RangeInclusive<usize> = 5..=255;

/// Speed of speech of a new agent; 1 is a voice's own.
pub const CONVERSATION_SPEED: RangeInclusive<f64> = 0.1..=3.0;
/// Speed of speech that the voice settings take: strictly between the two.
pub const VOICE_SPEED: (f64, f64) = (1.0, 2.0);
/// How freely the model words its answers.
pub const TEMPERATURE: RangeInclusive<f64> = 0.0..=2.0;
/// Volume of the background; 1 is its own.
pub const AMBIENT_VOLUME: RangeInclusive<f64> = 0.0..=2.0;
/// The volume where none is given.
pub const DEFAULT_AMBIENT_VOLUME: f64 = 1.0;
/// Similarity and stability of a voice.
pub const VOICE_SHARE: RangeInclusive<f64> = 0.5..=1.0;

/// Seconds before the first message.
pub const INITIAL_MESSAGE_DELAY: RangeInclusive<u64> = 0..=60;
/// Seconds of silence. The parameter's own text says 60, the text of its refusal 300: what the
/// service itself says when it refuses counts.
pub const IDLE_SECONDS: RangeInclusive<u64> = 1..=300;
/// Times that an agent asks whether somebody is there.
pub const IDLE_CHECKS: RangeInclusive<u64> = 1..=10;
/// Seconds of a call.
pub const CALL_SECONDS: RangeInclusive<u64> = 1..=3_600;
/// Seconds without a word from the caller.
pub const INACTIVITY_SECONDS: RangeInclusive<u64> = 5..=120;
/// Seconds of silence at the beginning.
pub const INITIAL_IDLE_SECONDS: RangeInclusive<u64> = 1..=60;
/// Times that an agent asks at the beginning.
pub const INITIAL_IDLE_CHECKS: RangeInclusive<u64> = 0..=10;

/// Rows in a page.
pub const PAGE_ROWS: RangeInclusive<u64> = 1..=100;
/// Rows in a page where the query does not say.
pub const DEFAULT_PAGE_ROWS: u64 = 20;

/// The languages that an agent speaks.
pub const LANGUAGES: [&str; 12] = [
    "pt-BR", "pt-PT", "en-US", "en-CA", "es-ES", "fr-FR", "de-DE", "it-IT", "nl-NL", "ja-JP",
    "ko-KR", "zh-TW",
];
