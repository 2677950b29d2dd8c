//! A client that was written for Talkover works here when its base URL and token change, and
//! nothing else: the requests of its page, sent with `curl` to the real server.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::common::process::{Server, command};

/// What is written for `https://app.talkover.ai/api/v1` in the documentation, with the base URL
/// and the token as the only two blanks.
const REQUESTS: [(&str, &str); 3] = [
    (
        "# Request 1: Create new training with active status",
        r#"curl -X POST "$BASE/agents/$AGENT/trainings" \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
    "node_id": "training-node-123",
    "subject": "Product Knowledge",
    "instructions": "Learn about our product features, pricing, and common use cases. Focus on the main benefits and how to address common customer questions. Always provide accurate information about our services.",
    "current_status": "active"
  }'"#,
    ),
    (
        "# Request 2: Create training with minimal required fields",
        r#"curl -X POST "$BASE/agents/$AGENT/trainings" \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
    "subject": "Customer Service Best Practices",
    "instructions": "Understand how to handle customer complaints and provide excellent service. Always be polite, patient, and solution-oriented. Escalate issues when necessary."
  }'"#,
    ),
    (
        "# Request 3: Create inactive training for future use",
        r#"curl -X POST "$BASE/agents/$AGENT/trainings" \
  -H "Authorization: Bearer $TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
    "subject": "Technical Support",
    "instructions": "Provide technical support for common issues. Guide users through troubleshooting steps and escalate when necessary. Use clear, simple language.",
    "current_status": "inactive"
  }'"#,
    ),
];

/// The answer that the documentation prints for the first of them.
const ANSWER: &str = r#"{
  "success": true,
  "message": "Agent training updated successfully",
  "data": {
    "id": "training-uuid-1",
    "subject": "Product Knowledge",
    "instructions": "Learn about our product features, pricing, and common use cases. Focus on the main benefits and how to address common customer questions. Always provide accurate information about our services.",
    "current_status": "active",
    "created_at": "2024-01-15T10:30:00Z",
    "updated_at": "2024-01-15T12:00:00Z"
  }
}"#;

const AGENT: &str = r#"{
    "label": "Support line", "name": "support_line", "language": "en-US",
    "interrupt_sensitivity": "medium", "endpointing_sensitivity": "auto",
    "ivr_navigation_mode": "off", "conversation_speed": 1, "initial_message_delay": 0,
    "ask_if_human_present_on_idle": true, "idle_time_seconds": 10, "llm_temperature": 0.4,
    "enable_recording": false, "direction": "inbound", "who_speaks_first": "agent"
}"#;

/// Runs a line of shell as the documentation prints it. Gives the status and the body.
fn shell(line: &str, base: &str, token: &str, agent: &str) -> (String, Value) {
    let quiet = line.replacen("curl ", "curl -sS -w '\\n%{http_code}' ", 1);
    let output = Command::new("sh")
        .args(["-c", &quiet])
        .envs([("BASE", base), ("TOKEN", token), ("AGENT", agent)])
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{line}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (body, status) = said.rsplit_once('\n').unwrap();
    (status.to_owned(), serde_json::from_str(body).unwrap())
}

/// Compares an answer with the documented one, field for field. Only the id and the times are its
/// own, and `node_id` is our extension (decision 28).
fn is_as_documented(mut answer: Value) {
    let mut expected: Value = serde_json::from_str(ANSWER).unwrap();
    for own in ["id", "created_at", "updated_at"] {
        let value = answer["data"][own].as_str();
        let value = value.unwrap_or_else(|| panic!("no {own} in {answer}"));
        assert!(
            own == "id" || (value.len() > 10 && value.ends_with('Z')),
            "{own}: {value}"
        );
        expected["data"][own] = value.into();
    }
    let extra = answer["data"].as_object_mut().unwrap().remove("node_id");
    assert_eq!(extra, Some(json!("training-node-123")));
    assert_eq!(answer, expected);
}

