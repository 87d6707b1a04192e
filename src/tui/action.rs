//! Everything a person can ask for, in one table.
//!
//! A row is the action, its name in the settings, its default keys and the place where they hold. Keys, help,
//! the bottom line, the F2 menu, README and the settings' check all read this table; there is no second list.
//! The words are in the locales: `action-NAME` is the line of help, `hint-NAME` the short word beside a key.

/// Where a key means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Everywhere, also while typing.
    Everywhere,
    /// In every pane, while nobody is typing.
    Panes,
    /// On the list of dialogs.
    List,
    /// In the conversation and on the contact card.
    Dialog,
    /// While writing a reply or a note.
    Composer,
    /// While something is searched for: where it is typed, and among what has been found.
    Search,
    /// On the channels screen. What holds in menus holds there, too.
    Channels,
    /// On the screen of the team. What holds in menus holds there, too.
    Team,
    /// In a menu, a question or the help.
    Popup,
}

impl Place {
    /// The heading of this place in help and README.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "place-everywhere",
            Self::Panes => "place-panes",
            Self::List => "place-list",
            Self::Dialog => "place-dialog",
            Self::Composer => "place-composer",
            Self::Search => "place-search",
            Self::Channels => "place-channels",
            Self::Team => "place-team",
            Self::Popup => "place-popup",
        }
    }

    /// All places, in the order of the help.
    pub const ALL: [Self; 9] = [
        Self::Everywhere,
        Self::Panes,
        Self::List,
        Self::Dialog,
        Self::Composer,
        Self::Search,
        Self::Channels,
        Self::Team,
        Self::Popup,
    ];
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// What it does.
    pub action: Action,
    /// Its name in the settings.
    pub name: &'static str,
    /// The keys it has until somebody changes them.
    pub keys: &'static [&'static str],
    /// Where they hold.
    pub place: Place,
    /// The key of its line of help in the locales.
    pub help: &'static str,
    /// The key of its short word in the locales.
    pub hint: &'static str,
}

