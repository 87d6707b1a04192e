//! Which key asks for which action: the table's own keys, with the user's laid over them.

use std::collections::{BTreeMap, HashMap};

use super::action::{ACTIONS, Action, Place, Spec};
use super::input::{Key, KeyPress, Kind, Mods};

/// A key as settings name it and as the map looks it up, whatever layout it was typed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    key: Key,
    mods: Mods,
}

impl Chord {
    /// Reads `ctrl+o`, `G`, `shift+tab`, `f2`, `enter`; `None` when it names no key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut mods = Mods::NONE;
        let mut rest = text;
        // A "+" at the very end is the key itself.
        while let Some((before, after)) = rest.split_once('+').filter(|it| !it.1.is_empty()) {
            match before.to_ascii_lowercase().as_str() {
                "ctrl" => mods.ctrl = true,
                "alt" => mods.alt = true,
                "shift" => mods.shift = true,
                _ => return None,
            }
            rest = after;
        }
        let key = key_named(rest)?;
        Some(Self { key, mods }.normal())
    }

    /// The chord of a key press; plain letters of a Cyrillic layout stand for the Latin ones on the same keys.
    #[must_use]
    pub fn of(press: &KeyPress) -> Option<Self> {
        if press.kind == Kind::Release || press.mods.sup {
            return None;
        }
        let key = match press.key {
            Key::Char(typed) if press.mods.is_chord() => {
                Key::Char(press.chord_letter().unwrap_or(typed))
            }
            Key::Char(typed) => Key::Char(press.latin().unwrap_or(typed)),
            named => named,
        };
        Some(Self { key, mods: press.mods }.normal())
    }

    /// Whether the key types a character where text is being typed.
    #[must_use]
    pub const fn types(self) -> bool {
        matches!(self.key, Key::Char(_)) && !self.mods.is_chord()
    }

    /// The letter of a chord of Ctrl and a Latin letter, and nothing else held.
    #[must_use]
    pub const fn ctrl_letter(self) -> Option<char> {
        match self.key {
            Key::Char(letter @ 'a'..='z') if self.mods.ctrl && !self.mods.alt => Some(letter),
            _ => None,
        }
    }

    /// The number of a function key with nothing held.
    #[must_use]
    pub const fn function(self) -> Option<u8> {
        match self.key {
            Key::F(number) if !self.mods.is_chord() && !self.mods.shift => Some(number),
            _ => None,
        }
    }

    /// Shift is part of a character already, and chords are told without it by most terminals.
    fn normal(mut self) -> Self {
        if let Key::Char(typed) = self.key {
            if self.mods.is_chord() {
                self.key = Key::Char(typed.to_ascii_lowercase());
            }
            self.mods.shift = false;
        }
        self
    }
}

impl std::fmt::Display for Chord {
    /// As keys are shown: `^O`, `Alt+A`, `F2`, `Enter`, `G`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Mods { shift, alt, ctrl, .. } = self.mods;
        for (held, name) in [(alt, "Alt+"), (shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Char(' ') => f.write_str(if ctrl { "^Space" } else { "Space" }),
            Key::Char(typed) if ctrl => write!(f, "^{}", typed.to_ascii_uppercase()),
            Key::Char(typed) => write!(f, "{typed}"),
            named => {
                if ctrl {
                    f.write_str("Ctrl+")?;
                }
                f.write_str(&name_of(named))
            }
        }
    }
}

const NAMED: [(&str, Key, &str); 15] = [
    ("enter", Key::Enter, "Enter"),
    ("tab", Key::Tab, "Tab"),
    ("backspace", Key::Backspace, "Backspace"),
    ("esc", Key::Esc, "Esc"),
    ("up", Key::Up, "↑"),
    ("down", Key::Down, "↓"),
    ("left", Key::Left, "←"),
    ("right", Key::Right, "→"),
    ("home", Key::Home, "Home"),
    ("end", Key::End, "End"),
    ("pgup", Key::PageUp, "PgUp"),
    ("pgdn", Key::PageDown, "PgDn"),
    ("insert", Key::Insert, "Ins"),
    ("delete", Key::Delete, "Del"),
    ("space", Key::Char(' '), "Space"),
];

fn key_named(text: &str) -> Option<Key> {
    let mut letters = text.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return (only.is_ascii_graphic()).then_some(Key::Char(only));
    }
    let lower = text.to_ascii_lowercase();
    if let Some(number) = lower.strip_prefix('f').and_then(|it| it.parse().ok()) {
        return (1..=24).contains(&number).then_some(Key::F(number));
    }
    NAMED.iter().find(|it| it.0 == lower).map(|it| it.1)
}

fn name_of(key: Key) -> String {
    match key {
        Key::F(number) => format!("F{number}"),
        other => NAMED.iter().find(|it| it.1 == other).map_or_else(String::new, |it| it.2.into()),
    }
}

/// Two actions on one key in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The key, as written.
    pub key: String,
    /// One action's name; where the user's settings can be blamed, the one set there.
    pub action: &'static str,
    /// The other's.
    pub other: &'static str,
}

/// All keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    actions: HashMap<(Place, Chord), Action>,
    keys: BTreeMap<Action, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&BTreeMap::new())
            .unwrap_or_else(|_| Self { actions: HashMap::new(), keys: BTreeMap::new() })
    }
}

