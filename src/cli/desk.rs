//! The desk a command works on: where it lies, whose it is, and who works on it.

use std::path::{Path, PathBuf};

use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::config::Config;
use crate::domain::{Agent, Channel, Role};
use crate::store::{Desk, Inbox as _, Ledger as _, Roster, Sqlite, StoreError};

use super::context::Context;
use super::report::{Complaint, Trouble};

/// The name of the first agent where the system does not know the user's.
const NOBODY_IN_PARTICULAR: &str = "admin";

/// An open desk and the file it lies in.
#[derive(Debug)]
pub(super) struct OpenDesk {
    /// The desk.
    pub(super) desk: Desk,
    file: PathBuf,
    /// What mends it when it is damaged.
    remedy: Msg,
}

impl OpenDesk {
    /// Opens the user's own desk; makes it, with the user as its first agent, where there is none.
    pub(super) fn make(context: &Context) -> Result<Self, Trouble> {
        let opened = Self::open(&context.paths()?.data_dir, recovery(context))?;
        let name = context.around.user.clone();
        let name = name.map(|it| clean_line(&it).trim().to_owned()).filter(|it| !it.is_empty());
        let name = name.unwrap_or_else(|| NOBODY_IN_PARTICULAR.to_owned());
        opened.begin(move |desk| desk.add_agent(&name, Role::Admin).map(drop))?;
        Ok(opened)
    }

    /// Opens the user's own desk; makes it, with nobody on it, where there is none.
    pub(super) fn bare(context: &Context) -> Result<Self, Trouble> {
        Self::open(&context.paths()?.data_dir, recovery(context))
    }

    /// Fills a desk on which nobody works yet. Of several processes that start at once, one does.
    pub(super) fn begin(
        &self,
        fill: impl FnOnce(&mut Sqlite) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), Trouble> {
        // Looked at first, so that a desk in use, or one that cannot be written, opens without waiting.
        if !self.roster()?.agents.is_empty() {
            return Ok(());
        }
        self.write(|desk| {
            desk.bulk(|desk| if desk.roster()?.agents.is_empty() { fill(desk) } else { Ok(()) })
        })
    }

    /// Opens the user's own desk, which must be there: a look at it makes nothing.
    pub(super) fn find(context: &Context) -> Result<Self, Trouble> {
        let dir = context.paths()?.data_dir;
        must_exist(context, &dir)?;
        Self::open(&dir, recovery(context))
    }

    /// Opens the desk in a folder; `remedy` is what mends it when it is damaged.
    pub(super) fn open(dir: &Path, remedy: Msg) -> Result<Self, Trouble> {
        let file = Desk::file(dir);
        match Desk::open(dir) {
            Ok(desk) => Ok(Self { desk, file, remedy }),
            Err(source) => Err(trouble(source, file, &remedy)),
        }
    }

    /// Reads from it.
    pub(super) fn read<R: Send + 'static>(
        &self,
        job: impl FnOnce(&Sqlite) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, Trouble> {
        self.desk.read_now(job).map_err(|it| self.trouble(it))
    }

    /// Reads what takes its time.
    pub(super) fn study<R: Send + 'static>(
        &self,
        job: impl FnOnce(&Sqlite) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, Trouble> {
        self.desk.study_now(job).map_err(|it| self.trouble(it))
    }

    /// Writes to it.
    pub(super) fn write<R: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Sqlite) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, Trouble> {
        self.desk.write_now(job).map_err(|it| self.trouble(it))
    }

    /// Who and what is on it.
    pub(super) fn roster(&self) -> Result<Roster, Trouble> {
        self.read(|it| it.roster())
    }

    /// The channel of a name; the nearest one is suggested when there is none.
    pub(super) fn channel(&self, name: &str) -> Result<Channel, Trouble> {
        let channels = self.roster()?.channels;
        let names: Vec<&str> = channels.iter().map(|it| it.name.as_str()).collect();
        let hint = hint(name, &names, Msg::new("cli-no-channels"));
        channels
            .iter()
            .find(|it| it.name == name)
            .cloned()
            .ok_or_else(|| Trouble::refused(Msg::new("cli-no-channel").with("name", name), hint))
    }

    /// Who I am: the agent the settings name, or else the desk's first admin. On a replica the one the hub knows.
    pub(super) fn me(&self, config: &Config) -> Result<Agent, Trouble> {
        let agents = self.roster()?.agents;
        match self.progress()? {
            Some(replica) => {
                let nobody = || {
                    let none = Complaint::new(Msg::new("cli-hub-nobody"));
                    Trouble::Refused(none.hint(Msg::new("cli-hub-nobody-hint")))
                };
                agents.into_iter().find(|it| it.id == replica.me).ok_or_else(nobody)
            }
            None => me(&agents, &config.agent.name),
        }
    }

    /// Why the desk cannot be used.
    pub(super) fn trouble(&self, source: StoreError) -> Trouble {
        trouble(source, self.file.clone(), &self.remedy)
    }
}

