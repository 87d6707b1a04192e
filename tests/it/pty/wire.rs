//! Every byte a program may send to a terminal, and no other: a strict reader of output.
//!
//! It knows the sequences this program uses, one by one. Whatever else comes out of it came from a customer.

/// Whole sequences that stand on the wire as they are.
const FIXED: &[&str] = &[
    // On the way in.
    "\x1b[?1049h",
    "\x1b[>5u",
    "\x1b[?2004h",
    "\x1b[?1004h",
    "\x1b[22;0t",
    "\x1b[23;0t",
    "\x1b[?1000h",
    "\x1b[?1002h",
    "\x1b[?1006h",
    "\x1b[?25l",
    "\x1b[2J",
    "\x1b[H",
    // Questions.
    "\x1b[?u",
    "\x1b[?4m",
    "\x1b[>q",
    "\x1b[?2026$p",
    "\x1b[?2031$p",
    "\x1b[?2031h",
    "\x1b]11;?\x1b\\",
    "\x1b[16t",
    "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24,o=z;eJxjYGAAAAADAAE=\x1b\\",
    "\x1b[c",
    "\x1b[>c",
    "\x1b[>4;2m",
    // Frames.
    "\x1b[?2026h",
    "\x1b[?2026l",
    "\x1b[?25h",
    // On the way out, and what a reset adds.
    "\x1b]2;\x1b\\",
    "\x1b[<1u",
    "\x1b[>4m",
    "\x1b[?1004l",
    "\x1b[?2004l",
    "\x1b[?1006l",
    "\x1b[?1005l",
    "\x1b[?1003l",
    "\x1b[?1002l",
    "\x1b[?1000l",
    "\x1b[?1015l",
    "\x1b[?2031l",
    "\x1b]8;;\x1b\\",
    "\x1b[0 q",
    "\x1b[?1049l",
    "\x1b[?1l",
    "\x1b[?7h",
    "\x1b>",
    "\x1b(B",
];

/// What stands around a place on the wire.
#[derive(Default)]
struct Place {
    /// Whether a frame is being drawn.
    frame: bool,
    /// Where the link leads that is open, as it is read.
    link: Option<String>,
    /// What has been written in it since the cursor moved.
    run: String,
}

/// The first thing that the program does not send by itself, and what stands around it. A screen is drawn with cursor
/// movements: not even a line break belongs on the wire while it is up.
pub(super) fn foreign(raw: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(raw).expect("whole characters only");
    let mut rest = text;
    let mut place = Place::default();
    while let Some(letter) = rest.chars().next() {
        let taken = match letter {
            '\x1b' => sequence(rest, &mut place),
            // A notice: rung between frames, where nothing of a customer's stands.
            '\x07' if !place.frame => Some(1),
            _ if harmless(letter) => place.write(letter).then_some(letter.len_utf8()),
            _ => None,
        };
        let Some(taken) = taken else {
            let at = text.len() - rest.len();
            let before: String = text[..at].chars().rev().take(80).collect();
            let before: String = before.chars().rev().collect();
            let after: String = rest.chars().take(40).collect();
            return Some(format!("at {at}, {before:?} | {after:?}"));
        };
        rest = &rest[taken..];
    }
    place.link.map(|it| format!("a link to {it} is never closed"))
}

impl Place {
    /// Only what a link says may be written in it.
    fn write(&mut self, letter: char) -> bool {
        let Some(link) = &self.link else { return true };
        // The other half of a wide sign.
        if letter != ' ' {
            self.run.extend(letter.to_lowercase());
        }
        link.contains(&self.run)
    }
}

/// The length of a sequence of ours, in its place.
fn sequence(text: &str, place: &mut Place) -> Option<usize> {
    if text.starts_with("\x1b[?2026") {
        place.frame = text.starts_with("\x1b[?2026h");
        place.link.is_none().then_some(())?;
    }
    if text.starts_with(LINK_END) {
        place.link = None;
    }
    if let Some(fixed) = FIXED.iter().find(|it| text.starts_with(**it)) {
        return (place.link.is_none() || !fixed.ends_with('J')).then_some(fixed.len());
    }
    if let Some(body) = text.strip_prefix("\x1b]") {
        let (body, _) = body.split_once("\x1b\\")?;
        return command(body, text, place);
    }
    if text.starts_with("\x1bP") {
        return (!place.frame).then(|| through_screen(text))?;
    }
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|it: char| !it.is_ascii_digit() && it != ';')?;
    let numbers: Vec<Option<u16>> = body[..end].split(';').map(|it| it.parse().ok()).collect();
    let known = match body[end..].chars().next()? {
        // To a row and a column.
        'H' => {
            place.run.clear();
            matches!(numbers.as_slice(), [Some(_), Some(_)])
        }
        'm' => style(&numbers),
        _ => false,
    };
    known.then_some("\x1b[".len() + end + 1)
}

