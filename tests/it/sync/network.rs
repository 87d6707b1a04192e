//! A network that does what a test wants, between a replica and its hub.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

/// What becomes of a request.
#[derive(Debug, Clone)]
pub(super) enum Fate {
    /// The hub gets it and answers.
    Arrives,
    /// The hub gets it; its answer gets lost.
    AnswerLost,
    /// The hub gets it; its answer never comes, and nobody hangs up.
    AnswerStuck,
    /// Somebody on the way answers.
    Answered(u16, &'static str),
    /// A stream begins and says nothing.
    Silent,
}

/// A request as it passes by: its first line, and its body.
pub(super) struct Passing {
    pub(super) line: String,
    pub(super) body: String,
}

type Decide = Box<dyn FnMut(&Passing) -> Fate + Send>;

/// The network.
pub(super) struct Network {
    pub(super) address: SocketAddr,
    inner: Arc<Inner>,
    /// The first line of each request that has gone through, as soon as the hub has answered it.
    pub(super) passed: Receiver<String>,
}

struct Inner {
    hub: Mutex<SocketAddr>,
    decide: Mutex<Decide>,
    open: Mutex<Vec<TcpStream>>,
    down: Mutex<bool>,
    passed: Mutex<Sender<String>>,
}

impl Network {
    pub(super) fn to(hub: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (tell, passed) = channel();
        let inner = Arc::new(Inner {
            hub: Mutex::new(hub),
            decide: Mutex::new(Box::new(|_| Fate::Arrives)),
            open: Mutex::default(),
            down: Mutex::default(),
            passed: Mutex::new(tell),
        });
        let address = listener.local_addr().unwrap();
        let shared = Arc::clone(&inner);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || shared.carry(stream));
            }
        });
        Self { address, inner, passed }
    }

    /// From now on this decides.
    pub(super) fn decide(&self, decide: impl FnMut(&Passing) -> Fate + Send + 'static) {
        *self.inner.decide.lock().unwrap() = Box::new(decide);
    }

    /// Cuts everything, and lets nothing through until it is mended.
    pub(super) fn cut(&self) {
        *self.inner.down.lock().unwrap() = true;
        for stream in self.inner.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// From now on it leads somewhere else.
    pub(super) fn lead_to(&self, hub: SocketAddr) {
        *self.inner.hub.lock().unwrap() = hub;
    }

    pub(super) fn mend(&self) {
        *self.inner.down.lock().unwrap() = false;
    }
}

impl Inner {
    fn carry(&self, mut client: TcpStream) {
        // Whoever comes while it is cut off is not kept, and whoever came before it is: they are cut off together.
        {
            let mut open = self.open.lock().unwrap();
            if *self.down.lock().unwrap() {
                return;
            }
            open.push(client.try_clone().unwrap());
        }
        let Some((head, body)) = request(&mut client) else { return };
        let line = head.lines().next().unwrap_or_default().to_owned();
        let passing = Passing { line: line.clone(), body: String::from_utf8_lossy(&body).into() };
        let fate = (self.decide.lock().unwrap())(&passing);
        match fate {
            Fate::Answered(status, code) => {
                let problem =
                    format!(r#"{{"type":"urn:x","title":"No","status":{status},"code":"{code}"}}"#);
                let answer = format!(
                    "HTTP/1.1 {status} No\r\ncontent-type: application/problem+json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{problem}",
                    problem.len()
                );
                let _ = client.write_all(answer.as_bytes());
                return;
            }
            Fate::Silent => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: here\n\n";
                let _ = client.write_all(head.as_bytes());
                let _ = client.read(&mut [0; 1]);
                return;
            }
            Fate::Arrives | Fate::AnswerLost | Fate::AnswerStuck => (),
        }
        let mut hub = TcpStream::connect(*self.hub.lock().unwrap()).unwrap();
        // One request for each connection: what ends is over.
        let head = head.replacen("\r\n", "\r\nconnection: close\r\n", 1);
        hub.write_all(head.as_bytes()).unwrap();
        hub.write_all(&body).unwrap();
        self.open.lock().unwrap().push(hub.try_clone().unwrap());
        let mut part = [0; 1 << 14];
        let mut told = false;
        while let Ok(n @ 1..) = hub.read(&mut part) {
            if !std::mem::replace(&mut told, true) {
                let _ = self.passed.lock().unwrap().send(line.clone());
            }
            match fate {
                Fate::AnswerLost => break,
                Fate::AnswerStuck => {
                    let _ = client.read(&mut [0; 1]);
                    break;
                }
                _ => {
                    if client.write_all(&part[..n]).is_err() {
                        break;
                    }
                }
            }
        }
        let _ = client.shutdown(Shutdown::Both);
        let _ = hub.shutdown(Shutdown::Both);
    }
}

/// The head of a request, with the empty line, and its body.
fn request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut part = [0; 1 << 14];
    let end = loop {
        if let Some(at) = all.windows(4).position(|it| it == b"\r\n\r\n") {
            break at + 4;
        }
        let n = stream.read(&mut part).ok().filter(|it| *it > 0)?;
        all.extend_from_slice(&part[..n]);
    };
    let head = String::from_utf8_lossy(&all[..end]).into_owned();
    let length = head.lines().find_map(|it| {
        let (name, value) = it.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let mut body = all.split_off(end);
    while body.len() < length.unwrap_or(0) {
        let n = stream.read(&mut part).ok().filter(|it| *it > 0)?;
        body.extend_from_slice(&part[..n]);
    }
    Some((head, body))
}
