//! Changing: one op for each dialog, told one by one, taken back together.

use keydesk::domain::{Delivery, Outcome};
use keydesk::store::{Inbox as _, Outbox as _};

use super::{Home, accepted, refused, sound};

#[test]
fn a_list_is_closed_through_a_pipe_and_each_is_told() {
    let home = Home::new();
    let done = home.shell("keydesk list is:open -q | keydesk close -");
    assert_eq!(done.code, 0, "{done:?}");
    assert_eq!(done.out.lines().count(), 5, "{done:?}");
    assert!(done.out.contains("Марія") && done.err.contains("done: 4, refused: 0"), "{done:?}");
    assert_eq!(home.ids(&["list", "is:closed", "-q"]).len(), 4);
    assert_eq!(home.shell("keydesk list is:open -q | keydesk close -").code, 0, "nothing to do");
    let undone = home.run(&["undo", "--json"]);
    assert_eq!((undone.code, undone.outcomes().len()), (0, 4));
    assert_eq!(home.ids(&["list", "-q"]), [1, 2, 3, 4]);
    sound(&home);
}

#[test]
fn some_that_are_refused_are_told_with_a_word_that_never_changes() {
    let home = Home::new();
    home.run(&["close", "2"]);
    let done = home.run(&["close", "1", "2", "77", "#3", "1", "--json"]);
    let closed = refused(2, "already-closed");
    assert_eq!(done.outcomes(), [accepted(1), closed, refused(77, "no-dialog"), accepted(3)]);
    assert_eq!(done.code, 1);
    let lines = done.objects();
    assert_eq!(
        (&lines[0]["unanswered"], &lines[0]["dialog"]["status"]),
        (&1.into(), &"closed".into())
    );
    assert!(lines[2]["dialog"].is_null());
    // The same as text, and as ids of what was done.
    let again = home.run(&["close", "1", "4"]);
    assert_eq!((again.code, again.out.lines().count()), (1, 3));
    assert!(again.out.contains("refused: this dialog is closed already"), "{again:?}");
    assert_eq!(home.run(&["reopen", "1", "1", "99", "-q"]).out, "1\n");
    sound(&home);
}

#[test]
fn a_dry_run_says_the_same_and_changes_nothing() {
    let home = Home::new();
    home.run(&["close", "2"]);
    let head = home.head();
    for args in [
        &["close", "1", "2", "77"][..],
        &["assign", "1", "--to", "Taras"],
        &["tag", "1", "2", "--add", "vip", "--drop", "old"],
        &["spam", "1"],
        &["snooze", "1", "--until", "tomorrow"],
        &["reply", "1", "hello"],
        // What is done to a dialog decides about what is done to it next.
        &["tag", "1", "2", "--add", "vip", "--add", "vip", "--add", "VIP"],
        &["undo"],
    ] {
        let dry = home.run(&[args, &["--dry-run", "--json"]].concat());
        assert_eq!(home.head(), head, "{args:?}");
        assert!(dry.objects().iter().all(|it| it["dry_run"] == true), "{dry:?}");
        let copy = Home::new();
        copy.run(&["close", "2"]);
        let wet = copy.run(&[args, &["--json"]].concat());
        assert_eq!((dry.code, dry.outcomes()), (wet.code, wet.outcomes()), "{args:?}");
    }
}

