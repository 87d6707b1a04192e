//! The pictures of the conversation that is read: which are made, and which stay in memory.

use std::sync::Arc;

use super::{Line, State, Thread};
use crate::domain::ContentHash;
use crate::tui::inset::{Inset, Means, NoInset, PlacedInset};

/// Pictures that are kept, and looked for around what is on the screen, at most.
pub const INSETS_MAX: usize = 24;

/// The pictures of one conversation. With another one in its place they are forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Insets {
    means: Option<Means>,
    /// What has been found out, what was in sight last at the end.
    known: Vec<(ContentHash, Stage)>,
}

/// How far a picture has come.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// It is being made; its size, where that is known from before.
    Asked(Option<(u16, u16)>),
    /// There is none.
    Nothing(NoInset),
    /// It can be shown.
    Ready(Arc<Inset>),
    /// It was shown, and only its size has been kept.
    Gone((u16, u16)),
}

impl Insets {
    /// What the pictures are made for, if they are shown at all.
    #[must_use]
    pub const fn means(&self) -> Option<Means> {
        self.means
    }

    /// Columns and rows of a picture, as far as they are known.
    fn size(&self, content: ContentHash) -> Option<(u16, u16)> {
        match &self.known.iter().find(|it| it.0 == content)?.1 {
            Stage::Asked(size) => *size,
            Stage::Nothing(_) => None,
            Stage::Ready(inset) => Some(inset.size),
            Stage::Gone(size) => Some(*size),
        }
    }

    /// Rows that a picture takes; 0 for what is none, or not yet.
    pub(super) fn rows(&self, content: ContentHash) -> u16 {
        self.size(content).map_or(0, |it| it.1)
    }

    /// A picture that can be shown.
    #[must_use]
    pub fn get(&self, content: ContentHash) -> Option<&Arc<Inset>> {
        match &self.known.iter().find(|it| it.0 == content)?.1 {
            Stage::Ready(inset) => Some(inset),
            _ => None,
        }
    }

    /// Files may have come: those that were not here are looked into again when they are in sight.
    pub fn look_again(&mut self) {
        self.known.retain(|it| it.1 != Stage::Nothing(NoInset::NotHere));
    }

    /// A file is in sight; true when its picture has to be made, which counts as asked for from now on.
    fn want(&mut self, content: ContentHash) -> bool {
        let at = self.known.iter().position(|it| it.0 == content);
        let (stage, new) = match at.map(|it| self.known.remove(it).1) {
            None => (Stage::Asked(None), true),
            Some(Stage::Gone(size)) => (Stage::Asked(Some(size)), true),
            Some(stage) => (stage, false),
        };
        self.known.push((content, stage));
        new
    }

    /// A picture has been made, or there is none. What has not been in sight for longest makes room.
    fn take(&mut self, content: ContentHash, made: Result<Arc<Inset>, NoInset>) {
        let Some(known) = self.known.iter_mut().find(|it| it.0 == content) else { return };
        known.1 = made.map_or_else(Stage::Nothing, Stage::Ready);
        let ready = |it: &&mut (ContentHash, Stage)| matches!(it.1, Stage::Ready(_));
        let over = self.known.iter_mut().filter(|it| ready(it)).count().saturating_sub(INSETS_MAX);
        for (_, stage) in self.known.iter_mut().filter(ready).take(over) {
            if let Stage::Ready(inset) = stage {
                *stage = Stage::Gone(inset.size);
            }
        }
    }
}

impl Thread {
    /// Pictures are made for something else now: all of them anew. True when lines have to be laid out again.
    pub fn show_insets_by(&mut self, means: Option<Means>) {
        if self.insets.means != means {
            let held = !self.insets.known.is_empty();
            self.insets = Insets { means, known: Vec::new() };
            if held {
                self.lay_out_around();
            }
        }
    }

    /// Which of these contents have to be made into pictures; they count as asked for from now on.
    pub fn want_insets(&mut self, contents: Vec<ContentHash>) -> Vec<ContentHash> {
        // The last one looked at is the last one that goes.
        let mut wanted = contents;
        wanted.reverse();
        wanted.retain(|it| self.insets.want(*it));
        wanted.reverse();
        wanted
    }

    /// A picture has been made for these means, or there is none. What is read stays in its place.
    pub fn take_inset(
        &mut self,
        content: ContentHash,
        means: Means,
        made: Result<Arc<Inset>, NoInset>,
    ) {
        if self.insets.means != Some(means) {
            return;
        }
        let before = self.insets.rows(content);
        self.insets.take(content, made);
        if self.insets.rows(content) != before {
            self.lay_out_around();
        }
    }

    /// Lays the lines out with the pictures that there are now; the last line on the screen stays where it is.
    fn lay_out_around(&mut self) {
        if !self.loaded {
            return;
        }
        let others = |it: &&Line| !matches!(it, Line::Inset(..));
        let last = self.lines.len().saturating_sub(self.scroll);
        let below = self.lines[last..].iter().filter(others).count();
        self.lay_out_again();
        if self.scroll > 0 {
            let mut left = below;
            let end = |it: &Line| {
                left = left.saturating_sub(usize::from(others(&it)));
                left == 0
            };
            self.scroll = if below == 0 {
                0
            } else {
                self.lines.iter().rev().position(end).map_or(0, |it| it + 1)
            };
        }
    }

    /// The picture of a file of a message.
    #[must_use]
    pub fn inset(&self, message: usize, file: usize) -> Option<&Arc<Inset>> {
        let content = self.messages.get(message)?.files.get(file)?.content?;
        self.insets.get(content)
    }
}

impl State {
    /// The pictures on the screen, from above to below.
    #[must_use]
    pub fn placed_insets(&self) -> Vec<PlacedInset<'_>> {
        let area = self.layout().thread;
        let thread = &self.thread;
        let visible = thread.visible(usize::from(area.height).saturating_sub(1));
        let mut placed: Vec<PlacedInset<'_>> = Vec::new();
        let mut last = None;
        // The heading stands above the lines.
        for (y, line) in (area.y + 1..).zip(&thread.lines[visible]) {
            let Line::Inset(message, file, row) = line else { continue };
            if last == Some((*message, *file)) {
                placed.last_mut().into_iter().for_each(|it| it.rows += 1);
            } else if let Some(inset) = thread.inset(*message, *file)
                && inset.size.0 + 2 < area.width
                && !thread.messages[*message].files[*file].expired(self.now)
            {
                placed.push(PlacedInset { inset, x: area.x + 2, y, skip: *row, rows: 1 });
                last = Some((*message, *file));
            } else {
                last = None;
            }
        }
        placed
    }
}
