//! What an update of the Bot API means to the desk. Pure: files are named here, and fetched elsewhere.

use serde::Deserialize as _;
use serde_json::Value;

use super::content;
use super::wire::{Chat, ChatMemberUpdated, Message, Named, Update, User};
use crate::base::clock::Timestamp;
use crate::domain::{Arrival, Kind, News, Particulars, Sender, Unread};

/// The longest beginning of an update that is kept when it cannot be read, in bytes.
const RAW_MAX: usize = 64 << 10;

/// An update, read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    /// What there is to tell. Nothing for what is none of a desk's business.
    pub(super) news: Option<News>,
    /// By which names the content of each file of the message is to be had, in their order.
    pub(super) files: Vec<String>,
}

impl From<News> for Told {
    fn from(news: News) -> Self {
        Self { news: Some(news), files: Vec::new() }
    }
}

/// Reads an update. One that cannot be read is told as it is.
pub(super) fn told(raw: &Value) -> Told {
    let update = match Update::deserialize(raw) {
        Ok(update) => update,
        Err(error) => return News::Unread(unread(raw, &error.to_string())).into(),
    };
    let body = |name: &str| raw.get(name).unwrap_or(&Value::Null);
    if let Some(message) = update.message {
        arrived(*message, body("message"))
    } else if let Some(message) = update.edited_message {
        edited(&message, body("edited_message"))
    } else if let Some(change) = update.my_chat_member {
        reach(&change).into()
    } else {
        Told::default()
    }
}

fn arrived(message: Message, raw: &Value) -> Told {
    let chat = message.chat.id.to_string();
    if let Some(to) = message.migrate_to_chat_id {
        return News::Moved { from: chat, to: to.to_string() }.into();
    }
    if let Some(from) = message.migrate_from_chat_id {
        return News::Moved { from: from.to_string(), to: chat }.into();
    }
    if content::is_service(raw) {
        return Told::default();
    }
    let content = content::of(&message, raw);
    let arrival = Arrival {
        remote: remote(message.chat.id, message.message_id),
        kind: Kind::Inbound,
        at: Timestamp::from_secs(message.date),
        text: content.text,
        files: content.files,
        more: Particulars {
            writer: writer(&message),
            follows: message.reply_to_message.iter().map(Named::remote).collect(),
            album: message.media_group_id.clone().unwrap_or_default(),
            automatic: automatic(&message),
            ..Particulars::default()
        },
        sender: sender(&message),
    };
    Told { news: Some(News::Arrived(arrival)), files: content.ids }
}

fn edited(message: &Message, raw: &Value) -> Told {
    News::Edited {
        remote: remote(message.chat.id, message.message_id),
        text: content::of(message, raw).text,
        at: Timestamp::from_secs(message.edit_date.unwrap_or(message.date)),
    }
    .into()
}

/// Somebody let the bot in or threw it out; in a private chat: started it, or blocked it.
fn reach(change: &ChatMemberUpdated) -> News {
    News::Reach {
        external: change.chat.id.to_string(),
        open: !matches!(change.new_chat_member.status.as_str(), "kicked" | "left"),
        at: Timestamp::from_secs(change.date),
    }
}

/// A message's name on the channel: its number counts within its chat only.
pub(super) fn remote(chat: i64, message: i64) -> String {
    format!("{chat}:{message}")
}

impl Named {
    pub(super) fn remote(&self) -> String {
        remote(self.chat.id, self.message_id)
    }
}

/// The number of a message named so, if it is one of this chat.
pub(super) fn number_in(remote: &str, chat: &str) -> Option<i64> {
    let (of, number) = remote.split_once(':')?;
    if of == chat { number.parse().ok() } else { None }
}

fn is_private(chat: &Chat) -> bool {
    chat.kind == "private"
}

/// With whom the dialog is: the person, or the group as a whole.
fn sender(message: &Message) -> Sender {
    let chat = &message.chat;
    let alone = is_private(chat);
    let language = message.from.as_ref().filter(|_| alone).and_then(|it| it.language_code.clone());
    let name = match &chat.title {
        Some(title) => title.clone(),
        None => full_name(chat.first_name.as_deref(), chat.last_name.as_deref()),
    };
    Sender {
        external: chat.id.to_string(),
        name,
        handle: chat.username.as_ref().map(|it| format!("@{it}")).unwrap_or_default(),
        // An IETF tag: the language is what stands before its first dash.
        language: language
            .map_or(String::new(), |it| it.split('-').next().unwrap_or("").to_owned()),
    }
}

/// Who of a group wrote. An administrator may speak as the group or as a channel.
fn writer(message: &Message) -> String {
    if is_private(&message.chat) {
        return String::new();
    }
    match (&message.sender_chat, &message.from) {
        (Some(Chat { title: Some(title), .. }), _) => title.clone(),
        (_, Some(User { first_name, last_name, .. })) => {
            full_name(Some(first_name), last_name.as_deref())
        }
        _ => String::new(),
    }
}

/// Whoever speaks as a chat is a person behind a bot of Telegram's own.
fn automatic(message: &Message) -> bool {
    message.sender_chat.is_none() && message.from.as_ref().is_some_and(|it| it.is_bot)
}

pub(super) fn full_name(first: Option<&str>, last: Option<&str>) -> String {
    let names: Vec<&str> =
        [first, last].into_iter().flatten().filter(|it| !it.is_empty()).collect();
    names.join(" ")
}

fn unread(raw: &Value, why: &str) -> Unread {
    let id = raw.get("update_id").and_then(Value::as_i64);
    let dates = ["message", "edited_message", "my_chat_member"];
    let date = dates.iter().find_map(|it| raw.get(it)?.get("date")?.as_i64());
    let mut bytes = raw.to_string().into_bytes();
    bytes.truncate(RAW_MAX);
    Unread {
        remote: id.map_or_else(String::new, |it| format!("update:{it}")),
        at: Timestamp::from_secs(date.unwrap_or_default()),
        why: why.to_owned(),
        raw: bytes.into(),
    }
}
