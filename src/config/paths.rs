//! Where things lie on the disk: the places the system has for them, unless the user says otherwise.
//!
//! The only reader of the environment for paths, by way of `directories` (XDG on Linux).

use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

use super::fault::ConfigError;
use super::profile::Profile;

/// The name of the settings file.
const CONFIG: &str = "config.toml";

/// What the user said on the command line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// `--dir`: the folder everything but the settings lives in.
    pub dir: Option<PathBuf>,
    /// `--config`: the settings file, which must exist.
    pub config: Option<PathBuf>,
    /// `--profile`: whose places are meant. Of no use beside `dir`, which says itself where the desk lies.
    pub profile: Profile,
}

/// Where things lie. Nothing is created here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The settings.
    pub config_file: PathBuf,
    /// The plain profile's settings, over which those of another one are laid.
    pub shared_config_file: Option<PathBuf>,
    /// The user's own desk.
    pub data_dir: PathBuf,
    /// The desk to try things on.
    pub demo_dir: PathBuf,
    /// The log.
    pub state_dir: PathBuf,
    /// What is made anew when it is gone.
    pub cache_dir: PathBuf,
}

impl Paths {
    /// The places for this user. Fails only where the system names no home and the user not both overrides.
    pub fn find(overrides: &Overrides) -> Result<Self, ConfigError> {
        let system = ProjectDirs::from("", "", "keydesk").map(|it| System {
            config: it.config_dir().into(),
            data: it.data_dir().into(),
            // Only Linux has a place for state; elsewhere a log is data that stays on this machine.
            state: it.state_dir().unwrap_or(it.data_local_dir()).into(),
            cache: it.cache_dir().into(),
        });
        Self::lay(system.as_ref(), overrides)
    }

    /// The folder of quick replies, macros and views: that of the settings.
    #[must_use]
    pub fn books_dir(&self) -> &Path {
        match self.config_file.parent() {
            Some(dir) if dir != Path::new("") => dir,
            _ => Path::new("."),
        }
    }

    fn lay(system: Option<&System>, overrides: &Overrides) -> Result<Self, ConfigError> {
        let plain = Profile::default();
        let profile = if overrides.dir.is_some() { &plain } else { &overrides.profile };
        let own = |dir: Option<&Path>, usual: fn(&System) -> &Path| {
            let usual = || system.map(|it| profile.within(usual(it)));
            dir.map(Path::to_path_buf).or_else(usual).ok_or(ConfigError::Homeless)
        };
        let data_dir = own(overrides.dir.as_deref(), |it| &it.data)?;
        let config_file = match &overrides.config {
            Some(file) => file.clone(),
            None => own(None, |it| &it.config)?.join(CONFIG),
        };
        // A file that is named is all there is to read.
        let shared = system.filter(|_| !profile.is_plain() && overrides.config.is_none());
        Ok(Self {
            config_file,
            shared_config_file: shared.map(|it| it.config.join(CONFIG)),
            demo_dir: data_dir.join("demo"),
            state_dir: own(overrides.dir.as_deref(), |it| &it.state)?,
            cache_dir: own(overrides.dir.as_deref(), |it| &it.cache)?,
            data_dir,
        })
    }
}

/// The folders the system has for this program.
struct System {
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
    cache: PathBuf,
}

/// The user's home; `None` where the system names none.
#[must_use]
pub fn home() -> Option<PathBuf> {
    UserDirs::new().map(|it| it.home_dir().to_path_buf())
}

/// The folder that files are saved in: the one that is `wanted`, where `~` is the user's home, or else the system's for
/// downloads if it is there, or else the home. `None` where the system names no home and nothing else is wanted.
#[must_use]
pub fn save_folder(wanted: &str) -> Option<PathBuf> {
    let user = UserDirs::new();
    let home = || user.as_ref().map(|it| it.home_dir().to_path_buf());
    let wanted = wanted.trim();
    if !wanted.is_empty() {
        return Some(from_home(wanted, home().as_deref()));
    }
    let downloads = user.as_ref().and_then(|it| it.download_dir()).filter(|it| it.is_dir());
    downloads.map(Path::to_path_buf).or_else(home)
}

/// A path as people write it: `~` at its beginning is their home, where that is known.
#[must_use]
pub fn from_home(written: &str, home: Option<&Path>) -> PathBuf {
    match (written.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_path_buf(),
        (Some(rest), Some(home)) if rest.starts_with('/') => {
            home.join(rest.trim_start_matches('/'))
        }
        _ => written.into(),
    }
}

