//! The first screen in three languages and at three sizes.

use super::Home;

#[test]
fn the_first_screen_speaks_the_system_s_language() {
    let home = Home::new();
    for (language, words) in [
        ("en_US.UTF-8", ["Waiting", "the oldest", "Close"]),
        ("uk_UA.UTF-8", ["Очікують", "найдовше", "Закрити"]),
        ("ru_RU.UTF-8", ["Ждут", "дольше всех", "Закрыть"]),
    ] {
        let tty = home.demo().env("LANG", language).size(120, 30).start();
        words.into_iter().for_each(|it| tty.wait_for(it));
        tty.send("q");
        tty.ended_well(0);
    }
}

#[test]
fn forty_by_twelve_is_enough_to_answer() {
    let home = Home::new();
    for language in ["en_US.UTF-8", "uk_UA.UTF-8", "ru_RU.UTF-8"] {
        let tty = home.demo().env("LANG", language).kitty().size(40, 12).start();
        tty.wait("the list", |screen| {
            super::row(screen, 1).contains('●') || super::row(screen, 1).contains('○')
        });
        let list = tty.row(1);
        tty.send("\r");
        tty.wait("the conversation", |screen| super::row(screen, 1) != list);
        tty.send("r");
        tty.type_for("добре", "добре");
        super::stop_writing(&tty);
        tty.send("q");
        tty.ended_well(0);
    }
}
