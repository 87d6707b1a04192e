//! `keydesk demo`: the inbox on a desk of its own, with customers played by the program.
//!
//! A marker beside the desk says that it is the demo's, and which story is told on it. It is there before the
//! desk is, so a desk without it is always somebody's work, and is left alone.

use std::io;
use std::path::Path;

use clap::{ArgMatches, Command, value_parser};

use crate::base::clock::now;
use crate::base::msg::Msg;
use crate::channels::demo::opening;
use crate::i18n::Catalog;
use crate::store::{Blobs, Desk, Lease, StoreError};
use crate::tui::hub::Profiles;

use super::super::context::Context;
use super::super::desk::{self, OpenDesk};
use super::super::report::Trouble;
use super::super::screen::{self, Customers, PACE_MAX};
use super::super::{args, demo_desk};

/// Marks a folder as the demo's and holds the story's number.
const MARKER: &str = "demo-desk";

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let pace = Msg::new("cli-help-pace").with("pace", Customers::default().pace);
    args::subcommand(catalog, "demo", "cli-demo")
        .arg(args::switch(catalog, "fresh", "cli-help-fresh"))
        .arg(
            args::option(catalog, "seed", "cli-value-number", "cli-help-seed")
                .value_parser(value_parser!(u64)),
        )
        .arg(
            args::option(catalog, "pace", "cli-value-number", "cli-help-seed")
                .help(catalog.say(&pace))
                .value_parser(value_parser!(u32).range(..=i64::from(PACE_MAX))),
        )
}

/// Opens it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    screen::check_terminal(&context.around.terminal.term)?;
    let settings = context.settings()?;
    let paths = context.paths()?;
    let dir = context.overrides.dir.as_deref().unwrap_or(&paths.demo_dir);
    let fresh = matches.get_flag("fresh");
    let seed = prepare(context, dir, fresh, matches.get_one("seed").copied())?;
    let desk = filled(context, dir, seed)?;
    let agents = desk.roster()?.agents;
    // The settings name somebody on the user's own desk, who need not work in the demo's shop.
    let me = desk::me(&agents, &settings.0.agent.name).or_else(|_| desk::me(&agents, ""))?;
    let pace = matches.get_one("pace").copied().unwrap_or(Customers::default().pace);
    let customers = Customers { seed, pace };
    // The demo is a desk beside all others: from here there is nowhere to go.
    screen::open(context, desk, me, settings, customers, Profiles::default()).map(drop)
}

/// Makes the folder the demo's and tells its story's number.
fn prepare(context: &Context, dir: &Path, fresh: bool, asked: Option<u64>) -> Result<u64, Trouble> {
    let kept = marked(dir);
    if kept.is_none() && Desk::file(dir).exists() {
        let other = Msg::new("cli-demo-not-one").with("dir", dir.display().to_string());
        return Err(Trouble::refused(other, Msg::new("cli-demo-not-one-hint")));
    }
    if let Some(kept) = kept.filter(|_| !fresh) {
        return match asked.filter(|it| *it != kept) {
            None => Ok(kept),
            Some(asked) => Err(other_story(context, kept, asked)),
        };
    }
    let failed = |source| Trouble::desk(dir.into(), StoreError::Unopened(source), None);
    if kept.is_some() {
        // Held until the old desk is gone, so that nobody plays on it meanwhile.
        let lease = Lease::try_take(dir).map_err(failed)?;
        if lease.is_none() {
            let busy = Msg::new("cli-demo-busy");
            return Err(Trouble::refused(busy, Msg::new("cli-demo-busy-hint")));
        }
        Desk::erase(dir).map_err(failed)?;
    }
    let seed = asked.unwrap_or(Customers::default().seed);
    mark(dir, seed).map_err(failed)?;
    Ok(seed)
}

fn other_story(context: &Context, kept: u64, asked: u64) -> Trouble {
    let number = |it: u64| it.to_string();
    let other = Msg::new("cli-demo-seed").with("kept", number(kept)).with("asked", number(asked));
    let command = desk::typed(context, &format!("demo --fresh --seed {asked}"));
    Trouble::refused(other, Msg::new("cli-demo-seed-hint").with("command", command))
}

/// The number of the story, if the folder is the demo's. A marker that says nothing still marks.
fn marked(dir: &Path) -> Option<u64> {
    let text = std::fs::read(dir.join(MARKER)).ok()?;
    let number = String::from_utf8_lossy(&text).trim().parse();
    Some(number.unwrap_or(Customers::default().seed))
}

