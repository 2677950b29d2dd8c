//! How long a merge of two contents of 50,000 characters takes in the browser: from the press of
//! "Put the edits together". `xtask/src/bench/merge.rs` has the same merges on the host.

use anyhow::{Context, Result};
use cuebook_e2e::{Page, Server, browser::Browser, server::ADMIN_KEY};
use serde_json::{Value, json};

use super::print;

/// Most runs of each kind: every one needs a conflict of its own.
const RUNS: usize = 5;
const SIZE: usize = 50_000;
const MERGE: &str = "Put the edits together";

/// Types the whole content at once, as a paste does.
const TYPE: &str = "const area = document.querySelector('form[aria-label=Scenario] textarea'); \
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set \
      .call(area, arguments[0]); \
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));";

/// Presses, and gives the milliseconds until that has been handled, which is the merge, and until
/// what has come of it is drawn.
const PRESS: &str = "const button = [...document.querySelectorAll('button')] \
      .find((button) => button.textContent.trim() === 'Put the edits together'); \
    const start = performance.now(); \
    button.click(); \
    const merged = performance.now() - start; \
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done))); \
    await frame(); await frame(); \
    return [merged, performance.now() - start];";

/// Base, mine and theirs.
type Texts = [String; 3];

/// The figures, of so many runs or fewer.
pub async fn figures(runs: usize) -> Result<()> {
    let server = Server::start(0)?;
    let browser = Browser::start(1440, 900).await?;
    let page = Page::new(browser.driver.clone(), "merging");
    page.open(&server.link(ADMIN_KEY)).await;
    page.heading("All scenarios").containing().is_there().await;
    for (name, texts, asks) in kinds() {
        let (mut merged, mut shown) = (Vec::new(), Vec::new());
        // One more, which warms the code up.
        for run in 0..=runs.min(RUNS) {
            let times = one(&page, &server, &texts, asks).await?;
            if run > 0 {
                merged.push(times[0].as_f64().unwrap_or(f64::NAN));
                shown.push(times[1].as_f64().unwrap_or(f64::NAN));
            }
        }
        let what = "merge of 50,000 characters in the browser";
        print(&format!("{what}, {name}"), &merged);
        print(&format!("{what} until it is shown, {name}"), &shown);
    }
    browser.driver.clone().quit().await?;
    Ok(())
}

/// One merge in a scenario of its own. `asks` says whether it has conflicts.
async fn one(page: &Page, server: &Server, texts: &Texts, asks: bool) -> Result<Value> {
    let [base, mine, theirs] = texts;
    let api = server.api();
    let scenario = |content: &str| json!({ "title": "Long", "content": content });
    let id = api.create(scenario(base)).await;
    page.open(&format!("{}/workspace/main/scenarios/{id}", server.base()))
        .await;
    page.field("Content").is_there().await;
    page.field("Content").has_value(base).await;
    page.run_with(TYPE, vec![json!(mine)]).await;
    page.settle().await;
    api.put(&format!("/training/{id}"), scenario(theirs)).await;
    page.press("Control+s").await;
    page.button(MERGE).is_there().await;
    page.settle().await;
    let times = page.run_async(PRESS).await;
    if asks {
        page.dialog(MERGE).is_there().await;
    } else {
        page.shows("Your edits and theirs are put together").await;
    }
    times.as_array().context("there are no times")?;
    // The edits are not needed any more, and would be found again.
    page.open(&format!("{}/", server.base())).await;
    Ok(times)
}

/// As many lines as a content takes, from a function of the line's number.
fn filled(line: impl Fn(usize) -> String) -> Vec<String> {
    let mut room = SIZE;
    let fits = |line: &String| match room.checked_sub(line.chars().count()) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    };
    (0..).map(line).take_while(fits).collect()
}

/// The lines with every seventh rewritten, from an offset.
fn edited(lines: &[String], offset: usize, by: &str) -> String {
    let one = |(number, line): (usize, &String)| {
        if number % 7 == offset {
            line.replacen("When", by, 1)
        } else {
            line.clone()
        }
    };
    lines.iter().enumerate().map(one).collect()
}

/// Kinds of contents, and whether they have conflicts.
fn kinds() -> [(&'static str, Texts, bool); 5] {
    let prose = filled(|n| {
        format!("{n}. When a customer asks about order {n}, answer in two sentences at most.\n")
    });
    let other =
        |word: &str| filled(|n| format!("{word} {n} has nothing to do with it.\n")).concat();
    let distinct = |from: u32| {
        let letter = |n: usize| char::from_u32(from + u32::try_from(n).unwrap_or_default());
        filled(|n| format!("{}\n", letter(n).unwrap_or('x'))).concat()
    };
    let disordered = |from: u32| {
        let letter =
            |n: usize| char::from_u32(from + u32::try_from(n * n % 97).unwrap_or_default());
        filled(|n| format!("{}\n", letter(n).unwrap_or('x'))).concat()
    };
    let (whole, mine) = (prose.concat(), edited(&prose, 0, "Mine"));
    [
        (
            "edits in different lines",
            [whole.clone(), mine.clone(), edited(&prose, 3, "Them")],
            false,
        ),
        (
            "edits in the same lines",
            [whole.clone(), mine, edited(&prose, 0, "Them")],
            true,
        ),
        (
            "unrelated texts",
            [whole, other("Mine"), other("Theirs")],
            true,
        ),
        (
            "25,000 lines in disorder",
            [0x4e00, 0x4e10, 0x4e20].map(disordered),
            true,
        ),
        (
            "25,000 unrelated lines",
            [0x2_0000, 0x2_9000, 0x1_0000].map(distinct),
            true,
        ),
    ]
}
