//! What is in customers' files: who may have it, in which parts, and for how long.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};

use keydesk::base::clock::{self, Timestamp};
use keydesk::domain::{
    Arrival, Batch, Content, File, Kind, MessageId, News, Role, Sender, Sight, expiry,
};
use keydesk::store::{Blobs, Files as _, Inbox as _, Ledger as _};
use keydesk::sync::client::{Address, HubError, Times, Token};
use keydesk::sync::files::{NotFetched, Wanted, fetch};

use super::Hub;
use super::client::{Answer, Client, Place};

const TEXT: &str = "what is in the file";

/// Olena sends files: of each only what `content` says is there. Her message.
fn send(hub: &Hub, at: Timestamp, files: &[(&str, Option<&[u8]>)]) -> MessageId {
    let blobs = hub.desk.blobs();
    let file = |&(name, content): &(&str, Option<&[u8]>)| match content {
        Some(mut bytes) => {
            let (hash, bytes) = blobs.put(&mut bytes).unwrap();
            File { content: Content::Kept(hash), ..File::named(name, bytes) }
        }
        None => File::named(name, 9),
    };
    let arrival = Arrival {
        remote: format!("{files:?}"),
        sender: Sender { external: "olena".into(), name: "Olena".into(), ..Sender::default() },
        kind: Kind::Inbound,
        at,
        text: "see".into(),
        files: files.iter().map(file).collect(),
        more: keydesk::domain::Particulars::default(),
    };
    let batch = Batch { news: vec![News::Arrived(arrival)], cursor: String::new() };
    let channel = hub.channel;
    let message = hub.desk.write_now(move |it| {
        it.ingest(channel, &batch, clock::now())?;
        let entries = it.changes(keydesk::domain::ChangeNo(0), 1_000)?;
        let dialog = entries.iter().rev().find_map(|it| it.dialog).unwrap();
        Ok(it.thread(dialog, None, 1)?.messages[0].id)
    });
    message.unwrap()
}

fn part(client: &Client, path: &str, headers: &[(&str, &str)]) -> Answer {
    client.say(&client.request("GET", path, None, headers))
}

#[test]
fn a_file_is_told_whole_and_in_parts() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Agent));
    let message = send(&hub, clock::now(), &[("../чек\".pdf", Some(TEXT.as_bytes()))]);
    let path = format!("/v1/files/{}/0", message.0);
    let whole = anna.get(&path);
    assert_eq!((whole.status, whole.body.as_str()), (200, TEXT));
    let header = |answer: &Answer, name: &str| answer.headers.get(name).cloned();
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("x-content-type-options", "nosniff"),
        ("accept-ranges", "bytes"),
        ("content-length", "19"),
        (
            "content-disposition",
            "attachment; filename=\"____.pdf\"; filename*=UTF-8''%D1%87%D0%B5%D0%BA_.pdf",
        ),
    ] {
        assert_eq!(header(&whole, name).as_deref(), Some(value), "{name}");
    }
    let tag = header(&whole, "etag").unwrap();
    let delta = anna.get("/v1/changes?after=0").ok();
    let told = &delta["bundles"][0]["thread"][0]["files"][0];
    assert_eq!(format!("\"{}\"", told["sha256"].as_str().unwrap()), tag);
    for (range, condition, status, body, place) in [
        ("bytes=5-6", None, 206, &TEXT[5..7], Some("bytes 5-6/19")),
        ("bytes=5-", Some(tag.as_str()), 206, &TEXT[5..], Some("bytes 5-18/19")),
        ("bytes=-4", None, 206, "file", Some("bytes 15-18/19")),
        ("bytes=5-", Some("\"another\""), 200, TEXT, None),
        ("bytes=0-1,4-5", None, 200, TEXT, None),
    ] {
        let mut headers = vec![("range", range)];
        headers.extend(condition.map(|it| ("if-range", it)));
        let answer = part(&anna, &path, &headers);
        assert_eq!((answer.status, answer.body.as_str()), (status, body), "{range}");
        assert_eq!(header(&answer, "content-range").as_deref(), place, "{range}");
    }
    let beyond = part(&anna, &path, &[("range", "bytes=19-")]);
    assert_eq!((beyond.status, beyond.code().as_str()), (416, "range"));
    assert_eq!(header(&beyond, "content-range").as_deref(), Some("bytes */19"));
}

#[test]
fn a_file_of_a_dialog_out_of_sight_is_not_there() {
    let hub = Hub::start();
    let (anna, vira) = (hub.agent("Anna", Role::Agent), hub.agent_who_sees("Vira", Sight::Own));
    let (anna, vira) = (hub.client(anna), hub.client(vira));
    let message = send(&hub, clock::now(), &[("a.pdf", Some(TEXT.as_bytes())), ("b", None)]);
    let path = |place: &str| format!("/v1/files/{}/{place}", message.0);
    assert_eq!(anna.get(&path("0")).status, 200);
    let (hidden, none) = (vira.get(&path("0")), vira.get("/v1/files/4242/0"));
    assert_eq!((hidden.status, hidden.code().as_str()), (404, "no-file"));
    assert_eq!(hidden.body, none.body, "no difference is told");
    assert_eq!(vira.get(&path("1")).body, none.body, "nor whether it could be had");
    assert_eq!(hub.nobody().get(&path("0")).status, 401);
    assert_eq!(anna.get(&path("1")).code(), "no-file", "only its name is known");
    assert_eq!(anna.get(&path("2")).code(), "no-file");
}

