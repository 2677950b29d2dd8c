//! The directory tree (decision 16).

use contract::opencx::{Directory, Training};
use serde_json::{Value, json};

use crate::harness::{Api, id};

const DIRECTORIES: &str = "/training/directories";

async fn tree(api: &Api) -> Vec<(String, Option<String>, u64)> {
    let listed = Directory::list_from_json(api.get(DIRECTORIES).ok().await).unwrap();
    let name = |id: &Option<String>| {
        let id = id.as_ref()?;
        listed
            .iter()
            .find(|row| &row.id == id)
            .map(|row| row.name.clone())
    };
    listed
        .iter()
        .map(|row| (row.name.clone(), name(&row.parent_id), row.training_count))
        .collect()
}

fn row(name: &str, parent: Option<&str>, count: u64) -> (String, Option<String>, u64) {
    (name.to_owned(), parent.map(str::to_owned), count)
}

#[tokio::test]
async fn they_are_made_renamed_moved_and_counted() {
    let api = Api::new().await;
    let made = api
        .post(DIRECTORIES, json!({"name": "  Sales "}))
        .ok()
        .await;
    assert_eq!(
        made,
        json!({
            "id": made["id"], "name": "Sales", "parent_id": null, "training_count": 0,
            "created_at": "2026-11-20T09:00:00.000Z", "updated_at": "2026-11-20T09:00:00.000Z",
        })
    );
    let sales = id(&made);
    let inner = api.directory("Refunds", Some(&sales)).await;
    api.training(json!({"directory_id": inner})).await;
    let moved = api.training(json!({"directory_id": inner})).await;
    assert_eq!(
        tree(&api).await,
        [row("Refunds", Some("Sales"), 2), row("Sales", None, 0)]
    );
    let path = format!("/training/{}", id(&moved));
    api.put(&format!("{path}/directory"), json!({"directory_id": sales}))
        .ok()
        .await;
    let renamed = api
        .put(
            &format!("{DIRECTORIES}/{inner}"),
            json!({"name": "Returns"}),
        )
        .ok()
        .await;
    assert_eq!(renamed["parent_id"], json!(sales), "an absent parent stays");
    assert_eq!(renamed["training_count"], 1);
    assert_eq!(
        tree(&api).await,
        [row("Returns", Some("Sales"), 1), row("Sales", None, 1)]
    );
    api.put(
        &format!("{DIRECTORIES}/{inner}"),
        json!({"parent_id": null}),
    )
    .ok()
    .await;
    api.delete(&path).ok().await;
    assert_eq!(
        tree(&api).await,
        [row("Returns", None, 1), row("Sales", None, 0)]
    );
}

