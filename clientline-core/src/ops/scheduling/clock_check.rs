//! Appointments to come whose instant is another than was agreed, since a newer tz database says
//! otherwise when the clocks of their zone change.
//!
//! An appointment keeps both its instant and the time on the wall that was agreed. What is to hold
//! is for the salon to say, so nothing is changed here.

use super::availability::local_text;
use crate::{
    engine::{ClientLine, View},
    entity::Query,
    error::Result,
    model::{Appointment, AppointmentStatus, Center},
    value::{Id, TenantId, TimeZone, Timestamp},
};

/// The most rows of one read.
const PAGE: u32 = 500;

/// An appointment that the clocks have moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedByClocks {
    /// Which one.
    pub id: Id<Appointment>,
    /// Where.
    pub center_id: Id<Center>,
    /// The zone of its clocks.
    pub time_zone: TimeZone,
    /// When it starts.
    pub starts_at: Timestamp,
    /// The time on the wall that was agreed.
    pub agreed: String,
    /// What the wall will show then.
    pub shown: String,
}

/// The outcome of a look through a tenant's appointments to come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClockCheck {
    /// How many there are.
    pub appointments: u64,
    /// Those that the clocks have moved, the earliest first.
    pub moved: Vec<MovedByClocks>,
}

/// Looks through a tenant's appointments to come, a page on each snapshot.
///
/// # Errors
///
/// [`Error::Storage`](crate::Error::Storage) if they can't be read.
pub async fn check_clocks(client: &ClientLine, tenant: TenantId) -> Result<ClockCheck> {
    let now = client.environment().now();
    let mut check = ClockCheck::default();
    // Those of each status: no index has all of them by their start.
    let mut page = Query::<Appointment>::limit(PAGE)
        .any(Appointment::status(), AppointmentStatus::ALL)
        .ge(Appointment::starts_at(), &now)
        .order_by(Appointment::starts_at());
    loop {
        let mut snapshot = client.storage().snapshot(tenant).await?;
        let found = View::of(&mut *snapshot).list(&page).await?;
        drop(snapshot);
        check.appointments += found.len() as u64;
        for appointment in found.iter().filter(|one| !one.status.is_over()) {
            let shown = local_text(&appointment.time_zone, appointment.starts_at);
            if shown != appointment.local_start {
                check.moved.push(MovedByClocks {
                    id: appointment.id,
                    center_id: appointment.center_id,
                    time_zone: appointment.time_zone.clone(),
                    starts_at: appointment.starts_at,
                    agreed: appointment.local_start.clone(),
                    shown,
                });
            }
        }
        let Some(last) = found.last().filter(|_| found.len() == PAGE as usize) else { break };
        page.select_mut().after = Some(page.place(last));
    }
    Ok(check)
}
