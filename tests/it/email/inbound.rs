//! Mail that comes in, through a real server.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use keydesk::base::clock;
use keydesk::base::secret::Secret;
use keydesk::channels::email::{EmailConnector, Login, Security, Settings};
use keydesk::channels::{Connector as _, Grade, PullError};
use keydesk::domain::{Arrival, Batch, ChangeNo, ChannelKind, Connector, Content, Kind, News};
use keydesk::store::{Channels as _, Desk, Inbox as _, Ledger as _, NewChannel};

use super::peers::Peers;

const PATIENCE: Duration = Duration::from_secs(60);

fn connector(settings: Settings) -> EmailConnector {
    EmailConnector::new(settings, Arc::new(|_| Ok(None)))
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime
        .block_on(async { tokio::time::timeout(PATIENCE, work).await.expect("it takes too long") })
}

async fn pull(connector: &EmailConnector, cursor: &str) -> Batch {
    connector.pull(cursor).await.unwrap()
}

fn arrivals(batch: &Batch) -> Vec<&Arrival> {
    fn arrived(it: &News) -> &Arrival {
        match it {
            News::Arrived(arrival) => arrival,
            other => panic!("{other:?}"),
        }
    }
    batch.news.iter().map(arrived).collect()
}

fn mail(number: usize, words: &str) -> Vec<u8> {
    format!(
        "From: Olena <olena@example.org>\r\nTo: shop@shop.test\r\nMessage-ID: <{number}@example.org>\r\n\
         Subject: mail {number}\r\n\r\n{words}\r\n"
    )
    .into_bytes()
}

#[test]
fn new_mail_wakes_whoever_waits_and_comes_with_its_charset_and_files() {
    let peers = Peers::dovecot();
    peers.deliver("shop", &mail(0, "older than the channel"));
    let connector = connector(peers.settings("shop"));
    block_on(async {
        let end = pull(&connector, "").await;
        assert!(end.news.is_empty(), "what lay there before is no news: {end:?}");
        let begun = Instant::now();
        let letter = [
            b"From: =?windows-1251?B?zuvl7eA=?= <olena@example.org>\r\nMessage-ID: <a@example.org>\r\n\
              Subject: =?windows-1251?B?x+Ds7uLr5e3t/w==?=\r\n\
              Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
              Content-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                as &[u8],
            b"\xcf\xf0\xe8\xe2\xb3\xf2\r\n",
            b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n\
              JVBERg==\r\n--b--\r\n",
        ]
        .concat();
        let waiting = pull(&connector, &end.cursor);
        let writing = async {
            // It lies in the mailbox only after the connector has looked and begun to wait.
            let idles = || peers.said().contains("shop@shop.test");
            while !idles() {
                tokio::task::yield_now().await;
            }
            peers.deliver("shop", &letter);
        };
        let (batch, ()) = tokio::join!(waiting, writing);
        assert!(begun.elapsed() < Duration::from_secs(30), "IDLE is heard at once");
        let found = arrivals(&batch);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].sender.name.as_str(), found[0].more.subject.as_str()),
            ("Олена", "Замовлення")
        );
        assert_eq!((found[0].text.as_str(), found[0].remote.as_str()), ("Привіт", "a@example.org"));
        assert_eq!(found[0].files[0].content, Content::Bytes(Arc::from(&b"%PDF"[..])));
        assert_eq!(found[0].kind, Kind::Inbound);
    });
}

#[test]
fn a_line_may_be_plain_or_secured_later_or_from_the_first_byte_and_mail_stays_unseen() {
    let peers = Peers::dovecot();
    for (port, security) in [
        (peers.imap, Security::Plain),
        (peers.imap, Security::StartTls),
        (peers.imaps, Security::Tls),
    ] {
        let mut settings = peers.settings("shop");
        (settings.imap.port, settings.imap.security) = (port, security);
        let connector = connector(settings);
        block_on(async {
            let end = pull(&connector, "").await;
            peers.deliver("shop", &mail(port.into(), "Hi"));
            let batch = pull(&connector, &end.cursor).await;
            assert_eq!(arrivals(&batch).len(), 1, "{security:?}");
        });
    }
    assert_eq!(peers.doveadm(&["search", "-u", "shop@shop.test", "SEEN"]), "");
}

