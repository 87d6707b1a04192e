//! What a mail is made of (RFC 2045, 2046), within bounds: whoever writes it may mean harm.
//!
//! The parts are found here; a library reads the fields of each and decodes what is in it. Nothing is done twice to a byte
//! but once for each level of nesting, and those are few.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{HeaderName, Message, MessageParser, MimeHeaders as _};

/// Parts within parts within parts.
const DEPTH_MAX: usize = 20;
/// Parts of one mail, of all levels.
const PARTS_MAX: usize = 1000;
/// What is read of one part's fields, in bytes.
const HEAD_MAX: usize = 256 << 10;

/// The fields of a mail or of a part, and what comes after them.
pub(super) struct Entity<'a> {
    /// The fields as they stand there, or their beginning.
    pub(super) head: &'a [u8],
    /// The fields, read.
    pub(super) fields: Message<'a>,
    /// What comes after them, as it was carried.
    pub(super) body: &'a [u8],
}

/// Something in a mail that has no parts of its own.
pub(super) struct Leaf<'a> {
    /// Its fields and what is in it.
    pub(super) entity: Entity<'a>,
    /// Such as `text/plain`, in small letters.
    pub(super) kind: String,
    /// Whether it belongs to what is read, rather than hangs on it.
    pub(super) inline: bool,
}

impl<'a> Entity<'a> {
    /// Reads the fields.
    pub(super) fn of(raw: &'a [u8]) -> Self {
        let (upto, from) = head_end(raw);
        let head = &raw[..upto.min(HEAD_MAX)];
        let fields = fields(head);
        Self { head, fields, body: &raw[from..] }
    }

    /// What a field says, unfolded, of the first that bears the name; for fields in plain ASCII.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        field(self.head, name)
    }

    /// Such as `text/plain`, in small letters; what has no type is plain text (RFC 2045, 5.2).
    pub(super) fn kind(&self) -> String {
        match self.part().and_then(|it| it.content_type()) {
            None => "text/plain".into(),
            Some(kind) => {
                format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_lowercase()
            }
        }
    }

    /// What a file in it is called.
    pub(super) fn name(&self) -> Option<String> {
        self.part().and_then(|it| it.attachment_name()).map(str::to_owned)
    }

    fn part(&self) -> Option<&mail_parser::MessagePart<'a>> {
        self.fields.parts.first()
    }

    fn attached(&self) -> bool {
        self.part().and_then(|it| it.content_disposition()).is_some_and(|it| it.is_attachment())
    }

    fn boundary(&self) -> Option<&str> {
        self.part()?.content_type()?.attribute("boundary").filter(|it| !it.is_empty())
    }

    /// What is in it, decoded. What cannot be decoded stays as it was carried.
    pub(super) fn content(&self) -> Cow<'a, [u8]> {
        let encoding = self.field("Content-Transfer-Encoding").unwrap_or_default().to_lowercase();
        let decoded = match encoding.trim() {
            "base64" => base64_decode(self.body),
            "quoted-printable" => quoted_printable_decode(self.body),
            _ => None,
        };
        decoded.map_or(Cow::Borrowed(self.body), Cow::Owned)
    }

    /// What is in it, as words, of at most so many bytes as they were written.
    pub(super) fn words(&self, most: usize) -> String {
        let bytes = self.content();
        let bytes = &bytes[..bytes.len().min(most)];
        let charset = self.part().and_then(|it| it.content_type()?.attribute("charset"));
        let decoder = charset.and_then(|it| charset_decoder(it.trim().as_bytes()));
        match (decoder, std::str::from_utf8(bytes)) {
            // Whoever cuts a letter in two still means UTF-8.
            (_, Ok(text)) if charset.is_none_or(|it| it.eq_ignore_ascii_case("utf-8")) => {
                text.into()
            }
            (Some(decoder), _) => decoder(bytes),
            (None, Err(error)) if error.valid_up_to() + 4 > bytes.len() => {
                String::from_utf8_lossy(bytes).into_owned()
            }
            // Eight bits, and nobody says which: in this part of the world it is mostly this.
            (None, Err(_)) => charset_decoder(b"windows-1251")
                .map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |it| it(bytes)),
            (None, Ok(text)) => text.into(),
        }
    }
}

/// The fields, read; where there are none, none that says anything.
fn fields(head: &[u8]) -> Message<'_> {
    let parser = MessageParser::default();
    let read = parser.parse_headers(head).filter(|it| !it.parts.is_empty());
    read.or_else(|| parser.parse_headers(&b"X-None: none\r\n\r\n"[..])).unwrap_or_default()
}

/// The leaves of a mail, in its order; of several that say the same in another way (RFC 2046, 5.1.4) the plainest.
///
/// # Errors
/// When it has more parts than any honest mail.
pub(super) fn leaves<'a>(mail: Entity<'a>) -> Result<Vec<Leaf<'a>>, String> {
    let (mut found, mut parts) = (Vec::new(), 0);
    walk(mail, (0, true), &mut parts, &mut found)?;
    Ok(found)
}

