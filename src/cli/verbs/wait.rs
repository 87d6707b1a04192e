//! Waiting until a message has left, whichever process sends it.

use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use clap::{Arg, value_parser};

use crate::base::msg::Msg;
use crate::domain::{Delivery, DialogId, MessageId};
use crate::i18n::Catalog;
use crate::store::{Inbox as _, Lease};

use super::super::args;
use super::super::report::{Trouble, note};
use super::Work;

/// Where the system has no watches left, the desk is looked at so often.
const DEAF: Duration = Duration::from_millis(500);

/// `--wait SECONDS`
pub(super) fn wait_arg(catalog: &Catalog) -> Arg {
    args::option(catalog, "wait", "cli-value-seconds", "cli-help-wait")
        .value_parser(value_parser!(u64).range(..=3600))
}

/// Where the message stands when its fate is known, or when the time is over.
pub(super) fn until_delivered(
    work: &Work<'_>,
    (dialog, message): (DialogId, MessageId),
    patience: Duration,
) -> Result<Delivery, Trouble> {
    let desk = &work.opened.desk;
    let (tell, told) = channel();
    desk.subscribe(move |_| {
        let _ = tell.send(());
    });
    let mut said = false;
    let begun = Instant::now();
    loop {
        let delivery = look(work, dialog, message)?;
        if !delivery.on_its_way() {
            return Ok(delivery);
        }
        if !said && Lease::holder(desk.dir()).is_none() {
            note(&work.say(&Msg::new("cli-wait-nobody")));
            said = true;
        }
        let left = patience.saturating_sub(begun.elapsed());
        if left.is_zero() {
            return Ok(delivery);
        }
        let span = if desk.hears_others() { left } else { left.min(DEAF) };
        let _ = told.recv_timeout(span);
    }
}

fn look(work: &Work<'_>, dialog: DialogId, message: MessageId) -> Result<Delivery, Trouble> {
    let next = Some(MessageId(message.0 + 1));
    let page = work.opened.read(move |it| it.thread(dialog, next, 1))?;
    let found = page.messages.into_iter().find(|it| it.id == message);
    // A dialog that is gone takes its messages with it.
    Ok(found.and_then(|it| it.delivery).unwrap_or(Delivery::Dropped))
}
