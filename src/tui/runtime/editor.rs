//! The person's own editor, for long texts.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::base::msg::Msg;
use crate::tui::event::Event;

/// Lets the person edit `text` in `command` and tells what became of it. The text lies in the desk's own folder
/// meanwhile, readable for its owner only.
pub(super) fn edit(command: &str, folder: &Path, text: &str) -> Event {
    let file = folder.join(format!("reply-{}.txt", std::process::id()));
    let ran = write(&file, text).and_then(|()| run(command, &file));
    let event = match ran.and_then(|well| Ok((well, fs::read(&file)?))) {
        // Some editors keep other encodings: what cannot be read is marked, and nothing is thrown away.
        Ok((true, bytes)) => Event::Edited(String::from_utf8_lossy(&bytes).into_owned()),
        Ok((false, bytes)) if bytes != text.as_bytes() => {
            // It broke down, or was left so on purpose: the text stays as it was, and what was saved stays too.
            let kept = Msg::new("editor-kept").with("file", file.display().to_string());
            return Event::NotEdited(kept);
        }
        Ok((false, _)) => Event::NotEdited(Msg::new("editor-cancelled")),
        Err(error) => not_edited(command, &error.to_string()),
    };
    let _ = fs::remove_file(&file);
    event
}

/// Lets a command show a file; tells what is wrong where it could not. The terminal is the command's meanwhile.
pub(super) fn show(command: &str, file: &Path) -> Option<Event> {
    let why = match run(command, file) {
        Ok(true) => return None,
        Ok(false) => String::new(),
        Err(error) => error.to_string(),
    };
    let failed = if why.is_empty() { "files-opener-left" } else { "files-opener-failed" };
    Some(Event::NotEdited(Msg::new(failed).with("command", command).with("why", why)))
}

fn write(file: &Path, text: &str) -> std::io::Result<()> {
    let _ = fs::remove_file(file);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    file.write_all(text.as_bytes())
}

/// Runs the command as a shell would; true when it ended well.
fn run(command: &str, file: &Path) -> std::io::Result<bool> {
    let script = format!("{command} \"$1\"");
    let status = Command::new("sh").arg("-c").arg(script).arg("sh").arg(file).status()?;
    Ok(status.success())
}

fn not_edited(command: &str, why: &str) -> Event {
    Event::NotEdited(Msg::new("editor-failed").with("command", command).with("why", why))
}
