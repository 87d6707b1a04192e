//! Brings what is in the files of a reply to the hub, from wherever an earlier try was cut off.

use std::io::{self, Read as _, Seek as _, SeekFrom};

use tokio::task::spawn_blocking;

use crate::domain::ContentHash;
use crate::store::Blobs;

/// So much is sent at once, in bytes: also a slow line brings that much within the time for an answer.
pub const PIECE: u64 = 1 << 20;
/// So often the hub may have no more than before.
const TRIES: u32 = 5;

/// A content that is to be brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bringing {
    /// What is in it.
    pub hash: ContentHash,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Where contents are brought.
pub trait Sink {
    /// Why it is not taken.
    type Error;
    /// Sends the next piece, or asks how much is there by sending none; tells that, and whether it is whole.
    fn put(
        &self,
        what: &Bringing,
        from: u64,
        piece: Vec<u8>,
    ) -> impl Future<Output = Result<(u64, bool), Self::Error>>;
}

/// Why a content was not brought. What is there is kept for the next try.
#[derive(Debug)]
pub enum NotBrought<E> {
    /// The hub does not take it, or does not answer.
    Hub(E),
    /// The hub takes it and never has it.
    NoEnd,
    /// It is not here, or not as long as it is to be.
    NotHere,
    /// It cannot be read here.
    Disk(io::Error),
}

/// Brings a content. `told` is called with the bytes that are there, each time there are more.
///
/// # Errors
/// Why it is not there.
pub async fn bring<S: Sink>(
    sink: &S,
    blobs: &Blobs,
    what: Bringing,
    mut told: impl FnMut(u64),
) -> Result<(), NotBrought<S::Error>> {
    // What is long may be there in part: it is asked for first.
    let (mut have, mut ask, mut tries) = (0, what.bytes > PIECE, 0);
    loop {
        let piece = if ask { Vec::new() } else { read(blobs, what, have).await? };
        let (there, whole) = sink.put(&what, have, piece).await.map_err(NotBrought::Hub)?;
        if whole {
            return Ok(());
        }
        let there = there.min(what.bytes);
        tries = if there > have || ask { 0 } else { tries + 1 };
        if tries == TRIES {
            return Err(NotBrought::NoEnd);
        }
        (have, ask) = (there, false);
        told(have);
    }
}

/// The next piece from a byte on.
async fn read<E>(blobs: &Blobs, what: Bringing, from: u64) -> Result<Vec<u8>, NotBrought<E>> {
    let blobs = blobs.clone();
    let read = spawn_blocking(move || {
        let Some(mut file) = blobs.open(what.hash)? else { return Ok(None) };
        if file.metadata()?.len() != what.bytes {
            return Ok(None);
        }
        file.seek(SeekFrom::Start(from))?;
        let mut piece = Vec::new();
        file.take(PIECE).read_to_end(&mut piece)?;
        Ok(Some(piece))
    });
    match read.await.unwrap_or_else(|it| Err(io::Error::other(it))) {
        Ok(Some(piece)) => Ok(piece),
        Ok(None) => Err(NotBrought::NotHere),
        Err(error) => Err(NotBrought::Disk(error)),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// A hub that forgets, is cut off or takes nothing, as it is told.
    #[derive(Default)]
    struct Hub {
        has: RefCell<Vec<u8>>,
        /// How many of the next requests are cut in their middle.
        cuts: RefCell<u32>,
        deaf: bool,
        asked: RefCell<Vec<(u64, usize)>>,
    }

    impl Sink for Hub {
        type Error = &'static str;

        async fn put(
            &self,
            what: &Bringing,
            from: u64,
            piece: Vec<u8>,
        ) -> Result<(u64, bool), &'static str> {
            self.asked.borrow_mut().push((from, piece.len()));
            let mut has = self.has.borrow_mut();
            if from == has.len() as u64 && !self.deaf {
                let cut = !piece.is_empty() && *self.cuts.borrow() > 0;
                has.extend_from_slice(&piece[..if cut { piece.len() / 2 } else { piece.len() }]);
                if cut {
                    *self.cuts.borrow_mut() -= 1;
                    return Err("cut");
                }
            }
            let have = has.len() as u64;
            Ok((have, have == what.bytes && !self.deaf))
        }
    }

    struct House {
        _dir: tempfile::TempDir,
        blobs: Blobs,
        content: Vec<u8>,
        what: Bringing,
    }

    fn house(length: u32) -> House {
        let content: Vec<u8> = (0..length).map(|it| (it % 251) as u8).collect();
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::beside(dir.path());
        let (hash, bytes) = blobs.put(&mut &content[..]).unwrap();
        House { _dir: dir, blobs, content, what: Bringing { hash, bytes } }
    }

    #[tokio::test]
    async fn a_short_one_is_one_request_and_an_empty_one_too() {
        for length in [0, 7] {
            let (house, hub) = (house(length), Hub::default());
            bring(&hub, &house.blobs, house.what, |_| ()).await.unwrap();
            assert_eq!(*hub.asked.borrow(), [(0, length as usize)]);
            assert_eq!(*hub.has.borrow(), house.content);
        }
    }

    #[tokio::test]
    async fn a_long_one_that_was_cut_goes_on_where_the_hub_has_come_to() {
        let (house, hub) = (house(3 << 20), Hub::default());
        *hub.cuts.borrow_mut() = 1;
        let first = bring(&hub, &house.blobs, house.what, |_| ()).await;
        assert!(matches!(first, Err(NotBrought::Hub("cut"))));
        hub.asked.borrow_mut().clear();
        let mut told = Vec::new();
        bring(&hub, &house.blobs, house.what, |it| told.push(it)).await.unwrap();
        assert_eq!(*hub.has.borrow(), house.content);
        assert_eq!(hub.asked.borrow()[..2], [(0, 0), (1 << 19, 1 << 20)]);
        assert!(told.is_sorted() && told[0] == 1 << 19);
    }

    #[tokio::test]
    async fn a_hub_that_never_has_it_is_not_sent_it_for_ever() {
        let (house, hub) = (house(9), Hub { deaf: true, ..Hub::default() });
        let brought = bring(&hub, &house.blobs, house.what, |_| ()).await;
        assert!(matches!(brought, Err(NotBrought::NoEnd)));
        assert_eq!(hub.asked.borrow().len(), TRIES as usize);
    }

    #[tokio::test]
    async fn what_is_not_here_or_is_something_else_is_not_brought() {
        let (house, hub) = (house(9), Hub::default());
        for wrong in [
            Bringing { hash: ContentHash([1; 32]), ..house.what },
            Bringing { bytes: 8, ..house.what },
        ] {
            let brought = bring(&hub, &house.blobs, wrong, |_| ()).await;
            assert!(matches!(brought, Err(NotBrought::NotHere)));
        }
        assert!(hub.asked.borrow().is_empty());
    }
}
