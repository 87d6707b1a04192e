//! A few quick replies to begin with.

use std::path::Path;

use super::phrases::Phrases;

const ALL: [(&str, &str); 3] = [
    ("en", include_str!("../../../assets/replies/en.toml")),
    ("uk", include_str!("../../../assets/replies/uk.toml")),
    ("ru", include_str!("../../../assets/replies/ru.toml")),
];

/// A few quick replies in a language, by its two letters; English ones where there are none in it.
#[must_use]
pub fn examples(language: &str) -> Phrases {
    let text = ALL.iter().find(|it| it.0 == language).unwrap_or(&ALL[0]).1;
    Phrases::parse(Path::new(""), text).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_can_be_read_and_found_by_its_shortcut() {
        for (language, text) in ALL {
            let (phrases, faults) = Phrases::parse(Path::new(language), text);
            assert_eq!(faults, [], "{language}");
            assert_eq!(phrases.all.len(), 4);
            assert!(phrases.all.iter().all(|it| it.shortcut.is_some()));
            assert!(phrases.all.iter().any(super::super::Phrase::asks));
            assert_eq!(examples(language), Phrases::parse(Path::new(""), text).0);
        }
        assert_eq!(examples("de"), examples("en"));
    }
}
