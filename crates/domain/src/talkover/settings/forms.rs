//! The fields of each form.

use contract::talkover::limits;

use super::{Control, Section, Setting};

/// The words of a language that agents speak.
#[must_use]
pub fn language(code: &str) -> &str {
    match code {
        "pt-BR" => "Portuguese (Brazil)",
        "pt-PT" => "Portuguese (Portugal)",
        "en-US" => "English (United States)",
        "en-CA" => "English (Canada)",
        "es-ES" => "Spanish (Spain)",
        "fr-FR" => "French (France)",
        "de-DE" => "German (Germany)",
        "it-IT" => "Italian (Italy)",
        "nl-NL" => "Dutch (Netherlands)",
        "ja-JP" => "Japanese (Japan)",
        "ko-KR" => "Korean (South Korea)",
        "zh-TW" => "Chinese (Taiwan)",
        other => other,
    }
}

const DIRECTIONS: Control = Control::Word(&[("inbound", "Inbound"), ("outbound", "Outbound")]);
const SPEAKERS: Control = Control::Word(&[("agent", "The agent"), ("user", "The caller")]);
const SENSITIVITIES: Control =
    Control::Word(&[("low", "Low"), ("medium", "Medium"), ("high", "High")]);
const TEMPERATURE: Setting = Setting::required(
    "llm_temperature",
    "Temperature",
    Control::Number(limits::TEMPERATURE),
    "How freely the model words its answers.",
);
const INTERRUPT: Setting = Setting::required(
    "interrupt_sensitivity",
    "Interrupt sensitivity",
    SENSITIVITIES,
    "How easily the caller stops the agent by speaking.",
);
const DELAY: Setting = Setting::required(
    "initial_message_delay",
    "Delay before the first words",
    Control::Whole(limits::INITIAL_MESSAGE_DELAY, "seconds"),
    "",
);
const ASK_ON_IDLE: Setting = Setting::required(
    "ask_if_human_present_on_idle",
    "Ask whether somebody is there",
    Control::YesNo,
    "After a silence.",
);
const SPEAKS_FIRST: Setting =
    Setting::required("who_speaks_first", "Who speaks first", SPEAKERS, "");
const DIRECTION: Setting = Setting::required(
    "direction",
    "Direction",
    DIRECTIONS,
    "Inbound: people call the agent. Outbound: the agent calls people.",
);
const PHONE_NUMBERS: Setting = Setting::optional(
    "phone_number_ids",
    "Phone numbers",
    Control::Ids,
    "Their ids at the service, one on a line.",
);

pub(super) const CREATE: &[Section] = &[
    Section {
        title: "The agent",
        settings: &[
            Setting::required(
                "label",
                "Label",
                Control::Line(limits::NAME_CHARS),
                "What people call it.",
            ),
            Setting::required(
                "name",
                "Name",
                Control::Line(limits::NAME_CHARS),
                "What systems call it, like order_line.",
            ),
            Setting::required("language", "Language", Control::Language, ""),
            DIRECTION,
            Setting::optional(
                "description",
                "Description",
                Control::Text(None),
                "What the agent is for.",
            ),
        ],
    },
    Section {
        title: "How it talks",
        settings: &[
            SPEAKS_FIRST,
            DELAY,
            Setting::optional(
                "initial_message",
                "Initial message",
                Control::Text(None),
                "The first words of a call.",
            ),
            Setting::required(
                "conversation_speed",
                "Speed of speech",
                Control::Number(limits::CONVERSATION_SPEED),
                "1 is the voice's own.",
            ),
            TEMPERATURE,
            INTERRUPT,
            Setting::required(
                "endpointing_sensitivity",
                "Endpointing sensitivity",
                Control::Line(limits::NAME_CHARS),
                "How soon a pause ends a sentence, in the service's own word. Its documentation lists none.",
            ),
        ],
    },
    Section {
        title: "Calls",
        settings: &[
            Setting::required(
                "enable_recording",
                "Record calls",
                Control::YesNo,
                "Whether that is allowed depends on the country of the caller.",
            ),
            Setting::required(
                "ivr_navigation_mode",
                "Telephone menus",
                Control::Line(limits::NAME_CHARS),
                "How the agent goes through them, in the service's own word. Its documentation lists none.",
            ),
            Setting::optional(
                "max_call_duration_seconds",
                "Longest call",
                Control::Whole(limits::CALL_SECONDS, "seconds"),
                "",
            ),
            Setting::optional(
                "say_goodbye_on_max_duration",
                "Say goodbye at its end",
                Control::YesNo,
                "",
            ),
            PHONE_NUMBERS,
        ],
    },
    Section {
        title: "Silence",
        settings: &[
            ASK_ON_IDLE,
            Setting::required(
                "idle_time_seconds",
                "Silence before it asks",
                Control::Whole(limits::IDLE_SECONDS, "seconds"),
                "One page of the service's documentation says at most 60.",
            ),
            Setting::optional(
                "max_idle_check_count",
                "How often it asks",
                Control::Whole(limits::IDLE_CHECKS, "times"),
                "",
            ),
            Setting::optional(
                "user_inactivity_timeout_seconds",
                "Hang up after",
                Control::Whole(limits::INACTIVITY_SECONDS, "seconds"),
                "Without a word from the caller.",
            ),
            Setting::optional(
                "initial_idle_time_seconds",
                "Silence before it asks, at the beginning",
                Control::Whole(limits::INITIAL_IDLE_SECONDS, "seconds"),
                "",
            ),
            Setting::optional(
                "initial_max_idle_check_count",
                "How often it asks, at the beginning",
                Control::Whole(limits::INITIAL_IDLE_CHECKS, "times"),
                "",
            ),
        ],
    },
];

pub(super) const KNOWLEDGE: &[Section] = &[Section {
    title: "",
    settings: &[
        Setting::required(
            "description",
            "Description",
            Control::Text(None),
            "What the agent is for. At least 5 characters.",
        ),
        Setting::optional(
            "initial_message",
            "Initial message",
            Control::Text(Some(*limits::INITIAL_MESSAGE_CHARS.end())),
            "The first words of a call: 5 to 255 characters, or nothing.",
        ),
        INTERRUPT,
        ASK_ON_IDLE,
        TEMPERATURE,
        DELAY,
    ],
}];

pub(super) const VOICE: &[Section] = &[Section {
    title: "",
    settings: &[
        Setting::required(
            "voice_id",
            "Voice",
            Control::Line(limits::ID_CHARS),
            "Its id in the service's list of voices.",
        ),
        Setting::optional(
            "language",
            "Language",
            Control::Language,
            "Of the whole agent.",
        ),
        Setting::required(
            "conversation_speed",
            "Speed of speech",
            Control::Between(limits::VOICE_SPEED.0, limits::VOICE_SPEED.1),
            "",
        ),
        SPEAKS_FIRST,
        Setting::optional(
            "similarity",
            "Similarity",
            Control::Number(limits::VOICE_SHARE),
            "How close it stays to its original.",
        ),
        Setting::optional(
            "stability",
            "Stability",
            Control::Number(limits::VOICE_SHARE),
            "How even it sounds.",
        ),
        Setting::optional(
            "ambient_background",
            "Background sound",
            Control::Line(limits::NAME_CHARS),
            "The service's name of it.",
        ),
        Setting::optional(
            "ambient_volume",
            "Volume of the background",
            Control::Number(limits::AMBIENT_VOLUME),
            "1 where it was never said.",
        ),
    ],
}];

pub(super) const CALLING: &[Section] = &[Section {
    title: "",
    settings: &[DIRECTION, PHONE_NUMBERS],
}];
