//! Reads the program's own source for the tests that hold its rules.
//!
//! Works on text. rustfmt has already made the shape of it regular, so that a small scanner does
//! where one would otherwise need a parser.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file under `src`, as its path from there and its text, in order.
pub(crate) fn files() -> Vec<(String, String)> {
    let found = under("src");
    assert!(!found.is_empty(), "there is no source here");
    found
}

/// Every Rust file under `folder`, which may be missing. Tests run where `Cargo.toml` lies.
pub(crate) fn under(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(Path::new(folder), &mut found);
    found.sort();
    let name =
        |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|it| (name(it), fs::read_to_string(it).unwrap())).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// The part of a file that ends up in the program: tests stand in a file of their own, or at the
/// end of this one. What is declared as `mod tests;` does not end it.
pub(crate) fn production<'a>(path: &str, text: &'a str) -> &'a str {
    if path.ends_with("tests.rs") || path.contains("tests/") {
        return "";
    }
    let mut marks = text.match_indices("\n#[cfg(test)]\n").map(|it| it.0 + 1);
    let end = marks.find(|it| !only_tests(&text[*it..]).is_some_and(|it| it.ends_with(';')));
    &text[..end.unwrap_or(text.len())]
}

/// The module that stands below `#[cfg(test)]`, if it is one: `mod tests;` or `mod tests {`.
pub(crate) fn only_tests(below: &str) -> Option<&str> {
    let item = below.lines().find(|it| !it.starts_with("#[") && !it.starts_with("//"))?;
    Some(item).filter(|it| it.starts_with("mod ") || it.starts_with("pub(crate) mod "))
}

/// A string in the source, outside comments and attributes.
#[derive(Debug, PartialEq)]
pub(crate) struct Literal {
    /// Its line, counted from 1.
    pub(crate) line: usize,
    /// As written, with its escapes, without its quotes.
    pub(crate) text: String,
    /// The code just before it, without spaces.
    pub(crate) before: String,
}

/// All strings of `source`.
pub(crate) fn literals(source: &str) -> Vec<Literal> {
    let mut scanner =
        Scanner { rest: source, line: 1, code: String::new(), depth: 0, found: vec![] };
    while scanner.step() {}
    scanner.found
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    /// The code so far, without spaces, comments and the insides of strings.
    code: String,
    /// How many brackets of an attribute are open.
    depth: usize,
    found: Vec<Literal>,
}

impl Scanner<'_> {
    /// Takes `length` bytes.
    fn skip(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.line += taken.matches('\n').count();
        self.rest = rest;
    }

    /// Takes one thing; false at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        let within_word = self.code.ends_with(|it: char| it.is_alphanumeric() || it == '_');
        if self.rest.starts_with("//") {
            self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.skip(block_comment(self.rest));
        } else if let Some(prefix) = string_prefix(self.rest).filter(|it| *it == 0 || !within_word)
        {
            self.string(prefix);
        } else if first == '\'' {
            self.skip(quoted_char(self.rest).unwrap_or(1));
        } else {
            if self.rest.starts_with("#[") || self.rest.starts_with("#![") || 0 < self.depth {
                self.depth = match first {
                    '[' => self.depth + 1,
                    ']' => self.depth - 1,
                    '#' if self.depth == 0 => {
                        self.skip(self.rest.find('[').unwrap_or(0));
                        self.code.push('#');
                        1
                    }
                    _ => self.depth,
                };
            }
            let next = self.rest.chars().next().unwrap_or(first);
            if !next.is_whitespace() {
                self.code.push(next);
            }
            self.skip(next.len_utf8());
        }
        true
    }

    /// Takes a string that begins after `prefix` bytes such as `b` or `r##`.
    fn string(&mut self, prefix: usize) {
        let (line, raw) = (self.line, self.rest[..prefix].contains('r'));
        let fence = format!("\"{}", "#".repeat(self.rest[..prefix].matches('#').count()));
        self.skip(prefix + 1);
        let end = if raw { self.rest.find(&fence) } else { quote(self.rest) };
        let text = self.rest[..end.unwrap_or(self.rest.len())].to_owned();
        self.skip(text.len() + fence.len());
        if self.depth == 0 {
            let before = self.code.chars().rev().take(24).collect::<Vec<_>>();
            self.found.push(Literal { line, text, before: before.into_iter().rev().collect() });
        }
        self.code.push('"');
    }
}

/// The length of what stands before the quote, if a string begins here.
fn string_prefix(rest: &str) -> Option<usize> {
    let letters = ["br", "cr", "r", "b", "c", ""].into_iter().find(|it| rest.starts_with(it))?;
    let fence = rest[letters.len()..].chars().take_while(|it| *it == '#').count();
    let prefix = letters.len() + if letters.ends_with('r') { fence } else { 0 };
    rest[prefix..].starts_with('"').then_some(prefix)
}

/// Where the quote is that ends this string.
fn quote(rest: &str) -> Option<usize> {
    let mut escaped = false;
    rest.char_indices().find_map(|(at, it)| {
        let ends = it == '"' && !escaped;
        escaped = it == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// The length of `'x'`; nothing for a lifetime.
fn quoted_char(rest: &str) -> Option<usize> {
    let inner = rest[1..].chars().next()?;
    if inner == '\\' {
        return rest[3..].find('\'').map(|it| it + 4);
    }
    let end = 1 + inner.len_utf8();
    rest[end..].starts_with('\'').then_some(end + 1)
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

#[test]
fn the_scanner_finds_strings_and_nothing_else() {
    let source = r####"//! "no"
#![allow(dead_code, reason = "no")]
#[doc = "no [no]"] /* "no" /* "no" */ */
fn a<'a>(it: &'a str) { // "no"
    b('"', '\'', '\u{41}', 'é', "one");
    c(r#"tw"o"#, b"three", r"\");
    d.t(
        "fo\"ur",
    );
    e("\\"); attr("#[no]"); f("");
}
"####;
    let found = literals(source);
    let texts: Vec<(usize, &str)> = found.iter().map(|it| (it.line, it.text.as_str())).collect();
    let expected = [
        (5, "one"),
        (6, "tw\"o"),
        (6, "three"),
        (6, "\\"),
        (8, "fo\\\"ur"),
        (10, "\\\\"),
        (10, "#[no]"),
        (10, ""),
    ];
    assert_eq!(texts, expected);
    assert!(found[4].before.ends_with("d.t("), "{}", found[4].before);
    assert!(literals("let it = \"open").len() == 1 && literals("'").is_empty());
}

#[test]
fn tests_are_no_part_of_the_program() {
    assert_eq!(production("a.rs", "fn a() {}\n\n#[cfg(test)]\nmod tests {}\n"), "fn a() {}\n\n");
    let apart = "mod a;\n#[cfg(test)]\nmod tests;\n\nfn a() {}\n";
    assert_eq!(production("a.rs", apart), apart);
    let both = format!("{apart}\n#[cfg(test)]\n#[path = \"b.rs\"]\nmod b {{\n}}\n");
    assert_eq!(production("a.rs", &both).trim_end(), apart.trim_end());
    assert_eq!(production("room/tests.rs", "fn a() {}\n"), "");
}
