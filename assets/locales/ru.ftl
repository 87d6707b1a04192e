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
refused-channel-inactive = канал выключен: отправить ничего нельзя
refused-agent-blocked = { $name }: пользователь заблокирован и новых диалогов не получает
refused-no-agent = такого пользователя нет
refused-no-dialog = этого диалога уже нет
refused-no-message = такого сообщения нет
refused-not-stuck = это сообщение не ждёт решения
refused-nothing-to-undo = отменять нечего
refused-changed-since = диалог с тех пор изменился: посмотрите ещё раз

## Каналы: что мешает им работать

channel-unreachable = канал недоступен: { $why }
channel-unauthorized = канал не принимает наши учётные данные: { $why }

## Файл стола: что мешает ему работать

store-full = диск полон: ничего не изменено
store-read-only = в файл стола нельзя писать: проверьте права на его папку
store-busy = файл стола занят другой программой
store-corrupt = файл стола повреждён
store-newer = у файла стола версия { $found }, эта программа знает { $known }: нужен более новый keydesk
store-unopened = не удалось открыть файл стола: { $why }
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
too-small = экран мал, нужно { $size }
fresh-loading = загрузка…
fresh-live = вживую
fresh-live-elsewhere = вживую, каналы ведёт другое окно
fresh-sending = отправляется: { $n }
chip-waiting = ждут
chip-nobody = ничьи
chips-hidden = фильтры скрыли: { $n } · { $key } показать все
totals-waiting = { $n ->
    [one] { $n } ждёт, { $age }
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
mark-snoozed = отложен
mark-closed = закрыт
mark-spam = спам
author-me = Я
author-auto = Автоматически
author-app = Из самого мессенджера
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
choices-behind = Ждёт сообщения выше.
file-expired = { $size }, срок истёк
file-until = { $size }, до { $day }
size-bytes = { $n } Б
size-kilobytes = { $n } кБ
size-megabytes = { $n } МБ
day-today = сегодня
day-yesterday = вчера
composer-reply = Ответ · { $name }
composer-note = ЗАМЕТКА, видят только коллеги · { $name }
composer-sending = сохраняем…
composer-empty = пусто
card-title = Контакт
card-channel = Канал
card-channel-inactive = { $name } (отключён)
card-handle = Адрес
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
status-open = открыт
status-closed = закрыт
status-snoozed = отложен до { $until }
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
empty-inactive = Все каналы отключены.
empty-inactive-text = Ничего не приходит. Включите канал: keydesk channel activate НАЗВАНИЕ
empty-nobody-waits = Никто не ждёт ответа.
empty-nobody-waits-text = Нажмите { $key }, чтобы увидеть все открытые диалоги. Новые сообщения появятся здесь сами.
empty-view = Здесь пусто.
empty-view-text = В этом виде нет диалогов.
help-title = Клавиши
help-more = { $n ->
    [one] ещё { $n } строка ↓
    [few] ещё { $n } строки ↓
    [many] ещё { $n } строк ↓
   *[other] ещё { $n } строки ↓
}
help-intro = Буквы действуют в любой раскладке, пока не набирается текст. Ctrl+O, Ctrl+Q, Ctrl+M и Ctrl+B относятся к открытому диалогу или к строке под курсором, если курсор в списке.
help-signs-title = Знаки
help-signs = ● я ещё не видел, ○ видел; число показывает, сколько сообщений без ответа, и исчезает только после ответа. Бледное: ответ в пути. ↩ последнее слово было за нами. Цвет никогда не бывает единственным признаком.
help-terminals-title = Терминалы
help-terminals = Во многих терминалах Ctrl+M то же, что Enter. Тогда назначает на меня F2 m, а Enter в чужом или ничьём диалоге сначала спрашивает. В tmux нажимайте Ctrl+B дважды: первое нажатие забирает префикс. В zellij сначала нажмите Ctrl+G или пользуйтесь F2.
