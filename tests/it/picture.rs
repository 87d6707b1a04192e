//! The picture of the day equals a recount from the feed of changes, on random histories.
//!
//! The recount is a fold of its own over the feed, from the first change to the last. It shares no line with the
//! program's; what it takes from elsewhere is only what never changes: which channel a dialog is on.

use std::collections::{BTreeMap, HashMap};

use keydesk::base::clock::Timestamp;
use keydesk::domain::picture::PictureQuery;
use keydesk::domain::{
    AgentId, Change, ChangeNo, ChannelId, Delivery, DialogId, Kind, MessageId, Reopening,
};
use keydesk::store::{FeedEntry, Inbox as _, Study as _};

use crate::histories::Tale;

const HISTORIES: u64 = 120;
const EVENTS: u64 = 250;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// What the feed has told of a dialog so far.
#[derive(Default)]
struct Told {
    /// Messages and closes in their order.
    lines: Vec<Line>,
    begun: bool,
    spam: bool,
    closed: bool,
    snoozed: bool,
    /// When it was opened.
    opened: Vec<i64>,
}

enum Line {
    Inbound(i64),
    Reply { message: MessageId, at: i64, by: Option<AgentId>, accepted: bool },
    Close { at: i64, taken_back: Option<i64> },
}

impl Told {
    fn hear(&mut self, entry: &FeedEntry) {
        match &entry.change {
            Change::Wrote(written) => {
                if !std::mem::replace(&mut self.begun, true) {
                    self.opened.push(written.at.0);
                }
                match written.kind {
                    Kind::Inbound => self.lines.push(Line::Inbound(written.at.0)),
                    Kind::Reply => self.lines.push(Line::Reply {
                        message: written.message,
                        at: written.at.0,
                        by: entry.agent,
                        // What no op has written was seen on the channel.
                        accepted: entry.op.is_none(),
                    }),
                    Kind::Auto | Kind::Note => (),
                }
            }
            Change::Delivery { message: about, to } => {
                for line in &mut self.lines {
                    if let Line::Reply { message, accepted, .. } = line
                        && message == about
                    {
                        *accepted =
                            matches!(to, Delivery::Sent | Delivery::Delivered | Delivery::Read);
                    }
                }
            }
            Change::Closed => {
                self.closed = true;
                self.lines.push(Line::Close { at: entry.at.0, taken_back: None });
            }
            Change::Reopened(how) => {
                self.closed = false;
                match how {
                    Reopening::ByCustomer => self.opened.push(entry.at.0),
                    Reopening::ByAgent => self.take_back(entry.at.0),
                }
            }
            Change::MarkedSpam { .. } => self.spam = true,
            Change::UnmarkedSpam { to } => {
                self.spam = false;
                self.closed = *to == keydesk::domain::Status::Closed;
            }
            Change::Snoozed { to, .. } => self.snoozed = to.is_some(),
            _ => (),
        }
    }

    /// The last close that stands does not any more.
    fn take_back(&mut self, now: i64) {
        let standing = self.lines.iter_mut().rev().find_map(|it| match it {
            Line::Close { taken_back, .. } if taken_back.is_none() => Some(taken_back),
            _ => None,
        });
        if let Some(it) = standing {
            *it = Some(now);
        }
    }
}

/// A wait: when it began, and how it ended, if it did: by whom it was answered and when, or by a close.
type Waited = (i64, Option<Option<(Option<AgentId>, i64)>>);

fn waited(told: &Told) -> Vec<Waited> {
    let mut all: Vec<Waited> = Vec::new();
    let mut open = false;
    for line in &told.lines {
        match line {
            Line::Inbound(at) if !open => {
                all.push((*at, None));
                open = true;
            }
            Line::Reply { at, by, accepted: true, .. } if open => {
                all.last_mut().unwrap().1 = Some(Some((*by, *at)));
                open = false;
            }
            Line::Close { taken_back: None, .. } if open => {
                all.last_mut().unwrap().1 = Some(None);
                open = false;
            }
            _ => (),
        }
    }
    all
}

/// The value below or at which so many percent of the others lie, the smallest that does.
fn percentile(times: &[i64], percent: usize) -> Option<i64> {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted.iter().copied().find(|it| {
        let upto = sorted.iter().filter(|other| *other <= it).count();
        upto * 100 >= percent * sorted.len()
    })
}

/// All numbers of a picture, in words that can be compared.
type Numbers = BTreeMap<String, i64>;