/// Refuses where there is no desk; says what makes one.
pub(super) fn must_exist(context: &Context, dir: &Path) -> Result<(), Trouble> {
    // What cannot even be looked at is told by opening it.
    if Desk::file(dir).try_exists().unwrap_or(true) {
        return Ok(());
    }
    let none = Msg::new("cli-no-desk").with("dir", dir.display().to_string());
    let command = typed(context, "channel add demo");
    Err(Trouble::refused(none, Msg::new("cli-no-desk-hint").with("command", command)))
}

/// A desk that cannot be used.
pub(super) fn trouble(source: StoreError, file: PathBuf, remedy: &Msg) -> Trouble {
    let hint = matches!(source, StoreError::Corrupt(_)).then(|| remedy.clone());
    Trouble::desk(file, source, hint)
}

/// How the user's own desk is mended.
fn recovery(context: &Context) -> Msg {
    Msg::new("cli-recover-hint").with("command", typed(context, "desk recover"))
}

/// A command as it must be typed to mean the same desk.
pub(super) fn typed(context: &Context, command: &str) -> String {
    let (overrides, around) = (&context.overrides, &context.around);
    match (&overrides.dir, super::context::called(overrides, around)) {
        (Some(dir), _) => format!("keydesk --dir {} {command}", quoted(&dir.display().to_string())),
        (None, Some(profile)) => format!("keydesk --profile {profile} {command}"),
        (None, None) => format!("keydesk {command}"),
    }
}

/// A word as a shell wants it.
pub(super) fn quoted(word: &str) -> String {
    let plain = |it: char| it.is_alphanumeric() || "-_./:@%+=,".contains(it);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Who I am: the agent the settings name, or else the desk's first admin.
pub(super) fn me(agents: &[Agent], name: &str) -> Result<Agent, Trouble> {
    if name.is_empty() {
        let first = |admins: bool| {
            let fit = agents.iter().filter(|it| !admins || it.role == Role::Admin);
            fit.min_by_key(|it| (it.blocked, it.id)).cloned()
        };
        let nobody = || Trouble::refused(Msg::new("cli-no-agents"), Msg::new("cli-no-agents-hint"));
        return first(true).or_else(|| first(false)).ok_or_else(nobody);
    }
    let names: Vec<&str> = agents.iter().map(|it| it.name.as_str()).collect();
    let hint = hint(name, &names, Msg::new("cli-no-agents"));
    let unknown = || Trouble::refused(Msg::new("cli-no-agent").with("name", name), hint);
    agents.iter().find(|it| it.name == name).cloned().ok_or_else(unknown)
}

/// Refuses what concerns channels where I may not.
pub(super) fn may_manage(me: &Agent, may: bool) -> Result<(), Trouble> {
    if may {
        return Ok(());
    }
    let hint = Msg::new("cli-only-admins").with("name", me.name.as_str());
    Err(Trouble::Refused(Complaint::new(Msg::new("refused-not-allowed")).hint(hint)))
}

/// The name that was meant, or all there are; `none` when there are none.
pub(super) fn hint(wrong: &str, known: &[&str], none: Msg) -> Msg {
    match crate::config::nearest(wrong, known) {
        Some(word) => Msg::new("config-hint-meant").with("word", word),
        None if known.is_empty() => none,
        None => Msg::new("config-hint-known").with("names", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Barrier};

    use super::super::context::Surroundings;
    use super::*;
    use crate::config::Overrides;
    use crate::i18n::{Catalog, Language};

    #[test]
    fn of_several_first_starts_at_once_one_makes_the_admin() {
        for _ in 0..8 {
            let dir = tempfile::tempdir().unwrap();
            let gate = Barrier::new(4);
            std::thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| {
                        let dir = Some(dir.path().into());
                        let overrides = Overrides { dir, ..Overrides::default() };
                        let catalog = Arc::new(Catalog::new(Language::En));
                        let context = Context::new(overrides, Surroundings::default(), catalog);
                        gate.wait();
                        OpenDesk::make(&context).unwrap();
                    });
                }
            });
            let opened = OpenDesk::open(dir.path(), Msg::new("cli-recover-hint")).unwrap();
            assert_eq!(opened.roster().unwrap().agents.len(), 1);
        }
    }

    #[test]
    fn who_comes_second_fills_nothing_whatever_they_saw_before() {
        let dir = tempfile::tempdir().unwrap();
        let open = || OpenDesk::open(dir.path(), Msg::new("cli-recover-hint")).unwrap();
        let (one, two) = (open(), open());
        let add = |desk: &mut Sqlite| desk.add_agent("Anna", Role::Admin).map(drop);
        let (begun, has_begun) = std::sync::mpsc::channel();
        let first = std::thread::spawn(move || {
            one.begin(move |desk| {
                begun.send(()).unwrap();
                add(desk)
            })
        });
        has_begun.recv().unwrap();
        two.begin(add).unwrap();
        first.join().unwrap().unwrap();
        assert_eq!(open().roster().unwrap().agents.len(), 1);
    }
}
