//! The rights as a table: every intent by every role on every dialog.

use super::decide_table_tests::{intents, with_facts};
use super::decide_tests::{ME, NOW, OTHER, Scene, agent, closed, dialog, open, snoozed, spam};
use super::*;

/// The roles of the table: those that are built in, and some that a desk may make.
fn roles() -> Vec<(&'static str, Rights)> {
    use Right::{Close, Spam, Take, Work};
    let usual = |sight, rights: &[Right]| Rights::usual(Grant::new(sight, rights));
    let here = ChannelId(1);
    let mut roles: Vec<(&str, Rights)> = ["admin", "lead", "agent", "read-only", "no-chats"]
        .into_iter()
        .zip(Role::ALL)
        .map(|(name, role)| (name, role.rights()))
        .collect();
    let agent = Role::Agent.rights();
    let exception = |grant| agent.clone().except(here, grant);
    roles.extend([
        ("sees own", usual(Sight::Own, &[Work, Take, Close, Spam])),
        ("sees unassigned", usual(Sight::OwnAndUnassigned, &[Work, Take, Close, Spam])),
        ("only closes", usual(Sight::All, &[Close])),
        ("agent, blind here", exception(Grant::NOTHING)),
        ("agent, only works here", exception(Grant::new(Sight::All, &[Work]))),
        ("agent, only elsewhere", {
            Rights::usual(Grant::NOTHING).except(ChannelId(2), agent.base())
        }),
        ("lead only here", {
            Rights::usual(Grant::NOTHING).except(here, Role::Lead.rights().base())
        }),
    ]);
    roles
}

fn somebody(rights: &Rights) -> Agent {
    Agent { rights: rights.clone(), ..agent(ME, Role::Agent) }
}

/// A dialog on which the intent can be done, held by `assignee` if it can be done on such a one.
fn stage(intent: &Intent, assignee: Option<AgentId>) -> Option<(Scene, Vec<Change>)> {
    [open(), snoozed(), closed(), spam()].into_iter().find_map(|mut scene| {
        scene.dialog.assignee = assignee;
        scene.other = scene.dialog.clone();
        let scene = with_facts(scene, intent);
        scene.gets(intent).ok().map(|it| (scene, it))
    })
}

/// Nobody's, mine, another's: `+` it is done, `-` it is not allowed, `0` there is no such dialog, `.` nobody can.
fn cells(intent: &Intent, actor: &Actor) -> String {
    let cell = |assignee| {
        let Some((scene, accepted)) = stage(intent, assignee) else { return '.' };
        match scene.decides(intent, actor, NOW) {
            Ok(changes) => {
                assert_eq!(changes, accepted, "a role allows or not, and changes nothing else");
                '+'
            }
            Err(Refusal::NotAllowed) => '-',
            Err(Refusal::NoSuchDialog) => '0',
            Err(other) => panic!("{intent:?}: {other:?}"),
        }
    };
    [None, Some(ME), Some(OTHER)].map(cell).into_iter().collect()
}

