//! The language that a client reads, as its `Accept-Language` says (RFC 9110, section 12.5.4).

use poem::http::{HeaderMap, header};

/// Returns what is known in the language that a client likes best, if it is known in any that
/// the client reads.
///
/// `known` is asked by the primary subtag, such as `pt` of `pt-BR`.
pub(crate) fn preferred<T>(headers: &HeaderMap, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut ranges: Vec<(&str, f32)> = accepted
        .split(',')
        .map(|range| {
            let (name, weight) = range.split_once(";q=").unwrap_or((range, "1"));
            (name.trim(), weight.trim().parse().unwrap_or(0.0))
        })
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    // What weighs the same stays in the client's order.
    ranges.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranges.iter().find_map(|(range, _)| known(range.split('-').next().unwrap_or_default()))
}
