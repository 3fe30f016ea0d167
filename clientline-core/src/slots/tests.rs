mod cases;
mod properties;
mod world;
