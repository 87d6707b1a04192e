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
config-hub-url = `hub.url` is not the address of a hub
config-hub-open = `hub.url` must begin with https://: anybody on the way could read along otherwise
config-hub-secret = `hub.url` must not hold a name or a password
config-no-hub = `store` is `hub`, and `hub.url` does not say which
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
config-hint-hub-url = like this, under [hub]: url = "https://desk.example.com", "http://localhost:7070" or "unix:///run/keydesk/hub.sock"

## Quick replies, macros, views: what is wrong in the file

book-faulty = { $n ->
    [one] { $n } mistake in quick replies, macros or views
   *[other] { $n } mistakes in quick replies, macros or views
}
book-broken = nothing is added to { $file } while it has mistakes
book-has-already = there is a `{ $name }` already
book-unwritten = cannot write { $file }: { $cause }
book-unreadable = this file cannot be read: { $cause }
book-too-big = the file is larger than { $max } KiB, so it is not read
book-would-be-too-big = { $file } would be larger than { $max } KiB and could not be read again, so nothing was added
book-unknown-list = `{ $name }` has no place in this file
book-not-list = `{ $name }` must be a list
book-hint-list = each one begins with a line [[{ $name }]]
book-lacks = this [[{ $list }]] lacks `{ $key }`
book-empty = `{ $key }` is empty
book-bad-name = a name is one line of 1 to { $max } characters
book-double = there is a `{ $name }` already, in line { $line }
book-bad-shortcut = `{ $word }` cannot be a shortcut: it has no spaces, no `;` or `/`, and 20 characters at most
book-bad-language = `{ $word }` is no language; a language is two letters: en, uk, ru
book-too-long = `{ $key }` is longer than { $max } characters
book-one-line = `{ $key }` must be one line
book-open-brace = this brace is not closed
book-hint-brace = a brace that is to stay one is written twice: { "{{" }
book-unknown-placeholder = there is no placeholder `{ $word }`
book-no-verb = there is no step `{ $verb }`
book-step-needs = the step `{ $verb }` wants something behind a colon
book-step-alone = the step `{ $verb }` takes nothing behind a colon
book-hint-example = like this: { $example }
book-no-reply = there is no quick reply `{ $name }`
book-reply-asks = the quick reply `{ $name }` has fields to fill in, so no macro can send it
book-bad-tag = a tag is one line of 1 to { $max } characters
book-too-many-steps = a macro has { $max } steps at most
book-place-taken = the view `{ $name }` has this place already
book-csv-broken = this row cannot be read: { $cause }
book-csv-columns = the first line does not name the columns for names and texts
book-csv-hint-columns = the first line looks like this: name,text,shortcut
book-csv-hint-utf8 = save it as "CSV UTF-8"; tables saved as plain CSV are often in Windows-1251

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
refused-bad-tag = a tag is one line of at most { $max } letters
refused-already-tagged = it has that tag already
refused-not-tagged = it does not have that tag
refused-channel-inactive = the channel is deactivated: nothing can be sent
refused-agent-blocked = { $name } is blocked and gets no new dialogs
refused-agent-looks-on = { $name } cannot answer: their role does not let them
refused-no-agent = there is no such agent
refused-no-dialog = there is no such dialog
refused-no-message = this message does not exist
refused-not-stuck = this message is not waiting for a decision
refused-no-contact = there is no such contact any more
refused-same-person = they are one person already
refused-not-merged = this contact is not joined with another one
refused-same-note = that is what the note says already
refused-nothing-to-undo = there is nothing to undo
refused-changed-since = the dialog has changed since: look again
refused-taken-by = { $name } has taken the dialog meanwhile
refused-wrote-since = the customer has written meanwhile: look again
refused-no-file = what is in a file of the reply is not there
refused-file-too-large = a file of the reply is larger than the hub takes (100 MB)
refused-not-taken = the hub cannot take it: too long for it, or too new

## Agents, roles, tokens: why not

team-bad-name = a name or a label is one line of visible letters, at most { $n } cells
team-name-taken = the name { $name } is taken
team-no-role = there is no such role, or it is built in
team-no-token = there is no such token, or it has been revoked already
team-role-in-use = { $n ->
    [one] { $n } agent has this role: give them another one first
   *[other] { $n } agents have this role: give them another one first
}
team-login-taken = that user of this machine is { $name } already
team-last-admin = nobody would be left who can manage agents
team-at-the-hub = this desk follows a hub: its users are managed there

## The line to a hub: what keeps it from working, and the commands for it

sync-unreachable = the hub cannot be reached: { $why }
sync-unreachable-hint = nothing is lost: what you do is kept here and sent when the hub answers
sync-strange = what answers there is not a hub of this version: { $why }
sync-strange-hint = check the address; if the hub was updated, update keydesk here too
sync-logged-out = the hub does not know this login, or not any more
sync-logged-out-hint = log in again with keydesk login; what waits to be sent stays
sync-blocked = the hub has blocked this agent
sync-blocked-hint = ask whoever manages the agents on the hub
sync-start-over = the hub tells everything anew
sync-too-many = the hub asks to wait a little
sync-hub-trouble = the hub is in trouble: { $what }
sync-hub-trouble-hint = it is tried again by itself; its log says more
sync-hub-said = the hub says no: { $what }
sync-broken = the line to the hub broke down and is begun again
sync-other-desk = another desk answers at the hub’s address: nothing is sent to it
sync-other-agent = the hub takes you for { $name }, and this copy is another agent’s: log in as that one
sync-no-replica = this desk follows no hub
sync-no-token-read = the token cannot be read: { $why }
sync-not-started = the line to the hub cannot be begun: { $why }
cli-on-the-hub = this desk is a copy of a team’s: that is done on the hub
cli-on-the-hub-hint = run the same command where keydesk serve runs
cli-not-logged-in = this desk is on a hub, and nobody has logged in
cli-not-logged-in-hint = log in: { $command }
cli-hub-nobody = nothing has come from the hub yet
cli-hub-nobody-hint = fetch it with keydesk sync --once
cli-hub-not-as = on a copy of a team’s desk everything is done as { $name }
cli-hub-not-as-hint = log in as somebody else in a profile of their own
cli-help-login-url = The hub: https://…, http://localhost:… or unix:///…; the one of the settings when left out
cli-login = Work on a team’s desk: log in at its hub
cli-logout = Forget the token of the hub; the desk and what waits stay
cli-login-nowhere = which hub?
cli-login-other = the settings name another hub: { $url }
cli-login-other-hint = change hub.url in { $file }, or log in with another profile
cli-login-token = Token for { $url } (it is not shown):
cli-login-no-token = that is not a token
cli-login-no-token-hint = whoever runs the hub makes one: keydesk agent token issue NAME
cli-login-failed = the login at { $url } cannot be kept or read
cli-login-other-agent = this copy is another agent’s, and their work still waits to be sent
cli-login-other-agent-hint = log in as that agent and run { $command } first, or use another profile
cli-login-other-desk = this is already the copy of another desk
cli-login-own-desk = there is a desk of your own here already
cli-login-profile-hint = make a profile for the team’s desk: keydesk profile add team --hub URL
cli-logged-in = Logged in as { $name } at { $url }.
cli-login-command = The token comes from hub.token_command and is not kept.
cli-login-kept = The token is in { $file }, which only you can read.
cli-login-filling = { $n ->
    [one] One dialog more comes while keydesk is open, or with { $command }.
   *[other] { $n } dialogs more come while keydesk is open, or with { $command }.
}
cli-logged-out = The token is forgotten. The desk stays as it is.
cli-logged-out-already = There was no token.
cli-logout-command = hub.token_command gives one as long as the settings name it.
cli-logout-token = It is still valid: whoever runs the hub can revoke it.
cli-sync = Keep a copy and its hub alike without a screen
cli-help-once = End as soon as everything is here and nothing waits
cli-sync-live = Everything is here.
cli-sync-catching = What happened meanwhile is being fetched.
cli-sync-filling = Dialogs are coming.
cli-sync-nothing-waits = Nothing waits to be sent.
cli-sync-waiting = { $n ->
    [one] One action waits to be sent.
   *[other] { $n } actions wait to be sent.
}
cli-sync-refused = { $n ->
    [one] The hub has refused one:
   *[other] The hub has refused { $n }:
}
cli-hub-refused = #{ $id } { $name }: the hub refused it: { $why }
cli-kept = { $n ->
    [one] Kept here: it goes out when the hub is reachable and keydesk is open, or with { $command }.
   *[other] Kept here: { $n } go out when the hub is reachable and keydesk is open, or with { $command }.
}

## Channels: what keeps them from working

channel-unreachable = the channel cannot be reached: { $why }
channel-unauthorized = the channel refuses our credentials: { $why }
channel-contested = somebody else reads this channel with the same credentials: { $why }
channel-forbidden = the channel lacks a permission: { $why }
channel-later = the channel asks us to wait for { $seconds } s

# Checks of a Telegram bot.
tg-token-missing = the bot's token cannot be had: { $why }
tg-token-missing-todo = Give the token anew: keydesk channel reauthorize
tg-token-refused = Telegram does not accept the bot's token: { $why }
tg-token-refused-todo = Take the token from @BotFather (/mybots, the bot, API Token) and give it anew: keydesk channel reauthorize
tg-unreachable = Telegram cannot be reached: { $why }
tg-unreachable-todo = See that this machine is online, and that nothing on the way blocks Telegram.
tg-token-good = the token belongs to the bot { $name } ({ $handle })
tg-webhook-unknown = whether another service takes this bot's messages could not be found out: { $why }
tg-webhook-none = no webhook is set: messages are there to be fetched
tg-webhook-set = another service takes this bot's messages: a webhook leads to { $host }
tg-webhook-set-todo = Disconnect the bot from that service, or connect another bot here: messages go to one of the two only.
tg-pending = { $count ->
    [0] no messages wait at Telegram
    [one] { $count } update waits at Telegram
   *[other] { $count } updates wait at Telegram
}
tg-pending-todo = They are fetched while the channel is active and keydesk runs; Telegram keeps them for a day.
tg-groups-all = in groups the bot sees all messages
tg-groups-private = in groups the bot sees only commands and answers to its own messages
tg-groups-private-todo = For it to see all of them: @BotFather, /setprivacy, Disable; then take the bot out of the group and add it again.

courier-no-lease = the desk's channels cannot be taken over: { $why }
courier-no-files = the files that came cannot be put away: { $why }
courier-task-broken = a part of the courier broke down and is begun again: { $task }

# E-mail: what a check of a mailbox finds
mail-login-good = { $host } lets { $user } in
mail-login-refused = { $host } does not let { $user } in: { $why }
mail-login-todo = check the user and the password; many providers want an app password or a token instead of the usual one
mail-unreachable = { $host } cannot be reached: { $why }
mail-unreachable-todo = check the server’s name, its port, how the line is secured, and the network
mail-folder-good = folder { $folder } opens, mails in it: { $count }
mail-folder-refused = folder { $folder } does not open: { $why }
mail-folder-todo = check the folder’s name and whether the user may read it
mail-beyond = this mail is too large to be taken ({ $size }): only its beginning is here. All of it lies in the mailbox, in the folder { $folder }: from { $from }, subject: { $subject }
mail-newest-good = the newest mail came on { $when }
mail-newest-none = there is no mail in folder { $folder } yet
mail-newest-todo = send a mail to { $address } and look again: if it does not come, the provider keeps it elsewhere, in spam for instance

## The desk's file: what keeps it from working

store-full = the disk is full: nothing was changed
store-full-hint = free some space on the disk and do it again
store-read-only = the desk cannot be written: check the rights of its folder
store-read-only-hint = allow writing to the desk's folder and do it again
store-superseded = the question was dropped for a newer one
store-no-index = the search index is damaged; no message is
store-no-index-hint = it is made anew at the next start
store-busy = the desk is busy: another program holds it
store-busy-hint = wait a little and do it again; if it lasts, close the other program
store-corrupt = the desk's file is damaged
store-corrupt-hint = `keydesk desk recover` saves what can be saved
store-newer = the desk has version { $found }, this program knows { $known }: a newer keydesk is needed
store-newer-hint = update keydesk and open the desk again
store-unopened = the desk cannot be opened: { $why }
store-unopened-hint = check that the desk's folder exists and may be written to
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
view-orphans = Orphans
too-small = the screen needs { $size }
fresh-loading = loading…
fresh-live = live
fresh-live-elsewhere = live, channels run elsewhere
fresh-sending = { $n } on the way
chip-search = search: { $words } { $place }
chips-hidden = hidden by filters: { $n } · { $key } shows all
chips-hidden-short = hidden: { $n } · { $key }
chips-clear = { $key } back to the view
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
thread-newer = ↓ newer messages below · { $key } goes to the newest
mark-snoozed = snoozed
mark-until-reply = until they write
mark-closed = closed
mark-spam = spam
author-me = Me
message-edited = edited
message-quote = { $n ->
    [one] … { $n } quoted line: { $key }
   *[other] … { $n } quoted lines: { $key }
}
quotes-none = Nothing here is folded away.
author-auto = Automatic
author-app = From another app
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

