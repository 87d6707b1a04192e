//! What mail servers report on a mail of ours (RFC 3464).

use mail_parser::HeaderName;

use super::mime::{self, Entity, Leaf};
use crate::domain::{News, Receipt};

/// The longest reason, in bytes.
const REASON_MAX: usize = 500;

/// Reads a report; `None` where it tells of no mail or of nothing final, so that a person has to read it.
pub(super) fn read(leaves: &[Leaf<'_>]) -> Option<News> {
    let status = leaves.iter().find(|it| it.kind.ends_with("/delivery-status"))?;
    let original = leaves.iter().find(|it| {
        matches!(it.kind.as_str(), "message/rfc822" | "text/rfc822-headers" | "message/global")
    })?;
    let content = original.entity.content();
    let remote =
        mime::ids(&Entity::of(&content).fields, HeaderName::MessageId).into_iter().next()?;
    let said = status.entity.content();
    // First what holds for the whole mail, then one group of fields for each receiver.
    let said: Vec<u8> = said.iter().copied().filter(|it| *it != b'\r').collect();
    let field = |name: &str| {
        let mut groups = said.split(|it| *it == b'\n').collect::<Vec<_>>();
        groups.retain(|it| !it.is_empty());
        mime::field(&groups.join(&b'\n'), name)
    };
    let receipt = match field("Action")?.to_lowercase().as_str() {
        "failed" => Receipt::Failed { reason: reason(&field) },
        "delivered" => Receipt::Delivered,
        _ => return None,
    };
    Some(News::Report { remote, receipt })
}

fn reason(field: &impl Fn(&str) -> Option<String>) -> String {
    let said = field("Diagnostic-Code").map(|it| match it.split_once(';') {
        Some((_, words)) => words.trim().to_owned(),
        None => it,
    });
    let mut reason =
        said.filter(|it| !it.is_empty()).or_else(|| field("Status")).unwrap_or_default();
    if let Some(whom) =
        field("Final-Recipient").and_then(|it| Some(it.split_once(';')?.1.trim().to_owned()))
    {
        reason = format!("{reason} ({whom})");
    }
    reason.truncate(reason.floor_char_boundary(REASON_MAX));
    reason
}
