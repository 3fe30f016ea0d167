//! What is read of anybody's bytes: rules of recurrence, hours, zones, and worlds of all three.
//!
//! Each of these tests takes the inputs that are kept in `__fuzz__/`, and some by chance, in each
//! build. A fuzzer takes as many as it is given time for, and prefers those that lead where none
//! has been (`CONTRIBUTING.md`, "Fuzzing"). All of it is tests, which fail by panicking.

mod hours;
mod rules;
mod worlds;
mod zones;
