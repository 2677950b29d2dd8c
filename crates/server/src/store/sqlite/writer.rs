//! The one writer: it takes what is queued, writes it in one transaction with a savepoint for
//! each command, and answers only after the commit. One `fsync` serves the whole group.

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::{FutureExt as _, future::BoxFuture};
use sqlx::{Connection as _, SqliteConnection};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};

use crate::store::StoreError;

/// Commands in one transaction.
const GROUP: usize = 256;
/// Commands that may wait; a further one waits for a place.
const QUEUE: usize = 4_096;

/// Sends the answer, once it is known whether the commit was durable.
type Settle = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// What a command left in the open transaction.
struct Done {
    keep: bool,
    settle: Settle,
}

/// One change that waits for its turn.
trait Work: Send {
    /// Runs it inside the open transaction.
    fn run<'c>(self: Box<Self>, connection: &'c mut SqliteConnection) -> BoxFuture<'c, Done>;
    /// Answers that it could not run.
    fn refuse(self: Box<Self>, error: StoreError);
}

/// A change and the place where its answer goes. Its caller may have gone away: what it asked for
/// is written all the same.
struct Waiting<T, F> {
    change: F,
    answer: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Work for Waiting<T, F>
where
    T: Send + 'static,
    F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, StoreError>>
        + Send
        + 'static,
{
    fn run<'c>(self: Box<Self>, connection: &'c mut SqliteConnection) -> BoxFuture<'c, Done> {
        let Self { change, answer } = *self;
        Box::pin(async move {
            let result = change(connection).await;
            Done {
                keep: result.is_ok(),
                settle: Box::new(move |committed| {
                    // What the command itself said comes before what the group's commit said.
                    let _ = answer.send(result.and_then(|value| committed.map(|()| value)));
                }),
            }
        })
    }

    fn refuse(self: Box<Self>, error: StoreError) {
        let _ = self.answer.send(Err(error));
    }
}

enum Command {
    Write(Box<dyn Work>),
    Close,
}

/// The end of the queue into which commands go.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Command>,
    /// Number of the last commit.
    revision: Arc<AtomicU64>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub(super) fn start(connection: SqliteConnection) -> Self {
        let (queue, commands) = mpsc::channel(QUEUE);
        let revision = Arc::<AtomicU64>::default();
        let task = tokio::spawn(run(connection, commands, Arc::clone(&revision)));
        Self {
            queue,
            revision,
            task: Arc::new(Mutex::new(Some(task))),
        }
    }

    /// Grows with every commit of this process, before its writes are answered.
    pub(super) fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    /// Runs `work` inside a transaction. `Ok` means that it is on the disk; after an error
    /// nothing of it is.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, StoreError>>
            + Send
            + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let work = Box::new(Waiting {
            change: work,
            answer,
        });
        let gone = || StoreError::Busy("the server is shutting down".to_owned());
        self.queue
            .send(Command::Write(work))
            .await
            .map_err(|_| gone())?;
        answered
            .await
            .unwrap_or_else(|_| Err(StoreError::Database("the change was abandoned".to_owned())))
    }

    /// Writes what is queued and closes the file.
    pub(super) async fn close(&self) {
        // Where the queue is closed already, the task has ended or is about to.
        let _ = self.queue.send(Command::Close).await;
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

async fn run(
    mut connection: SqliteConnection,
    mut commands: mpsc::Receiver<Command>,
    revision: Arc<AtomicU64>,
) {
    let mut group = Vec::with_capacity(GROUP);
    // A closed queue still gives what is in it.
    while commands.recv_many(&mut group, GROUP).await > 0 {
        let mut works = Vec::with_capacity(group.len());
        for command in group.drain(..) {
            match command {
                Command::Write(work) => works.push(work),
                Command::Close => commands.close(),
            }
        }
        if !works.is_empty() {
            write_group(&mut connection, works, &revision).await;
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "closing the database failed");
    }
}

async fn write_group(
    connection: &mut SqliteConnection,
    works: Vec<Box<dyn Work>>,
    revision: &AtomicU64,
) {
    if let Err(error) = execute(connection, "BEGIN IMMEDIATE; SAVEPOINT command").await {
        tracing::error!(%error, "no write transaction");
        for work in works {
            work.refuse(error.clone());
        }
        return;
    }
    let mut settles = Vec::with_capacity(works.len());
    let mut written = Ok(());
    for work in works {
        // One after an error of the group itself is dropped, which its caller sees.
        if written.is_ok() {
            let settle;
            (settle, written) = one(connection, work).await;
            settles.extend(settle);
        }
    }
    let committed = match written {
        Ok(()) => execute(connection, "COMMIT").await,
        Err(error) => Err(error),
    };
    if let Err(error) = &committed {
        tracing::error!(%error, "a group of writes was rolled back");
        // Where the transaction is gone already, there is nothing to roll back.
        let _ = execute(connection, "ROLLBACK").await;
    }
    revision.fetch_add(1, Ordering::AcqRel);
    for settle in settles {
        settle(committed.clone());
    }
}

/// One command inside the group, and what became of the group. The savepoint that it finds it
/// leaves to the next one: every statement is a trip to the database thread. The command's own
/// error is in its answer.
async fn one(
    connection: &mut SqliteConnection,
    work: Box<dyn Work>,
) -> (Option<Settle>, Result<(), StoreError>) {
    let done = AssertUnwindSafe(work.run(connection)).catch_unwind().await;
    let next = if done.as_ref().is_ok_and(|done| done.keep) {
        "RELEASE command; SAVEPOINT command"
    } else {
        "ROLLBACK TO command"
    };
    let kept = execute(connection, next).await;
    (done.ok().map(|done| done.settle), kept)
}

async fn execute(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), StoreError> {
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}
