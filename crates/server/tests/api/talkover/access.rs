//! Tokens and scopes.

use contract::Scope;
use cuebook_server::store::KeyStore as _;
use serde_json::json;

use super::Voice;

#[tokio::test]
async fn without_a_token_everything_is_the_documented_401() {
    let voice = Voice::new().await;
    for (method, path) in [
        ("GET", "/agents"),
        ("POST", "/agents"),
        ("GET", "/agents/x"),
        ("PUT", "/agents/x/voice"),
        ("POST", "/agents/x/trainings"),
        ("DELETE", "/agents/x/trainings/y"),
    ] {
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
    let all = [
        ("GET", "/agents", Scope::AgentsRead, any),
        ("POST", "/agents", Scope::AgentsWrite, any),
        ("GET", "/agents/x", Scope::AgentsRead, any),
        ("DELETE", "/agents/x", Scope::AgentsWrite, any),
        ("PUT", "/agents/x/knowledge", Scope::AgentsWrite, any),
        ("PUT", "/agents/x/voice", Scope::AgentsWrite, any),
        ("PUT", "/agents/x/calling", Scope::AgentsWrite, any),
        ("POST", "/agents/x/publish", Scope::AgentsWrite, any),
        ("POST", "/agents/x/unpublish", Scope::AgentsWrite, any),
        ("GET", "/agents/x/trainings", Scope::TrainingRead, list),
        ("POST", "/agents/x/trainings", Scope::TrainingWrite, write),
        ("GET", "/agents/x/trainings/y", Scope::TrainingRead, list),
        (
            "DELETE",
            "/agents/x/trainings/y",
            Scope::TrainingWrite,
            delete,
        ),
    ];
    for (at, (method, path, needed, told)) in all.into_iter().enumerate() {
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
