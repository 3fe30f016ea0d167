//! Who books without a sign-in: what they say of themselves, whose record that is, and how often
//! they may.
//!
//! A guest is known by an address that was verified to be theirs, and is theirs alone;
//! any other address may be whose it likes, and whoever has given it to a guest would
//! see what is booked with it. So who is known is found, who is not is made anew, each
//! time until a mail to the address came back; which of these are one person is for the
//! desk to say. Whether the address is that of a guest shows nowhere: the answer holds
//! nothing of either. Nothing that is known of a guest is changed by somebody who only
//! knows the address.

use crate::{
    engine::{
        Env, Reading, View,
        reading::{First, first},
    },
    entity::{Entity, Query, Stored},
    error::{Error, Result},
    model::{Appointment, Center, Guest, NewGuest, OnlineBooking, Organization, PublicBooking},
    ops::{
        resource::{BuildContext, Resource},
        scheduling::booking::Contact,
    },
    value::{EmailAddress, Id, Name, Notes, PhoneNumber, Timestamp},
};

/// The name of what is done as a part of a booking, or of a hold.
pub(super) const PART: &str = "online_booking_create";
/// The window of [`PublicBooking::max_per_hour`], in minutes.
const HOUR_MINUTES: i64 = 60;
/// The window of [`PublicBooking::max_per_contact`], in minutes.
const DAY_MINUTES: i64 = 24 * 60;

/// Who comes, as they say themselves.
#[derive(Clone)]
pub(super) struct OnlineContact {
    /// First name.
    pub(super) first_name: Name,
    /// Last name.
    pub(super) last_name: Name,
    /// Where the confirmation is sent to.
    pub(super) email: EmailAddress,
    /// Telephone number.
    pub(super) phone: Option<PhoneNumber>,
    /// Notes of the guest.
    pub(super) notes: Option<Notes>,
}

impl OnlineContact {
    /// Reads by what rules they book, who they are, if the address is known, and something else
    /// together with it; checks that not too many appointments were booked: a visit counts as one.
    pub(super) async fn read<R: Reading>(
        &self,
        env: &Env,
        view: &mut View<'_>,
        other: R,
    ) -> Result<(PublicBooking, Option<Stored<Guest>>, R::Found)> {
        let settings = settings(env, view).await?;
        let of_contact = Query::one().eq(OnlineBooking::mailbox(), &self.email.mailbox());
        let of_all = Query::<OnlineBooking>::one();
        let (other, known, of_all, of_contact) = view
            .read((
                other,
                Guest::known_by(&self.email),
                before_the_latest(of_all, settings.max_per_hour),
                before_the_latest(of_contact, settings.max_per_contact),
            ))
            .await?;
        must_be_an_hour_ago(of_all.as_ref(), env.now())?;
        must_be_long_ago(of_contact.as_ref(), DAY_MINUTES, env.now())?;
        let known = <[Stored<Guest>; 1]>::try_from(known).ok().map(|[known]| known);
        if let Some(known) = &known {
            view.rely_on(known);
        }
        Ok((settings, known, other))
    }

    /// Makes a guest of them.
    pub(super) async fn make_guest(
        &self,
        id: Id<Guest>,
        center: Id<Center>,
        context: &mut BuildContext<'_, '_>,
    ) -> Result<()> {
        let Self { first_name, last_name, email, phone, .. } = self.clone();
        let new =
            NewGuest { email: Some(email), phone, ..NewGuest::new(center, first_name, last_name) };
        let guest = Guest { id, ..Guest::make(new, context).await? };
        context.changes.insert(guest).after_save(None, context).await
    }

    /// Returns the booking of an appointment, which the token of a hash opens.
    pub(super) fn booking(
        &self,
        id: Id<Appointment>,
        guest_id: Id<Guest>,
        manage_token_hash: String,
    ) -> OnlineBooking {
        OnlineBooking {
            id: Id::from_uuid(id.uuid()),
            appointment_id: id,
            guest_id,
            email: self.email.clone(),
            mailbox: self.email.mailbox(),
            manage_token_hash,
            confirm_token_hash: None,
        }
    }

    /// Returns what each appointment keeps of it.
    pub(super) fn kept(&self) -> Contact {
        Contact {
            first_name: Some(self.first_name.clone()),
            last_name: Some(self.last_name.clone()),
            phone: self.phone.clone(),
        }
    }
}

/// Reads by what rules strangers book.
pub(super) async fn settings(env: &Env, view: &mut View<'_>) -> Result<PublicBooking> {
    let organization = Id::<Organization>::from_uuid(env.tenant().0);
    Ok(view.require(organization).await?.settings.public_booking)
}

/// Asks for the one that has this many, less one, after it.
pub(super) fn before_the_latest<E: Entity>(query: Query<E>, many: u32) -> First<E> {
    let mut query = query.descending();
    query.select_mut().skip = many.saturating_sub(1);
    first(query)
}

/// Checks that one was made more than an hour ago.
pub(super) fn must_be_an_hour_ago<E>(made: Option<&Stored<E>>, now: Timestamp) -> Result<()> {
    must_be_long_ago(made, HOUR_MINUTES, now)
}

/// Checks that a booking was made longer ago than so many minutes.
///
/// # Errors
///
/// [`Error::TooManyBookings`] with the time that is left.
fn must_be_long_ago<E>(booking: Option<&Stored<E>>, minutes: i64, now: Timestamp) -> Result<()> {
    let Some(booking) = booking else { return Ok(()) };
    let free_at = booking.created_at().saturating_plus_minutes(minutes);
    let left = free_at.micros().saturating_sub(now.micros());
    if left <= 0 {
        return Ok(());
    }
    let seconds = left.saturating_add(999_999) / 1_000_000;
    Err(Error::TooManyBookings { retry_after: u32::try_from(seconds).unwrap_or(u32::MAX) })
}