# A replica's screen: how fresh everything is, what waits, what the hub refused, who else is here
fresh-hub-seconds = { $n } s ago
fresh-hub-age = { $age } ago
fresh-hub-offline = offline since { $time }
fresh-hub-offline-short = offline { $time }
fresh-hub-filling = first sync { $n } %
fresh-hub-filling-begun = first sync…
fresh-hub-logged-out = log in again: keydesk login
fresh-hub-logged-out-short = log in again
fresh-hub-waiting = { $n } to send
fresh-hub-refused = { $key } { $n } refused
delivery-waits-for-hub = waiting for the hub
thread-older-coming = Loading older messages…
thread-older-hub = The hub has older messages.
thread-older-offline = Older messages are on the hub, which cannot be reached now.
presence-here = { $n ->
    [one] { $names } is here
   *[other] { $names } are here
}
presence-typing = { $n ->
    [one] { $names } is typing…
   *[other] { $names } are typing…
}
hub-asked = asking the hub…
hub-kept-only = only what is kept here
hub-none = this desk has no hub: everything is here
hub-title = The hub
hub-waiting = { $n ->
    [one] { $n } thing done here is not on the hub yet. It is kept on this disk and sent by itself.
   *[other] { $n } things done here are not on the hub yet. They are kept on this disk and sent by themselves.
}
hub-next-try = It is tried again at { $time }.
hub-login = To log in: leave with q, run keydesk login and come back. Nothing is lost by that.
hub-nothing-refused = The hub has refused nothing.
hub-refused-head = The hub has not accepted this, so it is not done:
hub-text-kept = the text is in the dialog's draft again
hub-refused-one = Not done, { $name }: { $why }
hub-refused-text-kept = Not sent, { $name }: { $why }. The text is a draft again
hub-refused-many = { $n ->
    [one] The hub has refused { $n } thing that seemed done; the key { $key } shows it
   *[other] The hub has refused { $n } things that seemed done; the key { $key } shows them
}
empty-filling = Dialogs are coming from the hub.
empty-filling-text = Open ones come first, those who wait longest before all others. They can be answered as soon as they are here.
empty-hub = Nothing has come from the hub yet.
empty-hub-away = It cannot be reached now. It is tried again and again by itself.
empty-hub-bare = No channel is connected there, or your role does not show any.
profile-title = Go to which desk?
profile-only-one = there is no other profile

# Undo-send, quick replies, macros
delivery-held = goes out in { $n } s
delivery-held-key = { $key } undoes
refused-gone-out = Too late: the reply has gone out
undone-reply = Taken back: the words are in the composer again
done-sent-closed = Sent and closed: { $name }
done-sent-closed-held = Closed: { $name }. The reply goes out in { $n } s
composer-colleague = { $name } has answered meanwhile: look first. The same key again sends
composer-own-app = A colleague has answered from the messenger meanwhile: look first. The same key again sends
composer-fill = { $label } is still to be filled in. The same key again sends it like this
replies-title = Quick replies · { $name }
replies-placeholder = name, shortcut or words of the text
replies-faults = { $n ->
    [one] A mistake in replies.toml, shown last
   *[other] { $n } mistakes in replies.toml, shown last
}
replies-examples = Write a few examples to begin with
replies-examples-about = There are no quick replies yet. Four examples are written into { $file }; change them as you like.
replies-written = { $n ->
    [one] { $n } example written into { $file }
   *[other] { $n } examples written into { $file }
}
macros-title = Macros · { $name }
macros-placeholder = name or step
macros-none = There are no macros yet: write some into { $file }
macros-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
}
macros-dialogs = { $n ->
    [one] { $n } dialog
   *[other] { $n } dialogs
}
macros-not-loaded = { $n ->
    [one] One of the selected dialogs is
   *[other] { $n } of the selected dialogs are
} not on the screen: a macro needs to see them all
macros-plan = { $title } · { $name }
macros-run = { $n ->
    [one] Do this step
   *[other] Do these { $n } steps
}
macro-done = { $title }: done ({ $n ->
    [one] { $n } step
   *[other] { $n } steps
})
macro-stopped = { $title } stopped at “{ $step }”, { $name }: { $why }. Done: { $n }, not done: { $left }
step-assign-me = assign to me
step-assign = assign to { $what }
step-unassign = take off whoever has it
step-tag = tag #{ $what }
step-untag = take off #{ $what }
step-reply = send “{ $what }”
step-note = note: { $what }
step-snooze = snooze: { $what }
step-close = close
step-close-unassign = close and unassign
step-spam = mark as spam
step-reopen = open again
step-already = so already
step-not-reached = not reached

choices-behind = Waits for the message above.
# Files that are opened and saved from the conversation.
files-open = Open which file?
files-save = Save which file?
files-line = { $name } · { $size }
files-none = no file here
files-none-open = no file here; { $key } closes the dialog
files-going = already on its way: { $name }
files-coming = { $percent } % · { $name }
files-opened = opening { $name }
files-saved = saved: { $file }
files-failed = { $what }
files-program = not opened: { $name } may be a program. It can be saved
files-no-window = there is no screen for another program's window here: save the file, or name a program in files.opener
files-no-opener = the system has no program that opens files: save it, or name one in files.opener
files-not-opened = no program took { $name }: it can be saved
files-no-folder = the system names no home folder: say in files.folder where files go
files-opener-failed = { $command } could not be run: { $why }
files-opener-left = { $command } ended with an error
file-expired = { $size }, expired
file-until = { $size }, until { $day }
size-bytes = { $n } B
size-kilobytes = { $n } kB
size-megabytes = { $n } MB
day-today = today
day-yesterday = yesterday
composer-reply = Reply · { $name }
composer-note = NOTE · seen by colleagues only
composer-empty = empty
card-title = Contact
card-channel = Channel
card-channel-inactive = { $name } (deactivated)
card-handle = Contact
card-blocked-us = blocked us
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
card-last = Last activity
card-note-none = nothing is written down
card-others = { $n ->
    [0] The same person elsewhere
   *[other] Other dialogs: { $n }
}
card-others-none = no other contact is known
contact-note-title = About { $name } · seen by colleagues only
contact-note-empty = what the team should know
contact-note-unsaved = not saved: Enter saves, Esc once more leaves
merge-title = { $name }: who else is this?
merge-placeholder = name, phone or address
merge-same-name = same name
merge-same-handle = same address
merge-joined = together already: { $name } ({ $channel })
merge-ask = { $name }: the same person?
merge-yes = Yes, one person: { $who }
merge-no = No, leave them apart
picture-title = The picture of the day
picture-title-at = The picture of the day · { $time }
picture-title-copy = { $title } · as far as this copy knows
picture-meaning-title = What the numbers mean
picture-counting = counting…
picture-waiting = Waiting now
picture-waiting-short = no answer yet · the longest wait
picture-waiting-meaning = Open dialogs that are not snoozed in which a customer waits for an answer (FAQ 4), by channel, and since when the one waits who waits longest. In brackets: those who wait in snoozed dialogs.
picture-speed = First answer today
picture-speed-short = by the hour the wait began · median, beside it 90 %
picture-speed-minutes = by hour begun · median, beside it 90 %, minutes
picture-speed-meaning = A wait begins with the first message after the last reply that the channel accepted, or after the last close that stands (FAQ 4), and ends with the first reply after it that the channel accepts. Automatic replies, notes and replies that failed end nothing. The time counts from that message to the moment the reply was written, and belongs to the hour in which the wait began. A close ends a wait without an answer; it is counted apart. Median and 90 % by nearest rank.
picture-agents = First answers by agent
picture-agents-meaning = The same waits that began today, by the colleague who wrote the answer. What was written in the messenger's own app is nobody's.
picture-days = Opened and closed
picture-days-short = by day · opened, beside it closed
picture-days-meaning = Opened: a dialog's first message, on the day it was written, or the customer opens a closed dialog again (FAQ 4). Closed: a close that still stood when its day ended, or stands now; closing many at once (FAQ 7) counts each. What an agent opens again takes the close back and opens nothing.
picture-rest = Days, spam, channels
picture-rest-meaning = Days and hours are local. Dialogs that are spam now are left out with all that was ever said in them (FAQ 6); so is what went with a deleted channel (FAQ 10).
picture-own-app = the app itself
picture-answers = count
picture-median = median
picture-slow = 90 %
picture-no-answers = no answers yet today
picture-no-waits = nobody has begun to wait today
picture-seconds = { $n }s
picture-today = median { $median }, 90 % { $slow }, answers { $answers }, closed without one { $closed }, waiting { $waiting }
picture-short = { $median } / { $slow }, answers { $answers }
picture-day = opened { $opened }, closed { $closed }
picture-days-today = today opened { $opened }, closed { $closed }

channels-title = Channels
channels-waiting = Looking…
channels-none = There are no channels yet. The key { $key } adds the first one.
channels-hub = The hub runs the channels: they can be checked and changed only there.
channels-only-admins = Only who has the right to may change channels.
channels-column-name = Name
channels-column-state = State
channels-column-last = Last
channels-column-try = Next try
channels-state-ok = works
channels-state-off = off
channels-state-unauthorized = must sign in
channels-state-forbidden = not allowed
channels-state-lapsed = not paid
channels-state-contested = read elsewhere
channels-state-unreachable = unreachable
channels-kind-telegram = Telegram
channels-kind-viber = Viber
channels-kind-instagram = Instagram
channels-kind-messenger = Messenger
channels-kind-whatsapp = WhatsApp
channels-kind-email = E-mail
channels-played = { $kind } · the program plays the customers
channels-next-try = Next try at { $time }
channels-trouble = Last error, { $at }: { $why }
channels-dialogs = { $n ->
    [one] { $n } dialog
   *[other] { $n } dialogs
  }, { $waiting ->
    [0] nobody waits
    [one] { $waiting } waits
   *[other] { $waiting } wait
  }
channels-inbound = Last message: { $at } ({ $age })
channels-inbound-never = No message has come yet
channels-authorized = Authorized; last confirmed { $at }
channels-authorized-never = The authorization has not been checked yet
channels-plan = Paid until { $day }
channels-plan-over = The plan ended on { $day }
channels-unread = { $n ->
    [one] { $n } message could not be read
   *[other] { $n } messages could not be read
  }: keydesk channel unread
