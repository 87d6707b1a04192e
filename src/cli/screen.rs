//! What a screen needs before it can be opened, and the one place that opens it.

use std::any::Any;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::base::clock::{self, Timestamp};
use crate::base::contained;
use crate::base::msg::Msg;
use crate::config::books::{Books, VIEWS, Views};
use crate::config::{AfterClose, Config, Keyboard, Pictures, Rows, ThemeChoice};
use crate::courier::{self, CourierHandle, CourierState};
use crate::domain::{Agent, Channel, View};
use crate::i18n::Catalog;
use crate::store::{Desk, Purge};
use crate::tui::around::Around;
use crate::tui::event::Event;
use crate::tui::hub::{HubLink, Profiles};
use crate::tui::input::caps::Caps;
use crate::tui::keymap::Keymap;
use crate::tui::runtime::{self, ChannelDoor, Door, Exit, FilesDoor, HubDoor, Parts};
use crate::tui::state::{Link, RowHeight, Settings, Start, ViewId, ViewsFile, Words, Writing};
use crate::tui::term;
use crate::tui::theme::Theme;

use super::channel_screen;
use super::commands::purged;
use super::connect::connector;
use super::context::Context;
use super::desk::OpenDesk;
use super::files::Shelf;
use super::hub::{HubPlace, not_logged_in};
use super::hub_screen;
use super::opening::{Outlets, files_door};
use super::report::{Complaint, Trouble, note};

/// The most messages a minute that played customers can be asked for.
pub(super) const PACE_MAX: u32 = 600;

/// How customers are played on demo channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Customers {
    /// Which story.
    pub seed: u64,
    /// Messages a minute they write by themselves.
    pub pace: u32,
}

impl Default for Customers {
    fn default() -> Self {
        Self { seed: 1, pace: 6 }
    }
}

/// Starts the courier. To be called once, when the screen can hear of it; what it gives must be kept as long as
/// the channels are to run.
pub type StartCourier = Box<dyn FnOnce() -> io::Result<CourierHandle> + Send>;

/// Everything a screen is opened with.
pub struct Prepared {
    /// The desk, open.
    pub desk: Desk,
    /// Who sits at it. May be blocked, or have a role without access: the screen says so.
    pub me: Agent,
    /// The settings.
    pub config: Config,
    /// Quick replies, macros and views of one's own.
    pub books: Books,
    /// The keys they make.
    pub keymap: Keymap,
    /// All sentences.
    pub catalog: Arc<Catalog>,
    /// One's own views, and the file they are kept in.
    pub views: ViewsFile,
    /// The program for long replies, as a shell takes it.
    pub editor: String,
    /// What stands between us and the keyboard.
    pub around: Around,
    /// Whether colours are wanted nowhere.
    pub no_color: bool,
    /// Makes the desk's channels run, here or in the process that runs them already.
    pub start_courier: StartCourier,
    /// Where the screen's time comes from.
    pub clock: fn() -> Timestamp,
    /// Which desk this is, among those that can be opened.
    pub profiles: Profiles,
    /// On a replica: the way to its hub. Its channels run there, so no courier is started here.
    pub far: Option<Far>,
    /// Who reaches the channels for the screen; without it the channels screen stays empty.
    pub channels: Option<ChannelDoor>,
    /// Who does something with files; `None`: nobody does.
    pub files: Option<FilesDoor>,
}

/// Begins to keep a replica and its hub alike. To be called once, when the screen can hear of it; what it gives must be
/// kept as long as that is to go on.
pub type MeetHub = Box<dyn FnOnce(Door) -> Box<dyn Any> + Send>;

/// The way to a hub.
pub struct Far {
    /// How the desk stands to it before anybody has told more.
    pub link: HubLink,
    /// Takes what the screen wants of it.
    pub wish: HubDoor,
    /// Tells the screen how it goes on, with [`Event::Linked`] and its neighbours.
    pub meet: MeetHub,
}

