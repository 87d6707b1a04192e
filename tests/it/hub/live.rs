//! Ops and the live stream: what is done is told at once, once and in order, whoever does it and however often they try.

use keydesk::domain::team::{Act, Handover};
use keydesk::domain::{DialogId, Role, Sight};
use serde_json::{Value, json};

use super::client::{Client, Stream};
use super::{Hub, op, ops};

fn head(client: &Client) -> i64 {
    client.get("/v1/me").ok()["head"].as_i64().unwrap()
}

/// Reads deltas until one tells of the change of this kind; each begins where the one before ended.
fn until(stream: &mut Stream, at: &mut i64, kind: &str) -> Value {
    loop {
        let delta = stream.next("delta").expect("the stream has ended");
        assert_eq!(delta["after"], *at, "a gap, or twice the same");
        *at = delta["upto"].as_i64().unwrap();
        let entries = delta["entries"].as_array().unwrap();
        if entries.iter().any(|it| it["change"]["kind"] == kind) {
            return delta;
        }
    }
}

#[test]
fn an_op_that_comes_twice_is_done_once_and_told_again() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let dialog = hub.write("Olena", "Hello");
    let reply = ops(&[op(1, dialog, &json!({"kind": "reply", "text": "Good day"}))]);
    let first = anna.post("/v1/ops", &reply).ok();
    assert_eq!(first["outcomes"][0]["kind"], "accepted");
    let again = anna.post("/v1/ops", &reply).ok();
    assert_eq!(first["outcomes"], again["outcomes"]);
    let path = format!("/v1/dialogs/{}/messages", dialog.0);
    let texts: Vec<Value> = anna.get(&path).ok()["messages"].as_array().unwrap().clone();
    assert_eq!(texts.iter().filter(|it| it["text"] == "Good day").count(), 1);
}

#[test]
fn of_two_who_take_the_same_dialog_one_wins_and_the_other_is_told_by_name() {
    let hub = Hub::start();
    let (anna, borys) = (hub.agent("Anna", Role::Admin), hub.agent("Borys", Role::Lead));
    let dialog = hub.write("Olena", "Hello");
    let take = |id, who: i64| ops(&[op(id, dialog, &json!({"kind": "assign", "to": who}))]);
    let won = hub.client(anna).post("/v1/ops", &take(1, anna.0)).ok();
    assert_eq!(won["outcomes"][0]["kind"], "accepted");
    let lost = hub.client(borys).post("/v1/ops", &take(2, borys.0)).ok();
    assert_eq!(lost["outcomes"][0]["why"], json!({"code": "taken-by", "name": "Anna"}));
}

#[test]
fn what_happens_is_told_at_once_in_order_and_without_gaps() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let dialog = hub.write("Olena", "Hello");
    // From the beginning, and from now on.
    let (mut early, mut early_at) = (anna.stream(0), 0);
    let start = head(&anna);
    let (mut late, mut late_at) = (anna.stream(start), start);
    for (stream, at) in [(&mut early, &mut early_at), (&mut late, &mut late_at)] {
        let close = op(*at as u128 + 77, dialog, &json!({"kind": "close"}));
        anna.post("/v1/ops", &ops(&[close])).ok();
        let told = until(stream, at, "closed");
        assert_eq!(told["bundles"][0]["dialog"]["status"], "closed");
        let reopen = op(*at as u128 + 78, dialog, &json!({"kind": "reopen"}));
        anna.post("/v1/ops", &ops(&[reopen])).ok();
        until(stream, at, "reopened");
    }
    // Many at once, from several sides; what a page tells is what the stream told.
    let writers: Vec<_> = (0..4_u128)
        .map(|writer| {
            let anna = anna.clone();
            std::thread::spawn(move || {
                for note in 0..25 {
                    let text = format!("{writer}-{note}");
                    let note = op(
                        1000 * (writer + 1) + note,
                        dialog,
                        &json!({"kind": "note", "text": text}),
                    );
                    anna.post("/v1/ops", &ops(&[note])).ok();
                }
            })
        })
        .collect();
    for it in writers {
        it.join().unwrap();
    }
    let end = head(&anna);
    let mut live = Vec::new();
    let start = late_at;
    while late_at < end {
        let delta = late.next("delta").unwrap();
        assert_eq!(delta["after"], late_at);
        late_at = delta["upto"].as_i64().unwrap();
        live.extend(delta["entries"].as_array().unwrap().iter().map(|it| it["no"].clone()));
    }
    let page = anna.get(&format!("/v1/changes?after={start}&limit=1000")).ok();
    let paged: Vec<Value> =
        page["entries"].as_array().unwrap().iter().map(|it| it["no"].clone()).collect();
    assert_eq!(live, paged);
    let notes = page["entries"].as_array().unwrap().iter();
    assert_eq!(notes.filter(|it| it["change"]["what"] == "note").count(), 100);
}

