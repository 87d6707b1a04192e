//! A terminal's side of the conversation: what the program's bytes set, and what the terminal says to its questions, as
//! it was measured, in the order in which it was asked.

use super::keyboard::{Keyboard, Profile};

/// What a terminal understands of the program's output.
enum Said<'a> {
    /// A control sequence, without its introducer.
    Csi(&'a str),
    /// An operating system command, without introducer and end.
    Osc(&'a str),
    /// Text, and whatever sets nothing that matters here.
    Else,
}

/// Listens, keeps the modes and answers.
pub(crate) struct Answers {
    pub(crate) keyboard: Keyboard,
    /// The beginning of a sequence that has not come whole.
    rest: Vec<u8>,
    /// How often the level of other keys was asked for.
    levels: usize,
    /// Whether the last question of a batch was asked.
    attributes: bool,
    /// Whether an answer is not on the line yet.
    owed: bool,
    /// What is told behind everything else that was asked for.
    late: Vec<u8>,
}

impl Answers {
    pub(crate) fn new(profile: Profile) -> Self {
        let keyboard = Keyboard::new(profile);
        let (rest, late) = (Vec::new(), Vec::new());
        Self { keyboard, rest, levels: 0, attributes: false, owed: false, late }
    }

    /// What the terminal says to the bytes that have come since.
    pub(crate) fn to(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut all = std::mem::take(&mut self.rest);
        all.extend(bytes);
        let (mut at, mut answers) = (0, Vec::new());
        while at < all.len() {
            let Some((said, length)) = first(&all[at..]) else { break };
            match said {
                Said::Csi(body) => {
                    self.set(body);
                    answers.extend(self.answer(body).into_bytes());
                }
                Said::Osc("11;?") => answers.extend(self.background()),
                Said::Osc(_) | Said::Else => (),
            }
            at += length;
        }
        self.rest = all.split_off(at);
        self.owed |= !answers.is_empty();
        answers
    }

    /// What was to be answered is on the line.
    pub(crate) fn are_sent(&mut self) {
        self.owed = false;
    }

    /// Whether all this terminal has to say about its keyboard was asked for and is said, and what it offers is on.
    pub(crate) fn are_all(&self) -> bool {
        let Keyboard { profile, modes, .. } = &self.keyboard;
        let offered = match profile {
            Profile::Kitty | Profile::Foot | Profile::Alacritty => modes.flags() & 1 != 0,
            Profile::Xterm => modes.other_keys == 2 && 1 < self.levels,
            Profile::Tmux35 | Profile::Tmux35InKitty => modes.other_keys == 2,
            _ => true,
        };
        offered && self.is_told()
    }

    /// Whether the questions of the way in were asked and are answered.
    pub(crate) fn is_told(&self) -> bool {
        self.attributes && !self.owed
    }

    /// Takes what the program sets.
    fn set(&mut self, body: &str) {
        let Keyboard { profile, modes, .. } = &mut self.keyboard;
        let number = |text: &str| text.parse::<u32>().ok();
        if let Some(mode) = body.strip_prefix('?').and_then(|it| it.strip_suffix('h')) {
            modes.alternate |= mode == "1049";
            modes.on.extend(mode.split(';').filter_map(number));
        } else if let Some(mode) = body.strip_prefix('?').and_then(|it| it.strip_suffix('l')) {
            modes.alternate &= mode != "1049";
            modes.on.retain(|it| !mode.split(';').filter_map(number).any(|off| off == *it));
        } else if let Some(flags) = body.strip_prefix('>').and_then(|it| it.strip_suffix('u')) {
            if profile.has_flags() {
                modes.stack().push(number(flags).unwrap_or(0));
            }
        } else if let Some(times) = body.strip_prefix('<').and_then(|it| it.strip_suffix('u')) {
            for _ in 0..number(times).unwrap_or(1) {
                modes.stack().pop();
            }
        } else if let Some(level) = body.strip_prefix(">4").and_then(|it| it.strip_suffix('m')) {
            if profile.has_other_keys() {
                modes.other_keys = level.strip_prefix(';').and_then(number).unwrap_or(0);
            }
        } else if body == "22;0t" {
            modes.titles += 1;
        } else if body == "23;0t" {
            modes.titles = modes.titles.saturating_sub(1);
        }
    }

    fn answer(&mut self, body: &str) -> String {
        use Profile as P;
        let profile = self.keyboard.profile;
        match body {
            "?u" if profile.has_flags() => format!("\x1b[?{}u", self.keyboard.modes.flags()),
            "?4m" => {
                self.levels += 1;
                match profile {
                    P::Xterm => format!("\x1b[>4;{}m", self.keyboard.modes.other_keys),
                    _ => String::new(),
                }
            }
            ">q" => name(profile).map_or_else(String::new, |it| format!("\x1bP>|{it}\x1b\\")),
            "?2026$p" => setting(2026, synchronized(profile)),
            "?2031$p" => setting(2031, themes(profile)),
            "c" => {
                self.attributes = true;
                let late = String::from_utf8(std::mem::take(&mut self.late)).unwrap();
                format!("\x1b[?62;22c{late}")
            }
            _ => String::new(),
        }
    }

    /// The colour of the background.
    fn background(&mut self) -> Vec<u8> {
        use Profile as P;
        const COLOUR: &str = "\x1b]11;rgb:1e1e/1e1e/2e2e";
        match self.keyboard.profile {
            P::Tmux33 | P::Mosh | P::Zellij => Vec::new(),
            P::St => format!("{COLOUR}\x07").into(),
            // It asks the terminal around it, and is asked for something it knows itself meanwhile.
            P::Screen | P::ScreenFlow => {
                self.late = format!("{COLOUR}\x1b\\").into();
                Vec::new()
            }
            _ => format!("{COLOUR}\x1b\\").into(),
        }
    }
}

/// Name and version, where they are told.
const fn name(profile: Profile) -> Option<&'static str> {
    use Profile as P;
    match profile {
        P::Xterm => Some("XTerm(379)"),
        P::Kitty => Some("kitty(0.26.5)"),
        P::Foot => Some("foot(1.13.1)"),
        P::Tmux33 => Some("tmux 3.3a"),
        P::Tmux35Plain | P::Tmux35 | P::Tmux35InKitty => Some("tmux 3.5a"),
        P::Legacy | P::St | P::Alacritty | P::Screen | P::ScreenFlow | P::Mosh | P::Zellij => None,
    }
}

