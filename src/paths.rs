//! Every URL of the app and of the services is built and parsed here.

use std::fmt::Write;

use contract::{Dialect, WorkspaceInfo};

/// What stands in the address of everything about voice agents.
pub const AGENTS: &str = "agents";

/// What stands behind the workspace in a path; empty for its first page.
#[must_use]
pub fn part(path: &str) -> &str {
    path.split('/').nth(3).unwrap_or_default()
}

/// The first page of a workspace, by what it speaks.
#[must_use]
pub fn first_page(info: &WorkspaceInfo) -> String {
    match info.dialect {
        Dialect::OpenCx => scenarios(&info.id, ""),
        Dialect::Talkover => agents(&info.id, ""),
    }
}

/// Where somebody connects to a service.
#[must_use]
pub fn connect() -> String {
    "/connect".to_owned()
}

/// Connect, and then on to a path of this app.
#[must_use]
pub fn connect_and_return(next: &str) -> String {
    with_query(connect(), &query([("next", next)]))
}

/// A workspace's first page.
#[must_use]
pub fn workspace(workspace: &str) -> String {
    format!("/workspace/{}", encode(workspace))
}

/// The list of scenarios; `query` is that of a filter, without `?`.
#[must_use]
pub fn scenarios(workspace: &str, query: &str) -> String {
    with_query(format!("{}/scenarios", self::workspace(workspace)), query)
}

/// A scenario, beside the list.
#[must_use]
pub fn scenario(workspace: &str, id: &str, query: &str) -> String {
    with_query(
        format!("{}/scenarios/{}", self::workspace(workspace), encode(id)),
        query,
    )
}

/// The form of a new scenario.
#[must_use]
pub fn new_scenario(workspace: &str, query: &str) -> String {
    with_query(
        format!("{}/scenarios/new", self::workspace(workspace)),
        query,
    )
}

/// The list of segments.
#[must_use]
pub fn segments(workspace: &str) -> String {
    format!("{}/segments", self::workspace(workspace))
}

/// Whether a path is one of the segments' page.
#[must_use]
pub fn is_segments(path: &str) -> bool {
    part(path) == "segments"
}

/// A segment's form.
#[must_use]
pub fn segment(workspace: &str, id: &str) -> String {
    format!("{}/segments/{}", self::workspace(workspace), encode(id))
}

/// The form of a new segment.
#[must_use]
pub fn new_segment(workspace: &str) -> String {
    format!("{}/segments/new", self::workspace(workspace))
}

/// The list of agents; `query` is that of a filter, without `?`.
#[must_use]
pub fn agents(workspace: &str, query: &str) -> String {
    with_query(format!("{}/agents", self::workspace(workspace)), query)
}

/// The form of a new agent.
#[must_use]
pub fn new_agent(workspace: &str) -> String {
    format!("{}/agents/new", self::workspace(workspace))
}

/// An agent with its trainings; `query` is that of a filter, without `?`.
#[must_use]
pub fn agent(workspace: &str, id: &str, query: &str) -> String {
    with_query(
        format!("{}/agents/{}", self::workspace(workspace), encode(id)),
        query,
    )
}

/// A training of an agent, beside the list.
#[must_use]
pub fn agent_training(workspace: &str, agent: &str, id: &str, query: &str) -> String {
    let agent = self::agent(workspace, agent, "");
    with_query(format!("{agent}/trainings/{}", encode(id)), query)
}

/// The form of a new training of an agent.
#[must_use]
pub fn new_agent_training(workspace: &str, agent: &str, query: &str) -> String {
    let agent = self::agent(workspace, agent, "");
    with_query(format!("{agent}/trainings/new"), query)
}

/// An agent's settings.
#[must_use]
pub fn agent_settings(workspace: &str, id: &str) -> String {
    format!("{}/settings", agent(workspace, id, ""))
}

/// What changed in a workspace; `query` is that of a period, without `?`.
#[must_use]
pub fn changes(workspace: &str, query: &str) -> String {
    with_query(format!("{}/changes", self::workspace(workspace)), query)
}

/// The same page without its query, to tell whether two URLs show the same page.
#[must_use]
pub fn page_of(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or(path)
}

/// Paths of the services' APIs, relative to a workspace's root (or, for `workspaces`, to the host).
pub mod api {
    use super::encode;

    /// `GET /w` of our own server.
    pub const WORKSPACES: &str = "/w";
    /// The list of trainings, and where one is created.
    pub const TRAININGS: &str = "/training";
    /// The list of directories, and where one is created.
    pub const DIRECTORIES: &str = "/training/directories";
    /// The list of segments, and where one is created.
    pub const SEGMENTS: &str = "/contacts/segments";

