//! The sentences of `assets/locales`: whole, alike in all languages, and the only words on the screen.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use fluent_syntax::parser;
use keydesk::base::text::width;
use keydesk::i18n::{Catalog, Language};
use keydesk::tui::action::{ACTIONS, Place};

use crate::source::{self, Literal};

const FILES: &[(&str, &str)] = &[
    ("en", include_str!("../../assets/locales/en.ftl")),
    ("uk", include_str!("../../assets/locales/uk.ftl")),
    ("ru", include_str!("../../assets/locales/ru.ftl")),
];

/// Beginnings of ids that the program puts together from parts, each with the place that does.
/// Everything else must stand in the source as a whole, so that a search finds it.
const BUILT: &[(&str, &str)] = &[
    ("action-", "tui::action, from the name of each row of its table"),
    ("hint-", "tui::action, from the name of each row of its table"),
];

/// Written before the part of the screen that says it. What the source has is taken off this list.
const AHEAD: &[&str] = &[];

/// Where every string that looks like an id is one.
const SAYS_ONLY_IDS: &str = "tui/update/";

/// Cells that a line of help has room for.
const HELP_CELLS_MAX: usize = 60;
/// Cells that a word beside a key has room for.
const HINT_CELLS_MAX: usize = 14;

/// What one message asks for.
#[derive(Debug, Default, PartialEq)]
struct Message {
    arguments: BTreeSet<String>,
    /// The forms of each choice in it.
    choices: Vec<BTreeSet<String>>,
    /// Its words, without what is put in.
    words: Vec<String>,
}

impl Message {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push((*value).to_owned()),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let key = |it: &VariantKey<&str>| match it {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => (*value).to_owned(),
                };
                self.choices.push(variants.iter().map(|it| key(&it.key)).collect());
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                arguments.positional.iter().for_each(|it| self.inline(it));
            }
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. } => (),
        }
    }
}

/// All messages of a file, and what is wrong with the file itself.
fn read(language: &str, text: &str) -> (BTreeMap<String, Message>, Vec<String>) {
    let (mut messages, mut faults) = (BTreeMap::new(), Vec::new());
    let (Ok(resource) | Err((resource, _))) = parser::parse(text);
    for entry in resource.body {
        match entry {
            Entry::Message(it) => {
                let (id, mut message) = (it.id.name, Message::default());
                it.value.iter().for_each(|it| message.pattern(it));
                if it.value.is_none() || !it.attributes.is_empty() {
                    faults.push(format!("{language}: {id} has attributes, which nothing reads"));
                }
                let kebab = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
                if !id.chars().all(kebab) {
                    faults.push(format!("{language}: {id} is not in kebab-case"));
                }
                if messages.insert(id.to_owned(), message).is_some() {
                    faults.push(format!("{language}: {id} is there twice"));
                }
            }
            Entry::Term(it) => faults.push(format!("{language}: -{} is a term", it.id.name)),
            Entry::Junk { content } => {
                let line = content.lines().next().unwrap_or_default();
                faults.push(format!("{language}: cannot read: {line}"));
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => (),
        }
    }
    (messages, faults)
}

/// Everything wrong with these files; the first is the one the others follow.
fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut all = Vec::new();
    for (language, text) in files {
        let (messages, broken) = read(language, text);
        faults.extend(broken);
        for (id, message) in &messages {
            check_forms(language, id, message, &mut faults);
            check_letters(language, id, message, &mut faults);
        }
        all.push((language, messages));
    }
    let Some(((_, first), others)) = all.split_first() else { return faults };
    for (language, messages) in others {
        for id in first.keys().filter(|it| !messages.contains_key(*it)) {
            faults.push(format!("{language}: {id} is missing"));
        }
        for (id, message) in messages {
            match first.get(id) {
                None => faults.push(format!("{language}: {id} is not in the first file")),
                Some(it) if it.arguments != message.arguments => {
                    let (here, there) = (&message.arguments, &it.arguments);
                    faults.push(format!("{language}: {id} has {here:?} instead of {there:?}"));
                }
                Some(_) => (),
            }
        }
    }
    faults
}

const PLURAL: &[&str] = &["zero", "one", "two", "few", "many"];

fn check_forms(language: &str, id: &str, message: &Message, faults: &mut Vec<String>) {
    let needed: &[&str] = if language == "en" { &["one"] } else { &["one", "few", "many"] };
    for forms in &message.choices {
        let plural = forms.iter().any(|it| PLURAL.contains(&it.as_str()));
        let lacking = |it: &&&str| !forms.contains(**it);
        for form in needed.iter().chain(&["other"]).filter(lacking).filter(|_| plural) {
            faults.push(format!("{language}: {id} has no form for [{form}]"));
        }
    }
}

