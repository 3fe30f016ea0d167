//! The function that applies a commit, rendered from the declared tables: a static
//! branch for each of them, so that the database keeps every plan.
//!
//! Its name carries a hash of its text. A server calls the function that was rendered
//! from its own tables, and no other: so an older server goes on writing, with the
//! columns that it knows, while the schema is already that of a newer one. What an
//! older function leaves out takes the column's default.

use std::sync::LazyLock;

use clientline_core::{
    model::TABLES,
    row::{Constraint, Table},
};
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;

/// How many bytes of the hash are in the name: by accident no two are alike.
const HASH_BYTES: usize = 6;

/// The function of this release.
pub(crate) static COMMIT_FUNCTION: LazyLock<CommitFunction> =
    LazyLock::new(|| CommitFunction::of(TABLES));

/// A function that applies commits to certain tables.
#[derive(Debug)]
pub(crate) struct CommitFunction {
    /// The name.
    pub(crate) name: String,
    body: String,
    call: String,
}

impl CommitFunction {
    /// The prefix of all such functions' names.
    pub(crate) const PREFIX: &'static str = "clientline_commit_";

    /// Renders the function for some tables.
    fn of(tables: &[&Table]) -> Self {
        let body = BODY
            .replace("{versions}", &branches(tables, version))
            .replace("{deletes}", &branches(tables, delete))
            .replace("{updates}", &branches(tables, update))
            .replace("{inserts}", &branches(tables, insert));
        let hash = Sha256::digest(body.as_bytes());
        let hash =
            hash.iter().take(HASH_BYTES).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        let name = format!("{}{hash:0width$x}", Self::PREFIX, width = 2 * HASH_BYTES);
        let call = format!("SELECT {name}($1, $2::text::jsonb)");
        Self { name, body, call }
    }

    /// Renders the statement that makes the function.
    pub(crate) fn definition(&self) -> String {
        let Self { name, body, .. } = self;
        format!(
            "CREATE FUNCTION {name}(organization uuid, changes jsonb)\n\
             RETURNS void LANGUAGE plpgsql AS $commit${body}$commit$"
        )
    }

    /// The call that applies a change set: of the tenant, and of the document.
    pub(crate) fn call(&self) -> AssertSqlSafe<&str> {
        AssertSqlSafe(&self.call)
    }
}

const BODY: &str = "
#variable_conflict use_variable
DECLARE
  made_at CONSTANT timestamptz := (changes->>'at')::timestamptz;
  item jsonb;
  row_id uuid;
  row_version bigint;
  found_version bigint;
  row_lock bigint;
  made bigint;
  present bigint;
BEGIN
  -- Whoever sent it does not wait for it any more.
  IF statement_timestamp() > (changes->>'until')::timestamptz THEN
    RAISE EXCEPTION 'came too late' USING ERRCODE = 'CL002';
  END IF;
  PERFORM set_config('app.organization', organization::text, true);

  -- The rows that the plan rests on, in the order in which every commit locks. Each
  -- statement here sees what was committed before it began: so a version is read once
  -- its lock is held, and by a statement of its own.
  FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'guards') AS e LOOP
    row_id := (item->>'id')::uuid;
    row_lock := uuid_hash_extended(row_id,
      uuid_hash_extended(organization, hashtextextended(item->>'table', 0)));
    IF (item->'written')::boolean THEN
      PERFORM pg_advisory_xact_lock(row_lock);
    ELSE
      PERFORM pg_advisory_xact_lock_shared(row_lock);
    END IF;
    CASE item->>'table'
{versions}
    END CASE;
    IF found_version IS DISTINCT FROM (item->'version')::bigint THEN
      RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
    END IF;
  END LOOP;

  IF jsonb_array_length(changes->'deletes') > 0 THEN
    BEGIN
      FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'deletes') AS e LOOP
        row_id := (item->>'id')::uuid;
        row_version := (item->'version')::bigint;
        CASE item->>'table'
{deletes}
        END CASE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
        END IF;
      END LOOP;
    EXCEPTION WHEN foreign_key_violation THEN
      RAISE EXCEPTION 'still referred to' USING ERRCODE = 'CL001';
    END;
  END IF;

  -- What an update does not name stays as it is.
  FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'updates') AS e LOOP
    row_id := (item->>'id')::uuid;
    row_version := (item->'version')::bigint;
    CASE item->>'table'
{updates}
    END CASE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
    END IF;
  END LOOP;

  FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'inserts') AS e LOOP
    CASE item->>'table'
{inserts}
    END CASE;
  END LOOP;
END ";

fn branches(tables: &[&Table], render: fn(&Table) -> String) -> String {
    let branch = |table: &&Table| format!("WHEN '{}' THEN\n{}", table.name, render(table));
    tables.iter().map(branch).collect::<Vec<_>>().join("\n")
}

fn version(table: &Table) -> String {
    let name = table.name;
    format!("  SELECT t.version INTO found_version FROM {name} AS t\n  {OF_ROW};")
}

const OF_ROW: &str = "WHERE t.organization_id = organization AND t.id = row_id";

