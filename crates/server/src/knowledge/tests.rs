use super::*;

fn passages(format: KnowledgeFormat, content: &str) -> Vec<(String, String)> {
    let document = KnowledgeInput {
        name: "guide".to_owned(),
        format,
        content: content.to_owned(),
    };
    let passages = split(&document).unwrap();
    passages
        .into_iter()
        .map(|passage| (passage.title, passage.content))
        .collect()
}

#[track_caller]
fn check(format: KnowledgeFormat, content: &str, expected: &[(&str, &str)]) {
    let passages = passages(format, content);
    let passages: Vec<(&str, &str)> = passages
        .iter()
        .map(|(title, content)| (title.as_str(), content.as_str()))
        .collect();
    assert_eq!(passages, expected, "{content}");
}

#[test]
fn markdown_is_split_by_its_headings() {
    let check = |content: &str, expected: &[(&str, &str)]| {
        check(KnowledgeFormat::Markdown, content, expected);
    };
    check("Only text.", &[("guide", "Only text.")]);
    check(
        "\u{feff}Before.\r\n\r\n# Returns\r\nWithin 30 days.\n## Refunds\nBy card.\n# Care\nDry.",
        &[
            ("guide", "Before."),
            ("Returns", "Within 30 days."),
            ("Returns › Refunds", "By card."),
            ("Care", "Dry."),
        ],
    );
    check("### Deep\na\n# Top\nb", &[("Deep", "a"), ("Top", "b")]);
    check(
        "Title\n=====\n**Bold** `code`",
        &[("Title", "**Bold** `code`")],
    );
    check("# A `b` *c*\nd", &[("A b c", "d")]);
    check("# Empty\n# Full\na", &[("Full", "a")]);
    check("---\ntitle: x\n---\n# A\nb", &[("A", "b")]);
    // What only looks like a heading divides nothing.
    check(
        "# A\n```\n# no heading\n```",
        &[("A", "```\n# no heading\n```")],
    );
    check("# A\n> # quoted\n", &[("A", "> # quoted")]);
}

#[test]
fn html_gives_its_text_alone() {
    let check = |content: &str, expected: &[(&str, &str)]| {
        check(KnowledgeFormat::Html, content, expected);
    };
    check(
        "<!doctype html><html><head><title>T</title><style>p { color: red }</style></head>\
         <body><h1>Returns</h1><p>Within <b>30</b>\n days.</p><script>alert('<h1>x</h1>')</script>\
         <h2 class=\"a>b\">Refunds</h2><ul><li>By card</li><li>By gift card</li></ul></body></html>",
        &[
            ("Returns", "Within 30 days."),
            ("Returns › Refunds", "- By card\n- By gift card"),
        ],
    );
    check(
        "a &amp; b &lt;c&gt; &#8364;5 &#x41; &nope; &",
        &[("guide", "a & b <c> €5 A &nope; &")],
    );
    check("1 < 2 and 3 > 2", &[("guide", "1 < 2 and 3 > 2")]);
    check("a<br>b<p>c", &[("guide", "a\nb\n\nc")]);
    check("a<!-- <h1>no</h1> -->b", &[("guide", "ab")]);
    check("<SCRIPT>x</ScRiPt >a", &[("guide", "a")]);
    check("<pre>a\n  b</pre>", &[("guide", "a\n  b")]);
    check("<h1>Open <h2>Next</h2>a", &[("Open › Next", "a")]);
}

#[test]
fn what_nobody_closed_ends_with_the_document() {
    for content in ["a<script>b", "a<!-- b", "a<b c=\"d", "a<p", "a<svg><h1>b"] {
        check(KnowledgeFormat::Html, content, &[("guide", "a")]);
    }
}

#[test]
fn long_parts_end_where_a_reader_would_stop() {
    let paragraph = "A sentence of some words. ".repeat(20);
    let text = format!("{paragraph}\n\n{paragraph}\n\n{paragraph}");
    let found = passages(KnowledgeFormat::Text, &text);
    assert_eq!(found.len(), 3);
    assert!(
        found
            .iter()
            .all(|(title, text)| title == "guide" && text.ends_with("words."))
    );

    let endless = "ü".repeat(2_500);
    let found = passages(KnowledgeFormat::Text, &endless);
    let lengths: Vec<usize> = found.iter().map(|(_, text)| text.chars().count()).collect();
    assert_eq!(lengths, [1_000, 1_000, 500]);

    let words = "word ".repeat(1_000);
    let found = passages(KnowledgeFormat::Text, &words);
    let all: Vec<&str> = found.iter().flat_map(|(_, text)| text.split(' ')).collect();
    assert!(all.iter().all(|word| *word == "word") && all.len() == 1_000);
}

#[test]
fn what_has_nothing_to_find_is_refused() {
    let check = |format, content: &str, expected: &str| {
        let document = KnowledgeInput {
            name: "guide".to_owned(),
            format,
            content: content.to_owned(),
        };
        let error = split(&document).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(
        KnowledgeFormat::Html,
        "<script>a</script>",
        "content: has no text",
    );
    check(
        KnowledgeFormat::Markdown,
        "# Heading",
        "content: has no text",
    );
    check(
        KnowledgeFormat::Markdown,
        &"# a\nb\n".repeat(2_001),
        "at most 2000 passages",
    );
}
