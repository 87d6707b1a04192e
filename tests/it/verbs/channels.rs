//! Channels as commands: added only when they work, with secrets that nobody sees, and looked after step by step.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;

use keydesk::domain::{AgentId, Batch, News, Unread};
use keydesk::store::Connections as _;

use super::*;

/// A token that must be seen nowhere.
pub(crate) const TOKEN: &str = "12345:TOKEN-nobody-sees";

/// A Bot API that answers `getMe` and knows one token, as long as the test lasts.
pub(crate) fn bot_api() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    format!("http://{address}")
}

fn answer(mut stream: TcpStream) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
        head.extend(byte);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split(' ').nth(1).unwrap_or_default();
    let (status, body) = if !path.starts_with(&format!("/bot{TOKEN}/")) {
        ("401 Unauthorized", r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#)
    } else if path.ends_with("getWebhookInfo") {
        (
            "200 OK",
            r#"{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}"#,
        )
    } else {
        (
            "200 OK",
            r#"{"ok":true,"result":{"id":7,"is_bot":true,"first_name":"Shop","username":"shop_bot"}}"#,
        )
    };
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    );
}

fn channels(home: &Home) -> Vec<String> {
    let list = home.run(&["channel", "list", "--json"]).objects();
    list.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn hides(done: &Done) {
    assert!(!done.out.contains("TOKEN") && !done.err.contains("TOKEN"), "{done:?}");
}

#[test]
fn a_bot_that_cannot_be_reached_or_is_refused_is_not_saved_and_its_token_is_not_shown() {
    let home = Home::new();
    let before = channels(&home);
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let add = ["channel", "add", "telegram", "--name", "Bot", "--secret", "file", "--api"];
    let api = bot_api();
    for (url, token) in [(&closed, TOKEN), (&api, "999:TOKEN-of-another")] {
        let done = home.fed(&[&add[..], &[url]].concat(), &format!("{token}\n"));
        done.fails(1, &["✗", "nothing is saved"]);
        hides(&done);
    }
    home.fed(&[&add[..], &["http://bots.example.com"]].concat(), TOKEN)
        .fails(2, &["only on this machine"]);
    home.fed(&[&add[..], &[&api]].concat(), "\n").fails(1, &["no secret was given"]);
    assert_eq!(channels(&home), before);
    assert!(!home.dir.path().join(".local/share/keydesk/secrets").exists());
}

#[test]
fn a_bot_that_works_is_saved_with_its_token_in_a_file_of_ones_own_and_both_go_together() {
    let home = Home::new();
    let api = bot_api();
    let add = ["channel", "add", "telegram", "--name", "Bot", "--agents", "Olena,Taras", "--api"];
    let done = home.fed(&[&add[..], &[&api]].concat(), &format!("{TOKEN}\n"));
    assert_eq!(done.code, 0, "{done:?}");
    hides(&done);
    let secrets = home.dir.path().join(".local/share/keydesk/secrets");
    let files: Vec<_> = fs::read_dir(&secrets).unwrap().map(|it| it.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(fs::read_to_string(&files[0]).unwrap(), TOKEN);
    assert_eq!(fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);

    let listed = home.run(&["channel", "list", "--json"]).objects();
    let bot = listed.iter().find(|it| it["name"] == "Bot").unwrap();
    assert!(bot["active"] == true && bot["authorized"].is_string(), "{bot}");
    assert_eq!(bot["agents"][1]["name"], "Taras");
    let checked = home.run(&["channel", "check", "Bot"]);
    hides(&checked);
    assert!(
        checked.out.contains("shop_bot") && checked.out.contains("✗ nobody runs"),
        "{checked:?}"
    );
    assert_eq!(checked.code, 1);

    let wrong = home.fed(&["channel", "reauthorize", "Bot"], "1:TOKEN-wrong");
    wrong.fails(1, &["✗", "nothing is saved"]);
    assert_eq!(fs::read_to_string(&files[0]).unwrap(), TOKEN);
    let anew = home.fed(&["channel", "reauthorize", "Bot"], TOKEN);
    assert!(anew.code == 0 && anew.err.contains("authorized anew"), "{anew:?}");
    fs::set_permissions(&files[0], fs::Permissions::from_mode(0o644)).unwrap();
    let open = home.run(&["channel", "check", "Bot", "--json"]);
    assert!(open.code == 1 && open.out.contains("others can read it"), "{open:?}");

    let gone = home.run(&["channel", "delete", "Bot", "--confirm", "Bot"]);
    assert_eq!((gone.code, files[0].exists()), (0, false), "{gone:?}");
}

#[test]
fn a_mailbox_says_what_is_missing_and_what_would_be_read_by_everybody() {
    let home = Home::new();
    let add = ["channel", "add", "email"];
    home.run(&add).fails(2, &["--address, --imap-host, --smtp-host"]);
    let open = ["--address", "a@b.c", "--imap-host", "b.c", "--smtp-host", "b.c"];
    let open = [&add[..], &open, &["--imap-security", "plain"]].concat();
    home.fed(&open, TOKEN).fails(2, &["imap-security", "only on this machine"]);
    let mixed = home.fed(&[&add[..], &["--secret", TOKEN]].concat(), "x");
    assert_eq!(mixed.code, 2);
    hides(&mixed);
}

#[test]
fn a_channel_is_edited_by_name_and_value_and_shown_without() {
    let home = Home::new();
    let edit = |pairs: &[&str]| home.run(&[&["channel", "edit", "Shop"], pairs].concat());
    let done = edit(&["agents=Taras,Olena", "distribution=round-robin", "plan-until=2020-01-31"]);
    assert_eq!(done.code, 0, "{done:?}");
    let shown = edit(&[]).out;
    for words in ["round-robin", "2020-01-31", "Taras,Olena"] {
        assert!(shown.contains(words), "{shown}");
    }
    edit(&["distribution=fair"]).fails(2, &["distribution: must be one of: off, round-robin"]);
    edit(&["distributoin=off"]).fails(2, &["did you mean `distribution`?"]);
    edit(&["name=My help"]).fails(1, &["already"]);
    assert_eq!(edit(&["plan-until=", "name=Крамниця"]).code, 0);
    let kept = home.read(|it| it.details(it.roster()?.channels[1].id)).unwrap();
    assert_eq!(kept.channel.name, "Крамниця");
    assert_eq!(kept.options.get("plan-until"), None);
    assert_eq!(kept.agents, [AgentId(2), AgentId(1)]);
}

#[test]
fn a_check_finds_what_keeps_messages_away_and_says_what_to_do() {
    let home = Home::new();
    home.run(&["channel", "edit", "My help", "plan-until=2020-01-31", "agents=Taras"]);
    home.run(&["channel", "deactivate", "My help"]);
    home.desk().write_now(|it| it.set_blocked(AgentId(2), true)).unwrap();
    let found = home.run(&["channel", "check", "My help", "--json"]);
    assert_eq!(found.code, 1);
    let found = found.objects();
    let step = |name: &str| {
        let step = found.iter().find(|it| it["step"] == name).unwrap();
        (step["grade"].as_str().unwrap().to_owned(), step["todo"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(step("active").0, "problem");
    assert!(step("active").1.ends_with("channel activate 'My help'"), "{found:?}");
    assert_eq!(step("plan").0, "problem");
    assert_eq!(step("list").0, "warning");
    assert_eq!(step("inbound").0, "ok");
    assert!(found.iter().any(|it| it["said"].as_str().unwrap().contains("Taras")), "{found:?}");
    let list = home.run(&["channel", "list"]).out;
    assert!(list.contains("Taras (blocked!)"), "{list}");
    assert!(list.lines().all(|it| keydesk::base::text::width(it) <= 80), "{list}");
    let clean = home.run(&["channel", "unread", "Shop"]);
    assert_eq!((clean.code, clean.out.as_str()), (0, ""));
}

#[test]
fn what_could_not_be_read_is_printed_as_it_came_and_listed_with_its_number() {
    let home = Home::new();
    let raw: &[u8] = b"From: x\r\n\r\n\x1b]52;c;aGF\x07\xff";
    home.desk()
        .write_now(move |it| {
            let channel = it.roster()?.channels[0].id;
            let unread = |remote: &str, raw: &[u8]| {
                let (remote, why) = (remote.to_owned(), "no message".to_owned());
                News::Unread(Unread { remote, at: Timestamp(1), why, raw: raw.into() })
            };
            let news = vec![unread("a", b"older"), unread("b", raw)];
            it.ingest(channel, &Batch { news, cursor: "1".into() }, now()).map(drop)
        })
        .unwrap();
    let channel = home.read(|it| Ok(it.roster()?.channels[0].name.clone()));
    let list = home.run(&["channel", "unread", &channel, "--json"]).objects();
    assert_eq!((list[0]["no"].as_i64(), list[0]["remote"].as_str()), (Some(1), Some("b")));
    let printed = home.command(BINARY, &["channel", "unread", &channel, "--raw", "1"]);
    let printed = { printed }.output().unwrap();
    assert!(printed.status.success());
    assert_eq!(printed.stdout, raw);
    home.run(&["channel", "unread", &channel, "--raw", "3"]).fails(1, &["nothing under number 3"]);
    home.run(&["channel", "unread", &channel, "--raw", "0"]).fails(2, &[]);
}

fn why(home: &Home, args: &[&str]) -> Vec<String> {
    let done = home.run(&[&["why"], args, &["--json"]].concat());
    let reasons = |it: &Value| {
        let reasons = it["reasons"].as_array().unwrap().iter();
        reasons.map(|it| it["reason"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    done.objects().iter().flat_map(reasons).collect()
}

#[test]
fn why_tells_what_hides_a_dialog() {
    let home = Home::new();
    assert_eq!(why(&home, &["1"]), [""; 0]);
    home.run(&["close", "1"]);
    home.run(&["spam", "2"]);
    home.run(&["snooze", "3", "--until", "in 2h"]);
    assert_eq!(why(&home, &["1"])[0], "closed");
    assert_eq!(why(&home, &["марія"])[0], "closed");
    assert_eq!(why(&home, &["2"])[0], "spam");
    assert_eq!(why(&home, &["3"])[0], "snoozed");
    assert_eq!(why(&home, &["1", "--view", "closed"]), [""; 0]);
    assert_eq!(why(&home, &["4", "--view", "open", "--filter", "tag:vip"]), ["filter"]);
    assert_eq!(why(&home, &["4", "--view", "mine"]), ["view"]);
    home.run(&["channel", "deactivate", "My help"]);
    assert!(why(&home, &["4"]).contains(&"channel-inactive".to_owned()));
    // Words from a dialog find it as well.
    assert_eq!(home.run(&["note", "4", "подарунок загубився"]).code, 0);
    assert_eq!(why(&home, &["загубився", "--view", "closed"]), ["channel-inactive", "view"]);
    assert!(why(&home, &["nobody like that"]).contains(&"channel-inactive".to_owned()));
    home.run(&["why", "4711"]).fails(1, &["there is no dialog `4711`", "channel check"]);
    // A hidden one is named by its number alone to who may not see it.
    let only_mine = ["agent", "role", "add", "Quiet", "--see", "own", "--may", "work"];
    assert_eq!(home.run(&only_mine).code, 0);
    assert_eq!(home.run(&["agent", "role", "set", "Taras", "Quiet"]).code, 0);
    assert_eq!(why(&home, &["4", "--as", "Taras"]), ["no-right"]);
    let unseen = home.run(&["why", "загубився", "--as", "Taras"]);
    unseen.fails(1, &["there is no dialog"]);
    let told = home.run(&["why", "4", "--as", "Taras"]).out;
    assert!(!told.contains("О’Коннор"), "{told}");
}
