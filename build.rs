//! What only a release build for the browser needs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        // `cargo xtask split` must know what names what.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
