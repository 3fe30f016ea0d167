//! What implementations of such an API are known to get wrong: each a test here.

mod bounds;
mod duplicates;
mod filters;
mod money;
mod numbers;
mod references;
mod together;

use std::{sync::Barrier, thread};

/// What each of so many gets who ask at once.
fn at_once<T: Send>(many: usize, ask: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(many);
    thread::scope(|scope| {
        let one = |number| {
            let (ask, start) = (&ask, &start);
            scope.spawn(move || {
                start.wait();
                ask(number)
            })
        };
        let all: Vec<_> = (0..many).map(one).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    })
}
