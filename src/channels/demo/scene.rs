//! One dialog of the opening: who says what when, and how it is left. Pure.

use std::time::Duration;

use super::cast::{CHANNELS, HOSTILE, Person, person};
use super::live::refusal;
use super::phrases::{Book, Place, Script, Turn, Voice, Words, fill};
use super::story::{
    ANSWERING, BLOCKED, DIALOGS, FIRST_NUMBER, Fault, Plan, Shape, Step, What, Whom, outlet_of,
};
use crate::base::clock::Timestamp;
use crate::base::random::Random;
use crate::domain::{Arrival, ChannelKind, File, Intent, Kind, Outcome, Receipt};

/// A line that is said.
struct Line {
    voice: Voice,
    agent: usize,
    text: String,
    files: Vec<File>,
    /// Seconds after the line before.
    gap: u64,
    at: Timestamp,
    /// Whether the dialog is closed after it.
    closes: bool,
}

/// A dialog in the making.
pub(super) struct Scene {
    seed: u64,
    index: u64,
    plan: Plan,
    now: Timestamp,
    random: Random,
    kind: ChannelKind,
    person: Person,
    with: Whom,
    /// Who mostly answers.
    lead: usize,
    tags: Vec<String>,
    lines: Vec<Line>,
    steps: Vec<Step>,
}

