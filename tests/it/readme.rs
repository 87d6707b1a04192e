//! README is true: what is made from tables stands there as the tables have it.

use std::fmt::Write as _;

use keydesk::i18n::{Catalog, Language};
use keydesk::tui::action::{ACTIONS, Place};
use keydesk::tui::keymap::Keymap;

const FROM: &str = "<!-- keys: made from the table of actions -->\n";
const TO: &str = "<!-- end of keys -->\n";

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
fn readme_s_keys_are_the_table_s() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let (head, rest) = readme.split_once(FROM).expect("the keys' section begins");
    let (_, tail) = rest.split_once(TO).expect("the keys' section ends");
    let wanted = format!("{head}{FROM}{}{TO}{tail}", keys());
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write("README.md", &wanted).unwrap();
    } else {
        assert!(readme == wanted, "README's keys differ: run UPDATE_README=1 cargo test readme");
    }
}
