//! Runs the five requests in rounds against everybody, and prints what each took.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

use throwaway_postgres::Cluster;

use crate::{
    cpu::Processes,
    kit::{Client, Place, Server, command, organization},
    peer::WORD,
    wishes::{Salon, Wish},
};

/// Connections that ask at once.
const CLIENTS: usize = 8;

/// Who is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    /// The server, on a store.
    Ours(Store),
    /// The peer, which reads and writes the same rows in the same database.
    Peer(Store),
    /// The peer, which answers a constant.
    Constant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Store {
    Sqlite,
    Postgres,
}

impl Store {
    const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// One store with a server, and a salon in it.
struct House {
    server: Server,
    salon: Salon,
    token: String,
    place: Place,
}

impl House {
    fn open(place: Place) -> Self {
        let migrated = command(&place).arg("migrate").output().unwrap();
        assert!(migrated.status.success(), "{migrated:?}");
        let token = organization(&place, "peer");
        let server = Server::start(&place);
        let salon = Salon::make(&server.client(&token));
        at_once(|| server.client(&token), |client| salon.fill(client, CLIENTS));
        place.analyze();
        Self { server, salon, token, place }
    }
}

/// Has as many clients as there are work at once.
fn at_once(client: impl Fn() -> Client, work: impl Fn(&Client) + Sync) {
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            let (client, work) = (client(), &work);
            scope.spawn(move || work(&client));
        }
    });
}

/// CPU time that one kind of request took of one subject, in all rounds.
#[derive(Clone, Copy, Debug, Default)]
struct Cost {
    requests: usize,
    server: u64,
    database: u64,
}

impl Cost {
    #[expect(clippy::cast_precision_loss, reason = "a few minutes in milliseconds")]
    fn each(self) -> [f64; 2] {
        [self.server, self.database].map(|millis| millis as f64 / self.requests as f64)
    }

    fn whole(self) -> f64 {
        self.each().iter().sum()
    }
}

/// Everybody who is asked.
struct Field {
    houses: [House; 2],
    database: Processes,
    peer: Child,
    address: String,
}

impl Field {
    fn house(&self, store: Store) -> &House {
        &self.houses[usize::from(store == Store::Postgres)]
    }

    /// Asks one subject for one thing, and adds what that took.
    fn measure(&self, subject: Subject, wish: Wish, cost: &mut Cost) {
        let (store, process) = match subject {
            Subject::Ours(store) => (Some(store), self.house(store).server.id()),
            Subject::Peer(store) => (Some(store), self.peer.id()),
            Subject::Constant => (None, self.peer.id()),
        };
        let server = Processes::One(process.to_string());
        let of_postgres = store == Some(Store::Postgres);
        let database = if of_postgres { self.database.clone() } else { Processes::None };
        let times = wish.times() / CLIENTS;
        let before = [server.millis(), database.millis()];
        match subject {
            Subject::Ours(store) => {
                let House { server, salon, token, .. } = self.house(store);
                let work = |client: &Client| (0..times).for_each(|_| salon.ask(client, wish));
                at_once(|| server.client(token), work);
            }
            Subject::Peer(_) | Subject::Constant => {
                let store = store.map_or("none", Store::name);
                let path = format!("/{store}/{}", wish.path());
                let work = |client: &Client| {
                    (0..times).for_each(|_| drop(client.get(&path).expect(200)));
                };
                at_once(|| Client::new(&self.address, ""), work);
            }
        }
        cost.requests += times * CLIENTS;
        cost.server += server.millis() - before[0];
        cost.database += database.millis() - before[1];
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.peer.kill();
        let _ = self.peer.wait();
    }
}

/// Measures so many rounds, and prints a table.
pub(crate) fn run(rounds: usize) {
    let cluster = Cluster::start();
    let houses = [House::open(Place::make()), House::open(Place::on(cluster.url(), ()))];
    let file = houses[0].place.folder().join("load.db");
    let mut peer = Command::new(std::env::current_exe().unwrap())
        .args([WORD, file.to_str().unwrap(), cluster.url()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(peer.stdout.take().unwrap()).lines();
    let address = said.next().unwrap().unwrap();
    let database = Processes::Family(cluster.process().unwrap());
    let field = Field { houses, database, peer, address };

    let [sqlite, postgres] = Store::ALL;
    let subjects = [
        Subject::Ours(sqlite),
        Subject::Peer(sqlite),
        Subject::Ours(postgres),
        Subject::Peer(postgres),
        Subject::Constant,
    ];
    let mut costs = [[Cost::default(); 5]; 5];
    // The first round warms up, and is not counted.
    for round in 0..=rounds {
        let mut found = costs;
        for (wish, of_wish) in Wish::ALL.into_iter().zip(&mut found) {
            for (subject, cost) in subjects.into_iter().zip(of_wish) {
                field.measure(subject, wish, cost);
            }
        }
        if round > 0 {
            costs = found;
        }
    }
    print(rounds, &costs);
}

fn print(rounds: usize, costs: &[[Cost; 5]; 5]) {
    println!("CPU-ms a request, {CLIENTS} connections, {rounds} rounds: server + database");
    println!("(ratio to hand-written SQL, and to an endpoint that answers a constant)");
    for (wish, [sqlite, by_hand, postgres, by_hand_there, constant]) in
        Wish::ALL.into_iter().zip(costs)
    {
        println!("{wish:?}: a constant {:.3}", constant.whole());
        for (name, ours, peer) in
            [("SQLite", sqlite, by_hand), ("PostgreSQL", postgres, by_hand_there)]
        {
            let [[server, database], [peers_server, peers_database]] =
                [ours, peer].map(|cost| cost.each());
            println!(
                "  {name}: {server:.3} + {database:.3} = {:.3}; by hand {peers_server:.3} + \
                 {peers_database:.3} = {:.3}; {:.2} times that, {:.1} times a constant",
                ours.whole(),
                peer.whole(),
                ours.whole() / peer.whole(),
                ours.whole() / constant.whole(),
            );
        }
    }
}
