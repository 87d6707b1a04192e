//! The real program with a real mailbox: what comes that is too much for anybody costs it no memory and no other mail.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use keydesk::store::{Channels as _, Inbox as _, Sqlite};

use super::Home;
use crate::email::peers::{PASSWORD, Peers};

const PATIENCE: Duration = Duration::from_secs(60);
/// What the program may need beyond what it needs when nothing comes, in kB: for a mail of 80 MB, and for one of 40 MB that is
/// taken whole.
const MORE_CUT: u64 = 40_000;
const MORE_WHOLE: u64 = 160_000;

/// A program that runs until the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// The most memory it has had at once so far, in kB.
    fn most(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

/// A home whose only living channel is the mailbox.
fn home(peers: &Peers) -> Home {
    let home = Home::new();
    for demo in ["Shop", "My help"] {
        assert_eq!(home.run(&["channel", "deactivate", demo]).code, 0);
    }
    let (imap, smtp) = (peers.imaps.to_string(), peers.smtp.to_string());
    let ca = peers.ca.display().to_string();
    let add = [
        ["channel", "add", "email", "--name"],
        ["Mail", "--address", "shop@shop.test", "--imap-host"],
        ["localhost", "--imap-port", &imap, "--smtp-host"],
        ["localhost", "--smtp-port", &smtp, "--smtp-security"],
        ["plain", "--ca", &ca, "--secret"],
    ];
    let done = home.fed(&[&add.concat()[..], &["file"]].concat(), &format!("{PASSWORD}\n"));
    assert_eq!(done.code, 0, "{done:?}");
    home
}

/// Waits until the desk has a message with such a text.
fn until_there(home: &Home, words: &str) {
    let begun = Instant::now();
    while home.run(&["search", words]).out.is_empty() {
        assert!(begun.elapsed() < PATIENCE, "{words} does not come");
    }
}

fn mail(id: &str, subject: &str, words: &str) -> Vec<u8> {
    format!(
        "From: Olena <olena@example.org>\r\nTo: shop@shop.test\r\nMessage-ID: <{id}@example.org>\r\n\
         Subject: {subject}\r\n\r\n{words}\r\n"
    )
    .into_bytes()
}

/// A mail with one file of so many megabytes.
fn heavy(id: &str, words: &str, megabytes: usize) -> Vec<u8> {
    let head = format!(
        "From: Olena <olena@example.org>\r\nMessage-ID: <{id}@example.org>\r\nSubject: {id}\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{words}\r\n\
         --b\r\nContent-Type: video/mp4; name=film.mp4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    );
    let film = [b"QUJD".repeat(18), b"\r\n".to_vec()].concat().repeat((megabytes << 20) / 74);
    [head.as_bytes(), &film, b"\r\n--b--\r\n"].concat()
}

fn bomb() -> Vec<u8> {
    let head =
        "From: a@b.c\r\nMessage-ID: <bomb@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
    (head.to_owned() + &"--b\r\n\r\nx\r\n".repeat(100_000)).into_bytes()
}

#[test]
fn a_huge_mail_and_a_bomb_cost_the_real_program_no_memory_and_no_other_mail() {
    let peers = Peers::start();
    let home = home(&peers);
    let mut serve = home.command(super::BINARY, &["serve", "--socket", "hub.sock"]);
    let _: &mut Command = serve.stdout(Stdio::null()).stderr(Stdio::null());
    let serve = Running(serve.spawn().unwrap());
    // What lies there before it has looked for the first time is no news.
    let begun = Instant::now();
    let cursor = |it: &Sqlite| {
        let channels = it.roster()?.channels;
        it.cursor(channels.iter().find(|it| it.name == "Mail").unwrap().id)
    };
    while home.read(cursor).is_empty() {
        assert!(begun.elapsed() < PATIENCE, "{}", peers.said());
        std::thread::park_timeout(Duration::from_millis(20));
    }
    peers.deliver("shop", &mail("first", "hello", "перший"));
    until_there(&home, "перший");
    let idle = serve.most();

    peers.deliver_all("shop", &[heavy("film", "дивіться", 80), bomb(), mail("b", "x", "другий")]);
    until_there(&home, "другий");
    let after_huge = serve.most();
    let shown = home.run(&["search", "дивіться"]).out;
    // Its words are read, and below them stands what it was and where it lies.
    assert!(!shown.is_empty() && shown == home.run(&["search", "beginning"]).out, "{shown}");
    let unread = home.run(&["channel", "unread", "Mail"]).out;
    assert!(unread.contains("bomb@x"), "{unread}");
    assert!(after_huge - idle < MORE_CUT, "{idle} kB and then {after_huge} kB");

    peers.deliver_all("shop", &[heavy("whole", "ціле", 40), mail("c", "x", "третій")]);
    until_there(&home, "третій");
    let after_whole = serve.most();
    assert!(after_whole - idle < MORE_WHOLE, "{idle} kB and then {after_whole} kB");
}
