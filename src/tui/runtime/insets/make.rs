//! From a file's bytes to a picture that a terminal takes. Knows no file and no terminal; `ratatui-image` speaks their
//! languages.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Color;
use ratatui::widgets::Widget as _;
use ratatui_image::Image;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;

use crate::domain::ContentHash;
use crate::tui::inset::{Art, Block, Inset, Means, PART, Shade, Way};

/// The most pixels that are unpacked.
const PIXELS_MAX: u64 = 40_000_000;
/// The most memory that a picture may take while it is unpacked, in bytes.
const MEMORY_MAX: u64 = 4 * PIXELS_MAX;
/// The longest side of a picture.
const SIDE_MAX: u32 = 30_000;

/// The picture in these bytes, of the name of their hash; `None` where there is none that can be shown.
pub(super) fn inset(bytes: &[u8], content: ContentHash, means: Means) -> Option<Inset> {
    let picture = unpack(bytes)?;
    let means = borne((picture.width(), picture.height()), means);
    let size = fit((picture.width(), picture.height()), means);
    let art = match means.way {
        Way::Blocks { exact } => blocks(picture, size, exact, means)?,
        Way::Kitty => kitty(scaled(picture, means), size, number(content, means))?,
        Way::Sixel => {
            let drawn = Sixel::new(on_ground(scaled(picture, means), means), size.into(), false);
            Art::Whole { id: number(content, means), bytes: drawn.ok()?.data }
        }
        Way::Iterm2 => {
            let drawn = Iterm2::new(scaled(picture, means), size.into(), false).ok()?;
            Art::Whole { id: number(content, means), bytes: drawn.data }
        }
    };
    Some(Inset { size, art })
}

/// What it is, by what is in it: a name says what its sender likes.
fn format(bytes: &[u8]) -> Option<ImageFormat> {
    use ImageFormat::{Gif, Jpeg, Png, WebP};
    image::guess_format(bytes).ok().filter(|it| [Png, Jpeg, Gif, WebP].contains(it))
}

/// Whether a file that begins so may be a picture.
pub(super) fn may_be(begins: &[u8]) -> bool {
    format(begins).is_some()
}

/// The most bytes that a picture may come to on a line: a second on one of 5 Mbit/s.
const LINE_MAX: u64 = 600_000;

/// What the line bears: kitty's protocol takes four bytes for a pixel and writes three as four, sixels a third of that; a
/// picture that is too much is drawn in blocks.
fn borne(picture: (u32, u32), means: Means) -> Means {
    let (width, height) = pixels(picture, means);
    let whole = u64::from(width) * u64::from(height) * 16 / 3;
    let bytes = match means.way {
        Way::Kitty => whole,
        Way::Sixel | Way::Iterm2 => whole / 3,
        Way::Blocks { .. } => 0,
    };
    if means.far && LINE_MAX < bytes {
        Means { way: Way::Blocks { exact: true }, ..means }
    } else {
        means
    }
}

/// The pixels, the right way up. Of what moves, the first picture.
fn unpack(bytes: &[u8]) -> Option<DynamicImage> {
    let format = format(bytes)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || PIXELS_MAX < pixels || MEMORY_MAX < decoder.total_bytes() {
        return None;
    }
    let way_up = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(way_up);
    Some(picture)
}

/// By how much a picture is made smaller or, where it is made of blocks, larger: a block never shows less than a pixel.
fn scale((width, height): (u32, u32), means: Means) -> f64 {
    let (cell_width, cell_height) = (f64::from(means.cell.0), f64::from(means.cell.1));
    let across = f64::from(means.room.0) * cell_width / f64::from(width);
    let down = f64::from(means.room.1) * cell_height / f64::from(height);
    let most = if matches!(means.way, Way::Blocks { .. }) { cell_width } else { 1.0 };
    across.min(down).min(most)
}

/// Its pixels on the screen.
fn pixels((width, height): (u32, u32), means: Means) -> (u32, u32) {
    let scale = scale((width, height), means);
    let side = |it: u32, cell: u16, room: u16| {
        let most = u32::from(cell) * u32::from(room);
        // A float that is too large or no number becomes the nearest there is.
        ((f64::from(it) * scale).round() as u32).clamp(1, most.max(1))
    };
    (side(width, means.cell.0, means.room.0), side(height, means.cell.1, means.room.1))
}

