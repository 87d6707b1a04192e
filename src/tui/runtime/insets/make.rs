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
    let size = fit((picture.width(), picture.height()), means);
    let art = match means.way {
        Way::Blocks { exact } => blocks(&on_ground(&picture, means), size, exact)?,
        Way::Kitty => kitty(scaled(&picture, means), size, number(content, means))?,
        Way::Sixel => {
            let drawn = Sixel::new(on_ground(&scaled(&picture, means), means), size.into(), false);
            Art::Whole { id: number(content, means), bytes: drawn.ok()?.data }
        }
        Way::Iterm2 => {
            let drawn = Iterm2::new(scaled(&picture, means), size.into(), false).ok()?;
            Art::Whole { id: number(content, means), bytes: drawn.data }
        }
    };
    Some(Inset { size, art })
}

/// The pixels, the right way up. Of what moves, the first picture.
fn unpack(bytes: &[u8]) -> Option<DynamicImage> {
    use ImageFormat::{Gif, Jpeg, Png, WebP};
    // By what is in it: a name says what its sender likes.
    let format =
        image::guess_format(bytes).ok().filter(|it| [Png, Jpeg, Gif, WebP].contains(it))?;
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
fn scaled(picture: &DynamicImage, means: Means) -> DynamicImage {
    let (width, height) = pixels((picture.width(), picture.height()), means);
    if (width, height) == (picture.width(), picture.height()) {
        return picture.clone();
    }
    picture.thumbnail_exact(width, height)
}

/// The picture on the terminal's ground, for ways that show nothing through.
fn on_ground(picture: &DynamicImage, means: Means) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture.clone();
    }
    let level = if means.light { u8::MAX } else { 0 };
    let ground = Rgba([level, level, level, u8::MAX]);
    let mut all =
        DynamicImage::ImageRgba8(RgbaImage::from_pixel(picture.width(), picture.height(), ground));
    image::imageops::overlay(&mut all, picture, 0, 0);
    all
}

fn blocks(picture: &DynamicImage, (width, height): (u16, u16), exact: bool) -> Option<Art> {
    let (most_width, most_height) = (u32::from(width) * 4, u32::from(height) * 8);
    // What is much larger is made smaller in a quick way first.
    let smaller = (most_width < picture.width() && most_height < picture.height())
        .then(|| picture.thumbnail_exact(most_width, most_height));
    let picture = smaller.unwrap_or_else(|| picture.clone());
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
