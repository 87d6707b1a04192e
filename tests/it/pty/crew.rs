//! The team's screen in the real program: somebody is blocked after a look, their dialogs are somebody else's, and it is
//! taken back (FAQ 8).

use keydesk::domain::{AgentId, Assigned, Filter, Term, View};
use keydesk::store::{Inbox as _, Study as _};

use super::{Home, ME};

/// How many open dialogs an agent has.
fn held(home: &Home, agent: AgentId) -> i64 {
    let terms = [&View::Open.terms()[..], &[Term::Assignee(vec![Assigned::To(agent)])]].concat();
    let filter = Filter::of(ME, &terms);
    home.read(|desk| desk.count(&filter, keydesk::base::clock::now()).unwrap())
}

fn blocked(home: &Home, agent: AgentId) -> bool {
    let agents = home.read(|desk| desk.roster().unwrap().agents);
    agents.into_iter().find(|it| it.id == agent).unwrap().blocked
}

#[test]
fn somebody_is_blocked_after_a_look_and_everything_comes_back() {
    let home = Home::new();
    let tty = home.demo().kitty().size(80, 24).start();
    tty.wait_for("the oldest");
    let agents = home.read(|desk| desk.roster().unwrap().agents);
    // The first in the screen's order who is not me, is not blocked and holds something.
    let able: Vec<_> = agents.iter().filter(|it| !it.blocked).collect();
    let me = able.iter().position(|it| it.id == ME).unwrap();
    let holds = |it: usize| it != me && held(&home, able[it].id) > 0;
    let at = (0..able.len()).find(|it| holds(*it)).unwrap();
    let (who, before, mine) = (able[at], held(&home, able[at].id), held(&home, ME));

    tty.type_for("T", "╭─ Team");
    tty.wait_for("(you)");
    tty.send("g");
    tty.send(&"j".repeat(at));
    tty.type_for("b", &format!("Block {}", who.name));
    assert!(!blocked(&home, who.id), "a look comes first");
    let name = &able[me].name;
    let hand = format!("● Hand them to {name}");
    // Down to the way that gives them to me.
    while !tty.text().contains(&hand) {
        let seen = tty.text();
        tty.send("j");
        tty.wait("the next way", |screen| screen.contents() != seen);
    }
    tty.type_for("\r", &format!("{} is blocked.", who.name));
    assert!(blocked(&home, who.id));
    assert_eq!((held(&home, who.id), held(&home, ME)), (0, mine + before));
    tty.type_for("u", "can work again");
    assert!(!blocked(&home, who.id));
    assert_eq!((held(&home, who.id), held(&home, ME)), (before, mine));

    tty.type_for("a", "is away");
    tty.type_for("a", "is here");
    tty.type_for("\r", "assignee:");
    tty.send("q");
    tty.ended_well(0);
}
