//! Fills templates: `{name}`, `{warranty}`, and the verb forms that go with a plural.

use super::{
    super::{block::Block, dice::Dice},
    places::{Country, Shop},
    products::{CATEGORIES, MODELS},
};

/// Words by their names in templates.
pub(super) struct Words {
    words: Vec<(&'static str, String)>,
    /// Path of the directory.
    pub(super) place: &'static str,
}

impl Words {
    /// For one model of the range; `None` past its end.
    pub(super) fn of_model(model: usize) -> Option<Self> {
        let category = CATEGORIES.get(model / MODELS)?;
        let forms: [(&str, &str, &str); 7] = [
            ("has", "has", "have"),
            ("is", "is", "are"),
            ("was", "was", "were"),
            ("does", "does", "do"),
            ("s", "s", ""),
            ("it", "it", "them"),
            ("they", "it", "they"),
        ];
        let mut words: Vec<_> = forms
            .into_iter()
            .map(|(name, one, many)| (name, if category.plural { many } else { one }.to_owned()))
            .collect();
        words.extend([
            ("name", category.name(model % MODELS)),
            ("noun", category.noun.to_owned()),
            ("material", category.material.to_owned()),
            ("Material", capitalised(category.material)),
            ("care", category.care.to_owned()),
            ("warranty", category.warranty.to_owned()),
            ("Warranty", capitalised(category.warranty)),
        ]);
        Some(Self {
            words,
            place: category.place,
        })
    }

    /// For one country.
    pub(super) fn of_country(country: &Country) -> Self {
        Self {
            words: vec![
                ("country", country.name.to_owned()),
                ("days", country.region.days().to_owned()),
                ("price", country.region.price().to_owned()),
                ("duties", country.region.duties().to_owned()),
            ],
            place: country.region.place(),
        }
    }

    /// For one shop.
    pub(super) fn of_shop(shop: &Shop) -> Self {
        Self {
            words: vec![
                ("shop", shop.name.to_owned()),
                ("parking", shop.parking.to_owned()),
                ("workshop", shop.workshop().to_owned()),
                ("gas", shop.gas().to_owned()),
                ("access", shop.access().to_owned()),
            ],
            place: "Shops and services",
        }
    }

    /// A text with its words filled in; an unknown one stays as it stands.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 64);
        let mut rest = text;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, behind)| Some((before, behind.split_once('}')?)))
        {
            filled.push_str(before);
            match self.words.iter().find(|(known, _)| *known == name) {
                Some((_, word)) => filled.push_str(word),
                None => filled.extend(["{", name, "}"]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// A template's text, with or without its further paragraphs.
    pub(super) fn body(&self, block: &Block, dice: &mut Dice) -> String {
        let mut body = self.fill(block.text);
        for paragraph in block.further("maybe") {
            if dice.chance(50) {
                body.push_str("\n\n");
                body.push_str(&self.fill(paragraph));
            }
        }
        body
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
