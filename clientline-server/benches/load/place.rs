//! What a place of a load has of its own.

use crate::kit::Place;

/// Whoever asks for a place on a database keeps that database.
pub(crate) type Held = ();

impl Place {
    /// With a file of its own.
    pub(crate) fn make() -> Self {
        Self::on("sqlite:load.db", ())
    }
}
