//! What every store must do, whatever is behind it.

use cuebook_server::store::SqliteStore;

use crate::harness::Folder;

/// The suite for one store: `$open` gives a fresh one and something that keeps it alive, from
/// which `$reopen` opens the same one again.
macro_rules! conformance {
    ($store:ident, $open:path, $reopen:path) => {
        mod $store {
            use std::sync::{
                Arc,
                atomic::{AtomicUsize, Ordering},
            };

            use contract::opencx::{ListQuery, Training, TrainingInput};
            use cuebook_server::store::{
                DirectoryStore as _, Edit, IfMatch, KeyStore as _, Refusal, SegmentStore as _,
                StoreError, TrainingStore as _,
            };
            use domain::lifecycle::{self, Change, Stamp};
            use serde_json::Value;

            fn stamp() -> Stamp {
                Stamp {
                    now: "2026-11-20T09:00:00.000Z".to_owned(),
                    by: None,
                }
            }

            fn change(id: &str) -> Change {
                let input = TrainingInput {
                    title: id.to_owned(),
                    content: "text".to_owned(),
                    ..TrainingInput::default()
                };
                lifecycle::create(input, id.to_owned(), &stamp()).unwrap()
            }

            fn edit(id: &str) -> Edit {
                Edit {
                    id: id.to_owned(),
                    ..Edit::default()
                }
            }

            fn read(body: &str) -> Training {
                let body: Value = serde_json::from_str(body).unwrap();
                Training::from_json(body).unwrap()
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_rule_sees_every_write_before_it() {
                let (store, _keep) = $open().await;
                store
                    .create_training("main", change("a"), None)
                    .await
                    .unwrap();
                let seen = Arc::new(AtomicUsize::new(0));
                let writes = (0..50).map(|_| {
                    let seen = Arc::clone(&seen);
                    store.change_training("main", edit("a"), move |current, _| {
                        seen.fetch_add(1, Ordering::Relaxed);
                        let mut training = current.training.clone();
                        training.content.push('x');
                        Ok(Change {
                            training,
                            published: None,
                        })
                    })
                });
                for written in futures_util::future::join_all(writes).await {
                    written.unwrap();
                }
                let row = store.training("main", "a").await.unwrap().unwrap();
                assert_eq!(read(&row.body).content.len(), "text".len() + 50);
                assert_eq!(seen.load(Ordering::Relaxed), 50);
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_rule_that_refuses_or_panics_takes_nobody_with_it() {
                let (store, _keep) = $open().await;
                store
                    .create_training("main", change("a"), None)
                    .await
                    .unwrap();
                let before = store.training("main", "a").await.unwrap();
                let refuse = store.change_training("main", edit("a"), |_, _| {
                    Err(Refusal::Conflict("no".to_owned()))
                });
                let panic =
                    store.change_training("main", edit("a"), |_, _| panic!("a broken rule"));
                let good = store.create_training("main", change("b"), None);
                let foreign = store.change_training("main", edit("a"), |current, _| {
                    let mut training = current.training.clone();
                    training.restricted_to_segments = vec!["nowhere".to_owned()];
                    Ok(Change {
                        training,
                        published: None,
                    })
                });
                let (refused, panicked, good, foreign) = tokio::join!(refuse, panic, good, foreign);
                assert!(matches!(
                    refused,
                    Err(StoreError::Refused(Refusal::Conflict(_)))
                ));
                assert!(matches!(panicked, Err(StoreError::Database(_))));
                assert!(matches!(
                    foreign,
                    Err(StoreError::Refused(Refusal::Invalid(_)))
                ));
                good.unwrap();
                assert_eq!(store.training("main", "a").await.unwrap(), before);
                assert!(store.training("main", "b").await.unwrap().is_some());
                assert!(
                    store
                        .create_training("main", change("b"), None)
                        .await
                        .is_err(),
                    "taken"
                );
                let page = store
                    .list_trainings("main", &ListQuery::default())
                    .await
                    .unwrap();
                assert_eq!((page.count, page.total), (2, 2));
            }

            #[tokio::test]
            async fn a_closed_store_keeps_what_it_answered_and_refuses_the_rest() {
                let (store, _keep) = $open().await;
                let writes: Vec<_> = (0..300)
                    .map(|at| {
                        let store = store.clone();
                        tokio::spawn(async move {
                            let id = format!("{at}");
                            store
                                .create_training("main", change(&id), None)
                                .await
                                .is_ok()
                        })
                    })
                    .collect();
                tokio::task::yield_now().await;
                store.close().await;
                let mut written = 0;
                for write in writes {
                    written += u64::from(write.await.unwrap());
                }
                let late = store.create_training("main", change("late"), None).await;
                assert!(matches!(late, Err(StoreError::Busy(_))));
                let again = $reopen(&_keep).await;
                let page = again
                    .list_trainings("main", &ListQuery::default())
                    .await
                    .unwrap();
                assert_eq!(page.total, written);
            }

            #[tokio::test]
            async fn the_rooms_are_apart_by_workspace() {
                let (store, _keep) = $open().await;
                store
                    .create_training("main", change("a"), None)
                    .await
                    .unwrap();
                assert_eq!(store.training("other", "a").await.unwrap(), None);
                assert_eq!(store.versions("other", "a").await.unwrap(), None);
                let page = store
                    .list_trainings("other", &ListQuery::default())
                    .await
                    .unwrap();
                assert_eq!((page.items.as_str(), page.total), ("", 0));
                assert_eq!(store.directories("other").await.unwrap(), []);
                assert_eq!(
                    store.list_segments("other", 10, 0).await.unwrap(),
                    (vec![], 0)
                );
                let unknown = store.delete_training("other", "a", IfMatch::Anything).await;
                assert!(matches!(
                    unknown,
                    Err(StoreError::Refused(Refusal::NotFound(_)))
                ));
            }

            #[tokio::test]
            async fn keys_are_found_by_hash_until_they_are_revoked() {
                let (store, _keep) = $open().await;
                let now = stamp().now;
                let made = store.create_key("k".to_owned(), "Ada", &[], [1; 32], now.clone());
                let made = made.await.unwrap();
                let hash = cuebook_server::store::key::hash(&made.secret);
                assert_eq!(store.key_of(hash).await.unwrap(), Some(made.key.clone()));
                assert_eq!(store.key_of([0; 32]).await.unwrap(), None);
                assert!(store.revoke_key("k", now).await.unwrap());
                assert_eq!(store.key_of(hash).await.unwrap(), None);
                assert!(!format!("{made:?}").contains(&made.secret));
            }

            #[tokio::test]
            async fn a_version_that_a_rule_wants_is_there_or_the_change_is_refused() {
                let (store, _keep) = $open().await;
                store
                    .create_training("main", change("a"), None)
                    .await
                    .unwrap();
                let wants = |version| Edit {
                    version: Some(version),
                    ..edit("a")
                };
                let rule = |current: &lifecycle::Current,
                            version: Option<&contract::opencx::Version>| {
                    let training = lifecycle::restore(current, version.unwrap(), &stamp());
                    Ok(Change {
                        training,
                        published: None,
                    })
                };
                store.change_training("main", wants(1), rule).await.unwrap();
                let missing = store.change_training("main", wants(2), rule).await;
                assert!(matches!(
                    missing,
                    Err(StoreError::Refused(Refusal::NotFound(_)))
                ));
            }
        }
    };
}

mod agents;

conformance!(sqlite, super::fresh_sqlite, super::same_sqlite);

async fn fresh_sqlite() -> (SqliteStore, Folder) {
    let folder = Folder::new();
    (same_sqlite(&folder).await, folder)
}

async fn same_sqlite(folder: &Folder) -> SqliteStore {
    SqliteStore::open(&folder.url()).await.unwrap()
}
