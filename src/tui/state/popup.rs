//! What lies above everything else and takes the keys first.

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::domain::{AgentId, ContactId, DialogId, Intent, Term};
use crate::tui::action::Action;
use crate::tui::files::FileDeed;

use super::{
    Channels, ContactNote, Crew, FilterLine, Gallery, History, Picker, Preview, ViewId, Why,
};

/// What a line of a menu says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// Words to be translated.
    Msg(Msg),
    /// A name. Hostile text.
    Text(String),
}

/// What taking a line of a menu does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// As if its key had been pressed, as long as the dialog is still the one that keys act on.
    Act(DialogId, Action),
    /// As if its key had been pressed.
    Do(Action),
    /// Leave the program.
    Leave,
    /// Open the desk of this profile instead.
    Switch(String),
    /// Give the dialog to an agent, or to nobody.
    Assign(DialogId, Option<AgentId>),
    /// Hide the dialog until then.
    Snooze(DialogId, Timestamp),
    /// Show the dialog again.
    Wake(DialogId),
    /// Put a tag on the dialog.
    Tag(DialogId, String),
    /// Take a tag off the dialog.
    Untag(DialogId, String),
    /// The same for all that is selected.
    Each(Intent),
    /// Open this dialog.
    Go(DialogId),
    /// Put a quick reply in, by its name; over the sign that was `typed` to find it, or at the cursor.
    Phrase {
        /// Its name.
        name: String,
        /// Whether a sign stands before the cursor.
        typed: bool,
    },
    /// Write a few quick replies to begin with.
    Examples,
    /// Show what a macro would do, by its name.
    Macro(String),
    /// Do it.
    Run(String),
    /// Narrow the view down by these terms and no others.
    Narrow(Vec<Term>),
    /// Go to a view.
    View(ViewId),
    /// Keep what the list shows as a view of this name.
    SaveView(String),
    /// Show who would be one person with the dialog's contact, called this, and ask.
    AskMerge(DialogId, ContactId, String),
    /// Make the dialog's contact and that one the same person.
    Merge(DialogId, ContactId),
    /// Do something with a file of this name.
    File(FileDeed, String),
    /// Leave everything as it is.
    Nothing,
}

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub label: Label,
    /// What it does.
    pub pick: Pick,
    /// The letter that takes it at once.
    pub letter: Option<char>,
    /// Whether it is what holds now.
    pub current: bool,
}

/// A menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chooser {
    /// What is chosen.
    pub title: Msg,
    /// The lines.
    pub choices: Vec<Choice>,
    /// The line under the cursor.
    pub cursor: usize,
}

/// What lies above everything else.
#[derive(Debug, Clone, PartialEq)]
pub enum Popup {
    /// All keys.
    Help {
        /// Lines scrolled away.
        top: usize,
    },
    /// A menu.
    Choose(Chooser),
    /// Enter may have been Ctrl+M here: assign to me?
    AskAssign(DialogId),
    /// What something would come to for many dialogs.
    Preview(Box<Preview>),
    /// What happened to a dialog.
    History(Box<History>),
    /// A list that is narrowed down by typing.
    Pick(Box<Picker>),
    /// The line in which filters are typed.
    Filter(Box<FilterLine>),
    /// A note about a contact that is being written.
    ContactNote(Box<ContactNote>),
    /// The picture of the day.
    Picture(Box<Gallery>),
    /// Who works on the desk.
    Crew(Box<Crew>),
    /// Why a dialog is not in the list.
    Why(Box<Why>),
    /// The channels screen.
    Channels(Box<Channels>),
    /// What the hub refused, and how it can be reached: the line under the cursor.
    Refused {
        /// Which of [`Team::rejected`](super::Team::rejected).
        cursor: usize,
    },
}

impl Popup {
    /// When it needs something by itself.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        match self {
            Self::Picture(gallery) => Some(gallery.due()),
            Self::Channels(channels) => Some(channels.due()),
            _ => None,
        }
    }
}
