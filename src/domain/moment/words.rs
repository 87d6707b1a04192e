//! The words of the three languages, and a line taken apart into them.

use chrono::Weekday;

/// One piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits: their value and how many there are.
    Number(u32, usize),
    /// Letters, folded.
    Word(String),
    /// Anything else.
    Sign(char),
}

/// More digits than any year, day or number of minutes has are no number.
const DIGITS_MAX: usize = 6;

/// Takes a line apart. Spaces and commas only part the pieces; case, `ё` and apostrophes do not count.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest =
        text.chars().flat_map(char::to_lowercase).filter(|it| !apostrophe(*it)).peekable();
    while let Some(first) = rest.next() {
        let mut run = String::from(fold(first));
        if first.is_ascii_digit() {
            while let Some(more) = rest.next_if(char::is_ascii_digit) {
                run.push(more);
            }
            match run.parse().ok().filter(|_| run.len() <= DIGITS_MAX) {
                Some(value) => tokens.push(Token::Number(value, run.len())),
                None => tokens.push(Token::Word(run)),
            }
        } else if first.is_alphabetic() {
            while let Some(more) = rest.next_if(|it| it.is_alphabetic()) {
                run.push(fold(more));
            }
            tokens.push(Token::Word(run));
        } else if !first.is_whitespace() && first != ',' {
            tokens.push(Token::Sign(first));
        }
    }
    tokens
}

const fn fold(letter: char) -> char {
    if letter == 'ё' { 'е' } else { letter }
}

const fn apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '`' | '′')
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// Minutes in one; months have no fixed number of them.
    pub(super) const fn minutes(self) -> Option<i64> {
        match self {
            Self::Minute => Some(1),
            Self::Hour => Some(60),
            Self::Day => Some(24 * 60),
            Self::Week => Some(7 * 24 * 60),
            Self::Month | Self::Year => None,
        }
    }
}

/// The word that is an hour in Ukrainian behind a number (`2 год`), and else a year in Russian (`через год`).
pub(super) const HOUR_OR_YEAR: &str = "год";

pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "m" | "min" | "mins" | "minute" | "minutes" | "м" | "хв" | "хвилина" | "хвилину"
        | "хвилини" | "хвилин" | "мин" | "минута" | "минуту" | "минуты" | "минут" => {
            Unit::Minute
        }
        "h" | "hr" | "hrs" | "hour" | "hours" | "г" | "год" | "година" | "годину" | "години"
        | "годин" | "ч" | "час" | "часа" | "часов" => Unit::Hour,
        "d" | "day" | "days" | "д" | "дн" | "день" | "дні" | "дня" | "днів" | "дней" | "добу"
        | "доби" | "діб" | "сутки" | "суток" => Unit::Day,
        "w" | "wk" | "week" | "weeks" | "тиж" | "тиждень" | "тижня" | "тижні" | "тижнів"
        | "нед" | "неделя" | "неделю" | "недели" | "неделе" | "недель" => {
            Unit::Week
        }
        "month" | "months" | "міс" | "місяць" | "місяці" | "місяця" | "місяців" | "мес"
        | "месяц" | "месяца" | "месяцев" => Unit::Month,
        "year" | "years" | "рік" | "року" | "роки" | "років" | "года" | "лет" => {
            Unit::Year
        }
        _ => return None,
    })
}

/// A whole span in one word, in minutes.
pub(super) fn span(word: &str) -> Option<i64> {
    match word {
        "півгодини" | "полчаса" | "получаса" => Some(30),
        "півдня" | "полдня" => Some(12 * 60),
        _ => None,
    }
}

/// A number in words, in tenths.
pub(super) fn tenths(word: &str) -> Option<i64> {
    Some(match word {
        "half" | "пів" | "пол" => 5,
        "a" | "an" | "one" | "один" | "одну" | "одна" | "одне" | "одно" => 10,
        "півтора" | "півтори" | "полтора" | "полторы" => 15,
        "two" | "couple" | "два" | "дві" | "две" | "пару" => 20,
        "three" | "три" => 30,
        "four" | "чотири" | "четыре" => 40,
        "five" | "пять" => 50,
        "six" | "шість" | "шесть" => 60,
        "seven" | "сім" | "семь" => 70,
        "eight" | "вісім" | "восемь" => 80,
        "nine" | "девять" => 90,
        "ten" | "десять" => 100,
        _ => return None,
    })
}

/// What stands before a span: `in 2h`, `через 2 години`.
pub(super) fn leads_span(word: &str) -> bool {
    matches!(word, "in" | "after" | "for" | "через" | "за" | "на" | "ще" | "еще")
}

/// What stands before a time of day: `at 9`, `о 14`.
pub(super) fn leads_clock(word: &str) -> bool {
    matches!(word, "at" | "о" | "об" | "в" | "во" | "у" | "к" | "by")
}

/// Those before which a day, too, may stand: `к 24.11`.
pub(super) fn leads_day(word: &str) -> bool {
    matches!(word, "к" | "by")
}

/// Behind a year: `1 травня 2027 року`.
pub(super) fn of_year(word: &str) -> bool {
    matches!(word, "року" | "р" | "года" | "г")
}

/// What says nothing here.
pub(super) fn filler(word: &str) -> bool {
    let small = [
        "until", "till", "on", "in", "the", "this", "до", "на", "з", "с", "і", "и", "та", "and",
        "of",
    ];
    let this =
        ["цей", "ця", "цю", "це", "цього", "цієї", "этот", "эта", "эту", "это", "этой", "этого"];
    leads_clock(word) || small.contains(&word) || this.contains(&word)
}

