//! Puts away what is in the files that came, before the desk is told of them; and throws away what nobody needs any more.

use std::fs::File as OnDisk;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::post::Post;
use crate::base::msg::Msg;
use crate::domain::{Batch, Content, ContentHash, File, News};
use crate::store::{Blobs, Files as _, Purge, Swept, next_sweep};

/// Puts away what is in the files of a batch, again and again until it is done. Tells which files of the connector are to
/// be deleted once the batch is on the disk: until then it may be told again.
pub(super) async fn stow(post: &Post, task: &str, batch: &mut Batch) -> Vec<PathBuf> {
    let mut spooled = Vec::new();
    for news in &mut batch.news {
        let News::Arrived(arrival) = news else { continue };
        for file in &mut arrival.files {
            if let Content::Spooled(path) = &file.content {
                spooled.push(path.clone());
            }
            one(post, task, file).await;
        }
    }
    spooled
}

async fn one(post: &Post, task: &str, file: &mut File) {
    let mut patience = post.patience(task);
    let mut troubled = false;
    loop {
        let (blobs, content) = (post.desk.blobs(), file.content.clone());
        let put = spawn_blocking(move || put(&blobs, &content)).await;
        let error = match put.unwrap_or_else(|it| Err(io::Error::other(it))) {
            Ok(Some((hash, bytes))) => {
                // What a channel says of a size may be wrong; what lies here is as long as it is.
                (file.content, file.bytes) = (Content::Kept(hash), bytes);
                break;
            }
            Ok(None) => {
                file.content = Content::Untold;
                break;
            }
            Err(error) => error,
        };
        troubled = true;
        let trouble = Msg::new("courier-no-files").with("why", error.to_string());
        post.board.set_trouble(task, Some(trouble));
        sleep(patience.after_failure()).await;
    }
    if troubled {
        post.board.set_trouble(task, None);
    }
}