fn walk<'a>(
    entity: Entity<'a>,
    (depth, read): (usize, bool),
    parts: &mut usize,
    found: &mut Vec<Leaf<'a>>,
) -> Result<(), String> {
    let kind = entity.kind();
    let boundary = entity.boundary().filter(|_| kind.starts_with("multipart/"));
    let Some(boundary) = boundary else {
        let text = matches!(kind.as_str(), "text/plain" | "text/html" | "multipart/");
        let inline = text && !entity.attached() && entity.name().is_none();
        if read || !inline {
            found.push(Leaf { entity, kind, inline });
        }
        return Ok(());
    };
    if DEPTH_MAX <= depth {
        return Err(format!("parts are nested more than {DEPTH_MAX} deep"));
    }
    let children = split(entity.body, boundary.as_bytes(), parts)?;
    let mut children: Vec<Entity<'a>> = children.into_iter().map(Entity::of).collect();
    if kind == "multipart/digest" {
        for child in &mut children {
            if child.field("Content-Type").is_none() {
                found.push(Leaf {
                    entity: Entity { head: child.head, fields: fields(b""), body: child.body },
                    kind: "message/rfc822".into(),
                    inline: false,
                });
            }
        }
        children.retain(|it| it.field("Content-Type").is_some());
    }
    let chosen = if kind == "multipart/alternative" { plainest(&children) } else { None };
    for (at, child) in children.into_iter().enumerate() {
        let read = read && chosen.is_none_or(|it| it == at);
        walk(child, (depth + 1, read), parts, found)?;
    }
    Ok(())
}

/// Which of several that say the same is read.
fn plainest(children: &[Entity<'_>]) -> Option<usize> {
    let filled = |it: &Entity<'_>| it.body.iter().any(|it| !it.is_ascii_whitespace());
    let of = |kind: &str| children.iter().position(|it| it.kind() == kind && filled(it));
    of("text/plain")
        .or_else(|| children.iter().position(|it| it.kind().starts_with("multipart/")))
        .or_else(|| of("text/html"))
}

/// What lies between the lines that begin with two dashes and the boundary (RFC 2046, 5.1.1). Where the last of them is
/// missing, the mail's end is the part's.
fn split<'a>(body: &'a [u8], boundary: &[u8], parts: &mut usize) -> Result<Vec<&'a [u8]>, String> {
    let (mut found, mut from, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|it| *it == b'\n') {
        let begin = at;
        at += line.len();
        let Some(rest) = line.strip_prefix(b"--").and_then(|it| it.strip_prefix(boundary)) else {
            continue;
        };
        let last = rest.starts_with(b"--");
        if !last && rest.iter().any(|it| !it.is_ascii_whitespace()) {
            continue;
        }
        if let Some(from) = from {
            found.push(trim_end(&body[from..begin]));
        }
        from = (!last).then_some(at);
        *parts += 1;
        if PARTS_MAX < *parts {
            return Err(format!("more than {PARTS_MAX} parts"));
        }
        if last {
            break;
        }
    }
    if let Some(from) = from {
        found.push(&body[from..]);
    }
    Ok(found)
}

/// The line's end before a boundary belongs to the boundary.
fn trim_end(part: &[u8]) -> &[u8] {
    part.strip_suffix(b"\r\n").or_else(|| part.strip_suffix(b"\n")).unwrap_or(part)
}

/// Where the fields end, and where what comes after them begins.
fn head_end(raw: &[u8]) -> (usize, usize) {
    let mut at = 0;
    for line in raw.split_inclusive(|it| *it == b'\n') {
        if matches!(line, b"\n" | b"\r\n") {
            return (at, at + line.len());
        }
        at += line.len();
    }
    (raw.len(), raw.len())
}

/// What a field says, unfolded.
pub(super) fn field(head: &[u8], name: &str) -> Option<String> {
    let mut lines = head.split(|it| *it == b'\n').skip_while(|line| {
        let matches =
            line.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
        !(matches && line[name.len()..].trim_ascii_start().starts_with(b":"))
    });
    let first = lines.next()?;
    let value = &first[first.iter().position(|it| *it == b':')? + 1..];
    let mut said = String::from_utf8_lossy(value).trim().to_owned();
    for more in lines.take_while(|it| it.first().is_some_and(|it| matches!(it, b' ' | b'\t'))) {
        said.push(' ');
        said.push_str(String::from_utf8_lossy(more).trim());
    }
    Some(said)
}

/// Message-IDs that a field names, without their angle brackets, in its order.
pub(super) fn ids(mail: &Message<'_>, name: HeaderName<'static>) -> Vec<String> {
    mail.header_values(name)
        .flat_map(|it| match it {
            mail_parser::HeaderValue::Text(text) => vec![text.to_string()],
            mail_parser::HeaderValue::TextList(list) => {
                list.iter().map(|it| it.to_string()).collect()
            }
            _ => Vec::new(),
        })
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty() && it.len() <= 998 && !it.contains(char::is_control))
        .collect()
}