/// A desk with one mailbox that is told all there is, and how many messages it has then.
struct Fed {
    desk: Desk,
    channel: keydesk::domain::ChannelId,
    _dir: tempfile::TempDir,
}

impl Fed {
    fn new(cursor: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(dir.path()).unwrap();
        let new = NewChannel {
            kind: ChannelKind::Email,
            connector: Connector::Email,
            name: "Mail".into(),
            cursor: cursor.into(),
        };
        let channel =
            desk.write_now(move |it| it.add_channel(&new, clock::now())).unwrap().unwrap();
        Self { desk, channel, _dir: dir }
    }

    /// Pulls until the cursor stands behind `last`; tells how many mails came.
    async fn feed(&self, connector: &EmailConnector, last: u32) -> usize {
        let mut told = 0;
        loop {
            let channel = self.channel;
            let cursor = self.desk.read_now(move |it| it.cursor(channel)).unwrap();
            if cursor.split_once(':').is_some_and(|it| it.1.parse() == Ok(last + 1)) {
                return told;
            }
            let batch = pull(connector, &cursor).await;
            assert_ne!(batch.cursor, cursor);
            assert!(batch.news.len() <= 20);
            told += batch.news.len();
            self.desk.write_now(move |it| it.ingest(channel, &batch, clock::now())).unwrap();
        }
    }

    fn messages(&self) -> usize {
        let rows = self.desk.read_now(|it| {
            let told = it.changes(ChangeNo(0), 10_000)?;
            let dialogs: BTreeSet<_> = told.iter().filter_map(|it| it.dialog).collect();
            let long = |of: &_| Ok(it.thread(*of, None, 500)?.messages.len());
            dialogs.iter().map(long).sum()
        });
        rows.unwrap()
    }
}

#[test]
fn mails_numbered_anew_are_stored_once() {
    let peers = Peers::dovecot();
    let connector = connector(peers.settings("shop"));
    block_on(async {
        let end = pull(&connector, "").await;
        let fed = Fed::new(&end.cursor);
        let mut mails: Vec<Vec<u8>> = (1..=45).map(|it| mail(it, "Hi")).collect();
        // One has no name of its own.
        mails.push(b"From: olena@example.org\r\nSubject: none\r\n\r\nno id\r\n".to_vec());
        peers.deliver_all("shop", &mails);
        assert_eq!(fed.feed(&connector, 46).await, 46);
        assert_eq!(fed.messages(), 46);
        // The server forgets its numbers.
        peers.doveadm(&["kick", "shop@shop.test"]);
        for name in [
            "dovecot-uidlist",
            "dovecot.index",
            "dovecot.index.log",
            "dovecot.index.cache",
            "dovecot-uidvalidity",
        ] {
            let _ = std::fs::remove_file(peers.maildir("shop").join(name));
        }
        peers.doveadm(&[
            "mailbox",
            "update",
            "-u",
            "shop@shop.test",
            "--uid-validity",
            "77",
            "INBOX",
        ]);
        peers.deliver("shop", &mail(46, "after"));
        assert_eq!(fed.feed(&connector, 47).await, 47, "all are told again");
        assert_eq!(fed.messages(), 47, "and stored once");
    });
}

#[test]
fn a_wrong_password_is_said_to_be_one() {
    let peers = Peers::dovecot();
    let mut settings = peers.settings("shop");
    settings.login = Login::Password(Arc::new(|| Ok(Secret::new("guess"))));
    assert!(!format!("{settings:?}").contains("guess"));
    let connector = connector(settings);
    block_on(async {
        let refused = connector.pull("").await.unwrap_err();
        let PullError::Unauthorized(why) = &refused else { panic!("{refused:?}") };
        assert!(why.contains("uthentication failed") && !why.contains("guess"), "{why}");
        let found = connector.check().await;
        assert_eq!((found[0].step, found[0].grade), ("imap-login", Grade::Bad));
        assert_eq!(found[0].said.id, "mail-login-refused");
    });
}

