//! The house rules, as a test: who may see whom, how long things may be, what every file must say.

use crate::source;

/// Who may import whom: a room sees itself and the rooms beside its name.
const ROOMS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("domain", &["base"]),
    ("config", &["base", "domain"]),
    ("i18n", &["base"]),
    ("store", &["base", "domain"]),
    ("wire", &["base", "domain", "store"]),
    ("channels", &["base", "domain"]),
    ("courier", &["base", "domain", "store", "channels"]),
    ("hub", &["base", "domain", "store", "wire", "courier"]),
    ("sync", &["base", "domain", "store", "wire"]),
    ("tui", &["base", "domain", "config", "i18n", "store", "courier", "sync"]),
    (
        "cli",
        &[
            "base", "domain", "config", "i18n", "store", "wire", "channels", "courier", "hub",
            "sync", "tui",
        ],
    ),
];

/// Crates that may be named in these places only; a place is the beginning of a path.
const RESERVED: &[(&str, &[&str])] = &[
    ("rusqlite", &["store/"]),
    ("notify", &["store/"]),
    ("ratatui", &["tui/view/", "tui/theme.rs", "tui/paint", "tui/runtime"]),
    ("ratatui_image", &["tui/runtime/insets/"]),
    ("image", &["tui/runtime/insets/"]),
    ("crossterm", &["tui/paint.rs"]),
    ("clap", &["cli/"]),
    ("serde", &["config/", "cli/schema/", "wire/", "channels/telegram/", "hub/extract.rs"]),
    ("serde_json", &["cli/", "wire/", "channels/telegram/", "hub/", "sync/"]),
    ("axum", &["hub/"]),
    ("utoipa", &["hub/", "wire/"]),
    ("reqwest", &["channels/", "sync/"]),
    ("toml", &["config/"]),
    ("fluent_bundle", &["i18n/"]),
    ("tokio", &["store/insist.rs", "channels/", "courier/", "hub/", "sync/", "cli/"]),
];

/// What a test may not do: be skipped, or hope that the other side is done by now.
const BANNED_IN_TESTS: &[&str] = &[concat!("#[", "ignore"), concat!("thread::", "sleep")];

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;

#[test]
fn the_source_is_tidy() {
    let mut faults = Vec::new();
    for (path, text) in source::files() {
        check(&path, &text, &mut faults);
        check_tests(&path, &text, &mut faults);
    }
    for (path, text) in source::under("tests") {
        let path = format!("tests/{path}");
        check_header(&path, &text, &mut faults);
        check_tests(&path, &text, &mut faults);
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn check(path: &str, text: &str, faults: &mut Vec<String>) {
    check_header(path, text, faults);
    let source = source::production(path, text);
    let lines = source.lines().count();
    if FILE_LINES_MAX < lines {
        faults.push(format!("{path}:{lines}: {lines} lines, the most is {FILE_LINES_MAX}"));
    }
    check_tests_last(path, text, faults);
    check_walls(path, source, faults);
    check_reserved(path, source, faults);
    for (at, name, length) in functions(source) {
        if FUNCTION_LINES_MAX < length {
            let limit = format!("the most is {FUNCTION_LINES_MAX}");
            faults.push(format!("{path}:{at}: fn {name} has {length} lines, {limit}"));
        }
    }
}

fn check_header(path: &str, text: &str, faults: &mut Vec<String>) {
    if text.strip_prefix("//! ").is_none_or(|it| it.starts_with('\n')) {
        faults.push(format!("{path}:1: starts without a `//!` line saying what it is for"));
    }
}

fn check_tests(path: &str, text: &str, faults: &mut Vec<String>) {
    let program = source::production(path, text).lines().count();
    for (at, line) in (1..).zip(text.lines()).skip(program) {
        for banned in BANNED_IN_TESTS.iter().filter(|it| code(line).contains(**it)) {
            faults.push(format!("{path}:{at}: no {banned} in tests"));
        }
    }
}

/// What stands below `#[cfg(test)]` is not looked at, so nothing but tests may stand there.
fn check_tests_last(path: &str, text: &str, faults: &mut Vec<String>) {
    let program = source::production(path, text);
    let tests = &text[program.len()..];
    if !program.is_empty() && !tests.is_empty() && source::only_tests(tests).is_none() {
        let at = program.lines().count() + 1;
        faults.push(format!("{path}:{at}: only a module of tests may be for tests alone"));
    }
}

fn check_walls(path: &str, source: &str, faults: &mut Vec<String>) {
    let Some((room, _)) = path.split_once('/') else { return };
    let Some((_, sees)) = ROOMS.iter().find(|it| it.0 == room) else {
        faults.push(format!("{path}:1: {room} is not on the list of rooms"));
        return;
    };
    for (at, seen) in imports(path, source) {
        if seen != room && !sees.contains(&seen.as_str()) {
            faults.push(format!("{path}:{at}: {room} may not see {seen}"));
        }
    }
}

fn check_reserved(path: &str, source: &str, faults: &mut Vec<String>) {
    for (at, line) in (1..).zip(source.lines()) {
        for (name, places) in RESERVED {
            if names_crate(code(line), name) && !places.iter().any(|it| path.starts_with(it)) {
                faults.push(format!("{path}:{at}: {name} is reserved for {}", places.join(", ")));
            }
        }
    }
}

/// The line without its comment. A `//` within a string only makes us see less of the string.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or(line)
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + name.len()..]);
        // A crate is also reached through the one that hands it on.
        let outer = !before.ends_with("::") || before.ends_with("ratatui::");
        let path = after.starts_with("::") && outer;
        let bare = before.trim_end().ends_with("use") && !after.starts_with(is_word);
        !before.ends_with(is_word) && (path || bare)
            || before.ends_with("use ::") && path_end(after)
    })
}