channels-way-off = New dialogs stay nobody’s
channels-way-turn = New dialogs go out in turn
channels-way-least = A new dialog goes to whoever has the fewest
channels-list-empty = nobody is on the list
channels-listed-blocked = { $name } — blocked
channels-listed-away = { $name } — away
channels-listed-unable = { $name } — may not answer here
channels-listed-gone = somebody who is not on the desk any more
channels-list-title = { $name }: who gets new dialogs
channels-list-hint = In this order. The first line is the way.
channels-options = Settings
channels-check-title = Check: { $name }
channels-checking = Checking; this may take up to a minute…
channels-broke-down = something broke down in the program itself; what, it tells after it is left
channels-check-failed = it could not be checked: { $why }
channels-option-wrong = { $name }: { $why }
channels-add-title = What to connect?
channels-add-telegram = A Telegram bot
channels-add-email = A mailbox
channels-edit-title = Settings: { $name }
channels-form-more = More settings ({ $n })
channels-form-less = Fewer
channels-form-try = Test and save
channels-form-save = Save
channels-form-anyway = Save without a test
channels-form-trying = Testing; this may take up to a minute. Esc: rather not.
channels-form-saving = Saving…
channels-form-told = It does not work like this, so nothing is saved:
channels-form-unsaved = Esc once more, and what you have typed is gone
channels-form-by-command = a command prints it
channels-form-keep = stays as it is
channels-form-locked = Long, or of several lines: change it with keydesk channel edit
channels-form-needed = needed
channels-form-name = What you call it; left empty, the program finds a name
channels-form-secret = It is not shown; it goes into no setting and no log
channels-form-too-long = too long for this line: let a command print it
channels-label-name = Name
channels-label-token = Bot’s token
channels-label-password = Password
channels-label-secret = Keep the secret in
channels-label-api = Bot API’s address
channels-label-address = Mailbox address
channels-label-imap-host = IMAP server
channels-label-smtp-host = SMTP server
channels-label-from-name = Name for customers
channels-label-user = Who signs in
channels-label-imap-port = IMAP port
channels-label-imap-security = IMAP security
channels-label-smtp-port = SMTP port
channels-label-smtp-security = SMTP security
channels-label-folder = Inbox folder
channels-label-sent = Sent folder
channels-label-ca = Certificates (PEM)
channels-label-login = Sign in by
channels-label-mail-max-mb = Biggest mail, MB
channels-label-plan-until = Paid until
channels-label-distribution = Giving out
channels-label-greeting = Greeting
channels-label-greeting-days = Greet again, days
channels-label-out-of-hours = Out of hours
channels-label-hours = Working hours
channels-label-time-zone = Time zone
status-open = open
status-closed = closed
status-snoozed = snoozed until { $until }
status-snoozed-until-reply = snoozed until they write
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
empty-hidden-some = The filters hide dialogs.
empty-channel-off = The channel { $name } is deactivated.
empty-channel-off-text = Nothing new comes in from there. To activate it: keydesk channel activate "{ $name }"
empty-nothing-found = Nothing found: { $words }
empty-nothing-found-text = Closed, snoozed and spam are not looked through here: press { $key } and add is:all to look everywhere.
empty-inactive = All channels are deactivated.
empty-inactive-text = Nothing comes in. Activate one: keydesk channel activate NAME
empty-nobody-waits = Nobody waits for an answer.
empty-nobody-waits-text = Press { $key } for all open dialogs. New messages appear here by themselves.
empty-view = Nothing here.
empty-view-text = No dialog is in this view.
empty-why = Looking for one dialog? { $key } tells what keeps it out of this list.
help-title = Keys
help-more = { $n ->
    [one] { $n } more line ↓
   *[other] { $n } more lines ↓
}
help-intro = Letters work in any keyboard layout while no text is being typed. Ctrl+O, Ctrl+Q, Ctrl+M and Ctrl+B act on the open dialog, or on the row under the cursor when the list has the focus.
help-filters-title = The filter line
help-filters = Words and keys stand side by side and all must hold; with commas any of them. In brackets above the list stands what it is narrowed down by, and how many dialogs that hides. Keys are understood in Ukrainian and Russian, too.
help-signs-title = Signs
help-signs = ● not seen by me, ○ seen; the number is how many messages wait for an answer, and only an answer clears it. Dimmed: the answer is on its way. ↩ the last word was ours. ↑ waits for the hub. ‹O› a colleague has it open, ‹O…› is typing there. A colour and a mark at the name are never the only sign.
help-terminals-title = Terminals
help-terminals =
    In many terminals Ctrl+M is the same as Enter. Then F2 m assigns to me, and Enter in a dialog that is not mine asks first. `keydesk doctor keys` shows what this terminal sends and what helps.

    tmux keeps its prefix, Ctrl+B, for itself: press it twice, or choose another one in ~/.tmux.conf:
      set -g prefix C-a
      bind C-a send-prefix
    From version 3.5 on tmux can tell Ctrl+M from Enter:
      set -s extended-keys on
      set -as terminal-features ',xterm*:extkeys'
    zellij takes Ctrl+O, Ctrl+Q and Ctrl+B: Ctrl+G locks it and lets them through; F2 works without that.
    screen may keep Ctrl+Q: `defflow off` in ~/.screenrc.
    byobu takes the function keys: Shift+F12 switches that off and on.

## Places where a key holds: the headings of the help

place-everywhere = Everywhere, also while writing
place-panes = In every pane
place-list = In the list of dialogs
place-dialog = In the conversation and on the contact card
place-composer = While writing a reply or a note
place-search = While searching
place-channels = On the channels screen
place-team = On the screen of the team
place-popup = In menus, questions and help

## Actions: a line of help (60 cells at most) and the word beside the key (14 at most)

action-close = Close the dialog
hint-close = Close
action-close-unassign = Close the dialog and unassign it
hint-close-unassign = Close+unassign
action-assign-me = Assign the dialog to me
hint-assign-me = Assign to me
action-unassign = Unassign the dialog
hint-unassign = Unassign
action-menu = Show what can be done with the dialog
hint-menu = Menu
action-palette = Find any action by its name
hint-palette = Actions
action-palette-panes = Find any action by its name
hint-palette-panes = Actions
action-help = Show all keys
hint-help = Help
action-redraw = Draw the screen anew
hint-redraw = Redraw
action-help-panes = Show all keys
hint-help-panes = Help
action-close-letter = Close the dialog
hint-close-letter = Close
action-assign-me-letter = Assign the dialog to me
hint-assign-me-letter = Assign to me
action-unassign-letter = Unassign the dialog
hint-unassign-letter = Unassign
action-reopen = Open the closed dialog again
hint-reopen = Reopen
action-replies = Quick replies
action-replies-panes = Reply with a quick reply
action-close-next = Close and go on to the next who waits
action-macros = Macros: several steps at once
action-send-close = Send and close the dialog
action-next-stop = To the next place to be filled in, or expand a shortcut
action-undo = Undo the last thing done
hint-replies = replies
hint-replies-panes = replies
hint-close-next = close, next
hint-macros = macros
hint-send-close = send, close
hint-next-stop = next field
hint-undo = Undo
action-reply = Write a reply
hint-reply = Reply
action-note = Write a note for colleagues
hint-note = Note
action-assign-to = Assign the dialog to somebody
hint-assign-to = Assign
action-snooze = Snooze the dialog for a while
hint-snooze = Snooze
action-tag = Put a tag on or take it off
hint-tag = Tags
action-spam = Mark as spam, or take out of spam
hint-spam = Spam
action-search = Search messages, notes and names
hint-search = Search
action-history = Show who did what with the dialog, and when
action-why = Why don't I see a dialog?
action-team = The team: who holds what, who is away
action-block = Block a user and hand over their dialogs
action-unblock = Unblock a user and bring back what was taken
action-away = Mark a user (or yourself) as away, or back
hint-history = History
hint-why = why not?
hint-team = team
hint-block = Block
hint-unblock = Unblock
hint-away = Away/back
action-filter = Choose which dialogs the list shows
hint-filter = Filter
action-clear-filters = Clear all filters
hint-clear-filters = Clear filters
action-view-waiting = Show those waiting for an answer
hint-view-waiting = Waiting
action-view-mine = Show my dialogs
hint-view-mine = Mine
action-view-unassigned = Show nobody's dialogs
hint-view-unassigned = Nobody's
action-view-open = Show all open dialogs
hint-view-open = All open
action-view-snoozed = Show snoozed dialogs
hint-view-snoozed = Snoozed
action-view-closed = Show closed dialogs
hint-view-closed = Closed
action-view-spam = Show spam
action-view-orphans = Dialogs of agents who cannot answer
action-contact-note = Note about the contact
action-merge-contact = Join with another contact of the same person
action-split-contact = Take the contact out: not that person
action-picture = The picture of the day: waits, answers, days
action-channels = The channels: state, check, settings
action-channel-add = Connect another channel
action-channel-edit = The channel’s settings, a new password or token
action-channel-check = Check the channel: what is wrong and what to do
action-channel-switch = Switch the channel on or off
action-channel-list = Who gets the channel’s new dialogs
action-channel-save = Save the channel’s list or settings
action-channel-pick = On the list or off it; another way of giving out
hint-view-spam = Spam
hint-view-orphans = orphans
action-drop-filter = Take off the last filter
hint-drop-filter = Drop filter
action-order = Another order: longest wait, newest, oldest activity
hint-order = Order
action-view-own = Show the first view of your own
hint-view-own = Own view
action-next-view = Next view
hint-next-view = Next view
action-previous-view = Previous view
hint-previous-view = Previous view
action-views = All views, your own as well
hint-views = Views
action-save-view = Save what the list shows as a view
hint-save-view = Save view
hint-contact-note = about
hint-merge-contact = join
hint-split-contact = split
hint-picture = picture
hint-channels = channels
hint-channel-add = add
hint-channel-edit = edit
hint-channel-check = check
hint-channel-switch = on/off
hint-channel-list = who gets new
hint-channel-save = save
hint-channel-pick = pick
action-pane-right = Go to the pane on the right
hint-pane-right = Right
action-pane-left = Go to the pane on the left
hint-pane-left = Left
action-refused = What the hub refused, and how it can be reached
hint-refused = The hub
action-switch-profile = Go to another desk: another profile
hint-switch-profile = Desk
action-quit = Leave keydesk; drafts are kept
hint-quit = Quit
action-suspend = Go back to the shell; `fg` returns here
hint-suspend = Suspend
action-down = Go to the next dialog
hint-down = Down
action-up = Go to the previous dialog
hint-up = Up
action-page-down = Go a screenful down
hint-page-down = Page down
action-page-up = Go a screenful up
hint-page-up = Page up
action-first = Go to the first dialog
hint-first = First
action-last = Go to the last dialog
hint-last = Last
action-open = Open the dialog under the cursor
hint-open = Open
action-mark = Select the dialog, or no longer
hint-mark = Select
action-mark-range = Select from the last one selected to the cursor
hint-mark-range = Select range
action-mark-all = Select all dialogs of the list
hint-mark-all = Select all
action-mark-invert = Select what is not selected, and the other way
hint-mark-invert = Invert
action-mark-clear = Select nothing any more; stop what is being done
hint-mark-clear = Unselect
action-outcome = Show for which dialogs the last thing was not done
hint-outcome = Refused
action-scroll-down = Scroll towards newer messages
hint-scroll-down = Newer
action-scroll-up = Scroll towards older messages
hint-scroll-up = Older
action-scroll-page-down = Scroll a screenful down
hint-scroll-page-down = Page down
action-scroll-page-up = Scroll a screenful up
hint-scroll-page-up = Page up
action-scroll-first = Go to the oldest message
hint-scroll-first = Oldest
action-scroll-last = Go to the newest message
hint-scroll-last = Newest
action-reply-enter = Write a reply
hint-reply-enter = Reply
action-next-dialog = Open the next dialog of the list
hint-next-dialog = Next
action-previous-dialog = Open the previous dialog of the list
hint-previous-dialog = Previous
action-retry = Send the unsent message again
hint-retry = Send again
action-edit-failed = Take the unsent message back to edit it
hint-edit-failed = Edit
action-drop-failed = Give up the unsent message
hint-drop-failed = Give up
action-confirm-sent = Confirm that the message did arrive after all
hint-confirm-sent = It arrived
action-copy-message = Copy the customer's last message, or the card's contact
hint-copy-message = Copy
action-quotes = Show quoted text in messages, or fold it
hint-quotes = Quotes
action-open-file = Open a file of the conversation
hint-open-file = Open file
action-save-file = Save a file of the conversation
hint-save-file = Save file
action-back = Go back to the list
hint-back = Back
action-send = Send what is written
hint-send = Send
action-new-line = Begin a new line
hint-new-line = New line
action-leave-composer = Stop writing; the draft is kept
hint-leave-composer = Keep draft
action-editor = Write in your own editor
hint-editor = Editor
action-char-left = Move one character left
hint-char-left = Left
action-char-right = Move one character right
hint-char-right = Right
action-line-up = Move one line up
hint-line-up = Up
action-line-down = Move one line down
hint-line-down = Down
action-word-left = Move one word left
hint-word-left = Word left
action-word-right = Move one word right
hint-word-right = Word right
action-line-start = Go to the start of the line
hint-line-start = Line start
action-line-end = Go to the end of the line
hint-line-end = Line end
action-text-start = Go to the start of the text
hint-text-start = Text start
action-text-end = Go to the end of the text
hint-text-end = Text end
action-text-page-up = Move a screenful up
hint-text-page-up = Page up
action-text-page-down = Move a screenful down
hint-text-page-down = Page down
action-select-left = Select one character left
hint-select-left = Select ←
action-select-right = Select one character right
hint-select-right = Select →
action-select-up = Select one line up
hint-select-up = Select ↑
action-select-down = Select one line down
hint-select-down = Select ↓
action-select-word-left = Select one word left
hint-select-word-left = Select word ←
action-select-word-right = Select one word right
hint-select-word-right = Select word →
action-select-line-start = Select to the start of the line
hint-select-line-start = Select line ←
action-select-line-end = Select to the end of the line
hint-select-line-end = Select line →
action-select-all = Select the whole text
hint-select-all = Select all
action-copy = Copy what is selected
hint-copy = Copy
action-cut = Cut what is selected
hint-cut = Cut
action-paste = Paste what was copied or cut
hint-paste = Paste
action-undo-edit = Undo the last edit
hint-undo-edit = Undo
action-redo-edit = Redo the edit that was undone
hint-redo-edit = Redo
action-delete-back = Delete the character on the left
hint-delete-back = Delete ←
action-delete-forward = Delete the character on the right
hint-delete-forward = Delete →
action-delete-word-back = Delete the word on the left
hint-delete-word-back = Delete word ←
action-delete-word-forward = Delete the word on the right
hint-delete-word-forward = Delete word →
action-delete-to-line-start = Delete to the start of the line
hint-delete-to-line-start = Delete line ←
action-search-here = Search this dialog only, or everywhere
hint-search-here = Here/all
action-next-hit = Go to the next message where it is found
hint-next-hit = Next hit
action-previous-hit = Go to the message before where it is found
hint-previous-hit = Previous hit
action-end-search = End the search
hint-end-search = End search
action-popup-down = Go to the next line
hint-popup-down = Down
action-popup-up = Go to the previous line
hint-popup-up = Up
action-popup-page-down = Go a screenful down
hint-popup-page-down = Page down
action-popup-page-up = Go a screenful up
hint-popup-page-up = Page up
action-popup-first = Go to the first line
action-popup-last = Go to the last line
action-popup-accept = Take the line under the cursor, or say yes
hint-popup-first = First
hint-popup-last = Last
hint-popup-accept = Choose
action-popup-cancel = Go back and change nothing
hint-popup-cancel = Back

