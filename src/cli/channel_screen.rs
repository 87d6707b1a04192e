//! What the channels screen wants, carried out: on the desk, over the network, with the secrets. Nothing here makes it wait.

use std::sync::Arc;

use crate::base::clock::now;
use crate::base::contained::contain;
use crate::base::msg::Msg;
use crate::base::text::clean_line;
use crate::channels::{Finding, Grade};
use crate::domain::options::{self, Options};
use crate::domain::{Agent, AgentId, Channel, ChannelId, Connector, Refusal, Right};
use crate::store::{
    Channels as _, Connections as _, Desk, Details, Inbox as _, NewChannel, Sqlite, StoreError,
};
use crate::tui::action::Action;
use crate::tui::channels::{ChannelDraft, ChannelNews, ChannelWish, Found, Mark, Todo};
use crate::tui::event::Event;
use crate::tui::runtime::{ChannelDoor, Door};

use super::context::Context;
use super::desk::typed;
use super::screen::Customers;
use super::setup::{self, Edit};
use super::vault::{Place, keyring_answers};
use super::{connect, inspect};

/// Who reaches the channels of a desk for the screen of an agent.
pub(super) fn door(context: &Context, desk: &Desk, me: AgentId) -> ChannelDoor {
    let rim = Rim { context: Arc::new(context.clone()), desk: desk.clone(), me };
    Box::new(move |wish, door| rim.carry_out(wish, door))
}

/// Everything it takes.
#[derive(Clone)]
struct Rim {
    context: Arc<Context>,
    desk: Desk,
    me: AgentId,
}

fn tell(door: &Door, news: ChannelNews) {
    door.tell(Event::Channels(Box::new(news)));
}

impl Rim {
    fn carry_out(&self, wish: ChannelWish, door: Door) {
        let me = self.me;
        match wish {
            ChannelWish::Look { no } => self.desk.read(move |desk| match all(desk, me) {
                Ok(all) => tell(&door, ChannelNews::Told { no, all }),
                Err(error) => {
                    let (what, hint) = (error.say(), error.hint());
                    door.tell(Event::Failed { what, hint });
                }
            }),
            ChannelWish::Check { no, channel } => {
                let rim = self.clone();
                aside(&door.clone(), move || {
                    let found = contain(|| rim.checked(channel));
                    let found = found.unwrap_or_else(|_| failed(Msg::new("channels-broke-down")));
                    tell(&door, ChannelNews::Checked { no, found });
                });
            }
            ChannelWish::Switch { channel, active } => self.change(door, channel, move |it| {
                it.switch_channel(channel, active, now())?;
                Ok(if active { "cli-channel-activated" } else { "cli-channel-deactivated" })
            }),
            ChannelWish::Try { no, draft } => {
                let rim = self.clone();
                aside(&door.clone(), move || {
                    let found = contain(|| rim.tried(&draft));
                    let found = found.unwrap_or_else(|_| failed(Msg::new("channels-broke-down")));
                    tell(&door, ChannelNews::Tried { no, found });
                });
            }
            ChannelWish::Save { no, draft, checked } => {
                let rim = self.clone();
                aside(&door.clone(), move || {
                    let done = contain(|| rim.saved(draft, checked));
                    let done = done.unwrap_or_else(|_| Err(Msg::new("channels-broke-down")));
                    tell(&door, ChannelNews::Saved { no, done });
                });
            }
            ChannelWish::List { channel, agents, way } => self.change(door, channel, move |it| {
                let way = [("distribution".to_owned(), Some(way.to_owned()))];
                it.set_options(channel, &way, Some(me), now())?;
                it.set_list(channel, &agents, Some(me), now())?;
                Ok("cli-channel-edited")
            }),
        }
    }

    /// Changes a channel, with what this agent may do at this moment.
    fn change(
        &self,
        door: Door,
        channel: ChannelId,
        job: impl FnOnce(&mut Sqlite) -> Result<&'static str, StoreError> + Send + 'static,
    ) {
        let me = self.me;
        self.desk.write(move |desk| {
            let done = desk.bulk(|desk| {
                let Some(it) = managed(desk, me, channel)? else { return Ok(None) };
                Ok(Some(Msg::new(job(desk)?).with("name", clean_line(&it.name).into_owned())))
            });
            let done = match done {
                Ok(done) => done.ok_or_else(|| Refusal::NotAllowed.say()),
                Err(error) => Err(error.say()),
            };
            tell(&door, ChannelNews::Done(done));
        });
    }

