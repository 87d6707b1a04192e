//! The real binary, in a home of its own and with nothing of the environment but what a test says.

use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rusqlite::Connection;
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_keydesk");

/// A user who has just installed the program.
pub(crate) struct Home {
    dir: TempDir,
    language: &'static str,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self::speaking("C.UTF-8")
    }

    fn speaking(language: &'static str) -> Self {
        Self { dir: tempfile::tempdir().unwrap(), language }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn desk(&self) -> PathBuf {
        self.path(".local/share/keydesk/desk.db")
    }

    fn envs(&self) -> [(&'static str, String); 3] {
        let home = self.dir.path().display().to_string();
        [("HOME", home), ("LANG", self.language.to_owned()), ("USER", "olena".to_owned())]
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(args).env_clear().envs(self.envs()).current_dir(self.dir.path());
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Done {
        Done::of(&self.command(args).output().unwrap())
    }

    /// Writes the settings file.
    pub(crate) fn settings(&self, text: &str) -> PathBuf {
        let file = self.path(".config/keydesk/config.toml");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    /// Runs on a terminal, types `typed` and tells all that was shown, and the exit code.
    fn on_a_terminal(&self, args: &[&str], term: Option<&str>, typed: &str) -> (String, u32) {
        let pair = native_pty_system().openpty(PtySize::default()).unwrap();
        let mut command = CommandBuilder::new(BINARY);
        command.args(args);
        command.env_clear();
        for (name, value) in self.envs() {
            command.env(name, value);
        }
        if let Some(term) = term {
            command.env("TERM", term);
        }
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        pair.master.take_writer().unwrap().write_all(typed.as_bytes()).unwrap();
        let mut shown = Vec::new();
        // Linux says that the other end is gone by an error.
        let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut shown);
        let code = child.wait().unwrap().exit_code();
        (String::from_utf8(shown).unwrap().replace("\r\n", "\n"), code)
    }
}

/// What a run came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Done {
    code: i32,
    pub(crate) out: String,
    err: String,
}

impl Done {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let code = output.status.code().unwrap_or(-1);
        Self { code, out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Nothing on stdout, this code, and each of these somewhere on stderr.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, said: &[&str]) {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{self:?}");
        for words in said {
            assert!(self.err.contains(words), "{words:?} is not in {}", self.err);
        }
    }

    /// Code 0, and each of these somewhere in what was told.
    #[track_caller]
    pub(crate) fn works(&self, said: &[&str]) {
        assert_eq!(self.code, 0, "{self:?}");
        for words in said {
            let all = format!("{}{}", self.out, self.err);
            assert!(all.contains(words), "{words:?} is not in {all}");
        }
    }
}

#[test]
fn help_is_in_the_language_of_the_user() {
    for (language, words) in [
        ("C.UTF-8", ["Usage: keydesk [OPTIONS] [COMMAND]", "Exit codes:", "--dir <FOLDER>"]),
        (
            "uk_UA.UTF-8",
            ["Як користуватися: keydesk [ПАРАМЕТРИ]", "Коди завершення:", "--dir <ТЕКА>"],
        ),
        (
            "ru_RU.UTF-8",
            ["Как пользоваться: keydesk [ПАРАМЕТРЫ]", "Коды завершения:", "--dir <ПАПКА>"],
        ),
    ] {
        let home = Home::speaking(language);
        let done = home.run(&["--help"]);
        done.works(&words);
        assert_eq!(done.err, "");
        // What clap would say by itself.
        if language != "C.UTF-8" {
            let asked: [&[&str]; 4] = [
                &["demo", "-h"],
                &["channel", "-h"],
                &["channel", "delete", "-h"],
                &["help", "desk"],
            ];
            for args in asked {
                let help = home.run(args).out;
                for word in ["Usage", "Options", "Arguments", "Commands", "default", "possible"] {
                    assert!(!help.contains(word), "{word} in {help}");
                }
            }
        }
    }
}

#[test]
fn the_settings_decide_about_the_language_of_the_help_too() {
    let home = Home::speaking("uk_UA.UTF-8");
    let other = home.path("other.toml");
    fs::write(&other, "language = 'ru'\n").unwrap();
    home.settings("language = 'en'\n");
    home.run(&["--help"]).works(&["Usage:"]);
    home.run(&["--config", other.to_str().unwrap(), "--help"]).works(&["Как пользоваться"]);
    home.run(&["chanel", "--config=other.toml"]).fails(2, &["ошибка: нет команды `chanel`"]);
}

#[test]
fn what_is_typed_wrong_is_explained() {
    let home = Home::new();
    for (args, said) in [
        (&["chanel"][..], &["no command `chanel`", "did you mean `channel`?"][..]),
        (
            &["channel"],
            &["one of: add, list, edit, check, reauthorize, unread", "keydesk channel --help"],
        ),
        (&["channel", "list", "--jsn"], &["`--jsn` is not understood", "did you mean `--json`?"]),
        (&["channel", "delete"], &["something is missing: <NAME>"]),
        (&["channel", "add", "demo", "--kind", "vibr"], &["only one of: telegram", "`viber`"]),
        (
            &["demo", "--pace", "many"],
            &["`--pace` must be a whole number from 0 to 600, not `many`"],
        ),
        (&["demo", "--pace", "601"], &["from 0 to 600, not `601`"]),
        (&["demo", "--seed", "-1"], &["keydesk demo --help"]),
        (&["demo", "--seed"], &["`--seed` needs a value"]),
        (&["demo", "--fresh", "--fresh"], &["`--fresh` may be there only once"]),
        (&["demo", "--fresh=yes"], &["`--fresh` takes no value"]),
        (&["--dir"], &["`--dir` needs a value"]),
        (&["doctor"], &["one of: keys", "keydesk doctor --help"]),
    ] {
        home.run(args).fails(2, said);
    }
    assert!(!home.desk().exists());
}

#[test]
fn what_is_typed_wrong_cannot_paint_the_terminal() {
    let done = Home::new().run(&["\u{1b}[31mx\u{202e}"]);
    done.fails(2, &["[31mx"]);
    assert!(!done.err.contains('\u{1b}') && !done.err.contains('\u{202e}'), "{done:?}");
}

#[test]
fn the_version_is_data() {
    let done = Home::new().run(&["--version"]);
    done.works(&["keydesk "]);
    assert_eq!(done.err, "");
}

#[test]
fn settings_are_checked_to_the_last_key() {
    let home = Home::new();
    home.run(&["config", "check"]).works(&["config.toml: OK", "no such file"]);
    let file = home.settings("[keys]\nclose = ['ctrl+o', 'hyper+x']\nspam = ['u']\nclsoe = []\n");
    let at = |rest: &str| format!("{}:{rest}", file.display());
    home.run(&["config", "check"]).fails(
        3,
        &[
            "has 3 mistakes",
            &at("2:20: `hyper+x` is not a key (for the action `close`); keys look like"),
            &at("3:9: `u` is the key of `undo` already, and cannot be that of `spam` too"),
            &at("4:1: there is no action `clsoe`; did you mean `close`?"),
        ],
    );
    home.settings("[ui]\nthem = 'dark'\n");
    home.run(&["config", "check"]).fails(3, &[&at("2:1: there is no setting `ui.them`; did you")]);
    home.run(&["channel", "add", "demo"]).fails(3, &["ui.them"]);
    assert!(!home.desk().exists(), "nothing is done with settings that cannot be used");
    home.settings("[ui]\ntheme = 'dark'\n");
    let done = home.run(&["config", "check"]);
    done.works(&["config.toml: OK"]);
    assert_eq!(done.err, "");
    home.run(&["--config", "none.toml", "config", "check"]).fails(3, &["none.toml", "hint:"]);
}

#[test]
fn the_example_is_a_good_settings_file_and_lies_where_it_is_said() {
    let home = Home::speaking("uk_UA.UTF-8");
    let example = home.run(&["config", "example"]).out;
    let file = home.settings(&example);
    assert_eq!(home.run(&["config", "path"]).out, format!("{}\n", file.display()));
    home.run(&["config", "check"]).works(&["усе гаразд"]);
    assert_eq!(home.run(&["desk", "path"]).out, format!("{}\n", home.desk().display()));
}

#[test]
fn without_a_home_the_places_must_be_named() {
    // The list of users names a home where the environment does not; only root can be somebody not on it.
    if !is_root() {
        return;
    }
    let (_keep, binary) = for_everybody();
    let mut command = Command::new(binary);
    command.args(["desk", "path"]).env_clear().uid(54_321).gid(54_321).current_dir("/");
    patiently(&mut command).fails(3, &["no home folder", "--dir FOLDER --config FILE"]);
}

#[test]
fn a_channel_is_added_listed_switched_and_deleted() {
    let home = Home::new();
    home.run(&["channel", "list"]).fails(1, &["there is no desk yet", "keydesk channel add demo"]);
    assert!(!home.desk().exists(), "a look makes nothing");
    home.run(&["channel", "add", "demo"]).works(&["`demo-telegram` is added"]);
    home.run(&["channel", "add", "demo"]).works(&["`demo-telegram-2` is added"]);
    home.run(&["channel", "add", "demo", "--kind", "viber", "--name", "Полиця Viber"])
        .works(&["`Полиця Viber` is added"]);
    home.run(&["channel", "add", "demo", "--name", "Полиця Viber"]).fails(1, &["already"]);
    home.run(&["channel", "add", "demo", "--name", " \n "]).fails(1, &["from 1 to 40"]);
    home.run(&["channel", "deactivate", "demo-telegram"]).works(&["is deactivated; its dialogs"]);
    home.run(&["channel", "deactivate", "demo-telegram"]).works(&["deactivated already"]);
    let list = home.run(&["channel", "list"]);
    for row in [
        "NAME             KIND      STATE        HEALTH  DIALOGS  WAITING",
        "demo-telegram    telegram  deactivated  ok            0        0",
        "demo-telegram-2  telegram  active       ok            0        0",
        "Полиця Viber     viber     active       ok            0        0",
    ] {
        assert!(list.out.lines().any(|it| it.starts_with(row)), "{row}: {}", list.out);
    }
    let json = home.run(&["channel", "list", "--json"]).out;
    assert_eq!(
        json.lines().next().unwrap(),
        "{\"name\":\"demo-telegram\",\"kind\":\"telegram\",\"active\":false,\"health\":\"ok\",\"dialogs\":0,\"waiting\":0,\
         \"last_inbound\":null,\"authorized\":null,\"next_try\":null,\"last_error\":\"\",\"last_error_at\":null,\
         \"unread\":0,\"agents\":[]}"
    );
    home.run(&["channel", "activate", "demo-telegram"]).works(&["is active again"]);
    home.run(&["channel", "activate", "demo-telegrm"])
        .fails(1, &["no channel `demo-telegrm`", "did you mean `demo-telegram`?"]);
    home.run(&["channel", "delete", "nothing like it"])
        .fails(1, &["known here: demo-telegram, demo-telegram-2, Полиця Viber"]);
    home.run(&["agent", "list"])
        .works(&["NAME   ROLE   STATE   PRESENCE\nolena  admin  active  here\n"]);
}

#[test]
fn quick_replies_come_from_a_table_and_the_files_beside_the_settings_are_checked() {
    let home = Home::new();
    home.run(&["replies", "list"]).works(&["no quick replies yet", "replies.toml"]);
    home.run(&["macros", "list"]).works(&["no macros yet"]);
    fs::write(
        home.path("x.csv"),
        "Назва;Текст;Код\nHello;\"Hi, {name}!\nHow are you?\";/hi\nBad;{nmae};\n",
    )
    .unwrap();
    home.run(&["replies", "import", "x.csv"]).fails(
        1,
        &[
            "1 quick reply added",
            "1 row of x.csv",
            "x.csv:4:1: there is no placeholder `{nmae}`; did you mean",
        ],
    );
    home.run(&["replies", "import", "none.csv"]).fails(1, &["cannot read none.csv"]);
    home.run(&["replies", "check"]).works(&["replies.toml: OK, 1 quick reply"]);
    home.run(&["replies", "list"]).works(&["hi", "Hi, {name}! How are you?"]);
    let json = home.run(&["replies", "list", "--json"]).out;
    assert!(
        json.contains(r#""name":"Hello","shortcut":"hi""#) && json.contains("\\u000a"),
        "{json}"
    );
    home.run(&["config", "check"]).works(&["config.toml: OK", "replies.toml: OK"]);
    let beside = |name: &str| home.path(".config/keydesk").join(name);
    let text = "[[macro]]\nname = 'm'\nsteps = ['reply:hello', 'close']\n[[macro]]\nname = 'x'\nsteps = ['clsoe']\n";
    fs::write(beside("macros.toml"), text).unwrap();
    home.run(&["macros", "list"])
        .works(&["reply:Hello, close", "macros.toml:6:10: there is no step `clsoe`"]);
    home.run(&["config", "check"])
        .fails(3, &["config.toml: OK", "1 mistake", "macros.toml:6:10: there is no step"]);
    home.settings("[ui]\nthem = 'x'\n");
    home.run(&["config", "check"]).fails(3, &["macros.toml:6:10", "2:1: there is no setting"]);
}

/// Three customers on a channel; two of them wait, one in a dialog that is snoozed.
fn with_dialogs() -> Home {
    use keydesk::base::clock::Timestamp;
    use keydesk::domain::{Actor, Arrival, Batch, DialogId, Intent, Kind, News, Op, OpId, Sender};
    use keydesk::store::{Inbox as _, Ledger as _, Sqlite};

    let home = Home::new();
    home.run(&["channel", "add", "demo", "--name", "Shop's own"]).works(&[]);
    let mut desk = Sqlite::open(&home.desk()).unwrap();
    let roster = desk.roster().unwrap();
    let (channel, me) = (roster.channels[0].id, Actor::Agent(roster.agents[0].clone()));
    let at = Timestamp::from_secs(1_700_000_000);
    let sender = |who: &str| Sender {
        external: who.into(),
        name: who.into(),
        handle: String::new(),
        language: "en".into(),
    };
    let arrived = |(who, remote): (&str, &str)| {
        News::Arrived(Arrival {
            sender: sender(who),
            remote: remote.into(),
            kind: Kind::Inbound,
            at,
            text: "hello".into(),
            files: Vec::new(),
            more: Default::default(),
        })
    };
    let news = [("a", "1"), ("a", "2"), ("b", "3"), ("c", "4")].map(arrived).to_vec();
    desk.ingest(channel, &Batch { news, cursor: String::new() }, at).unwrap();
    let mut submit = |id, dialog, intent| {
        let op = Op { id: OpId(id), dialog: DialogId(dialog), intent };
        desk.submit(&op, &me, at).unwrap();
    };
    submit(1, 3, Intent::Close);
    submit(2, 2, Intent::Snooze(Timestamp(i64::MAX / 2)));
    home
}

const STAKE: [&str; 3] = ["3 dialogs", "4 messages", "2 customers wait for an answer"];

#[test]
fn a_channel_is_not_deleted_before_its_name_is_typed_again() {
    let home = with_dialogs();
    let delete = ["channel", "delete", "Shop's own"];
    let done = home.run(&delete);
    done.fails(1, &STAKE);
    done.fails(
        1,
        &[
            "destroys for ever",
            "keydesk channel deactivate 'Shop'\\''s own'",
            "keydesk channel delete 'Shop'\\''s own' --confirm 'Shop'\\''s own'",
        ],
    );
    home.run(&["channel", "delete", "Shop's own", "--confirm", "shop's own"])
        .fails(1, &["that is not the name; channel `Shop's own` is still there"]);
    let (shown, code) = home.on_a_terminal(&delete, Some("xterm"), "Shop\n");
    assert!(shown.contains("type its name:") && shown.contains("that is not the name"), "{shown}");
    assert_eq!(code, 1);
    let (_, code) = home.on_a_terminal(&delete, Some("xterm"), "\u{4}");
    assert_eq!(code, 1, "an end without a word is no word");
    home.run(&["channel", "list"])
        .works(&["Shop's own  telegram  active  ok            3        2"]);
}

#[test]
fn a_channel_is_deleted_when_its_name_is_typed_again() {
    let home = with_dialogs();
    let args = ["channel", "delete", "Shop's own"];
    let (shown, code) = home.on_a_terminal(&args, Some("dumb"), "Shop's own\n");
    assert_eq!(code, 0, "{shown}");
    for words in STAKE.iter().chain(&["channel `Shop's own` is deleted"]) {
        assert!(shown.contains(words), "{shown}");
    }
    home.run(&["channel", "list"]).works(&["there is no channel yet"]);
    let home = with_dialogs();
    home.run(&["channel", "deactivate", "Shop's own"]).works(&[]);
    home.run(&["channel", "delete", "Shop's own", "--confirm", "Shop's own"])
        .works(&["It is deactivated: left as it is", "is deleted"]);
}

#[test]
fn who_may_not_manage_channels_changes_none() {
    let home = with_dialogs();
    let connection = Connection::open(home.desk()).unwrap();
    connection.execute("INSERT INTO agents (name, role) VALUES ('Ira', 'agent')", []).unwrap();
    home.settings("[agent]\nname = 'Ira'\n");
    for command in ["deactivate", "activate", "delete"] {
        home.run(&["channel", command, "Shop's own"])
            .fails(1, &["your role does not allow this", "you are Ira here"]);
    }
    home.run(&["channel", "add", "demo"]).fails(1, &["your role does not allow this"]);
    home.settings("[agent]\nname = 'Irra'\n");
    home.run(&["channel", "add", "demo"]).fails(1, &["no agent `Irra`", "did you mean `Ira`?"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let home = with_dialogs();
    for args in [&["config", "example"][..], &["--help"], &["channel", "list"]] {
        let (read, write) = rustix::pipe::pipe().unwrap();
        drop(read);
        let done = Done::of(&home.command(args).stdout(write).output().unwrap());
        assert_eq!(done, Done { code: 0, out: String::new(), err: String::new() });
    }
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let done = Done::of(&home.command(&["config", "example"]).stdout(full).output().unwrap());
    done.fails(1, &["the output cannot be written"]);
}

#[test]
fn a_screen_needs_a_terminal_that_can_show_one() {
    let home = Home::new();
    for args in [&[][..], &["demo"], &["doctor", "keys"], &["doctor", "keys", "--json"]] {
        home.run(args).fails(1, &["needs a keyboard", "keydesk --help"]);
        let (shown, code) = home.on_a_terminal(args, Some("dumb"), "");
        assert_eq!(code, 1);
        assert!(shown.contains("TERM is `dumb`") && shown.contains("xterm-256color"), "{shown}");
        let (shown, code) = home.on_a_terminal(args, None, "");
        assert_eq!(code, 1);
        assert!(shown.contains("TERM is not set"), "{shown}");
    }
    assert!(!home.path(".local").exists(), "nothing was made for a screen that cannot be shown");
    home.run(&["--reset-terminal"]).fails(1, &["needs a terminal"]);
    let (shown, code) = home.on_a_terminal(&["--reset-terminal"], Some("dumb"), "");
    assert_eq!(code, 0);
    // Behind it the line may echo the end of what the test typed.
    assert!(shown.trim_end().ends_with("\u{1b}[?1049l"), "{shown:?}");
}

#[test]
fn the_demo_and_the_own_desk_open_and_are_left() {
    let home = Home::speaking("uk_UA.UTF-8");
    let (shown, code) = home.on_a_terminal(&["demo", "--pace", "0"], Some("xterm"), "q");
    assert_eq!(code, 0, "{shown}");
    assert!(shown.ends_with("\u{1b}[?1049l"), "the terminal is given back: {shown:?}");
    let demo = home.path(".local/share/keydesk/demo");
    assert_eq!(fs::read_to_string(demo.join("demo-desk")).unwrap(), "1\n");
    let (shown, code) = home.on_a_terminal(&["demo", "--seed", "2"], Some("xterm"), "q");
    assert_eq!(code, 1);
    assert!(shown.contains("keydesk demo --fresh --seed 2"), "{shown}");
    let (shown, code) = home.on_a_terminal(&[], Some("xterm"), "q");
    assert_eq!(code, 0, "{shown}");
    home.run(&["agent", "list"]).works(&["olena  адміністратор"]);
}

#[test]
fn a_newer_desk_is_left_alone() {
    let home = with_dialogs();
    let connection = Connection::open(home.desk()).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = fs::read(home.desk()).unwrap();
    let file = home.desk().display().to_string();
    home.run(&["channel", "list"]).fails(4, &["version 99", "update keydesk", &file]);
    home.run(&["desk", "recover"]).fails(4, &["version 99"]);
    assert_eq!(fs::read(home.desk()).unwrap(), before);
}

#[test]
fn another_program_s_file_is_left_alone() {
    let home = Home::new();
    fs::create_dir_all(home.desk().parent().unwrap()).unwrap();
    Connection::open(home.desk()).unwrap().execute("CREATE TABLE a (b)", []).unwrap();
    home.run(&["channel", "list"]).fails(4, &["hint: "]);
}

#[test]
fn a_damaged_desk_is_named_and_saved() {
    let home = with_dialogs();
    let mut bytes = fs::read(home.desk()).unwrap();
    bytes[..100].fill(b'x');
    fs::write(home.desk(), bytes).unwrap();
    let file = home.desk().display().to_string();
    let damaged = ["the desk's file is damaged", "because: ", &file, "`keydesk desk recover`"];
    home.run(&["channel", "list"]).fails(4, &damaged);
    let dir = home.desk().parent().unwrap().display().to_string();
    home.run(&["--dir", &dir, "agent", "list"])
        .fails(4, &[&format!("`keydesk --dir {dir} desk recover`")]);
    let done = home.run(&["desk", "recover"]);
    done.works(&["1 channel\n", "1 agent\n", "3 dialogs\n", "4 messages\n", "desk.damaged-1.db"]);
    assert_eq!(done.err, "");
    home.run(&["channel", "list"])
        .works(&["Shop's own  telegram  active  ok            3        2"]);
    assert!(home.desk().with_file_name("desk.damaged-1.db").exists());
}

#[test]
fn a_desk_of_which_nothing_can_be_read_is_not_called_saved() {
    let home = Home::new();
    home.run(&["channel", "add", "demo"]).works(&[]);
    let length = fs::metadata(home.desk()).unwrap().len();
    fs::write(home.desk(), vec![b'x'; usize::try_from(length).unwrap()]).unwrap();
    // What was written last may stand beside the file, and would be found there.
    let beside = home.desk().with_file_name("desk.db-wal");
    assert!(!beside.exists() || fs::remove_file(&beside).is_ok());
    let done = home.run(&["desk", "recover"]);
    done.fails(1, &["nothing could be read", "desk.damaged-1.db"]);
    assert!(home.desk().with_file_name("desk.damaged-1.db").exists());
}

#[test]
fn there_must_be_something_to_recover() {
    Home::new().run(&["desk", "recover"]).fails(1, &["there is no desk yet"]);
}

#[test]
fn a_mistake_of_ours_has_a_code_of_its_own() {
    let home = with_dialogs();
    let connection = Connection::open(home.desk()).unwrap();
    connection.execute_batch("DROP TABLE totals").unwrap();
    home.run(&["channel", "list"]).fails(70, &["no such table: totals"]);
}

#[test]
fn a_full_disk_says_so() {
    let home = with_dialogs();
    // A file that may not grow refuses as a full disk does.
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {BINARY} channel add demo");
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(script).env_clear().envs(home.envs()).stdin(Stdio::null());
    Done::of(&command.output().unwrap()).fails(4, &["the disk is full", "hint: "]);
    home.run(&["channel", "list"]).works(&["Shop's own"]);
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The binary in a folder that everybody can read.
fn for_everybody() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let binary = dir.path().join("keydesk");
    fs::copy(BINARY, &binary).unwrap();
    allow(dir.path(), 0o755);
    allow(&binary, 0o755);
    (dir, binary)
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Root may write everywhere, so root runs the program as somebody else.
fn as_a_plain_user(home: &Home, binary: &Path, args: &[&str]) -> Done {
    let mut command = Command::new(binary);
    command.args(args).env_clear().envs(home.envs()).current_dir("/").stdin(Stdio::null());
    if is_root() {
        command.uid(54_321).gid(54_321);
    }
    patiently(&mut command)
}

/// Runs a binary that has just been written: a child that another test is starting may hold it open for a moment.
fn patiently(command: &mut Command) -> Done {
    loop {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => std::thread::yield_now(),
            output => return Done::of(&output.unwrap()),
        }
    }
}

#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let home = with_dialogs();
    let (_keep, binary) = for_everybody();
    let dir = home.desk().parent().unwrap().to_owned();
    for path in dir.ancestors().take_while(|it| it.starts_with(home.dir.path())) {
        allow(path, 0o755);
    }
    // Nobody can make a folder where only its owner may.
    allow(home.dir.path(), 0o555);
    let none = home.path("new");
    let add = ["--dir", none.to_str().unwrap(), "channel", "add", "demo"];
    as_a_plain_user(&home, &binary, &add)
        .fails(4, &["cannot be opened", "Permission denied", "hint"]);
    // A desk that can only be read.
    for entry in fs::read_dir(&dir).unwrap() {
        allow(&entry.unwrap().path(), 0o444);
    }
    allow(&dir, 0o555);
    let done = as_a_plain_user(&home, &binary, &["channel", "list"]);
    done.fails(4, &["hint: "]);
    allow(&dir, 0o755);
    allow(home.dir.path(), 0o755);
}

#[test]
fn a_file_in_place_of_the_folder_says_so() {
    let home = Home::new();
    fs::write(home.path("file"), "").unwrap();
    home.run(&["--dir", "file", "channel", "add", "demo"])
        .fails(4, &["cannot be opened", "hint: "]);
    home.run(&["--dir", "/proc/keydesk", "channel", "add", "demo"]).fails(4, &["/proc/keydesk"]);
}

#[test]
fn the_demo_leaves_a_desk_that_is_not_its_own_alone() {
    let home = with_dialogs();
    let dir = home.desk().parent().unwrap().display().to_string();
    let before = fs::read(home.desk()).unwrap();
    for args in [&["demo", "--dir", &dir][..], &["demo", "--dir", &dir, "--fresh"]] {
        let (shown, code) = home.on_a_terminal(args, Some("xterm"), "");
        assert_eq!(code, 1, "{shown}");
        assert!(shown.contains("is not a demo desk"), "{shown}");
    }
    assert_eq!(fs::read(home.desk()).unwrap(), before);
}
