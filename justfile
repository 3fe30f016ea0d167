# Short names for what is done often; `just` lists them.

default:
    @just --list

# Everything that must hold before a change goes in.
check:
    ./check

# What fails fastest, while one works: core, the SQLite store, and the server without a
# socket; no PostgreSQL, no run over HTTP, no simulation, no attacks on the database, no loads of
# the whole demo. `./check` is what counts.
quick:
    cargo fmt --all -- --check
    cargo nextest run --workspace --all-features --filterset \
        'not (binary(/^(postgres|simulation)$/) or test(/(^|::)postgres_|import::tests::demo|^attacks::/) or (package(clientline-server) and binary(/^(sqlite|front)$/)))'

# The server on the demo data, in a file beside you.
demo:
    cargo run --release -- --demo

# Timings, each beside its reference.
bench:
    cargo bench
