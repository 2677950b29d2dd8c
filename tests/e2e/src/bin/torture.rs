//! The long proof that nothing typed is lost (`cargo xtask torture`).

use std::time::{Instant, SystemTime};

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};
use cuebook_e2e::torture::kills::{self, Kill, Kills};
use cuebook_e2e::torture::pace;
use cuebook_e2e::torture::runs::{Arena, Sum};

/// Random work with random faults, killed browsers, a service that limits.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Random runs of edit, save, publish and create, with random faults and reloads
    Runs {
        /// The first seed; alone, it repeats that one run
        #[arg(long)]
        seed: Option<u64>,
        /// How many, one seed after the other; 500 without a seed
        #[arg(long)]
        count: Option<u64>,
        /// End at the first failure
        #[arg(long)]
        stop: bool,
    },
    /// Kills the browser's process group while somebody types
    Kills {
        /// The seed of the moments
        #[arg(long)]
        seed: Option<u64>,
        /// How many
        #[arg(long, default_value_t = 100)]
        count: usize,
    },
    /// A batch of writes in each of two tabs at once, against 100 requests a minute
    Pace {
        /// Writes of both batches together
        #[arg(long, default_value_t = 500)]
        count: usize,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    match Cli::parse().what {
        What::Runs { seed, count, stop } => {
            let count = count.unwrap_or(if seed.is_some() { 1 } else { 500 });
            runs(seed.unwrap_or_else(new_seed), count, stop).await
        }
        What::Kills { seed, count } => kills(seed.unwrap_or_else(new_seed), count).await,
        What::Pace { count } => pace(count).await,
    }
}

/// Short enough to be typed: it is part of every text.
fn new_seed() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    u64::from(now.unwrap_or_default().subsec_nanos()) % 1_000_000
}

async fn runs(first: u64, count: u64, stop: bool) -> Result<()> {
    println!("seeds {first} to {}", first + count - 1);
    let start = Instant::now();
    let mut arena = Arena::start().await?;
    let (mut failed, mut sum) = (Vec::new(), Sum::default());
    for seed in first..first + count {
        let outcome = arena.run(seed).await;
        println!(
            "seed {seed}: {} in {:.1} s; {} steps, {} skipped, {} faults",
            match outcome.failure {
                Some(_) => "FAILED",
                None => "ok",
            },
            outcome.time.as_secs_f64(),
            outcome.done,
            outcome.skipped.len(),
            outcome.faults,
        );
        sum.add(&outcome);
        if let Some(report) = outcome.failure {
            println!("{report}");
            failed.push(seed);
            if stop {
                break;
            }
            // Whatever it was, the next run has nothing to do with it.
            drop(arena);
            arena = Arena::start().await?;
        }
    }
    println!(
        "{} s: {sum}, {} failed",
        start.elapsed().as_secs(),
        failed.len()
    );
    if !failed.is_empty() {
        bail!("failed seeds: {failed:?}");
    }
    sum.is_enough()
}

async fn kills(seed: u64, count: usize) -> Result<()> {
    println!("seed {seed}");
    let mut scene = Kills::start(seed).await?;
    let mut kills: Vec<Kill> = Vec::new();
    for round in 0..=count {
        let Some(kill) = scene.round(round == count).await? else {
            continue;
        };
        println!(
            "kill {round}: {} characters typed into {:?}, {} kept, lost {} ms",
            kill.typed,
            kill.place,
            kill.kept,
            kill.lost.as_millis()
        );
        if let Some(why) = &kill.failure {
            println!("  FAILED {why}");
        }
        kills.push(kill);
    }
    let (median, most) = kills::figures(&kills);
    let failed = kills.iter().filter(|kill| kill.failure.is_some()).count();
    println!(
        "{} kills: lost {} ms in the median, {} ms at most; {failed} failed",
        kills.len(),
        median.as_millis(),
        most.as_millis(),
    );
    if failed > 0 {
        bail!("{failed} kills cost more than they may");
    }
    Ok(())
}

async fn pace(count: usize) -> Result<()> {
    let figures = pace::measure(count, |words| println!("{words}")).await?;
    println!(
        "{count} writes of two tabs in {} s: {} requests, at most {} in 60 s, {} refused, {} and {} \
         moved, {} of them while both had some left, {} still wait",
        figures.time.as_secs(),
        figures.requests,
        figures.most,
        figures.refused,
        figures.moved[0],
        figures.moved[1],
        figures.together,
        figures.left_in_outbox,
    );
    let broken = figures.broken(count);
    if !broken.is_empty() {
        println!("{}", figures.page);
        bail!("{}", broken.join("; "));
    }
    Ok(())
}