#[test]
fn a_file_is_gone_when_its_time_has_come() {
    fn in_three_months() -> Timestamp {
        clock::now() + std::time::Duration::from_secs(93 * 86_400)
    }
    let hub = Hub::with(|it| it.clock = in_three_months);
    let anna = hub.client(hub.agent("Anna", Role::Agent));
    let old = send(&hub, clock::now(), &[("a.pdf", Some(TEXT.as_bytes()))]);
    assert!(expiry(clock::now()) < in_three_months());
    let gone = anna.get(&format!("/v1/files/{}/0", old.0));
    assert_eq!((gone.status, gone.code().as_str()), (410, "file-gone"));
    let new = send(&hub, in_three_months(), &[("b.pdf", Some(TEXT.as_bytes()))]);
    assert_eq!(anna.get(&format!("/v1/files/{}/0", new.0)).status, 200);
}

#[test]
fn no_path_leads_out_of_the_files() {
    let hub = Hub::start();
    let anna = hub.client(hub.agent("Anna", Role::Admin));
    let long = "я".repeat(9000);
    let names = ["../../../etc/passwd", "..\\..\\win.ini", "a\0b\u{202e}fdp.exe", &long, "/", ""];
    let files: Vec<_> = names.iter().map(|it| (*it, Some(it.as_bytes()))).collect();
    let message = send(&hub, clock::now(), &files);
    for (place, name) in names.iter().enumerate() {
        let answer = anna.get(&format!("/v1/files/{}/{place}", message.0));
        assert_eq!((answer.status, answer.body.as_str()), (200, *name), "its own content");
        let said = &answer.headers["content-disposition"];
        assert!(!said.contains(['/', '\\']) && !said.contains("..") && said.len() < 800, "{said}");
    }
    let base = format!("/v1/files/{}", message.0);
    for tricky in [
        "/../../desk.db",
        "/..%2f..%2fdesk.db",
        "/%2e%2e/%2e%2e/desk.db",
        "/-1",
        "/0/../../../desk.db",
        "/99999999999999999999",
        "/0%00",
        "//etc/passwd",
    ] {
        let answer = anna.get(&format!("{base}{tricky}"));
        assert!([400, 404].contains(&answer.status), "{tricky}: {}", answer.status);
        assert!(!answer.body.contains("SQLite"), "{tricky}");
    }
}

/// Hands connections on to the hub; of each answer at most so many bytes, the last one whole.
fn cutting(hub: SocketAddr, mut cuts: Vec<usize>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        cuts.reverse();
        for line in listener.incoming() {
            let (mut line, most) = (line.unwrap(), cuts.pop().unwrap_or(usize::MAX) as u64);
            let mut onward = TcpStream::connect(hub).unwrap();
            let (mut asks, mut asked) = (line.try_clone().unwrap(), onward.try_clone().unwrap());
            let asking = std::thread::spawn(move || {
                let _ = std::io::copy(&mut asks, &mut asked);
            });
            let _ = std::io::copy(&mut Read::by_ref(&mut onward).take(most), &mut line);
            let _ = line.flush();
            let _ = line.shutdown(Shutdown::Both);
            let _ = onward.shutdown(Shutdown::Both);
            asking.join().unwrap();
        }
    });
    address
}

#[test]
fn a_replica_s_fetch_that_is_cut_in_the_middle_goes_on_there() {
    let hub = Hub::start();
    let Place::Network(address) = hub.network else { panic!("a network") };
    let token = hub.token(hub.agent("Anna", Role::Agent), None);
    let content: Vec<u8> = (0..900_000_u32).map(|it| (it % 253) as u8).collect();
    let message = send(&hub, clock::now(), &[("a.bin", Some(&content))]);
    let file = hub.desk.read_now(move |it| it.file(message, 0)).unwrap().unwrap().1;
    let (hash, bytes) = (file.content.unwrap(), file.bytes);
    let wanted = Wanted { message, place: 0, hash, bytes };
    let dir = tempfile::tempdir().unwrap();
    let blobs = Blobs::beside(dir.path());
    let client = |cuts: Vec<usize>| {
        let base = format!("http://{}", cutting(address, cuts));
        let address = Address::Web { base, authority: None };
        let token = Token::parse(&token).ok();
        keydesk::sync::client::Client::new(&address, token, Times::default()).unwrap()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        // The first time it is cut until nobody tries any more: twice with something, then in the head of the answer.
        let cut = client(vec![200_000, 300_000, 5, 5, 5, 5]);
        let mut here = Vec::new();
        let first = fetch(&cut, &blobs, &wanted, |it| here.push(it)).await;
        assert!(matches!(
            first,
            Err(NotFetched::Cut(_) | NotFetched::Hub(HubError::Unreachable(_)))
        ));
        let reached = *here.last().unwrap();
        assert!((400_000..500_000).contains(&reached) && here.is_sorted(), "{reached}");
        assert!(blobs.open(hash).unwrap().is_none());
        // The next time it goes on from there.
        let mut here = Vec::new();
        fetch(&client(vec![100_000]), &blobs, &wanted, |it| here.push(it)).await.unwrap();
        assert!(reached < here[0] && here.last() == Some(&900_000));
        let other = Wanted { place: 1, hash: keydesk::domain::ContentHash([7; 32]), ..wanted };
        let none = fetch(&client(Vec::new()), &blobs, &other, |_| ()).await;
        assert!(matches!(none, Err(NotFetched::Hub(HubError::Said(it))) if it.code == "no-file"));
    });
    let mut fetched = Vec::new();
    blobs.open(hash).unwrap().unwrap().read_to_end(&mut fetched).unwrap();
    assert!(fetched == content);
}
