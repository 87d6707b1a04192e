//! A mail server that says what it is told to say.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does at one point of the talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// Answers.
    Say(&'static str),
    /// Hangs up.
    HangUp,
    /// Says nothing, and does not hang up.
    Silence,
}

/// The server. Whatever it is not told about it answers as servers do.
pub(crate) struct Scripted {
    /// Where it listens.
    pub(crate) port: u16,
    /// The commands it got, and of the mails the lines with their Message-IDs.
    pub(crate) heard: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Scripted {
    /// A server that does something of its own at some points: `HELLO` for its greeting, the first word of a command, `WITHIN`
    /// for the first line of a mail, `.` for its end.
    pub(crate) async fn start(script: Vec<(&'static str, Act)>) -> Self {
        Self::on(0, script).await
    }

    /// A server on this port of all of the machine's addresses; 0 is one that nobody has.
    pub(crate) async fn on(port: u16, script: Vec<(&'static str, Act)>) -> Self {
        let listener = TcpListener::bind(("0.0.0.0", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let notes = heard.clone();
        let task = tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(talk(line, script.clone(), notes.clone()));
            }
        });
        Self { port, heard, task }
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn talk(line: TcpStream, script: Vec<(&'static str, Act)>, heard: Arc<Mutex<Vec<String>>>) {
    let mut line = BufReader::new(line);
    let (mut point, mut mail) = ("HELLO".to_owned(), false);
    loop {
        let act = script.iter().find(|it| it.0 == point).map(|it| it.1);
        match act.unwrap_or(Act::Say(usual(&point))) {
            Act::Say("") => (),
            Act::Say(words) => {
                let _ = line.get_mut().write_all(format!("{words}\r\n").as_bytes()).await;
                mail = point == "DATA" && words.starts_with('3');
            }
            Act::HangUp => return,
            Act::Silence => std::future::pending().await,
        }
        let mut text = String::new();
        let within = mail && point != "DATA";
        if !matches!(line.read_line(&mut text).await, Ok(1..)) {
            return;
        }
        let text = text.trim_end().to_owned();
        if mail && text.starts_with("Message-ID: ") {
            heard.lock().unwrap().push(text.clone());
        }
        point = match text.split(' ').next().unwrap_or("").to_uppercase() {
            _ if mail && text == "." => ".".to_owned(),
            _ if within => "REST".to_owned(),
            _ if mail => "WITHIN".to_owned(),
            word => {
                heard.lock().unwrap().push(text.clone());
                word
            }
        };
    }
}

fn usual(point: &str) -> &'static str {
    match point {
        "HELLO" => "220 test",
        "DATA" => "354 go on",
        "AUTH" => "235 2.7.0 welcome",
        "WITHIN" | "REST" => "",
        "QUIT" => "221 bye",
        "EHLO" => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN",
        _ => "250 2.0.0 ok",
    }
}