    /// The list of agents, and where one is created.
    pub const AGENTS: &str = "/api/v1/agents";

    /// One agent.
    #[must_use]
    pub fn agent(id: &str) -> String {
        format!("{AGENTS}/{}", encode(id))
    }

    /// A part of an agent, like `trainings`, `voice` or `publish`.
    #[must_use]
    pub fn agent_part(id: &str, part: &str) -> String {
        format!("{}/{part}", agent(id))
    }

    /// A training of an agent.
    #[must_use]
    pub fn agent_training(agent: &str, id: &str) -> String {
        format!("{}/{}", agent_part(agent, "trainings"), encode(id))
    }

    /// The root of a workspace on our own server.
    #[must_use]
    pub fn workspace_root(workspace: &str) -> String {
        format!("/w/{}", encode(workspace))
    }

    /// One training.
    #[must_use]
    pub fn training(id: &str) -> String {
        format!("{TRAININGS}/{}", encode(id))
    }

    /// Publishes or takes offline.
    #[must_use]
    pub fn draft(id: &str) -> String {
        format!("{}/draft", training(id))
    }

    /// Moves to a directory (extension).
    #[must_use]
    pub fn training_directory(id: &str) -> String {
        format!("{}/directory", training(id))
    }

    /// Published versions (extension).
    #[must_use]
    pub fn versions(id: &str) -> String {
        format!("{}/versions", training(id))
    }

    /// One directory (extension).
    #[must_use]
    pub fn directory(id: &str) -> String {
        format!("{DIRECTORIES}/{}", encode(id))
    }

    /// One segment.
    #[must_use]
    pub fn segment(id: &str) -> String {
        format!("{SEGMENTS}/{}", encode(id))
    }
}

/// A query string of these pairs, percent-encoded, without `?`.
#[must_use]
pub fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

/// A path with a query, where there is one.
#[must_use]
pub fn with_query(path: String, query: &str) -> String {
    if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    }
}

/// Percent-encodes everything that is not unreserved in RFC 3986, so that an id with a slash or
/// two dots stays one segment of the path.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else if byte == b'.' && text.bytes().any(|other| other != b'.') {
            encoded.push('.');
        } else {
            // Writing into a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test(unsupported = test)]
    fn every_path() {
        let paths = [
            connect(),
            workspace("main"),
            scenarios("main", ""),
            scenarios("main", "q=a"),
            scenario("main", "a/b", "q=a"),
            new_scenario("main", ""),
            segments("main"),
            segment("main", "s1"),
            new_segment("main"),
            changes("main", ""),
            changes("main", "from=2026-11-01"),
            agents("voice", "status=draft"),
            new_agent("voice"),
            agent("voice", "a1", ""),
            agent_training("voice", "a1", "t/1", "q=a"),
            new_agent_training("voice", "a1", ""),
            agent_settings("voice", "a1"),
            api::workspace_root("main"),
            api::training("t1"),
            api::draft("t1"),
            api::training_directory("t1"),
            api::versions("t1"),
            api::directory("d1"),
            api::segment("s1"),
            api::agent("a1"),
            api::agent_part("a1", "voice"),
            api::agent_training("a1", "t1"),
        ];
        assert_eq!(
            paths.join("\n"),
            "/connect\n\
             /workspace/main\n\
             /workspace/main/scenarios\n\
             /workspace/main/scenarios?q=a\n\
             /workspace/main/scenarios/a%2Fb?q=a\n\
             /workspace/main/scenarios/new\n\
             /workspace/main/segments\n\
             /workspace/main/segments/s1\n\
             /workspace/main/segments/new\n\
             /workspace/main/changes\n\
             /workspace/main/changes?from=2026-11-01\n\
             /workspace/voice/agents?status=draft\n\
             /workspace/voice/agents/new\n\
             /workspace/voice/agents/a1\n\
             /workspace/voice/agents/a1/trainings/t%2F1?q=a\n\
             /workspace/voice/agents/a1/trainings/new\n\
             /workspace/voice/agents/a1/settings\n\
             /w/main\n\
             /training/t1\n\
             /training/t1/draft\n\
             /training/t1/directory\n\
             /training/t1/versions\n\
             /training/directories/d1\n\
             /contacts/segments/s1\n\
             /api/v1/agents/a1\n\
             /api/v1/agents/a1/voice\n\
             /api/v1/agents/a1/trainings/t1"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_hostile_id_stays_one_segment() {
        assert_eq!(api::training(".."), "/training/%2E%2E");
        assert_eq!(api::training("a?b#c"), "/training/a%3Fb%23c");
        assert_eq!(query([("q", "a&b=ü")]), "q=a%26b%3D%C3%BC");
    }
}
