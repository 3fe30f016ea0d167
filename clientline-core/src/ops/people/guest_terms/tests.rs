use proptest::prelude::*;

use super::*;
use crate::{
    model::NewGuest,
    value::{Id, Name},
};

/// A guest who is called by one text, and has a code and perhaps a number.
fn called(name: &str, code: &str, phone: Option<&str>) -> Guest {
    let text = |text: &str| Name::parse(text).unwrap();
    let mut new = NewGuest::new(Id::from_uuid(uuid::Uuid::nil()), text(name), text("x"));
    new.phone = phone.map(|phone| PhoneNumber::parse(phone).unwrap());
    let id = Id::from_uuid(uuid::Uuid::nil());
    Guest::from_new(id, new, code.parse().unwrap(), false)
}

/// Whether a search finds a guest, as storages decide it.
fn finds(search: &str, guest: &Guest) -> bool {
    let terms = guest.terms();
    let words = asked_for(search).unwrap();
    !words.is_empty() && words.iter().all(|word| terms.iter().any(|term| term.starts_with(word)))
}

fn found_by(name: &str, searches: &[&str]) {
    let guest = called(name, "Q", None);
    for search in searches {
        assert!(finds(search, &guest), "{search} for {name}: {:?}", guest.terms());
    }
}

#[test]
fn letters_are_found_without_their_marks_and_as_they_are_typed_in_latin() {
    found_by("José Ångström", &["jose angstrom", "José", "JOSE\u{301}", "Ｊｏｓé"]);
    for (name, search) in [
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Đorđe", "dorde"),
        ("Weiß", "weiss"),
        ("WEIẞ", "weiß"),
        ("Işık", "isik"),
        ("İnci", "inci"),
        ("Þóra", "thora"),
        ("Æsa", "aesa"),
        ("ΟΔΟΣΑΣ", "ΟΔΟΣ"),
        ("ΟΔΟΣΑΣ", "οδος"),
        ("Οδός", "οδοσ"),
    ] {
        found_by(name, &[name, search, &search.to_uppercase()]);
    }
}

#[test]
fn punctuation_divides_words_or_is_left_out() {
    let melo = called("Rui", "Q", None);
    let melo = Guest { last_name: Name::parse("Melo").unwrap(), ..melo };
    for search in ["Melo, Rui", "Rui (Melo)", "Melo,Rui", "rui/melo", "«Rui» Melo.", "Rui - Melo"]
    {
        assert!(finds(search, &melo), "{search}");
    }
    found_by("O'Brien", &["O’Brien", "o´brien", "obrien", "brien", "o brien", "O'B"]);
    found_by("O\u{2019}Brien-Smith", &["O'Brien Smith", "obrien-smith", "smith", "obriensmith"]);
    found_by("Anne-Marie", &["anne marie", "marie", "annemarie", "Anne‑Marie", "anne-", "-marie"]);
    found_by("+Rui", &["rui", "+rui"]);
    found_by("★", &["★"]);
    assert!(!finds("★", &melo) && !finds("lo", &melo) && !finds("melo ana", &melo));
}

#[test]
fn a_word_of_digits_may_be_a_code_or_a_telephone_number() {
    let guest = called("Ana", "2024-00012", Some("+351987654321"));
    for search in ["2024-00012", "2024-0", "2024", "00012", "2024-00012 35198", "202400012"] {
        assert!(finds(search, &guest), "{search}");
    }
    let guest = called("Ana", "77001", Some("+351987654321"));
    assert!(finds("77001 35198", &guest) && finds("77001 ana 4321", &guest));
    assert!(!finds("77002", &guest) && !finds("7001", &guest));
    let guest = called("Ana", "VIP.A/7-B", None);
    assert!(
        ["vip a/7-b", "vip.a/7-b", "a7", "7-b", "VIP-A7B"].iter().all(|text| finds(text, &guest))
    );
}

#[test]
fn a_telephone_number_is_found_however_it_is_written_and_by_its_end() {
    let guest = called("Ana", "Q", Some("+351912555952"));
    for search in [
        "+351912555952",
        "00351912",
        "351 912",
        "912555952",
        "912 555 952",
        "912-555-952",
        "912",
        "(912) 555.952",
        "+351 (0) 912 555",
        "0912555",
        "5952",
        "55952",
        "91 25 55 95 2",
    ] {
        assert!(finds(search, &guest), "{search}");
    }
    assert!(!finds("913", &guest) && !finds("912555953", &guest) && !finds("5953", &guest));
    assert!(finds("0171 5", &called("Ana", "Q", Some("+491715550"))));
    assert!(finds("0212", &called("Ana", "Q", Some("+12125550100"))));
    assert!(finds("021", &called("Ana", "Q", Some("+35321555010"))));
}