#[test]
fn the_documented_curl_lines_work_with_another_base_url_and_token() {
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    assert!(has_curl, "this test needs curl: apt-get install curl");
    let folder = tempfile::tempdir().unwrap();
    let made = command(folder.path(), &["key", "create", "--name", "client"])
        .output()
        .unwrap();
    let token = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let server = Server::start(folder.path(), &[]);
    let base = format!("http://{}/w/voice/api/v1", server.address);
    let send = |method: &str, path: &str, data: &str| {
        let data = if data.is_empty() {
            String::new()
        } else {
            format!(" -H \"Content-Type: application/json\" -d '{data}'")
        };
        let line =
            format!("curl -X {method} \"$BASE{path}\" -H \"Authorization: Bearer $TOKEN\"{data}");
        shell(&line, &base, &token, "")
    };

    let (status, answer) = shell("curl \"$BASE/health\"", &base, "", "");
    assert_eq!((status.as_str(), answer), ("200", json!({"status": "ok"})));
    let (status, answer) = send("POST", "/agents", AGENT);
    assert_eq!(status, "201", "{answer}");
    let agent = answer["data"]["id"].as_str().unwrap().to_owned();
    let path = format!("/agents/{agent}");

    for (name, line) in REQUESTS {
        let (status, answer) = shell(line, &base, &token, &agent);
        assert_eq!(status, "200", "{name}: {answer}");
        assert_eq!(answer["success"], true, "{name}");
        assert_eq!(answer["message"], "Agent training updated successfully");
        if line == REQUESTS[0].1 {
            is_as_documented(answer);
        }
    }
    // The first line again: the same training, and the whole documented answer.
    let (_, again) = shell(REQUESTS[0].1, &base, &token, &agent);
    is_as_documented(again);
    let (_, list) = send("GET", &format!("{path}/trainings"), "");
    let rows = list["data"].as_array().unwrap();
    let seen: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| {
            let text = |field: &str| row[field].as_str().unwrap();
            (text("subject"), text("current_status"))
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("Product Knowledge", "active"),
            ("Customer Service Best Practices", "active"),
            ("Technical Support", "inactive"),
        ]
    );
    let training = rows[2]["id"].as_str().unwrap();
    let (status, answer) = send("DELETE", &format!("{path}/trainings/{training}"), "");
    assert_eq!(
        (status.as_str(), answer),
        (
            "200",
            json!({"success": true, "message": "Agent training deleted successfully"})
        )
    );

    let (status, answer) = send("POST", &format!("{path}/publish"), "");
    assert_eq!(status, "422");
    assert_eq!(answer["message"], "Agent is not ready to publish.");
    for (setting, data) in [
        (
            "knowledge",
            r#"{"description":"Takes orders.","interrupt_sensitivity":"low","ask_if_human_present_on_idle":true,"llm_temperature":0.5,"initial_message_delay":0}"#,
        ),
        (
            "voice",
            r#"{"voice_id":"v-1","conversation_speed":1.1,"who_speaks_first":"agent"}"#,
        ),
        (
            "calling",
            r#"{"direction":"inbound","phone_number_ids":[]}"#,
        ),
    ] {
        let (status, answer) = send("PUT", &format!("{path}/{setting}"), data);
        assert_eq!(status, "200", "{setting}: {answer}");
    }
    let (status, answer) = send("POST", &format!("{path}/publish"), "");
    assert_eq!(status, "200");
    assert_eq!(answer["data"]["current_status"], "published");

    let wrong = shell(
        REQUESTS[1].1,
        &base,
        "talq_your_environment_token_here",
        &agent,
    );
    let unauthenticated = json!({"success": false, "message": "Unauthenticated."});
    assert_eq!(wrong, ("401".to_owned(), unauthenticated));
    let nobody = shell(
        REQUESTS[1].1,
        &base,
        &token,
        "550e8400-e29b-41d4-a716-446655440000",
    );
    let unknown = json!({"success": false, "message": "Agent not found"});
    assert_eq!(nobody, ("404".to_owned(), unknown));
}
