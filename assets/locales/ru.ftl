# keydesk по-русски.
#
# Ключи и их группы те же, что и в английском файле. Число, от которого зависит форма слова,
# зовётся $n и имеет формы one, few и many. Точка в конце только тогда, когда предложений два.

## Время: короткие формы для узких столбцов

time-now = сейчас
time-minutes = { $n } мин
time-hours = { $n } ч
time-days = { $n } дн
time-minutes-long = { $n } мин
time-hours-long = { $n ->
    [one] { $n } час
    [few] { $n } часа
    [many] { $n } часов
   *[other] { $n } часа
}
time-days-long = { $n ->
    [one] { $n } день
    [few] { $n } дня
    [many] { $n } дней
   *[other] { $n } дня
}

## Даты: неделя начинается с понедельника

weekday-1 = пн
weekday-2 = вт
weekday-3 = ср
weekday-4 = чт
weekday-5 = пт
weekday-6 = сб
weekday-7 = вс
month-1 = янв
month-2 = фев
month-3 = мар
month-4 = апр
month-5 = мая
month-6 = июн
month-7 = июл
month-8 = авг
month-9 = сен
month-10 = окт
month-11 = ноя
month-12 = дек
date-day = { $day } { $month }

## Настройки: что не так в файле

config-missing = нет файла настроек { $file }
config-unreadable = не удалось прочитать файл настроек { $file }: { $cause }
config-faulty = { $n ->
    [one] { $file }: { $n } ошибка
    [few] { $file }: { $n } ошибки
    [many] { $file }: { $n } ошибок
   *[other] { $file }: { $n } ошибки
}
config-homeless = система не называет домашней папки
config-syntax = это не TOML: { $detail }
config-no-quotes = текст должен быть в кавычках
config-twice = это задано дважды
config-not-utf8 = отсюда файл уже не текст в UTF-8
config-unknown-setting = нет настройки `{ $key }`
config-unknown-table = нет таблицы [{ $table }]
config-type = `{ $key }`: здесь место для { $expected ->
    [text] текста в кавычках
    [number] целого числа
    [switch] true или false
    [table] таблицы
    [texts] списка текстов
   *[other] иного
}, а тут { $found ->
    [text] текст в кавычках
    [number] целое число
    [fraction] дробное число
    [switch] true или false
    [moment] дата
    [list] список
    [table] таблица
   *[other] нечто иное
}
config-word = `{ $key }` не может быть `{ $value }`, только одно из: { $allowed }
config-range = `{ $key }` должно быть от { $min } до { $max }, а тут { $value }
config-alarm-first = тревога (через { $alarm } мин) наступила бы раньше предупреждения (через { $warn } мин)
config-hub-url = `hub.url` — это не адрес хаба
config-hub-open = `hub.url` должен начинаться с https://: иначе кто угодно по пути сможет читать всё
config-hub-secret = в `hub.url` не должно быть имени или пароля
config-no-hub = `store` — это `hub`, а в `hub.url` не сказано, какой именно
config-unknown-action = нет действия `{ $action }`
config-unknown-key = `{ $key }` — это не клавиша (для действия `{ $action }`)

## Настройки: как было бы правильно

config-hint-missing = без --config берётся обычное место, и файла там может не быть
config-hint-homeless = скажите, где что должно лежать: --dir ПАПКА --config ФАЙЛ
config-hint-meant = наверное, `{ $word }`?
config-hint-home = место этому под [{ $table }]
config-hint-top = место этому в начале файла, перед первой [таблицей]
config-hint-known = здесь можно: { $names }
config-hint-syntax = строка выглядит так: name = "text", или 15, или true
config-hint-quotes = вот так: theme = "dark"
config-hint-key-list = вот так: close = ["ctrl+o"]
config-hint-keys = клавиши пишутся так: "j", "G", "ctrl+o", "alt+1", "f2", "enter"
config-hint-hub-url = вот так, под [hub]: url = "https://desk.example.com", "http://localhost:7070" или "unix:///run/keydesk/hub.sock"

## Быстрые ответы, макросы, представления: что не так в файле

book-faulty = { $n ->
    [one] { $n } ошибка в быстрых ответах, макросах или представлениях
    [few] { $n } ошибки в быстрых ответах, макросах или представлениях
    [many] { $n } ошибок в быстрых ответах, макросах или представлениях
   *[other] { $n } ошибки в быстрых ответах, макросах или представлениях
}
book-broken = пока в { $file } есть ошибки, туда ничего не добавляется
book-has-already = `{ $name }` уже есть
book-unwritten = не удалось записать { $file }: { $cause }
book-unreadable = этот файл не удалось прочитать: { $cause }
book-too-big = файл больше { $max } КиБ, поэтому он не прочитан
book-would-be-too-big = { $file } стал бы больше { $max } КиБ, и его не удалось бы прочитать; ничего не добавлено
book-unknown-list = для `{ $name }` в этом файле нет места
book-not-list = `{ $name }` должно быть списком
book-hint-list = каждая запись начинается строкой [[{ $name }]]
book-lacks = в этом [[{ $list }]] не хватает `{ $key }`
book-empty = `{ $key }` пусто
book-bad-name = название — это одна строка, от 1 до { $max } знаков
book-double = `{ $name }` уже есть, в строке { $line }
book-bad-shortcut = `{ $word }` не может быть сокращением: оно без пробелов, `;` и `/`, самое большее 20 знаков
book-bad-language = `{ $word }` — это не язык; язык пишется двумя буквами: uk, ru, en
book-too-long = `{ $key }` длиннее { $max } знаков
book-one-line = `{ $key }` должно быть одной строкой
book-open-brace = эта скобка не закрыта
book-hint-brace = скобка, которая должна остаться скобкой, пишется дважды: { "{{" }
book-unknown-placeholder = нет подстановки `{ $word }`
book-no-verb = нет шага `{ $verb }`
book-step-needs = шагу `{ $verb }` нужно что-то после двоеточия
book-step-alone = после шага `{ $verb }` двоеточие не нужно
book-hint-example = вот так: { $example }
book-no-reply = нет быстрого ответа `{ $name }`
book-reply-asks = в быстром ответе `{ $name }` есть поля, которые надо заполнить, поэтому макрос его не отправит
book-bad-tag = метка — это одна строка, от 1 до { $max } знаков
book-too-many-steps = в макросе самое большее { $max } шагов
book-place-taken = это место уже занято представлением `{ $name }`
book-csv-broken = эту строку не удалось прочитать: { $cause }
book-csv-columns = в первой строке не названы столбцы с названиями и текстами
book-csv-hint-columns = первая строка выглядит так: название,текст,сокращение
book-csv-hint-utf8 = сохраните таблицу как «CSV UTF-8»; обычный CSV часто бывает в Windows-1251

## Отказы: почему ничего не сделано

refused-not-allowed = ваша роль этого не позволяет
refused-already-closed = этот диалог уже закрыт
refused-already-open = этот диалог уже открыт
refused-already-assigned = у этого диалога уже есть ответственный: { $name }
refused-already-unassigned = этот диалог и так ничей
refused-is-spam = этот диалог в спаме: сначала верните его оттуда
refused-not-spam = этот диалог не спам
refused-not-snoozed = этот диалог не отложен
refused-snooze-past = это время уже прошло
refused-empty-text = отправлять нечего
refused-bad-tag = метка — это одна строка, не длиннее { $max } символов
refused-already-tagged = такая метка уже есть
refused-not-tagged = такой метки нет
refused-channel-inactive = канал выключен: отправить ничего нельзя
refused-agent-blocked = { $name }: пользователь заблокирован и новых диалогов не получает
refused-agent-looks-on = { $name } не может отвечать: роль не позволяет
refused-no-agent = такого пользователя нет
refused-no-dialog = такого диалога нет
refused-no-message = такого сообщения нет
refused-not-stuck = это сообщение не ждёт решения
refused-no-contact = такого контакта больше нет
refused-same-person = это уже один человек
refused-not-merged = этот контакт не объединён с другим
refused-same-note = в заметке уже именно это
refused-nothing-to-undo = отменять нечего
refused-changed-since = диалог с тех пор изменился: посмотрите ещё раз
refused-taken-by = диалог тем временем взял агент { $name }
refused-wrote-since = клиент тем временем написал: посмотрите ещё раз
refused-no-file = содержимого файла из ответа нет
refused-file-too-large = файл ответа больше, чем принимает хаб (100 МБ)
refused-not-taken = хаб не может это принять: слишком длинное для него или слишком новое

## Пользователи, роли, токены: почему нет

team-bad-name = имя или метка — это одна строка видимых знаков, не больше { $n } клеток
team-name-taken = имя { $name } уже занято
team-no-role = такой роли нет, или она встроенная
team-no-token = такого токена нет, или он уже отозван
team-role-in-use = { $n ->
    [one] эта роль у { $n } пользователя: сначала дайте ему другую
    [few] эта роль у { $n } пользователей: сначала дайте им другую
    [many] эта роль у { $n } пользователей: сначала дайте им другую
   *[other] эта роль у { $n } пользователя: сначала дайте им другую
}
team-login-taken = эта учётная запись системы уже принадлежит { $name }
team-last-admin = не осталось бы никого, кто может управлять пользователями
team-at-the-hub = этот стол следует за хабом: пользователями управляют там

## Связь с хабом: что ей мешает, и команды для неё

sync-unreachable = хаб недоступен: { $why }
sync-unreachable-hint = ничего не теряется: сделанное хранится здесь и уйдёт, как только хаб ответит
sync-strange = то, что там отвечает, не хаб этой версии: { $why }
sync-strange-hint = проверьте адрес; если хаб обновили, обновите keydesk и здесь
sync-logged-out = хаб не знает этого входа или уже не знает
sync-logged-out-hint = войдите снова: keydesk login; то, что ждёт отправки, остаётся
sync-blocked = хаб заблокировал этого агента
sync-blocked-hint = обратитесь к тому, кто управляет агентами на хабе
sync-start-over = хаб рассказывает всё сначала
sync-too-many = хаб просит немного подождать
sync-hub-trouble = у хаба неполадки: { $what }
sync-hub-trouble-hint = попытка повторится сама; подробнее — в журнале хаба
sync-hub-said = хаб отказывает: { $what }
sync-broken = связь с хабом сломалась, начинается снова
sync-other-desk = по адресу хаба отвечает другой стол: ему ничего не отправляется
sync-other-agent = хаб считает вас агентом { $name }, а эта копия принадлежит другому: войдите под ним
sync-no-replica = этот стол не следует ни за каким хабом
sync-no-token-read = токен не читается: { $why }
sync-not-started = связь с хабом не начинается: { $why }
cli-on-the-hub = этот стол — копия командного: это делают на хабе
cli-on-the-hub-hint = выполните ту же команду там, где работает keydesk serve
cli-not-logged-in = этот стол — на хабе, а входа ещё не было
cli-not-logged-in-hint = войдите: { $command }
cli-hub-nobody = от хаба ещё ничего не пришло
cli-hub-nobody-hint = получите: keydesk sync --once
cli-hub-not-as = на копии стола команды всё делается от имени { $name }
cli-hub-not-as-hint = войдите как другой в отдельном профиле
cli-help-login-url = Хаб: https://…, http://localhost:… или unix:///…; если не указан — тот, что в настройках
cli-login = Работать за командным столом: войти на его хаб
cli-logout = Забыть токен хаба; стол и то, что ждёт, остаются
cli-login-nowhere = какой хаб?
cli-login-other = в настройках другой хаб: { $url }
cli-login-other-hint = измените hub.url в { $file } или войдите в другом профиле
cli-login-token = Токен для { $url } (он не виден):
cli-login-no-token = это не токен
cli-login-no-token-hint = его создаёт тот, кто держит хаб: keydesk agent token issue ИМЯ
cli-login-failed = вход на { $url } не сохраняется или не читается
cli-login-other-agent = эта копия принадлежит другому агенту, и его работа ещё ждёт отправки
cli-login-other-agent-hint = сначала войдите тем агентом и выполните { $command } или возьмите другой профиль
cli-login-other-desk = это уже копия другого стола
cli-login-own-desk = здесь уже есть ваш собственный стол
cli-login-profile-hint = создайте профиль для командного стола: keydesk profile add team --hub URL
cli-logged-in = Вход выполнен: { $name }, { $url }.
cli-login-command = Токен даёт hub.token_command, он не хранится.
cli-login-kept = Токен — в { $file }, этот файл читаете только вы.
cli-login-filling = { $n ->
    [one] Ещё { $n } диалог придёт, пока keydesk открыт, или командой { $command }.
    [few] Ещё { $n } диалога придут, пока keydesk открыт, или командой { $command }.
    [many] Ещё { $n } диалогов придёт, пока keydesk открыт, или командой { $command }.
   *[other] Ещё { $n } диалога придёт, пока keydesk открыт, или командой { $command }.
}
cli-logged-out = Токен забыт. Стол остаётся как есть.
cli-logged-out-already = Токена не было.
cli-logout-command = hub.token_command даёт его, пока указан в настройках.
cli-logout-token = Он ещё действителен: отозвать его может тот, кто держит хаб.
cli-sync = Держать копию и хаб одинаковыми без экрана
cli-help-once = Завершить, как только всё здесь и ничего не ждёт
cli-sync-live = Всё здесь.
cli-sync-catching = Получается то, что произошло за это время.
cli-sync-filling = Приходят диалоги.
cli-sync-nothing-waits = Ничто не ждёт отправки.
cli-sync-waiting = { $n ->
    [one] { $n } действие ждёт отправки.
    [few] { $n } действия ждут отправки.
    [many] { $n } действий ждут отправки.
   *[other] { $n } действия ждёт отправки.
}
cli-sync-refused = { $n ->
    [one] Хаб отказал в { $n }:
    [few] Хаб отказал в { $n }:
    [many] Хаб отказал в { $n }:
   *[other] Хаб отказал в { $n }:
}
cli-hub-refused = #{ $id } { $name }: хаб отказал: { $why }
cli-kept = { $n ->
    [one] Сохранено здесь: { $n } действие уйдёт, когда хаб доступен и keydesk открыт, или командой { $command }.
    [few] Сохранено здесь: { $n } действия уйдут, когда хаб доступен и keydesk открыт, или командой { $command }.
    [many] Сохранено здесь: { $n } действий уйдёт, когда хаб доступен и keydesk открыт, или командой { $command }.
   *[other] Сохранено здесь: { $n } действия уйдёт, когда хаб доступен и keydesk открыт, или командой { $command }.
}

## Каналы: что мешает им работать

channel-unreachable = канал недоступен: { $why }
channel-unauthorized = канал не принимает наши учётные данные: { $why }
channel-contested = канал читает ещё кто-то с теми же учётными данными: { $why }
channel-forbidden = каналу не хватает разрешения: { $why }
channel-later = канал просит подождать { $seconds } с

# Проверки бота Telegram.
tg-token-missing = не удалось получить токен бота: { $why }
tg-token-missing-todo = Укажите токен заново: keydesk channel reauthorize
tg-token-refused = Telegram не принимает токен бота: { $why }
tg-token-refused-todo = Возьмите токен у @BotFather (/mybots, бот, API Token) и укажите его заново: keydesk channel reauthorize
tg-unreachable = Telegram недоступен: { $why }
tg-unreachable-todo = Проверьте, есть ли на этом компьютере интернет и не блокирует ли что-нибудь Telegram.
tg-token-good = токен принадлежит боту { $name } ({ $handle })
tg-webhook-unknown = не удалось выяснить, не забирает ли сообщения бота другой сервис: { $why }
tg-webhook-none = вебхука нет: сообщения можно получать
tg-webhook-set = сообщения бота забирает другой сервис: вебхук ведёт на { $host }
tg-webhook-set-todo = Отключите бота от того сервиса или подключите здесь другого: сообщения приходят только в одно место.
tg-pending = { $count ->
    [0] в Telegram ничего не ждёт
    [one] в Telegram ждёт { $count } обновление
    [few] в Telegram ждут { $count } обновления
    [many] в Telegram ждёт { $count } обновлений
   *[other] в Telegram ждёт { $count } обновления
}
tg-pending-todo = Они будут получены, когда канал активен и keydesk работает; Telegram хранит их сутки.
tg-groups-all = в группах бот видит все сообщения
tg-groups-private = в группах бот видит только команды и ответы на свои сообщения
tg-groups-private-todo = Чтобы он видел все: @BotFather, /setprivacy, Disable; затем удалите бота из группы и добавьте снова.

