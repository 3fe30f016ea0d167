//! The words that a guest is found by, and those that a search asks for: one rule for
//! both, so that whatever is kept is found by what people type.
//!
//! A term is written without what is easily left out when typing: in lower case, without
//! marks on letters (José, jose), and in Latin letters where one has no mark to take off
//! (Łukasz, lukasz). A word is kept without the punctuation in it, from each of its parts
//! on; since terms are found by their beginnings, Anne-Marie is found by `anne`, `marie`
//! and `annemarie`, and O'Brien by `obrien`.
//!
//! What has a digit in it is a code or a telephone number, and nobody can tell which; so
//! it is looked for undivided. A number is kept from each of its digits on: so it is
//! found with the country's code or without, by its last digits, and however it was
//! divided.

use std::{cmp::Reverse, collections::BTreeSet};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::{
    error::{Error, Result},
    model::Guest,
    value::{Name, PhoneNumber},
};

/// How many characters of a term count.
const TERM_CHARS: usize = 64;
/// How many words a search may have: each is looked up for each guest that is looked at.
pub(super) const WORDS_MAX: usize = 16;
/// The characters left out of a word: the apostrophes that keyboards and programs put.
const APOSTROPHES: &str = "'`´‘’‛ʹʻʼʽʾʿ′＇";
/// The calling codes of two digits (ITU E.164.1). Those of North America and Russia have
/// one, all others three.
const CODES_OF_TWO: [&str; 44] = [
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
    "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65",
    "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

impl Guest {
    /// Returns the terms that the guest is found by.
    pub(super) fn terms(&self) -> BTreeSet<String> {
        let names = [Some(&self.first_name), self.middle_name.as_ref(), Some(&self.last_name)];
        let names = names.into_iter().chain([self.username.as_ref()]).flatten();
        let others = self.email.as_deref().into_iter().chain([&*self.guest_code]);
        let texts = names.map(|name| &**name).chain(others);
        let mut terms: BTreeSet<String> = texts.flat_map(of_text).collect();
        terms.extend([&self.phone, &self.home_phone].into_iter().flatten().flat_map(of_phone));
        terms
    }
}

/// Returns a term that everybody has who bears a name: the longest, which few others
/// have.
pub(super) fn of_name(name: &Name) -> Option<String> {
    of_text(name).into_iter().max_by_key(|term| term.chars().count())
}

/// Returns the terms that a search asks for, each of which must begin one of the
/// guest's: the longest first, which is the rarest, most likely.
///
/// # Errors
///
/// [`Error::Invalid`] if they are more than [`WORDS_MAX`].
pub(super) fn asked_for(text: &str) -> Result<Vec<String>> {
    let folded = fold(text);
    let mut words: Vec<String> = folded.split_whitespace().flat_map(asked_by).collect();
    if words.is_empty() {
        // Somebody may be called by a sign.
        words = folded.split_whitespace().map(cut).collect();
    }
    words.sort_by_key(|word| Reverse(word.chars().count()));
    let mut kept: Vec<String> = Vec::new();
    for word in words {
        // A word that begins another one says nothing more.
        if !kept.iter().any(|longer| longer.starts_with(&word)) {
            kept.push(word);
        }
    }
    if kept.len() > WORDS_MAX {
        let detail = format!("At most {WORDS_MAX} words can be looked for at once.");
        return Err(Error::invalid("/q", "too_many", detail));
    }
    Ok(kept)
}

/// The terms of a name, an address for mail or a code.
fn of_text(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    folded.split_whitespace().flat_map(of_word).collect()
}

/// The terms of what stands between two spaces.
fn of_word(word: &str) -> Vec<String> {
    let mut terms = Vec::new();
    if word.contains('@') {
        terms.push(cut(trimmed(word)));
    }
    // What stands behind the sign says who keeps the mail, and not whose it is.
    let name = word.split('@').find(|part| !joined(part).is_empty()).unwrap_or(word);
    for whole in name.split(divides) {
        let parts: Vec<&str> = whole.split(|sign| joins(sign) || sign == '\'').collect();
        terms.extend((0..parts.len()).map(|first| joined(&parts[first..].concat())));
    }
    terms.retain(|term| !term.is_empty());
    if terms.is_empty() {
        terms.push(cut(word));
    }
    terms
}

/// The terms of a telephone number: as it is dialled from abroad and within its country,
/// and all of its endings.
fn of_phone(phone: &PhoneNumber) -> Vec<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let mut terms: Vec<String> =
        (0..digits.len()).map(|first| digits[first..].to_owned()).collect();
    if phone.starts_with('+') {
        let code = match digits.get(..2) {
            Some(two) if two.starts_with(['1', '7']) => 1,
            Some(two) if CODES_OF_TWO.contains(&two) => 2,
            _ => 3,
        };
        terms.push(format!("00{digits}"));
        terms.push(format!("0{}", digits.get(code..).unwrap_or_default()));
    }
    terms
}

/// The terms that are asked for by what was typed between two spaces.
fn asked_by(word: &str) -> Vec<String> {
    let word = trimmed(word);
    if word.contains('@') {
        return vec![cut(word)];
    }
    let parts = word.split(divides).flat_map(|part| {
        let is_number = part.contains(|sign: char| sign.is_numeric());
        if is_number { vec![joined(part)] } else { part.split(joins).map(joined).collect() }
    });
    parts.filter(|term| !term.is_empty()).collect()
}

/// Writes a text as it is kept and looked for, but for its punctuation.
fn fold(text: &str) -> String {
    // Before letters and marks come apart, of which some apostrophes are made, too.
    let letters = text.chars().map(straight).nfkd().map(straight);
    let mut folded = String::with_capacity(text.len());
    for letter in letters.filter(|&letter| !is_combining_mark(letter)).flat_map(char::to_lowercase)
    {
        match latin(letter) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(letter),
        }
    }
    folded
}

/// Writes every apostrophe as the one that all keyboards have.
fn straight(sign: char) -> char {
    if APOSTROPHES.contains(sign) { '\'' } else { sign }
}

/// The letters that people type for one that no mark can be taken off.
const fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ŋ' => "n",
        'ß' => "ss",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        // The end of a word that is typed need not be the end of the one that is kept.
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether a sign stands between two words, as a comma does.
fn divides(sign: char) -> bool {
    !sign.is_alphanumeric() && sign != '\'' && !joins(sign)
}

/// Whether a sign stands within what may be one word: a double name, or a code.
const fn joins(sign: char) -> bool {
    matches!(sign, '-' | '‐' | '‑' | '–' | '.' | '/' | '_')
}

fn joined(part: &str) -> String {
    part.chars().filter(|sign| sign.is_alphanumeric()).take(TERM_CHARS).collect()
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '@')
}

fn cut(word: &str) -> String {
    word.chars().take(TERM_CHARS).collect()
}

#[cfg(test)]
mod tests;
