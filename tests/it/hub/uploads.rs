//! What replicas bring for their replies: who may, what is checked, and who may name it afterwards.

use std::io::Read as _;
use std::time::Duration;

use keydesk::base::clock::{self, Timestamp};
use keydesk::domain::{ContentHash, DialogId, Role};
use keydesk::store::{Blobs, Files as _, Inbox as _};
use serde_json::json;

use super::client::{Answer, Client, check_described};
use super::{Hub, op, ops};

const TEXT: &str = "what is in the file";

/// The SHA-256 of a text.
fn hash(text: &str) -> ContentHash {
    let dir = tempfile::tempdir().unwrap();
    Blobs::beside(dir.path()).put(&mut text.as_bytes()).unwrap().0
}

/// Brings a piece of something that is so long in all.
fn bring(client: &Client, hash: ContentHash, (bytes, from): (usize, usize), piece: &str) -> Answer {
    bring_as(client, hash, (bytes, from), piece, "application/octet-stream")
}

fn bring_as(
    client: &Client,
    hash: ContentHash,
    (bytes, from): (usize, usize),
    piece: &str,
    sort: &str,
) -> Answer {
    let path = format!("/v1/files/{hash}?bytes={bytes}&from={from}");
    let length = piece.len().to_string();
    let headers = [("content-type", sort), ("content-length", length.as_str())];
    let answer = client.say(&(client.request("PUT", &path, None, &headers) + piece));
    check_described("PUT", &path, &answer);
    answer
}

fn have(answer: Answer) -> (u64, bool) {
    let told = answer.ok();
    (told["have"].as_u64().unwrap(), told["whole"].as_bool().unwrap())
}

/// Answers with a file that lies under this hash; the word of what it came to.
fn reply(client: &Client, no: u128, dialog: DialogId, text: &str, bytes: usize) -> String {
    let file = json!({"name": "чек.pdf", "bytes": bytes, "sha256": hash(text).to_string()});
    let letter = json!({"kind": "letter", "text": "see", "files": [file], "hold_ms": 0});
    let told = client.post("/v1/ops", &ops(&[op(no, dialog, &letter)])).ok();
    let outcome = &told["outcomes"][0];
    let word = if outcome["kind"] == "accepted" { "kind" } else { "why" };
    let said = &outcome[word];
    said["code"].as_str().or(said.as_str()).unwrap_or_else(|| panic!("{told}")).to_owned()
}

fn kept(hub: &Hub, text: &str) -> Option<String> {
    let mut kept = String::new();
    hub.desk.blobs().open(hash(text)).unwrap()?.read_to_string(&mut kept).unwrap();
    Some(kept)
}

#[test]
fn what_is_brought_goes_out_with_the_reply_that_names_it() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Agent));
    let dialog = hub.write("Olha", "hello");
    assert_eq!(reply(&anna, 1, dialog, TEXT, TEXT.len()), "no-file", "nobody has brought it");
    assert_eq!(have(bring(&anna, hash(TEXT), (TEXT.len(), 0), TEXT)), (19, true));
    assert_eq!(kept(&hub, TEXT).as_deref(), Some(TEXT));
    assert_eq!(reply(&anna, 2, dialog, TEXT, 18), "no-file", "it is longer than that");
    assert_eq!(reply(&anna, 3, dialog, TEXT, TEXT.len()), "accepted");
    let thread = hub.desk.read_now(move |it| it.thread(dialog, None, 9)).unwrap();
    let file = &thread.messages.last().unwrap().files[0];
    assert_eq!((file.name.as_str(), file.content), ("чек.pdf", Some(hash(TEXT))));
}

#[test]
fn it_comes_in_pieces_and_goes_on_where_it_stopped() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Agent));
    let put = |from: usize, piece: &str| have(bring(&anna, hash(TEXT), (TEXT.len(), from), piece));
    assert_eq!(put(0, ""), (0, false), "to ask costs nothing");
    assert_eq!(put(0, &TEXT[..7]), (7, false));
    assert_eq!(put(0, &TEXT[..7]), (7, false), "told again it is there once");
    assert_eq!(put(12, &TEXT[12..]), (7, false), "what is missing before it comes first");
    assert_eq!(put(7, &TEXT[7..]), (19, true));
    assert_eq!(kept(&hub, TEXT).as_deref(), Some(TEXT));
    assert_eq!(put(0, ""), (19, true), "and is not brought again");
    let nothing = bring(&anna, hash(""), (0, 0), "");
    assert_eq!(have(nothing), (0, true), "an empty file is one too");
}

