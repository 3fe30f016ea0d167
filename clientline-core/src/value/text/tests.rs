//! Tests of short and long texts.

use super::*;

#[test]
fn a_name_is_trimmed_and_bounded() {
    assert_eq!(Name::parse("  Ana Silva ").unwrap().as_str(), "Ana Silva");
    assert!(Name::parse("   ").is_err());
    assert!(Name::parse("a\0b").is_err());
    assert!(Name::parse(&"é".repeat(200)).is_ok());
    assert!(Name::parse(&"é".repeat(201)).is_err());
}

#[test]
fn an_email_address_is_kept_in_lower_case() {
    assert_eq!(EmailAddress::parse("Ana@Example.COM").unwrap().as_str(), "ana@example.com");
    for wrong in ["ana", "ana@localhost", "Ana <ana@example.com>", "@example.com", ""] {
        assert!(EmailAddress::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn an_email_address_is_bounded_as_it_is_kept() {
    let labels = format!("{}.{}.{}", "b".repeat(63), "c".repeat(63), "d".repeat(61));
    let longest = format!("{}@{labels}.com", "a".repeat(60));
    assert_eq!(EmailAddress::parse(&longest).unwrap().len(), 254);
    // Two bytes, and three in lower case.
    let grows = longest.replacen("aa", "Ⱥ", 1);
    assert_eq!((grows.len(), grows.to_lowercase().len()), (254, 255));
    assert!(EmailAddress::parse(&grows).is_err());
}

#[test]
fn a_mailbox_is_that_of_every_variant_of_its_address() {
    let mailbox = |text| EmailAddress::parse(text).unwrap().mailbox();
    let own = mailbox("josé.reis@example.com");
    for same in ["JOSÉ.REIS@EXAMPLE.COM", "j.o.s.é.r.e.i.s@example.com", "joséreis+a+b@example.com"]
    {
        assert_eq!(mailbox(same), own, "{same}");
    }
    for other in ["joseé@example.com", "joséreis@example.org", "joséreis@mail.example.com"] {
        assert_ne!(mailbox(other), own, "{other}");
    }
}

#[test]
fn a_phone_number_loses_its_punctuation() {
    assert_eq!(PhoneNumber::parse("+351 912-345.678").unwrap().as_str(), "+351912345678");
    let long = format!("12345{}", "/".repeat(36));
    for wrong in ["1234", "+", "call me", "++35191234567", &long] {
        assert!(PhoneNumber::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_reason_is_a_line_and_its_code_one_of_the_list() {
    let reason = ExemptionReason::parse(" Small business, § 19 UStG. ").unwrap();
    assert_eq!(reason.as_str(), "Small business, § 19 UStG.");
    for wrong in ["", " ", "a\nb", &"é".repeat(301)] {
        assert!(ExemptionReason::parse(wrong).is_err(), "{wrong:?}");
    }
    assert!(ExemptionCode::parse("VATEX-EU-79-C").is_ok());
    for wrong in ["VATEX-", "EU-132", "vatex-eu-132", &format!("VATEX-{}", "A".repeat(35))] {
        assert!(ExemptionCode::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_postal_code_is_short_and_says_something() {
    assert_eq!(PostalCode::parse(" SW1A 1AA ").unwrap().as_str(), "SW1A 1AA");
    for wrong in ["", " - ", "1200\n195", &"1".repeat(21)] {
        assert!(PostalCode::parse(wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn a_slug_is_one_dns_label() {
    assert!(Slug::parse("atelier-2").is_ok());
    for wrong in ["", "-a", "a-", "A", "a_b", "a.b"] {
        assert!(Slug::parse(wrong).is_err(), "{wrong}");
    }
}