## Done: what happened first, then to whom. The key that takes it back is added by the screen

done-closed = Closed: { $name }
done-closed-unanswered = { $n ->
    [one] Closed, { $n } message unanswered: { $name }
   *[other] Closed, { $n } messages unanswered: { $name }
}
done-closed-free = Closed and unassigned: { $name }
done-closed-free-unanswered = { $n ->
    [one] Closed and unassigned, { $n } message unanswered: { $name }
   *[other] Closed and unassigned, { $n } messages unanswered: { $name }
}
done-reopened = Open again: { $name }
done-assigned-me = Assigned to you: { $name }
done-assigned = Assigned to { $agent }: { $name }
done-unassigned = Unassigned: { $name }
done-spam = Marked as spam: { $name }
done-not-spam = Not spam any more: { $name }
done-snoozed = Snoozed until { $until }: { $name }
done-snoozed-until-reply = Snoozed until they write: { $name }
done-woken = Not snoozed any more: { $name }
done-tagged = Tagged #{ $tag }: { $name }
done-untagged = Tag #{ $tag } taken off: { $name }
done-dropped = Sending given up: { $name }
done-merged = Joined with another contact: { $name }
done-split = A person by itself again: { $name }
done-contact-noted = Note about { $name } saved
done-contact-note-cleared = Note about { $name } cleared
done-confirmed = Confirmed, it arrived: { $name }
done-retried = Sending again: { $name }
undone = Undone: { $name }
undone-open-again = Undone, open again: { $name }
undone-not-spam = Undone, not spam any more: { $name }

## Many dialogs at once

mass-subject = selected: { $n }
mass-selected = selected: { $n }
mass-selected-hidden = selected: { $n } ({ $hidden } of them not on the screen)
mass-gathering = selecting…
mass-too-many = { $n } are selected: no more at once
mass-range-lost = the beginning of the range has left the list: only this one is selected
menu-title-many = { $n ->
    [one] { $n } dialog
   *[other] { $n } dialogs
}
mass-tag-title = { $n ->
    [one] Tags: { $n } dialog
   *[other] Tags: { $n } dialogs
}
mass-do-close = Close
mass-do-close-free = Close and unassign
mass-do-reopen = Reopen
mass-do-assign = Assign to { $agent }
mass-do-assign-me = Assign to me
mass-do-unassign = Unassign
mass-do-spam = Mark as spam
mass-do-not-spam = Take out of spam
mass-do-snooze = Snooze until { $until }
mass-do-snooze-until-reply = Snooze until they write
mass-do-wake = Stop snoozing
mass-do-tag = Add tag #{ $tag }
mass-do-untag = Remove tag #{ $tag }
mass-do-undo = Undo
mass-done-close = closed { $n }
mass-done-close-free = closed and unassigned { $n }
mass-done-reopen = reopened { $n }
mass-done-assign = assigned to { $agent }: { $n }
mass-done-assign-me = assigned to you: { $n }
mass-done-unassign = unassigned { $n }
mass-done-spam = marked as spam: { $n }
mass-done-not-spam = taken out of spam: { $n }
mass-done-snooze = snoozed until { $until }: { $n }
mass-done-snooze-until-reply = snoozed until they write: { $n }
mass-done-wake = no longer snoozed: { $n }
mass-done-tag = tagged #{ $tag }: { $n }
mass-done-untag = tag #{ $tag } removed: { $n }
mass-done-undo = undone { $n }
mass-undone = undone { $n } (done { $at })
mass-part-unanswered = without an answer { $n }
mass-part-refused = refused { $n } ({ $key })
mass-part-kept = left as they are { $n } ({ $key })
mass-part-left = not tried { $n }
mass-told = { $words }
mass-busy = one thing at a time: { $key } stops what is being done
mass-leaving = only { $done } of { $all } are done: { $key } again stops here and leaves
mass-stopping = stopping…
mass-stop-hint = { $key } stops
mass-preview-title = { $verb }: { $n }
mass-counting = counting…
mass-will = Will be done: { $n }
mass-will-unanswered = Will be closed without an answer: { $n }
mass-will-waiting = Waiting for an answer among them: { $n }
mass-will-not = Will not: { $n }
mass-drift = Since they were selected, { $left } left the list and { $came } new ones came; those are not selected
mass-yes = { $yes }: do it · { $no }: back
mass-nothing-to-do = Nothing can be done · { $no }: back
mass-refused-title = Not done: { $n }
mass-refused-placeholder = name or reason
mass-nameless = dialog { $id }
mass-no-refusals = nothing was refused
undo-passes-over-many = { $n ->
    [one] the last thing stays; { $n } dialog before it: press again to undo that
   *[other] the last thing stays; { $n } dialogs before it: press again to undo that
}
undo-before-one = last done: { $name }, { $at }; { $key } again undoes it
undo-before-many = { $n ->
    [one] last done: { $n } dialog, { $at }; { $key } again undoes it
   *[other] last done: { $n } dialogs, { $at }; { $key } again undoes it
}

## History of a dialog: what happened

history-title = History: { $name }
history-empty = Nothing has happened yet.
history-loading = loading…
history-cut = what was before is forgotten
history-by-customer = by the customer
history-by-desk = by the desk
history-by-channel = by the channel
history-by-app = in the messenger
history-agent-gone = agent { $id }
history-wrote = wrote
history-replied = reply
history-noted = note
history-auto = automatic reply
history-queued = reply queued
history-retrying = { $n ->
    [one] reply queued again after { $n } failed try
   *[other] reply queued again after { $n } failed tries
}
history-sending = reply is being sent
history-sent = reply sent
history-delivered = reply delivered
history-read = reply read
history-failed = reply not sent: { $reason }
history-unsure = unclear whether the reply arrived
history-dropped = sending of the reply given up
history-closed = closed
history-edited = changed a message
history-blocked-us = has blocked us: what we write does not arrive
history-unblocked-us = can be written to again
history-reopened = reopened
history-reopened-by-message = reopened by a new message
history-spam = marked as spam
history-not-spam = taken out of spam
history-not-spam-closed = taken out of spam, closed as before
history-assigned = assigned: { $to }
history-handed-on = assigned: { $from } → { $to }
history-unassigned = unassigned: { $from }
history-nobodys = nobody's as before
history-snoozed = snoozed until { $day }, { $time }
history-snoozed-until-reply = snoozed until they write
history-woken = no longer snoozed
history-tagged = tags: { $tags }
history-merged = contacts joined into one person
history-split = the contact is a person apart again
history-contact-unnoted = what is known of the customer cleared
history-contact-noted = written down about the customer: { $text }
history-channel-added = channel added
history-channel-on = channel activated
history-channel-off = channel deactivated
history-channel-deleted = channel deleted
history-agents-changed = agents or their roles changed

## Not done: what is lacking

nothing-chosen = no dialog is chosen
composer-new-message = { $name } has written meanwhile: look first. The same key again sends
composer-nothing-selected = nothing is selected
composer-ctrl-lost = Ctrl lost on the way? { $key } shows what can be done here
typed-on = The text was closed: what is typed now does nothing
list-moved = The list has moved: look again
clipboard-sent = sent to the terminal's clipboard
clipboard-inside = kept for pasting into a reply here
clipboard-too-long = too long for the terminal's clipboard: kept for pasting here only
clipboard-nothing = there is nothing of the customer's to copy
clipboard-tmux-failed = tmux did not take it ({ $why }): sent to the terminal directly
paste-nowhere = there is nowhere to paste: begin a reply or a note first

## Menus and questions

menu-title = Dialog: { $name }
ask-leave-title = Leave keydesk?
assign-ask = Enter: assign it to me, Enter again sends · Tab: send as it is · Esc: back
assign-title = Assign to whom: { $name }
assign-nobody = Nobody
assign-me-name = { $name } (me)
assign-placeholder = a colleague
assign-load = { $open } open · { $waiting } waiting
assign-blocked = blocked: gets nothing new
assign-looks-on = looks on only
assign-no-chats = no access to chats
snooze-title = Snooze: { $name }
snooze-wake = Bring back now
snooze-hour = For an hour, until { $until }
snooze-three-hours = For three hours, until { $until }
snooze-evening = Until this evening, { $until }
snooze-tomorrow = Until tomorrow morning, { $until }
snooze-monday = Until Monday morning, { $until }
snooze-week = For a week, until { $until }
palette-title = Actions
palette-title-for = Actions: { $name }
palette-placeholder = what is to be done
palette-no-filters = there are no filters
snooze-until = Until { $until }
snooze-until-reply = Until they write
moment-examples = in 2h · 45m · tomorrow · tomorrow 9:00 · monday 10:00 · 24.12 · until reply
moment-empty = say when, like «tomorrow 9:00»
moment-unknown = `{ $word }` is not understood here; say it like «in 2h» or «tomorrow 9:00»
moment-unfinished = this is not a whole moment yet; say it like «monday 10:00»
moment-past = that moment has passed; say one that is to come, like «tomorrow 9:00»
moment-far = that is too far ahead, the most is ten years; say it like «24.12 9:00»
tag-title = Tags: { $name }
tag-new = New tag: #{ $tag }
tag-placeholder = a tag, or a new one
pick-nothing = nothing found
search-placeholder = words of a message, a note or a name
search-everywhere = everywhere
search-only = only { $name }
search-note = { $name }, note
search-person = Contact:
search-nothing = Nothing found: { $words }
search-hint = Type what you remember: the beginning of a word is enough, several words may stand in any order, "words in quotes" stand side by side.
search-first = This is the first message found
search-last = This is the last message found
search-mending = The search index is damaged and is being made anew. The search goes on then
search-mended = The search index is whole again
filter-waiting = Only those waiting for an answer
filter-me = Assigned to me
filter-nobody = Assigned to nobody
filter-line-placeholder = is:open channel:viber waits:>30m or a word to search for
filter-line-keys = Tab takes what is marked · Enter keeps · Esc goes back
filter-line-next = What may come next
filter-line-mend = Tab puts it in.
filter-line-count = shown: { $n }
views-title = Views
views-placeholder = which view; { $key } on the list saves a new one
view-save-title = Save as a view: { $line }
view-save-placeholder = what to call it
view-save-as = Save as “{ $name }”
view-saved = Saved: { $name }. { $key } shows all views
view-saved-on = Saved: { $name }. { $key } shows it
view-none-of-own = there is no view of your own yet; { $key } saves what the list shows
view-no-one-line = this view and this filter cannot be said in one line; take the filter off first
view-fault = In { $place }: { $wrong }
palette-view = View: { $name }
order-longest = order: who waits longest first
order-newest = order: newest activity first
order-oldest = order: oldest activity first