/// The cells it takes.
fn fit(picture: (u32, u32), means: Means) -> (u16, u16) {
    let (width, height) = pixels(picture, means);
    let cells = |pixels: u32, cell: u16, room: u16| {
        u16::try_from(pixels.div_ceil(u32::from(cell).max(1))).unwrap_or(room).clamp(1, room)
    };
    (cells(width, means.cell.0, means.room.0), cells(height, means.cell.1, means.room.1))
}

/// The picture in the pixels it has on the screen.
fn scaled(picture: DynamicImage, means: Means) -> DynamicImage {
    let (width, height) = pixels((picture.width(), picture.height()), means);
    if (width, height) == (picture.width(), picture.height()) {
        return picture;
    }
    picture.thumbnail_exact(width, height)
}

/// The picture on the terminal's ground, for ways that show nothing through.
fn on_ground(picture: DynamicImage, means: Means) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture;
    }
    let level = if means.light { u8::MAX } else { 0 };
    let ground = Rgba([level, level, level, u8::MAX]);
    let mut all =
        DynamicImage::ImageRgba8(RgbaImage::from_pixel(picture.width(), picture.height(), ground));
    image::imageops::overlay(&mut all, &picture, 0, 0);
    all
}

fn blocks(
    picture: DynamicImage,
    (width, height): (u16, u16),
    exact: bool,
    means: Means,
) -> Option<Art> {
    let (most_width, most_height) = (u32::from(width) * 4, u32::from(height) * 8);
    let larger = most_width < picture.width() && most_height < picture.height();
    // What is much larger is made smaller in a quick way first.
    let picture = if larger { picture.thumbnail_exact(most_width, most_height) } else { picture };
    let picture = on_ground(picture, means);
    let drawn = Halfblocks::new(picture, Size::new(width, height)).ok()?;
    let buf = render(Protocol::Halfblocks(drawn), width, height);
    let shade = |colour: Color| match colour {
        Color::Rgb(red, green, blue) if exact => Shade::Exact(red, green, blue),
        Color::Rgb(red, green, blue) => Shade::indexed((red, green, blue)),
        _ => Shade::Indexed(16),
    };
    let block = |cell: &ratatui::buffer::Cell| Block {
        sign: cell.symbol().chars().next().unwrap_or(' '),
        ink: shade(cell.fg),
        ground: shade(cell.bg),
    };
    Some(Art::Blocks(buf.content.iter().map(block).collect()))
}

fn kitty(picture: DynamicImage, (width, height): (u16, u16), id: u32) -> Option<Art> {
    let drawn = Kitty::new(picture, Size::new(width, height), id, false, true).ok()?;
    let buf = render(Protocol::Kitty(drawn), width, height);
    let mut rows: Vec<String> =
        buf.content.chunks(width.into()).map(|it| it[0].symbol().to_owned()).collect();
    // The first cell gives the terminal the picture as well.
    let first = rows.first_mut()?;
    let at = first.find(PART)?;
    let shown = first.split_off(at);
    let bytes = std::mem::replace(first, shown);
    Some(Art::Kitty { id, bytes, rows })
}

fn render(drawn: Protocol, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    Image::new(&drawn).render(area, &mut buf);
    buf
}

