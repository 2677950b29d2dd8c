//! Ctrl-C and `kill`: open requests are finished before the process ends.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};

/// How long open requests may take once the server was asked to stop. A request that writes takes
/// milliseconds; only a client that does not read its answer takes longer.
pub const GRACE: Duration = Duration::from_secs(10);

/// Returns at the first SIGINT or SIGTERM. A second one ends the process at once; nothing that
/// was acknowledged is lost even then.
///
/// # Errors
/// When the system refuses the handlers.
pub fn listen() -> std::io::Result<tokio::sync::watch::Receiver<bool>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (send, receive) = tokio::sync::watch::channel(false);
    tokio::spawn(async move {
        let mut asked = false;
        loop {
            let name = tokio::select! {
                _ = interrupt.recv() => "SIGINT",
                _ = terminate.recv() => "SIGTERM",
            };
            if asked {
                tracing::warn!(signal = name, "stopping at once");
                std::process::exit(130);
            }
            asked = true;
            tracing::info!(
                signal = name,
                "stopping: open requests are finished first; a second signal ends at once"
            );
            // Nobody listens any more only when the server has ended already.
            let _ = send.send(true);
        }
    });
    Ok(receive)
}

/// Waits until the server was asked to stop.
pub async fn requested(mut receiver: tokio::sync::watch::Receiver<bool>) {
    // The sender lives as long as the process.
    if receiver.wait_for(|asked| *asked).await.is_err() {
        std::future::pending::<()>().await;
    }
}
