//! Fetches what is in customers' files, from wherever an earlier try was cut off, into the replica's own folder.
//!
//! What is asked for is known by its hash, and only what has that hash is kept. Nothing that a hub says becomes a name on
//! this disk, and no more is written than the file is long.

use std::io;
use std::pin::Pin;

use futures_util::{Stream, StreamExt as _};
use hyper::body::Bytes;
use tokio::task::spawn_blocking;

use crate::domain::{ContentHash, MessageId};
use crate::store::{Blobs, Part};

/// How often a connection may be cut before anything has come over it.
const CUTS: u32 = 3;

/// A file that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The message it hangs on.
    pub message: MessageId,
    /// Its place among the message's files, from 0.
    pub place: usize,
    /// What is in it.
    pub hash: ContentHash,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What comes of a file, piece by piece. An error: the connection was cut.
pub type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>>>>;

/// A file on its way.
pub struct Coming {
    /// The first byte of what comes: the one that was asked for, or 0 when the hub tells the whole.
    pub from: u64,
    /// What comes.
    pub pieces: Pieces,
}

impl std::fmt::Debug for Coming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Coming").field("from", &self.from).finish_non_exhaustive()
    }
}

/// Where files come from.
pub trait Source {
    /// Why there is nothing to be had.
    type Error;
    /// Whether another try is of any use.
    fn again(error: &Self::Error) -> bool;
    /// Opens a file from a byte on, if it is still the same.
    fn open(&self, wanted: &Wanted, from: u64)
    -> impl Future<Output = Result<Coming, Self::Error>>;
}

/// Why a file was not fetched. What has come is kept for the next try, but for what was wrong.
#[derive(Debug)]
pub enum NotFetched<E> {
    /// The hub does not give it.
    Hub(E),
    /// The connection was cut again and again.
    Cut(io::Error),
    /// What came is not what was told of.
    Wrong,
    /// Somebody else is fetching it.
    Taken,
    /// It cannot be written here.
    Disk(io::Error),
}

/// Fetches a file, if it is not here yet. `told` is called with the bytes that are here, each time there are more.
///
/// # Errors
/// Why it is not here.
pub async fn fetch<S: Source>(
    source: &S,
    blobs: &Blobs,
    wanted: &Wanted,
    mut told: impl FnMut(u64),
) -> Result<(), NotFetched<S::Error>> {
    if blobs.open(wanted.hash).map_err(NotFetched::Disk)?.is_some() {
        return Ok(());
    }
    let mut part = blobs.fetch(wanted.hash).map_err(|error| match error.kind() {
        io::ErrorKind::WouldBlock => NotFetched::Taken,
        _ => NotFetched::Disk(error),
    })?;
    if part.length() > wanted.bytes {
        part.restart().map_err(NotFetched::Disk)?;
    }
    let mut cuts = 0;
    while part.length() < wanted.bytes {
        let before = part.length();
        let cut = match source.open(wanted, before).await {
            Ok(coming) => take(&mut part, coming, wanted.bytes, &mut told).await?,
            Err(error) if S::again(&error) && cuts + 1 < CUTS => {
                cuts += 1;
                continue;
            }
            Err(error) => return Err(NotFetched::Hub(error)),
        };
        // A connection that brought something was worth it, and so is the next.
        cuts = if part.length() > before { 0 } else { cuts + 1 };
        if cuts == CUTS {
            return Err(NotFetched::Cut(
                cut.unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into()),
            ));
        }
    }
    // The whole is read once more.
    let finished = spawn_blocking(move || part.finish()).await;
    match finished.unwrap_or_else(|it| Err(io::Error::other(it))) {
        Ok(true) => Ok(()),
        Ok(false) => Err(NotFetched::Wrong),
        Err(error) => Err(NotFetched::Disk(error)),
    }
}

