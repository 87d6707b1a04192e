//! Tests of reading settings. The wording of mistakes is tested in `tests/it/config.rs`.

use std::collections::BTreeSet;

use super::check::{RULES, Rule};
use super::*;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, Path::new("own.toml"))
}

#[test]
fn the_example_is_a_whole_config() {
    let config = Config::default();
    assert_eq!(config.language, LanguageChoice::Auto);
    assert_eq!(config.ui.preview_delay_ms, 120);
    assert_eq!(config.ui.start_view, "waiting");
    assert_eq!((config.wait.warn_minutes, config.wait.alarm_minutes), (15, 60));
    assert!(config.keys.is_empty());
    let written_out = parse(EXAMPLE).unwrap();
    assert_eq!(
        Config { file: config.file.clone(), start_view_at: config.start_view_at, ..written_out },
        config
    );
}

#[test]
fn the_commented_lines_of_the_example_work_too() {
    let examples: Vec<&str> = EXAMPLE
        .lines()
        .filter_map(|it| it.strip_prefix("# "))
        // Lines set in further belong to other files.
        .filter(|it| it.contains(" = ") && !it.starts_with(' '))
        .collect();
    assert_eq!(examples.len(), 3, "{examples:?}");
    let config = parse(&format!("[keys]\n{}\n", examples.join("\n"))).unwrap();
    assert_eq!(config.keys["close"].texts().collect::<Vec<_>>(), ["ctrl+o"]);
    assert!(config.keys["spam"].keys.is_empty());
}

#[test]
fn the_other_files_the_example_shows_can_be_read() {
    use super::books::{Macros, Phrases, Step, Views};
    let shown = |list: &str| {
        let lines = EXAMPLE.lines().filter_map(|it| it.strip_prefix("#   "));
        let mine = lines.skip_while(|it| *it != format!("[[{list}]]")).take(3);
        mine.collect::<Vec<_>>().join("\n")
    };
    let (replies, faults) = Phrases::parse(Path::new("replies.toml"), &shown("reply"));
    assert_eq!((replies.all.len(), faults), (1, vec![]));
    let (macros, faults) = Macros::parse(Path::new("macros.toml"), &shown("macro"), &replies);
    assert_eq!((macros.all.len(), faults), (1, vec![]));
    assert!(macros.all[0].steps.contains(&Step::Reply("Hello".into())));
    let (views, faults) = Views::parse(Path::new("views.toml"), &shown("view"));
    assert_eq!((views.all.len(), faults), (1, vec![]));
}

