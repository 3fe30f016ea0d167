//! Attacks in words of this database alone: whose rows are seen, who may change the
//! rules, and what two connections do at once.

use clientline_core::row::ChangeSet;
use clientline_store_pg::PostgresStorage;

use crate::{
    attacks::translated,
    salon::{Raw, Salon},
    target::Target,
    world::at,
};

/// Not allowed to the role.
const DENIED: &str = "42501";

/// Runs a statement as the application does, which must be refused with this
/// SQLSTATE, and one that must not.
async fn is_refused(wrong: &str, why: &str, right: &str) {
    let mut target = Target::open().await;
    let (wrong, right) = (translated(wrong), translated(right));
    let refused = target.attempt(&wrong).await.unwrap_err();
    let said = refused.as_database_error().unwrap();
    let code = said.code().unwrap_or_default().into_owned();
    assert_eq!(code, why, "{wrong}: {refused}");
    target.attempt(&right).await.unwrap();
}

/// Runs a statement as the application does, which is not its to run, and as the
/// owner of the tables, whose it is.
async fn is_the_owners(statement: &str) {
    is_refused(statement, DENIED, &format!("RESET ROLE; {statement}")).await;
}

macro_rules! tricks {
    ($( $name:ident: $wrong:expr, $why:expr, but $right:expr; )*) => { $(
        #[tokio::test]
        async fn $name() {
            is_refused($wrong, $why, $right).await;
        }
    )* };
}

macro_rules! owners {
    ($( $name:ident: $statement:expr; )*) => { $(
        #[tokio::test]
        async fn $name() {
            is_the_owners($statement).await;
        }
    )* };
}

tricks! {
    a_row_is_added_for_another_tenant:
        "INSERT INTO room_category SELECT {other}, {new}, 1, now(), now(), 'x'", DENIED,
        but "INSERT INTO room_category SELECT {mine}, {new}, 1, now(), now(), 'x'";
    a_row_is_added_for_nobody:
        "SET LOCAL app.organization = '';
         INSERT INTO room_category SELECT {mine}, {new}, 1, now(), now(), 'x'", DENIED,
        but "INSERT INTO room_category SELECT {mine}, {new}, 1, now(), now(), 'x'";
    a_row_is_added_in_the_name_of_another_tenant:
        "SET LOCAL app.organization = '00000000-0000-0000-0000-000000000002';
         INSERT INTO room_category SELECT {mine}, {new}, 1, now(), now(), 'x'", DENIED,
        but "INSERT INTO room_category SELECT {mine}, {new}, 1, now(), now(), 'x'";
    a_conflict_hands_over_the_row_of_another_tenant:
        "INSERT INTO room_category SELECT {other}, {id room_category 7}, 1, now(), now(), 'x'
         ON CONFLICT (organization_id, id) DO UPDATE SET name = 'x'", DENIED,
        but "INSERT INTO room_category SELECT {mine}, {id room_category 1}, 1, now(), now(), 'x'
             ON CONFLICT (organization_id, id) DO NOTHING";
    a_tenant_that_is_no_identifier:
        "SET LOCAL app.organization = 'x'' OR true --'; SELECT count(*) FROM guest", "22P02",
        but "SELECT count(*) FROM guest";
    security_that_is_switched_off_for_oneself:
        "SET LOCAL row_security = off; SELECT count(*) FROM guest", DENIED,
        but "SET LOCAL row_security = on; SELECT count(*) FROM guest";
    rows_that_come_by_the_file:
        "COPY room_category FROM '/dev/null'", DENIED, but "SELECT 1";
    rows_that_go_to_a_program:
        "COPY guest TO PROGRAM 'cat'", DENIED, but "SELECT 1";
    a_conflict_moves_a_time:
        "INSERT INTO occupancy SELECT * FROM occupancy WHERE id = {id occupancy 2}
         ON CONFLICT (organization_id, id) DO UPDATE SET unit = 2", "23514",
        but "INSERT INTO occupancy SELECT * FROM occupancy WHERE id = {id occupancy 2}
             ON CONFLICT (organization_id, id) DO NOTHING";
    a_date_that_never_comes:
        "UPDATE guest SET date_of_birth = 'infinity', version = version + 1", "23514",
        but "UPDATE guest SET date_of_birth = '9999-12-31', version = version + 1";
    a_year_with_five_digits:
        "UPDATE guest SET created_at = '10000-01-01', version = version + 1", "23514",
        but "UPDATE guest SET created_at = '9999-12-31T00:00:00Z', version = version + 1";
    policies_that_are_not_json:
        "UPDATE center SET policies = '[', version = version + 1", "22P02",
        but "UPDATE center SET policies = '[]', version = version + 1";
    something_between_true_and_false:
        "UPDATE guest SET is_active = 2, version = version + 1", "42804",
        but "UPDATE guest SET is_active = false, version = version + 1";
    references_that_wait_for_the_commit:
        "SET CONSTRAINTS ALL DEFERRED;
         UPDATE guest SET center_id = {new}, version = version + 1", "23503",
        but "SET CONSTRAINTS ALL DEFERRED; UPDATE guest SET version = version + 1";
}

