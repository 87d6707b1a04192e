//! A line with faults between a program and a server: it cuts, loses answers and delays, as it was told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What is wrong with one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    None,
    /// It breaks when so many bytes of the program's have reached the server.
    Cut(usize),
    /// Of the server's bytes so many come through; the next answer is lost and the line breaks.
    Deaf(usize),
    /// The answer to a whole mail is lost and the line breaks. Only seen on a line in the clear.
    DeafAfterDot,
    /// The line breaks as soon as a whole mail has reached the server, which may still be thinking about it.
    CutAfterDot,
    /// Everything comes a few bytes at a time.
    Slow,
}

/// What ends a mail (RFC 5321, 4.1.1.4).
const DOT: &[u8] = b"\r\n.\r\n";

/// The faulty line.
pub(crate) struct Faulty {
    /// Where the program connects.
    pub(crate) port: u16,
    task: JoinHandle<()>,
}

impl Faulty {
    /// A line to the server on `port`. Its connections have these faults, one each, and then none.
    pub(crate) async fn before(port: u16, faults: impl IntoIterator<Item = Fault>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let own = listener.local_addr().unwrap().port();
        let mut faults: VecDeque<Fault> = faults.into_iter().collect();
        let task = tokio::spawn(async move {
            while let Ok((program, _)) = listener.accept().await {
                let fault = faults.pop_front().unwrap_or(Fault::None);
                tokio::spawn(async move {
                    let server = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                    join(program, server, fault).await;
                });
            }
        });
        Self { port: own, task }
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Both ways until one of them ends; then both ends are closed.
async fn join(program: TcpStream, server: TcpStream, fault: Fault) {
    let (from_program, to_program) = program.into_split();
    let (from_server, to_server) = server.into_split();
    let dot = Arc::new(Mutex::new(false));
    tokio::select! {
        () = up(from_program, to_server, fault, &dot) => (),
        () = down(from_server, to_program, fault, &dot) => (),
    }
}

async fn up(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, fault: Fault, dot: &Mutex<bool>) {
    let (mut buffer, mut passed, mut tail) = (vec![0; 4096], 0, Vec::new());
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        let room = match fault {
            Fault::Cut(at) => at - passed,
            _ => read,
        };
        let piece = &buffer[..read.min(room)];
        tail.extend_from_slice(piece);
        let whole = tail.windows(DOT.len()).any(|it| it == DOT);
        tail.drain(..tail.len().saturating_sub(DOT.len() - 1));
        // Known before the server can answer.
        *dot.lock().unwrap() |= whole;
        passed += piece.len();
        let gone = carry(&mut to, piece, fault).await.is_err();
        if gone || fault == Fault::Cut(passed) || whole && fault == Fault::CutAfterDot {
            return;
        }
    }
}

async fn down(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, fault: Fault, dot: &Mutex<bool>) {
    let (mut buffer, mut passed) = (vec![0; 4096], 0);
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        let lost = match fault {
            Fault::Deaf(at) => at < passed + read,
            Fault::DeafAfterDot => *dot.lock().unwrap(),
            _ => false,
        };
        if lost || carry(&mut to, &buffer[..read], fault).await.is_err() {
            return;
        }
        passed += read;
    }
}

async fn carry(to: &mut OwnedWriteHalf, bytes: &[u8], fault: Fault) -> std::io::Result<()> {
    if fault != Fault::Slow {
        return to.write_all(bytes).await;
    }
    for few in bytes.chunks(100) {
        tokio::time::sleep(Duration::from_millis(1)).await;
        to.write_all(few).await?;
    }
    Ok(())
}