pub(super) fn and(word: &str) -> bool {
    matches!(word, "and" | "і" | "й" | "и" | "та" | "of")
}

pub(super) fn next(word: &str) -> bool {
    matches!(word, "next" | "наст" | "след")
        || word.starts_with("наступн")
        || word.starts_with("следующ")
}

/// The word of some case of one of these stems: at most four letters more.
fn grown(word: &str, stems: &[&str]) -> bool {
    let rest = |stem: &&str| word.strip_prefix(*stem).is_some_and(|it| it.chars().count() <= 4);
    stems.iter().any(rest)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let days: [(Weekday, &[&str], &[&str]); 7] = [
        (Mon, &["mon", "пн"], &["monday", "понеділ", "понедельник"]),
        (Tue, &["tue", "tues", "вт"], &["tuesday", "вівтор", "вторник"]),
        (Wed, &["wed", "ср"], &["wednesday", "серед", "среда", "среду", "среды"]),
        (Thu, &["thu", "thur", "thurs", "чт"], &["thursday", "четвер"]),
        (Fri, &["fri", "пт"], &["friday", "пятниц"]),
        (Sat, &["sat", "сб"], &["saturday", "субот", "суббот"]),
        (Sun, &["sun", "нд", "вс"], &["sunday", "неділ", "воскрес"]),
    ];
    let is =
        |(_, short, stems): &&(_, &[&str], &[&str])| short.contains(&word) || grown(word, stems);
    days.iter().find(is).map(|it| it.0)
}

/// The number of a month, from its name beside a day.
pub(super) fn month(word: &str) -> Option<u32> {
    const STEMS: [&[&str]; 12] = [
        &["jan", "січ", "янв"],
        &["feb", "лют", "фев"],
        &["mar", "бер", "мар"],
        &["apr", "кві", "апр"],
        &["may", "тра", "мая", "май"],
        &["jun", "чер", "июн"],
        &["jul", "лип", "июл"],
        &["aug", "сер", "авг"],
        &["sep", "вер", "сен"],
        &["oct", "жов", "окт"],
        &["nov", "лис", "ноя"],
        &["dec", "гру", "дек"],
    ];
    let is = |stems: &&[&str]| stems.iter().any(|it| word.starts_with(it));
    // Середа is no серпень.
    let month = STEMS.iter().position(is).filter(|_| weekday(word).is_none());
    month.and_then(|it| u32::try_from(it + 1).ok())
}

/// How many days from today.
pub(super) fn day(word: &str) -> Option<u64> {
    match word {
        "today" | "сьогодні" | "сегодня" => Some(0),
        "tomorrow" | "tmrw" | "tmr" | "завтра" => Some(1),
        "післязавтра" | "послезавтра" => Some(2),
        _ => None,
    }
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Noon,
    Evening,
}

pub(super) fn part(word: &str) -> Option<Part> {
    match word {
        "morning" | "вранці" | "зранку" | "уранці" | "утром" | "ранку" | "утра" => {
            Some(Part::Morning)
        }
        "noon" | "опівдні" | "полдень" | "вдень" | "днем" => {
            Some(Part::Noon)
        }
        "evening" | "ввечері" | "увечері" | "вечором" | "вечером" | "вечора" | "вечера"
        | "вечір" | "вечер" => Some(Part::Evening),
        _ => None,
    }
}

/// Which of the two hours of a day that a clock shows alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    Day,
    Evening,
    Night,
}

impl Half {
    /// The hour of the day, if people say this of it. Midnight is one of the night: *12 of the evening* may be that of
    /// either day.
    pub(super) const fn hour(self, hour: u32) -> Option<u32> {
        match (self, hour) {
            (Self::Am | Self::Night, 12) => Some(0),
            (Self::Am, 0..12) => Some(hour),
            (Self::Pm, 0..12) | (Self::Day, 1..10) => Some(hour + 12),
            (Self::Pm, 12..24) | (Self::Day, 10..24) => Some(hour),
            (Self::Evening, 4..12) | (Self::Night, 9..12) => Some(hour + 12),
            (Self::Evening, 16..24) | (Self::Night, 0..6 | 21..24) => Some(hour),
            _ => None,
        }
    }
}

/// Behind an hour: which half of the day it is one of.
pub(super) fn half(word: &str) -> Option<Half> {
    match word {
        "am" | "ранку" | "утра" => Some(Half::Am),
        "pm" => Some(Half::Pm),
        "дня" => Some(Half::Day),
        "вечора" | "вечера" => Some(Half::Evening),
        "ночі" | "ночи" => Some(Half::Night),
        _ => None,
    }
}

/// Behind an hour, and says only that it is one.
pub(super) fn oclock(word: &str) -> bool {
    matches!(word, "oclock" | "годині" | "година" | "год" | "г" | "часов" | "часа" | "час" | "ч")
}

/// Until the customer writes.
const UNTIL_REPLY: &[&[&str]] = &[
    &["until", "reply"],
    &["until", "they", "reply"],
    &["until", "they", "write"],
    &["until", "answer"],
    &["reply"],
    &["до", "відповіді"],
    &["відповідь"],
    &["поки", "не", "напише"],
    &["поки", "не", "відповість"],
    &["до", "ответа"],
    &["ответ"],
    &["пока", "не", "напишет"],
    &["пока", "не", "ответит"],
];

pub(super) fn until_reply(tokens: &[Token]) -> bool {
    let words: Option<Vec<&str>> = tokens
        .iter()
        .map(|it| if let Token::Word(word) = it { Some(word.as_str()) } else { None })
        .collect();
    words.is_some_and(|it| UNTIL_REPLY.contains(&it.as_slice()))
}
