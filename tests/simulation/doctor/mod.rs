//! Examines all rows of a tenant: the rules that hold between tables, each by
//! a way of its own, not the one by which the rows were made.

mod appointments;
mod billing;
mod days;
mod deposits;
mod numbers;
mod prepaid;
mod records;

use crate::content::Content;

/// A rule: it names the first thing that breaks it.
type Rule = fn(&Content) -> Result<(), String>;

/// Every rule, by its name.
const RULES: &[(&str, Rule)] = &[
    ("references lead somewhere", records::references_lead_somewhere),
    ("declared constraints hold", records::constraints_hold),
    ("the audit trail names every write", records::audit_names_every_write),
    ("events have positions without gaps", records::events_have_positions_without_gaps),
    ("held appointments alone take time", appointments::held_appointments_alone_take_time),
    ("links say what lists say", appointments::links_say_what_lists_say),
    ("series name their appointments", appointments::series_name_their_appointments),
    ("history ends in the present", appointments::history_ends_in_the_present),
    ("every appointment has a sale", appointments::every_appointment_has_a_sale),
    ("money adds up", billing::money_adds_up),
    ("sales come to their price", billing::sales_come_to_their_price),
    ("statuses follow from money", billing::statuses_follow_from_money),
    ("totals are what the lines come to", billing::totals_are_what_lines_come_to),
    ("a sale is billed once", billing::a_sale_is_billed_once),
    ("credit is the sum of its ledger", billing::credit_is_the_sum_of_its_ledger),
    ("credit notes add up", billing::credit_notes_add_up),
    ("packages are the sum of their ledgers", prepaid::packages_are_the_sum_of_their_ledgers),
    ("gift cards are the sum of their ledgers", prepaid::gift_cards_are_the_sum_of_their_ledgers),
    ("sessions are taken for lines", prepaid::sessions_are_taken_for_lines),
    ("deposits are deducted once", deposits::deposits_are_deducted_once),
    ("closed days are as their closes say", days::closed_days_are_as_their_closes_say),
    ("lines earn on what is left of them", days::lines_earn_on_what_is_left_of_them),
    ("numbers have no gaps", numbers::numbers_have_no_gaps),
];

/// Examines a tenant by every rule, and names those that are broken.
pub(crate) fn examine(content: &Content) -> Result<(), String> {
    let broken = RULES.iter().filter_map(|(name, rule)| {
        let what = rule(content).err()?;
        Some(format!("not so that {name}: {what}"))
    });
    let broken: Vec<String> = broken.collect();
    must(broken.is_empty(), || broken.join("\n"))
}

/// Breaks a rule unless a condition holds.
fn must(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}
