//! Looking: list, show, search, views, stats.

use super::{HOSTILE, Home};

#[test]
fn a_list_is_what_its_filter_says_in_its_order() {
    let home = Home::new();
    assert_eq!(home.ids(&["list", "-q"]), [1, 2, 3, 4], "who waits longest stands first");
    assert_eq!(home.ids(&["list", "-q", "--order", "newest"]), [4, 3, 2, 1]);
    assert_eq!(home.ids(&["list", "-q", "order:newest", "--limit", "2"]), [4, 3]);
    assert_eq!(home.ids(&["list", "channel:viber", "-q"]), [2, 4]);
    assert_eq!(home.ids(&["list", "channel:\"My help\"", "waits:>35m", "-q"]), [2]);
    assert_eq!(home.ids(&["list", "доставка", "-q"]), [1]);
    assert_eq!(home.ids(&["list", "--view", "mine", "-q"]), [0; 0]);
    assert_eq!(home.ids(&["list", "--view", "waiting", "channel:telegram", "-q"]), [1, 3]);
    home.run(&["tag", "2", "--add", "vip"]);
    assert_eq!(home.ids(&["list", "tag:vip", "-q"]), [2]);
    assert_eq!(home.ids(&["list", "-tag:vip", "-q"]), [1, 3, 4], "a minus is no option");
    home.run(&["close", "1"]);
    assert_eq!(home.ids(&["list", "-q"]), [2, 3, 4], "open, when nothing is said");
    assert_eq!(home.ids(&["list", "is:closed", "-q"]), [1]);
}

#[test]
fn a_long_list_is_whole_and_its_first_line_is_enough_for_who_wants_no_more() {
    let home = Home::new();
    home.crowd(1203);
    let ids = home.ids(&["list", "is:open", "-q"]);
    let listed = home.run(&["list", "--json"]);
    let listed: Vec<i64> = listed.objects().iter().map(|it| it["id"].as_i64().unwrap()).collect();
    assert_eq!(ids.len(), 1207);
    assert_eq!(listed, ids, "page after page, none left out and none twice");
    let text = home.run(&["list"]);
    assert_eq!(text.out.lines().count(), 1208, "and the headings");
    for command in ["list", "list --json", "list -q", "export", "watch --after 0"] {
        let done = home.shell(&format!("keydesk {command} | head -1"));
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{command}");
        assert_eq!(done.out.lines().count(), 1, "{command}");
    }
}

#[test]
fn customers_words_paint_no_terminal_and_scripts_get_them_as_they_came() {
    let home = Home::new();
    let text = home.run(&["list"]);
    let printable = |it: char| it == '\n' || !it.is_control() && it != '\u{202e}';
    assert!(text.out.chars().all(printable), "{:?}", text.out);
    assert!(home.run(&["show", "3"]).out.chars().all(printable));
    let json = home.run(&["list", "--json"]);
    assert!(json.out.chars().all(printable), "{:?}", json.out);
    assert_eq!(json.objects()[2]["name"], HOSTILE);
    let shown = home.run(&["show", "3", "--json"]).object();
    assert_eq!(shown["messages"][0]["text"], "\u{1b}]0;owned\u{7} refund");
    assert_eq!(shown["messages"][0]["files"][0]["name"], "фото.jpg");
    assert_eq!(shown["contact"]["external"], HOSTILE);
    assert!(home.run(&["close", "3"]).out.chars().all(printable));
}

#[test]
fn a_filter_that_is_wrong_says_where_and_what_is_near() {
    let home = Home::new();
    let wrong = home.run(&["list", "channel:viber", "is:opn", "доставка"]);
    wrong.fails(2, &["is:opn", "open"]);
    let lines: Vec<&str> = wrong.err.lines().collect();
    assert_eq!(lines[1], "  channel:viber is:opn доставка");
    assert_eq!(lines[2], "                   ^^^");
    // Counted in cells, and nothing of it reaches the terminal raw.
    let wide = home.run(&["export", "日本\u{1b}[2J", "isk:open"]);
    let lines: Vec<&str> = wide.err.lines().collect();
    assert!(!wide.err.contains('\u{1b}'));
    assert_eq!(lines[2].find('^'), Some("  日本?[2J ".len() - 2), "{wide:?}");
    home.run(&["list", "--view", "waitin"]).fails(2, &["waitin", "waiting"]);
    home.run(&["list", "--order", "newst"]).fails(2, &["newest"]);
    home.run(&["watch", "is:opn"]).fails(2, &["^^^"]);
}

