//! What is sold beside services, how it is sorted, and what is taken off it.

use serde_json::{Value, json};

use crate::kit::{House, Salon, id};

/// Where the one wrong input is, and what is wrong with it.
fn wrong(answer: &crate::kit::Answer) -> (String, String) {
    let error = &answer.expect(422)["errors"][0];
    let text = |field: &str| error[field].as_str().unwrap().to_owned();
    (text("pointer"), text("code"))
}

#[test]
fn codes_are_made_in_a_row_and_stay_unique() {
    let house = House::open();
    for (path, field, first, new) in [
        ("/business-units", "code", "BU-000001", json!({"name": "Hair"})),
        ("/employees", "employee_code", "E-000001", json!({"name": "Ada"})),
        ("/products", "code", "P-000001", json!({"name": "Oil", "sale_price": "9.90"})),
    ] {
        let made = house.client.make(path, &new);
        assert_eq!(made[field], first, "{path}");
        let mut again = new.clone();
        again[field] = json!(first);
        let refused = house.client.ask(&format!("POST {path}"), &again);
        assert_eq!(refused.status, 409, "{path}");
        assert_eq!(
            house.client.get(&format!("{path}?{field}={first}")).expect(200)["items"][0],
            made
        );
    }
}

#[test]
fn what_is_sorted_by_something_keeps_it() {
    let house = House::open();
    let category = house.client.make("/categories", &json!({"name": "Hair"}));
    let unit = house.client.make("/business-units", &json!({"name": "Salon"}));
    let sorted = json!({
        "name": "Oil", "sale_price": "9.90", "type": "retail", "stock": 3,
        "category_id": category["id"], "business_unit_id": unit["id"],
    });
    let product = house.client.make("/products", &sorted);
    assert_eq!((&product["type"], &product["status"]), (&json!("retail"), &json!("available")));
    assert_eq!((&product["sale_price"], &product["currency"]), (&json!("9.90"), &json!("EUR")));
    for path in [format!("/categories/{}", id(&category)), format!("/business-units/{}", id(&unit))]
    {
        let refused = house.client.send(&format!("DELETE {path}"), &[], None).unwrap();
        assert_eq!(refused.code(), (409, "in_use".to_owned()), "{path}");
    }
    let found = house.client.get(&format!("/products?category_id={}", id(&category))).expect(200);
    assert_eq!(found["items"], json!([product]));
    let line = format!("PATCH /products/{}", id(&product));
    let cleared = json!({"category_id": null, "business_unit_id": null});
    assert_eq!(house.client.ask(&line, &cleared).expect(200)["category_id"], Value::Null);
    let line = format!("DELETE /categories/{}", id(&category));
    assert_eq!(house.client.send(&line, &[], None).unwrap().status, 204);
    assert_eq!(wrong(&house.client.ask("POST /products", &sorted)).0, "/category_id");
}

#[test]
fn a_product_keeps_its_taxes_and_a_package_its_services() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 0);
    let tax = house.client.make("/taxes", &json!({"code": "S21", "name": "VAT", "rate": "21"}));
    let product = json!({"name": "Oil", "sale_price": "9.90", "tax_ids": [tax["id"]]});
    let product = house.client.make("/products", &product);
    let package = json!({
        "name": "Ten", "price": "400.00", "tags": ["gift"],
        "items": [{"service_id": salon.service, "sessions": 10}],
    });
    let package = house.client.make("/packages", &package);
    for (kept, keeper) in [
        (format!("/taxes/{}", id(&tax)), format!("/products/{}", id(&product))),
        (format!("/services/{}", salon.service), format!("/packages/{}", id(&package))),
    ] {
        let delete = |path: &str| house.client.send(&format!("DELETE {path}"), &[], None).unwrap();
        assert_eq!(delete(&kept).code(), (409, "in_use".to_owned()), "{kept}");
        assert_eq!(delete(&keeper).status, 204, "{keeper}");
        assert_eq!(delete(&kept).status, 204, "{kept}");
    }
}

#[test]
fn a_package_that_makes_no_sense_is_refused() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 0);
    let nobody = "019aa5b0-7c00-7000-8000-000000000001";
    let item = |service: &str| json!([{"service_id": service, "sessions": 5}]);
    let ask = |field: &str, value: Value| {
        let mut package = json!({"name": "Five", "price": "200", "items": item(&salon.service)});
        package[field] = value;
        wrong(&house.client.ask("POST /packages", &package)).0
    };
    assert_eq!(ask("items", json!([])), "/items");
    assert_eq!(ask("items", item(nobody)), "/items/0");
    assert_eq!(ask("validity_days", json!(0)), "/validity_days");
    assert_eq!(ask("commission_type", json!("fixed")), "/commission_value");
    let package = json!({
        "name": "Five", "price": "200", "items": item(&salon.service),
        "booking_start_date": "2030-02-01", "booking_end_date": "2030-01-01",
    });
    let refused = wrong(&house.client.ask("POST /packages", &package));
    assert_eq!(refused, ("/booking_end_date".to_owned(), "ends_before_start".to_owned()));
}

#[test]
fn an_offer_is_for_what_it_names_and_while_it_lasts() {
    let house = House::open();
    let salon = Salon::make(&house.client, 0, 0);
    let ask = |offer: &Value| house.client.ask("POST /offers-discounts", offer);
    let all = json!({"discount_type": "percentage", "discount_value": "100"});
    assert_eq!(ask(&all).expect(201)["item_type"], "any");
    let finer = json!({"discount_type": "fixed", "discount_value": "1.005"});
    assert_eq!(wrong(&ask(&finer)).0, "/discount_value");
    let mut one = json!({
        "discount_type": "fixed", "discount_value": "5", "item_type": "product",
        "service_id": salon.service,
    });
    assert_eq!(wrong(&ask(&one)), ("/service_id".to_owned(), "other_item_type".to_owned()));
    one["item_type"] = json!("service");
    one["valid_from"] = json!("2030-02-01");
    one["valid_until"] = json!("2030-01-31");
    assert_eq!(wrong(&ask(&one)).0, "/valid_until");
    one["valid_until"] = json!("2030-02-01");
    let offer = ask(&one).expect(201);
    let list = format!("/offers-discounts?service_id={}", salon.service);
    assert_eq!(house.client.get(&list).expect(200)["items"], json!([offer]));
}
