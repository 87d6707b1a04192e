//! What a channel is connected with, how it is doing, and who gets its new dialogs.

use super::StoreError;
use crate::base::clock::Timestamp;
use crate::domain::options::Options;
use crate::domain::{AgentId, Channel, ChannelId, Health, MessageId, Unread};

/// Everything the desk knows about a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// The channel.
    pub channel: Channel,
    /// What is set of what its connector is told and how it behaves; what is not here has its default. No secret is among it.
    pub options: Options,
    /// Who gets its new dialogs, in turn. May name agents who are blocked by now: they get nothing.
    pub agents: Vec<AgentId>,
    /// How it is doing.
    pub doing: Doing,
}

/// How a channel is doing. Moments are by the desk's clock.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doing {
    /// When a customer's message last came.
    pub last_inbound: Option<Timestamp>,
    /// What went wrong last, in the medium's own words, and when. It may be over: [`Channel::health`] tells.
    pub trouble: Option<(String, Timestamp)>,
    /// When it is tried again, while it is in trouble.
    pub next_try: Option<Timestamp>,
    /// When its credentials were last found good.
    pub authorized: Option<Timestamp>,
    /// Things that came and could not be read.
    pub unread: u32,
}

/// The channels as they are set up and looked after.
pub trait Connections {
    /// All about a channel; `None` when there is none (any more).
    fn details(&self, channel: ChannelId) -> Result<Option<Details>, StoreError>;
    /// The active channels with their options, in the order they came to the desk. It costs the same few statements however
    /// many there are: it is asked whenever anything has changed.
    fn connected(&self) -> Result<Vec<(Channel, Options)>, StoreError>;
    /// Sets options, and forgets those without a value. The feed tells of it as
    /// [`ChannelSwitched`](crate::domain::Change::ChannelSwitched).
    fn set_options(
        &mut self,
        channel: ChannelId,
        options: &[(String, Option<String>)],
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Calls a channel otherwise; false when the name is taken. Told likewise.
    fn rename_channel(
        &mut self,
        channel: ChannelId,
        name: &str,
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Who gets the channel's new dialogs, in this order. Told likewise.
    fn set_list(
        &mut self,
        channel: ChannelId,
        agents: &[AgentId],
        by: Option<AgentId>,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// A try failed: how the channel is, and when it is tried again. The feed tells of another health, not of another moment.
    fn note_trouble(
        &mut self,
        channel: ChannelId,
        health: &Health,
        next_try: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// The channel did not take a message now: what it said, and until when it wants none, if it said so. Its health stays as
    /// it is.
    fn note_refusal(
        &mut self,
        channel: ChannelId,
        why: &str,
        next_try: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// The credentials have been found good.
    fn note_authorized(&mut self, channel: ChannelId, now: Timestamp) -> Result<(), StoreError>;
    /// What came and could not be read, the newest first.
    fn unread(&self, channel: ChannelId, limit: usize) -> Result<Vec<Unread>, StoreError>;
    /// Writes down, before a message is sent for the first time, in how many parts it goes out and by which name the channel
    /// will know it. Asked again, the first answer stays.
    fn prepare(
        &mut self,
        message: MessageId,
        parts: u32,
        remote: Option<&str>,
    ) -> Result<(), StoreError>;
}
