//! `keydesk snooze`: hides dialogs until a moment or until the customer writes, or shows them again.

use clap::{ArgGroup, ArgMatches, Command};

use crate::base::text::cut;
use crate::domain::{Intent, moment};
use crate::i18n::Catalog;

use super::super::args;
use super::super::context::Context;
use super::super::report::{Complaint, Trouble};
use super::super::verbs::{self, to_all};

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let until = args::option(catalog, "until", "cli-value-moment", "cli-help-until");
    let wake = args::switch(catalog, "wake", "cli-help-wake");
    let command = args::subcommand(catalog, "snooze", "cli-snooze")
        .arg(verbs::ids_arg(catalog))
        .arg(until)
        .arg(wake)
        .group(ArgGroup::new("when").args(["until", "wake"]).required(true));
    let command = verbs::changing(catalog, command);
    verbs::examples(
        catalog,
        command,
        &[
            "keydesk snooze 12 --until 'завтра 9:00'",
            "keydesk snooze 12 --until 'in 2h'",
            "keydesk snooze 12 --wake",
        ],
    )
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    let Some(until) = verbs::given(matches, "until") else {
        return to_all(context, matches, |_| Ok(vec![Intent::Wake]));
    };
    to_all(context, matches, |work| {
        let at = moment::parse(until, work.now, work.utc_offset).map_err(|fault| {
            let because = Some(cut(until, 80).into_owned());
            let wrong = Complaint::new(fault.say()).hint(moment::examples());
            Trouble::Usage(Complaint { because, ..wrong })
        })?;
        Ok(vec![Intent::Snooze(at)])
    })
}
