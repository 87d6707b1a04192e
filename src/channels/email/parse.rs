//! A mail as the desk knows messages. Pure: bytes in, news out.

use std::sync::Arc;

use mail_parser::{Addr, HeaderName};
use sha2::{Digest as _, Sha256};

use super::mime::{self, Entity, Leaf};
use super::{html, report};
use crate::base::clock::Timestamp;
use crate::domain::{Arrival, Content, File, Kind, News, Particulars, Sender};

/// The longest text of a message, in bytes. What is longer comes as a file too.
const TEXT_MAX: usize = 256 << 10;
/// Ancestors that are remembered.
const FOLLOWS_MAX: usize = 50;

/// What is known of a mail beside its bytes.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// The mailbox's own address.
    pub(super) own: &'a str,
    /// When the server took it in, where it says so.
    pub(super) received: Option<Timestamp>,
    /// The moment of reading.
    pub(super) now: Timestamp,
    /// Where only its beginning was fetched: how large it is, in bytes, and what to say of it.
    pub(super) cut: Option<(u64, Say<'a>)>,
}

/// What to say of a mail, by sender and subject.
pub(super) type Say<'a> = &'a dyn Fn(&str, &str) -> String;

/// Reads a mail; `None` where it is nobody's message: our own, to several people.
///
/// # Errors
/// Why it cannot be read, in plain English.
pub(super) fn parse(raw: &[u8], told: Told<'_>) -> Result<Option<News>, String> {
    let mail = Entity::of(raw);
    let remote = remote(raw);
    let at = moment(&mail, told);
    let more = particulars(&mail);
    let parties = parties(&mail, told.own);
    let is_report = mail.kind() == "multipart/report";
    let leaves = mime::leaves(mail)?;
    if is_report && let Some(report) = report::read(&leaves) {
        return Ok(Some(report));
    }
    let Some((sender, kind)) = parties? else { return Ok(None) };
    let (mut text, mut files) = content(&leaves);
    if let Some((bytes, say)) = told.cut {
        // The words are shown; all that hangs on the mail stays on the server, and a file that is not handed over says so.
        files = vec![File::named("mail.eml", bytes)];
        let said = say(&sender.external, &more.subject);
        text = format!("{text}\n\n{said}").trim_start().to_owned();
    }
    Ok(Some(News::Arrived(Arrival { sender, remote, kind, at, text, files, more })))
}

/// The mail's own name: its Message-ID without angle brackets (RFC 5322, 3.6.4). One that has none is known by what is in it,
/// so that it stays the same whatever number the server gives it.
pub(super) fn remote(raw: &[u8]) -> String {
    let own = mime::ids(&Entity::of(raw).fields, HeaderName::MessageId).into_iter().next();
    own.unwrap_or_else(|| {
        let hash = Sha256::digest(raw);
        hash[..16].iter().fold("sha256:".to_owned(), |all, it| format!("{all}{it:02x}"))
    })
}

/// When it was written, by its own word; never later than now.
fn moment(mail: &Entity<'_>, told: Told<'_>) -> Timestamp {
    let said = mail.fields.date().filter(|it| it.is_valid() && 1990 <= it.year);
    let said = said.map(|it| Timestamp::from_secs(it.to_timestamp()));
    said.or(told.received).unwrap_or(told.now).min(told.now)
}

/// With whom the dialog is, and who wrote.
fn parties(mail: &Entity<'_>, own: &str) -> Result<Option<(Sender, Kind)>, String> {
    let from = people(mail.fields.from());
    let Some(from) =
        from.into_iter().next().or_else(|| people(mail.fields.sender()).into_iter().next())
    else {
        return Err("no sender".into());
    };
    let is_own = |it: &Sender| it.external.eq_ignore_ascii_case(own);
    if !is_own(&from) {
        return Ok(Some((from, Kind::Inbound)));
    }
    let all = [mail.fields.to(), mail.fields.cc(), mail.fields.bcc()];
    let mut others: Vec<Sender> =
        all.into_iter().flat_map(people).filter(|it| !is_own(it)).collect();
    others.dedup_by(|one, other| one.external == other.external);
    Ok(match (others.len(), others.pop()) {
        (1, Some(receiver)) => Some((receiver, Kind::Reply)),
        (0, _) => {
            // A form of our own site writes in our name and tells the customer's only here.
            let customer = people(mail.fields.reply_to()).into_iter().find(|it| !is_own(it));
            Some((customer.unwrap_or(from), Kind::Inbound))
        }
        _ => None,
    })
}

