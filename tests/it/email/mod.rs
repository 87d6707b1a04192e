//! A mailbox on real servers: mail that comes in, mail that goes out.

mod desk;
mod faults;
pub(crate) mod faulty;
mod idle;
mod inbound;
mod outbound;
pub(crate) mod peers;
mod refusals;
mod scripted;
mod secured;
mod threads;
mod token;