courier-no-lease = не удалось взять на себя каналы стола: { $why }
courier-no-files = не удаётся сохранить пришедшие файлы: { $why }
courier-task-broken = часть курьера дала сбой и запускается снова: { $task }

# Электронная почта: что показала проверка ящика
mail-login-good = { $host } впускает { $user }
mail-login-refused = { $host } не впускает { $user }: { $why }
mail-login-todo = проверьте пользователя и пароль; многие почтовые службы требуют отдельный пароль для программ или токен вместо обычного
mail-unreachable = { $host } недоступен: { $why }
mail-unreachable-todo = проверьте имя сервера, порт, способ защиты соединения и сеть
mail-folder-good = папка { $folder } открыта, писем в ней: { $count }
mail-folder-refused = папку { $folder } не удаётся открыть: { $why }
mail-folder-todo = проверьте имя папки и есть ли у пользователя право её читать
mail-beyond = это письмо слишком велико, чтобы его взять ({ $size }): здесь только начало. Целиком оно лежит в почтовом ящике, в папке { $folder }: от { $from }, тема: { $subject }
mail-newest-good = самое новое письмо пришло { $when }
mail-newest-none = в папке { $folder } ещё нет писем
mail-newest-todo = отправьте письмо на { $address } и проверьте ещё раз: если оно не появится, почтовая служба кладёт его в другое место, например в спам

## Файл стола: что мешает ему работать

store-full = диск полон: ничего не изменено
store-full-hint = освободите место на диске и повторите действие
store-read-only = в файл стола нельзя писать: проверьте права на его папку
store-read-only-hint = разрешите запись в папку стола и повторите действие
store-superseded = запрос отменён: пришёл более новый
store-no-index = указатель поиска повреждён; сообщения целы
store-no-index-hint = он будет создан заново при следующем запуске
store-busy = файл стола занят другой программой
store-busy-hint = подождите немного и повторите действие; если не пройдёт, закройте другую программу
store-corrupt = файл стола повреждён
store-corrupt-hint = `keydesk desk recover` спасёт всё, что можно спасти
store-newer = у файла стола версия { $found }, эта программа знает { $known }: нужен более новый keydesk
store-newer-hint = обновите keydesk и откройте стол снова
store-unopened = не удалось открыть файл стола: { $why }
store-unopened-hint = проверьте, есть ли папка стола и можно ли в неё писать
store-gone = стол закрыт
store-database = сбой файла стола ({ $doing }): { $why }

## Экран

view-waiting = Ждут
view-mine = Мои
view-unassigned = Ничьи
view-open = Открытые
view-snoozed = Отложенные
view-closed = Закрытые
view-spam = Спам
view-orphans = Бесхозные
too-small = экран мал, нужно { $size }
fresh-loading = загрузка…
fresh-live = на связи
fresh-live-elsewhere = на связи, каналы ведёт другое окно
fresh-sending = отправляется: { $n }
chip-search = поиск: { $words } { $place }
chips-hidden = фильтры скрыли: { $n } · { $key } показать все
chips-hidden-short = скрыто: { $n } · { $key }
chips-clear = { $key } назад к представлению
totals-waiting = { $n ->
    [one] { $n } ждёт, дольше всех { $age }
    [few] { $n } ждут, дольше всех { $age }
    [many] { $n } ждут, дольше всех { $age }
   *[other] { $n } ждут, дольше всех { $age }
}
totals-nobody = никто не ждёт
totals-stuck = не отправлено: { $n }
row-not-sent = не отправлено
row-answering = отвечаем…
owner-me = я
owner-nobody = –
thread-nobodys = ничей
thread-mine = мой
thread-gone = Этого диалога больше нет.
thread-below = { $n ->
    [one] ↓ ещё { $n } строка
    [few] ↓ ещё { $n } строки
    [many] ↓ ещё { $n } строк
   *[other] ↓ ещё { $n } строки
}
thread-beginning = Здесь начинается переписка.
thread-older = Старые сообщения загружаются…
thread-newer = ↓ ниже есть более новые сообщения · { $key } — к последнему
mark-snoozed = отложен
mark-until-reply = пока не напишет
mark-closed = закрыт
mark-spam = спам
author-me = Я
message-edited = изменено
message-quote = { $n ->
    [one] … { $n } строка цитаты: { $key }
    [few] … { $n } строки цитаты: { $key }
    [many] … { $n } строк цитаты: { $key }
   *[other] … { $n } строки цитаты: { $key }
}
quotes-none = Здесь ничего не свёрнуто.
author-auto = Автоматически
author-app = Из другой программы
author-note = Заметка для коллег · { $name }
delivery-queued = в очереди
delivery-retrying = пробуем ещё
delivery-sending = отправляется…
delivery-sent = ✓ отправлено
delivery-delivered = ✓ доставлено
delivery-read = ✓✓ прочитано
delivery-failed = ✗ не отправлено
delivery-unsure = ? могло и дойти
delivery-dropped = отброшено

# Экран копии стола: насколько всё свежее, что ждёт, чего хаб не принял, кто ещё здесь
fresh-hub-seconds = { $n } с назад
fresh-hub-age = { $age } назад
fresh-hub-offline = офлайн с { $time }
fresh-hub-offline-short = офлайн { $time }
fresh-hub-filling = первая загрузка { $n } %
fresh-hub-filling-begun = первая загрузка…
fresh-hub-logged-out = войдите снова: keydesk login
fresh-hub-logged-out-short = войдите снова
fresh-hub-waiting = в очереди: { $n }
fresh-hub-refused = { $key } не принято: { $n }
delivery-waits-for-hub = ждёт хаб
thread-older-coming = Загружаются старые сообщения…
thread-older-hub = Старые сообщения есть на хабе.
thread-older-offline = Старые сообщения есть на хабе, но сейчас он недоступен.
presence-here = { $n ->
    [one] { $names } здесь
    [few] { $names } здесь
    [many] { $names } здесь
   *[other] { $names } здесь
}
presence-typing = { $n ->
    [one] { $names } пишет…
    [few] { $names } пишут…
    [many] { $names } пишут…
   *[other] { $names } пишут…
}
hub-asked = спрашиваем хаб…
hub-kept-only = только то, что хранится здесь
hub-none = у этого стола нет хаба: всё здесь
hub-title = Хаб
hub-waiting = { $n ->
    [one] { $n } действие ещё не дошло до хаба. Оно записано на этот диск и отправится само.
    [few] { $n } действия ещё не дошли до хаба. Они записаны на этот диск и отправятся сами.
    [many] { $n } действий ещё не дошли до хаба. Они записаны на этот диск и отправятся сами.
   *[other] { $n } действия ещё не дошли до хаба. Они записаны на этот диск и отправятся сами.
}
hub-next-try = Следующая попытка в { $time }.
hub-login = Чтобы войти: выйдите клавишей q, запустите keydesk login и возвращайтесь. Ничего не пропадёт.
hub-nothing-refused = Хаб ничего не отклонил.
hub-refused-head = Этого хаб не принял, поэтому оно не сделано:
hub-text-kept = текст снова в черновике диалога
hub-refused-one = Не сделано, { $name }: { $why }
hub-refused-text-kept = Не отправлено, { $name }: { $why }. Текст снова в черновике
hub-refused-many = { $n ->
    [one] Хаб не принял { $n } действие, которое казалось сделанным; покажет клавиша { $key }
    [few] Хаб не принял { $n } действия, которые казались сделанными; покажет клавиша { $key }
    [many] Хаб не принял { $n } действий, которые казались сделанными; покажет клавиша { $key }
   *[other] Хаб не принял { $n } действия, которые казались сделанными; покажет клавиша { $key }
}
empty-filling = Диалоги поступают с хаба.
empty-filling-text = Сначала открытые, и прежде всего те, кто ждёт дольше всех. Отвечать можно, как только диалог появится здесь.
empty-hub = С хаба ещё ничего не пришло.
empty-hub-away = Сейчас он недоступен. Попытки повторяются сами.
empty-hub-bare = Там не подключён ни один канал, или ваша роль их не показывает.
profile-title = К какому столу перейти?
profile-only-one = другого профиля нет

# Вернуть отправленное, быстрые ответы, макросы
delivery-held = уйдёт через { $n } с
delivery-held-key = { $key } вернёт
refused-gone-out = Поздно: ответ уже ушёл
undone-reply = Возвращено: слова снова в поле ответа
done-sent-closed = Отправлено и закрыто: { $name }
done-sent-closed-held = Закрыто: { $name }. Ответ уйдёт через { $n } с
composer-colleague = Тем временем уже отвечает { $name }: сначала посмотрите. Та же клавиша ещё раз — отправить
composer-own-app = Коллега тем временем ответил из мессенджера: сначала посмотрите. Та же клавиша ещё раз — отправить
composer-fill = Ещё не заполнено { $label }. Та же клавиша ещё раз — отправить как есть
replies-title = Быстрые ответы · { $name }
replies-placeholder = название, сокращение или слова из текста
replies-faults = { $n ->
    [one] { $n } ошибка в replies.toml, показана внизу
    [few] { $n } ошибки в replies.toml, показаны внизу
    [many] { $n } ошибок в replies.toml, показаны внизу
   *[other] { $n } ошибок в replies.toml, показаны внизу
}
replies-examples = Записать несколько примеров для начала
replies-examples-about = Быстрых ответов ещё нет. Четыре примера будут записаны в { $file }; меняйте их как угодно.
replies-written = { $n ->
    [one] Записан { $n } пример в { $file }
    [few] Записаны { $n } примера в { $file }
    [many] Записано { $n } примеров в { $file }
   *[other] Записано { $n } примеров в { $file }
}
macros-title = Макросы · { $name }
macros-placeholder = название или шаг
macros-none = Макросов ещё нет: опишите их в { $file }
macros-steps = { $n ->
    [one] { $n } шаг
    [few] { $n } шага
    [many] { $n } шагов
   *[other] { $n } шагов
}
macros-dialogs = { $n ->
    [one] { $n } диалог
    [few] { $n } диалога
    [many] { $n } диалогов
   *[other] { $n } диалогов
}
macros-not-loaded = Среди выбранных { $n ->
    [one] { $n } диалог
    [few] { $n } диалога
    [many] { $n } диалогов
   *[other] { $n } диалога
} вне экрана: макрос должен видеть все
macros-plan = { $title } · { $name }
macros-run = { $n ->
    [one] Выполнить { $n } шаг
    [few] Выполнить { $n } шага
    [many] Выполнить { $n } шагов
   *[other] Выполнить { $n } шагов
}
macro-done = { $title }: выполнено ({ $n ->
    [one] { $n } шаг
    [few] { $n } шага
    [many] { $n } шагов
   *[other] { $n } шагов
})
macro-stopped = { $title }: остановлено на «{ $step }», { $name }: { $why }. Выполнено: { $n }, не выполнено: { $left }
step-assign-me = назначить мне
step-assign = назначить: { $what }
step-unassign = снять назначение
step-tag = метка #{ $what }
step-untag = снять #{ $what }
step-reply = отправить «{ $what }»
step-note = заметка: { $what }
step-snooze = отложить: { $what }
step-close = закрыть
step-close-unassign = закрыть и снять назначение
step-spam = пометить спамом
step-reopen = открыть снова
step-already = уже так
step-not-reached = не дойдёт

choices-behind = Ждёт сообщения выше.
# Файлы, которые открывают и сохраняют из разговора.
files-open = Какой файл открыть?
files-save = Какой файл сохранить?
files-line = { $name } · { $size }
files-none = здесь нет файлов
files-none-open = здесь нет файлов; диалог закрывает { $key }
files-going = уже в работе: { $name }
files-coming = { $percent } % · { $name }
files-opened = открываю { $name }
files-saved = сохранено: { $file }
files-failed = { $what }
files-program = не открыто: { $name } может быть программой. Его можно сохранить
files-no-window = здесь нет экрана для окна другой программы: сохраните файл или укажите программу в files.opener
files-no-opener = в системе нет программы, которая открывает файлы: сохраните файл или укажите её в files.opener
files-not-opened = ни одна программа не взялась за { $name }: его можно сохранить
files-no-folder = система не называет домашней папки: укажите в files.folder, куда сохранять
files-opener-failed = не удалось запустить { $command }: { $why }
files-opener-left = { $command } завершилась с ошибкой
file-expired = { $size }, срок истёк
file-until = { $size }, до { $day }
size-bytes = { $n } Б
size-kilobytes = { $n } кБ
size-megabytes = { $n } МБ
day-today = сегодня
day-yesterday = вчера
composer-reply = Ответ · { $name }
composer-note = ЗАМЕТКА · видят только коллеги
composer-empty = пусто
card-title = Контакт
card-channel = Канал
card-channel-inactive = { $name } (отключён)
card-handle = Адрес
card-blocked-us = заблокировал нас
card-language = Язык
card-assigned = Назначен
card-status = Состояние
card-waiting = Ждёт
card-waiting-value = { $n ->
    [one] { $n } сообщение, { $age }
    [few] { $n } сообщения, { $age }
    [many] { $n } сообщений, { $age }
   *[other] { $n } сообщения, { $age }
}
card-tags = Метки
card-began = Диалог
card-began-value = { $n ->
    [one] { $n } сообщение с { $day }
    [few] { $n } сообщения с { $day }
    [many] { $n } сообщений с { $day }
   *[other] { $n } сообщения с { $day }
}
card-note = О контакте
card-last = Последний раз
card-note-none = ничего не записано
card-others = { $n ->
    [0] Тот же человек ещё где-то
   *[other] Другие диалоги человека: { $n }
}
card-others-none = других контактов не известно
contact-note-title = О контакте: { $name } · видят только коллеги
contact-note-empty = что стоит знать коллегам
contact-note-unsaved = не сохранено: Enter сохранит, ещё раз Esc — выйти
merge-title = { $name }: кто это ещё?
merge-placeholder = имя, телефон или адрес
merge-same-name = то же имя
merge-same-handle = тот же адрес
merge-joined = уже вместе: { $name } ({ $channel })
merge-ask = { $name }: тот же человек?
merge-yes = Да, это один человек: { $who }
merge-no = Нет, оставить отдельно
picture-title = Картина дня
picture-title-at = Картина дня · { $time }
picture-title-copy = { $title } · только то, что есть в этой копии
picture-meaning-title = Что означают числа
picture-counting = считаем…
picture-waiting = Ждут сейчас
picture-waiting-short = ещё без ответа · дольше всех
picture-waiting-meaning = Открытые и не отложенные диалоги, в которых клиент ждёт ответа (FAQ 4), по каналам, и с какого времени ждёт тот, кто ждёт дольше всех. В скобках — те, кто ждёт в отложенных диалогах.
picture-speed = Первый ответ сегодня
picture-speed-short = по часу начала · медиана, рядом 90 %
picture-speed-minutes = по часам · медиана, рядом 90 %, минуты
picture-speed-meaning = Ожидание начинается с первого сообщения после последнего ответа, который принял канал, или после последнего закрытия, которое в силе (FAQ 4), и кончается первым ответом после него, который канал принял. Автоматические ответы, заметки и неотправленные ответы ничего не кончают. Время считаем от этого сообщения до момента, когда ответ написан; относится оно к часу, в который началось ожидание. Закрытие кончает ожидание без ответа, такие считаем отдельно. Медиана и 90 % — по ближайшему рангу.
picture-agents = Первые ответы по коллегам
picture-agents-meaning = Те же ожидания, начавшиеся сегодня, по тому, кто написал ответ. Написанное в самом мессенджере не принадлежит никому.
picture-days = Открыто и закрыто
picture-days-short = по дням · открыто, рядом закрыто
picture-days-meaning = Открыто: первое сообщение диалога, в день, когда оно написано, или клиент снова открыл закрытый диалог (FAQ 4). Закрыто: закрытие, которое было в силе на конец своего дня или в силе сейчас; массовое закрытие (FAQ 7) считаем по каждому диалогу. Когда открывает коллега, закрытие отменено, и это не открытие.
picture-rest = Дни, спам, каналы
picture-rest-meaning = Дни и часы — местные. Диалоги, которые сейчас в спаме, не считаем совсем (FAQ 6), как и то, что исчезло вместе с удалённым каналом (FAQ 10).
picture-own-app = сам мессенджер
picture-answers = отв.
picture-median = медиана
picture-slow = 90 %
picture-no-answers = сегодня ещё без ответов
picture-no-waits = сегодня ещё никто не начал ждать
picture-seconds = { $n }с
picture-today = медиана { $median }, 90 % { $slow }, ответов { $answers }, закрыто без них { $closed }, ждут { $waiting }
picture-short = { $median } / { $slow }, ответов { $answers }
picture-day = открыто { $opened }, закрыто { $closed }
picture-days-today = сегодня открыто { $opened }, закрыто { $closed }