owners! {
    triggers_sleep_for_a_session: "SET LOCAL session_replication_role = replica";
    a_journal_is_swept_away_by_the_role: "TRUNCATE blockout";
    rules_of_a_table_are_put_to_sleep: "ALTER TABLE collection DISABLE TRIGGER collection_stays";
    all_triggers_of_a_table_are_put_to_sleep: "ALTER TABLE audit DISABLE TRIGGER USER";
    a_trigger_is_dropped: "DROP TRIGGER audit_stays ON audit";
    the_exclusion_is_dropped: "ALTER TABLE occupancy DROP CONSTRAINT slot_taken";
    a_unique_index_is_dropped: "DROP INDEX invoice_number_taken";
    a_check_is_made_lax: "ALTER TABLE sale DROP CONSTRAINT sale_is_sound";
    the_function_of_a_check_is_exchanged:
        "ALTER FUNCTION clientline_sale_is_sound RENAME TO clientline_sale_was_sound";
    a_column_is_added: "ALTER TABLE invoice ADD COLUMN extra text";
    row_level_security_is_switched_off: "ALTER TABLE guest DISABLE ROW LEVEL SECURITY";
    a_policy_is_dropped: "DROP POLICY tenant ON guest";
    a_policy_is_made_lax: "ALTER POLICY tenant ON guest USING (true)";
    a_second_policy_lets_everybody_in: "CREATE POLICY open ON guest USING (true)";
    a_table_takes_another_owner: "ALTER TABLE guest OWNER TO CURRENT_USER";
    the_trigger_function_is_replaced:
        "CREATE OR REPLACE FUNCTION clientline_refuse() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RETURN NEW; END $$";
    the_commit_becomes_one_of_its_owner:
        &format!(
            "ALTER FUNCTION {}(uuid, jsonb) SECURITY DEFINER",
            PostgresStorage::commit_function()
        );
    a_function_of_ones_own_stands_beside_the_tables:
        "CREATE FUNCTION public.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS
         $$ SELECT count(*) FROM guest $$";
    a_table_of_ones_own_stands_beside_the_others: "CREATE TABLE public.shadow (id uuid)";
    the_history_of_the_schema_is_read: "SELECT * FROM _sqlx_migrations";
    the_role_is_given_more: "ALTER ROLE clientline_app BYPASSRLS";
}

/// Rows of the other tenant stay out of sight, whatever is asked.
async fn sees(setting: &str, question: &str, answer: &str) {
    let mut target = Target::open().await;
    target.raw.run(setting).await.unwrap();
    assert_eq!(target.raw.texts(translated(question)).await, [answer], "{question}");
}

const OWN: &str = "SET LOCAL app.organization = '00000000-0000-0000-0000-000000000001'";

#[tokio::test]
async fn whoever_forgets_the_tenant_sees_nothing() {
    sees("SET LOCAL app.organization = ''", "SELECT count(*)::text FROM guest", "0").await;
    sees(OWN, "SELECT count(*)::text FROM guest", "2").await;
}

#[tokio::test]
async fn whoever_names_another_tenants_row_sees_nothing() {
    let theirs = "SELECT count(*)::text FROM guest WHERE id = {theirs guest}";
    sees(OWN, theirs, "0").await;
    sees(OWN, "SELECT count(*)::text FROM guest WHERE id = {id guest 1}", "1").await;
}

#[tokio::test]
async fn whoever_joins_across_tenants_sees_their_own() {
    let joined = "SELECT count(*)::text FROM guest CROSS JOIN center";
    sees(OWN, joined, "2").await;
}

#[tokio::test]
async fn whoever_updates_or_deletes_everything_reaches_their_own() {
    let mut target = Target::open().await;
    let all = "UPDATE guest SET notes = 'x', version = version + 1";
    assert_eq!(target.attempt(all).await.unwrap(), 2);
    assert_eq!(target.attempt("DELETE FROM guest_term").await.unwrap(), 1);
    let theirs = translated("DELETE FROM guest_term WHERE organization_id = {other}");
    assert_eq!(target.attempt(&theirs).await.unwrap(), 0);
}