fn path_end(after: &str) -> bool {
    !after.starts_with(is_word)
}

/// The rooms named in `source`, with their lines: behind `crate::`, in its braces, or behind as
/// many `super::` as lead out of the room.
fn imports(path: &str, source: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let text: String = source.lines().map(|it| format!("{}\n", code(it))).collect();
    let mut note = |at: usize, rest: &str| {
        let line = text[..at].matches('\n').count() + 1;
        for name in heads(rest) {
            found.push((line, name));
        }
    };
    for root in ["crate::", "keydesk::"] {
        for (at, _) in text.match_indices(root).filter(|it| !text[..it.0].ends_with(is_word)) {
            note(at, &text[at + root.len()..]);
        }
    }
    let depth = path.trim_end_matches("/mod.rs").matches('/').count() + 1;
    let ladder = "super::".repeat(depth);
    for (at, _) in text.match_indices(&ladder).filter(|it| !text[..it.0].ends_with("super::")) {
        note(at, &text[at + ladder.len()..]);
    }
    found.sort();
    found
}

/// The first names of a path: `a` of `a::b`, `a` and `c` of `{a::{b}, c}`.
fn heads(rest: &str) -> Vec<String> {
    let word = |it: &str| it.trim_start().chars().take_while(|it| is_word(*it)).collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut depth, mut from, mut found) = (1, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => (),
        }
        if depth == 0 || depth == 1 && letter == ',' {
            found.push(word(&group[from..at]));
            from = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    found.retain(|it| !it.is_empty());
    found
}

/// Line, name and length of each function. A function ends at the first `}` that stands as far
/// left as the line it begins on, unless it has no body or an empty one.
fn functions(source: &str) -> Vec<(usize, &str, usize)> {
    let lines: Vec<&str> = source.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((before, after)) = line.split_once("fn ") else { continue };
        let starts = before
            .split_whitespace()
            .all(|it| matches!(it, "pub" | "async" | "const") || it.starts_with("pub("));
        let name = after.split(['(', '<']).next().unwrap_or(after);
        let opens = lines[at..].iter().position(|it| it.ends_with(['{', '}', ';']));
        let Some(opens) = opens.filter(|_| starts) else { continue };
        let closes = |it: &&str| indent(it) == indent(line) && it.trim_start() == "}";
        let length = match lines[at + opens].ends_with('{') {
            true => lines[at..].iter().position(closes),
            false => Some(opens),
        };
        found.extend(length.map(|it| (at + 1, name, it + 1)));
    }
    found
}

fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    check(path, text, &mut faults);
    check_tests(path, text, &mut faults);
    faults
}

#[test]
fn walls_are_seen() {
    let fine =
        "//! A.\nuse crate::base::msg::Msg;\nuse super::b::C;\n/// Not [crate::tui].\nfn a() {}\n";
    assert_eq!(faults("domain/a.rs", fine), [""; 0]);
    let text = "//! A.\nuse crate::store::Outbox;\nuse crate::{\n    base::{msg, text},\n    tui::{self},\n    cli,\n};\n";
    assert_eq!(
        faults("domain/a.rs", text),
        [
            "domain/a.rs:2: domain may not see store",
            "domain/a.rs:3: domain may not see cli",
            "domain/a.rs:3: domain may not see tui",
        ]
    );
    let text = "//! A.\nuse super::super::store;\nuse super::cli;\npub(crate) fn a() {}\n";
    assert_eq!(faults("domain/a.rs", text), ["domain/a.rs:2: domain may not see store"]);
    let text = "//! A.\nuse super::cli;\n";
    assert_eq!(faults("domain/mod.rs", text), ["domain/mod.rs:2: domain may not see cli"]);
    assert_eq!(
        faults("utils/a.rs", "//! A.\n"),
        ["utils/a.rs:1: utils is not on the list of rooms"]
    );
    assert_eq!(faults("lib.rs", "//! A.\nuse crate::tui;\n"), [""; 0]);
}

