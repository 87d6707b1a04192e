//! Panics that end nothing but the work they happen in: whoever contains one has it begun again, and it is told later.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::task::Poll;

/// What is told of panics, at most. One that comes again and again is told once.
const NOTES_MAX: usize = 8;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
    static NOTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

static NOTES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The work has panicked, and has been dropped where it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panicked;

/// Does some work of which a panic is nobody else's concern. What it shares with others must be whole at any moment.
///
/// # Errors
/// When it panics.
pub fn contain<R>(work: impl FnOnce() -> R) -> Result<R, Panicked> {
    let outer = CONTAINED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(outer);
    if let Some(note) = NOTED.take() {
        let mut notes = NOTES.lock().unwrap_or_else(PoisonError::into_inner);
        if notes.len() < NOTES_MAX && !notes.contains(&note) {
            notes.push(note);
        }
    }
    done.map_err(|_| Panicked)
}

/// The same for a task. What it held is dropped where it broke down.
///
/// # Errors
/// When it panics.
pub async fn contained<R>(task: impl Future<Output = R>) -> Result<R, Panicked> {
    let mut task = pin!(task);
    poll_fn(|context| match contain(|| task.as_mut().poll(context)) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
        Err(Panicked) => Poll::Ready(Err(Panicked)),
    })
    .await
}

/// For the panic hook: true when the panic is contained. It is then to say nothing; see [`take_notes`].
///
/// One that comes while another is on its way out is not: nothing contains that, the process ends.
pub fn note(info: &PanicHookInfo<'_>) -> bool {
    CONTAINED.get()
        && NOTED.with_borrow_mut(|it| {
            let first = it.is_none();
            it.get_or_insert_with(|| info.to_string().replace('\n', " "));
            first
        })
}

/// What has been noted of contained panics since: what was said, and where.
pub fn take_notes() -> Vec<String> {
    std::mem::take(&mut NOTES.lock().unwrap_or_else(PoisonError::into_inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_work_that_panics_ends() {
        assert_eq!(contain(|| 7), Ok(7));
        assert_eq!(contain(|| -> u8 { panic!("here") }), Err(Panicked));
        let nested = contain(|| {
            let inner = contain(|| -> u8 { panic!("deeper") });
            (inner, CONTAINED.get())
        });
        assert_eq!(nested, Ok((Err(Panicked), true)), "and the outer one is contained still");
        assert!(!CONTAINED.get());
    }
}
