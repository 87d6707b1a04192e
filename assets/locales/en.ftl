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
