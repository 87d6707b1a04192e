//! Views: going to them, one's own, and keeping new ones.

use std::path::Path;

use super::fixture::Bench;
use crate::base::msg::Msg;
use crate::config::books;
use crate::domain::View;
use crate::i18n::Language;
use crate::tui::event::{Effect, Event};
use crate::tui::state::{Popup, ViewId, ViewsFile};

const FILE: &str = "[[view]]\nname = 'Важливі'\nfilter = 'is:open tag:vip'\n\
    [[view]]\nname = 'Вайбер Ткача'\nfilter = 'channel:viber assignee:\"Ігор Ткач\"'\nplace = 3\n\
    [[view]]\nname = 'Крива'\nfilter = 'is:open chanel:viber'\n";

fn file(text: &str) -> ViewsFile {
    let file = Path::new("views.toml");
    let (views, faults) = books::Views::parse(file, text);
    ViewsFile { file: file.into(), views: views.all, faults }
}

fn with_views(mut bench: Bench, text: &str) -> Bench {
    bench.happen(Event::Views { read: file(text), saved: None });
    bench
}

fn words(bench: &Bench) -> String {
    bench.state.list.words.join(" ")
}

#[test]
fn all_views_with_their_numbers() {
    let mut drawn = String::new();
    for (width, height) in [(80, 24), (120, 40), (40, 12)] {
        for language in [Language::Uk, Language::En] {
            let mut bench = Bench::in_language(width, height, language);
            bench.counted = Some(|_| 4);
            let mut bench = with_views(bench, FILE);
            drawn.push_str(bench.screen().lines().next().unwrap());
            drawn.push('\n');
            bench.keys("9");
            drawn.push_str(bench.screen().lines().next().unwrap());
            drawn.push('\n');
            bench.keys("v");
            drawn.push_str(&bench.screen());
            drawn.push('\n');
        }
    }
    insta::assert_snapshot!(drawn);
}

#[test]
fn digits_go_to_one_s_own_views() {
    let mut bench = with_views(Bench::new(80, 24), FILE);
    bench.keys("9");
    assert_eq!(bench.state.list.view, ViewId::Own(0));
    assert_eq!(bench.state.list.filter.tags, ["vip"]);
    // One that wants a digit has it; the built-in one is still there.
    bench.keys("3");
    assert_eq!(bench.state.list.view, ViewId::Own(1));
    assert_eq!(bench.state.list.filter.channels.len(), 1);
    let order = bench.state.views.order();
    assert_eq!(order[2], (Some(3), ViewId::Own(1)));
    assert!(order.contains(&(None, ViewId::BuiltIn(View::Unassigned))));
    // A broken one says where, and what is right in its place.
    let at = bench.state.views.own[2].fault.clone().unwrap();
    let said = bench.catalog.say(&at);
    assert!(said.starts_with("У views.toml:10:19: ") && said.contains("channel"), "{said}");
    let mut none = Bench::new(80, 24);
    none.keys("9");
    assert_eq!(none.state.list.view, ViewId::BuiltIn(View::Waiting));
    assert!(none.screen().contains("Власних подань ще немає"), "{}", none.screen());
}

#[test]
fn a_file_with_mistakes_is_named_with_the_line() {
    let mut bench = Bench::new(120, 40);
    bench.happen(Event::Views {
        read: file("[[view]]\nname = 'Без фільтра'\n"), saved: None
    });
    assert!(bench.screen().contains("У views.toml:1:1"), "{}", bench.screen());
}