/// Those whom a field names.
fn people(field: Option<&mail_parser::Address<'_>>) -> Vec<Sender> {
    field.into_iter().flat_map(|it| it.iter()).filter_map(person).take(100).collect()
}

fn person(it: &Addr<'_>) -> Option<Sender> {
    let address = it.address()?.trim().to_lowercase();
    let fit = address.contains('@') && address.len() <= 320;
    let fit = fit && !address.contains(|it: char| it.is_whitespace() || it.is_control());
    fit.then(|| Sender {
        external: address.clone(),
        name: it.name().unwrap_or_default().trim().to_owned(),
        handle: address,
        language: String::new(),
    })
}

fn particulars(mail: &Entity<'_>) -> Particulars {
    let mut follows = mime::ids(&mail.fields, HeaderName::InReplyTo);
    follows.extend(mime::ids(&mail.fields, HeaderName::References).into_iter().rev());
    let mut known = std::collections::HashSet::new();
    follows.retain(|it| known.insert(it.clone()));
    follows.truncate(FOLLOWS_MAX);
    let from = people(mail.fields.from()).into_iter().next();
    let answers_to = people(mail.fields.reply_to()).into_iter().next();
    let elsewhere = answers_to.filter(|it| from.is_none_or(|from| from.external != it.external));
    Particulars {
        subject: mail.fields.subject().unwrap_or_default().trim().to_owned(),
        address: elsewhere.map(|it| it.external).unwrap_or_default(),
        follows,
        automatic: automatic(mail),
        ..Particulars::default()
    }
}

/// Whether a machine wrote it (RFC 3834, 2): it is marked so, or comes from an address that nobody writes from, or from none.
fn automatic(mail: &Entity<'_>) -> bool {
    let field = |name| mail.field(name).map(|it| it.to_lowercase());
    let marked = field("Auto-Submitted").is_some_and(|it| !it.starts_with("no"));
    let bulk = field("Precedence").is_some_and(|it| {
        ["bulk", "list", "junk", "auto_reply"].iter().any(|word| it.contains(word))
    });
    let listed = ["List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond"]
        .iter()
        .any(|it| field(it).is_some());
    let unanswered = field("X-Auto-Response-Suppress").is_some_and(|it| it != "none");
    let nobody = field("Return-Path").is_some_and(|it| it == "<>");
    let local = people(mail.fields.from())
        .first()
        .and_then(|it| it.external.split('@').next().map(str::to_owned))
        .is_some_and(|it| {
            matches!(it.as_str(), "mailer-daemon" | "postmaster" | "noreply" | "no-reply")
        });
    marked || bulk || listed || unanswered || nobody || local
}

