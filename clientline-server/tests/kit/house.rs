//! A server with one organization.

use super::{Client, Place, Server, command, organization, printed};

/// A server with one organization, and its admin's client.
pub(crate) struct House {
    pub(crate) client: Client,
    /// A client without a token.
    pub(crate) open: Client,
    server: Server,
    place: Place,
}

impl House {
    pub(crate) fn open() -> Self {
        let place = Place::make();
        let token = organization(&place, "atelier");
        let server = Server::start(&place);
        let client = server.client(&token).bound_by_contract();
        let open = client.with("");
        Self { client, open, server, place }
    }

    /// Where it runs.
    pub(crate) const fn place(&self) -> &Place {
        &self.place
    }

    /// The platform's client, with a key of its own.
    pub(crate) fn platform(&self) -> Client {
        let key = printed(command(&self.place).arg("platform-key"), "platform token: ");
        self.server.client(&key).bound_by_contract()
    }
}
