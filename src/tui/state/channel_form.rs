//! The form in which a channel is added or changed.

use super::Field;
use crate::base::msg::Msg;
use crate::base::secret::Secret;
use crate::domain::options::{self, OptionSpec, Options};
use crate::domain::{ChannelId, Connector};
use crate::store::Details;
use crate::tui::channels::{ChannelDraft, Found};

/// The row of the channel's name.
pub const NAME: &str = "name";
/// The row in which the secret itself is typed.
pub const SECRET: &str = "password";
/// Where it is kept.
const PLACE: &str = "secret";

/// What only says how the channel behaves: whether it works does not depend on it.
const MANNERS: [&str; 7] = [
    "plan-until",
    "distribution",
    "greeting",
    "greeting-days",
    "out-of-hours",
    "hours",
    "time-zone",
];

/// One thing that can be said.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRow {
    /// [`NAME`], [`SECRET`], or the name of an option.
    pub name: &'static str,
    /// What is typed.
    pub field: Field,
    /// What stood there at first.
    was: String,
    /// Whether it stands among the first ones, and not behind "more".
    pub first: bool,
    /// Whether it has more than one line, or is too long for one, so that it is not changed here.
    pub locked: bool,
    /// What is wrong with it.
    pub wrong: Option<Msg>,
}

impl FormRow {
    fn new(name: &'static str, said: &str, first: bool) -> Self {
        let field = Field::new(said);
        // What the line cannot hold would be lost.
        let locked = field.text() != said;
        Self { name, was: field.text().to_owned(), field, first, locked, wrong: None }
    }

    /// What is said now.
    #[must_use]
    pub fn text(&self) -> &str {
        self.field.text().trim()
    }

    fn changed(&self) -> bool {
        !self.locked && self.field.text() != self.was
    }
}

fn too_long() -> Msg {
    Msg::new("channels-form-too-long")
}

/// The sentence that names a row.
#[must_use]
pub fn label(connector: Connector, name: &str) -> &'static str {
    match name {
        SECRET if connector == Connector::Telegram => "channels-label-token",
        SECRET => "channels-label-password",
        "secret" => "channels-label-secret",
        "api" => "channels-label-api",
        "address" => "channels-label-address",
        "imap-host" => "channels-label-imap-host",
        "smtp-host" => "channels-label-smtp-host",
        "from-name" => "channels-label-from-name",
        "user" => "channels-label-user",
        "imap-port" => "channels-label-imap-port",
        "imap-security" => "channels-label-imap-security",
        "smtp-port" => "channels-label-smtp-port",
        "smtp-security" => "channels-label-smtp-security",
        "folder" => "channels-label-folder",
        "sent" => "channels-label-sent",
        "ca" => "channels-label-ca",
        "login" => "channels-label-login",
        "mail-max-mb" => "channels-label-mail-max-mb",
        "plan-until" => "channels-label-plan-until",
        "distribution" => "channels-label-distribution",
        "greeting" => "channels-label-greeting",
        "greeting-days" => "channels-label-greeting-days",
        "out-of-hours" => "channels-label-out-of-hours",
        "hours" => "channels-label-hours",
        "time-zone" => "channels-label-time-zone",
        _ => "channels-label-name",
    }
}

/// A line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormLine {
    /// One of the rows.
    Row(usize),
    /// Shows the other rows, or hides them.
    More,
    /// Tests and saves.
    Submit,
    /// Saves without a test.
    Anyway,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub enum FormStep {
    /// It is being filled in.
    Typing,
    /// The medium is being asked, by this number.
    Trying(u64),
    /// It is being saved, by this number.
    Saving(u64),
    /// It does not work so: what was found.
    Told(Vec<Found>),
    /// It could not be saved.
    Refused(Msg),
}

/// A channel as it is being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelForm {
    /// Which channel is changed; `None`: a new one.
    pub channel: Option<ChannelId>,
    /// What talks to its medium.
    pub connector: Connector,
    /// What has been said about it before.
    base: Options,
    /// All rows.
    pub rows: Vec<FormRow>,
    /// Whether the rows behind "more" are shown.
    pub more: bool,
    /// Which of [`lines`](Self::lines) has the keys.
    pub cursor: usize,
    /// How far it has come.
    pub step: FormStep,
    /// Whether it has been warned that what is typed would be lost.
    pub warned: bool,
}

impl ChannelForm {
    /// An empty form.
    #[must_use]
    pub fn new(connector: Connector) -> Self {
        Self::of(None, connector, "", Options::new())
    }

    /// The form of a channel that is there.
    #[must_use]
    pub fn edit(details: &Details) -> Self {
        let channel = &details.channel;
        Self::of(Some(channel.id), channel.connector, &channel.name, details.options.clone())
    }

    fn of(channel: Option<ChannelId>, connector: Connector, name: &str, base: Options) -> Self {
        let said = |it: &str| base.get(it).map_or("", String::as_str);
        let option = |it: &OptionSpec, first| FormRow::new(it.name, said(it.name), first);
        let place = |it: &&OptionSpec| it.name == PLACE;
        let of = || options::of(connector);
        let mut rows: Vec<FormRow> =
            of().filter(|it| it.needed).map(|it| option(it, true)).collect();
        if connector != Connector::Demo {
            rows.push(FormRow::new(SECRET, "", true));
        }
        rows.extend(of().filter(place).map(|it| option(it, true)));
        rows.push(FormRow::new(NAME, name, true));
        let rest = of().filter(|it| !it.needed && !place(it));
        rows.extend(rest.map(|it| option(it, false)));
        Self {
            channel,
            connector,
            base,
            rows,
            more: connector == Connector::Demo,
            cursor: 0,
            step: FormStep::Typing,
            warned: false,
        }
    }

