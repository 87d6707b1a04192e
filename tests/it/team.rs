//! `keydesk agent` and `keydesk audit`, typed: who is put on the desk, what they may, how they log in, who did what.

use crate::cli::Home;

#[test]
fn a_team_is_put_together_from_the_command_line() {
    let home = Home::new();
    home.run(&["channel", "add", "demo", "--name", "Shop"]).works(&["is added"]);
    home.run(&["agent", "add", "Тарас", "--role", "traine"])
        .fails(1, &["there is no role `traine`", "known here: admin"]);
    let on = "Shop=all:work,take";
    home.run(&[
        "agent",
        "role",
        "add",
        "trainee",
        "--see",
        "own",
        "--may",
        "work,close",
        "--on",
        on,
    ])
    .works(&["the role trainee is there"]);
    home.run(&["agent", "role", "add", "x", "--see", "mine"])
        .fails(2, &["`mine` is not known here"]);
    home.run(&["agent", "role", "add", "x", "--see", "own", "--may", "clos"])
        .fails(2, &["did you mean `close`?"]);
    home.run(&["agent", "role", "add", "x", "--see", "own", "--on", "Shop"])
        .fails(2, &["CHANNEL=SIGHT"]);
    home.run(&["agent", "role", "add", "x", "--see", "own", "--on", "Shp=own"])
        .fails(1, &["did you mean `Shop`?"]);
    home.run(&["agent", "add", "Тарас", "--role", "trainee"]).works(&["Тарас is on the desk"]);
    home.run(&["agent", "add", "тарас"]).fails(1, &["the name тарас is taken"]);
    home.run(&["agent", "add", "Ira", "--unix", "no-such-user-here"])
        .fails(1, &["this machine has no user `no-such-user-here`"]);
    home.run(&["agent", "list"]).works(&["Тарас  trainee  active", "olena  admin    active"]);
    home.run(&["agent", "role", "list"])
        .works(&["trainee    own       own      work,close", "Shop=all:work,take"]);
    home.run(&["agent", "role", "drop", "trainee"]).fails(1, &["1 agent has this role"]);
    home.run(&["agent", "role", "drop", "lead"]).fails(1, &["there is no role `lead`"]);
    home.run(&["agent", "block", "Тарас"]).works(&["is blocked"]);
    home.run(&["agent", "block", "Тарас"]).works(&["is blocked already"]);
    home.run(&["agent", "block", "olena"]).fails(1, &["nobody would be left"]);
    home.run(&["agent", "unblock", "Тарас"]).works(&["can work again"]);
    home.run(&["agent", "role", "set", "Тарас", "agent"]).works(&["has the role agent now"]);
    home.settings("[agent]\nname = 'Тарас'\n");
    for typed in [&["agent", "block", "olena"][..], &["agent", "token", "list"], &["audit"]] {
        home.run(typed).fails(1, &["you are Тарас here"]);
    }
}

#[test]
fn a_token_is_printed_once_and_kept_nowhere() {
    let home = Home::new();
    home.run(&["channel", "add", "demo"]).works(&["is added"]);
    let issued =
        home.run(&["agent", "token", "issue", "olena", "--days", "3", "--label", "laptop"]);
    let token = issued.out.trim_end().to_owned();
    assert!(token.starts_with("kd_") && token.len() == 46 && !token.contains('\n'), "{token}");
    issued.works(&["for 3 days"]);
    let list = home.run(&["agent", "token", "list"]);
    assert!(!list.out.contains(&token[3..]));
    list.works(&["olena  laptop  good"]);
    for file in std::fs::read_dir(home.desk().parent().unwrap()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap_or_default();
        let found = bytes.windows(token.len()).any(|it| it == token.as_bytes());
        assert!(!found, "the secret itself is kept");
    }
    let out = home.run(&["export"]).out;
    assert!(out.contains("token-issued") && !out.contains("\"tokens\",\"id\""), "{out}");
    home.run(&["agent", "token", "revoke", "1"]).works(&["token 1 lets nobody in any more"]);
    home.run(&["agent", "token", "revoke", "1"]).fails(1, &["revoked already"]);
    home.run(&["agent", "token", "list"]).works(&["revoked"]);
    home.run(&["agent", "token", "issue", "olena", "--days", "0"]).fails(2, &[]);
    let audit = home.run(&["audit", "--json"]).out;
    let words: Vec<&str> =
        audit.lines().filter_map(|it| it.split("\"what\":\"").nth(1)?.split('"').next()).collect();
    assert_eq!(words, ["token-revoked", "token-issued"]);
}
