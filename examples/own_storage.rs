//! A storage of one's own: rows in memory, and a journal in a file, of which they are made again.
//!
//! It has all that the contract asks for ([`Storage`]), as the cases by which every storage is
//! tried show. A commit is one line of the journal, on disk before anybody sees it. Each copies
//! the rows of its tenant, so it is for a small salon.
//!
//! `cargo run --example own_storage`

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use clientline::{
    conformance::CASES,
    model::TABLES,
    row::{
        ChangeSet, Constraint, Direction, Kind, Row, Select, Subject, Table, Value, Version, Write,
    },
    storage::{Error, Result, Snapshot, Storage, TenantsWith},
    value::{TenantId, Timestamp},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

/// The rows of one tenant.
type Rows = BTreeMap<(&'static str, Uuid), Row>;

#[derive(Debug)]
struct JournalStorage(Mutex<Journal>);

#[derive(Debug)]
struct Journal {
    file: File,
    tenants: BTreeMap<TenantId, Arc<Rows>>,
}

impl JournalStorage {
    /// Opens a journal, or begins one, and goes through it. A last line that was cut off when the
    /// machine stopped was never promised to anybody, and goes.
    fn open(path: &Path) -> io::Result<Self> {
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut lines = BufReader::new(&file);
        let (mut tenants, mut whole, mut line) = (BTreeMap::new(), 0, String::new());
        while lines.read_line(&mut line)? > 0 && line.ends_with('\n') {
            let unreadable = || io::Error::other(format!("the journal at {whole} is unreadable"));
            let (tenant, at, writes) = read_commit(&line).ok_or_else(unreadable)?;
            let rows = Arc::make_mut(tenants.entry(tenant).or_default());
            for write in writes {
                put(rows, at, &write);
            }
            whole += line.len() as u64;
            line.clear();
        }
        file.set_len(whole)?;
        file.seek(SeekFrom::Start(whole))?;
        Ok(Self(Mutex::new(Journal { file, tenants })))
    }

    fn journal(&self) -> MutexGuard<'_, Journal> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Storage for JournalStorage {
    async fn snapshot(&self, tenant: TenantId) -> Result<Box<dyn Snapshot>> {
        let rows = self.journal().tenants.get(&tenant).cloned().unwrap_or_default();
        Ok(Box::new(Shot(rows)))
    }

    async fn commit(&self, tenant: TenantId, changes: ChangeSet) -> Result<()> {
        let journal = &mut *self.journal();
        let current = journal.tenants.entry(tenant).or_default();
        for guard in changes.guards() {
            let row = current.get(&(guard.table.name, guard.id));
            if row.is_none_or(|row| row.version != guard.version) {
                return Err(Error::Retry);
            }
        }
        let mut rows = Rows::clone(current);
        for write in changes.in_order() {
            check_before(&rows, write)?;
            put(&mut rows, changes.at(), write);
            check_after(&rows, write)?;
        }
        let line = format!("{}\n", commit_line(tenant, &changes));
        append(&mut journal.file, &line).map_err(|cause| Error::Unavailable(cause.into()))?;
        *current = Arc::new(rows);
        Ok(())
    }

    async fn tenants_with(&self, wanted: TenantsWith) -> Result<Vec<TenantId>> {
        let waits = |rows: &Rows| rows.values().any(|row| wanted.finds(row));
        let tenants = &self.journal().tenants;
        let found = tenants.iter().filter(|(tenant, rows)| {
            wanted.after.is_none_or(|after| **tenant > after) && waits(rows)
        });
        Ok(found.map(|(tenant, _)| *tenant).take(wanted.limit as usize).collect())
    }

    async fn last_positions(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, i64)>> {
        let all = &self.journal().tenants;
        let last = |tenant: &TenantId| {
            let seal = of(all.get(tenant)?, "audit_seal").next_back()?;
            match value(seal, "last_position")? {
                Value::Int(position) => Some((*tenant, *position)),
                _ => None,
            }
        };
        Ok(tenants.iter().filter_map(last).collect())
    }
}

/// Brings a line to the disk, or leaves the journal as it was.
fn append(file: &mut File, line: &str) -> io::Result<()> {
    let end = file.stream_position()?;
    let written = file.write_all(line.as_bytes()).and_then(|()| file.sync_data());
    if written.is_err() {
        file.set_len(end).and_then(|()| file.seek(SeekFrom::Start(end)))?;
    }
    written
}

/// The rows of one tenant at one instant.
struct Shot(Arc<Rows>);

#[async_trait]
impl Snapshot for Shot {
    async fn get(&mut self, table: &'static Table, id: Uuid) -> Result<Option<Row>> {
        Ok(self.0.get(&(table.name, id)).cloned())
    }

    async fn select(&mut self, select: &Select) -> Result<Vec<Row>> {
        let named = select.named_by().map(|named| {
            let inner = named.select(Subject::Id);
            let rows = of(&self.0, named.table.name).filter(|row| inner.matches(row));
            rows.map(|row| row.values[named.column].clone()).collect()
        });
        let select = &select.resolved(named);
        let rows = of(&self.0, select.table.name).filter(|row| select.matches(row));
        let mut found: Vec<&Row> = rows.collect();
        found.sort_by_cached_key(|row| select.place(row));
        if select.direction == Direction::Descending {
            found.reverse();
        }
        let page = found.into_iter().skip(select.skip as usize).take(select.limit as usize);
        Ok(page.cloned().collect())
    }
}

fn of<'a>(rows: &'a Rows, table: &'static str) -> impl DoubleEndedIterator<Item = &'a Row> {
    rows.range((table, Uuid::nil())..=(table, Uuid::max())).map(|(_, row)| row)
}

fn value<'a>(row: &'a Row, column: &str) -> Option<&'a Value> {
    row.values.get(row.table.position(column)?)
}

