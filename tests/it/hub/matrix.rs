//! Every address of the API for every role and every state of a credential. An address without a row here fails.

use keydesk::base::clock::Timestamp;
use keydesk::domain::team::{Act, Handover};
use keydesk::domain::{AgentId, DialogId, Grant, Right, Rights, Role, Sight};
use keydesk::store::{Did, Team as _};
use serde_json::{Value, json};

use super::client::{Answer, Client, check_described};
use super::{Hub, op, ops};

/// A dialog that never was.
const NOWHERE: DialogId = DialogId(4_242_424);

/// What an address answers to somebody who is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    /// Anybody, known or not.
    Anybody,
    /// From afar only who manages agents.
    Managers,
    /// Whoever is not blocked.
    Known,
    /// Whoever answers customers on some channel.
    Workers(u16),
    /// The same, for what they see; else there is nothing there.
    Seen(u16),
}

/// How an address is asked about a dialog, and what it answers.
fn row(path: &str, dialog: DialogId) -> (Row, String, Option<Value>) {
    let id = dialog.0;
    let note = op(u128::MAX - u128::from(id.unsigned_abs()), dialog, &json!({"kind": "close"}));
    let (row, address, body) = match path {
        "/healthz" => (Row::Anybody, path.to_owned(), None),
        "/metrics" => (Row::Managers, path.to_owned(), None),
        "/v1/me" | "/v1/snapshot" => (Row::Known, path.to_owned(), None),
        "/v1/changes" | "/v1/stream" => (Row::Known, format!("{path}?after=0"), None),
        "/v1/search" => (Row::Known, format!("{path}?q=mango"), None),
        "/v1/ops" => (Row::Known, path.to_owned(), Some(ops(&[note]))),
        "/v1/dialogs" => (Row::Known, path.to_owned(), Some(json!({"ids": [id]}))),
        "/v1/presence" => (Row::Seen(204), path.to_owned(), Some(json!({"dialog": id}))),
        "/v1/dialogs/{id}/messages" => (Row::Seen(200), format!("/v1/dialogs/{id}/messages"), None),
        "/v1/dialogs/{id}/history" => (Row::Seen(200), format!("/v1/dialogs/{id}/history"), None),
        // What is no bytes is not taken: by that it is known who comes so far.
        "/v1/files/{hash}" => {
            (Row::Workers(415), format!("/v1/files/{}?bytes=1", "0".repeat(64)), None)
        }
        // No message of these dialogs has a file.
        "/v1/files/{message}/{place}" => (Row::Seen(404), format!("/v1/files/{id}/0"), None),
        other => panic!("{other} has no row: who may what there?"),
    };
    (row, address, body)
}

/// Every address with its method.
fn addresses() -> Vec<(String, &'static str)> {
    let api = serde_json::to_value(keydesk::hub::openapi()).unwrap();
    let mut all = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let method = match method.as_str() {
                "get" => "GET",
                "put" => "PUT",
                _ => "POST",
            };
            all.push((path.clone(), method));
        }
    }
    assert!(all.len() >= 12, "{all:?}");
    all
}

/// Asks as somebody who comes through a proxy, from an address of their own: no guess slows down another one.
struct Asker {
    place: Client,
    asked: std::cell::Cell<u32>,
}

impl Asker {
    fn ask(&self, token: Option<&str>, method: &str, path: &str, body: Option<&Value>) -> Answer {
        self.asked.set(self.asked.get() + 1);
        let from = std::net::Ipv4Addr::from(0x0b00_0000 + self.asked.get()).to_string();
        let said = token.map(|it| format!("Bearer {it}"));
        let mut headers = vec![("x-forwarded-for", from.as_str())];
        headers.extend(said.as_deref().map(|it| ("authorization", it)));
        let body = body.map(Value::to_string);
        let text = self.place.request(method, path, body.as_deref(), &headers);
        let answer = if path.starts_with("/v1/stream") {
            // It has no end; how it begins is enough.
            self.place.say_and_go(&text)
        } else {
            self.place.say(&text)
        };
        check_described(method, path, &answer);
        answer
    }
}

