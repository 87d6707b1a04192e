//! What is in customers' files, told from the disk piece by piece, from wherever an earlier try has stopped.

use std::io::SeekFrom;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

use super::super::extract::{Caller, Path};
use super::super::problem::{Code, Fault};
use super::super::{Shared, ask};
use crate::base::text::file_name;
use crate::domain::{Attachment, MessageId};
use crate::store::far::Origin as _;

/// How much is read from the disk at once, in bytes.
const PIECE: usize = 64 << 10;

/// What may stand in a header's value as it is (RFC 8187, `attr-char`).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is in a file of a message; the place is counted from 0. It can be fetched in parts: a cut connection goes on with
/// `Range: bytes=N-` and `If-Range` with the `ETag` of the first answer, which is the SHA-256 of the whole.
#[utoipa::path(get, path = "/v1/files/{message}/{place}", tag = "dialogs",
    params(
        ("message" = i64, Path, description = "The message"),
        ("place" = u32, Path, description = "Its place among the message's files, from 0"),
        ("range" = Option<String>, Header, description = "One range of bytes; anything else is answered with the whole"),
        ("if-range" = Option<String>, Header, description = "The `ETag` for which the range is meant"),
    ),
    responses(
        (status = 200, description = "The whole", body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, description = "The part that was asked for", body = Vec<u8>, content_type = "application/octet-stream"),
    ))]
pub(in super::super) async fn file(
    State(hub): State<Shared>,
    caller: Caller,
    Path((message, place)): Path<(i64, u32)>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let found =
        ask::read(&hub.desk, move |it| it.file(&caller.agent, MessageId(message), place as usize));
    let file = found.await?.ok_or(Code::NoFile)?;
    if file.expired((hub.clock)()) {
        return Err(Code::FileGone.into());
    }
    let hash = file.content.ok_or_else(not_kept)?;
    let path = hub.desk.blobs().path(hash);
    let mut open = tokio::fs::File::open(path).await.map_err(|error| not_read(&error))?;
    let length = open.metadata().await.map_err(|error| not_read(&error))?.len();
    let tag = format!("\"{hash}\"");
    let meant = headers.get(header::IF_RANGE).is_none_or(|it| it.as_bytes() == tag.as_bytes());
    let asked = headers.get(header::RANGE).filter(|_| meant).and_then(|it| it.to_str().ok());
    let (status, from, upto) = match asked.map_or(Wanted::Whole, |it| wanted(it, length)) {
        Wanted::Whole => (StatusCode::OK, 0, length),
        Wanted::Part(from, upto) => (StatusCode::PARTIAL_CONTENT, from, upto),
        Wanted::Nothing => {
            let mut answer = Fault::from(Code::Range).into_response();
            put(&mut answer, header::CONTENT_RANGE, &format!("bytes */{length}"));
            return Ok(answer);
        }
    };
    open.seek(SeekFrom::Start(from)).await.map_err(|error| not_read(&error))?;
    let mut answer = (status, body(open, upto - from)).into_response();
    put(&mut answer, header::CONTENT_TYPE, "application/octet-stream");
    put(&mut answer, header::CONTENT_LENGTH, &(upto - from).to_string());
    put(&mut answer, header::CONTENT_DISPOSITION, &disposition(&file));
    put(&mut answer, header::ACCEPT_RANGES, "bytes");
    put(&mut answer, header::ETAG, &tag);
    put(&mut answer, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(&mut answer, header::CACHE_CONTROL, "private, no-cache");
    if status == StatusCode::PARTIAL_CONTENT {
        let part = format!("bytes {from}-{}/{length}", upto - 1);
        put(&mut answer, header::CONTENT_RANGE, &part);
    }
    Ok(answer)
}

fn put(answer: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}

/// The desk knows its name and nothing more.
fn not_kept() -> Fault {
    Fault::of(Code::NoFile, "the channel has not handed it over")
}

fn not_read(error: &std::io::Error) -> Fault {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Fault::of(Code::NoFile, "it is not with the desk's files");
    }
    tracing::error!(%error, "files");
    Code::Desk.into()
}

/// What of a file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// From this byte up to before that one.
    Part(u64, u64),
    /// A part that there is not.
    Nothing,
}

