//! A line into terms, each with the words that say it again tomorrow.

use super::fault::Fault;
use super::lex::lex;
use super::read::read;
use super::{Names, print_one};
use crate::domain::term::{Term, When};

/// The terms of `line` as [`parse`](super::parse) gives them, each with the words that say it: as they are printed, but for
/// a day, which stays as it was typed, because `today` is another one tomorrow.
///
/// # Errors
/// The first thing that is wrong, and where.
pub fn parse_typed(line: &str, names: &Names<'_>) -> Result<Vec<(Term, String)>, Fault> {
    let mut all: Vec<(Term, String)> = Vec::new();
    for token in lex(line) {
        let typed = &line[token.range.clone()];
        for term in read(line, token.clone(), names)? {
            let day = matches!(term, Term::After(When::At(_)) | Term::Before(When::At(_)));
            let words = if day { typed.to_owned() } else { print_one(&term, names) };
            all.retain(|it| !term.replaces(&it.0));
            all.push((term, words));
        }
    }
    Ok(all)
}
