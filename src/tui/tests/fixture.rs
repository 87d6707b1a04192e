//! A small desk as the screen sees it, at a moment that never changes.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::base::clock::Timestamp;
use crate::config::Pictures;
use crate::domain::{
    Agent, AgentId, Attachment, Bucket, Cell, CellKey, Change, ChangeNo, Channel, ChannelId,
    ChannelKind, Connector, Contact, ContactId, Counter, Delivery, Dialog, DialogId, Filter,
    Health, Kind, Message, MessageId, OpId, Role, Status, Totals, View,
};
use crate::i18n::{Catalog, Language};
use crate::store::{
    Card, Done, Draft, Hit, Hits, Other, Page, Roster, Row, SearchQuery, ThreadPart,
};
use crate::tui::event::{Ask, Effect, Event, Found, Look, Part, Seen, SeenThread};
use crate::tui::hub::Profiles;
use crate::tui::input::caps::Caps;
use crate::tui::input::{Decoder, Input};
use crate::tui::keymap::Keymap;
use crate::tui::paint::{Extras, Painter};
use crate::tui::state::{
    Link, News, RowHeight, Settings, Start, State, ViewId, ViewsFile, Words, Writing,
};
use crate::tui::theme::Theme;
use crate::tui::update::{begin, update};
use crate::tui::view;

/// Monday, 23 November 2026, 12:00 UTC.
pub(super) const NOW: Timestamp = Timestamp(1_795_435_200_000);
pub(super) const ME: AgentId = AgentId(1);

pub(super) fn minutes_ago(minutes: i64) -> Timestamp {
    Timestamp(NOW.0 - minutes * 60_000)
}

fn agent(id: i64, name: &str, role: Role, blocked: bool) -> Agent {
    Agent { blocked, ..Agent::new(AgentId(id), name, role) }
}

fn channel(id: i64, kind: ChannelKind, name: &str) -> Channel {
    let (connector, health) = (Connector::Demo, Health::Ok);
    Channel { id: ChannelId(id), kind, connector, name: name.into(), active: true, health }
}

pub(super) fn roster() -> Roster {
    Roster {
        channels: vec![
            channel(1, ChannelKind::Telegram, "Крамниця"),
            channel(2, ChannelKind::Viber, "Viber"),
            channel(3, ChannelKind::Email, "help@kramnytsia.example"),
        ],
        agents: vec![
            agent(1, "Олена Шевчук", Role::Admin, false),
            agent(2, "Андрій Бондар", Role::Agent, false),
            agent(3, "Ігор Ткач", Role::Agent, true),
        ],
        ..Roster::default()
    }
}

pub(super) fn row(id: i64, name: &str, waits: Option<(u32, i64)>, last: &str) -> Row {
    let since = waits.map(|it| minutes_ago(it.1));
    Row {
        dialog: Dialog {
            id: DialogId(id),
            channel: ChannelId((id - 1) % 3 + 1),
            contact: ContactId(id),
            status: Status::Open,
            before_spam: Status::Open,
            assignee: None,
            snoozed_until: None,
            tags: Vec::new(),
            counter: Counter { unanswered: waits.map_or(0, |it| it.0), since },
            on_its_way: 0,
            stuck: 0,
            last_at: since.unwrap_or(minutes_ago(200)),
        },
        name: name.into(),
        last_text: last.into(),
        last_kind: Some(if waits.is_some() { Kind::Inbound } else { Kind::Reply }),
        seen: false,
        pending: false,
    }
}

/// Eight dialogs: late, mine, a blocked agent's, tagged, being answered, not sent, hostile, answered.
pub(super) fn rows() -> Vec<Row> {
    let mut rows = vec![
        row(1, "Марія Іваненко", Some((3, 127)), "Де моє замовлення? Чекаю третій день 😡"),
        row(2, "Олександр Петренко", Some((1, 47)), "А доставка в Полтаву скільки коштує?"),
        row(3, "John Smith", Some((2, 31)), "Thanks! One more question about the warranty"),
        row(4, "Наталья", Some((12, 16)), "Здравствуйте, хочу вернуть кофеварку"),
        row(5, "日本語の顧客", Some((1, 9)), "こんにちは、配送について教えてください"),
        row(6, "Тарас 👨‍👩‍👧", Some((1, 4)), "дякую!!! ❤️ а чек буде?"),
        row(7, "evil\u{1b}[31m\u{202e}name", Some((1, 0)), "\u{1b}]52;c;aGFja2Vk\u{7}привіт"),
        row(8, "Ганна Кравець", None, "Радо допомогли! Гарного дня"),
    ];
    rows[0].dialog.assignee = Some(ME);
    rows[1].dialog.assignee = Some(AgentId(3));
    rows[1].seen = true;
    rows[2].dialog.tags = vec!["vip".into(), "warranty".into()];
    rows[4].dialog.on_its_way = 1;
    rows[5].dialog.stuck = 1;
    rows[7].dialog.assignee = Some(AgentId(2));
    rows
}

