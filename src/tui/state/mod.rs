//! What the screen is about. Plain data: nothing here knows how it is drawn or where it came from.

mod channel_form;
mod channels;
mod composer;
mod crew;
mod deaf;
mod doing;
mod field;
mod files;
mod filter_line;
mod gallery;
mod history;
mod insets;
mod lines;
mod list;
mod mass;
mod person;
mod picker;
mod popup;
mod search;
mod team;
mod thread;
mod toast;
mod views;
mod why;
mod window;
mod words;
mod writing;

pub use channel_form::{ChannelForm, FormLine, FormRow, FormStep, NAME, SECRET, label};
pub use channels::{ChannelWork, Channels, Checking, Listing, MEDIA, TOLD_APART, WAYS, way};
pub use composer::{Composer, Fill};
pub use crew::{Blocking, Crew, CrewTold};
pub use deaf::{Deaf, Deafness, Once};
pub use doing::{Held, Pending};
pub use field::Field;
pub use files::{Going, size_words};
pub use filter_line::{FILTER_PAUSE, FilterLine};
pub use gallery::Gallery;
pub use history::{HISTORY_PAGE, History};
pub use insets::{INSETS_MAX, Insets};
pub use lines::{Hyperlink, Line, Mark, Span};
pub use list::{Goal, List};
pub use mass::{
    Foreseen, Gather, Mass, Outcome, Preview, Running, Selection, Undoable, Work, by_reason,
    grouped,
};
pub use person::{Acquainting, ContactNote};
pub use picker::{Detail, Free, FreeKind, PickItem, Picker, Placed, Shown};
pub use popup::{Choice, Chooser, Label, Pick, Popup};
pub use search::{Entry, Origin, SEARCH_HEAD, Search};
pub use team::{TYPING, Team, first_name, present_mark};
pub use thread::{Aim, THREAD_PAGE, THREAD_SIDE, Thread, local_day};
pub use toast::{Toast, Tone};
pub use views::{Counts, OwnView, ViewId, Views, ViewsFile, day_of};
pub use why::Why;
pub use window::{NOTICE_GAP, News};
pub use words::Words;
pub use writing::{Run, Together, Writing};

use std::collections::VecDeque;
use std::time::Duration;

use super::action::Action;
use super::around::Around;
use super::hub::{HubLink, Profiles};
use super::input::caps::Caps;
use super::keymap::Keymap;
use super::layout::{Layout, Pane, Wanted, layout};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::random::Random;
use crate::base::text::clean_line;
use crate::config::{Pictures, Terminal as TerminalSettings};
use crate::domain::{Agent, AgentId, ChangeNo, Channel, ChannelId, DialogId, Filter, Totals, View};
use crate::store::{Roster, Row};

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The dialogs.
    List,
    /// The conversation.
    Thread,
    /// The contact card.
    Card,
    /// The text being written.
    Composer,
}

/// How many lines a dialog takes in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowHeight {
    /// As many as the screen has room for.
    Auto,
    /// One.
    One,
    /// Two.
    Two,
}

/// What the user's settings say about the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Lines per dialog.
    pub rows: RowHeight,
    /// Whether closing goes on to the next dialog.
    pub next_after_close: bool,
    /// How long the cursor must rest before the dialog under it is shown; `None`: never.
    pub preview_after: Option<Duration>,
    /// Whether the contact card is shown where there is room.
    pub card: bool,
    /// How pictures are shown.
    pub pictures: Pictures,
    /// Minutes of waiting from which a dialog is late.
    pub warn_minutes: i64,
    /// Minutes of waiting from which it is an alarm.
    pub alarm_minutes: i64,
    /// What the terminal is to be used for.
    pub terminal: TerminalSettings,
}

/// Who moves messages between this desk and the channels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Link {
    /// Not known yet.
    #[default]
    Unknown,
    /// This process.
    Here,
    /// Another process, by its number.
    Elsewhere(Option<u32>),
    /// The courier reports trouble.
    Trouble(Msg),
    /// Nobody here: this desk is a replica, and its hub runs them.
    Hub(HubLink),
}

