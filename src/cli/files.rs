//! Customers' files on their way out of the desk: found, fetched from the hub where they are not here, and written under
//! harmless names, over nothing that is there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::base::clock::Timestamp;
use crate::base::msg::Msg;
use crate::base::text::file_name;
use crate::domain::{AgentId, Attachment, MessageId};
use crate::store::far::Origin as _;
use crate::store::{Desk, Inbox as _, StoreError};
use crate::sync::client::{Client, HubError, Times};
use crate::sync::files::{NotFetched, Wanted, fetch};

use super::hub::HubPlace;
use super::verbs::moment;

/// What a file is called of whose name nothing can be used.
const NAMELESS: &str = "file";
/// How much is copied at once.
const PIECE: usize = 256 << 10;
/// How many files of one name a folder may have before another one is given up.
const NUMBERS_MAX: u32 = 1000;

/// Why a file is not to be had.
#[derive(Debug)]
pub(super) enum NotGot {
    /// There is no such file, or it is out of sight.
    NoSuch,
    /// It was kept until then.
    Expired(Timestamp),
    /// The channel has told its name and not handed over what is in it.
    NotKept,
    /// What is in it is not here, and nobody has it.
    NotHere,
    /// Nobody is logged in at the hub that has it.
    LoggedOut,
    /// The hub does not give it.
    Hub(HubError),
    /// The connection was cut again and again.
    Cut(io::Error),
    /// What came is something else.
    Wrong,
    /// It is being fetched already.
    Taken,
    /// This cannot be read.
    Unreadable(PathBuf, io::Error),
    /// This cannot be written.
    Unwritable(PathBuf, io::Error),
    /// The desk does not answer.
    Desk(StoreError),
}

impl NotGot {
    /// What is wrong.
    pub(super) fn say(&self, utc_offset: i32) -> Msg {
        let named = |id, file: &Path| Msg::new(id).with("file", file.display().to_string());
        match self {
            Self::NoSuch => Msg::new("cli-no-file"),
            Self::Expired(at) => Msg::new("cli-file-expired").with("at", moment(*at, utc_offset)),
            Self::NotKept => Msg::new("cli-file-not-kept"),
            Self::NotHere => Msg::new("cli-file-not-here"),
            Self::LoggedOut => Msg::new("cli-not-logged-in"),
            Self::Hub(error) => error.say(),
            Self::Cut(_) => Msg::new("cli-file-cut"),
            Self::Wrong => Msg::new("cli-file-wrong"),
            Self::Taken => Msg::new("cli-file-taken"),
            Self::Unreadable(file, _) => named("cli-cannot-read", file),
            Self::Unwritable(file, _) => named("cli-cannot-write", file),
            Self::Desk(error) => error.say(),
        }
    }

    /// What to do.
    pub(super) fn hint(&self) -> Option<Msg> {
        match self {
            Self::NoSuch => Some(Msg::new("cli-no-file-hint")),
            Self::NotKept => Some(Msg::new("cli-file-not-kept-hint")),
            Self::NotHere => Some(Msg::new("cli-file-not-here-hint")),
            Self::Cut(_) => Some(Msg::new("cli-file-cut-hint")),
            Self::Hub(error) => error.hint(),
            Self::Desk(error) => error.hint(),
            Self::Expired(_)
            | Self::LoggedOut
            | Self::Wrong
            | Self::Taken
            | Self::Unreadable(..)
            | Self::Unwritable(..) => None,
        }
    }

    /// Why, in the system's words.
    pub(super) fn because(&self) -> Option<String> {
        match self {
            Self::Cut(error) | Self::Unreadable(_, error) | Self::Unwritable(_, error) => {
                Some(error.to_string())
            }
            _ => None,
        }
    }
}

impl From<StoreError> for NotGot {
    fn from(error: StoreError) -> Self {
        Self::Desk(error)
    }
}

/// A desk's files, and the way to those that are not here.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    /// The desk.
    pub(super) desk: Desk,
    /// Whether it is a hub's replica.
    pub(super) replica: bool,
    /// The hub of a replica, where somebody is logged in.
    pub(super) hub: Option<HubPlace>,
}

impl Shelf {
    /// What is known of a file that this agent may see.
    pub(super) fn find(
        &self,
        me: AgentId,
        (message, place): (MessageId, usize),
    ) -> Result<Attachment, NotGot> {
        let found = self.desk.read_now(move |it| {
            let me = it.roster()?.agents.into_iter().find(|it| it.id == me);
            me.map_or(Ok(None), |me| it.file(&me, message, place))
        })?;
        found.ok_or(NotGot::NoSuch)
    }

    /// What is in it, fetched from the hub if it is not here; `told` hears how many bytes have come.
    pub(super) fn open(
        &self,
        file: &Attachment,
        (message, place): (MessageId, usize),
        now: Timestamp,
        told: impl FnMut(u64),
    ) -> Result<File, NotGot> {
        if file.expired(now) {
            return Err(NotGot::Expired(file.expires));
        }
        let hash = file.content.ok_or(NotGot::NotKept)?;
        let blobs = self.desk.blobs();
        let look = || blobs.open(hash).map_err(|it| NotGot::Unreadable(blobs.path(hash), it));
        if let Some(open) = look()? {
            return Ok(open);
        }
        if !self.replica {
            return Err(NotGot::NotHere);
        }
        let hub = self.hub()?;
        let wanted = Wanted { message, place, hash, bytes: file.bytes };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(NotGot::Cut)?;
        let fetched = runtime.block_on(fetch(&hub, &blobs, &wanted, told));
        fetched.map_err(|it| self.not_fetched(file, it))?;
        look()?.ok_or(NotGot::NotHere)
    }

