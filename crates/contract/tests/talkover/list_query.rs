//! Queries of lists.

use contract::talkover::{AgentQuery, AgentStatus, Direction, Paging};

fn read(query: &[(&str, &str)]) -> Result<AgentQuery, String> {
    AgentQuery::from_pairs(query.iter().copied()).map_err(|errors| {
        let said: Vec<&str> = errors.0.iter().map(|e| e.message.as_str()).collect();
        said.join(" ")
    })
}

#[test]
fn a_query_says_what_it_says() {
    assert_eq!(read(&[]), Ok(AgentQuery::default()));
    let query = AgentQuery {
        status: Some(AgentStatus::Draft),
        direction: Some(Direction::Outbound),
        search: Some("Sales & more".to_owned()),
        paging: Paging {
            page: 3,
            per_page: 100,
        },
    };
    let pairs = query.to_pairs();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(read(&pairs), Ok(query));
    let ignored = [("status", ""), ("search", ""), ("sort", "name")];
    assert_eq!(read(&ignored), Ok(AgentQuery::default()));
}

#[test]
fn what_is_not_accepted_is_named_and_not_clamped() {
    let check = |name: &str, value: &str, told: &str| {
        assert_eq!(read(&[(name, value)]).unwrap_err(), told, "{name}={value}");
    };
    check("status", "live", "The selected status is invalid.");
    check("direction", "up", "The selected direction is invalid.");
    let rows = "The per page field must be between 1 and 100.";
    check("per_page", "0", rows);
    check("per_page", "101", rows);
    check("per_page", "99999999999999999999999", rows);
    let whole = "The per page field must be an integer.";
    for value in ["", "-1", "+1", "1.0", "ten", "١"] {
        check("per_page", value, whole);
    }
    check(
        "page",
        "0",
        "The page field must be between 1 and 1000000000.",
    );
    let both = read(&[("status", "live"), ("page", "x")]).unwrap_err();
    assert_eq!(
        both,
        "The selected status is invalid. The page field must be an integer."
    );
}

#[test]
fn trainings_have_pages_only_where_one_is_asked_for() {
    let read = |pairs: &[(&'static str, &'static str)]| Paging::from_pairs(pairs.iter().copied());
    assert_eq!(read(&[]), Ok(None));
    assert_eq!(read(&[("search", "x")]), Ok(None));
    let second = Paging {
        page: 2,
        per_page: 20,
    };
    assert_eq!(read(&[("page", "2")]), Ok(Some(second)));
    assert_eq!(second.offset(), 20);
    let large = Paging {
        page: 1,
        per_page: 50,
    };
    assert_eq!(read(&[("per_page", "50")]), Ok(Some(large)));
    assert!(read(&[("page", "x")]).is_err());
}
