//! Countries that are delivered to, and the shops.

/// How a country is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    Eu,
    /// Outside the customs union, with the duties in the price.
    Paid,
    /// Outside of Europe, duties to be paid there.
    Far,
}

impl Region {
    pub(super) const fn days(self) -> &'static str {
        match self {
            Self::Eu => "3 to 5",
            Self::Paid => "4 to 6",
            Self::Far => "6 to 12",
        }
    }

    pub(super) const fn price(self) -> &'static str {
        match self {
            Self::Eu => "Delivery costs €6.90, and nothing from €90.",
            Self::Paid => "Delivery costs £9.90, and nothing from £120.",
            Self::Far => "Delivery costs £24.90, whatever the order is worth.",
        }
    }

    pub(super) const fn duties(self) -> &'static str {
        match self {
            Self::Eu => {
                "No. Orders come from the warehouse in Venlo, so there is no customs border."
            }
            Self::Paid => "No. Duties and import tax are part of the price at checkout.",
            Self::Far => {
                "Yes. They are not in the price; the carrier collects them before delivery, \
                 usually 5 to 20 % of the value."
            }
        }
    }

    pub(super) const fn place(self) -> &'static str {
        match self {
            Self::Eu => "Shipping/Europe",
            Self::Paid => "Shipping/Europe/Customs",
            Self::Far => "Shipping/Rest of the world",
        }
    }
}

/// One country.
pub(super) struct Country {
    pub(super) name: &'static str,
    pub(super) region: Region,
}

const fn country(name: &'static str, region: Region) -> Country {
    Country { name, region }
}

/// All of them.
pub(super) const COUNTRIES: [Country; 36] = [
    country("Germany", Region::Eu),
    country("Switzerland", Region::Paid),
    country("France", Region::Eu),
    country("Canada", Region::Far),
    country("the Netherlands", Region::Eu),
    country("Norway", Region::Paid),
    country("Austria", Region::Eu),
    country("Japan", Region::Far),
    country("Belgium", Region::Eu),
    country("Iceland", Region::Paid),
    country("Denmark", Region::Eu),
    country("Australia", Region::Far),
    country("Sweden", Region::Eu),
    country("Spain", Region::Eu),
    country("Italy", Region::Eu),
    country("New Zealand", Region::Far),
    country("Ireland", Region::Eu),
    country("Portugal", Region::Eu),
    country("Poland", Region::Eu),
    country("South Korea", Region::Far),
    country("the Czech Republic", Region::Eu),
    country("Finland", Region::Eu),
    country("Slovenia", Region::Eu),
    country("Chile", Region::Far),
    country("Croatia", Region::Eu),
    country("Greece", Region::Eu),
    country("Hungary", Region::Eu),
    country("Singapore", Region::Far),
    country("Slovakia", Region::Eu),
    country("Estonia", Region::Eu),
    country("Latvia", Region::Eu),
    country("South Africa", Region::Far),
    country("Lithuania", Region::Eu),
    country("Luxembourg", Region::Eu),
    country("Romania", Region::Eu),
    country("Taiwan", Region::Far),
];

/// One shop.
pub(super) struct Shop {
    pub(super) name: &'static str,
    pub(super) parking: &'static str,
    bench: bool,
    gas: bool,
    lift: bool,
}

impl Shop {
    pub(super) const fn workshop(&self) -> &'static str {
        if self.bench {
            "Yes, there is a bench for zips, patches, tips and ski edges, mostly while you wait."
        } else {
            "Only small things: sliders, buckles, tips and patches up to 5 cm."
        }
    }

    pub(super) const fn gas(&self) -> &'static str {
        if self.gas {
            "Yes, all common threads and sizes; liquid fuel only in summer."
        } else {
            "No, the building does not allow it. The nearest one that does is on the shop's page."
        }
    }

    pub(super) const fn access(&self) -> &'static str {
        if self.lift {
            "Yes, without steps from the street, and with a lift to every floor."
        } else {
            "The ground floor is, without steps from the street; the upper floor has stairs only."
        }
    }
}

const fn shop(
    name: &'static str,
    bench: bool,
    gas: bool,
    lift: bool,
    parking: &'static str,
) -> Shop {
    Shop {
        name,
        parking,
        bench,
        gas,
        lift,
    }
}

/// All of them.
pub(super) const SHOPS: [Shop; 14] = [
    shop(
        "Kendal",
        true,
        true,
        true,
        "Free customer parking behind the building.",
    ),
    shop(
        "Edinburgh",
        true,
        true,
        false,
        "The car park two streets away charges by the hour.",
    ),
    shop(
        "Munich",
        true,
        true,
        true,
        "Underground parking in the building, two hours free.",
    ),
    shop(
        "Bristol",
        false,
        true,
        false,
        "Street parking only; the harbour is ten minutes on foot.",
    ),
    shop(
        "Keswick",
        false,
        true,
        false,
        "The car park by the lake is five minutes on foot.",
    ),
    shop(
        "Fort William",
        true,
        true,
        true,
        "Free parking in front, also for camper vans.",
    ),
    shop(
        "Manchester",
        true,
        true,
        true,
        "The multi-storey opposite charges by the hour.",
    ),
    shop(
        "Bergen",
        true,
        true,
        false,
        "The harbour garage is three minutes on foot.",
    ),
    shop(
        "Covent Garden",
        false,
        false,
        true,
        "None nearby; the Underground is the better way.",
    ),
    shop(
        "Sheffield",
        false,
        true,
        true,
        "Free for two hours with a receipt.",
    ),
    shop(
        "Inverness",
        false,
        true,
        false,
        "Free parking behind the building.",
    ),
    shop(
        "Cardiff",
        false,
        true,
        true,
        "The shopping centre's garage charges by the hour.",
    ),
    shop(
        "Dublin",
        true,
        true,
        false,
        "Street parking, paid until 19:00.",
    ),
    shop(
        "Belfast",
        false,
        true,
        true,
        "The garage next door is free for an hour.",
    ),
];
