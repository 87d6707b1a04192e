//! Two windows on one desk.

use std::time::{Duration, Instant};

use keydesk::domain::View;

use super::{Home, KITTY, list, short, told};

#[test]
#[expect(clippy::print_stdout, reason = "a measurement, for who asks with --nocapture")]
fn what_one_screen_does_the_other_shows_at_once() {
    let home = Home::new();
    let one = home.demo().kitty().size(120, 30).start();
    one.wait_for("the oldest");
    let other = home.demo().size(120, 30).start();
    other.wait_for("channels run elsewhere");
    let mut slowest = Duration::ZERO;
    // Two keys in turn: one and the same pressed faster than a hand can is taken for a key held down.
    for key in [KITTY[0], KITTY[1], KITTY[0], KITTY[1], KITTY[0]] {
        let name = short(&home.rows(View::Waiting)[0]);
        other.wait_for(&name);
        one.send(key);
        told(&one, "Closed");
        let begun = Instant::now();
        other.wait("that it is gone there", |screen| !list(screen).contains(&name));
        slowest = slowest.max(begun.elapsed());
        one.wait("that it is gone here", |screen| !list(screen).contains(&name));
    }
    println!("the other screen follows within {} ms", slowest.as_millis());
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
}

#[test]
fn one_screen_runs_the_channels_and_when_it_is_killed_the_other_takes_over() {
    let home = Home::new();
    let one = home.demo().size(120, 30).start();
    one.wait_for("the oldest");
    one.wait("that it runs the channels", |screen| {
        let top = super::row(screen, 0);
        top.contains("live") && !top.contains("elsewhere")
    });
    let other = home.demo().kitty().size(120, 30).start();
    other.wait_for("channels run elsewhere");
    one.kill();
    other.wait_gone("channels run elsewhere");
    // It does run them: a message goes out.
    other.type_for("r", "Reply ·");
    other.send("Вітаю!\r");
    other.wait("the message's fate", |screen| {
        let text = screen.contents();
        ["✓ sent", "✓ delivered", "✓✓ read", "✗ not sent", "? may have"]
            .iter()
            .any(|it| text.contains(it))
    });
}