#[test]
fn every_verb_does_what_it_says_and_undo_takes_it_back() {
    let home = Home::new();
    let shown = |id: &str| home.run(&["show", id, "--json"]).object()["dialog"].clone();
    let before = shown("1");
    let tells = |args: &[&str], field: &str, value: serde_json::Value| {
        let done = home.run(args);
        assert_eq!(done.code, 0, "{done:?}");
        assert_eq!(shown("1")[field], value, "{args:?}");
        let undone = home.run(&["undo"]);
        assert_eq!(undone.code, 0, "{args:?}: {undone:?}");
        assert_eq!(shown("1"), before, "{args:?} is taken back");
    };
    tells(&["close", "1"], "status", "closed".into());
    tells(&["spam", "1"], "status", "spam".into());
    tells(&["tag", "1", "--add", "vip", "--add", "a b"], "tags", ["a b", "vip"].into());
    let me = serde_json::json!({"id": 1, "name": "Olena"});
    tells(&["assign", "1", "--to", "me"], "assignee", me);
    let taras = serde_json::json!({"id": 2, "name": "Taras"});
    tells(&["assign", "1", "--to", "taras"], "assignee", taras);
    tells(&["snooze", "1", "--until", "до відповіді"], "snoozed_until", "reply".into());
    home.run(&["snooze", "1", "--until", "завтра 9:00"]);
    assert_eq!(home.status(1), "snoozed");
    assert_eq!(home.run(&["snooze", "1", "--wake", "--json"]).outcomes(), [accepted(1)]);
    home.run(&["spam", "1"]);
    assert_eq!(home.run(&["spam", "--not", "1", "--json"]).outcomes(), [accepted(1)]);
    home.run(&["assign", "1", "--to", "me"]);
    home.run(&["close", "1", "--unassign"]);
    assert_eq!((home.status(1).as_str(), &shown("1")["assignee"]), ("closed", &().into()));
    home.run(&["reopen", "1"]);
    assert_eq!(home.status(1), "open");
    let none = home.run(&["unassign", "1", "--json"]);
    assert_eq!((none.code, none.outcomes()), (1, vec![refused(1, "already-unassigned")]));
    sound(&home);
}

#[test]
fn who_acts_may_be_named() {
    let home = Home::new();
    home.run(&["close", "1", "--as", "Taras"]);
    home.run(&["close", "2"]);
    let mine = home.run(&["undo", "--list", "--json"]).objects();
    assert_eq!(mine.len(), 1);
    assert_eq!((&mine[0]["ids"], &mine[0]["what"]), (&[2].into(), &["closed"].into()));
    assert_eq!(home.run(&["undo", "--as", "Taras", "-q"]).out, "1\n");
    home.run(&["undo", "--as", "Taras"]).fails(1, &["nothing"]);
}

#[test]
fn ids_come_from_objects_too_and_what_is_none_stops_everything() {
    let home = Home::new();
    let done = home.shell("keydesk list channel:viber --json | keydesk tag - --add vb -q");
    assert_eq!((done.code, done.out.as_str()), (0, "2\n4\n"), "{done:?}");
    let head = home.head();
    home.fed(&["close", "-"], "1\nMarija\n").fails(2, &["line 2", "Marija"]);
    home.run(&["close"]).fails(2, &["IDS"]);
    home.run(&["snooze", "1"]).fails(2, &["--until"]);
    home.run(&["snooze", "1", "--until", "someday"]).fails(2, &["someday"]);
    home.run(&["tag", "1"]).fails(2, &["--add"]);
    assert_eq!(home.head(), head, "nothing is done before everything is understood");
}

#[test]
fn a_batch_of_more_than_one_chunk_is_one_undo() {
    let home = Home::new();
    home.crowd(600);
    let done = home.shell("keydesk list is:open -q | keydesk close - -q");
    assert_eq!((done.code, done.out.lines().count()), (0, 604));
    let listed = home.run(&["undo", "--list", "--json"]).object();
    assert_eq!(listed["dialogs"], 604);
    // Somebody has changed one of them since: that one is told and left.
    home.run(&["reopen", "5", "--as", "Taras"]);
    let undone = home.run(&["undo", "--json"]);
    let left: Vec<_> = undone.outcomes().into_iter().filter(|it| it.1 == "refused").collect();
    assert_eq!((undone.code, left), (1, vec![refused(5, "changed-since")]));
    assert_eq!(home.ids(&["list", "-q"]).len(), 604);
    sound(&home);
}