channels-title = Каналы
channels-waiting = Смотрим…
channels-none = Каналов ещё нет. Клавиша { $key } добавляет первый.
channels-hub = Каналы ведёт хаб: проверять и менять их можно только там.
channels-only-admins = Менять каналы может только тот, у кого есть на это право.
channels-column-name = Название
channels-column-state = Состояние
channels-column-last = Последнее
channels-column-try = Попытка
channels-state-ok = работает
channels-state-off = выключен
channels-state-unauthorized = нужен вход
channels-state-forbidden = нет прав
channels-state-lapsed = не оплачен
channels-state-contested = читает ещё кто-то
channels-state-unreachable = недоступен
channels-kind-telegram = Telegram
channels-kind-viber = Viber
channels-kind-instagram = Instagram
channels-kind-messenger = Messenger
channels-kind-whatsapp = WhatsApp
channels-kind-email = Электронная почта
channels-played = { $kind } · клиентов играет программа
channels-next-try = Следующая попытка в { $time }
channels-trouble = Последняя ошибка, { $at }: { $why }
channels-dialogs = { $n ->
    [one] { $n } диалог
    [few] { $n } диалога
    [many] { $n } диалогов
   *[other] { $n } диалога
  }, { $waiting ->
    [0] никто не ждёт
    [one] { $waiting } ждёт
    [few] { $waiting } ждут
    [many] { $waiting } ждут
   *[other] { $waiting } ждут
  }
channels-inbound = Последнее сообщение: { $at } ({ $age })
channels-inbound-never = Ни одного сообщения ещё не было
channels-authorized = Авторизован; последний раз подтверждено { $at }
channels-authorized-never = Авторизацию ещё не проверяли
channels-plan = Оплачен до { $day }
channels-plan-over = Тариф закончился { $day }
channels-unread = { $n ->
    [one] { $n } сообщение не удалось прочитать
    [few] { $n } сообщения не удалось прочитать
    [many] { $n } сообщений не удалось прочитать
   *[other] { $n } сообщения не удалось прочитать
  }: keydesk channel unread
channels-way-off = Новые диалоги остаются ничьими
channels-way-turn = Новые диалоги получают по очереди
channels-way-least = Новый диалог получает тот, у кого их меньше всего
channels-list-empty = в списке никого нет
channels-listed-blocked = { $name } — заблокирован
channels-listed-away = { $name } — нет на месте
channels-listed-unable = { $name } — не имеет права отвечать здесь
channels-listed-gone = кто-то, кого на столе уже нет
channels-list-title = { $name }: кто получает новые диалоги
channels-list-hint = В этом порядке. Первая строка — способ.
channels-options = Настройки
channels-check-title = Проверка: { $name }
channels-checking = Проверяем; это может длиться до минуты…
channels-broke-down = что-то сломалось в самой программе; что именно, она скажет после выхода
channels-check-failed = проверить не удалось: { $why }
channels-option-wrong = { $name }: { $why }
channels-add-title = Что подключить?
channels-add-telegram = Бот Telegram
channels-add-email = Почтовый ящик
channels-edit-title = Настройки: { $name }
channels-form-more = Ещё настройки ({ $n })
channels-form-less = Меньше
channels-form-try = Проверить и сохранить
channels-form-save = Сохранить
channels-form-anyway = Сохранить без проверки
channels-form-trying = Проверяем; это может длиться до минуты. Esc — передумать.
channels-form-saving = Сохраняем…
channels-form-told = Так оно не работает, поэтому ничего не сохранено:
channels-form-unsaved = Ещё раз Esc — и то, что вы ввели, пропадёт
channels-form-by-command = его печатает команда
channels-form-keep = остаётся как есть
channels-form-locked = Текст длинный или в несколько строк: измените его командой keydesk channel edit
channels-form-needed = нужно
channels-form-name = Как его называете вы; пусто — название даст программа
channels-form-secret = Его не видно; он не попадёт ни в настройки, ни в журнал
channels-form-too-long = слишком длинно для этой строки: пусть его печатает команда
channels-label-name = Название
channels-label-token = Токен бота
channels-label-password = Пароль
channels-label-secret = Где хранить секрет
channels-label-api = Адрес Bot API
channels-label-address = Адрес ящика
channels-label-imap-host = Сервер IMAP
channels-label-smtp-host = Сервер SMTP
channels-label-from-name = Имя для клиентов
channels-label-user = Кто входит
channels-label-imap-port = Порт IMAP
channels-label-imap-security = Защита IMAP
channels-label-smtp-port = Порт SMTP
channels-label-smtp-security = Защита SMTP
channels-label-folder = Папка входящих
channels-label-sent = Папка отправленных
channels-label-ca = Сертификаты (PEM)
channels-label-login = Способ входа
channels-label-mail-max-mb = Самое большое письмо, МБ
channels-label-plan-until = Оплачено до
channels-label-distribution = Раздача диалогов
channels-label-greeting = Приветствие
channels-label-greeting-days = Снова через, дней
channels-label-out-of-hours = В нерабочее время
channels-label-hours = Рабочее время
channels-label-time-zone = Часовой пояс
status-open = открыт
status-closed = закрыт
status-snoozed = отложен до { $until }
status-snoozed-until-reply = отложен, пока не напишет
status-spam = спам
status-spam-by = спам: { $name }, { $day }
empty-no-access = У вас нет доступа к чатам.
empty-no-access-text = Ваша роль его не даёт, или вы заблокированы. Изменить это могут: { $admins }
empty-no-channel = Пока не подключён ни один канал.
empty-no-channel-text = Диалоги появятся здесь, как только будет канал, без перезапуска. Чтобы попробовать с ненастоящими клиентами, выполните в другом окне: keydesk channel add demo
empty-hidden = { $n ->
    [one] Фильтры скрыли { $n } диалог.
    [few] Фильтры скрыли { $n } диалога.
    [many] Фильтры скрыли { $n } диалогов.
   *[other] Фильтры скрыли { $n } диалога.
}
empty-hidden-text = Нажмите { $key }, чтобы снять их.
empty-hidden-some = Фильтры скрыли диалоги.
empty-channel-off = Канал «{ $name }» отключён.
empty-channel-off-text = Новое оттуда не поступает. Включить: keydesk channel activate "{ $name }"
empty-nothing-found = Ничего не найдено: { $words }
empty-nothing-found-text = Закрытые, отложенные и спам здесь не просматриваются: нажмите { $key } и добавьте is:all, чтобы искать везде.
empty-inactive = Все каналы отключены.
empty-inactive-text = Ничего не приходит. Включите канал: keydesk channel activate НАЗВАНИЕ
empty-nobody-waits = Никто не ждёт ответа.
empty-nobody-waits-text = Нажмите { $key }, чтобы увидеть все открытые диалоги. Новые сообщения появятся здесь сами.
empty-view = Здесь пусто.
empty-view-text = В этом виде нет диалогов.
empty-why = Ищете определённый диалог? { $key } скажет, что не пускает его в этот список.
help-title = Клавиши
help-more = { $n ->
    [one] ещё { $n } строка ↓
    [few] ещё { $n } строки ↓
    [many] ещё { $n } строк ↓
   *[other] ещё { $n } строки ↓
}
help-intro = Буквы действуют в любой раскладке, пока не набирается текст. Ctrl+O, Ctrl+Q, Ctrl+M и Ctrl+B относятся к открытому диалогу или к строке под курсором, если курсор в списке.
help-filters-title = Строка фильтра
help-filters = Слова и ключи стоят рядом, и выполняться должны все; через запятую — любое из перечисленного. В скобках над списком стоит, чем он сужен, и сколько диалогов это скрывает. Ключи можно писать и по-русски: статус, кому, канал, ждёт, метка, язык.
help-signs-title = Знаки
help-signs = ● я ещё не видел, ○ видел; число показывает, сколько сообщений без ответа, и исчезает только после ответа. Бледное: ответ в пути. ↩ последнее слово было за нами. ↑ ждёт хаб. ‹О› диалог открыт у коллеги, ‹О…› коллега в нём пишет. Цвет никогда не бывает единственным признаком.
help-terminals-title = Терминалы
help-terminals =
    Во многих терминалах Ctrl+M то же, что Enter. Тогда назначает на меня F2 m, а Enter в чужом или ничьём диалоге сначала спрашивает. `keydesk doctor keys` покажет, что посылает этот терминал и что поможет.

    tmux забирает свой префикс, Ctrl+B, себе: нажимайте его дважды или выберите другой в ~/.tmux.conf:
      set -g prefix C-a
      bind C-a send-prefix
    Начиная с версии 3.5 tmux может отличать Ctrl+M от Enter:
      set -s extended-keys on
      set -as terminal-features ',xterm*:extkeys'
    zellij забирает Ctrl+O, Ctrl+Q и Ctrl+B: Ctrl+G запирает его, и они доходят; F2 работает и без этого.
    screen может не пропускать Ctrl+Q: `defflow off` в ~/.screenrc.
    byobu забирает функциональные клавиши: Shift+F12 выключает это и включает.

## Места, где действует клавиша: заголовки справки

place-everywhere = Везде, даже пока пишете
place-panes = В любой панели
place-list = В списке диалогов
place-dialog = В переписке и на карточке контакта
place-composer = Когда пишете ответ или заметку
place-search = Во время поиска
place-channels = На экране каналов
place-team = На экране команды
place-popup = В меню, вопросах и справке

## Действия: строка справки (не длиннее 60 знаков) и слово рядом с клавишей (не длиннее 14)

action-close = Закрыть диалог
hint-close = Закрыть
action-close-unassign = Закрыть диалог и снять назначение
hint-close-unassign = Закрыть+снять
action-assign-me = Назначить диалог мне
hint-assign-me = Взять
action-unassign = Снять назначение с диалога
hint-unassign = Снять
action-menu = Показать, что можно сделать с диалогом
hint-menu = Меню
action-palette = Найти любое действие по названию
hint-palette = Действия
action-palette-panes = Найти любое действие по названию
hint-palette-panes = Действия
action-help = Показать все клавиши
hint-help = Справка
action-redraw = Перерисовать экран
hint-redraw = Перерисовать
action-help-panes = Показать все клавиши
hint-help-panes = Справка
action-close-letter = Закрыть диалог
hint-close-letter = Закрыть
action-assign-me-letter = Назначить диалог мне
hint-assign-me-letter = Взять
action-unassign-letter = Снять назначение с диалога
hint-unassign-letter = Снять
action-reopen = Снова открыть закрытый диалог
hint-reopen = Открыть снова
action-replies = Быстрые ответы
action-replies-panes = Ответить быстрым ответом
action-close-next = Закрыть и перейти к следующему, кто ждёт
action-macros = Макросы: несколько шагов сразу
action-send-close = Отправить и закрыть диалог
action-next-stop = К следующему месту или развернуть сокращение
action-undo = Отменить последнее действие
hint-replies = быстрые
hint-replies-panes = быстрые
hint-close-next = закр. и далее
hint-macros = макросы
hint-send-close = отпр., закр.
hint-next-stop = далее
hint-undo = Отменить
action-reply = Написать ответ
hint-reply = Ответить
action-note = Написать заметку для коллег
hint-note = Заметка
action-assign-to = Назначить диалог кому-нибудь
hint-assign-to = Назначить
action-snooze = Отложить диалог на время
hint-snooze = Отложить
action-tag = Поставить или снять метку
hint-tag = Метки
action-spam = Пометить как спам или вернуть из спама
hint-spam = Спам
action-search = Искать в сообщениях, заметках и именах
hint-search = Поиск
action-history = Показать, кто что делал с диалогом и когда
action-why = Почему я не вижу какого-то диалога?
action-team = Команда: у кого что, кого нет
action-block = Заблокировать и передать диалоги другим
action-unblock = Разблокировать и вернуть забранное
action-away = Отметить, что кого-то (или вас) нет, или наоборот
hint-history = История
hint-why = где он?
hint-team = команда
hint-block = Заблокировать
hint-unblock = Разблокировать
hint-away = Нет/здесь
action-filter = Выбрать, какие диалоги показывать в списке
hint-filter = Фильтр
action-clear-filters = Снять все фильтры
hint-clear-filters = Снять фильтры
action-view-waiting = Показать тех, кто ждёт ответа
hint-view-waiting = Ждут
action-view-mine = Показать мои диалоги
hint-view-mine = Мои
action-view-unassigned = Показать ничьи диалоги
hint-view-unassigned = Ничьи
action-view-open = Показать все открытые диалоги
hint-view-open = Все открытые
action-view-snoozed = Показать отложенные диалоги
hint-view-snoozed = Отложенные
action-view-closed = Показать закрытые диалоги
hint-view-closed = Закрытые
action-view-spam = Показать спам
action-view-orphans = Диалоги тех, кто не может отвечать
action-contact-note = Заметка о контакте
action-merge-contact = Объединить с другим контактом того же человека
action-split-contact = Отделить контакт: это другой человек
action-picture = Картина дня: ожидания, ответы, дни
action-channels = Каналы: состояние, проверка, настройки
action-channel-add = Подключить ещё один канал
action-channel-edit = Настройки канала, новый пароль или токен
action-channel-check = Проверить канал: что не так и что делать
action-channel-switch = Включить или выключить канал
action-channel-list = Кто получает новые диалоги канала
action-channel-save = Сохранить список или настройки канала
action-channel-pick = В список или из списка; другой способ раздачи
hint-view-spam = Спам
hint-view-orphans = бесхозные
action-drop-filter = Снять последний фильтр
hint-drop-filter = Снять фильтр
action-order = Другой порядок: кто ждёт дольше, новые, давние
hint-order = Порядок
action-view-own = Показать первое своё представление
hint-view-own = Своё
action-next-view = Следующее представление
hint-next-view = След. вид
action-previous-view = Предыдущее представление
hint-previous-view = Пред. вид
action-views = Все представления, и свои тоже
hint-views = Представления
action-save-view = Сохранить то, что показывает список, как представление
hint-save-view = Сохранить
hint-contact-note = о контакте
hint-merge-contact = объединить
hint-split-contact = отделить
hint-picture = картина дня
hint-channels = каналы
hint-channel-add = добавить
hint-channel-edit = настроить
hint-channel-check = проверить
hint-channel-switch = вкл./выкл.
hint-channel-list = кто получает
hint-channel-save = сохранить
hint-channel-pick = выбрать
action-pane-right = Перейти в панель справа
hint-pane-right = Вправо
action-pane-left = Перейти в панель слева
hint-pane-left = Влево
action-refused = Чего хаб не принял и есть ли с ним связь
hint-refused = Хаб
action-switch-profile = Перейти к другому столу: другой профиль
hint-switch-profile = Стол
action-quit = Выйти из keydesk; черновики сохранятся
hint-quit = Выйти
action-suspend = Вернуться в оболочку; назад ведёт `fg`
hint-suspend = Приостановить
action-down = Перейти к следующему диалогу
hint-down = Вниз
action-up = Перейти к предыдущему диалогу
hint-up = Вверх
action-page-down = Перейти на экран вниз
hint-page-down = Экран вниз
action-page-up = Перейти на экран вверх
hint-page-up = Экран вверх
action-first = Перейти к первому диалогу
hint-first = Первый
action-last = Перейти к последнему диалогу
hint-last = Последний
action-open = Открыть диалог под курсором
hint-open = Открыть
action-mark = Выделить диалог или снять выделение
hint-mark = Выделить
action-mark-range = Выделить от последнего выделенного до курсора
hint-mark-range = Диапазон
action-mark-all = Выделить все диалоги этого списка
hint-mark-all = Выделить все
action-mark-invert = Выделить невыделенные, а с остальных снять
hint-mark-invert = Наоборот
action-mark-clear = Снять выделение; остановить то, что выполняется
hint-mark-clear = Не выделять
action-outcome = Показать, с какими диалогами последнее не вышло
hint-outcome = Отказы
action-scroll-down = Прокрутить к более новым сообщениям
hint-scroll-down = Новее
action-scroll-up = Прокрутить к более ранним сообщениям
hint-scroll-up = Раньше
action-scroll-page-down = Прокрутить на экран вниз
hint-scroll-page-down = Экран вниз
action-scroll-page-up = Прокрутить на экран вверх
hint-scroll-page-up = Экран вверх
action-scroll-first = Перейти к самому раннему сообщению
hint-scroll-first = В начало
action-scroll-last = Перейти к самому новому сообщению
hint-scroll-last = В конец
action-reply-enter = Написать ответ
hint-reply-enter = Ответить
action-next-dialog = Открыть следующий диалог из списка
hint-next-dialog = Следующий
action-previous-dialog = Открыть предыдущий диалог из списка
hint-previous-dialog = Предыдущий
action-retry = Повторить отправку сообщения
hint-retry = Повторить
action-edit-failed = Забрать неотправленное сообщение на правку
hint-edit-failed = Исправить
action-drop-failed = Отказаться от неотправленного сообщения
hint-drop-failed = Не отправлять
action-confirm-sent = Подтвердить, что сообщение всё-таки дошло
hint-confirm-sent = Дошло
action-copy-message = Скопировать последнее от клиента или контакт с карточки
hint-copy-message = Копировать
action-quotes = Показать цитаты в сообщениях или свернуть их
hint-quotes = Цитаты
action-open-file = Открыть файл из разговора
hint-open-file = Файл
action-save-file = Сохранить файл из разговора
hint-save-file = Сохранить
action-back = Вернуться к списку
hint-back = К списку
action-send = Отправить написанное
hint-send = Отправить
action-new-line = Начать новую строку
hint-new-line = Новая строка
action-leave-composer = Перестать писать; черновик сохранится
hint-leave-composer = В черновик
action-editor = Писать в своём редакторе
hint-editor = Редактор
action-char-left = Перейти на символ влево
hint-char-left = Влево
action-char-right = Перейти на символ вправо
hint-char-right = Вправо
action-line-up = Перейти на строку вверх
hint-line-up = Вверх
action-line-down = Перейти на строку вниз
hint-line-down = Вниз
action-word-left = Перейти на слово влево
hint-word-left = Слово влево
action-word-right = Перейти на слово вправо
hint-word-right = Слово вправо
action-line-start = Перейти в начало строки
hint-line-start = Начало строки
action-line-end = Перейти в конец строки
hint-line-end = Конец строки
action-text-start = Перейти в начало текста
hint-text-start = Начало текста
action-text-end = Перейти в конец текста
hint-text-end = Конец текста
action-text-page-up = Перейти на экран вверх
hint-text-page-up = Экран вверх
action-text-page-down = Перейти на экран вниз
hint-text-page-down = Экран вниз
action-select-left = Выделить символ слева
hint-select-left = Выделить ←
action-select-right = Выделить символ справа
hint-select-right = Выделить →
action-select-up = Выделить на строку вверх
hint-select-up = Выделить ↑
action-select-down = Выделить на строку вниз
hint-select-down = Выделить ↓
action-select-word-left = Выделить слово слева
hint-select-word-left = Выдел. слово ←
action-select-word-right = Выделить слово справа
hint-select-word-right = Выдел. слово →
action-select-line-start = Выделить до начала строки
hint-select-line-start = Выд. строку ←
action-select-line-end = Выделить до конца строки
hint-select-line-end = Выд. строку →
action-select-all = Выделить весь текст
hint-select-all = Выделить всё
action-copy = Копировать выделенное
hint-copy = Копировать
action-cut = Вырезать выделенное
hint-cut = Вырезать
action-paste = Вставить скопированное или вырезанное
hint-paste = Вставить
action-undo-edit = Отменить последнюю правку
hint-undo-edit = Отменить
action-redo-edit = Вернуть отменённую правку
hint-redo-edit = Вернуть
action-delete-back = Стереть символ слева
hint-delete-back = Стереть ←
action-delete-forward = Стереть символ справа
hint-delete-forward = Стереть →
action-delete-word-back = Стереть слово слева
hint-delete-word-back = Стер. слово ←
action-delete-word-forward = Стереть слово справа
hint-delete-word-forward = Стер. слово →
action-delete-to-line-start = Стереть до начала строки
hint-delete-to-line-start = Стер. строку ←
action-search-here = Искать только в этом диалоге или везде
hint-search-here = Здесь/везде
action-next-hit = К следующему найденному сообщению
hint-next-hit = Дальше
action-previous-hit = К предыдущему найденному сообщению
hint-previous-hit = Предыдущее
action-end-search = Закончить поиск
hint-end-search = Конец поиска
action-popup-down = Перейти к следующей строке
hint-popup-down = Вниз
action-popup-up = Перейти к предыдущей строке
hint-popup-up = Вверх
action-popup-page-down = Перейти на экран вниз
hint-popup-page-down = Экран вниз
action-popup-page-up = Перейти на экран вверх
hint-popup-page-up = Экран вверх
action-popup-first = Перейти к первой строке
action-popup-last = Перейти к последней строке
action-popup-accept = Выбрать строку под курсором или согласиться
hint-popup-first = В начало
hint-popup-last = В конец
hint-popup-accept = Выбрать
action-popup-cancel = Вернуться, ничего не меняя
hint-popup-cancel = Назад

