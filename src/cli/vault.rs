//! Where the channels' passwords and tokens are kept: in a file beside the desk that only its owner reads, with the
//! system's keyring, or with whatever a command asks. They are in no option, no argument and no message.

use std::fs::{self, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process_group};

use crate::base::secret::Secret;
use crate::channels::GetSecret;
use crate::domain::ChannelId;
use crate::domain::options::{self, Options};
use crate::store::Desk;

/// The folder beside the desk.
const DIR: &str = "secrets";
/// As what the keyring knows us.
const SERVICE: &str = "keydesk";
/// How long a command may take.
const COMMAND_PATIENCE: Duration = Duration::from_secs(10);
/// How long the keyring may take; it may ask the person to unlock it.
const KEYRING_PATIENCE: Duration = Duration::from_secs(30);
/// The longest secret, in bytes: tokens of OAuth 2 take a few thousand.
const SECRET_MAX: u64 = 16 * 1024;

/// Where a secret is.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In a file of mode 0600 beside the desk.
    File,
    /// With the system's keyring.
    Keyring,
    /// A command prints it.
    Command(String),
}

impl Place {
    /// The place that a channel's options name; a file where they name none.
    pub(super) fn of(options: &Options) -> Self {
        Self::parse(options::value(options, "secret"))
    }

    /// The place that the value of the option `secret` names.
    pub(super) fn parse(said: &str) -> Self {
        match said.strip_prefix("command:") {
            Some(command) => Self::Command(command.to_owned()),
            None if said == "keyring" => Self::Keyring,
            None => Self::File,
        }
    }
}

/// The secrets of a desk.
#[derive(Debug, Clone)]
pub(super) struct Vault {
    dir: PathBuf,
    /// The desk, as the keyring tells it from others of the same user.
    desk: String,
}

impl Vault {
    /// The secrets of a desk.
    pub(super) fn of(desk: &Desk) -> Self {
        Self::at(desk.dir())
    }

    fn at(dir: &Path) -> Self {
        let whole = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
        Self { dir: dir.join(DIR), desk: whole.display().to_string() }
    }

    /// Keeps a channel's secret. A command keeps its own.
    pub(super) fn keep(
        &self,
        place: &Place,
        channel: ChannelId,
        secret: &Secret,
    ) -> io::Result<()> {
        match place {
            Place::Command(_) => Ok(()),
            Place::File => self.write(channel, secret),
            Place::Keyring => {
                let (name, secret) = (self.entry(channel), secret.clone());
                in_keyring(move || entry(&name)?.set_password(secret.reveal()).map_err(said))
                    .map_err(io::Error::other)
            }
        }
    }

    /// Forgets a channel's secret, wherever it was kept. The file goes in any case.
    pub(super) fn forget(&self, place: &Place, channel: ChannelId) -> io::Result<()> {
        self.forget_at(&Place::File, channel)?;
        self.forget_at(place, channel)
    }

    /// Forgets what is kept in one place, where there is something. A command keeps its own.
    pub(super) fn forget_at(&self, place: &Place, channel: ChannelId) -> io::Result<()> {
        match place {
            Place::Command(_) => return Ok(()),
            Place::File => {
                return match fs::remove_file(self.file(channel)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                    _ => Ok(()),
                };
            }
            Place::Keyring => (),
        }
        let name = self.entry(channel);
        let forget = move || match entry(&name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(said(error)),
        };
        in_keyring(forget).map_err(io::Error::other)
    }

    /// Tells a channel's secret, as it is when it is asked for.
    pub(super) fn tells(&self, place: Place, channel: ChannelId) -> GetSecret {
        let vault = self.clone();
        Arc::new(move || vault.tell(&place, channel))
    }

    fn tell(&self, place: &Place, channel: ChannelId) -> Result<Secret, String> {
        let secret = match place {
            Place::Command(command) => printed_by(command, COMMAND_PATIENCE)?,
            Place::File => self.read(channel)?,
            Place::Keyring => {
                let name = self.entry(channel);
                Secret::new(&in_keyring(move || entry(&name)?.get_password().map_err(said))?)
            }
        };
        if secret.reveal().is_empty() { Err("the secret is empty".to_owned()) } else { Ok(secret) }
    }

    fn entry(&self, channel: ChannelId) -> String {
        format!("{}#{}", self.desk, channel.0)
    }

    fn file(&self, channel: ChannelId) -> PathBuf {
        self.dir.join(channel.0.to_string())
    }

    /// The old secret or the new one is there, whatever happens meanwhile, and nobody else ever reads either.
    fn write(&self, channel: ChannelId, secret: &Secret) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.dir)?;
        let file = self.file(channel);
        let new = file.with_extension("new");
        // One that a crash has left behind.
        let _ = fs::remove_file(&new);
        let mut open = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
        open.write_all(secret.reveal().as_bytes())?;
        open.sync_all()?;
        fs::rename(&new, &file)?;
        fs::File::open(&self.dir)?.sync_all()
    }

    fn read(&self, channel: ChannelId) -> Result<Secret, String> {
        let file = self.file(channel);
        let mut options = OpenOptions::new();
        let flags = OFlags::NOFOLLOW.bits().cast_signed();
        let open = options.read(true).custom_flags(flags).open(&file).map_err(|it| {
            if it.kind() == io::ErrorKind::NotFound {
                "no secret is kept for it".to_owned()
            } else {
                format!("{}: {it}", file.display())
            }
        })?;
        let failed = |it: io::Error| format!("{}: {it}", file.display());
        let about = open.metadata().map_err(failed)?;
        if !about.is_file() || about.mode() & 0o077 != 0 {
            return Err(format!("{}: others can read it; chmod 600 it", file.display()));
        }
        let mut text = String::new();
        open.take(SECRET_MAX).read_to_string(&mut text).map_err(failed)?;
        Ok(Secret::new(&text))
    }
}

