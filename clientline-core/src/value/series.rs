//! Series of numbers.

/// A series of numbers in which gaps are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Series {
    /// Codes of centers.
    Center,
    /// Codes of rooms.
    Room,
    /// Codes of services.
    Service,
    /// Codes of products.
    Product,
    /// Codes of packages.
    Package,
    /// Codes of business units.
    BusinessUnit,
    /// Codes of employees.
    Employee,
    /// Codes of guests.
    Guest,
    /// Numbers of sales.
    Sale,
}

impl Series {
    /// Returns what the codes of the series start with.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Center => "C",
            Self::Room => "R",
            Self::Service => "S",
            Self::Product => "P",
            Self::Package => "PK",
            Self::BusinessUnit => "BU",
            Self::Employee => "E",
            Self::Guest => "G",
            Self::Sale => "SALE",
        }
    }
}