const LINK_END: &str = "\x1b]8;;\x1b\\";

/// The length of an operating system command, whose body is what stands before its end.
fn command(body: &str, text: &str, place: &mut Place) -> Option<usize> {
    let whole = "\x1b]".len() + body.len() + "\x1b\\".len();
    let (number, rest) = body.split_once(';')?;
    let clean = |it: &str| !it.is_empty() && it.chars().all(harmless);
    let known = match number {
        "8" => place.frame && open_link(rest, place),
        // Everything else leaves between frames.
        _ if place.frame => false,
        "2" => title(rest),
        "52" => rest.strip_prefix("c;").is_some_and(base64),
        "9" => rest.strip_prefix("keydesk: ").is_some_and(|it| clean(it) && !it.contains(';')),
        "777" => {
            let fields: Vec<&str> = rest.split(';').collect();
            matches!(fields.as_slice(), ["notify", title, words] if clean(title) && clean(words))
        }
        "99" => return two_parts(rest, text, whole),
        _ => false,
    };
    known.then_some(whole)
}

/// A link has a number and leads to a page or a mailbox, in letters that mean nothing to a terminal.
fn open_link(rest: &str, place: &mut Place) -> bool {
    let Some((id, url)) = rest.strip_prefix("id=").and_then(|it| it.split_once(';')) else {
        return false;
    };
    let safe = |it: u8| it.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,=%".contains(&it);
    let leads = ["http://", "https://", "mailto:"].iter().any(|it| url.starts_with(it));
    let sound = leads && url.len() <= 2000 && url.bytes().all(safe);
    let numbered = !id.is_empty() && id.bytes().all(|it| it.is_ascii_digit());
    let apart = place.link.is_none();
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(url).collect();
    // What is shown may have been encoded by whoever wrote it.
    place.link = Some(format!("{}\n{url}", String::from_utf8_lossy(&bytes)).to_lowercase());
    place.run.clear();
    sound && numbered && apart
}

/// How many wait, and who we are.
fn title(text: &str) -> bool {
    let Some(head) = text.strip_suffix("keydesk") else { return false };
    let count = head.strip_prefix('(').and_then(|it| it.strip_suffix(") "));
    head.is_empty() || count.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
}

fn base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    let known = |it: u8| it.is_ascii_alphanumeric() || it == b'+' || it == b'/';
    !bare.is_empty()
        && text.len().is_multiple_of(4)
        && text.len() - bare.len() <= 2
        && bare.bytes().all(known)
}

/// kitty's notice: a heading, and words of the same number behind it.
fn two_parts(rest: &str, text: &str, whole: usize) -> Option<usize> {
    let (id, title) = rest.strip_prefix("i=keydesk-")?.split_once(":d=0;")?;
    let (body, _) = text[whole..].strip_prefix("\x1b]99;i=keydesk-")?.split_once("\x1b\\")?;
    let words = body.strip_prefix(id)?.strip_prefix(":d=1:p=body;")?;
    let clean = |it: &str| !it.is_empty() && it.chars().all(|it| harmless(it) && it != ';');
    let numbered = id.bytes().all(|it| it.is_ascii_digit());
    let end = whole + "\x1b]99;i=keydesk-".len() + body.len() + "\x1b\\".len();
    (numbered && clean(title) && clean(words)).then_some(end)
}

/// What goes through GNU screen: pieces short enough for it, which make one command for the clipboard.
fn through_screen(text: &str) -> Option<usize> {
    let (mut inner, mut rest) = (String::new(), text);
    while let Some(body) = rest.strip_prefix("\x1bP") {
        let (piece, behind) = body.split_once("\x1b\\")?;
        (piece.len() <= 250).then_some(())?;
        inner.push_str(piece);
        rest = behind;
        if let Some(inner) = inner.strip_suffix('\x07') {
            let known = inner.strip_prefix("\x1b]52;c;").is_some_and(base64);
            return known.then_some(text.len() - rest.len());
        }
    }
    None
}

