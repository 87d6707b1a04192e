//! Adding and changing a channel on the channels screen.

use super::channels::{answer, news, opened, wishes};
use super::fixture::Bench;
use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::domain::{ChannelId, Connector, Role};
use crate::i18n::Language;
use crate::tui::channels::{ChannelDraft, ChannelNews, ChannelWish, Found, Mark};
use crate::tui::event::Event;
use crate::tui::state::{ChannelWork, Popup};

fn doing(bench: &Bench) -> &ChannelWork {
    match &bench.state.popup {
        Some(Popup::Channels(channels)) => &channels.doing,
        other => panic!("{other:?}"),
    }
}

fn tried(bench: &Bench) -> (u64, ChannelDraft) {
    match wishes(bench).pop() {
        Some(ChannelWish::Try { no, draft }) => (no, draft),
        other => panic!("{other:?}"),
    }
}

/// A form for a bot with a token, on the line that tries and saves it.
fn bot(bench: &mut Bench) {
    bench.keys("a\r");
    bench.keys("77:hush\x1b[B\x1b[B\x1b[B\x1b[B");
}

#[test]
fn a_bot_is_tried_and_then_saved() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("a");
    let media = bench.screen();
    bench.keys("\r77:hush");
    insta::assert_snapshot!(format!("{media}\n{}", bench.screen()));
    assert!(!bench.frame().contains("hush"), "a secret is not shown");
    bench.keys("\x1b[B\x1b[B\x1b[B\x1b[B\r");
    let (no, draft) = tried(&bench);
    let wanted = ChannelDraft {
        channel: None,
        connector: Connector::Telegram,
        name: String::new(),
        changes: Vec::new(),
        secret: Some(Secret::new("77:hush")),
    };
    assert_eq!(draft, wanted);
    assert!(!format!("{draft:?}").contains("hush"));
    assert!(bench.screen().contains("Перевіряємо"), "{}", bench.screen());
    let good = Found { mark: Mark::Good, said: Msg::new("check-alone"), todo: None };
    news(&mut bench, ChannelNews::Tried { no, found: vec![good] });
    let Some(ChannelWish::Save { no, draft, checked: true }) = wishes(&bench).pop() else {
        panic!()
    };
    assert_eq!(draft, wanted);
    let said = Msg::new("cli-channel-added").with("name", "telegram");
    news(&mut bench, ChannelNews::Saved { no, done: Ok(said) });
    assert_eq!(doing(&bench), &ChannelWork::Looking);
    assert!(bench.screen().contains("додано й увімкнено"), "{}", bench.screen());
    assert!(matches!(wishes(&bench).pop(), Some(ChannelWish::Look { .. })));
}

#[test]
fn what_does_not_work_is_saved_only_when_somebody_insists() {
    let mut bench = opened(80, 24, Language::Uk);
    bot(&mut bench);
    bench.keys("\r");
    let (no, _) = tried(&bench);
    let bad = Found { mark: Mark::Bad, said: Msg::new("check-unauthorized"), todo: None };
    news(&mut bench, ChannelNews::Tried { no, found: vec![bad.clone()] });
    insta::assert_snapshot!(bench.screen());
    bench.keys("\x1b[B\r");
    let Some(ChannelWish::Save { no, checked: false, .. }) = wishes(&bench).pop() else { panic!() };
    let taken = Msg::new("cli-name-taken").with("name", "x\u{1b}[2J");
    news(&mut bench, ChannelNews::Saved { no, done: Err(taken) });
    assert!(bench.screen().contains("уже є"), "{}", bench.screen());
    assert!(matches!(doing(&bench), ChannelWork::Filling(_)), "what is typed is still there");
}

#[test]
fn a_test_is_given_up_and_its_answer_saves_nothing() {
    let mut bench = opened(80, 24, Language::Uk);
    bot(&mut bench);
    bench.keys("\r");
    let (no, _) = tried(&bench);
    let before = wishes(&bench).len();
    bench.keys("\x1b");
    let good = Found { mark: Mark::Good, said: Msg::new("check-alone"), todo: None };
    news(&mut bench, ChannelNews::Tried { no, found: vec![good] });
    assert_eq!(wishes(&bench).len(), before);
    assert!(matches!(doing(&bench), ChannelWork::Filling(_)));
}