## Сделано: сначала что случилось, потом с кем. Клавишу, которая это отменяет, добавляет экран

done-closed = Закрыт: { $name }
done-closed-unanswered = { $n ->
    [one] Закрыт, без ответа { $n } сообщение: { $name }
    [few] Закрыт, без ответа { $n } сообщения: { $name }
    [many] Закрыт, без ответа { $n } сообщений: { $name }
   *[other] Закрыт, без ответа { $n } сообщения: { $name }
}
done-closed-free = Закрыт, назначение снято: { $name }
done-closed-free-unanswered = { $n ->
    [one] Закрыт, назначение снято, без ответа { $n } сообщение: { $name }
    [few] Закрыт, назначение снято, без ответа { $n } сообщения: { $name }
    [many] Закрыт, назначение снято, без ответа { $n } сообщений: { $name }
   *[other] Закрыт, назначение снято, без ответа { $n } сообщения: { $name }
}
done-reopened = Снова открыт: { $name }
done-assigned-me = Назначен вам: { $name }
done-assigned = Назначен: { $name } → { $agent }
done-unassigned = Назначение снято: { $name }
done-spam = Помечен как спам: { $name }
done-not-spam = Возвращён из спама: { $name }
done-snoozed = Отложен до { $until }: { $name }
done-snoozed-until-reply = Отложен, пока не напишет: { $name }
done-woken = Больше не отложен: { $name }
done-tagged = Добавлена метка #{ $tag }: { $name }
done-untagged = Снята метка #{ $tag }: { $name }
done-dropped = Отправка отменена: { $name }
done-merged = Объединено с другим контактом: { $name }
done-split = Снова отдельный человек: { $name }
done-contact-noted = Заметка о контакте сохранена: { $name }
done-contact-note-cleared = Заметка о контакте стёрта: { $name }
done-confirmed = Подтверждено, что дошло: { $name }
done-retried = Отправляется ещё раз: { $name }
undone = Отменено: { $name }
undone-open-again = Отменено, снова открыт: { $name }
undone-not-spam = Отменено, возвращён из спама: { $name }

## Много диалогов сразу

mass-subject = выделено: { $n }
mass-selected = выделено: { $n }
mass-selected-hidden = выделено: { $n } (из них не на экране: { $hidden })
mass-gathering = выделяем…
mass-too-many = выделено { $n }: больше за раз нельзя
mass-range-lost = начало диапазона пропало из списка: выделен только этот диалог
menu-title-many = { $n ->
    [one] { $n } диалог
    [few] { $n } диалога
    [many] { $n } диалогов
   *[other] { $n } диалога
}
mass-tag-title = { $n ->
    [one] Метки: { $n } диалог
    [few] Метки: { $n } диалога
    [many] Метки: { $n } диалогов
   *[other] Метки: { $n } диалога
}
mass-do-close = Закрыть
mass-do-close-free = Закрыть и снять назначение
mass-do-reopen = Снова открыть
mass-do-assign = Назначить: { $agent }
mass-do-assign-me = Назначить мне
mass-do-unassign = Снять назначение
mass-do-spam = Пометить как спам
mass-do-not-spam = Вернуть из спама
mass-do-snooze = Отложить до { $until }
mass-do-snooze-until-reply = Отложить, пока не напишут
mass-do-wake = Больше не откладывать
mass-do-tag = Добавить метку #{ $tag }
mass-do-untag = Снять метку #{ $tag }
mass-do-undo = Отменить
mass-done-close = закрыто { $n }
mass-done-close-free = закрыто и снято назначение: { $n }
mass-done-reopen = снова открыто { $n }
mass-done-assign = назначено → { $agent }: { $n }
mass-done-assign-me = назначено вам: { $n }
mass-done-unassign = снято назначение: { $n }
mass-done-spam = помечено как спам: { $n }
mass-done-not-spam = возвращено из спама: { $n }
mass-done-snooze = отложено до { $until }: { $n }
mass-done-snooze-until-reply = отложено, пока не напишут: { $n }
mass-done-wake = больше не отложено: { $n }
mass-done-tag = добавлена метка #{ $tag }: { $n }
mass-done-untag = снята метка #{ $tag }: { $n }
mass-done-undo = отменено { $n }
mass-undone = отменено { $n } (сделано { $at })
mass-part-unanswered = без ответа { $n }
mass-part-refused = отказано { $n } ({ $key })
mass-part-kept = остались как есть: { $n } ({ $key })
mass-part-left = не дошла очередь: { $n }
mass-told = { $words }
mass-busy = не всё сразу: { $key } остановит то, что выполняется
mass-leaving = сделано лишь { $done } из { $all }: ещё раз { $key } остановит и выйдет
mass-stopping = останавливаем…
mass-stop-hint = { $key } остановит
mass-preview-title = { $verb }: { $n }
mass-counting = считаем…
mass-will = Будет сделано: { $n }
mass-will-unanswered = Закроются без ответа: { $n }
mass-will-waiting = Из них ждут ответа: { $n }
mass-will-not = Не выйдет: { $n }
mass-drift = С тех пор как они выделены, из списка ушло { $left }, появилось { $came }; новые не выделены
mass-yes = { $yes }: сделать · { $no }: назад
mass-nothing-to-do = Делать нечего · { $no }: назад
mass-refused-title = Не сделано: { $n }
mass-refused-placeholder = имя или причина
mass-nameless = диалог { $id }
mass-no-refusals = отказов не было
undo-passes-over-many = { $n ->
    [one] последнее остаётся как есть; чтобы отменить предыдущее ({ $n } диалог), нажмите ещё раз
    [few] последнее остаётся как есть; чтобы отменить предыдущее ({ $n } диалога), нажмите ещё раз
    [many] последнее остаётся как есть; чтобы отменить предыдущее ({ $n } диалогов), нажмите ещё раз
   *[other] последнее остаётся как есть; чтобы отменить предыдущее ({ $n } диалога), нажмите ещё раз
}
undo-before-one = последнее сделанное: { $name }, { $at }; ещё раз { $key } отменит
undo-before-many = { $n ->
    [one] последнее сделанное: { $n } диалог, { $at }; ещё раз { $key } отменит
    [few] последнее сделанное: { $n } диалога, { $at }; ещё раз { $key } отменит
    [many] последнее сделанное: { $n } диалогов, { $at }; ещё раз { $key } отменит
   *[other] последнее сделанное: { $n } диалога, { $at }; ещё раз { $key } отменит
}

## История диалога: что произошло

history-title = История: { $name }
history-empty = Ещё ничего не произошло.
history-loading = загружаем…
history-cut = что было раньше, забыто
history-by-customer = клиент
history-by-desk = сама программа
history-by-channel = канал
history-by-app = в мессенджере
history-agent-gone = пользователь { $id }
history-wrote = сообщение
history-replied = ответ
history-noted = заметка
history-auto = автоматический ответ
history-queued = ответ в очереди
history-retrying = { $n ->
    [one] ответ снова в очереди после { $n } неудачной попытки
    [few] ответ снова в очереди после { $n } неудачных попыток
    [many] ответ снова в очереди после { $n } неудачных попыток
   *[other] ответ снова в очереди после { $n } неудачной попытки
}
history-sending = ответ отправляется
history-sent = ответ отправлен
history-delivered = ответ доставлен
history-read = ответ прочитан
history-failed = ответ не отправлен: { $reason }
history-unsure = неизвестно, дошёл ли ответ
history-dropped = от отправки ответа отказались
history-closed = закрыт
history-edited = изменил сообщение
history-blocked-us = заблокировал нас: наши сообщения не доходят
history-unblocked-us = снова доступен
history-reopened = снова открыт
history-reopened-by-message = снова открыт новым сообщением
history-spam = помечен как спам
history-not-spam = возвращён из спама
history-not-spam-closed = возвращён из спама, закрыт как был
history-assigned = назначен: { $to }
history-handed-on = назначен: { $from } → { $to }
history-unassigned = снято назначение: { $from }
history-nobodys = ничей, как и был
history-snoozed = отложен: { $day }, { $time }
history-snoozed-until-reply = отложен, пока не напишет
history-woken = больше не отложен
history-tagged = метки: { $tags }
history-merged = контакты объединены: это один человек
history-split = контакт отделён: это другой человек
history-contact-unnoted = запись о клиенте стёрта
history-contact-noted = записано о клиенте: { $text }
history-channel-added = канал добавлен
history-channel-on = канал включён
history-channel-off = канал выключен
history-channel-deleted = канал удалён
history-agents-changed = изменился состав пользователей или их роли

## Не сделано: чего не хватает

nothing-chosen = не выбран ни один диалог
composer-new-message = Тем временем пишет { $name }: сначала посмотрите. Та же клавиша ещё раз — отправить
composer-nothing-selected = ничего не выделено
composer-ctrl-lost = Ctrl потерялся по пути? { $key } покажет, что здесь можно сделать
typed-on = Текст уже закрыт: набранное сейчас ничего не делает
list-moved = Список сдвинулся: посмотрите ещё раз
clipboard-sent = передано в буфер обмена терминала
clipboard-inside = сохранено, можно вставить в ответ здесь
clipboard-too-long = слишком длинно для буфера терминала: вставить можно только здесь
clipboard-nothing = от клиента нечего копировать
clipboard-tmux-failed = tmux не принял ({ $why }): передано терминалу напрямую
paste-nowhere = вставлять некуда: сначала начните ответ или заметку

## Меню и вопросы

