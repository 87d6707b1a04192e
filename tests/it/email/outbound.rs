//! Mail that goes out, through a real server.

use std::io::{Seek as _, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};

use keydesk::base::clock::{Timestamp, now};
use keydesk::channels::email::{EmailConnector, Security, Server, Settings};
use keydesk::channels::{Connector as _, OpenFile};
use keydesk::domain::{
    Answered, ChannelId, ContentHash, Enclosure, MessageId, Outcome, Outgoing, Scope,
};
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders as _};

use super::peers::Peers;
use super::scripted::Scripted;

const PATIENCE: Duration = Duration::from_secs(30);

/// A connector that has one file to attach.
pub(super) fn connector(settings: Settings, file: &[u8]) -> EmailConnector {
    let file = file.to_vec();
    let open: OpenFile = Arc::new(move |_| {
        let mut kept = tempfile::tempfile()?;
        kept.write_all(&file)?;
        kept.rewind()?;
        Ok(Some(kept))
    });
    EmailConnector::new(settings, open)
}

/// A message with its Message-ID given, as the desk hands it over.
pub(super) fn message(connector: &EmailConnector, number: i64, text: &str) -> Outgoing {
    let mut message = Outgoing::plain(MessageId(number), ChannelId(1), "olena@shop.test", text);
    message.at = now();
    message.remote = connector.plan(&message).remote;
    message
}

/// All mails in one folder of a mailbox's maildir.
pub(super) fn mails(peers: &Peers, user: &str, folder: &str) -> Vec<Vec<u8>> {
    let root = peers.maildir(user).join(folder);
    let folders = ["new", "cur"].map(|it| root.join(it));
    let files = folders.iter().filter_map(|it| std::fs::read_dir(it).ok()).flatten();
    files.map(|it| std::fs::read(it.unwrap().path()).unwrap()).collect()
}

/// Waits until so many mails are there.
pub(super) fn wait_for(peers: &Peers, user: &str, folder: &str, count: usize) -> Vec<Vec<u8>> {
    let begun = Instant::now();
    loop {
        let found = mails(peers, user, folder);
        if count <= found.len() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{} in {folder:?}: {}", found.len(), peers.said());
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    value.as_text_list().unwrap_or_default().iter().map(ToString::to_string).collect()
}

fn read(mail: &[u8]) -> Message<'_> {
    MessageParser::default().parse(mail).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_s_mail_is_answered_in_its_thread() {
    let peers = Peers::start();
    peers.deliver(
        "shop",
        "From: olena@shop.test\r\nTo: shop@shop.test\r\nSubject: Рахунок\r\n\
         Message-ID: <q2@client.test>\r\nReferences: <q1@client.test>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nДе мій рахунок?\r\n"
            .as_bytes(),
    );
    peers.doveadm(&["mailbox", "create", "-u", "shop@shop.test", "Надіслані"]);
    let asked = wait_for(&peers, "shop", "", 1).remove(0);
    let asked = read(&asked);
    let mut settings = peers.settings("shop");
    settings.sent = Some("Надіслані".into());
    let file: Vec<u8> = (0..300_000u32).map(|it| (it.wrapping_mul(it) >> 7) as u8).collect();
    let connector = connector(settings, &file);
    let mut answer = message(&connector, 5, "Ось він.\n.\n..\nдо зустрічі");
    answer.answers = Some(Answered {
        remote: asked.message_id().unwrap().to_owned(),
        subject: asked.subject().unwrap().to_owned(),
        follows: ids(asked.references()),
        address: String::new(),
        at: Timestamp(1_795_485_600_000),
        text: asked.body_text(0).unwrap().into_owned(),
    });
    let (name, content) = ("Рахунок № 5 — копія.pdf".to_owned(), ContentHash([5; 32]));
    answer.files = vec![Enclosure { name, bytes: file.len() as u64, content }];
    let outcome = connector.send(&answer).await;
    let remote = answer.remote.clone().unwrap();
    assert_eq!(outcome, Outcome::Accepted { remote: remote.clone() }, "{}", peers.said());

    let there = wait_for(&peers, "olena", "", 1).remove(0);
    let there = read(&there);
    assert_eq!(there.message_id(), Some(remote.as_str()));
    assert_eq!(ids(there.in_reply_to()), ["q2@client.test"]);
    assert_eq!(ids(there.references()), ["q1@client.test", "q2@client.test"]);
    assert_eq!(there.subject(), Some("Re: Рахунок"));
    assert_eq!(there.from().unwrap().first().unwrap().name(), Some("Крамниця"));
    let words = there.body_text(0).unwrap().replace("\r\n", "\n");
    let quoted = "2026-11-24 02:00 UTC, olena@shop.test:\n> Де мій рахунок?";
    assert_eq!(words.trim_end(), format!("Ось він.\n.\n..\nдо зустрічі\n\n{quoted}"));
    let attached = there.attachment(0).unwrap();
    assert_eq!(attached.attachment_name(), Some("Рахунок № 5 — копія.pdf"));
    assert!(attached.contents() == file, "the file arrived otherwise");

    let copy = wait_for(&peers, "shop", ".&BB0EMAQ0BFYEQQQ7BDAEPQRW-", 1).remove(0);
    assert_eq!(read(&copy).message_id(), Some(remote.as_str()));
    assert!(read(&copy).attachment(0).unwrap().contents() == file);
    let flags = peers.doveadm(&["fetch", "-u", "shop@shop.test", "flags", "mailbox", "Надіслані"]);
    assert!(flags.contains("\\Seen"), "{flags}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_cannot_be_had_as_it_was_asked_for_keeps_the_mail() {
    let peers = Peers::dovecot();
    let open = Scripted::start(Vec::new()).await;
    let with = |port, security| {
        let mut settings = peers.settings("shop");
        settings.smtp = Server { host: "localhost".into(), port, security };
        connector(settings, b"")
    };
    // IMAP's port has the right certificate, and speaks otherwise afterwards.
    for (connector, expected) in [
        (with(peers.relay, Security::Plain), "refused"),
        (with(peers.imap, Security::Plain), ""),
        (with(peers.imap, Security::Tls), ""),
        (with(open.port, Security::StartTls), "STARTTLS is not supported"),
    ] {
        let outcome = connector.send(&message(&connector, 9, "x")).await;
        let Outcome::Retry { scope: Scope::Channel, after: None, why } = outcome else {
            panic!("{expected}: {outcome:?}")
        };
        assert!(why.contains(expected), "{why}");
    }
    assert!(!open.heard.lock().unwrap().iter().any(|it| it.starts_with("AUTH")));
}