#[tokio::test]
async fn a_deleted_one_leaves_its_content_to_its_parent() {
    let api = Api::new().await;
    let top = api.directory("Top", None).await;
    let gone = api.directory("Gone", Some(&top)).await;
    let inner = api.directory("Inner", Some(&gone)).await;
    api.directory("inner", Some(&top)).await;
    let live = api
        .training(json!({"directory_id": gone, "metadata": {"n": 1.0}}))
        .await;
    let deep = api.training(json!({"directory_id": inner})).await;
    assert_eq!(
        api.delete(&format!("{DIRECTORIES}/{gone}")).ok().await,
        json!({"success": true})
    );
    assert_eq!(
        tree(&api).await,
        [
            row("inner", Some("Top"), 0),
            row("Inner (2)", Some("Top"), 1),
            row("Top", None, 1),
        ]
    );
    let path = format!("/training/{}", id(&live));
    let after = api.get(&path).send().await;
    let mut expected = live.clone();
    expected["directory_id"] = json!(top);
    expected["updated_at"] = json!("2026-11-20T09:00:00.001Z");
    assert_eq!(after.json(), expected);
    assert!(
        after.text().contains(r#""metadata":{"n":1.0}"#),
        "{}",
        after.text()
    );
    Training::from_json(after.json()).unwrap();
    let deep_now = api.get(&format!("/training/{}", id(&deep))).ok().await;
    assert_eq!(deep_now, deep, "what is further down has not moved");
    api.delete(&format!("{DIRECTORIES}/{top}")).ok().await;
    assert_eq!(api.get(&path).ok().await["directory_id"], Value::Null);
    api.delete(&format!("{DIRECTORIES}/{top}")).fails(404).await;
}

#[tokio::test]
async fn no_cycles() {
    let api = Api::new().await;
    let a = api.directory("a", None).await;
    let b = api.directory("b", Some(&a)).await;
    let c = api.directory("c", Some(&b)).await;
    let before = tree(&api).await;
    for (moved, into) in [(&a, &a), (&a, &b), (&a, &c), (&b, &c)] {
        let call = api.put(
            &format!("{DIRECTORIES}/{moved}"),
            json!({"parent_id": into}),
        );
        let message = call.fails(400).await;
        assert_eq!(
            message,
            "parent_id: must not be the directory itself or one below it"
        );
    }
    assert_eq!(tree(&api).await, before);
    api.put(&format!("{DIRECTORIES}/{c}"), json!({"parent_id": a}))
        .ok()
        .await;
}

#[tokio::test]
async fn eight_levels_and_no_more() {
    let api = Api::new().await;
    let mut levels = vec![api.directory("1", None).await];
    for level in 2..=8 {
        let made = api
            .directory(&level.to_string(), levels.last().map(String::as_str))
            .await;
        levels.push(made);
    }
    let ninth = json!({"name": "9", "parent_id": levels[7]});
    let message = api.post(DIRECTORIES, ninth).fails(400).await;
    assert!(message.contains("deeper than 8 levels"), "{message}");
    // A subtree of two levels fits below the sixth, not below the seventh.
    let tall = api.directory("tall", None).await;
    api.directory("child", Some(&tall)).await;
    let into = |parent: &str| {
        api.put(
            &format!("{DIRECTORIES}/{tall}"),
            json!({"parent_id": parent}),
        )
    };
    into(&levels[6]).fails(400).await;
    into(&levels[5]).ok().await;
}

#[tokio::test]
async fn siblings_have_different_names_in_any_script() {
    let api = Api::new().await;
    let a = api.directory("Über", None).await;
    let b = api.directory("Other", None).await;
    for name in ["über", "ÜBER", " Über "] {
        let message = api
            .post(DIRECTORIES, json!({"name": name}))
            .fails(409)
            .await;
        assert!(message.contains("Choose another name"), "{message}");
        api.put(&format!("{DIRECTORIES}/{b}"), json!({"name": name}))
            .fails(409)
            .await;
        api.put(&format!("{DIRECTORIES}/{a}"), json!({"name": name}))
            .ok()
            .await;
    }
    let inner = api.directory("Über", Some(&b)).await;
    api.put(
        &format!("{DIRECTORIES}/{inner}"),
        json!({"parent_id": null}),
    )
    .fails(409)
    .await;
}

#[tokio::test]
async fn what_cannot_be_a_directory_is_refused() {
    let api = Api::new().await;
    let a = api.directory("a", None).await;
    let path = format!("{DIRECTORIES}/{a}");
    for (body, expected) in [
        (json!({}), "name: is required"),
        (json!({"name": "  "}), "name: must not be empty"),
        (json!({"name": null}), "name: must not be empty"),
        (json!({"name": 1}), "name: must be a string"),
        (
            json!({"name": "a\0b"}),
            "name: must not contain the NUL character",
        ),
        (
            json!({"name": "x".repeat(121)}),
            "name: must have at most 120 characters",
        ),
        (
            json!({"name": "b", "parent_id": "nowhere"}),
            "parent_id: names no directory: `nowhere`",
        ),
        (
            json!({"name": "b", "parent_id": 1}),
            "parent_id: must be a string or null",
        ),
    ] {
        let message = api.post(DIRECTORIES, body.clone()).fails(400).await;
        assert!(message.contains(expected), "{expected:?} in {message:?}");
        if body != json!({}) {
            api.put(&path, body).fails(400).await;
        }
    }
    api.put(&format!("{DIRECTORIES}/nowhere"), json!({"name": "b"}))
        .fails(404)
        .await;
    assert_eq!(tree(&api).await, [row("a", None, 0)]);
}

#[tokio::test]
async fn of_many_with_one_name_exactly_one_is_made() {
    let api = Api::new().await;
    let creates = (0..16).map(|_| api.post(DIRECTORIES, json!({"name": "Same"})).send());
    let replies = futures_util::future::join_all(creates).await;
    let made = replies.iter().filter(|reply| reply.status == 200).count();
    let refused = replies.iter().filter(|reply| reply.status == 409).count();
    assert_eq!((made, refused), (1, 15));
}
