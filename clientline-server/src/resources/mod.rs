//! The resources of the API: for each, the lines that declare its endpoints.

mod system;

use crate::endpoint::{Declare, Endpoints};

/// All endpoints of the server.
#[derive(Debug, Clone, Copy)]
pub struct Resources;

impl Declare for Resources {
    fn declare(table: &mut Endpoints) {
        system::declare(table);
    }
}
