//! The browser app: directory tree, scenario list and form, segments, connection.
//!
//! Reading order: [`app`] and [`routes`] (what is shown where), [`paths`] (URLs), [`state`]
//! (what is known), [`api`] (how it is asked), then `pages`, `ui` and `web`.

pub mod api;
pub mod app;
pub mod pages;
pub mod paths;
pub mod routes;
pub mod state;
pub mod ui;
pub mod web;

/// Takes the static shell away and mounts the app in its place.
pub fn start() {
    web::crash::watch();
    web::rest::prepare();
    // The key leaves the address bar before anything else can read it.
    let sign_in = web::fragment::take_sign_in();
    leptos::mount::mount_to_body(move || {
        app::App(app::AppProps {
            sign_in: sign_in.clone(),
        })
    });
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
}