#[test]
fn views_and_numbers_agree_with_the_lists() {
    let home = Home::new();
    let views = home.dir.path().join(".config/keydesk/views.toml");
    std::fs::create_dir_all(views.parent().unwrap()).unwrap();
    std::fs::write(&views, "[[view]]\nname = 'VIPs'\nfilter = 'tag:vip'\nplace = 9\n").unwrap();
    home.run(&["tag", "2", "3", "--add", "vip"]);
    home.run(&["close", "1"]);
    home.run(&["assign", "2", "--to", "me"]);
    let views = home.run(&["views", "--json"]).objects();
    assert_eq!(views.len(), 9);
    for view in &views {
        let name = view["view"].as_str().unwrap();
        let listed = home.ids(&["list", "--view", name, "-q"]);
        assert_eq!(view["dialogs"], listed.len(), "{name}");
        let by_filter =
            home.shell(&format!("keydesk list '{}' -q", view["filter"].as_str().unwrap()));
        assert_eq!(by_filter.out.lines().count(), listed.len(), "{name}");
    }
    assert_eq!((&views[8]["view"], &views[8]["dialogs"]), (&"VIPs".into(), &2.into()));
    let sums = home.run(&["stats", "--json"]).objects();
    let of = |of: &str, name: &str| {
        sums.iter()
            .find(|it| it["of"] == of && it["name"] == name)
            .unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!((&of("desk", "")["open"], &of("desk", "")["closed"]), (&3.into(), &1.into()));
    assert_eq!(of("desk", "")["waiting"], 3);
    assert_eq!(of("channel", "My help")["open"], 2);
    assert_eq!(of("agent", "Olena")["open"], 1);
    std::fs::write(
        home.dir.path().join(".config/keydesk/views.toml"),
        "[[view]]\nname = 'Bad'\nfilter = 'is:opn'\n",
    )
    .unwrap();
    let some = home.run(&["views", "-q"]);
    assert_eq!((some.code, some.out.lines().count()), (1, 8), "a broken view costs that view");
}

#[test]
fn a_search_finds_words_whatever_their_case_and_apostrophes() {
    let home = Home::new();
    assert_eq!(home.ids(&["search", "ДОСТАВ", "-q"]), [1]);
    assert_eq!(home.ids(&["search", "гудзик", "-q"]), [2]);
    assert_eq!(home.ids(&["search", "о'коннор", "-q"]), [4]);
    let found = home.run(&["search", "refund", "--json"]).object();
    assert_eq!((&found["id"], &found["dialog"]["id"]), (&3.into(), &3.into()));
    assert_eq!(found["message"]["kind"], "in");
    home.run(&["search", "nowhere"]).fails(1, &["nothing"]);
    home.run(&["search", "?!"]).fails(2, &["letter"]);
}

#[test]
fn who_may_not_look_is_told_so() {
    let home = Home::new();
    home.run(&["list", "--as", "Guest"]).fails(1, &["role", "Guest"]);
    home.run(&["list", "--as", "Tara"]).fails(1, &["Tara", "Taras"]);
    home.run(&["show", "99"]).fails(1, &["dialog"]);
    home.run(&["show", "x"]).fails(2, &["`x`"]);
    home.run(&["--dir", "nowhere", "list"]).fails(1, &["no desk"]);
    assert!(!home.dir.path().join("nowhere").exists(), "a look makes nothing");
}

#[test]
fn what_a_command_says_is_in_the_user_s_language() {
    let home = Home::speaking("uk_UA.UTF-8");
    assert!(home.run(&["list"]).out.starts_with("НОМЕР"));
    let twice = home.run(&["close", "1", "1", "99"]);
    assert!(twice.out.contains("без відповіді лишилося 1 повідомлення"), "{twice:?}");
    assert!(twice.out.contains("відмовлено: "), "{twice:?}");
    for command in ["list", "close", "snooze", "watch", "export", "man"] {
        let help = home.run(&[command, "--help"]).out;
        assert!(help.contains("Наприклад:\n  keydesk"), "{help}");
        for word in ["Usage", "Options", "Arguments", "default", "possible"] {
            assert!(!help.contains(word), "{word} in {help}");
        }
    }
}
