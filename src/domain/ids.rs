//! Names of things. A name of one sort cannot be taken for another.

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub struct $name(pub i64);
    )+};
}

ids! {
    /// Names an agent.
    AgentId;
    /// Names a channel.
    ChannelId;
    /// Names a contact on one channel.
    ContactId;
    /// Names a dialog.
    DialogId;
    /// Names a message. Names grow in the order in which the desk learned of the messages,
    /// so they, and not the clock, say what came before what.
    MessageId;
    /// Names a role that a desk has made for itself.
    RoleId;
    /// Names a token by which an agent logs in; it is not the secret.
    TokenId;
    /// The number of a change; the feed's numbers only grow.
    ChangeNo;
}

/// Names an op, so that doing it twice does it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct OpId(pub u128);

impl MessageId {
    /// From here on names are those of a replica: the hub gives the message another one.
    pub const FIRST_PROVISIONAL: Self = Self(1 << 52);

    /// Whether the hub does not know of the message yet.
    #[must_use]
    pub const fn is_provisional(self) -> bool {
        self.0 >= Self::FIRST_PROVISIONAL.0
    }
}
