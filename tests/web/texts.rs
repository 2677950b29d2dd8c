//! Rendered Markdown and differences.

use cuebook::ui::{DiffMode, DiffView, MarkdownView};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Hands, settled, show, text};

#[wasm_bindgen_test]
async fn markdown_is_drawn_below_the_headings_of_the_page() {
    let source = RwSignal::new(
        "# Returns\n\n## Late\n\nWithin **30** days, *not* `more`.\n\n3. one\n4. two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
            .to_owned(),
    );
    let page = show(move || view! { <MarkdownView text=source /> }).await;
    assert_eq!(page.said("h3"), ["Returns"]);
    assert_eq!(page.said("h4"), ["Late"]);
    assert_eq!(page.said("strong, em, code"), ["30", "not", "more"]);
    assert_eq!(page.find("ol").get_attribute("start").as_deref(), Some("3"));
    assert_eq!(page.said("blockquote"), ["quoted"]);
    assert_eq!(page.said("th[scope=col]"), ["a", "b"]);
    assert_eq!(page.said("td"), ["1", "2"]);
    source.set("plain".to_owned());
    settled().await;
    assert_eq!(page.said(".markdown"), ["plain"]);
}

#[wasm_bindgen_test]
async fn nothing_in_a_text_becomes_html() {
    let source = "<script>window.hacked = 1</script>\n\n<img src=x onerror=alert(1)> and \
                  [click](javascript:alert(1)) ![pixel](https://example.com/p.png)\n\n\
                  [fine](https://example.com/a?b=1)";
    let page = show(move || view! { <MarkdownView text=source /> }).await;
    assert!(!page.has("script, img, iframe, [onerror]"));
    assert!(text(&page.find(".markdown")).contains("<script>window.hacked = 1</script>"));
    let links = page.all("a");
    for link in &links {
        let href = link.get_attribute("href").unwrap();
        assert!(href.starts_with("https://"), "{href}");
        assert_eq!(
            link.get_attribute("rel").as_deref(),
            Some("noopener noreferrer nofollow")
        );
    }
    assert!(
        links
            .iter()
            .any(|link| text(link) == "fine (opens in a new tab)")
    );
}

#[wasm_bindgen_test]
async fn a_difference_is_said_in_words() {
    let mode = RwSignal::new(DiffMode::Inline);
    let spans = domain::diff::words(
        "Refund in 14 days.\nsame\n",
        "Refund in 30 days.\nsame\nnew\n",
    );
    let page = show(move || {
        view! { <DiffView spans=spans.clone() mode=mode old_name="Published" new_name="Draft" /> }
    })
    .await;
    assert_eq!(page.said("del"), ["removed: 14"]);
    assert_eq!(page.said("ins"), ["added: 30", "added: new"]);
    assert_eq!(page.said(".diff-summary"), ["1 word removed, 2 added"]);

    mode.set(DiffMode::SideBySide);
    settled().await;
    assert_eq!(page.said("th"), ["Published", "Draft"]);
    assert_eq!(
        page.said("td"),
        [
            "Refund in removed: 14 days.",
            "Refund in added: 30 days.",
            "same",
            "same",
            "",
            "added: new"
        ]
    );
    assert_eq!(page.all("tr[data-same]").len(), 1);
    assert_eq!(
        page.find("tr:last-child td")
            .get_attribute("data-state")
            .as_deref(),
        Some("absent")
    );
}
