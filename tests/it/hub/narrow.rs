//! On random desks: whatever somebody who does not see everything asks, no answer names or quotes what they do not see.

use std::collections::BTreeSet;

use keydesk::base::clock;
use keydesk::domain::team::Act;
use keydesk::domain::{
    AgentId, ChannelId, ChannelKind, Connector, DialogId, Grant, Right, Rights, Role, Sight,
};
use keydesk::store::far::Origin as _;
use keydesk::store::{Channels as _, Did, Inbox as _, NewChannel};
use serde_json::{Value, json};

use super::client::Client;
use super::{Hub, op, ops};

/// Numbers from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % most as u64).unwrap()
    }
}

/// All names that an answer says, by what they are the names of.
#[derive(Debug, Default)]
struct Named {
    dialogs: BTreeSet<i64>,
    gone: BTreeSet<i64>,
    contacts: BTreeSet<i64>,
    messages: BTreeSet<i64>,
    channels: BTreeSet<i64>,
}

impl Named {
    fn read(&mut self, key: &str, value: &Value) {
        match (key, value) {
            ("dialog", Value::Object(it)) => {
                self.dialogs.extend(it["id"].as_i64());
                self.contacts.extend(it["contact"].as_i64());
            }
            ("contact", Value::Object(it)) => self.contacts.extend(it["id"].as_i64()),
            ("dialog", it) => self.dialogs.extend(it.as_i64()),
            ("contact" | "person", it) => self.contacts.extend(it.as_i64()),
            ("channel", it) => self.channels.extend(it.as_i64()),
            ("message" | "last_inbound" | "point" | "before" | "seen", it) => {
                self.messages.extend(it.as_i64().filter(|it| *it != 0));
            }
            ("messages" | "thread", Value::Array(all)) => {
                self.messages.extend(all.iter().filter_map(|it| it["id"].as_i64()));
            }
            ("channels", Value::Array(all)) => {
                self.channels.extend(all.iter().filter_map(|it| it["id"].as_i64()));
            }
            ("people", Value::Array(all)) => {
                self.dialogs.extend(all.iter().filter_map(Value::as_i64))
            }
            ("gone", Value::Array(all)) => self.gone.extend(all.iter().filter_map(Value::as_i64)),
            ("change", it) if it["kind"] == "merged" => {
                for people in [&it["from"], &it["to"]] {
                    let people = people.as_array().unwrap().iter().filter_map(Value::as_array);
                    self.contacts.extend(people.flatten().filter_map(Value::as_i64));
                }
            }
            _ => (),
        }
        match value {
            Value::Object(it) => it.iter().for_each(|(key, it)| self.read(key, it)),
            Value::Array(all) => all.iter().for_each(|it| self.read("", it)),
            _ => (),
        }
    }
}

/// A random desk with two channels, and some who see a part of it.
struct Scene {
    hub: Hub,
    viewers: Vec<(AgentId, Client)>,
    /// Each with the word that everything said in it has.
    dialogs: Vec<(DialogId, String)>,
    /// Each dialog that was somebody's, or nobody's, at some time.
    held: BTreeSet<(i64, Option<i64>)>,
}

fn add_channel(hub: &Hub, name: &str) -> ChannelId {
    let name = name.to_owned();
    let channel = hub.desk.write_now(move |it| {
        let channel = NewChannel {
            kind: ChannelKind::Viber,
            connector: Connector::Demo,
            name,
            cursor: String::new(),
        };
        it.add_channel(&channel, clock::now())
    });
    channel.unwrap().unwrap()
}

fn scene(seed: u64) -> Scene {
    let mut dice = Dice(seed);
    let mut hub = Hub::start();
    let admin = hub.agent("Admin", Role::Admin);
    let anna = hub.client(admin);
    let second = add_channel(&hub, "Second");
    let all = Grant::new(Sight::All, &[Right::Work, Right::Close, Right::Take]);
    let own = Grant::new(Sight::Own, &[Right::Work]);
    let role = |name: &str, rights| {
        let Did::Role(role) = hub.act(Act::AddRole(name.into(), rights)) else { panic!("a role") };
        hub.agent(name, Role::Own(role))
    };
    let viewers = [
        hub.agent_who_sees("Own", Sight::Own),
        hub.agent_who_sees("Unassigned", Sight::OwnAndUnassigned),
        role("Blind", Rights::usual(all).except(second, Grant::NOTHING)),
        role("Mixed", Rights::usual(Grant::NOTHING).except(second, own)),
        hub.agent("No chats", Role::NoChats),
    ];
    let mut dialogs = Vec::new();
    let first = hub.channel;
    for it in 0..12 {
        hub.channel = if dice.below(2) == 0 { first } else { second };
        let word = format!("secret{it}x");
        let dialog = hub.write(&format!("name {word}"), &format!("mango {word}"));
        hub.write(&format!("name {word}"), &format!("more {word}"));
        dialogs.push((dialog, word));
    }
    let mut held: BTreeSet<(i64, Option<i64>)> = dialogs.iter().map(|it| (it.0.0, None)).collect();
    let contact = |dialog: DialogId| {
        let told = anna.post("/v1/dialogs", &json!({"ids": [dialog.0]})).ok();
        told["bundles"][0]["contact"]["id"].clone()
    };
    for it in 0..60 {
        let (dialog, word) = &dialogs[dice.below(dialogs.len())];
        let intent = match dice.below(8) {
            0 => json!({"kind": "note", "text": format!("note {word}")}),
            1 => json!({"kind": "reply", "text": format!("mango reply {word}")}),
            2 => json!({"kind": "add-tag", "tag": word}),
            3 => json!({"kind": "close"}),
            4 => {
                json!({"kind": "merge-contact", "contact": contact(dialogs[dice.below(dialogs.len())].0)})
            }
            5 => json!({"kind": "contact-note", "text": format!("about {word}")}),
            _ => {
                let able =
                    [Some(viewers[0]), Some(viewers[1]), Some(viewers[2]), Some(admin), None];
                json!({"kind": "assign", "to": able[dice.below(able.len())].map(|it| it.0)})
            }
        };
        let mut asked = op(1000 + it, *dialog, &intent);
        let now = anna.post("/v1/dialogs", &json!({"ids": [dialog.0]})).ok();
        asked["basis"]["assignee"] = now["bundles"][0]["dialog"]["assignee"].clone();
        let done = anna.post("/v1/ops", &ops(&[asked])).ok();
        if done["outcomes"][0]["kind"] == "accepted" && intent["kind"] == "assign" {
            held.insert((dialog.0, intent["to"].as_i64()));
        }
    }
    let viewers = viewers.map(|it| (it, hub.client(it))).into();
    Scene { hub, viewers, dialogs, held }
}

