//! The declared tables against the live schema: neither may have what the other
//! lacks.

use std::collections::BTreeSet;

use clientline_core::{
    model::{FREEZES, Freeze, FrozenRows, TABLES},
    row::{Column, Kind, Table},
};

use clientline_store_pg::PostgresStorage;

use crate::{database::Database, salon::Raw};

/// What every table has beside its declared columns.
const IMPLICIT: [(&str, Kind); 5] = [
    ("organization_id", Kind::Uuid),
    ("id", Kind::Uuid),
    ("version", Kind::Int),
    ("created_at", Kind::Time),
    ("updated_at", Kind::Time),
];

async fn live() -> (Database, Raw) {
    let database = Database::migrated().await;
    let mut raw = Raw::to(&database).await;
    raw.run("SET TIME ZONE 'UTC'").await.unwrap();
    (database, raw)
}

const fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "boolean",
        Kind::Int => "bigint",
        Kind::Text => "text C",
        Kind::Time => "timestamp with time zone",
        Kind::Date => "date",
        Kind::Uuid => "uuid",
    }
}

#[tokio::test]
async fn the_commit_function_of_this_release_is_there_and_no_other() {
    let (_database, mut raw) = live().await;
    let query = "SELECT proname::text FROM pg_proc WHERE proname LIKE 'clientline_commit%'";
    assert_eq!(raw.texts(query).await, [PostgresStorage::commit_function()]);
}

#[tokio::test]
async fn every_declared_table_is_there_and_no_other() {
    let (_database, mut raw) = live().await;
    let live = "SELECT relname::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
                AND relname <> '_sqlx_migrations'";
    let live: BTreeSet<String> = raw.texts(live).await.into_iter().collect();
    let declared = TABLES.iter().map(|table| table.name).chain(["clientline_schema"]);
    assert_eq!(live, declared.map(str::to_owned).collect());
}

#[tokio::test]
async fn every_column_has_its_declared_name_type_collation_and_nullability() {
    let (_database, mut raw) = live().await;
    for table in TABLES {
        let query = format!(
            "SELECT attname || ' ' || format_type(atttypid, atttypmod)
               || coalesce(' ' || collname, '') || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
             FROM pg_attribute LEFT JOIN pg_collation ON pg_collation.oid = attcollation
             WHERE attrelid = '{}'::regclass AND attnum > 0 AND NOT attisdropped",
            table.name
        );
        let implicit = IMPLICIT.iter().map(|(name, kind)| (*name, *kind, false));
        let declared =
            table.columns.iter().map(|column| (column.name, column.kind, column.nullable));
        let columns = implicit.chain(declared).map(|(name, kind, nullable)| {
            format!("{name} {}{}", type_of(kind), if nullable { "" } else { " NOT NULL" })
        });
        let live: BTreeSet<String> = raw.texts(query).await.into_iter().collect();
        assert_eq!(live, columns.collect(), "{}", table.name);
    }
}

/// The constraints of a table of one type, as the database writes them.
async fn constraints(raw: &mut Raw, table: &Table, kind: char) -> BTreeSet<String> {
    let query = format!(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint
         WHERE conrelid = '{}'::regclass AND contype = '{kind}'",
        table.name
    );
    raw.texts(query).await.into_iter().collect()
}

/// The checks of a table, as its steps have stated them: what they became keeps them in its
/// comment, and its function says each.
async fn checks(raw: &mut Raw, table: &Table) -> BTreeSet<String> {
    let name = table.name;
    let live = constraints(raw, table, 'c').await;
    assert_eq!(live.len(), 1, "{live:?}");
    assert!(live.first().unwrap().starts_with(&format!("CHECK (clientline_{name}_is_sound(")));
    let kept = format!(
        "SELECT value FROM pg_constraint,
           jsonb_each_text(obj_description(oid, 'pg_constraint')::jsonb)
         WHERE conrelid = '{name}'::regclass AND conname = '{name}_is_sound'"
    );
    let kept = raw.texts(kept).await;
    let body = format!("SELECT prosrc FROM pg_proc WHERE proname = 'clientline_{name}_is_sound'");
    let body = raw.texts(body).await.concat();
    for check in &kept {
        assert_eq!(body.matches(check.as_str()).count(), 2, "{check} in {body}");
    }
    kept.iter().map(|check| format!("CHECK {check}")).collect()
}

#[tokio::test]
async fn every_key_and_every_reference_is_composite_and_restricts() {
    let (_database, mut raw) = live().await;
    for table in TABLES {
        let key = BTreeSet::from(["PRIMARY KEY (organization_id, id)".to_owned()]);
        assert_eq!(constraints(&mut raw, table, 'p').await, key, "{}", table.name);
        let declared = table.columns.iter().filter_map(|Column { name, references, .. }| {
            let target = (*references)?.name;
            let keys = format!("FOREIGN KEY (organization_id, {name})");
            Some(format!("{keys} REFERENCES {target}(organization_id, id)"))
        });
        let live = constraints(&mut raw, table, 'f').await;
        assert_eq!(live, declared.collect(), "{}", table.name);
    }
}

