//! Settings that are one word out of a list.

use serde::Deserialize;

/// Declares the choices and their words together, so that neither can lag.
macro_rules! choices {
    ($(
        $(#[doc = $about:literal])+
        $name:ident { $($(#[doc = $help:literal])+ $choice:ident = $word:literal,)+ }
    )+) => {$(
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
        pub enum $name {
            $($(#[doc = $help])+ #[serde(rename = $word)] $choice,)+
        }

        impl $name {
            /// All words, as they stand in the file.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The word for this choice.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$choice => $word,)+ }
            }
        }
    )+};
}

choices! {
    /// Language of the screen.
    LanguageChoice {
        /// The system's, where it is one of ours.
        Auto = "auto",
        /// English.
        En = "en",
        /// Ukrainian.
        Uk = "uk",
        /// Russian.
        Ru = "ru",
    }

    /// Where the desk is.
    Store {
        /// On this machine.
        Local = "local",
        /// On the team's hub; what lies here is a copy.
        Hub = "hub",
    }

    /// Colours of the screen.
    ThemeChoice {
        /// What goes with the terminal's background.
        Auto = "auto",
        /// Light text on dark ground.
        Dark = "dark",
        /// Dark text on light ground.
        Light = "light",
        /// As few and as strong colours as possible.
        HighContrast = "high-contrast",
        /// The terminal's own two colours, with bold and reverse.
        None = "none",
    }

    /// Pictures in a conversation.
    Pictures {
        /// As well as the terminal can.
        Auto = "auto",
        /// As coloured halves of cells, whatever the terminal can.
        Blocks = "blocks",
        /// None.
        Off = "off",
    }

    /// Lines per dialog in the list.
    Rows {
        /// What the window has room for.
        Auto = "auto",
        /// One line.
        One = "one",
        /// Two lines.
        Two = "two",
    }

    /// Where the cursor goes when a dialog is closed.
    AfterClose {
        /// To the next dialog.
        Next = "next",
        /// It stays.
        Stay = "stay",
    }

    /// How keys are read.
    Keyboard {
        /// As well as the terminal can.
        Auto = "auto",
        /// As terminals have always sent them.
        Legacy = "legacy",
        /// Ctrl+M and Enter are two keys, whatever the terminal says.
        Distinct = "distinct",
    }

    /// What the mouse may do.
    MouseUse {
        /// Nothing: the terminal keeps it.
        Off = "off",
        /// Choose and scroll.
        On = "on",
        /// Choose, scroll, and select what is being written.
        Drag = "drag",
    }

    /// Where copied text goes.
    Clipboard {
        /// To the terminal's clipboard too, by the way that works in it.
        Auto = "auto",
        /// Nowhere outside this program.
        Off = "off",
    }

    /// How new messages are told of while the window is not in front.
    Notices {
        /// As well as the terminal can.
        Auto = "auto",
        /// By the bell alone.
        Bell = "bell",
        /// Not at all.
        Off = "off",
    }
}
