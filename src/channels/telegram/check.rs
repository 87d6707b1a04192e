//! Looks after a bot's account without changing anything there.

use std::time::Duration;

use reqwest::Url;
use serde_json::json;

use super::api::{Api, Fault};
use super::map::full_name;
use super::wire::{User, WebhookInfo};
use crate::base::msg::Msg;
use crate::channels::{Finding, Grade};

const LIMIT: Duration = Duration::from_secs(20);
/// From so many on, what waits at the service is worth a look.
const MANY: i64 = 100;

/// All steps. Where the token is refused nothing else can be asked.
pub(super) async fn check(api: &Api) -> Vec<Finding> {
    let bot: User = match api.call("getMe", &json!({}), LIMIT).await {
        Ok(bot) => bot,
        Err(fault) => return vec![no_bot(&fault)],
    };
    let mut findings = vec![good(&bot)];
    match api.call::<WebhookInfo>("getWebhookInfo", &json!({}), LIMIT).await {
        Ok(info) => findings.extend([webhook(&info), pending(&info)]),
        Err(fault) => findings.push(Finding {
            step: "webhook",
            grade: Grade::Unknown,
            said: Msg::new("tg-webhook-unknown").with("why", fault.why()),
            todo: None,
        }),
    }
    findings.extend(groups(&bot));
    findings
}

fn no_bot(fault: &Fault) -> Finding {
    let (said, todo) = match fault {
        Fault::NoToken(_) => ("tg-token-missing", "tg-token-missing-todo"),
        fault if fault.refuses_token() => ("tg-token-refused", "tg-token-refused-todo"),
        _ => ("tg-unreachable", "tg-unreachable-todo"),
    };
    Finding {
        step: "token",
        grade: Grade::Bad,
        said: Msg::new(said).with("why", fault.why()),
        todo: Some(Msg::new(todo)),
    }
}

fn good(bot: &User) -> Finding {
    let name = full_name(Some(&bot.first_name), bot.last_name.as_deref());
    let handle = bot.username.as_ref().map(|it| format!("@{it}")).unwrap_or_default();
    Finding {
        step: "token",
        grade: Grade::Good,
        said: Msg::new("tg-token-good").with("name", name).with("handle", handle),
        todo: None,
    }
}

fn webhook(info: &WebhookInfo) -> Finding {
    if info.url.is_empty() {
        let said = Msg::new("tg-webhook-none");
        return Finding { step: "webhook", grade: Grade::Good, said, todo: None };
    }
    // The rest of the address may be that service's secret.
    let url = Url::parse(&info.url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or("?").to_owned();
    Finding {
        step: "webhook",
        grade: Grade::Bad,
        said: Msg::new("tg-webhook-set").with("host", host),
        todo: Some(Msg::new("tg-webhook-set-todo")),
    }
}

fn pending(info: &WebhookInfo) -> Finding {
    let count = info.pending_update_count;
    let many = MANY <= count;
    Finding {
        step: "pending",
        grade: if many { Grade::Doubtful } else { Grade::Good },
        said: Msg::new("tg-pending").with("count", count),
        todo: many.then(|| Msg::new("tg-pending-todo")),
    }
}

/// What a bot sees of groups; nothing to say of one that cannot be in any.
fn groups(bot: &User) -> Option<Finding> {
    if bot.can_join_groups == Some(false) {
        return None;
    }
    let all = bot.can_read_all_group_messages?;
    let (said, todo) = match all {
        true => ("tg-groups-all", None),
        false => ("tg-groups-private", Some(Msg::new("tg-groups-private-todo"))),
    };
    Some(Finding { step: "groups", grade: Grade::Good, said: Msg::new(said), todo })
}
