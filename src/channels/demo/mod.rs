//! The demo channel: the program itself plays the customers of a shop for kitchenware.
//!
//! Everything that is told is a pure function of a seed ([`opening`], [`event`], [`answer`], [`fate`]); only
//! the connector waits. So the same seed is the same story, and a killed program goes on where it was.

mod cast;
mod connector;
mod files;
mod live;
mod phrases;
mod scene;
mod story;

pub use cast::{AGENTS, CHANNELS, Colleague};
pub use connector::DemoConnector;
pub use files::sample;
pub use live::{Fate, LiveAnswer, LiveEvent, Source, answer, event, fate};
pub use phrases::Language;
pub use story::{DIALOGS, Opening, Outlet, Step, What, Whom, opening};
