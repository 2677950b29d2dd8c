//! The settings of a voice agent as forms: what is typed, over what the service shows.
//!
//! A form is a table of [`Setting`]s, and its value a [`SettingsDraft`]: the text of each field, as
//! typed. It is judged by reading the body that it makes with the reader of the service's requests,
//! so that the form and the service say the same.

mod body;
mod draft;
mod forms;
mod news;
mod shown;
mod stored;
mod table;

pub use body::SettingsInput;
pub use draft::SettingsDraft;
pub use news::{Difference, News, made_among};
pub use table::{Control, Section, Setting, SettingsForm};

#[cfg(test)]
mod tests;
