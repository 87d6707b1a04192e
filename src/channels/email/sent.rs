//! The copy of a sent mail in the mailbox, where its owner looks for it.

use std::time::Duration;

use tokio::time::timeout;

use super::{Settings, folder, imap};

/// How long keeping a copy may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Puts a copy of `mail`, read already, into the folder. The mail is with the server by now: that there is no copy of it
/// changes nothing, and is only noted.
pub(super) async fn keep(settings: &Settings, folder: &str, mail: &[u8]) {
    let why = match timeout(PATIENCE, append(settings, folder, mail)).await {
        Ok(Ok(())) => return,
        Ok(Err(why)) => why,
        Err(_) => "the server does not answer".to_owned(),
    };
    tracing::warn!(why, "a sent mail has no copy in the folder for sent mail");
}

async fn append(settings: &Settings, name: &str, mail: &[u8]) -> Result<(), String> {
    let mut session = imap::login(settings).await.map_err(|it| it.to_string())?;
    let kept = session.append(folder::wired(name), Some("(\\Seen)"), None, mail).await;
    let _ = session.logout().await;
    kept.map_err(|it| it.to_string())
}