/// The rows that a row refers to.
fn named(row: &Row) -> impl Iterator<Item = (&'static str, Uuid)> {
    let columns = row.table.columns.iter().zip(&row.values);
    columns.filter_map(|(column, value)| match (column.references, value) {
        (Some(target), Value::Uuid(id)) => Some((target.name, *id)),
        _ => None,
    })
}

/// What has to hold before a write: that what it refers to is there, and what it adds is not.
fn check_before(rows: &Rows, write: &Write) -> Result<()> {
    let (Write::Insert(row) | Write::Update { row, .. }) = write else { return Ok(()) };
    if matches!(write, Write::Insert(_)) && rows.contains_key(&(row.table.name, row.id)) {
        return Err(Error::Retry);
    }
    if named(row).all(|key| rows.contains_key(&key)) { Ok(()) } else { Err(Error::Dangling) }
}

/// What has to hold after it: no constraint broken, and nothing left that refers to what went.
fn check_after(rows: &Rows, write: &Write) -> Result<()> {
    let (Write::Insert(row) | Write::Update { row, .. }) = write else {
        let (table, id) = write.target();
        let refers = |row: &Row| named(row).any(|key| key == (table, id));
        return if rows.values().any(refers) { Err(Error::InUse) } else { Ok(()) };
    };
    let broken =
        |rule: &&Constraint| of(rows, row.table.name).any(|other| rule.forbids(row, other));
    match row.table.constraints.iter().find(broken) {
        Some(rule) => Err(Error::Violated(rule.name)),
        None => Ok(()),
    }
}

/// Makes a write.
fn put(rows: &mut Rows, at: Timestamp, write: &Write) {
    match write {
        Write::Insert(row) => {
            let row = Row { version: Version(1), created_at: at, updated_at: at, ..row.clone() };
            rows.insert((row.table.name, row.id), row);
        }
        Write::Update { row, .. } => {
            let key = (row.table.name, row.id);
            let created_at = rows.get(&key).map_or(at, |before| before.created_at);
            let version = Version(row.version.0 + 1);
            rows.insert(key, Row { version, created_at, updated_at: at, ..row.clone() });
        }
        Write::Delete { table, id, .. } => _ = rows.remove(&(table.name, *id)),
    }
}

/// Writes a commit as one line of JSON.
fn commit_line(tenant: TenantId, changes: &ChangeSet) -> Json {
    let values = |row: &Row| -> Json {
        let value = |value: &Value| match value {
            Value::Null => Json::Null,
            Value::Bool(flag) => json!(flag),
            Value::Int(number) | Value::Time(number) => json!(number),
            Value::Date(days) => json!(days),
            Value::Text(text) => json!(text),
            Value::Uuid(id) => json!(id),
        };
        row.values.iter().map(value).collect()
    };
    let write = |write: &&Write| match write {
        Write::Insert(row) => json!(["insert", row.table.name, row.id, 0, values(row)]),
        Write::Update { row, .. } => {
            json!(["update", row.table.name, row.id, row.version.0, values(row)])
        }
        Write::Delete { table, id, version } => json!(["delete", table.name, id, version.0, []]),
    };
    let writes: Json = changes.in_order().iter().map(write).collect();
    json!([tenant.0, changes.at().micros(), writes])
}

/// Reads a line of the journal.
fn read_commit(line: &str) -> Option<(TenantId, Timestamp, Vec<Write>)> {
    type Line = (Uuid, i64, Vec<(String, String, Uuid, i64, Vec<Json>)>);
    let (tenant, at, writes): Line = serde_json::from_str(line).ok()?;
    let at = Timestamp::from_micros(at).ok()?;
    let write = |(kind, table, id, version, values): (String, String, Uuid, i64, Vec<Json>)| {
        let table = TABLES.iter().copied().find(|one| one.name == table)?;
        let version = Version(version);
        if kind == "delete" {
            return Some(Write::Delete { table, id, version });
        }
        let columns = table.columns.iter().zip(values);
        let values =
            columns.map(|(column, json)| read_value(column.kind, json)).collect::<Option<_>>()?;
        let row = Row { table, id, version, created_at: at, updated_at: at, values };
        Some(if kind == "insert" {
            Write::Insert(row)
        } else {
            Write::Update { row, changed: Vec::new() }
        })
    };
    Some((TenantId(tenant), at, writes.into_iter().map(write).collect::<Option<_>>()?))
}

fn read_value(kind: Kind, json: Json) -> Option<Value> {
    Some(match (kind, json) {
        (_, Json::Null) => Value::Null,
        (Kind::Bool, Json::Bool(flag)) => Value::Bool(flag),
        (Kind::Int, Json::Number(number)) => Value::Int(number.as_i64()?),
        (Kind::Time, Json::Number(number)) => Value::Time(number.as_i64()?),
        (Kind::Date, Json::Number(number)) => Value::Date(number.as_i64()?.try_into().ok()?),
        (Kind::Text, Json::String(text)) => Value::Text(text),
        (Kind::Uuid, Json::String(text)) => Value::Uuid(text.parse().ok()?),
        _ => return None,
    })
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("salon.journal");
    for (name, case) in CASES {
        // Each case panics if the storage is wrong, and opens the journal anew: so the lines that
        // the cases before it wrote are read again.
        case(Arc::new(JournalStorage::open(&path)?)).await;
        println!("{name}: holds");
    }
    Ok(())
}