/// Slips of the keyboard layout: letters of the other language, or of another script inside a word.
fn check_letters(language: &str, id: &str, message: &Message, faults: &mut Vec<String>) {
    let foreign = match language {
        "uk" => "ыэъё",
        "ru" => "іїєґ",
        _ => "",
    };
    for words in &message.words {
        let lower = words.to_lowercase();
        for word in lower.split(|it: char| !it.is_alphabetic()) {
            let cyrillic = word.chars().any(|it| ('\u{400}'..'\u{530}').contains(&it));
            let mixed = cyrillic && word.chars().any(|it| it.is_ascii());
            let strange = word.chars().any(|it| foreign.contains(it));
            if mixed || strange || cyrillic && language == "en" {
                faults.push(format!("{language}: {id} has strange letters in `{word}`"));
            }
        }
    }
}

#[test]
fn all_languages_say_the_same_things() {
    let faults = faults(FILES);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    assert_eq!(FILES.len(), Language::ALL.len());
}

#[test]
fn what_is_wrong_with_a_file_is_seen() {
    let en =
        "a = A { $n ->\n    [one] x { $who }\n   *[other] y\n}\nb = B\nB_b = B\nb = again\n= c\n";
    let uk = "a = А { $n ->\n    [one] и\n   *[other] й\n}\nb = Бa ы { $x }\nz =\n    .title = T\nd = є\n";
    let expected = [
        "en: B_b is not in kebab-case",
        "en: b is there twice",
        "en: cannot read: = c",
        "uk: z has attributes, which nothing reads",
        "uk: a has no form for [few]",
        "uk: a has no form for [many]",
        "uk: b has strange letters in `бa`",
        "uk: b has strange letters in `ы`",
        "uk: B_b is missing",
        "uk: a has {\"n\"} instead of {\"n\", \"who\"}",
        "uk: b has {\"x\"} instead of {}",
        "uk: d is not in the first file",
        "uk: z is not in the first file",
    ];
    assert_eq!(faults(&[("en", en), ("uk", uk)]), expected);
    assert_eq!(faults(&[("ru", "a = є\n")]), ["ru: a has strange letters in `є`"]);
}

fn known() -> BTreeSet<String> {
    read("en", FILES[0].1).0.into_keys().collect()
}

/// Whether a person would read words in this literal: two letters in a row, outside `{…}` and escapes.
fn wordy(literal: &str) -> bool {
    let (mut rest, mut letters) = (literal, 0);
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '\\' if rest.starts_with("\\u{") => rest.find('}').map_or(rest.len(), |it| it + 1),
            '\\' if rest.starts_with("\\x") => 4,
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '{' if rest.starts_with("{{") => 2,
            '{' => rest.find('}').map_or(rest.len(), |it| it + 1),
            it => it.len_utf8(),
        };
        letters = if first.is_alphabetic() { letters + 1 } else { 0 };
        if letters == 2 {
            return true;
        }
        rest = &rest[skipped.min(rest.len())..];
    }
    false
}

/// Words in view code that are not from the catalog.
fn bare_words(source: &str, known: &BTreeSet<String>) -> Vec<Literal> {
    let mut found = source::literals(source);
    // The name of a sentence's argument is for the sentence, not for a person.
    let argument = |it: &Literal| it.before.ends_with(".with(");
    found.retain(|it| wordy(&it.text) && !known.contains(&it.text) && !argument(it));
    found
}

