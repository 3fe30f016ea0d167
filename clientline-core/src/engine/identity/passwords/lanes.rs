//! Whose turn it is to have a password hashed.
//!
//! Organizations take turns. Within one there are three lanes, and a lane is served
//! when those before it are empty:
//!
//! 1. whoever has shown who they are: by a token, or by the token of a device that
//!    the account signed in on before;
//! 2. attempts at an account;
//! 3. attempts at what nobody can sign in with, which are hashed only so that they
//!    take as long.
//!
//! So strangers who fail use up no turn of those who have an account. Within a lane
//! the accounts of the first, and the networks of the others, are called in rounds:
//! who tries many accounts from one network takes the turns of that network alone.
//! When a lane is full, whoever waits longest in its longest line is turned away,
//! who is of the crowd that filled it.

use std::collections::VecDeque;

use uuid::Uuid;

use crate::{
    storage::{Line, Queue, Result, Rounds, Waiter},
    value::{NetworkPrefix, TenantId},
};

/// On whose behalf a password is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Requester {
    /// The user, or the program, with this identifier, who has shown a token.
    Verified(Uuid),
    /// Somebody in this network who tries an account.
    Account(NetworkPrefix),
    /// Somebody in this network who tries what nobody can sign in with.
    Stranger(NetworkPrefix),
}

impl Requester {
    const fn lane(self) -> usize {
        match self {
            Self::Verified(_) => 0,
            Self::Account(_) => 1,
            Self::Stranger(_) => 2,
        }
    }
}

/// Those who wait, of all organizations.
#[derive(Debug, Default)]
pub(super) struct Lanes(Rounds<TenantId, OfTenant>);

impl Lanes {
    /// How many may wait in one lane of an organization: at the speed of one core
    /// the last one waits about two seconds.
    pub(super) const LONGEST: usize = 64;
}

impl Queue for Lanes {
    type Key = (TenantId, Requester);

    fn line_up(&mut self, (tenant, requester): Self::Key, waiter: Waiter<Self>) -> Result<()> {
        let lane = &mut self.0.line(tenant).0[requester.lane()];
        lane.line(requester).push_back(waiter);
        if lane.waiting() > Self::LONGEST
            && let Some(longest) = lane.lines_mut().max_by_key(|line| line.len())
        {
            longest.pop_front();
        }
        Ok(())
    }

    fn call(&mut self) -> Option<Waiter<Self>> {
        self.0.call()
    }

    fn waiting(&self) -> usize {
        self.0.waiting()
    }
}

/// Those who wait of one organization, by lane.
#[derive(Debug, Default)]
struct OfTenant([Rounds<Requester, VecDeque<Waiter<Lanes>>>; 3]);

impl Line for OfTenant {
    type Waiter = Waiter<Lanes>;

    fn call(&mut self) -> Option<Self::Waiter> {
        self.0.iter_mut().find_map(Line::call)
    }

    fn waiting(&self) -> usize {
        self.0.iter().map(Line::waiting).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::{num::NonZeroUsize, time::Duration};

    use tokio::{
        sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
        task::yield_now,
    };

    use super::*;
    use crate::storage::{Turn, Turns};

    const TENANT: TenantId = TenantId(Uuid::from_u128(1));
    const OTHER: TenantId = TenantId(Uuid::from_u128(2));

    fn network(text: &str) -> NetworkPrefix {
        NetworkPrefix::of(text.parse().unwrap())
    }

    /// One place, those who wait for it, and who got it in which order.
    struct Door {
        turns: Turns<Lanes>,
        called: UnboundedSender<(&'static str, bool)>,
        calls: UnboundedReceiver<(&'static str, bool)>,
    }

    impl Door {
        fn open() -> Self {
            let (called, calls) = unbounded_channel();
            Self { turns: Turns::in_order_of(Lanes::default(), NonZeroUsize::MIN), called, calls }
        }

        async fn hold(&self) -> Turn<Lanes> {
            self.turns.take_free().await.unwrap()
        }

        /// Lines up, and tells its name when it is called, or turned away.
        async fn asks(&self, name: &'static str, tenant: TenantId, requester: Requester) {
            let (turns, called) = (self.turns.clone(), self.called.clone());
            tokio::spawn(async move {
                let turn = turns.take((tenant, requester), Duration::from_mins(1)).await;
                called.send((name, turn.is_ok())).unwrap();
            });
            yield_now().await;
        }

        async fn next(&mut self) -> (&'static str, bool) {
            self.calls.recv().await.unwrap()
        }

        async fn order(&mut self, count: usize) -> Vec<&'static str> {
            let mut order = Vec::new();
            for _ in 0..count {
                order.push(self.next().await.0);
            }
            order
        }
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_has_shown_who_they_are_goes_first_and_strangers_last() {
        let mut door = Door::open();
        let held = door.hold().await;
        let here = network("192.0.2.1");
        for _ in 0..3 {
            door.asks("stranger", TENANT, Requester::Stranger(here)).await;
        }
        door.asks("account", TENANT, Requester::Account(here)).await;
        door.asks("verified", TENANT, Requester::Verified(Uuid::from_u128(7))).await;
        drop(held);
        let order = door.order(5).await;
        assert_eq!(order, ["verified", "account", "stranger", "stranger", "stranger"]);
    }

    #[tokio::test(start_paused = true)]
    async fn networks_of_one_lane_and_organizations_are_called_in_rounds() {
        let mut door = Door::open();
        let held = door.hold().await;
        let (crowd, quiet) = (network("192.0.2.1"), network("198.51.100.1"));
        for _ in 0..3 {
            door.asks("crowd", TENANT, Requester::Account(crowd)).await;
        }
        door.asks("quiet", TENANT, Requester::Account(quiet)).await;
        door.asks("elsewhere", OTHER, Requester::Stranger(crowd)).await;
        drop(held);
        assert_eq!(door.order(5).await, ["crowd", "elsewhere", "quiet", "crowd", "crowd"]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_crowd_that_fills_a_lane_turns_its_own_away_and_nobody_else() {
        let mut door = Door::open();
        let held = door.hold().await;
        let (crowd, quiet) = (network("2001:db8::1"), network("2001:db8:0:1::1"));
        door.asks("quiet", TENANT, Requester::Stranger(quiet)).await;
        for _ in 0..Lanes::LONGEST * 2 {
            door.asks("crowd", TENANT, Requester::Stranger(crowd)).await;
        }
        for _ in 0..=Lanes::LONGEST {
            assert_eq!(door.next().await, ("crowd", false));
        }
        // Another lane has room of its own.
        door.asks("account", TENANT, Requester::Account(crowd)).await;
        drop(held);
        assert_eq!([door.next().await, door.next().await], [("account", true), ("quiet", true)]);
    }
}
