//! Makes pictures of files, on a thread of their own: a large photograph takes a second, and a hostile file what it may.

mod make;

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::io::Read as _;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Wake;
use crate::base::contained::contain;
use crate::domain::ContentHash;
use crate::store::Blobs;
use crate::tui::event::Event;
use crate::tui::inset::{FILE_MAX, Inset, InsetWish, Means, NoInset};

/// Who makes pictures. Begun when the first one is wanted; what is not finished when the program ends is left.
pub(super) struct Easel {
    blobs: Blobs,
    door: Sender<Wake>,
    wishes: OnceCell<Sender<InsetWish>>,
}

impl Easel {
    pub(super) const fn new(blobs: Blobs, door: Sender<Wake>) -> Self {
        Self { blobs, door, wishes: OnceCell::new() }
    }

    /// Has pictures made; each is told with [`Event::Inset`].
    pub(super) fn ask(&self, wish: InsetWish) {
        let begin = || {
            let (wishes, wanted) = channel();
            let (blobs, door) = (self.blobs.clone(), self.door.clone());
            let work = move || serve(&wanted, &blobs, &door);
            // Without a thread there are no pictures, and nobody misses more than that.
            let _ = thread::Builder::new().name("pictures".into()).spawn(work);
            wishes
        };
        let _ = self.wishes.get_or_init(begin).send(wish);
    }
}

/// Bytes that show what a file is.
const BEGINNING: u64 = 32;

fn serve(wanted: &Receiver<InsetWish>, blobs: &Blobs, door: &Sender<Wake>) {
    let mut waiting: VecDeque<(Means, ContentHash)> = VecDeque::new();
    let mut dialog = None;
    loop {
        let next = if waiting.is_empty() { wanted.recv().ok() } else { wanted.try_recv().ok() };
        if let Some(wish) = next {
            if dialog.replace(wish.dialog) != Some(wish.dialog) {
                waiting.clear();
            }
            // What is for other means would not be taken.
            waiting.retain(|it| it.0 == wish.means);
            // What came into sight last is being looked at.
            wish.contents.iter().rev().for_each(|it| waiting.push_front((wish.means, *it)));
            continue;
        }
        let Some((means, content)) = waiting.pop_front() else { return };
        let made = contain(|| look_into(blobs, content, means)).unwrap_or(Err(NoInset::NoPicture));
        let made = made.map(Arc::new);
        if door.send(Wake::Event(Event::Inset { content, means, made })).is_err() {
            return;
        }
    }
}

fn look_into(blobs: &Blobs, content: ContentHash, means: Means) -> Result<Inset, NoInset> {
    let mut file = blobs.open(content).ok().flatten().ok_or(NoInset::NotHere)?;
    let mut bytes = Vec::new();
    // A film is not read to learn that it is none.
    let begins = file.by_ref().take(BEGINNING).read_to_end(&mut bytes);
    if begins.is_err() || !make::may_be(&bytes) {
        return Err(NoInset::NoPicture);
    }
    let read = file.take(FILE_MAX + 1 - bytes.len() as u64).read_to_end(&mut bytes);
    if read.is_err() || FILE_MAX < bytes.len() as u64 {
        return Err(NoInset::NoPicture);
    }
    make::inset(&bytes, content, means).ok_or(NoInset::NoPicture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DialogId;
    use crate::tui::inset::Way;

    const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
        \0\0\0\nIDATx\x9cc\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xaeB`\x82";

    fn means(room: u16) -> Means {
        Means { way: Way::Kitty, cell: (10, 20), room: (room, 8), light: false, far: false }
    }

    #[test]
    fn every_wish_is_answered_whatever_is_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::beside(folder.path());
        let (picture, _) = blobs.put(&mut &PNG[..]).unwrap();
        let (text, _) = blobs.put(&mut &b"just words"[..]).unwrap();
        let nowhere = ContentHash([9; 32]);
        let (door, wakes) = channel();
        let easel = Easel::new(blobs, door);
        let contents = vec![text, nowhere, picture];
        easel.ask(InsetWish { dialog: DialogId(1), means: means(40), contents: contents.clone() });
        let told = || match wakes.recv().unwrap() {
            Wake::Event(Event::Inset { content, made, .. }) => (content, made.map(|it| it.size)),
            _ => panic!("no picture"),
        };
        let all = [told(), told(), told()];
        let expected = [Err(NoInset::NoPicture), Err(NoInset::NotHere), Ok((1, 1))];
        assert_eq!(all.to_vec(), contents.into_iter().zip(expected).collect::<Vec<_>>());
    }

    #[test]
    fn what_another_dialog_waits_for_is_given_up() {
        let folder = tempfile::tempdir().unwrap();
        let (door, told) = channel();
        let (wishes, wanted) = channel();
        let hash = |it: u8| ContentHash([it; 32]);
        let wish = |dialog, room, numbers: &[u8]| InsetWish {
            dialog: DialogId(dialog),
            means: means(room),
            contents: numbers.iter().map(|it| hash(*it)).collect(),
        };
        wishes.send(wish(1, 40, &[1, 2])).unwrap();
        wishes.send(wish(2, 40, &[3, 4])).unwrap();
        wishes.send(wish(2, 50, &[5])).unwrap();
        wishes.send(wish(2, 50, &[6, 7])).unwrap();
        drop(wishes);
        serve(&wanted, &Blobs::beside(folder.path()), &door);
        drop(door);
        let made: Vec<ContentHash> = told
            .iter()
            .map(|it| match it {
                Wake::Event(Event::Inset { content, .. }) => content,
                _ => panic!("no picture"),
            })
            .collect();
        assert_eq!(made, [hash(6), hash(7), hash(5)], "what came into sight last comes first");
    }
}
