//! What is in a message: words, files, and what is neither, said in signs that need no language.

use serde_json::Value;

use super::map::full_name;
use super::wire::{Location, Message, PhotoSize, Poll, Sticker};
use crate::domain::File;

/// What is in a message.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) files: Vec<File>,
    /// By which name the content of each file is to be had.
    pub(super) ids: Vec<String>,
}

/// Fields of a message that tell about it, not what is in it.
pub(super) const ABOUT: &[&str] = &[
    "message_id",
    "message_thread_id",
    "direct_messages_topic",
    "from",
    "sender_chat",
    "sender_boost_count",
    "sender_business_bot",
    "sender_tag",
    "date",
    "guest_query_id",
    "business_connection_id",
    "chat",
    "forward_origin",
    "is_topic_message",
    "is_automatic_forward",
    "reply_to_message",
    "external_reply",
    "quote",
    "reply_to_story",
    "reply_to_checklist_task_id",
    "reply_to_poll_option_id",
    "via_bot",
    "guest_bot_caller_user",
    "guest_bot_caller_chat",
    "edit_date",
    "has_protected_content",
    "is_from_offline",
    "is_paid_post",
    "media_group_id",
    "author_signature",
    "paid_star_count",
    "entities",
    "link_preview_options",
    "suggested_post_info",
    "effect_id",
    "caption_entities",
    "show_caption_above_media",
    "has_media_spoiler",
    "reply_markup",
];

/// Fields by which the service tells of itself: nobody has written anything.
pub(super) const SERVICE: &[&str] = &[
    "new_chat_members",
    "left_chat_member",
    "chat_owner_left",
    "chat_owner_changed",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "connected_website",
    "write_access_allowed",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "direct_message_price_changed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "giveaway_created",
    "giveaway_completed",
    "managed_bot_created",
    "paid_message_price_changed",
    "poll_option_added",
    "poll_option_deleted",
    "suggested_post_approved",
    "suggested_post_approval_failed",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
];

/// Whether a message is the service's own.
pub(super) fn is_service(raw: &Value) -> bool {
    raw.as_object().is_some_and(|it| it.keys().any(|it| SERVICE.contains(&it.as_str())))
}

/// What is in a message; `raw` is the same message as it came.
pub(super) fn of(message: &Message, raw: &Value) -> Content {
    let mut content = Content::default();
    content.take_files(message);
    let words = message.text.as_ref().or(message.caption.as_ref()).cloned();
    content.text = words.or_else(|| signs(message)).unwrap_or_default();
    if content.text.is_empty() && content.files.is_empty() {
        content.text = unknown(raw);
    }
    content
}

impl Content {
    fn take(&mut self, id: &str, name: String, bytes: Option<u64>) {
        self.ids.push(id.to_owned());
        self.files.push(File::named(name, bytes.unwrap_or(0)));
    }

    fn take_files(&mut self, message: &Message) {
        let number = message.message_id;
        if let Some(photo) = message.photo.as_deref().and_then(largest) {
            self.take(&photo.file_id, format!("photo-{number}.jpg"), photo.file_size);
        }
        // An animation is told as a document too, for those who do not know it.
        let documents = message.document.iter().filter(|_| message.animation.is_none());
        let media = message.animation.iter().map(|it| (it, "animation", ".mp4"));
        let media = media.chain(message.video.iter().map(|it| (it, "video", ".mp4")));
        for (media, kind, suffix) in media.chain(documents.map(|it| (it, "document", ""))) {
            let name = named(media.file_name.as_deref());
            let name = name.unwrap_or_else(|| format!("{kind}-{number}{suffix}"));
            self.take(&media.file_id, name, media.file_size);
        }
        if let Some(audio) = &message.audio {
            let made = [&audio.performer, &audio.title].map(|it| it.as_deref().unwrap_or(""));
            let made = made.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" - ");
            let made = if made.is_empty() { format!("audio-{number}") } else { made };
            let name = named(audio.file_name.as_deref()).unwrap_or_else(|| format!("{made}.mp3"));
            self.take(&audio.file_id, name, audio.file_size);
        }
        if let Some(voice) = &message.voice {
            self.take(&voice.file_id, format!("voice-{number}.ogg"), voice.file_size);
        }
        if let Some(note) = &message.video_note {
            self.take(&note.file_id, format!("video-{number}.mp4"), note.file_size);
        }
        if let Some(sticker) = &message.sticker {
            let name = format!("sticker-{number}.{}", suffix(sticker));
            self.take(&sticker.file_id, name, sticker.file_size);
        }
    }
}

fn named(name: Option<&str>) -> Option<String> {
    name.filter(|it| !it.is_empty()).map(str::to_owned)
}

fn largest(sizes: &[PhotoSize]) -> Option<&PhotoSize> {
    sizes.iter().max_by_key(|it| u64::from(it.width) * u64::from(it.height))
}

fn suffix(sticker: &Sticker) -> &'static str {
    match sticker {
        Sticker { is_animated: true, .. } => "tgs",
        Sticker { is_video: true, .. } => "webm",
        _ => "webp",
    }
}

/// What is neither words nor a file.
fn signs(message: &Message) -> Option<String> {
    if let Some(venue) = &message.venue {
        // It is told as a location too.
        return Some(format!("📍 {}\n{}\n{}", venue.title, venue.address, place(&venue.location)));
    }
    if let Some(location) = &message.location {
        return Some(format!("📍 {}", place(location)));
    }
    if let Some(contact) = &message.contact {
        let name = full_name(Some(&contact.first_name), contact.last_name.as_deref());
        return Some(format!("👤 {name}\n{}", international(&contact.phone_number)));
    }
    if let Some(poll) = &message.poll {
        return Some(asked(poll));
    }
    if let Some(dice) = &message.dice {
        return Some(format!("{} {}", dice.emoji, dice.value));
    }
    message.sticker.as_ref().and_then(|it| it.emoji.clone())
}

/// Five digits are a metre.
fn place(Location { latitude, longitude }: &Location) -> String {
    let (latitude, longitude) = (format!("{latitude:.5}"), format!("{longitude:.5}"));
    format!(
        "{latitude}, {longitude}\nhttps://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}"
    )
}

/// Some clients leave the plus out.
fn international(phone: &str) -> String {
    let digits = phone.chars().all(|it| it.is_ascii_digit());
    if digits && 10 < phone.len() { format!("+{phone}") } else { phone.to_owned() }
}

fn asked(poll: &Poll) -> String {
    let options = poll.options.iter().map(|it| format!("\n• {}", it.text));
    format!("📊 {}{}", poll.question, options.collect::<String>())
}

/// Something that came after this was written: what it is called is better than nothing.
fn unknown(raw: &Value) -> String {
    let fields = raw.as_object().into_iter().flatten();
    let name = fields.map(|it| it.0.as_str()).find(|it| !ABOUT.contains(it));
    name.map_or_else(|| "[…]".to_owned(), |it| format!("[{}]", it.replace('_', " ")))
}