/// A path as people read it: short, from their home on.
#[must_use]
pub fn shown(path: &Path, home: Option<&Path>) -> String {
    match home.and_then(|it| path.strip_prefix(it).ok()) {
        Some(rest) if rest == Path::new("") => "~".to_owned(),
        Some(rest) => format!("~/{}", rest.display()),
        None => path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system() -> System {
        System { config: "/c".into(), data: "/d".into(), state: "/s".into(), cache: "/k".into() }
    }

    #[test]
    fn without_overrides_the_system_decides() {
        let paths = Paths::lay(Some(&system()), &Overrides::default()).unwrap();
        assert_eq!(paths.config_file, Path::new("/c/config.toml"));
        assert_eq!(paths.data_dir, Path::new("/d"));
        assert_eq!(paths.demo_dir, Path::new("/d/demo"));
        assert_eq!(paths.state_dir, Path::new("/s"));
        assert_eq!(paths.cache_dir, Path::new("/k"));
        assert_eq!(paths.books_dir(), Path::new("/c"));
        let here = Paths { config_file: "own.toml".into(), ..paths };
        assert_eq!(here.books_dir(), Path::new("."));
    }

    #[test]
    fn an_own_folder_holds_everything_but_the_settings() {
        let overrides = Overrides { dir: Some("/x".into()), ..Overrides::default() };
        let paths = Paths::lay(Some(&system()), &overrides).unwrap();
        assert_eq!(paths.config_file, Path::new("/c/config.toml"));
        assert_eq!(paths.data_dir, Path::new("/x"));
        assert_eq!(paths.demo_dir, Path::new("/x/demo"));
        assert_eq!(paths.state_dir, Path::new("/x"));
    }

    #[test]
    fn a_profile_has_places_of_its_own_and_shares_the_settings() {
        let profile = Profile::parse("work").unwrap();
        let overrides = Overrides { profile, ..Overrides::default() };
        let paths = Paths::lay(Some(&system()), &overrides).unwrap();
        assert_eq!(paths.config_file, Path::new("/c/profiles/work/config.toml"));
        assert_eq!(paths.shared_config_file.as_deref(), Some(Path::new("/c/config.toml")));
        assert_eq!(paths.books_dir(), Path::new("/c/profiles/work"));
        assert_eq!(paths.data_dir, Path::new("/d/profiles/work"));
        assert_eq!(paths.demo_dir, Path::new("/d/profiles/work/demo"));
        assert_eq!(paths.state_dir, Path::new("/s/profiles/work"));
        let named = Overrides { config: Some("/y.toml".into()), ..overrides.clone() };
        let paths = Paths::lay(Some(&system()), &named).unwrap();
        assert_eq!((paths.config_file, paths.shared_config_file), ("/y.toml".into(), None));
        let elsewhere = Overrides { dir: Some("/x".into()), ..overrides };
        let paths = Paths::lay(Some(&system()), &elsewhere).unwrap();
        assert_eq!((paths.data_dir, paths.config_file), ("/x".into(), "/c/config.toml".into()));
        let plain = Paths::lay(Some(&system()), &Overrides::default()).unwrap();
        assert_eq!(plain.shared_config_file, None);
    }

    #[test]
    fn without_a_home_both_overrides_are_needed_and_enough() {
        let dir_only = Overrides { dir: Some("/x".into()), ..Overrides::default() };
        assert!(matches!(Paths::lay(None, &dir_only), Err(ConfigError::Homeless)));
        assert!(matches!(Paths::lay(None, &Overrides::default()), Err(ConfigError::Homeless)));
        let both = Overrides { config: Some("/y.toml".into()), ..dir_only };
        assert_eq!(Paths::lay(None, &both).unwrap().config_file, Path::new("/y.toml"));
    }

    #[test]
    fn a_home_is_written_short() {
        let home = Some(Path::new("/home/o"));
        for (written, path) in [
            ("~", "/home/o"),
            ("~/a b", "/home/o/a b"),
            ("~//a", "/home/o/a"),
            ("/a", "/a"),
            ("~b/a", "~b/a"),
        ] {
            assert_eq!(from_home(written, home), Path::new(path), "{written}");
        }
        assert_eq!(from_home("~/a", None), Path::new("~/a"));
        for (path, text) in [("/home/o", "~"), ("/home/o/a", "~/a"), ("/home/other", "/home/other")]
        {
            assert_eq!(shown(Path::new(path), home), text);
        }
    }
}
