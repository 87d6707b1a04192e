//! Which mails belong together, told by us and by Dovecot.
//!
//! Dovecot's `THREAD=REFERENCES` (RFC 5256) is the judge. It differs from ours by design in two things, which the mails here
//! leave out: it joins mails that share nothing but a subject, where a stranger's "Order" is not a customer's other "Order"
//! to us; and it joins mails through an ancestor that neither of us has, which we do only by what they name themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use keydesk::base::random::Random;
use keydesk::channels::Connector as _;
use keydesk::channels::email::EmailConnector;
use keydesk::domain::News;

use super::peers::{PASSWORD, Peers};

const MAILS: usize = 200;

/// Mails that answer earlier ones at random, some of them with less in their fields than they should have.
fn mails() -> Vec<String> {
    let mut random = Random::of(6, 3);
    let mut chains: Vec<Vec<usize>> = Vec::new();
    (0..MAILS)
        .map(|number| {
            let parent =
                (0 < number && random.below(4) != 0).then(|| random.below(number as u64) as usize);
            let mut chain = parent.map_or_else(Vec::new, |it| chains[it].clone());
            chain.extend(parent);
            let ids = |of: &[usize]| {
                of.iter().map(|it| format!("<m{it}@x>")).collect::<Vec<_>>().join("\r\n ")
            };
            let fields = match (parent, random.below(5)) {
                (None, _) => String::new(),
                // Some programs name only the mail they answer, some only the ancestors, and some write more than that.
                (Some(it), 0) => format!("In-Reply-To: <m{it}@x>\r\n"),
                (Some(_), 1) => format!("References: {}\r\n", ids(&chain)),
                (Some(it), 2) => format!(
                    "In-Reply-To: <m{it}@x>\r\nReferences: garbage {}\r\n",
                    ids(&chain[chain.len() - 1..])
                ),
                (Some(it), _) => {
                    format!("In-Reply-To: <m{it}@x>\r\nReferences: {}\r\n", ids(&chain))
                }
            };
            chains.push(chain);
            format!(
                "From: olena@example.org\r\nTo: shop@shop.test\r\nMessage-ID: <m{number}@x>\r\n\
                 Subject: subject {number}\r\n{fields}\r\nmail {number}\r\n"
            )
        })
        .collect()
}

/// Threads as sets of mails, in order.
type Threads = BTreeSet<BTreeSet<usize>>;

/// By the first ancestor that is reached over what each mail follows.
fn ours(news: &[News]) -> Threads {
    let number = |id: &str| id[1..].split('@').next().unwrap().parse::<usize>().unwrap();
    let mut root: BTreeMap<usize, usize> = BTreeMap::new();
    let mut threads: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for it in news {
        let News::Arrived(it) = it else { panic!("{it:?}") };
        let own = number(&it.remote);
        let known = it
            .more
            .follows
            .iter()
            .filter(|it| it.starts_with('m'))
            .find_map(|it| root.get(&number(it)));
        let of = known.copied().unwrap_or(own);
        root.insert(own, of);
        threads.entry(of).or_default().insert(own);
    }
    threads.into_values().collect()
}

/// What Dovecot answers, such as `* THREAD (1 2)(3 (4)(5))`: each outer pair of brackets is a thread. The mails were
/// delivered in their order, so the first has the number one.
fn theirs(peers: &Peers) -> Threads {
    let mut line = BufReader::new(TcpStream::connect(("127.0.0.1", peers.imap)).unwrap());
    let words = format!(
        "a LOGIN shop@shop.test {PASSWORD}\r\nb EXAMINE INBOX\r\nc UID THREAD REFERENCES UTF-8 ALL\r\n"
    );
    line.get_mut().write_all(words.as_bytes()).unwrap();
    let said = loop {
        let mut said = String::new();
        assert_ne!(line.read_line(&mut said).unwrap(), 0);
        if let Some(said) = said.strip_prefix("* THREAD ") {
            break said.to_owned();
        }
    };
    let (mut threads, mut thread, mut depth) = (Threads::new(), BTreeSet::new(), 0);
    for word in said.trim().replace('(', " ( ").replace(')', " ) ").split_whitespace() {
        match word {
            "(" => depth += 1,
            ")" => depth -= 1,
            uid => drop(thread.insert(uid.parse::<usize>().unwrap() - 1)),
        }
        if depth == 0 {
            threads.insert(std::mem::take(&mut thread));
        }
    }
    threads
}

#[test]
fn our_threads_of_200_mails_are_dovecot_s() {
    let peers = Peers::dovecot();
    let connector = EmailConnector::new(peers.settings("shop"), Arc::new(|_| Ok(None)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let news = runtime.block_on(async {
        let mut cursor = connector.pull("").await.unwrap().cursor;
        peers.deliver_all("shop", &mails());
        let mut news = Vec::new();
        while news.len() < MAILS {
            let batch = connector.pull(&cursor).await.unwrap();
            cursor = batch.cursor;
            news.extend(batch.news);
        }
        news
    });
    let (ours, theirs) = (ours(&news), theirs(&peers));
    assert!(20 < theirs.len() && theirs.len() < MAILS / 2, "{}", theirs.len());
    assert_eq!(ours, theirs);
}
