//! Appointments that are to be moved, for which times are listed: their own times count as free, and
//! what can't be moved is refused as moving it is.

use super::{
    agreement::{KeptSeat, Moved, Terms},
    appointment_checks::{
        change_settings, must_be_ahead, must_be_changeable, must_be_held, must_be_movable,
    },
    availability::ServiceResources,
    moves::let_go,
};
use crate::{
    engine::{Batch, Env, Operation, Plan, View, reading::referred},
    entity::Stored,
    error::{Error, Result},
    model::{Appointment, Center, GuestChange, Organization, Permission, Role, Service},
    value::{Code, Id},
};

/// An appointment that is to be moved, and the settings by which a guest may.
pub(super) struct Moving {
    pub(super) appointment: Stored<Appointment>,
    settings: Option<Stored<Organization>>,
}

impl Moving {
    /// Reads the appointment, as it can be moved by who asks, for times of a service at a center.
    pub(super) async fn read(
        env: &Env,
        view: &mut View<'_>,
        id: Id<Appointment>,
        (center, service): (Option<Id<Center>>, Id<Service>),
    ) -> Result<Self> {
        let (appointment, settings) =
            view.read((referred("/moving", id), change_settings(env))).await?;
        must_be_at(&appointment, center, "/moving")?;
        must_be_ahead(&appointment, env)?;
        must_be_held(&appointment, env)?;
        must_be_movable(&appointment)?;
        // A guest keeps the service.
        if appointment.service_id != service && env.actor().role == Role::Client {
            return Err(Error::withheld("/service_id"));
        }
        Ok(Self { appointment, settings: settings.flatten() })
    }

    /// Returns what of it decides where it can be moved to.
    pub(super) fn moved(&self, service: Id<Service>) -> Result<Moved> {
        Ok(Moved { seat: KeptSeat::Own, ..moved_to(&self.appointment, service)? })
    }

    /// Adds to a service what is chosen, at each center; to one that is moved in the place of what
    /// it has, which is for the desk to agree on.
    pub(super) fn add_to(
        env: &Env,
        moving: Option<&Self>,
        codes: Option<&[Code]>,
        resources: &mut [ServiceResources],
    ) -> Result<()> {
        let Some(codes) = codes else { return Ok(()) };
        if moving.is_some() && env.actor().role == Role::Client {
            return Err(Error::withheld("/add_ons"));
        }
        let before = moving.map(|moving| &*moving.appointment);
        resources.iter_mut().try_for_each(|one| one.add_instead(before, codes))
    }

    /// Checks that it is not too late to move it.
    pub(super) fn must_be_changeable(&self, service: &Service, env: &Env) -> Result<()> {
        let notice = (self.settings.as_ref(), Some(service));
        must_be_changeable(&self.appointment, GuestChange::Move, notice, env)
    }
}

/// Returns what of an appointment decides where it can be moved to: with another service it is a
/// new agreement.
fn moved_to(appointment: &Appointment, service: Id<Service>) -> Result<Moved> {
    let is_kept = appointment.service_id == service;
    Moved::of(appointment, if is_kept { Terms::Agreed } else { Terms::Current }, None)
}

fn must_be_at(appointment: &Appointment, center: Option<Id<Center>>, field: &str) -> Result<()> {
    if center.is_none_or(|center| center == appointment.center_id) {
        return Ok(());
    }
    let detail = "The appointment is at another center, and stays there.";
    Err(Error::invalid(field, "other_center", detail))
}

/// One of several services at a center: the appointment that is to be moved, if it is none that is
/// booked.
pub(super) type MovedService = (Option<Id<Appointment>>, Id<Service>);

/// Several appointments that are to be moved at once, each for its service.
pub(super) struct MovingTogether {
    appointments: Vec<Stored<Appointment>>,
    /// What decides where each can be moved to, by the services, and which of the appointments
    /// that is.
    moved: Vec<Option<(Moved, usize)>>,
}

/// An appointment that is to be moved with others, and what of it decides where to.
#[derive(Clone, Copy)]
pub(in crate::ops) struct MovedBeside<'m> {
    pub(super) moved: Moved,
    pub(super) appointment: &'m Appointment,
}

