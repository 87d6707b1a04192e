//! The right word nearest to a wrong one.

/// How alike two words must be for a suggestion to help more than it puzzles.
const LIKENESS_MIN: f64 = 0.8;

/// The one of `known` most like `wrong`, if any is like it at all.
#[must_use]
pub fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let wrong = folded(wrong);
    known
        .iter()
        .map(|it| (likeness(&wrong, &folded(it)), *it))
        .filter(|it| LIKENESS_MIN <= it.0)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|it| it.1)
}

fn likeness(wrong: &str, right: &str) -> f64 {
    let likeness = strsim::jaro_winkler(wrong, right);
    // In a word of two letters one slip is half of it, and still a slip.
    let slip = wrong.len() > 1 && strsim::osa_distance(wrong, right) == 1;
    if slip { likeness.max(LIKENESS_MIN) } else { likeness }
}

/// Without what people mix up anyhow: case, and the stroke between two words.
fn folded(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_find_their_word_and_strangers_find_none() {
        let known = ["theme", "rows", "preview", "preview_delay_ms", "alarm_minutes", "ui"];
        for (wrong, right) in [
            ("them", Some("theme")),
            ("tehme", Some("theme")),
            ("Theme", Some("theme")),
            ("preview-delay-ms", Some("preview_delay_ms")),
            ("alarm", Some("alarm_minutes")),
            ("iu", Some("ui")),
            ("mouse", None),
            ("i", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, &known), right, "{wrong}");
        }
    }
}
