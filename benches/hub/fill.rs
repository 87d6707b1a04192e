//! A new replica of a large desk.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use keydesk::base::random::Random;
use keydesk::domain::Bucket;
use keydesk::store::Inbox as _;
use keydesk::store::far::Replica as _;

use super::Size;
use super::figures::processor;
use super::live;
use super::shop::{self, Hub};

pub(crate) fn run(size: &Size) {
    let dir = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    // One that was made before can be taken again.
    let kept = std::env::var_os("KEYDESK_BENCH_DESK").map(PathBuf::from);
    let place = kept.unwrap_or_else(|| dir.path().join("hub"));
    if !keydesk::store::Desk::file(&place).exists() {
        shop::fill(&place, size.dialogs, size.dialogs / 5, messages);
    }
    let hub = Hub::start(&place);
    let token = hub.tokens(1).remove(0);
    println!("{} dialogs made in {:.0?}", size.dialogs, begun.elapsed());
    let (begun, cpu) = (Instant::now(), processor());
    let (desk, driver) = live::replica(&hub, &dir.path().join("replica"), &token);
    let bell = live::bell(&desk);
    let (mut first, mut open) = (None, None);
    loop {
        let (rows, progress) =
            desk.read_now(|it| Ok((live::first_rows(it)?.len(), it.progress()?.unwrap()))).unwrap();
        let now = begun.elapsed();
        let place = progress.filling.and_then(|it| it.place);
        if rows > 0 && first.is_none() {
            first = Some(now);
        }
        let through =
            progress.filling.is_none() || place.is_some_and(|it| it.bucket != Bucket::Open);
        if through && open.is_none() {
            open = Some(now);
        }
        if progress.filling.is_none() {
            break;
        }
        bell.recv().unwrap();
    }
    let (all, cpu) = (begun.elapsed(), processor().saturating_sub(cpu));
    println!("a list to look at:   {}", told(first.unwrap()));
    println!("all open dialogs:    {}", told(open.unwrap()));
    println!("everything:          {}", told(all));
    println!("processor:           {} of hub and replica together", told(cpu));
    drop(driver);
    let count = |it: &keydesk::store::Sqlite| {
        Ok(it.totals()?.cells.values().map(|it| it.dialogs).sum::<i64>())
    };
    let (here, there) = (desk.read_now(count).unwrap(), hub.desk.read_now(count).unwrap());
    assert_eq!(here, there);
    let bytes = keydesk::store::Desk::file(desk.dir()).metadata().unwrap().len();
    println!("{here} dialogs here, {} MB", bytes / 1_000_000);
}

fn told(time: Duration) -> String {
    format!("{:6.2} s", time.as_secs_f64())
}

/// Most are short.
fn messages(random: &mut Random) -> usize {
    let one = 1 + random.below(6) as usize;
    one + random.below(one as u64 + 1) as usize
}