/// Writes down what comes until it ends; tells why it was cut, if it was.
async fn take<E>(
    part: &mut Part,
    mut coming: Coming,
    bytes: u64,
    told: &mut impl FnMut(u64),
) -> Result<Option<io::Error>, NotFetched<E>> {
    if coming.from != part.length() {
        // The whole is told, or something that nobody has asked for.
        part.restart().map_err(NotFetched::Disk)?;
        if coming.from != 0 {
            return Err(NotFetched::Wrong);
        }
    }
    while let Some(piece) = coming.pieces.next().await {
        let piece = match piece {
            Ok(piece) => piece,
            Err(error) => return Ok(Some(error)),
        };
        if part.length() + piece.len() as u64 > bytes {
            part.restart().map_err(NotFetched::Disk)?;
            return Err(NotFetched::Wrong);
        }
        part.add(&piece).map_err(NotFetched::Disk)?;
        told(part.length());
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::Read as _;

    use futures_util::stream;

    use super::*;

    /// A hub that has one file, and says of each try how it ends.
    struct Hub {
        content: Vec<u8>,
        /// After how many bytes each connection is cut; the last one holds on.
        cuts: RefCell<Vec<Option<usize>>>,
        /// Whether it goes on where it is asked to.
        ranges: bool,
        asked: RefCell<Vec<u64>>,
    }

    impl Source for Hub {
        type Error = &'static str;

        fn again(error: &&'static str) -> bool {
            *error == "unreachable"
        }

        async fn open(&self, _: &Wanted, from: u64) -> Result<Coming, &'static str> {
            self.asked.borrow_mut().push(from);
            let mut cuts = self.cuts.borrow_mut();
            let cut = if cuts.is_empty() { None } else { cuts.remove(0) };
            if cut == Some(usize::MAX) {
                return Err("unreachable");
            }
            let from = if self.ranges { from } else { 0 };
            let rest = &self.content[from as usize..];
            let sent = &rest[..cut.unwrap_or(rest.len()).min(rest.len())];
            let mut pieces: Vec<io::Result<Bytes>> =
                sent.chunks(7).map(|it| Ok(Bytes::copy_from_slice(it))).collect();
            if cut.is_some() {
                pieces.push(Err(io::ErrorKind::ConnectionReset.into()));
            }
            Ok(Coming { from, pieces: Box::pin(stream::iter(pieces)) })
        }
    }

    struct House {
        dir: tempfile::TempDir,
        blobs: Blobs,
        content: Vec<u8>,
        wanted: Wanted,
    }

    impl House {
        fn new() -> Self {
            let content: Vec<u8> = (0..1000_u32).map(|it| (it % 251) as u8).collect();
            let dir = tempfile::tempdir().unwrap();
            let elsewhere = tempfile::tempdir().unwrap();
            let (hash, bytes) = Blobs::beside(elsewhere.path()).put(&mut &content[..]).unwrap();
            let wanted = Wanted { message: MessageId(1), place: 0, hash, bytes };
            Self { blobs: Blobs::beside(dir.path()), dir, content, wanted }
        }

        fn hub(&self, cuts: &[Option<usize>]) -> Hub {
            let (cuts, asked) = (RefCell::new(cuts.to_vec()), RefCell::default());
            Hub { content: self.content.clone(), cuts, ranges: true, asked }
        }

        async fn fetch(&self, hub: &Hub) -> Result<(), NotFetched<&'static str>> {
            fetch(hub, &self.blobs, &self.wanted, |_| ()).await
        }

        fn kept(&self) -> Option<Vec<u8>> {
            let mut bytes = Vec::new();
            self.blobs.open(self.wanted.hash).unwrap()?.read_to_end(&mut bytes).unwrap();
            Some(bytes)
        }
    }

    #[tokio::test]
    async fn a_file_that_is_cut_in_the_middle_goes_on_there() {
        let house = House::new();
        let hub = house.hub(&[Some(300), Some(0), Some(usize::MAX), Some(400)]);
        let mut here = Vec::new();
        fetch(&hub, &house.blobs, &house.wanted, |it| here.push(it)).await.unwrap();
        assert_eq!(*hub.asked.borrow(), [0, 300, 300, 300, 700]);
        assert!(here.is_sorted() && here.last() == Some(&1000));
        assert_eq!(house.kept().as_ref(), Some(&house.content));
        house.fetch(&hub).await.unwrap();
        assert_eq!(hub.asked.borrow().len(), 5, "what is here is not asked for");
    }

    #[tokio::test]
    async fn who_gives_up_goes_on_the_next_time() {
        let house = House::new();
        let hub = house.hub(&[Some(300), Some(0), Some(0), Some(0)]);
        assert!(matches!(house.fetch(&hub).await, Err(NotFetched::Cut(_))));
        assert_eq!(house.kept(), None, "a part is no file");
        house.fetch(&hub).await.unwrap();
        assert_eq!(hub.asked.borrow().last(), Some(&300));
        assert_eq!(house.kept().as_ref(), Some(&house.content));
    }

    #[tokio::test]
    async fn a_hub_that_knows_no_ranges_is_heard_from_the_beginning() {
        let house = House::new();
        let hub = Hub { ranges: false, ..house.hub(&[Some(300)]) };
        house.fetch(&hub).await.unwrap();
        assert_eq!(house.kept().as_ref(), Some(&house.content));
    }

    #[tokio::test]
    async fn what_is_not_what_was_told_of_is_thrown_away() {
        let house = House::new();
        let mut other = house.content.clone();
        other[500] ^= 1;
        let hub = Hub { content: other, ..house.hub(&[]) };
        assert!(matches!(house.fetch(&hub).await, Err(NotFetched::Wrong)));
        assert_eq!(house.kept(), None);
        let hub = house.hub(&[]);
        house.fetch(&hub).await.unwrap();
        assert_eq!(*hub.asked.borrow(), [0], "nothing of the wrong one is left");
    }

    #[tokio::test]
    async fn a_hub_that_does_not_end_fills_no_disk() {
        let house = House::new();
        let hub = Hub { content: vec![0; 100_000], ..house.hub(&[]) };
        let mut most = 0;
        let fetched = fetch(&hub, &house.blobs, &house.wanted, |it| most = it).await;
        assert!(matches!(fetched, Err(NotFetched::Wrong)));
        assert!(most <= house.wanted.bytes);
    }

    #[tokio::test]
    async fn a_hub_that_says_no_is_believed_at_once() {
        struct No;
        impl Source for No {
            type Error = &'static str;
            fn again(_: &&'static str) -> bool {
                false
            }
            async fn open(&self, _: &Wanted, _: u64) -> Result<Coming, &'static str> {
                Err("gone")
            }
        }
        let house = House::new();
        let fetched = fetch(&No, &house.blobs, &house.wanted, |_| ()).await;
        assert!(matches!(fetched, Err(NotFetched::Hub("gone"))));
        let nothing = Wanted { hash: hash_of_nothing(&house), bytes: 0, ..house.wanted };
        fetch(&No, &house.blobs, &nothing, |_| ()).await.unwrap();
        assert!(house.blobs.open(nothing.hash).unwrap().is_some(), "an empty file needs no hub");
    }

    fn hash_of_nothing(house: &House) -> ContentHash {
        Blobs::beside(&house.dir.path().join("other")).put(&mut &b""[..]).unwrap().0
    }
}