menu-title = Диалог: { $name }
ask-leave-title = Выйти из keydesk?
assign-ask = Enter: взять себе, ещё раз Enter отправит · Tab: отправить так · Esc: назад
assign-title = Кому назначить диалог: { $name }
assign-nobody = Никому
assign-me-name = { $name } (я)
assign-placeholder = кому из коллег
assign-load = открыто { $open } · ждёт { $waiting }
assign-blocked = доступ заблокирован: новых диалогов не будет
assign-looks-on = только смотрит
assign-no-chats = без доступа к чатам
snooze-title = Отложить: { $name }
snooze-wake = Вернуть сейчас
snooze-hour = На час, до { $until }
snooze-three-hours = На три часа, до { $until }
snooze-evening = До сегодняшнего вечера, { $until }
snooze-tomorrow = До завтрашнего утра, { $until }
snooze-monday = До утра понедельника, { $until }
snooze-week = На неделю, до { $until }
palette-title = Действия
palette-title-for = Действия: { $name }
palette-placeholder = что сделать
palette-no-filters = фильтров нет
snooze-until = До { $until }
snooze-until-reply = Пока не напишет
moment-examples = через 2 часа · 45 мин · завтра · завтра 9:00 · в понедельник 10:00 · 24.12 · до ответа
moment-empty = скажите, когда: например, «завтра 9:00»
moment-unknown = непонятно: `{ $word }`; например, «через 2 часа» или «завтра 9:00»
moment-unfinished = это ещё не всё время; например, «в понедельник 10:00»
moment-past = это время уже прошло; скажите то, что впереди: «завтра 9:00»
moment-far = это слишком далеко, самое большее десять лет; например, «24.12 9:00»
tag-title = Метки: { $name }
tag-new = Новая метка: #{ $tag }
tag-placeholder = метка или новая метка
pick-nothing = ничего не найдено
search-placeholder = слова из сообщения, заметки или имени
search-everywhere = везде
search-only = только { $name }
search-note = { $name }, заметка
search-person = Контакт:
search-nothing = Ничего не найдено: { $words }
search-hint = Напишите, что помните: достаточно начала слова, несколько слов могут стоять в любом порядке, а "слова в кавычках" — только рядом.
search-first = Это первое из найденных сообщений
search-last = Это последнее из найденных сообщений
search-mending = Поисковый индекс повреждён и создаётся заново. Потом поиск продолжится
search-mended = Поисковый индекс снова цел
filter-waiting = Только те, кто ждёт ответа
filter-me = Назначен: мне
filter-nobody = Назначен: никому
filter-line-placeholder = is:open channel:viber waits:>30m или слово для поиска
filter-line-keys = Tab берёт отмеченное · Enter оставляет так · Esc возвращает
filter-line-next = Что может быть дальше
filter-line-mend = Tab исправит.
filter-line-count = показано: { $n }
views-title = Представления
views-placeholder = какое представление; { $key } в списке сохраняет новое
view-save-title = Сохранить как представление: { $line }
view-save-placeholder = как его назвать
view-save-as = Сохранить как «{ $name }»
view-saved = Сохранено: { $name }. Все представления: { $key }
view-saved-on = Сохранено: { $name }. Показать: { $key }
view-none-of-own = своих представлений ещё нет; { $key } сохраняет то, что показывает список
view-no-one-line = это представление с этим фильтром не записать одной строкой; сначала снимите фильтр
view-fault = В { $place }: { $wrong }
palette-view = Представление: { $name }
order-longest = порядок: сначала те, кто ждёт дольше всех
order-newest = порядок: сначала новые события
order-oldest = порядок: сначала давние события

## Фильтры: что означают слова строки (не больше 60 знаков)
filter-key-is = Где лежат: open, snoozed, closed, spam или all (все)
filter-key-unanswered = Только те, что ждут ответа
filter-key-assignee = Чьи: me (мои), none (ничьи), any, blocked или имя
filter-key-channel = Откуда: мессенджер или название канала
filter-key-waits = Кто-то ждёт дольше этого (с, мин, ч, д)
filter-key-tag = Есть метка
filter-key-no-tag = Нет метки
filter-key-lang = Язык клиента, две буквы
filter-key-after = Последнее событие тогда или позже: день, сегодня, 7d
filter-key-before = Последнее событие раньше: день или столько времени назад
filter-key-order = Сначала longest (ждут), newest (новые), oldest (давние)
filter-key-words = Слово или его начало: переписка, заметки, имена
filter-key-phrase = Слова, стоящие рядом
filter-value-open = открытые
filter-value-unanswered = ждут ответа
filter-value-snoozed = отложенные
filter-value-closed = закрытые
filter-value-spam = спам
filter-value-all = где бы ни были
filter-value-me = назначенные мне
filter-value-none = никому не назначенные
filter-value-any = кому-то назначенные
filter-value-blocked = у тех, кто не может ответить
filter-value-agent-blocked = заблокирован
filter-value-agent-unable = не отвечает клиентам
filter-value-channel-off = отключён
filter-value-longest = сначала те, кто ждёт дольше всех
filter-value-newest = сначала новые события
filter-value-oldest = сначала давние события
filter-value-today = с полуночи
filter-value-yesterday = со вчерашней полуночи

## Фильтры: что в строке не так
filter-fault-key = Нет фильтра «{ $typed }:». В кавычках это слово будет искаться
filter-fault-key-near = Нет фильтра «{ $typed }:». Может быть, «{ $near }:»?
filter-fault-value = { $key }: не знает значения «{ $typed }»
filter-fault-value-near = { $key }: не знает значения «{ $typed }». Может быть, { $near }?
filter-fault-ambiguous = «{ $typed }» — это может быть один из нескольких: { $names }
filter-fault-ambiguous-near = «{ $typed }» — это может быть один из нескольких: { $names }. Напишите, например, { $near }
filter-fault-empty = После { $key }: ничего нет
filter-fault-one = { $key }: принимает только одно значение
filter-fault-one-near = { $key }: принимает только одно значение. Может быть, { $near }?
filter-fault-minus = Минусом можно исключить только метку, а не { $key }:
filter-fault-minus-word = Минусом можно исключить только метку. В кавычках это слово будет искаться: { $near }
filter-fault-minus-tag = «{ $typed }» ничего не исключает. Чтобы исключить метку, напишите { $near }
filter-fault-too-many = В фильтре может быть не больше { $max } условий
filter-fault-span = «{ $typed }» — не промежуток времени. Напишите >30m, >2h или >1d
filter-fault-span-near = «{ $typed }» — без единицы времени. Может быть, { $near }?
filter-fault-date = «{ $typed }» — не день. Напишите 2026-11-01, 7d, today или yesterday
filter-fault-date-near = «{ $typed }» — не день. Может быть, { $near }?

## Свой редактор, метки

editor-cancelled = редактор завершился с ошибкой: текст остался как был
editor-failed = не удалось запустить редактор { $command }: { $why }
store-foreign = этот файл не от keydesk
store-foreign-hint = укажите другую папку: --dir

## Настройки: клавиши

config-key-taken = `{ $key }` — уже клавиша действия `{ $other }` и не может быть ещё и клавишей действия `{ $action }`

## Командная строка: справка

cli-about = Входящие для тех, кто отвечает клиентам, в терминале. Без команды открывает ваш стол.
cli-heading-usage = Как пользоваться
cli-heading-commands = Команды
cli-heading-options = Параметры
cli-heading-arguments = Аргументы
cli-value-options = ПАРАМЕТРЫ
cli-value-command = КОМАНДА
cli-value-dir = ПАПКА
cli-value-file = ФАЙЛ
cli-value-name = НАЗВАНИЕ
cli-value-kind = ВИД
cli-value-number = ЧИСЛО
cli-help-dir = Папка стола
cli-help-config = Файл настроек
cli-help-profile = Профиль: отдельный стол с отдельными настройками
cli-help-reset = Починить терминал, который испортила после себя убитая программа
cli-help-version = Показать версию
cli-help-help = Показать эту справку
cli-help-json = По одному объекту JSON на строку, для скриптов
cli-help-json-one = Один объект JSON, для скриптов
cli-help-channel-name = Название канала
cli-help-new-name = Как его будет называть команда
cli-help-kind = telegram, viber, instagram, messenger, whatsapp или email; если не указать — telegram
cli-help-confirm = Название канала ещё раз, чтобы о нём не спрашивали
cli-help-fresh = Выбросить демонстрационный стол и начать новый
cli-help-seed = Какую историю рассказывать; если не указать — 1
cli-help-pace = Сколько сообщений в минуту клиенты пишут сами; если не указать — { $pace }, а с 0 никто не начинает
cli-demo = Открыть стол для проб: магазин, в котором клиентов играет сама программа
cli-channel = Учётные записи, к которым подключён стол
cli-channel-add = Подключить учётную запись
cli-channel-add-demo = Канал, клиентов которого играет сама программа
cli-channel-list = Показать список каналов
cli-channel-deactivate = Выключить канал; его диалоги останутся
cli-channel-activate = Снова включить канал
cli-channel-delete = Удалить канал со всем, что в нём было сказано
cli-agent = Те, кто отвечает клиентам
cli-agent-list = Показать их список
cli-config = Настройки
cli-config-check = Сказать, что не так в файле настроек, если что-то не так
cli-config-path = Показать, где лежит файл настроек
cli-config-example = Показать все настройки с их обычными значениями и пояснениями
cli-replies = Быстрые ответы
cli-replies-list = Показать их
cli-replies-import = Добавить ответы из таблицы (CSV) в файл быстрых ответов
cli-replies-check = Сказать, что не так в файле быстрых ответов, если что-то не так
cli-replies-example = Записать несколько быстрых ответов для начала
cli-macros = Макросы: названные перечни шагов
cli-macros-list = Показать их
cli-desk = Файл стола
cli-desk-path = Показать, где он лежит
cli-desk-recover = Спасти из повреждённого стола всё, что можно
cli-doctor = Посмотреть, что вокруг программы и что поможет
cli-doctor-keys = Попробовать четыре клавиши в этом терминале и показать, что из них выходит
cli-exit-codes =
    Коды завершения:
      0   сделано
      1   отказано или не найдено
      2   команда непонятна
      3   настройки непригодны
      4   стол непригоден или хаб недоступен
      70  ошибка в самом keydesk

## Command line: the verbs of the inbox

cli-heading-examples = Например
cli-value-filter = ФИЛЬТР
cli-value-id = НОМЕР
cli-value-ids = НОМЕРА
cli-value-moment = ВРЕМЯ
cli-value-order = ПОРЯДОК
cli-value-seconds = СЕКУНДЫ
cli-value-shell = ОБОЛОЧКА
cli-value-tag = МЕТКА
cli-value-text = ТЕКСТ
cli-value-words = СЛОВА
cli-value-url = АДРЕС
cli-list = Показать диалоги по фильтру
cli-show = Показать один диалог: кто пишет и что сказано
cli-search = Искать слова в сообщениях, заметках и именах
cli-help-reply-file = Файл, который надо отправить; можно несколько раз
cli-help-reply-to = Номер сообщения, на которое это ответ
cli-reply = Ответить клиенту; ответ встаёт в очередь на отправку
cli-note = Написать заметку для коллег
cli-close = Закрыть диалоги
cli-reopen = Снова открыть закрытые диалоги
cli-assign = Назначить диалоги кому-то
cli-unassign = Снять ответственного с диалогов
cli-spam = Пометить диалоги как спам или вернуть из спама
cli-snooze = Отложить диалоги или вернуть отложенные
cli-tag = Поставить метки на диалоги или снять их
cli-undo = Отменить ваше последнее действие, всю пачку сразу
cli-views = Показать виды и сколько в них диалогов
cli-stats = Сколько где диалогов сейчас: на столе, по каналам, по пользователям
cli-watch = Печатать всё, что происходит за столом, сразу как произошло: по объекту JSON на строку, пока не прервать
cli-export = Выгрузить весь стол или диалоги по фильтру: по объекту JSON на строку
cli-import = Загрузить выгруженное в пустой стол
cli-completions = Напечатать скрипт дополнения команд для оболочки
cli-man = Напечатать справочник; с --dir ПАПКА записать туда по странице на команду
cli-help-filter = Какие диалоги, например: is:open assignee:none channel:viber 'waits:>30m' tag:vip доставка
cli-help-view = Вид по названию; их показывает `keydesk views`
cli-help-order = longest (кто дольше ждёт), newest (новее) или oldest (старее)
cli-help-limit = Не больше стольких
cli-help-messages = Столько последних сообщений; если не указано — 20
cli-help-quiet = Печатать только номера, по одному на строку
cli-help-dry-run = Ничего не делать; сказать, что было бы сделано, в чём было бы отказано и почему
cli-help-as = Кто действует; если не указано — тот, кто назван в настройках
cli-help-id = Диалог, по его номеру
cli-help-ids = Диалоги по номерам; с - они читаются со входа: по одному на строку или объекты JSON с полем "id"
cli-help-words = Слова или их начала; фраза — в двойных кавычках
cli-help-text = Что написать; если не указано или указано -, текст читается со входа
cli-help-wait = Ждать не дольше, пока канал или хаб примет, и сказать об этом
cli-help-unassign = Заодно снять ответственного
cli-help-not = Это всё-таки не спам
cli-help-to = Имя пользователя, me (себе) или none (никому)
cli-help-until = Словами: завтра 9:00, через 2 часа, понедельник, до ответа
cli-help-wake = Показать их снова сейчас
cli-help-add = Поставить эту метку; можно повторять
cli-help-drop = Снять эту метку; можно повторять
cli-help-undo-list = Только показать, что можно отменить
cli-help-after = Начать после изменения с этим номером, а не с этого момента
cli-help-out = В этот файл; он появится целым или не появится вовсе
cli-help-import = Выгруженный файл или - для входа
cli-help-shell = bash, zsh или fish

## Command line: their tables

cli-column-id = НОМЕР
cli-column-ids = НОМЕРА
cli-column-at = КОГДА
cli-column-channel = КАНАЛ
cli-column-assignee = ОТВЕТСТВЕННЫЙ
cli-column-unanswered = БЕЗ ОТВ.
cli-column-waits = ЖДЁТ
cli-column-tags = МЕТКИ
cli-column-last = ПОСЛЕДНЕЕ СООБЩЕНИЕ
cli-column-outcome = ЧТО
cli-column-key = КЛАВИША
cli-column-view = ВИД
cli-column-filter = ФИЛЬТР
cli-column-of = ЧЬИ
cli-column-open = ОТКРЫТЫЕ
cli-column-snoozed = ОТЛОЖЕННЫЕ
cli-column-closed = ЗАКРЫТЫЕ
cli-column-spam = СПАМ
cli-column-stuck = НЕ ОТПРАВЛЕНО
cli-column-answers = ОТВЕТОВ СЕГОДНЯ
cli-column-median = МЕДИАНА МИН
cli-column-p90 = P90 МИН
cli-heap-open = открыт
cli-heap-snoozed = отложен
cli-heap-closed = закрыт
cli-heap-spam = спам
cli-of-desk = стол
cli-of-channel = канал
cli-of-agent = пользователь
cli-of-nobody = ничьи
cli-waits = { $n ->
    [one] { $n } сообщение без ответа уже { $span }
    [few] { $n } сообщения без ответа уже { $span }
    [many] { $n } сообщений без ответа уже { $span }
   *[other] { $n } сообщения без ответа уже { $span }
}

## Command line: what was done

cli-done = сделано
cli-done-unanswered = { $n ->
    [one] сделано, без ответа осталось { $n } сообщение
    [few] сделано, без ответа осталось { $n } сообщения
    [many] сделано, без ответа осталось { $n } сообщений
   *[other] сделано, без ответа осталось { $n } сообщения
}
cli-would-be-done = было бы сделано
cli-refused = отказано: { $why }
cli-sum = сделано: { $done }, отказано: { $refused }
cli-sum-dry-run = ничего не изменено; было бы сделано: { $done }, отказано: { $refused }
cli-wait-accepted = канал принял
cli-wait-failed = не отправлено: { $why }
cli-wait-unsure = неизвестно, дошло ли: посмотрите в мессенджере
cli-wait-on-its-way = ещё в пути
cli-wait-nobody = сейчас каналы никто не обслуживает: отправится, когда откроют keydesk
cli-undoing = { $n ->
    [one] отменяю сделанное { $at } с { $n } диалогом: { $what }
    [few] отменяю сделанное { $at } с { $n } диалогами: { $what }
    [many] отменяю сделанное { $at } с { $n } диалогами: { $what }
   *[other] отменяю сделанное { $at } с { $n } диалогами: { $what }
}
cli-what-closed = закрыто
cli-what-reopened = снова открыто
cli-what-spam = помечено как спам
cli-what-no-spam = возвращено из спама
cli-what-assigned = назначено
cli-what-unassigned = снят ответственный
cli-what-snoozed = отложено
cli-what-woken = возвращено из отложенных
cli-what-tagged = изменены метки
cli-what-merged = контакты объединены или разъединены
cli-what-contact-noted = изменена заметка о контакте
cli-text-typed = Наберите текст; Ctrl+D в отдельной строке завершает его.

## Command line: what was not

