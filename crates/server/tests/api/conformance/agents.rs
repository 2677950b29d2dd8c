//! What every store must do with voice agents.

/// The suite for one store, as in the module above.
macro_rules! agents {
    ($store:ident, $open:path, $reopen:path) => {
        mod $store {
            use contract::talkover::{Agent, AgentInput, AgentQuery, TrainingInput};
            use cuebook_server::store::{
                AgentStore as _, AgentTrainingStore as _, IfMatch, Refusal, StoreError, Upsert,
            };
            use domain::talkover;
            use serde_json::Value;

            const NOW: &str = "2026-11-20T09:00:00.000Z";

            fn agent(id: &str) -> Agent {
                let input = AgentInput::from_json($crate::talkover::agent()).unwrap();
                talkover::create(input, id.to_owned(), NOW)
            }

            fn upsert(agent: &str, key: &str) -> Upsert {
                Upsert {
                    agent: agent.to_owned(),
                    node_id: Some(key.to_owned()),
                    ..Upsert::default()
                }
            }

            fn input(key: &str) -> TrainingInput {
                TrainingInput {
                    node_id: Some(key.to_owned()),
                    subject: "s".to_owned(),
                    instructions: "i".to_owned(),
                    current_status: None,
                }
            }

            fn shown(body: &str) -> Agent {
                let body: Value = serde_json::from_str(body).unwrap();
                Agent::from_json(body).unwrap()
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_training_and_its_agent_are_written_together_or_not_at_all() {
                let (store, _keep) = $open().await;
                store.create_agent("voice", agent("a"), None).await.unwrap();
                let before = store.agent("voice", "a").await.unwrap();
                let panic = store
                    .put_agent_training("voice", upsert("a", "n"), |_, _| panic!("a broken rule"));
                let refuse = store.change_agent("voice", "a", IfMatch::Anything, |_| {
                    Err(Refusal::Conflict("no".to_owned()))
                });
                let keep = store.delete_agent("voice", "a", IfMatch::Anything, |_| {
                    Err(Refusal::Conflict("no".to_owned()))
                });
                let gone =
                    store.delete_agent_training("voice", "a", "t", IfMatch::Anything, |agent| {
                        talkover::retrained(agent, NOW)
                    });
                let (panicked, refused, kept, gone) = tokio::join!(panic, refuse, keep, gone);
                assert!(matches!(panicked, Err(StoreError::Database(_))));
                for refused in [refused.map(drop), kept] {
                    assert!(matches!(
                        refused,
                        Err(StoreError::Refused(Refusal::Conflict(_)))
                    ));
                }
                assert!(matches!(
                    gone,
                    Err(StoreError::Refused(Refusal::NotFound(_)))
                ));
                assert_eq!(store.agent("voice", "a").await.unwrap(), before);

                let rule = |agent: &Agent, current: Option<&_>| {
                    let training = talkover::upsert(current, input("n"), "t".to_owned(), NOW);
                    (talkover::retrained(agent, NOW), training)
                };
                let put = store.put_agent_training("voice", upsert("a", "n"), rule);
                put.await.unwrap();
                let row = store.agent("voice", "a").await.unwrap().unwrap();
                let shown = shown(&row.body);
                assert_eq!(shown.trainings.unwrap().len(), 1);
                assert!(shown.updated_at.as_str() > NOW);
            }

            #[tokio::test]
            async fn the_rooms_are_apart_by_workspace_and_by_agent() {
                let (store, _keep) = $open().await;
                store.create_agent("voice", agent("a"), None).await.unwrap();
                assert!(
                    store.create_agent("voice", agent("a"), None).await.is_err(),
                    "taken"
                );
                store.create_agent("voice", agent("b"), None).await.unwrap();
                let rule = |agent: &Agent, current: Option<&_>| {
                    let training = talkover::upsert(current, input("n"), "t".to_owned(), NOW);
                    (agent.clone(), training)
                };
                for id in ["a", "b"] {
                    let put = store.put_agent_training("voice", upsert(id, "n"), rule);
                    put.await.unwrap();
                    let page = store
                        .agent_trainings("voice", id, None)
                        .await
                        .unwrap()
                        .unwrap();
                    assert_eq!((page.count, page.total), (1, 1), "the same id in both");
                }
                assert_eq!(store.agent("main", "a").await.unwrap(), None);
                assert_eq!(
                    store.agent_trainings("main", "a", None).await.unwrap(),
                    None
                );
                assert_eq!(store.agent_training("main", "a", "t").await.unwrap(), None);
                let page = store
                    .list_agents("main", &AgentQuery::default())
                    .await
                    .unwrap();
                assert_eq!((page.items.as_str(), page.count, page.total), ("", 0, 0));
            }

            #[tokio::test]
            async fn what_was_answered_is_there_when_the_store_is_opened_again() {
                let (store, keep) = $open().await;
                let seeded = cuebook_server::seed::agents(NOW.parse().unwrap()).unwrap();
                store.insert_agents("voice", seeded.clone()).await.unwrap();
                assert!(
                    store.insert_agents("voice", seeded.clone()).await.is_err(),
                    "taken"
                );
                store.close().await;
                let late = store.create_agent("voice", agent("late"), None).await;
                assert!(matches!(late, Err(StoreError::Busy(_))));
                let again = $reopen(&keep).await;
                for agent in &seeded {
                    let row = again.agent("voice", &agent.id).await.unwrap().unwrap();
                    assert_eq!(&shown(&row.body), agent);
                }
                let page = again
                    .list_agents("voice", &AgentQuery::default())
                    .await
                    .unwrap();
                assert_eq!(page.total, seeded.len() as u64);
            }
        }
    };
}

agents!(
    sqlite,
    super::super::fresh_sqlite,
    super::super::same_sqlite
);
