//! What just happened: toasts to see, and words for screen readers.

use leptos::prelude::*;

/// How a toast is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something did not work.
    Failed,
}

/// A toast.
#[derive(Clone, Debug)]
pub struct Message {
    /// Number of this toast.
    pub id: u64,
    /// How it is meant.
    pub tone: Tone,
    /// What happened.
    pub text: String,
    /// What can be done about it: the words of a button, and what it does.
    pub action: Option<(&'static str, Callback<()>)>,
    /// Whether there is no other way back: what was given up is not in the undo history.
    pub is_last_chance: bool,
    /// What it is about, where that may settle itself: [`Messages::settled`].
    pub about: Option<String>,
}

/// What just happened, newest last.
#[derive(Clone, Copy)]
pub struct Messages {
    toasts: RwSignal<Vec<Message>>,
    spoken: RwSignal<String>,
    next: StoredValue<u64>,
    /// What a button of a toast does lives as long as the app: the view that said it may be gone.
    owner: StoredValue<Option<Owner>>,
}

impl Messages {
    /// Starts empty and gives it to everything below.
    pub fn provide() -> Self {
        let messages = Self {
            toasts: RwSignal::new(Vec::new()),
            spoken: RwSignal::new(String::new()),
            next: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        };
        provide_context(messages);
        messages
    }

    /// The messages of this app.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The toasts on the screen.
    #[must_use]
    pub fn toasts(self) -> Signal<Vec<Message>> {
        self.toasts.into()
    }

    /// The last words for the live region.
    #[must_use]
    pub fn spoken(self) -> Signal<String> {
        self.spoken.into()
    }

    /// Says something to screen readers alone, where the screen shows it anyway.
    pub fn say(self, text: impl Into<String>) {
        self.spoken.set(text.into());
    }

    /// Something was done. The toast goes by itself.
    pub fn done(self, text: impl Into<String>) {
        self.show(Tone::Done, text.into(), None);
    }

    /// Something was done that can be undone. The toast goes by itself.
    pub fn done_with(
        self,
        text: impl Into<String>,
        label: &'static str,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(Tone::Done, text.into(), Some((label, self.kept(action))));
    }

    /// Something was given up, and only this button brings it back. The toast goes by itself, but
    /// stays for longer.
    pub fn given_up(
        self,
        text: impl Into<String>,
        label: &'static str,
        put_back: impl Fn() + Send + Sync + 'static,
    ) {
        self.done_with(text, label, put_back);
        self.change_last(|toast| toast.is_last_chance = true);
    }

    /// Something did not work; it stays until the person takes it away.
    pub fn failed(self, text: impl Into<String>) {
        self.show(Tone::Failed, text.into(), None);
    }

    /// Something did not work, and there is something to do about it.
    pub fn failed_with(
        self,
        text: impl Into<String>,
        label: &'static str,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(Tone::Failed, text.into(), Some((label, self.kept(action))));
    }

    /// As [`Messages::failed_with`], until what it is about has settled.
    pub fn failed_until(
        self,
        about: String,
        text: impl Into<String>,
        label: &'static str,
        action: impl Fn() + Send + Sync + 'static,
    ) {
        self.settled(&about);
        self.failed_with(text, label, action);
        self.change_last(|toast| toast.about = Some(about));
    }

    /// Takes the toasts away that ask for something that is settled by now.
    pub fn settled(self, about: &str) {
        let is_there = |toast: &Message| toast.about.as_deref() == Some(about);
        if self
            .toasts
            .with_untracked(|toasts| toasts.iter().any(is_there))
        {
            self.toasts
                .update(|toasts| toasts.retain(|toast| !is_there(toast)));
        }
    }

    /// Takes a toast away.
    pub fn dismiss(self, id: u64) {
        self.toasts
            .update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    fn kept(self, action: impl Fn() + Send + Sync + 'static) -> Callback<()> {
        let make = || Callback::new(move |()| action());
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    fn change_last(self, change: impl FnOnce(&mut Message)) {
        self.toasts.update(|toasts| {
            if let Some(toast) = toasts.last_mut() {
                change(toast);
            }
        });
    }

    fn show(self, tone: Tone, text: String, action: Option<(&'static str, Callback<()>)>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.toasts.update(|toasts| {
            toasts.push(Message {
                id,
                tone,
                text,
                action,
                is_last_chance: false,
                about: None,
            })
        });
    }
}
