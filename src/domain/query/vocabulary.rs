//! The words of the language: keys and their values, with what people call them in Ukrainian and Russian.

use crate::base::text::keyboard::as_latin;
use crate::domain::term::{Assigned, Heaps, Order};
use crate::domain::{Bucket, ChannelKind};

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// On which heap it lies, and whether somebody waits.
    Is,
    /// Whose it is.
    Assignee,
    /// Where it is held.
    Channel,
    /// How long somebody has waited.
    Waits,
    /// What the team calls it.
    Tag,
    /// In which language the contact writes.
    Lang,
    /// Last active then or later.
    After,
    /// Last active before.
    Before,
    /// In which order the list stands.
    Order,
}

impl Key {
    /// All keys, the most used first.
    pub const ALL: [Self; 9] = [
        Self::Is,
        Self::Assignee,
        Self::Channel,
        Self::Waits,
        Self::Tag,
        Self::Lang,
        Self::After,
        Self::Before,
        Self::Order,
    ];

    /// The word before the colon, as it is printed.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::Assignee => "assignee",
            Self::Channel => "channel",
            Self::Waits => "waits",
            Self::Tag => "tag",
            Self::Lang => "lang",
            Self::After => "after",
            Self::Before => "before",
            Self::Order => "order",
        }
    }

    /// Which sentence of the locales says what it is for.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Is => "filter-key-is",
            Self::Assignee => "filter-key-assignee",
            Self::Channel => "filter-key-channel",
            Self::Waits => "filter-key-waits",
            Self::Tag => "filter-key-tag",
            Self::Lang => "filter-key-lang",
            Self::After => "filter-key-after",
            Self::Before => "filter-key-before",
            Self::Order => "filter-key-order",
        }
    }

    /// What else it may be called.
    pub(super) const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Is => &["status", "state", "статус", "стан", "состояние"],
            Self::Assignee => &[
                "to",
                "assigned",
                "agent",
                "призначено",
                "виконавець",
                "кому",
                "назначено",
                "исполнитель",
            ],
            Self::Channel => &["ch", "канал"],
            Self::Waits => &["wait", "waiting", "чекає", "чекають", "ждёт", "ждут", "ожидает"],
            Self::Tag => &["tags", "тег", "теги", "тэг", "мітка", "мітки", "метка", "метки"],
            Self::Lang => &["language", "мова", "язык"],
            Self::After => &["since", "from", "після", "від", "з", "после", "от", "с"],
            Self::Before => &["until", "до", "перед"],
            Self::Order => &["sort", "порядок", "сортування", "сортировка"],
        }
    }

    /// The key called `typed`, and whether it was typed in the wrong layout (`шы` for `is`).
    pub(super) fn find(typed: &str) -> Option<(Self, bool)> {
        let folded = fold(typed);
        let called =
            |it: &Self| it.word() == folded || it.aliases().iter().any(|it| fold(it) == folded);
        let right = Self::ALL.into_iter().find(called).map(|it| (it, false));
        right.or_else(|| Self::in_wrong_layout(typed).map(|it| (it, true)))
    }

    /// The key whose English name the keys of `typed` would have given.
    pub(super) fn in_wrong_layout(typed: &str) -> Option<Self> {
        let typed = typed.to_lowercase();
        let latin = as_latin(&typed);
        let called = |it: &Self| it.word() == latin || it.aliases().contains(&latin.as_str());
        Self::ALL.into_iter().find(|it| latin != typed && called(it))
    }
}

/// What `is:` can say of a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// It lies on one of these heaps.
    On(Heaps),
    /// Somebody waits.
    Unanswered,
}

/// A word with a fixed meaning.
#[derive(Debug)]
pub(super) struct Word<T: 'static> {
    /// What it means.
    pub(super) means: T,
    /// As it is printed.
    pub(super) word: &'static str,
    /// What else it may be called.
    pub(super) aliases: &'static [&'static str],
    /// Which sentence of the locales says what it is; none where the word says it.
    pub(super) meaning: Option<&'static str>,
}

impl<T> Word<T> {
    /// All its names, the printed one first.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.word).chain(self.aliases.iter().copied())
    }
}

const fn word<T>(
    means: T,
    word: &'static str,
    aliases: &'static [&'static str],
    meaning: Option<&'static str>,
) -> Word<T> {
    Word { means, word, aliases, meaning }
}

/// The word of `table` called `typed`, in any of its languages or in the wrong layout.
pub(super) fn find<'a, T>(table: &'a [Word<T>], typed: &str) -> Option<&'a Word<T>> {
    let called = |typed: &str| table.iter().find(|it| it.names().any(|it| fold(it) == typed));
    called(&fold(typed)).or_else(|| called(&as_latin(&typed.to_lowercase())))
}