impl Keymap {
    /// Lays the user's keys over the table's: a name that is listed has just those keys.
    /// Unknown names and keys are passed over here; the settings' check names them.
    ///
    /// # Errors
    /// Every pair of actions that would share a key in one place.
    pub fn new(own: &BTreeMap<String, Vec<String>>) -> Result<Self, Vec<Clash>> {
        let mut map = Self { actions: HashMap::new(), keys: BTreeMap::new() };
        let mut clashes = Vec::new();
        // The table's keys first, so that a clash is the fault of what the user wrote.
        let (theirs, ours): (Vec<&Spec>, Vec<&Spec>) =
            ACTIONS.iter().partition(|it| own.contains_key(it.name));
        for spec in ours.into_iter().chain(theirs) {
            let texts: Vec<&str> = match own.get(spec.name) {
                Some(keys) => keys.iter().map(String::as_str).collect(),
                None => spec.keys.to_vec(),
            };
            for text in texts {
                let Some(chord) = Chord::parse(text) else { continue };
                if let Some(other) = map.taken(spec.place, chord, spec.action) {
                    let other = other.spec().name;
                    clashes.push(Clash { key: text.to_owned(), action: spec.name, other });
                    continue;
                }
                map.actions.insert((spec.place, chord), spec.action);
                map.keys.entry(spec.action).or_default().push(chord);
            }
        }
        if clashes.is_empty() { Ok(map) } else { Err(clashes) }
    }

    /// What the key asks for in `place`.
    #[must_use]
    pub fn action(&self, place: Place, chord: Chord) -> Option<Action> {
        let places: &[Place] = match place {
            Place::List | Place::Dialog => &[place, Place::Panes, Place::Everywhere],
            Place::Channels | Place::Team => &[place, Place::Popup, Place::Everywhere],
            Place::Everywhere | Place::Panes | Place::Composer | Place::Search | Place::Popup => {
                &[place, Place::Everywhere]
            }
        };
        places.iter().find_map(|it| self.actions.get(&(*it, chord)).copied())
    }

    /// The action's keys, the main one first.
    #[must_use]
    pub fn keys(&self, action: Action) -> &[Chord] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The action's main key as it is shown; empty when it has none.
    #[must_use]
    pub fn main(&self, action: Action) -> String {
        self.keys(action).first().map_or_else(String::new, ToString::to_string)
    }

    fn taken(&self, place: Place, chord: Chord, action: Action) -> Option<Action> {
        Place::ALL
            .into_iter()
            .filter(|it| overlap(*it, place))
            .find_map(|it| self.actions.get(&(it, chord)).copied())
            .filter(|it| *it != action)
    }
}

/// Whether a key could mean two things when it is bound in both places.
const fn overlap(one: Place, other: Place) -> bool {
    match (one, other) {
        (Place::Everywhere, _) | (_, Place::Everywhere) => true,
        (Place::Panes, Place::List | Place::Dialog)
        | (Place::List | Place::Dialog, Place::Panes)
        | (Place::Team, Place::Popup)
        | (Place::Popup, Place::Team) => true,
        _ => one as u8 == other as u8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(lines: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        lines
            .iter()
            .map(|(name, keys)| {
                ((*name).to_owned(), keys.iter().map(|it| (*it).to_owned()).collect())
            })
            .collect()
    }

    fn chord(text: &str) -> Chord {
        Chord::parse(text).unwrap()
    }

    #[test]
    fn no_key_of_the_table_means_two_things_in_one_place() {
        assert_eq!(Keymap::new(&BTreeMap::new()).err(), None);
    }

    #[test]
    fn every_key_of_the_table_is_a_key() {
        for spec in ACTIONS {
            for key in spec.keys {
                assert!(Chord::parse(key).is_some(), "{key} of {}", spec.name);
            }
        }
    }

    #[test]
    fn keys_are_read_and_shown() {
        let shown = |text| chord(text).to_string();
        assert_eq!(shown("ctrl+o"), "^O");
        assert_eq!(shown("shift+tab"), "Shift+Tab");
        assert_eq!(shown("G"), "G");
        assert_eq!(shown("f12"), "F12");
        assert_eq!(shown("ctrl+left"), "Ctrl+←");
        assert_eq!(shown("+"), "+");
        for wrong in ["", "ctrl+", "hyper+x", "enterr", "f99", "щ"] {
            assert_eq!(Chord::parse(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_cyrillic_key_asks_for_what_its_place_on_the_keyboard_asks_for() {
        let map = Keymap::default();
        let press = |typed, mods| Chord::of(&KeyPress::new(Key::Char(typed), mods)).unwrap();
        assert_eq!(map.action(Place::List, press('о', Mods::NONE)), Some(Action::Down));
        assert_eq!(map.action(Place::List, press('П', Mods::NONE)), Some(Action::Last));
        for (typed, action) in [
            ('щ', Action::Close),
            ('й', Action::CloseUnassign),
            ('ь', Action::AssignMe),
            ('и', Action::Unassign),
        ] {
            assert_eq!(map.action(Place::Composer, press(typed, Mods::CTRL)), Some(action));
        }
    }

    #[test]
    fn own_keys_replace_the_table_s() {
        let map = Keymap::new(&own(&[("close", &["ctrl+e", "f9"]), ("line-end", &[])])).unwrap();
        assert_eq!(map.action(Place::List, chord("f9")), Some(Action::Close));
        assert_eq!(map.action(Place::List, chord("ctrl+o")), None);
        assert_eq!(map.main(Action::LineEnd), "End".replace("End", ""));
    }

    #[test]
    fn two_meanings_of_one_key_in_one_place_are_refused() {
        let clashes = Keymap::new(&own(&[("spam", &["u"])])).unwrap_err();
        assert_eq!(clashes, [Clash { key: "u".into(), action: "spam", other: "undo" }]);
        // A list key and one of all panes overlap; a list key and a composer key do not.
        assert!(Keymap::new(&own(&[("down", &["r"])])).is_err());
        assert!(Keymap::new(&own(&[("down", &["ctrl+w"])])).is_ok());
    }
}
