//! A short torture. The long one is `cargo xtask torture`.

use std::time::{SystemTime, UNIX_EPOCH};

use cuebook_e2e::stage::{alone, turn};
use cuebook_e2e::torture::kills::{Kills, figures};
use cuebook_e2e::torture::runs::{Arena, Sum};

/// Seeds that between them have every step and every fault.
const SEEDS: [u64; 6] = [1, 2, 3, 4, 5, 6];
const KILLS: usize = 3;

fn new_seed() -> u64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::from(now.subsec_nanos()) % 1_000_000
}

#[tokio::test]
async fn random_work_with_random_faults_loses_nothing() {
    let _turn = turn().await;
    let mut arena = Arena::start().await.unwrap();
    let new = new_seed();
    println!("the new seed is {new}");
    let mut sum = Sum::default();
    for seed in SEEDS.into_iter().chain([new]) {
        let outcome = arena.run(seed).await;
        sum.add(&outcome);
        if let Some(report) = outcome.failure {
            panic!("{report}");
        }
    }
    println!("{sum}");
    sum.is_enough().unwrap();
}

#[tokio::test]
async fn a_killed_browser_loses_at_most_the_last_moment() {
    let _turn = alone().await;
    let seed = new_seed();
    println!("the seed is {seed}");
    let mut scene = Kills::start(seed).await.unwrap();
    let mut kills = Vec::new();
    for round in 0..=KILLS {
        let Some(kill) = scene.round(round == KILLS).await.unwrap() else {
            continue;
        };
        if let Some(why) = &kill.failure {
            panic!("seed {seed}: {why}");
        }
        kills.push(kill);
    }
    let typed: usize = kills.iter().map(|kill| kill.typed).sum();
    assert!(typed > 10 * KILLS, "{typed} characters prove nothing");
    println!("lost in the median and at most: {:?}", figures(&kills));
}
