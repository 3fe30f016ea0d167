//! Tests of what the document says of the endpoints.

use super::*;

fn document() -> Value {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let spec = Spec::of::<Toy>(Served {
        client,
        life: Lifecycle::new(),
        quotas: Quotas::new(&Limits::default()),
    });
    serde_json::from_str(&spec.json).unwrap()
}

/// What the document says, there or in the place that it refers to.
fn said<'a>(document: &'a Value, part: &'a Value) -> &'a Value {
    let place = part["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
    place.map_or(part, |place| document.pointer(place).unwrap())
}

#[test]
fn the_document_names_every_endpoint_its_inputs_and_its_answers() {
    let document = document();
    let create = &document["paths"]["/categories"]["post"];
    assert_eq!(create["operationId"], "categories_create");
    assert_eq!(create["security"], json!([{"bearer": []}]));
    assert_eq!(
        create["requestBody"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/NewRoomCategory"
    );
    let made = &create["responses"]["201"];
    assert_eq!(
        made["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/RoomCategory"
    );
    let headers: Vec<&String> = made["headers"].as_object().unwrap().keys().collect();
    assert_eq!(headers, ["ETag", "Idempotency-Replayed", "Location", "X-Request-Id"]);
    let statuses: Vec<&String> = create["responses"].as_object().unwrap().keys().collect();
    let expected = [
        "201", "400", "401", "403", "405", "404", "408", "409", "413", "415", "422", "429", "500",
        "503",
    ];
    assert_eq!(statuses.len(), expected.len());
    for status in expected.iter().skip(1) {
        let content = &said(&document, &create["responses"][status])["content"];
        let schema = &content["application/problem+json"]["schema"]["$ref"];
        assert_eq!(schema, "#/components/schemas/Problem", "{status}");
    }
    let delete = &document["paths"]["/categories/{id}"]["delete"];
    assert_eq!(delete["responses"]["204"]["content"], Value::Null);
    assert!(delete["responses"]["412"].is_object());
    assert_eq!(document["paths"]["/open"]["get"]["security"], Value::Null);
}

#[test]
fn the_document_names_every_parameter() {
    let document = document();
    let parameters = |path: &str, method: &str| -> Vec<(String, String, bool)> {
        let all = document["paths"][path][method]["parameters"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        all.iter()
            .map(|parameter| said(&document, parameter))
            .map(|p| (text(&p["in"]), text(&p["name"]), p["required"].as_bool().unwrap()))
            .collect()
    };
    let at = |place: &str, name: &str, required| (place.to_owned(), name.to_owned(), required);
    assert_eq!(
        parameters("/categories", "get"),
        [at("query", "limit", false), at("query", "names", false)]
    );
    assert_eq!(
        parameters("/categories/named/{name}/{number}", "get"),
        [at("path", "name", true), at("path", "number", true)]
    );
    assert_eq!(
        parameters("/categories/{id}", "delete"),
        [at("path", "id", true), at("header", "If-Match", false)]
    );
    assert_eq!(
        parameters("/categories/{id}", "get"),
        [at("path", "id", true), at("header", "If-None-Match", false)]
    );
    assert_eq!(parameters("/categories", "post"), [at("header", "Idempotency-Key", false)]);
    let limit = &document["paths"]["/categories"]["get"]["parameters"][0]["schema"];
    assert_eq!((&limit["maximum"], &limit["default"]), (&json!(200), &json!(50)));
    let names = &document["paths"]["/categories"]["get"]["parameters"][1];
    assert_eq!((&names["explode"], &names["schema"]["type"]), (&json!(false), &json!("array")));
}

#[test]
fn the_document_says_which_objects_are_closed() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["NewRoomCategory"]["additionalProperties"], json!(false));
    assert_eq!(schemas["RoomCategoryChange"]["additionalProperties"], json!(false));
    assert_eq!(schemas["RoomCategoryChange"]["required"], Value::Null);
    assert_eq!(schemas["RoomCategory"]["additionalProperties"], Value::Null);
}

#[test]
fn every_keyword_of_every_schema_is_carried_over() {
    fn keywords<'a>(schema: &'a Value, found: &mut std::collections::BTreeSet<&'a str>) {
        let Some(object) = schema.as_object() else { return };
        for (keyword, value) in object {
            found.insert(keyword);
            match keyword.as_str() {
                "properties" => {
                    value.as_object().unwrap().values().for_each(|s| keywords(s, found));
                }
                "anyOf" | "oneOf" | "allOf" => {
                    value.as_array().unwrap().iter().for_each(|s| keywords(s, found));
                }
                "items" | "additionalProperties" => keywords(value, found),
                _ => {}
            }
        }
    }
    let mut schemas = Schemas::new();
    let tables = [Endpoints::of::<Toy>(), Endpoints::of::<Resources>()];
    for endpoint in tables.iter().flat_map(|table| &table.all) {
        (endpoint.describe)(&mut schemas);
    }
    let definitions = schemas.settle();
    let mut found = std::collections::BTreeSet::new();
    definitions.all().for_each(|(_, schema, _)| keywords(schema, &mut found));
    let lost: Vec<_> = found.iter().filter(|k| !schema::KEYWORDS.contains(k)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn every_documented_status_of_an_error_is_one_that_the_core_can_mean() {
    let kinds = [
        (clientline_core::ErrorKind::Unauthenticated, StatusCode::UNAUTHORIZED),
        (clientline_core::ErrorKind::Stale, StatusCode::PRECONDITION_FAILED),
        (clientline_core::ErrorKind::Internal, StatusCode::INTERNAL_SERVER_ERROR),
    ];
    let document = document();
    let responses = &document["paths"]["/categories/{id}"]["delete"]["responses"];
    for (kind, status) in kinds {
        assert_eq!(failure::status(kind), status);
        assert!(responses[status.as_str()].is_object(), "{status}");
    }
}

#[test]
fn every_parameter_of_every_path_is_taken() {
    let mut schemas = Schemas::new();
    for endpoint in Endpoints::of::<Resources>().all {
        let (inputs, _) = (endpoint.describe)(&mut schemas);
        assert_eq!(endpoint.parameters().count(), inputs.path.len(), "{}", endpoint.path);
    }
}

#[test]
fn every_change_of_one_thing_can_name_the_version_that_was_read() {
    let mut schemas = Schemas::new();
    for endpoint in Endpoints::of::<Resources>().all {
        let (inputs, _) = (endpoint.describe)(&mut schemas);
        if [Method::PUT, Method::PATCH].contains(&endpoint.method) {
            assert!(inputs.if_match, "{} {}", endpoint.method, endpoint.path);
        }
    }
}
