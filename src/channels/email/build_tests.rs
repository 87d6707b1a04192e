//! Mails as a receiver reads them: every test writes one and takes it apart with another library.

use std::collections::HashMap;
use std::io::{Seek as _, Write as _};
use std::sync::Arc;

use mail_parser::{MessageParser, MimeHeaders as _};
use proptest::prelude::*;

use super::*;
use crate::base::secret::Secret;
use crate::channels::email::{Login, Security, Server};
use crate::domain::{ChannelId, ContentHash, MessageId};

fn settings(name: &str) -> Settings {
    let server = Server { host: "127.0.0.1".into(), port: 1, security: Security::Plain };
    let login = Login::Password(Arc::new(|| Ok(Secret::new("never told"))));
    let settings = Settings::new("help@shop.test", login, server.clone(), server);
    Settings { name: name.into(), desk: "d5a1-77ffee0123456789".into(), ..settings }
}

fn files(all: Vec<(ContentHash, Vec<u8>)>) -> OpenFile {
    let all: HashMap<ContentHash, Vec<u8>> = all.into_iter().collect();
    Arc::new(move |hash| {
        let Some(bytes) = all.get(&hash) else { return Ok(None) };
        let mut file = tempfile::tempfile()?;
        file.write_all(bytes)?;
        file.rewind()?;
        Ok(Some(file))
    })
}

fn message(text: &str) -> Outgoing {
    let mut message = Outgoing::plain(MessageId(7), ChannelId(1), "olena@client.test", text);
    message.at = Timestamp(1_795_485_723_456);
    message
}

fn answering(subject: &str, text: &str) -> Outgoing {
    let mut message = message("Так, сьогодні.");
    message.answers = Some(Answered {
        remote: "q3@client.test".into(),
        subject: subject.into(),
        follows: vec!["q2@client.test".into(), "q1@client.test".into()],
        address: String::new(),
        at: Timestamp(1_795_485_600_000),
        text: text.into(),
    });
    message
}

fn written(message: &Outgoing) -> Vec<u8> {
    letter(&settings("Крамниця"), &files(Vec::new()), message).unwrap().formatted()
}

/// The mail, unfolded, up to its first empty line.
fn head(mail: &[u8]) -> String {
    let text = String::from_utf8(mail.to_vec()).unwrap();
    text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ")
}

#[test]
fn the_same_message_is_the_same_mail_at_every_try() {
    let mut first = answering("Коли?", "Коли привезете?");
    let plan = plan(&settings(""), &first);
    assert_eq!(plan.parts, 1);
    assert_eq!(plan.remote.as_deref(), Some("kd.d5a177ffee01.7.mwu1uatc@shop.test"));
    let before = written(&first);
    first.remote = plan.remote.clone();
    assert_eq!(written(&first), before);
    let read = MessageParser::default().parse(&before).unwrap();
    assert_eq!(read.message_id(), plan.remote.as_deref());
    assert_eq!(read.date().unwrap().to_timestamp(), 1_795_485_723);
}

#[test]
fn an_answer_names_what_it_answers_and_all_before_it() {
    let mail = written(&answering("Коли?", "Коли привезете?"));
    let head = head(&mail);
    assert!(head.contains("\r\nIn-Reply-To: <q3@client.test>\r\n"), "{head}");
    let line = "\r\nReferences: <q1@client.test> <q2@client.test> <q3@client.test>\r\n";
    assert!(head.contains(line), "{head}");
    let read = MessageParser::default().parse(&mail).unwrap();
    assert_eq!(read.subject(), Some("Re: Коли?"));
    assert_eq!(read.from().unwrap().first().unwrap().name(), Some("Крамниця"));
    assert_eq!(read.to().unwrap().first().unwrap().address(), Some("olena@client.test"));
    let said = "Так, сьогодні.\n\n2026-11-24 02:00 UTC, olena@client.test:\n> Коли привезете?\n";
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), said);
}

#[test]
fn a_long_thread_is_named_by_its_first_and_its_last_mails() {
    let mut long = answering("x", "");
    let follows = (0..100).rev().map(|it| format!("m{it}@client.test")).collect();
    long.answers.as_mut().unwrap().follows = follows;
    let mail = written(&long);
    let head = head(&mail);
    let line = head.lines().find_map(|it| it.strip_prefix("References: ")).unwrap();
    let ids: Vec<&str> = line.split(' ').collect();
    assert_eq!(ids.len(), 21);
    assert_eq!((ids[0], ids[1]), ("<m0@client.test>", "<m81@client.test>"));
    assert_eq!(ids[20], "<q3@client.test>");
}

#[test]
fn a_mail_that_had_no_message_id_is_answered_without_one() {
    let mut odd = answering("x", "");
    for remote in ["", "uid:5:77", "a b@c", "a@b>\r\nBcc: <x@y.z", "ї@client.test"] {
        odd.answers.as_mut().unwrap().remote = remote.into();
        let mail = written(&odd);
        let head = head(&mail);
        assert!(!head.contains("In-Reply-To") && !head.contains("References"), "{head}");
    }
}

#[test]
fn a_subject_is_answered_once_in_any_language() {
    for (theirs, ours) in [
        ("Order 5", "Re: Order 5"),
        ("Re: Order 5", "Re: Order 5"),
        ("RE: re: Re : Order 5", "Re: Order 5"),
        ("Відп: Re[2]: Замовлення", "Re: Замовлення"),
        ("ВІДП.: Замовлення", "Re: Замовлення"),
        ("Ответ: НА: Отв: Заказ", "Re: Заказ"),
        ("AW: Re^3: Antw: Bestellung", "Re: Bestellung"),
        ("Регламент: нова версія", "Re: Регламент: нова версія"),
        ("Fwd: Order 5", "Re: Fwd: Order 5"),
        ("Увага: на складі", "Re: Увага: на складі"),
    ] {
        assert_eq!(subject(&settings(""), &answering(theirs, "")), ours, "{theirs}");
    }
}

