# keydesk in English: the language the others fall back to.
#
# Keys are kebab-case and stand in the same groups in every file. A number that decides about
# the form of a word is called $n. Nothing here ends with a full stop unless it is two sentences.

## Time: short forms are for narrow columns

time-now = now
time-minutes = { $n }m
time-hours = { $n }h
time-days = { $n }d
time-minutes-long = { $n } min
time-hours-long = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
time-days-long = { $n ->
    [one] { $n } day
   *[other] { $n } days
}

## Dates: the week begins on Monday

weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
date-day = { $month } { $day }

## Settings: what is wrong with the file

config-missing = there is no settings file { $file }
config-unreadable = cannot read the settings file { $file }: { $cause }
config-faulty = { $n ->
    [one] { $file } has { $n } mistake
   *[other] { $file } has { $n } mistakes
}
config-homeless = the system names no home folder
config-syntax = this is not TOML: { $detail }
config-no-quotes = a text needs quotes
config-twice = this is set twice
config-not-utf8 = the file is not UTF-8 text from here on
config-unknown-setting = there is no setting `{ $key }`
config-unknown-table = there is no table [{ $table }]
config-type = `{ $key }` must be { $expected ->
    [text] a text in quotes
    [number] a whole number
    [switch] true or false
    [table] a table
    [texts] a list of texts
   *[other] something else
}, not { $found ->
    [text] a text in quotes
    [number] a whole number
    [fraction] a fraction
    [switch] true or false
    [moment] a date
    [list] a list
    [table] a table
   *[other] this
}
config-word = `{ $key }` cannot be `{ $value }`, only one of: { $allowed }
config-range = `{ $key }` must be from { $min } to { $max }, not { $value }
config-alarm-first = the alarm (after { $alarm } min) would come before the warning (after { $warn } min)
config-unknown-action = there is no action `{ $action }`
config-unknown-key = `{ $key }` is not a key (for the action `{ $action }`)

## Settings: what would be right

config-hint-missing = without --config the usual place is used, and it may be empty
config-hint-homeless = say where things are to lie: --dir FOLDER --config FILE
config-hint-meant = did you mean `{ $word }`?
config-hint-home = it belongs under [{ $table }]
config-hint-top = it belongs at the top of the file, before the first [table]
config-hint-known = known here: { $names }
config-hint-syntax = a line looks like this: name = "text", or 15, or true
config-hint-quotes = like this: theme = "dark"
config-hint-key-list = like this: close = ["ctrl+o"]
config-hint-keys = keys look like "j", "G", "ctrl+o", "alt+1", "f2", "enter"

## Refusals: why nothing was done

refused-not-allowed = your role does not allow this
refused-already-closed = this dialog is closed already
refused-already-open = this dialog is open already
refused-already-assigned = this dialog is { $name }'s already
refused-already-unassigned = this dialog is nobody's already
refused-is-spam = this dialog is spam: take it out of spam first
refused-not-spam = this dialog is not spam
refused-not-snoozed = this dialog is not snoozed
refused-snooze-past = that moment has passed
refused-empty-text = there is nothing to send
refused-channel-inactive = the channel is deactivated: nothing can be sent
refused-agent-blocked = { $name } is blocked and gets no new dialogs
refused-no-agent = there is no such agent
refused-no-dialog = this dialog does not exist any more
refused-no-message = this message does not exist
refused-not-stuck = this message is not waiting for a decision
refused-nothing-to-undo = there is nothing to undo
refused-changed-since = the dialog has changed since: look again

## Channels: what keeps them from working

channel-unreachable = the channel cannot be reached: { $why }
channel-unauthorized = the channel refuses our credentials: { $why }

## The desk's file: what keeps it from working

store-full = the disk is full: nothing was changed
store-read-only = the desk cannot be written: check the rights of its folder
store-busy = the desk is busy: another program holds it
store-corrupt = the desk's file is damaged
store-newer = the desk has version { $found }, this program knows { $known }: a newer keydesk is needed
store-unopened = the desk cannot be opened: { $why }
store-gone = the desk is closed
store-database = the desk failed while { $doing }: { $why }

## The screen

