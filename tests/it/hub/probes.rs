//! What somebody with a token of their own can try: other people's ops, contacts out of sight, absurd numbers.

use keydesk::base::clock::Timestamp;
use keydesk::domain::{AgentId, Delivery, DialogId, OpId, Role, Sight, UNTIL_REPLY};
use keydesk::store::{Inbox as _, Study as _};
use serde_json::{Value, json};

use super::client::Client;
use super::{Hub, op, ops};

fn one(client: &Client, op: Value) -> Value {
    client.post("/v1/ops", &ops(&[op])).ok()["outcomes"][0].clone()
}

fn contact(client: &Client, dialog: DialogId) -> i64 {
    let told = client.post("/v1/dialogs", &json!({"ids": [dialog.0]})).ok();
    told["bundles"][0]["contact"]["id"].as_i64().unwrap()
}

fn history(client: &Client, dialog: DialogId) -> Vec<Value> {
    let told = client.get(&format!("/v1/dialogs/{}/history", dialog.0)).ok();
    told["entries"].as_array().unwrap().clone()
}

/// Anna sees all; Vira what is hers: one of three dialogs.
fn scene() -> (Hub, Client, Client, [DialogId; 3]) {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let vira = hub.agent_who_sees("Vira", Sight::Own);
    let dialogs = ["Olena", "Olena too", "Ivan"].map(|it| hub.write(it, "hello"));
    let mine = one(&anna, op(1, dialogs[2], &json!({"kind": "assign", "to": vira.0})));
    assert_eq!(mine["kind"], "accepted");
    let vira = hub.client(vira);
    (hub, anna, vira, dialogs)
}

#[test]
fn an_op_of_somebody_else_is_neither_told_nor_taken_back() {
    let (_hub, anna, vira, [_, _, mine]) = scene();
    one(&anna, op(7, mine, &json!({"kind": "add-tag", "tag": "vip"})));
    // By its name: done already, but not by Vira.
    let again = one(&vira, op(7, mine, &json!({"kind": "add-tag", "tag": "vip"})));
    assert_eq!(again, json!({"kind": "refused", "why": {"code": "not-allowed"}}));
    let undo = |id, of: u128| {
        one(&vira, op(id, mine, &json!({"kind": "undo", "op": format!("{of:032x}")})))
    };
    let (theirs, none) = (undo(8, 7), undo(9, 4242));
    assert_eq!(theirs["why"]["code"], "nothing-to-undo", "people take back their own");
    assert_eq!(theirs, none);
    // Whose it is can still take it back.
    let own = one(&anna, op(10, mine, &json!({"kind": "undo", "op": format!("{:032x}", 7)})));
    assert_eq!(own["kind"], "accepted");
}

#[test]
fn a_contact_out_of_sight_can_be_neither_merged_with_nor_guessed() {
    let (_hub, anna, vira, [hidden, too, mine]) = scene();
    let merge = |id, with: i64| {
        one(&vira, op(id, mine, &json!({"kind": "merge-contact", "contact": with})))
    };
    let there = contact(&anna, hidden);
    let (seen, none) = (merge(20, there), merge(21, 4_242_424));
    assert_eq!(seen["why"]["code"], "no-contact");
    assert_eq!(seen, none);
    // Merged by somebody who sees both, it is told of those that are seen.
    let person = |id, dialog, with| {
        one(&anna, op(id, dialog, &json!({"kind": "merge-contact", "contact": with})))
    };
    assert_eq!(person(22, hidden, contact(&anna, too))["kind"], "accepted");
    assert_eq!(person(23, mine, there)["kind"], "accepted");
    let me = contact(&anna, mine);
    let merged = |client: &Client| {
        let entries = history(client, mine).into_iter().map(|it| it["change"].clone());
        entries.rev().find(|it| it["kind"] == "merged").unwrap()
    };
    let own = json!({"kind": "merged", "from": [[me]], "to": [[me]]});
    assert_eq!(merged(&vira), own);
    assert_ne!(merged(&anna), own);
    let delta = vira.get("/v1/changes?after=0").ok();
    assert_eq!(
        delta["bundles"][0]["person"], me,
        "the first of the person's contacts is out of sight"
    );
    let entries = delta["entries"].as_array().unwrap();
    assert_eq!(entries.iter().find(|it| it["change"]["kind"] == "merged").unwrap()["change"], own);
    // What comes into sight is told with all that it changes of what is seen.
    let head = delta["upto"].as_i64().unwrap();
    let viras = vira.get("/v1/me").ok()["agent"]["id"].clone();
    one(&anna, op(24, hidden, &json!({"kind": "assign", "to": viras})));
    let delta = vira.get(&format!("/v1/changes?after={head}")).ok();
    let people: Vec<&Value> =
        delta["bundles"].as_array().unwrap().iter().map(|it| &it["person"]).collect();
    assert_eq!(people, [there, there]);
    // An op's own answer is cut the same way.
    let split = one(&vira, op(25, mine, &json!({"kind": "split-contact"})));
    assert_eq!(split["changes"][0]["from"], json!([[there, me]]), "{split}");
}

