//! Several tabs of one browser.

use std::panic::Location;

use thirtyfour::WindowHandle;

use super::Page;

/// A tab.
#[derive(Clone)]
pub struct Tab(WindowHandle);

impl Page {
    /// The tab that is spoken to.
    #[track_caller]
    pub fn this_tab(&self) -> impl Future<Output = Tab> {
        let at = Location::caller();
        async move {
            match self.driver.window().await {
                Ok(handle) => Tab(handle),
                Err(error) => self.fail(at, &format!("there is no tab: {error}")).await,
            }
        }
    }

    /// Opens another tab and speaks to it.
    #[track_caller]
    pub fn new_tab(&self) -> impl Future<Output = Tab> {
        let at = Location::caller();
        async move {
            match self.driver.new_tab().await {
                Ok(handle) => {
                    let tab = Tab(handle);
                    self.go_to(at, &tab).await;
                    tab
                }
                Err(error) => self.fail(at, &format!("no tab opens: {error}")).await,
            }
        }
    }

    /// Speaks to a tab from now on.
    #[track_caller]
    pub fn look_at(&self, tab: &Tab) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move { self.go_to(at, tab).await }
    }

    /// Closes the tab that is spoken to, and goes on with another one.
    #[track_caller]
    pub fn close_for(&self, other: &Tab) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            if let Err(error) = self.driver.close_window().await {
                self.fail(at, &format!("the tab does not close: {error}"))
                    .await;
            }
            self.go_to(at, other).await;
        }
    }

    async fn go_to(&self, at: &'static Location<'static>, tab: &Tab) {
        if let Err(error) = self.driver.switch_to_window(tab.0.clone()).await {
            self.fail(at, &format!("the tab is gone: {error}")).await;
        }
    }
}