fn mark(dir: &Path, seed: u64) -> io::Result<()> {
    Desk::make_dir(dir)?;
    std::fs::write(dir.join(MARKER), format!("{seed}\n"))
}

/// The demo's desk, with its story told up to now if nobody has told it yet.
fn filled(context: &Context, dir: &Path, seed: u64) -> Result<OpenDesk, Trouble> {
    let command = desk::typed(context, "demo --fresh");
    let opened = OpenDesk::open(dir, Msg::new("cli-demo-damaged-hint").with("command", command))?;
    let blobs = Blobs::beside(dir);
    opened.begin(move |desk| demo_desk::build_with_files(desk, opening(seed, now()), &blobs))?;
    Ok(opened)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::config::Overrides;
    use crate::i18n::Language;
    use crate::store::{Inbox as _, Sqlite};

    use super::super::super::context::Surroundings;

    fn context(dir: &Path) -> Context {
        let overrides = Overrides { dir: Some(dir.into()), ..Overrides::default() };
        Context::new(overrides, Surroundings::default(), Arc::new(Catalog::new(Language::En)))
    }

    fn id(trouble: &Trouble) -> &'static str {
        match trouble {
            Trouble::Refused(complaint) => complaint.what.id,
            other => panic!("{other:?}"),
        }
    }

    fn files(dir: &Path) -> Vec<PathBuf> {
        let mut names: Vec<PathBuf> =
            dir.read_dir().unwrap().map(|it| it.unwrap().file_name().into()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_marker_keeps_the_story_s_number() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(marked(dir.path()), None);
        mark(dir.path(), u64::MAX).unwrap();
        assert_eq!(marked(dir.path()), Some(u64::MAX));
        std::fs::write(dir.path().join(MARKER), b"\xff").unwrap();
        assert_eq!(marked(dir.path()), Some(1));
    }

    #[test]
    fn a_desk_keeps_its_story_until_it_is_thrown_away() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let context = context(dir);
        assert_eq!(prepare(&context, dir, false, Some(7)).unwrap(), 7);
        assert_eq!(prepare(&context, dir, false, None).unwrap(), 7);
        assert_eq!(prepare(&context, dir, false, Some(7)).unwrap(), 7);
        let other = prepare(&context, dir, false, Some(8)).unwrap_err();
        assert_eq!(id(&other), "cli-demo-seed");
        assert_eq!(prepare(&context, dir, true, Some(8)).unwrap(), 8);
        assert_eq!(prepare(&context, dir, true, None).unwrap(), 1);
    }

    #[test]
    fn a_story_is_told_once_and_thrown_away_with_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        std::fs::write(dir.join("letter.txt"), "mine").unwrap();
        let context = context(dir);
        let dialogs = |dir: &Path| {
            let seed = prepare(&context, dir, false, None).unwrap();
            let totals = filled(&context, dir, seed).unwrap().read(|it| it.totals()).unwrap();
            totals.cells.values().map(|it| it.dialogs).sum::<i64>()
        };
        let first = dialogs(dir);
        assert!(first > 100);
        assert_eq!(dialogs(dir), first, "not told a second time");
        let lease = Lease::try_take(dir).unwrap();
        let busy = prepare(&context, dir, true, None).unwrap_err();
        assert_eq!(id(&busy), "cli-demo-busy");
        assert!(Desk::file(dir).exists());
        drop(lease);
        prepare(&context, dir, true, None).unwrap();
        assert_eq!(files(dir), ["courier.lock", MARKER, "letter.txt"].map(PathBuf::from));
    }

    #[test]
    fn of_two_first_starts_at_once_one_tells_the_story() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let seed = prepare(&context(dir), dir, false, None).unwrap();
        let agents = || filled(&context(dir), dir, seed).unwrap().roster().unwrap().agents;
        let [one, two] = std::thread::scope(|scope| {
            [scope.spawn(agents), scope.spawn(agents)].map(|it| it.join().unwrap())
        });
        let told = opening(seed, now()).agents.len();
        assert_eq!((one.len(), two.len()), (told, told));
    }

    #[test]
    fn a_desk_without_a_marker_is_somebody_s_work() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        drop(Sqlite::open(&Desk::file(dir)).unwrap());
        for fresh in [false, true] {
            let other = prepare(&context(dir), dir, fresh, None).unwrap_err();
            assert_eq!(id(&other), "cli-demo-not-one");
        }
        assert_eq!(files(dir), [PathBuf::from("desk.db")]);
    }
}
