mod builders;
mod cases;
mod clocks;
mod properties;
mod world;
