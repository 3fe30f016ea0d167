//! The limits on what clients may use of the server.

use std::time::Duration;

/// The limits on what clients may use of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of a body. A booking has about 1 KiB.
    pub body_bytes: usize,
    /// The most bytes of all bodies that are under way together, but for the first 32
    /// KiB of each; more of them are answered 503.
    pub body_memory_bytes: usize,
    /// The most bytes of all answers to reads that wait to be taken, but for the first
    /// 32 KiB of each, and as many again of answers to changes; more of them are
    /// answered 503.
    pub answer_memory_bytes: usize,
    /// From the first byte of a request until its head is there; of a
    /// connection's first request, from the connection's beginning.
    pub header_deadline: Duration,
    /// How long an idle connection is kept after an answer.
    pub idle_deadline: Duration,
    /// From the head of a request until its body is there.
    pub body_deadline: Duration,
    /// How long a client may leave an answer lying.
    pub write_deadline: Duration,
    /// The bytes a second, on average, that a client has to take of an answer.
    pub write_rate: u32,
    /// How long a handler may run.
    pub request_deadline: Duration,
    /// How many connections may be open; of more, a few are let in for a health
    /// check, and the others are closed.
    pub connections: u32,
    /// How many of these may be of one address, or of one /64 of IPv6; any
    /// number, if 0. Those of a trusted proxy are not counted.
    pub address_connections: u32,
    /// How many requests may run; more of them are answered 503.
    pub concurrency: u32,
    /// How many of these may be of one organization.
    pub organization_concurrency: u32,
    /// How many requests a second may come from one address, also of this machine; any number, if 0.
    pub address_rate: u32,
    /// How many requests a second may come with one token; any number, if 0.
    pub token_rate: u32,
    /// How many requests a second one organization may send; any number, if 0.
    pub organization_rate: u32,
    /// How many requests a second those may send to one organization who don't sign
    /// in, all together; any number, if 0.
    pub public_rate: u32,
    /// How many of these may run at once.
    pub public_concurrency: u32,
    /// How long `/health/ready` says no before the door closes.
    pub drain_notice: Duration,
    /// How long requests that were on their way may take to come in after that.
    pub last_call: Duration,
    /// How long running requests may take to finish after the notice.
    pub drain: Duration,
    /// How long a client may go on sending a request that has its answer.
    pub linger: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1024 * 1024,
            // 64 of the largest at once.
            body_memory_bytes: 64 * 1024 * 1024,
            // The largest answers have a few MiB, and are taken at once as a rule.
            answer_memory_bytes: 64 * 1024 * 1024,
            header_deadline: Duration::from_secs(30),
            // Proxies keep theirs for 60 s as a rule, and must be the first to close.
            idle_deadline: Duration::from_secs(75),
            body_deadline: Duration::from_secs(30),
            write_deadline: Duration::from_secs(30),
            // Half of what the slowest mobile networks do.
            write_rate: 4096,
            request_deadline: Duration::from_secs(10),
            connections: 1024,
            address_connections: 256,
            // They wait for little, in turns; refusing at once whom nobody holds up
            // only makes them ask again.
            concurrency: 1024,
            organization_concurrency: 768,
            // A desk sends a few; an office behind one address has many desks.
            address_rate: 100,
            token_rate: 100,
            organization_rate: 400,
            public_rate: 50,
            public_concurrency: 64,
            // With the drain below that is 13 s of the 15 that a shutdown may take.
            drain_notice: Duration::from_secs(1),
            last_call: Duration::from_millis(500),
            drain: Duration::from_secs(12),
            linger: Duration::from_secs(2),
        }
    }
}
