//! Moves that name whom and what an appointment has beside its first provider and room.

use clientline_core::{
    Error,
    conformance::fixture::{at, new_id},
    entity::Stored,
    model::{Appointment, Provider, Room},
    ops::scheduling::{
        moves::{Move, MoveAppointments},
        reschedule::Reschedule,
    },
    value::{FewIds, Id},
};

use super::{
    World,
    four_hands::{all, spa},
    kinds::{clinic, further},
    refused, reschedule,
};

async fn moved(
    world: &World,
    of: &Appointment,
    to: Reschedule,
) -> Result<Stored<Appointment>, Error> {
    world.scope.run(&reschedule(of.id, to)).await
}

fn with_providers(minutes: i64, named: &[Id<Provider>]) -> Reschedule {
    let further_provider_ids = FewIds::new(named.iter().copied()).unwrap();
    Reschedule { further_provider_ids, ..Reschedule::to(at(minutes)) }
}

fn with_room(minutes: i64, room: Id<Room>) -> Reschedule {
    let further_room_ids = FewIds::new([room]).unwrap();
    Reschedule { further_room_ids, ..Reschedule::to(at(minutes)) }
}

/// Where the error says that something is wrong.
fn pointer(error: &Error) -> &str {
    let Error::Invalid(inputs) = error else { panic!("{error:?}") };
    &inputs[0].pointer
}

#[tokio::test]
async fn those_who_are_named_are_taken_and_kept() {
    let spa = spa(1).await;
    let [first, second, third] = spa.providers[..] else { panic!() };
    let world = &spa.world;
    let one = spa.book(0).await.unwrap();
    assert_eq!(all(&one), [first, second]);
    let after = moved(world, &one, with_providers(60, &[third])).await.unwrap();
    assert_eq!(all(&after), [first, third]);
    let after = moved(world, &one, Reschedule::to(at(120))).await.unwrap();
    assert_eq!(all(&after), [first, third]);
    for (named, code) in [
        (vec![first], "repeated"),
        (vec![second, third], "too_many"),
        (vec![new_id()], "not_a_performer"),
    ] {
        assert_eq!(refused(moved(world, &one, with_providers(180, &named)).await), code);
    }
    // Who is away is not taken, though another one is free.
    spa.block(second, (180, 240)).await;
    let away = moved(world, &one, with_providers(180, &[second])).await;
    assert_eq!(refused(away), "slot_taken");
    // Another first one, and who was that.
    let handed = Reschedule { provider_id: Some(third), ..with_providers(180, &[first]) };
    assert_eq!(all(&moved(world, &one, handed).await.unwrap()), [third, first]);
}

#[tokio::test]
async fn the_room_that_is_named_is_taken_and_kept() {
    let clinic = clinic(2).await;
    let world = &clinic.world;
    let one = clinic.book(0).await.unwrap();
    let own = further(&one)[0];
    let other = *clinic.lasers.iter().find(|laser| **laser != own).unwrap();
    let after = moved(world, &one, with_room(0, other)).await.unwrap();
    assert_eq!((after.starts_at, further(&after)), (at(0), vec![other]));
    let after = moved(world, &one, Reschedule::to(at(60))).await.unwrap();
    assert_eq!(further(&after), [other]);
    let first_kind = moved(world, &one, with_room(60, world.room.id)).await.unwrap_err();
    assert_eq!(pointer(&first_kind), "/further_room_ids/0");
    // The other laser is free.
    let two = clinic.book(120).await.unwrap();
    let taken = moved(world, &one, with_room(120, further(&two)[0])).await;
    assert_eq!(refused(taken), "slot_taken");
}

#[tokio::test]
async fn one_of_several_moves_names_them_as_one_alone_does() {
    let spa = spa(1).await;
    let [first, second, third] = spa.providers[..] else { panic!() };
    let (one, two) = (spa.book(0).await.unwrap(), spa.book(60).await.unwrap());
    assert_eq!((all(&one), all(&two)), (vec![first, second], vec![third, first]));
    let moves = |all: [(&Appointment, Reschedule); 2]| MoveAppointments {
        moves: all.map(|(of, to)| Move { appointment_id: of.id, to, version: None }).to_vec(),
    };
    let wrong = moves([(&one, Reschedule::to(at(120))), (&two, with_providers(0, &[third]))]);
    let error = spa.world.scope.run(&wrong).await.unwrap_err();
    assert_eq!(pointer(&error), "/moves/1/to/further_provider_ids/0");
    let swap = moves([(&one, with_providers(60, &[third])), (&two, with_providers(0, &[second]))]);
    let swapped = spa.world.scope.run(&swap).await.unwrap();
    assert_eq!((all(&swapped[0]), all(&swapped[1])), (vec![first, third], vec![third, second]));
    let back = moves([(&one, with_providers(0, &[second])), (&two, Reschedule::to(at(60)))]);
    let back = spa.world.scope.run(&back).await.unwrap();
    assert_eq!((all(&back[0]), all(&back[1])), (vec![first, second], vec![third, second]));
}
