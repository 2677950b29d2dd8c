//! The values that flags and the environment give, checked where they come in.

use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};

use clap::Args;

use crate::logging::Format;

mod search;

pub use search::SearchArgs;

/// The shortest admin key: below it, guessing is cheap.
const SHORTEST_KEY: usize = 16;

/// Where the workspaces are; every command takes it.
#[derive(Args, Clone, Debug)]
pub struct DatabaseArgs {
    /// SQLite database, made with its folder where it is missing
    #[arg(
        long,
        env = "CUEBOOK_DATABASE",
        value_name = "URL",
        default_value = "sqlite:data/cuebook.db",
        global = true
    )]
    pub database: String,
}

/// What `serve` takes.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(
        long,
        env = "CUEBOOK_LISTEN",
        value_name = "ADDR:PORT",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: SocketAddr,

    /// Folder of the built site
    #[arg(
        long,
        env = "CUEBOOK_SITE",
        value_name = "FOLDER",
        default_value = "dist"
    )]
    pub site: PathBuf,

    /// Requests that one key may make in a minute; 0 for no limit
    #[arg(
        long,
        env = "CUEBOOK_RATE_LIMIT",
        value_name = "PER_MINUTE",
        default_value_t = 6000,
        help_heading = "Limits and access"
    )]
    pub rate_limit: u32,

    /// Origin whose pages may call the API, like https://console.example.com; may be repeated
    #[arg(
        long = "cors-origin",
        env = "CUEBOOK_CORS_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ',',
        help_heading = "Limits and access"
    )]
    pub cors_origins: Vec<Origin>,

    #[command(flatten)]
    pub search: SearchArgs,

    /// How log lines look, text or json: text on a terminal and json elsewhere unless given
    #[arg(
        long,
        env = "CUEBOOK_LOG_FORMAT",
        value_name = "FORMAT",
        hide_possible_values = true,
        help_heading = "Logging"
    )]
    pub log_format: Option<Format>,

    /// What is logged: off, error, warn, info, debug or trace
    #[arg(
        long = "log",
        env = "CUEBOOK_LOG",
        value_name = "LEVEL",
        default_value = "info",
        help_heading = "Logging"
    )]
    pub log_filter: String,
}

impl ServeArgs {
    /// The limit; without one, more than a machine can send.
    pub fn requests_per_minute(&self) -> u32 {
        match self.rate_limit {
            0 => u32::MAX,
            limit => limit,
        }
    }

    /// The origins as browsers send them.
    pub fn origins(&self) -> Vec<String> {
        self.cors_origins
            .iter()
            .map(|origin| origin.0.clone())
            .collect()
    }
}

/// The key with full access that the environment sets. Its text is never shown.
#[derive(Clone)]
pub struct AdminKey(String);

impl AdminKey {
    /// Reads `CUEBOOK_ADMIN_KEY`; an empty one counts as not set. It is no flag, because every
    /// user of a machine can read the flags of every process.
    ///
    /// # Errors
    /// When it is too short or cannot be sent in a header.
    pub fn from_environment() -> anyhow::Result<Option<Self>> {
        match std::env::var("CUEBOOK_ADMIN_KEY") {
            Ok(text) if text.is_empty() => Ok(None),
            Ok(text) => Ok(Some(text.parse()?)),
            Err(std::env::VarError::NotPresent) => Ok(None),
            Err(std::env::VarError::NotUnicode(_)) => anyhow::bail!(AdminKeyError::Characters),
        }
    }

    /// The text, for the one who compares it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AdminKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminKey(…)")
    }
}

/// An admin key that is refused. The messages do not repeat it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdminKeyError {
    /// Too short.
    #[error(
        "CUEBOOK_ADMIN_KEY has {0} characters; it needs at least {SHORTEST_KEY}. \
         Make one with: openssl rand -hex 32"
    )]
    Short(usize),
    /// Characters that no `Authorization` header carries.
    #[error("CUEBOOK_ADMIN_KEY must be of printable ASCII characters without spaces")]
    Characters,
}

impl FromStr for AdminKey {
    type Err = AdminKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(AdminKeyError::Characters);
        }
        if text.len() < SHORTEST_KEY {
            return Err(AdminKeyError::Short(text.len()));
        }
        Ok(Self(text.to_owned()))
    }
}

/// An origin as a browser sends it: scheme, host and port, nothing behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or("an origin begins with https:// or http://")?;
        // Browsers leave a single slash away; people copy it along.
        let host = host.strip_suffix('/').unwrap_or(host);
        if host.contains('*') {
            return Err("name each origin; wildcards are not accepted".to_owned());
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        if host.is_empty() || !host.chars().all(plain) {
            return Err("an origin is scheme, host and port alone".to_owned());
        }
        let text = text.strip_suffix('/').unwrap_or(text);
        Ok(Self(text.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_odd_admin_keys_are_refused_without_being_shown() {
        let error = |text: &str| text.parse::<AdminKey>().unwrap_err().to_string();
        assert!(error("hunter2hunter2").contains("has 14 characters"));
        assert!(!error("hunter2hunter2").contains("hunter2"));
        assert!(error("with spaces in the key").contains("without spaces"));
        let key: AdminKey = "0123456789abcdef".parse().unwrap();
        assert_eq!(format!("{key:?}"), "AdminKey(…)");
    }

    #[test]
    fn origins_are_scheme_host_and_port() {
        let read = |text: &str| text.parse::<Origin>().map(|origin| origin.0);
        assert_eq!(read("https://A.example/"), Ok("https://a.example".into()));
        assert_eq!(read("http://[::1]:3000"), Ok("http://[::1]:3000".into()));
        for wrong in ["*", "a.example", "https://a/b", "https://", "https://*.a"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
