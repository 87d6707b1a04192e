//! The settings with everything checked that the screen knows about them: actions, keys, and keys taken twice.

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::{Config, ConfigError, Fault, Paths, Wrong};
use crate::tui::action::ACTIONS;
use crate::tui::keymap::{Chord, Clash, Keymap};

/// Reads the settings of these places and the keys they make. All faults of a file are found in one go; those of a
/// file that profiles share come first, because everything else is laid over it.
pub(super) fn read(paths: &Paths, must_exist: bool) -> Result<(Config, Keymap), ConfigError> {
    if let Some(shared) = &paths.shared_config_file {
        alone(shared, false)?;
        let config = Config::find(paths, must_exist);
        return keyed(&paths.config_file, config);
    }
    alone(&paths.config_file, must_exist)
}

fn alone(file: &Path, must_exist: bool) -> Result<(Config, Keymap), ConfigError> {
    keyed(file, Config::read(file, must_exist))
}

fn keyed(
    file: &Path,
    config: Result<Config, ConfigError>,
) -> Result<(Config, Keymap), ConfigError> {
    match config {
        Ok(config) => {
            let keymap = check(&config)?;
            Ok((config, keymap))
        }
        Err(error) => Err(with_keys(file, error)),
    }
}

/// Adds what is wrong with the keys to what is wrong with the rest, so that both are mended in one go.
fn with_keys(file: &Path, error: ConfigError) -> ConfigError {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let keys = Config::parse(&only_keys(&text), file).map(|it| check(&it));
    match (error, keys) {
        (ConfigError::Faulty { file, mut faults }, Ok(Err(more))) => {
            faults.extend_from_slice(more.faults());
            ConfigError::faulty(&file, faults)
        }
        (error, _) => error,
    }
}

/// The lines of the table of keys where they stand, and nothing on the other lines.
fn only_keys(text: &str) -> String {
    let mut inside = false;
    let mut keys = String::with_capacity(text.len());
    for line in text.lines() {
        if line.trim_start().starts_with('[') {
            inside = line.trim() == "[keys]";
        }
        keys.push_str(if inside { line } else { "" });
        keys.push('\n');
    }
    keys
}

fn check(config: &Config) -> Result<Keymap, ConfigError> {
    let names: Vec<&str> = ACTIONS.iter().map(|it| it.name).collect();
    let unknown = config.check_keys(&names, |it| Chord::parse(it).is_some());
    let own: BTreeMap<String, Vec<String>> = config
        .keys
        .iter()
        .map(|(action, binding)| (action.clone(), binding.texts().map(str::to_owned).collect()))
        .collect();
    match (unknown, Keymap::new(&own)) {
        (Ok(()), Ok(keymap)) => Ok(keymap),
        (Err(error), Ok(_)) => Err(error),
        (unknown, Err(clashes)) => {
            let mut faults = unknown.map_or_else(|it| it.faults().to_vec(), |()| Vec::new());
            faults.extend(clashes.into_iter().map(|it| taken(config, it)));
            Err(ConfigError::faulty(config.file(), faults))
        }
    }
}

/// A key that means two things, at the place where the user wrote it.
fn taken(config: &Config, clash: Clash) -> Fault {
    let keys = config.keys.get(clash.action).map(|it| it.keys.as_slice()).unwrap_or_default();
    let at = keys.iter().find(|it| it.0 == clash.key).map(|it| it.1);
    // The table's own keys are at peace with each other, by test; so somebody wrote it.
    let at = at.unwrap_or(crate::config::Place { line: 1, column: 1 });
    let Clash { key, action, other } = clash;
    Fault::new(at, Wrong::KeyTaken { key, action: action.into(), other: other.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> String {
        let config = Config::parse(text, Path::new("own.toml")).unwrap();
        check(&config).unwrap_err().to_string()
    }

    #[test]
    fn one_key_may_not_mean_two_things_in_one_place() {
        assert_eq!(
            faults("[keys]\nspam = ['j', 'u']\nsnoz = ['z']\nmenu = ['hyper+x']\n")
                .lines()
                .map(|it| it.split(';').next().unwrap())
                .collect::<Vec<_>>(),
            [
                "own.toml:2:9: `j` is the key of `down` already, and cannot be that of `spam` too",
                "own.toml:2:14: `u` is the key of `undo` already, and cannot be that of `spam` too",
                "own.toml:3:1: there is no action `snoz`",
                "own.toml:4:9: `hyper+x` is not a key (for the action `menu`)",
            ]
        );
    }

    #[test]
    fn mistakes_in_the_keys_are_named_beside_all_others() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("own.toml");
        std::fs::write(&file, "languag = 'uk'\n[keys]\nspam = ['u']\n[ui]\nrows = 'three'\n")
            .unwrap();
        let Err(error) = alone(&file, true) else { panic!() };
        let lines: Vec<usize> = error.faults().iter().map(|it| it.at.line).collect();
        assert_eq!(lines, [1, 3, 5]);
    }

    #[test]
    fn what_the_example_suggests_can_be_done() {
        let lines = crate::config::EXAMPLE.lines().filter_map(|it| it.strip_prefix("# "));
        let keys: Vec<&str> =
            lines.filter(|it| it.contains(" = [") && !it.starts_with(' ')).collect();
        assert_eq!(keys.len(), 3);
        let text = format!("[keys]\n{}\n", keys.join("\n"));
        check(&Config::parse(&text, Path::new("own.toml")).unwrap()).unwrap();
    }
}
