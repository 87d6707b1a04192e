//! What goes out, one part at a time.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Body;
use reqwest::multipart::{Form, Part as Field};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use super::api::{Api, Fault, No};
use super::map::number_in;
use super::split::{split, units};
use super::wire::Named;
use crate::base::text::file_name;
use crate::channels::OpenFile;
use crate::domain::{Enclosure, Outcome, Outgoing, Scope};

/// The longest text, in UTF-16 units (sendMessage, `text`).
const TEXT_MAX: usize = 4096;
/// The longest words under a file (sendDocument, `caption`).
const CAPTION_MAX: usize = 1024;
/// The biggest file that is sent as a picture ...
const PHOTO_MAX: u64 = 10_000_000;
/// ... and at all.
const FILE_MAX: u64 = 50_000_000;

/// Until a text is taken.
const TEXT_LIMIT: Duration = Duration::from_secs(30);
/// Until a file is taken. The courier waits no longer for one part.
const FILE_LIMIT: Duration = Duration::from_secs(58);
/// Before the next try where only a person, or somebody else's end, helps.
const LONG_WAIT: Duration = Duration::from_secs(60);

/// What goes out in one call.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'a> {
    File { file: &'a Enclosure, caption: &'a str },
    Text(&'a str),
}

/// A message in its parts, in order: files, then words, unless these fit under the first file.
pub(super) fn parts(message: &Outgoing) -> Vec<Part<'_>> {
    let text = message.text.trim();
    let fits = !message.files.is_empty() && units(text) <= CAPTION_MAX;
    let caption = |at| if fits && at == 0 { text } else { "" };
    let files = message.files.iter().enumerate();
    let mut parts: Vec<_> =
        files.map(|(at, file)| Part::File { file, caption: caption(at) }).collect();
    if !fits {
        parts.extend(split(text, TEXT_MAX).into_iter().map(Part::Text));
    }
    if parts.is_empty() {
        // The service says itself what it thinks of nothing.
        parts.push(Part::Text(text));
    }
    parts
}

/// Where a part goes.
struct To<'a> {
    chat: &'a str,
    /// The number of the message it answers.
    answers: Option<i64>,
}

impl To<'_> {
    fn reply(&self) -> Option<Value> {
        let number = self.answers?;
        Some(json!({ "message_id": number, "allow_sending_without_reply": true }))
    }
}

/// Sends the next part.
pub(super) async fn send(api: &Api, open: &OpenFile, message: &Outgoing) -> Outcome {
    let parts = parts(message);
    let at = usize::try_from(message.parts_done).unwrap_or(usize::MAX);
    // All of it is gone: whatever is asked for, it is not to be sent again.
    let Some(part) = parts.get(at) else { return Outcome::Unknown };
    let chosen = message.answers.as_ref().filter(|_| message.chosen && at == 0);
    let to =
        To { chat: &message.to, answers: chosen.and_then(|it| number_in(&it.remote, &message.to)) };
    let mut told = one(api, open, &to, part).await;
    if let Err(Wrong::Fault(Fault::Said(No { migrated_to: Some(chat), .. }))) = &told {
        // The group has become another chat, in which its messages have other numbers.
        let moved = To { chat: &chat.to_string(), answers: None };
        told = one(api, open, &moved, part).await;
    }
    match told {
        Ok(sent) if at + 1 == parts.len() => Outcome::Accepted { remote: sent.remote() },
        Ok(sent) => Outcome::Part { remote: sent.remote() },
        Err(wrong) => wrong.outcome(&message.to),
    }
}