/// Everything the view may look at.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The moment being shown. Views never ask a clock.
    pub now: Timestamp,
    /// Seconds that local time is ahead of UTC now.
    pub utc_offset: i32,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Who sits here.
    pub me: Agent,
    /// The words of the screen's language, for what is found by its words.
    pub words: Words,
    /// The user's settings.
    pub settings: Settings,
    /// Which key asks for what.
    pub keymap: Keymap,
    /// What the terminal can tell apart.
    pub caps: Caps,
    /// What stands between the terminal and this program.
    pub around: Around,
    /// Channels and agents.
    pub roster: Roster,
    /// The numbers.
    pub totals: Totals,
    /// Whether the desk has answered for the first time.
    pub ready: bool,
    /// The last change this screen shows.
    pub head: ChangeNo,
    /// Where keys go.
    pub focus: Focus,
    /// The dialogs.
    pub list: List,
    /// One's own views.
    pub views: Views,
    /// Numbers that the totals do not tell.
    pub counts: Counts,
    /// Tags in use, as far as the desk has told; the most used first.
    pub tags: Vec<String>,
    /// The conversation and its contact.
    pub thread: Thread,
    /// Files that something is being done with, the last one last.
    pub going: Vec<Going>,
    /// The text being written, if any.
    pub composer: Option<Composer>,
    /// What lies above everything else.
    pub popup: Option<Popup>,
    /// What is searched for.
    pub search: Option<Box<Search>>,
    /// What has been searched for, the last thing first.
    pub searched: Vec<String>,
    /// Whether the search index is being made anew.
    pub mending: bool,
    /// Who may be the same person, while that is being asked.
    pub acquainting: Acquainting,
    /// What just happened.
    pub toast: Option<Toast>,
    /// Ops without an answer yet.
    pub pending: VecDeque<Pending>,
    /// What can be taken back, the last thing last.
    pub done: Vec<Undoable>,
    /// Many dialogs at once.
    pub mass: Mass,
    /// Whether something has been done since that cannot.
    pub fixed: bool,
    /// Whether the last thing is to be taken back as soon as the desk has decided what is pending.
    pub undo_wanted: bool,
    /// What I have written and the desk may not know yet.
    pub held: Vec<Held>,
    /// What helps to write.
    pub writing: Writing,
    /// What has been asked for last, the last first; the palette begins with it.
    pub recent: Vec<Action>,
    /// The last action that one press does once: a key held down repeats it.
    pub last_once: Option<Once>,
    /// Keys that are not heard for a while.
    pub deaf: Deafness,
    /// Whether it has been said that a letter may have been meant as a chord.
    pub letter_hinted: bool,
    /// Who runs the channels.
    pub link: Link,
    /// What is known of the hub and of colleagues.
    pub team: Team,
    /// Which desk this is, among those that can be opened.
    pub profiles: Profiles,
    /// What is wrong with the desk itself, until it answers again.
    pub trouble: Option<Msg>,
    /// What was copied or cut.
    pub clipboard: String,
    /// Whether the terminal's window is in front; `None` as long as the terminal has not said.
    pub focused: Option<bool>,
    /// What has come since the window was left and nobody has been told of yet.
    pub news: Option<News>,
    /// When the last notice went out.
    pub noticed: Option<Timestamp>,
    /// Where the names of ops come from.
    pub names: Random,
    /// When the desk is asked again after it could not answer.
    pub retry_at: Option<Timestamp>,
    /// The number of the last question put to the desk.
    pub asked: u64,
    /// The number of the refresh that has not been answered yet, if one is on its way.
    pub refreshing: Option<u64>,
    /// The last change this screen has been told of; what it shows may lag behind.
    pub told: ChangeNo,
}

