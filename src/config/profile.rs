//! Profiles: desks of their own under one user, each with its settings, its books and its store.
//!
//! A profile is a folder called `profiles/NAME` beside the plain desk and one beside the plain settings. The plain
//! desk is the profile called `default`.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Where the profiles' folders lie, within those of the plain profile.
const FOLDER: &str = "profiles";

/// A profile: the plain one, or one with a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile(Option<String>);

/// Why a text is no name of a profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoName;

impl Profile {
    /// How the plain profile is called where a name is needed.
    pub const PLAIN: &str = "default";
    /// The most letters a name has.
    pub const LETTERS_MAX: usize = 32;

    /// The profile of a name: letters of any script, digits, `-` and `_`, beginning with a letter or a digit. So a
    /// name is a folder's name on every system, and none leads out of the folder of profiles.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(name: &str) -> Result<Self, NoName> {
        if name == Self::PLAIN {
            return Ok(Self(None));
        }
        let fits = |it: char| it.is_alphanumeric() || it == '-' || it == '_';
        let begins = name.starts_with(char::is_alphanumeric);
        if !begins || !name.chars().all(fits) || Self::LETTERS_MAX < name.chars().count() {
            return Err(NoName);
        }
        Ok(Self(Some(name.to_owned())))
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.as_deref().unwrap_or(Self::PLAIN)
    }

    /// Whether it is the plain one.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.0.is_none()
    }

    /// Its folder within one of the plain profile's: that of the desk, of the settings or of the log.
    #[must_use]
    pub fn within(&self, plain: &Path) -> PathBuf {
        match &self.0 {
            Some(name) => plain.join(FOLDER).join(name),
            None => plain.to_path_buf(),
        }
    }

    /// All profiles there are beside a plain desk, by name, the plain one first. Folders that nobody can name are
    /// none.
    ///
    /// # Errors
    /// When the folder of profiles cannot be read.
    pub fn all(plain_data_dir: &Path) -> io::Result<Vec<Self>> {
        let mut names = Vec::new();
        match plain_data_dir.join(FOLDER).read_dir() {
            Ok(entries) => {
                for entry in entries {
                    let entry = entry?;
                    let name = entry.file_name().to_str().and_then(|it| Self::parse(it).ok());
                    names.extend(name.filter(|it| !it.is_plain() && entry.path().is_dir()));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            Err(error) => return Err(error),
        }
        names.sort_by(|one, other| one.name().cmp(other.name()));
        names.insert(0, Self::default());
        Ok(names)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word_of_any_script_and_leads_nowhere_else() {
        for good in ["work", "Робота-2", "日本", "x", "a_b", "2nd", "default"] {
            assert_eq!(Profile::parse(good).map(|it| it.name().to_owned()), Ok(good.into()));
        }
        let long = "я".repeat(33);
        for bad in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "/etc",
            "-x",
            "_x",
            "a b",
            "a.b",
            "a\0b",
            "a\n",
            "\u{1b}[2J",
            "C:",
            "~",
            "a*",
            &long,
        ] {
            assert_eq!(Profile::parse(bad), Err(NoName), "{bad:?}");
        }
        assert!(Profile::parse(&"я".repeat(32)).is_ok());
    }

    #[test]
    fn the_plain_profile_is_at_home_and_the_others_within() {
        let work = Profile::parse("work").unwrap();
        assert_eq!(work.within(Path::new("/d")), Path::new("/d/profiles/work"));
        assert_eq!(Profile::default().within(Path::new("/d")), Path::new("/d"));
        assert!(Profile::parse("default").unwrap().is_plain());
    }

    #[test]
    fn the_folders_that_exist_are_the_profiles() {
        let home = tempfile::tempdir().unwrap();
        let names = || {
            let all = Profile::all(home.path()).unwrap();
            all.iter().map(|it| it.name().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(), ["default"]);
        for name in ["work", "a b", "default", "Shop"] {
            std::fs::create_dir_all(home.path().join("profiles").join(name)).unwrap();
        }
        std::fs::write(home.path().join("profiles/file"), "").unwrap();
        assert_eq!(names(), ["default", "Shop", "work"]);
    }
}