/// How synchronized output stands: 0 unknown, 2 off, 4 off for good; no word where the question is not understood.
const fn synchronized(profile: Profile) -> Option<u32> {
    use Profile as P;
    match profile {
        P::Legacy => Some(4),
        P::Xterm => Some(0),
        P::Kitty | P::Foot | P::Alacritty => Some(2),
        _ => None,
    }
}

/// The same of theme reports.
const fn themes(profile: Profile) -> Option<u32> {
    if synchronized(profile).is_some() { Some(0) } else { None }
}

fn setting(mode: u32, setting: Option<u32>) -> String {
    setting.map_or_else(String::new, |it| format!("\x1b[?{mode};{it}$y"))
}

/// The first thing in the bytes, and its length; `None` when it has not come whole.
fn first(bytes: &[u8]) -> Option<(Said<'_>, usize)> {
    let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
    match bytes {
        [0x1b] => None,
        [0x1b, b'[', body @ ..] => {
            let last = body.iter().position(|it| matches!(it, 0x40..=0x7e))?;
            Some((Said::Csi(text(&body[..=last])), last + 3))
        }
        [0x1b, b']' | b'P', body @ ..] => {
            let end = body.iter().position(|it| matches!(it, 0x07 | 0x1b))?;
            let length = if body[end] == 0x07 { end + 1 } else { end + 2 };
            // An Escape is only the first half of the end.
            body.get(length - 1)?;
            let said = if bytes[1] == b']' { Said::Osc(text(&body[..end])) } else { Said::Else };
            Some((said, length + 2))
        }
        [0x1b, ..] => Some((Said::Else, 2)),
        _ => Some((Said::Else, 1)),
    }
}

