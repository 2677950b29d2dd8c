//! The proxy that the torture stands on does what it says.

use std::time::{Duration, Instant};

use cuebook_e2e::Server;
use cuebook_e2e::faults::{Entry, Fault, Faults, Weather};
use reqwest::Client;

use super::prelude::*;

/// Sends a create through the proxy; gives back the status and the body, or nothing.
async fn create(faults: &Faults, title: &str) -> Option<(u16, String)> {
    let client = Client::builder().no_proxy().build().ok()?;
    let request = client
        .post(format!("{}/w/main/training", faults.base()))
        .bearer_auth(ADMIN_KEY)
        .json(&live(title, "Text"));
    let answer = request.send().await.ok()?;
    let status = answer.status().as_u16();
    Some((status, answer.text().await.ok()?))
}

#[tokio::test]
async fn each_fault_is_what_it_is_called() {
    let server = Server::start(0).unwrap();
    let faults = Faults::before(&server).await.unwrap();
    let api = server.api();
    // What the page gets, and whether the server has it.
    let cases = [
        (Fault::None, Some(200), 1),
        (Fault::DropRequest, None, 0),
        (Fault::DropAnswer, None, 1),
        (Fault::Cut, None, 1),
        (Fault::Delay(Duration::from_millis(200)), Some(200), 1),
        (Fault::TooMany(2), Some(429), 0),
        (Fault::Failing(503), Some(503), 0),
        (Fault::Unauthorized, Some(401), 0),
    ];
    for (fault, status, rows) in cases {
        let title = format!("{fault:?}");
        faults.next("POST", "/training", fault);
        let start = Instant::now();
        let answer = create(&faults, &title).await;
        assert_eq!(answer.map(|(status, _)| status), status, "{title}");
        assert_eq!(api.titled(&title).await.len(), rows, "{title}");
        let entry = faults.log().pop().unwrap();
        assert_eq!((entry.fault, entry.told), (fault, status), "{entry}");
        assert_eq!(entry.is_done(), rows == 1, "{entry}");
        if let Fault::Delay(time) = fault {
            assert!(start.elapsed() >= time, "{:?}", start.elapsed());
        }
    }
    // A script is over when it is used up.
    assert!(create(&faults, "After it all").await.is_some());
}

#[tokio::test]
async fn a_seed_repeats_its_faults_and_calm_weather_has_none() {
    let server = Server::start(0).unwrap();
    let faults = Faults::before(&server).await.unwrap();
    let mut met: Vec<Vec<Fault>> = Vec::new();
    for _ in 0..2 {
        faults.begin(7);
        faults.on(Weather {
            writes: 40,
            ..Weather::CALM
        });
        for number in 0..12 {
            let answer = create(&faults, &format!("Number {number}")).await;
            drop(answer);
        }
        met.push(faults.log().iter().map(|entry| entry.fault).collect());
    }
    assert_eq!(met[0], met[1]);
    assert!(met[0].iter().any(|fault| *fault != Fault::None));
    faults.begin(7);
    faults.off();
    for number in 0..12 {
        assert!(
            create(&faults, &format!("Calm {number}")).await.is_some(),
            "{number}"
        );
    }
    assert!(faults.log().iter().all(Entry::is_acknowledged));
    assert!(faults.idle() > Duration::ZERO);
}
