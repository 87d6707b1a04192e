//! Forms with files (RFC 7578), read.

use axum::body::Bytes;
use axum::http::HeaderMap;
use serde_json::{Map, Value};

pub(super) type File = (String, Vec<u8>);

pub(super) fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get("content-type")?.to_str().ok()?;
    let rest = kind.strip_prefix("multipart/form-data; boundary=")?;
    Some(rest.trim_matches('"').to_owned())
}

/// The fields, each a text or what JSON it holds; and the file, whose field gets its name.
pub(super) fn read(boundary: &str, body: &Bytes) -> (Map<String, Value>, Option<File>) {
    let (mut fields, mut file) = (Map::new(), None);
    let mark = format!("--{boundary}");
    let mut rest = &body[find(body, mark.as_bytes()).unwrap() + mark.len()..];
    let mark = format!("\r\n{mark}");
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let head = find(part, b"\r\n\r\n").unwrap();
        let end = find(part, mark.as_bytes()).unwrap();
        let headers = String::from_utf8(part[..head].to_vec()).unwrap();
        let content = &part[head + 4..end];
        let name = quoted(&headers, " name=").unwrap();
        match quoted(&headers, " filename=") {
            Some(called) => {
                fields.insert(name, called.clone().into());
                file = Some((called, content.to_vec()));
            }
            None => {
                let text = String::from_utf8(content.to_vec()).unwrap();
                let value = serde_json::from_str(&text).ok().filter(Value::is_object);
                fields.insert(name, value.unwrap_or(Value::String(text)));
            }
        }
        rest = &part[end + mark.len()..];
    }
    (fields, file)
}

fn quoted(headers: &str, name: &str) -> Option<String> {
    let (_, rest) = headers.split_once(&format!("{name}\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|it| it == what)
}
