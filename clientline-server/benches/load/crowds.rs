//! What a crowd does to itself: how much gets done, and how fast, from one client to
//! 512 of one organization.

use std::{thread, time::Duration};

use crate::{
    kit::{Client, Place, Salon, Server, organization},
    neighbours::{Took, Wish},
};

/// How many clients there are at once, from part to part.
const CROWDS: [usize; 6] = [1, 4, 16, 64, 256, 512];

/// More and more clients ask; then all but one leave.
pub(crate) fn crowds() {
    let place = Place::make();
    let token = organization(&place, "crowd");
    let server = Server::start(&place);
    let salon = Salon::make(&server.client(&token), 5, 1);
    let request = Wish::Slots.request(&salon);
    println!("crowds");
    for clients in CROWDS {
        let took = thread::scope(|scope| {
            let one = || {
                scope.spawn(|| {
                    let client = Client::new_beside(&salon.client);
                    Took::asking(&client, &request, Duration::ZERO)
                })
            };
            let all: Vec<_> = (0..clients).map(|_| one()).collect();
            all.into_iter().fold(Took::default(), |mut sum, one| {
                sum.add(one.join().unwrap());
                sum
            })
        });
        took.tell(&format!("{clients} clients, {} a second", took.goodput()));
    }
    Took::asking(&salon.client, &request, Duration::ZERO).tell("one client after them");
}
