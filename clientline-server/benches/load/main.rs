//! Rivals over one day of 50 slots, and what becomes of them when the database
//! stops or freezes; what a crowd does to its neighbours, and to itself; what a hot row costs; how long a
//! sign-in takes that fails, and what many of them do to those who succeed; what ten minutes of
//! mixed load leave behind: figures, and promises that are checked in the same run.
//!
//! `cargo bench --package clientline-server --bench load -- [sqlite] [postgres]
//! [outage] [neighbours] [crowds] [hot] [sign-in] [soak] [soak-sqlite] [soak-postgres] [minutes]`;
//! without a word, all of them but the soaks, which take ten minutes on each store, or one or
//! five if that is said. It ends with an error when anybody was booked twice, refused without a cause, answered 500, or lost what
//! was acknowledged.

#![cfg_attr(
    all(unix, feature = "sqlite", feature = "postgres"),
    expect(clippy::unwrap_used, reason = "a run that can't go on has failed")
)]

#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod crowds;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod flood;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod hot;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod neighbours;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod outage;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod place;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod rivals;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod sign_in;
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
mod soak;

/// What the tests over HTTP do it with.
#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
#[expect(dead_code, reason = "the tests use more of it")]
#[path = "../../tests/http"]
mod http {
    pub(crate) mod chance;
    pub(crate) mod history;
    pub(crate) mod load;
}

#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
#[path = "../../tests/kit/mod.rs"]
mod kit;

#[cfg(not(all(unix, feature = "sqlite", feature = "postgres")))]
fn main() {
    println!("this needs both stores, and Unix");
}

#[cfg(all(unix, feature = "sqlite", feature = "postgres"))]
fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if words == [neighbours::WORD] {
        return neighbours::flood();
    }
    let wanted = |word: &str| words.is_empty() || words.iter().any(|given| given == word);
    if wanted("sqlite") {
        rivals::on_sqlite();
    }
    if wanted("postgres") {
        rivals::on_postgres();
    }
    if wanted("outage") {
        outage::of_postgres();
    }
    if wanted("neighbours") {
        neighbours::on_sqlite();
        neighbours::on_postgres();
    }
    if wanted("crowds") {
        crowds::crowds();
    }
    if wanted("hot") {
        hot::on_sqlite();
        hot::on_postgres();
    }
    // Ten minutes on each store are not for every run.
    let minutes = words.iter().find_map(|word| word.parse().ok()).unwrap_or(soak::MINUTES);
    for word in &words {
        match &**word {
            "soak" => soak::on_both(minutes),
            "soak-sqlite" => soak::on_sqlite(minutes),
            "soak-postgres" => soak::on_postgres(minutes),
            _ => {}
        }
    }
    if wanted("sign-in") {
        sign_in::failing();
        flood::flooded();
    }
}
