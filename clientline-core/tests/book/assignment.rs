//! Who serves guests who want nobody in particular, as their center says.

use clientline_core::{
    conformance::fixture::{at, create, day, name},
    entity::Stored,
    model::{
        Appointment, AppointmentStatus, Center, NewService, NewWaitlistEntry, Provider, Service,
        WaitlistEntry,
    },
    ops::{
        resource::{Get, Update},
        scheduling::{
            appointment_status::ChangeStatus,
            booking::BookAppointment,
            reschedule::Reschedule,
            slots::FindSlots,
            visit_starts::{FindVisitStarts, WantedService},
            visits::{BookVisit, VisitService},
            waitlist_offers::{MakeOffer, OfferedTime},
        },
    },
    value::{DayCount, DurationMinutes, Id, StartLimit},
};
use serde_json::json;

use super::{
    World, change_provider, colleague,
    parties::{holds, party},
    reschedule, world,
};

const DAY: i64 = 24 * 60;

/// A world of three providers, and a room with plenty of places.
struct Salon {
    world: World,
    /// In the order of their identifiers.
    providers: [Id<Provider>; 3],
}

async fn salon(assignment: &str) -> Salon {
    let world = world(8).await;
    holds(&world, 8).await;
    let (ana, rui) = (colleague(&world, "Ana").await, colleague(&world, "Rui").await);
    let mut providers = [world.provider.id, ana.id, rui.id];
    providers.sort_unstable();
    let salon = Salon { world, providers };
    salon.choose(assignment).await;
    salon
}

impl Salon {
    async fn choose(&self, assignment: &str) {
        let patch = json!({"policies": {"assignment": assignment}});
        let patch = serde_json::from_value(patch).unwrap();
        let id = self.world.center.id;
        self.world.scope.run(&Update::<Center> { id, patch, expected: None }).await.unwrap();
    }

    /// Whom a start lists, in order.
    async fn listed(&self, minutes: i64) -> Vec<Id<Provider>> {
        let date = self.world.center.time_zone.local(at(minutes)).date();
        let find = FindSlots::new(self.world.center.id, self.world.service.id, date);
        let found = self.world.scope.run(&find).await.unwrap();
        let start = found.slots.iter().find(|slot| slot.starts_at == at(minutes)).unwrap();
        start.providers.iter().map(|one| one.provider_id).collect()
    }

    /// Books a start for anyone: who is the first one that it lists.
    async fn book(&self, guest: usize, minutes: i64) -> Stored<Appointment> {
        let listed = self.listed(minutes).await;
        let wish = self.world.book(self.world.guests[guest].id, at(minutes));
        let booked = self.world.scope.run(&wish).await.unwrap();
        assert_eq!(booked.provider_id, listed[0]);
        booked
    }

    async fn book_with(&self, provider: Id<Provider>, minutes: i64) -> Stored<Appointment> {
        let wish = self.world.book(self.world.guests[0].id, at(minutes));
        let wish = BookAppointment { provider_id: Some(provider), ..wish };
        self.world.scope.run(&wish).await.unwrap()
    }
}

