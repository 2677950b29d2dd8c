//! Mounts the app.

fn main() {
    cuebook::start();
}