/// What the terminal says to these bytes, however they are cut.
fn said(profile: Profile, bytes: &str) -> (String, Answers) {
    let mut whole = Answers::new(profile);
    let answers = whole.to(bytes.as_bytes());
    let mut pieces = Answers::new(profile);
    let one_by_one: Vec<u8> = bytes.bytes().flat_map(|it| pieces.to(&[it])).collect();
    assert_eq!(answers, one_by_one, "{profile:?} {bytes:?}");
    (String::from_utf8(answers).unwrap(), whole)
}

/// All that is asked on the way in.
const QUESTIONS: &str =
    "\x1b[?1049h\x1b[>5u\x1b[?u\x1b[?4m\x1b[>q\x1b[?2026$p\x1b[?2031$p\x1b]11;?\x1b\\\x1b[c\x1b[m";

#[test]
fn terminals_answer_as_was_measured_in_the_order_they_were_asked() {
    let colour = "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\";
    for (profile, answers) in [
        (Profile::Legacy, format!("\x1b[?2026;4$y\x1b[?2031;0$y{colour}\x1b[?62;22c")),
        (Profile::St, "\x1b]11;rgb:1e1e/1e1e/2e2e\x07\x1b[?62;22c".into()),
        (
            Profile::Xterm,
            format!(
                "\x1b[>4;0m\x1bP>|XTerm(379)\x1b\\\x1b[?2026;0$y\x1b[?2031;0$y{colour}\x1b[?62;22c"
            ),
        ),
        (
            Profile::Kitty,
            format!(
                "\x1b[?5u\x1bP>|kitty(0.26.5)\x1b\\\x1b[?2026;2$y\x1b[?2031;0$y{colour}\x1b[?62;22c"
            ),
        ),
        (Profile::Alacritty, format!("\x1b[?5u\x1b[?2026;2$y\x1b[?2031;0$y{colour}\x1b[?62;22c")),
        (Profile::Tmux33, "\x1bP>|tmux 3.3a\x1b\\\x1b[?62;22c".into()),
        (Profile::Tmux35, format!("\x1bP>|tmux 3.5a\x1b\\{colour}\x1b[?62;22c")),
        (Profile::Screen, format!("\x1b[?62;22c{colour}")),
        (Profile::Mosh, "\x1b[?62;22c".into()),
    ] {
        assert_eq!(said(profile, QUESTIONS).0, answers, "{profile:?}");
    }
}

#[test]
fn every_screen_has_its_own_stack_of_flags() {
    let stacks = |bytes: &str| said(Profile::Foot, bytes).1.keyboard.modes.flags;
    assert_eq!(stacks("\x1b[>5u\x1b[?1049h\x1b[>1u"), [vec![5], vec![1]]);
    let empty: [Vec<u32>; 2] = [vec![], vec![]];
    assert_eq!(stacks("\x1b[?1049h\x1b[>5u\x1b[<1u\x1b[?1049l"), empty);
    assert_eq!(stacks("\x1b[?1049h\x1b[>5u\x1b[?1049l\x1b[<1u"), [vec![], vec![5]], "left behind");
}

#[test]
fn modes_are_kept_as_they_are_set() {
    let modes = |profile, bytes: &str| said(profile, bytes).1.keyboard.modes;
    let set = "\x1b[?2004h\x1b[?1004h\x1b[?1000h\x1b[?1006h\x1b[?25l\x1b[22;0t\x1b[>4;2m";
    let on = modes(Profile::Xterm, set);
    assert_eq!(on.on.into_iter().collect::<Vec<_>>(), [7, 1000, 1004, 1006, 2004]);
    assert_eq!((on.titles, on.other_keys), (1, 2));
    let unset = "\x1b[?2004l\x1b[?1004l\x1b[?1000l\x1b[?1006l\x1b[?25h\x1b[23;0t\x1b[>4m";
    assert_eq!(modes(Profile::Xterm, &format!("{set}{unset}")), super::keyboard::Modes::default());
    assert_eq!(modes(Profile::Kitty, "\x1b[>4;2m").other_keys, 0, "kitty does not know it");
}