pub(super) fn message(id: i64, kind: Kind, minutes: i64, text: &str) -> Message {
    Message {
        id: MessageId(id),
        dialog: DialogId(1),
        kind,
        author: (kind != Kind::Inbound && kind != Kind::Auto).then_some(ME),
        at: minutes_ago(minutes),
        text: text.into(),
        delivery: matches!(kind, Kind::Reply | Kind::Auto).then_some(Delivery::Read),
        files: Vec::new(),
        about: Default::default(),
    }
}

pub(super) fn messages() -> Vec<Message> {
    let long = "Доброго дня! Замовляла у вас чайник і набір каструль ще у п’ятницю, обіцяли доставити \
                до понеділка, але трек-номер досі не рухається.";
    let mut messages = vec![
        message(10, Kind::Inbound, 3000, "Привіт! Є чайники в наявності?"),
        message(11, Kind::Auto, 2999, "Дякуємо за звернення, ми скоро відповімо."),
        message(12, Kind::Reply, 2990, "Вітаю! Так, є три моделі. Надіслати фото?"),
        message(13, Kind::Inbound, 127, long),
        message(14, Kind::Note, 120, "Перевірити на складі, здається, посилка загубилася"),
        message(15, Kind::Inbound, 90, "Ось чек"),
        message(16, Kind::Inbound, 5, "Де моє замовлення? Чекаю третій день 😡"),
    ];
    messages[2].author = Some(AgentId(2));
    let file = |name: &str, bytes, expires| Attachment {
        name: name.into(),
        bytes,
        expires,
        content: None,
    };
    messages[5].files = vec![
        file("чек-2026-11.pdf", 84_300, Timestamp(NOW.0 + 58 * 86_400_000)),
        file("старе фото.jpg", 2_400_000, NOW),
    ];
    messages
}

pub(super) fn totals() -> Totals {
    let mut totals = Totals { oldest: Some(minutes_ago(127)), ..Totals::default() };
    let mut put = |channel, assignee: Option<i64>, bucket, dialogs, waiting, stuck| {
        let assignee = assignee.map(AgentId);
        let key = CellKey { channel: ChannelId(channel), assignee, bucket };
        totals.cells.insert(key, Cell { dialogs, waiting, unanswered: waiting * 2, stuck });
    };
    put(1, Some(1), Bucket::Open, 3, 2, 0);
    put(1, None, Bucket::Open, 9, 4, 1);
    put(2, Some(3), Bucket::Open, 4, 1, 0);
    put(3, None, Bucket::Snoozed, 2, 0, 0);
    put(3, None, Bucket::Closed, 41, 0, 0);
    totals
}

pub(super) fn card(row: Row) -> Card {
    Card {
        contact: Contact {
            id: row.dialog.contact,
            channel: row.dialog.channel,
            external: "77".into(),
            name: row.name.clone(),
            handle: "@mariia_iv".into(),
            language: "uk".into(),
            note: "Постійна клієнтка, любить синє".into(),
            blocked_us: None,
        },
        row,
        began_at: minutes_ago(3000),
        messages: 6,
        spam: None,
        others: Vec::new(),
    }
}

/// A screen with a desk behind it that answers from memory.
pub(super) struct Bench {
    pub(super) state: State,
    pub(super) rows: Vec<Row>,
    pub(super) messages: Vec<Message>,
    /// What the desk has half written in every dialog.
    pub(super) drafts: Vec<Draft>,
    pub(super) roster: Roster,
    /// What customers write between one question and the next.
    pub(super) news: Option<News>,
    /// How the desk counts; nothing leaves the question without an answer.
    pub(super) counted: Option<fn(&Filter) -> i64>,
    /// Effects that are not questions, in order.
    pub(super) effects: Vec<Effect>,
    /// What ops come to; `None` leaves them without an answer.
    pub(super) verdict: Option<Done>,
    pub(super) catalog: Catalog,
    /// Whether searches are only noted among the effects.
    pub(super) slow: bool,
    /// The other contacts of everybody.
    pub(super) others: Vec<Other>,
    /// Whether the hub has older messages of every dialog.
    pub(super) elsewhere: bool,
    /// What waits for the hub, and what it refused and nobody has looked at.
    pub(super) unsettled: (u32, u32),
    decoder: Decoder,
}

