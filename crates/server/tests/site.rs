//! The site over real HTTP: what a browser gets, how long it may keep it, and what it never gets.

#![expect(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod common {
    pub mod http;
}

use std::{fs, net::SocketAddr, path::Path, sync::Arc, thread, time::Duration};

use axum::{Router, routing::get};
use common::http::{Answer, send};
use cuebook_server::{
    site::{Site, SiteError},
    web::with_site,
};
use tempfile::TempDir;

const PAGE: &str = "<!doctype html><title>Cuebook</title>\
    <script type=\"module\" src=\"/boot.js\"></script>\
    <script type=\"module\">console.log(1)</script>\
    <link rel=\"modulepreload\" href=\"/app-5f1c09aa3be2d417.js\">";
const HASHED: &str = "/app-5f1c09aa3be2d417.js";

/// A finished build in a folder `dist`, and a secret beside it.
fn built() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dist = folder.path().join("dist");
    fs::create_dir_all(dist.join("icons")).unwrap();
    fs::create_dir_all(dist.join(".stage")).unwrap();
    for (name, content) in [
        ("dist/index.html", PAGE),
        ("dist/index.html.br", "BR page"),
        ("dist/index.html.gz", "GZ page"),
        ("dist/app-5f1c09aa3be2d417.js", "export const plain = 1"),
        ("dist/app-5f1c09aa3be2d417.js.br", "BR app"),
        ("dist/app-5f1c09aa3be2d417.js.gz", "GZ app"),
        ("dist/boot.js", "boot"),
        ("dist/core_bg.wasm", "\0asm"),
        ("dist/icons/a b.svg", "<svg/>"),
        ("dist/.stage/half.js", "SECRET half"),
        ("secret.txt", "SECRET"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// Serves a folder's `dist` beside an API of one route.
fn serve(folder: &Path) -> SocketAddr {
    let site = Arc::new(Site::open(folder.join("dist")).unwrap());
    let api = Router::new().route("/w", get(|| async { "the API" }));
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            axum::serve(listener, with_site(api, site)).await.unwrap();
        });
    });
    told.recv().unwrap()
}

fn ask(to: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Answer {
    send(to, "GET", path, headers, "").unwrap()
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map_or("", String::as_str)
}

#[test]
fn the_policy_names_the_pages_own_scripts() {
    let folder = built();
    let to = serve(folder.path());
    let policy = |answer: &Answer| header(answer, "content-security-policy").to_owned();
    let page = policy(&ask(to, "/", &[]));
    // printf 'console.log(1)' | openssl dgst -sha256 -binary | base64
    let hash = "'sha256-CihokcEcBW4atb/CW/XWsvWwbTjqwQlE9nj9ii5ww5M='";
    let script = format!("script-src 'self' 'wasm-unsafe-eval' {hash}");
    let directives: Vec<&str> = page.split("; ").collect();
    assert!(directives.contains(&script.as_str()), "{page}");
    for directive in [
        "default-src 'none'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(directives.contains(&directive), "{directive}: {page}");
    }
    assert!(!page.contains("unsafe-inline") && !page.contains("'unsafe-eval'"));
    // The same page under an address of the app.
    let html = [("Accept", "text/html")];
    assert_eq!(policy(&ask(to, "/scenarios", &html)), page);
}

#[test]
fn every_answer_is_hardened() {
    let folder = built();
    let to = serve(folder.path());
    for path in ["/", "/boot.js", "/missing.js", HASHED] {
        let answer = ask(to, path, &[]);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(header(&answer, name), value, "{path}");
        }
    }
    let api = ask(to, "/w", &[]);
    assert_eq!(api.text(), "the API");
    assert_eq!(header(&api, "x-content-type-options"), "nosniff");
    assert_eq!(header(&api, "cache-control"), "no-store");
}