#[test]
fn a_search_says_nothing_of_what_is_out_of_sight_however_much_it_is() {
    let (hub, anna, vira, _) = scene();
    for it in 0..60 {
        hub.write("Olena", &format!("a pineapple, number {it}"));
    }
    assert_eq!(
        anna.get("/v1/search?q=pineapple&limit=1").ok()["messages"].as_array().unwrap().len(),
        1
    );
    for limit in ["1", "2", "200"] {
        let found = vira.get(&format!("/v1/search?q=pineapple&limit={limit}"));
        let nothing = vira.get(&format!("/v1/search?q=nowhere&limit={limit}"));
        assert_eq!(found.body, nothing.body);
    }
    // Whom one sees is found behind others of the same name, however many they are.
    for it in 0..9 {
        hub.write(&format!("Ivan {it}"), "hi");
    }
    let found = vira.get("/v1/search?q=ivan").ok();
    assert_eq!(found["people"].as_array().unwrap().len(), 1);
    let said = vira.get("/v1/search?q=ivan+hello").ok();
    assert_eq!(said["messages"].as_array().unwrap().len(), 1);
}

#[test]
fn absurd_numbers_do_no_harm() {
    let (hub, anna, _, [one_dialog, other, _]) = scene();
    let held = |ms: u64| {
        anna.post(
            "/v1/ops",
            &ops(&[op(30, other, &json!({"kind": "held-reply", "text": "x", "hold_ms": ms}))]),
        )
    };
    for absurd in [120_001, u64::MAX] {
        assert_eq!(held(absurd).code(), "unfit");
    }
    assert_eq!(held(120_000).ok()["outcomes"][0]["kind"], "accepted");
    let thread = hub.desk.read_now(move |it| it.thread(other, None, 9)).unwrap();
    let reply = thread.messages.last().unwrap();
    let Some(Delivery::Queued { due, .. }) = reply.delivery else { panic!("{reply:?}") };
    assert_eq!(due.since(reply.at).as_secs(), 120);
    // A message of another dialog is none of this one.
    for (at, kind) in (40..).step_by(2).zip(["retry", "drop", "confirm-sent"]) {
        let asked = |id, message: i64| {
            one(&anna, op(id, one_dialog, &json!({"kind": kind, "message": message})))
        };
        let (theirs, none) = (asked(at, reply.id.0), asked(at + 1, i64::MAX));
        assert_eq!(theirs["why"]["code"], "no-message");
        assert_eq!(theirs, none);
    }
    let far = one(&anna, op(70, one_dialog, &json!({"kind": "snooze", "until": i64::MAX})));
    assert_eq!(far["changes"][0]["to"], UNTIL_REPLY.0, "{far}");
    let past = one(&anna, op(71, one_dialog, &json!({"kind": "snooze", "until": i64::MIN})));
    assert_eq!(past["why"]["code"], "snooze-past");
    for (id, to) in [(72, 0), (73, -1), (74, i64::MAX), (75, (1 << 53) + 1)] {
        let to = one(&anna, op(id, one_dialog, &json!({"kind": "assign", "to": to})));
        assert_eq!(to["why"]["code"], "no-agent");
    }
    let mut nonsense = op(76, one_dialog, &json!({"kind": "close"}));
    nonsense["basis"] = json!({"upto": i64::MIN, "assignee": i64::MAX});
    assert_eq!(one(&anna, nonsense)["why"]["code"], "wrote-since");
    let large = "я".repeat(400_000);
    let tag = one(&anna, op(77, one_dialog, &json!({"kind": "add-tag", "tag": large})));
    assert_eq!(tag["why"]["code"], "bad-tag");
    assert_eq!(
        one(&anna, op(78, one_dialog, &json!({"kind": "note", "text": large})))["kind"],
        "accepted"
    );
    let seen = json!({"ops": [], "seen": [{"dialog": one_dialog.0, "upto": i64::MAX}, {"dialog": -1, "upto": 5}]});
    assert_eq!(anna.post("/v1/ops", &seen).status, 200);
}

#[test]
fn a_batch_name_of_somebody_else_binds_nobody() {
    let (hub, anna, _, [first, second, _]) = scene();
    let borys = hub.client(hub.agent("Borys", Role::Agent));
    let in_batch = |id, dialog, tag: &str| {
        let mut op = op(id, dialog, &json!({"kind": "add-tag", "tag": tag}));
        op["batch"] = json!(format!("{:032x}", 5));
        op
    };
    assert_eq!(one(&anna, in_batch(80, first, "a"))["kind"], "accepted");
    assert_eq!(one(&borys, in_batch(81, second, "b"))["kind"], "accepted");
    // What Borys would take back as one is his own only.
    let borys_id = borys.get("/v1/me").ok()["agent"]["id"].as_i64().unwrap();
    let mine = hub.desk.read_now(move |it| it.last_done(AgentId(borys_id), Timestamp(0), 9));
    let ops: Vec<_> = mine.unwrap().into_iter().map(|it| it.ops).collect();
    assert_eq!(ops, [[(OpId(81), second)]]);
}
