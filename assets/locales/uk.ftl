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
config-hub-url = `hub.url` — це не адреса хаба
config-hub-open = `hub.url` має починатися з https://: інакше будь-хто на шляху зможе читати все
config-hub-secret = у `hub.url` не має бути імені чи пароля
config-no-hub = `store` — це `hub`, а в `hub.url` не сказано, який саме
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
config-hint-hub-url = ось так, під [hub]: url = "https://desk.example.com", "http://localhost:7070" або "unix:///run/keydesk/hub.sock"

## Швидкі відповіді, макроси, подання: що не так у файлі

book-faulty = { $n ->
    [one] { $n } помилка у швидких відповідях, макросах чи поданнях
    [few] { $n } помилки у швидких відповідях, макросах чи поданнях
    [many] { $n } помилок у швидких відповідях, макросах чи поданнях
   *[other] { $n } помилки у швидких відповідях, макросах чи поданнях
}
book-broken = поки в { $file } є помилки, туди нічого не додається
book-has-already = `{ $name }` уже є
book-unwritten = не вдалося записати { $file }: { $cause }
book-unreadable = цей файл не вдалося прочитати: { $cause }
book-too-big = файл більший за { $max } КіБ, тож його не прочитано
book-would-be-too-big = { $file } став би більшим за { $max } КіБ, і його не вдалося б прочитати; нічого не додано
book-unknown-list = для `{ $name }` у цьому файлі немає місця
book-not-list = `{ $name }` має бути списком
book-hint-list = кожен запис починається рядком [[{ $name }]]
book-lacks = у цьому [[{ $list }]] бракує `{ $key }`
book-empty = `{ $key }` порожнє
book-bad-name = назва — це один рядок, від 1 до { $max } знаків
book-double = `{ $name }` уже є, у рядку { $line }
book-bad-shortcut = `{ $word }` не може бути скороченням: воно без пробілів, `;` і `/`, щонайбільше 20 знаків
book-bad-language = `{ $word }` — це не мова; мова пишеться двома літерами: uk, ru, en
book-too-long = `{ $key }` довше за { $max } знаків
book-one-line = `{ $key }` має бути одним рядком
book-open-brace = цю дужку не закрито
book-hint-brace = дужка, яка має лишитися дужкою, пишеться двічі: { "{{" }
book-unknown-placeholder = немає підстановки `{ $word }`
book-no-verb = немає кроку `{ $verb }`
book-step-needs = кроку `{ $verb }` потрібно щось після двокрапки
book-step-alone = після кроку `{ $verb }` двокрапка не потрібна
book-hint-example = ось так: { $example }
book-no-reply = немає швидкої відповіді `{ $name }`
book-reply-asks = у швидкій відповіді `{ $name }` є поля, які треба заповнити, тож макрос її не надішле
book-bad-tag = мітка — це один рядок, від 1 до { $max } знаків
book-too-many-steps = у макросі щонайбільше { $max } кроків
book-place-taken = це місце вже має подання `{ $name }`
book-csv-broken = цей рядок не вдалося прочитати: { $cause }
book-csv-columns = у першому рядку не названо стовпці з назвами й текстами
book-csv-hint-columns = перший рядок виглядає так: назва,текст,скорочення
book-csv-hint-utf8 = збережіть таблицю як «CSV UTF-8»; звичайний CSV часто буває у Windows-1251

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
refused-bad-tag = мітка — це один рядок, не довший за { $max } символи
refused-already-tagged = така мітка вже є
refused-not-tagged = такої мітки немає
refused-channel-inactive = канал вимкнено: надіслати нічого не можна
refused-agent-blocked = { $name }: користувача заблоковано, нових діалогів він не отримує
refused-agent-looks-on = { $name } не може відповідати: роль не дозволяє
refused-no-agent = такого користувача немає
refused-no-dialog = такого діалогу немає
refused-no-message = такого повідомлення немає
refused-not-stuck = це повідомлення не чекає на рішення
refused-no-contact = такого контакту вже немає
refused-same-person = це вже одна людина
refused-not-merged = цей контакт не об’єднано з іншим
refused-same-note = у нотатці вже саме це
refused-nothing-to-undo = скасовувати нічого
refused-changed-since = діалог відтоді змінився: погляньте ще раз
refused-taken-by = діалог тим часом взяв агент { $name }
refused-wrote-since = клієнт тим часом написав: погляньте ще раз
refused-no-file = вмісту файлу з відповіді немає
refused-file-too-large = файл відповіді більший, ніж приймає хаб (100 МБ)
refused-not-taken = хаб не може це прийняти: задовге для нього або занове

## Користувачі, ролі, токени: чому ні

team-bad-name = ім'я чи позначка — це один рядок видимих знаків, щонайбільше { $n } клітинок
team-name-taken = ім'я { $name } вже зайняте
team-no-role = такої ролі немає, або вона вбудована
team-no-token = такого токена немає, або його вже відкликано
team-role-in-use = { $n ->
    [one] цю роль має { $n } користувач: спершу дайте йому іншу
    [few] цю роль мають { $n } користувачі: спершу дайте їм іншу
    [many] цю роль мають { $n } користувачів: спершу дайте їм іншу
   *[other] цю роль мають { $n } користувача: спершу дайте їм іншу
}
team-login-taken = цей обліковий запис системи вже належить { $name }
team-last-admin = не лишилося б нікого, хто може керувати користувачами
team-at-the-hub = цей стіл іде за хабом: користувачами керують там

## Зв’язок із хабом: що заважає йому, і команди для нього

sync-unreachable = хаб недосяжний: { $why }
sync-unreachable-hint = нічого не губиться: зроблене зберігається тут і піде, щойно хаб відповість
sync-strange = те, що там відповідає, не є хабом цієї версії: { $why }
sync-strange-hint = перевірте адресу; якщо хаб оновили, оновіть keydesk і тут
sync-logged-out = хаб не знає цього входу або вже не знає
sync-logged-out-hint = увійдіть знову: keydesk login; те, що чекає надсилання, лишається
sync-blocked = хаб заблокував цього агента
sync-blocked-hint = зверніться до того, хто керує агентами на хабі
sync-start-over = хаб розповідає все спочатку
sync-too-many = хаб просить трохи зачекати
sync-hub-trouble = у хаба негаразди: { $what }
sync-hub-trouble-hint = спроба повториться сама; більше — в журналі хаба
sync-hub-said = хаб відмовляє: { $what }
sync-broken = зв’язок із хабом зламався, починається знову
sync-other-desk = за адресою хаба відповідає інший стіл: йому нічого не надсилається
sync-other-agent = хаб вважає вас агентом { $name }, а ця копія належить іншому: увійдіть під ним
sync-no-replica = цей стіл не йде за жодним хабом
sync-no-token-read = токен не читається: { $why }
sync-not-started = зв’язок із хабом не починається: { $why }
cli-on-the-hub = цей стіл — копія командного: це роблять на хабі
cli-on-the-hub-hint = виконайте ту саму команду там, де працює keydesk serve
cli-not-logged-in = цей стіл — на хабі, а входу ще не було
cli-not-logged-in-hint = увійдіть: { $command }
cli-hub-nobody = від хаба ще нічого не надійшло
cli-hub-nobody-hint = отримайте: keydesk sync --once
cli-hub-not-as = на копії столу команди все робиться від імені { $name }
cli-hub-not-as-hint = увійдіть як інший у власному профілі
cli-help-login-url = Хаб: https://…, http://localhost:… або unix:///…; якщо не вказано — той, що в налаштуваннях
cli-login = Працювати за командним столом: увійти на його хаб
cli-logout = Забути токен хаба; стіл і те, що чекає, лишаються
cli-login-nowhere = який хаб?
cli-login-other = у налаштуваннях — інший хаб: { $url }
cli-login-other-hint = змініть hub.url у { $file } або увійдіть в іншому профілі
cli-login-token = Токен для { $url } (його не видно):
cli-login-no-token = це не токен
cli-login-no-token-hint = його створює той, хто тримає хаб: keydesk agent token issue ІМ’Я
cli-login-failed = вхід на { $url } не зберігається або не читається
cli-login-other-agent = ця копія належить іншому агенту, і його робота ще чекає надсилання
cli-login-other-agent-hint = спершу увійдіть тим агентом і виконайте { $command } або візьміть інший профіль
cli-login-other-desk = це вже копія іншого столу
cli-login-own-desk = тут уже є ваш власний стіл
cli-login-profile-hint = створіть профіль для командного столу: keydesk profile add team --hub URL
cli-logged-in = Вхід виконано: { $name }, { $url }.
cli-login-command = Токен дає hub.token_command, він не зберігається.
cli-login-kept = Токен — у { $file }, цей файл читаєте лише ви.
cli-login-filling = { $n ->
    [one] Ще { $n } діалог надійде, поки keydesk відкрито, або командою { $command }.
    [few] Ще { $n } діалоги надійдуть, поки keydesk відкрито, або командою { $command }.
    [many] Ще { $n } діалогів надійде, поки keydesk відкрито, або командою { $command }.
   *[other] Ще { $n } діалогу надійде, поки keydesk відкрито, або командою { $command }.
}
cli-logged-out = Токен забуто. Стіл лишається, як є.
cli-logged-out-already = Токена не було.
cli-logout-command = hub.token_command дає його, доки вказаний у налаштуваннях.
cli-logout-token = Він досі дійсний: відкликати його може той, хто тримає хаб.
cli-sync = Тримати копію й хаб однаковими без екрана
cli-help-once = Завершити, щойно все тут і нічого не чекає
cli-sync-live = Усе тут.
cli-sync-catching = Отримується те, що сталося за цей час.
cli-sync-filling = Надходять діалоги.
cli-sync-nothing-waits = Ніщо не чекає надсилання.
cli-sync-waiting = { $n ->
    [one] { $n } дія чекає надсилання.
    [few] { $n } дії чекають надсилання.
    [many] { $n } дій чекають надсилання.
   *[other] { $n } дії чекає надсилання.
}
cli-sync-refused = { $n ->
    [one] Хаб відмовив у { $n }:
    [few] Хаб відмовив у { $n }:
    [many] Хаб відмовив у { $n }:
   *[other] Хаб відмовив у { $n }:
}
cli-hub-refused = #{ $id } { $name }: хаб відмовив: { $why }
cli-kept = { $n ->
    [one] Збережено тут: { $n } дія піде, коли хаб досяжний і keydesk відкрито, або командою { $command }.
    [few] Збережено тут: { $n } дії підуть, коли хаб досяжний і keydesk відкрито, або командою { $command }.
    [many] Збережено тут: { $n } дій піде, коли хаб досяжний і keydesk відкрито, або командою { $command }.
   *[other] Збережено тут: { $n } дії піде, коли хаб досяжний і keydesk відкрито, або командою { $command }.
}

## Канали: що заважає їм працювати

channel-unreachable = канал недосяжний: { $why }
channel-unauthorized = канал не приймає наших облікових даних: { $why }
channel-contested = канал читає ще хтось із тими самими обліковими даними: { $why }
channel-forbidden = каналу бракує дозволу: { $why }
channel-later = канал просить зачекати { $seconds } с

# Перевірки бота Telegram.
tg-token-missing = не вдалося отримати токен бота: { $why }
tg-token-missing-todo = Укажіть токен знову: keydesk channel reauthorize
tg-token-refused = Telegram не приймає токен бота: { $why }
tg-token-refused-todo = Візьміть токен у @BotFather (/mybots, бот, API Token) і вкажіть його знову: keydesk channel reauthorize
tg-unreachable = Telegram недосяжний: { $why }
tg-unreachable-todo = Перевірте, чи є на цьому комп'ютері інтернет і чи ніщо не блокує Telegram.
tg-token-good = токен належить боту { $name } ({ $handle })
tg-webhook-unknown = не вдалося з'ясувати, чи не забирає повідомлення бота інший сервіс: { $why }
tg-webhook-none = вебхука немає: повідомлення можна отримувати
tg-webhook-set = повідомлення бота забирає інший сервіс: вебхук веде на { $host }
tg-webhook-set-todo = Від'єднайте бота від того сервісу або під'єднайте тут іншого: повідомлення надходять лише в одне місце.
tg-pending = { $count ->
    [0] у Telegram нічого не чекає
    [one] у Telegram чекає { $count } оновлення
    [few] у Telegram чекають { $count } оновлення
    [many] у Telegram чекає { $count } оновлень
   *[other] у Telegram чекає { $count } оновлення
}
tg-pending-todo = Їх буде отримано, коли канал активний і keydesk працює; Telegram зберігає їх добу.
tg-groups-all = у групах бот бачить усі повідомлення
tg-groups-private = у групах бот бачить лише команди та відповіді на свої повідомлення
tg-groups-private-todo = Щоб він бачив усі: @BotFather, /setprivacy, Disable; потім вилучіть бота з групи й додайте знову.

courier-no-lease = не вдалося взяти на себе канали стола: { $why }
courier-no-files = не вдається зберегти файли, що надійшли: { $why }
courier-task-broken = частина кур’єра дала збій і запускається знову: { $task }

# Електронна пошта: що показала перевірка скриньки
mail-login-good = { $host } впускає { $user }
mail-login-refused = { $host } не впускає { $user }: { $why }
mail-login-todo = перевірте користувача й пароль; багато поштових служб вимагають окремий пароль для програм або токен замість звичайного
mail-unreachable = { $host } недосяжний: { $why }
mail-unreachable-todo = перевірте назву сервера, порт, спосіб захисту з’єднання та мережу
mail-folder-good = теку { $folder } відкрито, листів у ній: { $count }
mail-folder-refused = теку { $folder } не вдається відкрити: { $why }
mail-folder-todo = перевірте назву теки і чи має користувач право її читати
mail-beyond = цей лист завеликий, щоб його взяти ({ $size }): тут лише початок. Увесь він лежить у поштовій скриньці, у теці { $folder }: від { $from }, тема: { $subject }
mail-newest-good = найновіший лист надійшов { $when }
mail-newest-none = у теці { $folder } ще немає листів
mail-newest-todo = надішліть листа на { $address } і перевірте ще раз: якщо він не з’явиться, поштова служба кладе його деінде, наприклад у спам

## Файл стола: що заважає йому працювати

