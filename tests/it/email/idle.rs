//! Mail that comes between the last look and the wait for more.

use std::sync::Arc;
use std::time::{Duration, Instant};

use keydesk::channels::Connector as _;
use keydesk::channels::email::{EmailConnector, Security, Server};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use super::peers::Peers;

/// IDLE is begun anew after 300 seconds: whoever is found before has been told.
const AT_ONCE: Duration = Duration::from_secs(60);

/// When the server tells of the mail that came just before IDLE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// As Dovecot does: after it has said that it idles.
    After,
    /// Before that, which RFC 2177 allows just as well: the two lines change places.
    Before,
}

async fn line(from: &mut (impl AsyncRead + Unpin), one: &mut Vec<u8>) -> bool {
    one.clear();
    let mut byte = [0];
    loop {
        match from.read(&mut byte).await {
            Ok(1) => one.push(byte[0]),
            _ => return false,
        }
        if byte == *b"\n" {
            return true;
        }
    }
}

/// A line to the mail server on which IDLE is held back until `deliver` has put a mail there.
async fn held(port: u16, tells: Tells, deliver: impl Fn() + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (program, _) = listener.accept().await.unwrap();
        let server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let (from_program, mut to_program) = program.into_split();
        let (from_server, mut to_server) = server.into_split();
        let idles = Arc::new(Notify::new());
        let begun = Arc::clone(&idles);
        let up = async move {
            let (mut from, mut text) = (BufReader::new(from_program), Vec::new());
            let mut first = true;
            while line(&mut from, &mut text).await {
                if text.ends_with(b" IDLE\r\n") && std::mem::take(&mut first) {
                    deliver();
                    begun.notify_one();
                }
                to_server.write_all(&text).await.unwrap();
            }
        };
        let down = async move {
            let (mut from, mut text) = (BufReader::new(from_server), Vec::new());
            let mut kept = None;
            while line(&mut from, &mut text).await {
                if tells == Tells::Before && text.starts_with(b"+ idling") && kept.is_none() {
                    idles.notified().await;
                    kept = Some(text.clone());
                    continue;
                }
                // The last of the two lines about it.
                let told = text.ends_with(b" RECENT\r\n");
                if to_program.write_all(&text).await.is_err() {
                    return;
                }
                if let Some(plus) = kept.as_mut().filter(|it| told && !it.is_empty()) {
                    let _ = to_program.write_all(&std::mem::take(plus)).await;
                }
            }
        };
        tokio::join!(up, down);
    });
    own
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_that_comes_just_before_the_wait_is_not_waited_for() {
    let peers = Arc::new(Peers::dovecot());
    for tells in [Tells::After, Tells::Before] {
        let there = Arc::clone(&peers);
        let mail = "From: olena@example.org\r\nSubject: now\r\n\r\nHi\r\n";
        let deliver = move || there.deliver("shop", mail.as_bytes());
        let port = held(peers.imap, tells, deliver).await;
        let mut settings = peers.settings("shop");
        settings.imap = Server { host: "localhost".into(), port, security: Security::Plain };
        let connector = EmailConnector::new(settings, Arc::new(|_| Ok(None)));
        let end = connector.pull("").await.unwrap();
        let begun = Instant::now();
        let found = tokio::time::timeout(AT_ONCE, connector.pull(&end.cursor)).await;
        let batch = found.unwrap_or_else(|_| panic!("{tells:?}: it is waited for")).unwrap();
        assert_eq!(batch.news.len(), 1, "{tells:?} {:?}", begun.elapsed());
    }
}

#[test]
fn folders_are_called_as_their_owner_calls_them() {
    let peers = Peers::dovecot();
    for folder in ["Надіслані", "Q&A"] {
        // The tool takes a name as people write it, and so must we.
        peers.doveadm(&["mailbox", "create", "-u", "shop@shop.test", folder]);
        let mut settings = peers.settings("shop");
        settings.folder = folder.into();
        let connector = EmailConnector::new(settings, Arc::new(|_| Ok(None)));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let end = runtime.block_on(connector.pull("")).unwrap();
        assert!(end.cursor.ends_with(":1"), "{folder}: {end:?}");
    }
}