## Filters: what the words of a line mean (60 cells at most)
filter-key-is = On which heap: open, snoozed, closed, spam or all
filter-key-unanswered = Only those waiting for an answer
filter-key-assignee = Whose: me, none, any, blocked or a name
filter-key-channel = Where: a messenger or a channel's name
filter-key-waits = Somebody has waited longer than this (s, m, h, d)
filter-key-tag = Has the tag
filter-key-no-tag = Does not have the tag
filter-key-lang = The contact's language, two letters
filter-key-after = Last active then or later: a day, today, yesterday, 7d
filter-key-before = Last active before that: a day, or so long ago
filter-key-order = First: longest (waiting), newest or oldest (activity)
filter-key-words = A word in messages, notes and names, or its beginning
filter-key-phrase = Words that stand side by side
filter-value-open = open
filter-value-unanswered = waiting for an answer
filter-value-snoozed = snoozed
filter-value-closed = closed
filter-value-spam = spam
filter-value-all = wherever they are
filter-value-me = assigned to me
filter-value-none = assigned to nobody
filter-value-any = assigned to somebody
filter-value-blocked = held by those who cannot answer
filter-value-agent-blocked = blocked
filter-value-agent-unable = does not answer
filter-value-channel-off = deactivated
filter-value-longest = who waits longest first
filter-value-newest = newest activity first
filter-value-oldest = oldest activity first
filter-value-today = since midnight
filter-value-yesterday = since yesterday's midnight

## Filters: what is wrong with a line
filter-fault-key = There is no filter “{ $typed }:”. In quotation marks it is searched for
filter-fault-key-near = There is no filter “{ $typed }:”. Was it “{ $near }:”?
filter-fault-value = { $key }: has no value “{ $typed }”
filter-fault-value-near = { $key }: has no value “{ $typed }”. Was it { $near }?
filter-fault-ambiguous = “{ $typed }” may be several: { $names }
filter-fault-ambiguous-near = “{ $typed }” may be several: { $names }. Write, for example, { $near }
filter-fault-empty = Nothing stands behind { $key }:
filter-fault-one = { $key }: takes one value only
filter-fault-one-near = { $key }: takes one value only. Was it { $near }?
filter-fault-minus = Only a tag can be ruled out with a minus, not { $key }:
filter-fault-minus-word = Only a tag can be ruled out. In quotation marks it is searched for: { $near }
filter-fault-minus-tag = “{ $typed }” rules nothing out. To rule out the tag, write { $near }
filter-fault-too-many = A filter says { $max } things at most
filter-fault-span = “{ $typed }” is no span of time. Write >30m, >2h or >1d
filter-fault-span-near = “{ $typed }” has no unit of time. Was it { $near }?
filter-fault-date = “{ $typed }” is no day. Write 2026-11-01, 7d, today or yesterday
filter-fault-date-near = “{ $typed }” is no day. Was it { $near }?

## The person's own editor, tags

editor-cancelled = the editor ended with an error: the text stays as it was
editor-failed = cannot run the editor { $command }: { $why }
store-foreign = this file is not a keydesk desk
store-foreign-hint = choose another folder with --dir

## Settings: keys

config-key-taken = `{ $key }` is the key of `{ $other }` already, and cannot be that of `{ $action }` too

## Command line: help

cli-about = The inbox for people who answer customers, in a terminal. Without a command it opens your desk.
cli-heading-usage = Usage
cli-heading-commands = Commands
cli-heading-options = Options
cli-heading-arguments = Arguments
cli-value-options = OPTIONS
cli-value-command = COMMAND
cli-value-dir = FOLDER
cli-value-file = FILE
cli-value-name = NAME
cli-value-kind = KIND
cli-value-number = NUMBER
cli-help-dir = The folder of the desk
cli-help-config = The settings file
cli-help-profile = The profile: a desk of its own with settings of its own
cli-help-reset = Mend a terminal that a killed program has left in a mess
cli-help-version = Show the version
cli-help-help = Show this help
cli-help-json = One JSON object per line, for scripts
cli-help-json-one = One JSON object, for scripts
cli-help-channel-name = The channel, by its name
cli-help-new-name = What the team will call it
cli-help-kind = telegram, viber, instagram, messenger, whatsapp or email; otherwise telegram
cli-help-confirm = The channel's name once more, instead of being asked for it
cli-help-fresh = Throw the demo desk away and start a new one
cli-help-seed = Which story is told; otherwise 1
cli-help-pace = Messages a minute that customers write by themselves; otherwise { $pace }, with 0 nobody begins
cli-demo = Open a desk to try things on: a shop whose customers are played by the program
cli-channel = The accounts the desk is connected to
cli-channel-add = Connect an account
cli-channel-add-demo = A channel whose customers are played by the program
cli-channel-list = List the channels
cli-channel-deactivate = Switch a channel off; its dialogs stay
cli-channel-activate = Switch a channel on again
cli-channel-delete = Delete a channel with everything that was said over it
cli-agent = The people who answer
cli-agent-list = List them
cli-config = The settings
cli-config-check = Say what is wrong with the settings file, if anything
cli-config-path = Show where the settings file lies
cli-config-example = Show every setting with its default and what it means
cli-replies = Quick replies
cli-replies-list = List them
cli-replies-import = Add those of a table (CSV) to the file of quick replies
cli-replies-check = Say what is wrong with the file of quick replies, if anything
cli-replies-example = Write a few quick replies to begin with
cli-macros = Macros: named lists of steps
cli-macros-list = List them
cli-desk = The desk's file
cli-desk-path = Show where it lies
cli-desk-recover = Save what can be saved of a damaged desk
cli-doctor = See what surrounds the program, and what helps
cli-doctor-keys = Try the four keys in this terminal and show what it makes of them
cli-exit-codes =
    Exit codes:
      0   done
      1   refused, or not found
      2   the command cannot be understood
      3   the settings cannot be used
      4   the desk cannot be used, or the hub is out of reach
      70  a mistake in keydesk itself

## Command line: the verbs of the inbox

cli-heading-examples = For example
cli-value-filter = FILTER
cli-value-id = ID
cli-value-ids = IDS
cli-value-moment = MOMENT
cli-value-order = ORDER
cli-value-seconds = SECONDS
cli-value-shell = SHELL
cli-value-tag = TAG
cli-value-text = TEXT
cli-value-words = WORDS
cli-value-url = ADDRESS
cli-list = List dialogs by a filter
cli-show = Show one dialog: who it is and what was said
cli-search = Search for words in messages, notes and names
cli-help-reply-file = A file to send along; may be given several times
cli-help-reply-to = The number of the message that is answered
cli-reply = Answer the customer; the answer goes into the outbox
cli-note = Write a note for colleagues
cli-close = Close dialogs
cli-reopen = Open closed dialogs again
cli-assign = Assign dialogs to somebody
cli-unassign = Take dialogs off whoever has them
cli-spam = Mark dialogs as spam, or take them out of spam
cli-snooze = Hide dialogs for a while, or show them again
cli-tag = Put tags on dialogs, or take them off
cli-undo = Take back what you did last, a whole batch at once
cli-views = List the views and how many dialogs are in them
cli-stats = How many dialogs lie where now: on the desk, by channel, by user
cli-watch = Print what happens on the desk as it happens, one JSON object per line, until it is interrupted
cli-export = Write out the whole desk, or the dialogs of a filter, one JSON object per line
cli-import = Take an export into an empty desk
cli-completions = Print the script that completes commands in a shell
cli-man = Print the manual, or with --dir FOLDER write one page per command there
cli-help-filter = Which dialogs, for example: is:open assignee:none channel:viber 'waits:>30m' tag:vip refund
cli-help-view = A view by its name; `keydesk views` lists them
cli-help-order = longest, newest or oldest
cli-help-limit = At most so many
cli-help-messages = The newest so many messages; otherwise 20
cli-help-quiet = Print ids alone, one per line
cli-help-dry-run = Do nothing; say what would be done and what would be refused, and why
cli-help-as = Who acts; otherwise whoever the settings name
cli-help-id = The dialog, by its number
cli-help-ids = Dialogs by their numbers; with - they are read from the input: one per line, or JSON objects with an "id"
cli-help-words = Words or their beginnings; a phrase in double quotes
cli-help-text = What to write; without it, or with -, it is read from the input
cli-help-wait = Wait at most so long until the channel, or the hub, has accepted it, and say so
cli-help-unassign = Take them off whoever has them, too
cli-help-not = They are no spam after all
cli-help-to = The user’s name, me or none
cli-help-until = In words: tomorrow 9:00, in 2h, monday, until reply
cli-help-wake = Show them again now
cli-help-add = Put this tag on; may be repeated
cli-help-drop = Take this tag off; may be repeated
cli-help-undo-list = Only list what can be taken back
cli-help-after = Begin after the change of this number instead of now
cli-help-out = Into this file; it is there whole or not at all
cli-help-import = An export, or - for the input
cli-help-shell = bash, zsh or fish

## Command line: their tables

cli-column-id = ID
cli-column-ids = IDS
cli-column-at = WHEN
cli-column-channel = CHANNEL
cli-column-assignee = ASSIGNEE
cli-column-unanswered = UNANSW.
cli-column-waits = WAITS
cli-column-tags = TAGS
cli-column-last = LAST MESSAGE
cli-column-outcome = WHAT
cli-column-key = KEY
cli-column-view = VIEW
cli-column-filter = FILTER
cli-column-of = OF
cli-column-open = OPEN
cli-column-snoozed = SNOOZED
cli-column-closed = CLOSED
cli-column-spam = SPAM
cli-column-stuck = NOT SENT
cli-column-answers = ANSWERED TODAY
cli-column-median = MEDIAN MIN
cli-column-p90 = P90 MIN
cli-heap-open = open
cli-heap-snoozed = snoozed
cli-heap-closed = closed
cli-heap-spam = spam
cli-of-desk = desk
cli-of-channel = channel
cli-of-agent = user
cli-of-nobody = nobody
cli-waits = { $n ->
    [one] { $n } message without an answer for { $span }
   *[other] { $n } messages without an answer for { $span }
}

## Command line: what was done

cli-done = done
cli-done-unanswered = { $n ->
    [one] done, { $n } message is left without an answer
   *[other] done, { $n } messages are left without an answer
}
cli-would-be-done = would be done
cli-refused = refused: { $why }
cli-sum = done: { $done }, refused: { $refused }
cli-sum-dry-run = nothing is changed; would be done: { $done }, would be refused: { $refused }
cli-wait-accepted = accepted by the channel
cli-wait-failed = not sent: { $why }
cli-wait-unsure = may or may not have arrived: look in the messenger
cli-wait-on-its-way = still on its way
cli-wait-nobody = nobody runs the channels now: it will be sent when keydesk is opened
cli-undoing = { $n ->
    [one] taking back what was done at { $at } to { $n } dialog: { $what }
   *[other] taking back what was done at { $at } to { $n } dialogs: { $what }
}
cli-what-closed = closed
cli-what-reopened = opened again
cli-what-spam = marked as spam
cli-what-no-spam = taken out of spam
cli-what-assigned = assigned
cli-what-unassigned = unassigned
cli-what-snoozed = snoozed
cli-what-woken = shown again
cli-what-tagged = tags changed
cli-what-merged = people merged or parted
cli-what-contact-noted = the contact’s note changed
cli-text-typed = Type the text; Ctrl+D on a line of its own ends it.

## Command line: what was not

cli-id-wrong = `{ $typed }` is not the number of a dialog
cli-id-line = line { $n } of the input names no dialog: { $line }
cli-id-wrong-hint = `keydesk list -q` prints the numbers
cli-text-long = this text is too long for a message
cli-search-nothing = there is not a single letter or digit to search for
cli-search-none = nothing is found
cli-no-view = there is no view `{ $name }`
cli-no-agent-named = there is no user `{ $name }` on this desk
cli-no-access = you are { $name } here and may not see dialogs; an admin can change that: `keydesk agent list`
cli-watch-ahead = there is no change { $after } yet: the last one is { $head }
cli-serve = Let a team work on this desk: serve it on the network, on a socket or on both
cli-value-address = ADDRESS
cli-help-listen = Listen on this address of the network, such as 127.0.0.1:7070
cli-help-socket = Listen on this socket: who comes that way is known as the user of this machine, without a token
cli-help-socket-group = Let the socket’s group in, too
cli-help-cert = The certificate with those above it, in PEM
cli-help-key = The certificate’s private key, in PEM
cli-help-behind-proxy = A proxy before it does the encrypting and says where requests come from (X-Forwarded-For)
cli-help-openapi = Print the description of the API (OpenAPI) and do nothing else
cli-serve-nowhere = it is not said where to listen
cli-serve-nowhere-hint = For example: --listen 127.0.0.1:7070, or --socket /run/keydesk/hub.sock
cli-serve-address = “{ $address }” is no address with a port
cli-serve-in-the-open = not on { $address } without encryption: tokens and what customers write could be read on the way
cli-serve-in-the-open-hint = Give --cert and --key, or say --behind-proxy where a proxy before it encrypts.
cli-serve-keys = the certificate and its key cannot be used
cli-serve-taken = the hub cannot listen there
cli-serve-failed = the hub cannot be started
cli-serve-replica = this desk is a copy of a hub’s; only the hub’s own desk can be served
cli-serve-ready = The desk is served on { $where }
cli-serve-first = The first admin is { $name }. To log in, type this where they work, and give the token when asked:
cli-serve-token =   Token (it is not shown again): { $token }
cli-serve-nobody = Nobody has a token yet, so nobody can log in over the network. This issues one: { $command }
cli-cannot-write = cannot write { $file }
cli-not-a-file = this is no ordinary file
cli-exported = { $n ->
    [one] { $n } row is in { $file }
   *[other] { $n } rows are in { $file }
}
cli-export-files = { $n ->
    [one] { $n } file that came with messages is not in it; a backup takes it along
   *[other] { $n } files that came with messages are not in it; a backup takes them along
}
cli-imported = { $n ->
    [one] { $n } row of { $file } is on the desk
   *[other] { $n } rows of { $file } are on the desk
}
cli-import-used = this desk is in use already: an export goes only into an empty one
cli-import-used-hint = name a new folder: `{ $command } --dir FOLDER`
cli-import-wrong = { $file } cannot be taken in because of line { $line }; the desk is as it was
cli-import-torn = { $file } does not fit together ({ $n } rows); the desk is as it was
cli-import-no-export = this is no export of keydesk
cli-import-newer = a newer keydesk has written this
cli-import-cut = the file is cut off or has lost lines
cli-import-no-json = this is not a line of an export: { $why }
cli-import-no-table = this line does not say which table it belongs to
cli-import-unknown = a desk has no `{ $name }`

