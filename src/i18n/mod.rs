//! Words: the sentences of `assets/locales` in the language of the person at the keyboard.
//!
//! The other rooms say what they have to say as [`Msg`]; here it becomes text. Nothing here fails:
//! what is not translated is said in English, and what is not said at all shows its name.

mod time;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use crate::base::msg::{Arg, Msg};

pub use time::Age;

/// A language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Ukrainian.
    Uk,
    /// Russian.
    Ru,
}

impl Language {
    /// All of them; English, to which the others fall back, is the first.
    pub const ALL: &[Self] = &[Self::En, Self::Uk, Self::Ru];

    /// The language the settings name (`auto`, `en`, `uk`, `ru`); with `auto` the one of
    /// `lang_env`, which is the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty.
    #[must_use]
    pub fn choose(config_value: &str, lang_env: Option<&str>) -> Self {
        let wanted =
            if config_value == "auto" { lang_env.unwrap_or_default() } else { config_value };
        let language = wanted.split(['_', '-', '.', '@']).next().unwrap_or_default();
        let same = |it: &&Self| it.code().eq_ignore_ascii_case(language);
        Self::ALL.iter().find(same).copied().unwrap_or(Self::En)
    }

    /// Its ISO 639 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Uk => "uk",
            Self::Ru => "ru",
        }
    }

    const fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../../assets/locales/en.ftl"),
            Self::Uk => include_str!("../../assets/locales/uk.ftl"),
            Self::Ru => include_str!("../../assets/locales/ru.ftl"),
        }
    }

    /// Reads the file, with `program` in all commands it tells to type. What is wrong in it is left out; a test sees
    /// to it that nothing is.
    fn bundle(self, program: &str) -> Bundle {
        let mut bundle = Bundle::new_concurrent(vec![self.code().parse().unwrap_or_default()]);
        // The marks that isolate a right-to-left argument are seen as boxes on many terminals.
        bundle.set_use_isolating(false);
        let (Ok(resource) | Err((resource, _))) =
            FluentResource::try_new(spoken(self.source(), program));
        bundle.add_resource_overriding(resource);
        bundle
    }
}

type Bundle = FluentBundle<FluentResource>;

/// All sentences in one language. May be shared between threads.
pub struct Catalog {
    language: Language,
    /// Asked in this order.
    bundles: Vec<Bundle>,
    /// Sentences without arguments, put together once: a frame asks for a hundred of them.
    ready: HashMap<String, String>,
}

impl std::fmt::Debug for Catalog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalog").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Catalog {
    /// The sentences in `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self::for_program(language, PROGRAM)
    }

    /// The same where the program must be called otherwise to mean the same desk: `program` stands in every command
    /// that is told to be typed. It holds letters, digits, spaces, `-` and `_` only.
    #[must_use]
    pub fn for_program(language: Language, program: &str) -> Self {
        let mut bundles = vec![language.bundle(program)];
        if language != Language::En {
            bundles.push(Language::En.bundle(program));
        }
        let ids = ids(Language::En).into_iter().chain(ids(language));
        let ready = ids.filter_map(|id| finished(&bundles, &id).map(|text| (id, text))).collect();
        Self { language, bundles, ready }
    }

    /// The language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The sentence called `id`, which has no arguments. Costs one look into a map.
    #[must_use]
    pub fn t(&self, id: &str) -> Cow<'_, str> {
        match self.ready.get(id) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.format(id, None)),
        }
    }

    /// The sentence with its arguments put in as they are.
    #[must_use]
    pub fn say(&self, msg: &Msg) -> String {
        if msg.args.is_empty() {
            return self.t(msg.id).into_owned();
        }
        let args = msg.args.iter().map(|(name, it)| (*name, value(it))).collect();
        self.format(msg.id, Some(&args))
    }

    /// The sentence called `id` for `n` things; the number is its argument `$n`.
    #[must_use]
    pub fn count(&self, id: &str, n: impl Into<Arg>) -> String {
        let n = n.into();
        self.format(id, Some(&FluentArgs::from_iter([("n", value(&n))])))
    }

    fn format(&self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        // A missing argument shows as its name in braces.
        words(&self.bundles, id, args, &mut Vec::new()).unwrap_or_else(|| format!("<{id}>"))
    }
}

/// How the program is called, unless somebody says otherwise.
const PROGRAM: &str = "keydesk";

/// The sentences with another name for the program where a command stands: in backticks, or behind a colon.
fn spoken(source: &str, program: &str) -> String {
    if program == PROGRAM {
        return source.to_owned();
    }
    let source = source.replace(&format!("`{PROGRAM} "), &format!("`{program} "));
    let source = source.replace(&format!("`{PROGRAM}`"), &format!("`{program}`"));
    source.replace(&format!(": {PROGRAM} "), &format!(": {program} "))
}

fn value(arg: &Arg) -> FluentValue<'_> {
    match arg {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Count(count) => FluentValue::from(*count),
    }
}

