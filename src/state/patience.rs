//! How long an answer is waited for.

use std::{future::Future, time::Duration};

use futures_util::{FutureExt, future::Either, pin_mut};

use super::{Device, Session};
use crate::{api::ApiError, web::clock};

/// A service that has said nothing for so long says nothing any more.
const PATIENCE: Duration = Duration::from_secs(45);

/// Waits for an answer as long as there is a reason to. `None` where the service stays silent: what
/// was asked for may be done, or not.
pub async fn patient<T>(
    device: Device,
    session: Session,
    asking: impl Future<Output = T>,
) -> Option<T> {
    pin_mut!(asking);
    loop {
        let patience = clock::sleep(PATIENCE).boxed_local();
        match futures_util::future::select(asking.as_mut(), patience).await {
            Either::Left((answer, _)) => return Some(answer),
            // The person is being asked for a key: that may take its time.
            Either::Right(_) if session.is_refused_untracked() => {}
            // So may the place in a request budget.
            Either::Right(_) if device.is_held() => {}
            Either::Right(_) => return None,
        }
    }
}

/// What is said of a service that stays silent.
#[must_use]
pub fn too_long() -> ApiError {
    ApiError::Network {
        detail: "it took too long".to_owned(),
    }
}
