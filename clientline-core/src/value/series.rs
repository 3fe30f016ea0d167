//! Series of numbers.

use super::{Code, ValueError};

/// A series of numbers in which gaps are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
    /// Every series.
    pub const ALL: [Self; 9] = [
        Self::Center,
        Self::Room,
        Self::Service,
        Self::Product,
        Self::Package,
        Self::BusinessUnit,
        Self::Employee,
        Self::Guest,
        Self::Sale,
    ];

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

    /// Returns the code with a number, like `G-000123`.
    ///
    /// # Errors
    ///
    /// [`ValueError::Invalid`] if the number has a sign.
    pub fn code(self, number: i64) -> Result<Code, ValueError> {
        let number = u64::try_from(number);
        let number = number.map_err(|_| ValueError::invalid("number", "it is below zero"))?;
        Code::parse(&format!("{}-{number:06}", self.prefix()))
    }

    /// Returns the number whose [`code`](Self::code) this is, if the series can give it.
    #[must_use]
    pub fn number(self, code: &str) -> Option<i64> {
        let digits = code.strip_prefix(self.prefix())?.strip_prefix('-')?;
        let number = digits.parse().ok()?;
        (self.code(number).ok()?.as_str() == code).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_says_which_number_it_has(number in 0..i64::MAX) {
            for series in Series::ALL {
                let code = series.code(number).unwrap();
                prop_assert_eq!(series.number(&code), Some(number));
            }
        }
    }

    #[test]
    fn what_a_series_never_gives_has_no_number() {
        for code in ["G-1", "G-0000001", "G-00001x", "G-+00001", "G--00001", "P-000001", "G", "VIP"]
        {
            assert_eq!(Series::Guest.number(code), None, "{code}");
        }
        assert_eq!(Series::Package.number("PK-000007"), Some(7));
        assert_eq!(Series::Product.number("PK-000007"), None);
        assert!(Series::Guest.code(-1).is_err());
    }
}
