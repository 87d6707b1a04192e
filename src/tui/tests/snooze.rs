//! Putting off: what is offered, and what is said of a dialog that nobody but the customer brings back.

use super::fixture::{Bench, accepted};
use super::stories::ops;
use crate::domain::{Change, DialogId, Intent, UNTIL_REPLY};
use crate::i18n::Language;

#[test]
fn a_dialog_can_be_put_off_until_the_customer_writes_and_says_so_everywhere() {
    for (language, offered, told, marked, card) in [
        (
            Language::En,
            "Until they write",
            "Snoozed until they write:",
            "z until they write",
            "snoozed until they write",
        ),
        (
            Language::Uk,
            "Поки не напише",
            "Відкладено, поки не напише:",
            "z поки не напише",
            "відкладений, поки не",
        ),
        (
            Language::Ru,
            "Пока не напишет",
            "Отложен, пока не напишет:",
            "z пока не напишет",
            "отложен, пока не",
        ),
    ] {
        let mut bench = Bench::in_language(140, 30, language);
        bench.verdict =
            Some(accepted(vec![Change::Snoozed { from: None, to: Some(UNTIL_REPLY) }], 0));
        bench.keys("z");
        assert!(bench.screen().contains(offered), "{}", bench.screen());
        // The last line.
        bench.keys("\x1b[1;5F\r");
        assert_eq!(ops(&bench), [(DialogId(1), Intent::Snooze(UNTIL_REPLY))]);
        assert!(bench.screen().contains(told), "{}", bench.screen());

        let mut bench = Bench::in_language(140, 30, language);
        bench.rows[0].dialog.snoozed_until = Some(UNTIL_REPLY);
        bench.keys("5\r");
        let screen = bench.screen();
        assert!(screen.contains(marked) && screen.contains(card), "{screen}");
        assert!(!screen.contains("9999"), "{screen}");
    }
}