#[test]
fn a_stream_that_reads_nothing_for_a_while_loses_nothing() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let dialog = hub.write("Olena", "Hello");
    let (mut stream, mut at) = (anna.stream(0), 0);
    let text = "x".repeat(20_000);
    // More than the ring holds, and than a socket does.
    for burst in 0..100_u128 {
        let note = |it| op(burst * 10 + it, dialog, &json!({"kind": "note", "text": text}));
        anna.post("/v1/ops", &ops(&[note(1), note(2), note(3)])).ok();
    }
    let end = head(&anna);
    let mut told = 0;
    while at < end {
        let delta = stream.next("delta").unwrap();
        assert_eq!(delta["after"], at);
        at = delta["upto"].as_i64().unwrap();
        told += delta["entries"].as_array().unwrap().len();
    }
    let notes = 300;
    assert!(told >= notes, "{told}");
}

#[test]
fn who_is_blocked_hears_no_more() {
    let hub = Hub::start();
    hub.agent("Anna", Role::Admin);
    let borys = hub.agent("Borys", Role::Agent);
    let mut stream = hub.client(borys).stream(0);
    stream.next("delta").unwrap();
    hub.act(Act::Block(borys, Handover::Keep));
    hub.write("Olena", "not for Borys");
    while let Some((_, data)) = stream.event() {
        assert!(!data.to_string().contains("not for Borys"));
    }
}

#[test]
fn whose_rights_change_is_told_by_other_rights_and_sees_no_more_than_they_allow() {
    let hub = Hub::start();
    hub.agent("Anna", Role::Admin);
    let borys = hub.agent("Borys", Role::Agent);
    let client = hub.client(borys);
    let (mut stream, mut at) = (client.stream(0), 0);
    hub.write("Olena", "first");
    let before = until(&mut stream, &mut at, "wrote")["rights"].clone();
    hub.act(Act::SetRole(borys, Role::NoChats));
    hub.write("Olena", "second");
    let after = loop {
        let delta = stream.next("delta").unwrap();
        assert!(!delta.to_string().contains("second"), "{delta}");
        if delta["rights"] != before {
            break delta["rights"].clone();
        }
    };
    assert_eq!(client.get("/v1/me").ok()["rights"], after);
}

#[test]
fn who_looks_and_who_writes_is_told_to_those_who_see_the_dialog_and_to_nobody_else() {
    let hub = Hub::start();
    let anna = hub.agent("Anna", Role::Admin);
    let (borys, vira) = (hub.agent("Borys", Role::Agent), hub.agent_who_sees("Vira", Sight::Own));
    let dialog = hub.write("Olena", "Hello");
    let (anna_client, borys_client) = (hub.client(anna), hub.client(borys));
    let start = head(&anna_client);
    let mut sees = borys_client.stream(start);
    let mut sees_not = hub.client(vira).stream(start);
    let present = |dialog: Option<DialogId>, typing| {
        let body = json!({"dialog": dialog.map(|it| it.0), "typing": typing});
        assert_eq!(anna_client.post("/v1/presence", &body).status, 204);
    };
    // Without a live stream of her own nobody is told.
    present(Some(dialog), false);
    let at_work = anna_client.stream(start);
    present(Some(dialog), true);
    let expected = |viewing: bool, typing: bool| json!({"dialog": dialog.0, "agent": anna.0, "viewing": viewing, "typing": typing});
    assert_eq!(sees.next("presence").unwrap(), expected(true, true));
    // Who comes later is told too.
    let mut late = borys_client.stream(start);
    assert_eq!(late.next("presence").unwrap(), expected(true, true));
    drop(at_work);
    assert_eq!(sees.next("presence").unwrap(), expected(false, false));
    // Vira has heard nothing: the next thing she hears is what she may see.
    let give = op(5, dialog, &json!({"kind": "assign", "to": vira.0}));
    anna_client.post("/v1/ops", &ops(&[give])).ok();
    let (name, delta) = loop {
        let (name, data) = sees_not.event().unwrap();
        if name != "delta" || !data["entries"].as_array().unwrap().is_empty() {
            break (name, data);
        }
    };
    assert_eq!(name, "delta", "{delta}");
}

#[test]
fn a_hub_that_stops_ends_streams_and_answers_what_it_has_begun() {
    let mut hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let dialog = hub.write("Olena", "Hello");
    let mut streams: Vec<Stream> = (0..5).map(|_| anna.stream(0)).collect();
    for it in &mut streams {
        it.next("delta").unwrap();
    }
    let busy = {
        let anna = anna.clone();
        std::thread::spawn(move || {
            let notes =
                (0..200).map(|it| op(it + 1, dialog, &json!({"kind": "note", "text": "x"})));
            anna.post("/v1/ops", &ops(&notes.collect::<Vec<_>>())).ok()
        })
    };
    // The request is in the hands of the desk when its first change is told.
    let mut told = false;
    while !told {
        let delta = streams[0].next("delta").unwrap();
        told = delta["entries"].to_string().contains("\"note\"");
    }
    hub.stop();
    assert_eq!(busy.join().unwrap()["outcomes"].as_array().unwrap().len(), 200);
    for mut it in streams {
        while it.event().is_some() {}
    }
    let super::client::Place::Socket(path) = &hub.socket else { panic!("a socket") };
    assert!(!path.exists(), "the socket goes with the hub");
}