#[test]
fn what_the_list_shows_is_kept_under_a_name() {
    let mut bench = Bench::new(80, 24);
    bench.keys("fafter:сьогодні tag:vip\rVСьогоднішні");
    let screen = bench.screen();
    assert!(screen.contains("is:open is:unanswered af"), "{screen}");
    bench.keys("\r");
    let (name, line) = ("Сьогоднішні", "is:open is:unanswered after:сьогодні tag:vip");
    let saved = Effect::SaveView { name: name.into(), line: line.into() };
    assert_eq!(bench.effects.last(), Some(&saved));
    let text = format!("[[view]]\nname = '{name}'\nfilter = '{line}'\n");
    bench.happen(Event::Views { read: file(&text), saved: Some(Ok(name.into())) });
    assert_eq!((bench.state.list.view, words(&bench).as_str()), (ViewId::Own(0), ""));
    assert!(bench.screen().contains("9 Сьогоднішні"), "{}", bench.screen());
    assert!(bench.screen().contains("Збережено: Сьогоднішні"), "{}", bench.screen());
    // The day moves on with it.
    let before = bench.state.list.filter.after;
    bench.wait(24 * 3_600_000);
    assert_ne!(bench.state.list.filter.after, before);
    // A name that is taken says so at once.
    bench.keys("Vсьогоднішні\r");
    assert!(matches!(bench.state.popup, Some(Popup::Pick(_))));
    assert!(bench.screen().contains("`сьогоднішні` уже є"), "{}", bench.screen());
}

#[test]
fn what_no_line_says_is_not_kept() {
    let mut bench = Bench::new(80, 24);
    bench.keys("2fassignee:none\rV");
    assert_eq!(bench.state.popup, None);
    assert!(bench.screen().contains("не записати одним"), "{}", bench.screen());
    bench.keys("\x7ffis:closed assignee:none\rVНічиї закриті\r");
    let line = "is:closed assignee:none".to_owned();
    assert_eq!(
        bench.effects.last(),
        Some(&Effect::SaveView { name: "Нічиї закриті".into(), line })
    );
    let why = Msg::new("book-unwritten").with("file", "views.toml").with("cause", "disk");
    bench.happen(Event::Views { read: ViewsFile::default(), saved: Some(Err(why)) });
    assert!(bench.screen().contains("iews.toml"), "{}", bench.screen());
}

#[test]
fn a_view_that_goes_or_moves_is_followed() {
    let mut bench = with_views(Bench::new(80, 24), FILE);
    bench.keys("3");
    let turned =
        "[[view]]\nname = 'Вайбер Ткача'\nfilter = 'channel:viber assignee:\"Ігор Ткач\"'\n";
    let mut bench = with_views(bench, turned);
    assert_eq!(bench.state.list.view, ViewId::Own(0));
    bench = with_views(bench, "");
    assert_eq!(bench.state.list.view, ViewId::BuiltIn(View::Waiting));
    assert!(bench.state.list.filter.waiting);
}

#[test]
fn numbers_that_must_be_counted_come_later() {
    let mut bench = with_views(Bench::new(120, 40), FILE);
    bench.keys("v");
    let line = |bench: &Bench| {
        bench
            .screen()
            .lines()
            .find(|it| it.contains("9 Важливі") && it.contains('│'))
            .unwrap()
            .to_owned()
    };
    assert!(line(&bench).contains('…'), "{}", line(&bench));
    let Some(Effect::Count { no, filters, .. }) =
        bench.effects.iter().rfind(|it| matches!(it, Effect::Count { .. })).cloned()
    else {
        panic!("nobody asked");
    };
    assert_eq!(filters.len(), 1, "the other own one is told by the totals");
    bench.happen(Event::Counted { no, counts: Some(vec![42]) });
    assert!(line(&bench).contains("42"), "{}", line(&bench));
    bench.keys("Важ\r");
    assert_eq!(bench.state.list.view, ViewId::Own(0));
}

#[test]
fn a_name_on_the_desk_is_known_with_its_first_answer() {
    let mut bench = Bench::new(80, 24);
    let read = file("[[view]]\nname = 'Ткач'\nfilter = 'assignee:\"Ігор Ткач\"'\n");
    bench.state.take_views(read);
    bench.state.roster = crate::store::Roster::default();
    bench.state.understand_views();
    assert!(bench.state.views.own[0].fault.is_some());
    bench.happen(Event::Moved(crate::domain::ChangeNo(bench.state.told.0 + 1)));
    assert_eq!(bench.state.views.own[0].fault, None);
    bench.keys("9");
    assert_eq!(bench.state.list.view, ViewId::Own(0));
}
