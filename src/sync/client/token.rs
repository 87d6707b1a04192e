//! The secret by which a hub knows who asks.

use std::fmt;

/// The most letters of one.
const LETTERS_MAX: usize = 200;

/// A token. It is never shown: not in a log, not in an error, not by `{:?}`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// The text cannot be a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoToken;

impl Token {
    /// The token in a text, with whatever space stands around it.
    ///
    /// # Errors
    /// When there is none, or something that cannot stand in a request.
    pub fn parse(text: &str) -> Result<Self, NoToken> {
        let text = text.trim();
        let plain = text.bytes().all(|it| it.is_ascii_graphic());
        let fits = !text.is_empty() && text.len() <= LETTERS_MAX && plain;
        if fits { Ok(Self(text.to_owned())) } else { Err(NoToken) }
    }

    /// What is sent, or kept in a file that only its owner reads. Nothing else may be done with it.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_with_space_around_it_and_never_shown() {
        let token = Token::parse(" kd_abc123\n").unwrap();
        assert_eq!(token.secret(), "kd_abc123");
        assert_eq!(format!("{token:?} {:?}", Some(&token)), "Token(…) Some(Token(…))");
    }

    #[test]
    fn what_could_break_out_of_a_request_is_no_token() {
        for wrong in ["", "  ", "kd_a b", "kd_a\r\nHost: x", "kd_ключ", &"k".repeat(201)] {
            assert_eq!(Token::parse(wrong), Err(NoToken), "{wrong}");
        }
    }
}
