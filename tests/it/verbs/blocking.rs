//! `keydesk agent block`, `unblock` and `away`: what is told first, what happens, and that it comes back (FAQ 8).

use keydesk::domain::{AgentId, DialogId};
use keydesk::store::{Connections as _, Inbox as _};

use super::{Home, sound};

impl Home {
    /// Gives dialogs 1, 2 and 3 to Taras, closes the third, and puts him and Olena on Shop's list.
    fn with_a_busy_taras() -> Self {
        let home = Self::new();
        assert_eq!(home.run(&["assign", "1", "2", "3", "--to", "Taras"]).code, 0);
        assert_eq!(home.run(&["close", "3"]).code, 0);
        let listed = home.desk().write_now(|it| {
            let channel = it.roster()?.channels.into_iter().find(|it| it.name == "Shop");
            it.set_list(channel.unwrap().id, &[AgentId(2), AgentId(1)], None, super::now())
        });
        listed.unwrap();
        home
    }

    fn holders(&self) -> Vec<Option<AgentId>> {
        let card = |dialog| self.read(move |it| it.card(DialogId(dialog), AgentId(1)));
        (1..=4).map(|it| card(it).unwrap().row.dialog.assignee).collect()
    }
}

const TARAS: Option<AgentId> = Some(AgentId(2));

#[test]
fn blocking_tells_what_it_takes_and_does_it_at_once_and_it_comes_back() {
    let home = Home::with_a_busy_taras();
    assert_eq!(home.holders(), [TARAS, TARAS, TARAS, None]);
    let told = home.run(&["agent", "block", "Taras", "--dry-run"]);
    assert_eq!(told.code, 0, "{told:?}");
    for words in [
        "2 dialogs that are open or snoozed",
        "in 2 of them a customer waits",
        "1 dialog that is closed or spam",
        "new dialogs from: Shop",
        "will be nobody’s",
    ] {
        assert!(told.err.contains(words), "{words}: {told:?}");
    }
    assert_eq!(home.holders(), [TARAS, TARAS, TARAS, None], "nothing was done");
    let done = home.run(&["agent", "block", "Taras", "--yes"]);
    assert_eq!(done.code, 0, "{done:?}");
    for words in ["3 dialogs have changed hands", "agent unblock Taras --restore"] {
        assert!(done.err.contains(words), "{words}: {done:?}");
    }
    assert_eq!(home.holders(), [None; 4]);
    sound(&home);
    let again = home.run(&["agent", "block", "Taras"]);
    assert!(again.err.contains("is blocked already"), "{again:?}");
    let back = home.run(&["agent", "unblock", "Taras", "--restore"]);
    assert!(back.err.contains("3 dialogs have changed hands"), "{back:?}");
    assert!(back.err.contains("1 channel’s list has changed"), "{back:?}");
    assert_eq!(home.holders(), [TARAS, TARAS, TARAS, None]);
    sound(&home);
}

#[test]
fn of_what_there_is_none_nothing_is_said() {
    let home = Home::with_a_busy_taras();
    assert_eq!(home.run(&["close", "1", "2"]).code, 0);
    let told = home.run(&["agent", "block", "Taras", "--dry-run"]).err;
    assert!(told.contains("3 dialogs that are closed or spam"), "{told}");
    assert!(!told.contains("0 "), "{told}");
    let told = home.run(&["agent", "block", "Guest", "--dry-run"]).err;
    assert!(told.contains("has no dialogs") && !told.contains("will be nobody"), "{told}");
}

#[test]
fn dialogs_are_handed_to_somebody_who_can_take_them_or_kept() {
    let home = Home::with_a_busy_taras();
    home.run(&["agent", "block", "Taras", "--to", "Guest", "--yes"])
        .fails(1, &["Guest cannot get these dialogs"]);
    home.run(&["agent", "block", "Taras", "--to", "Olena", "--free"]).fails(2, &[]);
    assert_eq!(home.run(&["agent", "block", "Taras", "--keep", "--yes"]).code, 0);
    assert_eq!(home.holders(), [TARAS, TARAS, TARAS, None]);
    // Who was blocked and has kept theirs can be helped out later.
    let later = home.run(&["agent", "block", "Taras", "--to", "olena", "--yes"]);
    assert_eq!(later.code, 0, "{later:?}");
    let olena = Some(AgentId(1));
    assert_eq!(home.holders(), [olena, olena, None, None]);
    sound(&home);
    let log = home.run(&["audit", "--json"]).out;
    assert!(log.contains("to Olena: 3"), "{log}");
}

#[test]
fn who_is_away_is_told_apart_and_comes_back() {
    let home = Home::new();
    let away = home.run(&["agent", "away", "Taras"]);
    assert!(away.err.contains("Taras is away"), "{away:?}");
    let state = |home: &Home| {
        let list = home.run(&["agent", "list", "--json"]).out;
        let of = |it: &str| serde_json::from_str::<serde_json::Value>(it).unwrap();
        let all: Vec<_> = list.lines().map(of).collect();
        all.iter().map(|it| (it["name"].clone(), it["away"].clone())).collect::<Vec<_>>()
    };
    assert!(state(&home).contains(&("Taras".into(), true.into())), "{:?}", state(&home));
    assert_eq!(home.run(&["agent", "away", "Taras", "--back"]).code, 0);
    assert!(state(&home).contains(&("Taras".into(), false.into())));
    // Without a name it is about who asks.
    assert_eq!(home.run(&["agent", "away"]).code, 0);
    assert_eq!(state(&home).iter().filter(|it| it.1 == true).count(), 1);
}