## Command line: the manual

cli-man-name = NAME
cli-man-synopsis = SYNOPSIS
cli-man-description = DESCRIPTION
cli-man-notes = NOTES
cli-man-version = VERSION
cli-man-desk = { $dir } holds a desk; name another folder for the pages
cli-man-written = { $n ->
    [one] { $n } page is in { $dir }
   *[other] { $n } pages are in { $dir }
}

## Command line: what was typed wrong

cli-error = error: { $text }
cli-because = because: { $text }
cli-hint = hint: { $text }
cli-usage-see = `{ $command }` shows how it is typed
cli-usage-unknown = `{ $arg }` is not understood here
cli-usage-command = there is no command `{ $word }`
cli-usage-which = a command is missing, one of: { $known }
cli-usage-no-value = `{ $arg }` needs a value
cli-usage-value = `{ $arg }` cannot be `{ $value }`, only one of: { $allowed }
cli-usage-number = `{ $arg }` must be a whole number from 0 to { $max }, not `{ $value }`
cli-usage-missing = something is missing: { $what }
cli-usage-twice = `{ $arg }` may be there only once
cli-usage-value-unwanted = `{ $arg }` takes no value
cli-usage-utf8 = this is not UTF-8 text
cli-usage-other = this command cannot be understood

## Command line: what cannot be done

cli-no-terminal-in = the screen needs a keyboard, and the input is no terminal
cli-no-terminal-out = the screen needs a terminal, and the output goes somewhere else
cli-no-terminal-hint = start it without a pipe or a redirection; `keydesk --help` lists what works without a screen
cli-term-dumb = this terminal cannot show a screen: TERM is `{ $term }`
cli-term-unset = this terminal cannot show a screen: TERM is not set
cli-term-hint = start it in a terminal window, or set TERM to what the terminal is, for example: TERM=xterm-256color keydesk
cli-no-desk = there is no desk yet in { $dir }
cli-no-desk-hint = `{ $command }` makes one
cli-no-agents = nobody is on this desk yet
cli-no-agents-hint = `keydesk` opens the desk and puts you on it
cli-no-agent = there is no agent `{ $name }` on this desk (the settings say so: [agent] name)
cli-only-admins = you are { $name } here; channels are changed by an admin: `keydesk agent list`
cli-no-channels = there is no channel yet: `keydesk channel add demo`
cli-no-channel = there is no channel `{ $name }`
cli-name-taken = there is a channel `{ $name }` already
cli-name-taken-hint = choose another name: --name NAME
cli-name-wrong = a name has from 1 to { $n } visible characters in one line
cli-recover-hint = `{ $command }` saves what can be saved
cli-output-failed = the output cannot be written
cli-screen-failed = the terminal cannot be used
cli-doctor-stopped = stopped before all four keys had been pressed
cli-bug = this should not have happened: it is a mistake in keydesk itself
cli-bug-hint = what is on the desk is safe; please tell the developers the lines above
cli-broke-down = a part of the program broke down and was begun again; please report it: { $what }

## Copies of the whole desk

cli-file = Write out a file that came with a message
cli-help-file-message = The message, as show names it
cli-help-file-place = Which of its files, from 1; the first where nothing is said
cli-help-file-out = Into this file or folder, or - for the output; nothing is overwritten. Usually the file's own name, made harmless
cli-file-written = { $file }, { $size }
cli-no-file = there is no such file
cli-no-file-hint = keydesk show DIALOG names the files of its messages
cli-file-expired = the file was kept until { $at }
cli-file-not-kept = only the name of this file is known
cli-file-not-kept-hint = the channel has not handed over what is in it; the customer would have to send it again
cli-file-not-here = what is in this file is not here
cli-file-not-here-hint = it did not come along with the desk: an export holds no files, and a backup holds them in the folder beside it
cli-file-there = { $file } is there already, and nothing is overwritten
cli-file-there-hint = choose another name with --out
cli-file-cut = the file could not be fetched whole
cli-file-cut-hint = what has come is kept: the next try goes on from there
cli-file-wrong = what came is not the file that was told of, and has been thrown away
cli-file-taken = this file is being fetched already
cli-file-terminal = a file from a customer is not written to a terminal
cli-file-terminal-hint = give --out a name, or send the output on
cli-backup = Copy the whole desk into one file, also while it is open
cli-restore = Put a copy in the place of the desk
cli-help-backup = The new file, or a folder for it; otherwise keydesk-DATE-TIME.kdbackup here
cli-help-restore = A copy that `keydesk backup` has made
cli-help-replace = Also where there is a desk: that one is kept beside it under another name
cli-size-kilobytes = { $n } KB
cli-backed-up = { $file }: a whole copy of the desk, read through and sound ({ $size })
cli-backup-files = { $n ->
    [one] beside it { $n } file that came with messages: { $file }
   *[other] beside it { $n } files that came with messages: { $file }
}
cli-backup-secret = It is as secret as the desk: everything that was said is in it, and who may log in.
cli-backup-taken = { $file } is there already, and no copy overwrites anything
cli-backup-taken-hint = choose another name
cli-restored = the desk in { $dir } is the one of { $file } now
cli-restore-kept = The desk that was there is kept: { $file }
cli-restore-unsure = { $n ->
    [one] { $n } message was on its way when the copy was made, and is unsure now: look whether it arrived
   *[other] { $n } messages were on their way when the copy was made, and are unsure now: look whether they arrived
}
cli-restore-there = there is a desk in { $dir } already
cli-restore-there-hint = `{ $command }` keeps it under another name; --dir FOLDER restores elsewhere
cli-no-backup = { $file } is no copy of a desk
cli-no-backup-hint = `keydesk backup` makes one
cli-backup-in-use = { $file } belongs to a desk that is open, or was not closed: it is not all of it
cli-backup-damaged = { $file } is damaged; nothing has been changed

## The feed made shorter

cli-desk-compact = Forget what happened long ago; dialogs and messages stay
cli-help-compact-before = What happened before: a day (2026-01-01), yesterday, or so long ago (90d)
cli-help-shrink = Give the free room back to the disk, too; nobody else can write meanwhile
cli-compacted = { $n ->
    [0] nothing is old enough to be forgotten
    [one] { $n } entry is forgotten
   *[other] { $n } entries are forgotten
}
cli-compact-floor = whoever follows the desk and knows only changes before { $floor } starts over
cli-compact-free = { $n } KB are free within the file for what comes next; --shrink gives them back to the disk
cli-compact-shrunk = { $n } KB are given back to the disk
cli-compact-moment = `{ $text }` is no moment in the past
cli-compact-moment-hint = a day, yesterday, or so long ago: 2026-01-01, 90d, 48h
cli-compact-replica = this desk is a copy of its hub’s: what happened is forgotten there
cli-watch-gone = what happened after { $after } is not known any more: the desk remembers from { $floor } on
cli-watch-gone-hint = take the desk as it is now with `keydesk export`, and go on from the last change

## How long files are kept

files-purged = { $n ->
    [one] { $n } file that is kept no longer was cleared away: { $size } are free again
   *[other] { $n } files that are kept no longer were cleared away: { $size } are free again
}
cli-desk-files = How long files are kept, and how much room they take
cli-help-file-months = Keep files for so many calendar months from now on, those that are here too
cli-help-files-yes = Also when files would be gone at once
cli-files-months = { $n ->
    [one] files are kept for { $n } calendar month
   *[other] files are kept for { $n } calendar months
}
cli-files-here = { $n ->
    [0] there are none now
    [one] { $n } file is here, { $size }
   *[other] { $n } files are here, { $size }
}
cli-files-next = the next one goes on { $at }
cli-files-last = { $n ->
    [one] cleared away last, on { $at }: { $n } file, { $size }
   *[other] cleared away last, on { $at }: { $n } files, { $size }
}
cli-files-never = nothing has been cleared away yet
cli-files-lost = { $n ->
    [one] { $n } file ({ $size }) would be gone at once and for good; nothing has been changed
   *[other] { $n } files ({ $size }) would be gone at once and for good; nothing has been changed
}
cli-files-lost-hint = add --yes if that is meant, or keep them for longer
team-bad-months = files are kept for 1 to { $n } months
audit-files-kept = months files are kept

## Profiles

cli-profile = Profiles: several desks, each with its own settings and store
cli-profile-list = List them
cli-profile-add = Make one
cli-profile-drop = Throw one away, with its desk and its settings
cli-help-profile-name = The profile, by its name
cli-help-hub = It is a copy of the team’s desk on this hub
cli-help-confirm-profile = The profile’s name once more, instead of being asked for it
cli-column-profile = PROFILE
cli-column-store = STORE
cli-column-hub = HUB
cli-column-dir = FOLDER
cli-profile-current = meant now
cli-profile-other = —
cli-store-local = local
cli-store-hub = hub
cli-store-unknown = settings unusable
cli-profile-added = profile `{ $name }` is there; its settings: { $file }. It is opened with `{ $command }`
cli-profile-added-hub = profile `{ $name }` is there; its settings: { $file }. Say who you are next: `{ $command }`
cli-profile-taken = there is a profile `{ $name }` already
cli-profile-name = `{ $name }` cannot be the name of a profile
cli-profile-name-hint = letters, digits, - and _, beginning with a letter or a digit, { $n } at most
cli-profile-environment = the environment says so: { $variable }
cli-no-profile = there is no profile `{ $name }`
cli-no-profile-hint = `{ $command }` makes one
cli-two-desks = --profile and --dir { $dir } name two different desks
cli-two-desks-hint = leave out one of the two
cli-hub-url = this is not the address of a hub
cli-hub-url-hint = like this: https://desk.example.com, http://localhost:7070 or unix:///run/keydesk/hub.sock
cli-profile-plain = the plain profile cannot be dropped: it is your own desk
cli-profile-warning = Dropping profile `{ $name }` destroys for ever all that is in:
cli-profile-instead = To keep a copy of the desk first: `{ $command }`
cli-profile-not-confirmed = that is not the name; profile `{ $name }` is still there, and so is all it holds
cli-profile-unasked = nothing is dropped without the profile’s name being typed once more
cli-profile-dropped = profile `{ $name }` is gone

## Command line: channels and agents

cli-column-name = NAME
cli-column-kind = KIND
cli-column-state = STATE
cli-column-health = HEALTH
cli-column-dialogs = DIALOGS
cli-column-waiting = WAITING
cli-column-role = ROLE
cli-state-active = active
cli-state-inactive = deactivated
cli-state-blocked = blocked
cli-health-ok = ok
cli-health-unauthorized = needs a new authorization
cli-health-contested = read by somebody else: { $why }
cli-health-forbidden = lacks a permission: { $why }
cli-health-lapsed = the plan has ended
cli-health-unreachable = unreachable: { $why }
role-admin = admin
role-lead = lead
role-agent = agent
role-read-only = looks on
role-no-chats = no access to chats
cli-channel-added = channel `{ $name }` is added and active
cli-channel-activated = channel `{ $name }` is active again
cli-channel-deactivated = channel `{ $name }` is deactivated; its dialogs stay
cli-channel-active-already = channel `{ $name }` is active already
cli-channel-inactive-already = channel `{ $name }` is deactivated already
cli-delete-warning = Deleting channel `{ $name }` destroys for ever:
cli-stake-dialogs = { $n ->
    [one] { $n } dialog
   *[other] { $n } dialogs
}
cli-stake-messages = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
cli-stake-waiting = { $n ->
    [one] { $n } customer waits for an answer
   *[other] { $n } customers wait for an answer
}
cli-delete-instead = To keep the dialogs, deactivate it instead: { $command }
cli-delete-inactive = It is deactivated: left as it is, it keeps its dialogs and does nothing.
cli-delete-question = To delete it, type its name:
cli-delete-not-confirmed = that is not the name; channel `{ $name }` is still there, and so is all it holds
cli-delete-unasked = nothing is deleted without the channel's name being typed once more
cli-delete-unasked-hint = { $command }
cli-deleted = channel `{ $name }` is deleted

