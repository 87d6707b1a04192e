//! Pictures among the lines of a conversation: what they are made for, and what has been made. Plain data; they are made
//! by `runtime`, on a thread of their own.

use std::fmt;

use super::around::Around;
use super::input::Background;
use super::input::caps::Caps;
use crate::config::Pictures;
use crate::domain::{ContentHash, DialogId};

/// The largest file that is looked into, in bytes.
pub const FILE_MAX: u64 = 20 * 1024 * 1024;

/// No picture is higher, in rows.
const ROWS_MAX: u16 = 12;
/// No picture is wider, in columns.
const COLUMNS_MAX: u16 = 64;
/// A narrower conversation shows no pictures.
const PANE_MIN: u16 = 30;
/// Where there is less room nothing can be made out.
const ROWS_MIN: u16 = 3;
/// The least kitty that shows pictures in cells.
const KITTY: (u32, u32) = (0, 28);

/// How pictures get on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// As coloured halves of cells, on every terminal that has the colours.
    Blocks {
        /// Whether any colour will do, or only the 256 that every terminal has.
        exact: bool,
    },
    /// By kitty's protocol, in cells that stand for parts of the picture.
    Kitty,
    /// As sixels, which lie over the cells.
    Sixel,
    /// By iTerm2's protocol, likewise.
    Iterm2,
}

/// What pictures are made for. Where it differs they are made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Means {
    /// How they get there.
    pub way: Way,
    /// Pixels that a cell is wide and high; where nobody knows, as most are shaped.
    pub cell: (u16, u16),
    /// Columns and rows that a picture may take.
    pub room: (u16, u16),
    /// Whether what can be seen through is seen on a light ground.
    pub light: bool,
    /// Whether it goes over a line that may be slow: a frame with a picture must not hold up the keys.
    pub far: bool,
}

impl Means {
    /// What pictures are made for in a conversation of this width, on a screen of this height; `None` where none are
    /// shown.
    #[must_use]
    pub fn of(
        wanted: Pictures,
        (caps, around): (&Caps, &Around),
        (width, height): (u16, u16),
    ) -> Option<Self> {
        // The height of the screen and not of the pane: that is less while something is written.
        let rows = (height / 3).min(ROWS_MAX);
        let hopeless = wanted == Pictures::Off || around.few_colours();
        if hopeless || width < PANE_MIN || rows < ROWS_MIN {
            return None;
        }
        let way = way(wanted, caps, around);
        Some(Self {
            way,
            cell: caps.cell().unwrap_or((10, 20)),
            // Two cells for the bar, one free at the right edge.
            room: ((width - 3).min(COLUMNS_MAX), rows),
            light: around.shown_on(caps) == Background::Light,
            far: around.ssh,
        })
    }
}

fn way(wanted: Pictures, caps: &Caps, around: &Around) -> Way {
    let name = caps.terminal();
    let between = around.in_tmux(caps) || around.screen || around.zellij;
    let whole = ["iTerm2 ", "WezTerm "].iter().any(|it| name.starts_with(it));
    let exact = around.true_colour || !between && (whole || caps.graphics());
    if wanted == Pictures::Blocks || between || caps.cell().is_none() {
        Way::Blocks { exact }
    } else if whole {
        // WezTerm also answers to kitty's protocol and has not the part of it that is needed here.
        Way::Iterm2
    } else if caps.graphics() {
        Way::Kitty
    } else if caps.sixel() && !name.starts_with("Konsole") {
        // Konsole leaves parts of them behind (github.com/ratatui/ratatui-image, its table of terminals).
        Way::Sixel
    } else {
        Way::Blocks { exact }
    }
}

/// Whether a terminal of this name may show pictures in cells, the only part of kitty's protocol that is used here. More
/// terminals have the rest of it, and would show strange letters.
#[must_use]
pub fn may_draw_in_cells(name: &str) -> bool {
    let Some(version) = name.strip_prefix("kitty(") else { return name.starts_with("ghostty ") };
    let mut numbers = version.split(|it: char| !it.is_ascii_digit()).map(str::parse::<u32>);
    matches!((numbers.next(), numbers.next()), (Some(Ok(major)), Some(Ok(minor))) if KITTY <= (major, minor))
}