#[test]
fn every_role_may_what_the_table_says() {
    let mut table = Vec::new();
    for (name, rights) in roles() {
        let actor = Actor::Agent(somebody(&rights));
        let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
        for (intent_name, intent) in intents() {
            let cells = cells(&intent, &actor);
            match rows.iter_mut().find(|it| it.0 == cells) {
                Some((_, names)) => names.push(intent_name),
                None => rows.push((cells, vec![intent_name])),
            }
        }
        let most = rows.iter().map(|it| it.1.len()).max().unwrap();
        table.push(format!("{name}:"));
        table.extend(rows.into_iter().map(|(cells, names)| match names.len() {
            many if many == most => format!("  {cells} all else"),
            _ => format!("  {cells} {}", names.join(", ")),
        }));
    }
    insta::assert_snapshot!(table.join("\n"), @r#"
    admin:
      +++ all else
      .++ unassign
      +.+ assign to me
      ++. assign to other
    lead:
      +++ all else
      .++ unassign
      +.+ assign to me
      ++. assign to other
    agent:
      +++ all else
      .++ unassign
      +.+ assign to me
      --. assign to other
      --- assign to third
    read-only:
      --- all else
      .-- unassign
      -.- assign to me
      --. assign to other
    no-chats:
      000 all else
      .00 unassign
      0.0 assign to me
      00. assign to other
    sees own:
      0+0 all else
      .+0 unassign
      0.0 assign to me
      0-. assign to other
      0-0 assign to third
    sees unassigned:
      ++0 all else
      .+0 unassign
      +.0 assign to me
      --. assign to other
      --0 assign to third
    only closes:
      +++ close, reopen
      +-- close and unassign
      .-- unassign
      -.- assign to me
      --. assign to other
      --- all else
    agent, blind here:
      000 all else
      .00 unassign
      0.0 assign to me
      00. assign to other
    agent, only works here:
      --- close, close and unassign, reopen, assign to third, mark spam, unmark spam
      .-- unassign
      -.- assign to me
      --. assign to other
      +++ all else
    agent, only elsewhere:
      000 all else
      .00 unassign
      0.0 assign to me
      00. assign to other
    lead only here:
      +++ all else
      .++ unassign
      +.+ assign to me
      ++. assign to other
    "#);
}

#[test]
fn the_desk_may_everything_and_a_blocked_agent_nothing() {
    for (name, intent) in intents() {
        for assignee in [None, Some(ME), Some(OTHER)] {
            let Some((scene, accepted)) = stage(&intent, assignee) else { continue };
            assert_eq!(scene.decides(&intent, &Actor::Desk, NOW), Ok(accepted), "{name}");
            for (role, rights) in roles() {
                let blocked = Agent { blocked: true, ..somebody(&rights) };
                let decision = scene.decides(&intent, &Actor::Agent(blocked), NOW);
                assert_eq!(decision, Err(Refusal::NotAllowed), "{name} by blocked {role}");
            }
        }
    }
}

#[test]
fn nobody_is_given_a_dialog_on_a_channel_where_they_cannot_answer() {
    let mut scene = open();
    let gets = |scene: &Scene| scene.gets(&Intent::Assign(Some(OTHER)));
    let elsewhere = Role::Agent.rights().except(ChannelId(1), Grant::NOTHING);
    let other = agent(OTHER, Role::Agent);
    scene.receiver = Some(Agent { rights: elsewhere, ..other.clone() });
    assert_eq!(gets(&scene), Err(Refusal::AgentLooksOn("Borys".into())));
    let own = Rights::usual(Grant::new(Sight::Own, &[Right::Work]));
    scene.receiver = Some(Agent { rights: own, ..other });
    assert!(gets(&scene).is_ok(), "what is theirs they will see");
}

#[test]
fn nobody_is_merged_with_a_contact_who_is_out_of_sight() {
    let mut scene = open();
    let here = Actor::Agent(somebody(
        &Rights::usual(Grant::NOTHING).except(ChannelId(1), Role::Agent.rights().base()),
    ));
    let merge = Intent::MergeContact(ContactId(3));
    assert!(scene.decides(&merge, &here, NOW).is_ok());
    scene.other = Dialog { channel: ChannelId(2), ..dialog(Status::Open, None) };
    assert_eq!(scene.decides(&merge, &here, NOW), Err(Refusal::NoSuchContact));
}

#[test]
fn what_comes_with_a_reply_needs_no_more_than_a_reply() {
    let works = Actor::Agent(somebody(&Rights::usual(Grant::new(Sight::All, &[Right::Work]))));
    let reply = Intent::Reply("hi".into());
    let done = closed().decides(&reply, &works, NOW).unwrap();
    assert!(done.contains(&Change::Reopened(Reopening::ByAgent)));
    assert_eq!(closed().decides(&Intent::Reopen, &works, NOW), Err(Refusal::NotAllowed));
}

#[test]
fn taking_back_needs_the_right_to_have_done_it() {
    let mut scene = open();
    scene.dialog.status = Status::Closed;
    scene.done = vec![Change::Closed];
    scene.closed_by = Some(OpId(1));
    let undo = Intent::Undo(OpId(1));
    let by = |rights: &[Right]| {
        let rights = Rights::usual(Grant::new(Sight::All, rights));
        scene.decides(&undo, &Actor::Agent(somebody(&rights)), NOW)
    };
    assert!(by(&[Right::Close]).is_ok());
    assert_eq!(by(&[Right::Work, Right::Take, Right::Spam]), Err(Refusal::NotAllowed));
}
