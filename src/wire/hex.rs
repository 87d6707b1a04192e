//! Numbers that are too large for JSON's, as hexadecimal digits.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::{ObjectBuilder, RefOr, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::ContentHash;

macro_rules! hex {
    ($(#[doc = $doc:literal])+ $name:ident, $number:ty, $digits:literal, $pattern:literal) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub $number);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{:0width$x}", self.0, width = $digits)
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                // Rust also takes a sign, and fewer digits.
                let fits = text.len() == $digits && text.bytes().all(|it| it.is_ascii_hexdigit());
                let number = fits.then(|| <$number>::from_str_radix(text, 16).ok()).flatten();
                number.map(Self).ok_or_else(|| format!("{} hexadecimal digits are wanted", $digits))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Cow::<'de, str>::deserialize(from)?.parse().map_err(D::Error::custom)
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let text = ObjectBuilder::new().schema_type(Type::String).pattern(Some($pattern));
                text.description(Some(concat!($($doc),+).trim())).into()
            }
        }

        impl ToSchema for $name {}
    };
}

hex! {
    /// A number of 128 bits as 32 hexadecimal digits: the name of an op, a batch or a desk.
    Hex128, u128, 32, "^[0-9a-fA-F]{32}$"
}

/// A SHA-256 as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash256(pub ContentHash);

impl Serialize for Hash256 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Hash256 {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let hash = ContentHash::from_hex(&Cow::<'de, str>::deserialize(from)?);
        hash.map(Self).ok_or_else(|| D::Error::custom("64 hexadecimal digits are wanted"))
    }
}

impl PartialSchema for Hash256 {
    fn schema() -> RefOr<Schema> {
        let text = ObjectBuilder::new().schema_type(Type::String);
        text.pattern(Some("^[0-9a-f]{64}$")).into()
    }
}

impl ToSchema for Hash256 {}

hex! {
    /// A number of 64 bits as 16 hexadecimal digits.
    Hex64, u64, 16, "^[0-9a-fA-F]{16}$"
}