impl Bench {
    pub(super) fn new(width: u16, height: u16) -> Self {
        Self::in_language(width, height, Language::Uk)
    }

    pub(super) fn in_language(width: u16, height: u16, language: Language) -> Self {
        let start = Start {
            now: NOW,
            utc_offset: 2 * 3600,
            size: (width, height),
            me: roster().agents.swap_remove(0),
            words: Words::new(Arc::new(Catalog::new(language))),
            settings: Settings {
                rows: RowHeight::Auto,
                next_after_close: true,
                pictures: Pictures::Auto,
                preview_after: Some(std::time::Duration::from_millis(120)),
                card: true,
                warn_minutes: 15,
                alarm_minutes: 60,
                terminal: crate::config::Config::default().terminal,
            },
            keymap: Keymap::default(),
            caps: Caps::default(),
            around: crate::tui::around::Around::default(),
            view: ViewId::BuiltIn(View::Waiting),
            views: ViewsFile::default(),
            writing: Writing::new(Arc::default(), crate::config::Config::default().send),
            link: Link::Unknown,
            profiles: Profiles::default(),
            seed: 7,
        };
        let mut state = State::new(start);
        let effects = begin(&mut state);
        let mut bench = Self {
            state,
            rows: rows(),
            messages: messages(),
            drafts: Vec::new(),
            roster: roster(),
            news: None,
            counted: None,
            effects: Vec::new(),
            verdict: None,
            catalog: Catalog::new(language),
            slow: false,
            others: Vec::new(),
            elsewhere: false,
            unsettled: (0, 0),
            decoder: Decoder::default(),
        };
        bench.carry_out(effects);
        bench
    }

    /// Lets an event happen, and the desk answer whatever is asked.
    pub(super) fn happen(&mut self, event: Event) {
        let effects = update(&mut self.state, event);
        self.carry_out(effects);
    }

    /// Sends bytes as a terminal does.
    pub(super) fn keys(&mut self, bytes: &str) {
        let mut inputs: Vec<Input> = Vec::new();
        self.decoder.feed(bytes.as_bytes(), &mut inputs);
        self.decoder.timeout(&mut inputs);
        for input in inputs {
            self.happen(match input {
                Input::Mouse(mouse) => {
                    let spot = view::spot(&self.state, &self.catalog, mouse.column, mouse.row);
                    Event::Pointed(mouse, spot)
                }
                other => Event::Input(other),
            });
        }
    }

