//! How long a search takes on a big desk.
//!
//! `cargo bench --bench search` fills a desk in a temporary folder with a million messages and asks it what people
//! ask; `cargo bench --bench search -- 100000` takes so many. The words are made up, their frequencies are not: the
//! n-th frequent word comes 1/n as often as the first (Zipf). Everything follows from one seed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "it prints a table or it fails")]

use std::path::Path;
use std::time::{Duration, Instant};

use keydesk::base::clock::Timestamp;
use keydesk::base::random::Random;
use keydesk::domain::search::Terms;
use keydesk::domain::{
    AgentId, Arrival, Batch, ChannelKind, Connector, Kind, MessageId, News, Sender,
};
use keydesk::store::{Channels as _, Ledger as _, NewChannel, SearchQuery, Sqlite, Study as _};

const MESSAGES: usize = 1_000_000;
const CONTACTS: usize = 50_000;
const WORDS: usize = 120_000;
/// As many are enough to see what the index costs.
const SOME: usize = 100_000;
/// Messages in one transaction.
const CHUNK: usize = 10_000;
const RUNS: usize = 50;
const BUDGET: Duration = Duration::from_millis(50);

fn main() {
    let messages = std::env::args().find_map(|it| it.parse().ok()).unwrap_or(MESSAGES);
    let dir = tempfile::tempdir().unwrap();
    let (plain, file) = (dir.path().join("plain.db"), dir.path().join("desk.db"));
    let words = Words::new();
    let some = messages.min(SOME);
    let without = fill(&plain, &words, some, forget_index);
    let with = fill(&file, &words, messages, |_| ());
    let rate = |messages: usize, took: Duration| messages as f64 / took.as_secs_f64();
    println!("{messages} messages of {CONTACTS} contacts, {WORDS} different words");
    println!(
        "without the index: {:7.0} messages/s, {:5} MB for {some}",
        rate(some, without),
        megabytes(&plain)
    );
    one_by_one(&plain, &words, forget_index);
    let begun = Instant::now();
    drop(Sqlite::open(&plain).unwrap());
    println!("made afterwards:   {:7.0} messages/s", rate(some, begun.elapsed()));
    std::fs::remove_file(&plain).unwrap();
    println!(
        "with the index:    {:7.0} messages/s, {:5} MB",
        rate(messages, with),
        megabytes(&file)
    );
    one_by_one(&file, &words, |_| ());
    println!("{:34} {:>9} {:>9} {:>9}", "first 50", "median", "worst", "found");
    let desk = Sqlite::open_reader(&file).unwrap();
    let mut slow = Vec::new();
    for (what, typed) in words.questions() {
        let (median, worst) = times(|run| {
            // Also from the middle of the history, as the next pages are asked.
            let from = (run % 2 == 1).then_some(MessageId(messages as i64 / 2));
            drop(desk.search(&query(&typed, from)).unwrap());
        });
        let found = desk.tally(&Terms::parse(&typed), 1000).unwrap();
        let found = if found == 1000 { "1000+".into() } else { found.to_string() };
        println!("{what:34} {} {} {found:>9}   {typed}", shown(median), shown(worst));
        if worst > BUDGET {
            slow.push(what);
        }
    }
    let (median, worst) = times(|_| {
        desk.tally(&Terms::parse(&words.of(0)), 1000).unwrap();
    });
    println!("{:34} {} {}", "counting the most frequent word", shown(median), shown(worst));
    let begun = Instant::now();
    let dialogs = desk.dialogs_with(&Terms::parse(&words.of(100))).unwrap().len();
    println!("{dialogs} dialogs with the 100th word in {:.0?}", begun.elapsed());
    assert!(slow.is_empty(), "over {BUDGET:?}: {slow:?}");
}

fn query(typed: &str, from: Option<MessageId>) -> SearchQuery {
    SearchQuery { terms: Terms::parse(typed), me: AgentId(1), from, limit: 50, dialog: None }
}

fn times(mut work: impl FnMut(usize)) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|run| {
            let begun = Instant::now();
            work(run);
            begun.elapsed()
        })
        .collect();
    times.sort();
    (times[RUNS / 2], times[RUNS - 1])
}

