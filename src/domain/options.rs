//! What can be said about a channel: one table for the commands, the screen and the connectors.
//!
//! A desk keeps only what was said; what was not said has its default, which may depend on the rest. No secret is an
//! option: `secret` says only where it is kept.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use url::{Host, Url};

use super::Connector;
use super::hours::Hours;
use crate::base::msg::Msg;

/// What was said about a channel, by name.
pub type Options = BTreeMap<String, String>;

/// One thing that can be said about a channel.
#[derive(Debug, Clone, Copy)]
pub struct OptionSpec {
    /// Its name, as it is typed and kept.
    pub name: &'static str,
    /// Which connectors know it.
    pub of: &'static [Connector],
    /// Whether a channel cannot do without it.
    pub needed: bool,
    /// What it is where nothing was said; empty where that depends on the rest, see [`value`].
    pub default: &'static str,
    /// Whether a value is one; what would be one if not.
    pub check: fn(&str) -> Result<(), Msg>,
    /// The sentence that explains it.
    pub help: &'static str,
}

const TELEGRAM: &[Connector] = &[Connector::Telegram];
const EMAIL: &[Connector] = &[Connector::Email];
const ALL: &[Connector] = &[Connector::Demo, Connector::Telegram, Connector::Email];

/// The most letters of a text.
const TEXT_LETTERS_MAX: usize = 2_000;
/// The biggest mail that may be taken, in MiB.
const MAIL_MB_MAX: u32 = 1_024;
/// The longest period of greetings, in days.
const DAYS_MAX: u32 = 3_650;

const fn may(
    name: &'static str,
    of: &'static [Connector],
    default: &'static str,
    check: fn(&str) -> Result<(), Msg>,
    help: &'static str,
) -> OptionSpec {
    OptionSpec { name, of, needed: false, default, check, help }
}

const fn must(
    name: &'static str,
    of: &'static [Connector],
    check: fn(&str) -> Result<(), Msg>,
    help: &'static str,
) -> OptionSpec {
    OptionSpec { name, of, needed: true, default: "", check, help }
}

/// Everything that can be said about a channel, in the order in which it is asked and shown.
pub static OPTIONS: &[OptionSpec] = &[
    may("api", TELEGRAM, "https://api.telegram.org", web, "channel-option-api"),
    must("address", EMAIL, mailbox, "channel-option-address"),
    must("imap-host", EMAIL, host, "channel-option-imap-host"),
    must("smtp-host", EMAIL, host, "channel-option-smtp-host"),
    may("from-name", EMAIL, "", line, "channel-option-from-name"),
    may("user", EMAIL, "", line, "channel-option-user"),
    may("imap-port", EMAIL, "", port, "channel-option-imap-port"),
    may("imap-security", EMAIL, "tls", security, "channel-option-imap-security"),
    may("smtp-port", EMAIL, "", port, "channel-option-smtp-port"),
    may("smtp-security", EMAIL, "tls", security, "channel-option-smtp-security"),
    may("folder", EMAIL, "INBOX", line, "channel-option-folder"),
    may("sent", EMAIL, "Sent", line_or_nothing, "channel-option-sent"),
    may("ca", EMAIL, "", line, "channel-option-ca"),
    may("login", EMAIL, "password", login, "channel-option-login"),
    may("mail-max-mb", EMAIL, "50", megabytes, "channel-option-mail-max-mb"),
    may("secret", &[Connector::Telegram, Connector::Email], "", secret, "channel-option-secret"),
    may("plan-until", ALL, "", day, "channel-option-plan-until"),
    may("distribution", ALL, "off", distribution, "channel-option-distribution"),
    may("greeting", ALL, "", text, "channel-option-greeting"),
    may("greeting-days", ALL, "", days, "channel-option-greeting-days"),
    may("out-of-hours", ALL, "", text, "channel-option-out-of-hours"),
    may("hours", ALL, "", hours, "channel-option-hours"),
    may("time-zone", ALL, "", zone, "channel-option-time-zone"),
];

/// What can be said about channels of a connector.
pub fn of(connector: Connector) -> impl Iterator<Item = &'static OptionSpec> {
    OPTIONS.iter().filter(move |it| it.of.contains(&connector))
}

/// The option of a name, where the connector knows it.
#[must_use]
pub fn named(connector: Connector, name: &str) -> Option<&'static OptionSpec> {
    of(connector).find(|it| it.name == name)
}

