//! What a connector is handed to work with: files and secrets are not its own.

use std::fs::File;
use std::io;
use std::sync::Arc;

use crate::base::secret::Secret;
use crate::domain::ContentHash;

/// Opens the content of a file by its name; `None` when it is not kept (any more). May wait for the disk.
pub type OpenFile = Arc<dyn Fn(ContentHash) -> io::Result<Option<File>> + Send + Sync>;

/// Tells a password or a token as it is now, or why it cannot be told. May wait for the disk or for a command, so it is asked
/// where waiting is allowed; whoever is refused asks anew before trying again.
pub type GetSecret = Arc<dyn Fn() -> Result<Secret, String> + Send + Sync>;