/// Everything that can be asked without changing anything.
fn answers(client: &Client, dialogs: &[(DialogId, String)]) -> Vec<Value> {
    let mut told = vec![client.get("/v1/me").ok()];
    let mut place = String::new();
    loop {
        let page = client.get(&format!("/v1/snapshot?limit=2{place}")).ok();
        let next = page["next"].as_str().map(|it| format!("&place={it}"));
        told.push(page);
        let Some(next) = next else { break };
        place = next;
    }
    let mut after = 0;
    loop {
        let delta = client.get(&format!("/v1/changes?after={after}&limit=7")).ok();
        after = delta["upto"].as_i64().unwrap();
        let more = delta["more"] == true;
        told.push(delta);
        if !more {
            break;
        }
    }
    let head = after;
    let mut stream = client.stream(0);
    loop {
        let delta = stream.next("delta").unwrap();
        let whole = delta["upto"].as_i64().unwrap() >= head;
        told.push(delta);
        if whole {
            break;
        }
    }
    for (dialog, word) in dialogs {
        for part in ["messages", "history"] {
            let answer = client.get(&format!("/v1/dialogs/{}/{part}?limit=50", dialog.0));
            told.push(answer.json());
        }
        let asked = client.post("/v1/dialogs", &json!({"ids": [dialog.0]})).ok();
        told.push(asked["bundles"].clone());
        told.push(client.get(&format!("/v1/search?q={word}&limit=1")).ok());
    }
    let mut before = String::new();
    loop {
        let found = client.get(&format!("/v1/search?q=mango&limit=1{before}")).ok();
        let next = found["next"].as_i64().map(|it| format!("&before={it}"));
        told.push(found);
        let Some(next) = next else { break };
        before = next;
    }
    told
}

#[test]
fn no_answer_names_or_quotes_what_is_not_seen() {
    let mut hidden_by_all = 0;
    for seed in 0..4 {
        let scene = scene(seed);
        for (agent, client) in &scene.viewers {
            let id = *agent;
            let ids: Vec<DialogId> = scene.dialogs.iter().map(|it| it.0).collect();
            let (me, seen, messages) = scene
                .hub
                .desk
                .read_now(move |it| {
                    let agents = it.roster()?.agents;
                    let me = agents.into_iter().find(|it| it.id == id).unwrap();
                    let seen = it.bundles(&me, &ids, 500)?;
                    let messages: BTreeSet<i64> =
                        seen.iter().flat_map(|it| &it.thread).map(|it| it.id.0).collect();
                    Ok((me, seen, messages))
                })
                .unwrap();
            let dialogs: BTreeSet<i64> = seen.iter().map(|it| it.dialog.id.0).collect();
            let contacts: BTreeSet<i64> = seen.iter().map(|it| it.contact.id.0).collect();
            let told = answers(client, &scene.dialogs);
            let mut named = Named::default();
            told.iter().for_each(|it| named.read("", it));
            let case = format!("seed {seed}, {}", me.name);
            assert_eq!(named.dialogs, dialogs, "{case}");
            assert_eq!(named.contacts, contacts, "{case}");
            assert!(named.messages.is_subset(&messages), "{case}: {named:?}");
            for channel in &named.channels {
                assert!(me.sees_channel(ChannelId(*channel)), "{case}: channel {channel}");
            }
            let total = told.iter().find_map(|it| it["total"].as_u64()).unwrap();
            assert_eq!(total, dialogs.len() as u64, "{case}");
            let saw =
                |who: Option<i64>| who == Some(agent.0) || me.name == "Unassigned" && who.is_none();
            for gone in &named.gone {
                assert!(
                    scene.held.iter().any(|(dialog, who)| dialog == gone && saw(*who)),
                    "{case}: {gone} was never seen"
                );
            }
            let text: String = told.iter().map(Value::to_string).collect();
            for (dialog, word) in scene.dialogs.iter().filter(|it| !dialogs.contains(&it.0.0)) {
                hidden_by_all += 1;
                assert!(!text.contains(word.as_str()), "{case}: {dialog:?} is quoted");
            }
        }
    }
    assert!(hidden_by_all > 50, "there was something to hide: {hidden_by_all}");
}
