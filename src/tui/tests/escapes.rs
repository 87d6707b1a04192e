//! What goes out beside the picture: links, copies, notices, the title, and what the terminal says of its colours.

use proptest::prelude::*;

use super::fixture::{Bench, NOW, message};
use crate::base::clock::Timestamp;
use crate::config::{Clipboard, Notices};
use crate::domain::{ChangeNo, Kind};
use crate::tui::event::{Effect, Event};
use crate::tui::input::Background;
use crate::tui::notice::{Manner, Notice};
use crate::tui::state::News;
use crate::tui::term::{BACKGROUND, THEME_REPORTS_ON};

/// The links of a frame: what opens them, and the cells they are drawn over.
fn links(frame: &str) -> Vec<(String, String)> {
    let opened = frame.split("\x1b]8;").skip(1).filter(|it| !it.starts_with(';'));
    let taken_apart = opened.map(|it| {
        let (open, words) = it.split_once("\x1b\\").unwrap();
        let mut text = String::new();
        for piece in words.split("\x1b[") {
            let end = piece.find(|it: char| it.is_ascii_alphabetic()).map_or(0, |it| it + 1);
            text.push_str(&piece[end..]);
        }
        (open.to_owned(), text)
    });
    taken_apart.collect()
}

/// A conversation in which the customer has just written this.
fn wrote(text: &str) -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.messages = vec![message(10, Kind::Inbound, 5, text)];
    stir(&mut bench);
    bench.keys("\r");
    bench
}

/// The desk has changed once more.
fn stir(bench: &mut Bench) {
    let next = ChangeNo(bench.state.told.0 + 1);
    bench.happen(Event::Moved(next));
}

#[test]
fn an_address_broken_over_lines_is_one_link() {
    let address = format!("https://shop.example/{}", "довга-стежка/".repeat(6));
    let bench = wrote(&format!("дивіться {address} тут"));
    let links = links(&bench.frame());
    assert!(links.len() > 1, "{links:?}");
    assert!(links.iter().all(|it| it.0 == links[0].0 && it.0.starts_with("id=0;https://shop")));
    let whole: String = links.iter().map(|it| it.1.as_str()).collect();
    assert_eq!(whole, address);
}

#[test]
fn nothing_that_lies_over_a_link_becomes_part_of_it() {
    let address = "https://shop.example/abcdefghijklmnopqrst";
    let text = format!("{address} ").repeat(80);
    let mut bench = wrote(&text);
    let cut = |bench: &Bench| {
        let links = links(&bench.frame());
        for (open, words) in &links {
            assert!(address.contains(words), "{open}: {words:?}");
        }
        links.is_empty() || links.iter().any(|it| it.1.len() < address.len())
    };
    assert!(!cut(&bench));
    for over in ["\x1bOQ", "?"] {
        bench.keys(over);
        assert!(cut(&bench), "something lies over them");
        bench.keys("\x1b");
    }
    // The mark for what lies below stands over the last line.
    bench.keys("kk");
    assert!(bench.screen().contains("↓"), "{}", bench.screen());
    assert!(cut(&bench));
}

#[test]
fn links_are_drawn_where_they_are_wanted_and_can_be_drawn() {
    let mut bench = wrote("https://shop.example/x");
    assert_eq!(links(&bench.frame()).len(), 1);
    bench.state.settings.terminal.links = false;
    assert_eq!(links(&bench.frame()), []);
    bench.state.settings.terminal.links = true;
    bench.state.around.term = "linux".into();
    assert_eq!(links(&bench.frame()), []);
}

/// Reads every command in a frame: only links, each closed before the next one opens and before the frame ends.
fn strictly(frame: &str) -> Result<(), TestCaseError> {
    let mut open = false;
    for piece in frame.split('\x1b').skip(1) {
        let Some(command) = piece.strip_prefix(']') else {
            // The end of a command, a movement or a colour.
            prop_assert!(piece.starts_with(['\\', '[']), "{piece:?}");
            prop_assert!(!open || !piece.starts_with("[?2026"), "a link is open at the end");
            continue;
        };
        prop_assert!(!command.contains(char::is_control), "{command:?}");
        let fields: Vec<&str> = command.split(';').collect();
        let [number, id, url] = fields.as_slice() else {
            return Err(TestCaseError::fail(format!("{command:?}")));
        };
        prop_assert_eq!(*number, "8");
        prop_assert_eq!(open, url.is_empty() && id.is_empty(), "{}", command);
        open = !open;
        let schemes = ["https://", "http://", "mailto:"];
        prop_assert!(!open || schemes.iter().any(|it| url.starts_with(it)), "{url}");
        prop_assert!(!open || url.bytes().all(|it| it.is_ascii_graphic()), "{url}");
        prop_assert!(!open || id.strip_prefix("id=").is_some_and(|it| it.parse::<u32>().is_ok()));
    }
    prop_assert!(!open);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_written_a_frame_holds_whole_links_and_no_other_command(
        parts in proptest::collection::vec(
            prop_oneof![
                Just("https://a.example/".to_owned()), Just("www.a.example".to_owned()), Just("b@a.example".to_owned()),
                Just("\u{1b}]8;;https://evil.example\u{1b}\\".to_owned()), Just("\u{9d}8;;x\u{9c}".to_owned()),
                Just("日本語 👨‍👩‍👧".to_owned()), "[a-z;:/?#%'\"<> \u{7}\u{1b}\n]{0,6}", any::<String>(),
            ],
            1..30,
        ),
    ) {
        strictly(&wrote(&parts.concat()).frame())?;
    }
}