/// The name and size of what was put away; `None` where there is nothing.
fn put(blobs: &Blobs, content: &Content) -> io::Result<Option<(ContentHash, u64)>> {
    match content {
        // What only says that it is kept is no word of a connector's.
        Content::Untold | Content::Kept(_) => Ok(None),
        Content::Bytes(bytes) => blobs.put(&mut &bytes[..]).map(Some),
        Content::Spooled(path) => match OnDisk::open(path) {
            Ok(mut file) => blobs.put(&mut file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        },
    }
}

/// Deletes what the connector had written.
pub(super) async fn unspool(spooled: Vec<PathBuf>) {
    for path in spooled {
        let _ = tokio::fs::remove_file(path).await;
    }
}

/// Throws away for ever what nobody needs any more.
pub(super) async fn sweep(post: Post) {
    loop {
        sleep(sweep_once(&post).await).await;
    }
}

/// Tells after how long to look again.
async fn sweep_once(post: &Post) -> Duration {
    const TASK: &str = "sweep";
    let now = post.now();
    let needed = post.read(TASK, move |desk| desk.contents(now)).await;
    let blobs = post.desk.blobs();
    // What cannot be deleted today is tried again tomorrow.
    let swept = spawn_blocking(move || blobs.sweep(&needed, now)).await;
    if let Ok(Ok(Swept { files, bytes })) = swept
        && files > 0
    {
        let purge = Purge { at: now, files, bytes };
        post.write(TASK, move |desk| desk.purged(&purge)).await;
        post.board.set_purged(purge);
    }
    let next = post.read(TASK, move |desk| desk.next_expiry(now)).await;
    next_sweep(next, now)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::sync::Arc;

    use super::super::fake::{Fake, House};
    use super::*;
    use crate::base::clock::{Timestamp, now};
    use crate::domain::{Arrival, Attachment, Kind, Sender, View};
    use crate::store::{Desk, Inbox as _, Ledger as _};

    /// A day.
    const SWEEP_MAX: Duration = Duration::from_secs(86_400);

    fn with_files(files: Vec<File>) -> Batch {
        let sender = Sender { external: "anna".into(), name: "anna".into(), ..Sender::default() };
        let arrival = Arrival {
            sender,
            remote: "1".into(),
            kind: Kind::Inbound,
            at: now(),
            text: "see".into(),
            files,
            more: Default::default(),
        };
        Batch { news: vec![News::Arrived(arrival)], cursor: "1".into() }
    }

    fn named(name: &str, content: Content) -> File {
        File { content, ..File::named(name, 7) }
    }

    fn come(house: &House) -> Vec<Attachment> {
        house.until("the files", || {
            let dialog = house.rows(View::Open).first()?.dialog.id;
            let page = house.desk.read_now(move |it| it.thread(dialog, None, 9)).unwrap();
            Some(page.messages[0].files.clone())
        })
    }

    #[test]
    fn what_is_in_a_file_lies_under_its_hash_whatever_it_is_called() {
        let house = House::new();
        house.channel("shop");
        let spool = house.dir.path().join("spool");
        std::fs::write(&spool, b"spooled").unwrap();
        let fake = Arc::new(Fake::default());
        fake.tell_batch(with_files(vec![
            named("../../../etc/passwd", Content::Bytes(b"bytes"[..].into())),
            named("a\0b/\u{202e}c", Content::Spooled(spool.clone())),
            named("gone", Content::Spooled(house.dir.path().join("nowhere"))),
            named("only told", Content::Untold),
        ]));
        let courier = house.courier(&[("shop", &fake)]);
        let files = come(&house);
        drop(courier);
        let said: Vec<_> = files.iter().map(|it| (it.name.as_str(), it.bytes)).collect();
        assert_eq!(
            said,
            [("../../../etc/passwd", 5), ("a\0b/\u{202e}c", 7), ("gone", 7), ("only told", 7)]
        );
        let blobs = house.desk.blobs();
        let read = |file: &Attachment| {
            let mut text = String::new();
            blobs.open(file.content?).unwrap().unwrap().read_to_string(&mut text).unwrap();
            Some(text)
        };
        let contents: Vec<Option<String>> = files.iter().map(read).collect();
        assert_eq!(contents, [Some("bytes".into()), Some("spooled".into()), None, None]);
    }

    #[test]
    fn a_connector_cannot_claim_what_others_have_sent() {
        let house = House::new();
        house.channel("shop");
        let (secret, _) = house.desk.blobs().put(&mut &b"somebody else's"[..]).unwrap();
        let fake = Arc::new(Fake::default());
        fake.tell_batch(with_files(vec![named("mine", Content::Kept(secret))]));
        let _courier = house.courier(&[("shop", &fake)]);
        assert_eq!(come(&house)[0].content, None);
    }

    #[tokio::test]
    async fn what_a_connector_wrote_is_deleted_once_it_is_not_needed() {
        let dir = tempfile::tempdir().unwrap();
        let spool = dir.path().join("spool");
        std::fs::write(&spool, b"spooled").unwrap();
        let post = Post::new(Desk::open(dir.path()).unwrap(), Arc::default(), now);
        let mut batch = with_files(vec![named("a", Content::Spooled(spool.clone()))]);
        let first = batch.clone();
        let spooled = stow(&post, "t", &mut batch).await;
        assert!(spool.exists(), "until the batch is on the disk it may be told again");
        assert_eq!(stow(&post, "t", &mut first.clone()).await, spooled);
        unspool(spooled).await;
        assert!(!spool.exists());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_file_is_swept_away_when_its_time_has_come() {
        fn in_a_year() -> Timestamp {
            now() + Duration::from_secs(366 * 86_400)
        }
        let house = House::new();
        let channel = house.channel("shop");
        let posted = |clock| Post::new(house.desk.clone(), Arc::default(), clock);
        let mut batch = with_files(vec![named("a", Content::Bytes(b"bytes"[..].into()))]);
        stow(&posted(now), "t", &mut batch).await;
        house.desk.write_now(move |it| it.ingest(channel, &batch, now())).unwrap();
        let (blobs, hash) = (house.desk.blobs(), come(&house)[0].content.unwrap());
        assert_eq!(sweep_once(&posted(now)).await, SWEEP_MAX);
        assert!(blobs.open(hash).unwrap().is_some());
        let said = posted(in_a_year);
        assert_eq!(said.board.state().purged, None);
        assert_eq!(sweep_once(&said).await, SWEEP_MAX);
        assert!(blobs.open(hash).unwrap().is_none());
        let purge = said.board.state().purged.unwrap();
        assert_eq!((purge.files, purge.bytes), (1, 5));
        let keeping = house.desk.read_now(|it| it.keeping(in_a_year())).unwrap();
        assert_eq!((keeping.last, keeping.files, keeping.bytes), (Some(purge), 0, 0));
    }
}
