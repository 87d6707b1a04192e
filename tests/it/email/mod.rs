//! A mailbox on real servers: mail that comes in, mail that goes out.

mod faults;
mod faulty;
mod idle;
mod inbound;
mod outbound;
mod peers;
mod refusals;
mod scripted;
mod secured;
mod threads;
mod token;