/// One of 256 colours, or none; bold, dim, underlined, reversed; an end to each.
fn style(numbers: &[Option<u16>]) -> bool {
    match numbers {
        [None] | [] => true,
        [Some(38 | 48), Some(5), Some(0..=255), rest @ ..] => style(rest),
        [Some(0 | 1 | 2 | 4 | 7 | 22 | 24 | 27 | 39 | 49 | 59), rest @ ..] => style(rest),
        _ => false,
    }
}

/// Neither a control character nor one that is invisible or turns the reading direction. Joiners and variation
/// selectors are part of emoji.
fn harmless(letter: char) -> bool {
    let unseen = matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{e000}'..='\u{f8ff}');
    !letter.is_control() && !unseen
}

/// What no settings switch off.
const ALWAYS: [&str; 3] = ["\x1b[?1049h", "\x1b[?2004h", "\x1b[?1004h"];

/// The terminal was left as it was found: every mode that was set is unset as often as it was set, and what lives in
/// the alternate screen is undone before it is left.
pub(super) fn restored(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    let last = |what: &str| text.rfind(what).unwrap_or_else(|| panic!("never sent: {what:?}"));
    let out = last("\x1b[?1049l");
    for (set, unset) in [
        ("\x1b[?1049h", "\x1b[?1049l"),
        ("\x1b[>5u", "\x1b[<1u"),
        ("\x1b[?2004h", "\x1b[?2004l"),
        ("\x1b[?1004h", "\x1b[?1004l"),
        ("\x1b[22;0t", "\x1b[23;0t"),
    ] {
        let times = text.matches(set).count();
        assert_eq!(times, text.matches(unset).count(), "{set:?}");
        if times == 0 && !ALWAYS.contains(&set) {
            continue;
        }
        assert!(last(set) < last(unset) && last(unset) <= out, "{unset:?} comes last");
    }
    // What only some terminals or settings ask for.
    for (set, unset) in [
        ("\x1b[>4;2m", "\x1b[>4m"),
        ("\x1b[?1000h", "\x1b[?1000l"),
        ("\x1b[?1002h", "\x1b[?1002l"),
        ("\x1b[?1006h", "\x1b[?1006l"),
        ("\x1b[?2031h", "\x1b[?2031l"),
    ] {
        let at = text.rfind(set);
        assert!(at.is_none_or(|it| it < last(unset) && last(unset) < out), "{set:?} is undone");
    }
    if let Some(title) = text.rfind("\x1b]2;") {
        assert!(title < last("\x1b[23;0t"), "the title is the old one again");
    }
    for undone in ["\x1b[>4m", "\x1b[?2026l", "\x1b[m", "\x1b[?25h"] {
        assert!(last(undone) < out, "{undone:?} before the alternate screen is left");
    }
    assert!(last("\x1b[?25l") < last("\x1b[?25h"), "the cursor is seen again");
    let mut way_out = &text[last("\x1b[?2026l")..out];
    while !way_out.is_empty() {
        let known = FIXED.iter().chain(&["\x1b[m", "\x0f"]).find(|it| way_out.starts_with(**it));
        let known = known.unwrap_or_else(|| panic!("in the middle of the way out: {way_out:?}"));
        way_out = &way_out[known.len()..];
    }
    assert!(last("\x1b[?2026h") < last("\x1b[?2026l"), "no frame is left half shown");
}

/// The screen was emptied before it was left: where there is no other one, nothing of it stays. Nor does our title where
/// the terminal keeps none.
pub(super) fn emptied(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    let wiped = text.rfind("\x1b[H\x1b[2J");
    assert!(text.rfind("\x1b[?2026l") < wiped && wiped < text.rfind("\x1b[?1049l"), "emptied");
    let ours = text.rfind("\x1b]2;");
    assert_eq!(ours, text.rfind("\x1b]2;\x1b\\\x1b[23;0t"), "no title of ours is left");
}

