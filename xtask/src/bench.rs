//! `cargo xtask bench`: figures as a table and as JSON. A figure is a name, a unit and one value
//! per run; what is shown is the median.

mod device;
mod figure;
mod merge;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::project::Project;
use crate::run::Group;
use crate::server::{self, Data, Profile};
use crate::{build, http, setup, size};
use figure::Figure;

/// Measures and prints; the JSON goes to `json` when given.
///
/// # Errors
/// When something cannot be built or started.
pub fn task(project: &Project, quick: bool, json: Option<&Path>) -> Result<()> {
    let runs = if quick { 3 } else { 11 };
    let tools = setup::for_site(project)?;
    build::site(project, &tools)?;
    let server = server::build(project, Profile::Release)?;
    let scratch = project.state().join("bench");
    let _ = fs::remove_dir_all(&scratch);

    let mut figures = sizes(project)?;
    figures.extend(merge::figures(project)?);
    figures.extend(starts(project, &server, &scratch, runs)?);
    figures.extend(device::figures(project, &server, runs)?);
    figures.push(second_serve(&scratch, if quick { 1 } else { 3 })?);
    fs::remove_dir_all(&scratch)?;

    println!("\n{}", figure::table(&figures));
    let figures: Vec<_> = figures.iter().map(Figure::to_json).collect();
    let text = format!("{:#}\n", json!({ "figures": figures }));
    match json {
        Some(file) => {
            fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
            println!("JSON: {}", file.display());
        }
        None => print!("{text}"),
    }
    Ok(())
}

fn sizes(project: &Project) -> Result<Vec<Figure>> {
    let parts = size::first_screen(&project.dist())?;
    let mut figures = vec![Figure::once(
        "first screen, all files, brotli",
        "bytes",
        size::total(&parts) as f64,
    )];
    for ending in ["wasm", "js", "css", "html"] {
        let of_kind = parts.iter().filter(|part| {
            part.file
                .extension()
                .is_some_and(|extension| extension == ending)
        });
        let sum: u64 = of_kind.map(|part| part.sent).sum();
        figures.push(Figure::once(
            &format!("first screen, {ending}, brotli"),
            "bytes",
            sum as f64,
        ));
    }
    Ok(figures)
}

/// From starting the process to its first answer.
fn starts(project: &Project, server: &Path, scratch: &Path, runs: usize) -> Result<Vec<Figure>> {
    let mut new = Vec::new();
    for run in 0..runs {
        let data = Data::open(&scratch.join(format!("new-{run}")))?;
        new.push(start_time(project, server, &data)?);
    }
    let data = Data::open(&scratch.join("seeded"))?;
    data.seed_once(server)?;
    let seeded: Result<Vec<f64>> = (0..runs)
        .map(|_| start_time(project, server, &data))
        .collect();
    Ok(vec![
        Figure::new("server start, new database", "ms", new),
        Figure::new("server start, example database", "ms", seeded?),
    ])
}

fn start_time(project: &Project, server: &Path, data: &Data) -> Result<f64> {
    let address = http::local(http::free_port()?);
    let start = Instant::now();
    let mut group = data.start(server, &project.dist(), address)?;
    let time = start.elapsed().as_secs_f64() * 1000.0;
    group.stop()?;
    Ok(time)
}

/// `cargo xtask serve` with nothing changed, from the command to the sign-in link.
fn second_serve(scratch: &Path, runs: usize) -> Result<Figure> {
    let mut times = Vec::new();
    // The first start of the folder makes and fills its database.
    for run in 0..=runs {
        let port = http::free_port()?.to_string();
        let start = Instant::now();
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(["xtask", "serve", "--port", &port, "--data"])
            .arg(scratch.join("served"))
            .stdout(Stdio::piped());
        let mut group = Group::spawn(&mut command)?;
        let stdout = group.child().stdout.take().context("no standard output")?;
        // Open until the end: a program that prints to nobody fails.
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let is_up = lines.any(|line| line.contains("/#key="));
        let time = start.elapsed().as_secs_f64() * 1000.0;
        group.stop()?;
        drop(lines);
        if !is_up {
            bail!("`cargo xtask serve` ended without a sign-in link");
        }
        if run > 0 {
            times.push(time);
        }
    }
    Ok(Figure::new(
        "cargo xtask serve, nothing changed",
        "ms",
        times,
    ))
}
