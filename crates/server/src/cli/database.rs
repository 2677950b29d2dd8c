//! Opens the database, and says in one line why it cannot be opened.

use anyhow::anyhow;
use cuebook_server::store::{SqliteStore, StoreError};

/// Opens the database behind a URL.
///
/// # Errors
/// What is wrong with it and what to do.
pub async fn open(url: &str) -> anyhow::Result<SqliteStore> {
    if !url.starts_with("sqlite:") {
        return Err(anyhow!(
            "`{}` is no database that this server reads; write --database sqlite:PATH",
            shown(url)
        ));
    }
    SqliteStore::open(url).await.map_err(|error| {
        let advice = advice(&error);
        anyhow!("cannot open the database {}: {error}; {advice}", shown(url))
    })
}

/// What to do about a database that does not open.
fn advice(error: &StoreError) -> &'static str {
    let text = error.to_string();
    let says = |part: &str| text.contains(part);
    if matches!(error, StoreError::Busy(_)) || says("locked") {
        "another process holds it: stop that one, or choose another file with --database"
    } else if says("not a database") || says("malformed") {
        "restore the file from a backup, or choose another with --database"
    } else if says("previously applied") || says("is missing in the resolved migrations") {
        "a newer cuebook-server wrote it: use that version, or choose another with --database"
    } else if says("readonly") || says("read-only") {
        "its file and its folder must be writable for the user who runs the server"
    } else {
        "check that the path is right and that its folder can be written, or choose another with \
         --database"
    }
}

/// A URL as it may be shown: one of another service may hold a password.
fn shown(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_trouble_has_its_advice() {
        let of = |text: &str| advice(&StoreError::Database(text.to_owned()));
        assert!(of("(code: 26) file is not a database").contains("backup"));
        assert!(of("(code: 5) database is locked").contains("another process"));
        assert!(advice(&StoreError::Busy(String::new())).contains("another process"));
        assert!(of("migration 2 was previously applied but is missing").contains("newer"));
        assert!(of("attempt to write a readonly database").contains("writable"));
        assert!(of("unable to open database file").contains("path"));
    }

    #[test]
    fn a_password_in_a_url_is_not_shown() {
        assert_eq!(shown("postgres://me:secret@db/x"), "postgres://…@db/x");
        assert_eq!(shown("sqlite:data/cuebook.db"), "sqlite:data/cuebook.db");
    }
}