cli-id-wrong = `{ $typed }` — не номер диалога
cli-id-line = строка { $n } на входе не называет диалога: { $line }
cli-id-wrong-hint = номера печатает `keydesk list -q`
cli-text-long = этот текст слишком длинный для сообщения
cli-search-nothing = нет ни одной буквы или цифры, чтобы искать
cli-search-none = ничего не найдено
cli-no-view = нет вида `{ $name }`
cli-no-agent-named = за этим столом нет пользователя `{ $name }`
cli-no-access = вы здесь { $name } и не имеете доступа к диалогам; это может изменить администратор: `keydesk agent list`
cli-watch-ahead = изменения { $after } ещё нет: последнее — { $head }
cli-serve = Дать команде работать за этим столом: по сети, через сокет или обоими путями
cli-value-address = АДРЕС
cli-help-listen = Слушать на этом адресе сети, например 127.0.0.1:7070
cli-help-socket = Слушать на этом сокете: кто приходит через него, того узнают как пользователя этой машины, без токена
cli-help-socket-group = Пускать и группу сокета
cli-help-cert = Сертификат вместе с вышестоящими, в формате PEM
cli-help-key = Закрытый ключ сертификата, в формате PEM
cli-help-behind-proxy = Перед хабом стоит прокси: он шифрует и говорит, откуда запросы (X-Forwarded-For)
cli-help-openapi = Напечатать описание API (OpenAPI) и больше ничего не делать
cli-serve-nowhere = не сказано, где слушать
cli-serve-nowhere-hint = Например: --listen 127.0.0.1:7070 или --socket /run/keydesk/hub.sock
cli-serve-address = «{ $address }» — не адрес с портом
cli-serve-in-the-open = не на { $address } без шифрования: токены и слова клиентов могли бы прочитать по дороге
cli-serve-in-the-open-hint = Укажите --cert и --key или --behind-proxy, если перед хабом стоит шифрующий прокси.
cli-serve-keys = сертификат и ключ не годятся
cli-serve-taken = хаб не может там слушать
cli-serve-failed = хаб не удалось запустить
cli-serve-replica = этот стол — копия стола хаба; раздавать можно только стол самого хаба
cli-serve-ready = Стол доступен по адресу { $where }
cli-serve-first = Первый администратор — { $name }. Чтобы войти, наберите на его машине эту команду и дайте токен, когда она спросит:
cli-serve-token =   Токен (больше не покажется): { $token }
cli-serve-nobody = Токена ещё ни у кого нет, поэтому по сети никто не войдёт. Выдать токен: { $command }
cli-cannot-write = не удалось записать { $file }
cli-not-a-file = это не обычный файл
cli-exported = { $n ->
    [one] { $n } строка записана в { $file }
    [few] { $n } строки записаны в { $file }
    [many] { $n } строк записано в { $file }
   *[other] { $n } строки записаны в { $file }
}
cli-export-files = { $n ->
    [one] { $n } файл из сообщений в выгрузку не вошёл; его забирает резервная копия
    [few] { $n } файла из сообщений в выгрузку не вошли; их забирает резервная копия
    [many] { $n } файлов из сообщений в выгрузку не вошло; их забирает резервная копия
   *[other] { $n } файла из сообщений в выгрузку не вошло; их забирает резервная копия
}
cli-imported = { $n ->
    [one] { $n } строка из { $file } уже на столе
    [few] { $n } строки из { $file } уже на столе
    [many] { $n } строк из { $file } уже на столе
   *[other] { $n } строки из { $file } уже на столе
}
cli-import-used = этот стол уже используется: загрузить можно только в пустой
cli-import-used-hint = назовите новую папку: `{ $command } --dir ПАПКА`
cli-import-wrong = { $file } не загружен из-за строки { $line }; стол такой, как был
cli-import-torn = { $file } не сходится сам с собой (строк: { $n }); стол такой, как был
cli-import-no-export = это не выгрузка keydesk
cli-import-newer = это записал более новый keydesk
cli-import-cut = файл обрезан или в нём не хватает строк
cli-import-no-json = это не строка выгрузки: { $why }
cli-import-no-table = эта строка не говорит, к какой таблице относится
cli-import-unknown = на столе нет `{ $name }`

## Command line: the manual

cli-man-name = НАЗВАНИЕ
cli-man-synopsis = КАК ПОЛЬЗОВАТЬСЯ
cli-man-description = ОПИСАНИЕ
cli-man-notes = ПРИМЕЧАНИЯ
cli-man-version = ВЕРСИЯ
cli-man-desk = в { $dir } лежит стол; назовите другую папку для страниц
cli-man-written = { $n ->
    [one] { $n } страница записана в { $dir }
    [few] { $n } страницы записаны в { $dir }
    [many] { $n } страниц записано в { $dir }
   *[other] { $n } страницы записаны в { $dir }
}

## Командная строка: что набрано не так

cli-error = ошибка: { $text }
cli-because = причина: { $text }
cli-hint = совет: { $text }
cli-usage-see = `{ $command }` покажет, как это набирать
cli-usage-unknown = `{ $arg }` здесь непонятно
cli-usage-command = нет команды `{ $word }`
cli-usage-which = не хватает команды, одной из: { $known }
cli-usage-no-value = `{ $arg }` требует значения
cli-usage-value = `{ $arg }` не может быть `{ $value }`, только одно из: { $allowed }
cli-usage-number = `{ $arg }` должно быть целым числом от 0 до { $max }, а тут `{ $value }`
cli-usage-missing = чего-то не хватает: { $what }
cli-usage-twice = `{ $arg }` может быть только один раз
cli-usage-value-unwanted = у `{ $arg }` нет значения
cli-usage-utf8 = это не текст в UTF-8
cli-usage-other = эта команда непонятна

## Командная строка: чего нельзя сделать

cli-no-terminal-in = экрану нужна клавиатура, а вход — не терминал
cli-no-terminal-out = экрану нужен терминал, а вывод направлен в другое место
cli-no-terminal-hint = запустите без конвейера и перенаправления; `keydesk --help` покажет, что работает без экрана
cli-term-dumb = этот терминал не умеет показывать экран: TERM — это `{ $term }`
cli-term-unset = этот терминал не умеет показывать экран: TERM не задан
cli-term-hint = запустите в окне терминала или задайте в TERM, какой это терминал, например: TERM=xterm-256color keydesk
cli-no-desk = в папке { $dir } ещё нет стола
cli-no-desk-hint = `{ $command }` создаст его
cli-no-agents = за этим столом ещё никого нет
cli-no-agents-hint = `keydesk` откроет стол и посадит вас за него
cli-no-agent = за этим столом нет пользователя `{ $name }` (так сказано в настройках: [agent] name)
cli-only-admins = вы здесь — { $name }; каналы меняет администратор: `keydesk agent list`
cli-no-channels = каналов ещё нет: `keydesk channel add demo`
cli-no-channel = нет канала `{ $name }`
cli-name-taken = канал `{ $name }` уже есть
cli-name-taken-hint = выберите другое название: --name НАЗВАНИЕ
cli-name-wrong = в названии должно быть от 1 до { $n } видимых знаков в одной строке
cli-recover-hint = `{ $command }` спасёт всё, что можно спасти
cli-output-failed = не удалось вывести результат
cli-screen-failed = терминал не слушается
cli-doctor-stopped = остановлено, прежде чем нажаты все четыре клавиши
cli-bug = такого не должно было случиться: это ошибка в самом keydesk
cli-bug-hint = всё, что на столе, цело; пожалуйста, покажите разработчикам строки выше
cli-broke-down = часть программы дала сбой и была запущена снова; пожалуйста, сообщите об этом: { $what }

## Копии всего стола

cli-file = Сохранить файл, пришедший с сообщением
cli-help-file-message = Сообщение, как его называет show
cli-help-file-place = Который из его файлов, начиная с 1; если не указано, первый
cli-help-file-out = В этот файл или папку или - для вывода; ничего не перезаписывается. Обычно под собственным именем файла, сделанным безопасным
cli-file-written = { $file }, { $size }
cli-no-file = такого файла нет
cli-no-file-hint = keydesk show ДИАЛОГ называет файлы его сообщений
cli-file-expired = файл хранился до { $at }
cli-file-not-kept = известно только имя этого файла
cli-file-not-kept-hint = канал не передал его содержимого; клиенту пришлось бы прислать файл ещё раз
cli-file-not-here = содержимого этого файла здесь нет
cli-file-not-here-hint = оно не пришло вместе со столом: в выгрузке файлов нет, а резервная копия хранит их в папке рядом
cli-file-there = { $file } уже есть, а ничего не перезаписывается
cli-file-there-hint = выберите другое имя через --out
cli-file-cut = не удалось получить файл целиком
cli-file-cut-hint = полученное сохранено: следующая попытка продолжит с этого места
cli-file-wrong = пришло не то, что должно быть в файле; это выброшено
cli-file-taken = этот файл уже получают
cli-file-terminal = файл от клиента не выводится на терминал
cli-file-terminal-hint = дайте имя через --out или направьте вывод дальше
cli-backup = Скопировать весь стол в один файл, даже пока он открыт
cli-restore = Поставить копию на место стола
cli-help-backup = Новый файл или папка для него; иначе keydesk-ДАТА-ВРЕМЯ.kdbackup здесь
cli-help-restore = Копия, которую сделал `keydesk backup`
cli-help-replace = Даже если стол уже есть: он будет сохранён рядом под другим именем
cli-size-kilobytes = { $n } КБ
cli-backed-up = { $file }: полная копия стола, перечитана и исправна ({ $size })
cli-backup-files = { $n ->
    [one] рядом { $n } файл из сообщений: { $file }
    [few] рядом { $n } файла из сообщений: { $file }
    [many] рядом { $n } файлов из сообщений: { $file }
   *[other] рядом { $n } файла из сообщений: { $file }
}
cli-backup-secret = Она так же секретна, как и сам стол: в ней вся переписка и то, кто может войти.
cli-backup-taken = { $file } уже есть, а копия ничего не перезаписывает
cli-backup-taken-hint = выберите другое имя
cli-restored = в папке { $dir } теперь стол из { $file }
cli-restore-kept = Стол, который там был, сохранён: { $file }
cli-restore-unsure = { $n ->
    [one] { $n } сообщение было в пути, когда делали копию; теперь неизвестно, дошло ли оно: проверьте
    [few] { $n } сообщения были в пути, когда делали копию; теперь неизвестно, дошли ли они: проверьте
    [many] { $n } сообщений были в пути, когда делали копию; теперь неизвестно, дошли ли они: проверьте
   *[other] { $n } сообщения были в пути, когда делали копию; теперь неизвестно, дошли ли они: проверьте
}
cli-restore-there = в папке { $dir } стол уже есть
cli-restore-there-hint = `{ $command }` сохранит его под другим именем; --dir ПАПКА восстановит в другом месте
cli-no-backup = { $file } — это не копия стола
cli-no-backup-hint = копию делает `keydesk backup`
cli-backup-in-use = { $file } принадлежит столу, который открыт или не закрыт как следует: здесь не всё
cli-backup-damaged = { $file } повреждён; ничего не изменено

## Более короткая лента изменений

cli-desk-compact = Забыть, что произошло давно; диалоги и сообщения остаются
cli-help-compact-before = Что было до: дня (2026-01-01), вчера или столько времени назад (90d)
cli-help-shrink = Ещё и вернуть свободное место диску; пока это длится, никто другой не сможет писать
cli-compacted = { $n ->
    [0] забывать нечего: давнего нет
    [one] забыта { $n } запись
    [few] забыто { $n } записи
    [many] забыто { $n } записей
   *[other] забыто { $n } записи
}
cli-compact-floor = кто следит за столом и знает только изменения до { $floor }, начнёт сначала
cli-compact-free = { $n } КБ свободны внутри файла для нового; --shrink вернёт их диску
cli-compact-shrunk = { $n } КБ возвращено диску
cli-compact-moment = `{ $text }` — это не момент в прошлом
cli-compact-moment-hint = день, вчера или столько времени назад: 2026-01-01, 90d, 48h
cli-compact-replica = этот стол — копия стола на хабе: забывают там
cli-watch-gone = что произошло после { $after }, уже неизвестно: стол помнит с { $floor }
cli-watch-gone-hint = возьмите стол, какой он есть, через `keydesk export`, и дальше от последнего изменения

## Сколько хранятся файлы

files-purged = { $n ->
    [one] убран { $n } файл, у которого вышел срок: освобождено { $size }
    [few] убрано { $n } файла, у которых вышел срок: освобождено { $size }
    [many] убрано { $n } файлов, у которых вышел срок: освобождено { $size }
   *[other] убрано { $n } файла, у которых вышел срок: освобождено { $size }
}
cli-desk-files = Сколько хранятся файлы и сколько места они занимают
cli-help-file-months = Впредь хранить файлы столько календарных месяцев, и те, что уже здесь
cli-help-files-yes = Даже если часть файлов исчезнет сразу
cli-files-months = { $n ->
    [one] файлы хранятся { $n } календарный месяц
    [few] файлы хранятся { $n } календарных месяца
    [many] файлы хранятся { $n } календарных месяцев
   *[other] файлы хранятся { $n } календарного месяца
}
cli-files-here = { $n ->
    [0] сейчас их нет
    [one] здесь { $n } файл, { $size }
    [few] здесь { $n } файла, { $size }
    [many] здесь { $n } файлов, { $size }
   *[other] здесь { $n } файла, { $size }
}
cli-files-next = следующий исчезнет { $at }
cli-files-last = { $n ->
    [one] в последний раз убрано { $at }: { $n } файл, { $size }
    [few] в последний раз убрано { $at }: { $n } файла, { $size }
    [many] в последний раз убрано { $at }: { $n } файлов, { $size }
   *[other] в последний раз убрано { $at }: { $n } файла, { $size }
}
cli-files-never = ещё ничего не убирали
cli-files-lost = { $n ->
    [one] { $n } файл ({ $size }) исчез бы сразу и навсегда; ничего не изменено
    [few] { $n } файла ({ $size }) исчезли бы сразу и навсегда; ничего не изменено
    [many] { $n } файлов ({ $size }) исчезли бы сразу и навсегда; ничего не изменено
   *[other] { $n } файла ({ $size }) исчезло бы сразу и навсегда; ничего не изменено
}
cli-files-lost-hint = если именно так и нужно, добавьте --yes; или храните их дольше
team-bad-months = файлы хранятся от 1 до { $n } месяцев
audit-files-kept = месяцев хранения файлов

## Профили

cli-profile = Профили: несколько столов, каждый со своими настройками и хранилищем
cli-profile-list = Показать их список
cli-profile-add = Создать новый
cli-profile-drop = Удалить профиль вместе с его столом и настройками
cli-help-profile-name = Название профиля
cli-help-hub = Стол профиля — копия стола команды на этом хабе
cli-help-confirm-profile = Название профиля ещё раз, чтобы о нём не спрашивали
cli-column-profile = ПРОФИЛЬ
cli-column-store = ХРАНИЛИЩЕ
cli-column-hub = ХАБ
cli-column-dir = ПАПКА
cli-profile-current = выбран
cli-profile-other = —
cli-store-local = локальное
cli-store-hub = хаб
cli-store-unknown = настройки с ошибками
cli-profile-added = профиль `{ $name }` создан; его настройки: { $file }. Открыть его: `{ $command }`
cli-profile-added-hub = профиль `{ $name }` создан; его настройки: { $file }. Дальше скажите, кто вы: `{ $command }`
cli-profile-taken = профиль `{ $name }` уже есть
cli-profile-name = `{ $name }` не может быть названием профиля
cli-profile-name-hint = можно буквы, цифры, - и _, в начале буква или цифра, не больше { $n } знаков
cli-profile-environment = так говорит переменная окружения { $variable }
cli-no-profile = профиля `{ $name }` нет
cli-no-profile-hint = `{ $command }` создаст его
cli-two-desks = --profile и --dir { $dir } называют два разных стола
cli-two-desks-hint = оставьте что-то одно
cli-hub-url = это не адрес хаба
cli-hub-url-hint = вот так: https://desk.example.com, http://localhost:7070 или unix:///run/keydesk/hub.sock
cli-profile-plain = основной профиль удалить нельзя: это ваш собственный стол
cli-profile-warning = Удаление профиля `{ $name }` навсегда уничтожит всё, что есть в папках:
cli-profile-instead = Чтобы сначала сохранить копию стола: `{ $command }`
cli-profile-not-confirmed = это не то название; профиль `{ $name }` и всё, что в нём есть, остались на месте
cli-profile-unasked = ничего не удаляется, пока название профиля не набрано ещё раз
cli-profile-dropped = профиль `{ $name }` удалён