/// Opens the screen and returns when somebody has left it.
///
/// # Errors
/// When the terminal cannot be used.
pub fn open_screen(prepared: Prepared) -> io::Result<Exit> {
    let Prepared { desk, me, config, books, keymap, catalog, views, editor, around, .. } = prepared;
    let (no_color, start_courier, clock) =
        (prepared.no_color, prepared.start_courier, prepared.clock);
    let (profiles, channels) = (prepared.profiles, prepared.channels);
    let (link, hub, meet_hub) = match prepared.far {
        Some(Far { link, wish, meet }) => (Link::Hub(link), Some(wish), Some(meet)),
        None => (Link::Unknown, None, None),
    };
    let now = clock();
    let start = Start {
        now,
        utc_offset: clock::utc_offset(now),
        size: term::size(),
        view: start_view(&config.ui.start_view, &views),
        views,
        writing: Writing::new(Arc::new(books), config.send.clone()),
        me,
        words: Words::new(Arc::clone(&catalog)),
        settings: settings(&config, no_color),
        keymap,
        caps: Caps::new(config.terminal.keyboard == Keyboard::Distinct),
        around,
        // Names of ops must differ between processes; this is the system's own randomness.
        link,
        profiles,
        seed: RandomState::new().build_hasher().finish(),
    };
    let theme = theme(config.ui.theme, no_color);
    let (mut courier, mut far) = (None, None);
    let (words, told) = (Arc::clone(&catalog), Arc::clone(&catalog));
    let files = prepared.files;
    let parts = Parts { desk, catalog, start, theme, editor, clock, hub, channels, files };
    let exit = runtime::run(parts, |door| match meet_hub {
        Some(meet_hub) => far = Some(meet_hub(door)),
        None => courier = meet(start_courier, door, told),
    });
    // The channels run as long as the screen does: what is being sent is told as unsure before we go.
    drop((courier, far));
    // What broke down and was begun again could not be told on the screen. Whoever is sent away by a signal may have a
    // terminal that takes nothing.
    if matches!(exit, Ok(Exit::Quit | Exit::Switch(_) | Exit::Panicked)) {
        for what in contained::take_notes() {
            note(&words.say(&Msg::new("cli-broke-down").with("what", what)));
        }
    }
    exit
}

/// Starts the courier and has the screen told how it is.
fn meet(start: StartCourier, door: Door, catalog: Arc<Catalog>) -> Option<CourierHandle> {
    match start() {
        Ok(courier) => {
            let told = Mutex::new(None);
            courier.subscribe(move |state| {
                door.tell(Event::Linked(link(state)));
                if let Some(purge) = news(&told, state.purged) {
                    door.tell(Event::Happened(purged(&catalog, &purge)));
                }
            });
            Some(courier)
        }
        Err(error) => {
            let why = Msg::new("courier-not-started").with("why", error.to_string());
            door.tell(Event::Linked(Link::Trouble(why)));
            None
        }
    }
}

/// What was thrown away and has not been told of yet.
pub(super) fn news(told: &Mutex<Option<Purge>>, purged: Option<Purge>) -> Option<Purge> {
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    let news = purged.filter(|it| Some(*it) != *told);
    *told = purged;
    news
}

/// What the screen says of a courier. One that has just started knows nothing yet, and says nothing.
fn link(state: &CourierState) -> Link {
    match (&state.trouble, state.running, state.holder) {
        (Some(trouble), ..) => Link::Trouble(trouble.clone()),
        (None, true, _) => Link::Here,
        (None, false, None) => Link::Unknown,
        (None, false, holder) => Link::Elsewhere(holder),
    }
}

/// What the settings say about the screen.
fn settings(config: &Config, no_color: bool) -> Settings {
    let colourless = no_color || config.ui.theme == ThemeChoice::None;
    Settings {
        pictures: if colourless { Pictures::Off } else { config.ui.pictures },
        rows: match config.ui.rows {
            Rows::Auto => RowHeight::Auto,
            Rows::One => RowHeight::One,
            Rows::Two => RowHeight::Two,
        },
        next_after_close: config.ui.after_close == AfterClose::Next,
        preview_after: config
            .ui
            .preview
            .then(|| Duration::from_millis(u64::from(config.ui.preview_delay_ms))),
        card: config.ui.card,
        warn_minutes: i64::from(config.wait.warn_minutes),
        alarm_minutes: i64::from(config.wait.alarm_minutes),
        terminal: config.terminal,
    }
}

/// The view of a name. One that cannot be told, because the file of views is broken, is the first of all.
fn start_view(name: &str, views: &ViewsFile) -> ViewId {
    let own = || views.views.iter().position(|it| it.name == name).map(ViewId::Own);
    let built_in = View::from_code(name).map(ViewId::BuiltIn);
    built_in.or_else(own).unwrap_or(ViewId::BuiltIn(View::Waiting))
}

/// One's own views. What is wrong with their file costs those views; the screen says so.
fn own_views(context: &Context, config: &Config) -> Result<ViewsFile, Trouble> {
    let file = context.paths()?.books_dir().join(VIEWS);
    let (views, faults) = Views::read(&file);
    let names: Vec<&str> = views.all.iter().map(|it| it.name.as_str()).collect();
    if faults.is_empty() {
        config.check_views(&names).map_err(Trouble::Settings)?;
    }
    Ok(ViewsFile { file, views: views.all, faults })
}

/// The theme; `None` follows the terminal's background. Who wants no colours anywhere gets none here.
pub(super) const fn theme(choice: ThemeChoice, no_color: bool) -> Option<Theme> {
    if no_color {
        return Some(Theme::Plain);
    }
    match choice {
        ThemeChoice::Auto => None,
        ThemeChoice::Dark => Some(Theme::Dark),
        ThemeChoice::Light => Some(Theme::Light),
        ThemeChoice::HighContrast => Some(Theme::HighContrast),
        ThemeChoice::None => Some(Theme::Plain),
    }
}

