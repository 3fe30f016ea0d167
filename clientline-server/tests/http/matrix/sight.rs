//! What of our organization each role may see, as `docs/permissions.md` says: which
//! rows, and of those which fields.

use super::{
    out_of_reach::{Row, STATUS},
    *,
};

/// The table of the document, by table and role.
pub(super) struct Sights(BTreeMap<String, BTreeMap<&'static str, String>>);

impl Sights {
    pub(super) fn documented() -> Self {
        let text = include_str!("../../../../docs/permissions.md");
        let mut all = BTreeMap::new();
        let (_, rows) = text.split_once("| table | staff | client | public |").unwrap();
        for line in rows.lines().skip(2).take_while(|line| line.starts_with('|')) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let roles = ["staff", "client", "public"].into_iter();
            let seen: BTreeMap<_, _> =
                roles.zip(cells[2..].iter().map(|cell| (*cell).to_owned())).collect();
            all.insert(cells[1].to_owned(), seen);
        }
        assert!(all.len() > 30, "{}", all.len());
        Self(all)
    }

    /// The tables of which somebody reaches only rows within a bound.
    pub(super) fn tables_by(&self, bound: &str) -> Vec<&'static str> {
        let is_bound = |cell: &String| {
            let rows = cell.split(';').next().unwrap_or_default();
            rows.split(", ").any(|one| one == bound)
        };
        let names = TABLES.iter().map(|table| table.name);
        let bound = |name: &&str| self.0.get(*name).is_some_and(|row| row.values().any(is_bound));
        names.filter(bound).collect()
    }

    /// Which rows of a table a role reaches, and without which fields.
    fn of(&self, table: &str, role: &str) -> (&str, Vec<&str>) {
        let Some(cell) = self.0[table].get(role) else { return ("all", Vec::new()) };
        let (rows, fields) = cell.split_once("; without ").unwrap_or((cell, ""));
        (rows, fields.split(", ").filter(|field| !field.is_empty()).collect())
    }

    pub(super) fn hidden(&self, table: &str, role: &str) -> Vec<&str> {
        self.of(table, role).1
    }

    pub(super) fn is_hidden(&self, row: &Row, role: &str) -> bool {
        if row.table == "user_account" && role == "manager" {
            // The rule for users is one of ranks: none of the rows made here is below.
            return true;
        }
        let (rows, _) = self.of(row.table, role);
        if role == "public" {
            // They are told where, what and by whom, but of no row as it is.
            let told = ["center", "service", "provider"].contains(&row.table);
            return !told || !row.breaks.is_empty();
        }
        let rows = match rows {
            "those of a reached `appointment_id`" => self.of("appointment", role).0,
            "those of a reached `invoice_id`" => self.of("invoice", role).0,
            "those of a reached `credit_note_id`" => self.of("credit_note", role).0,
            rows => rows,
        };
        let bounds: Vec<&str> = rows
            .split(", ")
            .map(|bound| if bound.starts_with(STATUS) { STATUS } else { bound })
            .collect();
        rows.starts_with("none") || row.breaks.iter().any(|why| bounds.contains(why))
    }

    /// Every field that somebody does not see.
    pub(super) fn fields(&self) -> BTreeSet<(String, String)> {
        let tables = self.0.keys();
        let fields = |table: &String| -> Vec<(String, String)> {
            let roles = ["staff", "client"].into_iter();
            let fields = roles.flat_map(|role| self.hidden(table, role));
            fields.map(|field| (table.clone(), field.to_owned())).collect()
        };
        tables.flat_map(fields).collect()
    }
}

/// The table of what a read answers with; `None` if it is no row of one that many see.
pub(super) fn table_of(path: &str) -> Option<&'static str> {
    let mut words = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    match words.rfind(|part| !["invoice", "credit-note", "code"].contains(part))? {
        "history" => Some("appointment_change"),
        "sale" => Some("sale"),
        part => table_of_segment(part).map(|table| table.name),
    }
}

impl Matrix {
    /// Reads all that there is to read as each role, and looks for what is out of
    /// reach, or left out, for it.
    pub(super) fn sights(&mut self, all: &[Documented], rows: &[Row], sights: &Sights) {
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        let mut filled = BTreeSet::new();
        for operation in all.iter().filter(|one| one.method == "GET") {
            for (role, client) in self.permitted(operation) {
                for (line, named) in self.reads(operation, rows) {
                    let answer = client.get(&line);
                    self.case(operation);
                    self.look(sights, (role, &line), &answer.text, rows, &named);
                    self.must_be(sights, (role, &line), answer.status, rows, &named);
                    let page = answer.json();
                    let full = self.fields(sights, (role, operation, &line), &page);
                    if role == "admin" {
                        filled.extend(full);
                    }
                    // A count tells how many there are that are not shown.
                    let shown = page["items"].as_array().map_or(0, Vec::len) as u64;
                    let is_whole = page["next_cursor"].is_null();
                    let counted = page["total"].as_u64().filter(|_| is_whole);
                    self.must(counted.is_none_or(|total| total == shown), || {
                        format!("{role} GET {line} counts {counted:?}, and shows {shown}")
                    });
                    seen.entry(role).or_default().push_str(&answer.text);
                }
            }
        }
        // What nobody finds would not be missed.
        for row in rows {
            assert!(seen["admin"].contains(&row.id), "{} {}", row.table, row.id);
        }
        let unfilled: Vec<_> = sights.fields().difference(&filled).cloned().collect();
        assert!(unfilled.is_empty(), "{unfilled:?}");
    }

