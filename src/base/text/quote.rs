//! Which lines of a mail repeat an earlier one, so that a screen can fold them.

/// From which line on, counted from zero, everything to the end repeats what was written before: lines with `>`, with the line
/// that introduces them, or what Outlook puts below an answer. `None` where the mail ends in words of its own, and where it
/// has none at all.
#[must_use]
pub fn quote_begins(text: &str) -> Option<usize> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let begins = outlook(&lines).or_else(|| marked(&lines))?;
    let own = lines[..begins].iter().any(|it| !it.is_empty());
    own.then_some(begins)
}

/// The line that begins a run of `>` lines which only empty lines and a signature of dashes follow.
fn marked(lines: &[&str]) -> Option<usize> {
    let last = lines.iter().rposition(|it| !it.is_empty())?;
    if !lines[last].starts_with('>') {
        return None;
    }
    let mut first = last;
    for at in (0..=last).rev() {
        match lines[at] {
            it if it.starts_with('>') => first = at,
            "" => (),
            _ => break,
        }
    }
    Some(introduction(lines, first).unwrap_or(first))
}

/// The line or two above `first` that say who wrote when.
fn introduction(lines: &[&str], first: usize) -> Option<usize> {
    let above = lines[..first].iter().rposition(|it| !it.is_empty())?;
    // A long one is broken in two, the date in the first.
    let dated = |it: &str| it.contains(|it: char| it.is_ascii_digit());
    let before = above.checked_sub(1).filter(|it| dated(lines[*it]) && !dated(lines[above]));
    let two = before.filter(|it| introduces(&format!("{} {}", lines[*it], lines[above])));
    two.or_else(|| introduces(lines[above]).then_some(above))
}

/// Whether a line says that somebody wrote: in the words of the mail programs people here use.
fn introduces(line: &str) -> bool {
    const WROTE: [&str; 8] = [
        "wrote:",
        "пише:",
        "пишет:",
        "написав:",
        "написала:",
        "написал:",
        "написав(ла):",
        "написал(а):",
    ];
    let line = line.to_lowercase();
    let wrote = WROTE.iter().any(|it| line.ends_with(it))
        || line.ends_with(':') && WROTE.iter().any(|it| line.contains(it.trim_end_matches(':')));
    // Somebody who only tells a story has neither a date nor an address in it.
    let told = line.contains(|it: char| it.is_ascii_digit()) || line.contains('@');
    wrote && told && line.chars().count() < 300
}

/// Outlook's block: a line of dashes with a title or of low lines, or at once the fields of the earlier mail.
fn outlook(lines: &[&str]) -> Option<usize> {
    const FROM: [&str; 3] = ["from:", "від:", "от:"];
    const SUBJECT: [&str; 3] = ["subject:", "тема:", "re:"];
    const SENT: [&str; 7] =
        ["sent:", "date:", "надіслано:", "дата:", "отправлено:", "відправлено:", "to:"];
    let starts = |line: &str, words: &[&str]| {
        let line = line.trim_matches('*').to_lowercase();
        words.iter().any(|it| line.starts_with(it))
    };
    let fields = lines.windows(2).position(|it| starts(it[0], &FROM) && starts(it[1], &SENT))?;
    // Somebody who orders a transport writes from where and when, too: a mail's head has a subject, or an address.
    let head = lines[fields..].iter().take_while(|it| !it.is_empty()).take(HEAD_LINES);
    if !head.clone().any(|it| it.contains('@') || starts(it, &SUBJECT)) || head.count() < 3 {
        return None;
    }
    let above = lines[..fields].iter().rposition(|it| !it.is_empty());
    // What is forwarded repeats nothing.
    if above.is_some_and(|it| forwarded(lines[it])) {
        return None;
    }
    let ruled = |it: &str| {
        let dashes = it.starts_with("-----") && it.ends_with("-----");
        dashes || 8 <= it.len() && it.chars().all(|it| matches!(it, '_' | '-' | '─'))
    };
    Some(above.filter(|it| ruled(lines[*it])).unwrap_or(fields))
}

/// Lines that the head of an earlier mail may have.
const HEAD_LINES: usize = 12;

/// Whether a line says that a mail is passed on.
fn forwarded(line: &str) -> bool {
    let line = line.to_lowercase();
    ["forward", "пересла", "пересыла", "перенаправлен"].iter().any(|it| line.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_who_wrote_it_is_folded_with_that_line() {
        for said in [
            "On Tue, 24 Nov 2026 at 10:01, Shop <shop@shop.test> wrote:",
            "вт, 24 лист. 2026 р. о 10:01 Крамниця <shop@shop.test> пише:",
            "24.11.2026 10:01, Магазин пишет:",
            "24 листопада 2026 р., 10:01 Крамниця написав(ла):",
            "On Tue, 24 Nov 2026 at 10:01, A Rather Long Name\n<shop@shop.test> wrote:",
        ] {
            let text = format!("Дякую!\n\n{said}\n\n> Так\n>> Ні\n>\n> Крамниця\n");
            assert_eq!(quote_begins(&text), Some(2), "{said}");
        }
    }

    #[test]
    fn bare_marks_are_folded_where_they_begin() {
        assert_eq!(quote_begins("Yes\n> really?\n> sure?"), Some(1));
        assert_eq!(quote_begins("He wrote:\n> really?"), Some(1), "a story is not folded away");
    }

    #[test]
    fn an_answer_between_the_lines_is_seen() {
        assert_eq!(quote_begins("> one?\nyes\n> two?\nno"), None);
        assert_eq!(quote_begins("> one?\nyes\n> two?"), Some(2));
    }

    #[test]
    fn outlook_s_block_is_folded() {
        for (above, fields) in [
            ("-----Original Message-----\n", "From: Shop\nSent: Tuesday"),
            ("________________________________\n", "Від: Крамниця\nНадіслано: вівторок"),
            ("", "**От:** Магазин\n**Отправлено:** вторник"),
        ] {
            let text = format!("Дякую\n\n{above}{fields}\nTo: me@shop.test\n\nold words");
            let expected = 2;
            assert_eq!(quote_begins(&text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_a_customer_lists_or_passes_on_is_no_quote() {
        for text in [
            "Потрібне перевезення\nВід: Харків\nДата: 28.11\nвага 200 кг\nтерміново!",
            "A transport, please\nFrom: Kyiv\nTo: Lviv\n200 kg",
            "Подивіться\n\n---------- Forwarded message ---------\nFrom: Bank <b@bank.test>\nDate: today\n             Subject: Bill\n\nPay",
            "Ось\n-------- Пересылаемое сообщение --------\nОт: a@b.test\nДата: 1\nТема: Счёт\n\nтекст",
        ] {
            assert_eq!(quote_begins(text), None, "{text}");
        }
    }

    #[test]
    fn a_mail_without_words_of_its_own_is_not_folded_away() {
        for text in ["", "> all\n> old", "\n\n> old", "just words", "5 > 3\nand 3 < 5"] {
            assert_eq!(quote_begins(text), None, "{text}");
        }
    }
}
