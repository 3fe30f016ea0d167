//! Invoices computed by hand, and what is refused.

use crate::{
    billing::{
        BillingError, InvoiceInput, LineInput, MAX_DISCOUNTS, MAX_LINES, MAX_TAXES, Preview,
        PreviewRequest, Tax, TaxKey, preview, total,
    },
    value::{Money, PriceMode},
};

fn read(json: &str) -> PreviewRequest {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

fn computed(json: &str) -> Preview {
    preview(&read(json)).unwrap_or_else(|error| panic!("{error}: {json}"))
}

fn refused(json: &str) -> BillingError {
    preview(&read(json)).expect_err(json)
}

/// Net, tax and total as they are written.
fn sums(preview: &Preview) -> [String; 3] {
    [preview.net, preview.tax, preview.total].map(|money| money.to_string())
}

fn minors<'a>(amounts: impl IntoIterator<Item = &'a Money>) -> Vec<i64> {
    amounts.into_iter().map(|money| money.minor()).collect()
}

#[test]
fn the_example_of_the_api_is_computed_to_the_cent() {
    let preview = computed(
        r#"{"currency": "EUR", "price_mode": "exclusive",
            "taxes": [{"id": "S25", "rate": "25"}, {"id": "QST", "rate": "9.975", "compound": false}],
            "lines": [
                {"name": "Cut", "quantity": "1", "unit_price": "45.00", "discount": {"percent": "10"}, "taxes": ["S25"]},
                {"name": "Wax", "quantity": "2", "unit_price": "9.90", "discount": {"amount": "1.00"}, "taxes": []}],
            "discounts": [{"amount": "5.00", "lines": [0, 1]}, {"percent": "3"}],
            "cash_rounding": {"step": "0.05", "mode": "nearest"}}"#,
    );
    // 500 over 4050 and 1880 is 341.48 and 158.52; 3 % of 5430 is 162.9, and
    // 163 over 3709 and 1721 is 111.34 and 51.66; a quarter of 3598 is 899.5.
    let expected = r#"{"currency":"EUR","subtotal":"59.30","discount":"6.63","net":"52.67","tax":"9.00","total":"61.67","cash_rounding":"-0.02","payable":"61.65","lines":[{"gross":"45.00","discount":"4.50","allocated_discounts":["3.41","1.11"],"net":"35.98","tax":"9.00","total":"44.98","taxes":[{"id":"S25","base":"35.98","amount":"9.00"}]},{"gross":"19.80","discount":"1.00","allocated_discounts":["1.59","0.52"],"net":"16.69","tax":"0.00","total":"16.69","taxes":[]}],"taxes":[{"id":"S25","category":"S","rate":"25","base":"35.98","amount":"9.00"}]}"#;
    assert_eq!(serde_json::to_string(&preview).unwrap(), expected);
}

#[test]
fn a_later_discount_over_some_lines_takes_the_same_whatever_their_order() {
    // A cent is taken off the line that loses the half as well: R(1.00 / 2) and not R(1.01 / 2),
    // which is what half of the exact 1.005 rounds to.
    for (half, left) in [(0, [50, 101]), (1, [101, 50])] {
        let preview = computed(&format!(
            r#"{{"currency": "EUR", "lines": [{{"unit_price": "1.01"}}, {{"unit_price": "1.01"}}],
                 "discounts": [{{"amount": "0.01"}}, {{"percent": "50", "lines": [{half}]}}]}}"#
        ));
        assert_eq!(sums(&preview), ["1.51", "0.00", "1.51"]);
        assert_eq!(minors(preview.lines.iter().map(|line| &line.total)), left);
    }
}

#[test]
fn an_invoice_without_lines_is_nothing() {
    let preview = computed(r#"{"currency": "EUR", "lines": [], "discounts": [{"amount": 5}]}"#);
    assert_eq!(sums(&preview), ["0.00", "0.00", "0.00"]);
    assert_eq!(preview.payable, preview.total);
}

#[test]
fn yen_have_no_cents_and_dinars_have_a_thousand() {
    let in_currency = |code, price| {
        computed(&format!(
            r#"{{"currency": "{code}", "taxes": [{{"id": "V", "rate": 10}}],
                 "lines": [{{"quantity": 3, "unit_price": "{price}", "taxes": ["V"]}}]}}"#
        ))
    };
    assert_eq!(sums(&in_currency("JPY", "1250")), ["3750", "375", "4125"]);
    assert_eq!(sums(&in_currency("JPY", "1250.5")), ["3752", "375", "4127"]);
    assert_eq!(sums(&in_currency("EUR", "12.50")), ["37.50", "3.75", "41.25"]);
    assert_eq!(sums(&in_currency("KWD", "1.255")), ["3.765", "0.377", "4.142"]);
}

