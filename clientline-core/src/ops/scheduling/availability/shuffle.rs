//! An order by chance, for rivals who should choose differently.

/// Brings items into an order that depends on chance alone, each order being as likely
/// (Fisher and Yates; the numbers are those of `SplitMix64`).
pub(super) fn shuffle<T>(items: &mut [T], chance: u64) {
    let mut state = chance;
    for left in (2..=items.len()).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let pick = usize::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or_default() % left;
        items.swap(left - 1, pick);
    }
}