## Командная строка: каналы и пользователи

cli-column-name = НАЗВАНИЕ
cli-column-kind = ВИД
cli-column-state = СОСТОЯНИЕ
cli-column-health = ИСПРАВНОСТЬ
cli-column-dialogs = ДИАЛОГИ
cli-column-waiting = ЖДУТ
cli-column-role = РОЛЬ
cli-state-active = активен
cli-state-inactive = выключен
cli-state-blocked = заблокирован
cli-health-ok = исправен
cli-health-unauthorized = нужна новая авторизация
cli-health-contested = читает ещё кто-то: { $why }
cli-health-forbidden = не хватает разрешения: { $why }
cli-health-lapsed = тариф закончился
cli-health-unreachable = недоступен: { $why }
role-admin = администратор
role-lead = старший
role-agent = менеджер
role-read-only = только смотрит
role-no-chats = без доступа к чатам
cli-channel-added = канал `{ $name }` добавлен и включён
cli-channel-activated = канал `{ $name }` снова включён
cli-channel-deactivated = канал `{ $name }` выключен; его диалоги остались
cli-channel-active-already = канал `{ $name }` уже включён
cli-channel-inactive-already = канал `{ $name }` уже выключен
cli-delete-warning = Удаление канала `{ $name }` навсегда уничтожит:
cli-stake-dialogs = { $n ->
    [one] { $n } диалог
    [few] { $n } диалога
    [many] { $n } диалогов
   *[other] { $n } диалога
}
cli-stake-messages = { $n ->
    [one] { $n } сообщение
    [few] { $n } сообщения
    [many] { $n } сообщений
   *[other] { $n } сообщения
}
cli-stake-waiting = { $n ->
    [one] { $n } клиент ждёт ответа
    [few] { $n } клиента ждут ответа
    [many] { $n } клиентов ждут ответа
   *[other] { $n } клиента ждут ответа
}
cli-delete-instead = Чтобы сохранить диалоги, лучше выключите его: { $command }
cli-delete-inactive = Канал выключен: если оставить всё как есть, он хранит свои диалоги и ничего не делает.
cli-delete-question = Чтобы удалить, наберите его название:
cli-delete-not-confirmed = это не то название; канал `{ $name }` и всё, что в нём есть, остались на месте
cli-delete-unasked = ничего не удаляется, пока название канала не набрано ещё раз
cli-delete-unasked-hint = { $command }
cli-deleted = канал `{ $name }` удалён

## Что можно сказать о канале

channel-option-api = Где Bot API: его адрес, без токена
channel-option-address = Собственный адрес ящика
channel-option-from-name = Чья это почта, как её видят клиенты
channel-option-user = Кто входит; иначе — адрес
channel-option-imap-host = Сервер, где читают почту (IMAP)
channel-option-imap-port = Его порт; иначе 993, или 143, если TLS не с самого начала
channel-option-imap-security = tls, starttls или plain на этой машине; иначе tls
channel-option-smtp-host = Сервер, куда сдают почту (SMTP)
channel-option-smtp-port = Его порт; иначе 465, или 587, если TLS не с самого начала
channel-option-smtp-security = tls, starttls или plain на этой машине; иначе tls
channel-option-folder = Папка, которую читают; иначе INBOX
channel-option-sent = Папка для копий отправленного; пусто — без копий; иначе Sent
channel-option-ca = Файл сертификатов (PEM), которые ручаются за серверы
channel-option-login = password или xoauth2; иначе password
channel-option-mail-max-mb = Самое большое письмо, которое берут целиком, в МБ; иначе 50
channel-option-secret = Где хранить секрет: keyring, file или command:КОМАНДА, которая его печатает
channel-option-plan-until = Последний оплаченный день: 2027-01-31
channel-option-distribution = Кто получает новый диалог: off, round-robin или least-open
channel-option-greeting = Что сказать новому клиенту автоматически
channel-option-greeting-days = После скольких тихих дней приветствовать снова
channel-option-out-of-hours = Что сказать в нерабочее время
channel-option-hours = Рабочее время: mon-fri 09:00-18:00
channel-option-time-zone = По какому часовому поясу: Europe/Kyiv
channel-option-unknown = каналы этого типа такого не знают
channel-option-missing = не указано
channel-option-in-the-open = секрет пошёл бы по сети открыто для всех: так можно только на этой машине
channel-option-web = должен быть адрес вроде https://api.telegram.org
channel-option-mailbox = должен быть адрес вроде shop@example.com
channel-option-host = должно быть имя сервера
channel-option-line = должна быть одна строка текста
channel-option-text = должен быть текст, не больше { $n } знаков
channel-option-number = должно быть число от { $from } до { $to }
channel-option-one-of = должно быть одно из: { $words }
channel-option-secret-wrong = должно быть keyring, file или command:КОМАНДА; сам секрет будет запрошен
channel-option-day = должен быть день вроде 2027-01-31
channel-option-hours-wrong = должно быть вроде mon-fri 09:00-18:00
channel-option-zone = должен быть часовой пояс вроде Europe/Kyiv

## Каналы в командной строке

cli-value-names = ИМЕНА
cli-value-value = ЗНАЧЕНИЕ
cli-value-pairs = КЛЮЧ=ЗНАЧЕНИЕ
cli-value-dialog = ДИАЛОГ
cli-channel-add-telegram = Бот Telegram; токен будет запрошен или прочитан из stdin
cli-channel-add-email = Почтовый ящик; пароль будет запрошен или прочитан из stdin
cli-channel-edit = Изменить настройки канала или показать их
cli-channel-check = Выяснить шаг за шагом, почему не приходят сообщения и что делать
cli-channel-reauthorize = Новый токен или пароль; его проверяют, прежде чем заменить старый
cli-channel-unread = Что пришло, но не удалось прочитать
cli-why = Почему не видно диалога?
cli-help-agents = Кто получает новые диалоги канала: имена через запятую
cli-help-no-check = Сохранить, не проверяя, работает ли
cli-help-pairs = Что изменить: name, agents или настройка, каждая со значением; без значения — как вначале
cli-help-why = Номер диалога либо имя или адрес клиента
cli-help-why-view = Как видно в этом представлении; иначе в том, с которого начинается экран
cli-help-why-filter = Как видно ещё и через этот фильтр
cli-column-last-inbound = ПОСЛЕДНЕЕ СООБЩЕНИЕ
cli-column-authorized = АВТОРИЗОВАН
cli-column-next-try = СЛЕДУЮЩАЯ ПОПЫТКА
cli-column-last-error = ПОСЛЕДНЯЯ ОШИБКА
cli-column-last-error-at = КОГДА ОШИБКА
cli-column-unread = НЕ ПРОЧИТАНО
cli-column-option = НАСТРОЙКА
cli-column-value = ЗНАЧЕНИЕ
cli-column-meaning = ЧТО ЭТО
cli-channel-listed = в списке раздачи: { $names }
cli-column-no = №
cli-help-raw = Напечатать то, что пришло под этим номером, как есть
cli-raw-terminal = в терминал этого не печатаем: клиент мог прислать что угодно
cli-raw-terminal-hint = направьте в файл: … --raw 1 > письмо.txt
cli-no-unread = под номером { $n } ничего нет
cli-column-remote = ИМЯ ТАМ
cli-column-bytes = БАЙТЫ
cli-column-why = ПОЧЕМУ
cli-listed-blocked = { $name } (заблокирован!)
cli-options-missing = не указано: { $names }
cli-options-wrong = с такими настройками не получится
cli-no-option = у каналов этого типа нет настройки `{ $name }`
cli-pair-wrong = `{ $text }` — это не КЛЮЧ=ЗНАЧЕНИЕ
cli-secret-bot = Токен бота от @BotFather (его не видно):
cli-secret-password = Пароль { $user } (его не видно):
cli-secret-token = Токен доступа для XOAUTH2 (его не видно):
cli-secret-file = На этой машине не отвечает ни одно хранилище паролей: секрет будет лежать в файле рядом со столом, который прочтёте только вы.
cli-no-secret = секрет не указан
cli-no-secret-hint = введите его по запросу или передайте через stdin: `keydesk channel … < файл`
cli-no-keyring = на этой машине не отвечает ни одно хранилище паролей
cli-no-keyring-hint = secret=file хранит секрет в файле, который прочтёте только вы; secret=command:КОМАНДА — его печатает команда
cli-secret-not-kept = секрет не удалось сохранить, поэтому ничего не сохранено
cli-secret-left = его секрет не удалось удалить: { $why }
cli-trying = Проверяем …
cli-not-saved = так это не работает, поэтому ничего не сохранено
cli-not-saved-hint = исправьте отмеченное и попробуйте снова; --no-check сохранит новый канал и так
cli-channel-edited = канал `{ $name }`: сохранено
cli-channel-reauthorized = канал `{ $name }` авторизован заново
cli-nothing-unread = Всё, что пришло, удалось прочитать.
cli-check-failed = проверить не удалось

## Что находит проверка канала

check-todo = { $command }
check-silent = за { $seconds } с нет ответа
check-active = канал активен
check-inactive = канал деактивирован: ничего не приходит и ничего не уходит
check-plan = тариф оплачен до { $day }
check-plan-ends = тариф заканчивается { $day }
check-plan-over = тариф закончился { $day }
check-plan-lapsed = канал говорит, что тариф закончился
check-plan-untold = до какого дня оплачен тариф, никто не указал
check-authorized = авторизован; последний раз подтверждено { $at }
check-authorized-never = об авторизации ещё ничего не известно
check-unauthorized = канал не принимает нашу авторизацию: её нужно повторить
check-alone = о других читателях ничего не известно
check-contested = его читает ещё кто-то с теми же данными: { $why }
check-contested-todo = остановите другую программу, которая пользуется этим ботом или учётной записью, или дайте этой отдельные данные
check-permitted = о нехватке разрешений ничего не известно
check-forbidden = не хватает разрешения: { $why }
check-forbidden-todo = дайте учётной записи это разрешение там, где ею управляют, и авторизуйте канал заново
check-unreachable = до него не достучаться: { $why }
check-next-try = следующая попытка { $at }
check-courier = каналы работают (процесс { $process })
check-no-courier = каналами сейчас никто не занимается: ничего не приходит и не уходит
check-no-courier-todo = откройте `{ $screen }` или пусть постоянно работает `{ $hub }`
check-inbound = последнее сообщение пришло { $at }
check-inbound-never = ни одного сообщения ещё не было
check-inbound-todo = напишите туда сами, со своей учётной записи
check-list = новые диалоги получают: { $names }
check-list-off = новые диалоги никому не назначаются автоматически
check-list-empty = новые диалоги должны назначаться, но в списке никого нет
check-list-unable = есть в списке, но заблокированы или не имеют права там отвечать: { $names }
check-hours = рабочее время: { $hours } ({ $zone })
check-hours-missing = сказано, что отвечать в нерабочее время, но рабочее время не указано, так что этого не услышит никто
check-hours-utc = рабочее время { $hours } — по UTC, потому что часовой пояс не указан
check-unread = { $n ->
    [one] { $n } вещь пришла, но прочитать её не удалось
    [few] { $n } вещи пришли, но прочитать их не удалось
    [many] { $n } вещей пришло, но прочитать их не удалось
   *[other] { $n } вещи пришло, но прочитать их не удалось
}
check-in-reach = о тех, кто нас заблокировал, ничего не известно
check-out-of-reach = { $n ->
    [one] { $n } контакт заблокировал нас
    [few] { $n } контакта заблокировали нас
    [many] { $n } контактов заблокировали нас
   *[other] { $n } контакта заблокировали нас
}
check-out-of-reach-todo = наши сообщения не дойдут до них, пока они нас не разблокируют или не напишут сами

## Почему диалога не видно

why-seen = его ничто не скрывает: он в списке
why-nobody = диалога `{ $who }` нет
why-nobody-todo = проверьте, приходят ли сообщения вообще: `keydesk channel check`
why-no-right = роль пользователя { $name } его не показывает (канал { $channel })
why-no-right-todo = право могут дать: { $names }
why-inactive = канал { $channel } деактивирован: нового там не будет
why-spam = он отмечен как спам
why-closed = он закрыт
why-snoozed = он отложен до { $at }
why-snoozed-until-reply = он отложен, пока не напишет клиент
why-view = представление { $view } не показывает открытых диалогов
why-nobody-waits = вид { $view } его не показывает: там никто не ждёт ответа
why-view-term = его скрывает представление { $view }: { $words }
why-view-todo = выберите другое представление, например все открытые
why-filter = его скрывает фильтр: { $words }
why-filter-todo = уберите эту часть фильтра
why-dropped = Убрано из фильтра: { $words }
why-title = Почему я его не вижу?
why-placeholder = номер, имя или слова
why-intro = Введите номер диалога, имя клиента или слова из разговора. Enter скажет, что не пускает диалог в список «{ $view }», какой он сейчас.
why-looking = Ищем…
why-key-inactive = { $key } показывает каналы: там его включают
why-key-open = Enter открывает его
why-key-filter = Enter убирает это из фильтра и открывает диалог
why-key-view = Enter открывает его; { $key } показывает все открытые диалоги
why-key-spam = Enter открывает его; затем { $key } снимает отметку спама
why-key-closed = Enter открывает его; затем { $key } делает его снова открытым
why-key-snoozed = Enter открывает его; затем { $key } возвращает его сразу
why-nobody-hub = На этом столе лишь часть того, что есть на хабе: остальное находит поиск (/)

crew-title = Команда
crew-block-title = Заблокировать: { $name }
crew-me = { $name } (вы)
crew-open = откр.
crew-waiting = ждут
crew-open-short = откр
crew-waiting-short = ждут
crew-shows = { $key } показывает открытые диалоги
crew-can-unblock = { $key } разблокирует и возвращает забранное
crew-not-mine = Блокировать других и отмечать их отсутствие могут лишь те, кто управляет пользователями
crew-way-free = Сделать диалоги ничьими
crew-way-distribute = Раздать по спискам каналов
crew-way-to = Передать: { $name }
crew-way-keep = Оставить за пользователем
crew-block-me = Это вы: здесь вы больше ничего не сможете, а разблокировать вас должны другие
crew-block-only = Enter блокирует, Esc возвращает назад
crew-blocked = { $name }: заблокирован(а). Передано диалогов: { $dialogs }, списков каналов изменено: { $lists }. { $key } вернёт всё
crew-unblocked = { $name } снова может работать. Возвращено диалогов: { $dialogs }, списков каналов: { $lists }

## Команды: пользователи, роли, токены, журнал