fn delete(table: &Table) -> String {
    let name = table.name;
    format!("  DELETE FROM {name} AS t\n  {OF_ROW} AND t.version = row_version;")
}

fn names(table: &Table, prefix: &str) -> String {
    let names = table.columns.iter().map(|column| format!("{prefix}{}", column.name));
    wrapped(&names.collect::<Vec<_>>())
}

/// How wide a line may be, before it is put deeper by what it stands in.
const COLUMNS_MAX: usize = 96;

/// Lists names in lines of at most that many columns.
fn wrapped(names: &[String]) -> String {
    let mut text = String::new();
    let mut width = 4;
    for (position, name) in names.iter().enumerate() {
        let comma = if position + 1 < names.len() { "," } else { "" };
        if width + name.len() + 2 > COLUMNS_MAX {
            text.push_str("\n    ");
            width = 4;
        } else if position > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(name);
        text.push_str(comma);
        width += name.len() + comma.len();
    }
    text
}

fn update(table: &Table) -> String {
    let (name, columns, values) = (table.name, names(table, ""), names(table, "n."));
    format!(
        "  UPDATE {name} AS t SET version = t.version + 1, updated_at = made_at, (\n    {columns}\n  \
         ) = (\n    SELECT\n    {values}\n    FROM jsonb_populate_record(t, item->'row') AS n\n  )\n  \
         {OF_ROW} AND t.version = row_version;"
    )
}

fn insert(table: &Table) -> String {
    let (name, columns, values) = (table.name, names(table, ""), names(table, "n."));
    let insert = format!(
        "  INSERT INTO {name} (organization_id, id, version, created_at, updated_at,\n    {columns})\n  \
         SELECT organization, n.id, 1, made_at, made_at,\n    {values}\n  \
         FROM jsonb_populate_recordset(NULL::{name}, item->'rows') AS n"
    );
    match table.constraints.iter().find(|rule| rule.span.is_some()) {
        None => format!("{insert};"),
        Some(rule) => format!("{insert}\n{}", exclusive(table, rule)),
    }
}

/// Rivals for one period wait for each other, and the loser gets no row: it would be an
/// error only after it had written its own. The rows that are there are counted, since a
/// distributed database reports as many as were given (Citus, issue 3377). One that another
/// transaction inserted before is this commit, made again. They are looked up by an array of
/// their identifiers: a join would rather read all rows of the tenant, as long as nobody has
/// analyzed the table.
fn exclusive(table: &Table, rule: &Constraint) -> String {
    let (name, rule) = (table.name, rule.name);
    format!(
        "  ON CONFLICT ON CONSTRAINT {rule} DO NOTHING;
  SELECT count(*) FILTER (WHERE t.xmin = pg_current_xact_id()::xid), count(*)
  INTO made, present
  FROM {name} AS t
  WHERE t.organization_id = organization AND t.id = ANY (ARRAY(
    SELECT (e.value->>'id')::uuid FROM jsonb_array_elements(item->'rows') AS e));
  IF made < present THEN
    RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
  END IF;
  IF present < jsonb_array_length(item->'rows') THEN
    RAISE EXCEPTION '{rule}' USING ERRCODE = 'exclusion_violation', CONSTRAINT = '{rule}';
  END IF;"
    )
}

#[cfg(test)]
mod tests {
    use clientline_core::row::{Column, Kind, Span};

    use super::*;

    const fn column(name: &'static str, kind: Kind) -> Column {
        Column { name, kind, nullable: false, references: None, words: &[] }
    }

    static CHAIR: Table = Table {
        name: "chair",
        columns: &[column("name", Kind::Text), column("is_active", Kind::Bool)],
        constraints: &[],
        part_of: None,
    };

    static LOAN: Table = Table {
        name: "loan",
        columns: &[
            column("chair_id", Kind::Uuid),
            column("starts_at", Kind::Time),
            column("ends_at", Kind::Time),
        ],
        constraints: &[Constraint {
            name: "chair_taken",
            keys: &[0],
            span: Some(Span { start: 1, end: 2, shared_by: None }),
            when: None,
        }],
        part_of: None,
    };

    #[test]
    fn the_function_for_two_tables_is_what_stands_beside_this() {
        let function = CommitFunction::of(&[&CHAIR, &LOAN]);
        let rendered = function.definition().replace(&function.name, "clientline_commit_HASH");
        let golden = include_str!("commit_function/golden.sql");
        assert_eq!(rendered.trim_end(), golden.trim_end(), "\n{rendered}\n");
    }

    #[test]
    fn another_table_or_another_column_makes_another_name() {
        let names = [&[&CHAIR, &LOAN][..], &[&CHAIR], &[&LOAN]]
            .map(|tables| CommitFunction::of(tables).name);
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), 3, "{names:?}");
        assert_eq!(CommitFunction::of(&[&CHAIR]).name, names[1]);
        assert_eq!(names[0].len(), CommitFunction::PREFIX.len() + 2 * HASH_BYTES);
    }
}
