//! `serve`: the site and the API on one address.

use std::{io::ErrorKind, net::SocketAddr, sync::Arc};

use anyhow::{Context, anyhow};
use axum::serve::ListenerExt;
use cuebook_server::{AppConfig, AppState, api_router, site::Site, store::KeyStore, web};
use tokio::net::TcpListener;

use super::{database, print};
use crate::{
    config::{AdminKey, ServeArgs},
    logging, shutdown,
};

/// Shown under `serve --help`.
pub const HELP: &str = "\
Environment only:
  CUEBOOK_ADMIN_KEY       A key with full access beside those in the database, at least 16
                          characters
  CUEBOOK_EMBEDDINGS_KEY  The key of the embeddings service

Examples:
  cuebook-server serve
  cuebook-server serve --listen 127.0.0.1:8090 --database sqlite:/var/lib/cuebook/cuebook.db
  cuebook-server serve --cors-origin https://console.example.com

The server speaks plain HTTP. Where other machines reach it, put a proxy that adds TLS before it.
When it is ready it prints `listening on http://ADDR:PORT`; logs go to standard error.
`GET /healthz` answers 200 while the database can be read.";

/// Serves until a signal, then finishes what is open and closes the database.
///
/// # Errors
/// What keeps it from starting, and what to do.
pub async fn run(url: &str, arguments: ServeArgs) -> anyhow::Result<()> {
    logging::start(arguments.log_format, &arguments.log_filter)?;
    let admin_key = AdminKey::from_environment()?;
    let site = Site::open(&arguments.site)?;
    let embedder = arguments.search.embedder()?;
    // The port first: a database is not touched for a start that cannot succeed.
    let listener = bind(arguments.listen).await?;
    let store = database::open(url).await?;
    let stop = shutdown::listen().context("cannot install the signal handlers")?;

    let address = listener.local_addr().context("the socket has no address")?;
    warn_about(address, &site);
    if admin_key.is_none()
        && store
            .keys()
            .await?
            .iter()
            .all(|key| key.revoked_at.is_some())
    {
        tracing::warn!(
            "there is no key yet, so nobody can sign in: make one with `cuebook-server key create \
             --name NAME`, or start with CUEBOOK_ADMIN_KEY set"
        );
    }
    let state = AppState::new(
        store.clone(),
        AppConfig {
            rate_limit_per_minute: arguments.requests_per_minute(),
            cors_origins: arguments.origins(),
            admin_key: admin_key.map(|key| key.reveal().to_owned()),
            embedder,
        },
    );
    let app = web::with_site(api_router(state.clone()), Arc::new(site))
        .layer(axum::middleware::from_fn(logging::request));

    // A small answer goes out at once instead of waiting for a second packet.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
    });
    print::line(&format!("listening on http://{address}"))?;
    let server = axum::serve(listener, app)
        .with_graceful_shutdown(shutdown::requested(stop.clone()))
        .into_future();
    let overdue = async {
        shutdown::requested(stop).await;
        tokio::time::sleep(shutdown::GRACE).await;
    };
    tokio::select! {
        ended = server => ended.context("the server stopped")?,
        () = overdue => tracing::warn!("some requests did not end in time and are cut off"),
    }
    state.index().stop();
    store.close().await;
    tracing::info!("stopped; everything acknowledged is in the database");
    Ok(())
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let advice = match error.kind() {
            ErrorKind::AddrInUse => {
                "another process listens there; stop it, or choose another \
                 address, as in --listen 127.0.0.1:8081"
            }
            ErrorKind::PermissionDenied => {
                "ports below 1024 need a privilege; choose a higher one \
                 with --listen"
            }
            ErrorKind::AddrNotAvailable => {
                "this machine has no such address; choose one that it \
                 has with --listen"
            }
            _ => "choose another address with --listen",
        };
        anyhow!("cannot listen on {address}: {error}; {advice}")
    })
}

fn warn_about(address: SocketAddr, site: &Site) {
    if !address.ip().is_loopback() {
        tracing::warn!(
            %address,
            "other machines can reach this address, and keys cross the network in clear text: put \
             a proxy that adds TLS before it"
        );
    }
    if !site.is_built() {
        tracing::warn!(
            folder = %site.folder().display(),
            "the folder has no index.html, so only the API is served: build the site with \
             `trunk build --release`, or name its folder with --site"
        );
    }
}
