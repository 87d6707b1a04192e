//! What an agent sees.

use super::{Agent, AgentId, ChannelId, Dialog, Right};

impl Agent {
    /// Whether the agent sees this dialog.
    #[must_use]
    pub fn sees(&self, dialog: &Dialog) -> bool {
        self.sees_those(dialog.channel, dialog.assignee)
    }

    /// Whether the agent sees the dialogs of this channel that this agent, or nobody, has.
    #[must_use]
    pub fn sees_those(&self, _channel: ChannelId, _assignee: Option<AgentId>) -> bool {
        !self.blocked && self.role.may(Right::See)
    }

    /// Whether the agent knows of a channel at all.
    #[must_use]
    pub fn sees_channel(&self, _channel: ChannelId) -> bool {
        !self.blocked && self.role.may(Right::See)
    }

    /// Everything that decides what the agent sees and may do, as one number.
    #[must_use]
    pub fn rights_version(&self) -> u64 {
        u64::from(self.blocked) * 100 + self.role as u64
    }
}
