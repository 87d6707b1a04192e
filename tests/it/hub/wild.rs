//! Requests that no client of ours makes: bodies, headers, paths. None is a fault of the hub's, and others are served.

use std::io::{BufReader, Read as _, Write as _};

use keydesk::domain::Role;
use serde_json::json;

use super::Hub;
use super::client::{Client, Line};

fn hub_and_anna() -> (Hub, Client) {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    (hub, anna)
}

#[test]
fn a_body_that_is_no_request_is_told_so() {
    let (hub, anna) = hub_and_anna();
    let deep = "[".repeat(100_000);
    let deep_inside = format!(r#"{{"ops":[],"x":{}1{}}}"#, "[".repeat(500), "]".repeat(500));
    let long = format!(r#"{{"ids":[{}]}}"#, "9".repeat(100_000));
    let cases: &[(&str, &str, u16)] = &[
        ("/v1/ops", &deep, 422),
        ("/v1/ops", &deep_inside, 200),
        ("/v1/dialogs", &long, 400),
        ("/v1/dialogs", r#"{"ids":[1e999]}"#, 400),
        ("/v1/dialogs", r#"{"ids":[1.5]}"#, 422),
        ("/v1/dialogs", r#"{"ids":[9223372036854775808]}"#, 422),
        ("/v1/dialogs", r#"{"ids":[1],"ids":[2]}"#, 422),
        ("/v1/dialogs", r#"{"ids":null}"#, 422),
        ("/v1/dialogs", "null", 422),
        ("/v1/presence", r#"{"dialog":1,"dialog":2}"#, 422),
        ("/v1/presence", "\u{feff}{}", 400),
        ("/v1/ops", "{\"ops\":[]}\u{0}", 400),
    ];
    for (path, body, status) in cases {
        let answer = anna.ask("POST", path, Some(body));
        let short: String = body.chars().take(60).collect();
        assert_eq!(answer.status, *status, "{path} {short}: {}", answer.body);
        if *status != 200 {
            answer.code();
        }
    }
    // Bytes that are no text.
    let mut line = anna.place.connect();
    let head = anna.request(
        "POST",
        "/v1/ops",
        None,
        &[("content-type", "application/json"), ("content-length", "4")],
    );
    line.write_all(head.as_bytes()).unwrap();
    line.write_all(b"\"\xff\xfe\"").unwrap();
    assert_eq!(super::client::hear(&mut BufReader::new(line)).code(), "malformed");
    assert_eq!(hub.nobody().get("/healthz").status, 200);
}

#[test]
fn a_path_leads_where_it_says_or_nowhere() {
    let (hub, anna) = hub_and_anna();
    let dialog = hub.write("Olena", "Hello").0;
    for (path, expected) in [
        (format!("/v1/dialogs/{dialog}/..%2f{dialog}/messages"), 404),
        (format!("/v1/dialogs/..%2f{dialog}/messages"), 400),
        (format!("/v1/dialogs/{dialog}%2fmessages"), 404),
        (format!("/v1/dialogs/{dialog}%00/messages"), 400),
        ("/v1/dialogs/%ff/messages".to_owned(), 400),
        (format!("/v1/dialogs/{dialog}//messages"), 404),
        ("/v1/dialogs//messages".to_owned(), 400),
        ("//v1/me".to_owned(), 404),
        ("/v1/me/".to_owned(), 404),
        ("/V1/me".to_owned(), 404),
        ("/v1/me%20".to_owned(), 404),
        ("/v1/./me".to_owned(), 404),
        (format!("/v1/dialogs/+{dialog}/messages"), 200),
        (format!("/v1/dialogs/{dialog}/messages?before=%00"), 400),
        (format!("/v1/dialogs/{dialog}/messages?limit=1&limit=2"), 400),
        ("/v1/search?q=%ff%fe".to_owned(), 200),
        (format!("/v1/search?q={}", "a".repeat(1001)), 400),
        (format!("/v1/search?q={}", "%22".repeat(999)), 200),
        ("/v1/search?q=%22+OR+1+NEAR(*)+AND+NOT+%27--".to_owned(), 200),
    ] {
        let answer = anna.ask("GET", &path, None);
        assert_eq!(answer.status, expected, "{path}: {}", answer.body);
    }
}

/// Everything that comes until the other side closes.
fn all(mut line: Box<dyn Line>) -> String {
    let mut text = Vec::new();
    let _ = line.read_to_end(&mut text);
    String::from_utf8_lossy(&text).into_owned()
}

#[test]
fn no_request_is_smuggled_behind_another() {
    let (_hub, anna) = hub_and_anna();
    let token = anna.token.clone().unwrap();
    let inner =
        format!("GET /v1/me HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer {token}\r\n\r\n");
    let outer = |framing: &str, body: &str| {
        let mut line = anna.place.connect();
        let text = format!(
            "POST /v1/ops HTTP/1.1\r\nhost: hub\r\nauthorization: Bearer {token}\r\n\
             content-type: application/json\r\n{framing}\r\n{body}"
        );
        line.write_all(text.as_bytes()).unwrap();
        all(line)
    };
    let (length, chunks) = (inner.len() + 5, "transfer-encoding: chunked\r\n");
    let body = format!("0\r\n\r\n{inner}");
    for framing in [
        format!("content-length: {length}\r\n{chunks}"),
        format!("{chunks}content-length: {length}\r\n"),
        format!("content-length: {length}\r\ncontent-length: 5\r\n"),
        format!("content-length: 5, {length}\r\n"),
        "content-length: +5\r\n".to_owned(),
        "transfer-encoding : chunked\r\n".to_owned(),
        "transfer-encoding: identity, chunked, identity\r\n".to_owned(),
        "transfer-encoding: xchunked\r\n".to_owned(),
    ] {
        let told = outer(&framing, &body);
        assert!(told.matches("HTTP/1.1").count() <= 1, "{framing}: {told}");
        assert!(!told.contains("\"agent\""), "{framing}: {told}");
        assert!(!told.contains(" 5"), "{framing}: {told}");
    }
}

#[test]
fn many_who_are_slow_keep_nobody_from_being_served() {
    let (hub, anna) = hub_and_anna();
    let dialog = hub.write("Olena", "Hello");
    let begun = anna.request(
        "POST",
        "/v1/ops",
        None,
        &[("content-type", "application/json"), ("content-length", "1000000")],
    );
    let slow: Vec<_> = (0..300)
        .map(|it| {
            let mut line = anna.place.connect();
            let text = if it % 2 == 0 { begun.as_str() } else { &begun[..40] };
            line.write_all(text.as_bytes()).unwrap();
            line
        })
        .collect();
    assert_eq!(anna.get("/v1/me").status, 200);
    let asked = super::ops(&[super::op(1, dialog, &json!({"kind": "close"}))]);
    assert_eq!(anna.post("/v1/ops", &asked).ok()["outcomes"][0]["kind"], "accepted");
    drop(slow);
}