    /// Lets time pass.
    pub(super) fn wait(&mut self, millis: i64) {
        let now = Timestamp(self.state.now.0 + millis);
        let offset = self.state.utc_offset;
        self.happen(Event::Now(now, offset));
    }

    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Look(look) => {
                    let seen = self.answer(&look);
                    self.happen(Event::Looked(Box::new(seen)));
                }
                Effect::Submit(op) => {
                    let id = op.id;
                    self.effects.push(Effect::Submit(op));
                    if let Some(done) = self.verdict.clone() {
                        self.happen(Event::Decided { op: id, done });
                    }
                }
                Effect::Count { no, filters, .. } if self.counted.is_some() => {
                    let count = self.counted.unwrap();
                    let counts = Some(filters.iter().map(count).collect());
                    self.happen(Event::Counted { no, counts });
                }
                Effect::Search(ask) if !self.slow => {
                    let hits = self.search(&ask);
                    self.happen(Event::Found(ask.no, Box::new(Found::Hits(hits))));
                    if ask.query.from.is_none() && ask.query.dialog.is_none() {
                        let all = self.messages.iter();
                        let count = all.filter(|it| ask.query.terms.are_in(&it.text)).count();
                        self.happen(Event::Found(ask.no, Box::new(Found::Tally(count))));
                    }
                }
                Effect::Chain { ops, stops, batch } => {
                    let ids: Vec<OpId> = ops.iter().map(|it| it.id).collect();
                    self.effects.push(Effect::Chain { ops, stops, batch });
                    if let Some(done) = self.verdict.clone() {
                        let done = ids.iter().map(|_| done.clone()).collect();
                        self.happen(Event::Chained { ops: ids, done, lost: None });
                    }
                }
                other => self.effects.push(other),
            }
        }
    }

    /// What the desk finds.
    pub(super) fn search(&self, ask: &Ask) -> Hits {
        let SearchQuery { terms, from, limit, dialog, .. } = &ask.query;
        let row = |id: DialogId| self.rows.iter().find(|it| it.dialog.id == id).cloned();
        let wanted = |it: &&Message| {
            from.is_none_or(|from| it.id < from)
                && dialog.is_none_or(|dialog| it.dialog == dialog)
                && terms.are_in(&it.text)
        };
        let mut found: Vec<&Message> = self.messages.iter().filter(wanted).collect();
        found.sort_by_key(|it| std::cmp::Reverse(it.id));
        let people = self.rows.iter().filter(|it| terms.are_in(&it.name)).cloned().map(card);
        let first = from.is_none() && dialog.is_none();
        Hits {
            people: people.filter(|_| first).collect(),
            more_people: false,
            more: found.len() > *limit,
            messages: found
                .into_iter()
                .take(*limit)
                .map(|it| Hit { message: it.clone(), row: row(it.dialog).unwrap() })
                .collect(),
        }
    }

    /// A part of what is said in a dialog; those of which nothing was written say what the first one does.
    fn part(&self, dialog: DialogId, part: Part) -> (ThreadPart, Vec<Message>) {
        let own = self.messages.iter().any(|it| it.dialog == dialog);
        let dialog = if own { dialog } else { DialogId(1) };
        let all: Vec<Message> =
            self.messages.iter().filter(|it| it.dialog == dialog).cloned().collect();
        let Part::Around { message, before, after } = part else {
            return (ThreadPart { messages: all, at_start: true, at_end: true }, Vec::new());
        };
        let at = all.partition_point(|it| it.id < message);
        let (from, to) = (at.saturating_sub(before), (at + 1 + after).min(all.len()));
        let (at_start, at_end) = (from == 0, to == all.len());
        let newest = if at_end { Vec::new() } else { all.clone() };
        (ThreadPart { messages: all[from..to].to_vec(), at_start, at_end }, newest)
    }

    fn answer(&self, look: &Look) -> Seen {
        let page = look.page.as_ref().map(|query| {
            let above = query
                .at
                .map_or(0, |at| self.rows.iter().filter(|it| it.place(&query.filter) < at).count());
            Page { rows: self.rows.clone(), above, at_start: true, at_end: true }
        });
        let thread = look.thread.map(|(dialog, part)| {
            let (page, newest) = self.part(dialog, part);
            let mut rows = self.rows.iter().chain(self.others.iter().map(|it| &it.row));
            let row = rows.find(|it| it.dialog.id == dialog).cloned();
            let card = row.map(|it| Card { others: self.others.clone(), ..card(it) });
            let (drafts, elsewhere) = (self.drafts.clone(), self.elsewhere);
            SeenThread { dialog, card, page, newest, drafts, elsewhere }
        });
        let numbers = look.numbers.then(|| (totals(), self.roster.clone()));
        let news = look.news.and_then(|_| self.news.clone());
        let unsettled = self.unsettled;
        Seen { no: look.no, head: self.state.told, page, thread, numbers, news, unsettled }
    }

    /// A frame, as it would go to a terminal that shows nothing yet.
    pub(super) fn frame(&self) -> String {
        let mut bytes = Vec::new();
        let insets = self.state.placed_insets();
        let extras = Extras { title: None, links: &self.state.thread.links, insets: &insets };
        let draw = |buf: &mut Buffer| view::draw(&self.state, &self.catalog, Theme::Dark, buf);
        let write = |more: &[u8]| {
            bytes.extend_from_slice(more);
            Ok(())
        };
        Painter::new().frame(self.state.size, extras, draw, write).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// The screen as text.
    pub(super) fn screen(&self) -> String {
        let (width, height) = self.state.size;
        let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = view::draw(&self.state, &self.catalog, Theme::Dark, &mut buf);
        let mut text = String::new();
        for y in 0..height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buf[(x, y)].symbol();
                skip = crate::base::text::width(symbol).saturating_sub(1);
                line.push_str(if cursor == Some((x, y)) { "▮" } else { symbol });
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

/// The desk's yes, with these changes.
pub(super) fn accepted(changes: Vec<Change>, unanswered: u32) -> Done {
    Done::Accepted { changes, unanswered, answering: false, head: ChangeNo(0) }
}
