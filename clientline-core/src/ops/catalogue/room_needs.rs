//! The further kinds of room that a service needs: what they may be, and the references to them.

use super::services::sync_links;
use crate::{
    entity::Query,
    error::{Error, Result},
    model::{RoomCategory, Service, ServiceRoomCategory},
    ops::resource::BuildContext,
    value::{FewIds, IdList},
};

/// The field that names them.
const FIELD: &str = "/further_room_category_ids";

impl Service {
    /// Checks that the further kinds stand beside a first one, and beside another one, and that
    /// the service is no class: whoever joins a session takes nothing of its rooms.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] naming the field, or the kind that is named twice.
    pub(super) fn check_kinds(&self) -> Result<()> {
        let further = self.further_room_category_ids;
        if further.is_empty() {
            return Ok(());
        }
        if self.room_category_id.is_none() {
            let detail = "Name the first kind of room as room_category_id.";
            return Err(Error::invalid(FIELD, "without_first_kind", detail));
        }
        if self.seats().is_some() {
            let detail = "A class takes one room; it can't need further kinds.";
            return Err(Error::invalid(FIELD, "class_with_kinds", detail));
        }
        match further.iter().position(|kind| Some(kind) == self.room_category_id) {
            Some(at) => {
                let detail = "The service needs this kind already, as room_category_id.";
                Err(Error::invalid(&format!("{FIELD}/{at}"), "repeated", detail))
            }
            None => Ok(()),
        }
    }

    /// Takes the references behind the further kinds away, if there are any.
    pub(super) async fn unlink_kinds(&self, context: &mut BuildContext<'_, '_>) -> Result<()> {
        if self.further_room_category_ids.is_empty() {
            return Ok(());
        }
        self.link_kinds(FewIds::default(), context).await
    }

    /// Makes the references behind the further kinds say what the service says.
    pub(super) async fn link_kinds(
        &self,
        kinds: FewIds<RoomCategory>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let query = Query::limit(3)
            .eq(ServiceRoomCategory::service_id(), &self.id)
            .order_by(ServiceRoomCategory::room_category_id());
        let links = context.view.list(&query).await?;
        let kinds = IdList::new(kinds.iter().collect());
        let kinds = kinds.map_err(|error| Error::value(FIELD, &error))?;
        sync_links(
            FIELD,
            &kinds,
            links,
            |link| link.room_category_id,
            context,
            |id, room_category_id| ServiceRoomCategory {
                id,
                service_id: self.id,
                room_category_id,
            },
        )
        .await
    }
}