impl MovingTogether {
    /// Reads the appointments that some services name in these fields; none, if no service does.
    pub(super) async fn read(
        env: &Env,
        view: &mut View<'_>,
        center: Id<Center>,
        (services, field): (&[MovedService], fn(usize) -> String),
    ) -> Result<Option<Self>> {
        let named = services.iter().enumerate();
        let named: Vec<(usize, Id<Appointment>, Id<Service>)> =
            named.filter_map(|(at, (id, service))| Some((at, (*id)?, *service))).collect();
        let Some(first) = named.first() else { return Ok(None) };
        // A guest moves one appointment, or a visit by its token.
        if env.actor().role == Role::Client {
            return Err(Error::withheld(&field(first.0)));
        }
        let is_again = |at: &usize| named[..*at].iter().any(|(_, id, _)| *id == named[*at].1);
        if let Some(at) = (0..named.len()).find(is_again) {
            let detail = "The appointment is named before in the same list.";
            return Err(Error::invalid(&field(named[at].0), "duplicate", detail));
        }
        let fields: Vec<String> = named.iter().map(|(at, ..)| field(*at)).collect();
        let asked = named.iter().zip(&fields).map(|((_, id, _), field)| referred(field, *id));
        let appointments = view.read(asked.collect::<Vec<_>>()).await?;
        let mut moved = vec![None; services.len()];
        let each = appointments.iter().zip(&named).zip(&fields).enumerate();
        for (which, ((appointment, (at, _, service)), field)) in each {
            must_be_at(appointment, Some(center), field)?;
            must_be_held(appointment, env)?;
            must_be_movable(appointment)?;
            moved[*at] = Some((moved_to(appointment, *service)?, which));
        }
        Ok(Some(Self { appointments, moved }))
    }

    /// Returns what is moved, by the services.
    fn moved(&self) -> Vec<Option<MovedBeside<'_>>> {
        let one = |(moved, which): (Moved, usize)| {
            Some(MovedBeside { moved, appointment: self.appointments.get(which)? })
        };
        self.moved.iter().map(|moved| moved.and_then(one)).collect()
    }

    /// Starts with all of them having let go of their times, as when they are moved at once.
    pub(super) async fn batch<'a, 'v>(
        &self,
        env: &'a Env,
        view: &'a mut View<'v>,
    ) -> Result<Batch<'a, 'v>> {
        let mut batch = Batch::new(env, view);
        batch.know(&self.appointments);
        let_go(&mut batch, env, self.appointments.iter().map(|one| one.id).collect()).await?;
        Ok(batch)
    }
}

/// A list of the starts of several services at once, of which some may be appointments that are
/// moved.
pub(super) trait StartsOfSeveral: Operation {
    /// The services, each with what is to be moved for it.
    fn services(&self) -> Vec<MovedService>;

    /// The field that names what is moved for the service at a place.
    fn field(at: usize) -> String;

    /// Lists the starts, once what is moved has let go of its times.
    fn found(
        &self,
        env: &Env,
        view: &mut View<'_>,
        moved: &[Option<MovedBeside<'_>>],
    ) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// Lists starts, what is moved having let go of its times.
pub(super) async fn starts_of<F: StartsOfSeveral>(
    find: &F,
    center: Id<Center>,
    env: &Env,
    view: &mut View<'_>,
) -> Result<Plan<F::Answer>> {
    let services = find.services();
    // Seldom, and large.
    let read = MovingTogether::read(env, view, center, (&services, F::field));
    let Some(moving) = Box::pin(read).await? else {
        return Ok(Plan::read(env, find.found(env, view, &[]).await?));
    };
    let mut batch = Box::pin(moving.batch(env, view)).await?;
    let moved = moving.moved();
    let found = OfMoved { find, moved: &moved };
    let found = Box::pin(batch.run_part(env.now(), &found)).await?;
    Ok(Plan::read(env, found))
}

/// A list of starts, of which some are of what is moved.
struct OfMoved<'f, F> {
    find: &'f F,
    moved: &'f [Option<MovedBeside<'f>>],
}

impl<F: StartsOfSeveral> Operation for OfMoved<'_, F> {
    type Answer = F::Answer;
    const NAME: &'static str = F::NAME;
    const NEEDS: Permission = F::NEEDS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        Ok(Plan::read(env, self.find.found(env, view, self.moved).await?))
    }
}