/// Prepares everything and opens the screen; tells which profile is wanted next, if one is.
pub(super) fn open(
    context: &Context,
    opened: OpenDesk,
    me: Agent,
    (config, keymap): (Config, Keymap),
    customers: Customers,
    profiles: Profiles,
) -> Result<Option<String>, Trouble> {
    let views = own_views(context, &config)?;
    let hub = match opened.progress()? {
        Some(_) => {
            let place = HubPlace::find(context, &config)?;
            Some(place.ok_or_else(|| not_logged_in(context))?)
        }
        None => None,
    };
    let desk = opened.desk;
    let channels = channel_screen::door(context, &desk, me.id);
    let far = hub.as_ref().map(|it| hub_screen::far(&desk, it));
    let outlets = Outlets {
        folder: config.files.folder.clone(),
        opener: config.files.opener.clone(),
        windows: context.around.windows,
        // Other programs are told of it, wherever they are.
        cache: std::path::absolute(context.paths()?.cache_dir).map_err(Trouble::Output)?,
    };
    let shelf = Shelf { desk: desk.clone(), replica: hub.is_some(), hub };
    let (files, _copies) = files_door(shelf, me.id, outlets, Arc::clone(&context.catalog));
    let (posted, words) = (desk.clone(), Arc::clone(&context.catalog));
    let prepared = Prepared {
        desk,
        me,
        editor: editor(&config.composer.editor, context.around.editor.as_deref()),
        config,
        books: Books::read(&context.paths()?),
        keymap,
        views,
        catalog: Arc::clone(&context.catalog),
        around: context.around.terminal.clone(),
        no_color: context.around.no_color,
        start_courier: Box::new(move || {
            let desk = posted.clone();
            let connect = move |it: &Channel| connector(&desk, &words, it, customers);
            courier::start(posted, connect, clock::now)
        }),
        clock: clock::now,
        profiles,
        far,
        channels: Some(channels),
        files: Some(files),
    };
    match open_screen(prepared) {
        Ok(Exit::Switch(profile)) => Ok(Some(profile)),
        Ok(exit) => left(exit).map(|()| None),
        Err(error) => Err(failed(&error)),
    }
}

/// What it means for the command that the terminal was left so.
pub(super) fn left(exit: Exit) -> Result<(), Trouble> {
    match exit {
        Exit::Quit | Exit::Switch(_) => Ok(()),
        Exit::Signal(number) => Err(Trouble::Signal(number)),
        Exit::HungUp => Err(Trouble::Signal(signal_hook::consts::SIGHUP)),
        Exit::Panicked => Err(Trouble::Bug),
    }
}

/// The terminal cannot be used.
pub(super) fn failed(error: &io::Error) -> Trouble {
    let failed = Complaint::new(Msg::new("cli-screen-failed"));
    Trouble::Refused(Complaint { because: Some(error.to_string()), ..failed })
}

/// The settings' own program, or else the system's.
fn editor(own: &str, systems: Option<&str>) -> String {
    let named = Some(own).filter(|it| !it.trim().is_empty()).or(systems);
    named.unwrap_or("vi").to_owned()
}

/// Whether there is a terminal that can show a screen.
pub(super) fn check_terminal(kind: &str) -> Result<(), Trouble> {
    check(kind, term::stdout_is_terminal())
}

/// The same for a page that is looked at before something goes to stdout, wherever that leads.
pub(super) fn check_page(kind: &str) -> Result<(), Trouble> {
    check(kind, true)
}

fn check(kind: &str, out: bool) -> Result<(), Trouble> {
    let lacking = match (term::stdin_is_terminal(), out, kind) {
        (false, _, _) => Msg::new("cli-no-terminal-in"),
        (_, false, _) => Msg::new("cli-no-terminal-out"),
        (_, _, "") => {
            return Err(Trouble::refused(Msg::new("cli-term-unset"), Msg::new("cli-term-hint")));
        }
        (_, _, "dumb") => {
            let dumb = Msg::new("cli-term-dumb").with("term", kind);
            return Err(Trouble::refused(dumb, Msg::new("cli-term-hint")));
        }
        _ => return Ok(()),
    };
    Err(Trouble::refused(lacking, Msg::new("cli-no-terminal-hint")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_courier_that_has_just_started_is_nowhere_yet() {
        let state = CourierState::default();
        assert_eq!(link(&state), Link::Unknown);
        assert_eq!(
            link(&CourierState { holder: Some(7), ..state.clone() }),
            Link::Elsewhere(Some(7))
        );
        assert_eq!(link(&CourierState { running: true, ..state.clone() }), Link::Here);
        let trouble = Msg::new("store-full");
        let troubled = CourierState { trouble: Some(trouble.clone()), ..state };
        assert_eq!(link(&troubled), Link::Trouble(trouble));
    }

    #[test]
    fn the_settings_decide_about_the_editor_and_then_the_system() {
        assert_eq!(editor("nvim -f", Some("nano")), "nvim -f");
        assert_eq!(editor(" ", Some("nano")), "nano");
        assert_eq!(editor("", None), "vi");
    }
}
