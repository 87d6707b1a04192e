//! A replica's way to its hub: where that is, and where the token is kept.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::base::msg::Msg;
use crate::config::{Config, HubAddress, Paths, Store};
use crate::store::Desk;
use crate::store::far::{Progress, Replica as _};
use crate::sync::client::{Address, Times, Token};
use crate::sync::driver::Way;

use super::context::Context;
use super::desk::{OpenDesk, typed};
use super::report::{Complaint, Trouble};

/// The file beside the desk that says where its hub is, where the settings do not.
const URL_FILE: &str = "hub-url";
/// The file with the token.
const TOKEN_FILE: &str = "hub-token";

/// Where a replica's hub is, and how it knows us.
#[derive(Debug, Clone)]
pub(super) struct HubPlace {
    /// As it was written.
    pub(super) url: String,
    address: Address,
    token_file: PathBuf,
    token_command: String,
}

impl HubPlace {
    /// The hub of the settings, or the one that was logged in to; `None` when there is neither.
    pub(super) fn find(context: &Context, config: &Config) -> Result<Option<Self>, Trouble> {
        let paths = context.paths()?;
        let url = if config.hub.url.is_empty() {
            let kept = fs::read_to_string(paths.data_dir.join(URL_FILE)).unwrap_or_default();
            kept.trim().to_owned()
        } else {
            config.hub.url.clone()
        };
        if url.is_empty() { Ok(None) } else { Self::at(&paths, config, &url).map(Some) }
    }

    /// The hub at an address.
    pub(super) fn at(paths: &Paths, config: &Config, url: &str) -> Result<Self, Trouble> {
        let address = match HubAddress::parse(url) {
            Ok(HubAddress::Socket(path)) => Address::Socket(path),
            Ok(HubAddress::Web(base)) => Address::Web { base, authority: authority(config)? },
            // What was written may hold a secret, so it is not repeated.
            Err(_) => {
                let wrong = Complaint::new(Msg::new("cli-hub-url"));
                return Err(Trouble::Usage(wrong.hint(Msg::new("cli-hub-url-hint"))));
            }
        };
        Ok(Self {
            url: url.to_owned(),
            address,
            token_file: paths.state_dir.join(TOKEN_FILE),
            token_command: config.hub.token_command.clone(),
        })
    }

    /// Where it is.
    pub(super) const fn address(&self) -> &Address {
        &self.address
    }

    /// Whether nobody has to show a token there: the machine knows who asks.
    pub(super) const fn is_socket(&self) -> bool {
        matches!(self.address, Address::Socket(_))
    }

    /// The file the token is kept in.
    pub(super) fn token_file(&self) -> &Path {
        &self.token_file
    }

    /// Whether a command of the settings gives the token.
    pub(super) fn has_command(&self) -> bool {
        !self.token_command.trim().is_empty()
    }

    /// The token that is kept. May take its time.
    pub(super) fn token(&self) -> io::Result<Option<Token>> {
        let text = if self.has_command() {
            told_by(&self.token_command)?
        } else {
            match fs::read_to_string(&self.token_file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                other => other?,
            }
        };
        Ok(Token::parse(text.lines().next().unwrap_or_default()).ok())
    }

    /// Keeps a token where only its owner reads it.
    pub(super) fn keep(&self, token: &Token) -> io::Result<()> {
        Desk::make_dir(self.token_file.parent().unwrap_or(Path::new(".")))?;
        write_own(&self.token_file, &format!("{}\n", token.secret()))
    }