/// What a [`State`] starts from.
#[derive(Debug, Clone)]
pub struct Start {
    /// The moment.
    pub now: Timestamp,
    /// Seconds that local time is ahead of UTC.
    pub utc_offset: i32,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Who sits here.
    pub me: Agent,
    /// The words of the screen's language.
    pub words: Words,
    /// The user's settings.
    pub settings: Settings,
    /// The keys.
    pub keymap: Keymap,
    /// What is known of the terminal.
    pub caps: Caps,
    /// What the environment tells of where we run.
    pub around: Around,
    /// What the list shows first.
    pub view: ViewId,
    /// What the file of one's own views says.
    pub views: ViewsFile,
    /// What helps to write.
    pub writing: Writing,
    /// Who runs the channels, as far as that is known. A replica says from the beginning that it is one.
    pub link: Link,
    /// Which desk this is, among those that can be opened.
    pub profiles: Profiles,
    /// Makes the names of ops; must differ from process to process.
    pub seed: u64,
}

impl State {
    /// A screen before the desk has answered.
    #[must_use]
    pub fn new(start: Start) -> Self {
        let list = List::new(ViewId::BuiltIn(View::Waiting), Vec::new(), Vec::new(), start.me.id);
        let mut state = Self {
            now: start.now,
            utc_offset: start.utc_offset,
            size: start.size,
            me: start.me,
            words: start.words,
            settings: start.settings,
            keymap: start.keymap,
            caps: start.caps,
            around: start.around,
            roster: Roster::default(),
            totals: Totals::default(),
            ready: false,
            head: ChangeNo(0),
            focus: Focus::List,
            list,
            views: Views::default(),
            counts: Counts::default(),
            tags: Vec::new(),
            thread: Thread::default(),
            going: Vec::new(),
            composer: None,
            popup: None,
            search: None,
            searched: Vec::new(),
            mending: false,
            acquainting: Acquainting::default(),
            toast: None,
            pending: VecDeque::new(),
            done: Vec::new(),
            mass: Mass::default(),
            fixed: false,
            undo_wanted: false,
            held: Vec::new(),
            writing: start.writing,
            recent: Vec::new(),
            last_once: None,
            deaf: Deafness::default(),
            letter_hinted: false,
            link: start.link,
            team: Team::default(),
            profiles: start.profiles,
            trouble: None,
            clipboard: String::new(),
            focused: None,
            news: None,
            noticed: None,
            names: Random::from_seed(start.seed),
            retry_at: None,
            asked: 0,
            refreshing: None,
            told: ChangeNo(0),
        };
        state.take_views(start.views);
        // Names are not known yet: with the desk's first answer the filters are read again.
        state.understand_views();
        let terms = state.view_terms(start.view);
        state.list = List::new(start.view, terms, Vec::new(), state.me.id);
        state
    }

    /// The filter being typed, if one is.
    #[must_use]
    pub fn filter_line(&self) -> Option<&FilterLine> {
        match &self.popup {
            Some(Popup::Filter(line)) => Some(line),
            _ => None,
        }
    }

    /// Where everything stands now.
    #[must_use]
    pub fn layout(&self) -> Layout {
        let pane = match self.focus {
            Focus::List => Pane::List,
            Focus::Thread | Focus::Composer => Pane::Thread,
            Focus::Card => Pane::Card,
        };
        let composer_rows = match &self.composer {
            Some(composer) if Some(composer.dialog) == self.thread.dialog => composer.rows(),
            _ => 0,
        };
        layout(
            self.size.0,
            self.size.1,
            Wanted {
                pane,
                card: self.settings.card,
                chips: self.chip_rows(),
                search: self.is_searching(),
                composer_rows,
            },
        )
    }

    /// Rows that say what the list is narrowed down by, and in which order it stands.
    fn chip_rows(&self) -> u16 {
        match &self.popup {
            Some(Popup::Filter(_)) => FilterLine::rows(self.size),
            _ => {
                let reads = self.reading_hits().is_some();
                u16::from(reads || self.list.narrows() || self.list.is_reordered())
            }
        }
    }

