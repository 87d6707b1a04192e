//! Makes the picture in README: starts the demo in a terminal, opens a dialog and draws what the terminal shows.
//!
//! `cargo bench --bench picture` writes `assets/screen.svg`. Every piece of text is placed by its cell and given the
//! width of its cells, so that columns stand straight whatever font the reader's browser has; lines are drawn.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a picture is made or it is not")]

use std::fmt::Write as _;
use std::path::Path;

use keydesk::base::clock::Timestamp;
use keydesk::domain::{AgentId, Kind, View};
use keydesk::store::{Desk, Inbox as _, PageQuery, Row, Sqlite};
use terminal::{Launch, Terminal, UNSHOWN, row};

#[path = "../tests/it/pty/answers.rs"]
#[allow(dead_code, reason = "tests need more of a terminal than a picture does")]
mod answers;
#[path = "../tests/it/pty/keyboard.rs"]
#[allow(dead_code, reason = "tests need more of a terminal than a picture does")]
mod keyboard;
#[path = "../tests/it/pty/terminal.rs"]
#[allow(dead_code, reason = "tests need more of a terminal than a picture does")]
mod terminal;
#[path = "../tests/it/pty/wire.rs"]
#[allow(dead_code, reason = "the terminal's, for tests")]
mod wire;

const WIDTH: u16 = 120;
const HEIGHT: u16 = 36;

/// Size of a cell and of its letters, in the picture's units.
const CELL: (f32, f32) = (9.0, 20.0);
const LETTER: f32 = 15.0;
const PADDING: f32 = 14.0;

const PAPER: &str = "#181a24";
const INK: &str = "#d4d6e0";

fn main() {
    let home = tempfile::tempdir().unwrap();
    let args = ["demo", "--dir", "desk", "--pace", "0", "--seed", "1"];
    let tty = Launch::new(home.path(), &args).kitty().size(WIDTH, HEIGHT).start();
    tty.wait_for("the oldest");
    pose(&tty, &home.path().join("desk"));
    std::fs::write("assets/screen.svg", tty.look(draw)).unwrap();
    tty.signal(rustix::process::Signal::TERM);
    tty.end();
}

/// Opens the dialog with the most to see, takes it and begins an answer.
fn pose(tty: &Terminal, desk: &Path) {
    let desk = Sqlite::open_reader(&Desk::file(desk)).unwrap();
    let filter = View::Waiting.filter(AgentId(1));
    let page = PageQuery { filter, now: Timestamp(0), at: None, before: 0, after: 100 };
    let rows = desk.page(&page).unwrap().rows;
    let at = (0..rows.len()).max_by_key(|at| worth(&desk, &rows[*at])).unwrap();
    let name = rows[at].name.split(' ').next().unwrap().to_owned();
    tty.send(&format!("{}\r", "j".repeat(at)));
    tty.wait("the dialog", |screen| {
        let heading = screen.rows(49, 40).nth(1).unwrap();
        heading.contains(&name) && row(screen, -1).contains("Back")
    });
    tty.send("\x1b[109;5u");
    tty.wait_for("Assigned to you");
    tty.type_for("r", "Reply ·");
    let words = format!("Thank you for writing, {name}! I will");
    tty.send(&words);
    tty.wait("the words", |screen| screen.contents().contains("I will"));
}

/// How much there is to see in a dialog: notes, files, both sides, words that a reader of README can read.
fn worth(desk: &Sqlite, row: &Row) -> i64 {
    let messages = desk.thread(row.dialog.id, None, 30).unwrap().messages;
    let has = |kind| i64::from(messages.iter().any(|it| it.kind == kind));
    let files = i64::from(messages.iter().any(|it| !it.files.is_empty()));
    let letters = messages.iter().flat_map(|it| it.text.chars()).filter(|it| it.is_alphabetic());
    let (latin, all) =
        letters.fold((0_i64, 1_i64), |it, letter| (it.0 + i64::from(letter.is_ascii()), it.1 + 1));
    // What is stuck, or mine already, shows less of what can be done.
    let stuck = i64::from(row.dialog.stuck > 0 || row.dialog.assignee == Some(AgentId(1)));
    40 * latin / all + 6 * has(Kind::Note) + 5 * files + 8 * has(Kind::Reply) - 90 * stuck
        + messages.len().min(8) as i64
}