/// The words and the files.
fn content(leaves: &[Leaf<'_>]) -> (String, Vec<File>) {
    let (mut text, mut files) = (String::new(), Vec::new());
    for leaf in leaves {
        if leaf.inline {
            let words = leaf.entity.words(usize::MAX);
            let words = if leaf.kind == "text/html" { html::words(&words) } else { words };
            let words = words.replace("\r\n", "\n");
            if !text.is_empty() && !words.trim().is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(words.trim_end());
        } else {
            files.push(file(leaf, files.len() + 1));
        }
    }
    if TEXT_MAX < text.len() {
        files.push(with_bytes("mail.txt".into(), text.as_bytes()));
        text.truncate(text.floor_char_boundary(TEXT_MAX));
    }
    (text, files)
}

fn file(leaf: &Leaf<'_>, number: usize) -> File {
    if leaf.kind == "message/rfc822" {
        let subject = Entity::of(leaf.entity.body).fields.subject().unwrap_or_default().to_owned();
        let subject = if subject.is_empty() { format!("mail-{number}") } else { subject };
        let name = leaf.entity.name().unwrap_or_else(|| format!("{subject}.eml"));
        return with_bytes(name, &leaf.entity.content());
    }
    let name = leaf.entity.name().unwrap_or_else(|| {
        let ending = match leaf.kind.as_str() {
            "image/jpeg" => "jpg",
            "text/plain" => "txt",
            "text/calendar" => "ics",
            it => it.split_once('/').map_or("bin", |it| it.1),
        };
        let ending = if ending.len() <= 5 && !ending.is_empty() { ending } else { "bin" };
        format!("file-{number}.{ending}")
    });
    with_bytes(name, &leaf.entity.content())
}

fn with_bytes(name: String, bytes: &[u8]) -> File {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    File { name, bytes: size, content: Content::Bytes(Arc::from(bytes)) }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::domain::Receipt;

    const NOW: Timestamp = Timestamp::from_secs(1_795_500_000);
    const HEAD: &str = "From: =?utf-8?B?0J7Qu9C10L3QsA==?= <Olena@Example.org>\r\n\
        To: shop@shop.test\r\nMessage-ID: <one@example.org>\r\n\
        Date: Mon, 23 Nov 2026 10:00:00 +0200\r\n";

    fn told() -> Told<'static> {
        Told { own: "shop@shop.test", received: None, now: NOW, cut: None }
    }

    fn news(mail: impl AsRef<[u8]>) -> News {
        parse(mail.as_ref(), told()).unwrap().unwrap()
    }

    fn arrival(mail: impl AsRef<[u8]>) -> Arrival {
        match news(mail) {
            News::Arrived(arrival) => arrival,
            other => panic!("{other:?}"),
        }
    }

    fn names(arrival: &Arrival) -> Vec<&str> {
        arrival.files.iter().map(|it| it.name.as_str()).collect()
    }

    #[test]
    fn a_mail_tells_who_wrote_when_about_what() {
        let mail = format!(
            "{HEAD}Subject: =?utf-8?B?0JfQsNC80L7QstC70LXQvdC90Y8=?=\r\nIn-Reply-To: <c@x>\r\n\
             References: <a@x> <b@x>\r\n <c@x>\r\nReply-To: office@example.org\r\n\r\nHi\r\n.\r\n"
        );
        let it = arrival(mail);
        assert_eq!(
            (it.sender.external.as_str(), it.sender.name.as_str()),
            ("olena@example.org", "Олена")
        );
        assert_eq!((it.remote.as_str(), it.kind), ("one@example.org", Kind::Inbound));
        assert_eq!(it.at, Timestamp::from_secs(1_795_420_800));
        assert_eq!((it.text.as_str(), it.more.subject.as_str()), ("Hi\n.", "Замовлення"));
        assert_eq!(it.more.follows, ["c@x", "b@x", "a@x"]);
        assert_eq!(it.more.address, "office@example.org");
        assert!(!it.more.automatic);
    }

    #[test]
    fn a_date_ahead_of_us_or_none_is_no_date() {
        let ahead = HEAD.replace("2026", "2036");
        assert_eq!(arrival(format!("{ahead}\r\nHi")).at, NOW);
        let none = HEAD.replace("Date:", "X-Date:");
        let received = Some(Timestamp::from_secs(1_795_000_000));
        let told = Told { received, ..told() };
        let Ok(Some(News::Arrived(it))) = parse(format!("{none}\r\nHi").as_bytes(), told) else {
            panic!()
        };
        assert_eq!(Some(it.at), received);
    }

    #[test]
    fn the_charsets_of_ukraine_are_read_told_or_not() {
        // "Привіт" in windows-1251, "Привет" in koi8-u.
        let cp1251: &[u8] = b"\xcf\xf0\xe8\xe2\xb3\xf2";
        let koi8: &[u8] = b"\xf0\xd2\xc9\xd7\xc5\xd4";
        for (kind, body, expected) in [
            ("Content-Type: text/plain; charset=windows-1251\r\n", cp1251, "Привіт"),
            ("Content-Type: text/plain; charset=\"KOI8-U\"\r\n", koi8, "Привет"),
            ("", cp1251, "Привіт"),
            ("", "Привіт".as_bytes(), "Привіт"),
        ] {
            let mail = [HEAD.as_bytes(), kind.as_bytes(), b"\r\n", body].concat();
            assert_eq!(arrival(mail).text, expected, "{kind}");
        }
        let subject = format!("{HEAD}Subject: =?windows-1251?B?z/Do4rPy?=\r\n\r\n");
        assert_eq!(arrival(subject).more.subject, "Привіт");
    }

    #[test]
    fn of_two_ways_to_say_it_the_plain_one_is_read_and_files_hang_on() {
        let mail = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=\"out\"\r\n\r\npreamble\r\n\
             --out\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n\
             --in\r\nContent-Type: text/html\r\n\r\n<p>as html</p>\r\n\
             --in\r\n\r\nas text\r\n--in--\r\n\
             --out\r\nContent-Type: application/pdf; name=\"=?utf-8?B?0YDQsNGF0YPQvdC+0Lo=?=.pdf\"\r\n\
             Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\nJVBE\r\nRg==\r\n\
             --out\r\nContent-Type: image/png\r\nContent-Disposition: inline\r\n\r\npng\r\n\
             --out\r\nContent-Type: message/rfc822\r\n\r\nSubject: older\r\nMessage-ID: <o@x>\r\n\r\nold\r\n\
             --out--\r\nepilogue"
        );
        let it = arrival(mail);
        assert_eq!(it.text, "as text");
        assert_eq!(names(&it), ["рахунок.pdf", "file-2.png", "older.eml"]);
        assert_eq!(it.files[0].content, Content::Bytes(Arc::from(&b"%PDF"[..])));
        assert_eq!(
            it.files[2].content,
            Content::Bytes(Arc::from(&b"Subject: older\r\nMessage-ID: <o@x>\r\n\r\nold"[..]))
        );
    }

    #[test]
    fn a_mail_of_html_alone_is_read() {
        let mail =
            format!("{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<b>Добрий</b> день");
        assert_eq!(arrival(mail).text, "Добрий день");
    }

    #[test]
    fn machines_are_known() {
        for field in [
            "Auto-Submitted: auto-replied",
            "precedence: Bulk",
            "List-Id: <news.example.org>",
            "X-Auto-Response-Suppress: All",
            "Return-Path: <>",
        ] {
            assert!(arrival(format!("{field}\r\n{HEAD}\r\nHi")).more.automatic, "{field}");
        }
        for field in ["Auto-Submitted: no", "Return-Path: <a@b>", "X-Auto-Response-Suppress: None"]
        {
            assert!(!arrival(format!("{field}\r\n{HEAD}\r\nHi")).more.automatic, "{field}");
        }
        let daemon = HEAD.replace("Olena@", "MAILER-DAEMON@");
        assert!(arrival(format!("{daemon}\r\nHi")).more.automatic);
    }

    #[test]
    fn our_own_mail_is_an_echo_in_the_dialog_of_its_only_receiver() {
        let own =
            |to: &str| format!("From: Shop@shop.test\r\nTo: {to}\r\nMessage-ID: <m@x>\r\n\r\nHi");
        let it = arrival(own("Olena <olena@example.org>, shop@shop.test"));
        assert_eq!((it.kind, it.sender.external.as_str()), (Kind::Reply, "olena@example.org"));
        assert_eq!(parse(own("a@x.y, b@x.y").as_bytes(), told()), Ok(None));
        let form =
            own("shop@shop.test").replace("\r\n\r\n", "\r\nReply-To: petro@example.org\r\n\r\n");
        let it = arrival(form);
        assert_eq!((it.kind, it.sender.external.as_str()), (Kind::Inbound, "petro@example.org"));
    }

    #[test]
    fn a_mail_without_an_id_keeps_its_name_and_one_without_a_sender_cannot_be_read() {
        let mail = HEAD.replace("Message-ID", "X-ID") + "\r\nHi";
        assert_eq!(arrival(&mail).remote, arrival(&mail).remote);
        assert_ne!(arrival(&mail).remote, arrival(format!("{mail}!")).remote);
        assert!(parse(b"Subject: x\r\n\r\n", told()).is_err());
        assert!(parse(b"", told()).is_err());
    }

    #[test]
    fn a_bounce_is_told_of_the_mail_that_came_back() {
        let bounce = |action: &str| {
            format!(
                "From: MAILER-DAEMON@mx.test\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
                 --b\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
                 Reporting-MTA: dns; mx.test\r\n\r\nFinal-Recipient: rfc822; olena@example.org\r\nAction: {action}\r\n\
                 Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\
                 --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <kd.1@shop.test>\r\nSubject: x\r\n--b--\r\n"
            )
        };
        let reason = "550 5.1.1 no such user (olena@example.org)".to_owned();
        let failed =
            News::Report { remote: "kd.1@shop.test".into(), receipt: Receipt::Failed { reason } };
        assert_eq!(news(bounce("failed")), failed);
        let late = arrival(bounce("delayed"));
        assert!(late.more.automatic && late.text.contains("Sorry"), "{late:?}");
    }

    /// Reads a mail that means harm and holds how long that takes against a generous limit.
    fn costs_little(what: &str, mail: &[u8]) -> Result<Option<News>, String> {
        let begun = Instant::now();
        let read = parse(mail, told());
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(10), "{what}: {took:?}");
        read
    }

    #[test]
    fn mime_bombs_cost_this_one_mail_and_little_time() {
        let mut nested = HEAD.to_owned();
        (0..10_000).for_each(|it| {
            nested += &format!("Content-Type: multipart/mixed; boundary=b{it}\r\n\r\n--b{it}\r\n");
        });
        assert!(costs_little("nested", nested.as_bytes()).is_err());
        let many = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n")
            + &"--b\r\n\r\nx\r\n".repeat(100_000);
        assert!(costs_little("many", many.as_bytes()).is_err());
        let mails = format!("{HEAD}Content-Type: message/rfc822\r\n\r\n")
            + &"Content-Type: message/rfc822\r\n\r\n".repeat(300_000);
        assert_eq!(names(&arrival(&mails)), ["mail-1.eml"]);
        costs_little("mails", mails.as_bytes()).unwrap();
        let lost = format!("{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n")
            + &"--b\r\nContent-Type: multipart/mixed; boundary=never\r\n\r\nx\r\n".repeat(900)
            + &"filler filler filler\r\n".repeat(1 << 20);
        costs_little("lost", lost.as_bytes()).unwrap();
    }

    #[test]
    fn huge_heads_cost_little() {
        for (what, line) in [
            ("one long", format!("X: {}", "a".repeat(20 << 20))),
            ("many", "X: a\r\n".repeat(3 << 20)),
            ("folded", format!("Subject: x{}", "\r\n y".repeat(2 << 20))),
            ("ids", format!("References: {}", "<a@b> ".repeat(1 << 20))),
            ("people", format!("To: {}", "a@b.c, ".repeat(1 << 20))),
            ("words", format!("Subject: {}", "=?utf-8?B?0J8=?= ".repeat(1 << 20))),
            ("comments", format!("Reply-To: {}", "(".repeat(1 << 20))),
            ("attributes", format!("Content-Type: a/b; {}", "x*0=y; ".repeat(1 << 20))),
        ] {
            let mail = format!("{HEAD}{line}\r\n\r\nHi");
            let Ok(Some(News::Arrived(it))) = costs_little(what, mail.as_bytes()) else {
                panic!("{what}")
            };
            assert!(it.more.follows.len() <= FOLLOWS_MAX, "{what}");
        }
    }

    #[test]
    fn a_long_text_is_cut_and_comes_whole_as_a_file() {
        let it = arrival(format!("{HEAD}\r\n{}", "слово ".repeat(100_000)));
        assert!(it.text.len() <= TEXT_MAX);
        assert_eq!((names(&it), it.files[0].bytes), (vec!["mail.txt"], 1_099_999));
    }

    #[test]
    fn of_a_mail_too_large_its_words_are_read_and_the_file_says_how_large_it_is() {
        let mail = format!(
            "{HEAD}Subject: Film\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee film\r\n\
             --b\r\nContent-Type: video/mp4; name=film.mp4\r\n\r\nthe beginning"
        );
        let say = |from: &str, subject: &str| format!("{from}, {subject}");
        let Ok(Some(News::Arrived(it))) =
            parse(mail.as_bytes(), Told { cut: Some((80 << 20, &say)), ..told() })
        else {
            panic!()
        };
        assert_eq!(
            (it.text.as_str(), it.files),
            ("see film\n\nolena@example.org, Film", vec![File::named("mail.eml", 80 << 20)])
        );
    }
}