    /// What is wrong with a channel, as far as can be found out.
    fn checked(&self, channel: ChannelId) -> Vec<Found> {
        let me = self.me;
        let known = self.desk.read_now(move |it| {
            let me = agent(it, me)?.filter(|it| knows(it, channel));
            let channels = it.roster()?.channels;
            Ok(me.and_then(|_| channels.into_iter().find(|it| it.id == channel)))
        });
        let known = match known {
            Ok(Some(known)) => known,
            Ok(None) => return failed(Refusal::NotAllowed.say()),
            Err(error) => return failed(error.say()),
        };
        let found = match self.asked(&known) {
            Ok(found) => found,
            Err(why) => return failed(Msg::new("channels-check-failed").with("why", why)),
        };
        let typed = |line: &str| typed(&self.context, line);
        match inspect::of_desk(&self.desk, channel, found, &typed) {
            Ok(found) => found.unwrap_or_default().into_iter().map(shown).collect(),
            Err(error) => failed(error.say()),
        }
    }

    /// The channel that is changed, if one is, and all that is then said about it. Refuses whoever may not.
    fn drafted(&self, draft: &ChannelDraft) -> Result<(Option<Details>, Options), Msg> {
        let (me, channel) = (self.me, draft.channel);
        let known = self.desk.read_now(move |it| {
            let me = agent(it, me)?;
            let Some(channel) = channel else {
                return Ok(me.filter(|it| it.may(Right::ManageChannels)).map(|_| None));
            };
            let may = me.is_some_and(|it| it.may_on(Right::ManageChannels, channel));
            Ok(it.details(channel)?.filter(|_| may).map(Some))
        });
        let known = known.map_err(|it| it.say())?.ok_or_else(|| Refusal::NotAllowed.say())?;
        let changes = draft.changes.clone();
        let edit = Edit { options: changes, ..Edit::default() };
        let old = known.as_ref().map(|it| it.options.clone()).unwrap_or_default();
        let mut options = edit.applied(&old);
        if known.is_none() && draft.connector != Connector::Demo {
            let answers = || if keyring_answers() { "keyring" } else { "file" };
            options.entry("secret".to_owned()).or_insert_with(|| answers().to_owned());
        }
        Ok((known, options))
    }

    /// What the medium says about what is to be saved.
    fn tried(&self, draft: &ChannelDraft) -> Vec<Found> {
        let (known, options) = match self.drafted(draft) {
            Ok(drafted) => drafted,
            Err(why) => return failed(why),
        };
        let new = Place::of(&options);
        // As long as it is not saved, the secret of one that is there lies where it was.
        let place = match (&known, &new) {
            (Some(known), Place::File | Place::Keyring) => Place::of(&known.options),
            _ => new,
        };
        let channel = draft.channel.unwrap_or(ChannelId(0));
        let secret = setup::known(&self.desk, place, channel, draft.secret.as_ref());
        let about = (draft.connector, &options);
        match setup::tried(&self.desk, &self.context.catalog, about, secret) {
            Ok(found) => found.into_iter().map(shown).collect(),
            Err(why) => failed(Msg::new("channels-check-failed").with("why", why)),
        }
    }

    /// Saves it; says what there is to say.
    fn saved(&self, draft: ChannelDraft, checked: bool) -> Result<Msg, Msg> {
        let (known, options) = self.drafted(&draft)?;
        let wrong = || Msg::new("cli-name-wrong").with("n", setup::NAME_CELLS_MAX);
        let typed = Some(draft.name.as_str()).filter(|it| !it.is_empty());
        let typed = typed.map(|it| setup::name(it).ok_or_else(wrong)).transpose()?;
        if let Some((name, fault)) = options::faults(draft.connector, &options).pop() {
            let why = self.context.say(&fault);
            return Err(Msg::new("channels-option-wrong").with("name", name).with("why", why));
        }
        let Some(known) = known else { return self.added(draft, options, typed, checked) };
        let name = typed.filter(|it| *it != known.channel.name);
        let called = name.clone().unwrap_or_else(|| known.channel.name.clone());
        let (options, secret) = (draft.changes, draft.secret);
        let edit = Edit { name, agents: None, options, secret, checked };
        let done = setup::change(&self.desk, &known.channel, &known.options, edit, self.me);
        done.map_err(|it| it.say())?;
        Ok(Msg::new("cli-channel-edited").with("name", called))
    }

