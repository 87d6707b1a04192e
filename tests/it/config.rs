//! Every file of `fixtures/config/bad`, and word by word what is said about it.

use std::fs;
use std::path::Path;

use keydesk::config::{Config, ConfigError};
use keydesk::i18n::{Catalog, Language};

const BAD: &str = "tests/fixtures/config/bad";

/// The files with their complaints, without the file's name and in the order of the lines.
const COMPLAINTS: &[(&str, &[&str])] = &[
    (
        "alarm-first.toml",
        &["2:17: the alarm (after 10 min) would come before the warning (after 15 min)"],
    ),
    (
        "hub-address.toml",
        &[
            "2:7: `hub.url` is not the address of a hub; like this, under [hub]: url = \"https://desk.example.com\", \"http://localhost:7070\" or \"unix:///run/keydesk/hub.sock\"",
        ],
    ),
    (
        "hub-in-the-open.toml",
        &[
            "4:7: `hub.url` must begin with https://: anybody on the way could read along otherwise; like this, under [hub]: url = \"https://desk.example.com\", \"http://localhost:7070\" or \"unix:///run/keydesk/hub.sock\"",
        ],
    ),
    (
        "hub-with-a-password.toml",
        &[
            "4:7: `hub.url` must not hold a name or a password; like this, under [hub]: url = \"https://desk.example.com\", \"http://localhost:7070\" or \"unix:///run/keydesk/hub.sock\"",
        ],
    ),
    (
        "keys-not-a-list.toml",
        &[
            "2:9: `keys.close` must be a list of texts, not a text in quotes; like this: close = [\"ctrl+o\"]",
            "3:14: `keys.next` must be a list of texts, not a whole number; like this: close = [\"ctrl+o\"]",
            "4:8: `keys.open` must be a list of texts, not a whole number; like this: close = [\"ctrl+o\"]",
            "5:7: `keys.reply` must be a list of texts, not a table; like this: close = [\"ctrl+o\"]",
        ],
    ),
    ("keys-not-a-table.toml", &["1:8: `keys` must be a table, not a list"]),
    ("keys-not-quoted.toml", &["2:10: a text needs quotes; like this: theme = \"dark\""]),
    (
        "no-hub.toml",
        &[
            "1:9: `store` is `hub`, and `hub.url` does not say which; like this, under [hub]: url = \"https://desk.example.com\", \"http://localhost:7070\" or \"unix:///run/keydesk/hub.sock\"",
        ],
    ),
    (
        "no-quotes.toml",
        &[
            "1:12: a text needs quotes; like this: theme = \"dark\"",
            "4:9: a text needs quotes; like this: theme = \"dark\"",
            "5:1: there is no setting `ui.them`; did you mean `theme`?",
        ],
    ),
    (
        "no-value.toml",
        &[
            "1:1: there is no setting `colour`; known here: agent, composer, files, hub, keys, language, send, store, terminal, ui, wait",
            "3:8: this is not TOML: key with no value, expected `=`; a line looks like this: name = \"text\", or 15, or true",
        ],
    ),
    (
        "not-on-the-list.toml",
        &[
            "1:12: `language` cannot be `ua`, only one of: auto, en, uk, ru; did you mean `uk`?",
            "4:9: `ui.theme` cannot be `drak`, only one of: auto, dark, light, high-contrast, none; did you mean `dark`?",
            "5:8: `ui.rows` cannot be `three`, only one of: auto, one, two",
        ],
    ),
    ("not-utf8.toml", &["3:12: the file is not UTF-8 text from here on"]),
    (
        "open-table.toml",
        &[
            "1:12: `language` cannot be `xx`, only one of: auto, en, uk, ru",
            "3:4: this is not TOML: unclosed table, expected `]`; a line looks like this: name = \"text\", or 15, or true",
        ],
    ),
    (
        "open-text.toml",
        &[
            "2:14: this is not TOML: invalid basic string, expected `\"`; a line looks like this: name = \"text\", or 15, or true",
            "4:1: there is no setting `ui.rowz`; did you mean `rows`?",
        ],
    ),
    (
        "out-of-range.toml",
        &[
            "2:20: `ui.preview_delay_ms` must be from 0 to 5000, not -1",
            "5:16: `wait.warn_minutes` must be from 1 to 10080, not 0",
            "6:17: `wait.alarm_minutes` must be from 1 to 10080, not 99999999999999999999",
        ],
    ),
    ("table-twice-over.toml", &["1:1: `ui` must be a table, not a list"]),
    ("twice.toml", &["3:1: this is set twice", "5:2: this is set twice"]),
    (
        "unknown-setting.toml",
        &[
            "3:1: there is no setting `ui.them`; did you mean `theme`?",
            "4:1: there is no setting `ui.preview-delay-ms`; did you mean `preview_delay_ms`?",
            "5:1: there is no setting `ui.sidebar`; known here: after_close, card, pictures, preview, preview_delay_ms, rows, start_view, theme",
        ],
    ),
    (
        "unknown-table.toml",
        &[
            "1:2: there is no table [iu]; did you mean `ui`?",
            "4:5: there is no table [ui.colors]; known here: after_close, card, pictures, preview, preview_delay_ms, rows, start_view, theme",
            "7:2: there is no table [plugins]; known here: agent, composer, files, hub, keys, language, send, store, terminal, ui, wait",
        ],
    ),
    (
        "warning-after-the-usual-alarm.toml",
        &["2:16: the alarm (after 60 min) would come before the warning (after 90 min)"],
    ),
    (
        "windows-lines.toml",
        &[
            "2:13: this is not TOML: unexpected key or value, expected newline, `#`; a line looks like this: name = \"text\", or 15, or true",
            "3:1: there is no setting `agent.rank`; known here: name",
        ],
    ),
    (
        "wrong-place.toml",
        &[
            "1:1: there is no setting `theme`; it belongs under [ui]",
            "4:1: there is no setting `ui.language`; it belongs at the top of the file, before the first [table]",
            "5:1: there is no setting `ui.editor`; it belongs under [composer]",
        ],
    ),
    (
        "wrong-type.toml",
        &[
            "1:12: `language` must be a text in quotes, not a list",
            "2:12: `composer` must be a table, not a text in quotes",
            "5:9: `ui.theme` must be a text in quotes, not true or false",
            "6:11: `ui.preview` must be true or false, not a text in quotes",
            "7:20: `ui.preview_delay_ms` must be a whole number, not a fraction",
            "10:16: `wait.warn_minutes` must be a whole number, not a text in quotes",
            "11:17: `wait.alarm_minutes` must be a whole number, not a date",
            "13:8: `agent.name` must be a text in quotes, not a table",
        ],
    ),
];

