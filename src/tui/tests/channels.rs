//! The channels screen.

use super::fixture::{Bench, NOW, minutes_ago, roster};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::{AgentId, ChangeNo, ChannelId, Health, Role};
use crate::i18n::Language;
use crate::store::{Details, Doing};
use crate::tui::action::Action;
use crate::tui::channels::{ChannelNews, ChannelWish, Found, Mark, Todo};
use crate::tui::event::{Effect, Event};
use crate::tui::hub::HubLink;
use crate::tui::state::Link;

/// Three channels: one well, one that needs a new authorization, one whose name and trouble are hostile.
pub(super) fn all() -> Vec<Details> {
    let details = |at: usize, doing| Details {
        channel: roster().channels.swap_remove(at),
        options: Default::default(),
        agents: Vec::new(),
        doing,
    };
    let last_inbound = Some(minutes_ago(3));
    let authorized = Some(minutes_ago(90));
    let mut all = vec![
        details(0, Doing { last_inbound, authorized, ..Doing::default() }),
        details(1, Doing { last_inbound: Some(minutes_ago(2_000)), ..Doing::default() }),
        details(2, Doing { unread: 5, ..Doing::default() }),
    ];
    all[0].agents = vec![AgentId(2), AgentId(3), AgentId(1)];
    for (name, value) in [("distribution", "round-robin"), ("plan-until", "2026-11-28")] {
        all[0].options.insert(name.into(), value.into());
    }
    all[0].options.insert("greeting".into(), "Вітаю!\nМи поруч.".into());
    all[1].channel.health = Health::Unauthorized;
    all[2].channel.health = Health::Unreachable("no\u{1b}[2J route to host".into());
    all[2].doing.trouble = Some(("no\u{1b}[2J route to host".into(), minutes_ago(1)));
    all[2].doing.next_try = Some(Timestamp(NOW.0 + 60_000));
    all
}

pub(super) fn wishes(bench: &Bench) -> Vec<ChannelWish> {
    let wishes = bench.effects.iter().filter_map(|it| match it {
        Effect::Channels(wish) => Some((**wish).clone()),
        _ => None,
    });
    wishes.collect()
}

pub(super) fn news(bench: &mut Bench, news: ChannelNews) {
    bench.happen(Event::Channels(Box::new(news)));
}

/// Answers the last look.
pub(super) fn answer(bench: &mut Bench, all: Vec<Details>) {
    let look = |it: &ChannelWish| match it {
        ChannelWish::Look { no } => Some(*no),
        _ => None,
    };
    let no = wishes(bench).iter().rev().find_map(look).unwrap();
    news(bench, ChannelNews::Told { no, all });
}

pub(super) fn opened(width: u16, height: u16, language: Language) -> Bench {
    let mut bench = Bench::in_language(width, height, language);
    bench.keys("C");
    answer(&mut bench, all());
    bench
}

#[test]
fn the_channels_at_every_size() {
    for (width, height) in [(80, 24), (40, 12), (120, 40)] {
        let mut bench = opened(width, height, Language::Uk);
        let first = bench.screen();
        bench.keys("G");
        insta::assert_snapshot!(
            format!("channels_{width}x{height}"),
            format!("{first}\n{}", bench.screen())
        );
        assert!(!bench.frame().contains("[2J route"), "hostile words are cleaned");
    }
}

#[test]
fn nothing_breaks_at_any_size() {
    let mut bench = opened(80, 24, Language::Uk);
    for keys in ["", "l", "\x1b", "c"] {
        bench.keys(keys);
        for width in (24..50).chain([59, 79, 80, 99, 100, 101, 160, 200]) {
            for height in [6, 7, 8, 10, 12, 17, 60] {
                bench.happen(Event::Resized(width, height));
                bench.screen();
            }
        }
    }
}

#[test]
fn the_screen_asks_again_when_the_desk_moves_and_every_ten_seconds() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.happen(Event::Moved(ChangeNo(5)));
    bench.wait(999);
    assert_eq!(wishes(&bench).len(), 1);
    bench.wait(1);
    assert_eq!(wishes(&bench).len(), 2);
    answer(&mut bench, all());
    bench.wait(9_999);
    assert_eq!(wishes(&bench).len(), 2, "a quiet desk is left alone");
    bench.wait(1);
    assert_eq!(wishes(&bench).len(), 3, "when the next try is no change tells");
    bench.keys("q");
    assert_eq!(bench.state.popup, None);
    bench.wait(60_000);
    assert_eq!(wishes(&bench).len(), 3, "nobody looks");
}

