//! Jobs, run by hand: what is over goes, what fails is tried again, and none is done twice at once.

use std::sync::Arc;

use clientline_core::{
    ClientLine,
    conformance::fixture::{AppointmentFixture, at, new_tenant},
    entity::sample,
    model::{
        Appointment, AppointmentStatus, Event, Idempotency, IdempotencyGuest, Job, Session, User,
    },
    row::ChangeSet,
    storage::Work,
    value::{Id, TenantId},
    work::{Ran, run, run_all},
};
use uuid::Uuid;

use super::{ANOTHER, DAY, ME, Watched, all, book, client};

#[tokio::test]
async fn keys_sessions_and_events_go_when_they_are_over_and_not_before() {
    let (client, clock) = client(&Arc::default());
    let tenant = new_tenant();
    let mut changes = ChangeSet::new(at(0));
    changes.insert(Idempotency { expires_at: at(DAY), ..sample() });
    changes.insert(IdempotencyGuest { expires_at: at(DAY), ..sample() });
    let user: User = sample();
    changes.insert(user.clone());
    for days in [30, 40] {
        let refresh_expires_at = at(days * DAY);
        changes.insert(Session { user_id: user.id, refresh_expires_at, ..sample() });
    }
    for position in 1..=3 {
        let id = Event::id_at(position);
        changes.insert(Event { id, position, happened_at: at(0), ..sample() });
    }
    client.storage().commit(tenant, changes).await.unwrap();
    let left = async |client: &ClientLine| {
        let guests = all::<IdempotencyGuest>(client, tenant).await.len();
        let keys = all::<Idempotency>(client, tenant).await.len() + guests;
        let sessions = all::<Session>(client, tenant).await.len();
        (keys, sessions, all::<Event>(client, tenant).await.len())
    };
    for (minutes, expected) in [
        (DAY - 1, (2, 2, 3)),
        (DAY + 1, (0, 2, 3)),
        (30 * DAY + 1, (0, 1, 0)),
        (40 * DAY + 1, (0, 0, 0)),
    ] {
        clock.set(at(minutes));
        for work in [Work::IdempotencyKeys, Work::Sessions, Work::Events] {
            assert_eq!(run(&client, work, ME).await.unwrap().failed, 0);
        }
        assert_eq!(left(&client).await, expected, "after {minutes} minutes");
    }
}

#[tokio::test]
async fn a_hold_that_lapsed_is_ended_by_its_job_and_not_before() {
    let (client, clock) = client(&Arc::default());
    let tenant = new_tenant();
    let mut fixture = AppointmentFixture::new();
    fixture.appointment.status = AppointmentStatus::Pending;
    fixture.appointment.held_until = Some(at(20));
    let mut changes = ChangeSet::new(at(0));
    fixture.insert(&mut changes);
    client.storage().commit(tenant, changes).await.unwrap();
    for (minute, done) in [(20, 0), (21, 1), (22, 0)] {
        clock.set(at(minute));
        let ran = run(&client, Work::LapsedHolds, ME).await.unwrap();
        assert_eq!(ran, Ran { done, failed: 0 }, "at minute {minute}");
    }
    let [appointment] = all::<Appointment>(&client, tenant).await.try_into().unwrap();
    assert_eq!(appointment.status, AppointmentStatus::Cancelled);
}

#[tokio::test]
async fn all_work_is_done_at_once_and_told_by_events_with_positions() {
    let storage = Arc::<Watched>::default();
    let (client, clock) = client(&storage);
    let (tenant, other) = (new_tenant(), new_tenant());
    let mut fixture = AppointmentFixture::new();
    fixture.appointment.status = AppointmentStatus::Pending;
    fixture.appointment.held_until = Some(at(20));
    let mut changes = ChangeSet::new(at(0));
    fixture.insert(&mut changes);
    client.storage().commit(tenant, changes).await.unwrap();
    book(&client, other).await;
    clock.set(at(21));
    // The hold that ended, its commit, and the other one's.
    assert_eq!(run_all(&client).await.unwrap(), Ran { done: 3, failed: 0 });
    let [lapsed] = all::<Event>(&client, tenant).await.try_into().unwrap();
    assert_eq!(lapsed.kind, "appointment.lapsed");
    assert_eq!(all::<Event>(&client, other).await.len(), 1);
    assert_eq!(run_all(&client).await.unwrap(), Ran::default());
    book(&client, other).await;
    *storage.unfindable.lock().unwrap() = Some(Work::Sessions);
    assert!(run_all(&client).await.is_err());
    assert_eq!(all::<Event>(&client, other).await.len(), 2, "the rest was done all the same");
}

#[tokio::test]
async fn two_processes_never_do_one_job_at_once_and_a_dead_one_gives_its_lease_back_by_time() {
    let storage = Arc::<Watched>::default();
    let (client, clock) = client(&storage);
    let tenant = new_tenant();
    book(&client, tenant).await;
    // The other process took the job, and died.
    let mut changes = ChangeSet::new(at(0));
    let id = Id::from_uuid(Uuid::from_u128(1));
    let leased_until = at(2);
    changes.insert(Job { id, name: "outbox".into(), holder: ANOTHER, leased_until, ..sample() });
    client.storage().commit(TenantId::PLATFORM, changes).await.unwrap();
    clock.set(at(1));
    assert_eq!(run(&client, Work::Outbox, ME).await.unwrap(), Ran::default());
    assert_eq!(all::<Event>(&client, tenant).await.len(), 0);
    clock.set(at(2));
    assert_eq!(run(&client, Work::Outbox, ME).await.unwrap(), Ran { done: 1, failed: 0 });
    assert_eq!(all::<Event>(&client, tenant).await.len(), 1);
    let [job] = all::<Job>(&client, TenantId::PLATFORM).await.try_into().unwrap();
    assert_eq!((job.holder, job.failures, job.succeeded_at), (ME, 0, Some(at(2))));
    assert_eq!(job.leased_until, at(2), "it was given back");
}

#[tokio::test]
async fn a_tenant_for_whom_a_job_fails_stops_no_other_and_is_tried_again() {
    let storage = Arc::<Watched>::default();
    let (client, _) = client(&storage);
    let mut tenants = [(); 3].map(|()| new_tenant());
    tenants.sort();
    for tenant in tenants {
        book(&client, tenant).await;
    }
    storage.broken.lock().unwrap().insert(tenants[0]);
    let ran = run(&client, Work::Outbox, ME).await.unwrap();
    assert_eq!(ran, Ran { done: 2, failed: 1 });
    let [job] = all::<Job>(&client, TenantId::PLATFORM).await.try_into().unwrap();
    assert_eq!((job.failures, job.succeeded_at), (1, None));
    storage.broken.lock().unwrap().clear();
    assert_eq!(run(&client, Work::Outbox, ME).await.unwrap(), Ran { done: 1, failed: 0 });
    let [job] = all::<Job>(&client, TenantId::PLATFORM).await.try_into().unwrap();
    assert_eq!((job.runs, job.failures), (job.runs, 0));
}

#[tokio::test]
async fn of_two_processes_that_begin_a_job_at_once_one_does_it() {
    let storage = Arc::<Watched>::default();
    let (one, _) = client(&storage);
    let (other, _) = client(&storage);
    let tenants = [(); 20].map(|()| new_tenant());
    for tenant in tenants {
        book(&one, tenant).await;
    }
    let both = tokio::join!(run(&one, Work::Outbox, ME), run(&other, Work::Outbox, ANOTHER));
    let mut done = [both.0.unwrap().done, both.1.unwrap().done];
    done.sort_unstable();
    assert_eq!(done, [0, 20]);
}
