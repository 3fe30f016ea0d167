//! The resources of the API: for each, the lines that declare its endpoints.

mod appointments;
mod billing;
mod books;
mod calendars;
mod catalogue;
mod goods;
mod keys;
mod money;
mod organizations;
mod people;
mod places;
mod prepaid;
mod public;
mod system;
mod time_off;
mod users;
mod waitlist;

use crate::endpoint::{Declare, Endpoints};

/// All endpoints of the server.
#[derive(Debug, Clone, Copy)]
pub struct Resources;

impl Declare for Resources {
    fn declare(table: &mut Endpoints) {
        system::declare(table);
        organizations::declare(table);
        users::declare(table);
        keys::declare(table);
        places::declare(table);
        catalogue::declare(table);
        goods::declare(table);
        people::declare(table);
        calendars::declare(table);
        time_off::declare(table);
        appointments::declare(table);
        waitlist::declare(table);
        public::declare(table);
        billing::declare(table);
        money::declare(table);
        prepaid::declare(table);
        books::declare(table);
    }
}