#[test]
fn two_who_close_the_same_at_once_close_each_once() {
    let home = Home::new();
    home.crowd(1000);
    let ids = home.run(&["list", "-q"]).out;
    let (one, two) = std::thread::scope(|scope| {
        let close = || home.fed(&["close", "-", "--json"], &ids);
        let other = scope.spawn(close);
        (close(), other.join().unwrap())
    });
    let closed = |it: &super::Done| it.outcomes().iter().filter(|it| it.1 == "accepted").count();
    assert_eq!(closed(&one) + closed(&two), 1004);
    let why =
        |it: &super::Done| it.outcomes().into_iter().filter_map(|it| it.2).collect::<Vec<_>>();
    assert!(why(&one).iter().chain(&why(&two)).all(|it| it == "already-closed"));
    sound(&home);
}

#[test]
fn a_reply_goes_into_the_outbox_and_a_note_stays() {
    let home = Home::new();
    let sent = home.fed(&["reply", "1", "--json"], "Вже їде!\nГарного дня\n").object();
    assert_eq!((&sent["outcome"], &sent["dialog"]["on_its_way"]), (&"accepted".into(), &1.into()));
    let shown = home.run(&["show", "1", "--json"]).object();
    let last = shown["messages"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["text"], &last["delivery"]["state"]),
        (&"Вже їде!\nГарного дня".into(), &"queued".into())
    );
    assert_eq!(last["message"], sent["message"]);
    home.run(&["note", "1", "called", "back"]);
    let shown = home.run(&["show", "1", "--messages", "1", "--json"]).object();
    assert_eq!(
        (&shown["messages"][0]["kind"], &shown["messages"][0]["text"]),
        (&"note".into(), &"called back".into())
    );
    let empty = home.fed(&["reply", "1", "-", "--json"], "\n");
    assert_eq!((empty.code, empty.outcomes()), (1, vec![refused(1, "empty-text")]));
}

#[test]
fn who_waits_for_a_reply_is_told_what_became_of_it_and_that_nobody_sends() {
    for (outcome, code, state) in [
        (Outcome::Accepted { remote: "r".into() }, 0, "sent"),
        (Outcome::Refused { reason: "blocked".into() }, 1, "failed"),
        (Outcome::Unknown, 1, "unsure"),
    ] {
        let home = Home::new();
        let desk = home.desk();
        let sender = desk.clone();
        // The other process: it sends what comes, as soon as it comes.
        desk.subscribe(move |_| {
            let outcome = outcome.clone();
            sender.write(move |it| {
                let at = keydesk::base::clock::now();
                for channel in it.roster().unwrap().channels {
                    if let Some(out) = it.claim(channel.id, at).unwrap() {
                        it.settle(out.message, &outcome, at).unwrap();
                    }
                }
            });
        });
        let done = home.run(&["reply", "1", "hello", "--wait", "60", "--json"]);
        assert_eq!((done.code, &done.object()["delivery"]["state"]), (code, &state.into()));
    }
    let home = Home::new();
    let done = home.run(&["reply", "1", "hello", "--wait", "0"]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains("still on its way"), "{done:?}");
    assert!(done.err.contains("nobody runs the channels"), "{done:?}");
    let page = home.read(|it| it.thread(keydesk::domain::DialogId(1), None, 1));
    assert!(matches!(page.messages[0].delivery, Some(Delivery::Queued { .. })));
}

#[test]
fn all_of_it_is_done_also_when_nobody_reads_to_the_end() {
    let home = Home::new();
    home.crowd(3_000);
    let done = home.shell(
        "set +o pipefail; keydesk list -q | (keydesk close - --json; echo $? > code) | head -1",
    );
    assert_eq!((done.code, done.out.lines().count()), (0, 1), "{done:?}");
    let code = || std::fs::read_to_string(home.dir.path().join("code")).unwrap();
    assert_eq!((home.ids(&["list", "-q"]), code().trim()), (Vec::new(), "0"));
    // What was refused after that the code tells.
    home.shell("set +o pipefail; (keydesk list is:closed -q; echo 99999) | (keydesk reopen - --json; echo $? > code) | head -1");
    assert_eq!((home.ids(&["list", "-q"]).len(), code().trim()), (3_004, "1"));
}
