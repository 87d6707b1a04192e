//! The picture of the day on the screen.

use super::fixture::{Bench, NOW, minutes_ago};
use crate::base::clock::Timestamp;
use crate::domain::picture::{Close, End, Facts, Picture, PictureQuery, Wait, WaitingNow};
use crate::domain::{AgentId, ChangeNo, ChannelId};
use crate::i18n::Language;
use crate::tui::event::{Effect, Event, Finding, Inquiry};

/// A morning's work.
fn picture(query: PictureQuery) -> Picture {
    let waiting = |channel, dialogs, snoozed, minutes: i64| WaitingNow {
        channel: ChannelId(channel),
        dialogs,
        snoozed,
        oldest: (dialogs > 0).then(|| minutes_ago(minutes)),
    };
    let hour = |hour: i64, minute: i64| Timestamp(query.today().0 + (hour * 60 + minute) * 60_000);
    let mut facts = Facts {
        waiting: vec![waiting(1, 7, 2, 127), waiting(2, 3, 0, 47), waiting(3, 0, 0, 0)],
        ..Facts::default()
    };
    for at in 0..40_i64 {
        let began = hour(8 + at % 6, at);
        let author = [Some(AgentId(1)), Some(AgentId(2)), None][usize::try_from(at % 3).unwrap()];
        let after = Timestamp(began.0 + (at * at + 1) * 7_000);
        let end = match at % 10 {
            8 => End::Closed,
            9 => End::Waits,
            _ => End::Answered { at: after, author },
        };
        facts.waits.push(Wait { began, end });
    }
    for day in 0..14 {
        let at = Timestamp(query.first().0 + day * 86_400_000 + 1);
        facts.opened.extend(vec![at; usize::try_from(5 + day * 7 % 13).unwrap()]);
        let close = Close { at, taken_back: None };
        facts.closed.extend(vec![close; usize::try_from(3 + day * 5 % 11).unwrap()]);
    }
    Picture::of(query, facts)
}

/// The questions for a picture, in order.
fn asked(bench: &Bench) -> Vec<(u64, PictureQuery)> {
    let asked = bench.effects.iter().filter_map(|it| match it {
        Effect::Inquire(no, inquiry) => match **inquiry {
            Inquiry::Picture(query) => Some((*no, query)),
            Inquiry::Contacts(_) | Inquiry::Crew | Inquiry::Why(_) => None,
        },
        _ => None,
    });
    asked.collect()
}

fn answer(bench: &mut Bench) {
    let (no, query) = asked(bench).pop().unwrap();
    bench.happen(Event::Answered(no, Box::new(Finding::Picture(Box::new(picture(query))))));
}

fn drawn(width: u16, height: u16, language: Language) -> String {
    let mut bench = Bench::in_language(width, height, language);
    bench.keys("p");
    answer(&mut bench);
    bench.screen()
}

#[test]
fn the_picture_at_every_size() {
    insta::assert_snapshot!([drawn(80, 24, Language::Uk), drawn(120, 40, Language::En)].join("\n"));
}

#[test]
fn a_small_screen_shows_the_numbers_and_scrolls_them() {
    let mut bench = Bench::in_language(40, 12, Language::Uk);
    bench.keys("p");
    assert!(bench.screen().contains("рахуємо"), "{}", bench.screen());
    answer(&mut bench);
    let first = bench.screen();
    bench.keys("G");
    insta::assert_snapshot!(format!("{first}\n{}", bench.screen()));
}

#[test]
fn many_hours_on_a_small_screen_are_told_in_minutes() {
    let mut bench = Bench::new(80, 24);
    bench.keys("p");
    let (no, query) = asked(&bench)[0];
    let began = |hour: i64| Timestamp(query.today().0 + hour * 3_600_000);
    let waits = (0..18).map(|hour| {
        let at = Timestamp(began(hour).0 + (hour * hour + 1) * 60_000);
        Wait { began: began(hour), end: End::Answered { at, author: None } }
    });
    let picture = Picture::of(query, Facts { waits: waits.collect(), ..Facts::default() });
    bench.happen(Event::Answered(no, Box::new(Finding::Picture(Box::new(picture)))));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn what_the_numbers_mean_is_a_key_away() {
    let mut bench = Bench::new(80, 24);
    bench.keys("p");
    answer(&mut bench);
    let picture = bench.screen();
    bench.keys("?");
    insta::assert_snapshot!(bench.screen());
    bench.keys("\x1b");
    assert_eq!(bench.screen(), picture, "back to the picture");
    bench.keys("\x1b");
    assert_eq!(bench.state.popup, None);
}

#[test]
fn the_picture_of_a_day_on_which_nothing_has_happened() {
    let mut bench = Bench::in_language(80, 24, Language::En);
    bench.keys("p");
    let (no, query) = asked(&bench)[0];
    let empty = Picture::of(query, Facts::default());
    bench.happen(Event::Answered(no, Box::new(Finding::Picture(Box::new(empty)))));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn a_busy_desk_is_counted_again_but_not_with_every_change() {
    let mut bench = Bench::new(80, 24);
    bench.keys("p");
    assert_eq!(
        asked(&bench),
        [(asked(&bench)[0].0, PictureQuery { now: NOW, utc_offset: 7200, days: 14 })]
    );
    bench.happen(Event::Moved(ChangeNo(5)));
    bench.wait(5_000);
    assert_eq!(asked(&bench).len(), 1, "one question at a time");
    answer(&mut bench);
    assert_eq!(asked(&bench).len(), 2, "the desk has moved meanwhile");
    answer(&mut bench);
    for change in 6..20 {
        bench.happen(Event::Moved(ChangeNo(change)));
    }
    assert_eq!(asked(&bench).len(), 2);
    assert_eq!(bench.state.next_change(), Some(Timestamp(NOW.0 + 8_000)));
    bench.wait(3_000);
    assert_eq!(asked(&bench).len(), 3);
    answer(&mut bench);
    bench.wait(59_000);
    assert_eq!(asked(&bench).len(), 3, "a quiet desk is left alone");
    bench.wait(1_000);
    assert_eq!(asked(&bench).len(), 4, "but what waits grows older");
    bench.keys("p");
    bench.happen(Event::Moved(ChangeNo(30)));
    bench.wait(60_000);
    assert_eq!(asked(&bench).len(), 4, "nobody looks");
}

#[test]
fn a_question_that_was_given_up_is_asked_again() {
    let mut bench = Bench::new(80, 24);
    bench.keys("p");
    let (no, _) = asked(&bench)[0];
    bench.happen(Event::Answered(no, Box::new(Finding::Nothing)));
    bench.wait(3_000);
    assert_eq!(asked(&bench).len(), 2);
}
