//! Asks the desk without holding up the runtime: the desk's threads answer.

use tokio::sync::oneshot;

use super::problem::Fault;
use crate::store::{Desk, Sqlite, StoreError};

/// Reads.
pub(super) async fn read<R: Send + 'static>(
    desk: &Desk,
    job: impl FnOnce(&Sqlite) -> Result<R, StoreError> + Send + 'static,
) -> Result<R, Fault> {
    let (answer, answered) = oneshot::channel();
    desk.read(move |it| {
        // Whoever asked may have gone: then there is nothing to read.
        if !answer.is_closed() {
            let _ = answer.send(job(it));
        }
    });
    heard(answered).await
}

/// Reads what takes its time.
pub(super) async fn study<R: Send + 'static>(
    desk: &Desk,
    job: impl FnOnce(&Sqlite) -> Result<R, StoreError> + Send + 'static,
) -> Result<R, Fault> {
    let (answer, answered) = oneshot::channel();
    desk.study(move |it| {
        if !answer.is_closed() {
            let _ = answer.send(job(it));
        }
    });
    heard(answered).await
}

/// The answer that a thread of the desk gives.
pub(super) async fn heard<R>(
    answered: oneshot::Receiver<Result<R, StoreError>>,
) -> Result<R, Fault> {
    answered.await.unwrap_or(Err(StoreError::Gone)).map_err(Fault::from)
}