#[test]
fn what_is_wrong_is_said_beside_it_as_it_is_typed_and_what_is_missing_at_the_end() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("aj\r");
    bench.keys("shop");
    assert!(bench.screen().contains("shop@example.com"), "{}", bench.screen());
    bench.keys("@kramnytsia.example");
    assert!(!bench.screen().contains("✗ має"), "{}", bench.screen());
    // To the end, and Enter: the first thing that is missing has the keys.
    bench.keys("\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\r");
    insta::assert_snapshot!(bench.screen());
    bench.keys("mail.example");
    assert!(bench.screen().contains("mail.example"), "{}", bench.screen());
}

#[test]
fn the_form_at_every_size() {
    let mut bench = opened(40, 12, Language::Uk);
    bench.keys("aj\r");
    let first = bench.screen();
    bench.keys("\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\r\x1b[B\x1b[B");
    insta::assert_snapshot!(format!("{first}\n{}", bench.screen()));
    for width in (24..50).chain([63, 64, 65, 66, 80, 120, 200]) {
        for height in [6, 7, 8, 12, 30] {
            bench.happen(Event::Resized(width, height));
            bench.screen();
        }
    }
    bench.happen(Event::Resized(120, 40));
    insta::assert_snapshot!("the_form_whole", bench.screen());
}

#[test]
fn only_what_has_been_changed_is_saved_and_manners_need_no_test() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("e");
    bench.keys("X\x1b[B\x1b[B\x1b[B\x1b[Byz");
    // A greeting of two lines would be spoiled by a field of one.
    assert!(bench.screen().contains("має кілька рядків"), "{}", bench.screen());
    let last = "\x1b[B".repeat(20);
    bench.keys(&last);
    assert!(bench.screen().contains("[ Зберегти ]"), "{}", bench.screen());
    bench.keys("\r");
    let Some(ChannelWish::Save { draft, checked: false, .. }) = wishes(&bench).pop() else {
        panic!("{}", bench.screen())
    };
    assert_eq!((draft.channel, draft.name.as_str()), (Some(ChannelId(1)), "КрамницяX"));
    assert_eq!((draft.changes, draft.secret), (Vec::new(), None));
}

#[test]
fn what_has_been_typed_is_not_thrown_away_by_one_slip() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("a\rx");
    bench.keys("\x1b");
    assert!(bench.screen().contains("Ще раз Esc"), "{}", bench.screen());
    assert!(matches!(doing(&bench), ChannelWork::Filling(_)));
    bench.keys("\x1b");
    assert_eq!(doing(&bench), &ChannelWork::Looking);
    bench.keys("a\r");
    bench.keys("\x1b");
    assert_eq!(doing(&bench), &ChannelWork::Looking, "nothing was typed");
}

#[test]
fn a_secret_is_pasted_without_its_line_end_and_one_that_does_not_fit_is_refused() {
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("a\r");
    bench.keys("\x1b[200~ 77:hush\r\n\x1b[201~\x1b[B\x1b[B\x1b[B\x1b[B\r");
    assert_eq!(tried(&bench).1.secret, Some(Secret::new("77:hush")));
    let mut bench = opened(80, 24, Language::Uk);
    bench.keys("a\r");
    bench.keys(&format!("\x1b[200~{}\x1b[201~", "x".repeat(600)));
    assert!(bench.screen().contains("задовгий"), "{}", bench.screen());
    bench.keys("\x1b[B\x1b[B\x1b[B\x1b[B\r");
    assert!(!wishes(&bench).iter().any(|it| matches!(it, ChannelWish::Try { .. })));
}

#[test]
fn who_may_not_add_channels_is_told_so_and_an_empty_desk_says_how() {
    let mut bench = opened(80, 24, Language::Uk);
    answer(&mut bench, Vec::new());
    assert!(bench.screen().contains("Клавіша a"), "{}", bench.screen());
    bench.state.me = bench.state.me.clone().with_role(Role::Agent);
    bench.keys("a");
    assert_eq!(doing(&bench), &ChannelWork::Looking);
    assert!(bench.screen().contains("хто має на це право"), "{}", bench.screen());
}