/// What was sent out to be copied.
fn copied(bench: &Bench) -> Vec<&str> {
    let copied = bench.effects.iter().filter_map(|it| match it {
        Effect::CopyOut(text) | Effect::CopyPlainly(text) => Some(text.as_str()),
        _ => None,
    });
    copied.collect()
}

#[test]
fn what_is_copied_in_the_composer_stays_here_and_goes_out() {
    let mut bench = Bench::new(80, 24);
    bench.keys("rпривіт\x1ba\x03");
    assert_eq!(copied(&bench), ["привіт"]);
    assert!(bench.screen().contains("Передано в буфер обміну термінала"), "{}", bench.screen());
    bench.keys("\x18\x16\x16");
    assert_eq!(copied(&bench), ["привіт", "привіт"]);
    assert_eq!(bench.state.composer.as_ref().unwrap().editor.text(), "привітпривіт");
}

#[test]
fn y_copies_the_customer_s_last_words_clean_and_whole() {
    let mut bench = wrote("раз\r\nдва\u{1b}]52;c;eA==\u{7}\u{202e}\tтри\n\n");
    bench.messages.push(message(90, Kind::Reply, 0, "наше"));
    bench.messages.push(message(91, Kind::Inbound, 0, " "));
    stir(&mut bench);
    bench.keys("y");
    assert_eq!(copied(&bench), ["раз\nдва]52;c;eA==   три"]);
    assert_eq!(bench.state.clipboard, copied(&bench)[0]);
}

#[test]
fn y_copies_the_handle_from_the_card_and_says_when_there_is_none() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\r\x1b[Cy");
    assert_eq!(copied(&bench), ["@mariia_iv"]);
    bench.effects.clear();
    bench.state.thread.card.as_mut().unwrap().contact.handle = "\u{200b} ".into();
    bench.keys("y");
    assert_eq!(copied(&bench), [""; 0]);
    assert!(bench.screen().contains("немає чого копіювати"), "{}", bench.screen());
}

#[test]
fn nothing_goes_out_that_is_not_wanted_or_too_long() {
    let mut bench = wrote("слова");
    bench.state.settings.terminal.clipboard = Clipboard::Off;
    bench.keys("y");
    assert_eq!((copied(&bench).len(), bench.state.clipboard.as_str()), (0, "слова"));
    let mut bench = wrote(&"щ".repeat(27_751));
    bench.keys("y");
    assert_eq!((copied(&bench).len(), bench.state.clipboard.chars().count()), (0, 27_751));
    assert!(bench.screen().contains("Задовге"), "{}", bench.screen());
}

#[test]
fn what_tmux_refuses_goes_to_the_terminal() {
    let mut bench = Bench::new(80, 24);
    bench.happen(Event::TmuxRefused { text: "слова".into(), why: "exit status: 1".into() });
    assert_eq!(bench.effects, [Effect::CopyPlainly("слова".into())]);
    assert!(bench.screen().contains("exit status: 1"), "{}", bench.screen());
}

fn news(count: usize, name: &str) -> Option<News> {
    Some(News { count, name: name.into(), text: "Ау".into() })
}

/// The notices so far: how many messages, and who wrote last.
fn notices(bench: &Bench) -> Vec<(usize, &str)> {
    let notices = bench.effects.iter().filter_map(|it| match it {
        Effect::Notify(notice) => Some((notice.news.count, notice.news.name.as_str())),
        _ => None,
    });
    notices.collect()
}

#[test]
fn only_who_is_known_to_look_elsewhere_is_told() {
    let mut bench = Bench::new(80, 24);
    bench.news = news(1, "Олена");
    stir(&mut bench);
    assert_eq!(notices(&bench), [], "nobody knows where the focus is");
    bench.keys("\x1b[I");
    stir(&mut bench);
    assert_eq!(notices(&bench), []);
    bench.keys("\x1b[O");
    stir(&mut bench);
    assert_eq!(notices(&bench), [(1, "Олена")]);
    let last = bench.effects.last().cloned();
    let expected = Notice { manner: Manner::Bell, news: news(1, "Олена").unwrap(), at: NOW };
    assert_eq!(last, Some(Effect::Notify(expected)));
}