/// The sentence in the first language that has it, and what went wrong with its arguments.
fn words(
    bundles: &[Bundle],
    id: &str,
    args: Option<&FluentArgs<'_>>,
    lacking: &mut Vec<FluentError>,
) -> Option<String> {
    let find = |it| Some((it, Bundle::get_message(it, id)?.value()?));
    let (bundle, pattern) = bundles.iter().find_map(find)?;
    Some(bundle.format_pattern(pattern, args, lacking).into_owned())
}

/// The sentence, if it needs no argument.
fn finished(bundles: &[Bundle], id: &str) -> Option<String> {
    let mut lacking = Vec::new();
    words(bundles, id, None, &mut lacking).filter(|_| lacking.is_empty())
}

/// The names of all messages of a language: a bundle does not tell them.
fn ids(language: Language) -> Vec<String> {
    let lines = language.source().lines();
    let named = lines.filter(|it| it.starts_with(|first: char| first.is_ascii_alphabetic()));
    named.filter_map(|it| Some(it.split_once('=')?.0.trim().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_can_be_told_with_another_name_for_the_program() {
        let program = "keydesk --profile робота";
        for language in Language::ALL {
            let (plain, other) =
                (Catalog::new(*language), Catalog::for_program(*language, program));
            for id in ids(*language) {
                let (plain, other) = (plain.t(&id), other.t(&id));
                let commands = ["`keydesk ", "`keydesk`", ": keydesk "];
                let tells = commands.iter().any(|it| plain.contains(it));
                assert_eq!(tells, other.contains(program), "{id}: {other}");
            }
        }
        let hint = Catalog::for_program(Language::Uk, program);
        assert!(hint.t("cli-no-channels").contains("`keydesk --profile робота channel add demo`"));
    }

    #[test]
    fn the_settings_decide_about_the_language_and_then_the_system() {
        use Language::{En, Ru, Uk};
        for (config, env, expected) in [
            ("auto", None, En),
            ("auto", Some(""), En),
            ("auto", Some("C.UTF-8"), En),
            ("auto", Some("POSIX"), En),
            ("auto", Some("uk_UA.UTF-8"), Uk),
            ("auto", Some("uk"), Uk),
            ("auto", Some("UK-ua"), Uk),
            ("auto", Some("ru_UA"), Ru),
            ("auto", Some("ru@latin"), Ru),
            ("auto", Some("ukx"), En),
            ("auto", Some("de_DE.UTF-8"), En),
            ("en", Some("uk_UA.UTF-8"), En),
            ("uk", Some("en_GB"), Uk),
            ("ru", None, Ru),
        ] {
            assert_eq!(Language::choose(config, env), expected, "{config} {env:?}");
        }
    }

    #[test]
    fn sentences_without_arguments_are_ready() {
        for language in Language::ALL {
            let catalog = Catalog::new(*language);
            assert!(matches!(catalog.t("config-twice"), Cow::Borrowed(_)), "{language:?}");
            assert!(!catalog.ready.contains_key("config-syntax"));
        }
        assert_eq!(Catalog::new(Language::Uk).t("time-now"), "щойно");
    }

    #[test]
    fn what_nobody_wrote_shows_its_name() {
        let catalog = Catalog::new(Language::Ru);
        assert_eq!(catalog.t("no-such-thing"), "<no-such-thing>");
        assert_eq!(catalog.say(&Msg::new("no-such-thing").with("n", 1_i64)), "<no-such-thing>");
        assert_eq!(catalog.count("", 1_i64), "<>");
        assert_eq!(catalog.t("config-syntax"), "это не TOML: {$detail}");
    }

    #[test]
    fn what_is_not_translated_is_said_in_english() {
        let mut catalog = Catalog::new(Language::Uk);
        catalog.bundles[0] = Bundle::new_concurrent(Vec::new());
        assert_eq!(catalog.count("time-days-long", 2_i64), "2 days");
    }

    #[test]
    fn arguments_are_put_in_as_they_are() {
        let catalog = Catalog::new(Language::En);
        let odd = "{ $n } \u{202e}שלום\n\u{1b}[31m";
        let said = catalog.say(&Msg::new("config-unknown-setting").with("key", odd));
        assert_eq!(said, format!("there is no setting `{odd}`"));
    }

    #[test]
    fn numbers_choose_the_form_of_the_word() {
        let days = |language, n: i64| Catalog::new(language).count("time-days-long", n);
        assert_eq!([1, 2, 0].map(|n| days(Language::En, n)), ["1 day", "2 days", "0 days"]);
        assert_eq!(
            [0, 1, 2, 5, 11, 14, 21, 22, 25, 111, 1001].map(|n| days(Language::Uk, n)),
            [
                "0 днів",
                "1 день",
                "2 дні",
                "5 днів",
                "11 днів",
                "14 днів",
                "21 день",
                "22 дні",
                "25 днів",
                "111 днів",
                "1001 день"
            ]
        );
        assert_eq!(
            [1, 3, 12, 21, 24, 100].map(|n| days(Language::Ru, n)),
            ["1 день", "3 дня", "12 дней", "21 день", "24 дня", "100 дней"]
        );
    }

    #[test]
    fn a_catalog_may_be_shared() {
        fn shared<T: Send + Sync>() {}
        shared::<Catalog>();
    }
}
