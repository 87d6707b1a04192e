//! What real terminals send for the keys that matter and in answer to our questions, measured one by one, and what
//! it means: a chord by its Latin letter, `-again` and `-up` for keys that are held and let go.
//!
//! Terminals: xterm 379, VTE 0.70, Konsole 22.12, urxvt 9.30, st 0.9, Alacritty 0.11 and 0.17, foot 1.13, kitty 0.26,
//! tmux 3.3a to 3.7c, GNU screen 4.9, mosh 1.4, the Linux console. Layouts: `us`, `ru`, `ua`, alone and together.

/// Who sends it and when, the bytes, their meaning.
pub(super) type Row = (&'static str, &'static [u8], &'static str);

/// The four chords, without a terminal between.
const DIRECT: &[Row] = &[
    ("all, no protocol, us; us,ru; us,ua; ru,us: Ctrl+M", b"\r", "Enter"),
    ("all, no protocol, us; us,ru; us,ua; ru,us: Ctrl+O", b"\x0f", "Ctrl+o"),
    ("all, no protocol, us; us,ru; us,ua; ru,us: Ctrl+Q", b"\x11", "Ctrl+q"),
    ("all, no protocol, us; us,ru; us,ua; ru,us: Ctrl+B", b"\x02", "Ctrl+b"),
    ("xterm, VTE, Konsole, urxvt, st, Alacritty, ru only: Ctrl+M", "ь".as_bytes(), "ь"),
    ("xterm, VTE, Konsole, urxvt, st, Alacritty, ru only: Ctrl+O", "щ".as_bytes(), "щ"),
    ("xterm, VTE, Konsole, urxvt, st, Alacritty, ru only: Ctrl+Q", "й".as_bytes(), "й"),
    ("xterm, VTE, Konsole, urxvt, st, Alacritty, ru only: Ctrl+B", "и".as_bytes(), "и"),
    ("kitty, no protocol, ru only: all four", b"\r\x0f\x11\x02", "Enter Ctrl+o Ctrl+q Ctrl+b"),
    ("foot, no protocol or >4;2m, ru only: Ctrl+M", b"\x1b[27;5;1752~", "Ctrl+m"),
    ("foot, no protocol or >4;2m, ru only: Ctrl+O", b"\x1b[27;5;1757~", "Ctrl+o"),
    ("foot, no protocol or >4;2m, ru only: Ctrl+Q", b"\x1b[27;5;1738~", "Ctrl+q"),
    ("foot, no protocol or >4;2m, ru only: Ctrl+B", b"\x1b[27;5;1737~", "Ctrl+b"),
    ("xterm, >5u or >4;1m or >4;1f: all four", b"\r\x0f\x11\x02", "Enter Ctrl+o Ctrl+q Ctrl+b"),
    ("xterm, >4;2m: Ctrl+M", b"\x1b[27;5;109~", "Ctrl+m"),
    ("xterm, >4;2m: Ctrl+O", b"\x1b[27;5;111~", "Ctrl+o"),
    ("xterm, >4;2m: Ctrl+Q", b"\x1b[27;5;113~", "Ctrl+q"),
    ("xterm, >4;2m: Ctrl+B", b"\x1b[27;5;98~", "Ctrl+b"),
    ("xterm, >4;2m, formatOtherKeys:1: Ctrl+M", b"\x1b[109;5u", "Ctrl+m"),
    ("xterm, >4;2m, formatOtherKeys:1: Ctrl+O", b"\x1b[111;5u", "Ctrl+o"),
    ("xterm, >4;2m, formatOtherKeys:1: Ctrl+Q", b"\x1b[113;5u", "Ctrl+q"),
    ("xterm, >4;2m, formatOtherKeys:1: Ctrl+B", b"\x1b[98;5u", "Ctrl+b"),
    ("kitty, >1u, us; Alacritty 0.17, foot, Ghostty: Ctrl+M", b"\x1b[109;5u", "Ctrl+m"),
    ("kitty, >1u, us; Alacritty 0.17, foot: Ctrl+O", b"\x1b[111;5u", "Ctrl+o"),
    ("kitty, >1u, us; Alacritty 0.17, foot: Ctrl+Q", b"\x1b[113;5u", "Ctrl+q"),
    ("kitty, >1u, us; Alacritty 0.17, foot: Ctrl+B", b"\x1b[98;5u", "Ctrl+b"),
    ("kitty, >1u; Alacritty 0.17; foot, ru,us, ru: Ctrl+M", b"\x1b[1100;5u", "Ctrl+m"),
    ("kitty, >1u; Alacritty 0.17; foot, ru,us, ru: Ctrl+O", b"\x1b[1097;5u", "Ctrl+o"),
    ("kitty, >1u; Alacritty 0.17; foot, ru,us, ru: Ctrl+Q", b"\x1b[1081;5u", "Ctrl+q"),
    ("kitty, >1u; Alacritty 0.17; foot, ru,us, ru: Ctrl+B", b"\x1b[1080;5u", "Ctrl+b"),
    ("kitty, >5u, Cyrillic; foot, us,ru: Ctrl+M", b"\x1b[1100::109;5u", "Ctrl+m"),
    ("kitty, >5u, Cyrillic; foot, us,ru: Ctrl+O", b"\x1b[1097::111;5u", "Ctrl+o"),
    ("kitty, >5u, Cyrillic; foot, us,ru: Ctrl+Q", b"\x1b[1081::113;5u", "Ctrl+q"),
    ("kitty, >5u, Cyrillic; foot, us,ru: Ctrl+B", b"\x1b[1080::98;5u", "Ctrl+b"),
    ("Ctrl+S, us", b"\x1b[115;5u", "Ctrl+s"),
    ("Ctrl+S, ua", b"\x1b[1110;5u", "Ctrl+s"),
    ("Ctrl+S, ru", b"\x1b[1099;5u", "Ctrl+s"),
    ("foot, Ctrl+S, ua", b"\x1b[27;5;1702~", "Ctrl+s"),
    ("foot, Ctrl+S, ru", b"\x1b[27;5;1753~", "Ctrl+s"),
    ("no protocol, Ctrl+S", b"\x13", "Ctrl+s"),
    ("Caps lock", b"\x1b[109;69u", "Ctrl+m"),
    ("Num lock", b"\x1b[109;133u", "Ctrl+m"),
    ("Caps and Num lock", b"\x1b[109;197u", "Ctrl+m"),
    ("Caps and Num lock, Cyrillic", b"\x1b[1100::109;197u", "Ctrl+m"),
    ("Num lock, >4;2m", b"\x1b[27;133;109~", "Ctrl+m"),
];

/// What kitty sends where more is asked of it than we ask: every key an escape sequence, every release an event.
const FLOOD: &[Row] = &[
    ("kitty, >13u: left Ctrl goes down", b"\x1b[57442;5u", ""),
    ("kitty, >15u: left Ctrl goes down", b"\x1b[57442;5:1u", ""),
    ("kitty, >15u: left Ctrl is held", b"\x1b[57442;5:2u", ""),
    ("kitty, >15u: left Ctrl goes up", b"\x1b[57442;1:3u", ""),
    ("kitty, >15u: right Ctrl, Shift, Alt", b"\x1b[57448;5u\x1b[57441;2u\x1b[57443;3u", ""),
    ("kitty, >15u: AltGr, Caps lock", b"\x1b[57453;1u\x1b[57358;65u", ""),
    (
        "kitty, >15u: Ctrl+M down, held, up",
        b"\x1b[109;5u\x1b[109;5:2u\x1b[109;5:3u",
        "Ctrl+m Ctrl+m-again Ctrl+m-up",
    ),
    (
        "kitty, >15u, Cyrillic: Ctrl+Q down, held, up",
        b"\x1b[1081::113;5:1u\x1b[1081::113;5:2u\x1b[1081::113;5:3u",
        "Ctrl+q Ctrl+q-again Ctrl+q-up",
    ),
    ("kitty, >15u: Ctrl+O up after Ctrl", b"\x1b[111;1:3u", "o-up"),
    ("kitty, >15u, locks: Ctrl+B up", b"\x1b[98;197:3u", "Ctrl+b-up"),
    ("kitty, >13u: a", b"\x1b[97u", "a"),
    ("kitty, >13u: A", b"\x1b[97:65;2u", "Shift+A"),
    ("kitty, >13u, ru: ф", b"\x1b[1092::97u", "ф"),
    ("kitty, >13u, ru: Ф", b"\x1b[1092:1060:97;2u", "Shift+Ф"),
    ("kitty, >31u: a with its text", b"\x1b[97;;97u", "a"),
    ("kitty, >31u: A with its text", b"\x1b[97:65;2;65u", "Shift+A"),
    ("kitty, >31u, ru: ф with its text", b"\x1b[1092::97;;1092u", "ф"),
    ("kitty, >15u: a goes up", b"\x1b[97;1:3u", "a-up"),
    ("kitty, >15u: Enter down, up", b"\x1b[13u\x1b[13;1:3u", "Enter Enter-up"),
    ("kitty, >15u: Tab, Backspace", b"\x1b[9u\x1b[127u", "Tab Backspace"),
    ("kitty, >15u: Escape down, up", b"\x1b[27u\x1b[27;1:3u", "Esc Esc-up"),
    ("kitty, >15u: F2 down, up", b"\x1b[Q\x1b[1;1:3Q", "F2 F2-up"),
    ("kitty, >15u: arrow down, held, up", b"\x1b[A\x1b[1;1:2A\x1b[1;1:3A", "Up Up-again Up-up"),
    ("kitty, >15u: Delete up", b"\x1b[3;1:3~", "Delete-up"),
];

/// The four chords through multiplexers and links.
const BETWEEN: &[Row] = &[
    ("tmux 3.3a, 3.4, any: Ctrl+M, O, Q", b"\r\x0f\x11", "Enter Ctrl+o Ctrl+q"),
    ("tmux, any: Ctrl+B, the second press", b"\x02", "Ctrl+b"),
    ("tmux 3.5a, 3.7c, off, or >5u: Ctrl+M, O, Q", b"\r\x0f\x11", "Enter Ctrl+o Ctrl+q"),
    ("tmux 3.5a, 3.7c, on, >4;2m: Ctrl+M", b"\x1b[27;5;109~", "Ctrl+m"),
    ("tmux 3.5a, 3.7c, on, >4;2m: Ctrl+O, Q", b"\x1b[27;5;111~\x1b[27;5;113~", "Ctrl+o Ctrl+q"),
    ("tmux 3.5a, 3.7c, on, >4;2m: Ctrl+B", b"\x1b[27;5;98~", "Ctrl+b"),
    ("tmux 3.5a, 3.7c, csi-u, >4;2m: Ctrl+M", b"\x1b[109;5u", "Ctrl+m"),
    ("tmux 3.5a, 3.7c, csi-u, >4;2m: Ctrl+O, Q", b"\x1b[111;5u\x1b[113;5u", "Ctrl+o Ctrl+q"),
    ("tmux 3.7c in kitty, on, >4;2m: Ctrl+M, O", b"\r\x1b[27;5;111~", "Enter Ctrl+o"),
    ("tmux 3.7c in kitty, on, >4;2m: Ctrl+Q, B", b"\x1b[27;5;113~\x1b[27;5;98~", "Ctrl+q Ctrl+b"),
    ("screen, default: all four", b"\r\x0f\x11\x02", "Enter Ctrl+o Ctrl+q Ctrl+b"),
    ("screen, defflow on: Ctrl+M, O, B", b"\r\x0f\x02", "Enter Ctrl+o Ctrl+b"),
    ("mosh: all four", b"\r\x0f\x11\x02", "Enter Ctrl+o Ctrl+q Ctrl+b"),
    ("ssh in xterm, >4;2m: Ctrl+M, B", b"\x1b[27;5;109~\x1b[27;5;98~", "Ctrl+m Ctrl+b"),
    ("ssh in kitty, >5u: Ctrl+M", b"\x1b[109;5u\x1b[1100::109;5u", "Ctrl+m Ctrl+m"),
    ("console, us,ru,ua: all four", b"\r\x0f\x11\x02", "Enter Ctrl+o Ctrl+q Ctrl+b"),
    ("console, us,ru,ua, Cyrillic group: Ctrl+щ is щ", "ьщйи".as_bytes(), "ь щ й и"),
];

/// The other keys, among them the way out where the four do not come through.
const OTHERS: &[Row] = &[
    ("xterm, kitty, Konsole, Alacritty, tmux, screen, mosh: F2", b"\x1bOQ", "F2"),
    ("kitty, >5u: F2", b"\x1b[Q", "F2"),
    ("urxvt, st: F2", b"\x1b[12~", "F2"),
    ("console: F1 to F5", b"\x1b[[A\x1b[[B\x1b[[C\x1b[[D\x1b[[E", "F1 F2 F3 F4 F5"),
    ("console: F6, Home, End", b"\x1b[17~\x1b[1~\x1b[4~", "F6 Home End"),
    ("all: F9", b"\x1b[20~", "F9"),
    ("xterm, screen, mosh, eighth bit: Alt+M", b"\xc3\xad", "\u{ed}"),
    ("xterm, ru, eighth bit: Alt+M", "ь".as_bytes(), "ь"),
    ("kitty, Konsole, Alacritty: Alt+M", b"\x1bm", "Alt+m"),
    ("Konsole, Alacritty, ru: Alt+M", "\x1bь".as_bytes(), "Alt+m"),
    ("kitty, >5u: Alt+M", b"\x1b[109;3u", "Alt+m"),
    ("all: Ctrl+G, X, K", b"\x07\x18\x0b", "Ctrl+g Ctrl+x Ctrl+k"),
    ("kitty, >5u: Ctrl+G, X, K", b"\x1b[103;5u\x1b[120;5u\x1b[107;5u", "Ctrl+g Ctrl+x Ctrl+k"),
    ("all but kitty: Ctrl+Enter", b"\r", "Enter"),
    ("kitty, >5u: Ctrl+Enter", b"\x1b[13;5u", "Ctrl+Enter"),
    ("kitty, >5u: Shift+Enter", b"\x1b[13;2u", "Shift+Enter"),
    (
        "xterm, tmux, >4;2m: Ctrl+Enter, Shift+Enter",
        b"\x1b[27;5;13~\x1b[27;2;13~",
        "Ctrl+Enter Shift+Enter",
    ),
    ("Konsole: Shift+Enter; the keypad's Enter", b"\x1bOM", "Enter"),
    ("all: Alt+Enter", b"\x1b\r", "Alt+Enter"),
    ("kitty, >5u: Alt+Enter", b"\x1b[13;3u", "Alt+Enter"),
    ("all: Ctrl+J", b"\n", "Ctrl+j"),
    ("kitty, >5u: Ctrl+I", b"\x1b[105;5u", "Ctrl+i"),
    ("all: Tab, Backspace", b"\t\x7f", "Tab Backspace"),
    ("kitty, >5u: Escape", b"\x1b[27u", "Esc"),
    ("kitty, >5u: Ctrl+C, Ctrl+Z", b"\x1b[99;5u\x1b[122;5u", "Ctrl+c Ctrl+z"),
    ("all: a letter of each script", "aЖї漢😀".as_bytes(), "a Ж ї 漢 😀"),
];

/// What they answer to our questions, and what they report unasked.
const ANSWERS: &[Row] = &[
    ("kitty, Alacritty, foot before the push: ?u", b"\x1b[?0u", "Reply(KittyFlags(0))"),
    ("kitty, Alacritty, foot: ?u", b"\x1b[?5u", "Reply(KittyFlags(5))"),
    ("kitty, two digits: ?u", b"\x1b[?15u", "Reply(KittyFlags(15))"),
    ("kitty, two digits: ?u", b"\x1b[?31u", "Reply(KittyFlags(31))"),
    ("xterm: ?4m", b"\x1b[>4;0m", "Reply(OtherKeys(0))"),
    ("xterm, set to 1: ?4m", b"\x1b[>4;1m", "Reply(OtherKeys(1))"),
    ("xterm, set to 2: ?4m", b"\x1b[>4;2m", "Reply(OtherKeys(2))"),
    ("xterm: >q", b"\x1bP>|XTerm(379)\x1b\\", "Reply(XtVersion(\"XTerm(379)\"))"),
    ("kitty: >q", b"\x1bP>|kitty(0.26.5)\x1b\\", "Reply(XtVersion(\"kitty(0.26.5)\"))"),
    ("foot: >q", b"\x1bP>|foot(1.13.1)\x1b\\", "Reply(XtVersion(\"foot(1.13.1)\"))"),
    ("Konsole: >q", b"\x1bP>|Konsole 22.12.3\x1b\\", "Reply(XtVersion(\"Konsole 22.12.3\"))"),
    ("tmux 3.3a: >q", b"\x1bP>|tmux 3.3a\x1b\\", "Reply(XtVersion(\"tmux 3.3a\"))"),
    ("tmux 3.5a: >q", b"\x1bP>|tmux 3.5a\x1b\\", "Reply(XtVersion(\"tmux 3.5a\"))"),
    ("tmux 3.7c: >q", b"\x1bP>|tmux 3.7c\x1b\\", "Reply(XtVersion(\"tmux 3.7c\"))"),
    ("xterm, urxvt: ?2026$p", b"\x1b[?2026;0$y", "Reply(DecRpm { mode: 2026, setting: 0 })"),
    ("within a frame: ?2026$p", b"\x1b[?2026;1$y", "Reply(DecRpm { mode: 2026, setting: 1 })"),
    (
        "kitty, Alacritty, foot, tmux 3.7c: ?2026$p",
        b"\x1b[?2026;2$y",
        "Reply(DecRpm { mode: 2026, setting: 2 })",
    ),
    ("always on: ?2026$p", b"\x1b[?2026;3$y", "Reply(DecRpm { mode: 2026, setting: 3 })"),
    ("VTE: ?2026$p", b"\x1b[?2026;4$y", "Reply(DecRpm { mode: 2026, setting: 4 })"),
    ("xterm, kitty: ?2031$p", b"\x1b[?2031;0$y", "Reply(DecRpm { mode: 2031, setting: 0 })"),
    ("reports are on: ?2031$p", b"\x1b[?2031;1$y", "Reply(DecRpm { mode: 2031, setting: 1 })"),
    ("tmux 3.7c: ?2031$p", b"\x1b[?2031;2$y", "Reply(DecRpm { mode: 2031, setting: 2 })"),
    ("tmux 3.7c: the theme is dark", b"\x1b[?997;1n", "Reply(Theme(Dark))"),
    ("tmux 3.7c: the theme is light", b"\x1b[?997;2n", "Reply(Theme(Light))"),
    (
        "xterm, kitty, Alacritty, foot, VTE, Konsole, tmux, screen: OSC 11",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        "Reply(Osc { number: 11, body: \"rgb:1e1e/1e1e/2e2e\" })",
    ),
    (
        "st: OSC 11",
        b"\x1b]11;rgb:0000/0000/0000\x07",
        "Reply(Osc { number: 11, body: \"rgb:0000/0000/0000\" })",
    ),
    (
        "xterm: OSC 10",
        b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
        "Reply(Osc { number: 10, body: \"rgb:ffff/ffff/ffff\" })",
    ),
    ("st: OSC 10", b"\x1b]10;rgb:f/f/f\x07", "Reply(Osc { number: 10, body: \"rgb:f/f/f\" })"),
    ("kitty, foot: DA1", b"\x1b[?62;c", "Reply(Da1 { sixel: false })"),
    ("xterm: DA1", b"\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c", "Reply(Da1 { sixel: false })"),
    ("VTE: DA1", b"\x1b[?65;1;9c", "Reply(Da1 { sixel: false })"),
    ("Konsole, tmux, screen, urxvt: DA1", b"\x1b[?1;2c", "Reply(Da1 { sixel: false })"),
    ("st, Alacritty: DA1", b"\x1b[?6c", "Reply(Da1 { sixel: false })"),
    ("foot, with sixels: DA1", b"\x1b[?62;4;22c", "Reply(Da1 { sixel: true })"),
    ("mosh: DA2", b"\x1b[>1;10;0c", "Reply(Da2 { model: 1, version: 10 })"),
    ("xterm: DA2", b"\x1b[>41;379;0c", "Reply(Da2 { model: 41, version: 379 })"),
    ("the window has the focus", b"\x1b[I", "Focus(true)"),
    ("the window has lost the focus", b"\x1b[O", "Focus(false)"),
];

/// What other programs stumble over: the mouse, pastes, and what no parser of theirs knows.
const TRAPS: &[Row] = &[
    (
        "SGR mouse: a click",
        b"\x1b[<0;12;5M\x1b[<0;12;5m",
        "Mouse(Mouse { kind: Down(Left), column: 11, row: 4, mods: Mods { shift: false, alt: false, ctrl: false, \
         sup: false } }) Mouse(Mouse { kind: Up(Some(Left)), column: 11, row: 4, mods: Mods { shift: false, alt: \
         false, ctrl: false, sup: false } })",
    ),
    (
        "SGR mouse: the wheel",
        b"\x1b[<65;300;200M",
        "Mouse(Mouse { kind: WheelDown, column: 299, row: 199, mods: Mods { shift: false, alt: false, ctrl: false, \
         sup: false } })",
    ),
    (
        "the oldest mouse reports",
        b"\x1b[M +*",
        "Mouse(Mouse { kind: Down(Left), column: 10, row: 9, mods: Mods { shift: false, alt: false, ctrl: false, \
         sup: false } })",
    ),
    (
        "urxvt's mouse reports",
        b"\x1b[35;11;10M",
        "Mouse(Mouse { kind: Up(None), column: 10, row: 9, mods: Mods { shift: false, alt: false, ctrl: false, \
         sup: false } })",
    ),
    ("a paste", "\x1b[200~ще раз\r\nтак\x1b[201~".as_bytes(), "Paste(\"ще раз\\nтак\")"),
    (
        "a paste with the four keys in it",
        b"\x1b[200~\x0f\x11\x1b[109;5ux\x1b[27;5;98~\x1b[201~",
        "Paste(\"[109;5ux[27;5;98~\")",
    ),
    ("DA3, which nobody asked for", b"\x1bP!|00000000\x1b\\", ""),
    ("where the cursor is, which nobody asked for", b"\x1b[24;80R", ""),
    ("the size of the window, which nobody asked for", b"\x1b[8;24;80t", ""),
];

/// Every row.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> + Clone {
    [DIRECT, FLOOD, BETWEEN, OTHERS, ANSWERS, TRAPS].into_iter().flatten()
}