/// What holds: what was said, or else the default; empty where there is none. Ports follow from the security
/// (RFC 8314: 993 and 465; else 143, and 587, RFC 6409), and the user is the address.
#[must_use]
pub fn value<'a>(options: &'a Options, name: &str) -> &'a str {
    let said = options.get(name).map(String::as_str);
    let nothing_means_none = name == "sent";
    if let Some(said) = said.filter(|it| nothing_means_none || !it.is_empty()) {
        return said;
    }
    match name {
        "user" => value(options, "address"),
        "imap-port" if value(options, "imap-security") == "tls" => "993",
        "imap-port" => "143",
        "smtp-port" if value(options, "smtp-security") == "tls" => "465",
        "smtp-port" => "587",
        _ => OPTIONS.iter().find(|it| it.name == name).map_or("", |it| it.default),
    }
}

/// The last day that is paid for, if one was said.
#[must_use]
pub fn plan_until(options: &Options) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(value(options, "plan-until"), "%Y-%m-%d").ok()
}

/// What is wrong with options as a whole, each by the name of the option: what is missing, what is no value, and what
/// would send a password over a network for everybody to read.
#[must_use]
pub fn faults(connector: Connector, options: &Options) -> Vec<(String, Msg)> {
    let mut faults = Vec::new();
    for (name, said) in options {
        let checked = match named(connector, name) {
            Some(spec) => (spec.check)(said),
            None => Err(Msg::new("channel-option-unknown")),
        };
        faults.extend(checked.err().map(|it| (name.clone(), it)));
    }
    for spec in of(connector).filter(|it| it.needed && value(options, it.name).is_empty()) {
        if !options.contains_key(spec.name) {
            faults.push((spec.name.to_owned(), Msg::new("channel-option-missing")));
        }
    }
    if connector == Connector::Email {
        for (host, security) in [("imap-host", "imap-security"), ("smtp-host", "smtp-security")] {
            if value(options, security) == "plain" && !is_here(value(options, host)) {
                faults.push((security.to_owned(), Msg::new("channel-option-in-the-open")));
            }
        }
    }
    faults
}

/// Whether a host is this machine.
#[must_use]
pub fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<std::net::IpAddr>().is_ok_and(|it| it.is_loopback())
}

fn web(said: &str) -> Result<(), Msg> {
    let wrong = || Msg::new("channel-option-web");
    let url = Url::parse(said).map_err(|_| wrong())?;
    let here = match url.host() {
        Some(Host::Domain(name)) => is_here(name),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(wrong()),
    };
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    match url.scheme() {
        "https" if plain => Ok(()),
        "http" if plain && here => Ok(()),
        "http" if plain => Err(Msg::new("channel-option-in-the-open")),
        _ => Err(wrong()),
    }
}

fn mailbox(said: &str) -> Result<(), Msg> {
    let parts = said.rsplit_once('@').filter(|it| !it.0.is_empty() && !it.1.is_empty());
    let clean = !said.chars().any(|it| it.is_whitespace() || it.is_control() || "<>,".contains(it));
    if parts.is_some() && clean { Ok(()) } else { Err(Msg::new("channel-option-mailbox")) }
}

fn host(said: &str) -> Result<(), Msg> {
    let letters = |it: char| it.is_alphanumeric() || "-._:[]".contains(it);
    let fits = !said.is_empty() && said.len() <= 253 && said.chars().all(letters);
    if fits { Ok(()) } else { Err(Msg::new("channel-option-host")) }
}

fn line(said: &str) -> Result<(), Msg> {
    if said.trim().is_empty() {
        Err(Msg::new("channel-option-line"))
    } else {
        line_or_nothing(said)
    }
}

fn line_or_nothing(said: &str) -> Result<(), Msg> {
    let fits = said.chars().count() <= TEXT_LETTERS_MAX && !said.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(Msg::new("channel-option-line")) }
}

fn text(said: &str) -> Result<(), Msg> {
    let control = |it: char| it.is_control() && it != '\n';
    let fits = said.chars().count() <= TEXT_LETTERS_MAX && !said.chars().any(control);
    if fits { Ok(()) } else { Err(Msg::new("channel-option-text").with("n", TEXT_LETTERS_MAX)) }
}

fn port(said: &str) -> Result<(), Msg> {
    within(said, 1, u32::from(u16::MAX))
}

fn megabytes(said: &str) -> Result<(), Msg> {
    within(said, 1, MAIL_MB_MAX)
}

fn days(said: &str) -> Result<(), Msg> {
    within(said, 1, DAYS_MAX)
}

fn within(said: &str, least: u32, most: u32) -> Result<(), Msg> {
    match said.parse::<u32>() {
        Ok(number) if (least..=most).contains(&number) => Ok(()),
        _ => Err(Msg::new("channel-option-number").with("from", least).with("to", most)),
    }
}