    fn added(
        &self,
        draft: ChannelDraft,
        options: Options,
        name: Option<String>,
        checked: bool,
    ) -> Result<Msg, Msg> {
        let roster = self.desk.read_now(|it| it.roster()).map_err(|it| it.say())?;
        let taken: Vec<String> = roster.channels.into_iter().map(|it| it.name).collect();
        let name = name.unwrap_or_else(|| setup::own_name(draft.connector, &options, &taken));
        let place = Place::of(&options);
        let (kind, connector) = (setup::kind(draft.connector), draft.connector);
        let channel = NewChannel { kind, connector, name: name.clone(), cursor: String::new() };
        let kept = (&place, draft.secret.as_ref());
        let done = setup::add(&self.desk, channel, (options, Vec::new()), kept, (checked, self.me));
        done.map_err(|it| it.say())?;
        Ok(Msg::new("cli-channel-added").with("name", name))
    }

    /// What the medium says. Who plays customers has none.
    fn asked(&self, channel: &Channel) -> Result<Vec<Finding>, String> {
        if channel.connector == Connector::Demo {
            return Ok(Vec::new());
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|it| it.to_string())?;
        let catalog = &self.context.catalog;
        let made = connect::connector(&self.desk, catalog, channel, Customers::default());
        Ok(runtime.block_on(inspect::ask(made)))
    }
}

/// The one thing that was found.
fn failed(said: Msg) -> Vec<Found> {
    vec![Found { mark: Mark::Bad, said, todo: None }]
}

/// Runs what waits for a network or a keyring on a thread of its own.
fn aside(door: &Door, work: impl FnOnce() + Send + 'static) {
    if let Err(error) = std::thread::Builder::new().name("channels".to_owned()).spawn(work) {
        let why = Msg::new("channels-check-failed").with("why", error.to_string());
        tell(door, ChannelNews::Done(Err(why)));
    }
}

fn agent(desk: &Sqlite, me: AgentId) -> Result<Option<Agent>, StoreError> {
    Ok(desk.roster()?.agents.into_iter().find(|it| it.id == me))
}

/// Whether an agent may know of a channel at all.
fn knows(agent: &Agent, channel: ChannelId) -> bool {
    agent.sees_channel(channel) || agent.may_on(Right::ManageChannels, channel)
}

/// All channels of which this agent may know.
fn all(desk: &Sqlite, me: AgentId) -> Result<Vec<Details>, StoreError> {
    desk.at_one_moment(|desk| {
        let Some(me) = agent(desk, me)? else { return Ok(Vec::new()) };
        let channels = desk.roster()?.channels.into_iter().filter(|it| knows(&me, it.id));
        let all: Result<Vec<_>, _> = channels.map(|it| desk.details(it.id)).collect();
        Ok(all?.into_iter().flatten().collect())
    })
}

/// The channel, if this agent may change it.
fn managed(desk: &Sqlite, me: AgentId, channel: ChannelId) -> Result<Option<Channel>, StoreError> {
    let may = agent(desk, me)?.is_some_and(|it| it.may_on(Right::ManageChannels, channel));
    let channels = desk.roster()?.channels;
    Ok(channels.into_iter().find(|it| may && it.id == channel))
}

/// A step as the screen shows it: where a command would mend it and the screen has a key for that, the key.
fn shown(found: Finding) -> Found {
    let mark = match found.grade {
        Grade::Good => Mark::Good,
        Grade::Unknown => Mark::Unknown,
        Grade::Doubtful => Mark::Doubtful,
        Grade::Bad => Mark::Bad,
    };
    let todo = found.todo.map(|msg| match (msg.id, found.step) {
        ("check-todo", "plan" | "authorization" | "hours") => Todo::Press(Action::ChannelEdit),
        ("check-todo", "active") => Todo::Press(Action::ChannelSwitch),
        ("check-todo", "list") => Todo::Press(Action::ChannelList),
        _ => Todo::Say(msg),
    });
    Found { mark, said: found.said, todo }
}
