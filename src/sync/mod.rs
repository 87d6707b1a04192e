//! Keeps a replica and its hub alike: the engine without any network, and the one that speaks HTTP.
//!
//! [`engine`] decides what to ask the hub for next and what its answers come to. It keeps nothing in memory: everything it
//! goes by is on the desk, so whoever is killed in the middle goes on where they were. [`client`] asks the hub, and
//! [`driver`] does that for as long as somebody sits at the replica. What is in files goes its own way: [`files`] fetches it,
//! [`mod@bring`] brings it.

pub mod bring;
pub mod client;
pub mod driver;
pub mod engine;
pub mod files;