## What can be said about a channel

channel-option-api = Where the Bot API is: its address, without the token
channel-option-address = The mailbox's own address
channel-option-from-name = Whose mail it is, as customers see it
channel-option-user = Who logs in; otherwise the address
channel-option-imap-host = The server where mail is read (IMAP)
channel-option-imap-port = Its port; otherwise 993, or 143 without TLS from the start
channel-option-imap-security = tls, starttls, or plain on this machine; otherwise tls
channel-option-smtp-host = The server where mail is handed in (SMTP)
channel-option-smtp-port = Its port; otherwise 465, or 587 without TLS from the start
channel-option-smtp-security = tls, starttls, or plain on this machine; otherwise tls
channel-option-folder = The folder that is read; otherwise INBOX
channel-option-sent = The folder for a copy of what was sent; empty for none; otherwise Sent
channel-option-ca = A file of certificates (PEM) that vouch for the servers
channel-option-login = password or xoauth2; otherwise password
channel-option-mail-max-mb = The biggest mail taken whole, in MB; otherwise 50
channel-option-secret = Where the secret is kept: keyring, file, or command:COMMAND that prints it
channel-option-plan-until = The last day that is paid for: 2027-01-31
channel-option-distribution = Who gets a new dialog: off, round-robin or least-open
channel-option-greeting = What a new customer is told by itself
channel-option-greeting-days = After how many quiet days they are greeted anew
channel-option-out-of-hours = What they are told out of working hours
channel-option-hours = Working hours: mon-fri 09:00-18:00
channel-option-time-zone = In which time zone: Europe/Kyiv
channel-option-unknown = channels of this kind know nothing by this name
channel-option-missing = is missing
channel-option-in-the-open = would send the secret over the network for everybody to read: that is done only on this machine
channel-option-web = must be an address like https://api.telegram.org
channel-option-mailbox = must be an address like shop@example.com
channel-option-host = must be a server's name
channel-option-line = must be one line of text
channel-option-text = must be text of { $n } letters at most
channel-option-number = must be a number from { $from } to { $to }
channel-option-one-of = must be one of: { $words }
channel-option-secret-wrong = must be keyring, file or command:COMMAND; the secret itself is asked for
channel-option-day = must be a day like 2027-01-31
channel-option-hours-wrong = must be like mon-fri 09:00-18:00
channel-option-zone = must be a time zone like Europe/Kyiv

## Command line: channels and what is known of them

cli-value-names = NAMES
cli-value-value = VALUE
cli-value-pairs = KEY=VALUE
cli-value-dialog = DIALOG
cli-channel-add-telegram = A Telegram bot; its token is asked for, or read from stdin
cli-channel-add-email = A mailbox; its password is asked for, or read from stdin
cli-channel-edit = Say something about a channel anew, or show what is said
cli-channel-check = Find out why messages do not come, step by step, and what to do
cli-channel-reauthorize = A new token or password, tried before it takes the old one's place
cli-channel-unread = What came and could not be read
cli-why = Why is a dialog not seen?
cli-help-agents = Who gets its new dialogs: names with commas between them
cli-help-no-check = Save it without trying whether it works
cli-help-pairs = What to change: name, agents or an option, each with its value; with no value, back to the default
cli-help-why = The dialog's number, or its customer's name or address
cli-help-why-view = As seen in this view; otherwise the one the screen begins with
cli-help-why-filter = As seen through this filter, too
cli-column-last-inbound = LAST MESSAGE
cli-column-authorized = AUTHORIZED
cli-column-next-try = NEXT TRY
cli-column-last-error = LAST ERROR
cli-column-last-error-at = ERROR AT
cli-column-unread = UNREAD
cli-column-option = OPTION
cli-column-value = VALUE
cli-column-meaning = MEANING
cli-channel-listed = on the list for new dialogs: { $names }
cli-column-no = NO
cli-help-raw = Print what came under this number, as it is
cli-raw-terminal = this is not printed to a terminal: a customer may have sent anything
cli-raw-terminal-hint = send it to a file: … --raw 1 > mail.txt
cli-no-unread = there is nothing under number { $n }
cli-column-remote = ITS NAME THERE
cli-column-bytes = BYTES
cli-column-why = WHY
cli-listed-blocked = { $name } (blocked!)
cli-options-missing = missing: { $names }
cli-options-wrong = these settings cannot be used
cli-no-option = channels of this kind have no setting `{ $name }`
cli-pair-wrong = `{ $text }` is no KEY=VALUE
cli-secret-bot = The bot's token, from @BotFather (it is not shown):
cli-secret-password = The password of { $user } (it is not shown):
cli-secret-token = The access token for XOAUTH2 (it is not shown):
cli-secret-file = No keyring answers on this machine: the secret is kept in a file beside the desk that only you can read.
cli-no-secret = no secret was given
cli-no-secret-hint = type it when asked, or hand it over on stdin: `keydesk channel … < file`
cli-no-keyring = no keyring answers on this machine
cli-no-keyring-hint = secret=file keeps it in a file that only you can read; secret=command:COMMAND has a command print it
cli-secret-not-kept = the secret could not be kept, so nothing is saved
cli-secret-left = its secret could not be deleted: { $why }
cli-trying = Trying it …
cli-not-saved = it does not work like this, so nothing is saved
cli-not-saved-hint = mend what is marked and try again; --no-check saves a new channel all the same
cli-channel-edited = channel `{ $name }`: saved
cli-channel-reauthorized = channel `{ $name }` is authorized anew
cli-nothing-unread = Everything that came could be read.
cli-check-failed = the check could not be made

## What a check of a channel finds

check-todo = { $command }
check-silent = no answer within { $seconds } s
check-active = the channel is active
check-inactive = the channel is deactivated: nothing comes in and nothing goes out
check-plan = the plan is paid until { $day }
check-plan-ends = the plan ends on { $day }
check-plan-over = the plan ended on { $day }
check-plan-lapsed = the plan has ended, the channel says
check-plan-untold = until when the plan is paid, nobody has said
check-authorized = authorized; last found good at { $at }
check-authorized-never = nothing is known of its authorization yet
check-unauthorized = the channel refuses our authorization: it must be renewed
check-alone = nobody else is known to read it
check-contested = somebody else reads it with the same credentials: { $why }
check-contested-todo = stop the other program that uses this bot or account, or give this one credentials of its own
check-permitted = no permission is known to be missing
check-forbidden = a permission is missing: { $why }
check-forbidden-todo = give the account that permission where it is administered, then authorize it anew
check-unreachable = it cannot be reached: { $why }
check-next-try = next try at { $at }
check-courier = the channels are being run (process { $process })
check-no-courier = nobody runs the channels now: nothing comes and nothing goes
check-no-courier-todo = open `{ $screen }`, or have `{ $hub }` run all the time
check-inbound = the last message came at { $at }
check-inbound-never = no message has ever come
check-inbound-todo = write to it yourself, from an account of your own
check-list = new dialogs go to: { $names }
check-list-off = new dialogs are given to nobody by themselves
check-list-empty = new dialogs are to be given out, but nobody is on the list
check-list-unable = on the list, but blocked or without the right to answer there: { $names }
check-hours = working hours: { $hours } ({ $zone })
check-hours-missing = it is set what to say out of hours, but no hours are, so nobody will ever hear it
check-hours-utc = the working hours { $hours } are those of UTC, as no time zone is set
check-unread = { $n ->
    [one] { $n } thing came that could not be read
   *[other] { $n } things came that could not be read
}
check-in-reach = nobody is known to have blocked us
check-out-of-reach = { $n ->
    [one] { $n } contact has blocked us
   *[other] { $n } contacts have blocked us
}
check-out-of-reach-todo = what we write does not reach them until they unblock us or write themselves

## Why a dialog is not seen

why-seen = nothing hides it: it is in the list
why-nobody = there is no dialog `{ $who }`
why-nobody-todo = look whether the messages come at all: `keydesk channel check`
why-no-right = the role of { $name } does not show it (channel { $channel })
why-no-right-todo = ask for the right: { $names }
why-inactive = channel { $channel } is deactivated: nothing new comes in there
why-spam = it is marked as spam
why-closed = it is closed
why-snoozed = it is snoozed until { $at }
why-snoozed-until-reply = it is snoozed until the customer writes
why-view = the view { $view } does not show open dialogs
why-nobody-waits = the view { $view } does not show it: nobody waits for an answer there
why-view-term = the view { $view } hides it: { $words }
why-view-todo = choose another view, for example all open ones
why-filter = the filter hides it: { $words }
why-filter-todo = clear that part of the filter
why-dropped = Taken off the filter: { $words }
why-title = Why don't I see it?
why-placeholder = number, name or words
why-intro = Type a dialog's number, the customer's name or words from the dialog. Enter tells what keeps it out of the list “{ $view }” as it is now.
why-looking = Looking…
why-key-inactive = { $key } shows the channels: it is switched on there
why-key-open = Enter opens it
why-key-filter = Enter takes that off the filter and opens it
why-key-view = Enter opens it; { $key } shows all open dialogs
why-key-spam = Enter opens it; { $key } then says that it is no spam
why-key-closed = Enter opens it; { $key } then makes it an open one again
why-key-snoozed = Enter opens it; { $key } then brings it back at once
why-nobody-hub = This desk has only part of what is on the hub: search (/) finds the rest there

crew-title = Team
crew-block-title = Block { $name }
crew-me = { $name } (you)
crew-open = open
crew-waiting = waiting
crew-open-short = open
crew-waiting-short = wait
crew-shows = { $key } shows the open dialogs
crew-can-unblock = { $key } unblocks and brings back what blocking took
crew-not-mine = Only those who manage users block others or mark them as away
crew-way-free = Make the dialogs nobody's
crew-way-distribute = Give them out by their channels' lists
crew-way-to = Hand them to { $name }
crew-way-keep = Let them stay
crew-block-me = This is you: you will be able to do nothing here, and others must unblock you
crew-block-only = Enter blocks, Esc goes back
crew-blocked = { $name } is blocked. Dialogs handed over: { $dialogs }, channels' lists left: { $lists }. { $key } brings everything back
crew-unblocked = { $name } can work again. Dialogs brought back: { $dialogs }, channels' lists: { $lists }

## Commands: users, roles, tokens, the log

