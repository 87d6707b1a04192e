//! What comes in to the screen, and what it asks for in turn.

mod asking;
mod batch;

use std::path::PathBuf;
use std::sync::Arc;

pub use asking::{Ask, Finding, Found, Inquiry, TALLY_MAX};
pub use batch::{BatchEnd, BatchMoved, BatchRow};

use super::action::Action;
use super::around::Tmux;
use super::channels::{ChannelNews, ChannelWish};
use super::files::{FileNews, FileWish};
use super::hub::{HubWish, Present};
use super::input::{Input, Mouse};
use super::inset::{Inset, InsetWish, Means, NoInset};
use super::notice::Notice;
use super::state::{Foreseen, Link, News, Undoable, ViewId, ViewsFile};
use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::config::books::Books;
use crate::domain::team::Act;
use crate::domain::{
    ChangeNo, ContentHash, DialogId, Filter, Intent, Kind, Message, MessageId, Op, OpId, Totals,
};
use crate::store::far::Rejected;
use crate::store::{Card, Did, Done, Draft, FeedEntry, Hits, Page, PageQuery, Roster, ThreadPart};

/// A question to the desk. Its parts are answered together, from one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Handed back with the answer, so that late answers can be told apart.
    pub no: u64,
    /// A part of the list.
    pub page: Option<PageQuery>,
    /// A conversation: which, and which part of it.
    pub thread: Option<(DialogId, Part)>,
    /// Whether totals and roster are wanted.
    pub numbers: bool,
    /// What customers wrote after this change is wanted, where it is mine or nobody's.
    pub news: Option<ChangeNo>,
}

/// A part of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// So many of the newest messages.
    Newest(usize),
    /// A message in its place, with so many older and newer ones at most.
    Around {
        /// The message.
        message: MessageId,
        /// Older ones.
        before: usize,
        /// Newer ones.
        after: usize,
    },
}

/// The answer to a [`Look`].
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The question's number.
    pub no: u64,
    /// The last change the answer knows of.
    pub head: ChangeNo,
    /// The part of the list.
    pub page: Option<Page>,
    /// The conversation.
    pub thread: Option<SeenThread>,
    /// Totals and roster.
    pub numbers: Option<(Totals, Roster)>,
    /// What customers wrote; `None` when there is nothing new.
    pub news: Option<News>,
    /// Ops that wait for the hub, and those it refused and nobody has looked at; with the totals.
    pub unsettled: (u32, u32),
}

/// A conversation as the desk tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenThread {
    /// Whose.
    pub dialog: DialogId,
    /// The contact; `None` when the dialog is gone.
    pub card: Option<Card>,
    /// The messages.
    pub page: ThreadPart,
    /// The newest messages, where those are others; oldest first.
    pub newest: Vec<Message>,
    /// What I have half written.
    pub drafts: Vec<Draft>,
    /// Whether the hub has messages older than the oldest one that is here.
    pub elsewhere: bool,
}

