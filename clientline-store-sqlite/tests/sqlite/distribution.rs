//! The live schema ties rows together by nothing that does not name the tenant,
//! just as the other store's, which can be distributed by it.

use clientline_core::model::TABLES;
use rusqlite::Connection;

use crate::salon::Salon;

/// Every unique index, primary keys among them, and every reference, with the
/// columns that it is over, and the columns that a reference is to.
const TIES: &str = "
  SELECT m.name || ' ' || l.name || ' ' ||
    (SELECT group_concat(coalesce(i.name, ''), ',') FROM pragma_index_info(l.name) AS i)
  FROM sqlite_schema AS m, pragma_index_list(m.name) AS l
  WHERE m.type = 'table' AND m.name NOT GLOB 'sqlite_*' AND l.\"unique\"
  UNION ALL
  SELECT m.name || ' reference-' || f.id || ' ' || group_concat(f.\"from\", ',') || ' '
    || group_concat(f.\"to\", ',')
  FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
  WHERE m.type = 'table' GROUP BY m.name, f.id";

fn ties(raw: &Connection) -> Vec<String> {
    let mut statement = raw.prepare(TIES).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn is_of_one_tenant(tie: &str) -> bool {
    let mut columns = tie.split(' ').skip(2);
    columns.all(|list| list.split(',').any(|name| name == "organization_id"))
}

#[test]
fn every_key_constraint_and_reference_of_every_table_contains_the_tenant() {
    let salon = Salon::open();
    let ties = ties(&salon.raw());
    for table in TABLES {
        let keyed = format!("{} sqlite_autoindex_", table.name);
        let keys = ties.iter().filter(|tie| tie.starts_with(&keyed)).collect::<Vec<_>>();
        assert!(keys.iter().any(|key| key.ends_with(" organization_id,id")), "{}", table.name);
    }
    assert!(ties.iter().any(|tie| tie.contains(" reference-")), "{ties:#?}");
    let astray: Vec<&String> = ties.iter().filter(|tie| !is_of_one_tenant(tie)).collect();
    assert!(astray.is_empty(), "{astray:#?}");
    // What keeps periods apart is a trigger here.
    let trigger = "SELECT sql FROM sqlite_schema WHERE name = 'slot_taken'";
    let trigger: String = salon.raw().query_row(trigger, [], |row| row.get(0)).unwrap();
    assert!(trigger.contains("organization_id = NEW.organization_id"), "{trigger}");
}

#[test]
fn a_constraint_without_the_tenant_is_noticed() {
    let salon = Salon::open();
    let raw = salon.raw();
    for (name, lax) in [
        ("lax_index", "CREATE UNIQUE INDEX lax_index ON guest (guest_code)"),
        (
            "lax_table",
            "CREATE TABLE lax_table (id BLOB PRIMARY KEY, guest_id BLOB REFERENCES guest (id))",
        ),
    ] {
        raw.execute_batch(lax).unwrap();
        let ties = ties(&raw);
        assert!(ties.iter().any(|tie| tie.contains(name) && !is_of_one_tenant(tie)), "{ties:#?}");
    }
}
