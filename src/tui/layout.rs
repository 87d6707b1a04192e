//! Where things stand on the screen. Pure: a size and what is wanted in, areas out.

/// Cells of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Column of its left edge.
    pub x: u16,
    /// Row of its upper edge.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    const fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }

    /// The column and row within it of a cell of the screen, if the cell is one of its own.
    #[must_use]
    pub fn within(self, x: u16, y: u16) -> Option<(u16, u16)> {
        let (column, row) = (x.checked_sub(self.x)?, y.checked_sub(self.y)?);
        (column < self.width && row < self.height).then_some((column, row))
    }
}

/// From this width on there are three columns.
pub const THREE_FROM: u16 = 120;
/// From this width on there are two.
pub const TWO_FROM: u16 = 80;
/// From this width on the conversation is seen beside what a search has found: the words need their room.
pub const SEARCH_BESIDE_FROM: u16 = 100;
/// Below this the screen only asks for more room.
pub const LEAST: (u16, u16) = (24, 6);

/// What the layout depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Which pane has the focus; where there is room for one only, that one is shown.
    pub pane: Pane,
    /// Whether the contact card is wanted where there is room.
    pub card: bool,
    /// Rows of filter chips, or of the line in which filters are typed.
    pub chips: u16,
    /// Whether what a search has found stands in the place of the list.
    pub search: bool,
    /// Rows of the composer's text; 0 when nothing is being written.
    pub composer_rows: u16,
}

/// The panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The dialogs.
    List,
    /// The conversation.
    Thread,
    /// The contact card.
    Card,
}

/// Where everything stands. What is not on the screen has no cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Views and freshness.
    pub top: Area,
    /// Filter chips.
    pub chips: Area,
    /// The dialogs.
    pub list: Area,
    /// The conversation, without the composer.
    pub thread: Area,
    /// The composer with its frame.
    pub composer: Area,
    /// The contact card.
    pub card: Area,
    /// What just happened, and the totals.
    pub status: Area,
    /// The keys that matter here. Without cells where the screen is low: then `status` shows them.
    pub keys: Area,
    /// Whether the screen is too small for anything.
    pub too_small: bool,
}

/// Places everything on a screen of `width` times `height` cells.
#[must_use]
pub fn layout(width: u16, height: u16, wanted: Wanted) -> Layout {
    if width < LEAST.0 || height < LEAST.1 {
        return Layout { too_small: true, ..Layout::default() };
    }
    let low = height < 18;
    let bottom = if low { 1 } else { 2 };
    // The list keeps a row at least.
    let chips = wanted.chips.min(height - 2 - bottom);
    let (y, rows) = (1 + chips, height - 1 - chips - bottom);
    let mut placed = Layout {
        top: Area::new(0, 0, width, 1),
        chips: Area::new(0, 1, width, chips),
        status: Area::new(0, height - bottom, width, 1),
        keys: if low { Area::default() } else { Area::new(0, height - 1, width, 1) },
        ..Layout::default()
    };
    let body = Area::new(0, y, width, rows);
    let dialog = columns(&mut placed, body, wanted);
    if let Some(dialog) = dialog {
        split_composer(&mut placed, dialog, wanted.composer_rows);
    }
    placed
}

/// Places the columns; returns the one of the conversation.
fn columns(placed: &mut Layout, body: Area, wanted: Wanted) -> Option<Area> {
    let Area { y, width, height, .. } = body;
    if width < TWO_FROM {
        return match wanted.pane {
            Pane::List => {
                placed.list = body;
                None
            }
            Pane::Thread => Some(body),
            Pane::Card => {
                placed.card = body;
                None
            }
        };
    }
    if wanted.search && width < SEARCH_BESIDE_FROM {
        placed.list = body;
        return None;
    }
    let list = (width * 2 / 5).clamp(34, 56);
    placed.list = Area::new(0, y, list, height);
    // One column between two panes belongs to the line between them.
    let rest = Area::new(list + 1, y, width - list - 1, height);
    if width >= THREE_FROM && wanted.card {
        let card = (width / 4).clamp(28, 40);
        placed.card = Area::new(width - card, y, card, height);
        return Some(Area { width: rest.width - card - 1, ..rest });
    }
    if wanted.pane == Pane::Card {
        placed.card = rest;
        return None;
    }
    Some(rest)
}

/// The composer stands below the conversation and takes at most half of it.
fn split_composer(placed: &mut Layout, dialog: Area, text_rows: u16) {
    if text_rows == 0 {
        placed.thread = dialog;
        return;
    }
    let most = (dialog.height / 2).max(3);
    let rows = (text_rows + 2).clamp(3, most).min(dialog.height);
    placed.thread = Area { height: dialog.height - rows, ..dialog };
    placed.composer = Area { y: dialog.y + dialog.height - rows, height: rows, ..dialog };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(pane: Pane) -> Wanted {
        Wanted { pane, card: true, search: false, chips: 0, composer_rows: 0 }
    }

    fn shown(width: u16, height: u16, pane: Pane) -> [bool; 3] {
        let placed = layout(width, height, wanted(pane));
        [placed.list, placed.thread, placed.card].map(|it| it.width > 0)
    }

    #[test]
    fn three_columns_then_two_then_one() {
        assert_eq!(shown(120, 40, Pane::List), [true, true, true]);
        assert_eq!(shown(119, 40, Pane::List), [true, true, false]);
        assert_eq!(shown(80, 24, Pane::Card), [true, false, true]);
        assert_eq!(shown(79, 24, Pane::List), [true, false, false]);
        assert_eq!(shown(40, 12, Pane::Thread), [false, true, false]);
    }

    #[test]
    fn a_screen_without_room_is_named_and_nothing_is_placed() {
        for (width, height) in [(0, 0), (20, 5), (23, 40), (200, 5)] {
            let placed = layout(width, height, wanted(Pane::List));
            assert!(placed.too_small, "{width}x{height}");
            assert_eq!(placed.list, Area::default());
        }
    }

    #[test]
    fn nothing_ever_stands_outside_the_screen_or_on_something_else() {
        for width in 24..170 {
            for height in 6..50 {
                for pane in [Pane::List, Pane::Thread, Pane::Card] {
                    for composer_rows in [0, 1, 99] {
                        let chips = [0, 1, 2, 6][usize::from(height % 4)];
                        let search = width % 3 == 0;
                        let w = Wanted { chips, search, composer_rows, ..wanted(pane) };
                        whole(layout(width, height, w), width, height);
                    }
                }
            }
        }
    }

    fn whole(placed: Layout, width: u16, height: u16) {
        let mut taken = vec![false; usize::from(width) * usize::from(height)];
        let Layout { top, chips, list, thread, composer, card, status, keys, .. } = placed;
        for area in [top, chips, list, thread, composer, card, status, keys] {
            for y in area.y..area.y + area.height {
                for x in area.x..area.x + area.width {
                    assert!(x < width && y < height, "{placed:?}");
                    let cell = &mut taken[usize::from(y) * usize::from(width) + usize::from(x)];
                    assert!(!*cell, "{x},{y} is taken twice: {placed:?}");
                    *cell = true;
                }
            }
        }
    }
}
