//! Takes what has come, and the files that came with it.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;

use super::api::{Api, Fault, No, next_piece};
use super::map::{self, Told};
use super::wire::{File, User};
use crate::channels::PullError;
use crate::domain::{Batch, Content, News};

/// What the desk wants to hear of. Said with every call: the service remembers the last answer to it.
const WANTED: [&str; 3] = ["message", "edited_message", "my_chat_member"];
/// Until a question is answered that needs no waiting for news.
const LIMIT: Duration = Duration::from_secs(30);
/// The biggest file that a bot may fetch (getFile).
const FILE_MAX: u64 = 20 << 20;
/// After files of so many bytes a batch is long enough: what is here is stored first.
const BATCH_BYTES: u64 = 32 << 20;

/// Where files go, and how big they may be.
pub(super) struct Spool {
    pub(super) dir: PathBuf,
    pub(super) file_max: u64,
}

/// Why a file did not come.
enum Lost {
    Fault(Fault),
    TooBig,
    Disk(io::Error),
}

impl From<Fault> for Lost {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Asks for news after `cursor` and waits `patience` for some; a batch without news when there is none.
pub(super) async fn pull(
    api: &Api,
    spool: &Spool,
    cursor: &str,
    patience: Duration,
) -> Result<Batch, PullError> {
    let mut what = json!({
        "limit": 100,
        "timeout": patience.as_secs(),
        "allowed_updates": WANTED,
    });
    // A negative one would make the service forget what waits.
    if let Some(offset) = cursor.parse::<i64>().ok().filter(|it| 0 < *it) {
        what["offset"] = offset.into();
    }
    let updates: Vec<Value> =
        api.call("getUpdates", &what, patience + LIMIT).await.map_err(trouble)?;
    let mut batch = Batch { news: Vec::new(), cursor: cursor.to_owned() };
    let mut bytes = 0;
    for (at, update) in updates.iter().enumerate() {
        let mut told = map::told(update);
        match files(api, spool, (update_id(update).unwrap_or_default(), &mut told)).await {
            Ok(more) => bytes += more,
            // What came before it is stored; this one is told again.
            Err(_) if 0 < at => break,
            Err(error) => return Err(error),
        }
        batch.news.extend(told.news);
        // Numbers may start anew after a quiet week, so the last one counts, not the highest.
        if let Some(id) = update_id(update) {
            batch.cursor = (id + 1).to_string();
        }
        if BATCH_BYTES < bytes {
            break;
        }
    }
    if !updates.is_empty() && batch.cursor == cursor {
        return Err(PullError::Unreachable("updates without numbers".to_owned()));
    }
    Ok(batch)
}

fn update_id(update: &Value) -> Option<i64> {
    update.get("update_id")?.as_i64()
}

/// What a failed call means to whoever waits for news.
pub(super) fn trouble(fault: Fault) -> PullError {
    match fault {
        Fault::NoToken(why) | Fault::Said(No { code: 401 | 404, why, .. }) => {
            PullError::Unauthorized(why)
        }
        Fault::Said(No { code: 409, why, .. }) => PullError::Contested(why),
        Fault::Said(No { code: 403, why, .. }) => PullError::Forbidden(why),
        Fault::Said(No { retry_after: Some(wait), .. }) => PullError::Later(wait),
        Fault::Unsent(why) | Fault::Broken(why) | Fault::Said(No { why, .. }) => {
            PullError::Unreachable(why)
        }
    }
}

/// Fetches the files of a message; tells how many bytes came. A file that cannot be had does not cost the message, unless
/// nothing can be had at the moment.
async fn files(
    api: &Api,
    spool: &Spool,
    (update, told): (i64, &mut Told),
) -> Result<u64, PullError> {
    let Some(News::Arrived(arrival)) = &mut told.news else { return Ok(0) };
    let mut bytes = 0;
    for (at, (file, id)) in arrival.files.iter_mut().zip(&told.files).enumerate() {
        if spool.most() < file.bytes {
            continue;
        }
        // Told again, it takes the same place.
        let path = spool.dir.join(format!("telegram-{update}-{at}"));
        let mut came = fetch(api, id, &path, spool.most()).await;
        if let Err(Lost::Fault(Fault::Broken(_) | Fault::Unsent(_))) = came {
            came = fetch(api, id, &path, spool.most()).await;
        }
        match came {
            Ok(came) => {
                bytes += came;
                file.content = Content::Spooled(path);
            }
            Err(lost) => {
                let _ = tokio::fs::remove_file(&path).await;
                give_up(api, lost).await?;
            }
        }
    }
    Ok(bytes)
}

impl Spool {
    fn most(&self) -> u64 {
        self.file_max.min(FILE_MAX)
    }
}

async fn fetch(api: &Api, id: &str, path: &Path, most: u64) -> Result<u64, Lost> {
    let file: File = api.call("getFile", &json!({ "file_id": id }), LIMIT).await?;
    let Some(from) = file.file_path else { return Err(Lost::TooBig) };
    let mut content = api.file(&from).await?;
    if let Some(dir) = path.parent() {
        tokio::fs::create_dir_all(dir).await.map_err(Lost::Disk)?;
    }
    let mut to = tokio::fs::File::create(path).await.map_err(Lost::Disk)?;
    let mut bytes = 0;
    while let Some(piece) = next_piece(&mut content).await? {
        bytes += piece.len() as u64;
        if most < bytes {
            return Err(Lost::TooBig);
        }
        to.write_all(&piece).await.map_err(Lost::Disk)?;
    }
    to.flush().await.map_err(Lost::Disk)?;
    Ok(bytes)
}

/// Whether to go on without a file. What the service refuses stays refused; what broke off may be the file's own fault, or
/// nothing works: that is asked.
async fn give_up(api: &Api, lost: Lost) -> Result<(), PullError> {
    match lost {
        Lost::TooBig => Ok(()),
        Lost::Disk(error) => Err(PullError::Unreachable(error.to_string())),
        Lost::Fault(Fault::Said(No { code: 401, why, .. })) => Err(PullError::Unauthorized(why)),
        Lost::Fault(Fault::Said(No { retry_after: Some(wait), .. })) => Err(PullError::Later(wait)),
        Lost::Fault(Fault::Said(_)) => Ok(()),
        Lost::Fault(_) => {
            let alive: Result<User, Fault> = api.call("getMe", &json!({}), LIMIT).await;
            alive.map(drop).map_err(trouble)
        }
    }
}