#[test]
fn the_smallest_accepted_form_is_sent() {
    let folder = built();
    let to = serve(folder.path());
    let check = |accept: &str, encoding: &str, body: &str| {
        let answer = ask(to, HASHED, &[("Accept-Encoding", accept)]);
        assert_eq!(header(&answer, "content-encoding"), encoding, "{accept}");
        assert_eq!(answer.text(), body, "{accept}");
        assert_eq!(header(&answer, "vary"), "Accept-Encoding");
        assert_eq!(
            header(&answer, "content-type"),
            "text/javascript; charset=utf-8"
        );
    };
    check("gzip, deflate, br", "br", "BR app");
    check("gzip;q=1, br;q=0.9", "gzip", "GZ app");
    check("br;q=0, gzip;q=0", "", "export const plain = 1");
    check("identity", "", "export const plain = 1");
    let page = ask(to, "/", &[("Accept-Encoding", "br")]);
    assert_eq!(page.text(), "BR page");
    assert!(header(&page, "content-security-policy").contains("sha256-"));
    // Without a compressed form nothing varies.
    let plain = ask(to, "/boot.js", &[("Accept-Encoding", "br, gzip")]);
    assert_eq!(
        (plain.text().as_str(), header(&plain, "vary")),
        ("boot", "")
    );
}

#[test]
fn a_compressed_form_of_an_older_build_is_not_sent() {
    let folder = built();
    let old = fs::File::open(folder.path().join("dist/index.html.br")).unwrap();
    old.set_modified(std::time::SystemTime::now() - Duration::from_secs(600))
        .unwrap();
    let to = serve(folder.path());
    let page = ask(to, "/", &[("Accept-Encoding", "br, gzip;q=0.5")]);
    assert_eq!(page.text(), "GZ page");
}