/// Whether the system's keyring answers.
pub(super) fn keyring_answers() -> bool {
    in_keyring(|| match keyring::Entry::store_status() {
        Ok(()) => Ok(()),
        Err(_) => Err(String::new()),
    })
    .is_ok()
}

fn entry(name: &str) -> Result<keyring::Entry, String> {
    keyring::Entry::new(SERVICE, name).map_err(said)
}

/// What the keyring complains about. What it holds is never among it.
fn said(error: keyring::Error) -> String {
    match error {
        keyring::Error::NoEntry => "the keyring holds no secret for it".to_owned(),
        keyring::Error::NoDefaultStore => "no keyring answers".to_owned(),
        keyring::Error::BadEncoding(_) => "what the keyring holds is no text".to_owned(),
        other => format!("the keyring: {other}"),
    }
}

/// On a thread of its own: the keyring waits in ways that a runtime does not allow, and sometimes for ever.
fn in_keyring<R: Send + 'static>(
    job: impl FnOnce() -> Result<R, String> + Send + 'static,
) -> Result<R, String> {
    let (give, given) = channel();
    let thread = std::thread::Builder::new().name("keyring".to_owned());
    let begun = thread.spawn(move || drop(give.send(job())));
    begun.map_err(|it| it.to_string())?;
    given.recv_timeout(KEYRING_PATIENCE).unwrap_or_else(|_| Err("the keyring is silent".to_owned()))
}

/// The first line that a command prints. What it complains about goes nowhere, and neither it nor what it printed is told.
fn printed_by(command: &str, patience: Duration) -> Result<Secret, String> {
    let failed = |it: io::Error| format!("the command for the secret: {it}");
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", command]).stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
    let mut child = shell.process_group(0).spawn().map_err(failed)?;
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let (told, line) = channel();
    let (ended, end) = channel::<io::Result<ExitStatus>>();
    let out = child.stdout.take();
    std::thread::spawn(move || drop(told.send(first_line(out))));
    std::thread::spawn(move || drop(ended.send(child.wait())));
    let until = Instant::now() + patience;
    let late = |it: RecvTimeoutError| match it {
        RecvTimeoutError::Timeout => {
            group.map(|it| kill_process_group(it, Signal::KILL));
            format!("the command for the secret takes longer than {} s", patience.as_secs())
        }
        RecvTimeoutError::Disconnected => "the command for the secret: broken off".to_owned(),
    };
    let status = end.recv_timeout(until - Instant::now()).map_err(late)?.map_err(failed)?;
    let line: io::Result<String> = line.recv_timeout(until - Instant::now()).map_err(late)?;
    if !status.success() {
        return Err(format!("the command for the secret: {status}"));
    }
    line.map(|it| Secret::new(&it)).map_err(failed)
}

/// The first line. The rest is taken, too, so that whoever writes it does not die of it.
fn first_line(out: Option<ChildStdout>) -> io::Result<String> {
    let Some(out) = out else { return Ok(String::new()) };
    let (mut out, mut line) = (BufReader::new(out), String::new());
    out.by_ref().take(SECRET_MAX).read_line(&mut line)?;
    std::thread::spawn(move || io::copy(&mut out, &mut io::sink()));
    Ok(line)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    const CHANNEL: ChannelId = ChannelId(7);

    #[test]
    fn a_file_is_for_its_owner_alone_and_is_replaced_whole() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::at(dir.path());
        let tell = || vault.tells(Place::File, CHANNEL)().map(|it| it.reveal().to_owned());
        assert_eq!(tell(), Err("no secret is kept for it".to_owned()));
        for secret in ["one", "two"] {
            vault.keep(&Place::File, CHANNEL, &Secret::new(secret)).unwrap();
            assert_eq!(tell(), Ok(secret.to_owned()));
        }
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let file = dir.path().join("secrets/7");
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
        vault.forget(&Place::File, CHANNEL).unwrap();
        vault.forget(&Place::File, CHANNEL).unwrap();
        assert!(!file.exists());
    }

    #[test]
    fn a_file_that_others_can_read_is_refused_and_so_is_a_link() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::at(dir.path());
        vault.keep(&Place::File, CHANNEL, &Secret::new("hush")).unwrap();
        let file = dir.path().join("secrets/7");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let why = vault.tell(&Place::File, CHANNEL).unwrap_err();
        assert!(why.contains("others can read it") && !why.contains("hush"), "{why}");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        fs::rename(&file, dir.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink(dir.path().join("elsewhere"), &file).unwrap();
        assert!(vault.tell(&Place::File, CHANNEL).is_err());
    }

    #[test]
    fn a_command_prints_it_on_its_first_line_and_is_never_quoted() {
        let told = printed_by("echo ' s3cret '; echo more", COMMAND_PATIENCE).unwrap();
        assert_eq!(told.reveal(), "s3cret");
        let why = printed_by("echo s3cret; exit 3", COMMAND_PATIENCE).unwrap_err();
        assert!(why.contains('3') && !why.contains("s3cret") && !why.contains("echo"), "{why}");
    }

    #[test]
    fn a_command_that_does_not_end_is_ended() {
        let began = Instant::now();
        let why = printed_by("echo s3cret; sleep 60 & sleep 60", Duration::from_millis(200));
        assert!(why.unwrap_err().contains("takes longer"));
        assert!(began.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn the_place_is_what_the_option_says() {
        assert!(Place::parse("") == Place::File && Place::parse("keyring") == Place::Keyring);
        assert!(Place::parse("command:pass bot") == Place::Command("pass bot".to_owned()));
    }
}
