//! Many live streams, read by a process of its own: it notes when which number of the feed came, and nothing else.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::rc::Rc;

use keydesk::domain::ChangeNo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use super::figures::nanos;
use super::shop;

/// What the process is called with.
pub(crate) const WORD: &str = "readers";

/// Streams in another process.
pub(crate) struct Readers {
    child: Child,
    stop: Option<ChildStdin>,
}

/// What a stream has heard: numbers of the feed, and when.
pub(crate) type Heard = Vec<(u64, u64)>;

impl Readers {
    /// Opens a stream for each token and waits until all of them are answered.
    pub(crate) fn start(at: SocketAddr, after: ChangeNo, tokens: &[String]) -> Self {
        let program = std::env::current_exe().unwrap();
        let mut child = Command::new(program)
            .args([WORD, &at.to_string(), &after.0.to_string(), &tokens.len().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stop = child.stdin.take().unwrap();
        for token in tokens {
            writeln!(stop, "{token}").unwrap();
        }
        stop.flush().unwrap();
        let mut ready = [0; 6];
        child.stdout.as_mut().unwrap().read_exact(&mut ready).unwrap();
        assert_eq!(&ready, b"ready\n");
        Self { child, stop: Some(stop) }
    }

    /// Ends them; what each has heard.
    pub(crate) fn stop(mut self) -> Vec<Heard> {
        drop(self.stop.take());
        let heard = BufReader::new(self.child.stdout.as_mut().unwrap()).lines().map(|line| {
            let line = line.unwrap();
            let mut numbers = line.split(' ').filter_map(|it| it.parse().ok());
            std::iter::from_fn(|| Some((numbers.next()?, numbers.next()?))).collect()
        });
        heard.collect()
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The process: an address, a number, how many tokens come.
pub(crate) fn run(words: &[String]) {
    super::allow_files();
    let at: SocketAddr = words[0].parse().unwrap();
    let (after, count) = (words[1].clone(), words[2].parse().unwrap());
    let mut typed = std::io::stdin().lock().lines();
    let tokens: Vec<String> = typed.by_ref().take(count).map(Result::unwrap).collect();
    let stopped = Rc::new(Notify::new());
    let (over, mut ended) = tokio::sync::mpsc::unbounded_channel::<()>();
    std::thread::spawn(move || {
        while std::io::stdin().lock().lines().next().is_some() {}
        drop(over);
    });
    drop(typed);
    let all = shop::outside(async {
        let mut streams = Vec::new();
        for token in tokens {
            streams.push(open(at, &after, &token).await);
        }
        let mut tasks = tokio::task::JoinSet::new();
        for stream in streams {
            let stopped = Rc::clone(&stopped);
            tasks.spawn_local(async move {
                let stopped = stopped.notified();
                let mut heard = Heard::new();
                tokio::select! {
                    () = listen(stream, &mut heard) => panic!("a stream has ended"),
                    () = stopped => (),
                }
                heard
            });
        }
        tokio::task::yield_now().await;
        println!("ready");
        std::io::stdout().flush().unwrap();
        ended.recv().await;
        stopped.notify_waiters();
        tasks.join_all().await
    });
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for heard in all {
        for (no, at) in heard {
            write!(out, "{no} {at} ").unwrap();
        }
        writeln!(out).unwrap();
    }
}

async fn open(at: SocketAddr, after: &str, token: &str) -> TcpStream {
    let mut stream = TcpStream::connect(at).await.unwrap();
    let request = format!(
        "GET /v1/stream?after={after} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    // As far as the first sign of life.
    let mut answer = Vec::new();
    while !answer.ends_with(b": keydesk\n\n\r\n") {
        let mut byte = [0; 1];
        assert_eq!(
            stream.read(&mut byte).await.unwrap(),
            1,
            "{}",
            String::from_utf8_lossy(&answer)
        );
        answer.push(byte[0]);
        let refused = answer.len() > 12 && !answer.starts_with(b"HTTP/1.1 200");
        assert!(!refused, "{}", String::from_utf8_lossy(&answer));
    }
    stream
}

async fn listen(mut stream: TcpStream, heard: &mut Heard) {
    let mut bytes = vec![0; 64 << 10];
    // Of an event that is cut only as much is kept as its number may need.
    let mut kept = 0;
    loop {
        let Ok(more @ 1..) = stream.read(&mut bytes[kept..]).await else { return };
        let (now, end) = (nanos(), kept + more);
        let mut at = 0;
        while let Some(found) = find(&bytes[at..end], b"\nid: ") {
            let from = at + found + 5;
            let Some(digits) = find(&bytes[from..end], b"\nevent: delta") else { break };
            let no = std::str::from_utf8(&bytes[from..from + digits]).unwrap().parse().unwrap();
            heard.push((no, now));
            at = from + digits;
        }
        let rest = at.max(end.saturating_sub(64));
        bytes.copy_within(rest..end, 0);
        kept = end - rest;
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = 0;
    while let Some(found) = text.get(at..)?.iter().position(|it| *it == first) {
        if text[at + found..].starts_with(wanted) {
            return Some(at + found);
        }
        at += found + 1;
    }
    None
}