#[test]
fn a_view_of_the_start_is_built_in_or_one_s_own() {
    let config = parse("[ui]\nstart_view = 'Важливі'\n").unwrap();
    config.check_views(&["Важливі"]).unwrap();
    let error = config.check_views(&["Вaжливі!"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "own.toml:2:14: `ui.start_view` cannot be `Важливі`, only one of: waiting, mine, unassigned, open, snoozed, \
         closed, spam, orphans, Вaжливі!; did you mean `Вaжливі!`?"
    );
    Config::default().check_views(&[]).unwrap();
}

#[test]
fn own_lines_are_laid_over_the_defaults() {
    let config =
        parse("language = 'uk'\nui.theme = 'light'\n[wait]\nalarm_minutes = 0x5A\n").unwrap();
    assert_eq!(config.language, LanguageChoice::Uk);
    assert_eq!(config.ui.theme, ThemeChoice::Light);
    assert_eq!(config.ui.rows, Rows::Auto);
    assert_eq!((config.wait.warn_minutes, config.wait.alarm_minutes), (15, 90));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_welcome() {
    assert!(!parse("\u{feff}[ui]\r\ncard = false\r\n").unwrap().ui.card);
}

#[test]
fn own_keys_keep_their_places() {
    let config = parse("[keys]\nclose = [\"ctrl+o\", 'є']\n").unwrap();
    let close = &config.keys["close"];
    assert_eq!(close.at.to_string(), "2:1");
    assert_eq!(close.keys[1].0, "є");
    assert_eq!(close.keys[1].1.to_string(), "2:20");
}

#[test]
fn own_keys_are_checked_against_what_the_screen_knows() {
    let config = parse("[keys]\nclose = ['ctrl+o']\nclos = ['hyper+x']\n").unwrap();
    assert!(config.check_keys(&["close", "clos"], |_| true).is_ok());
    let error = config.check_keys(&["close", "next"], |it| it.starts_with("ctrl")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "own.toml:3:1: there is no action `clos`; did you mean `close`?\n\
         own.toml:3:9: `hyper+x` is not a key (for the action `clos`); \
         keys look like \"j\", \"G\", \"ctrl+o\", \"alt+1\", \"f2\", \"enter\""
    );
}

#[test]
fn every_setting_of_the_example_is_known_to_the_rules_and_explained() {
    let mut table = String::new();
    let mut comment = String::new();
    let mut seen = BTreeSet::new();
    for line in EXAMPLE.lines() {
        if let Some(more) = line.strip_prefix("# ") {
            comment.push_str(more);
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            table = format!("{}.", name.trim_end_matches(']'));
        } else if let Some((key, _)) = line.split_once(" = ") {
            let path = format!("{table}{key}");
            let words: BTreeSet<&str> =
                comment.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
            let needed = match RULES.iter().find(|it| it.0 == path) {
                Some((_, Rule::OneOf(allowed))) => {
                    allowed.iter().map(ToString::to_string).collect()
                }
                Some((_, Rule::Between(min, max))) => vec![min.to_string(), max.to_string()],
                None => Vec::new(),
            };
            for it in needed {
                assert!(words.contains(it.as_str()), "the comment of {path} does not name {it}");
            }
            assert!(!comment.is_empty(), "{path} has no comment");
            seen.insert(path);
        }
        comment.clear();
    }
    for (path, _) in RULES {
        assert!(seen.contains(*path), "{path} has a rule and no line in the example");
    }
}

#[test]
fn every_word_of_a_list_is_accepted() {
    for (path, rule) in RULES {
        let values: Vec<String> = match rule {
            Rule::OneOf(words) => words.iter().map(|it| format!("'{it}'")).collect(),
            // The smallest alarm comes before the usual warning, which is another mistake.
            Rule::Between(_, max) => vec![max.to_string()],
        };
        for value in values {
            let text = match *path {
                "wait.warn_minutes" => {
                    format!("wait = {{ warn_minutes = {value}, alarm_minutes = {value} }}")
                }
                "store" => format!("store = {value}\nhub.url = 'unix:///hub.sock'"),
                path => format!("{path} = {value}"),
            };
            assert!(parse(&text).is_ok(), "{text}: {}", parse(&text).unwrap_err());
        }
    }
    assert_eq!(ThemeChoice::HighContrast.word(), "high-contrast");
}

#[test]
fn a_missing_file_is_an_error_only_when_it_was_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config.toml");
    assert_eq!(Config::read(&file, false).unwrap().ui, Config::default().ui);
    assert!(matches!(Config::load(Some(&file)), Err(ConfigError::Missing { .. })));
    assert!(matches!(Config::load(Some(home.path())), Err(ConfigError::Unreadable { .. })));
    std::fs::write(&file, "[ui]\npreview = false\n").unwrap();
    assert!(!Config::load(Some(&file)).unwrap().ui.preview);
    assert_eq!(Config::load(Some(&file)).unwrap().file(), file);
}

#[test]
fn bytes_that_are_no_text_are_pointed_at() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("config.toml");
    std::fs::write(&file, b"language = 'en'\n[agent]\nname = '\xd0\x9e\xff'\n").unwrap();
    let error = Config::load(Some(&file)).unwrap_err();
    assert_eq!(error.faults()[0].at.to_string(), "3:10");
    assert_eq!(error.faults()[0].wrong, Wrong::NotUtf8);
}

proptest::proptest! {
    #[test]
    fn no_text_stops_the_reader(noise in "[=\\[\\]{}\"'#\\n\\\\,.ї a-c0-9\u{feff}]{0,12}", cut in 0usize..1500) {
        let cut = EXAMPLE.floor_char_boundary(cut);
        let _ = parse(&noise);
        let _ = parse(&format!("{}{noise}{}", &EXAMPLE[..cut], &EXAMPLE[cut..]));
    }
}