#[test]
fn notices_come_five_seconds_apart_and_are_summed_up() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1b[O");
    bench.news = news(1, "Олена");
    stir(&mut bench);
    bench.news = news(2, "Тарас");
    stir(&mut bench);
    bench.news = news(1, "Ганна");
    stir(&mut bench);
    bench.news = None;
    assert_eq!(notices(&bench), [(1, "Олена")]);
    assert_eq!(bench.state.next_change().map(|it| it.0 - NOW.0), Some(5000));
    bench.wait(4999);
    assert_eq!(notices(&bench).len(), 1);
    bench.wait(1);
    assert_eq!(notices(&bench), [(1, "Олена"), (3, "Ганна")]);
    bench.wait(60_000);
    assert_eq!(notices(&bench).len(), 2);
}

#[test]
fn who_has_come_back_is_not_told_what_they_see() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1b[O");
    bench.news = news(1, "Олена");
    stir(&mut bench);
    stir(&mut bench);
    bench.keys("\x1b[I");
    bench.keys("\x1b[O");
    bench.wait(6000);
    assert_eq!(notices(&bench).len(), 1);
    // After the terminal was given away nobody knows.
    bench.state.reentered();
    stir(&mut bench);
    assert_eq!(notices(&bench).len(), 1);
}

#[test]
fn a_clock_that_is_set_back_silences_nobody() {
    let mut bench = Bench::new(80, 24);
    bench.keys("\x1b[O");
    bench.news = news(1, "Олена");
    stir(&mut bench);
    stir(&mut bench);
    bench.happen(Event::Now(Timestamp(NOW.0 - 3_600_000), 7200));
    bench.wait(5000);
    assert_eq!(notices(&bench).len(), 2);
}

#[test]
fn notices_that_are_not_wanted_are_not_even_asked_for() {
    let mut bench = Bench::new(80, 24);
    bench.state.settings.terminal.notices = Notices::Off;
    bench.keys("\x1b[O");
    bench.news = news(1, "Олена");
    stir(&mut bench);
    assert_eq!((notices(&bench).len(), bench.state.news.clone()), (0, None));
}

#[test]
fn a_terminal_is_told_in_its_own_way_even_when_its_keys_are_not_believed() {
    let mut bench = Bench::new(80, 24);
    bench.state.settings.terminal.keyboard = crate::config::Keyboard::Legacy;
    bench.keys("\x1bP>|WezTerm 20240203\x1b\\\x1b[O");
    bench.news = news(1, "Олена");
    stir(&mut bench);
    let manner = bench.effects.iter().find_map(|it| match it {
        Effect::Notify(notice) => Some(notice.manner),
        _ => None,
    });
    assert_eq!(manner, Some(Manner::Line));
    assert!(!bench.effects.iter().any(|it| matches!(it, Effect::Tell(_))), "{:?}", bench.effects);
}

#[test]
fn the_title_counts_as_the_status_line_does() {
    let mut bench = Bench::new(80, 24);
    let waiting = bench.state.waiting_dialogs();
    assert!(
        waiting > 0 && bench.screen().contains(&format!("{waiting} очік")),
        "{}",
        bench.screen()
    );
    assert_eq!(bench.state.title(), format!("({waiting}) keydesk"));
    bench.state.totals = crate::domain::Totals::default();
    assert_eq!(bench.state.title(), "keydesk");
}

fn background(bench: &Bench) -> Background {
    bench.state.around.shown_on(&bench.state.caps)
}

#[test]
fn the_window_s_own_colour_has_the_last_word_about_dark_and_light() {
    use Background::{Dark, Light};
    let mut bench = Bench::new(80, 24);
    assert_eq!(background(&bench), Dark);
    bench.state.around.background = Some(Light);
    assert_eq!(background(&bench), Light, "the environment, as long as the terminal is silent");
    bench.keys("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\");
    assert_eq!(background(&bench), Dark);
    // A theme that changes in the middle of the day is followed at once, and the colour asked for.
    bench.keys("\x1b[?2031;2$y\x1b[?997;2n");
    assert_eq!(background(&bench), Light);
    assert_eq!(bench.effects, [Effect::Tell(THEME_REPORTS_ON), Effect::Tell(BACKGROUND)]);
    bench.keys("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\");
    assert_eq!(background(&bench), Dark);
    // Given away and taken back: reports are asked for again as soon as the terminal says that it can.
    bench.effects.clear();
    bench.state.reentered();
    bench.keys("\x1b[?2031;2$y");
    assert_eq!(bench.effects, [Effect::Tell(THEME_REPORTS_ON)]);
}
