# keydesk українською.
#
# Ключі та їхні групи ті самі, що й в англійському файлі. Число, від якого залежить форма слова,
# зветься $n і має форми one, few та many. Крапка наприкінці лише тоді, коли речень два.

## Час: короткі форми для вузьких стовпців

time-now = щойно
time-minutes = { $n } хв
time-hours = { $n } год
time-days = { $n } дн
time-minutes-long = { $n } хв
time-hours-long = { $n ->
    [one] { $n } година
    [few] { $n } години
    [many] { $n } годин
   *[other] { $n } години
}
time-days-long = { $n ->
    [one] { $n } день
    [few] { $n } дні
    [many] { $n } днів
   *[other] { $n } дня
}

## Дати: тиждень починається з понеділка

weekday-1 = пн
weekday-2 = вт
weekday-3 = ср
weekday-4 = чт
weekday-5 = пт
weekday-6 = сб
weekday-7 = нд
month-1 = січ
month-2 = лют
month-3 = бер
month-4 = кві
month-5 = тра
month-6 = чер
month-7 = лип
month-8 = сер
month-9 = вер
month-10 = жов
month-11 = лис
month-12 = гру
date-day = { $day } { $month }

## Налаштування: що не так у файлі

config-missing = немає файлу налаштувань { $file }
config-unreadable = не вдалося прочитати файл налаштувань { $file }: { $cause }
config-faulty = { $n ->
    [one] { $file }: { $n } помилка
    [few] { $file }: { $n } помилки
    [many] { $file }: { $n } помилок
   *[other] { $file }: { $n } помилки
}
config-homeless = система не називає домашньої теки
config-syntax = це не TOML: { $detail }
config-no-quotes = текст має бути в лапках
config-twice = це задано двічі
config-not-utf8 = звідси файл уже не текст у UTF-8
config-unknown-setting = немає налаштування `{ $key }`
config-unknown-table = немає таблиці [{ $table }]
config-type = `{ $key }`: має бути { $expected ->
    [text] текст у лапках
    [number] ціле число
    [switch] true або false
    [table] таблиця
    [texts] список текстів
   *[other] щось інше
}, а тут { $found ->
    [text] текст у лапках
    [number] ціле число
    [fraction] дробове число
    [switch] true або false
    [moment] дата
    [list] список
    [table] таблиця
   *[other] щось інше
}
config-word = `{ $key }` не може бути `{ $value }`, лише одне з: { $allowed }
config-range = `{ $key }` має бути від { $min } до { $max }, а тут { $value }
config-alarm-first = тривога (через { $alarm } хв) настала б раніше за попередження (через { $warn } хв)
config-unknown-action = немає дії `{ $action }`
config-unknown-key = `{ $key }` — це не клавіша (для дії `{ $action }`)

## Налаштування: як було б правильно

config-hint-missing = без --config береться звичне місце, і файлу там може не бути
config-hint-homeless = скажіть, де що має лежати: --dir ТЕКА --config ФАЙЛ
config-hint-meant = мабуть, `{ $word }`?
config-hint-home = місце цьому під [{ $table }]
config-hint-top = місце цьому на початку файлу, перед першою [таблицею]
config-hint-known = тут можна: { $names }
config-hint-syntax = рядок має такий вигляд: name = "text", або 15, або true
config-hint-quotes = ось так: theme = "dark"
config-hint-key-list = ось так: close = ["ctrl+o"]
config-hint-keys = клавіші пишуться так: "j", "G", "ctrl+o", "alt+1", "f2", "enter"

## Відмови: чому нічого не зроблено

refused-not-allowed = ваша роль цього не дозволяє
refused-already-closed = цей діалог уже закрито
refused-already-open = цей діалог уже відкрито
refused-already-assigned = цей діалог уже має відповідального: { $name }
refused-already-unassigned = цей діалог і так нічий
refused-is-spam = цей діалог у спамі: спершу поверніть його звідти
refused-not-spam = цей діалог не спам
refused-not-snoozed = цей діалог не відкладено
refused-snooze-past = цей час уже минув
refused-empty-text = надсилати нічого
refused-channel-inactive = канал вимкнено: надіслати нічого не можна
refused-agent-blocked = { $name }: користувача заблоковано, нових діалогів він не отримує
refused-no-agent = такого користувача немає
refused-no-dialog = цього діалогу вже немає
refused-no-message = такого повідомлення немає
refused-not-stuck = це повідомлення не чекає на рішення
refused-nothing-to-undo = скасовувати нічого
refused-changed-since = діалог відтоді змінився: погляньте ще раз

## Канали: що заважає їм працювати

channel-unreachable = канал недосяжний: { $why }
channel-unauthorized = канал не приймає наших облікових даних: { $why }

## Файл стола: що заважає йому працювати

store-full = диск повний: нічого не змінено
store-read-only = у файл стола не можна писати: перевірте права на його теку
store-busy = файл стола зайнято іншою програмою
store-corrupt = файл стола пошкоджено
store-newer = файл стола має версію { $found }, ця програма знає { $known }: потрібен новіший keydesk
store-unopened = не вдалося відкрити файл стола: { $why }
store-gone = стіл закрито
store-database = збій файлу стола ({ $doing }): { $why }

## Екран

