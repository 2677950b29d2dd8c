//! What turns texts into vectors, as flags and the environment say it.

use std::sync::Arc;

use clap::Args;
use cuebook_server::search::{Embedder, Remote, RemoteConfig};

/// The model of searches by meaning.
#[derive(Args, Debug)]
#[command(next_help_heading = "Search by meaning")]
pub struct SearchArgs {
    /// OpenAI-compatible embeddings service, like https://api.example.com/v1; it is sent every
    /// text and query
    #[arg(long, env = "CUEBOOK_EMBEDDINGS_URL", value_name = "URL", value_parser = url)]
    pub embeddings_url: Option<String>,

    /// The service's name of its model
    #[arg(
        long,
        env = "CUEBOOK_EMBEDDINGS_MODEL",
        value_name = "NAME",
        default_value = "text-embedding-3-small"
    )]
    pub embeddings_model: String,

    /// Length of the vectors, where the service is to be told it
    #[arg(
        long,
        env = "CUEBOOK_EMBEDDINGS_DIMENSIONS",
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=8192)
    )]
    pub embeddings_dimensions: Option<u16>,
}

impl SearchArgs {
    /// The model; `None` where there is none, and searches are by words.
    ///
    /// # Errors
    /// A key that cannot be sent in a header.
    pub fn embedder(&self) -> anyhow::Result<Option<Arc<dyn Embedder>>> {
        let Some(url) = &self.embeddings_url else {
            return Ok(None);
        };
        let key = std::env::var("CUEBOOK_EMBEDDINGS_KEY").ok();
        let key = key.filter(|key| !key.is_empty());
        if key
            .as_ref()
            .is_some_and(|key| !key.bytes().all(|byte| byte.is_ascii_graphic()))
        {
            anyhow::bail!(
                "CUEBOOK_EMBEDDINGS_KEY has characters that cannot be sent: paste it again \
                 without spaces"
            );
        }
        Ok(Some(Arc::new(Remote::new(RemoteConfig {
            url: url.clone(),
            model: self.embeddings_model.clone(),
            key,
            dimensions: self.embeddings_dimensions.map(usize::from),
        }))))
    }
}

fn url(text: &str) -> Result<String, String> {
    let text = text.trim();
    let behind = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .ok_or("an address begins with https:// or http://")?;
    if behind.starts_with('/') || behind.is_empty() || text.contains(char::is_whitespace) {
        return Err("an address names a host, like https://api.example.com/v1".to_owned());
    }
    if behind
        .split('/')
        .next()
        .is_some_and(|host| host.contains('@'))
    {
        return Err("put the key into CUEBOOK_EMBEDDINGS_KEY, not into the address".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_no_key() {
        for right in ["http://localhost:11434", " https://a.example/v1 "] {
            assert_eq!(url(right).as_deref(), Ok(right.trim()));
        }
        for wrong in [
            "a.example",
            "ftp://a",
            "https://",
            "https:///v1",
            "http://a b",
        ] {
            assert!(url(wrong).is_err(), "{wrong}");
        }
        let error = url("https://key@a.example/v1").unwrap_err();
        assert!(error.contains("CUEBOOK_EMBEDDINGS_KEY") && !error.contains("key@"));
    }
}