fn recounted(tale: &Tale, query: PictureQuery) -> Numbers {
    let mut dialogs: HashMap<DialogId, Told> = HashMap::new();
    let mut after = ChangeNo(0);
    loop {
        let entries = tale.desk.changes(after, 100).unwrap();
        let Some(last) = entries.last() else { break };
        after = last.no;
        for entry in &entries {
            if let Some(dialog) = entry.dialog {
                dialogs.entry(dialog).or_default().hear(entry);
            }
        }
    }
    let offset = i64::from(query.utc_offset) * 1000;
    let day_of = |at: i64| (at + offset).div_euclid(DAY);
    let (today, days) = (day_of(query.now.0), i64::try_from(query.days).unwrap());
    let mut numbers = Numbers::new();
    let mut times: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut oldest: BTreeMap<ChannelId, i64> = BTreeMap::new();
    for (dialog, told) in dialogs.iter().filter(|it| !it.1.spam) {
        let waits = waited(told);
        if let Some((began, None)) = waits.last().filter(|_| !told.closed) {
            let channel = tale.desk.card(*dialog, AgentId(1)).unwrap().unwrap().contact.channel;
            let heap = if told.snoozed { "snoozed" } else { "waiting" };
            *numbers.entry(format!("{heap} {}", channel.0)).or_default() += 1;
            if !told.snoozed {
                let it = oldest.entry(channel).or_insert(*began);
                *it = (*it).min(*began);
            }
        }
        for (began, end) in waits.into_iter().filter(|it| day_of(it.0) == today) {
            let hour = (began + offset).rem_euclid(DAY) / HOUR;
            match end {
                Some(Some((by, at))) => {
                    let who = by.map_or(0, |it| it.0);
                    for key in [format!("hour {hour:02}"), format!("agent {who}"), "today".into()] {
                        times.entry(key).or_default().push((at - began).max(0));
                    }
                }
                Some(None) => *numbers.entry(format!("hour {hour:02} closed")).or_default() += 1,
                None => *numbers.entry(format!("hour {hour:02} waiting")).or_default() += 1,
            }
        }
        let back = |at: i64| Some(today - day_of(at)).filter(|it| (0..days).contains(it));
        for back in told.opened.iter().filter_map(|it| back(*it)) {
            *numbers.entry(format!("opened {back} days ago")).or_default() += 1;
        }
        for line in &told.lines {
            let Line::Close { at, taken_back } = line else { continue };
            let stood = taken_back.is_none_or(|it| day_of(it) > day_of(*at));
            if let Some(back) = back(*at).filter(|_| stood) {
                *numbers.entry(format!("closed {back} days ago")).or_default() += 1;
            }
        }
    }
    for (key, times) in times {
        numbers.insert(format!("{key} answers"), i64::try_from(times.len()).unwrap());
        numbers.insert(format!("{key} median"), percentile(&times, 50).unwrap());
        numbers.insert(format!("{key} p90"), percentile(&times, 90).unwrap());
    }
    numbers.extend(oldest.into_iter().map(|(channel, at)| (format!("oldest {}", channel.0), at)));
    numbers
}

fn drawn(tale: &Tale, query: PictureQuery) -> Numbers {
    let picture = tale.desk.picture(query).unwrap();
    let mut numbers = Numbers::new();
    let mut put = |key: String, value: i64| {
        if value != 0 {
            numbers.insert(key, value);
        }
    };
    for it in &picture.waiting {
        put(format!("waiting {}", it.channel.0), it.dialogs);
        put(format!("snoozed {}", it.channel.0), it.snoozed);
    }
    let whole = |it: usize| i64::try_from(it).unwrap();
    let mut exact = Numbers::new();
    let mut speed = |key: String, it: keydesk::domain::picture::Speed| {
        if it.answers > 0 {
            exact.insert(format!("{key} answers"), whole(it.answers));
            exact.insert(format!("{key} median"), it.median.unwrap());
            exact.insert(format!("{key} p90"), it.p90.unwrap());
        }
    };
    speed("today".into(), picture.today.speed);
    for (hour, it) in picture.hours.iter().enumerate() {
        speed(format!("hour {hour:02}"), it.speed);
        put(format!("hour {hour:02} closed"), whole(it.closed));
        put(format!("hour {hour:02} waiting"), whole(it.waiting));
    }
    for (agent, it) in &picture.agents {
        speed(format!("agent {}", agent.map_or(0, |it| it.0)), *it);
    }
    for (back, it) in picture.days.iter().rev().enumerate() {
        put(format!("opened {back} days ago"), whole(it.opened));
        put(format!("closed {back} days ago"), whole(it.closed));
    }
    let oldest = picture.waiting.iter().filter_map(|it| Some((it.channel.0, it.oldest?.0)));
    numbers.extend(oldest.map(|(channel, at)| (format!("oldest {channel}"), at)));
    numbers.extend(exact);
    numbers
}

/// Things happen over some weeks, with the nights between them.
fn told(seed: u64, mut check: impl FnMut(&Tale, PictureQuery)) {
    let mut tale = Tale::begin(seed).unwrap();
    tale.now = Timestamp(1_795_435_200_000 - 20 * DAY);
    let zones = [0, 2 * 3600, -9 * 3600 - 1800, 14 * 3600];
    for event in 1..=EVENTS {
        let pause = if tale.random.chance(2) { 30 * HOUR } else { HOUR / 6 };
        tale.now.0 += tale.random.below(pause.unsigned_abs()).cast_signed();
        tale.event().unwrap();
        if event % 25 == 0 {
            let utc_offset = zones[usize::try_from(seed % 4).unwrap()];
            check(&tale, PictureQuery { now: tale.now, utc_offset, days: 14 });
        }
    }
}

#[test]
fn the_picture_of_the_day_equals_a_recount_from_the_feed() {
    let (mut seen, mut pictures) = (Numbers::new(), 0);
    for seed in 0..HISTORIES {
        told(seed, |tale, query| {
            let numbers = drawn(tale, query);
            assert_eq!(numbers, recounted(tale, query), "seed {seed}, {query:?}");
            for key in numbers.keys() {
                let sort: String = key.chars().filter(|it| !it.is_ascii_digit()).collect();
                *seen.entry(sort).or_default() += 1;
            }
            pictures += 1;
        });
    }
    // The stories are not dull: each sort of number has been there often.
    let sorts = [
        "waiting ",
        "snoozed ",
        "oldest ",
        "hour  median",
        "agent  p",
        "hour  closed",
        "hour  waiting",
        "opened  days ago",
        "closed  days ago",
        "today median",
    ];
    for sort in sorts {
        let times = seen.get(sort).copied().unwrap_or_default();
        assert!(times * 20 > pictures, "{sort}: {times} of {pictures} pictures; {seen:#?}");
    }
}
