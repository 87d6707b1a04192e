//! The shapes of the Bot API, as far as they are asked for. Every field is named and typed as the published specification
//! has it (`tests.rs` holds them against it); what may be missing may be missing here.

use serde::Deserialize;
use serde_json::Value;

/// What every answer is wrapped in.
#[derive(Deserialize)]
pub(super) struct Answer {
    pub(super) ok: bool,
    pub(super) result: Option<Value>,
    pub(super) error_code: Option<u16>,
    pub(super) description: Option<String>,
    pub(super) parameters: Option<ResponseParameters>,
}

#[derive(Deserialize, Default)]
pub(super) struct ResponseParameters {
    pub(super) migrate_to_chat_id: Option<i64>,
    pub(super) retry_after: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct Update {
    pub(super) message: Option<Box<Message>>,
    pub(super) edited_message: Option<Box<Message>>,
    pub(super) my_chat_member: Option<ChatMemberUpdated>,
}

#[derive(Deserialize)]
pub(super) struct User {
    pub(super) is_bot: bool,
    pub(super) first_name: String,
    pub(super) last_name: Option<String>,
    pub(super) username: Option<String>,
    pub(super) language_code: Option<String>,
    pub(super) can_join_groups: Option<bool>,
    pub(super) can_read_all_group_messages: Option<bool>,
}

#[derive(Deserialize)]
pub(super) struct Chat {
    pub(super) id: i64,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) title: Option<String>,
    pub(super) username: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Message {
    pub(super) message_id: i64,
    pub(super) from: Option<User>,
    pub(super) sender_chat: Option<Chat>,
    pub(super) date: i64,
    pub(super) edit_date: Option<i64>,
    pub(super) chat: Chat,
    pub(super) reply_to_message: Option<Named>,
    pub(super) media_group_id: Option<String>,
    pub(super) text: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) animation: Option<Media>,
    pub(super) audio: Option<Audio>,
    pub(super) document: Option<Media>,
    pub(super) photo: Option<Vec<PhotoSize>>,
    pub(super) sticker: Option<Sticker>,
    pub(super) video: Option<Media>,
    pub(super) video_note: Option<Plain>,
    pub(super) voice: Option<Plain>,
    pub(super) contact: Option<Contact>,
    pub(super) dice: Option<Dice>,
    pub(super) poll: Option<Poll>,
    pub(super) venue: Option<Venue>,
    pub(super) location: Option<Location>,
    pub(super) migrate_to_chat_id: Option<i64>,
    pub(super) migrate_from_chat_id: Option<i64>,
}

/// The name of a message, which is all that is asked of one that is answered or has just been sent.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) message_id: i64,
    pub(super) chat: ChatId,
}

#[derive(Deserialize)]
pub(super) struct ChatId {
    pub(super) id: i64,
}

/// An animation, a document or a video.
#[derive(Deserialize)]
pub(super) struct Media {
    pub(super) file_id: String,
    pub(super) file_name: Option<String>,
    pub(super) file_size: Option<u64>,
}

/// A voice or a video note: recorded on the spot, so without a name.
#[derive(Deserialize)]
pub(super) struct Plain {
    pub(super) file_id: String,
    pub(super) file_size: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct Audio {
    pub(super) file_id: String,
    pub(super) performer: Option<String>,
    pub(super) title: Option<String>,
    pub(super) file_name: Option<String>,
    pub(super) file_size: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct PhotoSize {
    pub(super) file_id: String,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) file_size: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct Sticker {
    pub(super) file_id: String,
    pub(super) is_animated: bool,
    pub(super) is_video: bool,
    pub(super) emoji: Option<String>,
    pub(super) file_size: Option<u64>,
}

#[derive(Deserialize)]
pub(super) struct Contact {
    pub(super) phone_number: String,
    pub(super) first_name: String,
    pub(super) last_name: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Dice {
    pub(super) emoji: String,
    pub(super) value: i64,
}

#[derive(Deserialize)]
pub(super) struct Poll {
    pub(super) question: String,
    pub(super) options: Vec<PollOption>,
}

#[derive(Deserialize)]
pub(super) struct PollOption {
    pub(super) text: String,
}

#[derive(Deserialize)]
pub(super) struct Venue {
    pub(super) location: Location,
    pub(super) title: String,
    pub(super) address: String,
}

#[derive(Deserialize)]
pub(super) struct Location {
    pub(super) latitude: f64,
    pub(super) longitude: f64,
}

#[derive(Deserialize)]
pub(super) struct ChatMemberUpdated {
    pub(super) chat: Chat,
    pub(super) date: i64,
    pub(super) new_chat_member: ChatMember,
}

#[derive(Deserialize)]
pub(super) struct ChatMember {
    pub(super) status: String,
}

#[derive(Deserialize)]
pub(super) struct WebhookInfo {
    pub(super) url: String,
    pub(super) pending_update_count: i64,
}

#[derive(Deserialize)]
pub(super) struct File {
    pub(super) file_path: Option<String>,
}