/// The screen as a picture.
fn draw(screen: &vt100::Screen) -> String {
    let (wide, high) = (f32::from(WIDTH) * CELL.0, f32::from(HEIGHT) * CELL.1);
    let (width, height) = (wide + 2.0 * PADDING, high + 2.0 * PADDING);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"keydesk: dialogs, a conversation and who it is with\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{PAPER}\"/>\n\
         <g transform=\"translate({PADDING} {PADDING})\" font-size=\"{LETTER}\" fill=\"{INK}\" \
         font-family=\"'DejaVu Sans Mono','Menlo','Consolas','Liberation Mono',monospace\" \
         xml:space=\"preserve\">\n"
    );
    for y in 0..HEIGHT {
        let runs = runs(screen, y);
        for run in &runs {
            ground(&mut svg, run, y);
        }
        for run in &runs {
            words(&mut svg, run, y);
        }
    }
    if !screen.hide_cursor() {
        let (y, x) = screen.cursor_position();
        let (x, y) = (f32::from(x) * CELL.0, f32::from(y) * CELL.1);
        let (w, h) = CELL;
        writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" opacity=\"0.85\"/>")
            .unwrap();
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Cells beside each other that look the same.
#[derive(Debug, Clone, PartialEq)]
struct Run {
    x: u16,
    cells: u16,
    text: String,
    look: Look,
    /// Whether the text may grow: signs from other fonts stand alone.
    grows: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    bold: bool,
    dim: bool,
    underlined: bool,
}

fn runs(screen: &vt100::Screen, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for x in 0..WIDTH {
        let cell = screen.cell(y, x).unwrap();
        if cell.is_wide_continuation() {
            continue;
        }
        let text = shown(cell.contents());
        let text = text.as_str();
        let cells = if cell.is_wide() { 2 } else { 1 };
        let plain = text.chars().all(|it| {
            it.is_ascii() || ('а'..='я').contains(&it.to_lowercase().next().unwrap_or(it))
        });
        let grows = plain && cells == 1;
        let look = look(cell);
        match runs.last_mut() {
            Some(run) if run.grows && grows && run.look == look => {
                run.text.push_str(text);
                run.cells += 1;
            }
            _ => runs.push(Run { x, cells, text: text.to_owned(), look, grows }),
        }
    }
    runs
}

/// What stands in a cell. A terminal cuts towers of marks off at the cell's edge; a browser would not.
fn shown(contents: &str) -> String {
    let letter = match contents.chars().next() {
        None => ' ',
        Some(UNSHOWN) => '\u{fffd}',
        Some(letter) => letter,
    };
    let tower = contents.chars().filter(|it| ('\u{300}'..'\u{500}').contains(it)).count() > 2;
    if tower || letter != contents.chars().next().unwrap_or(' ') || contents.is_empty() {
        return letter.to_string();
    }
    contents.to_owned()
}