view-waiting = Waiting
view-mine = Mine
view-unassigned = Nobody's
view-open = Open
view-snoozed = Snoozed
view-closed = Closed
view-spam = Spam
too-small = the screen needs { $size }
fresh-loading = loading…
fresh-live = live
fresh-live-elsewhere = live, channels run elsewhere
fresh-sending = { $n } on the way
chip-waiting = waiting
chip-nobody = nobody's
chips-hidden = hidden by filters: { $n } · { $key } shows all
totals-waiting = { $n ->
    [one] { $n } waits, { $age }
   *[other] { $n } wait, the oldest { $age }
}
totals-nobody = nobody waits
totals-stuck = { $n } not sent
row-not-sent = not sent
row-answering = answering…
owner-me = me
owner-nobody = –
thread-nobodys = nobody's
thread-mine = mine
thread-gone = This dialog does not exist any more.
thread-below = { $n ->
    [one] ↓ { $n } more line
   *[other] ↓ { $n } more lines
}
thread-beginning = The conversation begins here.
thread-older = Older messages are on their way…
mark-snoozed = snoozed
mark-closed = closed
mark-spam = spam
author-me = Me
author-auto = Automatic
author-app = From the messenger's own app
author-note = Note for colleagues · { $name }
delivery-queued = queued
delivery-retrying = trying again
delivery-sending = sending…
delivery-sent = ✓ sent
delivery-delivered = ✓ delivered
delivery-read = ✓✓ read
delivery-failed = ✗ not sent
delivery-unsure = ? may have arrived
delivery-dropped = given up
choices-behind = Waits for the message above.
file-expired = { $size }, expired
file-until = { $size }, until { $day }
size-bytes = { $n } B
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
day-today = today
day-yesterday = yesterday
composer-reply = Reply · { $name }
composer-note = NOTE, seen by colleagues only · { $name }
composer-sending = saving…
composer-empty = empty
card-title = Contact
card-channel = Channel
card-channel-inactive = { $name } (deactivated)
card-handle = Contact
card-language = Language
card-assigned = Assigned to
card-status = Status
card-waiting = Waiting
card-waiting-value = { $n ->
    [one] { $n } message, { $age }
   *[other] { $n } messages, { $age }
}
card-tags = Tags
card-began = Dialog
card-began-value = { $n ->
    [one] { $n } message since { $day }
   *[other] { $n } messages since { $day }
}
card-note = About
status-open = open
status-closed = closed
status-snoozed = snoozed until { $until }
status-spam = spam
status-spam-by = spam: { $name }, { $day }
empty-no-access = You have no access to chats.
empty-no-access-text = Your role does not include them, or you are blocked. These people can change that: { $admins }
empty-no-channel = No channel is connected yet.
empty-no-channel-text = Dialogs appear here as soon as there is one, without a restart. To try it with played customers, run in another window: keydesk channel add demo
empty-hidden = { $n ->
    [one] The filters hide { $n } dialog.
   *[other] The filters hide { $n } dialogs.
}
empty-hidden-text = Press { $key } to take them off.
empty-inactive = All channels are deactivated.
empty-inactive-text = Nothing comes in. Activate one: keydesk channel activate NAME
empty-nobody-waits = Nobody waits for an answer.
empty-nobody-waits-text = Press { $key } for all open dialogs. New messages appear here by themselves.
empty-view = Nothing here.
empty-view-text = No dialog is in this view.
help-title = Keys
help-more = { $n ->
    [one] { $n } more line ↓
   *[other] { $n } more lines ↓
}
help-intro = Letters work in any keyboard layout while no text is being typed. Ctrl+O, Ctrl+Q, Ctrl+M and Ctrl+B act on the open dialog, or on the row under the cursor when the list has the focus.
help-signs-title = Signs
help-signs = ● not seen by me, ○ seen; the number is how many messages wait for an answer, and only an answer clears it. Dimmed: the answer is on its way. ↩ the last word was ours. A colour and a mark at the name are never the only sign.
help-terminals-title = Terminals
help-terminals = In many terminals Ctrl+M is the same as Enter. Then F2 m assigns to me, and Enter in a dialog that is not mine asks first. In tmux the prefix takes Ctrl+B: press it twice. In zellij press Ctrl+G first, or use F2.
