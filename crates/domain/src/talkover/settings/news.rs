//! What somebody else has done meanwhile.

use contract::talkover::{Agent, AgentInput};

use super::{Control, Setting, SettingsDraft, body::same, forms, shown::Shown};

/// A field that somebody else has changed since the form began with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The field's name on the screen.
    pub label: &'static str,
    /// What the form began with, in words.
    pub before: String,
    /// What the service has now, in words.
    pub now: String,
    /// What is typed, in words, where that is neither.
    pub mine: Option<String>,
}

/// A field in which what is typed differs from what the service has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field's name on the screen.
    pub label: &'static str,
    /// What the service has, in words.
    pub theirs: String,
    /// What is typed, in words.
    pub mine: String,
}

impl SettingsDraft {
    /// The fields that differ from what the service has, or from a form that nobody touched.
    #[must_use]
    pub fn differences(&self) -> Vec<Difference> {
        let differences = self.changes().into_iter().map(|setting| Difference {
            label: setting.label,
            theirs: in_words(setting, self.known(setting.name)),
            mine: in_words(setting, self.text(setting.name)),
        });
        differences.collect()
    }

    /// What somebody else has changed in the fields of this form, by a newer reading of the agent.
    #[must_use]
    pub fn news(&self, newer: &Agent) -> Vec<News> {
        let Some(base) = self.base() else {
            return Vec::new();
        };
        let news = self.form().settings().filter_map(|setting| {
            let (before, now) = (Shown::of(base, setting), Shown::of(newer, setting));
            let Shown::Text(now_text) = &now else {
                // What is not shown any more cannot be compared.
                let is_gone = matches!((&before, &now), (Shown::Text(_), Shown::Nothing));
                return is_gone.then(|| self.of_news(setting, before, String::new()));
            };
            let text = match &before {
                Shown::Text(text) => text.as_str(),
                Shown::Nothing | Shown::Hidden => "",
            };
            let is_news = !same(&setting.control, text, now_text);
            let now_text = now_text.clone();
            is_news.then(|| self.of_news(setting, before, now_text))
        });
        news.collect()
    }

    fn of_news(&self, setting: &'static Setting, before: Shown, now: String) -> News {
        let before = before.into_text();
        let mine = self.text(setting.name);
        let is_other =
            !same(&setting.control, mine, &before) && !same(&setting.control, mine, &now);
        News {
            label: setting.label,
            before: in_words(setting, &before),
            now: in_words(setting, &now),
            mine: is_other.then(|| in_words(setting, mine)),
        }
    }
}

/// The text of a field, as the screen words it.
pub(super) fn in_words(setting: &Setting, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return "nothing".to_owned();
    }
    match &setting.control {
        Control::Word(words) => {
            let known = words.iter().find(|(word, _)| *word == text);
            known.map_or(text, |(_, label)| *label).to_owned()
        }
        Control::YesNo => if text == "yes" { "Yes" } else { "No" }.to_owned(),
        Control::Language => forms::language(text).to_owned(),
        Control::Ids => text.replace('\n', ", "),
        _ => text.to_owned(),
    }
}

/// The agent that a create has made whose answer was lost: one of the same label and name that was
/// not there before. `before` are the ids that were known then.
#[must_use]
pub fn made_among<'a>(
    input: &AgentInput,
    before: &[String],
    now: &'a [Agent],
) -> Option<&'a Agent> {
    now.iter().find(|agent| {
        !before.contains(&agent.id)
            && agent.label.trim() == input.label.trim()
            && agent.name.trim() == input.name.trim()
    })
}
