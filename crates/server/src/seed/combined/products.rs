//! The range: categories of products, and the models in them.

mod range;

pub(super) use range::CATEGORIES;

/// Models in a category: ten series of four variants.
pub(super) const MODELS: usize = SERIES * VARIANTS;
const SERIES: usize = 10;
const VARIANTS: usize = 4;

/// One category.
pub(super) struct Category {
    pub(super) noun: &'static str,
    /// Which templates are meant for it.
    pub(super) kind: &'static str,
    pub(super) plural: bool,
    pub(super) place: &'static str,
    pub(super) material: &'static str,
    pub(super) care: &'static str,
    /// Years in words.
    pub(super) warranty: &'static str,
    /// Where its ten series begin among the names.
    first: usize,
    variants: [&'static str; VARIANTS],
}

impl Category {
    /// The name of a model, from 0 to [`MODELS`] - 1.
    pub(super) fn name(&self, model: usize) -> String {
        let series = NAMES[(self.first + model / VARIANTS) % NAMES.len()];
        let variant = self.variants[model % VARIANTS];
        let space = if variant.is_empty() { "" } else { " " };
        format!("{series}{space}{variant} {}", self.noun)
    }
}

/// Hills, birds and plants.
const NAMES: [&str; 30] = [
    "Fellside",
    "Linnet",
    "Ptarmigan",
    "Corrie",
    "Skerry",
    "Heron",
    "Birk",
    "Merlin",
    "Rowan",
    "Tarn",
    "Kestrel",
    "Sorrel",
    "Gannet",
    "Heather",
    "Lapwing",
    "Beck",
    "Fallow",
    "Juniper",
    "Dipper",
    "Scree",
    "Wheatear",
    "Bracken",
    "Puffin",
    "Ghyll",
    "Curlew",
    "Alder",
    "Plover",
    "Moss",
    "Raven",
    "Thrift",
];