#[test]
fn an_inclusive_tax_is_rounded_once_and_not_line_by_line() {
    let preview = computed(
        r#"{"currency": "EUR", "price_mode": "inclusive", "taxes": [{"id": "V", "rate": "20"}],
            "lines": [{"unit_price": "9.99", "taxes": ["V"]}, {"unit_price": "9.99", "taxes": ["V"]}, {"unit_price": "9.99", "taxes": ["V"]}]}"#,
    );
    // A sixth of 29.97 is 4.995; three times a sixth of 9.99, rounded, is 5.01.
    assert_eq!(sums(&preview), ["24.97", "5.00", "29.97"]);
    assert_eq!(minors(preview.lines.iter().map(|line| &line.tax)), [167, 167, 166]);
    assert_eq!(minors(preview.lines.iter().map(|line| &line.total)), [999, 999, 999]);
}

#[test]
fn a_compound_tax_is_levied_on_the_taxes_before_it() {
    let quebec = |taxes: &str| {
        computed(&format!(
            r#"{{"currency": "CAD", "taxes": [{{"id": "GST", "rate": 5}}, {{"id": "QST", "rate": "7.5", "compound": true}}],
                 "lines": [{{"unit_price": "100.00", "taxes": {taxes}}}]}}"#
        ))
    };
    let both = quebec(r#"["GST", "QST"]"#);
    assert_eq!(sums(&both), ["100.00", "12.88", "112.88"]);
    assert_eq!(
        minors(both.taxes.iter().flat_map(|tax| [&tax.base, &tax.amount])),
        [10_000, 500, 10_500, 788]
    );
    let turned = quebec(r#"["QST", "GST"]"#);
    assert_eq!(sums(&turned), ["100.00", "12.50", "112.50"]);
}

#[test]
fn a_spread_discount_has_no_unit_too_few_or_too_many() {
    let preview = computed(
        r#"{"currency": "EUR", "lines": [{"unit_price": 5}, {"unit_price": 5}, {"unit_price": 5}, {"unit_price": 0}],
            "discounts": [{"amount": "10.00"}, {"amount": "0.02"}]}"#,
    );
    let shares =
        |index: usize| minors(preview.lines.iter().map(|line| &line.allocated_discounts[index]));
    assert_eq!(shares(0), [334, 333, 333, 0]);
    // What is left is 166, 167 and 167: the units go to the larger ones.
    assert_eq!(shares(1), [0, 1, 1, 0]);
}

#[test]
fn equal_lines_get_odd_units_by_position_and_not_by_how_they_are_named() {
    let preview = computed(
        r#"{"currency": "EUR", "lines": [{"unit_price": 5}, {"unit_price": 5}],
            "discounts": [{"amount": "0.01", "lines": [1, 0]}]}"#,
    );
    let shares = preview.lines.iter().map(|line| &line.allocated_discounts[0]);
    assert_eq!(minors(shares), [1, 0]);
}

#[test]
fn a_discount_is_spread_over_tax_profiles_before_lines() {
    // Over one level the two cents would go to the first two lines, of
    // whichever kind, and the tax would follow the order of the lines.
    let preview = |lines: &str| {
        computed(&format!(
            r#"{{"currency": "EUR", "taxes": [{{"id": "H", "rate": 50}}],
                 "lines": [{lines}], "discounts": [{{"amount": "0.02"}}]}}"#
        ))
    };
    let (high, free) = (r#"{"unit_price": 1, "taxes": ["H"]}"#, r#"{"unit_price": 1}"#);
    for lines in [[high, high, free, free], [free, free, high, high], [high, free, free, high]] {
        let preview = preview(&lines.join(", "));
        assert_eq!(preview.taxes[0].base.minor(), 199, "{lines:?}");
    }
}

#[test]
fn a_discount_over_more_than_there_is_takes_all() {
    let preview = computed(
        r#"{"currency": "EUR", "lines": [{"unit_price": 5}, {"unit_price": 7}],
            "discounts": [{"amount": "9.00", "lines": [1]}, {"amount": "9.00"}]}"#,
    );
    assert_eq!((preview.discount.to_string(), preview.total.minor()), ("12.00".to_owned(), 0));
}

#[test]
fn a_discounted_line_rounds_the_discount_and_not_the_net() {
    let preview = computed(
        r#"{"currency": "EUR", "lines": [{"unit_price": "0.05", "discount": {"percent": 50}}]}"#,
    );
    assert_eq!((preview.lines[0].discount.minor(), preview.net.minor()), (3, 2));
}

