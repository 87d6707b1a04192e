//! Colours by meaning. What a colour says is always said by a word or a sign as well.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of the screen means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Plain words.
    Text,
    /// Words in the background: times, last messages, keys' meanings.
    Faint,
    /// A name, a heading.
    Strong,
    /// What is chosen: the view, the pane with the focus.
    Chosen,
    /// A customer's own.
    Theirs,
    /// Our own.
    Ours,
    /// Only for colleagues.
    Note,
    /// It worked.
    Good,
    /// Late, refused.
    Warning,
    /// Much too late, failed.
    Alarm,
    /// The row under the cursor, where keys go.
    Cursor,
    /// The row under the cursor, where keys do not go now.
    CursorAway,
    /// An address that can be opened, over what it is written in.
    Link,
    /// Selected text.
    Selected,
    /// Words that were looked for, over what they are written in.
    Found,
    /// Lines between things.
    Rule,
}

/// Which colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// For light text on dark.
    Dark,
    /// For dark text on light.
    Light,
    /// As far apart as sixteen colours allow.
    HighContrast,
    /// No colours at all: bold, dim, underlined, reversed.
    Plain,
}

impl Theme {
    /// How something that means `ink` looks.
    #[must_use]
    pub fn style(self, ink: Ink) -> Style {
        match self {
            Self::Dark => coloured(ink, &DARK),
            Self::Light => coloured(ink, &LIGHT),
            Self::HighContrast => high_contrast(ink),
            Self::Plain => plain(ink),
        }
    }
}

/// The colours of a theme. All from the terminal's 256, which every terminal in use draws.
struct Palette {
    faint: Color,
    chosen: Color,
    theirs: Color,
    ours: Color,
    note: Color,
    good: Color,
    warning: Color,
    alarm: Color,
    cursor: Color,
    away: Color,
    rule: Color,
    /// Letters, and what is behind them.
    found: (Color, Color),
}

const DARK: Palette = Palette {
    faint: Color::Indexed(246),
    chosen: Color::Indexed(81),
    theirs: Color::Indexed(117),
    ours: Color::Indexed(114),
    note: Color::Indexed(221),
    good: Color::Indexed(114),
    warning: Color::Indexed(221),
    alarm: Color::Indexed(210),
    cursor: Color::Indexed(238),
    away: Color::Indexed(235),
    rule: Color::Indexed(239),
    found: (Color::Indexed(230), Color::Indexed(94)),
};

const LIGHT: Palette = Palette {
    faint: Color::Indexed(242),
    chosen: Color::Indexed(25),
    theirs: Color::Indexed(25),
    ours: Color::Indexed(22),
    note: Color::Indexed(94),
    good: Color::Indexed(22),
    warning: Color::Indexed(94),
    alarm: Color::Indexed(124),
    cursor: Color::Indexed(252),
    away: Color::Indexed(255),
    rule: Color::Indexed(250),
    found: (Color::Indexed(16), Color::Indexed(222)),
};

fn coloured(ink: Ink, palette: &Palette) -> Style {
    let style = Style::new();
    match ink {
        Ink::Text => style,
        Ink::Faint => style.fg(palette.faint),
        Ink::Strong => style.add_modifier(Modifier::BOLD),
        Ink::Chosen => style.fg(palette.chosen).add_modifier(Modifier::BOLD),
        Ink::Theirs => style.fg(palette.theirs),
        Ink::Ours => style.fg(palette.ours),
        Ink::Note => style.fg(palette.note),
        Ink::Good => style.fg(palette.good),
        Ink::Warning => style.fg(palette.warning),
        Ink::Alarm => style.fg(palette.alarm).add_modifier(Modifier::BOLD),
        Ink::Cursor => style.bg(palette.cursor),
        Ink::CursorAway => style.bg(palette.away),
        Ink::Link => style.add_modifier(Modifier::UNDERLINED),
        Ink::Selected => style.add_modifier(Modifier::REVERSED),
        Ink::Found => style.fg(palette.found.0).bg(palette.found.1).add_modifier(Modifier::BOLD),
        Ink::Rule => style.fg(palette.rule),
    }
}

fn high_contrast(ink: Ink) -> Style {
    let style = Style::new();
    match ink {
        Ink::Text | Ink::Faint | Ink::Rule => style,
        Ink::Strong => style.add_modifier(Modifier::BOLD),
        Ink::Chosen => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Ink::Theirs => style.fg(Color::LightCyan).add_modifier(Modifier::BOLD),
        Ink::Ours | Ink::Good => style.fg(Color::LightGreen).add_modifier(Modifier::BOLD),
        Ink::Note | Ink::Warning => style.fg(Color::LightYellow).add_modifier(Modifier::BOLD),
        Ink::Alarm => style.fg(Color::LightRed).add_modifier(Modifier::BOLD),
        Ink::Cursor | Ink::Selected => style.add_modifier(Modifier::REVERSED),
        Ink::CursorAway | Ink::Link => style.add_modifier(Modifier::UNDERLINED),
        Ink::Found => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
    }
}

fn plain(ink: Ink) -> Style {
    let style = Style::new();
    match ink {
        Ink::Text | Ink::Theirs | Ink::Ours | Ink::Good | Ink::Rule => style,
        Ink::Faint => style.add_modifier(Modifier::DIM),
        Ink::Strong | Ink::Warning | Ink::Note => style.add_modifier(Modifier::BOLD),
        Ink::Chosen => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Ink::Alarm => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        Ink::Cursor | Ink::Selected => style.add_modifier(Modifier::REVERSED),
        Ink::CursorAway | Ink::Link => style.add_modifier(Modifier::UNDERLINED),
        Ink::Found => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_no_colour_is_used() {
        for ink in
            [Ink::Text, Ink::Faint, Ink::Chosen, Ink::Alarm, Ink::Note, Ink::Cursor, Ink::Link]
        {
            let style = Theme::Plain.style(ink);
            assert_eq!((style.fg, style.bg), (None, None), "{ink:?}");
        }
    }

    #[test]
    fn what_needs_the_eye_differs_from_plain_words_in_every_theme() {
        for theme in [Theme::Dark, Theme::Light, Theme::HighContrast, Theme::Plain] {
            for ink in [Ink::Chosen, Ink::Warning, Ink::Alarm, Ink::Cursor, Ink::Note, Ink::Found] {
                assert_ne!(theme.style(ink), theme.style(Ink::Text), "{theme:?} {ink:?}");
            }
        }
    }
}