/// Why a part was not taken.
enum Wrong {
    Fault(Fault),
    /// It cannot go out as it is.
    Unfit(String),
    /// Our own disk.
    Disk(io::Error),
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Wrong {
    fn outcome(self, chat: &str) -> Outcome {
        let fault = match self {
            Self::Fault(fault) => fault,
            Self::Unfit(reason) => return Outcome::Refused { reason },
            Self::Disk(error) => {
                let why = error.to_string();
                return Outcome::Retry { after: None, scope: Scope::Dialog, why };
            }
        };
        let wait = |after, scope, why| Outcome::Retry { after, scope, why };
        match fault {
            Fault::Unsent(why) => wait(None, Scope::Channel, why),
            Fault::NoToken(why) => wait(Some(LONG_WAIT), Scope::Channel, why),
            Fault::Broken(_) => Outcome::Unknown,
            Fault::Said(No { code: 429, retry_after, why, .. }) => {
                // A group has a limit of its own (20 a minute); all others share one.
                let group = chat.starts_with('-');
                wait(retry_after, if group { Scope::Dialog } else { Scope::Channel }, why)
            }
            Fault::Said(No { code: 401 | 404 | 409, why, .. }) => {
                wait(Some(LONG_WAIT), Scope::Channel, why)
            }
            Fault::Said(No { why, .. }) => Outcome::Refused { reason: why },
        }
    }
}

async fn one(api: &Api, open: &OpenFile, to: &To<'_>, part: &Part<'_>) -> Result<Named, Wrong> {
    let (file, caption) = match part {
        Part::Text(text) => return Ok(words(api, to, text).await?),
        Part::File { file, caption } => (file, caption),
    };
    if is_photo(file) {
        match upload(api, open, to, ("sendPhoto", "photo"), (file, caption)).await {
            Err(Wrong::Fault(Fault::Said(no))) if is_about_pictures(&no) => (),
            told => return told,
        }
    }
    upload(api, open, to, ("sendDocument", "document"), (file, caption)).await
}

async fn words(api: &Api, to: &To<'_>, text: &str) -> Result<Named, Fault> {
    let mut what = json!({ "chat_id": to.chat, "text": text });
    if let Some(reply) = to.reply() {
        what["reply_parameters"] = reply;
    }
    api.call("sendMessage", &what, TEXT_LIMIT).await
}

/// What the service shows as a picture. It makes it smaller, which is what people expect of a picture.
fn is_photo(file: &Enclosure) -> bool {
    let suffix = file.name.rsplit_once('.').map_or("", |it| it.1).to_ascii_lowercase();
    file.bytes <= PHOTO_MAX && matches!(suffix.as_str(), "jpg" | "jpeg" | "png")
}

/// Not every picture is one to the service: it may be too narrow, or no picture at all. As a file it goes.
fn is_about_pictures(no: &No) -> bool {
    let why = no.why.to_ascii_lowercase();
    no.code == 400 && (why.contains("photo") || why.contains("image"))
}

async fn upload(
    api: &Api,
    open: &OpenFile,
    to: &To<'_>,
    (method, field): (&str, &'static str),
    (file, caption): (&Enclosure, &str),
) -> Result<Named, Wrong> {
    if FILE_MAX < file.bytes {
        return Err(Wrong::Unfit(format!("{}: a bot sends no file over 50 MB", file.name)));
    }
    let (open, content) = (Arc::clone(open), file.content);
    let opened = spawn_blocking(move || open(content)).await;
    let opened = opened.unwrap_or_else(|it| Err(io::Error::other(it))).map_err(Wrong::Disk)?;
    let Some(opened) = opened else {
        return Err(Wrong::Unfit(format!("{}: this file is not kept any more", file.name)));
    };
    let length = opened.metadata().map_err(Wrong::Disk)?.len();
    let name = file_name(&file.name);
    let name = if name.is_empty() { "file".to_owned() } else { name };
    let body = Body::from(tokio::fs::File::from_std(opened));
    let content = Field::stream_with_length(body, length).file_name(name);
    // Names go as they are: the service does not read those that are written in percent signs (RFC 5987).
    let mut form =
        Form::new().percent_encode_noop().text("chat_id", to.chat.to_owned()).part(field, content);
    if !caption.is_empty() {
        form = form.text("caption", caption.to_owned());
    }
    if let Some(reply) = to.reply() {
        form = form.text("reply_parameters", reply.to_string());
    }
    Ok(api.upload(method, form, FILE_LIMIT).await?)
}