#[test]
fn a_tax_that_no_line_bears_is_left_out_and_one_of_zero_is_not() {
    let preview = computed(
        r#"{"currency": "EUR", "taxes": [{"id": "A", "rate": 5}, {"id": "Z", "rate": 0}],
            "lines": [{"unit_price": 5, "taxes": ["Z"]}]}"#,
    );
    assert_eq!(preview.taxes.len(), 1);
    assert_eq!((preview.taxes[0].id.as_str(), preview.taxes[0].base.minor()), ("Z", 500));
}

#[test]
fn amounts_beyond_64_bits_are_errors() {
    let lines = |code: &str, count: usize| {
        let line = r#"{"quantity": 1000000, "unit_price": 1000000000, "taxes": ["V"]}"#;
        format!(
            r#"{{"currency": "{code}", "taxes": [{{"id": "V", "rate": 1000}}], "lines": [{}]}}"#,
            vec![line; count].join(",")
        )
    };
    assert_eq!(computed(&lines("EUR", 8)).total.minor(), 8_800_000_000_000_000_000);
    assert_eq!(refused(&lines("EUR", 9)), BillingError::TooLarge);
    assert_eq!(refused(&lines("EUR", 1_000)), BillingError::TooLarge);
    assert_eq!(refused(&lines("KWD", 1)), BillingError::TooLarge);
    assert_eq!(refused(&lines("CLF", 1)), BillingError::LineTooLarge { line: 0 });
}

#[test]
fn five_compound_taxes_on_prices_of_ten_million_are_exact() {
    let key = |index: usize| format!("T{index}").parse::<TaxKey>().unwrap();
    let rates = ["9.97", "19.99", "7.77", "13.31", "3.33"];
    let tax = |(index, rate): (usize, &&str)| Tax {
        id: key(index),
        rate: rate.parse().unwrap(),
        compound: true,
        category: None,
    };
    let line = LineInput {
        quantity: "1".parse().unwrap(),
        unit_price: "9999999.99".parse().unwrap(),
        discount: None,
        taxes: (0..rates.len()).map(key).collect(),
    };
    for price_mode in [PriceMode::Exclusive, PriceMode::Inclusive] {
        let invoice = InvoiceInput {
            currency: "EUR".parse().unwrap(),
            price_mode,
            taxes: rates.iter().enumerate().map(tax).collect(),
            lines: vec![line.clone(); MAX_LINES],
            discounts: vec![],
        };
        let totals = total(&invoice).unwrap();
        let sum = totals.net.minor() + totals.tax.minor();
        assert_eq!(totals.total.minor(), sum);
    }
}

#[test]
fn a_tax_that_is_not_charged_says_by_its_category_on_what_it_is_not() {
    let preview = computed(
        r#"{"currency": "EUR", "taxes": [
            {"id": "A", "rate": 23}, {"id": "B", "rate": 0, "category": "E"},
            {"id": "C", "rate": 0}], "lines": [
            {"unit_price": "10.00", "taxes": ["A"]}, {"unit_price": "7.00", "taxes": ["B"]},
            {"unit_price": "3.00", "taxes": ["C"]}, {"unit_price": "2.00", "taxes": ["B"]}]}"#,
    );
    assert_eq!(sums(&preview), ["22.00", "2.30", "24.30"]);
    let told = preview.taxes.iter().map(|tax| {
        let [base, amount] = [tax.base, tax.amount].map(|money| money.to_string());
        (tax.category.as_str(), base, amount)
    });
    let told: Vec<(&str, String, String)> = told.collect();
    let is = |category, base: &str, amount: &str| (category, base.to_owned(), amount.to_owned());
    assert_eq!(told, [is("S", "10.00", "2.30"), is("E", "9.00", "0.00"), is("Z", "3.00", "0.00")]);
}

