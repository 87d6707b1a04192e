//! When nothing fails.

use super::*;
use keydesk::domain::search::Terms;
use keydesk::domain::{ChangeNo, MessageId};
use keydesk::store::SearchQuery;
use keydesk::sync::client::Present;
use keydesk::sync::driver::Wanted;

#[test]
fn what_one_does_the_other_sees_and_neither_has_to_ask() {
    let hub = Hub::start();
    let dialog = hub.write("Anna", "hello");
    let (olena, borys) = two(&hub);
    let (one, two) =
        (Replica::of(&hub, olena, address(&hub)), Replica::of(&hub, borys, address(&hub)));
    one.live();
    two.live();
    one.note(dialog, "call her back");
    two.when("the note", move |it| texts(it, dialog).contains(&"call her back".to_owned()));
    hub.write("Anna", "are you there?");
    one.when("the customer", move |it| texts(it, dialog).len() == 3);
    one.when("nothing waits", |it| it.waiting().unwrap() == (0, 0));
    assert_eq!(hub_texts(&hub, dialog), ["hello", "call her back", "are you there?"]);
}

#[test]
fn a_socket_needs_no_token() {
    let hub = Hub::start();
    let uid = rustix::process::getuid().as_raw();
    let dialog = hub.write("Anna", "hello");
    let me = hub.agent("Olena", Role::Lead);
    hub.act(keydesk::domain::team::Act::SetLogin(me, Some(uid)));
    let Place::Socket(path) = hub.socket.clone() else { panic!("a socket") };
    let client = keydesk::sync::client::Client::new(&Address::Socket(path), None, Times::default());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = client.unwrap();
    assert_eq!(runtime.block_on(client.me()).unwrap().agent.id, me.0);
    let page = runtime.block_on(client.older(dialog, None, 5)).unwrap();
    assert_eq!(page.messages.len(), 1);
    let stream = runtime.block_on(client.live(ChangeNo(0), || ())).unwrap();
    let heard = runtime.block_on(futures_util::StreamExt::into_future(stream)).0;
    assert!(matches!(heard, Some(Ok(keydesk::sync::client::Heard::Delta(_)))), "{heard:?}");
}

#[test]
fn colleagues_see_where_one_is_until_one_goes() {
    let hub = Hub::start();
    let dialog = hub.write("Anna", "hello");
    let (olena, borys) = two(&hub);
    let (one, two) =
        (Replica::of(&hub, olena, address(&hub)), Replica::of(&hub, borys, address(&hub)));
    one.live();
    two.live();
    let present = |wanted: &[Present]| {
        while let Ok(news) = two.news.recv_timeout(PATIENCE) {
            if matches!(&news, News::Present(all) if all == wanted) {
                return;
            }
        }
        panic!("never {wanted:?}");
    };
    one.wants.send(Wanted::Present { dialog: Some(dialog), typing: true }).unwrap();
    present(&[Present { agent: olena, dialog, typing: true }]);
    drop(one);
    present(&[]);
}

#[test]
fn what_is_older_and_what_is_only_at_the_hub_is_fetched_when_it_is_wanted() {
    let hub = Hub::start();
    let dialog = hub.write("Anna", "the teapot of the very beginning");
    let me = hub.agent("Olena", Role::Lead);
    for n in 0..60 {
        does(&hub, me, dialog, Intent::Note(format!("note {n}")));
    }
    does(&hub, me, dialog, Intent::Close);
    let one = Replica::of(&hub, me, address(&hub));
    one.live();
    let here = one.desk.read_now(move |it| Ok(texts(it, dialog).len())).unwrap();
    assert!(here < 61, "a tail: {here}");
    one.wants.send(Wanted::History { no: 7, dialog, before: None, limit: 5 }).unwrap();
    let terms = Terms::parse("teapot ");
    let query = SearchQuery { terms, me, from: None, limit: 10, dialog: None };
    one.wants.send(Wanted::Search { no: 8, query: Box::new(query) }).unwrap();
    let (mut history, mut found) = (None, None);
    while history.is_none() || found.is_none() {
        match one.news.recv_timeout(PATIENCE).unwrap() {
            News::History { no: 7, entries } => history = Some(entries.len()),
            News::Found { no: 8, hits } => found = Some(hits),
            _ => (),
        }
    }
    assert_eq!(history, Some(5));
    let found = found.unwrap();
    assert_eq!(found.messages.len(), 1);
    assert!(found.messages[0].message.id > MessageId(0));
    one.wants.send(Wanted::Older(dialog)).unwrap();
    one.when("all of it", move |it| texts(it, dialog).len() == 61);
}

#[test]
fn of_several_processes_on_one_replica_each_hears_and_one_asks() {
    let hub = Hub::start();
    let dialog = hub.write("Anna", "hello");
    let me = hub.agent("Olena", Role::Lead);
    let mut one = Replica::of(&hub, me, address(&hub));
    one.live();
    let (tell, news) = channel();
    let kept = Arc::clone(&one.token);
    let way = Way {
        address: Address::Web { base: format!("http://{}", address(&hub)), authority: None },
        token: Box::new(move || Ok(kept.lock().unwrap().clone())),
        times: Times::default(),
    };
    let desk = Desk::open(one.desk.dir()).unwrap();
    let tell = move |it| drop(tell.send(it));
    let second = driver::start(desk, way, driver::wishes().1, tell, clock::now).unwrap();
    let live = |it: News| matches!(it, News::Status(it) if it.state == State::Live);
    while !live(news.recv_timeout(PATIENCE).unwrap()) {}
    // The first one ends; the second one sends from now on.
    drop(one.driver.take());
    one.note(dialog, "by the second");
    wait(&hub.desk, "the note", move |it| texts(it, dialog).len() == 2);
    drop(second);
}