#[test]
fn the_screen_says_nothing_that_cannot_be_translated() {
    let known = known();
    let mut faults = Vec::new();
    for (path, text) in source::under("src/tui/view") {
        for Literal { line, text, .. } in bare_words(source::production(&path, &text), &known) {
            let place = format!("src/tui/view/{path}:{line}");
            faults.push(format!("{place}: {text:?} is not in assets/locales"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn bare_words_are_seen() {
    let known = BTreeSet::from(["time-now".to_owned()]);
    let words =
        |source: &str| bare_words(source, &known).into_iter().map(|it| it.text).collect::<Vec<_>>();
    let fine =
        r#"t("time-now"); format!("{name:>w$} {}{{x}}", "│ ● x"); '\u{2502}'; "\u{2502}\n\x1b[m";"#;
    assert_eq!(words(fine), [""; 0]);
    assert_eq!(
        words(r#"a("Closed"); b("ні"); c("{n} ok"); d("time-later"); // "no""#),
        ["Closed", "ні", "{n} ok", "time-later"]
    );
}

/// Ids in the places where only an id can stand.
fn asked(source: &str) -> impl Iterator<Item = Literal> {
    let places = ["Msg::new(", ".t(", ".count("];
    source::literals(source)
        .into_iter()
        .filter(move |it| places.iter().any(|place| it.before.ends_with(place)))
}

/// Ids in a file where they also stand alone, to be said later.
fn said(source: &str) -> impl Iterator<Item = Literal> {
    let id = |it: &str| {
        let part = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_lowercase());
        it.contains('-') && it.split('-').all(part)
    };
    source::literals(source).into_iter().filter(move |it| id(&it.text))
}

#[test]
fn every_sentence_the_program_asks_for_is_written() {
    let known = known();
    let mut faults = Vec::new();
    for (path, text) in source::files() {
        let source = source::production(&path, &text);
        let alone = path.starts_with(SAYS_ONLY_IDS).then(|| said(source));
        for Literal { line, text, .. } in asked(source).chain(alone.into_iter().flatten()) {
            if !known.contains(&text) {
                faults.push(format!("src/{path}:{line}: {text} is not in assets/locales/en.ftl"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_sentence_written_is_asked_for() {
    let sources = source::files();
    let literals = sources.iter().flat_map(|it| source::literals(source::production(&it.0, &it.1)));
    let used: BTreeSet<String> = literals.map(|it| it.text).collect();
    let built = |id: &str| BUILT.iter().any(|it| id.starts_with(it.0));
    let known = known();
    let ahead = |id: &str| AHEAD.contains(&id);
    let idle = |it: &&String| !used.contains(*it) && !built(it) && !ahead(it);
    let idle: Vec<&String> = known.iter().filter(idle).collect();
    assert!(idle.is_empty(), "nothing says {idle:#?}");
    for id in AHEAD {
        assert!(known.contains(*id) && !used.contains(*id), "{id} is not ahead of the source");
    }
    for (prefix, place) in BUILT {
        assert!(
            known.iter().any(|it| it.starts_with(prefix)),
            "{place} builds nothing from {prefix}"
        );
    }
}

#[test]
fn asking_is_seen_across_lines() {
    let source = "Msg::new(\n    \"a\",\n); x.t(\"b\"); x.count(\"c\", 1); x.tt(\"d\"); say(\"e\"); // .t(\"f\")\n";
    assert_eq!(asked(source).map(|it| it.text).collect::<Vec<_>>(), ["a", "b", "c"]);
    let source =
        "word(\"tag-new\"); if a { \"b-c\" } else { \"d\" }; f(\"e-{f}\", \"-g\", \"%d-%m\")";
    assert_eq!(said(source).map(|it| it.text).collect::<Vec<_>>(), ["tag-new", "b-c"]);
}

#[test]
fn every_sentence_can_be_said_in_every_language() {
    for language in Language::ALL {
        let catalog = Catalog::new(*language);
        for id in known() {
            let said = catalog.t(&id);
            assert!(!said.is_empty() && !said.starts_with('<'), "{language:?} {id}: {said}");
        }
    }
}

/// What is wrong with the words of the actions and places in one language.
fn action_faults(ids: &BTreeSet<String>, catalog: &Catalog) -> Vec<String> {
    let mut faults = Vec::new();
    let limits = [("action-", HELP_CELLS_MAX), ("hint-", HINT_CELLS_MAX)];
    for spec in ACTIONS {
        for (id, (_, most)) in [spec.help, spec.hint].into_iter().zip(limits) {
            let cells = width(&catalog.t(id));
            if !ids.contains(id) {
                faults.push(format!("{id} is missing"));
            } else if most < cells {
                faults.push(format!("{id} has {cells} cells, the most is {most}"));
            }
        }
    }
    for (prefix, _) in limits {
        let rows: BTreeSet<&str> = ACTIONS.iter().flat_map(|it| [it.help, it.hint]).collect();
        let idle = ids.iter().filter(|it| it.starts_with(prefix) && !rows.contains(it.as_str()));
        faults.extend(idle.map(|it| format!("{it} has no row in the table of actions")));
    }
    let titles = Place::ALL.iter().map(|it| it.title()).filter(|it| !ids.contains(*it));
    faults.extend(titles.map(|it| format!("{it} is missing")));
    faults
}

#[test]
fn every_action_and_place_has_its_words() {
    let mut faults = Vec::new();
    for (language, (code, text)) in Language::ALL.iter().zip(FILES) {
        assert_eq!(language.code(), *code);
        let ids: BTreeSet<String> = read(code, text).0.into_keys().collect();
        let found = action_faults(&ids, &Catalog::new(*language));
        faults.extend(found.into_iter().map(|it| format!("{code}: {it}")));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn an_action_without_words_is_seen() {
    let mut ids = known();
    for id in ["action-close", "hint-redo-edit", "place-popup"] {
        assert!(ids.remove(id), "{id}");
    }
    ids.insert("hint-nothing".to_owned());
    let expected = [
        "action-close is missing",
        "hint-redo-edit is missing",
        "hint-nothing has no row in the table of actions",
        "place-popup is missing",
    ];
    assert_eq!(action_faults(&ids, &Catalog::new(Language::En)), expected);
}
