//! Who may do what, for people to read: `docs/permissions.md` is what the matrices
//! in the code say, and the operations that are offered. So a change of either shows in review.

use std::{fmt::Write as _, fs, path::Path};

use clientline_core::model::{Permission, ROW_POLICIES, Role, RowCondition, RowPolicy, Rows};

use crate::documented::{Documented, documented};

/// What a permission is for, as its name says.
fn words(name: &str) -> String {
    name.replace('_', " ")
}

fn rows(sight: RowPolicy) -> String {
    let bounds = |bounds: &[RowCondition]| {
        let words: Vec<String> = bounds.iter().map(|bound| said(*bound)).collect();
        words.join(", ")
    };
    match sight.rows {
        Rows::All => "all".to_owned(),
        Rows::Deciding => "none; the engine decides by them".to_owned(),
        Rows::Within(list) => bounds(list),
        Rows::Of(column) => format!("those of a reached `{column}`"),
        Rows::Nothing => "none".to_owned(),
    }
}

fn said(bound: RowCondition) -> String {
    match bound {
        RowCondition::OwnGuest => "own".to_owned(),
        RowCondition::OwnCenters => "of own centers".to_owned(),
        RowCondition::OwnAppointment => "own appointment's".to_owned(),
        RowCondition::OwnAccount => "own account's".to_owned(),
        RowCondition::Active => "active".to_owned(),
        RowCondition::Status(list) => format!("status {}", list.join(", ")),
    }
}

fn seen(sight: RowPolicy) -> String {
    let mut text = rows(sight);
    if !sight.hidden.is_empty() {
        write!(text, "; without {}", sight.hidden.join(", ")).unwrap();
    }
    text
}

fn document() -> String {
    let mut text = String::from(
        "# Who may do what\n\n\
         What each role may do, and to which rows. A test writes this file from\n\
         `clientline-core/src/model/access.rs`, each entity's `row_policy!`, and the table of\n\
         endpoints.\n\n\
         ## Permissions\n\n\
         | may | admin | manager | staff | client | public |\n|---|---|---|---|---|---|\n",
    );
    for &permission in Permission::ALL {
        let roles = Role::ALL.iter().map(|role| role.may(permission));
        let marks = roles.chain([permission.is_of_the_public()]);
        let marks: Vec<&str> = marks.map(|may| if may { "yes" } else { "–" }).collect();
        writeln!(text, "| {} | {} |", words(permission.as_str()), marks.join(" | ")).unwrap();
    }
    text.push_str(
        "\n## Rows and fields\n\n\
         Admins, managers, and programs whose key has the role of staff or above reach\n\
         every row of their organization. A user who is staff reaches, and a client\n\
         reaches, the following; what they don't reach is not there for them, and they\n\
         can't write it. Fields that are left out show as empty, can't be filtered by,\n\
         and can't be given.\n\n\
         An own center is that of the provider, or of the employee, that the user is. An\n\
         own row is of the guest that the user is, or of one who was merged into it.\n\n\
         The public is whoever did not sign in, where the organization is open to them.\n\
         They are shown no row as it is; what they reach serves to book one appointment, and by\n\
         that appointment's token to see, move, cancel and confirm it.\n\n\
         | table | staff | client | public |\n|---|---|---|---|\n",
    );
    for line in ROW_POLICIES {
        let [staff, client, public] = [line.staff, line.client, line.public].map(seen);
        writeln!(text, "| {} | {staff} | {client} | {public} |", line.table.name).unwrap();
    }
    text.push_str(
        "\nBeyond that:\n\n\
         - Staff who are a provider check in, start, complete and miss their own appointments\n\
         \x20 only.\n\
         - Clients book, move and cancel their own appointments while these are ahead, at times\n\
         \x20 that are listed, and change what is theirs to say on their own record: names,\n\
         \x20 address for mail, telephone numbers, gender, day of birth, nationality, language\n\
         \x20 and consent.\n\
         - The public books at times that are listed, and moves and cancels its own appointment\n\
         \x20 while it is as far ahead as the organization wants it.\n\n\
         ## Operations\n\n\
         | request | operation | for |\n|---|---|---|\n",
    );
    for Documented { method, path, id, roles, .. } in documented(&super::document().into()) {
        let roles = if roles.is_empty() { "everybody".to_owned() } else { roles.join(", ") };
        writeln!(text, "| {method} {path} | {id} | {roles} |").unwrap();
    }
    text
}

#[test]
fn the_document_says_what_the_matrices_say() {
    let found = document();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/permissions.md");
    if fs::read_to_string(&path).unwrap_or_default() != found {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("permissions.md");
        fs::write(&file, found).unwrap();
        panic!("docs/permissions.md should be {}", file.display());
    }
}
