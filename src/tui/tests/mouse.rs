//! What the mouse does, as a terminal reports it: SGR, cells counted from 1.

use super::fixture::Bench;
use super::stories::ops;
use crate::domain::{DialogId, Intent, View};
use crate::tui::event::Spot;
use crate::tui::state::{Focus, Popup, ViewId};
use crate::tui::view;

const LEFT: u16 = 0;
const DRAG: u16 = 32;
const WHEEL_UP: u16 = 64;
const WHEEL_DOWN: u16 = 65;

fn at(button: u16, x: u16, y: u16) -> String {
    format!("\x1b[<{button};{};{}M", x + 1, y + 1)
}

/// Presses and lets go.
fn click(bench: &mut Bench, x: u16, y: u16) {
    bench.keys(&format!("{}\x1b[<0;{};{}m", at(LEFT, x, y), x + 1, y + 1));
}

/// The first cell that shows `words`.
fn find(bench: &Bench, words: &str) -> (u16, u16) {
    let screen = bench.screen();
    let found = screen.lines().zip(0..).find_map(|(line, y)| {
        let at = line.find(words)?;
        Some((u16::try_from(crate::base::text::width(&line[..at])).unwrap(), y))
    });
    found.unwrap_or_else(|| panic!("no {words} on\n{screen}"))
}

fn click_on(bench: &mut Bench, words: &str) {
    let (x, y) = find(bench, words);
    click(bench, x, y);
}

#[test]
fn the_first_click_chooses_a_dialog_and_one_more_opens_it() {
    let mut bench = Bench::new(80, 24);
    click_on(&mut bench, "John Smith");
    assert_eq!((bench.state.focus, bench.state.target()), (Focus::List, Some(DialogId(3))));
    click_on(&mut bench, "John Smith");
    assert_eq!((bench.state.focus, bench.state.thread.dialog), (Focus::Thread, Some(DialogId(3))));
    // From the conversation a click on its row goes back first.
    click(&mut bench, 5, 5);
    assert_eq!(bench.state.focus, Focus::List);
}

#[test]
fn a_click_goes_to_the_pane_under_it() {
    let mut bench = Bench::new(120, 30);
    for (x, focus) in [(60, Focus::Thread), (115, Focus::Card), (5, Focus::List)] {
        click(&mut bench, x, 20);
        assert_eq!(bench.state.focus, focus);
    }
}

#[test]
fn the_wheel_scrolls_the_list_and_the_cursor_stays_while_it_is_in_sight() {
    let mut bench = Bench::new(80, 6);
    let (rows, shown) = (bench.state.list.rows.len(), bench.state.list_rows());
    assert!(shown + 3 <= rows, "{shown} of {rows}");
    bench.keys(&"j".repeat(3));
    bench.keys(&at(WHEEL_DOWN, 5, 3));
    assert_eq!((bench.state.list.top, bench.state.list.cursor), (3, 3));
    bench.keys(&at(WHEEL_DOWN, 5, 3).repeat(9));
    assert_eq!((bench.state.list.top, bench.state.list.cursor), (rows - shown, rows - shown));
    bench.keys(&at(WHEEL_UP, 5, 3).repeat(9));
    assert_eq!((bench.state.list.top, bench.state.list.cursor), (0, shown - 1));
    bench.keys("j");
    assert_eq!(bench.state.list.cursor, shown, "keys go on from there");
}

#[test]
fn the_wheel_scrolls_the_conversation_under_it_and_keys_stay_with_the_list() {
    let mut bench = Bench::new(80, 12);
    bench.wait(1_000);
    bench.keys(&at(WHEEL_UP, 60, 5));
    assert_eq!((bench.state.thread.scroll, bench.state.focus), (3, Focus::List));
    bench.keys(&at(WHEEL_DOWN, 60, 5).repeat(2));
    assert_eq!(bench.state.thread.scroll, 0);
    bench.keys("j");
    assert_eq!(bench.state.list.cursor, 1);
}

#[test]
fn views_and_keys_that_are_shown_can_be_clicked() {
    let mut bench = Bench::new(80, 24);
    click_on(&mut bench, "4 Відкриті");
    assert_eq!(bench.state.list.view, ViewId::BuiltIn(View::Open));
    click_on(&mut bench, "^O Закрити");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Close)]);
    click_on(&mut bench, "Enter Відкрити");
    assert_eq!(bench.state.focus, Focus::Thread);
}

#[test]
fn a_line_of_a_menu_is_taken_and_a_click_beside_it_puts_it_away() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1bOQ");
    let title = find(&bench, "Діалог:");
    click(&mut bench, title.0, title.1);
    assert!(bench.state.popup.is_some(), "its frame does nothing");
    click(&mut bench, 0, 0);
    assert_eq!((bench.state.popup.as_ref(), ops(&bench).len()), (None, 0));
    bench.keys("\x1bOQ");
    click_on(&mut bench, "b Зняти");
    assert_eq!(ops(&bench), [(DialogId(1), Intent::Assign(None))]);
    bench.keys("?");
    bench.keys(&at(WHEEL_DOWN, 40, 10));
    assert_eq!(bench.state.popup, Some(Popup::Help { top: 1 }));
}

#[test]
fn a_click_in_the_text_puts_the_cursor_there_and_dragging_selects() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rперше друге третє");
    let (x, y) = find(&bench, "друге");
    click(&mut bench, x, y);
    bench.keys("!");
    bench.keys(&format!("{}{}", at(LEFT, x + 1, y), at(DRAG, x + 6, y)));
    let editor = &bench.state.composer.as_ref().unwrap().editor;
    assert_eq!((editor.text(), editor.copy().as_str()), ("перше !друге третє", "друге"));
    // From elsewhere a press goes into the text, and past its end to the end.
    click(&mut bench, 2, 2);
    assert_eq!(bench.state.focus, Focus::List);
    click(&mut bench, 78, y);
    assert_eq!(bench.state.focus, Focus::Composer);
    bench.keys("…");
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "перше !друге третє…");
}

#[test]
fn no_key_is_lost_between_any_number_of_mouse_reports() {
    let mut bench = Bench::new(80, 24);
    bench.keys("r");
    let text = "Доброго дня! Уже з’ясовую.";
    let noise = [at(35, 70, 3), at(WHEEL_UP, 70, 3), at(WHEEL_DOWN, 70, 3), at(1, 4, 4)].concat();
    let typed: String = text.chars().map(|it| format!("{noise}{it}{noise}")).collect();
    bench.keys(&typed);
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), text);
}

#[test]
fn whatever_is_open_every_cell_can_be_pointed_at() {
    for (width, height) in [(120, 40), (80, 24), (40, 12), (24, 6), (10, 3)] {
        for keys in ["", "\r", "r", "\x1bOQ", "?", "rx\x1b[<", "t\r", "f"] {
            let mut bench = Bench::new(width, height);
            bench.keys(keys);
            for y in 0..height + 1 {
                for x in 0..width + 1 {
                    let spot = view::spot(&bench.state, &bench.catalog, x, y);
                    let outside = x == width || y == height;
                    let nowhere = matches!(spot, Spot::Nothing | Spot::Popup | Spot::BesidePopup);
                    assert!(!outside || nowhere, "{x},{y} of {width}x{height}: {spot:?}");
                }
            }
        }
    }
}
