//! Pictures that customers send, in terminals that can show them and in those that cannot.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use keydesk::domain::{Arrival, Batch, Content, File, Kind, News, Sender};
use keydesk::store::{Channels as _, Desk, Inbox as _, Ledger as _};

use super::{Home, terminal::Terminal};

/// What kitty shows parts of pictures with.
const PART: char = '\u{10EEEE}';

/// A picture whose left half is red and whose right half is blue.
fn photograph(format: ImageFormat) -> Vec<u8> {
    let pixel = |x: u32, _| if x < 160 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(320, 160, pixel));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A customer sends a file.
fn sends(home: &Home, name: &str, bytes: &[u8]) {
    let desk = Desk::open(&home.desk()).unwrap();
    let (hash, bytes) = desk.blobs().put(&mut &*bytes).unwrap();
    let now = keydesk::base::clock::now();
    let sender =
        Sender { external: "f".into(), name: "Фотограф".into(), ..Sender::default() };
    let arrival = Arrival {
        sender,
        remote: name.into(),
        kind: Kind::Inbound,
        at: now,
        text: String::new(),
        files: vec![File { name: name.into(), bytes, content: Content::Kept(hash) }],
        more: Default::default(),
    };
    desk.write_now(move |desk| {
        let channel = desk.roster()?.channels.into_iter().find(|it| it.active).unwrap().id;
        let batch = Batch { news: vec![News::Arrived(arrival)], cursor: desk.cursor(channel)? };
        desk.ingest(channel, &batch, now).map(drop)
    })
    .unwrap();
}

/// Goes to the customer who wrote last.
fn open_last(tty: &Terminal) {
    tty.wait_for("Waiting 30");
    tty.type_for("G", "Фотограф");
    tty.type_for("\r", "▤ ");
}

fn times(bytes: &[u8], part: &str) -> usize {
    bytes.windows(part.len()).filter(|it| *it == part.as_bytes()).count()
}

#[test]
fn a_terminal_that_can_no_more_shows_pictures_in_blocks() {
    let home = Home::new();
    let tty = home.demo().size(80, 24).start();
    tty.wait_for("the oldest");
    sends(&home, "photo.jpg", &photograph(ImageFormat::Jpeg));
    sends(&home, "broken.png", &photograph(ImageFormat::Png)[..300]);
    open_last(&tty);
    tty.wait("half of it is red and half is blue", |screen| {
        let coloured = |it: u8| {
            let cells = (0..24).flat_map(|y| (35..80).map(move |x| (y, x)));
            let cells = cells.filter_map(|(y, x)| screen.cell(y, x));
            cells.filter(|cell| cell.bgcolor() == vt100::Color::Idx(it)).count()
        };
        // A JPEG is not exact to the last bit.
        let of = |near: &[u8]| near.iter().map(|it| coloured(*it)).sum::<usize>();
        of(&[196, 160]) >= 32 && of(&[21, 20]) >= 32
    });
    let raw = tty.raw();
    assert_eq!((times(&raw, "\x1b_G"), times(&raw, "\x1bPq")), (0, 0));
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn kitty_is_given_a_picture_once_and_keeps_none() {
    let home = Home::new();
    let tty = home.demo().mute().size(100, 30).start();
    tty.wait_raw("what a cell measures", |raw| times(raw, "\x1b[16t") == 1);
    tty.send("\x1bP>|kitty(0.35.2)\x1b\\\x1b[6;20;10t\x1b[?62;52c");
    tty.wait_raw("whether pictures are taken", |raw| times(raw, "a=q,") == 1);
    tty.send("\x1b_Gi=31;OK\x1b\\");
    tty.wait_for("the oldest");
    sends(&home, "\u{1b}_Gi=1,a=d;\u{1b}\\photo.png", &photograph(ImageFormat::Png));
    open_last(&tty);
    let shows = |screen: &vt100::Screen| screen.contents().contains(PART);
    tty.wait("the picture", shows);
    tty.type_for("?", "─ Keys ─");
    tty.esc();
    tty.wait_gone("─ Keys ─");
    tty.wait("the picture again", shows);
    let raw = tty.raw();
    assert_eq!((times(&raw, "a=T,U=1,"), times(&raw, "\x1b_Gi=1,")), (1, 0));
    tty.send("q");
    tty.ended_well(0);
    assert_eq!(times(&tty.raw(), "a=d,d=I,i="), 1, "it has no pictures of ours left");
}

#[test]
fn who_wants_no_pictures_gets_none() {
    let home = Home::new();
    let tty = home.demo().env("NO_COLOR", "1").size(80, 24).start();
    tty.wait_for("the oldest");
    sends(&home, "photo.png", &photograph(ImageFormat::Png));
    open_last(&tty);
    tty.wait_for("photo.png");
    assert!(!tty.text().contains('▀') && !tty.text().contains('▄'), "{}", tty.text());
    tty.send("q");
    tty.ended_well(0);
}