    /// Lines a dialog takes in the list.
    #[must_use]
    pub fn row_height(&self) -> u16 {
        match self.settings.rows {
            RowHeight::One => 1,
            RowHeight::Two => 2,
            RowHeight::Auto => 1 + u16::from(self.size.1 >= 24),
        }
    }

    /// Dialogs that fit into the list.
    #[must_use]
    pub fn list_rows(&self) -> usize {
        usize::from((self.layout().list.height / self.row_height()).max(1))
    }

    /// The dialog that keys act on: the one under the cursor, or the one being read.
    #[must_use]
    pub fn target(&self) -> Option<DialogId> {
        match self.focus {
            Focus::List if self.is_searching() => {
                self.search.as_ref()?.current().map(|it| it.row().dialog.id)
            }
            Focus::List => self.list.current().map(|it| it.dialog.id),
            Focus::Thread | Focus::Card | Focus::Composer => self.thread.dialog,
        }
    }

    /// An agent's name, cleaned; empty for one who is not on the desk.
    #[must_use]
    pub fn agent_name(&self, agent: AgentId) -> String {
        let found = self.roster.agents.iter().find(|it| it.id == agent);
        found.map_or_else(String::new, |it| clean_line(&it.name).into_owned())
    }

    /// A dialog that is on the screen, in the list or as the one being read.
    #[must_use]
    pub fn row(&self, dialog: DialogId) -> Option<&Row> {
        let in_list = self.list.find(dialog).map(|it| &self.list.rows[it]);
        let read =
            || self.thread.card.as_ref().map(|it| &it.row).filter(|it| it.dialog.id == dialog);
        let found =
            || self.search.as_ref()?.current().map(Entry::row).filter(|it| it.dialog.id == dialog);
        in_list.or_else(read).or_else(found)
    }

    /// A channel of the desk.
    #[must_use]
    pub fn channel(&self, channel: ChannelId) -> Option<&Channel> {
        self.roster.channels.iter().find(|it| it.id == channel)
    }

    /// The channel of the dialog that is shown.
    #[must_use]
    pub fn thread_channel(&self) -> Option<&Channel> {
        self.channel(self.thread.card.as_ref()?.row.dialog.channel)
    }

    /// Whether somebody else has said something since the writer began.
    #[must_use]
    pub fn said_meanwhile(&self) -> bool {
        let answers = self.composer.as_ref().and_then(|it| it.answers);
        answers.is_some_and(|it| self.thread.last_of_others(self.me.id) > it)
    }

    /// Whole minutes between two readings of a clock on the wall: all ages change together, on the minute.
    #[must_use]
    pub fn minutes_since(&self, then: Timestamp) -> i64 {
        (self.now.0.div_euclid(60_000) - then.0.div_euclid(60_000)).max(0)
    }

    /// Whether a pane is empty only because the desk has not answered yet.
    #[must_use]
    pub const fn awaits(&self) -> bool {
        let list = !self.list.loaded && self.list.rows.is_empty();
        let thread = self.thread.dialog.is_some() && !self.thread.loaded;
        self.trouble.is_none() && (list || thread)
    }

    /// The next moment at which something on the screen changes by itself.
    #[must_use]
    pub fn next_change(&self) -> Option<Timestamp> {
        let minute = Timestamp((self.now.0.div_euclid(60_000) + 1) * 60_000);
        let drifts = self.list.filter.drifts() || self.counts.about.0.iter().any(Filter::drifts);
        let ages = !self.list.rows.is_empty() || self.totals.oldest.is_some() || drifts;
        [
            ages.then_some(minute),
            self.toast.as_ref().map(|it| it.until),
            self.list.preview_at,
            self.search.as_ref().and_then(|it| it.preview_at),
            self.composer.as_ref().and_then(|it| it.save_at),
            self.retry_at,
            self.filter_line().and_then(|it| it.apply_at),
            self.thread.counts_down(self.now),
            self.news.as_ref().map(|_| self.notice_at()),
            self.popup.as_ref().and_then(Popup::due),
            self.team_next_change(),
        ]
        .into_iter()
        .flatten()
        .min()
    }
}