#[tokio::test]
async fn every_constraint_has_its_name_and_none_is_undeclared() {
    let (_database, mut raw) = live().await;
    for table in TABLES {
        let query = format!(
            "SELECT pg_get_indexdef(indexrelid) FROM pg_index
             WHERE indrelid = '{}'::regclass AND NOT indisprimary
             AND (indisunique OR indisexclusion)",
            table.name
        );
        let live: BTreeSet<String> = raw.texts(query).await.into_iter().collect();
        let declared = table.constraints.iter().map(|rule| {
            let mut keys = vec!["organization_id"];
            keys.extend(rule.keys.iter().map(|&key| table.columns[key].name));
            let keys = keys.join(", ");
            // Rows without a value are unique anyway, and need no entry.
            let key = rule.keys.iter().map(|&key| &table.columns[key]);
            // The other store has a reference to these numbers, which takes all rows.
            let is_referred_to =
                rule.name == "invoice_number_taken" || rule.name.ends_with("_number_used");
            let nullable = key.filter(|key| key.nullable && !is_referred_to);
            let filled = nullable.map(|key| format!(" WHERE ({} IS NOT NULL)", key.name));
            let filled = filled.collect::<Vec<_>>().concat();
            match (rule.span, rule.when) {
                (None, None) => format!(
                    "CREATE UNIQUE INDEX {} ON public.{} USING btree ({keys}){filled}",
                    rule.name, table.name
                ),
                (None, Some(when)) => format!(
                    "CREATE UNIQUE INDEX {} ON public.{} USING btree ({keys}) \
                     WHERE ({} = '{}'::text)",
                    rule.name, table.name, table.columns[when.column].name, when.equals
                ),
                (Some(span), _) => {
                    let (start, end) = (&table.columns[span.start], &table.columns[span.end]);
                    let shared = span.shared_by.map(|key| table.columns[key].name);
                    let shared = shared.map(|key| {
                        let of = format!("uuid_send({key}) || timestamptz_send({})", start.name);
                        format!(", COALESCE(({of}), uuid_send(id))")
                    });
                    format!(
                        "CREATE INDEX {} ON public.{} USING gist ({keys}, \
                         tstzrange({}, {}){})",
                        rule.name,
                        table.name,
                        start.name,
                        end.name,
                        shared.unwrap_or_default()
                    )
                }
            }
        });
        assert_eq!(live, declared.collect(), "{}", table.name);
    }
}

#[tokio::test]
async fn the_exclusion_compares_keys_for_equality_and_periods_for_overlap() {
    let (_database, mut raw) = live().await;
    let query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'";
    let exclusion = "EXCLUDE USING gist (organization_id WITH =, resource_id WITH =, \
                     unit WITH =, tstzrange(starts_at, ends_at) WITH &&, \
                     COALESCE((uuid_send(class_id) || timestamptz_send(starts_at)), \
                     uuid_send(id)) WITH <>)";
    assert_eq!(raw.texts(query).await, [exclusion]);
}

/// The tables to which rows refer that no use case deletes.
const NEVER_DELETED: [&str; 3] = ["appointment", "gift_card", "payment"];

#[tokio::test]
async fn every_index_starts_with_the_tenant_and_every_reference_to_what_may_be_deleted_has_one() {
    let (_database, mut raw) = live().await;
    for table in TABLES {
        let query = format!(
            "SELECT pg_get_indexdef(indexrelid, 1, true) || ' ' ||
               coalesce(pg_get_indexdef(indexrelid, 2, true), '')
             FROM pg_index WHERE indrelid = '{}'::regclass",
            table.name
        );
        let live = raw.texts(query).await;
        assert!(live.iter().all(|index| index.starts_with("organization_id ")), "{live:?}");
        let may_be_deleted = |target: &Table| !NEVER_DELETED.contains(&target.name);
        let columns = table.columns.iter();
        for column in columns.filter(|column| column.references.is_some_and(may_be_deleted)) {
            let leads = format!("organization_id {}", column.name);
            assert!(live.contains(&leads), "{}.{}", table.name, column.name);
        }
    }
}

#[tokio::test]
async fn every_column_is_checked_for_what_its_kind_can_hold() {
    let (_database, mut raw) = live().await;
    for table in TABLES {
        let checks = checks(&mut raw, table).await;
        let checks: Vec<String> = checks.iter().map(|check| check.replace('"', "")).collect();
        let declared = table.columns.iter().filter(|column| column.references.is_none());
        let declared = declared.map(|column| (column.name, column.kind));
        for (name, kind) in IMPLICIT.into_iter().chain(declared) {
            let any_of = match kind {
                Kind::Bool | Kind::Uuid => continue,
                Kind::Int => vec![format!("CHECK (({name} >= "), format!("CHECK ((({name} >= ")],
                Kind::Time => vec![format!(
                    "CHECK ((({name} >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND \
                     ({name} <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone)))"
                )],
                Kind::Date => vec![format!(
                    "CHECK ((({name} >= '0001-01-01'::date) AND ({name} <= '9999-12-31'::date)))"
                )],
                Kind::Text => vec![
                    format!("char_length({name}) <= "),
                    format!("octet_length({name}) <= "),
                    format!("({name} = ANY (ARRAY['"),
                    format!("({name} = '"),
                    format!("({name} ~ '^"),
                ],
            };
            let found = checks.iter().any(|check| any_of.iter().any(|one| check.contains(one)));
            assert!(found, "{}.{name}: {checks:#?}", table.name);
        }
    }
}

