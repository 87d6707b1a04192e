//! What the hub does with what it should never be sent.

use std::io::{BufReader, Read as _, Write as _};
use std::time::Duration;

use keydesk::domain::Role;
use keydesk::hub::{BODY_MAX, HEADER_BYTES_MAX, HEADERS_MAX, Patience};
use serde_json::json;

use super::client::{Client, hear};
use super::{Hub, op, ops};

fn hub_and_anna() -> (Hub, Client) {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    (hub, anna)
}

#[test]
fn every_error_is_a_problem_with_its_code() {
    let (hub, anna) = hub_and_anna();
    let dialog = hub.write("Olena", "Hello").0;
    let cases: &[(&str, &str, Option<&str>, u16, &str)] = &[
        ("GET", "/", None, 404, "not-found"),
        ("GET", "/v1/nothing", None, 404, "not-found"),
        ("GET", "/v1/../etc/passwd", None, 404, "not-found"),
        ("GET", "/v2/me", None, 404, "not-found"),
        ("DELETE", "/v1/me", None, 405, "method"),
        ("GET", "/v1/ops", None, 405, "method"),
        ("GET", "/v1/changes", None, 400, "malformed"),
        ("GET", "/v1/changes?after=-1", None, 400, "malformed"),
        ("GET", "/v1/changes?after=x", None, 400, "malformed"),
        ("GET", "/v1/changes?after=0&limit=0", None, 400, "malformed"),
        ("GET", "/v1/changes?after=0&limit=100000", None, 400, "malformed"),
        ("GET", "/v1/changes?after=999999", None, 410, "start-over"),
        ("GET", "/v1/changes?after=18446744073709551615", None, 400, "malformed"),
        ("GET", "/v1/stream?after=999999", None, 410, "start-over"),
        ("GET", "/v1/snapshot?place=attic", None, 400, "bad-place"),
        ("GET", "/v1/snapshot?place=open~1", None, 400, "bad-place"),
        ("GET", "/v1/dialogs/abc/messages", None, 400, "malformed"),
        ("GET", "/v1/dialogs/99999999999999999999/messages", None, 400, "malformed"),
        ("GET", "/v1/dialogs/12345/messages", None, 404, "no-dialog"),
        ("GET", "/v1/dialogs/-1/history", None, 404, "no-dialog"),
        ("POST", "/v1/ops", Some("{"), 400, "malformed"),
        ("POST", "/v1/ops", Some(""), 400, "malformed"),
        ("POST", "/v1/ops", Some("[]x"), 400, "malformed"),
        ("POST", "/v1/ops", Some("[]"), 422, "unfit"),
        ("POST", "/v1/ops", Some(r#"{"ops":[{"id":"1"}]}"#), 422, "unfit"),
        ("POST", "/v1/ops", Some(r#"{"ops":5}"#), 422, "unfit"),
        ("POST", "/v1/dialogs", Some(r#"{"ids":["a"]}"#), 422, "unfit"),
        ("POST", "/v1/presence", Some(r#"{"dialog":12345}"#), 404, "no-dialog"),
    ];
    for (method, path, body, status, code) in cases {
        let answer = anna.ask(method, path, *body);
        assert_eq!((answer.status, answer.code().as_str()), (*status, *code), "{method} {path}");
    }
    assert_eq!(anna.ask("GET", "/v1/ops", None).headers["allow"], "POST");
    let plain = anna
        .request("POST", "/v1/ops", Some("{}"), &[])
        .replace("content-type: application/json", "content-type: text/plain");
    assert_eq!(anna.say(&plain).code(), "not-json");
    // After all this the hub is well, and nothing has happened.
    assert_eq!(hub.nobody().get("/healthz").status, 200);
    let history = anna.get(&format!("/v1/dialogs/{dialog}/history")).ok();
    assert_eq!(history["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn a_word_of_a_newer_replica_is_named_and_nothing_of_its_request_is_done() {
    let (hub, anna) = hub_and_anna();
    let dialog = hub.write("Olena", "Hello");
    let asked = ops(&[
        op(1, dialog, &json!({"kind": "close"})),
        op(2, dialog, &json!({"kind": "teleport", "to": 5})),
    ]);
    let answer = anna.post("/v1/ops", &asked);
    assert_eq!(answer.code(), "unfit");
    assert!(answer.json()["detail"].as_str().unwrap().contains("teleport"));
    assert_eq!(anna.get("/v1/snapshot").ok()["bundles"][0]["dialog"]["status"], "open");
}

#[test]
fn too_large_a_body_is_refused_whether_it_says_so_or_not() {
    let (_hub, anna) = hub_and_anna();
    let large = format!(r#"{{"ops":[],"x":"{}"}}"#, "x".repeat(BODY_MAX));
    assert_eq!(anna.say(&anna.request("POST", "/v1/ops", Some(&large), &[])).code(), "too-large");
    let mut chunked = anna.request(
        "POST",
        "/v1/ops",
        None,
        &[("content-type", "application/json"), ("transfer-encoding", "chunked")],
    );
    for part in large.as_bytes().chunks(60_000) {
        chunked += &format!("{:x}\r\n{}\r\n", part.len(), std::str::from_utf8(part).unwrap());
    }
    assert_eq!(anna.say(&(chunked + "0\r\n\r\n")).code(), "too-large");
    let fits = format!(r#"{{"ops":[],"x":"{}"}}"#, "x".repeat(BODY_MAX - 100));
    assert_eq!(anna.ask("POST", "/v1/ops", Some(&fits)).status, 200);
}

#[test]
fn a_flood_of_headers_is_refused() {
    let (hub, anna) = hub_and_anna();
    let many: Vec<(String, String)> =
        (0..=HEADERS_MAX).map(|it| (format!("x-{it}"), "1".to_owned())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    assert_eq!(anna.say(&anna.request("GET", "/v1/me", None, &many)).status, 431);
    let long = "x".repeat(2 * HEADER_BYTES_MAX);
    assert_eq!(anna.say(&anna.request("GET", "/v1/me", None, &[("x-long", &long)])).status, 431);
    let path = format!("/v1/search?q={}", "y".repeat(2 * HEADER_BYTES_MAX));
    assert!([414, 431].contains(&anna.say(&anna.request("GET", &path, None, &[])).status));
    assert_eq!(hub.nobody().get("/healthz").status, 200);
}

#[test]
fn who_is_too_slow_is_let_go() {
    let short = Duration::from_millis(200);
    let hub = Hub::with(|it| it.patience = Patience { headers: short, answer: short });
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    // The body never comes.
    let mut line = anna.place.connect();
    let begun = anna.request(
        "POST",
        "/v1/ops",
        None,
        &[("content-type", "application/json"), ("content-length", "1000")],
    );
    line.write_all(begun.as_bytes()).unwrap();
    assert_eq!(hear(&mut BufReader::new(line)).code(), "too-slow");
    // The headers never end.
    let mut line = anna.place.connect();
    line.write_all(b"GET /v1/me HTTP/1.1\r\nhost: hub\r\n").unwrap();
    let mut rest = Vec::new();
    let _ = line.read_to_end(&mut rest);
    assert!(!String::from_utf8_lossy(&rest).contains("200"), "{rest:?}");
}

#[test]
fn no_more_ops_than_there_may_be_come_at_once() {
    let (hub, anna) = hub_and_anna();
    let dialog = hub.write("Olena", "Hello");
    let many: Vec<_> = (0..=keydesk::wire::OPS_MAX as u128)
        .map(|it| op(it, dialog, &json!({"kind": "note", "text": "x"})))
        .collect();
    assert_eq!(anna.post("/v1/ops", &ops(&many)).code(), "unfit");
}

#[test]
fn the_description_is_open_to_everybody_and_names_every_code() {
    let (hub, _) = hub_and_anna();
    let told = hub.nobody().get("/openapi.json");
    assert_eq!(told.status, 200);
    let api = told.json();
    assert!(api["openapi"].as_str().unwrap().starts_with("3.1"));
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let described = operation["responses"].as_object().unwrap();
            assert!(described.contains_key("500"), "{method} {path}");
            let open = path == "/healthz";
            assert_eq!(operation["security"].is_null(), open, "{method} {path}");
        }
    }
    // No reference leads nowhere.
    for part in told.body.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(!api["components"]["schemas"][name].is_null(), "{name}");
    }
}
