//! The pages of a desk's file, as the WAL has renewed them. Source: sqlite.org/fileformat2.html.

use std::collections::{HashMap, HashSet};

const MAGIC: &[u8] = b"SQLite format 3\0";

/// The page of every desk whose file does not tell otherwise.
const PAGE: usize = 4096;

const WAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// What the first page says of the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Header {
    /// Whose file it is.
    pub(in crate::store) application_id: u32,
    /// The version of its schema.
    pub(in crate::store) user_version: u32,
    /// Whether it has no tables.
    pub(in crate::store) empty: bool,
}

/// The pages of a file and its WAL, numbered from 1.
#[derive(Debug)]
pub(in crate::store) struct Pages {
    main: Vec<u8>,
    wal: Vec<u8>,
    /// Where in the WAL the newest version of a page begins.
    renewed: HashMap<u32, usize>,
    wal_is_broken: bool,
    size: usize,
    reserved: usize,
}

/// A big-endian number of four bytes.
pub(super) fn four(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    four.try_into().ok().map(u32::from_be_bytes)
}

/// A big-endian number of two bytes.
pub(super) fn two(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    two.try_into().ok().map(|it| usize::from(u16::from_be_bytes(it)))
}

impl Pages {
    /// The pages in these bytes.
    pub(in crate::store) fn new(main: Vec<u8>, wal: Vec<u8>) -> Self {
        let size = size_of_pages(&main).or_else(|| size_in_wal(&wal)).unwrap_or(PAGE);
        // Its sums were made in the order of one machine's bytes or the other's; only the right one comes out.
        let both = [false, true].map(|big| renewed(&wal, size, big));
        let (renewed, wal_is_broken) =
            both.into_iter().max_by_key(|it| (it.0.len(), it.1)).unwrap_or_default();
        let mut pages = Self { main, wal, renewed, wal_is_broken, size, reserved: 0 };
        if pages.header().is_some() {
            let reserved = pages.get(1).and_then(|it| it.get(20)).copied();
            // The format wants at least so many bytes in use.
            pages.reserved = reserved.map_or(0, usize::from).min(size - 480);
        }
        pages
    }

    /// A page; `None` where the file has been cut off.
    pub(super) fn get(&self, number: u32) -> Option<&[u8]> {
        if let Some(at) = self.renewed.get(&number) {
            return self.wal.get(*at..at + self.size);
        }
        let at = usize::try_from(number.checked_sub(1)?).ok()?.checked_mul(self.size)?;
        self.main.get(at..at.checked_add(self.size)?)
    }

    /// Whether the newest version of a page is in the WAL.
    pub(super) fn is_renewed(&self, number: u32) -> bool {
        self.renewed.contains_key(&number)
    }

    /// Whether newer versions of some pages are lost, as far as can be told.
    pub(in crate::store) fn wal_is_broken(&self) -> bool {
        self.wal_is_broken
    }

    /// The number of the last page.
    pub(super) fn last(&self) -> u32 {
        let in_main = u32::try_from(self.main.len() / self.size).unwrap_or(u32::MAX);
        self.renewed.keys().copied().max().unwrap_or(0).max(in_main)
    }

    /// How many bytes of a page are in use.
    pub(super) fn usable(&self) -> usize {
        self.size - self.reserved
    }

    /// What the first page says; `None` where it is not one.
    pub(in crate::store) fn header(&self) -> Option<Header> {
        let page = self.get(1).filter(|it| it.starts_with(MAGIC))?;
        let is_leaf = page.get(100) == Some(&0x0d);
        if !is_leaf && page.get(100) != Some(&0x05) {
            return None;
        }
        Some(Header {
            application_id: four(page, 68)?,
            user_version: four(page, 60)?,
            empty: is_leaf && two(page, 103)? == 0,
        })
    }

