//! The ten channels.

use serde::{Serialize, Serializer};

/// A channel that a scenario can be restricted to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Website chat.
    Web,
    /// E-mail.
    Email,
    /// Telephone.
    PhoneVoice,
    /// Slack.
    Slack,
    /// SMS.
    Sms,
    /// WhatsApp.
    Whatsapp,
    /// Instagram.
    Instagram,
    /// Messenger.
    Messenger,
    /// The service's own API.
    Api,
    /// Voice in the browser.
    WebVoice,
    /// A channel that the service showed and that this build does not know. It is kept, because
    /// dropping it could turn a restriction into "everyone".
    Other(String),
}

impl Channel {
    /// The documented ten, in the documented order.
    pub const ALL: [Self; 10] = [
        Self::Web,
        Self::Email,
        Self::PhoneVoice,
        Self::Slack,
        Self::Sms,
        Self::Whatsapp,
        Self::Instagram,
        Self::Messenger,
        Self::Api,
        Self::WebVoice,
    ];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Web => "web",
            Self::Email => "email",
            Self::PhoneVoice => "phone_voice",
            Self::Slack => "slack",
            Self::Sms => "sms",
            Self::Whatsapp => "whatsapp",
            Self::Instagram => "instagram",
            Self::Messenger => "messenger",
            Self::Api => "api",
            Self::WebVoice => "web_voice",
            Self::Other(name) => name,
        }
    }

    /// The name on the screen.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Web => "Web chat",
            Self::Email => "Email",
            Self::PhoneVoice => "Phone",
            Self::Slack => "Slack",
            Self::Sms => "SMS",
            Self::Whatsapp => "WhatsApp",
            Self::Instagram => "Instagram",
            Self::Messenger => "Messenger",
            Self::Api => "API",
            Self::WebVoice => "Web voice",
            Self::Other(name) => name,
        }
    }

    /// Reads a name as a service sends it; unknown ones are kept.
    #[must_use]
    pub fn read(name: &str) -> Self {
        Self::known(name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// Reads one of the documented ten.
    #[must_use]
    pub fn known(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == name)
    }
}

impl Serialize for Channel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
