//! The examples that combine templates with products, countries and shops.

use chrono::{DateTime, Utc};
use contract::opencx::TrainingType;

use super::{
    SeedError,
    block::Block,
    dice::Dice,
    example::{Example, State, Window},
};

mod places;
mod products;
mod words;

use places::{COUNTRIES, SHOPS};
use products::{CATEGORIES, MODELS};
use words::Words;

/// What one example is made of: numbers into the lists above.
#[derive(Clone, Copy, Debug)]
enum Recipe {
    Question {
        model: usize,
        template: usize,
    },
    Problem {
        model: usize,
        template: usize,
        context: Option<usize>,
    },
    Country {
        country: usize,
        template: usize,
    },
    Shop {
        shop: usize,
        template: usize,
    },
}

/// How often each family has its turn while it lasts: questions, plain problems, countries,
/// shops, problems in a context.
const TURNS: [usize; 5] = [6, 6, 3, 2, 3];

/// The templates, and the recipes in their order.
pub(super) struct Combined {
    as_of: DateTime<Utc>,
    number: usize,
    questions: Vec<Block>,
    problems: Vec<Block>,
    contexts: Vec<Block>,
    countries: Vec<Block>,
    shops: Vec<Block>,
    recipes: std::vec::IntoIter<Recipe>,
}

impl Combined {
    /// Examples that are numbered from `first`.
    pub(super) fn new(as_of: DateTime<Utc>, first: usize) -> Result<Self, SeedError> {
        let questions = Block::read_all(include_str!("combined/questions.md"))?;
        let problems = Block::read_all(include_str!("combined/problems.md"))?;
        let contexts = Block::read_all(include_str!("combined/contexts.md"))?;
        let countries = Block::read_all(include_str!("combined/countries.md"))?;
        let shops = Block::read_all(include_str!("combined/shops.md"))?;
        let families = [
            of_products(&questions, |model, template| Recipe::Question {
                model,
                template,
            }),
            of_products(&problems, |model, template| Recipe::Problem {
                model,
                template,
                context: None,
            }),
            pairs(COUNTRIES.len(), countries.len(), |country, template| {
                Recipe::Country { country, template }
            }),
            pairs(SHOPS.len(), shops.len(), |shop, template| Recipe::Shop {
                shop,
                template,
            }),
            of_products(&problems, |model, template| (model, template))
                .into_iter()
                .flat_map(|(model, template)| {
                    (0..contexts.len()).map(move |context| Recipe::Problem {
                        model,
                        template,
                        context: Some(context),
                    })
                })
                .collect(),
        ];
        Ok(Self {
            as_of,
            number: first,
            questions,
            problems,
            contexts,
            countries,
            shops,
            recipes: in_turn(families.map(mixed)).into_iter(),
        })
    }

    fn example(&self, number: usize, recipe: Recipe) -> Option<Example> {
        let mut dice = Dice::of(number + 20_000_000);
        let (title, content, place) = match recipe {
            Recipe::Question { model, template } => {
                let block = self.questions.get(template)?;
                let words = Words::of_model(model)?;
                (
                    words.fill(block.title),
                    words.body(block, &mut dice),
                    words.place,
                )
            }
            Recipe::Problem {
                model,
                template,
                context,
            } => {
                let block = self.problems.get(template)?;
                let words = Words::of_model(model)?;
                let mut title = words.fill(&format!("My {{name}} {}", block.title));
                let mut content = words.body(block, &mut dice);
                if let Some(context) = context {
                    let context = self.contexts.get(context)?;
                    title.push_str(&words.fill(&format!(", and {}", context.title)));
                    content.push_str("\n\n");
                    content.push_str(&words.fill(context.text));
                }
                (title, content, words.place)
            }
            Recipe::Country { country, template } => {
                let block = self.countries.get(template)?;
                let words = Words::of_country(COUNTRIES.get(country)?);
                (
                    words.fill(block.title),
                    words.body(block, &mut dice),
                    words.place,
                )
            }
            Recipe::Shop { shop, template } => {
                let block = self.shops.get(template)?;
                let words = Words::of_shop(SHOPS.get(shop)?);
                (
                    words.fill(block.title),
                    words.body(block, &mut dice),
                    words.place,
                )
            }
        };
        let plain = Example {
            number,
            title,
            content,
            r#type: TrainingType::ScenarioSpecific,
            place,
            channels: Vec::new(),
            segments: Vec::new(),
            window: Window::default(),
            state: State::Live,
            earlier: Vec::new(),
            pending: None,
            metadata: serde_json::Map::new(),
        };
        Some(plain.with_chance(self.as_of))
    }
}

impl Iterator for Combined {
    type Item = Example;

    fn next(&mut self) -> Option<Example> {
        let recipe = self.recipes.next()?;
        let number = self.number;
        self.number += 1;
        self.example(number, recipe)
    }
}

/// Every model with every template that is meant for its kind.
fn of_products<T>(templates: &[Block], make: impl Fn(usize, usize) -> T) -> Vec<T> {
    let mut recipes = Vec::new();
    for model in 0..CATEGORIES.len() * MODELS {
        let Some(category) = CATEGORIES.get(model / MODELS) else {
            continue;
        };
        for (template, block) in templates.iter().enumerate() {
            if block.list("for").any(|kind| kind == category.kind) {
                recipes.push(make(model, template));
            }
        }
    }
    recipes
}

fn pairs<T>(outer: usize, inner: usize, make: impl Fn(usize, usize) -> T) -> Vec<T> {
    (0..outer * inner)
        .map(|at| make(at / inner, at % inner))
        .collect()
}

/// The same recipes in an order in which neighbours differ: steps of about the golden section.
fn mixed(recipes: Vec<Recipe>) -> Vec<Recipe> {
    let count = recipes.len();
    // 0.618 of the length, and then up to the next number without a common divisor.
    let mut step = (count * 618 / 1000).max(1);
    while gcd(step, count) > 1 {
        step += 1;
    }
    (0..count)
        .filter_map(|at| recipes.get(at * step % count).copied())
        .collect()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Takes from the families in turn until all are used up.
fn in_turn(families: [Vec<Recipe>; 5]) -> Vec<Recipe> {
    let mut order = Vec::with_capacity(families.iter().map(Vec::len).sum());
    let mut families = families.map(Vec::into_iter);
    loop {
        let before = order.len();
        for (family, turns) in families.iter_mut().zip(TURNS) {
            order.extend(family.take(turns));
        }
        if order.len() == before {
            return order;
        }
    }
}
