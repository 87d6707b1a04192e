//! A message of ours as a mail (RFC 5322), and the name it goes by.
//!
//! The same message makes the same mail at every try: its Message-ID, its date and its boundaries come from what is stored, so
//! a receiver that got it twice can tell (RFC 5321, 4.1.1.4 and RFC 5322, 3.6.4).

use std::io::{self, Read as _};
use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::address::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use thiserror::Error;

use super::Settings;
use super::reply::{body, subject};
use crate::base::clock::Timestamp;
use crate::base::text::{clean_line, file_name};
use crate::channels::{OpenFile, Plan};
use crate::domain::{Answered, Enclosure, Outgoing};

/// Of the mails before the answered one so many are named, and the first: a thread may be longer than a header should be
/// (RFC 5537, 3.4.4 cuts the same way).
const REFERENCES_MAX: usize = 20;

/// The longest Message-ID that is passed on, in bytes. A line holds 998 (RFC 5322, 2.1.1).
const ID_MAX: usize = 500;

/// The last second that has a four-digit year.
const LAST_SECOND: u64 = 253_402_300_799;

/// Why a message cannot be made a mail.
#[derive(Debug, Error)]
pub(super) enum Unwritable {
    /// It never can.
    #[error("{0}")]
    Never(String),
    /// A file could not be read just now.
    #[error("a file cannot be read: {0}")]
    Disk(#[from] io::Error),
}

/// How a message goes out: as one mail, under a Message-ID of ours, written here and in the desk without its brackets.
pub(super) fn plan(settings: &Settings, message: &Outgoing) -> Plan {
    Plan { parts: 1, remote: Some(own_id(settings, message)) }
}

fn own_id(settings: &Settings, message: &Outgoing) -> String {
    let desk: String = settings.desk.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    let domain = settings.address.rsplit_once('@').map_or("", |it| it.1);
    let domain = match url::Host::parse(domain) {
        Ok(url::Host::Domain(name)) => name,
        _ => "keydesk.invalid".to_owned(),
    };
    format!("kd.{desk}.{}.{}@{domain}", message.message.0, base36(message.at))
}

fn base36(at: Timestamp) -> String {
    let mut rest = at.0.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        digits.extend(char::from_digit(u32::try_from(rest % 36).unwrap_or(0), 36));
        rest /= 36;
        if rest == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// The mail of `message`, with its envelope. Reads the files: waits for the disk.
///
/// Whatever stands in a name, a subject or an identifier, it ends in no header but its own.
pub(super) fn letter(
    settings: &Settings,
    open: &OpenFile,
    message: &Outgoing,
) -> Result<Message, Unwritable> {
    let from = address(&settings.address)?;
    let name = clean_line(&settings.name).trim().to_owned();
    let to = address(receiver(message))?;
    let id = message.remote.clone().filter(|it| is_id(it));
    let id = id.unwrap_or_else(|| own_id(settings, message));
    let mut mail = Message::builder()
        .from(Mailbox::new(Some(name).filter(|it| !it.is_empty()), from))
        .to(Mailbox::new(None, to))
        .subject(subject(settings, message))
        .date(moment(message.at))
        .raw_header(header("Message-ID", &[&id]));
    if let Some(answered) = &message.answers {
        mail = threaded(mail, answered);
    }
    if message.automatic {
        mail = mail.raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-replied".to_owned(),
        ));
    }
    let words = body(message, receiver(message));
    let built = if message.files.is_empty() {
        mail.singlepart(SinglePart::plain(words))
    } else {
        let words = SinglePart::plain(coded(words)?);
        // Neither base64 nor quoted-printable can hold `=_`: nothing that is written ends a part before its time.
        let boundary = format!("=_kd_{}_{}", message.message.0, base36(message.at));
        let mut parts = MultiPart::mixed().boundary(boundary).singlepart(words);
        for file in &message.files {
            parts = parts.singlepart(attached(open, file)?);
        }
        mail.multipart(parts)
    };
    built.map_err(|it| Unwritable::Never(it.to_string()))
}

/// `words` in base64 or quoted-printable, whichever is shorter.
fn coded(words: String) -> Result<Body, Unwritable> {
    let body = Body::new(words.clone());
    if body.encoding() != ContentTransferEncoding::SevenBit {
        return Ok(body);
    }
    Body::new_with_encoding(words, ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| Unwritable::Never("the words cannot be written".to_owned()))
}

/// To whom the answer goes.
fn receiver(message: &Outgoing) -> &str {
    match &message.answers {
        Some(answered) if !answered.address.is_empty() => &answered.address,
        _ => &message.to,
    }
}

fn address(text: &str) -> Result<Address, Unwritable> {
    let parsed = text.trim().parse::<Address>();
    parsed.map_err(|_| Unwritable::Never(format!("not an e-mail address: {}", clean_line(text))))
}

fn moment(at: Timestamp) -> SystemTime {
    let seconds = u64::try_from(at.0 / 1000).unwrap_or(0).min(LAST_SECOND);
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

/// In-Reply-To and References (RFC 5322, 3.6.4). What is no Message-ID is left out: a mail may have come without one.
fn threaded(mail: MessageBuilder, answered: &Answered) -> MessageBuilder {
    if !is_id(&answered.remote) {
        return mail;
    }
    let mut line: Vec<&str> = Vec::new();
    for id in answered.follows.iter().rev().chain([&answered.remote]).filter(|it| is_id(it)) {
        line.retain(|it| it != id);
        line.push(id);
    }
    if 1 + REFERENCES_MAX < line.len() {
        line.drain(1..line.len() - REFERENCES_MAX);
    }
    mail.raw_header(header("In-Reply-To", &[&answered.remote]))
        .raw_header(header("References", &line))
}

/// Whether `text` can stand between the brackets of a Message-ID.
fn is_id(text: &str) -> bool {
    let plain = |it: u8| it.is_ascii_graphic() && it != b'<' && it != b'>';
    text.len() <= ID_MAX && text.contains('@') && text.bytes().all(plain)
}

/// A header of Message-IDs, one a line. They are written as they are, never encoded: only what [`is_id`] gets here.
fn header(name: &'static str, ids: &[&str]) -> HeaderValue {
    let ids: Vec<String> = ids.iter().map(|it| format!("<{it}>")).collect();
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        ids.join(" "),
        ids.join("\r\n "),
    )
}

fn attached(open: &OpenFile, file: &Enclosure) -> Result<SinglePart, Unwritable> {
    let name = match file_name(&file.name) {
        name if name.is_empty() => "file".to_owned(),
        name => name,
    };
    let Some(mut source) = open(file.content)? else {
        return Err(Unwritable::Never(format!("the file {name} is not kept any more")));
    };
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes)?;
    let body = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64)
        .map_err(|_| Unwritable::Never(format!("the file {name} cannot be written")))?;
    let kind = ContentType::parse(kind_of(&name)).unwrap_or(ContentType::TEXT_PLAIN);
    Ok(Attachment::new(name).body(body, kind))
}

/// What a receiver may show by itself; everything else is bytes.
fn kind_of(name: &str) -> &'static str {
    let suffix = name.rsplit_once('.').map(|it| it.1.to_ascii_lowercase()).unwrap_or_default();
    match suffix.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "ogg" | "oga" => "audio/ogg",
        "mp4" => "video/mp4",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
