//! The socket's file. One that somebody answers on is never taken away.

use std::io;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use tokio::net::{UnixListener, UnixStream};

/// A listener and its file, which goes with it.
#[derive(Debug)]
pub(super) struct Socket {
    pub(super) listener: UnixListener,
    pub(super) file: File,
}

/// The socket's file; deleted when this is dropped, if it still is the same.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    inode: Option<u64>,
}

impl Drop for File {
    fn drop(&mut self) {
        // Somebody may have put another one there meanwhile.
        if inode(&self.path) == self.inode {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Who may come in by the socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SocketMode {
    /// The user who runs the hub (mode 0600).
    #[default]
    Owner,
    /// The file's group too (mode 0660).
    Group,
}

/// Listens on a socket.
///
/// # Errors
/// When somebody answers there already ([`io::ErrorKind::AddrInUse`]), something else lies there, or it cannot be made.
pub(super) async fn listen(path: &Path, mode: SocketMode) -> io::Result<Socket> {
    match std::fs::symlink_metadata(path) {
        Ok(it) if !it.file_type().is_socket() => return Err(io::ErrorKind::AlreadyExists.into()),
        // What a hub left that was killed.
        Ok(_) => match UnixStream::connect(path).await {
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                std::fs::remove_file(path)?;
            }
            Ok(_) => return Err(io::ErrorKind::AddrInUse.into()),
            Err(error) => return Err(error),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => (),
        Err(error) => return Err(error),
    }
    let mode = match mode {
        SocketMode::Owner => 0o600,
        SocketMode::Group => 0o660,
    };
    // Made under another name and with its rights, so that nobody comes in before they hold.
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(format!(".{}.new", std::process::id()));
    let fresh = PathBuf::from(fresh);
    let _ = std::fs::remove_file(&fresh);
    let listener = UnixListener::bind(&fresh)?;
    let placed = std::fs::set_permissions(&fresh, std::fs::Permissions::from_mode(mode))
        .and_then(|()| std::fs::rename(&fresh, path));
    if let Err(error) = placed {
        let _ = std::fs::remove_file(&fresh);
        return Err(error);
    }
    Ok(Socket { listener, file: File { path: path.to_owned(), inode: inode(path) } })
}

fn inode(path: &Path) -> Option<u64> {
    std::fs::symlink_metadata(path).ok().map(|it| std::os::unix::fs::MetadataExt::ino(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_a_killed_hub_left_is_replaced_and_what_lives_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hub.sock");
        let first = listen(&path, SocketMode::Owner).await.unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        let taken = listen(&path, SocketMode::Owner).await.unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
        // As after a kill: the file stays, nobody answers.
        let Socket { listener, file } = first;
        drop(listener);
        std::mem::forget(file);
        let second = listen(&path, SocketMode::Group).await.unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o660);
        drop(second);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_file_that_is_no_socket_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("notes.txt");
        std::fs::write(&path, "mine").unwrap();
        let wrong = listen(&path, SocketMode::Owner).await.unwrap_err();
        assert_eq!(wrong.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    }
}
