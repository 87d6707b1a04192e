//! The list moves while somebody looks at it.

use super::fixture::{Bench, accepted};
use super::stories::ops;
use crate::domain::{ChangeNo, DialogId, Intent};
use crate::store::Done;
use crate::tui::event::Event;

const CLOSE: &str = "\x0f";

fn under_cursor(bench: &Bench) -> i64 {
    bench.state.list.current().unwrap().dialog.id.0
}

fn moved(bench: &mut Bench) {
    bench.happen(Event::Moved(ChangeNo(bench.state.told.0 + 1)));
}

/// A colleague takes the second dialog away, which is being looked at.
fn taken_away() -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.keys("j");
    assert_eq!(under_cursor(&bench), 2);
    bench.rows.remove(1);
    moved(&mut bench);
    assert_eq!(under_cursor(&bench), 3);
    bench
}

#[test]
fn what_was_meant_for_a_dialog_that_is_gone_does_nothing_to_the_next() {
    for key in [CLOSE, "щ", "\x11", "ь", "и"] {
        let mut bench = taken_away();
        bench.wait(390);
        bench.keys(key);
        assert_eq!(ops(&bench), [], "{key:?}");
        assert!(bench.screen().contains("Список зрушився"), "{}", bench.screen());
    }
}

#[test]
fn who_has_had_time_to_look_or_has_moved_the_cursor_is_heard() {
    let mut bench = taken_away();
    bench.wait(400);
    bench.keys(CLOSE);
    assert_eq!(ops(&bench), [(DialogId(3), Intent::Close)]);
    let mut bench = taken_away();
    bench.keys("j");
    bench.keys(CLOSE);
    assert_eq!(ops(&bench), [(DialogId(4), Intent::Close)]);
}

#[test]
fn the_cursor_follows_a_dialog_that_moves_within_the_screen() {
    let mut bench = Bench::new(80, 24);
    bench.keys("j");
    let row = &mut bench.rows[1];
    row.dialog.counter.since = Some(super::fixture::minutes_ago(10));
    let row = bench.rows.remove(1);
    bench.rows.insert(3, row);
    moved(&mut bench);
    assert_eq!((under_cursor(&bench), bench.state.list.cursor), (2, 3));
    bench.keys(CLOSE);
    assert_eq!(ops(&bench), [(DialogId(2), Intent::Close)]);
}

#[test]
fn what_i_close_myself_may_leave_and_the_next_one_be_closed() {
    for told_first in [false, true] {
        let mut bench = Bench::new(80, 24);
        bench.keys("j");
        bench.keys(CLOSE);
        let op = bench.state.pending[0].op.id;
        bench.rows.remove(1);
        let Done::Accepted { changes, unanswered, answering, .. } = accepted(Vec::new(), 0) else {
            unreachable!()
        };
        let head = ChangeNo(bench.state.told.0 + 1);
        let done = Done::Accepted { changes, unanswered, answering, head };
        if told_first {
            bench.happen(Event::Moved(head));
        }
        bench.happen(Event::Decided { op, done });
        assert_eq!(under_cursor(&bench), 3);
        bench.wait(200);
        bench.keys(CLOSE);
        assert_eq!(ops(&bench).last(), Some(&(DialogId(3), Intent::Close)), "{told_first}");
        assert!(bench.state.list.acted_on.is_empty());
    }
}
