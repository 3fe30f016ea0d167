# Short names for what is done often; `just` lists them.

default:
    @just --list

# Everything that must hold before a change goes in.
check:
    ./check

# The server on the demo data, in a file beside you.
demo:
    cargo run --release -- --demo

# Timings, each beside its reference.
bench:
    cargo bench
