//! What a profile takes over from the plain settings: habits, but nothing that says whose desk it is.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::place::Place;
use super::{Binding, syntax};

/// What each profile says for itself: where its desk is, who sits at it, and which of its own views it begins with.
const OWN: &[&str] = &["store", "hub", "agent"];
const OWN_OF_UI: &str = "start_view";

/// The plain settings without what belongs to their own desk. They have been checked.
pub(super) fn shared(text: &str) -> DeTable<'_> {
    let (mut table, _) = syntax::parse(text);
    for name in OWN {
        table.remove(*name);
    }
    if let Some(DeValue::Table(ui)) = table.get_mut("ui").map(Spanned::get_mut) {
        ui.remove(OWN_OF_UI);
    }
    table
}

/// The keys of the plain settings. Where a profile makes them wrong, it is the profile's keys that are pointed at.
pub(super) fn keys(
    mut keys: BTreeMap<String, Binding>,
    own: &DeTable<'_>,
    text: &str,
) -> BTreeMap<String, Binding> {
    let at = own.get_key_value("keys").map_or(0, |it| it.0.span().start);
    let at = Place::of(text, at);
    for binding in keys.values_mut() {
        binding.at = at;
        binding.keys.iter_mut().for_each(|it| it.1 = at);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::super::{Config, ConfigError, Rows, Store, ThemeChoice};

    fn over(shared: &str, own: &str) -> Result<Config, ConfigError> {
        let dir = tempfile::tempdir().unwrap();
        let (below, above) = (dir.path().join("plain.toml"), dir.path().join("own.toml"));
        std::fs::write(&below, shared).unwrap();
        std::fs::write(&above, own).unwrap();
        Config::read_over(&below, &above, true)
    }

    #[test]
    fn habits_are_shared_and_the_profile_s_own_lines_come_first() {
        let shared = "ui.theme = 'dark'\nui.rows = 'one'\n[keys]\nspam = ['f5']\nclose = ['f6']\n";
        let config = over(shared, "ui.rows = 'two'\n[keys]\nclose = ['f7']\n").unwrap();
        assert_eq!((config.ui.theme, config.ui.rows), (ThemeChoice::Dark, Rows::Two));
        let keys = |name: &str| config.keys[name].texts().collect::<Vec<_>>();
        assert_eq!((keys("spam"), keys("close")), (vec!["f5"], vec!["f7"]));
    }

    #[test]
    fn whose_desk_it_is_is_never_shared() {
        let shared = "store = 'hub'\nhub.url = 'unix:///a.sock'\nagent.name = 'Anna'\nui.start_view = 'Mine'\n";
        let config = over(shared, "").unwrap();
        assert_eq!((config.store, config.hub.address()), (Store::Local, None));
        assert_eq!((config.agent.name.as_str(), config.ui.start_view.as_str()), ("", "waiting"));
        // A hub of its own needs an address of its own.
        assert!(over(shared, "store = 'hub'").is_err());
        assert_eq!(over(shared, "hub.url = 'unix:///b.sock'").unwrap().hub.url, "unix:///b.sock");
    }

    #[test]
    fn mistakes_are_told_of_the_file_they_are_in() {
        let said = |shared: &str, own: &str| over(shared, own).unwrap_err().to_string();
        let shared = said("ui.theme = 'pink'\n", "language = 'xx'\n");
        assert!(shared.contains("plain.toml:1:12: `ui.theme`"), "{shared}");
        let own = said("\n\nui.theme = 'dark'\n", "language = 'xx'\n");
        assert!(own.contains("own.toml:1:12: `language`"), "{own}");
        // What is wrong only together stands where the profile says so.
        let both = said("wait.warn_minutes = 50\n", "\nwait.alarm_minutes = 20\n");
        assert!(both.contains("own.toml:2:22: the alarm"), "{both}");
        let config = over("[keys]\nnonsense = ['f5']\n", "\n[keys]\n").unwrap();
        let said = config.check_keys(&["close"], |_| true).unwrap_err().to_string();
        assert!(said.contains("own.toml:2:2: there is no action `nonsense`"), "{said}");
    }
}
