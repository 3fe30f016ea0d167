//! What happens in a world, on every storage at once: lists, bookings, offers, cancellations, and
//! time that goes by. Each answer is held against the reading, and against those of the others.

use std::{collections::BTreeMap, fmt::Debug};

use clientline::{
    Actor, ErrorKind, Scope,
    engine::{Operation, Reach},
    entity::Stored,
    model::{ActorKind, Appointment, AppointmentStatus, Guest, Role},
    ops::scheduling::booking::BookAppointment,
    slots::{BookingRules, Candidate},
    value::{FewIds, Id, Timestamp},
};

use super::{
    books::{Books, Kept},
    enter::enter,
    house::added,
    reading::{Asked, Reading},
    world::World,
};
use crate::{
    chance::Chance,
    stage::{Stage, Trouble},
};

/// How much happens in a world, before something changes and after that.
const STEPS: u64 = 8;

/// What came of some worlds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    pub(crate) worlds: u64,
    pub(crate) listed: u64,
    pub(crate) booked: u64,
    pub(crate) refused: u64,
    pub(crate) held: u64,
    pub(crate) lapsed: u64,
    pub(crate) ended: u64,
    pub(crate) moved: u64,
}

/// A world under way.
pub(super) struct Play<'w> {
    pub(super) world: &'w World,
    pub(super) reading: Reading<'w>,
    stages: &'w [Stage],
    pub(super) books: Books,
    pub(super) now: Timestamp,
    pub(super) chance: Chance,
    /// The starts that were listed last, by center and service.
    pub(super) listed: BTreeMap<(usize, usize), Vec<Timestamp>>,
    /// The last appointment that is held for each who waits, and those who have theirs.
    pub(super) held: BTreeMap<usize, Id<Appointment>>,
    pub(super) told: Told,
}

/// Plays the world of a seed over storages, and says what came of it, or what is wrong.
pub(crate) async fn play(seed: u64, stages: &[Stage]) -> Result<Told, String> {
    let mut world = World::of(seed);
    for stage in stages {
        stage.storage.listen(false);
        let entered = enter(&world, stage.storage.unheard()).await;
        entered
            .map_err(|error| format!("seed {seed}: {} takes no such world: {error}", stage.name))?;
    }
    let bare = world.all_bare();
    let mut play = Play {
        world: &world,
        reading: Reading::new(&world, &bare),
        stages,
        books: Books::default(),
        now: world.now,
        chance: Chance::new(!seed),
        listed: BTreeMap::new(),
        held: BTreeMap::new(),
        told: Told { worlds: 1, ..Told::default() },
    };
    play.until_turn().await.map_err(|what| play.found(seed, &what))?;
    let turn = play.turn().await.map_err(|what| play.found(seed, &what))?;
    let Play { books, now, chance, listed, held, told, .. } = play;
    world.take(turn);
    let (world, bare) = (&world, &world.all_bare());
    let reading = Reading::new(world, bare);
    let mut play = Play { world, reading, stages, books, now, chance, listed, held, told };
    play.after_turn().await.map_err(|what| play.found(seed, &what))?;
    Ok(play.told)
}

/// Somebody at the desk, or a guest who signed in.
fn actor(guest: Option<Id<Guest>>) -> Actor {
    guest.map_or_else(Actor::system, |guest| {
        let user = Actor::new(ActorKind::User, guest.uuid(), Role::Client);
        user.reaching(Reach::Guest(vec![guest]))
    })
}