    /// Forgets the token; false when there was none.
    pub(super) fn forget(&self) -> io::Result<bool> {
        match fs::remove_file(&self.token_file) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Remembers beside the desk where its hub is.
    pub(super) fn remember(&self, paths: &Paths) -> io::Result<()> {
        write_own(&paths.data_dir.join(URL_FILE), &format!("{}\n", self.url))
    }

    /// How the driver reaches it.
    pub(super) fn way(&self) -> Way {
        let place = self.clone();
        let token = Box::new(move || place.token());
        Way { address: self.address.clone(), token, times: Times::default() }
    }
}

/// Writes a file that only its owner reads, whole or not at all.
fn write_own(file: &Path, text: &str) -> io::Result<()> {
    let new = file.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = fs::remove_file(&new);
    let mut open = options.open(&new)?;
    open.write_all(text.as_bytes())?;
    open.sync_all()?;
    fs::rename(&new, file)
}

/// What a command prints. What it complains about goes nowhere: the screen may be up.
fn told_by(command: &str) -> io::Result<String> {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", command]).stdin(Stdio::null()).stderr(Stdio::null());
    let told = shell.output()?;
    if !told.status.success() {
        return Err(io::Error::other(format!("hub.token_command: {}", told.status)));
    }
    Ok(String::from_utf8_lossy(&told.stdout).into_owned())
}

fn authority(config: &Config) -> Result<Option<Vec<u8>>, Trouble> {
    let file = config.hub.ca.trim();
    if file.is_empty() {
        return Ok(None);
    }
    fs::read(file).map(Some).map_err(|cause| {
        let what = Msg::new("cli-cannot-read").with("file", file);
        Trouble::Refused(Complaint { because: Some(cause.to_string()), ..Complaint::new(what) })
    })
}

impl OpenDesk {
    /// How far it follows a hub; `None` on a desk of one's own.
    pub(super) fn progress(&self) -> Result<Option<Progress>, Trouble> {
        self.read(|it| it.progress())
    }

    /// Refuses on a replica: what is to be done here is the hub's.
    pub(super) fn must_be_own(&self) -> Result<(), Trouble> {
        match self.progress()? {
            None => Ok(()),
            Some(_) => {
                Err(Trouble::refused(Msg::new("cli-on-the-hub"), Msg::new("cli-on-the-hub-hint")))
            }
        }
    }

    /// Refuses where the settings want a replica and nobody has logged in.
    pub(super) fn must_follow(&self, context: &Context, config: &Config) -> Result<(), Trouble> {
        if config.store == Store::Hub && self.progress()?.is_none() {
            return Err(not_logged_in(context));
        }
        Ok(())
    }
}

/// Nobody has logged in.
pub(super) fn not_logged_in(context: &Context) -> Trouble {
    let command = typed(context, "login");
    let hint = Msg::new("cli-not-logged-in-hint").with("command", command);
    Trouble::refused(Msg::new("cli-not-logged-in"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(dir: &Path, command: &str) -> HubPlace {
        HubPlace {
            url: "http://localhost:7070".to_owned(),
            address: Address::Socket("/nowhere".into()),
            token_file: dir.join("state").join(TOKEN_FILE),
            token_command: command.to_owned(),
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_token_is_kept_for_its_owner_alone_and_forgotten() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let place = place(dir.path(), "");
        assert_eq!(place.token().unwrap(), None);
        let token = Token::parse("kd_1").unwrap();
        place.keep(&token).unwrap();
        place.keep(&Token::parse("kd_2").unwrap()).unwrap();
        assert_eq!(place.token().unwrap().unwrap().secret(), "kd_2");
        let mode = fs::metadata(&place.token_file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(place.forget().unwrap());
        assert!(!place.forget().unwrap());
        assert_eq!(place.token().unwrap(), None);
    }

    #[test]
    fn a_command_gives_the_token_and_its_failure_is_told_without_its_words() {
        let dir = tempfile::tempdir().unwrap();
        let given = place(dir.path(), "printf 'kd_3\\nmore\\n'").token().unwrap();
        assert_eq!(given.unwrap().secret(), "kd_3");
        let failed = place(dir.path(), "echo kd_secret; exit 3").token().unwrap_err();
        assert!(!failed.to_string().contains("kd_secret"), "{failed}");
    }
}
