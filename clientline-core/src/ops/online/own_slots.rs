//! The times to which whoever did not sign in may move the appointment that their token opens.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    manage::own_appointment,
    storefront::{FindPublicSlots, PublicSlotList},
};
use crate::{
    engine::{Env, Operation, Plan, View},
    error::Result,
    model::Permission,
    ops::scheduling::{slot_formats::SlotFormat, slots::FindSlots},
    value::{DayCount, SlotLimit},
};

/// Lists the starts to which the appointment of a token can be moved: with who performs it, for
/// as long as was agreed, its own time being free.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindOwnSlots {
    /// The first local day of the center.
    pub date: NaiveDate,
    /// How many days, from that one on.
    #[serde(default)]
    pub days: DayCount,
    /// In which form.
    #[serde(default)]
    pub format: SlotFormat,
    /// How many starts the answer has at most.
    #[serde(default)]
    pub limit: SlotLimit,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^-?[0-9]{1,18}$"))]
    pub cursor: Option<String>,
}

impl Operation for FindOwnSlots {
    type Answer = PublicSlotList;
    const NAME: &'static str = "online_booking_slots_find";
    const NEEDS: Permission = Permission::ManageOnlineBooking;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<PublicSlotList>> {
        let own = view.require(own_appointment(env)?).await?;
        let asked = FindPublicSlots {
            service_id: own.service_id,
            center_id: Some(own.center_id),
            provider_id: None,
            date: self.date,
            days: self.days,
            format: self.format,
            limit: self.limit,
            cursor: self.cursor.clone(),
        };
        let find = FindSlots {
            provider_id: Some(own.provider_id),
            moving: Some(own.id),
            ..asked.at(own.center_id)
        };
        // What was booked is moved, though it be offered to nobody by now.
        Ok(Plan::read(env, asked.answer(env, view, &find, |_| Ok(())).await?))
    }
}