/// A number for a picture in a terminal, the same whenever it is made for the same: never 0.
fn number(content: ContentHash, means: Means) -> u32 {
    let [one, two, three, four, ..] = content.0;
    let size = u32::from(means.room.0) << 16 | u32::from(means.room.1) << 8;
    let cell = u32::from(means.cell.0) << 24 | u32::from(means.cell.1);
    (u32::from_be_bytes([one, two, three, four]) ^ size ^ cell).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: ContentHash = ContentHash([7; 32]);

    #[test]
    fn a_slow_line_gets_no_more_than_it_bears() {
        let near = Means { cell: (20, 40), ..means(Way::Kitty) };
        let far = Means { far: true, ..near };
        assert_eq!(borne((4_000, 3_000), near).way, Way::Kitty);
        // 427 x 320 pixels are 0.7 MB.
        assert_eq!(borne((4_000, 3_000), far).way, Way::Blocks { exact: true });
        assert_eq!(borne((100, 80), far).way, Way::Kitty);
        assert_eq!(borne((4_000, 3_000), Means { cell: (10, 20), ..far }).way, Way::Kitty);
    }

    fn means(way: Way) -> Means {
        Means { way, cell: (10, 20), room: (40, 8), light: false, far: false }
    }

    /// A picture whose left half is red and whose right half is blue.
    fn halves(width: u32, height: u32) -> DynamicImage {
        let pixel = |x: u32, _: u32| {
            if x < width / 2 { Rgba([255, 0, 0, 255]) } else { Rgba([0, 0, 255, 255]) }
        };
        DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, pixel))
    }

    fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = picture.to_rgb8();
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A chunk of a PNG.
    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let named = [&name[..], body].concat();
        let mut crc = !0_u32;
        for byte in &named {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
            }
        }
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&length[..], &named, &(!crc).to_be_bytes()].concat()
    }

    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

    #[test]
    fn every_kind_of_picture_becomes_blocks() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let bytes = file(&halves(320, 160), format);
            let made = inset(&bytes, NAME, means(Way::Blocks { exact: true })).unwrap();
            assert_eq!(made.size, (32, 8), "{format:?}");
            let Art::Blocks(blocks) = made.art else { panic!("no blocks") };
            assert_eq!(blocks.len(), 32 * 8);
            let (left, right) = (blocks[32 * 4 + 2], blocks[32 * 4 + 29]);
            let is = |shade: Shade, red: bool| match shade {
                Shade::Exact(r, g, b) => (r > 200) == red && (b > 200) != red && g < 60,
                Shade::Indexed(_) => false,
            };
            assert!(
                is(left.ground, true) && is(right.ground, false),
                "{format:?}: {left:?} {right:?}"
            );
        }
    }

    #[test]
    fn without_true_colours_the_nearest_are_taken() {
        let bytes = file(&halves(320, 160), ImageFormat::Png);
        let made = inset(&bytes, NAME, means(Way::Blocks { exact: false })).unwrap();
        let Art::Blocks(blocks) = made.art else { panic!("no blocks") };
        assert_eq!(
            (blocks[1].ground, blocks[30].ground),
            (Shade::Indexed(196), Shade::Indexed(21))
        );
        for (colour, index) in [((0, 0, 0), 16), ((255, 255, 255), 231), ((118, 118, 118), 243)] {
            assert_eq!(Shade::indexed(colour), Shade::Indexed(index));
        }
    }

    #[test]
    fn what_unpacks_into_too_much_is_left_packed() {
        // 40 000 by 40 000 pixels are said to be in a few bytes.
        let side = 40_000_u32.to_be_bytes();
        let header = [&side[..], &side, &[8, 6, 0, 0, 0]].concat();
        let bomb = [
            SIGNATURE,
            &chunk(b"IHDR", &header),
            &chunk(b"IDAT", &[0x78, 1]),
            &chunk(b"IEND", b""),
        ];
        assert_eq!(inset(&bomb.concat(), NAME, means(Way::Kitty)), None);
        // As many pixels in a shape that no side forbids.
        let (width, height) = (20_000_u32.to_be_bytes(), 2_001_u32.to_be_bytes());
        let header = [&width[..], &height, &[8, 6, 0, 0, 0]].concat();
        let bomb = [
            SIGNATURE,
            &chunk(b"IHDR", &header),
            &chunk(b"IDAT", &[0x78, 1]),
            &chunk(b"IEND", b""),
        ];
        assert_eq!(inset(&bomb.concat(), NAME, means(Way::Kitty)), None);
    }

    #[test]
    fn what_is_cut_short_or_no_picture_is_shown_by_nothing_worse_than_nothing() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = file(&halves(320, 160), format);
            for length in 0..whole.len().min(400) {
                let made = inset(&whole[..length], NAME, means(Way::Blocks { exact: true }));
                assert!(length > 20 || made.is_none(), "{format:?} of {length} bytes");
            }
        }
        let cut = file(&halves(320, 160), ImageFormat::Png);
        assert_eq!(inset(&cut[..cut.len() / 2], NAME, means(Way::Kitty)), None);
        for text in [&b"%PDF-1.7"[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM", b""] {
            assert_eq!(inset(text, NAME, means(Way::Sixel)), None);
        }
    }

    #[test]
    fn nothing_that_is_written_in_a_file_gets_to_the_terminal() {
        let bytes = file(&halves(40, 40), ImageFormat::Png);
        let words = b"Comment\0\x1b]52;c;aGFja2Vk\x07\x1b[2Jhacked";
        // Behind the header, which takes 33 bytes.
        let hostile =
            [&bytes[..33], &chunk(b"tEXt", words), &chunk(b"zzZz", words), &bytes[33..]].concat();
        for way in [Way::Kitty, Way::Sixel, Way::Iterm2, Way::Blocks { exact: true }] {
            let (plain, made) =
                (inset(&bytes, NAME, means(way)), inset(&hostile, NAME, means(way)));
            assert!(made.is_some() && plain == made, "{way:?}");
        }
    }

    #[test]
    fn a_photograph_is_turned_the_right_way_up() {
        // Exif of one entry: orientation 6, to be turned by a quarter.
        let exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let bytes = file(&halves(320, 160), ImageFormat::Jpeg);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let turned = [&bytes[..2], &[0xFF, 0xE1], &length, exif, &bytes[2..]].concat();
        let made = inset(&turned, NAME, means(Way::Blocks { exact: true })).unwrap();
        assert_eq!(made.size, (8, 8), "it is higher than wide");
    }

    #[test]
    fn kitty_is_given_the_picture_apart_from_the_cells_that_show_it() {
        let bytes = file(&halves(400, 160), ImageFormat::Png);
        let made = inset(&bytes, NAME, means(Way::Kitty)).unwrap();
        assert_eq!(made.size, (40, 8));
        let Art::Kitty { id, bytes, rows } = made.art else { panic!("not kitty's") };
        let begins = format!("\x1b_Gq=2,i={id},a=T,U=1,f=32,o=z,t=d,s=400,v=160,m=");
        assert!(bytes.starts_with(&begins) && bytes.ends_with("\x1b\\"), "{:?}", &bytes[..80]);
        assert!(bytes.split("\x1b_G").all(|it| it.len() < 4200), "in pieces");
        assert_eq!(rows.len(), 8);
        for row in &rows {
            assert!(row.starts_with(PART) && row.chars().count() == 4, "{row:?}");
            assert_eq!(crate::base::text::width(row), 1);
        }
        assert_ne!(rows[0], rows[1]);
        let other = inset(
            &file(&halves(400, 160), ImageFormat::Png),
            ContentHash([8; 32]),
            means(Way::Kitty),
        );
        let Some(Inset { art: Art::Kitty { id: other, .. }, .. }) = other else { panic!() };
        assert_ne!(id, other);
    }

    #[test]
    fn sixels_and_iterm_s_pictures_are_drawn_in_one_go() {
        let bytes = file(&halves(100, 100), ImageFormat::Png);
        let made = inset(&bytes, NAME, means(Way::Sixel)).unwrap();
        assert_eq!(made.size, (10, 5), "no larger than it is");
        let Art::Whole { bytes: sixels, .. } = made.art else { panic!("not whole") };
        assert!(sixels.contains("\x1bP") && sixels.ends_with("\x1b\\"));
        let made = inset(&bytes, NAME, means(Way::Iterm2)).unwrap();
        let Art::Whole { bytes: drawn, .. } = made.art else { panic!("not whole") };
        assert!(drawn.contains("\x1b]1337;File=inline=1;") && drawn.ends_with('\x07'));
    }

    #[test]
    fn pictures_of_any_shape_fit_their_room() {
        for way in [Way::Kitty, Way::Blocks { exact: true }] {
            for side in
                [(1, 1), (1, 9000), (9000, 1), (16, 16), (4000, 3000), (3000, 4000), (399, 161)]
            {
                let (width, height) = fit(side, means(way));
                assert!((1..=40).contains(&width) && (1..=8).contains(&height), "{side:?}");
            }
        }
        assert_eq!(fit((16, 16), means(Way::Kitty)), (2, 1));
        assert_eq!(fit((16, 16), means(Way::Blocks { exact: true })), (16, 8));
    }
}