impl Play<'_> {
    /// Says what is wrong.
    fn found(&self, seed: u64, what: &str) -> String {
        format!("seed {seed}, at {}: {what}\nbooked: {:#?}", self.now, self.books)
    }

    /// What happens until something changes.
    async fn until_turn(&mut self) -> Result<(), String> {
        // Until something is listed.
        for _ in 0..4 {
            self.both_lists().await?;
            if self.told.listed > 0 {
                break;
            }
        }
        self.steps().await
    }

    /// What happens after that.
    async fn after_turn(&mut self) -> Result<(), String> {
        self.both_lists().await?;
        self.steps().await?;
        let lapsed = self.books.0.iter().filter(|one| !one.is_gone && !one.counts(self.now));
        self.told.lapsed += u64::try_from(lapsed.count()).unwrap();
        self.both_lists().await
    }

    async fn steps(&mut self) -> Result<(), String> {
        for _ in 0..STEPS {
            match self.chance.next() % 100 {
                0..=63 => self.book().await?,
                64..=70 => self.offer().await?,
                71..=80 => self.move_one().await?,
                81..=85 => self.end_or_confirm().await?,
                86..=91 => {
                    let minutes = self.chance.one(&[1, 10, 30, 60, 200]);
                    self.now = self.now.plus_minutes(minutes).unwrap();
                }
                _ => {
                    let asked = self.list_wish();
                    let guest = self.chance.percent(40).then(|| self.guest());
                    self.list(&asked, guest).await?;
                }
            }
        }
        Ok(())
    }

    /// A list for the desk, and the same for a guest.
    async fn both_lists(&mut self) -> Result<(), String> {
        let asked = self.wish(BookingRules::Listed);
        self.list(&asked, None).await?;
        let guest = self.guest();
        self.list(&asked, Some(guest)).await
    }

    /// Asks every storage, and returns what all of them say.
    pub(super) async fn run<O: Operation>(
        &mut self,
        guest: Option<Id<Guest>>,
        operation: &O,
    ) -> Result<Result<O::Answer, &'static str>, String>
    where
        O::Answer: PartialEq + Debug,
    {
        let (seed, mut first) = (self.chance.next(), None);
        for stage in self.stages {
            stage.set(self.now, seed, Trouble::None);
            let scope = Scope::trusted(&stage.client, self.world.tenant, actor(guest));
            let answer = Box::pin(scope.run(operation)).await;
            let answer = answer.map_err(|error| (error.kind(), error));
            let answer = match answer {
                Err((ErrorKind::Conflict | ErrorKind::Invalid | ErrorKind::NotFound, error)) => {
                    Err(error.code())
                }
                Err((_, error)) => return Err(format!("{} fails: {error:?}", stage.name)),
                Ok(answer) => Ok(answer),
            };
            match &first {
                Some(first) if *first != answer => {
                    return Err(format!("{} gives {answer:#?}, not {first:#?}", stage.name));
                }
                Some(_) => {}
                None => first = Some(answer),
            }
        }
        first.ok_or_else(|| "there is no storage".to_owned())
    }

    /// Books at some start, which succeeds if and only if the reading says so.
    async fn book(&mut self) -> Result<(), String> {
        let way = self.way();
        let asked = self.booking_wish(&way);
        let start = self.start(&asked);
        let offers = self.offers(&asked, start);
        let booking = BookAppointment {
            provider_id: asked.provider,
            room_id: asked.room,
            further_provider_ids: FewIds::new(asked.further_providers.clone()).unwrap(),
            further_room_ids: FewIds::new(asked.further_rooms.clone()).unwrap(),
            add_ons: asked.is_added_to.then(added).into_iter().collect(),
            source: way.source,
            written_up: way.rules == BookingRules::Begun,
            override_rules: way.rules == BookingRules::Override,
            ..BookAppointment::new(
                self.world.centers[asked.center].id,
                way.guest,
                self.world.services[asked.service].id,
                start,
            )
        };
        let signed_in = way.is_signed_in.then_some(way.guest);
        match (self.run(signed_in, &booking).await?, offers.first()) {
            (Err(_), None) => self.told.refused += 1,
            (Ok(appointment), Some(offer)) => {
                self.told.booked += 1;
                let kept = self.keep(&asked, &appointment, offer)?;
                self.books.0.push(kept);
                if self.chance.percent(35) {
                    let last = self.books.0.len() - 1;
                    self.end(last, AppointmentStatus::Cancelled).await?;
                }
            }
            (Ok(appointment), None) => {
                return Err(format!("{asked:#?} can't be had, and is booked: {appointment:#?}"));
            }
            (Err(code), Some(offer)) => {
                return Err(format!("{asked:#?} at {start}: {offer:#?} is refused: {code}"));
            }
        }
        Ok(())
    }

    pub(super) fn offers(&self, asked: &Asked, start: Timestamp) -> Vec<Candidate> {
        let found = self.reading.at(&self.books, self.now, asked, &[start]).pop();
        found.map(|(_, offers)| offers).unwrap_or_default()
    }

    /// Checks that an appointment has what is offered first, and makes a note of it.
    pub(super) fn keep(
        &self,
        asked: &Asked,
        appointment: &Stored<Appointment>,
        offer: &Candidate,
    ) -> Result<Kept, String> {
        let providers: Vec<_> = appointment.providers().map(Id::uuid).collect();
        let rooms: Vec<_> = appointment.rooms().map(Id::uuid).collect();
        let has_rooms = if self.has_own_order(asked) {
            let mut ids = appointment.rooms();
            let exactly = Asked {
                provider: Some(appointment.provider_id),
                room: ids.next(),
                further_rooms: ids.collect(),
                ..asked.clone()
            };
            let free = self.offers(&exactly, appointment.starts_at);
            free.iter().any(|one| one.rooms().eq(rooms.iter().copied()))
        } else {
            offer.rooms().eq(rooms.iter().copied())
        };
        let is_as_offered = offer.providers().eq(providers.iter().copied())
            && offer.ends_at == appointment.ends_at
            && offer.rooms().count() == rooms.len();
        if !is_as_offered || !has_rooms {
            return Err(format!("{asked:#?} gives {appointment:#?}, and not {offer:#?}"));
        }
        Ok(Kept {
            id: appointment.id,
            guest: appointment.guest_id,
            center: appointment.center_id,
            service: appointment.service_id,
            is_seat: offer.seats_left.is_some(),
            providers,
            rooms,
            starts_at: appointment.starts_at,
            timing: offer.timing,
            held_until: appointment.held_until,
            is_gone: false,
        })
    }
}
