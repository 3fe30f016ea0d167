//! What the document says of the parameters of queries, which is all that a generated client knows.

use serde_json::Value;

use super::{document, documented::documented};

/// The parameters of all queries, each with the operation that takes it.
fn parameters() -> Vec<(String, Value)> {
    let all = documented(&document().into()).into_iter().flat_map(|operation| {
        let all = operation.said()["parameters"].as_array().cloned().unwrap_or_default();
        all.into_iter().map(move |one| (operation.id.clone(), one))
    });
    all.filter(|(_, one)| one["in"] == "query").collect()
}

#[test]
fn every_parameter_of_a_query_says_what_it_is() {
    let all = parameters();
    assert!(all.len() > 200, "{}", all.len());
    for (operation, one) in all {
        let said = one["description"].as_str().unwrap_or_default();
        assert!(!said.is_empty(), "{operation} {}", one["name"]);
    }
}

/// Who filters by a status chooses among its words, and gets no list that is empty since the word
/// was another one.
#[test]
fn a_filter_by_words_names_them() {
    let all = parameters();
    let words = [
        ("invoices_list", "status", "InvoiceStatus"),
        ("invoices_list", "kind", "InvoiceKind"),
        ("sales_list", "status", "SaleStatus"),
        ("waitlist_list", "status", "WaitlistStatus"),
    ];
    for (operation, name, schema) in words {
        let one = all.iter().find(|(id, one)| id == operation && one["name"] == name);
        let target = &one.unwrap().1["schema"]["allOf"][0]["$ref"];
        assert_eq!(*target, format!("#/components/schemas/{schema}"), "{operation}");
    }
}