#[tokio::test]
async fn the_lowest_priority_comes_first_and_who_has_none_last() {
    let salon = salon("priority").await;
    let [first, second, third] = salon.providers;
    assert_eq!(salon.listed(60).await, [first, second, third]);
    change_provider(&salon.world, third, r#"{"priority": 1}"#).await;
    change_provider(&salon.world, second, r#"{"priority": 20}"#).await;
    assert_eq!(salon.listed(60).await, [third, second, first]);
    for (guest, expected) in [third, second, first].into_iter().enumerate() {
        assert_eq!(salon.book(guest, 60).await.provider_id, expected);
    }
    // Nothing else counts.
    assert_eq!(salon.book(3, 180).await.provider_id, third);
    change_provider(&salon.world, third, r#"{"priority": null}"#).await;
    assert_eq!(salon.listed(300).await, [second, first, third]);
    salon.choose("least_specialised").await;
    assert_eq!(salon.listed(300).await, [first, second, third]);
}

#[tokio::test]
async fn a_party_and_an_offer_have_who_comes_first_too() {
    let salon = salon("priority").await;
    let [first, _, third] = salon.providers;
    let world = &salon.world;
    change_provider(world, third, r#"{"priority": 1}"#).await;
    let service = world.service.id;
    let couple = world.scope.run(&party(world, 60, &[(service, None), (service, None)])).await;
    let served: Vec<_> = couple.unwrap().iter().map(|one| one.provider_id).collect();
    assert_eq!(served, [third, first]);
    let new = NewWaitlistEntry::new(world.guests[2].id, world.center.id, service, day(), day());
    let waiting = create::<WaitlistEntry>(&world.scope, new).await;
    let time = OfferedTime { starts_at: at(180), provider_id: None };
    let offer = MakeOffer { id: waiting.id, time, expected: None };
    let offered = world.scope.run(&offer).await.unwrap().appointment_id.unwrap();
    let offered = world.scope.run(&Get::<Appointment>(Id::from_uuid(offered))).await.unwrap();
    assert_eq!(offered.provider_id, third);
}

#[tokio::test]
async fn the_least_busy_of_the_day_come_first_whatever_else_they_perform() {
    let salon = salon("least_specialised").await;
    let [first, second, third] = salon.providers;
    let cut = salon.world.service.id.uuid();
    change_provider(&salon.world, second, &format!(r#"{{"services": ["{cut}"]}}"#)).await;
    assert_eq!(salon.book(0, 60).await.provider_id, second);
    assert_eq!(salon.listed(180).await, [second, first, third]);
    salon.choose("least_busy").await;
    assert_eq!(salon.listed(180).await, [first, third, second]);
    // On the next day nobody is busy.
    assert_eq!(salon.listed(DAY + 180).await, [second, first, third]);
    assert_eq!(salon.book(1, 180).await.provider_id, first);
    assert_eq!(salon.book(2, 300).await.provider_id, third);
}

#[tokio::test]
async fn who_has_the_fewest_appointments_of_the_week_comes_first() {
    let salon = salon("even").await;
    let [first, second, third] = salon.providers;
    let monday = salon.book(0, 60).await;
    assert_eq!(monday.provider_id, first);
    salon.book_with(second, DAY + 60).await;
    // On every day of the week; of two who have as many it is who is less busy on the day.
    assert_eq!(salon.listed(300).await, [third, second, first]);
    for days in 1..5 {
        assert_eq!(salon.listed(days * DAY + 300).await, [third, first, second], "{days}");
    }
    assert_eq!(salon.book(1, 4 * DAY + 60).await.provider_id, third);
    assert_eq!(salon.listed(2 * DAY).await, [first, second, third]);
    // In the week after it, nobody has any.
    assert_eq!(salon.listed(7 * DAY).await, [first, second, third]);
    salon.book_with(first, 11 * DAY).await;
    assert_eq!(salon.listed(7 * DAY).await, [second, third, first]);
    // What is cancelled counts no more, and what is moved counts where it is.
    let to = AppointmentStatus::Cancelled;
    let cancel = ChangeStatus { id: monday.id, to, reason: None, fee: None, expected: None };
    salon.world.scope.run(&cancel).await.unwrap();
    assert_eq!(salon.listed(300).await, [first, second, third]);
    let other = salon.book(2, 240).await;
    assert_eq!(salon.listed(300).await, [second, third, first]);
    let move_on = reschedule(other.id, Reschedule::to(at(8 * DAY)));
    salon.world.scope.run(&move_on).await.unwrap();
    assert_eq!(salon.listed(300).await, [first, second, third]);
}

#[tokio::test]
async fn a_list_of_weeks_says_of_each_day_what_a_list_of_that_day_says() {
    let salon = salon("even").await;
    let [first, second, third] = salon.providers;
    let booked = [(second, 60), (first, 2 * DAY), (first, 4 * DAY), (third, 8 * DAY)];
    for (provider, minutes) in booked {
        salon.book_with(provider, minutes).await;
    }
    let days = DayCount::new(16).unwrap();
    let (center, service) = (salon.world.center.id, salon.world.service.id);
    let find = FindSlots { days, ..FindSlots::new(center, service, day()) };
    let whole = salon.world.scope.run(&find).await.unwrap();
    let mut listed = 0;
    for minutes in (0..16).map(|days| days * DAY + 300) {
        let Some(start) = whole.slots.iter().find(|slot| slot.starts_at == at(minutes)) else {
            continue;
        };
        let providers: Vec<_> = start.providers.iter().map(|one| one.provider_id).collect();
        assert_eq!(providers, salon.listed(minutes).await);
        listed += 1;
    }
    assert_eq!(listed, 12, "those that are working days");
}

/// The parts of a visit count before it is booked as they do afterwards.
#[tokio::test]
async fn who_serves_the_parts_of_a_visit_is_whom_its_list_says() {
    let salon = salon("even").await;
    let [first, second, third] = salon.providers;
    let world = &salon.world;
    let minutes = DurationMinutes::new(10).unwrap();
    let new = NewService::new(name("Brows"), minutes, "9.00".parse().unwrap());
    let brows = create::<Service>(&world.scope, new).await.id;
    // Third has as many appointments as first will have then, and is less busy.
    let short = BookAppointment::new(world.center.id, world.guests[0].id, brows, at(0));
    let short = BookAppointment { provider_id: Some(third), ..short };
    world.scope.run(&short).await.unwrap();
    let find = FindVisitStarts {
        center_id: world.center.id,
        services: [world.service.id; 3].map(WantedService::new).to_vec(),
        date: day(),
        days: DayCount::MIN,
        limit: StartLimit::MAX,
    };
    let listed = world.scope.run(&find).await.unwrap().starts;
    let start = listed.iter().find(|start| start.starts_at == at(60)).unwrap();
    let said: Vec<_> = start.services.iter().map(|one| one.provider_id).collect();
    assert_eq!(said, [first, second, third]);
    let services = vec![VisitService::new(world.service.id); 3];
    let visit = BookVisit::new(world.center.id, world.guests[1].id, at(60), services);
    let booked = world.scope.run(&visit).await.unwrap();
    assert_eq!(booked.iter().map(|one| one.provider_id).collect::<Vec<_>>(), said);
}
