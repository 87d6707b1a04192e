//! Filters and views in the real program: typed in Cyrillic, mended, taken off, kept, and found again.

use keydesk::domain::{ChannelKind, View};

use super::terminal::{Terminal, row};
use super::{Home, status, told};

/// The line below the views: chips, or the filter being typed.
fn chips(screen: &vt100::Screen) -> String {
    row(screen, 1)
}

fn chips_say(tty: &Terminal, words: &str) {
    tty.wait(&format!("the chips say {words}"), |screen| chips(screen).contains(words));
}

/// Dialogs that wait on channels of the medium and on others.
fn on_viber(home: &Home) -> (usize, usize) {
    let channels = home.read(|desk| keydesk::store::Inbox::roster(desk).unwrap().channels);
    let viber =
        |it| channels.iter().any(|channel| channel.id == it && channel.kind == ChannelKind::Viber);
    let (there, elsewhere): (Vec<_>, Vec<_>) =
        home.rows(View::Waiting).into_iter().partition(|it| viber(it.dialog.channel));
    (there.len(), elsewhere.len())
}

#[test]
fn a_filter_is_typed_taken_off_and_kept_as_a_view_that_is_there_the_next_time() {
    let home = Home::new();
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    let (there, elsewhere) = on_viber(&home);
    assert!(there > 0 && elsewhere > 0);

    // The key in Ukrainian; what is offered is taken, and the list follows before Enter.
    tty.type_for("f", "What may come next");
    tty.type_for("кан", "channel:");
    tty.type_for("\t", "› channel:");
    tty.type_for("vib\t", "› channel:viber");
    tty.wait_for(&format!("shown: {there}"));
    tty.send("\r");
    chips_say(&tty, "[channel:viber]");
    chips_say(&tty, &format!("hidden by filters: {elsewhere} · F shows all"));

    // A word that is wrong is pointed at, and Tab mends it.
    tty.type_for("f", "› channel:viber");
    tty.type_for("asignee:none ", "^^^^^^^");
    tty.wait_for("assignee");
    tty.type_for("\t", "assignee:none");
    tty.send("\r");
    chips_say(&tty, "[channel:viber] [assignee:none]");

    // One comes off, then all.
    tty.send("\x7f");
    tty.wait("one chip", |screen| {
        let chips = chips(screen);
        chips.contains("[channel:viber]") && !chips.contains("assignee")
    });
    tty.send("F");
    tty.wait("no chip", |screen| !chips(screen).contains("hidden by filters"));

    // Kept under a name, it is there at once.
    tty.type_for("f", "What may come next");
    tty.send("channel:viber tag:гурт\r");
    chips_say(&tty, "[tag:гурт]");
    tty.type_for("V", "what to call it");
    tty.type_for("Гурт у Viber", "Save as");
    tty.send("\r");
    told(&tty, "Saved: Гурт у Viber. 9 shows it");
    tty.wait("the view", |screen| row(screen, 0).contains("9 Гурт у Viber"));
    let file = home.file("config/keydesk/views.toml");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(kept.contains("is:open is:unanswered channel:viber tag:гурт"), "{kept}");
    tty.send("q");
    tty.ended_well(0);

    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    assert!(!tty.look(|screen| row(screen, 0).contains("Гурт")));
    tty.send("9");
    tty.wait("the view", |screen| row(screen, 0).contains("9 Гурт у Viber"));
    tty.send("q");
    tty.ended_well(0);

    // The settings may begin with it.
    let settings = home.file("config/keydesk/config.toml");
    std::fs::write(&settings, "[ui]\nstart_view = \"Гурт у Viber\"\n").unwrap();
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait("the view", |screen| row(screen, 0).contains("9 Гурт у Viber"));
    // A view that is broken by hand says where, and costs itself alone.
    std::fs::write(&file, kept.replace("tag:гурт", "tga:гурт")).unwrap();
    tty.type_for("v", "which view");
    tty.wait("where it is wrong", |screen| {
        status(screen).contains("views.toml:3:") || screen.contents().contains("views.toml:3:")
    });
    tty.esc();
    tty.send("q");
    tty.ended_well(0);
}