/// What a range means for a file of this length (RFC 9110, 14.2). What is not one range of bytes is as good as nothing.
fn wanted(range: &str, length: u64) -> Wanted {
    let Some((unit, range)) = range.split_once('=') else { return Wanted::Whole };
    let Some((from, upto)) = range.trim().split_once('-') else { return Wanted::Whole };
    let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let (from, upto) = (from.trim(), upto.trim());
    if !unit.trim().eq_ignore_ascii_case("bytes") || !digits(from) || !digits(upto) {
        return Wanted::Whole;
    }
    // Beyond what can be counted is beyond every end.
    let number = |it: &str| it.parse().unwrap_or(u64::MAX);
    let (from, upto) = match (from, upto) {
        ("", "") => return Wanted::Whole,
        ("", last) => (length.saturating_sub(number(last)), length),
        (from, "") => (number(from), length),
        (from, upto) if number(upto) < number(from) => return Wanted::Whole,
        (from, upto) => (number(from), number(upto).saturating_add(1).min(length)),
    };
    if from < upto { Wanted::Part(from, upto) } else { Wanted::Nothing }
}

/// To be kept, not shown, under a name that leads nowhere: in ASCII for the old, in full for the rest (RFC 6266, 8187).
fn disposition(file: &Attachment) -> String {
    let name = file_name(&file.name);
    let name = if name.is_empty() { "file".to_owned() } else { name };
    let plain: String = name
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() || " .-_()".contains(it) { it } else { '_' })
        .collect();
    let full = utf8_percent_encode(&name, PLAIN);
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

/// So many bytes of a file, read as they are taken. One that is shorter than it was breaks the answer off.
fn body(file: tokio::fs::File, length: u64) -> Body {
    let pieces = futures_util::stream::try_unfold((file, length), async |(mut file, left)| {
        if left == 0 {
            return Ok(None);
        }
        let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
        let read = file.read(&mut piece).await?;
        if read == 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof));
        }
        piece.truncate(read);
        Ok(Some((Bytes::from(piece), (file, left - read as u64))))
    });
    Body::from_stream(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Timestamp;

    #[test]
    fn a_range_is_read_as_the_standard_says() {
        for (range, of_ten) in [
            ("bytes=0-", Wanted::Part(0, 10)),
            ("bytes=3-", Wanted::Part(3, 10)),
            ("bytes=3-3", Wanted::Part(3, 4)),
            ("Bytes = 3 - 99", Wanted::Part(3, 10)),
            ("bytes=-4", Wanted::Part(6, 10)),
            ("bytes=-99", Wanted::Part(0, 10)),
            ("bytes=0-99999999999999999999999", Wanted::Part(0, 10)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=99999999999999999999999-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-3", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("lines=1-2", Wanted::Whole),
            ("0-5", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(wanted(range, 10), of_ten, "{range}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nothing, "there is no first byte");
        assert_eq!(wanted("bytes=-5", 0), Wanted::Nothing);
    }

    #[test]
    fn whatever_a_file_is_called_its_name_is_one_word_of_a_header() {
        let said = |name: &str| {
            disposition(&Attachment {
                name: name.into(),
                bytes: 0,
                expires: Timestamp(0),
                content: None,
            })
        };
        assert_eq!(
            said("../../etc/passwd"),
            "attachment; filename=\"etc_passwd\"; filename*=UTF-8''etc_passwd"
        );
        assert_eq!(
            said("чек.pdf"),
            "attachment; filename=\"___.pdf\"; filename*=UTF-8''%D1%87%D0%B5%D0%BA.pdf"
        );
        assert_eq!(said("\u{202e}"), "attachment; filename=\"file\"; filename*=UTF-8''file");
        for name in ["a\"; x=\"b", "a\r\nSet-Cookie: x", "a\\\"", "a\0b", "%00", &"я".repeat(999)]
        {
            let value = said(name);
            assert!(HeaderValue::from_str(&value).is_ok(), "{value:?}");
            assert_eq!(value.matches('"').count(), 2, "{value:?}");
            assert_eq!(value.matches(';').count(), 2, "{value:?}");
        }
    }
}
