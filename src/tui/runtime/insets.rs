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
use crate::tui::inset::{FILE_MAX, InsetWish, Means};

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
        let made = contain(|| look_into(blobs, content, means)).ok().flatten().map(Arc::new);
        if door.send(Wake::Event(Event::Inset { content, means, made })).is_err() {
            return;
        }
    }
}

fn look_into(
    blobs: &Blobs,
    content: ContentHash,
    means: Means,
) -> Option<super::super::inset::Inset> {
    let file = blobs.open(content).ok()??;
    let mut bytes = Vec::new();
    file.take(FILE_MAX + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= FILE_MAX).then(|| make::inset(&bytes, content, means))?
}
