//! The range: categories of products, and the models in them.

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

const CLOTHING: &str = "Product advice/Clothing";
const WATERPROOFS: &str = "Product advice/Clothing/Waterproofs";
const SIZES: [&str; VARIANTS] = ["", "Light", "Pro", "Winter"];

const SHELL: &str =
    "Wash at 30 °C with a liquid for membranes, rinse twice, tumble warm for 20 minutes.";
const LAYER: &str = "Wash at 30 °C inside out, spin slowly, dry in the air.";
const DOWN: &str = "Wash at 30 °C with down soap, then tumble at low heat with tennis balls until no lump is left.";
const SHOE: &str =
    "Brush off the dirt, take the insole out, stuff with newspaper, dry away from heaters.";
const SOAK: &str = "Sponge with lukewarm water and a little soap; never in the washing machine.";
const WIPE: &str = "Wipe with a damp cloth and let it dry before it is packed away.";

#[expect(clippy::too_many_arguments, reason = "one line of the table below")]
const fn category(
    noun: &'static str,
    kind: &'static str,
    plural: bool,
    place: &'static str,
    material: &'static str,
    care: &'static str,
    warranty: &'static str,
    first: usize,
    variants: [&'static str; VARIANTS],
) -> Category {
    Category {
        noun,
        kind,
        plural,
        place,
        material,
        care,
        warranty,
        first,
        variants,
    }
}

/// All of them.
pub(super) const CATEGORIES: [Category; 20] = [
    category(
        "rain jacket",
        "shell",
        false,
        WATERPROOFS,
        "three-layer nylon",
        SHELL,
        "five",
        0,
        SIZES,
    ),
    category(
        "backpack",
        "pack",
        false,
        "Product advice/Packs",
        "recycled nylon",
        SOAK,
        "five",
        10,
        ["18", "30", "45", "65"],
    ),
    category(
        "walking boots",
        "footwear",
        true,
        "Product advice/Footwear",
        "waxed leather",
        SHOE,
        "two",
        5,
        ["", "Mid", "Wide", "Winter"],
    ),
    category(
        "tent",
        "tent",
        false,
        "Product advice/Camp/Tents",
        "silicone-coated nylon",
        SOAK,
        "five",
        3,
        ["1", "2", "3", "4"],
    ),
    category(
        "sleeping bag",
        "bag",
        false,
        "Product advice/Camp/Sleeping",
        "down in a nylon shell",
        DOWN,
        "five",
        6,
        ["Summer", "Three-Season", "Alpine", "Winter"],
    ),
    category(
        "fleece",
        "layer",
        false,
        CLOTHING,
        "recycled polyester",
        LAYER,
        "five",
        15,
        SIZES,
    ),
    category(
        "trail shoes",
        "footwear",
        true,
        "Product advice/Footwear",
        "woven polyester",
        SHOE,
        "two",
        20,
        ["", "Dry", "Wide", "Race"],
    ),
    category(
        "headlamp",
        "lamp",
        false,
        "Product advice/Camp",
        "splash-proof aluminium",
        WIPE,
        "two",
        2,
        ["200", "400", "600", "900"],
    ),
    category(
        "down jacket",
        "down",
        false,
        CLOTHING,
        "down in a nylon shell",
        DOWN,
        "five",
        8,
        SIZES,
    ),
    category(
        "stove",
        "stove",
        false,
        "Product advice/Camp/Stoves",
        "brass and steel",
        WIPE,
        "two",
        4,
        ["1", "2", "Duo", "Winter"],
    ),
    category(
        "rain trousers",
        "shell",
        true,
        WATERPROOFS,
        "two-and-a-half-layer nylon",
        SHELL,
        "five",
        12,
        SIZES,
    ),
    category(
        "sleeping mat",
        "mat",
        false,
        "Product advice/Camp/Sleeping",
        "polyester with insulation",
        SOAK,
        "five",
        17,
        ["Short", "Regular", "Wide", "Winter"],
    ),
    category(
        "trekking poles",
        "poles",
        true,
        "Product advice",
        "aluminium",
        WIPE,
        "two",
        22,
        ["", "Carbon", "Fold", "Light"],
    ),
    category(
        "base layer",
        "layer",
        false,
        CLOTHING,
        "merino wool",
        LAYER,
        "two",
        25,
        ["150", "200", "250", "Long"],
    ),
    category(
        "harness",
        "harness",
        false,
        "Product advice/Climbing",
        "polyamide webbing",
        SOAK,
        "two",
        28,
        ["", "Light", "Adjust", "Kids"],
    ),
    category(
        "walking trousers",
        "layer",
        true,
        CLOTHING,
        "stretch nylon",
        LAYER,
        "two",
        1,
        ["", "Light", "Zip-off", "Winter"],
    ),
    category(
        "duffel bag",
        "pack",
        false,
        "Product advice/Packs",
        "laminated polyester",
        SOAK,
        "five",
        14,
        ["40", "60", "90", "120"],
    ),
    category(
        "tarp",
        "tent",
        false,
        "Product advice/Camp/Tents",
        "silicone-coated polyester",
        SOAK,
        "five",
        19,
        ["Solo", "Duo", "Trio", "Base"],
    ),
    category(
        "windproof jacket",
        "shell",
        false,
        CLOTHING,
        "close-woven nylon",
        SHELL,
        "two",
        23,
        SIZES,
    ),
    category(
        "insulated jacket",
        "down",
        false,
        CLOTHING,
        "recycled synthetic down",
        DOWN,
        "five",
        26,
        SIZES,
    ),
];