#[test]
fn tests_may_see_more_than_the_program() {
    let text = "//! A.\n\n#[cfg(test)]\nmod tests {\n    use crate::cli;\n    use serde::Deserialize;\n}\n";
    assert_eq!(faults("base/a.rs", text), [""; 0]);
}

#[test]
fn code_below_the_tests_is_seen() {
    let fault = ["base/a.rs:3: only a module of tests may be for tests alone"];
    let below = |rest: &str| faults("base/a.rs", &format!("//! A.\n\n#[cfg(test)]\n{rest}"));
    assert_eq!(below("#[path = \"a.rs\"]\nmod tests {\n}\n"), [""; 0]);
    assert_eq!(below("fn a() {}\n"), fault);
    assert_eq!(below("mod tests;\n\nuse crate::cli;\n"), ["base/a.rs:6: base may not see cli"]);
    assert_eq!(faults("base/a.rs", "//! A.\nfn a() {}\n"), [""; 0]);
}

#[test]
fn reserved_crates_are_seen() {
    for text in
        ["use ratatui::Frame;", "use ratatui;", "use ::ratatui::Frame;", "    ratatui::run()"]
    {
        let found = faults("tui/update/a.rs", &format!("//! A.\n{text}\n"));
        assert_eq!(found.len(), 1, "{text} {found:?}");
        assert!(found[0].starts_with("tui/update/a.rs:2: ratatui is reserved for tui/view/"));
    }
    for text in ["// ratatui::Frame", "myratatui::a()", "use crate::ratatui::A;", "ratatui"] {
        let mut found = Vec::new();
        check_reserved("tui/update/a.rs", &format!("//! A.\n{text}\n"), &mut found);
        assert_eq!(found, [""; 0], "{text}");
    }
    assert_eq!(faults("tui/view/list.rs", "//! A.\nuse ratatui::Frame;\n"), [""; 0]);
    assert_eq!(faults("tui/runtime/mod.rs", "//! A.\nuse ratatui::Frame;\n"), [""; 0]);
    assert_eq!(faults("tui/theme.rs", "//! A.\nuse ratatui::crossterm::event;\n").len(), 1);
}

#[test]
fn long_things_and_missing_headers_are_seen() {
    let long = |lines| format!("//! B.\nfn b() {{\n{}}}\n", "    c();\n".repeat(lines));
    assert_eq!(faults("base/b.rs", &long(68)), [""; 0]);
    assert_eq!(faults("base/b.rs", &long(69)), ["base/b.rs:2: fn b has 71 lines, the most is 70"]);
    assert_eq!(
        faults("base/b.rs", "fn a() {}\n"),
        ["base/b.rs:1: starts without a `//!` line saying what it is for"]
    );
    assert_eq!(faults("base/b.rs", "//! \nfn a() {}\n").len(), 1);
    let file = format!("//! B.\n{}", "\n".repeat(500));
    assert_eq!(faults("base/b.rs", &file), ["base/b.rs:501: 501 lines, the most is 500"]);
    assert_eq!(faults("base/tests.rs", &file), [""; 0]);
}

#[test]
fn a_function_without_a_body_has_no_length() {
    let text = "trait A {\n    fn a(&self);\n    fn b(\n        self,\n    ) -> u8;\n    fn c() {}\n    fn d() {\n    }\n}\n";
    assert_eq!(functions(text), [(2, "a", 1), (3, "b", 3), (6, "c", 1), (7, "d", 2)]);
}

#[test]
fn tests_that_sleep_or_are_skipped_are_seen() {
    let [skipped, sleeping] = BANNED_IN_TESTS else { panic!("two things are banned") };
    let text = format!(
        "//! A.\nstd::{sleeping}();\n\n#[cfg(test)]\nmod tests {{\n    {skipped}]\n    std::{sleeping}(1);\n}}\n"
    );
    assert_eq!(
        faults("base/a.rs", &text),
        [
            format!("base/a.rs:6: no {skipped} in tests"),
            format!("base/a.rs:7: no {sleeping} in tests")
        ]
    );
}