fn complaint(name: &str) -> ConfigError {
    let file = Path::new(BAD).join(name);
    Config::load(Some(&file)).err().unwrap_or_else(|| panic!("{name} was accepted"))
}

#[test]
fn every_mistake_of_every_bad_file_is_named() {
    for (name, expected) in COMPLAINTS {
        let said = complaint(name).to_string();
        let expected: Vec<String> =
            expected.iter().map(|it| format!("{BAD}/{name}:{it}")).collect();
        assert_eq!(said.lines().collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
fn every_bad_file_is_on_the_list() {
    let mut files: Vec<String> = fs::read_dir(BAD)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, COMPLAINTS.iter().map(|it| it.0).collect::<Vec<_>>());
}

#[test]
fn the_catalog_says_in_english_what_the_log_says() {
    let catalog = Catalog::new(Language::En);
    for (name, _) in COMPLAINTS {
        for fault in complaint(name).faults() {
            assert_eq!(catalog.say(&fault.say()), fault.wrong.to_string());
            let hint = fault.hint().map(|it| catalog.say(&it));
            assert_eq!(hint, fault.hint.as_ref().map(ToString::to_string));
        }
    }
    let missing = Config::load(Some(Path::new("no-such-file.toml"))).unwrap_err();
    for error in [missing, ConfigError::Homeless] {
        assert_eq!(catalog.say(&error.say()), error.to_string());
        assert!(error.hint().is_some());
    }
}

#[test]
fn mistakes_are_told_in_the_language_of_the_reader() {
    let error = complaint("wrong-type.toml");
    let say = |language| {
        let catalog = Catalog::new(language);
        let first = &error.faults()[0];
        [error.say(), first.say()].map(|it| catalog.say(&it).replace(&format!("{BAD}/"), ""))
    };
    assert_eq!(
        say(Language::Uk),
        ["wrong-type.toml: 8 помилок", "`language`: має бути текст у лапках, а тут список"]
    );
    assert_eq!(
        say(Language::Ru),
        [
            "wrong-type.toml: 8 ошибок",
            "`language`: здесь место для текста в кавычках, а тут список"
        ]
    );
}
