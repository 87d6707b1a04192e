//! Addresses in a text: where they stand and where they lead. Every text is hostile.

use std::ops::Range;

use linkify::{Link, LinkFinder, LinkKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The most bytes an [`Address::url`] may have.
pub const URL_MAX: usize = 2000;

/// What stays as it is in an address that goes out, beside letters and digits; `%` is looked at apart. Of what RFC 3986
/// allows `;` is missing, which parts the fields of the escape sequence for links, and `'` and brackets, which end an
/// address in many a program that opens one.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'#')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b'=');

/// What stays as it is in the name of a mailbox: nothing that begins a subject, a copy or another receiver.
const KEPT_IN_MAILBOX: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'+');

/// An address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
    /// Where it leads: http, https or mailto, in ASCII without controls, spaces, quotes and `;`, at most [`URL_MAX`]
    /// bytes. Decoded it says what the text says.
    pub url: String,
}

/// The addresses in a cleaned text, from left to right: `http://`, `https://`, `www.` and those of mailboxes.
///
/// An address that could be taken for another one is none: where the host is written in other letters than ASCII (`а`
/// is not `a`), where something stands before the host (`https://bank.example@evil.example`), or where words that are
/// read from right to left could stand out of order. Takes time in proportion to the text.
#[must_use]
pub fn addresses(text: &str) -> Vec<Address> {
    // Nearly every text has none of these signs.
    if !text.contains('@') && !text.contains("://") && !contains_www(text) {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder.links(text);
    found
        .filter_map(|it| Some(Address { range: it.start()..it.end(), url: target(&it)? }))
        .collect()
}

fn contains_www(text: &str) -> bool {
    text.as_bytes().windows(WWW.len()).any(|it| it.eq_ignore_ascii_case(WWW.as_bytes()))
}

const WWW: &str = "www.";

fn target(link: &Link<'_>) -> Option<String> {
    let text = link.as_str();
    if text.chars().any(leftward) {
        return None;
    }
    let url = match link.kind() {
        LinkKind::Email => mailbox(text)?,
        LinkKind::Url => page(text)?,
        _ => return None,
    };
    (url.len() <= URL_MAX).then_some(url)
}

fn mailbox(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let sound = name.is_ascii() && is_host(host);
    sound.then(|| format!("mailto:{}@{host}", utf8_percent_encode(name, KEPT_IN_MAILBOX)))
}

fn page(text: &str) -> Option<String> {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        // Other words with a dot in them are mostly no addresses: `дякую.До` is not, and `1.2.txt` neither.
        None if starts_with_www(text) => ("https".to_owned(), text),
        None => return None,
    };
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (host, port) = authority.split_once(':').unwrap_or((authority, "1"));
    let port_sound = matches!(port.len(), 1..=5) && port.bytes().all(|it| it.is_ascii_digit());
    let sound = is_host(host) && port_sound;
    sound.then(|| format!("{scheme}://{authority}{}", encoded(path)))
}

fn starts_with_www(text: &str) -> bool {
    text.get(..WWW.len()).is_some_and(|it| it.eq_ignore_ascii_case(WWW))
}

/// Plain labels with dots between them.
fn is_host(host: &str) -> bool {
    let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
    let label = |it: &str| {
        !it.is_empty() && it.bytes().all(plain) && !it.starts_with('-') && !it.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(label)
}

/// What is encoded already stays so; a `%` that encodes nothing is a sign like others.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (at, part) in path.split('%').enumerate() {
        let code = part.as_bytes().get(..2);
        let encodes = code.is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        if at > 0 {
            out.push_str(if encodes { "%" } else { "%25" });
        }
        out.extend(utf8_percent_encode(part, KEPT));
    }
    out
}