fn look(cell: &vt100::Cell) -> Look {
    let (ink, paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
    let (ink, paper) = if cell.inverse() {
        (Some(paper.unwrap_or_else(|| PAPER.into())), Some(ink.unwrap_or_else(|| INK.into())))
    } else {
        (ink, paper)
    };
    Look {
        ink: ink.unwrap_or_else(|| INK.into()),
        paper,
        bold: cell.bold(),
        dim: cell.dim(),
        underlined: cell.underline(),
    }
}

/// A colour of the terminal; `None` is its own.
fn colour(colour: vt100::Color) -> Option<String> {
    const BASIC: [&str; 16] = [
        "#1d1f21", "#cc6666", "#8abf5f", "#de935f", "#5f9fd7", "#b294bb", "#5fb3b3", "#c5c8c6",
        "#767b85", "#ff6b6b", "#a3d977", "#f0c674", "#81b2e8", "#d0a9e0", "#7fd0d0", "#ffffff",
    ];
    match colour {
        vt100::Color::Default => None,
        vt100::Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        vt100::Color::Idx(n @ 0..=15) => Some(BASIC[usize::from(n)].into()),
        vt100::Color::Idx(n @ 16..=231) => {
            let level = |it: u8| if it == 0 { 0 } else { 55 + 40 * it };
            let n = n - 16;
            let (r, g, b) = (level(n / 36), level(n / 6 % 6), level(n % 6));
            Some(format!("#{r:02x}{g:02x}{b:02x}"))
        }
        vt100::Color::Idx(n) => {
            let level = 8 + 10 * (n - 232);
            Some(format!("#{level:02x}{level:02x}{level:02x}"))
        }
    }
}

fn ground(svg: &mut String, run: &Run, y: u16) {
    let Some(paper) = &run.look.paper else { return };
    let (x, y) = (f32::from(run.x) * CELL.0, f32::from(y) * CELL.1);
    // A hair more than its cells, so that no seam is seen between two of them.
    let (w, h) = (f32::from(run.cells) * CELL.0 + 0.3, CELL.1 + 0.3);
    writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{paper}\"/>")
        .unwrap();
}

fn words(svg: &mut String, run: &Run, y: u16) {
    if run.text.trim().is_empty() {
        return;
    }
    let (left, top) = (f32::from(run.x) * CELL.0, f32::from(y) * CELL.1);
    if let Some(path) = line(&run.text) {
        let ink = &run.look.ink;
        writeln!(svg, "<path transform=\"translate({left} {top})\" {}/>", path.replace("INK", ink))
            .unwrap();
        return;
    }
    let text = run.text.trim_end();
    let lead = text.chars().take_while(|it| *it == ' ').count();
    let (text, x) = (text.trim_start(), left + lead as f32 * CELL.0);
    let cells = if run.grows { text.chars().count() as f32 } else { f32::from(run.cells) };
    let (long, base) = (cells * CELL.0, top + 15.0);
    let mut style = String::new();
    if run.look.ink != INK {
        write!(style, " fill=\"{}\"", run.look.ink).unwrap();
    }
    if run.look.bold {
        style.push_str(" font-weight=\"bold\"");
    }
    if run.look.dim {
        style.push_str(" opacity=\"0.6\"");
    }
    if run.look.underlined {
        style.push_str(" text-decoration=\"underline\"");
    }
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    writeln!(
        svg,
        "<text x=\"{x}\" y=\"{base}\" textLength=\"{long}\" lengthAdjust=\"spacingAndGlyphs\"{style}>{text}</text>"
    )
    .unwrap();
}

/// Lines and blocks are drawn, so that they meet whatever the font.
fn line(sign: &str) -> Option<String> {
    let ((w, h), stroke) = (CELL, "fill=\"none\" stroke=\"INK\" stroke-width=\"1.3\"");
    let (x, y) = (w / 2.0, h / 2.0);
    let drawn = |path: String| Some(format!("d=\"{path}\" {stroke}"));
    let block =
        |part: f32| Some(format!("d=\"M0 0h{}v{h}h-{}z\" fill=\"INK\"", w * part, w * part));
    match sign {
        "│" => drawn(format!("M{x} 0V{h}")),
        "─" => drawn(format!("M0 {y}H{w}")),
        "┆" => drawn(format!("M{x} 1v4m0 3v4m0 3v4")),
        "║" => drawn(format!("M{} 0V{h}M{} 0V{h}", x - 1.6, x + 1.6)),
        "═" => drawn(format!("M0 {}H{w}M0 {}H{w}", y - 1.6, y + 1.6)),
        "╭" => drawn(format!("M{x} {h}V{}Q{x} {y} {w} {y}", y + 4.0)),
        "╮" => drawn(format!("M{x} {h}V{}Q{x} {y} 0 {y}", y + 4.0)),
        "╰" => drawn(format!("M{x} 0V{}Q{x} {y} {w} {y}", y - 4.0)),
        "╯" => drawn(format!("M{x} 0V{}Q{x} {y} 0 {y}", y - 4.0)),
        "▌" => block(0.5),
        "▎" => block(0.25),
        "▏" => block(0.125),
        _ => None,
    }
}