#[test]
fn a_foreign_sequence_is_seen_wherever_it_stands() {
    let ours = "\x1b[?1049h\x1b[?2026h\x1b[2;3H\x1b[38;5;9m\x1b[1mпривіт 👨‍👩‍👧 ❤️\x1b[m\x1b[?2026l";
    assert_eq!(foreign(ours.as_bytes()), None);
    for other in [
        "\x1b[31m",
        "\x1b]0;x\x07",
        "\x1b]2;keydesk\x1b\\",
        "\x1b]52;c;eA==\x1b\\",
        "\x1b]777;notify;a;b\x1b\\",
        "\x1b]9;keydesk: a\x1b\\",
        "\x1b]8;;http://a\x1b\\",
        "\x07",
        "\x08",
        "\r",
        "\u{9b}31m",
        "\u{202e}",
        "\u{200b}",
        "\x1bPq\x1b\\",
        "\x1b[5n",
        "\x1b[6n",
        "\x1bc",
        "\x1b",
        "\n",
    ] {
        let within = format!("\x1b[?2026ha{other}b\x1b[?2026l");
        assert!(foreign(within.as_bytes()).is_some(), "{other:?} has passed");
    }
}

#[test]
fn what_leaves_between_frames_has_one_form_only() {
    let piece = |it: &str| format!("\x1bP{it}\x1b\\");
    for ours in [
        "\x07",
        "\x1b]2;keydesk\x1b\\",
        "\x1b]2;(29) keydesk\x1b\\",
        "\x1b]52;c;eA==\x1b\\",
        "\x1b]9;keydesk: Олена: так\x1b\\",
        "\x1b]777;notify;Олена;так, так\x1b\\",
        "\x1b]99;i=keydesk-7:d=0;Олена\x1b\\\x1b]99;i=keydesk-7:d=1:p=body;так\x1b\\",
        &(piece("\x1b]52;c;") + &piece("eA==\x07")),
    ] {
        assert_eq!(foreign(ours.as_bytes()), None, "{ours:?}");
    }
    for other in [
        "\x1b]2;(29) keydesk x\x1b\\",
        "\x1b]2;owned\x1b\\",
        "\x1b]2;keydesk\x07",
        "\x1b]52;c;?\x1b\\",
        "\x1b]52;c;eA=\x1b\\",
        "\x1b]52;p;eA==\x1b\\",
        "\x1b]9;4;1;50\x1b\\",
        "\x1b]9;keydesk: a;b\x1b\\",
        "\x1b]777;notify;a;b;c\x1b\\",
        "\x1b]777;run;a;b\x1b\\",
        "\x1b]777;notify;a\x07;b\x1b\\",
        "\x1b]99;i=keydesk-7:d=0;a\x1b\\",
        "\x1b]99;i=keydesk-7:d=0;a\x1b\\\x1b]99;i=keydesk-8:d=1:p=body;b\x1b\\",
        "\x1b]8;id=1;http://a\x1b\\http://a\x1b]8;;\x1b\\",
        &piece("\x1b]2;x\x07"),
        &piece(&format!("\x1b]52;c;{}\x07", "eHh4".repeat(70))),
    ] {
        assert!(foreign(format!("a{other}b").as_bytes()).is_some(), "{other:?} has passed");
    }
}

#[test]
fn a_link_holds_its_own_words_only_and_is_closed_within_its_frame() {
    let frame = |it: &str| foreign(format!("\x1b[?2026h{it}\x1b[?2026l").as_bytes());
    let link = "\x1b]8;id=3;https://a.example/%D1%89\x1b\\";
    let fine = format!("x{link}\x1b[1;2H\x1b[4mhttps://a.exa\x1b[2;1Hmple/щ\x1b[m{LINK_END}y");
    assert_eq!(frame(&fine), None);
    for other in [
        format!("{link}https://a.example/щ"),
        format!("{link}https://b{LINK_END}"),
        format!("{link}https://a{link}.example{LINK_END}"),
        "\x1b]8;id=3;javascript:alert\x1b\\a\x1b]8;;\x1b\\".to_owned(),
        "\x1b]8;id=3;https://a/щ\x1b\\a\x1b]8;;\x1b\\".to_owned(),
        "\x1b]8;id=a;https://a\x1b\\a\x1b]8;;\x1b\\".to_owned(),
        "\x1b]8;x=1:id=1;https://a\x1b\\a\x1b]8;;\x1b\\".to_owned(),
        "\x1b]8;id=1;https://a;b\x1b\\a\x1b]8;;\x1b\\".to_owned(),
    ] {
        assert!(frame(&other).is_some(), "{other:?} has passed");
    }
}