fn hub() -> (Hub, Asker) {
    let hub = Hub::with(|it| it.behind_proxy = true);
    let asker = Asker { place: hub.nobody(), asked: 0.into() };
    (hub, asker)
}

/// Everybody there can be, and whether they see a dialog that is nobody's.
fn everybody(hub: &Hub) -> Vec<(&'static str, AgentId, bool)> {
    let own_role = |name: &str, rights: Rights| {
        let Did::Role(role) = hub.act(Act::AddRole(name.into(), rights)) else { panic!("a role") };
        hub.agent(name, Role::Own(role))
    };
    let all = Grant::new(Sight::All, &[Right::Work, Right::Close]);
    let blind = Rights::usual(all).except(hub.channel, Grant::NOTHING);
    let only_here = Rights::usual(Grant::NOTHING).except(hub.channel, all);
    let everybody = vec![
        ("admin", hub.agent("Admin", Role::Admin), true),
        ("lead", hub.agent("Lead", Role::Lead), true),
        ("agent", hub.agent("Agent", Role::Agent), true),
        ("read-only", hub.agent("Looks on", Role::ReadOnly), true),
        ("no-chats", hub.agent("No chats", Role::NoChats), false),
        ("own", hub.agent_who_sees("Own", Sight::Own), false),
        ("unassigned", hub.agent_who_sees("Unassigned", Sight::OwnAndUnassigned), true),
        ("blind there", own_role("Blind", blind), false),
        ("only there", own_role("Only there", only_here), true),
        ("blocked", hub.agent("Blocked", Role::Admin), false),
    ];
    hub.act(Act::Block(everybody.last().unwrap().1, Handover::Keep));
    everybody
}

#[test]
fn every_address_answers_every_role_as_the_table_says() {
    let (hub, asker) = hub();
    let everybody = everybody(&hub);
    let dialog = hub.write("Olena", "I want a mango");
    for (name, agent, sees) in everybody {
        let token = hub.token(agent, None);
        for (path, method) in addresses() {
            let (row, address, body) = row(&path, dialog);
            let answer = asker.ask(Some(&token), method, &address, body.as_ref());
            let expected = match (row, name) {
                (Row::Anybody, _) => 200,
                (_, "blocked") => 403,
                (Row::Managers, "admin") | (Row::Known, _) => 200,
                (Row::Managers, _) | (Row::Workers(_), "read-only" | "no-chats") => 403,
                (Row::Workers(status), _) => status,
                (Row::Seen(status), _) if sees => status,
                (Row::Seen(_), _) => 404,
            };
            assert_eq!(answer.status, expected, "{name}: {method} {address}: {}", answer.body);
            if answer.status == 403 {
                let code = if name == "blocked" { "blocked" } else { "not-allowed" };
                assert_eq!(answer.code(), code, "{name}: {address}");
            }
            if !sees && row != Row::Managers {
                assert!(!answer.body.contains("mango"), "{name}: {address}: {}", answer.body);
                assert!(!answer.body.contains("Olena"), "{name}: {address}: {}", answer.body);
            }
        }
    }
}

/// The same without a name that was asked for.
fn without(told: &Value, name: i64) -> Value {
    match told {
        Value::Array(all) => all.iter().map(|it| without(it, name)).collect(),
        Value::Object(all) => all.iter().map(|it| (it.0.clone(), without(it.1, name))).collect(),
        Value::Number(it) if it.as_i64() == Some(name) => Value::Null,
        other => other.clone(),
    }
}

