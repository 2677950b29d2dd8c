//! HTML, scripts and links with code in them are text, wherever they come from.

use super::prelude::*;

const MARK: &str = "<img src=x onerror=\"window.owned=1\">";
const SCRIPT: &str = "<script>window.owned=1</script>";

#[tokio::test]
async fn hostile_text_is_shown_as_text() {
    Stage::of("hostile text")
        .run(async |stage| {
            let (page, api) = (stage.page.clone(), stage.server.api());
            let directory = api.create_directory(&format!("Dir {MARK}"), None).await;
            let segment = api.create_segment(&format!("Seg {SCRIPT}")).await;
            let content = format!(
                "{SCRIPT}\n\n{MARK}\n\n[press me](javascript:window.owned=1) \
                 [or me](data:text/html,{SCRIPT}) <a href=\"javascript:window.owned=1\">raw</a>\n\n\
                 ![pixel](http://127.0.0.1:9/pixel.png) [fine](https://example.com/a)\n\n\
                 <iframe src=\"javascript:window.owned=1\"></iframe>"
            );
            api.create(json!({
                "title": format!("Title {MARK}"),
                "content": content,
                "is_draft": false,
                "directory_id": directory,
                "restricted_to_segments": [segment],
                "metadata": { (MARK): SCRIPT, "link": "javascript:window.owned=1" },
            }))
            .await;
            stage.sign_in().await;
            page.tree_item(MARK).is_there().await;
            page.row(MARK).click().await;
            page.field("Title or trigger")
                .has_value(&format!("Title {MARK}"))
                .await;
            page.button(&format!("Remove Seg {SCRIPT}"))
                .is_there()
                .await;
            page.shows(MARK).await;

            page.role("radio", "Preview").click().await;
            let preview = page.role("region", "Preview");
            preview.shows(SCRIPT).await;
            preview.shows(MARK).await;
            preview.shows("press me").await;
            // An image is a link to it; what is honest can be pressed, and nothing is loaded.
            assert_eq!(
                preview.clone().any("link").names().await,
                ["pixel (opens in a new tab)", "fine (opens in a new tab)"]
            );
            let inside = page
                .run(
                    "const p = document.querySelector('[aria-label=Preview]'); return \
                     p.querySelectorAll('script, img, iframe, object, embed, form, style').length",
                )
                .await;
            assert_eq!(inside, json!(0));

            // The same in the comparison, the review, the history, and in a question.
            page.field("Title or trigger").fill("A quiet title").await;
            page.tab("Compare").click().await;
            page.shows(MARK).await;
            page.tab("History").click().await;
            page.button("Version 1").containing().click().await;
            page.shows(SCRIPT).await;
            page.button("Publish…").click().await;
            page.any("dialog").nth(0).shows(MARK).await;
            page.press("Escape").await;
            page.tree_item(MARK).click().await;
            page.tree_item(MARK).focus().await;
            page.press("Delete").await;
            page.any("alertdialog").shows(MARK).await;
            page.press("Escape").await;

            assert_eq!(page.run("return window.owned ?? null").await, Value::Null);
            let injected = page
                .run(
                    "return [...document.querySelectorAll('img, iframe, object, embed')].length + \
                     [...document.querySelectorAll('a')].filter((a) => \
                     !/^https?:/.test(a.href)).length + [...document.querySelectorAll('*')].filter(\
                     (e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length",
                )
                .await;
            assert_eq!(injected, json!(0), "hostile text became elements");
            let requests = page
                .run("return performance.getEntriesByType('resource').map((e) => e.name)")
                .await;
            assert!(!requests.to_string().contains("pixel"), "{requests}");
        })
        .await;
}