#[test]
fn a_check_tells_of_login_folder_and_the_newest_mail() {
    let peers = Peers::dovecot();
    let check = |settings| block_on(async { connector(settings).check().await });
    let of = |found: &[keydesk::channels::Finding]| -> Vec<(&str, Grade)> {
        found
            .iter()
            .filter(|it| it.step.starts_with("imap-"))
            .map(|it| (it.step, it.grade))
            .collect()
    };
    let empty = check(peers.settings("shop"));
    assert_eq!(of(&empty)[2], ("imap-newest", Grade::Unknown));
    peers.deliver("shop", &mail(1, "Hi"));
    let good = check(peers.settings("shop"));
    let steps = ["imap-login", "imap-folder", "imap-newest"];
    assert_eq!(of(&good), steps.map(|it| (it, Grade::Good)), "{good:?}");
    let none = Settings { folder: "Nowhere".into(), ..peers.settings("shop") };
    assert_eq!(
        of(&check(none.clone())),
        [("imap-login", Grade::Good), ("imap-folder", Grade::Bad)]
    );
    let refused = block_on(async { connector(none).pull("").await });
    assert!(matches!(refused, Err(PullError::Forbidden(_))), "{refused:?}");
}

#[test]
fn a_certificate_that_has_expired_or_nobody_vouches_for_is_named() {
    let peers = Peers::dovecot_until(2024);
    let why = |settings| match block_on(async { connector(settings).pull("").await }) {
        Err(PullError::Unreachable(why)) => why,
        other => panic!("{other:?}"),
    };
    let said = why(peers.settings("shop"));
    assert!(said.contains("certificate has expired"), "{said}");
    let said = why(Settings { ca: None, ..peers.settings("shop") });
    assert!(said.contains("certificate"), "{said}");
    let mut clear = peers.settings("shop");
    clear.imap.port = peers.imap;
    let said = why(clear);
    assert!(said.contains("does not speak TLS"), "{said}");
    let mut nobody = peers.settings("shop");
    nobody.imap.port = peers.relay;
    let said = why(nobody);
    assert!(said.contains("refused"), "{said}");
}

#[test]
fn of_a_mail_of_80_megabytes_only_the_beginning_is_fetched() {
    let peers = Peers::dovecot();
    let connector = connector(peers.settings("shop"));
    block_on(async {
        let end = pull(&connector, "").await;
        let head = "From: olena@example.org\r\nMessage-ID: <big@x>\r\nSubject: Film\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
                    --b\r\n\r\nsee film\r\n--b\r\nContent-Type: video/mp4; name=film.mp4\r\n\r\n";
        let film = b"0123456789abcdef0123456789abcdef0123456789abcdef\r\n".repeat((80 << 20) / 50);
        let big = [head.as_bytes(), &film, b"\r\n--b--\r\n"].concat();
        peers.deliver_all("shop", &[&big[..], &mail(2, "after it")]);
        let batch = pull(&connector, &end.cursor).await;
        // What came over the line, by the server's own count.
        drop(connector);
        let sent = || {
            let said = peers.said();
            let (_, sent) = said.split_once("imap(shop@shop.test)")?.1.split_once(" out=")?;
            sent.split(' ').next()?.parse::<u64>().ok()
        };
        let sent = loop {
            match sent() {
                Some(sent) => break sent,
                None => tokio::task::yield_now().await,
            }
        };
        assert!((64 << 10..256 << 10).contains(&sent), "{sent} bytes");
        let found = arrivals(&batch);
        let remark =
            format!("olena@example.org / Film / {} bytes / INBOX", found[0].files[0].bytes);
        assert_eq!(found[0].text, format!("see film\n\n{remark}"));
        assert_eq!(found[1].text, "after it");
        let file = &found[0].files[0];
        assert_eq!((file.name.as_str(), &file.content), ("mail.eml", &Content::Untold));
        assert!(80 << 20 < file.bytes, "{}", file.bytes);
    });
}

#[test]
fn a_mime_bomb_costs_itself_and_the_next_mail_comes() {
    let peers = Peers::dovecot();
    let connector = connector(peers.settings("shop"));
    block_on(async {
        let end = pull(&connector, "").await;
        let bomb = "From: a@b.c\r\nMessage-ID: <bomb@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            .to_owned()
            + &"--b\r\n\r\nx\r\n".repeat(100_000);
        peers.deliver_all("shop", &[bomb.as_bytes(), &mail(2, "after it")]);
        let batch = pull(&connector, &end.cursor).await;
        let News::Unread(unread) = &batch.news[0] else { panic!("{:?}", batch.news[0]) };
        assert!(unread.remote == "bomb@x" && unread.why.contains("parts"), "{unread:?}");
        assert!(matches!(&batch.news[1], News::Arrived(it) if it.text == "after it"));
    });
}