/// Declares the actions and their table together, so neither can lag.
macro_rules! actions {
    ($($(#[doc = $doc:literal])+ $action:ident = $name:literal, $place:ident, [$($key:literal),*];)+) => {
        /// Something a person can ask the program to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[doc = $doc])+ $action,)+ }

        /// All actions, in the order in which the help shows them.
        pub const ACTIONS: &[Spec] = &[$(Spec {
            action: Action::$action,
            name: $name,
            keys: &[$($key),*],
            place: Place::$place,
            help: concat!("action-", $name),
            hint: concat!("hint-", $name),
        },)+];
    };
}

actions! {
    /// Close the dialog (FAQ 7).
    Close = "close", Everywhere, ["ctrl+o"];
    /// Close the dialog and take it off whoever has it (FAQ 7).
    CloseUnassign = "close-unassign", Everywhere, ["ctrl+q"];
    /// Assign the dialog to me (FAQ 7).
    AssignMe = "assign-me", Everywhere, ["ctrl+m"];
    /// Take the dialog off whoever has it (FAQ 7).
    Unassign = "unassign", Everywhere, ["ctrl+b"];
    /// The menu of what can be done with the dialog.
    Menu = "menu", Everywhere, ["f2"];
    /// Everything that can be done, by name.
    Palette = "palette", Everywhere, ["ctrl+k"];
    /// Quick replies.
    Replies = "replies", Everywhere, ["ctrl+t"];
    /// This help.
    Help = "help", Everywhere, ["f1"];
    /// Draw the screen anew.
    Redraw = "redraw", Everywhere, ["ctrl+l"];

    /// This help.
    HelpPanes = "help-panes", Panes, ["?"];
    /// Everything that can be done, by name.
    PalettePanes = "palette-panes", Panes, [":"];
    /// Assign to me, with a plain letter.
    AssignMeLetter = "assign-me-letter", Panes, ["m"];
    /// Unassign, with a plain letter.
    UnassignLetter = "unassign-letter", Panes, ["b"];
    /// Close, and on to the next who waits.
    CloseNext = "close-next", Panes, ["e"];
    /// Open a closed dialog again.
    Reopen = "reopen", Panes, ["O"];
    /// Take the last thing done back.
    Undo = "undo", Panes, ["u"];
    /// Write a reply.
    Reply = "reply", Panes, ["r"];
    /// Write a note for colleagues.
    Note = "note", Panes, ["n"];
    /// Quick replies, with a plain key.
    RepliesPanes = "replies-panes", Panes, [";"];
    /// Several steps under one name.
    Macros = "macros", Panes, ["M"];
    /// Give the dialog to somebody.
    AssignTo = "assign-to", Panes, ["a"];
    /// Hide the dialog for a while.
    Snooze = "snooze", Panes, ["z"];
    /// Put a tag on or take it off.
    Tag = "tag", Panes, ["t"];
    /// Mark as spam, or take that back.
    Spam = "spam", Panes, ["s"];
    /// Search messages, notes and names.
    Search = "search", Panes, ["/"];
    /// What happened to the dialog.
    History = "history", Panes, ["i"];
    /// Say that two contacts are the same person.
    MergeContact = "merge-contact", Panes, ["c"];
    /// Say that the contact is a person by itself after all.
    SplitContact = "split-contact", Panes, [];
    /// Why a dialog is not in the list.
    Why = "why", Panes, ["w"];
    /// Who works on the desk, what they hold, who is away or blocked.
    Team = "team", Panes, ["T"];
    /// The picture of the day.
    Picture = "picture", Panes, ["p"];
    /// The channels: how they are doing, and what is set.
    Channels = "channels", Panes, ["C"];
    /// Narrow the list down.
    Filter = "filter", Panes, ["f"];
    /// Take the last filter off.
    DropFilter = "drop-filter", Panes, ["backspace"];
    /// Take all filters off.
    ClearFilters = "clear-filters", Panes, ["F"];
    /// Those who wait for an answer.
    ViewWaiting = "view-waiting", Panes, ["1"];
    /// My dialogs.
    ViewMine = "view-mine", Panes, ["2"];
    /// Nobody's dialogs.
    ViewUnassigned = "view-unassigned", Panes, ["3"];
    /// All open dialogs.
    ViewOpen = "view-open", Panes, ["4"];
    /// Snoozed dialogs.
    ViewSnoozed = "view-snoozed", Panes, ["5"];
    /// Closed dialogs.
    ViewClosed = "view-closed", Panes, ["6"];
    /// Spam.
    ViewSpam = "view-spam", Panes, ["7"];
    /// Dialogs of agents who cannot answer.
    ViewOrphans = "view-orphans", Panes, ["8"];
    /// The first view of one's own.
    ViewOwn = "view-own", Panes, ["9"];
    /// The next view.
    NextView = "next-view", Panes, ["]"];
    /// The view before.
    PreviousView = "previous-view", Panes, ["["];
    /// All views.
    Views = "views", Panes, ["v"];
    /// Keep what the list shows as a view.
    SaveView = "save-view", Panes, ["V"];
    /// To the pane on the right.
    PaneRight = "pane-right", Panes, ["right", "l", "tab"];
    /// To the pane on the left.
    PaneLeft = "pane-left", Panes, ["left", "h", "shift+tab"];
    /// What the hub refused, and how it can be reached.
    Refused = "refused", Panes, ["!"];
    /// Another desk.
    SwitchProfile = "switch-profile", Panes, ["P"];
    /// Leave the program; nothing is lost.
    Quit = "quit", Panes, ["q", "ctrl+c"];
    /// Stop the program and go back to the shell; `fg` returns.
    Suspend = "suspend", Panes, ["ctrl+z"];

    /// The next dialog.
    Down = "down", List, ["j", "down"];
    /// The previous dialog.
    Up = "up", List, ["k", "up"];
    /// A screenful on.
    PageDown = "page-down", List, ["pgdn", "ctrl+f"];
    /// A screenful back.
    PageUp = "page-up", List, ["pgup"];
    /// The first dialog.
    First = "first", List, ["g", "home"];
    /// The last dialog.
    Last = "last", List, ["G", "end"];
    /// Open the dialog under the cursor.
    Open = "open", List, ["enter"];
    /// Close, with a plain letter. In the conversation that letter opens files.
    CloseLetter = "close-letter", List, ["o"];
    /// Another order: who waits longest, newest or oldest activity first.
    Order = "order", List, ["S"];
    /// Select the dialog, or no longer.
    Mark = "mark", List, ["x"];
    /// Select from the last one selected to the cursor.
    MarkRange = "mark-range", List, ["X"];
    /// Select all dialogs of the list.
    MarkAll = "mark-all", List, ["A"];
    /// Select those that are not selected, and the other way round.
    MarkInvert = "mark-invert", List, ["*"];
    /// Select nothing any more; stop what is being done.
    MarkClear = "mark-clear", List, ["esc"];
    /// The dialogs for which the last thing was not done.
    Outcome = "outcome", List, ["R"];

    /// Towards the newest message.
    ScrollDown = "scroll-down", Dialog, ["j", "down"];
    /// Towards older messages.
    ScrollUp = "scroll-up", Dialog, ["k", "up"];
    /// A screenful on.
    ScrollPageDown = "scroll-page-down", Dialog, ["pgdn", "space", "ctrl+f"];
    /// A screenful back.
    ScrollPageUp = "scroll-page-up", Dialog, ["pgup"];
    /// The oldest message.
    ScrollFirst = "scroll-first", Dialog, ["g", "home"];
    /// The newest message.
    ScrollLast = "scroll-last", Dialog, ["G", "end"];
    /// Start a reply.
    ReplyEnter = "reply-enter", Dialog, ["enter"];
    /// The next dialog of the list, without going back to it.
    NextDialog = "next-dialog", Dialog, ["J", "ctrl+n"];
    /// The previous dialog of the list.
    PreviousDialog = "previous-dialog", Dialog, ["K", "ctrl+p"];
    /// Try the message that was not sent again.
    Retry = "retry", Dialog, ["R"];
    /// Take the message that was not sent back into the composer.
    EditFailed = "edit-failed", Dialog, ["E"];
    /// Give the message that was not sent up.
    DropFailed = "drop-failed", Dialog, ["D"];
    /// The doubtful message did arrive.
    ConfirmSent = "confirm-sent", Dialog, ["Y"];
    /// Write down what the team should know about the contact.
    ContactNote = "contact-note", Dialog, ["N"];
    /// Copy what the customer said last, or on the contact card their phone or address.
    CopyMessage = "copy-message", Dialog, ["y"];
    /// Show what mails repeat of earlier ones, or fold it away.
    Quotes = "quotes", Dialog, ["Q"];
    /// Open a file of the conversation.
    OpenFile = "open-file", Dialog, ["o"];
    /// Save a file of the conversation.
    SaveFile = "save-file", Dialog, ["S"];
    /// Back to the list.
    Back = "back", Dialog, ["esc"];

    /// Send.
    Send = "send", Composer, ["enter"];
    /// Send and close the dialog.
    SendClose = "send-close", Composer, ["alt+s"];
    /// To the next place to be filled in; a shortcut is expanded.
    NextStop = "next-stop", Composer, ["tab"];
    /// A new line.
    NewLine = "new-line", Composer, ["ctrl+j", "alt+enter", "shift+enter"];
    /// Leave; the draft is kept.
    LeaveComposer = "leave-composer", Composer, ["esc"];
    /// Write in your own editor.
    Editor = "editor", Composer, ["f4"];
    /// A character to the left.
    CharLeft = "char-left", Composer, ["left"];
    /// A character to the right.
    CharRight = "char-right", Composer, ["right"];
    /// A line up.
    LineUp = "line-up", Composer, ["up"];
    /// A line down.
    LineDown = "line-down", Composer, ["down"];
    /// A word to the left.
    WordLeft = "word-left", Composer, ["ctrl+left", "alt+left", "alt+b"];
    /// A word to the right.
    WordRight = "word-right", Composer, ["ctrl+right", "alt+right", "alt+f"];
    /// The start of the line.
    LineStart = "line-start", Composer, ["home", "ctrl+a"];
    /// The end of the line.
    LineEnd = "line-end", Composer, ["end", "ctrl+e"];
    /// The start of the text.
    TextStart = "text-start", Composer, ["ctrl+home"];
    /// The end of the text.
    TextEnd = "text-end", Composer, ["ctrl+end"];
    /// A screenful up.
    TextPageUp = "text-page-up", Composer, ["pgup"];
    /// A screenful down.
    TextPageDown = "text-page-down", Composer, ["pgdn"];
    /// Select to the left.
    SelectLeft = "select-left", Composer, ["shift+left"];
    /// Select to the right.
    SelectRight = "select-right", Composer, ["shift+right"];
    /// Select a line up.
    SelectUp = "select-up", Composer, ["shift+up"];
    /// Select a line down.
    SelectDown = "select-down", Composer, ["shift+down"];
    /// Select a word to the left.
    SelectWordLeft = "select-word-left", Composer, ["ctrl+shift+left", "alt+shift+left"];
    /// Select a word to the right.
    SelectWordRight = "select-word-right", Composer, ["ctrl+shift+right", "alt+shift+right"];
    /// Select to the start of the line.
    SelectLineStart = "select-line-start", Composer, ["shift+home"];
    /// Select to the end of the line.
    SelectLineEnd = "select-line-end", Composer, ["shift+end"];
    /// Select everything.
    SelectAll = "select-all", Composer, ["alt+a"];
    /// Copy what is selected.
    Copy = "copy", Composer, ["ctrl+c"];
    /// Cut what is selected.
    Cut = "cut", Composer, ["ctrl+x"];
    /// Put in what was copied or cut.
    Paste = "paste", Composer, ["ctrl+v"];
    /// Take the last edit back.
    UndoEdit = "undo-edit", Composer, ["ctrl+z"];
    /// Do it again.
    RedoEdit = "redo-edit", Composer, ["ctrl+y"];
    /// Delete to the left.
    DeleteBack = "delete-back", Composer, ["backspace", "ctrl+h"];
    /// Delete to the right.
    DeleteForward = "delete-forward", Composer, ["delete", "ctrl+d"];
    /// Delete a word to the left.
    DeleteWordBack = "delete-word-back", Composer, ["ctrl+w", "alt+backspace", "ctrl+backspace"];
    /// Delete a word to the right.
    DeleteWordForward = "delete-word-forward", Composer, ["alt+d", "ctrl+delete"];
    /// Delete to the start of the line.
    DeleteToLineStart = "delete-to-line-start", Composer, ["ctrl+u"];

    /// Search this dialog only, or everywhere.
    SearchHere = "search-here", Search, ["tab"];
    /// The next place where it is found.
    NextHit = "next-hit", Search, ["n"];
    /// The place before.
    PreviousHit = "previous-hit", Search, ["N"];
    /// Away with the search.
    EndSearch = "end-search", Search, ["esc"];

    /// Connect another channel.
    ChannelAdd = "channel-add", Channels, ["a"];
    /// Change what is set for the channel, or give it a new password.
    ChannelEdit = "channel-edit", Channels, ["e"];
    /// Find out what is wrong with the channel.
    ChannelCheck = "channel-check", Channels, ["c"];
    /// Switch the channel on or off.
    ChannelSwitch = "channel-switch", Channels, ["s"];
    /// Who gets the channel's new dialogs.
    ChannelList = "channel-list", Channels, ["l"];
    /// Save what has been set for the channel.
    ChannelSave = "channel-save", Channels, ["enter"];
    /// Put somebody on that list or take them off; another way of giving out.
    ChannelPick = "channel-pick", Channels, ["space", "x"];
    /// Block somebody, after a look at what becomes of their dialogs (FAQ 8).
    Block = "block", Team, ["b"];
    /// Let somebody work again, with everything that blocking took.
    Unblock = "unblock", Team, ["u"];
    /// Somebody is away, or there again.
    Away = "away", Team, ["a"];

    /// The next line.
    PopupDown = "popup-down", Popup, ["down", "j", "tab", "ctrl+n"];
    /// The previous line.
    PopupUp = "popup-up", Popup, ["up", "k", "shift+tab", "ctrl+p"];
    /// A screenful on.
    PopupPageDown = "popup-page-down", Popup, ["pgdn", "space"];
    /// A screenful back.
    PopupPageUp = "popup-page-up", Popup, ["pgup"];
    /// The first line.
    PopupFirst = "popup-first", Popup, ["home", "g"];
    /// The last line.
    PopupLast = "popup-last", Popup, ["end", "G"];
    /// Take the line under the cursor, or say yes.
    PopupAccept = "popup-accept", Popup, ["enter"];
    /// Away with it.
    PopupCancel = "popup-cancel", Popup, ["esc", "q"];
}

impl Action {
    /// Its row.
    #[must_use]
    pub fn spec(self) -> &'static Spec {
        // The table is generated with the enum, in the same order.
        &ACTIONS[self as usize]
    }

    /// The action that this one is another key for.
    #[must_use]
    pub const fn main(self) -> Self {
        match self {
            Self::CloseLetter => Self::Close,
            Self::AssignMeLetter => Self::AssignMe,
            Self::UnassignLetter => Self::Unassign,
            Self::HelpPanes => Self::Help,
            Self::PalettePanes => Self::Palette,
            Self::ReplyEnter => Self::Reply,
            Self::RepliesPanes => Self::Replies,
            other => other,
        }
    }

    /// Whether it is found in the palette. Moves are not, nor second keys for what is there already: a row that is added
    /// is, unless it is named here or belongs to menus or to the text being written.
    #[must_use]
    pub fn in_palette(self) -> bool {
        if self != self.main() {
            return false;
        }
        match self.spec().place {
            Place::Everywhere => self != Self::Palette,
            Place::Panes => !matches!(
                self,
                Self::PaneRight | Self::PaneLeft | Self::NextView | Self::PreviousView
            ),
            Place::List => matches!(
                self,
                Self::Open
                    | Self::Order
                    | Self::MarkAll
                    | Self::MarkInvert
                    | Self::MarkClear
                    | Self::Outcome
            ),
            Place::Dialog => !matches!(
                self,
                Self::ScrollDown
                    | Self::ScrollUp
                    | Self::ScrollPageDown
                    | Self::ScrollPageUp
                    | Self::ScrollFirst
                    | Self::ScrollLast
            ),
            Place::Composer => {
                matches!(self, Self::Send | Self::SendClose | Self::Editor | Self::LeaveComposer)
            }
            Place::Search => self != Self::SearchHere,
            Place::Channels | Place::Team | Place::Popup => false,
        }
    }

    /// The action of a name in the settings.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|it| it.name == name).map(|it| it.action)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_action_finds_its_own_row() {
        for spec in ACTIONS {
            assert_eq!(spec.action.spec().name, spec.name);
            assert_eq!(Action::from_name(spec.name), Some(spec.action));
        }
    }

    #[test]
    fn no_name_is_taken_twice() {
        let names: HashSet<_> = ACTIONS.iter().map(|it| it.name).collect();
        assert_eq!(names.len(), ACTIONS.len());
    }
}
