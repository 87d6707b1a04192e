//! Asks a desk from a task, again and again until it answers: what must not be lost is tried until the disk takes it.

use tokio::sync::oneshot;
use tokio::time::sleep;

use super::{Desk, Sqlite, StoreError};
use crate::base::msg::Msg;
use crate::base::patience::Patience;

impl Desk {
    /// Asks the thread that reads. `tell` hears what is wrong after each try that failed, and nothing once it is over.
    pub async fn insist_on_reading<R: Send + 'static>(
        &self,
        patience: Patience,
        tell: impl Fn(Option<Msg>),
        job: impl Fn(&Sqlite) -> Result<R, StoreError> + Clone + Send + 'static,
    ) -> R {
        let ask = || {
            let (answer, answered) = oneshot::channel();
            let job = job.clone();
            self.read(move |desk| drop(answer.send(job(desk))));
            answered
        };
        insist(ask, patience, tell).await
    }

    /// Asks the thread that writes, in the same way.
    pub async fn insist_on_writing<R: Send + 'static>(
        &self,
        patience: Patience,
        tell: impl Fn(Option<Msg>),
        job: impl Fn(&mut Sqlite) -> Result<R, StoreError> + Clone + Send + 'static,
    ) -> R {
        let ask = || {
            let (answer, answered) = oneshot::channel();
            let job = job.clone();
            self.write(move |desk| drop(answer.send(job(desk))));
            answered
        };
        insist(ask, patience, tell).await
    }
}

async fn insist<R>(
    ask: impl Fn() -> oneshot::Receiver<Result<R, StoreError>>,
    mut patience: Patience,
    tell: impl Fn(Option<Msg>),
) -> R {
    let mut troubled = false;
    loop {
        let error = match ask().await.unwrap_or(Err(StoreError::Gone)) {
            Ok(answer) => {
                if troubled {
                    tell(None);
                }
                return answer;
            }
            Err(error) => error,
        };
        troubled = true;
        tell(Some(error.say()));
        sleep(patience.after_failure()).await;
    }
}
