//! A place in a snapshot, as a text that can stand in a URL. Whoever gets one gives it back as it is.

use std::fmt::Write as _;

use crate::domain::Bucket;
use crate::store::Place;
use crate::store::far::SnapshotPlace;

/// A place in a snapshot as text: the heap, and behind which dialog on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceText(pub String);

/// The text is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongPlace;

const WORDS: [(Bucket, &str); 4] = [
    (Bucket::Open, "open"),
    (Bucket::Snoozed, "snoozed"),
    (Bucket::Closed, "closed"),
    (Bucket::Spam, "spam"),
];

impl From<SnapshotPlace> for PlaceText {
    fn from(place: SnapshotPlace) -> Self {
        let word = WORDS.iter().find(|it| it.0 == place.bucket).map_or("", |it| it.1);
        let mut text = word.to_owned();
        if let Some(Place { heap, key, tie }) = place.behind {
            let _ = write!(text, "~{heap}~{key}~{tie}");
        }
        Self(text)
    }
}

impl TryFrom<PlaceText> for SnapshotPlace {
    type Error = WrongPlace;

    fn try_from(PlaceText(text): PlaceText) -> Result<Self, WrongPlace> {
        let mut parts = text.split('~');
        let word = parts.next().unwrap_or_default();
        let (bucket, _) = *WORDS.iter().find(|it| it.1 == word).ok_or(WrongPlace)?;
        let numbers: Result<Vec<i64>, _> = parts.map(str::parse).collect();
        match numbers.map_err(|_| WrongPlace)?[..] {
            [] => Ok(Self { bucket, behind: None }),
            [heap, key, tie] => Ok(Self { bucket, behind: Some(Place { heap, key, tie }) }),
            _ => Err(WrongPlace),
        }
    }
}
