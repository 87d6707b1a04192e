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