cli-agent-add = Добавить пользователя
cli-agent-block = Заблокировать и сразу передать диалоги другим
cli-agent-unblock = Разблокировать
cli-agent-login = Сказать, какая это учётная запись системы; без --unix — никакая
cli-agent-role = Роли: у кого какая, и собственные роли стола
cli-agent-role-set = Дать пользователю роль
cli-agent-role-list = Показать роли и что они разрешают
cli-agent-role-add = Создать роль
cli-agent-role-change = Изменить, что разрешает роль
cli-agent-role-drop = Убрать роль, которой ни у кого нет
cli-token = Токены, по которым пользователи входят на хаб
cli-token-issue = Выдать токен; он будет показан только в этот раз
cli-token-list = Показать их список
cli-token-revoke = Отозвать токен: по нему больше никто не войдёт
cli-audit = Кто что сделал: с диалогами, пользователями, ролями и токенами; новое сначала
cli-value-role = РОЛЬ
cli-value-sight = ВИДИМОСТЬ
cli-value-rights = ПРАВА
cli-value-exception = КАНАЛ=ВИДИМОСТЬ[:ПРАВА]
cli-help-agent-name = Как пользователя зовут коллеги
cli-help-role = Роль; если не сказано — `agent`
cli-help-unix = Учётная запись системы: через сокет хаба токен не нужен
cli-help-role-name = Как называется роль
cli-help-see = Какие диалоги видны: nothing, own, unassigned (и свои), all
cli-help-may = Что разрешено: work, take, close, assign, spam, delete, channels, agents
cli-help-on = Что вместо этого действует на одном канале; можно несколько раз
cli-help-days = На сколько дней; если не сказано — 90
cli-help-label = Для чего он, чтобы узнать в списке
cli-help-token-id = Номер токена в списке
cli-help-audit-dialog = Что сделано с этим диалогом
cli-help-audit-agent = Что сделал этот пользователь и что сделали с его учётной записью
cli-help-audit-since = Не раньше: 7d, вчера, 2026-07-01
cli-help-audit-limit = Не больше строк; если не сказано — 200
cli-no-role = роли `{ $name }` нет
cli-no-own-roles = собственных ролей за этим столом ещё нет
cli-only-managers = вы здесь — { $name }; это может только тот, кто управляет пользователями: `keydesk agent role list`
cli-agent-added = { $name } теперь за столом
cli-no-unix-user = на этой машине нет учётной записи `{ $name }`
cli-agent-blocked = { $name }: заблокировано
cli-agent-blocked-already = { $name }: уже заблокировано
cli-agent-unblocked = { $name } снова может работать
cli-agent-unblocked-already = { $name }: не заблокировано
cli-agent-away = Отметить, что кого-то нет: новые диалоги сами приходить не будут; без имени — себя
cli-help-back = Снова на месте
cli-help-block-to = Отдать диалоги этому пользователю
cli-help-block-free = Диалоги станут ничьими; так и будет, если не сказать иначе
cli-help-block-distribute = Раздать диалоги пользователям из списков их каналов
cli-help-block-keep = Диалоги остаются за пользователем
cli-help-block-dry-run = Только показать, что будет
cli-help-block-yes = Не переспрашивать
cli-help-unblock-restore = Вернуть забранное: диалоги, которые с тех пор никто не передавал, и места в списках
block-holds = { $name } имеет:
block-holds-nothing = { $name }: диалогов нет, в списках каналов нет
block-open = { $n ->
    [one] { $n } открытый или отложенный диалог
    [few] { $n } открытых или отложенных диалога
    [many] { $n } открытых или отложенных диалогов
   *[other] { $n } открытых или отложенных диалогов
}
block-waiting = { $n ->
    [one] в { $n } из них клиент ждёт ответа
    [few] в { $n } из них клиенты ждут ответа
    [many] в { $n } из них клиенты ждут ответа
   *[other] в { $n } из них клиенты ждут ответа
}
block-closed = { $n ->
    [one] { $n } закрытый диалог или спам
    [few] { $n } закрытых диалога или спам
    [many] { $n } закрытых диалогов или спам
   *[other] { $n } закрытых диалогов или спам
}
block-lists = новые диалоги из каналов: { $names }
block-will-go-to = Открытые и отложенные диалоги получит { $name }, остальные станут ничьими.
block-will-keep = Диалоги останутся за пользователем.
block-will-distribute = Открытые и отложенные диалоги будут розданы по спискам их каналов, остальные станут ничьими.
block-will-free = Все эти диалоги станут ничьими.
block-will-leave = Из списков каналов пользователь будет убран.
cli-block-question = Заблокировать? [д/Н]
cli-block-not-confirmed = ничего не сделано
cli-block-back = чтобы вернуть всё: { $command }
cli-block-moved-dialogs = { $n ->
    [one] передан { $n } диалог
    [few] передано { $n } диалога
    [many] передано { $n } диалогов
   *[other] передано { $n } диалогов
}
cli-block-moved-lists = { $n ->
    [one] изменён список { $n } канала
    [few] изменены списки { $n } каналов
    [many] изменены списки { $n } каналов
   *[other] изменены списки { $n } каналов
}
cli-agent-is-away = { $name }: нет на месте, новые диалоги сами не приходят
cli-agent-is-back = { $name }: на месте
cli-column-presence = ПРИСУТСТВИЕ
cli-state-away = нет
cli-state-here = на месте
audit-agent-away = пользователя нет на месте
audit-agent-back = пользователь снова на месте
team-cannot-receive = { $name } не может получить эти диалоги: это тот же пользователь, либо он заблокирован, либо не имеет права отвечать в одном из каналов
cli-agent-logs-in = { $name } на этой машине — `{ $user }`
cli-agent-logs-in-no-more = { $name } не имеет учётной записи на этой машине
cli-role-set = у { $agent } теперь роль { $name }
cli-role-added = роль { $name } создана
cli-role-changed = роль { $name } изменена
cli-role-dropped = роль { $name } убрана
cli-role-own = собственная
cli-role-built-in = встроенная
cli-exception-wrong = `{ $text }` — не КАНАЛ=ВИДИМОСТЬ[:ПРАВА]
cli-word-wrong = `{ $word }` здесь неизвестно
cli-column-see = ВИДИТ
cli-column-may = МОЖЕТ
cli-column-exceptions = ИСКЛЮЧЕНИЯ
cli-column-agents = ПОЛЬЗОВАТЕЛЕЙ
cli-column-label = МЕТКА
cli-column-issued = ВЫДАН
cli-column-expires = ДО
cli-column-used = ПОСЛЕДНИЙ РАЗ
cli-column-by = КТО
cli-column-dialog = ДИАЛОГ
cli-column-whom = КОГО
cli-column-details = ПОДРОБНОСТИ
cli-token-issued = { $n ->
    [one] это токен для { $name } на { $n } день; больше он показан не будет: `keydesk login`
    [few] это токен для { $name } на { $n } дня; больше он показан не будет: `keydesk login`
    [many] это токен для { $name } на { $n } дней; больше он показан не будет: `keydesk login`
   *[other] это токен для { $name } на { $n } дня; больше он показан не будет: `keydesk login`
}
cli-no-tokens = токенов ещё не выдано
cli-token-is-good = действует
cli-token-is-expired = истёк
cli-token-is-revoked = отозван
cli-token-revoked = по токену { $id } больше никто не войдёт
cli-audit-empty = ничего такого не делали
cli-audit-owner = владелец стола
audit-agent-added = пользователь добавлен
audit-agent-renamed = пользователь переименован
audit-agent-role = дана роль
audit-agent-blocked = пользователь заблокирован
audit-agent-unblocked = пользователь разблокирован
audit-agent-login = указана учётная запись системы
audit-role-added = роль создана
audit-role-changed = роль изменена
audit-role-dropped = роль убрана
audit-token-issued = токен выдан
audit-token-revoked = токен отозван
audit-other = что-то новее этой программы
audit-delivery = решено, что с отправкой ответа
audit-assigned = назначен
audit-unassigned = снят с
audit-snoozed = отложен
audit-tagged = теги изменены
audit-people = контакты объединены или разъединены
audit-contact-noted = записано о клиенте

## Командная строка: быстрые ответы и макросы

cli-help-csv = таблица, первая строка которой называет столбцы: название,текст,сокращение
cli-column-shortcut = СОКРАЩЕНИЕ
cli-column-folder = ПАПКА
cli-column-language = ЯЗЫК
cli-column-text = ТЕКСТ
cli-column-steps = ШАГИ
cli-cannot-read = не удалось прочитать { $file }
cli-replies-none = быстрых ответов пока нет: их место — { $file }
cli-macros-none = макросов пока нет: их место — { $file }
cli-replies-ok = { $n ->
    [one] { $file }: всё в порядке, { $n } быстрый ответ
    [few] { $file }: всё в порядке, { $n } быстрых ответа
    [many] { $file }: всё в порядке, { $n } быстрых ответов
   *[other] { $file }: всё в порядке, { $n } быстрого ответа
}
cli-replies-added = { $n ->
    [one] { $file }: добавлен { $n } быстрый ответ
    [few] { $file }: добавлено { $n } быстрых ответа
    [many] { $file }: добавлено { $n } быстрых ответов
   *[other] { $file }: добавлено { $n } быстрого ответа
}
cli-replies-left = { $n ->
    [one] { $n } строка из { $file } пропущена
    [few] { $n } строки из { $file } пропущены
    [many] { $n } строк из { $file } пропущено
   *[other] { $n } строки из { $file } пропущено
}
cli-replies-double = пропущено, потому что такое название уже есть: { $name }
cli-replies-shortcut = добавлено без сокращения, потому что оно уже занято: { $name }

## Командная строка: настройки, демонстрация, спасение

cli-config-ok = { $file }: всё в порядке
cli-config-none = { $file }: всё в порядке, такого файла нет, так что всё как обычно
cli-demo-not-one = стол в папке { $dir } не демонстрационный, поэтому демонстрация его не трогает
cli-demo-not-one-hint = у `keydesk demo` без --dir своя папка
cli-demo-seed = этот демонстрационный стол рассказывает историю { $kept }, а не { $asked }
cli-demo-seed-hint = `{ $command }` выбросит его и начнёт другую
cli-demo-busy = этот демонстрационный стол открыт в другом keydesk
cli-demo-busy-hint = сначала выйдите из другого или попробуйте без --fresh
cli-demo-damaged-hint = `{ $command }` начнёт новый
cli-recovered = Всё, что удалось прочитать, снова на столе:
cli-saved-channels = { $n ->
    [one] { $n } канал
    [few] { $n } канала
    [many] { $n } каналов
   *[other] { $n } канала
}
cli-saved-agents = { $n ->
    [one] { $n } пользователь
    [few] { $n } пользователя
    [many] { $n } пользователей
   *[other] { $n } пользователя
}
cli-recover-lost = { $n ->
    [0] О потерях ничего не известно.
    [one] Потеряна примерно { $n } запись.
    [few] Потеряны примерно { $n } записи.
    [many] Потеряно примерно { $n } записей.
   *[other] Потеряно примерно { $n } записи.
}
cli-recover-kept = Повреждённый файл сохранён: { $file }
cli-recover-failed-hint = прочитать из него не удалось ничего; возьмите стол из копии
cli-recover-busy-hint = выйдите из всех keydesk, где открыт этот стол, и повторите
cli-recovered-nothing = из повреждённого стола не удалось прочитать ничего; на его месте теперь пустой
courier-not-started = не удалось запустить каналы: { $why }

## Half-written texts

draft-reply = Черновик ответа:
draft-note = Черновик заметки:

## What others do meanwhile, and what cannot be done

fresh-channel-ill = нет связи с каналом { $name }
composer-save-note = Записать
composer-meanwhile = ↑ новое сообщение, сначала прочтите
undo-passes-over = последнее действие не отменить; ещё раз отменит предыдущее: { $name }
assign-ask-nobody = Этот диалог ничей.
assign-ask-whose = Этот диалог ведёт { $name }.
assign-ask-read = Enter: взять себе · Esc: назад
close-unsent = Ещё не отправлено: Enter и ещё раз Enter отправит, Esc вернёт к тексту
assign-ask-note = Enter: взять себе, ещё раз Enter запишет · Tab: записать так · Esc: назад
editor-kept = редактор завершился с ошибкой: текст остался как был, а записанное им лежит в { $file }

totals-waiting-fresh = { $n ->
    [one] { $n } ждёт
    [few] { $n } ждут
    [many] { $n } ждут
   *[other] { $n } ждут
}

## Уведомления, пока окно не впереди: заголовок и слова под ним

notice-several = { $n ->
    [one] { $n } новое сообщение
    [few] { $n } новых сообщения
    [many] { $n } новых сообщений
   *[other] { $n } нового сообщения
}
notice-last = последнее — { $name }: { $text }
notice-nobody = Без имени
notice-file = Прислан файл
## keydesk doctor keys: страница и отчёт

doctor-title = Что посылает эта клавиатура
doctor-intro = Нажимайте клавиши по очереди, в той раскладке, которая включена.
doctor-unnamed = терминал, который не говорит, как его зовут
doctor-press = Нажмите { $key }.
doctor-press-twice = Нажмите { $key } дважды: первое нажатие забирает tmux.
doctor-press-tmux = tmux забирает { $key } себе. Если от нажатия что-то делает сам tmux, нажмите Space.
doctor-press-zellij = zellij забирает { $key } себе (а от Ctrl+Q завершается!). Сначала заприте его: Ctrl+G, или идите дальше: Space.
doctor-odd = Это { $what }, а не { $key }. Если здесь { $key } посылает именно это, нажмите ещё раз.
doctor-space = Space ничего не случилось
doctor-backspace = Backspace назад
doctor-esc = Esc хватит
doctor-agreed-legacy = Только управляющие байты, как сказано в настройках
doctor-agreed-kitty = Клавиатурный протокол kitty, флаги { $n }
doctor-agreed-other = modifyOtherKeys, уровень { $n }
doctor-agreed-unconfirmed = Запрошен modifyOtherKeys; умеет ли это терминал, он не говорит
doctor-agreed-nothing = Только управляющие байты: ничего другого терминал не предлагает
doctor-agreed-silent = Неизвестно: терминал не ответил
doctor-means-key = { $key }
doctor-means-nothing = ничего не пришло
doctor-means-same = Enter или Ctrl+M: один байт
doctor-means-letter = буква { $letter }: Ctrl потерялся
doctor-means-other = другая клавиша: { $key }
doctor-means-unknown = байты, не означающие клавиши
doctor-layout-any = любая
doctor-layout-latin = латиница
doctor-layout-base = кириллица: { $letter }, базовая клавиша
doctor-layout-table = кириллица: { $letter }, таблица ЙЦУКЕН
doctor-layout-keysym = кириллица: { $letter }, код X
doctor-works-directly = работает
doctor-works-twice = нажать дважды
doctor-works-asks = спросит, или F2 m
doctor-works-menu = F2 { $letter }
doctor-works-unknown = не нажата
doctor-terminal = Терминал
doctor-answers = Ответы
doctor-agreed = Клавиши
doctor-layers = По пути
doctor-none = ничего
doctor-prefix = префикс { $key }
doctor-column-key = КЛАВИША
doctor-column-works = ЗДЕСЬ
doctor-column-sends = ПОСЫЛАЕТ
doctor-column-means = ЧТО ЭТО
doctor-column-layout = РАСКЛАДКА
doctor-all-work = Все четыре клавиши здесь работают.
doctor-helps = Что поможет:
doctor-cure-tmux-prefix = { $key } — префикс tmux: первое нажатие остаётся там. Другой префикс её освободит; в ~/.tmux.conf:
doctor-cure-tmux-root = { $key } имеет в tmux собственное назначение. В ~/.tmux.conf:
doctor-cure-tmux-old = tmux { $version } при любых настройках делает из Ctrl+M и Enter один байт; начиная с версии 3.5 он может их различать.
doctor-cure-tmux-extended = tmux может отличать Ctrl+M от Enter, если это умеет терминал вокруг него. В ~/.tmux.conf, после чего подключитесь заново:
doctor-cure-zellij = zellij забирает Ctrl+O, Ctrl+Q и Ctrl+B, пока его не запрёт Ctrl+G. Чтобы он запускался заблокированным, в config.kdl:
doctor-cure-screen = screen забирает Ctrl+Q, чтобы приостанавливать и возобновлять вывод. В ~/.screenrc:
doctor-cure-mosh = mosh сам является терминалом и делает из Ctrl+M и Enter один байт; ssh пропускает всё, что умеет ваш.
doctor-cure-layout = Без латинской раскладки терминал вместо сочетаний посылает буквы или вообще ничего. Если она есть рядом с кириллической (us,ru), четыре клавиши работают в обеих.
doctor-cure-distinct = Этот терминал отличает Ctrl+M от Enter, но не говорит об этом. Если другим вы не пользуетесь, в настройках:
doctor-cure-undistinct = В настройках сказано, что Ctrl+M — отдельная клавиша, а здесь это Enter: она отправила бы написанное. В настройках:
doctor-cure-auto = Этот терминал предлагает больше, чем управляющие байты, а настройки это запрещают. В настройках:
doctor-cure-legacy = Терминал говорит, что отличает Ctrl+M от Enter, а посылает Enter. В настройках:
doctor-cure-enter = Здесь Ctrl+M — это Enter: F2 m назначает сразу, а Enter в чужом или ничьём диалоге сначала спрашивает.
doctor-cure-menu = Всё, что не доходит, есть в меню под той же буквой: F2 { $letter } — это { $key }.
doctor-cure-byobu = byobu забирает функциональные клавиши: { $key } выключает это и включает.
