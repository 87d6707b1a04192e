//! Several desks under one user.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use keydesk::store::{Desk, Inbox as _};

use super::{BINARY, Done, Home};

impl Home {
    /// Runs it with a profile named by the environment.
    fn in_environment(&self, profile: &str, args: &[&str]) -> Done {
        let mut command = self.command(BINARY, args);
        Done::of(&command.env("KEYDESK_PROFILE", profile).output().unwrap())
    }

    fn names(&self) -> Vec<String> {
        let all = self.run(&["profile", "list", "--json"]).objects();
        all.iter().map(|it| it["profile"].as_str().unwrap().to_owned()).collect()
    }

    /// Writes a settings file, the plain one's or a profile's.
    fn set(&self, folder: &str, text: &str) {
        let dir = self.dir.path().join(".config/keydesk").join(folder);
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("config.toml"), text).unwrap();
    }
}

#[track_caller]
fn works(done: &Done) -> &Done {
    assert_eq!(done.code, 0, "{done:?}");
    done
}

#[test]
fn a_profile_is_a_desk_with_settings_of_its_own() {
    let home = Home::new();
    assert_eq!(home.names(), ["default"]);
    let added = home.run(&["profile", "add", "робота"]);
    assert!(works(&added).err.contains("`keydesk --profile робота`"), "{added:?}");
    assert_eq!(home.names(), ["default", "робота"]);
    let path = home.run(&["--profile", "робота", "desk", "path"]).out;
    assert!(path.ends_with(".local/share/keydesk/profiles/робота/desk.db\n"), "{path}");
    for file in [".local/share/keydesk/profiles/робота", ".config/keydesk/profiles/робота"]
    {
        let mode = fs::metadata(home.dir.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{file}");
    }
    works(&home.run(&["--profile", "робота", "channel", "add", "demo", "--name", "Work"]));
    let channels = |args: &[&str]| home.run(args).out;
    assert!(channels(&["--profile", "робота", "channel", "list"]).contains("Work"));
    assert!(!channels(&["channel", "list"]).contains("Work"));
    assert_eq!(home.in_environment("робота", &["channel", "list", "--json"]).objects().len(), 1);
    // What is typed comes before the environment.
    let plain = home.in_environment("робота", &["--profile", "default", "list", "-q"]);
    assert_eq!(works(&plain).out.lines().count(), 4);
    let dir = home.desk().dir().display().to_string();
    assert_eq!(home.in_environment("робота", &["--dir", &dir, "list", "-q"]).out, plain.out);
    // Habits are shared, the person is not.
    home.set("", "language = 'uk'\nagent.name = 'Olena'\n");
    let close = ["--profile", "робота", "close", "1"];
    assert!(home.run(&close).out.contains("діалогу немає"));
    home.set("profiles/робота", "language = 'en'\n");
    assert!(home.run(&close).out.contains("no such dialog"), "{}", home.run(&close).out);
}

#[test]
fn a_name_leads_nowhere_and_two_desks_at_once_are_not_meant() {
    let home = Home::new();
    for bad in ["../x", "a/b", ".", "..", "a b", "", "\u{1b}[31mx", "/etc"] {
        for args in [&["profile", "add", bad][..], &["--profile", bad, "list"]] {
            let done = home.run(args);
            assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}: {done:?}");
            assert!(done.err.contains("cannot be the name") && !done.err.contains('\u{1b}'));
        }
    }
    home.in_environment("../x", &["list"]).fails(2, &["`../x`", "KEYDESK_PROFILE"]);
    home.run(&["--profile", "work", "--dir", "x", "list"]).fails(2, &["--profile and --dir"]);
    home.run(&["list", "--dir", "x", "--profile", "work"]).fails(2, &["--profile and --dir"]);
    assert!(!home.dir.path().join("x").exists());
    home.run(&["--profile", "work", "list"])
        .fails(1, &["no profile `work`", "`keydesk profile add work`"]);
    works(&home.run(&["profile", "add", "work"]));
    home.run(&["--profile", "wrok", "list"]).fails(1, &["did you mean `work`?"]);
    for taken in ["work", "WORK", "default"] {
        home.run(&["profile", "add", taken]).fails(1, &["already"]);
    }
    assert_eq!(home.names(), ["default", "work"]);
}

