//! What must not be seen: tokens. They are shown once, when they are made, and kept as hashes.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// What every token begins with, so that one that leaked is recognized as ours.
const PREFIX: &str = "kd_";

/// Random bytes in a token.
const BYTES: usize = 32;

/// A text that no log and no error message ever shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret in; spaces and a line's end around it are none of it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// A new token: `kd_` and 32 random bytes of the system's, in the letters of URLs.
    ///
    /// # Errors
    /// When the system has no random bytes.
    pub fn token() -> std::io::Result<Self> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|it| std::io::Error::other(it.to_string()))?;
        Ok(Self(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// Whether it has the form of a token.
    #[must_use]
    pub fn is_token(&self) -> bool {
        let bytes = self.0.strip_prefix(PREFIX).map(|it| URL_SAFE_NO_PAD.decode(it));
        bytes.is_some_and(|it| it.is_ok_and(|it| it.len() == BYTES))
    }

    /// What is kept of it. A token is 256 random bits, so nobody finds it by trying, however fast a try is: a slow hash
    /// with salt, which words that people choose need, would only cost every request its time.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The secret itself. Whoever calls this shows it once to whom it belongs, or sends it to where it is the key.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("***")
    }
}

/// The SHA-256 of a token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash(pub [u8; 32]);

impl fmt::Debug for TokenHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("TokenHash(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_shown_by_accident() {
        let secret = Secret::new(" kd_abc\n");
        assert_eq!(format!("{secret} {secret:?} {:?}", secret.hash()), "*** *** TokenHash(***)");
        assert_eq!(secret.reveal(), "kd_abc");
    }

    #[test]
    fn tokens_differ_and_are_known_by_their_form() {
        let (one, two) = (Secret::token().unwrap(), Secret::token().unwrap());
        assert!(one != two && one.hash() != two.hash());
        assert!(one.is_token());
        assert_eq!(one.reveal().len(), 46);
        let shorter = &one.reveal()[..45];
        for none in ["", "kd_", shorter, &one.reveal().replace("kd_", "gh_")] {
            assert!(!Secret::new(none).is_token(), "{none}");
        }
    }

    #[test]
    fn the_hash_is_the_one_that_everybody_computes() {
        let hex: String =
            Secret::new("abc").hash().0.iter().map(|it| format!("{it:02x}")).collect();
        // FIPS 180-2, appendix B.1.
        assert_eq!(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
