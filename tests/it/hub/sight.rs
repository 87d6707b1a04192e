//! What is out of somebody's sight does not exist for them: not in any answer, count, search or event.

use keydesk::domain::{DialogId, Role, Sight};
use serde_json::{Value, json};

use super::client::Client;
use super::{Hub, op, ops};

const SECRET: &str = "pineapple";

struct Scene {
    hub: Hub,
    anna: Client,
    vira: Client,
    hidden: DialogId,
    own: DialogId,
}

/// Vira sees what is hers; Anna has written about a pineapple in what is not.
fn scene() -> Scene {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let vira = hub.agent_who_sees("Vira", Sight::Own);
    let hidden = hub.write("Olena-pineapple", "I want a pineapple");
    let own = hub.write("Ivan", "I want a mango");
    let done = anna.post(
        "/v1/ops",
        &ops(&[
            op(1, own, &json!({"kind": "assign", "to": vira.0})),
            op(2, hidden, &json!({"kind": "note", "text": "pineapple is out of stock"})),
            op(3, hidden, &json!({"kind": "add-tag", "tag": "pineapple"})),
        ]),
    );
    let done = done.ok();
    assert!(done["outcomes"].as_array().unwrap().iter().all(|it| it["kind"] == "accepted"));
    let vira = hub.client(vira);
    Scene { hub, anna, vira, hidden, own }
}

fn ids(bundles: &Value) -> Vec<i64> {
    bundles.as_array().unwrap().iter().map(|it| it["dialog"]["id"].as_i64().unwrap()).collect()
}

#[test]
fn nothing_of_a_hidden_dialog_is_in_any_answer() {
    let Scene { vira, hidden, own, anna, hub: _hub } = scene();
    let snapshot = vira.get("/v1/snapshot").ok();
    assert_eq!((ids(&snapshot["bundles"]), &snapshot["total"]), (vec![own.0], &json!(1)));
    let all = anna.get("/v1/snapshot").ok();
    assert_eq!(all["total"], 2, "who sees all sees both");
    let delta = vira.get("/v1/changes?after=0").ok();
    assert_eq!(ids(&delta["bundles"]), [own.0]);
    let asked = vira.post("/v1/dialogs", &json!({"ids": [hidden.0, own.0, 4242]})).ok();
    assert_eq!(ids(&asked["bundles"]), [own.0]);
    assert_eq!(asked["gone"], json!([hidden.0, 4242]), "as if it were not there");
    for part in ["messages", "history"] {
        let path = |it: i64| format!("/v1/dialogs/{it}/{part}");
        let (hidden, none) = (vira.get(&path(hidden.0)), vira.get(&path(4242)));
        assert_eq!((hidden.status, &hidden.body), (404, &none.body), "{part}");
        assert_eq!(vira.get(&path(own.0)).status, 200);
    }
    let looks = vira.post("/v1/presence", &json!({"dialog": hidden.0}));
    assert_eq!(looks.code(), "no-dialog");
    for told in [snapshot, delta, asked, vira.get("/v1/me").ok()] {
        assert!(!told.to_string().contains(SECRET), "{told}");
    }
}

#[test]
fn a_search_finds_only_what_is_seen_and_says_nothing_of_the_rest() {
    let Scene { vira, anna, hub, own, .. } = scene();
    let found = anna.get("/v1/search?q=pineapple").ok();
    assert_eq!(found["messages"].as_array().unwrap().len(), 2);
    assert_eq!(found["people"].as_array().unwrap().len(), 1);
    let nothing = json!({"people": [], "messages": [], "bundles": [], "next": null});
    assert_eq!(vira.get("/v1/search?q=pineapple").ok(), nothing);
    assert_eq!(vira.get("/v1/search?q=mango").ok()["messages"].as_array().unwrap().len(), 1);
    // What is seen is found behind much that is not.
    for it in 0..30 {
        hub.write("Olena-pineapple", &format!("mango {it}"));
    }
    let found = vira.get("/v1/search?q=mango&limit=2").ok();
    assert_eq!(found["messages"][0]["dialog"], own.0, "{found}");
}

#[test]
fn an_op_on_a_hidden_dialog_is_an_op_on_none() {
    let Scene { vira, hidden, anna, hub: _hub, .. } = scene();
    for (id, intent) in [
        json!({"kind": "close"}),
        json!({"kind": "reply", "text": "mine"}),
        json!({"kind": "assign", "to": 2}),
        json!({"kind": "undo", "op": format!("{:032x}", 3)}),
    ]
    .iter()
    .enumerate()
    {
        let asked = |dialog, id| ops(&[op(id, dialog, intent)]);
        let id = 100 + 2 * id as u128;
        let done = vira.post("/v1/ops", &asked(hidden, id)).ok();
        let none = vira.post("/v1/ops", &asked(DialogId(4242), id + 1)).ok();
        assert_eq!(done["outcomes"][0]["why"]["code"], "no-dialog", "{intent}");
        assert_eq!(done["outcomes"], none["outcomes"]);
    }
    // The name of somebody else's op tells nothing of it either.
    let again = vira.post("/v1/ops", &ops(&[op(3, hidden, &json!({"kind": "close"}))])).ok();
    assert!(!again.to_string().contains(SECRET), "{again}");
    let history = anna.get(&format!("/v1/dialogs/{}/history", hidden.0)).ok();
    assert_eq!(history["entries"].as_array().unwrap().len(), 3);
}

#[test]
fn the_live_stream_tells_only_what_is_seen_and_what_has_gone_out_of_sight() {
    let Scene { vira, anna, hub, hidden, own } = scene();
    let head = anna.get("/v1/me").ok()["head"].as_i64().unwrap();
    let mut stream = vira.stream(head);
    hub.write("Olena-pineapple", "more pineapple");
    let mut take_away = op(50, own, &json!({"kind": "assign", "to": null}));
    take_away["basis"]["assignee"] = vira.get("/v1/me").ok()["agent"]["id"].clone();
    let done = anna.post("/v1/ops", &ops(&[take_away])).ok();
    assert_eq!(done["outcomes"][0]["kind"], "accepted", "{done}");
    loop {
        let delta = stream.next("delta").unwrap();
        assert!(!delta.to_string().contains(SECRET), "{delta}");
        assert!(!ids(&delta["bundles"]).contains(&hidden.0));
        if delta["gone"].as_array().unwrap().contains(&json!(own.0)) {
            break;
        }
    }
    anna.post("/v1/ops", &ops(&[op(51, own, &json!({"kind": "note", "text": "pineapple"}))])).ok();
    hub.write("Ivan", "no more for Vira");
    let vira_id = vira.get("/v1/me").ok()["agent"]["id"].clone();
    anna.post("/v1/ops", &ops(&[op(52, hidden, &json!({"kind": "assign", "to": vira_id}))])).ok();
    loop {
        let delta = stream.next("delta").unwrap();
        assert!(!delta.to_string().contains("no more for Vira"), "{delta}");
        if ids(&delta["bundles"]).contains(&hidden.0) {
            break;
        }
    }
}
