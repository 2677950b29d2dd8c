//! The request budgets of services that allow only so many requests in a minute.
//!
//! A budget is shared by all tabs, so it lives on the device ([`super::device`]). Here is what has to
//! be there before the first request: which service has a limit, and that requests wait for the
//! budget once one is known.

use std::{cell::RefCell, rc::Rc, time::Duration};

use futures_util::{FutureExt, future::LocalBoxFuture};

use crate::{
    api::{Ask, Pace},
    web::{
        clock, rest,
        storage::{self, Place},
    },
};

const STORED_AS: &str = "cuebook.limit ";

/// A limit that nobody reaches by working costs no care; a request more or less is then found out
/// by its 429.
const CARES_BELOW: u32 = 1_000;

/// What OpenCX documents for "standard endpoints", in no header.
pub const DOCUMENTED: u32 = 100;

/// How often it is asked whether the budgets are there.
const LOOKS_EVERY: Duration = Duration::from_millis(20);
/// After that it goes on without: a page without its second file cannot do much anyway.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who keeps the budgets: the service, its limit, and what is asked.
pub type Keeper = Rc<dyn Fn(String, u32, Ask) -> LocalBoxFuture<'static, ()>>;

thread_local! {
    static KEEPER: RefCell<Option<Keeper>> = const { RefCell::new(None) };
    /// Answers that came before anybody kept a budget.
    static EARLY: RefCell<Vec<(String, u32, Ask)>> = const { RefCell::new(Vec::new()) };
    /// The limits that this tab has learned and the browser does not keep.
    static LEARNED: RefCell<Vec<(String, u32)>> = const { RefCell::new(Vec::new()) };
}

/// The budget of the service at a base URL.
#[must_use]
pub fn of(service: &str) -> Pace {
    let service = service.to_owned();
    Rc::new(move |ask| told(service.clone(), ask).boxed_local())
}

/// Says that a service has a limit, unless it names one itself.
pub fn is_limited(service: &str) {
    if limit_of(service).is_none() {
        set_limit(service, DOCUMENTED);
    }
}

/// From now on somebody keeps the budgets, and is told what came before.
pub fn keep(keeper: Keeper) {
    KEEPER.with_borrow_mut(|known| *known = Some(Rc::clone(&keeper)));
    for (service, limit, ask) in EARLY.take() {
        wasm_bindgen_futures::spawn_local(keeper(service, limit, ask));
    }
}

async fn told(service: String, ask: Ask) {
    if let Ask::Left {
        limit: Some(limit), ..
    } = ask
        && limit_of(&service) != Some(limit)
    {
        set_limit(&service, limit);
    }
    let Some(limit) = limit_of(&service).filter(|limit| *limit < CARES_BELOW) else {
        return;
    };
    let is_answer = matches!(ask, Ask::Left { .. });
    if is_answer && KEEPER.with_borrow(Option::is_none) {
        EARLY.with_borrow_mut(|early| early.push((service, limit, ask)));
        return;
    }
    // The budgets are in the second file of the app.
    rest::fetch();
    let mut waited = Duration::ZERO;
    loop {
        let keeper = KEEPER.with_borrow(Clone::clone);
        if let Some(keeper) = keeper {
            return keeper(service, limit, ask).await;
        }
        if waited >= PATIENCE {
            return;
        }
        clock::sleep(LOOKS_EVERY).await;
        waited += LOOKS_EVERY;
    }
}

fn limit_of(service: &str) -> Option<u32> {
    let learned = || {
        LEARNED.with_borrow(|learned| {
            let found = learned.iter().rev().find(|(of, _)| of == service);
            found.map(|(_, limit)| *limit)
        })
    };
    storage::read(Place::Device, &stored_as(service)).or_else(learned)
}

/// Where the browser keeps nothing, the tab knows it.
fn set_limit(service: &str, limit: u32) {
    if !storage::write(Place::Device, &stored_as(service), &limit) {
        LEARNED.with_borrow_mut(|learned| learned.push((service.to_owned(), limit)));
    }
}

fn stored_as(service: &str) -> String {
    [STORED_AS, service].concat()
}