/// What stands at a cell of the screen, for whoever points at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Nothing that can be pointed at.
    Nothing,
    /// A row of the loaded part of the list.
    Row(usize),
    /// The list, below its last row.
    List,
    /// The name of a view.
    View(ViewId),
    /// One of the things that the list is narrowed down by.
    Chip(usize),
    /// A key in the bottom line.
    Key(Action),
    /// The conversation.
    Thread,
    /// The text being written: a column and a row of its area.
    Composer(u16, u16),
    /// The contact card.
    Card,
    /// A line of what a search has found.
    Hit(usize),
    /// A line of the menu that is open.
    Choice(usize),
    /// What lies above everything else.
    Popup,
    /// Something else, while that is open.
    BesidePopup,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The mouse did something, where this is shown.
    Pointed(Mouse, Spot),
    /// Time passed: the moment, and the seconds that local time is ahead of UTC.
    Now(Timestamp, i32),
    /// A person or the terminal did something.
    Input(Input),
    /// The terminal has this many columns and rows.
    Resized(u16, u16),
    /// The desk has changed, up to this number.
    Moved(ChangeNo),
    /// The desk answered.
    Looked(Box<Seen>),
    /// A question that may take its time is answered, by its number.
    Answered(u64, Box<Finding>),
    /// Something was done that nobody here asked for: what to say of it.
    Happened(Msg),
    /// The desk could not answer or save; what is wrong, and what to do.
    Failed {
        /// What is wrong.
        what: Msg,
        /// What to do.
        hint: Option<Msg>,
    },
    /// A search has come to something; the number is that of the question.
    Found(u64, Box<Found>),
    /// The search index has been made anew, or could not be.
    WordsMended(Result<(), Msg>),
    /// A draft is on the disk.
    DraftKept(u64),
    /// A draft could not be saved.
    DraftLost {
        /// What is wrong.
        what: Msg,
        /// What to do.
        hint: Option<Msg>,
    },
    /// The desk has counted what was asked by this number; nothing where it could not.
    Counted {
        /// The question's number.
        no: u64,
        /// For each filter how many dialogs pass, all at one moment.
        counts: Option<Vec<i64>>,
    },
    /// The desk has given that question up for another one.
    NotCounted(u64),
    /// The tags in use, the most used first.
    Tags(Vec<String>),
    /// What the file of one's own views says now.
    Views {
        /// All of it.
        read: ViewsFile,
        /// What became of the view that was to be saved, if one was: its name, or why not.
        saved: Option<Result<String, Msg>>,
    },
    /// The desk decided an op.
    Decided {
        /// Which.
        op: OpId,
        /// What it came to.
        done: Done,
    },
    /// The desk could not record an op; nothing has changed.
    NotRecorded {
        /// Which.
        op: OpId,
        /// What is wrong.
        what: Msg,
        /// What to do.
        hint: Option<Msg>,
    },
    /// The dialogs of a list that were asked for.
    Gathered {
        /// The question.
        no: u64,
        /// In the list's order.
        ids: Vec<DialogId>,
    },
    /// What something would come to for many dialogs.
    Foreseen {
        /// The question.
        no: u64,
        /// The answer.
        told: Box<Foreseen>,
    },
    /// Some more of a batch has been decided, or it has ended.
    BatchMoved(Box<BatchMoved>),
    /// What I did before this session and can still take back, the last thing first.
    DoneBefore {
        /// The question.
        no: u64,
        /// The things.
        things: Vec<Undoable>,
    },
    /// What happened to a dialog, the newest first.
    History {
        /// The question.
        no: u64,
        /// Part of it.
        entries: Vec<FeedEntry>,
        /// Whether the desk has forgotten what was before.
        cut: bool,
    },
    /// The desk has decided ops that were handed over as one chain.
    Chained {
        /// All of them, in their order.
        ops: Vec<OpId>,
        /// What the first of them came to; the others have not been done.
        done: Vec<Done>,
        /// Why the next one could not be recorded, and what to do, if that is what ended it.
        lost: Option<(Msg, Option<Msg>)>,
    },
    /// The files beside the settings have changed.
    Books(Arc<Books>),
    /// A few quick replies have been written into a file, or why not.
    Examples(Result<usize, Msg>),
    /// The text comes back from the person's own editor.
    Edited(String),
    /// A program of the person's own, their editor say, could not be run.
    NotEdited(Msg),
    /// Who runs the channels has changed, or how a replica stands to its hub.
    Linked(Link),
    /// What the hub refused of what seemed done here, and nobody has looked at. What is told again is known already; the
    /// words of replies and notes lie in their dialogs' drafts.
    HubRefused(Vec<Rejected>),
    /// Who else is at the desk now: all of them each time.
    Presence(Vec<Present>),
    /// What became of a wish about channels.
    Channels(Box<ChannelNews>),
    /// What the hub knows of what happened to a dialog, the newest first.
    HubHistory {
        /// The question.
        no: u64,
        /// Part of it.
        entries: Vec<FeedEntry>,
    },
    /// What the hub has found; the number is that of the question.
    HubHits(u64, Box<Hits>),
    /// Something has become of a [`FileWish`], by its number.
    File(u64, Box<FileNews>),
    /// tmux has not taken what was copied.
    TmuxRefused {
        /// What was copied.
        text: String,
        /// What tmux says, or the system.
        why: String,
    },
    /// What an act of administration came to, or why it was not done.
    Administered(Box<(Act, Result<Did, Msg>)>),
    /// The tmux around us has told about its keys.
    Around(Tmux),
    /// A picture has been made.
    Inset {
        /// Of what is in this file.
        content: ContentHash,
        /// What for.
        means: Means,
        /// The picture, or why there is none.
        made: Result<Arc<Inset>, NoInset>,
    },
}

