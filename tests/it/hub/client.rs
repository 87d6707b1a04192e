//! A client that says exactly what it is told to, over plain sockets, and holds every answer against the description of
//! the API.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::Value;

/// Whoever waits longer than this waits for ever.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the hub is.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    Network(SocketAddr),
    Socket(PathBuf),
}

pub(crate) trait Line: Read + Write + Send {}
impl<T: Read + Write + Send> Line for T {}

impl Place {
    pub(crate) fn connect(&self) -> Box<dyn Line> {
        match self {
            Self::Network(address) => {
                let line = TcpStream::connect(address).unwrap();
                line.set_read_timeout(Some(PATIENCE)).unwrap();
                Box::new(line)
            }
            Self::Socket(path) => {
                let line = UnixStream::connect(path).unwrap();
                line.set_read_timeout(Some(PATIENCE)).unwrap();
                Box::new(line)
            }
        }
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|it| panic!("{it}: {}", self.body))
    }

    /// The code of a problem, of which everything is as it has to be.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.headers.get("content-type").unwrap(), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert!(problem["title"].as_str().is_some_and(|it| !it.is_empty()));
        let code = problem["code"].as_str().unwrap().to_owned();
        assert_eq!(problem["type"], format!("urn:keydesk:problem:{code}"));
        code
    }

    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.json()
    }
}

/// Somebody who asks.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) place: Place,
    pub(crate) token: Option<String>,
}

impl Client {
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, None)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.ask("POST", path, Some(&body.to_string()))
    }

    pub(crate) fn ask(&self, method: &str, path: &str, body: Option<&str>) -> Answer {
        let answer = self.say(&self.request(method, path, body, &[]));
        check_described(method, path, &answer);
        answer
    }

    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        body: Option<&str>,
        headers: &[(&str, &str)],
    ) -> String {
        let mut text = format!("{method} {path} HTTP/1.1\r\nhost: hub\r\nconnection: close\r\n");
        if let Some(token) = &self.token {
            text += &format!("authorization: Bearer {token}\r\n");
        }
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        match body {
            Some(body) => {
                let length = body.len();
                text + &format!(
                    "content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
                )
            }
            None => text + "\r\n",
        }
    }

    /// Says this, whatever it is, and hears what comes back.
    pub(crate) fn say(&self, text: &str) -> Answer {
        let mut line = self.place.connect();
        // Who is refused early closes early.
        let _ = line.write_all(text.as_bytes());
        hear(&mut BufReader::new(line))
    }

    /// The same, and hears no more than how the answer begins.
    pub(crate) fn say_and_go(&self, text: &str) -> Answer {
        let mut line = self.place.connect();
        line.write_all(text.as_bytes()).unwrap();
        let mut lines = BufReader::new(line);
        let (status, headers) = head(&mut lines);
        let body = if status == 200 { String::new() } else { rest(&headers, &mut lines) };
        Answer { status, headers, body }
    }

    /// Opens the live stream.
    pub(crate) fn stream(&self, after: i64) -> Stream {
        let mut line = self.place.connect();
        let path = format!("/v1/stream?after={after}");
        line.write_all(self.request("GET", &path, None, &[]).as_bytes()).unwrap();
        let mut lines = BufReader::new(line);
        let (status, headers) = head(&mut lines);
        assert_eq!(status, 200);
        assert_eq!(headers["content-type"], "text/event-stream");
        Stream { lines, rest: String::new() }
    }
}

/// Reads an answer to its end.
pub(crate) fn hear(lines: &mut BufReader<Box<dyn Line>>) -> Answer {
    let (status, headers) = head(lines);
    let body = rest(&headers, lines);
    Answer { status, headers, body }
}

fn rest(headers: &BTreeMap<String, String>, lines: &mut BufReader<Box<dyn Line>>) -> String {
    let mut body = Vec::new();
    if headers.get("transfer-encoding").is_some_and(|it| it == "chunked") {
        while let Some(chunk) = chunk(lines) {
            body.extend(chunk);
        }
    } else if let Some(length) = headers.get("content-length") {
        body = vec![0; length.parse().unwrap()];
        lines.read_exact(&mut body).unwrap();
    }
    String::from_utf8(body).unwrap()
}

fn head(lines: &mut BufReader<Box<dyn Line>>) -> (u16, BTreeMap<String, String>) {
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("{line:?}")).parse().unwrap();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    (status, headers)
}

fn chunk(lines: &mut BufReader<Box<dyn Line>>) -> Option<Vec<u8>> {
    let mut size = String::new();
    lines.read_line(&mut size).ok()?;
    let size = usize::from_str_radix(size.trim(), 16).ok()?;
    let mut bytes = vec![0; size + 2];
    lines.read_exact(&mut bytes).ok()?;
    bytes.truncate(size);
    (size > 0).then_some(bytes)
}

/// A live stream.
pub(crate) struct Stream {
    lines: BufReader<Box<dyn Line>>,
    rest: String,
}

impl Stream {
    /// The next event, its name and its data; `None` when the stream has ended.
    pub(crate) fn event(&mut self) -> Option<(String, Value)> {
        let asked = Instant::now();
        loop {
            // A sign of life is no event.
            assert!(asked.elapsed() < PATIENCE, "nothing has come");
            if let Some((event, rest)) = self.rest.split_once("\n\n") {
                let field = |name: &str| {
                    let lines = event.lines().filter_map(|it| it.strip_prefix(name));
                    lines.map(str::to_owned).next()
                };
                let found = field("event: ").zip(field("data: "));
                let id = field("id: ");
                let rest = rest.to_owned();
                self.rest = rest;
                let Some((name, data)) = found else { continue };
                let data: Value = serde_json::from_str(&data).unwrap();
                if name == "delta" {
                    assert_eq!(id.unwrap(), data["upto"].to_string());
                }
                return Some((name, data));
            }
            let chunk = chunk(&mut self.lines)?;
            self.rest += std::str::from_utf8(&chunk).unwrap();
        }
    }

    /// The next event of this name; others are passed over.
    pub(crate) fn next(&mut self, name: &str) -> Option<Value> {
        loop {
            let (found, data) = self.event()?;
            if found == name {
                return Some(data);
            }
        }
    }
}

/// Whatever is answered must be described: the status, and what sort of body comes with it.
pub(crate) fn check_described(method: &str, path: &str, answer: &Answer) {
    assert_eq!(answer.headers.get("keydesk-api").map(String::as_str), Some("1"), "{path}");
    static API: LazyLock<Value> =
        LazyLock::new(|| serde_json::to_value(keydesk::hub::openapi()).unwrap());
    let api = &*API;
    let plain = path.split('?').next().unwrap();
    let fits = |known: &str| {
        let (known, asked): (Vec<_>, Vec<_>) =
            (known.split('/').collect(), plain.split('/').collect());
        known.len() == asked.len()
            && known
                .iter()
                .zip(&asked)
                .all(|(known, asked)| known.starts_with('{') || known == asked)
    };
    let paths = api["paths"].as_object().unwrap();
    let Some((_, item)) = paths.iter().find(|it| fits(it.0)) else { return };
    let operation = &item[method.to_lowercase()];
    if operation.is_null() {
        return;
    }
    let described = &operation["responses"][answer.status.to_string()];
    assert!(!described.is_null(), "{method} {path}: {} is not described", answer.status);
    if !answer.body.is_empty() {
        let sort = answer.headers["content-type"].split(';').next().unwrap().to_owned();
        assert!(!described["content"][&sort].is_null(), "{method} {path}: {sort} is not described");
    }
}