#[test]
fn what_is_out_of_sight_is_answered_as_what_never_was() {
    let (hub, asker) = hub();
    let everybody = everybody(&hub);
    let dialog = hub.write("Olena", "I want a mango");
    let absurd = [0, -1, i64::MAX, i64::MIN, (1 << 53) + 1].map(DialogId);
    for (name, agent, _) in everybody.into_iter().filter(|it| !it.2) {
        let token = hub.token(agent, None);
        for (path, method) in addresses() {
            let (_, address, body) = row(&path, dialog);
            if (address, body) == {
                let (_, address, body) = row(&path, NOWHERE);
                (address, body)
            } {
                // It is not about a dialog.
                continue;
            }
            let answer = |dialog| {
                let (_, address, body) = row(&path, dialog);
                let answer = asker.ask(Some(&token), method, &address, body.as_ref());
                (answer.status, without(&answer.json(), dialog.0))
            };
            let hidden = answer(dialog);
            assert_eq!(hidden, answer(NOWHERE), "{name}: {path}");
            for dialog in absurd {
                let (_, address, body) = row(&path, dialog);
                let told = asker.ask(Some(&token), method, &address, body.as_ref());
                assert_eq!(told.status, hidden.0, "{name}: {path}: {dialog:?}: {}", told.body);
            }
        }
    }
}

/// Tokens that open nothing, and how each is told.
fn bad_tokens(hub: &Hub, agent: AgentId) -> Vec<(&'static str, Option<String>)> {
    let good = hub.token(agent, None);
    let expired = hub.token(agent, Some(Timestamp(1)));
    let revoked = hub.token(agent, None);
    let id = hub.desk.read_now(|it| it.tokens()).unwrap()[0].id;
    hub.act(Act::RevokeToken(id));
    // One bit of a letter in its middle.
    let forged = |at: usize, bit: u8| {
        let mut bytes = good.clone().into_bytes();
        bytes[at] ^= bit;
        String::from_utf8(bytes).unwrap()
    };
    let mut all = vec![
        ("none", None),
        ("empty", Some(String::new())),
        ("malformed", Some("' OR 1=1 --".to_owned())),
        ("longer", Some(format!("{good}A"))),
        ("shorter", Some(good[..good.len() - 1].to_owned())),
        ("unknown", Some(format!("kd_{}", "A".repeat(43)))),
        ("expired", Some(expired)),
        ("revoked", Some(revoked)),
        ("in other letters", Some(good.to_uppercase())),
    ];
    all.extend([3, 20, 44].map(|at| ("forged", Some(forged(at, 1)))));
    all
}

#[test]
fn a_credential_that_is_not_right_opens_nothing_anywhere() {
    let (hub, asker) = hub();
    let agent = hub.agent("Anna", Role::Admin);
    let dialog = hub.write("Olena", "I want a mango");
    for (state, token) in bad_tokens(&hub, agent) {
        for (path, method) in addresses() {
            let (row, address, body) = row(&path, dialog);
            let answer = asker.ask(token.as_deref(), method, &address, body.as_ref());
            if row == Row::Anybody {
                assert_eq!(answer.status, 200);
                continue;
            }
            let code = if token.is_none() { "no-token" } else { "bad-token" };
            assert_eq!((answer.status, answer.code().as_str()), (401, code), "{state}: {address}");
            assert!(!answer.body.contains("kd_"), "{state}: {}", answer.body);
        }
    }
    let history = asker.place.clone();
    let token = hub.token(agent, None);
    let path = format!("/v1/dialogs/{}/history", dialog.0);
    let told = asker.ask(Some(&token), "GET", &path, None).ok();
    assert_eq!(told["entries"].as_array().unwrap().len(), 1, "nothing was done");
    // The right token in the wrong place is none.
    for path in ["/v1/me?token=", "/v1/me?access_token=", "/v1/me?authorization=Bearer%20"] {
        let text = history.request("GET", &format!("{path}{token}"), None, &[]);
        assert_eq!(history.say(&text).code(), "no-token", "{path}");
    }
    let twice = |first: &str, second: &str| {
        let said = [first, second].map(|it| format!("Bearer {it}"));
        let headers = [("authorization", said[0].as_str()), ("authorization", said[1].as_str())];
        history.say(&history.request("GET", "/v1/me", None, &headers)).status
    };
    let wrong = format!("kd_{}", "A".repeat(43));
    assert_eq!([twice(&token, &wrong), twice(&wrong, &token)], [401, 401], "who says both?");
}
