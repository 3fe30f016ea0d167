//! Several servers on one database: who writes the same row waits for the others,
//! whichever server they ask.

use crate::{
    http::{
        queues::{
            check_that_all_succeed, check_that_bookings_go_on, check_that_whoever_is_free_is_found,
        },
        stream::Stream,
    },
    kit::{Client, Place, Salon, Server, organization},
};

#[test]
fn what_one_server_books_is_told_by_the_stream_of_another() {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let servers = [(); 2].map(|()| Server::start(&place));
    let clients = servers.each_ref().map(|server| server.client(&token));
    let salon = Salon::make(&clients[0], 1, 1);
    let mut stream = Stream::open(&clients[1], &token, &salon.center, None);
    stream.position();
    let booked = salon.book(0, 0, 600).expect(201);
    assert_eq!(stream.about(&booked).data["kind"], "appointment.booked");
}

/// Runs a check by three servers on one database.
fn by_three(check: impl FnOnce(&[Client])) {
    let place = Place::make();
    let token = organization(&place, "atelier");
    let servers = [(); 3].map(|()| Server::start(&place));
    let clients = servers.each_ref().map(|server| server.client(&token).bound_by_contract());
    check(&clients);
}

#[test]
fn all_of_64_who_write_one_row_by_three_servers_succeed() {
    by_three(check_that_all_succeed);
}

#[test]
fn bookings_by_three_servers_go_on_while_hours_services_and_the_center_change() {
    by_three(check_that_bookings_go_on);
}

#[test]
fn as_many_as_are_free_at_one_start_are_booked_by_as_many_through_three_servers() {
    by_three(check_that_whoever_is_free_is_found);
}