    fn hub(&self) -> Result<Client, NotGot> {
        let place = self.hub.as_ref().ok_or(NotGot::LoggedOut)?;
        let unread = |it| NotGot::Unreadable(place.token_file().to_owned(), it);
        let token = place.token().map_err(unread)?;
        Client::new(place.address(), token, Times::default()).map_err(NotGot::Hub)
    }

    fn not_fetched(&self, file: &Attachment, why: NotFetched<HubError>) -> NotGot {
        match why {
            NotFetched::Hub(HubError::Said(it)) if it.code == "no-file" => NotGot::NotHere,
            NotFetched::Hub(HubError::Said(it)) if it.code == "file-gone" => {
                NotGot::Expired(file.expires)
            }
            NotFetched::Hub(error) => NotGot::Hub(error),
            NotFetched::Cut(cause) => NotGot::Cut(cause),
            NotFetched::Wrong => NotGot::Wrong,
            NotFetched::Taken => NotGot::Taken,
            NotFetched::Disk(cause) => NotGot::Unwritable(self.desk.dir().to_owned(), cause),
        }
    }
}

/// What a file may be called here: what the sender called it decides about a name, never about a folder.
pub(super) fn safe_name(file: &Attachment) -> String {
    let name = file_name(&file.name);
    if name.is_empty() { NAMELESS.to_owned() } else { name }
}

/// Writes a content into a new file that only its owner reads. `told` hears how many bytes are there, and says whether to go
/// on.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where something is there already, a link included; whatever is wrong, nothing is left.
pub(super) fn write(
    content: &mut File,
    to: &Path,
    mut told: impl FnMut(u64) -> bool,
) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut made = options.open(to)?;
    let mut pour = || {
        let (mut done, mut piece) = (0, vec![0; PIECE]);
        loop {
            match content.read(&mut piece) {
                Ok(0) => return made.sync_all(),
                Ok(read) => {
                    made.write_all(&piece[..read])?;
                    done += read as u64;
                    if !told(done) {
                        return Err(io::ErrorKind::Interrupted.into());
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                Err(error) => return Err(error),
            }
        }
    };
    let written = pour();
    if written.is_err() {
        // Half a file is worse than none.
        let _ = fs::remove_file(to);
    }
    written
}

/// Writes a content into a folder, under this name or with a number behind it where there is one already. Tells where.
///
/// # Errors
/// As [`write`].
pub(super) fn write_beside(
    content: &mut File,
    folder: &Path,
    name: &str,
    mut told: impl FnMut(u64) -> bool,
) -> io::Result<PathBuf> {
    for number in 1..=NUMBERS_MAX {
        let to = folder.join(numbered(name, number));
        match write(content, &to, &mut told) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => (),
            written => return written.map(|()| to),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `bill.pdf`, `bill (2).pdf`.
fn numbered(name: &str, number: u32) -> String {
    match name.rsplit_once('.') {
        _ if number == 1 => name.to_owned(),
        Some((stem, suffix)) => format!("{stem} ({number}).{suffix}"),
        None => format!("{name} ({number})"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Seek as _;

    use super::*;

    fn content(text: &str) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        file
    }

    #[test]
    fn nothing_is_overwritten_and_no_link_is_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (folder, other) = (dir.path().join("in"), dir.path().join("outside"));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a.pdf"), "mine").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(&other, folder.join("a (2).pdf")).unwrap();
        let to = write_beside(&mut content("theirs"), &folder, "a.pdf", |_| true).unwrap();
        assert_eq!(to, folder.join(if cfg!(unix) { "a (3).pdf" } else { "a (2).pdf" }));
        assert_eq!(fs::read_to_string(&to).unwrap(), "theirs");
        assert_eq!(fs::read_to_string(folder.join("a.pdf")).unwrap(), "mine");
        assert!(!other.exists(), "what a link points at is somewhere else");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_given_up_in_the_middle_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join("a");
        let long = "a".repeat(3 * PIECE);
        let mut heard = Vec::new();
        let given_up = write(&mut content(&long), &to, |done| {
            heard.push(done);
            heard.len() < 2
        });
        assert_eq!(given_up.unwrap_err().kind(), io::ErrorKind::Interrupted);
        assert_eq!(heard, [PIECE as u64, 2 * PIECE as u64]);
        assert!(!to.exists());
    }

    #[test]
    fn numbers_stand_before_the_suffix() {
        assert_eq!(numbered("a.tar.gz", 1), "a.tar.gz");
        assert_eq!(numbered("a.pdf", 2), "a (2).pdf");
        assert_eq!(numbered("README", 12), "README (12)");
    }
}
