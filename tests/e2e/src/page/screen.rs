//! The screen around the page, and questions that have no words.

use serde_json::{Value, json};

use super::Page;

impl Page {
    /// Runs a script in the page. Only for what a person perceives without a name (a position, a
    /// number of elements), never to act.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run(&self, script: &str) -> Value {
        self.run_with(script, Vec::new()).await
    }

    /// Runs a script with arguments.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self.driver.execute(script, arguments).await {
            Ok(answer) => answer.json().clone(),
            Err(error) => panic!("{script}: {error}"),
        }
    }

    /// Runs a script that gives a promise.
    ///
    /// # Panics
    /// When the promise is broken.
    pub async fn run_async(&self, script: &str) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1]; \
             (async () => {{ {script} }})().then((value) => done({{ value }}), \
             (error) => done({{ error: String(error) }}));"
        );
        match self.driver.execute_async(&script, Vec::new()).await {
            Ok(answer) => {
                let answer = answer.json().clone();
                match answer.get("error") {
                    Some(error) => panic!("{script}: {error}"),
                    None => answer["value"].clone(),
                }
            }
            Err(error) => panic!("{script}: {error}"),
        }
    }

    /// What has the focus, in words.
    pub async fn focused(&self) -> String {
        let script = "const e = document.activeElement; \
                      return e ? e.outerHTML.slice(0, 200) : 'nothing'";
        let answer = self.run(script).await;
        answer.as_str().unwrap_or_default().to_owned()
    }

    /// Draws the page as on a screen of this size, and reports it to the page as its window.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.protocol("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Light or dark, as the system would ask for it.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.protocol("Emulation.setEmulatedMedia", features).await;
    }

    /// Waits until what moves or changes its colour has come to rest.
    pub async fn settle(&self) {
        self.run_async(
            "const frame = () => new Promise(requestAnimationFrame); await frame(); await frame(); \
             const ending = (it) => it.effect.getComputedTiming().endTime < 2000; \
             await Promise.all(document.getAnimations().filter(ending).map((it) => \
             it.finished.catch(() => 0)));",
        )
        .await;
    }

    /// A command of the DevTools protocol.
    ///
    /// # Panics
    /// When the browser refuses it.
    pub async fn protocol(&self, command: &str, parameters: Value) -> Value {
        match self.driver.cdp().send_raw(command, parameters).await {
            Ok(answer) => answer,
            Err(error) => panic!("{command}: {error}"),
        }
    }

    /// Runs a script in every document of this tab from now on, before anything of the page does.
    /// Only for a browser that is not as it should be: without storage, with a wrong clock.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn before_each_load(&self, script: &str) {
        let command = "Page.addScriptToEvaluateOnNewDocument";
        self.protocol(command, json!({ "source": script })).await;
    }

    /// Pulls the network's plug, or puts it back.
    ///
    /// # Panics
    /// When the browser refuses.
    pub async fn connect(&self, is_online: bool) {
        self.protocol("Network.enable", json!({})).await;
        let conditions = json!({
            "offline": !is_online, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.protocol("Network.emulateNetworkConditions", conditions)
            .await;
    }

    /// A picture of the window.
    ///
    /// # Errors
    /// When it cannot be taken.
    pub async fn picture(&self) -> Result<Vec<u8>, String> {
        self.driver
            .screenshot_as_png()
            .await
            .map_err(|error| error.to_string())
    }
}
