//! `keydesk` without a command: the inbox on the user's own desk, and on those of other profiles from there.

use crate::config::{Profile, Store};
use crate::tui::hub::Profiles;

use super::super::context::Context;
use super::super::desk::OpenDesk;
use super::super::report::Trouble;
use super::super::screen::{self, Customers};

/// Opens it, and then each profile that is asked for on the screen.
pub(super) fn run(context: &Context) -> Result<(), Trouble> {
    screen::check_terminal(&context.around.terminal.term)?;
    let mut next = open(context)?;
    while let Some(name) = next {
        // What is on the list can be parsed: the list is made of what can.
        let profile = Profile::parse(&name).unwrap_or_default();
        next = open(&context.switched(profile))?;
    }
    Ok(())
}

/// Opens the screen on one desk; tells which profile is wanted next.
fn open(context: &Context) -> Result<Option<String>, Trouble> {
    let settings = context.settings()?;
    let desk = match settings.0.store {
        Store::Hub => OpenDesk::bare(context)?,
        Store::Local => OpenDesk::make(context)?,
    };
    desk.must_follow(context, &settings.0)?;
    let me = desk.me(&settings.0)?;
    screen::open(context, desk, me, settings, Customers::default(), profiles(context))
}

/// The profiles there are. A folder that was named is none, and leads to none.
fn profiles(context: &Context) -> Profiles {
    let all = context.plain_paths().ok().and_then(|it| Profile::all(&it.data_dir).ok());
    match all {
        Some(all) if context.in_a_profile() => Profiles {
            here: context.overrides.profile.name().to_owned(),
            all: all.iter().map(|it| it.name().to_owned()).collect(),
        },
        _ => Profiles::default(),
    }
}
