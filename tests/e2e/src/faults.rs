//! A proxy in front of the real server that loses, delays, refuses and cuts.
//!
//! It speaks HTTP/1.1 itself, one request for each connection: only so is it certain what a lost
//! answer is, because a browser sends again by itself what was lost on a connection that it had
//! used before.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::Server;

mod connection;
mod log;
mod weather;
mod wire;

pub use log::Entry;
pub use weather::{Fault, Weather};

/// Where the proxy itself answers with an empty page: of the same origin as the app, without it.
pub const BLANK: &str = "/blank-page-of-the-proxy";

/// The proxy. It ends with its owner.
pub struct Faults {
    base: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// A fault for one request to come.
struct Scripted {
    method: String,
    path_part: String,
    fault: Fault,
}

struct State {
    weather: Weather,
    seed: u64,
    /// How many requests of a kind there were: the fault of the third save is the same in every
    /// run of a seed, whatever was read meanwhile.
    kinds: HashMap<String, u64>,
    script: VecDeque<Scripted>,
    /// Words of the API's answers, and those that stand in their place.
    rewrites: Vec<(&'static str, &'static str)>,
    log: Vec<Entry>,
    /// How often the log has begun anew.
    begun: u64,
    in_flight: usize,
    last_end: Instant,
}

struct Shared {
    upstream: String,
    start: Instant,
    state: Mutex<State>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Faults {
    /// Starts one before a server. It lets everything through until it is told otherwise.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn before(server: &Server) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let upstream = server.base().trim_start_matches("http://").to_owned();
        let shared = Arc::new(Shared {
            upstream,
            start: Instant::now(),
            state: Mutex::new(State {
                weather: Weather::CALM,
                seed: 0,
                kinds: HashMap::new(),
                script: VecDeque::new(),
                rewrites: Vec::new(),
                log: Vec::new(),
                begun: 0,
                in_flight: 0,
                last_end: Instant::now(),
            }),
        });
        let task = tokio::spawn(connection::accept(listener, Arc::clone(&shared)));
        Ok(Self { base, shared, task })
    }

    /// `http://127.0.0.1:PORT`, in place of the server's.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The link that signs in with a key.
    #[must_use]
    pub fn link(&self, key: &str) -> String {
        format!("{}/#key={key}", self.base)
    }

    /// Begins anew: the log is empty and the next faults are those of the seed.
    pub fn begin(&self, seed: u64) {
        let mut state = self.shared.lock();
        state.seed = seed;
        state.kinds.clear();
        state.script.clear();
        state.log.clear();
        state.begun += 1;
    }

    /// Lets this weather be.
    pub fn on(&self, weather: Weather) {
        self.shared.lock().weather = weather;
    }

    /// Lets everything through. What is under way keeps its fault.
    pub fn off(&self) {
        self.on(Weather::CALM);
    }

    /// The next request of this method whose path contains this has the fault, whatever the
    /// weather.
    pub fn next(&self, method: &str, path_part: &str, fault: Fault) {
        self.shared.lock().script.push_back(Scripted {
            method: method.to_owned(),
            path_part: path_part.to_owned(),
            fault,
        });
    }

    /// Puts other words into every answer of the API from now on, for a service that says what this
    /// server never does. The log has the server's own.
    pub fn rewrite(&self, words: &'static str, others: &'static str) {
        self.shared.lock().rewrites.push((words, others));
    }

    /// What came to the API since [`Faults::begin`], in the order of arrival.
    #[must_use]
    pub fn log(&self) -> Vec<Entry> {
        self.shared.lock().log.clone()
    }

    /// For how long nothing was under way; zero while something is.
    #[must_use]
    pub fn idle(&self) -> Duration {
        let state = self.shared.lock();
        if state.in_flight > 0 {
            Duration::ZERO
        } else {
            state.last_end.elapsed()
        }
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        self.task.abort();
    }
}