#[test]
fn the_cursor_stays_on_its_channel_when_another_one_goes() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("jj");
    bench.happen(Event::Moved(ChangeNo(5)));
    bench.wait(1_000);
    answer(&mut bench, all().split_off(1));
    bench.keys("s");
    let wanted = ChannelWish::Switch { channel: ChannelId(3), active: false };
    assert_eq!(wishes(&bench).last(), Some(&wanted));
}

#[test]
fn a_check_tells_what_to_do_and_by_which_key() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("c");
    let Some(ChannelWish::Check { no, channel }) = wishes(&bench).pop() else { panic!() };
    assert_eq!(channel, ChannelId(1));
    assert!(bench.screen().contains("Перевіряємо"), "{}", bench.screen());
    bench.keys("c");
    assert_eq!(wishes(&bench).len(), 2, "one check at a time");
    let found = |mark, said, todo| Found { mark, said, todo };
    let command = Msg::new("check-todo").with("command", "keydesk channel unread Shop");
    let said = vec![
        found(Mark::Bad, Msg::new("check-inactive"), Some(Todo::Press(Action::ChannelSwitch))),
        found(Mark::Good, Msg::new("check-alone"), None),
        found(Mark::Unknown, Msg::new("check-inbound-never"), Some(Todo::Say(command))),
        found(Mark::Doubtful, Msg::new("check-forbidden").with("why", "\u{1b}[5m?"), None),
    ];
    news(&mut bench, ChannelNews::Checked { no: no + 1, found: Vec::new() });
    assert!(bench.screen().contains("Перевіряємо"), "an answer to another question is none");
    news(&mut bench, ChannelNews::Checked { no, found: said });
    insta::assert_snapshot!(bench.screen());
    bench.keys("s");
    let wanted = ChannelWish::Switch { channel: ChannelId(1), active: false };
    assert_eq!(wishes(&bench).last(), Some(&wanted));
    news(&mut bench, ChannelNews::Done(Ok(Msg::new("cli-channel-deactivated").with("name", "x"))));
    assert!(bench.screen().contains("вимкнено; його діалоги"), "{}", bench.screen());
    assert!(matches!(wishes(&bench).last(), Some(ChannelWish::Look { .. })));
}

#[test]
fn who_gets_new_dialogs_is_picked_in_the_order_of_picking() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("l");
    insta::assert_snapshot!(bench.screen());
    // Off and on again: the first becomes the last. The way is the first line.
    bench.keys("j  k x\r");
    let agents = vec![AgentId(3), AgentId(1), AgentId(2)];
    let wanted = ChannelWish::List { channel: ChannelId(1), agents, way: "off" };
    assert_eq!(wishes(&bench).last(), Some(&wanted));
    bench.keys("jl\x1b");
    assert_eq!(wishes(&bench).last(), Some(&wanted), "given up");
}

#[test]
fn on_the_other_layout_the_keys_are_the_same() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("ос");
    assert!(matches!(
        wishes(&bench).last(),
        Some(ChannelWish::Check { channel: ChannelId(2), .. })
    ));
    bench.keys("\x1b");
    bench.keys("С");
    assert_eq!(bench.state.popup, None, "the key that opened it puts it away");
}

#[test]
fn who_may_not_change_channels_looks_on_and_a_replica_changes_nothing() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.state.me = bench.state.me.clone().with_role(Role::Agent);
    bench.keys("s");
    assert!(bench.screen().contains("хто має на це право"), "{}", bench.screen());
    assert!(!bench.screen().contains("увімк"), "{}", bench.screen());
    let mut bench = opened(80, 24, Language::Uk);
    bench.happen(Event::Linked(Link::Hub(HubLink::opened(NOW))));
    bench.keys("slc");
    assert_eq!(wishes(&bench).len(), 1);
    assert!(bench.screen().contains("веде хаб"), "{}", bench.screen());
}
