//! The language of an organization: that of the words that the server itself writes into rows, as
//! the name of a line that asks for a deposit. What is there keeps the words that it was given.

use crate::{
    entity::word_enum,
    value::{Name, ValueError},
};

word_enum! {
    /// A language in which the server writes.
    #[derive(Default)]
    Language {
        /// English.
        #[default]
        English = "en",
        /// German.
        German = "de",
        /// Spanish.
        Spanish = "es",
        /// French.
        French = "fr",
        /// Portuguese.
        Portuguese = "pt",
    }
}

/// What the server writes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phrase {
    /// The line of a deposit.
    Deposit,
    /// The line that sells a gift card.
    GiftCard,
    /// The line of a fee for cancelling late.
    LateCancellation,
    /// The line of a fee for not coming.
    NoShow,
    /// The first name of the guest of all who walk in.
    WalkIn,
    /// The first and last name of a guest who was erased.
    ErasedGuest,
    /// Why an appointment was cancelled that was only held.
    NotConfirmed,
    /// Why an appointment was cancelled that was offered to who waits.
    NotWanted,
}

#[cfg(test)]
impl Phrase {
    const ALL: [Self; 8] = [
        Self::Deposit,
        Self::GiftCard,
        Self::LateCancellation,
        Self::NoShow,
        Self::WalkIn,
        Self::ErasedGuest,
        Self::NotConfirmed,
        Self::NotWanted,
    ];
}

impl Language {
    /// Returns a phrase in this language.
    pub(crate) const fn says(self, phrase: Phrase) -> &'static str {
        let (en, de, es, fr, pt) = match phrase {
            Phrase::Deposit => ("Deposit", "Anzahlung", "Anticipo", "Acompte", "Sinal"),
            Phrase::GiftCard => {
                ("Gift card", "Gutschein", "Tarjeta regalo", "Carte cadeau", "Vale-presente")
            }
            Phrase::LateCancellation => (
                "Late cancellation",
                "Späte Absage",
                "Cancelación tardía",
                "Annulation tardive",
                "Cancelamento tardio",
            ),
            Phrase::NoShow => ("No-show", "Nicht erschienen", "Ausencia", "Absence", "Falta"),
            Phrase::WalkIn => {
                ("Walk-in", "Laufkundschaft", "Sin cita", "Sans rendez-vous", "Sem marcação")
            }
            Phrase::ErasedGuest => (
                "Erased guest",
                "Gelöschter Gast",
                "Cliente borrado",
                "Client effacé",
                "Cliente apagado",
            ),
            Phrase::NotConfirmed => (
                "It was not confirmed in time.",
                "Nicht rechtzeitig bestätigt.",
                "No se confirmó a tiempo.",
                "Non confirmé à temps.",
                "Não foi confirmado a tempo.",
            ),
            Phrase::NotWanted => (
                "It was offered, and not wanted.",
                "Angeboten, und nicht gewünscht.",
                "Se ofreció, y no se quiso.",
                "Proposé, et non souhaité.",
                "Foi oferecido, e não foi desejado.",
            ),
        };
        match self {
            Self::English => en,
            Self::German => de,
            Self::Spanish => es,
            Self::French => fr,
            Self::Portuguese => pt,
        }
    }

    /// Returns the name of a line: the phrase with what it is about, if there is room for that.
    ///
    /// # Errors
    ///
    /// None, since each phrase is a name by itself.
    pub(crate) fn name_of(self, phrase: Phrase, about: Option<&Name>) -> Result<Name, ValueError> {
        let words = self.says(phrase);
        // Before a colon the French leave a space, which does not end the line.
        let colon = if self == Self::French { "\u{a0}:" } else { ":" };
        let whole = about.and_then(|about| Name::parse(&format!("{words}{colon} {about}")).ok());
        whole.map_or_else(|| Name::parse(words), Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Notes;

    #[test]
    fn each_phrase_is_a_name_and_a_note_in_each_language_and_another_one_in_each() {
        for phrase in Phrase::ALL {
            let mut said: Vec<&str> =
                Language::ALL.iter().map(|language| language.says(phrase)).collect();
            for words in &said {
                assert_eq!(Name::parse(words).unwrap().as_str(), *words);
                assert_eq!(Notes::parse(words).unwrap().as_str(), *words);
            }
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), Language::ALL.len(), "{phrase:?}");
        }
    }

    #[test]
    fn the_name_of_who_was_erased_has_two_parts() {
        for language in Language::ALL {
            assert!(language.says(Phrase::ErasedGuest).split_once(' ').is_some());
        }
    }

    #[test]
    fn a_line_says_what_it_is_about_if_there_is_room() {
        let named = |language: Language, about: &str| {
            let about = Name::parse(about).unwrap();
            language.name_of(Phrase::Deposit, Some(&about)).unwrap().as_str().to_owned()
        };
        assert_eq!(named(Language::English, "Cut"), "Deposit: Cut");
        assert_eq!(named(Language::German, "Schnitt"), "Anzahlung: Schnitt");
        assert_eq!(named(Language::French, "Coupe"), "Acompte\u{a0}: Coupe");
        assert_eq!(named(Language::German, &"x".repeat(200)), "Anzahlung");
        let alone = Language::Spanish.name_of(Phrase::NoShow, None).unwrap();
        assert_eq!(alone.as_str(), "Ausencia");
    }
}