#[test]
fn commands_that_are_told_mean_the_same_desk() {
    let home = Home::new();
    works(&home.run(&["profile", "add", "work"]));
    home.run(&["--profile", "work", "list"])
        .fails(1, &["`keydesk --profile work channel add demo`"]);
    home.in_environment("work", &["list"]).fails(1, &["`keydesk --profile work channel add demo`"]);
    works(&home.run(&["--profile", "work", "channel", "add", "demo"]));
    home.run(&["--profile", "work", "show", "x"]).fails(2, &["`keydesk --profile work list -q`"]);
    let help = home.in_environment("work", &["--profile", "default", "list", "--help"]);
    assert!(works(&help).out.contains("`keydesk --profile default views`"), "{}", help.out);
    assert!(home.run(&["list", "--help"]).out.contains("`keydesk views`"));
}

#[test]
fn a_profile_of_a_hub_begins_with_its_address() {
    let home = Home::new();
    for bad in ["desk.example.com", "http://desk.example.com", "https://a:b@desk.example.com"] {
        home.run(&["profile", "add", "team", "--hub", bad]).fails(2, &["not the address of a hub"]);
    }
    assert_eq!(home.names(), ["default"]);
    let done = home.run(&["profile", "add", "team", "--hub", "https://desk.example.com"]);
    assert!(done.err.contains("`keydesk --profile team login https://desk.example.com`"));
    let line = &home.run(&["profile", "list", "--json"]).objects()[1];
    assert_eq!((&line["store"], &line["hub"]), (&"hub".into(), &"https://desk.example.com".into()));
    works(&home.run(&["--profile", "team", "config", "check"]));
    home.set("profiles/team", "store = 'hub'\n");
    assert_eq!(home.run(&["profile", "list", "--json"]).objects()[1]["store"], "unknown");
    home.run(&["--profile", "team", "config", "check"])
        .fails(3, &["profiles/team/config.toml:1:9"]);
    home.set("", "langage = 'uk'\n");
    home.run(&["--profile", "team", "config", "check"]).fails(3, &["keydesk/config.toml:1:1"]);
}

#[test]
fn a_profile_is_dropped_when_its_name_is_typed_again_and_nobody_has_it_open() {
    let home = Home::new();
    works(&home.run(&["profile", "add", "work"]));
    works(&home.run(&["--profile", "work", "channel", "add", "demo"]));
    let dir = home.dir.path().join(".local/share/keydesk/profiles/work");
    home.run(&["profile", "drop", "work"])
        .fails(1, &["keydesk profile drop work --confirm work", "--profile work backup"]);
    home.run(&["profile", "drop", "work", "--confirm", "wrok"]).fails(1, &["not the name"]);
    home.run(&["profile", "drop", "default", "--confirm", "default"]).fails(1, &["own desk"]);
    home.run(&["profile", "drop", "none", "--confirm", "none"]).fails(1, &["no profile"]);
    let open = Desk::open(&dir).unwrap();
    let drop_it = ["profile", "drop", "work", "--confirm", "work"];
    home.run(&drop_it).fails(4, &["busy", "leave every keydesk"]);
    assert_eq!(open.read_now(|it| it.roster()).unwrap().channels.len(), 1);
    drop(open);
    works(&home.run(&drop_it));
    assert!(!dir.exists() && !home.dir.path().join(".config/keydesk/profiles/work").exists());
    assert_eq!(home.names(), ["default"]);
    assert_eq!(home.ids(&["list", "-q"]).len(), 4);
}

#[test]
fn without_a_right_to_write_nothing_is_half_made() {
    let home = Home::new();
    let file = home.dir.path().join(".local/share/keydesk/profiles");
    fs::write(&file, "a file in the way").unwrap();
    let mut command = home.command(BINARY, &["profile", "add", "work"]);
    let done = Done::of(&command.stdin(Stdio::null()).output().unwrap());
    done.fails(1, &["cannot"]);
    fs::remove_file(&file).unwrap();
    assert_eq!(home.names(), ["default"]);
    works(&home.run(&["profile", "add", "work"]));
}