fn shown(time: Duration) -> String {
    format!("{:>6.2} ms", time.as_secs_f64() * 1000.0)
}

fn megabytes(file: &Path) -> u64 {
    std::fs::metadata(file).unwrap().len() / 1_000_000
}

/// As a desk is that had to throw its index away: it makes no new one until it is opened again.
fn forget_index(file: &Path) {
    let raw = rusqlite::Connection::open(file).unwrap();
    for table in ["message_terms", "contact_terms", "message_words", "contact_words"] {
        raw.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
}

fn fill(file: &Path, words: &Words, messages: usize, before: impl FnOnce(&Path)) -> Duration {
    let mut desk = Sqlite::open(file).unwrap();
    before(file);
    let (kind, connector) = (ChannelKind::Telegram, Connector::Demo);
    let new = NewChannel { kind, connector, name: "Shop".into(), cursor: String::new() };
    let channel = desk.add_channel(&new, Timestamp(0)).unwrap().unwrap();
    let mut random = Random::from_seed(4);
    let begun = Instant::now();
    for from in (0..messages).step_by(CHUNK) {
        desk.bulk(|desk| {
            let news = (from..messages.min(from + CHUNK)).map(|at| words.arrival(&mut random, at));
            let batch = Batch { news: news.collect(), cursor: from.to_string() };
            desk.ingest(channel, &batch, Timestamp(from as i64))
        })
        .unwrap();
    }
    begun.elapsed()
}

/// What a message costs that comes alone.
fn one_by_one(file: &Path, words: &Words, before: impl FnOnce(&Path)) {
    let mut desk = Sqlite::open(file).unwrap();
    before(file);
    let channel = keydesk::domain::ChannelId(1);
    let mut random = Random::from_seed(5);
    let mut at = 100_000_000;
    let (median, worst) = times(|_| {
        at += 1;
        let news = vec![words.arrival(&mut random, at)];
        let batch = Batch { news, cursor: at.to_string() };
        desk.ingest(channel, &batch, Timestamp(at as i64)).unwrap();
    });
    println!("  alone in its transaction: {} median, {} worst", shown(median), shown(worst));
}

/// A made-up language with a real distribution.
struct Words {
    words: Vec<String>,
    /// The sum of 1/n up to each word.
    sums: Vec<f64>,
}

/// What customers write about; the most frequent words.
const COMMON: &[&str] = &[
    "і",
    "не",
    "на",
    "доставка",
    "що",
    "замовлення",
    "є",
    "the",
    "добрий",
    "день",
    "за",
    "коли",
    "як",
    "заказ",
    "мені",
    "чи",
    "дякую",
    "у",
    "спасибо",
    "пошта",
    "нова",
    "оплата",
    "з",
    "order",
    "будь",
    "ласка",
    "посилка",
    "когда",
    "размер",
    "повернення",
];
const STEMS: &[&str] = &[
    "дос",
    "замов",
    "пере",
    "при",
    "роз",
    "під",
    "кур",
    "скл",
    "плат",
    "карт",
    "наз",
    "від",
    "тов",
    "зап",
    "мак",
    "сор",
    "ліж",
    "куп",
    "прод",
    "обм",
    "пов",
    "вер",
    "ser",
    "del",
    "ord",
    "pay",
    "con",
    "ret",
    "ship",
    "box",
];
const MIDDLES: &[&str] = &[
    "", "та", "ві", "ло", "ни", "ка", "ре", "мо", "су", "ді", "га", "пе", "ti", "ra", "en", "po",
    "le", "шо", "жи", "ва",
];
const ENDS: &[&str] = &[
    "", "а", "у", "и", "ти", "ла", "ний", "ого", "ам", "ами", "ість", "ення", "ка", "ку", "ть",
    "в", "ing", "ed", "s", "er", "є", "ємо", "ют", "лся",
];
const NAMES: &[&str] = &[
    "Олена",
    "Ольга",
    "Андрій",
    "Марія",
    "Ірина",
    "Наталія",
    "Сергій",
    "Дмитро",
    "Анна",
    "Юлія",
    "Тарас",
    "Богдан",
];

impl Words {
    fn new() -> Self {
        let mut random = Random::from_seed(3);
        let mut words: Vec<String> = COMMON.iter().map(|it| (*it).to_owned()).collect();
        let mut known: std::collections::HashSet<String> = words.iter().cloned().collect();
        while words.len() < WORDS {
            let mut one = |of: &[&'static str]| of[random.below(of.len() as u64) as usize];
            let word = [one(STEMS), one(MIDDLES), one(MIDDLES), one(MIDDLES), one(ENDS)].concat();
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0.0;
        let sums = (1..=words.len()).map(|it| {
            sum += 1.0 / it as f64;
            sum
        });
        Self { sums: sums.collect(), words }
    }

    fn of(&self, rank: usize) -> String {
        format!("{} ", self.words[rank])
    }

    fn word(&self, random: &mut Random) -> &str {
        let whole = self.sums[self.sums.len() - 1];
        let at = random.below(1 << 52) as f64 / (1_u64 << 52) as f64 * whole;
        &self.words[self.sums.partition_point(|it| *it < at).min(self.words.len() - 1)]
    }

    fn arrival(&self, random: &mut Random, at: usize) -> News {
        let contact = random.below(CONTACTS as u64) as usize;
        let mut text = String::new();
        for _ in 0..3 + random.below(20) {
            text.push_str(self.word(random));
            text.push(' ');
        }
        // Now and then something that is there only once.
        if at.is_multiple_of(10) {
            text.push_str(&format!("№{at}"));
        }
        let name = format!("{} {}", NAMES[contact % NAMES.len()], self.words[100 + contact]);
        News::Arrived(Arrival {
            sender: Sender { external: contact.to_string(), name, ..Sender::default() },
            remote: at.to_string(),
            kind: Kind::Inbound,
            at: Timestamp(at as i64 * 1000),
            text,
            files: Vec::new(),
            more: keydesk::domain::Particulars::default(),
        })
    }

    /// What is asked, and how it is typed.
    fn questions(&self) -> Vec<(&'static str, String)> {
        let prefix = |letters: usize| COMMON[3].chars().take(letters).collect::<String>();
        vec![
            ("the most frequent word", self.of(0)),
            ("a frequent word", self.of(3)),
            ("a rare word", self.of(60_000)),
            ("a number that is there once", "№420010 ".into()),
            ("a word that does not occur", "ыъыъ ".into()),
            ("beginnings, 1 letter", prefix(1)),
            ("beginnings, 1 rare letter", "9".into()),
            ("beginnings, 2 letters", prefix(2)),
            ("beginnings, 3 letters", prefix(3)),
            ("beginnings, 4 letters", prefix(4)),
            ("beginnings, 5 letters", prefix(5)),
            ("beginnings, 6 letters", prefix(6)),
            ("beginnings, 7 letters", prefix(7)),
            ("beginnings, 5 letters of many words", "замов".into()),
            ("beginnings, 6 letters of many words", "замовт".into()),
            ("beginnings, 7 letters of many words", "замовта".into()),
            ("beginnings that do not occur", "ыъ".into()),
            ("two frequent words", format!("{}{}", self.of(3), self.of(5))),
            ("a frequent and a rare word", format!("{}{}", self.of(0), self.of(60_000))),
            ("two rare words", format!("{}{}", self.of(50_000), self.of(60_000))),
            ("a frequent word and a beginning", format!("{}зам", self.of(3))),
            ("two words in sequence", format!("\"{}{}\" ", self.of(20), self.of(19))),
            ("frequent words in sequence", format!("\"{}{}\" ", self.of(0), self.of(1))),
            ("in sequence, does not occur", format!("\"{}ыъ\" ", self.of(0))),
            ("a name of many", "Олена ".into()),
            ("a name and a word", "олена доставка ".into()),
            ("a name and a rare word", format!("олена {}", self.of(30_000))),
            ("a rare name and a word", format!("{}{}", self.of(45_000), self.of(3))),
        ]
    }
}