view-waiting = Очікують
view-mine = Мої
view-unassigned = Нічиї
view-open = Відкриті
view-snoozed = Відкладені
view-closed = Закриті
view-spam = Спам
too-small = екран замалий, треба { $size }
fresh-loading = завантаження…
fresh-live = наживо
fresh-live-elsewhere = наживо, канали веде інше вікно
fresh-sending = надсилається: { $n }
chip-waiting = очікують
chip-nobody = нічиї
chips-hidden = фільтри приховали: { $n } · { $key } показати все
totals-waiting = { $n ->
    [one] { $n } очікує, { $age }
    [few] { $n } очікують, найдовше { $age }
    [many] { $n } очікують, найдовше { $age }
   *[other] { $n } очікують, найдовше { $age }
}
totals-nobody = ніхто не очікує
totals-stuck = не надіслано: { $n }
row-not-sent = не надіслано
row-answering = відповідаємо…
owner-me = я
owner-nobody = –
thread-nobodys = нічий
thread-mine = мій
thread-gone = Цього діалогу вже немає.
thread-below = { $n ->
    [one] ↓ ще { $n } рядок
    [few] ↓ ще { $n } рядки
    [many] ↓ ще { $n } рядків
   *[other] ↓ ще { $n } рядка
}
thread-beginning = Тут починається розмова.
thread-older = Давніші повідомлення завантажуються…
mark-snoozed = відкладено
mark-closed = закрито
mark-spam = спам
author-me = Я
author-auto = Автоматично
author-app = Із самого месенджера
author-note = Нотатка для колег · { $name }
delivery-queued = у черзі
delivery-retrying = пробуємо ще
delivery-sending = надсилається…
delivery-sent = ✓ надіслано
delivery-delivered = ✓ доставлено
delivery-read = ✓✓ прочитано
delivery-failed = ✗ не надіслано
delivery-unsure = ? могло й дійти
delivery-dropped = відкинуто
choices-behind = Чекає на повідомлення вище.
file-expired = { $size }, термін минув
file-until = { $size }, до { $day }
size-bytes = { $n } Б
size-kilobytes = { $n } кБ
size-megabytes = { $n } МБ
day-today = сьогодні
day-yesterday = учора
composer-reply = Відповідь · { $name }
composer-note = НОТАТКА, бачать лише колеги · { $name }
composer-sending = зберігаємо…
composer-empty = порожньо
card-title = Контакт
card-channel = Канал
card-channel-inactive = { $name } (вимкнено)
card-handle = Адреса
card-language = Мова
card-assigned = Призначено
card-status = Стан
card-waiting = Очікує
card-waiting-value = { $n ->
    [one] { $n } повідомлення, { $age }
    [few] { $n } повідомлення, { $age }
    [many] { $n } повідомлень, { $age }
   *[other] { $n } повідомлення, { $age }
}
card-tags = Мітки
card-began = Діалог
card-began-value = { $n ->
    [one] { $n } повідомлення від { $day }
    [few] { $n } повідомлення від { $day }
    [many] { $n } повідомлень від { $day }
   *[other] { $n } повідомлення від { $day }
}
card-note = Про контакт
status-open = відкритий
status-closed = закритий
status-snoozed = відкладений до { $until }
status-spam = спам
status-spam-by = спам: { $name }, { $day }
empty-no-access = У вас немає доступу до чатів.
empty-no-access-text = Ваша роль його не дає або вас заблоковано. Змінити це можуть: { $admins }
empty-no-channel = Ще не підключено жодного каналу.
empty-no-channel-text = Діалоги з’являться тут, щойно буде канал, без перезапуску. Щоб спробувати з несправжніми клієнтами, виконайте в іншому вікні: keydesk channel add demo
empty-hidden = { $n ->
    [one] Фільтри приховали { $n } діалог.
    [few] Фільтри приховали { $n } діалоги.
    [many] Фільтри приховали { $n } діалогів.
   *[other] Фільтри приховали { $n } діалогу.
}
empty-hidden-text = Натисніть { $key }, щоб зняти їх.
empty-inactive = Усі канали вимкнено.
empty-inactive-text = Нічого не надходить. Увімкніть канал: keydesk channel activate НАЗВА
empty-nobody-waits = Ніхто не очікує на відповідь.
empty-nobody-waits-text = Натисніть { $key }, щоб побачити всі відкриті діалоги. Нові повідомлення з’являться тут самі.
empty-view = Тут порожньо.
empty-view-text = У цьому поданні немає діалогів.
help-title = Клавіші
help-more = { $n ->
    [one] ще { $n } рядок ↓
    [few] ще { $n } рядки ↓
    [many] ще { $n } рядків ↓
   *[other] ще { $n } рядка ↓
}
help-intro = Літери діють у будь-якій розкладці, поки не набирається текст. Ctrl+O, Ctrl+Q, Ctrl+M і Ctrl+B стосуються відкритого діалогу або рядка під курсором, якщо курсор у списку.
help-signs-title = Позначки
help-signs = ● я ще не бачив, ○ бачив; число показує, скільки повідомлень без відповіді, і зникає лише після відповіді. Тьмяне: відповідь у дорозі. ↩ останнє слово було за нами. Колір ніколи не є єдиною ознакою.
help-terminals-title = Термінали
help-terminals = У багатьох терміналах Ctrl+M те саме, що Enter. Тоді призначає мені F2 m, а Enter у не моєму діалозі спершу запитує. У tmux натискайте Ctrl+B двічі: перше натискання забирає префікс. У zellij спершу натисніть Ctrl+G або користуйтеся F2.