#[test]
fn what_is_wrong_is_pointed_at() {
    let line = r#"{"unit_price": 5}"#;
    let cases = [
        (
            r#""taxes": [{"id": "A", "rate": 5}, {"id": "A", "rate": 6}], "lines": []"#,
            "duplicate_tax",
            "/taxes/1/id",
        ),
        (
            r#""taxes": [{"id": "A", "rate": 5, "category": "E"}], "lines": []"#,
            "tax_category_rate",
            "/taxes/0/rate",
        ),
        (
            r#""taxes": [{"id": "A", "rate": 0, "category": "S"}], "lines": []"#,
            "tax_category_rate",
            "/taxes/0/rate",
        ),
        (
            r#""lines": [{"unit_price": 5}, {"unit_price": 5, "taxes": ["B"]}]"#,
            "unknown_tax",
            "/lines/1/taxes/0",
        ),
        (
            r#""taxes": [{"id": "A", "rate": 5}], "lines": [{"unit_price": 5, "taxes": ["A", "A"]}]"#,
            "repeated_tax",
            "/lines/0/taxes/1",
        ),
        (
            r#""lines": [{"unit_price": 5, "discount": {"amount": "5.01"}}]"#,
            "discount_above_gross",
            "/lines/0/discount/amount",
        ),
        (
            r#""lines": [{"unit_price": 5, "discount": {"amount": "0.001"}}]"#,
            "invalid_discount",
            "/lines/0/discount/amount",
        ),
        (
            &format!(
                r#""lines": [{line}], "discounts": [{{"percent": 1}}, {{"amount": "0.001"}}]"#
            ),
            "invalid_discount",
            "/discounts/1/amount",
        ),
        (
            &format!(r#""lines": [{line}], "discounts": [{{"percent": 1, "lines": []}}]"#),
            "discount_without_lines",
            "/discounts/0/lines",
        ),
        (
            &format!(r#""lines": [{line}], "discounts": [{{"percent": 1, "lines": [0, 1]}}]"#),
            "unknown_line",
            "/discounts/0/lines/1",
        ),
        (
            &format!(r#""lines": [{line}], "discounts": [{{"percent": 1, "lines": [0, 0]}}]"#),
            "repeated_line",
            "/discounts/0/lines/1",
        ),
        (
            r#""lines": [], "cash_rounding": {"step": 0}"#,
            "invalid_cash_step",
            "/cash_rounding/step",
        ),
        (
            r#""lines": [], "cash_rounding": {"step": "0.001"}"#,
            "invalid_cash_step",
            "/cash_rounding/step",
        ),
        (
            r#""lines": [{"unit_price": 5, "taxes": ["1","2","3","4","5","6","7","8","9","10","11"]}]"#,
            "too_many_taxes_of_line",
            "/lines/0/taxes",
        ),
    ];
    for (body, code, pointer) in cases {
        let error = refused(&format!(r#"{{"currency": "EUR", {body}}}"#));
        assert_eq!((error.code(), error.pointer().as_str()), (code, pointer), "{body}");
    }
}

#[test]
fn every_limit_holds_at_its_number() {
    let body = |lines: usize, taxes: usize, discounts: usize| {
        let taxes: Vec<String> =
            (0..taxes).map(|tax| format!(r#"{{"id": "T{tax}", "rate": 1}}"#)).collect();
        format!(
            r#"{{"currency": "EUR", "lines": [{}], "taxes": [{}], "discounts": [{}]}}"#,
            vec![r#"{"unit_price": 5}"#; lines].join(","),
            taxes.join(","),
            vec![r#"{"percent": 1}"#; discounts].join(",")
        )
    };
    let net = computed(&body(MAX_LINES, MAX_TAXES, MAX_DISCOUNTS)).net;
    assert!(net.minor() > 0);
    assert_eq!(refused(&body(MAX_LINES + 1, 0, 0)), BillingError::TooManyLines);
    assert_eq!(refused(&body(1, MAX_TAXES + 1, 0)), BillingError::TooManyTaxes);
    assert_eq!(refused(&body(1, 0, MAX_DISCOUNTS + 1)), BillingError::TooManyDiscounts);
}

#[test]
fn unknown_fields_are_refused_at_every_depth() {
    for body in [
        r#"{"currency": "EUR", "lines": [], "vat": 1}"#,
        r#"{"currency": "EUR", "lines": [{"unit_price": 5, "sku": "x"}]}"#,
        r#"{"currency": "EUR", "lines": [], "taxes": [{"id": "A", "rate": 5, "base": 1}]}"#,
        r#"{"currency": "EUR", "lines": [], "discounts": [{"percent": 5, "on": 1}]}"#,
        r#"{"currency": "EUR", "lines": [], "cash_rounding": {"step": 5, "x": 1}}"#,
        r#"{"currency": "eur", "lines": []}"#,
        r#"{"currency": "XAU", "lines": []}"#,
        r#"{"lines": []}"#,
    ] {
        assert!(serde_json::from_str::<PreviewRequest>(body).is_err(), "{body}");
    }
}

#[test]
fn every_field_of_the_bodies_is_described() {
    for schema in [schemars::schema_for!(PreviewRequest), schemars::schema_for!(Preview)] {
        let schema = serde_json::to_value(schema).unwrap();
        let mut objects = vec![&schema];
        objects.extend(schema["$defs"].as_object().unwrap().values());
        for object in objects {
            for (name, field) in object["properties"].as_object().into_iter().flatten() {
                assert!(field["description"].is_string(), "{name}: {field}");
            }
        }
    }
}
