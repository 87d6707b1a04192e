//! README is true: what is made from tables stands there as the tables have it.

use std::fmt::Write as _;

use keydesk::domain::query::GRAMMAR;
use keydesk::i18n::{Catalog, Language};
use keydesk::tui::action::{ACTIONS, Place};
use keydesk::tui::keymap::Keymap;

use crate::pty::reach;

/// Something that is made, between two marks.
type Section = (&'static str, fn() -> String, &'static str);

const SECTIONS: [Section; 4] = [
    ("<!-- filters: made from the grammar -->\n", filters, "<!-- end of filters -->\n"),
    (
        "<!-- commands: made from the help -->\n",
        crate::verbs::printed::commands,
        "<!-- end of commands -->\n",
    ),
    ("<!-- keys: made from the table of actions -->\n", keys, "<!-- end of keys -->\n"),
    (
        "<!-- reach: made from the table the tests measure -->\n",
        reach::markdown,
        "<!-- end of reach -->\n",
    ),
];

/// The language of filters, an example of each word.
fn filters() -> String {
    let catalog = Catalog::new(Language::En);
    let mut text = String::from("\n| for example | what it means |\n| --- | --- |\n");
    for (example, id) in GRAMMAR {
        writeln!(text, "| `{example}` | {} |", catalog.t(id)).unwrap();
    }
    text.push('\n');
    text
}

/// The keys of every place, as tables.
fn keys() -> String {
    let (catalog, keymap) = (Catalog::new(Language::En), Keymap::default());
    let mut text = String::from("\n");
    for place in Place::ALL {
        write!(
            text,
            "**{}**\n\n| key | what it does | name |\n| --- | --- | --- |\n",
            catalog.t(place.title())
        )
        .unwrap();
        for spec in ACTIONS.iter().filter(|it| it.place == place) {
            let keys: Vec<String> =
                keymap.keys(spec.action).iter().map(|it| format!("`{it}`")).collect();
            let keys = keys.join(" ").replace('|', "\\|");
            writeln!(text, "| {keys} | {} | `{}` |", catalog.t(spec.help), spec.name).unwrap();
        }
        text.push('\n');
    }
    text
}

/// To bring README up to date: `UPDATE_README=1 cargo test readme`.
#[test]
fn readme_s_tables_are_the_ones_the_program_and_the_tests_go_by() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let mut wanted = readme.clone();
    for (from, made, to) in SECTIONS {
        let (head, rest) = wanted.split_once(from).expect("the section begins");
        let (_, tail) = rest.split_once(to).expect("the section ends");
        wanted = format!("{head}{from}{}{to}{tail}", made());
    }
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write("README.md", &wanted).unwrap();
    } else {
        assert!(readme == wanted, "README's tables differ: run UPDATE_README=1 cargo test readme");
    }
}
