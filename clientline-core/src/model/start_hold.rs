//! Starts that are held for somebody who has not said yet who they are.

use super::{Appointment, row_policy::row_policy};
use crate::{entity::entity, value::Id};

entity! {
    /// The hold of a start, or of the starts of a visit, while somebody without a sign-in says who
    /// they are. What is held is an appointment that is pending, of the center's nameless guest;
    /// the hold has the identifier of the first one, so that the newest are the last. It goes once
    /// they have said it, and what lapses keeps it.
    StartHold in "start_hold" {
        /// The appointment: the first part, if it is a visit.
        appointment_id: Id<Appointment>,
        /// SHA-256 of the token that opens it, in hexadecimal.
        #[serde(skip_serializing)]
        token_hash: String,
        /// How often it was extended: once at most.
        extensions: i32,
    }
    unique hold_token_taken (token_hash);
}

row_policy! { StartHold, staff: NOTHING, client: NOTHING, public: DECIDING }

impl StartHold {
    /// How often a hold is extended.
    pub const EXTENSIONS_MAX: i32 = 1;
}