/// Something the program must now do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the desk; it answers with [`Event::Looked`].
    Look(Box<Look>),
    /// Search the desk; it answers with [`Event::Found`], or not at all when something newer is searched for.
    Search(Box<Ask>),
    /// Make pictures of files; told of one by one with [`Event::Inset`].
    MakeInsets(Box<InsetWish>),
    /// Make the search index anew; the desk answers with [`Event::WordsMended`].
    MendWords,
    /// Ask what may take its time; it is answered with [`Event::Answered`], by the number.
    Inquire(u64, Box<Inquiry>),
    /// Hand an op to the desk; it answers with [`Event::Decided`] or [`Event::NotRecorded`].
    Submit(Op),
    /// Ask for the dialogs that pass a filter; answered with [`Event::Gathered`].
    Gather {
        /// The question.
        no: u64,
        /// The filter.
        filter: Filter,
        /// So many, at most.
        limit: usize,
    },
    /// Ask what something would come to; answered with [`Event::Foreseen`].
    Rehearse {
        /// The question.
        no: u64,
        /// What is wanted.
        intent: Intent,
        /// For which dialogs.
        dialogs: Vec<DialogId>,
        /// The filter all of whose dialogs they were.
        same_as: Option<Filter>,
    },
    /// Hand many ops over that belong together; told of with [`Event::BatchMoved`].
    Batch {
        /// Names it to the screen.
        no: u64,
        /// Names it on the desk.
        batch: OpId,
        /// The ops.
        ops: Arc<[Op]>,
    },
    /// Stop a batch as soon as the part being written is on the disk.
    StopBatch(u64),
    /// Ask what I did and can still take back; answered with [`Event::DoneBefore`].
    LastDone {
        /// The question.
        no: u64,
        /// Since when.
        since: Timestamp,
    },
    /// Ask what happened to a dialog; answered with [`Event::History`].
    History {
        /// The question.
        no: u64,
        /// Which dialog.
        dialog: DialogId,
        /// Only what happened before this change.
        before: Option<ChangeNo>,
        /// So many entries, at most.
        limit: usize,
    },
    /// Hand several ops about one dialog to the desk, one after the other; it answers with [`Event::Chained`].
    Chain {
        /// The ops.
        ops: Vec<Op>,
        /// Whether none is done any more once one has been refused. What is so already counts as done.
        stops: bool,
        /// What they belong to, with those of other chains.
        batch: Option<OpId>,
    },
    /// Read the files beside the settings again, if they have changed; then [`Event::Books`] comes.
    ReadBooks,
    /// Write a few quick replies to begin with; [`Event::Examples`] answers.
    WriteExamples,
    /// Tell the desk up to where I have seen a dialog.
    See(DialogId, MessageId),
    /// Keep what is half written, or forget it when it is empty; the desk answers with [`Event::DraftKept`] or
    /// [`Event::DraftLost`], by the number.
    SaveDraft {
        /// Names this version of the text.
        no: u64,
        /// In which dialog.
        dialog: DialogId,
        /// Reply or note.
        kind: Kind,
        /// The text.
        text: String,
        /// What others had said last when the writer last looked, if that is known.
        answers: Option<MessageId>,
    },
    /// Count the dialogs that pass each of the filters; the desk answers with [`Event::Counted`], however long it takes.
    Count {
        /// Handed back with the answer.
        no: u64,
        /// The filters.
        filters: Vec<Filter>,
        /// The moment for which is counted.
        now: Timestamp,
    },
    /// Ask for the tags in use; the desk answers with [`Event::Tags`].
    AskTags,
    /// Read the file of one's own views again; answered with [`Event::Views`].
    ReadViews,
    /// Add a view to that file and read it again; answered with [`Event::Views`].
    SaveView {
        /// What it is to be called.
        name: String,
        /// Its filter.
        line: String,
    },
    /// Open the text in the person's own editor.
    EditOutside(String),
    /// Do something with a file; answered with [`Event::File`], by the number. Without anybody who can, nothing happens.
    File(FileWish),
    /// Let this command, as a shell takes it, show the file in the terminal.
    ShowOutside(String, PathBuf),
    /// Do an act of administration; answered with [`Event::Administered`].
    Administer(Box<Act>),
    /// Send these bytes to the terminal.
    Tell(&'static [u8]),
    /// Put the text into the clipboard of the machine that somebody sits at, the best way there is.
    CopyOut(String),
    /// The same through the terminal itself, whatever stands between.
    CopyPlainly(String),
    /// Tell somebody who looks elsewhere.
    Notify(Notice),
    /// Ask the hub; nothing happens where there is none.
    Hub(HubWish),
    /// Ask about channels, or change one; answered with [`Event::Channels`].
    Channels(Box<ChannelWish>),
    /// Ask the desk what the hub refused; answered with [`Event::HubRefused`].
    AskRefused,
    /// Somebody has looked at all that was refused, up to this one.
    LookedAt(i64),
    /// Draw everything anew.
    Redraw,
    /// Stop, and go back to the shell.
    Suspend,
    /// Leave.
    Quit,
    /// Leave, and open the desk of this profile instead.
    Switch(String),
}
