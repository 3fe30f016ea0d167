//! What a place of a load has of its own.

use crate::kit::Place;

/// Whoever asks for a place on a database keeps that database.
pub(crate) type Held = ();

impl Place {
    /// With a file of its own.
    pub(crate) fn make() -> Self {
        Self::on("sqlite:load.db", ())
    }

    /// Has PostgreSQL look at its tables, once they are filled: a server that runs for a while has
    /// done so by itself. In a file nothing is to be looked at: its statistics are a part of the
    /// schema, and no server takes others.
    pub(crate) fn analyze(&self) {
        let address = self.database();
        if address.starts_with("postgres") {
            throwaway_postgres::analyze(&address);
        }
    }
}