store-full = диск повний: нічого не змінено
store-full-hint = звільніть місце на диску та повторіть дію
store-read-only = у файл стола не можна писати: перевірте права на його теку
store-read-only-hint = дозвольте запис до теки стола та повторіть дію
store-superseded = запит скасовано, бо надійшов новіший
store-no-index = покажчик пошуку пошкоджено; повідомлення цілі
store-no-index-hint = його буде створено заново після наступного запуску
store-busy = файл стола зайнято іншою програмою
store-busy-hint = зачекайте трохи та повторіть дію; якщо не мине, закрийте іншу програму
store-corrupt = файл стола пошкоджено
store-corrupt-hint = `keydesk desk recover` врятує все, що можна врятувати
store-newer = файл стола має версію { $found }, ця програма знає { $known }: потрібен новіший keydesk
store-newer-hint = оновіть keydesk і відкрийте стіл знову
store-unopened = не вдалося відкрити файл стола: { $why }
store-unopened-hint = перевірте, чи є тека стола і чи можна в неї писати
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
view-orphans = Без господаря
too-small = екран замалий, треба { $size }
fresh-loading = завантаження…
fresh-live = на зв’язку
fresh-live-elsewhere = на зв’язку, канали веде інше вікно
fresh-sending = надсилається: { $n }
chip-search = пошук: { $words } { $place }
chips-hidden = фільтри приховали: { $n } · { $key } показати все
chips-hidden-short = сховано: { $n } · { $key }
chips-clear = { $key } назад до подання
totals-waiting = { $n ->
    [one] { $n } очікує, найдовше чекає { $age }
    [few] { $n } очікують, найдовше чекає { $age }
    [many] { $n } очікують, найдовше чекає { $age }
   *[other] { $n } очікують, найдовше чекає { $age }
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
thread-newer = ↓ нижче є новіші повідомлення · { $key } — до останнього
mark-snoozed = відкладено
mark-until-reply = поки не напише
mark-closed = закрито
mark-spam = спам
author-me = Я
message-edited = змінено
message-quote = { $n ->
    [one] … { $n } рядок цитати: { $key }
    [few] … { $n } рядки цитати: { $key }
    [many] … { $n } рядків цитати: { $key }
   *[other] … { $n } рядка цитати: { $key }
}
quotes-none = Тут нічого не згорнуто.
author-auto = Автоматично
author-app = З іншої програми
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

# Екран копії стола: наскільки все свіже, що чекає, що хаб не прийняв, хто ще тут
fresh-hub-seconds = { $n } с тому
fresh-hub-age = { $age } тому
fresh-hub-offline = офлайн з { $time }
fresh-hub-offline-short = офлайн { $time }
fresh-hub-filling = перше завантаження { $n } %
fresh-hub-filling-begun = перше завантаження…
fresh-hub-logged-out = увійдіть знову: keydesk login
fresh-hub-logged-out-short = увійдіть знову
fresh-hub-waiting = у черзі: { $n }
fresh-hub-refused = { $key } не прийнято: { $n }
delivery-waits-for-hub = чекає на хаб
thread-older-coming = Завантажуються давніші повідомлення…
thread-older-hub = Давніші повідомлення є на хабі.
thread-older-offline = Давніші повідомлення є на хабі, але зараз він недосяжний.
presence-here = { $n ->
    [one] { $names } тут
    [few] { $names } тут
    [many] { $names } тут
   *[other] { $names } тут
}
presence-typing = { $n ->
    [one] { $names } пише…
    [few] { $names } пишуть…
    [many] { $names } пишуть…
   *[other] { $names } пишуть…
}
hub-asked = питаємо хаб…
hub-kept-only = лише те, що зберігається тут
hub-none = у цього столу немає хаба: усе тут
hub-title = Хаб
hub-waiting = { $n ->
    [one] { $n } дія ще не дійшла до хаба. Вона записана на цей диск і надішлеться сама.
    [few] { $n } дії ще не дійшли до хаба. Вони записані на цей диск і надішлються самі.
    [many] { $n } дій ще не дійшли до хаба. Вони записані на цей диск і надішлються самі.
   *[other] { $n } дії ще не дійшли до хаба. Вони записані на цей диск і надішлються самі.
}
hub-next-try = Наступна спроба о { $time }.
hub-login = Щоб увійти: вийдіть клавішею q, запустіть keydesk login і поверніться. Нічого не пропаде.
hub-nothing-refused = Хаб нічого не відхилив.
hub-refused-head = Цього хаб не прийняв, тож воно не зроблене:
hub-text-kept = текст знову в чернетці діалогу
hub-refused-one = Не зроблено, { $name }: { $why }
hub-refused-text-kept = Не надіслано, { $name }: { $why }. Текст знову в чернетці
hub-refused-many = { $n ->
    [one] Хаб не прийняв { $n } дію, що здавалася зробленою; покаже клавіша { $key }
    [few] Хаб не прийняв { $n } дії, що здавалися зробленими; покаже клавіша { $key }
    [many] Хаб не прийняв { $n } дій, що здавалися зробленими; покаже клавіша { $key }
   *[other] Хаб не прийняв { $n } дії, що здавалися зробленими; покаже клавіша { $key }
}
empty-filling = Діалоги надходять із хаба.
empty-filling-text = Спершу відкриті, і найперше ті, хто чекає найдовше. Відповідати можна, щойно діалог з’явиться тут.
empty-hub = З хаба ще нічого не надійшло.
empty-hub-away = Зараз він недосяжний. Спроби повторюються самі.
empty-hub-bare = Там не під’єднано жодного каналу, або ваша роль їх не показує.
profile-title = До якого столу перейти?
profile-only-one = іншого профілю немає

# Повернути надіслане, швидкі відповіді, макроси
delivery-held = піде за { $n } с
delivery-held-key = { $key } поверне
refused-gone-out = Запізно: відповідь уже пішла
undone-reply = Повернуто: слова знову в полі відповіді
done-sent-closed = Надіслано й закрито: { $name }
done-sent-closed-held = Закрито: { $name }. Відповідь піде за { $n } с
composer-colleague = Тим часом уже відповідає { $name }: спершу подивіться. Та сама клавіша ще раз — надіслати
composer-own-app = Колега тим часом відповів з месенджера: спершу подивіться. Та сама клавіша ще раз — надіслати
composer-fill = Ще не заповнено { $label }. Та сама клавіша ще раз — надіслати як є
replies-title = Швидкі відповіді · { $name }
replies-placeholder = назва, скорочення або слова з тексту
replies-faults = { $n ->
    [one] { $n } помилка у replies.toml, показано внизу
    [few] { $n } помилки у replies.toml, показано внизу
    [many] { $n } помилок у replies.toml, показано внизу
   *[other] { $n } помилок у replies.toml, показано внизу
}
replies-examples = Записати кілька прикладів для початку
replies-examples-about = Швидких відповідей ще немає. Чотири приклади буде записано у { $file }; змінюйте їх як завгодно.
replies-written = { $n ->
    [one] Записано { $n } приклад у { $file }
    [few] Записано { $n } приклади у { $file }
    [many] Записано { $n } прикладів у { $file }
   *[other] Записано { $n } прикладів у { $file }
}
macros-title = Макроси · { $name }
macros-placeholder = назва або крок
macros-none = Макросів ще немає: опишіть їх у { $file }
macros-steps = { $n ->
    [one] { $n } крок
    [few] { $n } кроки
    [many] { $n } кроків
   *[other] { $n } кроків
}
macros-dialogs = { $n ->
    [one] { $n } діалог
    [few] { $n } діалоги
    [many] { $n } діалогів
   *[other] { $n } діалогів
}
macros-not-loaded = Серед вибраних { $n ->
    [one] { $n } діалог
    [few] { $n } діалоги
    [many] { $n } діалогів
   *[other] { $n } діалогу
} поза екраном: макрос має бачити всі
macros-plan = { $title } · { $name }
macros-run = { $n ->
    [one] Виконати { $n } крок
    [few] Виконати { $n } кроки
    [many] Виконати { $n } кроків
   *[other] Виконати { $n } кроків
}
macro-done = { $title }: виконано ({ $n ->
    [one] { $n } крок
    [few] { $n } кроки
    [many] { $n } кроків
   *[other] { $n } кроків
})
macro-stopped = { $title }: зупинено на «{ $step }», { $name }: { $why }. Виконано: { $n }, не виконано: { $left }
step-assign-me = призначити мені
step-assign = призначити: { $what }
step-unassign = зняти призначення
step-tag = мітка #{ $what }
step-untag = зняти #{ $what }
step-reply = надіслати «{ $what }»
step-note = нотатка: { $what }
step-snooze = відкласти: { $what }
step-close = закрити
step-close-unassign = закрити й зняти призначення
step-spam = позначити спамом
step-reopen = відкрити знову
step-already = уже так
step-not-reached = не дійде

choices-behind = Чекає на повідомлення вище.
# Файли, які відкривають і зберігають із розмови.
files-open = Котрий файл відкрити?
files-save = Котрий файл зберегти?
files-line = { $name } · { $size }
files-none = тут немає файлів
files-none-open = тут немає файлів; діалог закриває { $key }
files-going = уже в роботі: { $name }
files-coming = { $percent } % · { $name }
files-opened = відкриваю { $name }
files-saved = збережено: { $file }
files-failed = { $what }
files-program = не відкрито: { $name } може бути програмою. Його можна зберегти
files-no-window = тут немає екрана для вікна іншої програми: збережіть файл або вкажіть програму в files.opener
files-no-opener = у системі немає програми, що відкриває файли: збережіть файл або вкажіть її в files.opener
files-not-opened = жодна програма не взялася за { $name }: його можна зберегти
files-no-folder = система не називає домашньої теки: вкажіть у files.folder, куди зберігати
files-opener-failed = не вдалося запустити { $command }: { $why }
files-opener-left = { $command } завершилася з помилкою
file-expired = { $size }, термін минув
file-until = { $size }, до { $day }
size-bytes = { $n } Б
size-kilobytes = { $n } кБ
size-megabytes = { $n } МБ
day-today = сьогодні
day-yesterday = учора
composer-reply = Відповідь · { $name }
composer-note = НОТАТКА · бачать лише колеги
composer-empty = порожньо
card-title = Контакт
card-channel = Канал
card-channel-inactive = { $name } (вимкнено)
card-handle = Адреса
card-blocked-us = заблокував нас
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
card-last = Востаннє
card-note-none = нічого не записано
card-others = { $n ->
    [0] Та сама людина деінде
   *[other] Інші діалоги людини: { $n }
}
card-others-none = інших контактів не відомо
contact-note-title = Про контакт: { $name } · бачать лише колеги
contact-note-empty = що варто знати колегам
contact-note-unsaved = не збережено: Enter збереже, ще раз Esc — вийти
merge-title = { $name }: хто це ще?
merge-placeholder = ім’я, телефон або адреса
merge-same-name = те саме ім’я
merge-same-handle = та сама адреса
merge-joined = уже разом: { $name } ({ $channel })
merge-ask = { $name }: та сама людина?
merge-yes = Так, це одна людина: { $who }
merge-no = Ні, лишити окремо
picture-title = Картина дня
picture-title-at = Картина дня · { $time }
picture-title-copy = { $title } · лише те, що є в цій копії
picture-meaning-title = Що означають числа
picture-counting = рахуємо…
picture-waiting = Чекають зараз
picture-waiting-short = ще без відповіді · найдовше
picture-waiting-meaning = Відкриті й не відкладені діалоги, у яких клієнт чекає на відповідь (FAQ 4), за каналами, і відколи чекає той, хто чекає найдовше. У дужках — ті, хто чекає у відкладених діалогах.
picture-speed = Перша відповідь сьогодні
picture-speed-short = за годиною початку · медіана, поруч 90 %
picture-speed-minutes = за годинами · медіана, поруч 90 %, хвилини
picture-speed-meaning = Очікування починається з першого повідомлення після останньої відповіді, яку прийняв канал, або після останнього чинного закриття (FAQ 4) і закінчується першою відповіддю після нього, яку канал прийняв. Автоматичні відповіді, нотатки й ненадіслані відповіді нічого не закінчують. Час рахуємо від того повідомлення до миті, коли відповідь написано; належить він годині, у яку почалося очікування. Закриття закінчує очікування без відповіді, такі рахуємо окремо. Медіана й 90 % — за найближчим рангом.
picture-agents = Перші відповіді за колегами
picture-agents-meaning = Ті самі очікування, що почалися сьогодні, за тим, хто написав відповідь. Написане в самому месенджері не належить нікому.
picture-days = Відкрито й закрито
picture-days-short = за днями · відкрито, поруч закрито
picture-days-meaning = Відкрито: перше повідомлення діалогу, у день, коли його написано, або клієнт знову відкрив закритий діалог (FAQ 4). Закрито: закриття, яке було чинним на кінець свого дня або чинне зараз; масове закриття (FAQ 7) рахуємо за кожним діалогом. Коли відкриває колега, закриття скасовано, і це не відкриття.
picture-rest = Дні, спам, канали
picture-rest-meaning = Дні й години — місцеві. Діалоги, які зараз у спамі, не рахуємо зовсім (FAQ 6), так само й те, що зникло разом із видаленим каналом (FAQ 10).
picture-own-app = сам месенджер
picture-answers = відп.
picture-median = медіана
picture-slow = 90 %
picture-no-answers = сьогодні ще без відповідей
picture-no-waits = сьогодні ще ніхто не почав чекати
picture-seconds = { $n }с
picture-today = медіана { $median }, 90 % { $slow }, відповідей { $answers }, закрито без них { $closed }, чекають { $waiting }
picture-short = { $median } / { $slow }, відповідей { $answers }
picture-day = відкрито { $opened }, закрито { $closed }
picture-days-today = сьогодні відкрито { $opened }, закрито { $closed }

channels-title = Канали
channels-waiting = Дивимося…
channels-none = Каналів ще немає. Клавіша { $key } додає перший.
channels-hub = Канали веде хаб: перевіряти й змінювати їх можна лише там.
channels-only-admins = Змінювати канали може лише той, хто має на це право.
channels-column-name = Назва
channels-column-state = Стан
channels-column-last = Останнє
channels-column-try = Спроба
channels-state-ok = працює
channels-state-off = вимкнено
channels-state-unauthorized = потрібен вхід
channels-state-forbidden = без дозволу
channels-state-lapsed = не оплачено
channels-state-contested = читає ще хтось
channels-state-unreachable = недосяжний
channels-kind-telegram = Telegram
channels-kind-viber = Viber
channels-kind-instagram = Instagram
channels-kind-messenger = Messenger
channels-kind-whatsapp = WhatsApp
channels-kind-email = Електронна пошта
channels-played = { $kind } · клієнтів грає програма
channels-next-try = Наступна спроба о { $time }
channels-trouble = Остання помилка, { $at }: { $why }
channels-dialogs = { $n ->
    [one] { $n } діалог
    [few] { $n } діалоги
    [many] { $n } діалогів
   *[other] { $n } діалогу
  }, { $waiting ->
    [0] ніхто не чекає
    [one] { $waiting } чекає
    [few] { $waiting } чекають
    [many] { $waiting } чекають
   *[other] { $waiting } чекають
  }
channels-inbound = Останнє повідомлення: { $at } ({ $age })
channels-inbound-never = Жодного повідомлення ще не було
channels-authorized = Авторизовано; востаннє підтверджено { $at }
channels-authorized-never = Авторизацію ще не перевіряли
channels-plan = Оплачено до { $day }
channels-plan-over = Тариф закінчився { $day }
channels-unread = { $n ->
    [one] { $n } повідомлення не вдалося прочитати
    [few] { $n } повідомлення не вдалося прочитати
    [many] { $n } повідомлень не вдалося прочитати
   *[other] { $n } повідомлення не вдалося прочитати
  }: keydesk channel unread
channels-way-off = Нові діалоги лишаються нічиїми
channels-way-turn = Нові діалоги отримують по черзі
channels-way-least = Новий діалог отримує той, у кого їх найменше
channels-list-empty = у списку нікого немає
channels-listed-blocked = { $name } — заблоковано
channels-listed-away = { $name } — немає на місці
channels-listed-unable = { $name } — не має права відповідати тут
channels-listed-gone = хтось, кого на столі вже немає
channels-list-title = { $name }: хто отримує нові діалоги
channels-list-hint = У цьому порядку. Перший рядок — спосіб.
channels-options = Налаштування
channels-check-title = Перевірка: { $name }
channels-checking = Перевіряємо; це може тривати до хвилини…
channels-broke-down = щось зламалося в самій програмі; що саме, вона скаже після виходу
channels-check-failed = перевірити не вдалося: { $why }
channels-option-wrong = { $name }: { $why }
channels-add-title = Що під’єднати?
channels-add-telegram = Бот Telegram
channels-add-email = Поштова скринька
channels-edit-title = Налаштування: { $name }
channels-form-more = Ще налаштування ({ $n })
channels-form-less = Менше
channels-form-try = Перевірити і зберегти
channels-form-save = Зберегти
channels-form-anyway = Зберегти без перевірки
channels-form-trying = Перевіряємо; це може тривати до хвилини. Esc — передумати.
channels-form-saving = Зберігаємо…
channels-form-told = Так воно не працює, тому нічого не збережено:
channels-form-unsaved = Ще раз Esc — і те, що ви ввели, пропаде
channels-form-by-command = його друкує команда
channels-form-keep = лишається, як є
channels-form-locked = Текст довгий або має кілька рядків: змініть його командою keydesk channel edit
channels-form-needed = потрібно
channels-form-name = Як його називаєте ви; порожньо — назву дасть програма
channels-form-secret = Його не видно; він не потрапить ні в налаштування, ні в журнал
channels-form-too-long = задовгий для цього рядка: нехай його друкує команда
channels-label-name = Назва
channels-label-token = Токен бота
channels-label-password = Пароль
channels-label-secret = Де тримати секрет
channels-label-api = Адреса Bot API
channels-label-address = Адреса скриньки
channels-label-imap-host = Сервер IMAP
channels-label-smtp-host = Сервер SMTP
channels-label-from-name = Ім’я для клієнтів
channels-label-user = Хто входить
channels-label-imap-port = Порт IMAP
channels-label-imap-security = Захист IMAP
channels-label-smtp-port = Порт SMTP
channels-label-smtp-security = Захист SMTP
channels-label-folder = Тека вхідних
channels-label-sent = Тека надісланих
channels-label-ca = Сертифікати (PEM)
channels-label-login = Спосіб входу
channels-label-mail-max-mb = Найбільший лист, МБ
channels-label-plan-until = Оплачено до
channels-label-distribution = Роздача діалогів
channels-label-greeting = Вітання
channels-label-greeting-days = Вітати знову, днів
channels-label-out-of-hours = У неробочий час
channels-label-hours = Робочий час
channels-label-time-zone = Часовий пояс
status-open = відкритий
status-closed = закритий
status-snoozed = відкладений до { $until }
status-snoozed-until-reply = відкладений, поки не напише
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
empty-hidden-some = Фільтри приховали діалоги.
empty-channel-off = Канал «{ $name }» вимкнено.
empty-channel-off-text = Нового звідти не надходить. Увімкнути: keydesk channel activate "{ $name }"
empty-nothing-found = Нічого не знайдено: { $words }
empty-nothing-found-text = Закриті, відкладені та спам тут не переглядаються: натисніть { $key } і додайте is:all, щоб шукати всюди.
empty-inactive = Усі канали вимкнено.
empty-inactive-text = Нічого не надходить. Увімкніть канал: keydesk channel activate НАЗВА
empty-nobody-waits = Ніхто не очікує на відповідь.
empty-nobody-waits-text = Натисніть { $key }, щоб побачити всі відкриті діалоги. Нові повідомлення з’являться тут самі.
empty-view = Тут порожньо.
empty-view-text = У цьому поданні немає діалогів.
empty-why = Шукаєте певний діалог? { $key } скаже, що не пускає його до цього списку.
help-title = Клавіші
help-more = { $n ->
    [one] ще { $n } рядок ↓
    [few] ще { $n } рядки ↓
    [many] ще { $n } рядків ↓
   *[other] ще { $n } рядка ↓
}
help-intro = Літери діють у будь-якій розкладці, поки не набирається текст. Ctrl+O, Ctrl+Q, Ctrl+M і Ctrl+B стосуються відкритого діалогу або рядка під курсором, якщо курсор у списку.
help-filters-title = Рядок фільтра
help-filters = Слова й ключі стоять поруч, і виконуватися мають усі; через кому — будь-що з переліченого. У дужках над списком стоїть, чим його звужено, і скільки діалогів це ховає. Ключі можна писати й українською: статус, кому, канал, чекає, мітка, мова.
help-signs-title = Позначки
help-signs = ● я ще не бачив, ○ бачив; число показує, скільки повідомлень без відповіді, і зникає лише після відповіді. Тьмяне: відповідь у дорозі. ↩ останнє слово було за нами. ↑ чекає на хаб. ‹О› діалог відкрито в колеги, ‹О…› колега в ньому пише. Колір ніколи не є єдиною ознакою.
help-terminals-title = Термінали
help-terminals =
    У багатьох терміналах Ctrl+M те саме, що Enter. Тоді призначає мені F2 m, а Enter у не моєму діалозі спершу запитує. `keydesk doctor keys` покаже, що надсилає цей термінал і що допоможе.

    tmux забирає свій префікс, Ctrl+B, собі: натискайте його двічі або оберіть інший у ~/.tmux.conf:
      set -g prefix C-a
      bind C-a send-prefix
    Починаючи з версії 3.5 tmux може відрізняти Ctrl+M від Enter:
      set -s extended-keys on
      set -as terminal-features ',xterm*:extkeys'
    zellij забирає Ctrl+O, Ctrl+Q і Ctrl+B: Ctrl+G замикає його, і вони доходять; F2 діє й без цього.
    screen може не пропускати Ctrl+Q: `defflow off` у ~/.screenrc.
    byobu забирає функціональні клавіші: Shift+F12 вимикає це й вмикає.

## Місця, де діє клавіша: заголовки довідки

place-everywhere = Скрізь, навіть поки пишете
place-panes = У кожній панелі
place-list = У списку діалогів
place-dialog = У листуванні та на картці контакту
place-composer = Коли пишете відповідь або нотатку
place-search = Під час пошуку
place-channels = На екрані каналів
place-team = На екрані команди
place-popup = У меню, запитаннях і довідці

## Дії: рядок довідки (щонайбільше 60 знаків) і слово біля клавіші (щонайбільше 14)

action-close = Закрити діалог
hint-close = Закрити
action-close-unassign = Закрити діалог і зняти призначення
hint-close-unassign = Закрити+зняти
action-assign-me = Призначити діалог мені
hint-assign-me = Взяти
action-unassign = Зняти призначення з діалогу
hint-unassign = Зняти
action-menu = Показати, що можна зробити з діалогом
hint-menu = Меню
action-palette = Знайти будь-яку дію за назвою
hint-palette = Дії
action-palette-panes = Знайти будь-яку дію за назвою
hint-palette-panes = Дії
action-help = Показати всі клавіші
hint-help = Довідка
action-redraw = Перемалювати екран
hint-redraw = Перемалювати
action-help-panes = Показати всі клавіші
hint-help-panes = Довідка
action-close-letter = Закрити діалог
hint-close-letter = Закрити
action-assign-me-letter = Призначити діалог мені
hint-assign-me-letter = Взяти
action-unassign-letter = Зняти призначення з діалогу
hint-unassign-letter = Зняти
action-reopen = Знову відкрити закритий діалог
hint-reopen = Відкрити знову
action-replies = Швидкі відповіді
action-replies-panes = Відповісти швидкою відповіддю
action-close-next = Закрити й перейти до наступного, хто чекає
action-macros = Макроси: кілька кроків одразу
action-send-close = Надіслати й закрити діалог
action-next-stop = До наступного місця або розгорнути скорочення
action-undo = Скасувати останню дію
hint-replies = швидкі
hint-replies-panes = швидкі
hint-close-next = закр. і далі
hint-macros = макроси
hint-send-close = надісл., закр.
hint-next-stop = далі
hint-undo = Скасувати
action-reply = Написати відповідь
hint-reply = Відповісти
action-note = Написати нотатку для колег
hint-note = Нотатка
action-assign-to = Призначити діалог комусь
hint-assign-to = Призначити
action-snooze = Відкласти діалог на якийсь час
hint-snooze = Відкласти
action-tag = Поставити або зняти мітку
hint-tag = Мітки
action-spam = Позначити як спам або повернути зі спаму
hint-spam = Спам
action-search = Шукати в повідомленнях, нотатках та іменах
hint-search = Пошук
action-history = Показати, хто що робив із діалогом і коли
action-why = Чому я не бачу якогось діалогу?
action-team = Команда: хто що має, кого немає
action-block = Заблокувати й передати діалоги іншим
action-unblock = Розблокувати й повернути забране
action-away = Позначити, що когось (або вас) немає, чи навпаки
hint-history = Історія
hint-why = де він?
hint-team = команда
hint-block = Заблокувати
hint-unblock = Розблокувати
hint-away = Немає/тут
action-filter = Вибрати, які діалоги показувати у списку
hint-filter = Фільтр
action-clear-filters = Зняти всі фільтри
hint-clear-filters = Зняти фільтри
action-view-waiting = Показати тих, хто очікує відповіді
hint-view-waiting = Очікують
action-view-mine = Показати мої діалоги
hint-view-mine = Мої
action-view-unassigned = Показати нічиї діалоги
hint-view-unassigned = Нічиї
action-view-open = Показати всі відкриті діалоги
hint-view-open = Усі відкриті
action-view-snoozed = Показати відкладені діалоги
hint-view-snoozed = Відкладені
action-view-closed = Показати закриті діалоги
hint-view-closed = Закриті
action-view-spam = Показати спам
action-view-orphans = Діалоги тих, хто не може відповідати
action-contact-note = Нотатка про контакт
action-merge-contact = Об’єднати з іншим контактом тієї самої людини
action-split-contact = Відокремити контакт: це інша людина
action-picture = Картина дня: очікування, відповіді, дні
action-channels = Канали: стан, перевірка, налаштування
action-channel-add = Під’єднати ще один канал
action-channel-edit = Налаштування каналу, новий пароль або токен
action-channel-check = Перевірити канал: що не так і що робити
action-channel-switch = Увімкнути або вимкнути канал
action-channel-list = Хто отримує нові діалоги каналу
action-channel-save = Зберегти список або налаштування каналу
action-channel-pick = До списку чи зі списку; інший спосіб роздачі
hint-view-spam = Спам
hint-view-orphans = без господаря
action-drop-filter = Зняти останній фільтр
hint-drop-filter = Зняти фільтр
action-order = Інший порядок: хто чекає найдовше, нові, давні
hint-order = Порядок
action-view-own = Показати перше власне подання
hint-view-own = Власне
action-next-view = Наступне подання
hint-next-view = Наст. подання
action-previous-view = Попереднє подання
hint-previous-view = Попер. подання
action-views = Усі подання, і власні теж
hint-views = Подання
action-save-view = Зберегти те, що показує список, як подання
hint-save-view = Зберегти
hint-contact-note = про контакт
hint-merge-contact = об’єднати
hint-split-contact = відокремити
hint-picture = картина дня
hint-channels = канали
hint-channel-add = додати
hint-channel-edit = налаштувати
hint-channel-check = перевірити
hint-channel-switch = увімк./вимк.
hint-channel-list = хто отримує
hint-channel-save = зберегти
hint-channel-pick = вибрати
action-pane-right = Перейти до панелі праворуч
hint-pane-right = Праворуч
action-pane-left = Перейти до панелі ліворуч
hint-pane-left = Ліворуч
action-refused = Чого хаб не прийняв і чи є з ним зв’язок
hint-refused = Хаб
action-switch-profile = Перейти до іншого столу: інший профіль
hint-switch-profile = Стіл
action-quit = Вийти з keydesk; чернетки збережуться
hint-quit = Вийти
action-suspend = Повернутися до оболонки; назад веде `fg`
hint-suspend = Призупинити
action-down = Перейти до наступного діалогу
hint-down = Вниз
action-up = Перейти до попереднього діалогу
hint-up = Вгору
action-page-down = Перейти на екран вниз
hint-page-down = Екран вниз
action-page-up = Перейти на екран вгору
hint-page-up = Екран вгору
action-first = Перейти до першого діалогу
hint-first = Перший
action-last = Перейти до останнього діалогу
hint-last = Останній
action-open = Відкрити діалог під курсором
hint-open = Відкрити
action-mark = Виділити діалог або зняти виділення
hint-mark = Виділити
action-mark-range = Виділити від останнього виділеного до курсора
hint-mark-range = Діапазон
action-mark-all = Виділити всі діалоги цього списку
hint-mark-all = Виділити всі
action-mark-invert = Виділити невиділені, а з решти зняти виділення
hint-mark-invert = Навпаки
action-mark-clear = Зняти виділення; зупинити те, що виконується
hint-mark-clear = Не виділяти
action-outcome = Показати, з якими діалогами останнє не вдалося
hint-outcome = Відмови
action-scroll-down = Прогорнути до новіших повідомлень
hint-scroll-down = Новіші
action-scroll-up = Прогорнути до давніших повідомлень
hint-scroll-up = Давніші
action-scroll-page-down = Прогорнути на екран вниз
hint-scroll-page-down = Екран вниз
action-scroll-page-up = Прогорнути на екран вгору
hint-scroll-page-up = Екран вгору
action-scroll-first = Перейти до найдавнішого повідомлення
hint-scroll-first = До початку
action-scroll-last = Перейти до найновішого повідомлення
hint-scroll-last = До кінця
action-reply-enter = Написати відповідь
hint-reply-enter = Відповісти
action-next-dialog = Відкрити наступний діалог зі списку
hint-next-dialog = Наступний
action-previous-dialog = Відкрити попередній діалог зі списку
hint-previous-dialog = Попередній
action-retry = Повторити надсилання повідомлення
hint-retry = Повторити
action-edit-failed = Забрати ненадіслане повідомлення на правку
hint-edit-failed = Виправити
action-drop-failed = Відмовитися від ненадісланого повідомлення
hint-drop-failed = Не надсилати
action-confirm-sent = Підтвердити, що повідомлення все-таки дійшло
hint-confirm-sent = Дійшло
action-copy-message = Скопіювати останнє від клієнта або контакт із картки
hint-copy-message = Копіювати
action-quotes = Показати цитати в повідомленнях або згорнути їх
hint-quotes = Цитати
action-open-file = Відкрити файл із розмови
hint-open-file = Файл
action-save-file = Зберегти файл із розмови
hint-save-file = Зберегти
action-back = Повернутися до списку
hint-back = До списку
action-send = Надіслати написане
hint-send = Надіслати
action-new-line = Почати новий рядок
hint-new-line = Новий рядок
action-leave-composer = Припинити писати; чернетка збережеться
hint-leave-composer = У чернетку
action-editor = Писати у власному редакторі
hint-editor = Редактор
action-char-left = Перейти на символ ліворуч
hint-char-left = Ліворуч
action-char-right = Перейти на символ праворуч
hint-char-right = Праворуч
action-line-up = Перейти на рядок вгору
hint-line-up = Вгору
action-line-down = Перейти на рядок вниз
hint-line-down = Вниз
action-word-left = Перейти на слово ліворуч
hint-word-left = Слово ліворуч
action-word-right = Перейти на слово праворуч
hint-word-right = Слово праворуч
action-line-start = Перейти на початок рядка
hint-line-start = Початок рядка
action-line-end = Перейти в кінець рядка
hint-line-end = Кінець рядка
action-text-start = Перейти на початок тексту
hint-text-start = Початок тексту
action-text-end = Перейти в кінець тексту
hint-text-end = Кінець тексту
action-text-page-up = Перейти на екран вгору
hint-text-page-up = Екран вгору
action-text-page-down = Перейти на екран вниз
hint-text-page-down = Екран вниз
action-select-left = Виділити символ ліворуч
hint-select-left = Виділити ←
action-select-right = Виділити символ праворуч
hint-select-right = Виділити →
action-select-up = Виділити на рядок вгору
hint-select-up = Виділити ↑
action-select-down = Виділити на рядок вниз
hint-select-down = Виділити ↓
action-select-word-left = Виділити слово ліворуч
hint-select-word-left = Виділ. слово ←
action-select-word-right = Виділити слово праворуч
hint-select-word-right = Виділ. слово →
action-select-line-start = Виділити до початку рядка
hint-select-line-start = Виділ. рядок ←
action-select-line-end = Виділити до кінця рядка
hint-select-line-end = Виділ. рядок →
action-select-all = Виділити весь текст
hint-select-all = Виділити все
action-copy = Копіювати виділене
hint-copy = Копіювати
action-cut = Вирізати виділене
hint-cut = Вирізати
action-paste = Вставити скопійоване або вирізане
hint-paste = Вставити
action-undo-edit = Скасувати останню правку
hint-undo-edit = Скасувати
action-redo-edit = Повернути скасовану правку
hint-redo-edit = Повернути
action-delete-back = Стерти символ ліворуч
hint-delete-back = Стерти ←
action-delete-forward = Стерти символ праворуч
hint-delete-forward = Стерти →
action-delete-word-back = Стерти слово ліворуч
hint-delete-word-back = Стерти слово ←
action-delete-word-forward = Стерти слово праворуч
hint-delete-word-forward = Стерти слово →
action-delete-to-line-start = Стерти до початку рядка
hint-delete-to-line-start = Стерти рядок ←
action-search-here = Шукати лише в цьому діалозі або скрізь
hint-search-here = Тут/скрізь
action-next-hit = До наступного знайденого повідомлення
hint-next-hit = Далі
action-previous-hit = До попереднього знайденого повідомлення
hint-previous-hit = Попереднє
action-end-search = Завершити пошук
hint-end-search = Кінець пошуку
action-popup-down = Перейти до наступного рядка
hint-popup-down = Вниз
action-popup-up = Перейти до попереднього рядка
hint-popup-up = Вгору
action-popup-page-down = Перейти на екран вниз
hint-popup-page-down = Екран вниз
action-popup-page-up = Перейти на екран вгору
hint-popup-page-up = Екран вгору
action-popup-first = Перейти до першого рядка
action-popup-last = Перейти до останнього рядка
action-popup-accept = Вибрати рядок під курсором або погодитися
hint-popup-first = На початок
hint-popup-last = У кінець
hint-popup-accept = Вибрати
action-popup-cancel = Повернутися, нічого не змінюючи
hint-popup-cancel = Назад

## Зроблено: спершу що сталося, тоді з ким. Клавішу, що це скасовує, додає екран

done-closed = Закрито: { $name }
done-closed-unanswered = { $n ->
    [one] Закрито, без відповіді { $n } повідомлення: { $name }
    [few] Закрито, без відповіді { $n } повідомлення: { $name }
    [many] Закрито, без відповіді { $n } повідомлень: { $name }
   *[other] Закрито, без відповіді { $n } повідомлення: { $name }
}
done-closed-free = Закрито, призначення знято: { $name }
done-closed-free-unanswered = { $n ->
    [one] Закрито, призначення знято, без відповіді { $n } повідомлення: { $name }
    [few] Закрито, призначення знято, без відповіді { $n } повідомлення: { $name }
    [many] Закрито, призначення знято, без відповіді { $n } повідомлень: { $name }
   *[other] Закрито, призначення знято, без відповіді { $n } повідомлення: { $name }
}
done-reopened = Знову відкрито: { $name }
done-assigned-me = Призначено вам: { $name }
done-assigned = Призначено: { $name } → { $agent }
done-unassigned = Призначення знято: { $name }
done-spam = Позначено як спам: { $name }
done-not-spam = Повернено зі спаму: { $name }
done-snoozed = Відкладено до { $until }: { $name }
done-snoozed-until-reply = Відкладено, поки не напише: { $name }
done-woken = Більше не відкладено: { $name }
done-tagged = Додано мітку #{ $tag }: { $name }
done-untagged = Знято мітку #{ $tag }: { $name }
done-dropped = Надсилання скасовано: { $name }
done-merged = Об’єднано з іншим контактом: { $name }
done-split = Знову окрема людина: { $name }
done-contact-noted = Нотатку про контакт збережено: { $name }
done-contact-note-cleared = Нотатку про контакт стерто: { $name }
done-confirmed = Підтверджено, що дійшло: { $name }
done-retried = Надсилається ще раз: { $name }
undone = Скасовано: { $name }
undone-open-again = Скасовано, знову відкрито: { $name }
undone-not-spam = Скасовано, повернено зі спаму: { $name }

## Багато діалогів одразу

mass-subject = виділено: { $n }
mass-selected = виділено: { $n }
mass-selected-hidden = виділено: { $n } (з них не на екрані: { $hidden })
mass-gathering = виділяємо…
mass-too-many = виділено { $n }: більше за раз не можна
mass-range-lost = початок діапазону зник зі списку: виділено лише цей діалог
menu-title-many = { $n ->
    [one] { $n } діалог
    [few] { $n } діалоги
    [many] { $n } діалогів
   *[other] { $n } діалогу
}
mass-tag-title = { $n ->
    [one] Мітки: { $n } діалог
    [few] Мітки: { $n } діалоги
    [many] Мітки: { $n } діалогів
   *[other] Мітки: { $n } діалогу
}
mass-do-close = Закрити
mass-do-close-free = Закрити й зняти призначення
mass-do-reopen = Знову відкрити
mass-do-assign = Призначити: { $agent }
mass-do-assign-me = Призначити мені
mass-do-unassign = Зняти призначення
mass-do-spam = Позначити як спам
mass-do-not-spam = Повернути зі спаму
mass-do-snooze = Відкласти до { $until }
mass-do-snooze-until-reply = Відкласти, поки не напишуть
mass-do-wake = Більше не відкладати
mass-do-tag = Додати мітку #{ $tag }
mass-do-untag = Зняти мітку #{ $tag }
mass-do-undo = Скасувати
mass-done-close = закрито { $n }
mass-done-close-free = закрито й знято призначення: { $n }
mass-done-reopen = знову відкрито { $n }
mass-done-assign = призначено → { $agent }: { $n }
mass-done-assign-me = призначено вам: { $n }
mass-done-unassign = знято призначення: { $n }
mass-done-spam = позначено як спам: { $n }
mass-done-not-spam = повернено зі спаму: { $n }
mass-done-snooze = відкладено до { $until }: { $n }
mass-done-snooze-until-reply = відкладено, поки не напишуть: { $n }
mass-done-wake = більше не відкладено: { $n }
mass-done-tag = додано мітку #{ $tag }: { $n }
mass-done-untag = знято мітку #{ $tag }: { $n }
mass-done-undo = скасовано { $n }
mass-undone = скасовано { $n } (зроблено { $at })
mass-part-unanswered = без відповіді { $n }
mass-part-refused = відмовлено { $n } ({ $key })
mass-part-kept = лишилися як є: { $n } ({ $key })
mass-part-left = не дійшла черга: { $n }
mass-told = { $words }
mass-busy = не все одразу: { $key } зупинить те, що виконується
mass-leaving = зроблено лише { $done } з { $all }: ще раз { $key } зупинить і вийде
mass-stopping = зупиняємо…
mass-stop-hint = { $key } зупинить
mass-preview-title = { $verb }: { $n }
mass-counting = рахуємо…
mass-will = Буде зроблено: { $n }
mass-will-unanswered = Закриються без відповіді: { $n }
mass-will-waiting = З них чекають на відповідь: { $n }
mass-will-not = Не вийде: { $n }
mass-drift = Відколи їх виділено, зі списку пішло { $left }, з’явилося { $came }; нові не виділено
mass-yes = { $yes }: зробити · { $no }: назад
mass-nothing-to-do = Робити нічого · { $no }: назад
mass-refused-title = Не зроблено: { $n }
mass-refused-placeholder = ім’я або причина
mass-nameless = діалог { $id }
mass-no-refusals = відмов не було
undo-passes-over-many = { $n ->
    [one] останнє лишається як є; щоб скасувати попереднє ({ $n } діалог), натисніть ще раз
    [few] останнє лишається як є; щоб скасувати попереднє ({ $n } діалоги), натисніть ще раз
    [many] останнє лишається як є; щоб скасувати попереднє ({ $n } діалогів), натисніть ще раз
   *[other] останнє лишається як є; щоб скасувати попереднє ({ $n } діалогу), натисніть ще раз
}
undo-before-one = востаннє зроблено: { $name }, { $at }; ще раз { $key } скасує
undo-before-many = { $n ->
    [one] востаннє зроблено: { $n } діалог, { $at }; ще раз { $key } скасує
    [few] востаннє зроблено: { $n } діалоги, { $at }; ще раз { $key } скасує
    [many] востаннє зроблено: { $n } діалогів, { $at }; ще раз { $key } скасує
   *[other] востаннє зроблено: { $n } діалогу, { $at }; ще раз { $key } скасує
}

## Історія діалогу: що сталося

history-title = Історія: { $name }
history-empty = Ще нічого не сталося.
history-loading = завантажуємо…
history-cut = що було раніше, забуто
history-by-customer = клієнт
history-by-desk = сама програма
history-by-channel = канал
history-by-app = у месенджері
history-agent-gone = користувач { $id }
history-wrote = повідомлення
history-replied = відповідь
history-noted = нотатка
history-auto = автоматична відповідь
history-queued = відповідь у черзі
history-retrying = { $n ->
    [one] відповідь знову в черзі після { $n } невдалої спроби
    [few] відповідь знову в черзі після { $n } невдалих спроб
    [many] відповідь знову в черзі після { $n } невдалих спроб
   *[other] відповідь знову в черзі після { $n } невдалої спроби
}
history-sending = відповідь надсилається
history-sent = відповідь надіслано
history-delivered = відповідь доставлено
history-read = відповідь прочитано
history-failed = відповідь не надіслано: { $reason }
history-unsure = невідомо, чи дійшла відповідь
history-dropped = від надсилання відповіді відмовилися
history-closed = закрито
history-edited = змінив повідомлення
history-blocked-us = заблокував нас: наші повідомлення не доходять
history-unblocked-us = знову доступний
history-reopened = знову відкрито
history-reopened-by-message = знову відкрито новим повідомленням
history-spam = позначено як спам
history-not-spam = повернено зі спаму
history-not-spam-closed = повернено зі спаму, закрито як було
history-assigned = призначено: { $to }
history-handed-on = призначено: { $from } → { $to }
history-unassigned = знято призначення: { $from }
history-nobodys = нічий, як і був
history-snoozed = відкладено: { $day }, { $time }
history-snoozed-until-reply = відкладено, поки не напише
history-woken = більше не відкладено
history-tagged = мітки: { $tags }
history-merged = контакти об’єднано: це одна людина
history-split = контакт відокремлено: це інша людина
history-contact-unnoted = запис про клієнта стерто
history-contact-noted = записано про клієнта: { $text }
history-channel-added = канал додано
history-channel-on = канал увімкнено
history-channel-off = канал вимкнено
history-channel-deleted = канал видалено
history-agents-changed = змінився склад користувачів або їхні ролі

## Не зроблено: чого бракує

nothing-chosen = не вибрано жодного діалогу
composer-new-message = Тим часом пише { $name }: спершу подивіться. Та сама клавіша ще раз — надіслати
composer-nothing-selected = нічого не виділено
composer-ctrl-lost = Ctrl загубився дорогою? { $key } покаже, що тут можна зробити
typed-on = Текст уже закрито: набране тепер нічого не робить
list-moved = Список зрушився: погляньте ще раз
clipboard-sent = передано в буфер обміну термінала
clipboard-inside = збережено, можна вставити у відповідь тут
clipboard-too-long = задовге для буфера термінала: вставити можна лише тут
clipboard-nothing = від клієнта немає чого копіювати
clipboard-tmux-failed = tmux не прийняв ({ $why }): передано терміналу напряму
paste-nowhere = вставляти нікуди: спершу почніть відповідь або нотатку

## Меню та запитання

menu-title = Діалог: { $name }
ask-leave-title = Вийти з keydesk?
assign-ask = Enter: взяти собі, ще раз Enter надішле · Tab: надіслати так · Esc: назад
assign-title = Кому призначити діалог: { $name }
assign-nobody = Нікому
assign-me-name = { $name } (я)
assign-placeholder = кому з колег
assign-load = відкрито { $open } · чекає { $waiting }
assign-blocked = доступ заблоковано: нових діалогів не буде
assign-looks-on = лише дивиться
assign-no-chats = без доступу до чатів
snooze-title = Відкласти: { $name }
snooze-wake = Повернути зараз
snooze-hour = На годину, до { $until }
snooze-three-hours = На три години, до { $until }
snooze-evening = До сьогоднішнього вечора, { $until }
snooze-tomorrow = До завтрашнього ранку, { $until }
snooze-monday = До ранку понеділка, { $until }
snooze-week = На тиждень, до { $until }
palette-title = Дії
palette-title-for = Дії: { $name }
palette-placeholder = що зробити
palette-no-filters = фільтрів немає
snooze-until = До { $until }
snooze-until-reply = Поки не напише
moment-examples = через 2 години · 45 хв · завтра · завтра 9:00 · у понеділок 10:00 · 24.12 · до відповіді
moment-empty = скажіть, коли: наприклад, «завтра 9:00»
moment-unknown = незрозуміло: `{ $word }`; наприклад, «через 2 години» або «завтра 9:00»
moment-unfinished = це ще не весь час; наприклад, «у понеділок 10:00»
moment-past = цей час уже минув; скажіть той, що попереду: «завтра 9:00»
moment-far = це занадто далеко, щонайбільше десять років; наприклад, «24.12 9:00»
tag-title = Мітки: { $name }
tag-new = Нова мітка: #{ $tag }
tag-placeholder = мітка або нова мітка
pick-nothing = нічого не знайдено
search-placeholder = слова з повідомлення, нотатки або імені
search-everywhere = скрізь
search-only = лише { $name }
search-note = { $name }, нотатка
search-person = Контакт:
search-nothing = Нічого не знайдено: { $words }
search-hint = Напишіть, що пам’ятаєте: досить початку слова, кілька слів можуть стояти в будь-якому порядку, а "слова в лапках" — лише поруч.
search-first = Це перше зі знайдених повідомлень
search-last = Це останнє зі знайдених повідомлень
search-mending = Пошуковий індекс пошкоджено, він створюється заново. Потім пошук продовжиться
search-mended = Пошуковий індекс знову цілий
filter-waiting = Лише ті, хто очікує відповіді
filter-me = Призначено: мені
filter-nobody = Призначено: нікому
filter-line-placeholder = is:open channel:viber waits:>30m або слово для пошуку
filter-line-keys = Tab бере позначене · Enter лишає так · Esc повертає
filter-line-next = Що може бути далі
filter-line-mend = Tab виправить.
filter-line-count = показано: { $n }
views-title = Подання
views-placeholder = яке подання; { $key } у списку зберігає нове
view-save-title = Зберегти як подання: { $line }
view-save-placeholder = як його назвати
view-save-as = Зберегти як «{ $name }»
view-saved = Збережено: { $name }. Усі подання: { $key }
view-saved-on = Збережено: { $name }. Показати: { $key }
view-none-of-own = власних подань ще немає; { $key } зберігає те, що показує список
view-no-one-line = це подання з цим фільтром не записати одним рядком; спершу зніміть фільтр
view-fault = У { $place }: { $wrong }
palette-view = Подання: { $name }
order-longest = порядок: спершу ті, хто чекає найдовше
order-newest = порядок: спершу нові події
order-oldest = порядок: спершу давні події

## Фільтри: що означають слова рядка (щонайбільше 60 знаків)
filter-key-is = Де лежать: open, snoozed, closed, spam або all (усі)
filter-key-unanswered = Лише ті, що чекають на відповідь
filter-key-assignee = Чиї: me (мої), none (нічиї), any, blocked або ім’я
filter-key-channel = Звідки: месенджер або назва каналу
filter-key-waits = Хтось чекає довше за це (с, хв, год, д)
filter-key-tag = Є мітка
filter-key-no-tag = Немає мітки
filter-key-lang = Мова клієнта, дві літери
filter-key-after = Остання подія тоді чи пізніше: день, сьогодні, 7d
filter-key-before = Остання подія раніше: день або стільки часу тому
filter-key-order = Спершу longest (чекають), newest (нові), oldest (давні)
filter-key-words = Слово або його початок: листування, нотатки, імена
filter-key-phrase = Слова, що стоять поруч
filter-value-open = відкриті
filter-value-unanswered = чекають на відповідь
filter-value-snoozed = відкладені
filter-value-closed = закриті
filter-value-spam = спам
filter-value-all = хоч де
filter-value-me = призначені мені
filter-value-none = нікому не призначені
filter-value-any = комусь призначені
filter-value-blocked = у тих, хто не може відповісти
filter-value-agent-blocked = заблоковано
filter-value-agent-unable = не відповідає клієнтам
filter-value-channel-off = вимкнено
filter-value-longest = спершу ті, хто чекає найдовше
filter-value-newest = спершу нові події
filter-value-oldest = спершу давні події
filter-value-today = від півночі
filter-value-yesterday = від учорашньої півночі

## Фільтри: що в рядку не так
filter-fault-key = Немає фільтра «{ $typed }:». У лапках це слово шукатимуть
filter-fault-key-near = Немає фільтра «{ $typed }:». Може, «{ $near }:»?
filter-fault-value = { $key }: не знає значення «{ $typed }»
filter-fault-value-near = { $key }: не знає значення «{ $typed }». Може, { $near }?
filter-fault-ambiguous = «{ $typed }» — це може бути хтось із кількох: { $names }
filter-fault-ambiguous-near = «{ $typed }» — це може бути хтось із кількох: { $names }. Напишіть, наприклад, { $near }
filter-fault-empty = Після { $key }: нічого немає
filter-fault-one = { $key }: приймає лише одне значення
filter-fault-one-near = { $key }: приймає лише одне значення. Може, { $near }?
filter-fault-minus = Мінусом можна відкинути лише мітку, а не { $key }:
filter-fault-minus-word = Мінусом можна відкинути лише мітку. У лапках це слово шукатимуть: { $near }
filter-fault-minus-tag = «{ $typed }» нічого не відкидає. Щоб відкинути мітку, напишіть { $near }
filter-fault-too-many = У фільтрі може бути щонайбільше { $max } умови
filter-fault-span = «{ $typed }» — не проміжок часу. Напишіть >30m, >2h або >1d
filter-fault-span-near = «{ $typed }» — без одиниці часу. Може, { $near }?
filter-fault-date = «{ $typed }» — не день. Напишіть 2026-11-01, 7d, today або yesterday
filter-fault-date-near = «{ $typed }» — не день. Може, { $near }?

## Власний редактор, мітки

editor-cancelled = редактор завершився з помилкою: текст лишився, як був
editor-failed = не вдалося запустити редактор { $command }: { $why }
store-foreign = цей файл не від keydesk
store-foreign-hint = вкажіть іншу теку: --dir

## Налаштування: клавіші

config-key-taken = `{ $key }` — уже клавіша дії `{ $other }` і не може бути ще й клавішею дії `{ $action }`

## Командний рядок: довідка

cli-about = Вхідні для тих, хто відповідає клієнтам, у терміналі. Без команди відкриває ваш стіл.
cli-heading-usage = Як користуватися
cli-heading-commands = Команди
cli-heading-options = Параметри
cli-heading-arguments = Аргументи
cli-value-options = ПАРАМЕТРИ
cli-value-command = КОМАНДА
cli-value-dir = ТЕКА
cli-value-file = ФАЙЛ
cli-value-name = НАЗВА
cli-value-kind = ВИД
cli-value-number = ЧИСЛО
cli-help-dir = Тека стола
cli-help-config = Файл налаштувань
cli-help-profile = Профіль: окремий стіл з окремими налаштуваннями
cli-help-reset = Полагодити термінал, який після себе зіпсувала вбита програма
cli-help-version = Показати версію
cli-help-help = Показати цю довідку
cli-help-json = По одному об’єкту JSON на рядок, для скриптів
cli-help-json-one = Один об’єкт JSON, для скриптів
cli-help-channel-name = Назва каналу
cli-help-new-name = Як його називатиме команда
cli-help-kind = telegram, viber, instagram, messenger, whatsapp або email; якщо не вказати — telegram
cli-help-confirm = Назва каналу ще раз, щоб про неї не питали
cli-help-fresh = Викинути демонстраційний стіл і почати новий
cli-help-seed = Яку історію розповідати; якщо не вказати — 1
cli-help-pace = Скільки повідомлень на хвилину клієнти пишуть самі; якщо не вказати — { $pace }, а з 0 ніхто не починає
cli-demo = Відкрити стіл для спроб: магазин, у якому клієнтів грає сама програма
cli-channel = Облікові записи, до яких під’єднано стіл
cli-channel-add = Під’єднати обліковий запис
cli-channel-add-demo = Канал, клієнтів якого грає сама програма
cli-channel-list = Показати список каналів
cli-channel-deactivate = Вимкнути канал; його діалоги лишаться
cli-channel-activate = Знову ввімкнути канал
cli-channel-delete = Видалити канал з усім, що в ньому було сказано
cli-agent = Ті, хто відповідає клієнтам
cli-agent-list = Показати їхній список
cli-config = Налаштування
cli-config-check = Сказати, що не так у файлі налаштувань, якщо щось не так
cli-config-path = Показати, де лежить файл налаштувань
cli-config-example = Показати всі налаштування з їхніми звичними значеннями та поясненнями
cli-replies = Швидкі відповіді
cli-replies-list = Показати їх
cli-replies-import = Додати відповіді з таблиці (CSV) до файлу швидких відповідей
cli-replies-check = Сказати, що не так у файлі швидких відповідей, якщо щось не так
cli-replies-example = Записати кілька швидких відповідей для початку
cli-macros = Макроси: названі переліки кроків
cli-macros-list = Показати їх
cli-desk = Файл стола
cli-desk-path = Показати, де він лежить
cli-desk-recover = Врятувати з пошкодженого стола все, що можна
cli-doctor = Подивитися, що довкола програми і що допоможе
cli-doctor-keys = Спробувати чотири клавіші в цьому терміналі й показати, що з них виходить
cli-exit-codes =
    Коди завершення:
      0   зроблено
      1   відмовлено або не знайдено
      2   команду не зрозуміло
      3   налаштування непридатні
      4   стіл непридатний або хаб недосяжний
      70  помилка в самому keydesk

## Command line: the verbs of the inbox

cli-heading-examples = Наприклад
cli-value-filter = ФІЛЬТР
cli-value-id = НОМЕР
cli-value-ids = НОМЕРИ
cli-value-moment = ЧАС
cli-value-order = ПОРЯДОК
cli-value-seconds = СЕКУНДИ
cli-value-shell = ОБОЛОНКА
cli-value-tag = МІТКА
cli-value-text = ТЕКСТ
cli-value-words = СЛОВА
cli-value-url = АДРЕСА
cli-list = Показати діалоги за фільтром
cli-show = Показати один діалог: хто пише і що сказано
cli-search = Шукати слова в повідомленнях, нотатках та іменах
cli-help-reply-file = Файл, який треба надіслати; можна кілька разів
cli-help-reply-to = Номер повідомлення, на яке це відповідь
cli-reply = Відповісти клієнту; відповідь стає в чергу на надсилання
cli-note = Написати нотатку для колег
cli-close = Закрити діалоги
cli-reopen = Знову відкрити закриті діалоги
cli-assign = Призначити діалоги комусь
cli-unassign = Зняти відповідального з діалогів
cli-spam = Позначити діалоги як спам або повернути зі спаму
cli-snooze = Відкласти діалоги або повернути відкладені
cli-tag = Поставити мітки на діалоги або зняти їх
cli-undo = Скасувати вашу останню дію, усю пачку одразу
cli-views = Показати подання і скільки в них діалогів
cli-stats = Скільки де діалогів зараз: на столі, за каналами, за користувачами
cli-watch = Друкувати все, що діється за столом, щойно воно сталося: по об’єкту JSON на рядок, доки не перервати
cli-export = Вивантажити весь стіл або діалоги за фільтром: по об’єкту JSON на рядок
cli-import = Завантажити вивантажене в порожній стіл
cli-completions = Надрукувати скрипт доповнення команд для оболонки
cli-man = Надрукувати довідник; з --dir ТЕКА записати туди по сторінці на команду
cli-help-filter = Які діалоги, наприклад: is:open assignee:none channel:viber 'waits:>30m' tag:vip доставка
cli-help-view = Подання за назвою; їх показує `keydesk views`
cli-help-order = longest (хто довше чекає), newest (новіші) або oldest (давніші)
cli-help-limit = Не більше за стільки
cli-help-messages = Стільки останніх повідомлень; якщо не вказано — 20
cli-help-quiet = Друкувати лише номери, по одному на рядок
cli-help-dry-run = Нічого не робити; сказати, що було б зроблено, у чому було б відмовлено й чому
cli-help-as = Хто діє; якщо не вказано — той, кого названо в налаштуваннях
cli-help-id = Діалог, за його номером
cli-help-ids = Діалоги за номерами; з - їх читають із входу: по одному на рядок або об’єкти JSON з полем "id"
cli-help-words = Слова або їх початки; фраза — у подвійних лапках
cli-help-text = Що написати; якщо не вказано або вказано -, текст читають із входу
cli-help-wait = Чекати щонайдовше стільки, доки канал або хаб прийме, і сказати про це
cli-help-unassign = Заодно зняти відповідального
cli-help-not = Це все-таки не спам
cli-help-to = Ім’я користувача, me (собі) або none (нікому)
cli-help-until = Словами: завтра 9:00, через 2 години, понеділок, до відповіді
cli-help-wake = Показати їх знову зараз
cli-help-add = Поставити цю мітку; можна повторювати
cli-help-drop = Зняти цю мітку; можна повторювати
cli-help-undo-list = Лише показати, що можна скасувати
cli-help-after = Почати після зміни з цим номером, а не з цієї миті
cli-help-out = У цей файл; він з’явиться цілим або не з’явиться зовсім
cli-help-import = Вивантажений файл або - для входу
cli-help-shell = bash, zsh або fish

## Command line: their tables

cli-column-id = НОМЕР
cli-column-ids = НОМЕРИ
cli-column-at = КОЛИ
cli-column-channel = КАНАЛ
cli-column-assignee = ВІДПОВІДАЛЬНИЙ
cli-column-unanswered = БЕЗ ВІДП.
cli-column-waits = ЧЕКАЄ
cli-column-tags = МІТКИ
cli-column-last = ОСТАННЄ ПОВІДОМЛЕННЯ
cli-column-outcome = ЩО
cli-column-key = КЛАВІША
cli-column-view = ПОДАННЯ
cli-column-filter = ФІЛЬТР
cli-column-of = ЧИЇ
cli-column-open = ВІДКРИТІ
cli-column-snoozed = ВІДКЛАДЕНІ
cli-column-closed = ЗАКРИТІ
cli-column-spam = СПАМ
cli-column-stuck = НЕ НАДІСЛАНО
cli-column-answers = ВІДПОВІДЕЙ СЬОГОДНІ
cli-column-median = МЕДІАНА ХВ
cli-column-p90 = P90 ХВ
cli-heap-open = відкрито
cli-heap-snoozed = відкладено
cli-heap-closed = закрито
cli-heap-spam = спам
cli-of-desk = стіл
cli-of-channel = канал
cli-of-agent = користувач
cli-of-nobody = нічиї
cli-waits = { $n ->
    [one] { $n } повідомлення без відповіді вже { $span }
    [few] { $n } повідомлення без відповіді вже { $span }
    [many] { $n } повідомлень без відповіді вже { $span }
   *[other] { $n } повідомлення без відповіді вже { $span }
}

## Command line: what was done

cli-done = зроблено
cli-done-unanswered = { $n ->
    [one] зроблено, без відповіді лишилося { $n } повідомлення
    [few] зроблено, без відповіді лишилося { $n } повідомлення
    [many] зроблено, без відповіді лишилося { $n } повідомлень
   *[other] зроблено, без відповіді лишилося { $n } повідомлення
}
cli-would-be-done = було б зроблено
cli-refused = відмовлено: { $why }
cli-sum = зроблено: { $done }, відмовлено: { $refused }
cli-sum-dry-run = нічого не змінено; було б зроблено: { $done }, відмовлено: { $refused }
cli-wait-accepted = канал прийняв
cli-wait-failed = не надіслано: { $why }
cli-wait-unsure = невідомо, чи дійшло: погляньте в месенджері
cli-wait-on-its-way = ще в дорозі
cli-wait-nobody = зараз канали ніхто не обслуговує: надішлеться, коли відкриють keydesk
cli-undoing = { $n ->
    [one] скасовую зроблене { $at } з { $n } діалогом: { $what }
    [few] скасовую зроблене { $at } з { $n } діалогами: { $what }
    [many] скасовую зроблене { $at } з { $n } діалогами: { $what }
   *[other] скасовую зроблене { $at } з { $n } діалогами: { $what }
}
cli-what-closed = закрито
cli-what-reopened = знову відкрито
cli-what-spam = позначено як спам
cli-what-no-spam = повернуто зі спаму
cli-what-assigned = призначено
cli-what-unassigned = знято відповідального
cli-what-snoozed = відкладено
cli-what-woken = повернуто з відкладених
cli-what-tagged = змінено мітки
cli-what-merged = контакти об’єднано чи роз’єднано
cli-what-contact-noted = змінено нотатку про контакт
cli-text-typed = Наберіть текст; Ctrl+D в окремому рядку завершує його.

## Command line: what was not

cli-id-wrong = `{ $typed }` — не номер діалогу
cli-id-line = рядок { $n } на вході не називає діалогу: { $line }
cli-id-wrong-hint = номери друкує `keydesk list -q`
cli-text-long = цей текст задовгий для повідомлення
cli-search-nothing = немає жодної літери чи цифри, щоб шукати
cli-search-none = нічого не знайдено
cli-no-view = немає подання `{ $name }`
cli-no-agent-named = за цим столом немає користувача `{ $name }`
cli-no-access = ви тут { $name } і не маєте доступу до діалогів; це може змінити адміністратор: `keydesk agent list`
cli-watch-ahead = зміни { $after } ще немає: остання — { $head }
cli-serve = Дати команді працювати за цим столом: через мережу, через сокет або обома шляхами
cli-value-address = АДРЕСА
cli-help-listen = Слухати на цій адресі мережі, наприклад 127.0.0.1:7070
cli-help-socket = Слухати на цьому сокеті: хто приходить через нього, того впізнають як користувача цієї машини, без токена
cli-help-socket-group = Пускати й групу сокета
cli-help-cert = Сертифікат разом із вищими, у форматі PEM
cli-help-key = Приватний ключ сертифіката, у форматі PEM
cli-help-behind-proxy = Перед хабом стоїть проксі: воно шифрує й каже, звідки запити (X-Forwarded-For)
cli-help-openapi = Надрукувати опис API (OpenAPI) і більше нічого не робити
cli-serve-nowhere = не сказано, де слухати
cli-serve-nowhere-hint = Наприклад: --listen 127.0.0.1:7070 або --socket /run/keydesk/hub.sock
cli-serve-address = «{ $address }» — не адреса з портом
cli-serve-in-the-open = не на { $address } без шифрування: токени й слова клієнтів могли б прочитати дорогою
cli-serve-in-the-open-hint = Вкажіть --cert і --key або --behind-proxy, якщо перед хабом стоїть проксі, що шифрує.
cli-serve-keys = сертифікат і ключ непридатні
cli-serve-taken = хаб не може там слухати
cli-serve-failed = хаб не вдалося запустити
cli-serve-replica = цей стіл — копія столу хаба; роздавати можна лише стіл самого хаба
cli-serve-ready = Стіл доступний за адресою { $where }
cli-serve-first = Перший адміністратор — { $name }. Щоб увійти, наберіть на його машині цю команду й дайте токен, коли вона запитає:
cli-serve-token =   Токен (більше не покажеться): { $token }
cli-serve-nobody = Токена ще ніхто не має, тож через мережу ніхто не ввійде. Видати токен: { $command }
cli-cannot-write = не вдалося записати { $file }
cli-not-a-file = це не звичайний файл
cli-exported = { $n ->
    [one] { $n } рядок записано в { $file }
    [few] { $n } рядки записано в { $file }
    [many] { $n } рядків записано в { $file }
   *[other] { $n } рядки записано в { $file }
}
cli-export-files = { $n ->
    [one] { $n } файл із повідомлень у вивантаження не ввійшов; його забирає резервна копія
    [few] { $n } файли з повідомлень у вивантаження не ввійшли; їх забирає резервна копія
    [many] { $n } файлів із повідомлень у вивантаження не ввійшло; їх забирає резервна копія
   *[other] { $n } файлу з повідомлень у вивантаження не ввійшло; їх забирає резервна копія
}
cli-imported = { $n ->
    [one] { $n } рядок із { $file } уже на столі
    [few] { $n } рядки з { $file } уже на столі
    [many] { $n } рядків із { $file } уже на столі
   *[other] { $n } рядки з { $file } уже на столі
}
cli-import-used = цей стіл уже використовують: завантажити можна лише в порожній
cli-import-used-hint = назвіть нову теку: `{ $command } --dir ТЕКА`
cli-import-wrong = { $file } не завантажено через рядок { $line }; стіл такий, як був
cli-import-torn = { $file } не сходиться сам із собою (рядків: { $n }); стіл такий, як був
cli-import-no-export = це не вивантаження keydesk
cli-import-newer = це записав новіший keydesk
cli-import-cut = файл обрізано або в ньому бракує рядків
cli-import-no-json = це не рядок вивантаження: { $why }
cli-import-no-table = цей рядок не каже, до якої таблиці належить
cli-import-unknown = на столі немає `{ $name }`

## Command line: the manual

cli-man-name = НАЗВА
cli-man-synopsis = ЯК КОРИСТУВАТИСЯ
cli-man-description = ОПИС
cli-man-notes = ПРИМІТКИ
cli-man-version = ВЕРСІЯ
cli-man-desk = у { $dir } лежить стіл; назвіть іншу теку для сторінок
cli-man-written = { $n ->
    [one] { $n } сторінку записано в { $dir }
    [few] { $n } сторінки записано в { $dir }
    [many] { $n } сторінок записано в { $dir }
   *[other] { $n } сторінки записано в { $dir }
}

## Командний рядок: що набрано не так

cli-error = помилка: { $text }
cli-because = причина: { $text }
cli-hint = порада: { $text }
cli-usage-see = `{ $command }` покаже, як це набирати
cli-usage-unknown = `{ $arg }` тут незрозуміло
cli-usage-command = немає команди `{ $word }`
cli-usage-which = бракує команди, однієї з: { $known }
cli-usage-no-value = `{ $arg }` потребує значення
cli-usage-value = `{ $arg }` не може бути `{ $value }`, лише одне з: { $allowed }
cli-usage-number = `{ $arg }` має бути цілим числом від 0 до { $max }, а тут `{ $value }`
cli-usage-missing = чогось бракує: { $what }
cli-usage-twice = `{ $arg }` може бути лише раз
cli-usage-value-unwanted = `{ $arg }` не має значення
cli-usage-utf8 = це не текст у UTF-8
cli-usage-other = цю команду не зрозуміло

## Командний рядок: чого не можна зробити

cli-no-terminal-in = екрану потрібна клавіатура, а вхід — не термінал
cli-no-terminal-out = екрану потрібен термінал, а вихід спрямовано деінде
cli-no-terminal-hint = запустіть без конвеєра й перенаправлення; `keydesk --help` покаже, що працює без екрана
cli-term-dumb = цей термінал не вміє показувати екран: TERM — це `{ $term }`
cli-term-unset = цей термінал не вміє показувати екран: TERM не задано
cli-term-hint = запустіть у вікні термінала або задайте в TERM, який це термінал, наприклад: TERM=xterm-256color keydesk
cli-no-desk = у теці { $dir } ще немає стола
cli-no-desk-hint = `{ $command }` створить його
cli-no-agents = за цим столом ще нікого немає
cli-no-agents-hint = `keydesk` відкриє стіл і посадить вас за нього
cli-no-agent = за цим столом немає користувача `{ $name }` (так сказано в налаштуваннях: [agent] name)
cli-only-admins = ви тут — { $name }; канали змінює адміністратор: `keydesk agent list`
cli-no-channels = каналів ще немає: `keydesk channel add demo`
cli-no-channel = немає каналу `{ $name }`
cli-name-taken = канал `{ $name }` уже є
cli-name-taken-hint = оберіть іншу назву: --name НАЗВА
cli-name-wrong = у назві має бути від 1 до { $n } видимих знаків в одному рядку
cli-recover-hint = `{ $command }` врятує все, що можна врятувати
cli-output-failed = не вдалося вивести результат
cli-screen-failed = термінал не слухається
cli-doctor-stopped = зупинено, перш ніж було натиснуто всі чотири клавіші
cli-bug = такого не мало статися: це помилка в самому keydesk
cli-bug-hint = усе, що на столі, ціле; будь ласка, покажіть розробникам рядки вище
cli-broke-down = частина програми дала збій і була запущена знову; будь ласка, повідомте про це: { $what }

## Копії всього стола

cli-file = Зберегти файл, що надійшов із повідомленням
cli-help-file-message = Повідомлення, як його називає show
cli-help-file-place = Котрий із його файлів, від 1; якщо не вказано, перший
cli-help-file-out = У цей файл чи теку або - для виводу; ніщо не перезаписується. Зазвичай під власною назвою файлу, зробленою безпечною
cli-file-written = { $file }, { $size }
cli-no-file = такого файлу немає
cli-no-file-hint = keydesk show ДІАЛОГ називає файли його повідомлень
cli-file-expired = файл зберігався до { $at }
cli-file-not-kept = відома лише назва цього файлу
cli-file-not-kept-hint = канал не передав його вмісту; клієнтові довелося б надіслати файл ще раз
cli-file-not-here = вмісту цього файлу тут немає
cli-file-not-here-hint = він не прийшов разом зі столом: у вивантаженні файлів немає, а резервна копія тримає їх у теці поруч
cli-file-there = { $file } уже є, а ніщо не перезаписується
cli-file-there-hint = виберіть іншу назву через --out
cli-file-cut = не вдалося отримати файл цілим
cli-file-cut-hint = отримане збережено: наступна спроба продовжить звідти
cli-file-wrong = надійшло не те, що мало бути у файлі; це викинуто
cli-file-taken = цей файл уже отримують
cli-file-terminal = файл від клієнта не виводиться на термінал
cli-file-terminal-hint = дайте назву через --out або спрямуйте вивід далі
cli-backup = Скопіювати весь стіл в один файл, навіть поки він відкритий
cli-restore = Поставити копію на місце стола
cli-help-backup = Новий файл або тека для нього; інакше keydesk-ДАТА-ЧАС.kdbackup тут
cli-help-restore = Копія, яку зробив `keydesk backup`
cli-help-replace = Навіть якщо стіл уже є: його буде збережено поруч під іншою назвою
cli-size-kilobytes = { $n } КБ
cli-backed-up = { $file }: повна копія стола, перечитана й справна ({ $size })
cli-backup-files = { $n ->
    [one] поруч { $n } файл із повідомлень: { $file }
    [few] поруч { $n } файли з повідомлень: { $file }
    [many] поруч { $n } файлів із повідомлень: { $file }
   *[other] поруч { $n } файлу з повідомлень: { $file }
}
cli-backup-secret = Вона така ж таємна, як і сам стіл: у ній усе листування і те, хто може увійти.
cli-backup-taken = { $file } уже є, а копія нічого не перезаписує
cli-backup-taken-hint = оберіть іншу назву
cli-restored = у теці { $dir } тепер стіл із { $file }
cli-restore-kept = Стіл, що був там, збережено: { $file }
cli-restore-unsure = { $n ->
    [one] { $n } повідомлення було в дорозі, коли робили копію; тепер невідомо, чи воно дійшло: перевірте
    [few] { $n } повідомлення були в дорозі, коли робили копію; тепер невідомо, чи вони дійшли: перевірте
    [many] { $n } повідомлень були в дорозі, коли робили копію; тепер невідомо, чи вони дійшли: перевірте
   *[other] { $n } повідомлення були в дорозі, коли робили копію; тепер невідомо, чи вони дійшли: перевірте
}
cli-restore-there = у теці { $dir } стіл уже є
cli-restore-there-hint = `{ $command }` збереже його під іншою назвою; --dir ТЕКА відновить деінде
cli-no-backup = { $file } — це не копія стола
cli-no-backup-hint = копію робить `keydesk backup`
cli-backup-in-use = { $file } належить столу, який відкрито або не закрито як слід: тут не все
cli-backup-damaged = { $file } пошкоджено; нічого не змінено

## Коротша стрічка змін

cli-desk-compact = Забути, що сталося давно; діалоги й повідомлення лишаються
cli-help-compact-before = Що було до: дня (2026-01-01), вчора або стільки часу тому (90d)
cli-help-shrink = Ще й повернути вільне місце диску; доти ніхто інший не зможе писати
cli-compacted = { $n ->
    [0] забувати нічого: давнього немає
    [one] забуто { $n } запис
    [few] забуто { $n } записи
    [many] забуто { $n } записів
   *[other] забуто { $n } запису
}
cli-compact-floor = хто стежить за столом і знає лише зміни до { $floor }, почне спочатку
cli-compact-free = { $n } КБ вільні всередині файлу для нового; --shrink поверне їх диску
cli-compact-shrunk = { $n } КБ повернуто диску
cli-compact-moment = `{ $text }` — це не момент у минулому
cli-compact-moment-hint = день, вчора або стільки часу тому: 2026-01-01, 90d, 48h
cli-compact-replica = цей стіл — копія стола на хабі: забувають там
cli-watch-gone = що сталося після { $after }, уже невідомо: стіл пам’ятає від { $floor }
cli-watch-gone-hint = візьміть стіл, який він є, через `keydesk export`, і далі від останньої зміни

## Скільки зберігаються файли

files-purged = { $n ->
    [one] прибрано { $n } файл, якому вийшов строк: звільнено { $size }
    [few] прибрано { $n } файли, яким вийшов строк: звільнено { $size }
    [many] прибрано { $n } файлів, яким вийшов строк: звільнено { $size }
   *[other] прибрано { $n } файлу, яким вийшов строк: звільнено { $size }
}
cli-desk-files = Скільки зберігаються файли і скільки місця вони займають
cli-help-file-months = Відтепер зберігати файли стільки календарних місяців, і ті, що вже тут
cli-help-files-yes = Навіть якщо частина файлів зникне відразу
cli-files-months = { $n ->
    [one] файли зберігаються { $n } календарний місяць
    [few] файли зберігаються { $n } календарні місяці
    [many] файли зберігаються { $n } календарних місяців
   *[other] файли зберігаються { $n } календарного місяця
}
cli-files-here = { $n ->
    [0] зараз їх немає
    [one] тут { $n } файл, { $size }
    [few] тут { $n } файли, { $size }
    [many] тут { $n } файлів, { $size }
   *[other] тут { $n } файлу, { $size }
}
cli-files-next = наступний зникне { $at }
cli-files-last = { $n ->
    [one] востаннє прибрано { $at }: { $n } файл, { $size }
    [few] востаннє прибрано { $at }: { $n } файли, { $size }
    [many] востаннє прибрано { $at }: { $n } файлів, { $size }
   *[other] востаннє прибрано { $at }: { $n } файлу, { $size }
}
cli-files-never = ще нічого не прибирали
cli-files-lost = { $n ->
    [one] { $n } файл ({ $size }) зник би відразу й назавжди; нічого не змінено
    [few] { $n } файли ({ $size }) зникли б відразу й назавжди; нічого не змінено
    [many] { $n } файлів ({ $size }) зникли б відразу й назавжди; нічого не змінено
   *[other] { $n } файлу ({ $size }) зникло б відразу й назавжди; нічого не змінено
}
cli-files-lost-hint = якщо саме так і треба, додайте --yes; або зберігайте їх довше
team-bad-months = файли зберігаються від 1 до { $n } місяців
audit-files-kept = місяців зберігання файлів

## Профілі

cli-profile = Профілі: кілька столів, кожен зі своїми налаштуваннями і сховищем
cli-profile-list = Показати їхній список
cli-profile-add = Створити новий
cli-profile-drop = Видалити профіль разом із його столом і налаштуваннями
cli-help-profile-name = Назва профілю
cli-help-hub = Стіл профілю — копія стола команди на цьому хабі
cli-help-confirm-profile = Назва профілю ще раз, щоб про неї не питали
cli-column-profile = ПРОФІЛЬ
cli-column-store = СХОВИЩЕ
cli-column-hub = ХАБ
cli-column-dir = ТЕКА
cli-profile-current = обраний
cli-profile-other = —
cli-store-local = локальне
cli-store-hub = хаб
cli-store-unknown = налаштування з помилками
cli-profile-added = профіль `{ $name }` створено; його налаштування: { $file }. Відкрити його: `{ $command }`
cli-profile-added-hub = профіль `{ $name }` створено; його налаштування: { $file }. Далі скажіть, хто ви: `{ $command }`
cli-profile-taken = профіль `{ $name }` уже є
cli-profile-name = `{ $name }` не може бути назвою профілю
cli-profile-name-hint = можна літери, цифри, - і _, на початку літера або цифра, щонайбільше { $n } знаки
cli-profile-environment = так каже змінна середовища { $variable }
cli-no-profile = профілю `{ $name }` немає
cli-no-profile-hint = `{ $command }` створить його
cli-two-desks = --profile і --dir { $dir } називають два різні столи
cli-two-desks-hint = залиште щось одне
cli-hub-url = це не адреса хаба
cli-hub-url-hint = ось так: https://desk.example.com, http://localhost:7070 або unix:///run/keydesk/hub.sock
cli-profile-plain = основний профіль видалити не можна: це ваш власний стіл
cli-profile-warning = Видалення профілю `{ $name }` назавжди знищить усе, що є в теках:
cli-profile-instead = Щоб спершу зберегти копію стола: `{ $command }`
cli-profile-not-confirmed = це не та назва; профіль `{ $name }` і все, що в ньому є, лишилися на місці
cli-profile-unasked = нічого не видаляється, доки назву профілю не набрано ще раз
cli-profile-dropped = профіль `{ $name }` видалено

## Командний рядок: канали та користувачі

cli-column-name = НАЗВА
cli-column-kind = ВИД
cli-column-state = СТАН
cli-column-health = СПРАВНІСТЬ
cli-column-dialogs = ДІАЛОГИ
cli-column-waiting = ЧЕКАЮТЬ
cli-column-role = РОЛЬ
cli-state-active = активний
cli-state-inactive = вимкнено
cli-state-blocked = заблоковано
cli-health-ok = справний
cli-health-unauthorized = потрібна нова авторизація
cli-health-contested = читає ще хтось: { $why }
cli-health-forbidden = бракує дозволу: { $why }
cli-health-lapsed = тариф закінчився
cli-health-unreachable = недосяжний: { $why }
role-admin = адміністратор
role-lead = старший
role-agent = менеджер
role-read-only = лише дивиться
role-no-chats = без доступу до чатів
cli-channel-added = канал `{ $name }` додано й увімкнено
cli-channel-activated = канал `{ $name }` знову ввімкнено
cli-channel-deactivated = канал `{ $name }` вимкнено; його діалоги лишилися
cli-channel-active-already = канал `{ $name }` уже ввімкнено
cli-channel-inactive-already = канал `{ $name }` уже вимкнено
cli-delete-warning = Видалення каналу `{ $name }` назавжди знищить:
cli-stake-dialogs = { $n ->
    [one] { $n } діалог
    [few] { $n } діалоги
    [many] { $n } діалогів
   *[other] { $n } діалогу
}
cli-stake-messages = { $n ->
    [one] { $n } повідомлення
    [few] { $n } повідомлення
    [many] { $n } повідомлень
   *[other] { $n } повідомлення
}
cli-stake-waiting = { $n ->
    [one] { $n } клієнт чекає на відповідь
    [few] { $n } клієнти чекають на відповідь
    [many] { $n } клієнтів чекають на відповідь
   *[other] { $n } клієнта чекають на відповідь
}
cli-delete-instead = Щоб зберегти діалоги, краще вимкніть його: { $command }
cli-delete-inactive = Канал вимкнено: якщо лишити все як є, він зберігає свої діалоги й нічого не робить.
cli-delete-question = Щоб видалити, наберіть його назву:
cli-delete-not-confirmed = це не та назва; канал `{ $name }` і все, що в ньому є, лишилися на місці
cli-delete-unasked = нічого не видаляється, доки назву каналу не набрано ще раз
cli-delete-unasked-hint = { $command }
cli-deleted = канал `{ $name }` видалено

## Що можна сказати про канал

channel-option-api = Де Bot API: його адреса, без токена
channel-option-address = Власна адреса скриньки
channel-option-from-name = Чия це пошта, як її бачать клієнти
channel-option-user = Хто входить; інакше — адреса
channel-option-imap-host = Сервер, де читають пошту (IMAP)
channel-option-imap-port = Його порт; інакше 993, або 143, якщо TLS не від початку
channel-option-imap-security = tls, starttls або plain на цій машині; інакше tls
channel-option-smtp-host = Сервер, куди здають пошту (SMTP)
channel-option-smtp-port = Його порт; інакше 465, або 587, якщо TLS не від початку
channel-option-smtp-security = tls, starttls або plain на цій машині; інакше tls
channel-option-folder = Тека, яку читають; інакше INBOX
channel-option-sent = Тека для копій надісланого; порожньо — без копій; інакше Sent
channel-option-ca = Файл сертифікатів (PEM), які ручаються за сервери
channel-option-login = password або xoauth2; інакше password
channel-option-mail-max-mb = Найбільший лист, який беруть цілком, у МБ; інакше 50
channel-option-secret = Де тримати секрет: keyring, file або command:КОМАНДА, яка його друкує
channel-option-plan-until = Останній оплачений день: 2027-01-31
channel-option-distribution = Хто отримує новий діалог: off, round-robin або least-open
channel-option-greeting = Що новому клієнтові сказати автоматично
channel-option-greeting-days = Після скількох тихих днів вітати знову
channel-option-out-of-hours = Що сказати в неробочий час
channel-option-hours = Робочий час: mon-fri 09:00-18:00
channel-option-time-zone = За яким часовим поясом: Europe/Kyiv
channel-option-unknown = канали цього типу такого не знають
channel-option-missing = не вказано
channel-option-in-the-open = секрет пішов би мережею відкрито для всіх: так можна лише на цій машині
channel-option-web = має бути адреса на зразок https://api.telegram.org
channel-option-mailbox = має бути адреса на зразок shop@example.com
channel-option-host = має бути назва сервера
channel-option-line = має бути один рядок тексту
channel-option-text = має бути текст, щонайбільше { $n } знаків
channel-option-number = має бути число від { $from } до { $to }
channel-option-one-of = має бути одне з: { $words }
channel-option-secret-wrong = має бути keyring, file або command:КОМАНДА; про сам секрет буде запитано
channel-option-day = має бути день на зразок 2027-01-31
channel-option-hours-wrong = має бути на зразок mon-fri 09:00-18:00
channel-option-zone = має бути часовий пояс на зразок Europe/Kyiv

## Канали в командному рядку

cli-value-names = ІМЕНА
cli-value-value = ЗНАЧЕННЯ
cli-value-pairs = КЛЮЧ=ЗНАЧЕННЯ
cli-value-dialog = ДІАЛОГ
cli-channel-add-telegram = Бот Telegram; про токен буде запитано, або він читається зі stdin
cli-channel-add-email = Поштова скринька; про пароль буде запитано, або він читається зі stdin
cli-channel-edit = Змінити налаштування каналу або показати їх
cli-channel-check = З’ясувати крок за кроком, чому не надходять повідомлення і що робити
cli-channel-reauthorize = Новий токен або пароль; його перевіряють, перш ніж замінити старий
cli-channel-unread = Що надійшло, але не вдалося прочитати
cli-why = Чому не видно діалогу?
cli-help-agents = Хто отримує нові діалоги каналу: імена через кому
cli-help-no-check = Зберегти, не перевіряючи, чи працює
cli-help-pairs = Що змінити: name, agents або налаштування, кожне зі значенням; без значення — як спочатку
cli-help-why = Номер діалогу або ім’я чи адреса клієнта
cli-help-why-view = Як видно в цьому поданні; інакше в тому, з якого починається екран
cli-help-why-filter = Як видно ще й крізь цей фільтр
cli-column-last-inbound = ОСТАННЄ ПОВІДОМЛЕННЯ
cli-column-authorized = АВТОРИЗОВАНО
cli-column-next-try = НАСТУПНА СПРОБА
cli-column-last-error = ОСТАННЯ ПОМИЛКА
cli-column-last-error-at = КОЛИ ПОМИЛКА
cli-column-unread = НЕ ПРОЧИТАНО
cli-column-option = НАЛАШТУВАННЯ
cli-column-value = ЗНАЧЕННЯ
cli-column-meaning = ЩО ЦЕ
cli-channel-listed = у списку роздачі: { $names }
cli-column-no = №
cli-help-raw = Надрукувати те, що прийшло під цим номером, як є
cli-raw-terminal = у термінал цього не друкуємо: клієнт міг надіслати будь-що
cli-raw-terminal-hint = спрямуйте у файл: … --raw 1 > лист.txt
cli-no-unread = під номером { $n } нічого немає
cli-column-remote = НАЗВА ТАМ
cli-column-bytes = БАЙТИ
cli-column-why = ЧОМУ
cli-listed-blocked = { $name } (заблоковано!)
cli-options-missing = не вказано: { $names }
cli-options-wrong = з такими налаштуваннями не вийде
cli-no-option = у каналів цього типу немає налаштування `{ $name }`
cli-pair-wrong = `{ $text }` — це не КЛЮЧ=ЗНАЧЕННЯ
cli-secret-bot = Токен бота від @BotFather (його не видно):
cli-secret-password = Пароль { $user } (його не видно):
cli-secret-token = Токен доступу для XOAUTH2 (його не видно):
cli-secret-file = На цій машині не відповідає жодне сховище паролів: секрет лежатиме у файлі поруч зі столом, який прочитаєте лише ви.
cli-no-secret = секрет не вказано
cli-no-secret-hint = введіть його на запит або передайте через stdin: `keydesk channel … < файл`
cli-no-keyring = на цій машині не відповідає жодне сховище паролів
cli-no-keyring-hint = secret=file тримає секрет у файлі, який прочитаєте лише ви; secret=command:КОМАНДА — його друкує команда
cli-secret-not-kept = секрет не вдалося зберегти, тому нічого не збережено
cli-secret-left = його секрет не вдалося видалити: { $why }
cli-trying = Перевіряємо …
cli-not-saved = так воно не працює, тому нічого не збережено
cli-not-saved-hint = виправте позначене і спробуйте знову; --no-check збереже новий канал і так
cli-channel-edited = канал `{ $name }`: збережено
cli-channel-reauthorized = канал `{ $name }` авторизовано наново
cli-nothing-unread = Усе, що надійшло, вдалося прочитати.
cli-check-failed = перевірити не вдалося

## Що знаходить перевірка каналу

check-todo = { $command }
check-silent = за { $seconds } с немає відповіді
check-active = канал активний
check-inactive = канал деактивовано: нічого не надходить і нічого не відходить
check-plan = тариф оплачено до { $day }
check-plan-ends = тариф закінчується { $day }
check-plan-over = тариф закінчився { $day }
check-plan-lapsed = канал каже, що тариф закінчився
check-plan-untold = до якого дня оплачено тариф, ніхто не вказав
check-authorized = авторизовано; востаннє підтверджено { $at }
check-authorized-never = про авторизацію ще нічого не відомо
check-unauthorized = канал не приймає нашої авторизації: її треба поновити
check-alone = про інших читачів нічого не відомо
check-contested = його читає ще хтось із тими самими даними: { $why }
check-contested-todo = зупиніть іншу програму, яка користується цим ботом чи обліковим записом, або дайте цій окремі дані
check-permitted = про брак дозволів нічого не відомо
check-forbidden = бракує дозволу: { $why }
check-forbidden-todo = дайте обліковому запису цей дозвіл там, де ним керують, і авторизуйте канал наново
check-unreachable = до нього немає доступу: { $why }
check-next-try = наступна спроба { $at }
check-courier = канали працюють (процес { $process })
check-no-courier = каналами зараз ніхто не займається: нічого не надходить і не відходить
check-no-courier-todo = відкрийте `{ $screen }` або нехай постійно працює `{ $hub }`
check-inbound = останнє повідомлення надійшло { $at }
check-inbound-never = жодного повідомлення ще не було
check-inbound-todo = напишіть туди самі, з власного облікового запису
check-list = нові діалоги отримують: { $names }
check-list-off = нові діалоги нікому не призначаються автоматично
check-list-empty = нові діалоги мають призначатися, але в списку нікого немає
check-list-unable = є в списку, але заблоковані або не мають права там відповідати: { $names }
check-hours = робочий час: { $hours } ({ $zone })
check-hours-missing = сказано, що відповідати в неробочий час, але робочого часу не вказано, тож цього не почує ніхто
check-hours-utc = робочий час { $hours } — за UTC, бо часового поясу не вказано
check-unread = { $n ->
    [one] { $n } річ надійшла, але прочитати її не вдалося
    [few] { $n } речі надійшли, але прочитати їх не вдалося
    [many] { $n } речей надійшло, але прочитати їх не вдалося
   *[other] { $n } речі надійшло, але прочитати їх не вдалося
}
check-in-reach = про тих, хто нас заблокував, нічого не відомо
check-out-of-reach = { $n ->
    [one] { $n } контакт заблокував нас
    [few] { $n } контакти заблокували нас
    [many] { $n } контактів заблокували нас
   *[other] { $n } контакту заблокували нас
}
check-out-of-reach-todo = наші повідомлення не дійдуть до них, доки вони нас не розблокують або не напишуть самі

## Чому діалогу не видно

why-seen = його ніщо не ховає: він у списку
why-nobody = діалогу `{ $who }` немає
why-nobody-todo = перевірте, чи повідомлення взагалі надходять: `keydesk channel check`
why-no-right = роль користувача { $name } його не показує (канал { $channel })
why-no-right-todo = право можуть дати: { $names }
why-inactive = канал { $channel } деактивовано: нового там не буде
why-spam = його позначено як спам
why-closed = його закрито
why-snoozed = його відкладено до { $at }
why-snoozed-until-reply = його відкладено, доки не напише клієнт
why-view = подання { $view } не показує відкритих діалогів
why-nobody-waits = подання { $view } його не показує: там ніхто не чекає на відповідь
why-view-term = його ховає подання { $view }: { $words }
why-view-todo = оберіть інше подання, наприклад усі відкриті
why-filter = його ховає фільтр: { $words }
why-filter-todo = приберіть цю частину фільтра
why-dropped = Прибрано з фільтра: { $words }
why-title = Чому я його не бачу?
why-placeholder = номер, ім'я або слова
why-intro = Уведіть номер діалогу, ім'я клієнта або слова з розмови. Enter скаже, що не пускає діалог до списку «{ $view }», яким він є зараз.
why-looking = Шукаємо…
why-key-inactive = { $key } показує канали: там його вмикають
why-key-open = Enter відкриває його
why-key-filter = Enter прибирає це з фільтра й відкриває діалог
why-key-view = Enter відкриває його; { $key } показує всі відкриті діалоги
why-key-spam = Enter відкриває його; далі { $key } знімає позначку спаму
why-key-closed = Enter відкриває його; далі { $key } робить його знову відкритим
why-key-snoozed = Enter відкриває його; далі { $key } повертає його одразу
why-nobody-hub = На цьому столі лише частина того, що є на хабі: решту знаходить пошук (/)

crew-title = Команда
crew-block-title = Заблокувати: { $name }
crew-me = { $name } (ви)
crew-open = відкр.
crew-waiting = чекають
crew-open-short = відк.
crew-waiting-short = чек.
crew-shows = { $key } показує відкриті діалоги
crew-can-unblock = { $key } розблоковує й повертає забране
crew-not-mine = Блокувати інших чи позначати їх відсутніми можуть лише ті, хто керує користувачами
crew-way-free = Зробити діалоги нічиїми
crew-way-distribute = Роздати за списками каналів
crew-way-to = Передати: { $name }
crew-way-keep = Лишити за користувачем
crew-block-me = Це ви: тут ви більше нічого не зможете, а розблокувати вас мають інші
crew-block-only = Enter блокує, Esc повертає назад
crew-blocked = { $name }: заблоковано. Передано діалогів: { $dialogs }, списків каналів змінено: { $lists }. { $key } поверне все
crew-unblocked = { $name } знову може працювати. Повернуто діалогів: { $dialogs }, списків каналів: { $lists }

## Команди: користувачі, ролі, токени, журнал

cli-agent-add = Додати користувача
cli-agent-block = Заблокувати й одразу передати діалоги іншим
cli-agent-unblock = Розблокувати
cli-agent-login = Сказати, який це обліковий запис системи; без --unix — жодного
cli-agent-role = Ролі: хто яку має, і власні ролі столу
cli-agent-role-set = Дати користувачеві роль
cli-agent-role-list = Показати ролі й що вони дозволяють
cli-agent-role-add = Створити роль
cli-agent-role-change = Змінити, що дозволяє роль
cli-agent-role-drop = Прибрати роль, якої ніхто не має
cli-token = Токени, якими користувачі входять на хаб
cli-token-issue = Видати токен; його буде показано лише цього разу
cli-token-list = Показати їхній список
cli-token-revoke = Відкликати токен: за ним більше ніхто не ввійде
cli-audit = Хто що зробив: з діалогами, користувачами, ролями й токенами; найновіше спершу
cli-value-role = РОЛЬ
cli-value-sight = ВИДИМІСТЬ
cli-value-rights = ПРАВА
cli-value-exception = КАНАЛ=ВИДИМІСТЬ[:ПРАВА]
cli-help-agent-name = Як користувача звуть колеги
cli-help-role = Роль; якщо не сказано — `agent`
cli-help-unix = Обліковий запис системи: через сокет хаба токен не потрібен
cli-help-role-name = Як називається роль
cli-help-see = Які діалоги видно: nothing, own, unassigned (і свої), all
cli-help-may = Що дозволено: work, take, close, assign, spam, delete, channels, agents
cli-help-on = Що натомість діє на одному каналі; можна кілька разів
cli-help-days = На скільки днів; якщо не сказано — 90
cli-help-label = Для чого він, щоб упізнати у списку
cli-help-token-id = Номер токена у списку
cli-help-audit-dialog = Що зроблено з цим діалогом
cli-help-audit-agent = Що зробив цей користувач і що зробили з його обліковим записом
cli-help-audit-since = Не раніше: 7d, вчора, 2026-07-01
cli-help-audit-limit = Не більше рядків; якщо не сказано — 200
cli-no-role = ролі `{ $name }` немає
cli-no-own-roles = власних ролей за цим столом ще немає
cli-only-managers = ви тут — { $name }; це може лише той, хто керує користувачами: `keydesk agent role list`
cli-agent-added = { $name } тепер за столом
cli-no-unix-user = на цій машині немає облікового запису `{ $name }`
cli-agent-blocked = { $name }: заблоковано
cli-agent-blocked-already = { $name }: уже заблоковано
cli-agent-unblocked = { $name } знову може працювати
cli-agent-unblocked-already = { $name }: не заблоковано
cli-agent-away = Позначити, що когось немає: нові діалоги самі не приходитимуть; без імені — себе
cli-help-back = Знову на місці
cli-help-block-to = Віддати діалоги цьому користувачеві
cli-help-block-free = Діалоги стануть нічиїми; так і буде, якщо не сказати інакше
cli-help-block-distribute = Роздати діалоги користувачам зі списків їхніх каналів
cli-help-block-keep = Діалоги лишаються за користувачем
cli-help-block-dry-run = Лише показати, що буде
cli-help-block-yes = Не перепитувати
cli-help-unblock-restore = Повернути забране: діалоги, яких відтоді ніхто не передавав, і місця в списках
block-holds = { $name } має:
block-holds-nothing = { $name }: діалогів немає, у списках каналів немає
block-open = { $n ->
    [one] { $n } відкритий або відкладений діалог
    [few] { $n } відкриті або відкладені діалоги
    [many] { $n } відкритих або відкладених діалогів
   *[other] { $n } відкритих або відкладених діалогів
}
block-waiting = { $n ->
    [one] у { $n } з них клієнт чекає на відповідь
    [few] у { $n } з них клієнти чекають на відповідь
    [many] у { $n } з них клієнти чекають на відповідь
   *[other] у { $n } з них клієнти чекають на відповідь
}
block-closed = { $n ->
    [one] { $n } закритий діалог або спам
    [few] { $n } закриті діалоги або спам
    [many] { $n } закритих діалогів або спам
   *[other] { $n } закритих діалогів або спам
}
block-lists = нові діалоги з каналів: { $names }
block-will-go-to = Відкриті й відкладені діалоги отримає { $name }, решта стане нічиєю.
block-will-keep = Діалоги лишаться за користувачем.
block-will-distribute = Відкриті й відкладені діалоги буде роздано за списками їхніх каналів, решта стане нічиєю.
block-will-free = Усі ці діалоги стануть нічиїми.
block-will-leave = Зі списків каналів користувача буде вилучено.
cli-block-question = Заблокувати? [т/Н]
cli-block-not-confirmed = нічого не зроблено
cli-block-back = щоб повернути все: { $command }
cli-block-moved-dialogs = { $n ->
    [one] передано { $n } діалог
    [few] передано { $n } діалоги
    [many] передано { $n } діалогів
   *[other] передано { $n } діалогів
}
cli-block-moved-lists = { $n ->
    [one] змінено список { $n } каналу
    [few] змінено списки { $n } каналів
    [many] змінено списки { $n } каналів
   *[other] змінено списки { $n } каналів
}
cli-agent-is-away = { $name }: немає на місці, нові діалоги самі не приходять
cli-agent-is-back = { $name }: на місці
cli-column-presence = ПРИСУТНІСТЬ
cli-state-away = немає
cli-state-here = на місці
audit-agent-away = користувача немає на місці
audit-agent-back = користувач знову на місці
team-cannot-receive = { $name } не може отримати ці діалоги: це той самий користувач, або його заблоковано, або він не має права відповідати в одному з каналів
cli-agent-logs-in = { $name } на цій машині — `{ $user }`
cli-agent-logs-in-no-more = { $name } не має облікового запису на цій машині
cli-role-set = { $agent } тепер має роль { $name }
cli-role-added = роль { $name } створено
cli-role-changed = роль { $name } змінено
cli-role-dropped = роль { $name } прибрано
cli-role-own = власна
cli-role-built-in = вбудована
cli-exception-wrong = `{ $text }` — не КАНАЛ=ВИДИМІСТЬ[:ПРАВА]
cli-word-wrong = `{ $word }` тут невідоме
cli-column-see = БАЧИТЬ
cli-column-may = МОЖЕ
cli-column-exceptions = ВИНЯТКИ
cli-column-agents = КОРИСТУВАЧІВ
cli-column-label = ПОЗНАЧКА
cli-column-issued = ВИДАНО
cli-column-expires = ДО
cli-column-used = ВОСТАННЄ
cli-column-by = ХТО
cli-column-dialog = ДІАЛОГ
cli-column-whom = КОГО
cli-column-details = ПОДРОБИЦІ
cli-token-issued = { $n ->
    [one] це токен для { $name } на { $n } день; більше його не буде показано: `keydesk login`
    [few] це токен для { $name } на { $n } дні; більше його не буде показано: `keydesk login`
    [many] це токен для { $name } на { $n } днів; більше його не буде показано: `keydesk login`
   *[other] це токен для { $name } на { $n } дня; більше його не буде показано: `keydesk login`
}
cli-no-tokens = токенів ще не видано
cli-token-is-good = дійсний
cli-token-is-expired = строк минув
cli-token-is-revoked = відкликано
cli-token-revoked = за токеном { $id } більше ніхто не ввійде
cli-audit-empty = нічого такого не робили
cli-audit-owner = власник столу
audit-agent-added = користувача додано
audit-agent-renamed = користувача перейменовано
audit-agent-role = дано роль
audit-agent-blocked = користувача заблоковано
audit-agent-unblocked = користувача розблоковано
audit-agent-login = вказано обліковий запис системи
audit-role-added = роль створено
audit-role-changed = роль змінено
audit-role-dropped = роль прибрано
audit-token-issued = токен видано
audit-token-revoked = токен відкликано
audit-other = щось новіше за цю програму
audit-delivery = вирішено, що з надсиланням відповіді
audit-assigned = призначено
audit-unassigned = знято з
audit-snoozed = відкладено
audit-tagged = теги змінено
audit-people = контакти об'єднано чи роз'єднано
audit-contact-noted = записано про клієнта

## Командний рядок: швидкі відповіді й макроси

cli-help-csv = таблиця, перший рядок якої називає стовпці: назва,текст,скорочення
cli-column-shortcut = СКОРОЧЕННЯ
cli-column-folder = ТЕКА
cli-column-language = МОВА
cli-column-text = ТЕКСТ
cli-column-steps = КРОКИ
cli-cannot-read = не вдалося прочитати { $file }
cli-replies-none = швидких відповідей ще немає: їхнє місце — { $file }
cli-macros-none = макросів ще немає: їхнє місце — { $file }
cli-replies-ok = { $n ->
    [one] { $file }: усе гаразд, { $n } швидка відповідь
    [few] { $file }: усе гаразд, { $n } швидкі відповіді
    [many] { $file }: усе гаразд, { $n } швидких відповідей
   *[other] { $file }: усе гаразд, { $n } швидкої відповіді
}
cli-replies-added = { $n ->
    [one] { $file }: додано { $n } швидку відповідь
    [few] { $file }: додано { $n } швидкі відповіді
    [many] { $file }: додано { $n } швидких відповідей
   *[other] { $file }: додано { $n } швидкої відповіді
}
cli-replies-left = { $n ->
    [one] { $n } рядок з { $file } пропущено
    [few] { $n } рядки з { $file } пропущено
    [many] { $n } рядків з { $file } пропущено
   *[other] { $n } рядка з { $file } пропущено
}
cli-replies-double = пропущено, бо така назва вже є: { $name }
cli-replies-shortcut = додано без скорочення, бо воно вже зайняте: { $name }

## Командний рядок: налаштування, демонстрація, порятунок

cli-config-ok = { $file }: усе гаразд
cli-config-none = { $file }: усе гаразд, такого файлу немає, тож усе як звичайно
cli-demo-not-one = стіл у теці { $dir } не демонстраційний, тож демонстрація його не чіпає
cli-demo-not-one-hint = `keydesk demo` без --dir має власну теку
cli-demo-seed = цей демонстраційний стіл розповідає історію { $kept }, а не { $asked }
cli-demo-seed-hint = `{ $command }` викине його й почне іншу
cli-demo-busy = цей демонстраційний стіл відкрито в іншому keydesk
cli-demo-busy-hint = спершу вийдіть з іншого або спробуйте без --fresh
cli-demo-damaged-hint = `{ $command }` почне новий
cli-recovered = Усе, що вдалося прочитати, знову на столі:
cli-saved-channels = { $n ->
    [one] { $n } канал
    [few] { $n } канали
    [many] { $n } каналів
   *[other] { $n } каналу
}
cli-saved-agents = { $n ->
    [one] { $n } користувач
    [few] { $n } користувачі
    [many] { $n } користувачів
   *[other] { $n } користувача
}
cli-recover-lost = { $n ->
    [0] Про втрати нічого не відомо.
    [one] Втрачено приблизно { $n } запис.
    [few] Втрачено приблизно { $n } записи.
    [many] Втрачено приблизно { $n } записів.
   *[other] Втрачено приблизно { $n } запису.
}
cli-recover-kept = Пошкоджений файл збережено: { $file }
cli-recover-failed-hint = прочитати з нього не вдалося нічого; візьміть стіл із копії
cli-recover-busy-hint = вийдіть з усіх keydesk, де відкрито цей стіл, і повторіть
cli-recovered-nothing = з пошкодженого стола не вдалося прочитати нічого; на його місці тепер порожній
courier-not-started = не вдалося запустити канали: { $why }

## Half-written texts

draft-reply = Чернетка відповіді:
draft-note = Чернетка нотатки:

## What others do meanwhile, and what cannot be done

fresh-channel-ill = немає зв’язку з каналом { $name }
composer-save-note = Записати
composer-meanwhile = ↑ нове повідомлення, спершу прочитайте
undo-passes-over = останню дію не скасувати; ще раз скасує попередню: { $name }
assign-ask-nobody = Цей діалог нічий.
assign-ask-whose = Цей діалог веде { $name }.
assign-ask-read = Enter: взяти собі · Esc: назад
close-unsent = Ще не надіслано: Enter і ще раз Enter надішле, Esc поверне до тексту
assign-ask-note = Enter: взяти собі, ще раз Enter запише · Tab: записати так · Esc: назад
editor-kept = редактор завершився з помилкою: текст лишився, як був, а записане ним лежить у { $file }

totals-waiting-fresh = { $n ->
    [one] { $n } очікує
    [few] { $n } очікують
    [many] { $n } очікують
   *[other] { $n } очікують
}

## Сповіщення, доки вікно не попереду: заголовок і слова під ним

notice-several = { $n ->
    [one] { $n } нове повідомлення
    [few] { $n } нові повідомлення
    [many] { $n } нових повідомлень
   *[other] { $n } нового повідомлення
}
notice-last = останнє — { $name }: { $text }
notice-nobody = Без імені
notice-file = Надіслано файл
## keydesk doctor keys: сторінка та звіт

doctor-title = Що надсилає ця клавіатура
doctor-intro = Натискайте клавіші по черзі, у тій розкладці, яка ввімкнена.
doctor-unnamed = термінал, який не каже, як його звати
doctor-press = Натисніть { $key }.
doctor-press-twice = Натисніть { $key } двічі: перше натискання забирає tmux.
doctor-press-tmux = tmux забирає { $key } собі. Якщо від натискання щось робить сам tmux, натисніть Space.
doctor-press-zellij = zellij забирає { $key } собі (а від Ctrl+Q завершується!). Спершу замкніть його: Ctrl+G, або йдіть далі: Space.
doctor-odd = Це { $what }, а не { $key }. Якщо тут { $key } надсилає саме це, натисніть ще раз.
doctor-space = Space нічого не сталося
doctor-backspace = Backspace назад
doctor-esc = Esc досить
doctor-agreed-legacy = Лише керівні байти, як сказано в налаштуваннях
doctor-agreed-kitty = Клавіатурний протокол kitty, прапорці { $n }
doctor-agreed-other = modifyOtherKeys, рівень { $n }
doctor-agreed-unconfirmed = Запитано modifyOtherKeys; термінал не каже, чи підтримує його
doctor-agreed-nothing = Лише керівні байти: нічого іншого термінал не пропонує
doctor-agreed-silent = Невідомо: термінал не відповів
doctor-means-key = { $key }
doctor-means-nothing = нічого не надійшло
doctor-means-same = Enter або Ctrl+M: один байт
doctor-means-letter = літера { $letter }: Ctrl загубився
doctor-means-other = інша клавіша: { $key }
doctor-means-unknown = байти, які не є клавішею
doctor-layout-any = будь-яка
doctor-layout-latin = латинка
doctor-layout-base = кирилиця: { $letter }, базова клавіша
doctor-layout-table = кирилиця: { $letter }, таблиця ЙЦУКЕН
doctor-layout-keysym = кирилиця: { $letter }, код X
doctor-works-directly = діє
doctor-works-twice = натиснути двічі
doctor-works-asks = запитує, або F2 m
doctor-works-menu = F2 { $letter }
doctor-works-unknown = не натиснуто
doctor-terminal = Термінал
doctor-answers = Відповіді
doctor-agreed = Клавіші
doctor-layers = Дорогою
doctor-none = нічого
doctor-prefix = префікс { $key }
doctor-column-key = КЛАВІША
doctor-column-works = ТУТ
doctor-column-sends = НАДСИЛАЄ
doctor-column-means = ЩО ЦЕ
doctor-column-layout = РОЗКЛАДКА
doctor-all-work = Усі чотири клавіші тут діють.
doctor-helps = Що допоможе:
doctor-cure-tmux-prefix = { $key } — префікс tmux: перше натискання лишається там. Інший префікс її звільнить; у ~/.tmux.conf:
doctor-cure-tmux-root = { $key } має в tmux власне призначення. У ~/.tmux.conf:
doctor-cure-tmux-old = tmux { $version } за будь-яких налаштувань робить із Ctrl+M та Enter один байт; починаючи з версії 3.5 він може їх розрізняти.
doctor-cure-tmux-extended = tmux може відрізняти Ctrl+M від Enter, якщо це вміє термінал довкола нього. У ~/.tmux.conf, після чого під’єднайтеся заново:
doctor-cure-zellij = zellij забирає Ctrl+O, Ctrl+Q і Ctrl+B, доки його не замкне Ctrl+G. Щоб він запускався заблокованим, у config.kdl:
doctor-cure-screen = screen забирає Ctrl+Q, щоб призупиняти й поновлювати вивід. У ~/.screenrc:
doctor-cure-mosh = mosh сам є терміналом і робить із Ctrl+M та Enter один байт; ssh пропускає все, що вміє ваш.
doctor-cure-layout = Без латинської розкладки термінал замість сполучень надсилає літери або взагалі нічого. Якщо вона є поряд із кириличною (us,ua), чотири клавіші діють в обох.
doctor-cure-distinct = Цей термінал відрізняє Ctrl+M від Enter, але не каже про це. Якщо іншим ви не користуєтеся, у налаштуваннях:
doctor-cure-undistinct = У налаштуваннях сказано, що Ctrl+M — окрема клавіша, а тут це Enter: вона надіслала б написане. У налаштуваннях:
doctor-cure-auto = Цей термінал пропонує більше, ніж керівні байти, а налаштування це забороняють. У налаштуваннях:
doctor-cure-legacy = Термінал каже, що відрізняє Ctrl+M від Enter, а надсилає Enter. У налаштуваннях:
doctor-cure-enter = Тут Ctrl+M — це Enter: F2 m призначає одразу, а Enter у не вашому діалозі спершу запитує.
doctor-cure-menu = Усе, що не доходить, є в меню під тією самою літерою: F2 { $letter } — це { $key }.
doctor-cure-byobu = byobu забирає функціональні клавіші: { $key } вимикає це й вмикає.