    /// The lines that are shown, in their order.
    #[must_use]
    pub fn lines(&self) -> Vec<FormLine> {
        let rows = |first: bool| {
            let rows = self.rows.iter().enumerate().filter(move |it| it.1.first == first);
            rows.map(|it| FormLine::Row(it.0))
        };
        let mut lines: Vec<FormLine> = rows(true).collect();
        lines.push(FormLine::More);
        if self.more {
            lines.extend(rows(false));
        }
        lines.push(FormLine::Submit);
        if matches!(self.step, FormStep::Told(_)) {
            lines.push(FormLine::Anyway);
        }
        lines
    }

    /// The line that has the keys.
    #[must_use]
    pub fn line(&self) -> FormLine {
        self.lines().get(self.cursor).copied().unwrap_or(FormLine::Submit)
    }

    /// The row that has the keys, if it is one and may be typed in.
    pub fn row_mut(&mut self) -> Option<&mut FormRow> {
        match self.line() {
            FormLine::Row(at) => self.rows.get_mut(at).filter(|it| !it.locked),
            FormLine::More | FormLine::Submit | FormLine::Anyway => None,
        }
    }

    fn row(&self, name: &str) -> Option<&FormRow> {
        self.rows.iter().find(|it| it.name == name)
    }

    /// Whether anything has been typed that is not saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.rows.iter().any(FormRow::changed)
    }

    /// What is said about the channel once this is saved.
    #[must_use]
    pub fn options(&self) -> Options {
        let mut options = self.base.clone();
        for (name, value) in self.changes() {
            match value {
                Some(value) => options.insert(name, value),
                None => options.remove(&name),
            };
        }
        options
    }

    fn changes(&self) -> Vec<(String, Option<String>)> {
        let rows = self.rows.iter().filter(|it| it.changed());
        let rows = rows.filter(|it| it.name != NAME && it.name != SECRET);
        let value = |it: &FormRow| {
            // No folder for what was sent is something else than the usual one.
            let some = !it.text().is_empty() || it.name == "sent";
            some.then(|| it.text().to_owned())
        };
        rows.map(|it| (it.name.to_owned(), value(it))).collect()
    }

    /// What holds where nothing is typed in a row.
    #[must_use]
    pub fn usual(&self, name: &str) -> String {
        match name {
            NAME | SECRET => String::new(),
            _ => options::value(&self.options(), name).to_owned(),
        }
    }

    /// Whether nothing works without something in this row.
    #[must_use]
    pub fn needs(&self, name: &str) -> bool {
        name == SECRET || options::named(self.connector, name).is_some_and(|it| it.needed)
    }

    /// Whether a command tells the secret, so that none is typed.
    #[must_use]
    pub fn by_command(&self) -> bool {
        options::value(&self.options(), PLACE).starts_with("command:")
    }

    /// Looks at the row that has just been typed in.
    pub fn check_row(&mut self) {
        let connector = self.connector;
        let Some(row) = self.row_mut() else { return };
        if row.field.is_full() {
            row.wrong = Some(too_long());
            return;
        }
        let text = row.text();
        row.wrong = options::named(connector, row.name)
            .filter(|_| !text.is_empty())
            .and_then(|it| (it.check)(text).err());
    }

    /// Looks at everything; false where something is wrong, and then the keys go to the first of it.
    pub fn check(&mut self) -> bool {
        let mut faults = options::faults(self.connector, &self.options());
        let secret = self.row(SECRET).is_some_and(|it| it.text().is_empty());
        if secret && self.channel.is_none() && !self.by_command() {
            faults.push((SECRET.to_owned(), Msg::new("channel-option-missing")));
        }
        let full = self.rows.iter().filter(|it| !it.locked && it.field.is_full());
        faults.extend(full.map(|it| (it.name.to_owned(), too_long())));
        let of = |name: &str| faults.iter().find(|it| it.0 == name).map(|it| it.1.clone());
        self.rows.iter_mut().for_each(|it| it.wrong = of(it.name));
        let wrong = self.rows.iter().find(|it| it.wrong.is_some());
        self.more |= wrong.is_some_and(|it| !it.first);
        let at = wrong.and_then(|it| self.rows.iter().position(|other| other.name == it.name));
        let line = at.and_then(|at| self.lines().iter().position(|it| *it == FormLine::Row(at)));
        if let Some(line) = line {
            self.cursor = line;
        }
        at.is_none()
    }

    /// Whether what has been typed decides whether the channel works.
    #[must_use]
    pub fn wants_test(&self) -> bool {
        let decides = |it: &FormRow| it.name != NAME && !MANNERS.contains(&it.name);
        let changed = self.rows.iter().any(|it| it.changed() && decides(it));
        self.connector != Connector::Demo && (self.channel.is_none() || changed)
    }

    /// What is to be tried or saved.
    #[must_use]
    pub fn draft(&self) -> ChannelDraft {
        let secret = self.row(SECRET).map(FormRow::text).filter(|it| !it.is_empty());
        ChannelDraft {
            channel: self.channel,
            connector: self.connector,
            name: self.row(NAME).map(|it| it.text().to_owned()).unwrap_or_default(),
            changes: self.changes(),
            secret: secret.filter(|_| !self.by_command()).map(Secret::new),
        }
    }
}