/// Without what people mix up anyhow: case, ё and е, ґ and г, and apostrophes, of which there are five. Unlike the
/// search's, it keeps signs: they tell tags and names apart.
pub(super) fn fold(text: &str) -> String {
    let kept = text.chars().flat_map(char::to_lowercase);
    let kept = kept.filter(|it| !matches!(it, '\'' | 'ʼ' | '’' | '`' | '′'));
    let plain = |it| match it {
        'ё' => 'е',
        'ґ' => 'г',
        other => other,
    };
    kept.map(plain).collect()
}

/// After `is:`.
pub(super) const IS: &[Word<Is>] = &[
    word(
        Is::On(Heaps::one(Bucket::Open)),
        "open",
        &["відкриті", "відкритий", "відкрито", "открытые", "открытый", "открыто"],
        Some("filter-value-open"),
    ),
    word(
        Is::Unanswered,
        "unanswered",
        &[
            "waiting",
            "без відповіді",
            "чекають",
            "неотвечені",
            "без ответа",
            "ждут",
            "неотвеченные",
        ],
        Some("filter-value-unanswered"),
    ),
    word(
        Is::On(Heaps::one(Bucket::Snoozed)),
        "snoozed",
        &["відкладені", "відкладений", "отложенные", "отложенный"],
        Some("filter-value-snoozed"),
    ),
    word(
        Is::On(Heaps::one(Bucket::Closed)),
        "closed",
        &["закриті", "закритий", "закрито", "закрытые", "закрытый", "закрыто"],
        Some("filter-value-closed"),
    ),
    word(Is::On(Heaps::one(Bucket::Spam)), "spam", &["спам"], Some("filter-value-spam")),
    word(Is::On(Heaps::ALL), "all", &["any", "усі", "всі", "все"], Some("filter-value-all")),
];

/// After `assignee:`, beside the names.
pub(super) const ASSIGNED: &[Word<Assigned>] = &[
    word(
        Assigned::Me,
        "me",
        &["mine", "я", "мені", "мої", "мій", "мне", "мои", "мой"],
        Some("filter-value-me"),
    ),
    word(
        Assigned::Nobody,
        "none",
        &["nobody", "unassigned", "ніхто", "нікому", "нічиї", "никто", "никому", "ничьи"],
        Some("filter-value-none"),
    ),
    word(
        Assigned::Somebody,
        "any",
        &["anyone", "somebody", "хтось", "комусь", "будь-хто", "кто-то", "кому-то", "любой"],
        Some("filter-value-any"),
    ),
    word(
        Assigned::Unable,
        "blocked",
        &["orphans", "заблоковані", "заблокований", "заблокированные", "заблокированный"],
        Some("filter-value-blocked"),
    ),
];

/// After `channel:`, beside the channels' names.
pub(super) const MEDIA: &[Word<ChannelKind>] = &[
    word(ChannelKind::Telegram, "telegram", &["tg", "телеграм", "телеграмм"], None),
    word(ChannelKind::Viber, "viber", &["vb", "вайбер", "вібер"], None),
    word(ChannelKind::Instagram, "instagram", &["ig", "інстаграм", "инстаграм"], None),
    word(ChannelKind::Messenger, "messenger", &["fb", "facebook", "месенджер", "мессенджер"], None),
    word(ChannelKind::Whatsapp, "whatsapp", &["wa", "вотсап", "ватсап"], None),
    word(ChannelKind::Email, "email", &["mail", "e-mail", "пошта", "почта"], None),
];

/// After `order:`.
pub(super) const ORDERS: &[Word<Order>] = &[
    word(
        Order::Longest,
        "longest",
        &["найдовше", "найдовші", "дольше", "дольше всех"],
        Some("filter-value-longest"),
    ),
    word(
        Order::Newest,
        "newest",
        &["new", "нові", "найновіші", "новіші", "новые", "новейшие"],
        Some("filter-value-newest"),
    ),
    word(
        Order::Oldest,
        "oldest",
        &["old", "старі", "найстаріші", "давні", "старые", "старейшие"],
        Some("filter-value-oldest"),
    ),
];

/// After `lang:`; any other two letters are a language too. The aliases begin with what its people call it.
pub(super) const LANGUAGES: &[Word<&str>] = &[
    word("uk", "uk", &["українська", "ukrainian", "ua", "укр", "украинский"], None),
    word("ru", "ru", &["русский", "russian", "рос", "рус", "російська"], None),
    word("en", "en", &["English", "англ", "англійська", "английский"], None),
    word("pl", "pl", &["polski", "polish", "польська", "польский"], None),
    word("de", "de", &["Deutsch", "german", "німецька", "немецкий"], None),
    word("ro", "ro", &["română", "romanian", "румунська", "румынский"], None),
];

/// After `after:` and `before:`: so many days ago, at midnight.
pub(super) const DAYS: &[Word<i64>] = &[
    word(0, "today", &["сьогодні", "сегодня"], Some("filter-value-today")),
    word(1, "yesterday", &["вчора", "учора", "вчера"], Some("filter-value-yesterday")),
];