#[tokio::test]
async fn whoever_logs_in_as_a_member_gains_nothing_by_another_role() {
    let mut target = Target::open().await;
    let name = "SELECT 'member_' || replace(gen_random_uuid()::text, '-', '')";
    let name = target.raw.texts(name).await.concat();
    let login = format!(
        "RESET ROLE; CREATE ROLE {name} LOGIN; GRANT clientline_app TO {name};
         SET LOCAL SESSION AUTHORIZATION {name}; SET LOCAL app.organization = ''"
    );
    target.raw.run(login).await.unwrap();
    let guests = "SELECT count(*)::text FROM guest";
    assert_eq!(target.raw.texts(guests).await, ["0"]);
    target.raw.run("RESET ROLE").await.unwrap();
    assert_eq!(target.raw.texts(guests).await, ["0"]);
    let owner = "SELECT relowner::regrole::text FROM pg_class WHERE oid = 'guest'::regclass";
    let owner = target.raw.texts(owner).await.concat();
    let refused = target.attempt(&format!("SET ROLE {owner}")).await.unwrap_err();
    assert!(refused.to_string().contains("permission denied"), "{refused}");
    target.raw.run(OWN).await.unwrap();
    assert_eq!(target.raw.texts(guests).await, ["2"]);
}

#[tokio::test]
async fn no_function_acts_as_its_owner_but_for_two_that_answer_about_all_tenants() {
    let mut target = Target::open().await;
    let functions = "SELECT proname::text FROM pg_proc
                     WHERE pronamespace = 'public'::regnamespace AND proname ~ '^clientline_'";
    assert!(!target.raw.texts(functions).await.is_empty());
    let owners = target.raw.texts(format!("{functions} AND prosecdef ORDER BY 1")).await;
    assert_eq!(owners, ["clientline_last_positions", "clientline_tenants_with"]);
}

#[tokio::test]
async fn what_must_stay_is_not_swept_away_even_by_the_owner() {
    let mut target = Target::open().await;
    target.raw.run("RESET ROLE").await.unwrap();
    for (table, why) in [
        ("appointment_change", "appointment_change_stays"),
        ("audit", "audit_stays"),
        ("audit_seal", "audit_seal_stays"),
        ("collection", "collection_stays"),
        ("counter", "counter_stays"),
        ("guest_credit_entry", "guest_credit_entry_stays"),
        ("credit_note_item", "credit_note_item_stays"),
        ("guest_package_entry", "guest_package_entry_stays"),
        ("gift_card_entry", "gift_card_entry_stays"),
    ] {
        let refused = target.attempt(&format!("TRUNCATE {table}")).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().constraint(), Some(why), "{refused}");
    }
    // They take along what refers to them, whose rules may come first.
    for table in ["invoice", "invoice_item"] {
        let refused = target.attempt(&format!("TRUNCATE {table} CASCADE")).await.unwrap_err();
        assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("23514"));
    }
    target.attempt("TRUNCATE blockout").await.unwrap();
}

#[tokio::test]
async fn a_line_does_not_slip_in_while_its_invoice_is_issued() {
    let salon = Salon::furnished().await;
    salon.commit(salon.world.booking(2, 10)).await.unwrap();
    let (draft, line) = salon.world.draft(2);
    let mut changes = ChangeSet::new(at(3));
    changes.insert(draft);
    changes.insert(line);
    salon.commit(changes).await.unwrap();
    let mut raw = Raw::to(&salon.database).await;
    let issue = "BEGIN; UPDATE invoice SET status = 'issued', invoice_no = 'INV-2027-0001',
                 invoice_date = '2027-01-01', version = version + 1";
    raw.run(issue).await.unwrap();
    let mut other = Raw::to(&salon.database).await;
    let late = tokio::spawn(async move {
        let attack = "UPDATE invoice_item SET item_name = 'x', version = version + 1";
        other.refused(attack, "invoice_issued").await;
    });
    let waits = "SELECT pid::text FROM pg_stat_activity
                 WHERE wait_event_type = 'Lock' AND datname = current_database()";
    while raw.texts(waits).await.is_empty() {
        tokio::task::yield_now().await;
    }
    raw.run("COMMIT").await.unwrap();
    late.await.unwrap();
}