impl Scene {
    /// The dialog of an index.
    pub(super) fn new(seed: u64, index: u64, plan: Plan, now: Timestamp) -> Self {
        let mut random = Random::of(seed ^ 0x5CE4E, index);
        let channel = outlet_of(index);
        let kind = CHANNELS[channel].0;
        let person = person(seed, kind, FIRST_NUMBER + index);
        let with = Whom { channel, external: person.sender.external.clone() };
        let anybody = random.pick(&ANSWERING).copied().unwrap_or(0);
        Self {
            seed,
            index,
            plan,
            now,
            random,
            kind,
            person,
            with,
            lead: plan.holder.unwrap_or(anybody),
            tags: Vec::new(),
            lines: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Everything that happened in it.
    pub(super) fn played(mut self) -> Vec<Step> {
        if self.plan.shape == Shape::Spam {
            self.write_spam();
        } else {
            self.write();
        }
        self.set_times();
        for at in 0..self.lines.len() {
            self.say(at);
        }
        self.take();
        self.leave();
        self.steps
    }

    fn write_spam(&mut self) {
        let book = Book::of(self.person.language);
        let spam: Vec<&Script> = book.scripts.iter().filter(|it| it.place == Place::Spam).collect();
        let words = self.person.words(&mut self.random, "");
        if let Some(script) = spam.get(self.index as usize % spam.len().max(1)) {
            self.tags.clone_from(&script.tags);
            self.visit(&script.turns, &words, 0);
        }
    }

    fn write(&mut self) {
        let scripts = self.scripts();
        for (visit, script) in scripts.iter().enumerate() {
            let last = visit + 1 == scripts.len();
            let turns = self.cut(script, last);
            let agent = super::cast::AGENTS[self.lead].name;
            let words = self.person.words(&mut self.random, agent);
            self.visit(&script.turns[..turns], &words, visit);
            let open = self.lines.last().is_some_and(|it| it.voice != Voice::Agent);
            if open && !(last && self.leaves_waiting()) {
                self.round_off(&words, last);
            }
            if last {
                self.tags.clone_from(&script.tags);
                self.nudge(&words);
            }
        }
        if HOSTILE.contains(&(FIRST_NUMBER + self.index)) {
            self.attack();
        }
    }

    /// What the customer came with, visit after visit. Conversations repeat as late as possible.
    fn scripts(&mut self) -> Vec<&'static Script> {
        let language = self.person.language;
        let mut all = Book::of(language).fitting(self.kind == ChannelKind::Email);
        let mut dice = Random::of(self.seed ^ 0x0DE7, language as u64);
        for at in (1..all.len()).rev() {
            all.swap(at, dice.below(at as u64 + 1) as usize);
        }
        let earlier = (0..self.index)
            .filter(|it| super::cast::language(FIRST_NUMBER + it) == language)
            .count();
        let visits = self.visits();
        let mut chosen: Vec<&Script> =
            (0..visits).map(|visit| all[(earlier + visit * 5) % all.len()]).collect();
        // The oldest visit of some is the one whose files are gone by now.
        if visits > 1 && self.index.is_multiple_of(9) {
            let new = |it: &&Script| !chosen.iter().any(|old| std::ptr::eq(*old, *it));
            let old: Vec<&Script> =
                all.iter().copied().filter(|it| it.has_files()).filter(new).collect();
            chosen.extend(self.random.pick(&old).copied());
        }
        chosen.reverse();
        // Letters are long in a mailbox, where there are some to choose from.
        let letters: Vec<&Script> =
            all.iter().copied().filter(|it| it.place == Place::Email).collect();
        if self.kind == ChannelKind::Email && self.index % 3 < 2 && !letters.is_empty() {
            let at = chosen.len() - 1;
            chosen[at] = letters[earlier / 3 % letters.len()];
        }
        chosen
    }

    fn visits(&mut self) -> usize {
        if self.index % 26 == 5 {
            return 6;
        }
        let least = match (self.plan.holder, self.index % 9) {
            (Some(BLOCKED), _) | (_, 0) => 2,
            _ => 1,
        };
        let roll = match self.random.below(10) {
            0..=4 => 1,
            5..=7 => 2,
            8 => 3,
            _ => 4,
        };
        roll.max(least)
    }

    /// How many turns of a conversation have been said by now.
    fn cut(&mut self, script: &Script, last: bool) -> usize {
        let all = script.turns.len();
        if !last {
            return all;
        }
        let waits = script.waits();
        let said = script.turns.iter().rposition(|it| it.voice == Voice::Agent);
        let answered = said.map_or(all, |it| it + 1);
        match self.plan.shape {
            Shape::Waiting(_) | Shape::Snoozed(_, true) | Shape::ClosedUnanswered => {
                // A blocked agent has not answered these last words.
                let runs = if self.plan.holder == Some(BLOCKED) { 1 } else { waits.len() };
                let run = self.random.below(runs as u64) as usize;
                waits.get(run).copied().unwrap_or(all)
            }
            Shape::Stuck(..) => answered,
            // Not every thanks has been said yet.
            Shape::Answered if self.random.chance(60) => answered,
            Shape::Answered | Shape::Closed | Shape::Snoozed(_, false) | Shape::Spam => all,
        }
    }

    const fn leaves_waiting(&self) -> bool {
        matches!(
            self.plan.shape,
            Shape::Waiting(_) | Shape::Snoozed(_, true) | Shape::ClosedUnanswered
        )
    }

    fn visit(&mut self, turns: &[Turn], words: &Words, visit: usize) {
        for (at, turn) in turns.iter().enumerate() {
            let before = at.checked_sub(1).map(|it| turns[it].voice);
            let gap = self.gap(turn.voice, before, visit);
            let text = fill(&turn.text, words, &mut self.random);
            let files = turn.files.iter();
            let files =
                files.map(|(name, bytes)| File::named(fill(name, words, &mut self.random), *bytes));
            let files = files.collect();
            let other = self.random.pick(&ANSWERING).copied().unwrap_or(0);
            let agent = if self.random.chance(85) { self.lead } else { other };
            let line = self.add(turn.voice, text, gap);
            line.agent = agent;
            line.files = files;
        }
    }

    fn gap(&mut self, voice: Voice, before: Option<Voice>, visit: usize) -> u64 {
        const DAY: u64 = 86_400;
        let slow = if self.kind == ChannelKind::Email { 12 } else { 1 };
        let below = |random: &mut Random, from, to| from + random.below(to - from);
        match (before, voice) {
            (None, _) if visit == 1 && self.index.is_multiple_of(9) => {
                below(&mut self.random, 65 * DAY, 90 * DAY)
            }
            (None, _) => below(&mut self.random, 3 * DAY, 15 * DAY),
            (Some(Voice::Customer), Voice::Customer) => below(&mut self.random, 6, 55),
            (_, Voice::Customer) => slow * below(&mut self.random, 30, 1_100),
            (Some(Voice::Agent), Voice::Agent) => below(&mut self.random, 20, 120),
            (_, Voice::Agent | Voice::Note) => slow * below(&mut self.random, 50, 900),
        }
    }

    /// Somebody has the last word, or the dialog is closed as it is: nobody waits any more.
    fn round_off(&mut self, words: &Words, last: bool) {
        let keep_open = last && self.plan.shape != Shape::Closed;
        if !keep_open && self.random.chance(50) {
            if let Some(line) = self.lines.last_mut() {
                line.closes = !last;
            }
            return;
        }
        let book = Book::of(self.person.language);
        let text = self.random.pick(book.pool("closing")).cloned().unwrap_or_default();
        let gap = 40 + self.random.below(600);
        let text = fill(&text, words, &mut self.random);
        self.add(Voice::Agent, text, gap);
    }

    fn add(&mut self, voice: Voice, text: String, gap: u64) -> &mut Line {
        let (agent, at) = (self.lead, Timestamp(0));
        self.lines.push(Line { voice, agent, text, files: Vec::new(), gap, at, closes: false });
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }

    /// Who waits for long asks again.
    fn nudge(&mut self, words: &Words) {
        let Shape::Waiting(wait) = self.plan.shape else { return };
        if wait < 290 || !self.random.chance(40) {
            return;
        }
        for _ in 0..=self.random.below(2) {
            let pool = Book::of(self.person.language).pool("nudge");
            let text = self.random.pick(pool).cloned().unwrap_or_default();
            let text = fill(&text, words, &mut self.random);
            let gap = 60 + self.random.below(1_500);
            self.add(Voice::Customer, text, gap);
        }
    }

    /// Text and a file that would take a terminal over, were they not cleaned.
    fn attack(&mut self) {
        let text = "\u{1b}]52;c;cm0gLXJmIH4K\u{7}Добрий день\u{1b}[2J\u{1b}[H\u{1b}[?1049l, \
                    ось рахунок\u{202e}fdp\u{200b}\u{200b}\u{200b}\u{feff}\u{9b}31m\r\u{8}\u{0}";
        let file = File::named("рахунок\u{202e}fdp.exe", 66_613);
        self.add(Voice::Customer, text.to_owned(), 9).files.push(file);
    }

    /// Nails one line to its time; the others hang on it by their gaps, and nothing lies ahead of now.
    fn set_times(&mut self) {
        let end = self.lines.len().saturating_sub(1);
        let (anchor, ago) = match self.plan.shape {
            Shape::Waiting(wait) | Shape::Stuck(wait, _) => (self.last_run(), wait),
            Shape::Snoozed(..) => (end, 1_800 + self.random.below(40_000)),
            Shape::Answered if self.plan.holder == Some(BLOCKED) => {
                (end, 86_400 * (4 + self.random.below(9)))
            }
            Shape::Answered => (end, 240 + self.random.below(9) * self.random.below(28_000)),
            Shape::Closed | Shape::ClosedUnanswered | Shape::Spam => {
                (end, 86_400 * (3 + self.random.below(9)) - self.random.below(80_000))
            }
        };
        let Some(line) = self.lines.get_mut(anchor) else { return };
        line.at = self.now - Duration::from_secs(ago);
        for at in (0..anchor).rev() {
            let next = &self.lines[at + 1];
            let time = next.at - Duration::from_secs(next.gap);
            self.lines[at].at = time;
        }
        for at in anchor + 1..self.lines.len() {
            let before = self.lines[at - 1].at;
            let left = self.now.since(before) / 2;
            self.lines[at].at = before + left.min(Duration::from_secs(self.lines[at].gap));
        }
    }

    /// Where the customer's last words begin: since then they wait.
    fn last_run(&self) -> usize {
        let customer = |it: &Line| it.voice == Voice::Customer;
        let last = self.lines.iter().rposition(customer).unwrap_or(0);
        let answer = self.lines[..last].iter().rposition(|it| it.voice == Voice::Agent);
        let after = answer.map_or(0, |it| it + 1);
        // A closed visit settles too.
        let closed = self.lines[..last].iter().rposition(|it| it.closes);
        after.max(closed.map_or(0, |it| it + 1))
    }

    fn say(&mut self, at: usize) {
        let line = &self.lines[at];
        let (time, agent, last) = (line.at, line.agent, at + 1 == self.lines.len());
        match line.voice {
            Voice::Customer => self.arrive(at, Kind::Inbound),
            Voice::Agent if last && matches!(self.plan.shape, Shape::Stuck(..)) => {
                self.reply(at, last);
            }
            // Files, and now and then words, were sent from the messenger's own app.
            Voice::Agent if !line.files.is_empty() => self.arrive(at, Kind::Reply),
            Voice::Agent if !last && at % 19 == 7 => self.arrive(at, Kind::Reply),
            Voice::Agent => self.reply(at, last),
            Voice::Note => {
                let intent = Intent::Note(line.text.clone());
                self.act(time, agent, intent);
            }
        }
        if self.lines[at].closes {
            self.act(time + Duration::from_secs(90), self.lead, Intent::Close);
        }
    }

    fn arrive(&mut self, at: usize, kind: Kind) {
        let line = &self.lines[at];
        let arrival = Arrival {
            sender: self.person.sender.clone(),
            remote: format!("d{}-{at}", self.index),
            kind,
            at: line.at,
            text: line.text.clone(),
            files: line.files.clone(),
            more: Default::default(),
        };
        let what = What::Arrive { channel: self.with.channel, arrival };
        self.steps.push(Step { at: line.at, what });
    }

    fn reply(&mut self, at: usize, last: bool) {
        let remote = format!("d{}-{at}", self.index);
        let line = &self.lines[at];
        let time = line.at;
        let outcome = match self.plan.shape {
            Shape::Stuck(_, Fault::Refused) if last => {
                Outcome::Refused { reason: refusal(self.kind, self.index).to_owned() }
            }
            Shape::Stuck(_, Fault::Unknown) if last => Outcome::Unknown,
            _ => Outcome::Accepted { remote: remote.clone() },
        };
        let accepted = matches!(outcome, Outcome::Accepted { .. });
        let (agent, text) = (line.agent, line.text.clone());
        let what = What::Reply { agent, with: self.with.clone(), text, outcome };
        self.steps.push(Step { at: time, what });
        // Mail tells nothing once it is on its way.
        if accepted && self.kind != ChannelKind::Email {
            let read = 20 + self.random.below(200);
            let reports = [(2, Receipt::Delivered, 95), (read, Receipt::Read, 80)];
            for (after, receipt, chance) in reports {
                let at = time + Duration::from_secs(after);
                if at <= self.now && self.random.chance(chance) {
                    let (channel, remote) = (self.with.channel, remote.clone());
                    self.steps.push(Step { at, what: What::Report { channel, remote, receipt } });
                }
            }
        }
    }

    /// Puts the holder and the tags on, where a hand would have done it.
    fn take(&mut self) {
        let Some(first) = self.lines.first() else { return };
        if let Some(to) = self.plan.holder {
            let answer = self.lines.iter().find(|it| it.voice == Voice::Agent);
            // Who answers takes it; what nobody has answered was given out by the lead.
            let (at, agent) = answer.map_or((first.at, 1), |it| (it.at, to));
            let what = What::Assign { agent, with: self.with.clone(), to };
            // Before the reply itself: equal times keep this order.
            self.steps.insert(usize::from(answer.is_none()), Step { at, what });
            self.steps.sort_by_key(|it| it.at);
        }
        let first_of_last = self.lines[self.last_run()].at;
        if self.plan.shape != Shape::Spam && self.random.chance(75) {
            for tag in self.tags.clone() {
                self.act(first_of_last, 1, Intent::ToggleTag(tag));
            }
        }
        if self.index % 26 == 5 {
            self.act(first_of_last, 0, Intent::ToggleTag("VIP".to_owned()));
        }
    }

    /// How it is left.
    fn leave(&mut self) {
        let Some(last) = self.lines.last().map(|it| it.at) else { return };
        let actor = if self.lead == BLOCKED { 1 } else { self.lead };
        let soon = last + (self.now.since(last) / 3).min(Duration::from_secs(300));
        match self.plan.shape {
            Shape::Closed if self.random.chance(40) && self.plan.holder.is_some() => {
                self.act(soon, actor, Intent::CloseAndUnassign);
            }
            Shape::Closed | Shape::ClosedUnanswered => self.act(soon, actor, Intent::Close),
            Shape::Snoozed(seconds, _) => {
                let until = self.now + Duration::from_secs(seconds);
                self.act(soon, actor, Intent::Snooze(until));
            }
            Shape::Spam => self.act(soon, actor, Intent::MarkSpam),
            Shape::Waiting(_) | Shape::Answered | Shape::Stuck(..) => (),
        }
        let waits = matches!(self.plan.shape, Shape::Waiting(_));
        let curious = if waits { 35 } else { 70 };
        if self.random.chance(curious) || (self.plan.holder == Some(0) && !waits) {
            let what = What::See { agent: 0, with: self.with.clone() };
            self.steps.push(Step { at: soon, what });
        }
        debug_assert!(self.index < DIALOGS);
    }

    fn act(&mut self, at: Timestamp, agent: usize, intent: Intent) {
        let what = What::Do { agent, with: self.with.clone(), intent };
        self.steps.push(Step { at, what });
    }
}