#[test]
fn hashed_files_are_kept_for_ever_and_the_page_is_asked_for_again() {
    let folder = built();
    let to = serve(folder.path());
    let forever = "public, max-age=31536000, immutable";
    assert_eq!(header(&ask(to, HASHED, &[]), "cache-control"), forever);
    for path in ["/", "/index.html", "/boot.js", "/core_bg.wasm"] {
        assert_eq!(
            header(&ask(to, path, &[]), "cache-control"),
            "no-cache",
            "{path}"
        );
    }
    // Drawn whenever an icon appears, also while there is no connection.
    assert_eq!(
        header(&ask(to, "/icons/a%20b.svg", &[]), "cache-control"),
        "max-age=600, stale-while-revalidate=604800"
    );
    let first = ask(to, "/", &[]);
    let etag = header(&first, "etag").to_owned();
    let again = ask(to, "/", &[("If-None-Match", &format!("\"x\", W/{etag}"))]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(header(&again, "etag"), etag);
    assert_eq!(ask(to, "/", &[("If-None-Match", "\"x\"")]).status, 200);
    // Each encoding has bytes of its own, and so a tag of its own.
    let compressed = [("Accept-Encoding", "br"), ("If-None-Match", etag.as_str())];
    assert_eq!(ask(to, "/", &compressed).status, 200);
}

#[test]
fn only_addresses_of_the_app_fall_back_to_the_page() {
    let folder = built();
    let to = serve(folder.path());
    let html = ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let check = |path: &str, headers: &[(&str, &str)], status: u16| {
        let answer = ask(to, path, headers);
        assert_eq!(answer.status, status, "{path} {headers:?}");
        assert_eq!(answer.text() == PAGE, status == 200, "{path} {headers:?}");
    };
    check("/scenarios/018f?tab=draft", &[html], 200);
    check("/scenarios", &[], 200);
    check("/x.js", &[html], 404);
    check("/app-0000000000000000.js", &[html], 404);
    check("/w/unknown", &[html], 404);
    check("/scenarios", &[("Accept", "application/json")], 404);
    check("/training", &[html, ("Authorization", "Bearer x")], 404);
    check(
        "/training",
        &[("Accept", "*/*"), ("Sec-Fetch-Dest", "empty")],
        404,
    );
    let missing = ask(to, "/x.js", &[]);
    assert_eq!(header(&missing, "content-type"), "application/json");
    assert!(missing.text().contains(r#""statusCode":404"#));
}

#[test]
fn the_site_can_only_be_read() {
    let folder = built();
    let to = serve(folder.path());
    let head = send(to, "HEAD", "/boot.js", &[], "").unwrap();
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(header(&head, "content-length"), "4");
    assert_eq!(send(to, "HEAD", "/scenarios", &[], "").unwrap().status, 200);
    let post = send(to, "POST", "/scenarios", &[], "{}").unwrap();
    assert_eq!((post.status, header(&post, "allow")), (405, "GET, HEAD"));
    assert!(post.text().contains(r#""error":"Method Not Allowed""#));
}

#[test]
fn files_have_their_types() {
    let folder = built();
    let to = serve(folder.path());
    let kind = |path: &str| header(&ask(to, path, &[]), "content-type").to_owned();
    assert_eq!(kind("/"), "text/html; charset=utf-8");
    assert_eq!(kind("/core_bg.wasm"), "application/wasm");
    assert_eq!(kind("/icons/a%20b.svg"), "image/svg+xml");
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let folder = built();
    let to = serve(folder.path());
    let absolute = folder.path().join("secret.txt");
    for path in [
        "/../secret.txt",
        "/icons/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/icons/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/%2e%2e",
        "/secret.txt%00",
        "/.stage/half.js",
        "/%ff",
        &format!("/{}", absolute.display()),
        &format!("/%2f{}", absolute.display()),
    ] {
        let answer = ask(to, path, &[("Accept", "text/html")]);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("SECRET"), "{path}");
    }
}

/// Asks until the answer is as wished, or gives the last one back.
fn eventually(wished: impl Fn(&Answer) -> bool, ask: impl Fn() -> Answer) -> Answer {
    let mut answer = ask();
    for _ in 0..100 {
        if wished(&answer) {
            break;
        }
        thread::sleep(Duration::from_millis(50));
        answer = ask();
    }
    answer
}

#[test]
fn a_new_build_is_taken_over_when_it_is_whole() {
    let folder = built();
    let to = serve(folder.path());
    let dist = folder.path().join("dist");
    let new = "/app-00c0ffee00c0ffee.js";
    let page = PAGE.replace(HASHED, new).replace("log(1)", "log(2)");
    let old_policy = header(&ask(to, "/", &[]), "content-security-policy").to_owned();

    // Trunk replaces the page first, say: the file that it names is not there yet.
    for ending in ["", ".br", ".gz"] {
        fs::remove_file(dist.join(format!("app-5f1c09aa3be2d417.js{ending}"))).unwrap();
        let _ = fs::remove_file(dist.join(format!("index.html{ending}")));
    }
    fs::write(dist.join("index.html"), &page).unwrap();
    thread::sleep(Duration::from_millis(700));
    assert_eq!(ask(to, "/", &[]).text(), PAGE);
    assert_eq!(ask(to, HASHED, &[]).status, 200);

    fs::write(dist.join(&new[1..]), "new").unwrap();
    let answer = eventually(|answer| answer.text() == page, || ask(to, "/", &[]));
    assert_eq!(answer.text(), page);
    assert_ne!(header(&answer, "content-security-policy"), old_policy);
    assert_eq!(ask(to, new, &[]).text(), "new");
    // A page that is open still finds the files of its own build.
    assert_eq!(ask(to, HASHED, &[]).text(), "export const plain = 1");

    // Compressed afterwards, without a change to the page.
    fs::write(dist.join(format!("{}.br", &new[1..])), "BR new").unwrap();
    let compressed = || {
        ask(to, "/", &[]);
        ask(to, new, &[("Accept-Encoding", "br")])
    };
    let answer = eventually(|answer| answer.text() == "BR new", compressed);
    assert_eq!(answer.text(), "BR new");
}

#[test]
fn without_a_build_the_page_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let to = serve(folder.path());
    let page = ask(to, "/", &[]);
    assert_eq!(page.status, 503);
    assert!(page.text().contains("trunk build") && page.text().contains("--site"));
    assert_eq!(ask(to, "/w", &[]).text(), "the API");
    assert_eq!(ask(to, "/scenarios", &[]).status, 404);

    fs::create_dir(folder.path().join("dist")).unwrap();
    fs::write(folder.path().join("dist/index.html"), "built").unwrap();
    let answer = eventually(|answer| answer.status == 200, || ask(to, "/", &[]));
    assert_eq!(answer.text(), "built");
}

#[test]
fn a_folder_that_cannot_be_served_is_refused() {
    let folder = built();
    let file = folder.path().join("secret.txt");
    let error = Site::open(&file).unwrap_err();
    assert!(matches!(error, SiteError::Unreadable { .. }));
    assert!(error.to_string().contains("secret.txt"), "{error}");
}