#[tokio::test]
async fn the_words_of_every_enum_are_those_of_the_model() {
    let (_database, mut raw) = live().await;
    for table in TABLES {
        let checks = checks(&mut raw, table).await;
        for Column { name, words, .. } in table.columns.iter().filter(|c| !c.words.is_empty()) {
            let list: Vec<String> = words.iter().map(|word| format!("'{word}'::text")).collect();
            let check = match &list[..] {
                [one] => format!("CHECK (({name} = {one}))"),
                _ => format!("CHECK (({name} = ANY (ARRAY[{}])))", list.join(", ")),
            };
            assert!(checks.contains(&check), "{}: {check} {checks:#?}", table.name);
        }
    }
}

#[tokio::test]
async fn every_table_is_held_to_one_tenant_and_open_to_the_role() {
    let (_database, mut raw) = live().await;
    let policy = "(organization_id = (NULLIF(current_setting('app.organization'::text, true), \
                  ''::text))::uuid)";
    for table in TABLES {
        let query = format!(
            "SELECT relrowsecurity || ' ' || permissive || ' ' || roles::text || ' ' || cmd || ' '
               || qual || ' ' || coalesce(with_check, '-')
             FROM pg_class JOIN pg_policies ON tablename = relname
             WHERE pg_class.oid = '{}'::regclass",
            table.name
        );
        let expected = format!("true PERMISSIVE {{public}} ALL {policy} -");
        assert_eq!(raw.texts(query).await, [expected], "{}", table.name);
        let query = format!(
            "SELECT privilege_type::text FROM information_schema.role_table_grants
             WHERE table_name = '{}' AND grantee = 'clientline_app' ORDER BY 1",
            table.name
        );
        let granted = ["DELETE", "INSERT", "SELECT", "UPDATE"];
        assert_eq!(raw.texts(query).await, granted, "{}", table.name);
    }
}

#[tokio::test]
async fn every_table_has_the_triggers_that_keep_key_and_version() {
    let (_database, mut raw) = live().await;
    for (name, when) in [
        (
            "key_never_changes",
            "((new.organization_id <> old.organization_id) OR (new.id <> old.id))",
        ),
        ("version_grows_by_one", "(new.version <> (old.version + 1))"),
    ] {
        for table in TABLES {
            let query = format!(
                "SELECT pg_get_triggerdef(oid) FROM pg_trigger
                 WHERE tgname = '{name}' AND tgrelid = '{}'::regclass AND tgenabled = 'O'",
                table.name
            );
            let live = raw.texts(query).await.concat();
            let call = format!("WHEN ({when}) EXECUTE FUNCTION clientline_refuse('{name}')");
            assert!(live.contains("BEFORE UPDATE ON") && live.ends_with(&call), "{live}");
        }
    }
}

/// The triggers of a freeze compare whole rows but for what may change: so a new column is
/// frozen by itself.
#[tokio::test]
async fn every_freeze_is_kept_by_its_triggers_and_no_other_row_is_frozen() {
    let (_database, mut raw) = live().await;
    let query = "SELECT pg_get_triggerdef(oid) FROM pg_trigger
                 WHERE tgenabled = 'O' AND (tgname ~ '_is_frozen$' OR tgname ~ '_stays$')";
    let live: BTreeSet<String> = raw.texts(query).await.into_iter().collect();
    let kept = FREEZES.iter().flat_map(|Freeze { table, rule, rows, changing, stays }| {
        let table = table.name;
        let when = match rows {
            FrozenRows::All => String::new(),
            FrozenRows::WithStatus(word) => format!(" WHEN ((old.status = '{word}'::text))"),
            FrozenRows::WithoutStatus(word) => format!(" WHEN ((old.status <> '{word}'::text))"),
        };
        let trigger = |name: &str, act: &str, call: String| {
            format!(
                "CREATE TRIGGER {table}_{name} BEFORE {act} ON public.{table} FOR EACH ROW{when} \
                 EXECUTE FUNCTION {call}"
            )
        };
        let names = [rule].into_iter().chain(*changing).chain(&["version", "updated_at"]);
        let names = names.copied().collect::<Vec<_>>().join("', '");
        let call = match changing {
            [] => format!("clientline_refuse('{rule}')"),
            _ => format!("clientline_freeze('{names}')"),
        };
        let stays =
            stays.map(|rule| trigger("stays", "DELETE", format!("clientline_refuse('{rule}')")));
        [Some(trigger("is_frozen", "UPDATE", call)), stays].into_iter().flatten()
    });
    assert_eq!(live, kept.collect());
}
