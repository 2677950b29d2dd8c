//! Tokens and scopes.

use contract::Scope;
use cuebook_server::{AppConfig, store::KeyStore as _};
use serde_json::json;

use super::Voice;
use crate::harness::Api;

/// Every route that needs a token.
const GUARDED: [(&str, &str); 13] = [
    ("GET", "/agents"),
    ("POST", "/agents"),
    ("GET", "/agents/x"),
    ("DELETE", "/agents/x"),
    ("PUT", "/agents/x/knowledge"),
    ("PUT", "/agents/x/voice"),
    ("PUT", "/agents/x/calling"),
    ("POST", "/agents/x/publish"),
    ("POST", "/agents/x/unpublish"),
    ("GET", "/agents/x/trainings"),
    ("POST", "/agents/x/trainings"),
    ("GET", "/agents/x/trainings/y"),
    ("DELETE", "/agents/x/trainings/y"),
];

#[tokio::test]
async fn without_a_token_everything_is_the_documented_401() {
    let voice = Voice::new().await;
    for (method, path) in GUARDED {
        for wrong in [None, Some("talq_wrong"), Some("")] {
            let reply = voice.at(method, path).key(wrong).send().await;
            reply.is_refused(401);
            assert_eq!(
                reply.text(),
                r#"{"success":false,"message":"Unauthenticated."}"#
            );
            assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
        }
    }
}

#[tokio::test]
async fn a_missing_scope_has_the_endpoints_sentence_and_is_named() {
    let voice = Voice::new().await;
    let any = "You are not authorized to perform this action.";
    let list = "You are not authorized to access this agent's trainings.";
    let write = "You are not authorized to create training for this agent.";
    let delete = "You are not authorized to delete training for this agent.";
    for (at, (method, path)) in GUARDED.into_iter().enumerate() {
        let (needed, told) = match (path.contains("/trainings"), method) {
            (true, "GET") => (Scope::TrainingRead, list),
            (true, "POST") => (Scope::TrainingWrite, write),
            (true, _) => (Scope::TrainingWrite, delete),
            (false, "GET") => (Scope::AgentsRead, any),
            (false, _) => (Scope::AgentsWrite, any),
        };
        let others: Vec<Scope> = Scope::ALL
            .into_iter()
            .filter(|scope| *scope != needed)
            .collect();
        for (has_it, scopes) in [(false, others), (true, vec![needed])] {
            let random = [u8::try_from(at * 2 + usize::from(has_it)).unwrap(); 32];
            let name = format!("{at} {has_it}");
            let made =
                voice
                    .0
                    .store
                    .create_key(name.clone(), &name, &scopes, random, String::new());
            let secret = made.await.unwrap().secret;
            let call = voice.at(method, path).json(json!({})).key(Some(&secret));
            let reply = call.send().await;
            if has_it {
                assert_ne!(reply.status, 403, "{method} {path} needs {needed} alone");
                continue;
            }
            assert_eq!(reply.is_refused(403), told, "{method} {path}");
            assert_eq!(reply.json()["required_scope"], needed.as_str());
        }
    }
}

#[tokio::test]
async fn a_token_that_sends_too_much_is_told_so_on_every_route() {
    let voice = Voice(
        Api::with(AppConfig {
            rate_limit_per_minute: 1,
            ..AppConfig::default()
        })
        .await,
    );
    voice.get("/agents").ok().await;
    for (method, path) in GUARDED {
        let reply = voice.at(method, path).json(json!({})).send().await;
        reply.is_refused(429);
        assert_eq!(
            reply.text(),
            r#"{"success":false,"message":"Too many requests. Please try again later."}"#
        );
        assert!(reply.header("retry-after").is_some(), "{method} {path}");
    }
}
