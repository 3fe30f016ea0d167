//! What a request costs in CPU time, of the server and of the database, beside a peer that
//! does nothing but what has to be done: five requests, on both stores, in one run.
//!
//! `cargo bench --package clientline-server --bench peer -- [rounds]`. Rounds are
//! interleaved, so that what else the machine does meets all alike: quote the ratios.

#![cfg_attr(
    all(target_os = "linux", feature = "sqlite", feature = "postgres"),
    expect(clippy::unwrap_used, reason = "a run that can't go on has failed")
)]

#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
mod cpu;
#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
mod peer;
#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
#[path = "../load/place.rs"]
mod place;
#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
mod rounds;
#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
mod rows;
#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
mod wishes;

#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
#[path = "../../tests/kit/mod.rs"]
mod kit;

#[cfg(not(all(target_os = "linux", feature = "sqlite", feature = "postgres")))]
fn main() {
    println!("this needs both stores, and Linux");
}

#[cfg(all(target_os = "linux", feature = "sqlite", feature = "postgres"))]
fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match &words[..] {
        [word, sqlite, postgres] if word == peer::WORD => peer::serve(sqlite, postgres),
        [number] => rounds::run(number.parse().unwrap()),
        _ => rounds::run(5),
    }
}