/// Written from right to left: Hebrew, Arabic and their like.
const fn leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::clean_block;
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        addresses(text).into_iter().map(|it| (&text[it.range], it.url)).collect()
    }

    fn only(text: &str) -> Option<String> {
        found(text).pop().map(|it| it.1)
    }

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        let text = "Див. https://shop.example/a?b=1&c=2, (http://a.example:8080/x_(y)). Або www.shop.example! \
                    Пишіть: olena@shop.example.";
        let expected = [
            ("https://shop.example/a?b=1&c=2", "https://shop.example/a?b=1&c=2"),
            ("http://a.example:8080/x_(y)", "http://a.example:8080/x_(y)"),
            ("www.shop.example", "https://www.shop.example"),
            ("olena@shop.example", "mailto:olena@shop.example"),
        ];
        assert_eq!(found(text), expected.map(|it| (it.0, it.1.to_owned())));
    }

    #[test]
    fn words_with_dots_and_other_schemes_are_no_addresses() {
        for text in ["дякую.Добре", "file.txt v1.2.3", "shop.example", "ftp://a.example/x"]
        {
            assert_eq!(found(text), [], "{text}");
        }
        for text in ["javascript://a.example/%0aalert(1)", "file:///etc/passwd", "data:text/html,x"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn an_address_that_could_be_taken_for_another_is_none() {
        for text in [
            "https://аpple.example/",
            "https://bank.example@evil.example/",
            "https://bank.example:pass@evil.example/",
            "https://bank\u{2044}a.example",
            "https://пошта.укр/",
            "олена@shop.example",
            "a@пошта.укр",
            "https://a.example/\u{5d0}\u{5d1}",
            "https://a.example:123456/",
        ] {
            assert_eq!(only(text), None, "{text}");
        }
    }

    #[test]
    fn what_goes_out_is_encoded_once_and_harmless() {
        for (text, url) in [
            ("https://a.example/щ", "https://a.example/%D1%89"),
            ("https://a.example/%D1%89%zz", "https://a.example/%D1%89%25zz"),
            ("https://a.example/a;id=x", "https://a.example/a%3Bid=x"),
            ("HTTPS://A.example/a\\b'c'", "https://A.example/a%5Cb%27c%27"),
            ("a?cc=b&x@c.example", "mailto:a%3Fcc%3Db%26x@c.example"),
        ] {
            assert_eq!(only(text).as_deref(), Some(url));
        }
    }

    #[test]
    fn an_address_without_end_is_none() {
        let long = format!("https://a.example/{}", "x".repeat(URL_MAX - 18));
        assert_eq!(only(&long).map(|it| it.len()), Some(URL_MAX));
        assert_eq!(only(&format!("{long}x")), None);
    }

    /// What a browser reads in it.
    fn decoded(url: &str) -> String {
        let bytes: Vec<u8> = percent_encoding::percent_decode_str(url).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    proptest! {
        #[test]
        fn whatever_was_written_the_address_is_safe_and_says_what_is_seen(
            parts in proptest::collection::vec(
                prop_oneof![
                    Just("https://".to_owned()), Just("www.".to_owned()), Just("a.example".to_owned()),
                    Just("@".to_owned()), Just("/".to_owned()), Just("\u{1b}]8;;x\u{7}".to_owned()),
                    Just("%1b".to_owned()), "[a-z;:/?#%'\"<> ]{0,4}", "\\PC{0,3}", any::<String>(),
                ],
                0..12,
            ),
        ) {
            let text = clean_block(&parts.concat());
            let mut last = 0;
            for it in addresses(&text) {
                prop_assert!(it.range.start >= last && it.range.end <= text.len());
                last = it.range.end;
                let seen = &text[it.range];
                let safe = |it: u8| it.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,=%".contains(&it);
                prop_assert!(it.url.bytes().all(safe), "{}", it.url);
                prop_assert!(it.url.len() <= URL_MAX);
                let scheme = ["https://", "http://", "mailto:"].into_iter().find(|scheme| it.url.starts_with(scheme));
                let led = decoded(&it.url[scheme.map_or(0, str::len)..]);
                let seen = match scheme {
                    // The name of a mailbox is not read as encoded by anybody.
                    Some("mailto:") => seen.to_owned(),
                    _ => decoded(seen.split_once("://").map_or(seen, |it| it.1)),
                };
                prop_assert_eq!(led, seen);
            }
        }
    }
}