fn one_of(said: &str, words: &[&str]) -> Result<(), Msg> {
    if words.contains(&said) {
        return Ok(());
    }
    Err(Msg::new("channel-option-one-of").with("words", words.join(", ")))
}

fn security(said: &str) -> Result<(), Msg> {
    one_of(said, &["tls", "starttls", "plain"])
}

fn login(said: &str) -> Result<(), Msg> {
    one_of(said, &["password", "xoauth2"])
}

fn distribution(said: &str) -> Result<(), Msg> {
    one_of(said, &["off", "round-robin", "least-open"])
}

fn secret(said: &str) -> Result<(), Msg> {
    match said.strip_prefix("command:") {
        Some(command) if command.trim().is_empty() => Err(Msg::new("channel-option-secret-wrong")),
        Some(command) => line_or_nothing(command),
        None if matches!(said, "file" | "keyring") => Ok(()),
        // It may be the secret itself by mistake, so it is not repeated.
        None => Err(Msg::new("channel-option-secret-wrong")),
    }
}

fn day(said: &str) -> Result<(), Msg> {
    let day = NaiveDate::parse_from_str(said, "%Y-%m-%d");
    day.map(drop).map_err(|_| Msg::new("channel-option-day"))
}

fn hours(said: &str) -> Result<(), Msg> {
    let hours = Hours::parse(said);
    hours.map(drop).map_err(|_| Msg::new("channel-option-hours-wrong"))
}

fn zone(said: &str) -> Result<(), Msg> {
    let zone = said.parse::<chrono_tz::Tz>();
    zone.map(drop).map_err(|_| Msg::new("channel-option-zone"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(said: &[(&str, &str)]) -> Options {
        said.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn wrong(connector: Connector, said: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        faults(connector, &options(said)).into_iter().map(|it| (it.0, it.1.id)).collect()
    }

    #[test]
    fn names_are_said_once_and_defaults_are_values() {
        let mut names: Vec<&str> = OPTIONS.iter().map(|it| it.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OPTIONS.len());
        for spec in OPTIONS.iter().filter(|it| !it.default.is_empty()) {
            assert_eq!((spec.check)(spec.default), Ok(()), "{}", spec.name);
        }
    }

    #[test]
    fn ports_follow_the_security_and_the_user_is_the_address() {
        let said = options(&[("address", "shop@example.com"), ("smtp-security", "starttls")]);
        assert_eq!(value(&said, "imap-port"), "993");
        assert_eq!(value(&said, "smtp-port"), "587");
        assert_eq!(value(&said, "user"), "shop@example.com");
        assert_eq!(value(&said, "sent"), "Sent");
        assert_eq!(value(&options(&[("sent", "")]), "sent"), "");
        assert_eq!(value(&options(&[("imap-security", "plain")]), "imap-port"), "143");
    }

    #[test]
    fn what_would_be_read_by_everybody_is_refused_and_this_machine_is_not_everybody() {
        let mail = |host| {
            let said = [("address", "a@b"), ("imap-host", host), ("smtp-host", "localhost")];
            wrong(Connector::Email, &[&said[..], &[("imap-security", "plain")]].concat())
        };
        assert_eq!(mail("localhost"), []);
        assert_eq!(mail("127.0.0.1"), []);
        let open = ("imap-security".to_owned(), "channel-option-in-the-open");
        assert_eq!(mail("mail.example.com"), [open]);
        let api = |url| wrong(Connector::Telegram, &[("api", url)]);
        assert_eq!(api("http://127.0.0.1:8081/x"), []);
        assert_eq!(api("http://[::1]:1"), []);
        assert_eq!(api("http://bots.example.com")[0].1, "channel-option-in-the-open");
        for url in ["", "ftp://x", "https://user:p@x/", "https://x/?token=1", "api.telegram.org"] {
            assert_eq!(api(url).len(), 1, "{url}");
        }
    }

    #[test]
    fn what_is_missing_unknown_or_no_value_is_told_by_its_name() {
        let said = [("imap-hots", "x"), ("imap-host", "x"), ("imap-port", "0")];
        let expected = [
            ("imap-hots", "channel-option-unknown"),
            ("imap-port", "channel-option-number"),
            ("address", "channel-option-missing"),
            ("smtp-host", "channel-option-missing"),
        ];
        assert_eq!(wrong(Connector::Email, &said), expected.map(|(a, b)| (a.to_owned(), b)));
    }

    #[test]
    fn a_secret_that_is_typed_as_an_option_is_not_repeated() {
        let fault = secret("123:ABC").unwrap_err();
        assert_eq!(fault, Msg::new("channel-option-secret-wrong"));
        assert_eq!(secret("command:pass show bot"), Ok(()));
        assert!(secret("command: ").is_err());
    }
}