#[test]
fn an_address_for_mail_is_found_from_its_beginning_and_by_the_names_in_it() {
    let guest = called("Xaver", "Q", None);
    let email = "ana.silva+news@example.com".parse().unwrap();
    let guest = Guest { email: Some(email), ..guest };
    for search in
        ["ana.silva+news@example.com", "<Ana.Silva+news@EX>,", "ana.silva", "silva", "anasilva"]
    {
        assert!(finds(search, &guest), "{search}: {:?}", guest.terms());
    }
    assert!(!finds("example", &guest));
}

#[test]
fn no_term_is_longer_than_what_is_kept_and_none_is_empty() {
    found_by(&"Ж".repeat(200), &[&"ж".repeat(200), &"Ж".repeat(64)]);
    let guest = called(&"ж-".repeat(100), "...", Some("+351912555952"));
    assert!(guest.terms().iter().all(|term| (1..=TERM_CHARS).contains(&term.chars().count())));
}

#[test]
fn every_word_of_a_search_counts_and_too_many_are_refused() {
    let name: Vec<String> = (b'a'..=b'p').map(|letter| char::from(letter).to_string()).collect();
    let sixteen = name.join(" ");
    found_by(&sixteen, &[&sixteen]);
    let guest = called(&name[..15].join(" "), "Q", None);
    assert!(!finds(&sixteen, &guest));
    // What says the same again is no word of its own.
    assert_eq!(asked_for(&"ana an anab ".repeat(9)).unwrap(), ["anab"]);
    assert!(asked_for(&format!("{sixteen} q")).is_err());
}

/// How somebody writes down what they were told.
fn retold(text: &str, how: u8) -> String {
    match how {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        2 => text.nfkd().filter(|&letter| !is_combining_mark(letter)).collect(),
        3 => text.nfc().collect(),
        4 => text.replace('-', " "),
        5 => text.replace('\'', "\u{2019}"),
        6 => text.replace('\'', ""),
        7 => text.split_whitespace().rev().collect::<Vec<_>>().join(", "),
        8 => format!("({text})"),
        9 => text.chars().take(text.chars().count() / 2 + 1).collect(),
        _ => text.to_owned(),
    }
}

/// A text without all that searches leave out: what the naive search looks into.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|sign| sign.is_alphanumeric()).collect()
}

proptest! {
    #[test]
    fn whoever_is_there_is_found_by_what_people_make_of_their_name(
        name in "[A-ZÀ-ÖØ-ÞŁŞİА-Я]{1,4}['-]?[a-zà-öø-ÿłşıα-ως]{1,6}( [A-Za-zß]{1,8}){0,3}",
        how in prop::collection::vec(0_u8..11, 1..4),
    ) {
        let guest = called(&name, "Q", None);
        let search = how.iter().fold(name, |text, &how| retold(&text, how));
        prop_assert!(finds(&search, &guest), "{search}: {:?}", guest.terms());
    }

    #[test]
    fn a_number_is_found_by_whatever_part_of_it_in_whatever_groups(
        digits in "[1-9][0-9]{7,13}",
        (from, many) in (0_usize..8, 4_usize..15),
        signs in prop::collection::vec("[ ./-]?", 15),
    ) {
        let guest = called("Ana", "Q", Some(&format!("+{digits}")));
        let part = digits.chars().skip(from).take(many).zip(signs);
        let search: String = part.flat_map(|(digit, sign)| [digit.to_string(), sign]).collect();
        prop_assert!(finds(&search, &guest), "{search}: {:?}", guest.terms());
    }

    #[test]
    fn nobody_is_found_who_has_nothing_of_what_was_typed(
        name in "[A-Za-zß' -]{1,20}[a-z]",
        code in "[a-z0-9-]{1,8}",
        digits in "[1-9][0-9]{7,13}",
        search in "[a-cß0-3' ]{1,6}",
    ) {
        let guest = called(&name, &code, Some(&format!("+{digits}")));
        let has = [&name, &code, "x", &format!("000{digits}")].map(bare);
        if finds(&search, &guest) {
            for word in search.split_whitespace() {
                let word = bare(word);
                let mut within = (1..=3).map(|code| format!("0{}", &digits[code..]));
                let is_there = has.iter().any(|text| text.contains(&word))
                    || within.any(|dialled| dialled.starts_with(&word));
                prop_assert!(is_there, "{word}: {has:?}");
            }
        }
    }
}