    /// Pages that are in no use; what they hold has been deleted. Where the list of them is broken, those
    /// that a page which looks like a part of it names.
    pub(super) fn free(&self) -> HashSet<u32> {
        let mut free = HashSet::new();
        let first = self.header().and_then(|_| four(self.get(1)?, 32));
        let mut next = first;
        while let Some(trunk) = next.filter(|it| *it > 0) {
            let Some((following, leaves)) = self.trunk(trunk).filter(|_| free.insert(trunk)) else {
                next = None;
                break;
            };
            free.extend(leaves);
            next = Some(following);
        }
        if next.is_none() {
            let lookalikes = (2..=self.last()).filter_map(|it| Some((it, self.trunk(it)?)));
            for (trunk, (_, leaves)) in lookalikes.filter(|it| !it.1.1.is_empty()) {
                free.insert(trunk);
                free.extend(leaves);
            }
        }
        free
    }

    /// A part of the list of free pages: where the next part is, and the pages it names.
    fn trunk(&self, number: u32) -> Option<(u32, Vec<u32>)> {
        let page = self.get(number)?;
        let (next, count) = (four(page, 0)?, usize::try_from(four(page, 4)?).ok()?);
        if next > self.last() || next == number || count > self.usable() / 4 - 2 {
            return None;
        }
        let leaves: Vec<u32> = (0..count).map_while(|it| four(page, 8 + 4 * it)).collect();
        let distinct: HashSet<u32> = leaves.iter().copied().collect();
        let sound = leaves.iter().all(|it| (2..=self.last()).contains(it) && *it != number);
        (sound && leaves.len() == count && distinct.len() == count).then_some((next, leaves))
    }
}

fn is_size(size: usize) -> bool {
    size.is_power_of_two() && (512..=65536).contains(&size)
}

fn size_of_pages(main: &[u8]) -> Option<usize> {
    let size = two(main, 16).filter(|_| main.starts_with(MAGIC))?;
    Some(if size == 1 { 65536 } else { size }).filter(|it| is_size(*it))
}

fn size_in_wal(wal: &[u8]) -> Option<usize> {
    let magic = four(wal, 0)?;
    let size = usize::try_from(four(wal, 8)?).ok()?;
    (magic | 1 == 0x377f_0683 && is_size(size)).then_some(size)
}

/// Where the newest committed version of each page in the WAL begins. A broken frame does not end it, as it
/// does for SQLite: each sum goes on from the one before it, so that what follows can be checked again; whether one is broken
/// is told as well.
fn renewed(wal: &[u8], size: usize, big: bool) -> (HashMap<u32, usize>, bool) {
    let word = |at: usize| {
        let word = four(wal, at)?;
        Some(if big { word } else { word.swap_bytes() })
    };
    let sums = |at: usize| Some((four(wal, at)?, four(wal, at + 4)?));
    let sum = |seed: (u32, u32), from: usize, to: usize| {
        (from..to).step_by(8).try_fold(seed, |(one, two), at| {
            let one = one.wrapping_add(word(at)?).wrapping_add(two);
            Some((one, two.wrapping_add(word(at + 4)?).wrapping_add(one)))
        })
    };
    let sound = wal.len() >= WAL_HEADER && sum((0, 0), 0, 24) == sums(24);
    // What was written before the WAL began anew has other salts, and lies behind what is newer.
    let mut salts = sums(16).filter(|_| sound);
    let mut before = sums(24);
    let (mut renewed, mut pending) = (HashMap::new(), Vec::new());
    let (mut doubtful, mut broken) = (!sound, false);
    for at in (WAL_HEADER..wal.len()).step_by(FRAME_HEADER + size) {
        let (page, end) = (at + FRAME_HEADER, at + FRAME_HEADER + size);
        let kept = sums(at + 16);
        let checked = before
            .and_then(|it| sum(it, at, at + 8))
            .filter(|_| end <= wal.len())
            .and_then(|it| sum(it, page, end));
        before = kept;
        let this = sums(at + 8);
        let current = salts.is_none_or(|it| Some(it) == this);
        if checked.is_none() || checked != kept || !current {
            doubtful = true;
            broken |= salts.is_some() && current;
            continue;
        }
        broken |= doubtful;
        salts = this;
        pending.extend(four(wal, at).filter(|it| *it > 0).map(|it| (it, page)));
        // The last frame of a transaction tells the size of the file.
        if four(wal, at + 4).is_some_and(|it| it > 0) {
            renewed.extend(pending.drain(..));
        }
    }
    (renewed, broken)
}