#[test]
fn to_know_a_hash_is_not_to_have_what_is_in_the_file() {
    let hub = Hub::start();
    let (anna, borys) = (hub.agent("Anna", Role::Agent), hub.agent("Borys", Role::Agent));
    let (anna, borys) = (hub.client(anna), hub.client(borys));
    let (one, other) = (hub.write("Olha", "hello"), hub.write("Vira", "hello"));
    assert_eq!(have(bring(&anna, hash(TEXT), (19, 0), &TEXT[..9])), (9, false));
    let theirs = have(bring(&borys, hash(TEXT), (19, 9), &TEXT[9..]));
    assert_eq!(theirs, (0, false), "what Anna began is hers");
    assert_eq!(have(bring(&anna, hash(TEXT), (19, 9), &TEXT[9..])), (19, true));
    assert_eq!(have(bring(&borys, hash(TEXT), (19, 0), "")), (0, false), "he has to bring it");
    assert_eq!(reply(&borys, 1, one, TEXT, 19), "no-file");
    assert_eq!(reply(&anna, 2, one, TEXT, 19), "accepted");
    assert_eq!(reply(&borys, 3, one, TEXT, 19), "accepted", "it is in the dialog now");
    assert_eq!(reply(&borys, 4, other, TEXT, 19), "no-file", "and in no other");
    assert_eq!(have(bring(&borys, hash(TEXT), (19, 0), TEXT)), (19, true));
    assert_eq!(reply(&borys, 5, other, TEXT, 19), "accepted");
}

#[test]
fn what_is_wrong_is_refused_and_leaves_nothing() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Agent));
    let other = "x".repeat(TEXT.len());
    let wrong = bring(&anna, hash(TEXT), (19, 0), &other);
    assert_eq!((wrong.status, wrong.code().as_str()), (422, "wrong-content"));
    assert_eq!((kept(&hub, TEXT), kept(&hub, &other)), (None, None));
    let long = bring(&anna, hash(TEXT), (9, 0), TEXT);
    assert_eq!((long.status, long.code().as_str()), (422, "unfit"));
    assert_eq!(have(bring(&anna, hash(TEXT), (19, 0), "")), (0, false), "nothing is left of it");
    let large = bring(&anna, hash(TEXT), ((100 << 20) + 1, 0), "");
    assert_eq!((large.status, large.code().as_str()), (413, "too-large"));
    let json = bring_as(&anna, hash(TEXT), (19, 0), TEXT, "application/json");
    assert_eq!((json.status, json.code().as_str()), (415, "not-bytes"));
    let path = format!("/v1/files/{}?bytes=1", hash(TEXT).to_string().to_uppercase());
    let headers = [("content-type", "application/octet-stream"), ("content-length", "0")];
    let shouted = anna.say(&anna.request("PUT", &path, None, &headers));
    assert_eq!(shouted.code(), "malformed", "a hash is written in one way only");
    let looks_on = hub.client(hub.agent("Vira", Role::ReadOnly));
    let answer = bring(&looks_on, hash(TEXT), (19, 0), TEXT);
    assert_eq!((answer.status, answer.code().as_str()), (403, "not-allowed"));
    assert_eq!(bring(&hub.nobody(), hash(TEXT), (19, 0), TEXT).status, 401);
}

#[test]
fn what_no_reply_names_is_kept_for_a_day() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Agent));
    bring(&anna, hash(TEXT), (19, 0), TEXT).ok();
    let kept_at = |at: Timestamp| {
        let kept = hub.desk.read_now(move |it| it.contents(at)).unwrap();
        kept.contains(&hash(TEXT))
    };
    let hours = |it: u64| clock::now() + Duration::from_secs(it * 3600);
    assert!(kept_at(hours(23)));
    assert!(!kept_at(hours(25)));
}
