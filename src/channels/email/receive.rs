//! Takes mail out of the mailbox, from where the cursor stands.

use chrono::DateTime;

use super::imap::{Mailbox, Outline};
use super::{Beyond, Settings, parse};
use crate::base::clock::{self, Timestamp};
use crate::base::contained::contain;
use crate::channels::PullError;
use crate::domain::{Batch, News, Unread};

/// The most mails in a batch.
const MAILS_MAX: usize = 20;
/// The most that the mails of a batch hold together, in bytes; one larger mail comes alone.
const BATCH_MAX: u64 = 10 << 20;
/// What is fetched of a mail that is too large.
const BEGINNING: u32 = 64 << 10;
/// What is kept of a mail that cannot be read.
const RAW_MAX: usize = 256 << 10;
/// How far back is looked when the server has numbered its mails anew.
const LOOK_BACK: std::time::Duration = std::time::Duration::from_secs(30 * 86_400);
/// A line that breaks before this is trouble; later it is what lines do.
const YOUNG: std::time::Duration = std::time::Duration::from_secs(60);

/// Where to go on: the folder's validity and the first number not taken yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cursor {
    validity: u32,
    next: u32,
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        let (validity, next) = text.split_once(':')?;
        Some(Self { validity: validity.parse().ok()?, next: next.parse().ok()? })
    }

    fn write(self) -> String {
        format!("{}:{}", self.validity, self.next)
    }
}

/// What there is after `cursor`, waited for. The mailbox stays open for the next time.
///
/// An empty cursor is the mailbox's end: what lay there before the channel was connected is no news.
pub(super) async fn pull(
    settings: &Settings,
    slot: &tokio::sync::Mutex<Option<Mailbox>>,
    cursor: &str,
) -> Result<Batch, PullError> {
    let mut slot = slot.lock().await;
    let mut kept = slot.take();
    loop {
        // A line that has been silent for long may be gone: that is no trouble as long as a new one comes about.
        let old = kept.is_some();
        let mut mailbox = match kept.take() {
            Some(mailbox) => mailbox,
            None => Mailbox::open(settings).await?,
        };
        match news(settings, &mut mailbox, cursor).await {
            Ok(Some(batch)) => {
                *slot = Some(mailbox);
                return Ok(batch);
            }
            Ok(None) => {
                let young = mailbox.opened.elapsed() < YOUNG;
                kept = match mailbox.wait().await {
                    Ok(mailbox) => Some(mailbox),
                    // A server that hangs up at once is not asked again at once.
                    Err(error) if young => return Err(error),
                    Err(_) => None,
                };
            }
            Err(PullError::Unreachable(_)) if old => (),
            Err(error) => return Err(error),
        }
    }
}

/// What there is now.
async fn news(
    settings: &Settings,
    mailbox: &mut Mailbox,
    cursor: &str,
) -> Result<Option<Batch>, PullError> {
    let validity = mailbox.validity;
    let go_on = |next| Batch { news: Vec::new(), cursor: Cursor { validity, next }.write() };
    let next = match Cursor::read(cursor) {
        None => return Ok(Some(go_on(mailbox.next))),
        Some(it) if it.validity != validity => {
            // Every mail has another number now. The last days are told again: what is known by its name is not stored twice.
            let first = mailbox.first_since_day(&day(clock::now() - LOOK_BACK)).await?;
            return Ok(Some(go_on(first.unwrap_or(mailbox.next))));
        }
        Some(it) => it.next,
    };
    let found = loop {
        mailbox.heard();
        let found = mailbox.since_number(next).await?;
        // What came while we asked is not told of again by IDLE.
        if !found.is_empty() || !mailbox.heard() {
            break found;
        }
    };
    if found.is_empty() {
        return Ok(None);
    }
    let some: Vec<String> = found.iter().take(MAILS_MAX).map(u32::to_string).collect();
    let last = found.iter().take(MAILS_MAX).copied().last().unwrap_or(next);
    let outlines = mailbox.outlines(&some.join(",")).await?;
    let mut batch = go_on(last.saturating_add(1));
    let mut bytes = 0;
    for outline in outlines {
        let whole = outline.size <= settings.mail_max;
        let taken = if whole { outline.size } else { u64::from(BEGINNING) };
        if 0 < bytes && BATCH_MAX < bytes + taken {
            batch.cursor = Cursor { validity, next: outline.uid }.write();
            break;
        }
        bytes += taken;
        batch.news.extend(take(settings, mailbox, outline).await?);
    }
    Ok(Some(batch))
}

/// Fetches and reads one mail. What is wrong with it costs only this one.
async fn take(
    settings: &Settings,
    mailbox: &mut Mailbox,
    outline: Outline,
) -> Result<Option<News>, PullError> {
    let cut = (settings.mail_max < outline.size).then_some(outline.size);
    let upto = cut.map(|_| BEGINNING);
    let Some(raw) = mailbox.mail(outline.uid, upto).await? else { return Ok(None) };
    let settings = settings.clone();
    let now = clock::now();
    let received = outline.received.map(Timestamp);
    let read = move || {
        let say = |from: &str, subject: &str| {
            let (bytes, folder) = (outline.size, settings.folder.as_str());
            (settings.beyond)(Beyond { from, subject, bytes, folder })
        };
        let cut = cut.map(|bytes| (bytes, &say as parse::Say<'_>));
        let told = parse::Told { own: &settings.address, received, now, cut };
        let why = match contain(|| parse::parse(&raw, told)) {
            Ok(Ok(news)) => return news,
            Ok(Err(why)) => why,
            Err(_) => "reading it broke off".into(),
        };
        let remote =
            contain(|| parse::remote(&raw)).unwrap_or_else(|_| format!("uid:{}", outline.uid));
        let raw = raw[..raw.len().min(RAW_MAX)].into();
        Some(News::Unread(Unread { remote, at: received.unwrap_or(now), why, raw }))
    };
    let read = tokio::task::spawn_blocking(read).await;
    read.map_err(|it| PullError::Unreachable(it.to_string()))
}

/// A day as IMAP writes it.
fn day(at: Timestamp) -> String {
    let at = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
    at.format("%d-%b-%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() {
        let cursor = Cursor { validity: 7, next: 42 };
        assert_eq!(Cursor::read(&cursor.write()), Some(cursor));
        for none in ["", "7", "7:", ":7", "a:b", "-1:2"] {
            assert_eq!(Cursor::read(none), None, "{none}");
        }
    }

    #[test]
    fn days_are_written_as_imap_wants_them() {
        assert_eq!(day(Timestamp::from_secs(1_795_478_400)), "24-Nov-2026");
    }
}