#[test]
fn without_a_subject_the_first_words_are_one() {
    let shop = settings("Крамниця");
    assert_eq!(subject(&shop, &message("\n  Добрий день!\nПишемо вам.")), "Добрий день!");
    assert_eq!(subject(&shop, &answering("Re: ", "?")), "Так, сьогодні.");
    let long = "слово ".repeat(30);
    assert_eq!(subject(&shop, &message(&long)), format!("{}…", ["слово"; 10].join(" ")));
    assert_eq!(subject(&shop, &message("")), "Крамниця");
    assert_eq!(subject(&settings(""), &message("")), "help@shop.test");
}

#[test]
fn only_what_a_machine_wrote_says_so() {
    let mut auto = answering("x", "");
    assert!(!head(&written(&auto)).contains("Auto-Submitted"));
    auto.automatic = true;
    assert!(head(&written(&auto)).contains("\r\nAuto-Submitted: auto-replied\r\n"));
}

#[test]
fn an_answer_goes_where_its_question_wants_it() {
    let mut message = answering("x", "?");
    message.answers.as_mut().unwrap().address = "desk@client.test".into();
    let mail = letter(&settings(""), &files(Vec::new()), &message).unwrap();
    assert_eq!(mail.envelope().to()[0].as_ref() as &str, "desk@client.test");
    message.answers.as_mut().unwrap().address = "desk@client.test>\r\nRCPT TO:<x@y.z".into();
    let wrong = letter(&settings(""), &files(Vec::new()), &message);
    assert!(matches!(wrong, Err(Unwritable::Never(_))));
}

#[test]
fn a_long_question_is_quoted_in_part() {
    let mail = written(&answering("x", &"рядок\n\n> старе\n".repeat(100)));
    let read = MessageParser::default().parse(&mail).unwrap();
    let text = read.body_text(0).unwrap().replace("\r\n", "\n");
    let quoted: Vec<&str> = text.lines().filter(|it| it.starts_with('>')).collect();
    assert_eq!(quoted.len(), 201);
    assert_eq!(quoted[..3], ["> рядок", ">", ">> старе"]);
    assert_eq!(quoted[200], "> …");
}

#[test]
fn a_file_that_is_gone_is_told_and_nothing_is_sent_without_it() {
    let mut message = message("x");
    let (name, content) = ("рахунок.pdf".into(), ContentHash([1; 32]));
    message.files = vec![Enclosure { name, bytes: 1, content }];
    let Err(Unwritable::Never(why)) = letter(&settings(""), &files(Vec::new()), &message) else {
        panic!("it is written")
    };
    assert_eq!(why, "the file рахунок.pdf is not kept any more");
}

/// Text as hostile as it comes: line breaks of every kind, headers, boundaries, quotes, bytes that mean something.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,12}",
        any::<String>(),
        Just("\r\nBcc: evil@x.test\r\n".to_owned()),
        Just("\r\n\r\n<script>".to_owned()),
        Just("\n.\r\n".to_owned()),
        Just("--=_kd_7_mwu1uatc\r\nContent-Type: text/html\r\n\r\n".to_owned()),
        Just("=?utf-8?q?=0D=0ABcc:_x@y.z?=".to_owned()),
        Just("\"; filename=\"x\\".to_owned()),
        Just("\u{2028}\u{85}\0\t\u{b}".to_owned()),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn whatever_is_written_ends_where_it_belongs(
        text in hostile(),
        title in hostile(),
        asked in hostile(),
        shop in hostile(),
        id in hostile(),
        name in hostile(),
        bytes in proptest::collection::vec(any::<u8>(), 0..2000),
    ) {
        let mut message = answering(&title, &asked);
        message.text = text;
        let answered = message.answers.as_mut().unwrap();
        answered.follows.push(id);
        let content = ContentHash([3; 32]);
        message.files = vec![Enclosure { name: name.clone(), bytes: 1, content }];
        let open = files(vec![(content, bytes.clone())]);
        let mail = letter(&settings(&shop), &open, &message).unwrap().formatted();
        let ascii = mail.iter().all(|it| matches!(it, b'\t' | b'\r' | b'\n' | b' '..=b'~'));
        prop_assert!(ascii, "{}", String::from_utf8_lossy(&mail));
        prop_assert!(mail.split(|it| *it == b'\n').all(|it| it.len() <= 998));

        let read = MessageParser::default().parse(&mail).unwrap();
        let mut names: Vec<&str> = read.headers().iter().map(|it| it.name()).collect();
        names.sort_unstable();
        prop_assert_eq!(names, [
            "Content-Type", "Date", "From", "In-Reply-To", "MIME-Version", "Message-ID",
            "References", "Subject", "To",
        ]);
        prop_assert_eq!(read.parts.len(), 3);
        prop_assert_eq!(read.to().unwrap().iter().count(), 1);
        let from = read.from().unwrap();
        prop_assert_eq!(from.iter().count(), 1);
        prop_assert_eq!(from.first().unwrap().address(), Some("help@shop.test"));
        let words = body(&message, "olena@client.test");
        prop_assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), words);
        let titled = subject(&settings(&shop), &message);
        // Who writes an encoded word gets it decoded.
        if !titled.contains("=?") {
            let bare = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(bare(read.subject().unwrap_or("")), bare(&titled));
        }
        let file = read.attachment(0).unwrap();
        prop_assert_eq!(file.contents(), &bytes[..]);
        let called = file_name(&name);
        let called = if called.is_empty() { "file" } else { &called };
        prop_assert_eq!(file.attachment_name(), Some(called));
    }
}