cli-agent-add = Put somebody on the desk
cli-agent-block = Block: they can do nothing any more, and their dialogs go to others in the same step
cli-agent-unblock = Let them work again
cli-agent-login = Say which user of this machine they are; without --unix, none
cli-agent-role = Roles: who has which, and the desk's own
cli-agent-role-set = Give somebody a role
cli-agent-role-list = List the roles and what they allow
cli-agent-role-add = Make a role
cli-agent-role-change = Say anew what a role allows
cli-agent-role-drop = Drop a role that nobody has
cli-token = Tokens, by which users log in at the hub
cli-token-issue = Issue one; it is printed this once and never again
cli-token-list = List them
cli-token-revoke = Revoke one: nobody gets in by it any more
cli-audit = Who did what: to dialogs, to users, roles and tokens; the newest first
cli-value-role = ROLE
cli-value-sight = SIGHT
cli-value-rights = RIGHTS
cli-value-exception = CHANNEL=SIGHT[:RIGHTS]
cli-help-agent-name = As colleagues call them
cli-help-role = The role; `agent` unless you say otherwise
cli-help-unix = The user of this machine who they are: over the hub's socket they need no token
cli-help-role-name = What the role is called
cli-help-see = Dialogs that are seen: nothing, own, unassigned (and own), all
cli-help-may = What is allowed: work, take, close, assign, spam, delete, channels, agents
cli-help-on = What holds on one channel instead; may be said several times
cli-help-days = For so many days; 90 unless you say otherwise
cli-help-label = What it is for, to know it again in the list
cli-help-token-id = The token's number in the list
cli-help-audit-dialog = What was done to this dialog
cli-help-audit-agent = What this user did, and what was done to their account
cli-help-audit-since = Not before this: 7d, yesterday, 2026-07-01
cli-help-audit-limit = So many lines at most; 200 unless you say otherwise
cli-no-role = there is no role `{ $name }`
cli-no-own-roles = this desk has no roles of its own yet
cli-only-managers = you are { $name } here; only who may manage users can do this: `keydesk agent role list`
cli-agent-added = { $name } is on the desk
cli-no-unix-user = this machine has no user `{ $name }`
cli-agent-blocked = { $name } is blocked
cli-agent-blocked-already = { $name } is blocked already
cli-agent-unblocked = { $name } can work again
cli-agent-unblocked-already = { $name } is not blocked
cli-agent-away = Say that somebody is away and gets no new dialogs by itself; you, if nobody is named
cli-help-back = They are there again
cli-help-block-to = Their dialogs go to this user
cli-help-block-free = Their dialogs are nobody’s; so it is if you do not say
cli-help-block-distribute = Their dialogs go to the users on their channels’ lists
cli-help-block-keep = They keep their dialogs
cli-help-block-dry-run = Only show what would happen
cli-help-block-yes = Do not ask
cli-help-unblock-restore = Bring back what blocking took: dialogs that nobody has moved since, places on lists
block-holds = { $name } has:
block-holds-nothing = { $name } has no dialogs and is on no channel’s list
block-open = { $n ->
    [one] { $n } dialog that is open or snoozed
   *[other] { $n } dialogs that are open or snoozed
}
block-waiting = { $n ->
    [one] in { $n } of them a customer waits
   *[other] in { $n } of them a customer waits
}
block-closed = { $n ->
    [one] { $n } dialog that is closed or spam
   *[other] { $n } dialogs that are closed or spam
}
block-lists = new dialogs from: { $names }
block-will-go-to = Open and snoozed dialogs will go to { $name }, the others to nobody.
block-will-keep = The dialogs will stay.
block-will-distribute = Open and snoozed dialogs will go to the users on their channels’ lists, the others to nobody.
block-will-free = All these dialogs will be nobody’s.
block-will-leave = No channel’s list will name them any more.
cli-block-question = Block? [y/N]
cli-block-not-confirmed = nothing was done
cli-block-back = to bring it back: { $command }
cli-block-moved-dialogs = { $n ->
    [one] { $n } dialog has changed hands
   *[other] { $n } dialogs have changed hands
}
cli-block-moved-lists = { $n ->
    [one] { $n } channel’s list has changed
   *[other] the lists of { $n } channels have changed
}
cli-agent-is-away = { $name } is away and gets no new dialogs by itself
cli-agent-is-back = { $name } is here
cli-column-presence = PRESENCE
cli-state-away = away
cli-state-here = here
audit-agent-away = user away
audit-agent-back = user back
team-cannot-receive = { $name } cannot get these dialogs: it is the same user, or one who is blocked or may not answer on one of the channels
cli-agent-logs-in = { $name } is `{ $user }` on this machine
cli-agent-logs-in-no-more = { $name } is no user of this machine
cli-role-set = { $agent } has the role { $name } now
cli-role-added = the role { $name } is there
cli-role-changed = the role { $name } is changed
cli-role-dropped = the role { $name } is gone
cli-role-own = own
cli-role-built-in = built in
cli-exception-wrong = `{ $text }` does not say CHANNEL=SIGHT[:RIGHTS]
cli-word-wrong = `{ $word }` is not known here
cli-column-see = SEES
cli-column-may = MAY
cli-column-exceptions = EXCEPTIONS
cli-column-agents = USERS
cli-column-label = LABEL
cli-column-issued = ISSUED
cli-column-expires = UNTIL
cli-column-used = LAST USED
cli-column-by = WHO
cli-column-dialog = DIALOG
cli-column-whom = WHOM
cli-column-details = DETAILS
cli-token-issued = { $n ->
    [one] this is { $name }'s token for { $n } day; it is not shown again: `keydesk login`
   *[other] this is { $name }'s token for { $n } days; it is not shown again: `keydesk login`
}
cli-no-tokens = no token has been issued yet
cli-token-is-good = good
cli-token-is-expired = expired
cli-token-is-revoked = revoked
cli-token-revoked = token { $id } lets nobody in any more
cli-audit-empty = nothing of the kind has been done
cli-audit-owner = the desk's owner
audit-agent-added = user added
audit-agent-renamed = user renamed
audit-agent-role = role given
audit-agent-blocked = user blocked
audit-agent-unblocked = user unblocked
audit-agent-login = system user named
audit-role-added = role made
audit-role-changed = role changed
audit-role-dropped = role dropped
audit-token-issued = token issued
audit-token-revoked = token revoked
audit-other = something newer than this program
audit-delivery = sending of a reply decided
audit-assigned = assigned
audit-unassigned = unassigned
audit-snoozed = snoozed
audit-tagged = tags set
audit-people = contacts joined or taken apart
audit-contact-noted = written down about the customer

## Command line: quick replies and macros

cli-help-csv = a table whose first line names its columns: name,text,shortcut
cli-column-shortcut = SHORTCUT
cli-column-folder = FOLDER
cli-column-language = LANGUAGE
cli-column-text = TEXT
cli-column-steps = STEPS
cli-cannot-read = cannot read { $file }
cli-replies-none = no quick replies yet: they are kept in { $file }
cli-macros-none = no macros yet: they are kept in { $file }
cli-replies-ok = { $n ->
    [one] { $file }: OK, { $n } quick reply
   *[other] { $file }: OK, { $n } quick replies
}
cli-replies-added = { $n ->
    [one] { $file }: { $n } quick reply added
   *[other] { $file }: { $n } quick replies added
}
cli-replies-left = { $n ->
    [one] { $n } row of { $file } is left out
   *[other] { $n } rows of { $file } are left out
}
cli-replies-double = left out, there is one of that name already: { $name }
cli-replies-shortcut = added without its shortcut, which another has already: { $name }

## Command line: settings, demo, recovery

cli-config-ok = { $file }: OK
cli-config-none = { $file }: OK, there is no such file, so everything is as usual
cli-demo-not-one = the desk in { $dir } is not a demo desk, so the demo leaves it alone
cli-demo-not-one-hint = `keydesk demo` without --dir has a folder of its own
cli-demo-seed = this demo desk tells story { $kept }, not { $asked }
cli-demo-seed-hint = `{ $command }` throws it away and starts the other
cli-demo-busy = another keydesk has this demo desk open
cli-demo-busy-hint = leave the other one first, or try without --fresh
cli-demo-damaged-hint = `{ $command }` starts a new one
cli-recovered = What could be read is on the desk again:
cli-saved-channels = { $n ->
    [one] { $n } channel
   *[other] { $n } channels
}
cli-saved-agents = { $n ->
    [one] { $n } agent
   *[other] { $n } agents
}
cli-recover-lost = { $n ->
    [0] Nothing is known to be lost.
    [one] About { $n } record is lost.
   *[other] About { $n } records are lost.
}
cli-recover-kept = The damaged file is kept: { $file }
cli-recover-failed-hint = nothing can be read of it; take the desk from a copy
cli-recover-busy-hint = leave every keydesk that has this desk open, and do it again
cli-recovered-nothing = nothing could be read of the damaged desk; an empty one is in its place
courier-not-started = the channels cannot be run: { $why }

## Half-written texts

draft-reply = Draft of a reply:
draft-note = Draft of a note:

## What others do meanwhile, and what cannot be done

fresh-channel-ill = { $name } cannot be reached
composer-save-note = Save note
composer-meanwhile = ↑ new message, read it first
undo-passes-over = what was done last cannot be undone; once more undoes what was done to { $name }
assign-ask-nobody = This dialog is nobody's.
assign-ask-whose = This dialog is { $name }'s.
assign-ask-read = Enter: assign it to me · Esc: back
close-unsent = It is not sent yet: Enter and Enter again sends, Esc goes back
assign-ask-note = Enter: assign it to me, Enter again saves · Tab: save as it is · Esc: back
editor-kept = the editor ended with an error: the text stays as it was, and its own stays in { $file }

totals-waiting-fresh = { $n ->
    [one] { $n } waits
   *[other] { $n } wait
}

## Notices while the window is not in front: a heading, and the words below it

notice-several = { $n ->
    [one] { $n } new message
   *[other] { $n } new messages
}
notice-last = last from { $name }: { $text }
notice-nobody = No name
notice-file = A file
## keydesk doctor keys: the page and the report

doctor-title = What this keyboard sends
doctor-intro = Press each key as it is asked for, in the layout you have on.
doctor-unnamed = a terminal that does not say its name
doctor-press = Press { $key }.
doctor-press-twice = Press { $key } twice: tmux keeps the first press.
doctor-press-tmux = tmux keeps { $key } for itself. If it does something of its own when pressed, press Space.
doctor-press-zellij = zellij keeps { $key } for itself (its own Ctrl+Q ends it!). Press Ctrl+G first, which locks it, or go on with Space.
doctor-odd = That was { $what }, not { $key }. Press it once more if this is what { $key } sends here.
doctor-space = Space nothing happens
doctor-backspace = Backspace back
doctor-esc = Esc stop
doctor-agreed-legacy = Control bytes only, as the settings say
doctor-agreed-kitty = The kitty keyboard protocol, flags { $n }
doctor-agreed-other = modifyOtherKeys, level { $n }
doctor-agreed-unconfirmed = modifyOtherKeys was asked for; the terminal does not say whether it has it
doctor-agreed-nothing = Control bytes only: the terminal offers nothing else
doctor-agreed-silent = Not known: the terminal has not answered
doctor-means-key = { $key }
doctor-means-nothing = nothing came
doctor-means-same = Enter or Ctrl+M: the same byte here
doctor-means-letter = the letter { $letter }: the Ctrl is lost
doctor-means-other = another key: { $key }
doctor-means-unknown = bytes that mean no key
doctor-layout-any = any
doctor-layout-latin = Latin
doctor-layout-base = Cyrillic { $letter }, base key
doctor-layout-table = Cyrillic { $letter }, JCUKEN table
doctor-layout-keysym = Cyrillic { $letter }, X keysym
doctor-works-directly = works
doctor-works-twice = pressed twice
doctor-works-asks = asks, or F2 m
doctor-works-menu = F2 { $letter }
doctor-works-unknown = not pressed
doctor-terminal = Terminal
doctor-answers = Answers
doctor-agreed = Keys
doctor-layers = In between
doctor-none = none
doctor-prefix = prefix { $key }
doctor-column-key = KEY
doctor-column-works = HERE
doctor-column-sends = SENDS
doctor-column-means = MEANS
doctor-column-layout = LAYOUT
doctor-all-work = All four keys work here.
doctor-helps = What helps:
doctor-cure-tmux-prefix = { $key } is tmux's prefix: the first press stays there. Another prefix sets it free; in ~/.tmux.conf:
doctor-cure-tmux-root = tmux has a binding of its own on { $key }. In ~/.tmux.conf:
doctor-cure-tmux-old = tmux { $version } makes Ctrl+M and Enter one byte in any setting; from version 3.5 on it can tell them apart.
doctor-cure-tmux-extended = tmux can tell Ctrl+M from Enter where the terminal around it can. In ~/.tmux.conf, then attach anew:
doctor-cure-zellij = zellij keeps Ctrl+O, Ctrl+Q and Ctrl+B until Ctrl+G locks it. To have it start locked, in config.kdl:
doctor-cure-screen = screen keeps Ctrl+Q to stop and start the output. In ~/.screenrc:
doctor-cure-mosh = mosh is a terminal of its own and makes Ctrl+M and Enter one byte; ssh passes on what yours can do.
doctor-cure-layout = Without a Latin layout a terminal sends letters instead of chords, or nothing at all. With one beside the Cyrillic one (us,ru) the four keys work in both.
doctor-cure-distinct = This terminal tells Ctrl+M from Enter and does not say so. If you use no other, in the settings:
doctor-cure-undistinct = The settings say that Ctrl+M is a key of its own, and here it is Enter: it would send what you write. In the settings:
doctor-cure-auto = This terminal offers more than control bytes, and the settings forbid it. In the settings:
doctor-cure-legacy = The terminal says that it tells Ctrl+M from Enter, and sends Enter. In the settings:
doctor-cure-enter = Ctrl+M is Enter here: F2 m assigns at once, and Enter in a dialog that is not yours asks first.
doctor-cure-menu = What does not arrive is in the menu, under the same letter: F2 { $letter } is { $key }.
doctor-cure-byobu = byobu takes the function keys: { $key } switches that off and on.