/// Pictures that are to be made, the first one first. What another dialog still waits for is given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsetWish {
    /// In which dialog they are.
    pub dialog: DialogId,
    /// What for.
    pub means: Means,
    /// Of what is in these files.
    pub contents: Vec<ContentHash>,
}

/// Why there is no picture of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoInset {
    /// What is in it is not on this desk; it may come later.
    NotHere,
    /// It is no picture, or none that can be shown.
    NoPicture,
}

/// One cell of a picture made of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// A blank or half a block.
    pub sign: char,
    /// What the block is coloured.
    pub ink: Shade,
    /// What is behind it.
    pub ground: Shade,
}

/// A colour of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// Red, green and blue.
    Exact(u8, u8, u8),
    /// One of the terminal's 256.
    Indexed(u8),
}

impl Shade {
    /// The one of the 256 that comes nearest: of the cube of 6 by 6 by 6, or of the 24 greys. The first sixteen are
    /// whatever the person has made of them.
    #[must_use]
    pub fn indexed((red, green, blue): (u8, u8, u8)) -> Self {
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        let far = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        let step = |it: u8| {
            let near = (0_u8..6).min_by_key(|at| far(STEPS[usize::from(*at)], it)).unwrap_or(0);
            (near, far(STEPS[usize::from(near)], it))
        };
        let [red_step, green_step, blue_step] = [red, green, blue].map(step);
        let cube = 16 + 36 * red_step.0 + 6 * green_step.0 + blue_step.0;
        let grey = |at: u8| {
            let level = 8 + 10 * at;
            far(level, red) + far(level, green) + far(level, blue)
        };
        let near = (0_u8..24).min_by_key(|it| grey(*it)).unwrap_or(0);
        let index =
            if grey(near) < red_step.1 + green_step.1 + blue_step.1 { 232 + near } else { cube };
        Self::Indexed(index)
    }
}

/// A picture as the terminal takes it. Escape sequences in it are the encoder's own: nothing of a file's name or of what
/// is written in it beside the pixels gets here.
#[derive(Clone, PartialEq, Eq)]
pub enum Art {
    /// Cells, row by row.
    Blocks(Vec<Block>),
    /// Kitty's.
    Kitty {
        /// The picture's number in the terminal; never 0.
        id: u32,
        /// Gives the terminal the picture, once.
        bytes: String,
        /// For each row what its first cell shows; the others show [`PART`].
        rows: Vec<String>,
    },
    /// Draws the whole picture where the cursor stands.
    Whole {
        /// Tells this picture from others.
        id: u32,
        /// What draws it.
        bytes: String,
    },
}

/// What stands in a cell that shows a part of a picture, by kitty's protocol.
pub const PART: &str = "\u{10EEEE}";

/// A picture that can be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Inset {
    /// Columns and rows that it takes; never 0.
    pub size: (u16, u16),
    /// The picture.
    pub art: Art,
}

impl fmt::Debug for Inset {
    /// Without the picture: it is long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let art = match &self.art {
            Art::Blocks(_) => "blocks",
            Art::Kitty { .. } => "kitty",
            Art::Whole { .. } => "whole",
        };
        f.debug_struct("Inset").field("size", &self.size).field("art", &art).finish()
    }
}

/// A picture on the screen, or a part of it.
#[derive(Debug, Clone, Copy)]
pub struct PlacedInset<'a> {
    /// The picture.
    pub inset: &'a Inset,
    /// The first column of the screen.
    pub x: u16,
    /// The first row of the screen.
    pub y: u16,
    /// Rows of the picture that are cut off above.
    pub skip: u16,
    /// Rows of it that are on the screen.
    pub rows: u16,
}