    /// Every way to ask for a read: with each row of the kind in the path, or as a
    /// filter. With each comes what it names.
    fn reads(&self, operation: &Documented, rows: &[Row]) -> Vec<(String, Vec<String>)> {
        let things = |kind: &str| -> Vec<String> {
            let far = rows.iter().filter(|row| table_of(&format!("/{kind}")) == Some(row.table));
            let own = self.ours.get(kind).cloned();
            own.into_iter().chain(far.map(|row| row.id.clone())).collect()
        };
        let parameters = operation.path.matches('{').count();
        let first = operation.path.split(['{', '}']).nth(1).unwrap_or_default();
        let paths: Vec<(String, Vec<String>)> = match parameters {
            0 => vec![(operation.path.clone(), Vec::new())],
            1 if first != "guest_code" => things(&kind(operation, first))
                .into_iter()
                .map(|thing| (operation.at(|_| thing.clone()), vec![thing]))
                .collect(),
            _ => vec![(operation.at(|name| self.ours[&kind(operation, name)].clone()), Vec::new())],
        };
        let all = operation.said()["parameters"].as_array().cloned().unwrap_or_default();
        let query = |name: &str| all.iter().any(|one| one["in"] == "query" && one["name"] == name);
        let mut reads = Vec::new();
        for (path, named) in paths {
            match operation.id.as_str() {
                "calendar_get" => {
                    for center in things("centers") {
                        let day = self.day.clone();
                        let line = format!("{path}?center_id={center}&date={day}");
                        reads.push((line, vec![center]));
                    }
                    continue;
                }
                "appointments_affected" => {
                    for center in things("centers") {
                        reads.push((format!("{path}?center_id={center}"), vec![center]));
                    }
                    continue;
                }
                "reports_collections" => {
                    let line = format!("{path}?center_id={}", self.ours["centers"]);
                    reads.push((line, Vec::new()));
                    continue;
                }
                "appointments_first_slots" => {
                    let line = format!("{path}?service_id={}", self.ours["services"]);
                    reads.push((line, Vec::new()));
                    continue;
                }
                "appointments_slots" => {
                    let (center, service) = (&self.ours["centers"], &self.ours["services"]);
                    let line =
                        format!("{path}?center_id={center}&service_id={service}&date={}", self.day);
                    reads.push((line, Vec::new()));
                    continue;
                }
                "public_slots" => {
                    for service in things("services") {
                        let line = format!("{path}?service_id={service}&date={}", self.day);
                        reads.push((line, vec![service]));
                    }
                    continue;
                }
                _ => {}
            }
            let limit = if query("limit") { "limit=200&" } else { "" };
            let count = if query("count") { "count=true&" } else { "" };
            reads.push((format!("{path}?{limit}{count}"), named.clone()));
            for parameter in &all {
                let name = parameter["name"].as_str().unwrap();
                if parameter["in"] != "query" || !self.names_a_row(&parameter["schema"]) {
                    continue;
                }
                for thing in things(&kind_of(name)) {
                    let line = format!("{path}?{limit}{count}{name}={thing}");
                    reads.push((line, [named.clone(), vec![thing]].concat()));
                }
            }
        }
        for (line, _) in &mut reads {
            *line = line.trim_end_matches(['?', '&']).to_owned();
        }
        reads
    }

    /// That nothing is in an answer that the role may not see, but what it named.
    fn look(
        &self,
        sights: &Sights,
        (role, line): (&str, &str),
        text: &str,
        rows: &[Row],
        named: &[String],
    ) {
        let text = named.iter().fold(text.to_owned(), |text, id| text.replace(id.as_str(), ""));
        for row in rows.iter().filter(|row| sights.is_hidden(row, role)) {
            self.must(!text.contains(&row.id), || {
                format!("{role} GET {line} shows {} {}", row.table, row.id)
            });
        }
        let kept: &[&str] = match role {
            "staff" => &["kept-from-all", "+37129990001"],
            "client" | "public" => &["kept-from-", "+3712999000"],
            _ => &[],
        };
        self.must(!kept.iter().any(|kept| text.contains(kept)), || {
            format!("{role} GET {line} tells what is left out: {text}")
        });
    }

    /// That what is named in the path, alone, is there if and only if it is reached.
    fn must_be(
        &self,
        sights: &Sights,
        (role, line): (&str, &str),
        status: u16,
        rows: &[Row],
        named: &[String],
    ) {
        let in_path =
            |row: &&Row| named.contains(&row.id) && line.contains(&format!("/{}", row.id));
        let Some(row) = rows.iter().find(in_path) else { return };
        let is_hidden = sights.is_hidden(row, role);
        let expected = if is_hidden { 404 } else { 200 };
        // A filter may be withheld.
        let is_filtered = line.contains("_id=") && status == 422;
        self.must(status == expected || is_filtered, || {
            format!("{role} GET {line} answers {status} for a {}", row.table)
        });
    }

    /// That fields which are left out are empty; returns those that are not.
    fn fields(
        &self,
        sights: &Sights,
        (role, operation, line): (&str, &Documented, &str),
        answer: &Value,
    ) -> Vec<(String, String)> {
        let Some(table) = table_of(&operation.path) else { return Vec::new() };
        let one = [answer.clone()];
        let items = answer["items"].as_array().map_or(&one[..], Vec::as_slice);
        let is_empty = |value: &Value| value.is_null() || *value == json!([]);
        for field in sights.hidden(table, role) {
            let told = items.iter().find(|item| !is_empty(&item[field]));
            self.must(told.is_none(), || format!("{role} GET {line} shows {table}.{field}"));
        }
        let full = |(of, field): &(String, String)| {
            of == table && items.iter().any(|item| !is_empty(&item[field]))
        };
        sights.fields().into_iter().filter(full).collect()
    }
}
