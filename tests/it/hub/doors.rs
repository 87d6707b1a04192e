//! Who is let in: every address, for everybody who must not be.

use keydesk::base::clock::Timestamp;
use keydesk::domain::Role;
use keydesk::domain::team::{Act, Handover};
use keydesk::store::Team as _;
use serde_json::json;

use super::client::{Answer, Client};
use super::{Hub, op, ops};

/// Every address of the API with a request that would do something.
fn requests(hub: &Hub) -> Vec<(&'static str, String, Option<String>)> {
    let dialog = hub.write("Olena", "Hello");
    let api = serde_json::to_value(keydesk::hub::openapi()).unwrap();
    let mut all = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        let path = path.replace("{id}", &dialog.0.to_string());
        for (method, _) in item.as_object().unwrap() {
            let query = match path.as_str() {
                "/v1/changes" | "/v1/stream" => "?after=0",
                "/v1/search" => "?q=hello",
                _ => "",
            };
            let body = match path.as_str() {
                "/v1/ops" => Some(ops(&[op(7, dialog, &json!({"kind": "close"}))]).to_string()),
                "/v1/presence" => Some(json!({"dialog": dialog.0}).to_string()),
                "/v1/dialogs" => Some(json!({"ids": [dialog.0]}).to_string()),
                _ => None,
            };
            let method = match method.as_str() {
                "get" => "GET",
                "put" => "PUT",
                _ => "POST",
            };
            all.push((method, format!("{path}{query}"), body));
        }
    }
    assert!(all.len() >= 12, "{all:?}");
    all
}

/// Asks for everything that is not open to everybody.
fn ask_all(hub: &Hub, client: &Client, mut check: impl FnMut(&str, Answer)) {
    for (method, path, body) in requests(hub) {
        // The machine the hub runs on may read the numbers.
        if path != "/healthz" && path != "/metrics" {
            check(&path, client.ask(method, &path, body.as_deref()));
        }
    }
}

#[test]
fn without_a_token_nothing_is_told() {
    let hub = Hub::start();
    hub.agent("Anna", Role::Admin);
    ask_all(&hub, &hub.nobody(), |path, answer| {
        assert_eq!((answer.status, answer.code().as_str()), (401, "no-token"), "{path}");
        assert!(answer.headers["www-authenticate"].starts_with("Bearer"));
    });
}

#[test]
fn a_token_that_is_forged_expired_or_revoked_opens_nothing() {
    let anna = |hub: &Hub| hub.agent("Anna", Role::Admin);
    let expired = |hub: &Hub| hub.token(anna(hub), Some(Timestamp(1)));
    let revoked = |hub: &Hub| {
        let token = hub.token(anna(hub), None);
        let id = hub.desk.read_now(|it| it.tokens()).unwrap()[0].id;
        hub.act(Act::RevokeToken(id));
        token
    };
    let forged = |_: &Hub| format!("kd_{}", "A".repeat(43));
    let nonsense = |_: &Hub| "' OR 1=1 --".to_owned();
    let makers: [&dyn Fn(&Hub) -> String; 4] = [&expired, &revoked, &forged, &nonsense];
    for make in makers {
        let hub = Hub::start();
        let client = Client { token: Some(make(&hub)), ..hub.nobody() };
        let mut answers = Vec::new();
        ask_all(&hub, &client, |_, answer| answers.push((answer.status, answer.code())));
        // After ten of them there are too many.
        let (bad, many): (Vec<_>, Vec<_>) = answers.into_iter().partition(|it| it.0 == 401);
        assert!(bad.iter().all(|it| it.1 == "bad-token"), "{bad:?}");
        assert!(many.iter().all(|it| *it == (429, "too-many-logins".to_owned())), "{many:?}");
        assert_eq!(bad.len(), 10);
    }
}

#[test]
fn a_blocked_agent_is_told_so_and_nothing_else() {
    let hub = Hub::start();
    hub.agent("Anna", Role::Admin);
    let borys = hub.agent("Borys", Role::Agent);
    let client = hub.client(borys);
    hub.act(Act::Block(borys, Handover::Keep));
    ask_all(&hub, &client, |path, answer| {
        assert_eq!((answer.status, answer.code().as_str()), (403, "blocked"), "{path}");
    });
}

#[test]
fn who_guesses_is_slowed_down_and_who_knows_is_not() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let wrong = Client { token: Some(format!("kd_{}", "B".repeat(43))), ..hub.nobody() };
    for _ in 0..10 {
        assert_eq!(wrong.get("/v1/me").code(), "bad-token");
    }
    let last = wrong.get("/v1/me");
    assert_eq!(last.code(), "too-many-logins");
    assert!(last.headers["retry-after"].parse::<u64>().unwrap() >= 1);
    assert_eq!(anna.get("/v1/me").ok()["agent"]["name"], "Anna");
}

#[test]
fn too_many_requests_with_one_token_are_told_when_to_come_again() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let borys = hub.client(hub.agent("Borys", Role::Agent));
    let many = (0..5000).map(|_| anna.get("/v1/me")).find(|it| it.status != 200).unwrap();
    assert_eq!((many.status, many.code().as_str()), (429, "too-many-requests"));
    assert!(many.headers.contains_key("retry-after"));
    assert_eq!(borys.get("/v1/me").status, 200);
}

#[test]
fn on_the_socket_the_user_of_the_machine_is_known_without_a_token() {
    let hub = Hub::start();
    let anna = hub.agent("Anna", Role::Admin);
    let borys = hub.agent("Borys", Role::Agent);
    let client = Client { place: hub.socket.clone(), token: None };
    assert_eq!(client.get("/v1/me").ok()["agent"]["id"], anna.0, "who owns the desk");
    let uid = rustix::process::geteuid().as_raw();
    hub.act(Act::SetLogin(borys, Some(uid)));
    assert_eq!(client.get("/v1/me").ok()["agent"]["id"], borys.0, "who is somebody by name");
    // A token says more than the user: a proxy, or a script for somebody else.
    let named = Client { token: Some(hub.token(anna, None)), ..client.clone() };
    assert_eq!(named.get("/v1/me").ok()["agent"]["id"], anna.0);
    // What somebody else hands on is not ours, whoever runs the program that does.
    let handed = client.request("GET", "/v1/me", None, &[("x-forwarded-for", "9.9.9.9")]);
    assert_eq!(client.say(&handed).code(), "no-token");
}

#[test]
fn the_numbers_are_for_this_machine_and_for_who_manages_agents() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let borys = hub.client(hub.agent("Borys", Role::Agent));
    hub.write("Olena", "secret words");
    assert_eq!(hub.nobody().get("/healthz").body, "ok\n");
    let told = hub.nobody().get("/metrics");
    assert_eq!(told.status, 200);
    for number in ["keydesk_feed_head", "keydesk_requests_total", "keydesk_streams 0"] {
        assert!(told.body.contains(number), "{number}: {}", told.body);
    }
    assert!(!told.body.contains("Olena") && !told.body.contains("secret"));
    let from_afar = |it: &Client| {
        it.say(&it.request("GET", "/metrics", None, &[("x-forwarded-for", "127.0.0.1")]))
    };
    assert_eq!(from_afar(&hub.nobody()).code(), "no-token");
    assert_eq!(from_afar(&borys).code(), "not-allowed");
    assert_eq!(from_afar(&anna).status, 200);
}
