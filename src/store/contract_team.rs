//! What every desk must do about its people. Run by [`contract`](super::contract).

use super::story::{COLLEAGUE, ME, Story, Whole, at, patiently};
use super::*;
use crate::base::secret::{Secret, TokenHash};
use crate::domain::team::{Act, Handover, Unfit};
use crate::domain::{
    Agent, Change, ChannelId, DialogId, Grant, Intent, Refusal, Right, Rights, Sight,
};

/// Does an act as whoever owns the desk; one that was done without being heard of comes to what it comes to the second time.
fn owner<S: Whole>(story: &mut Story<S>, act: &Act, second: i64) -> Result<Did, Unfit> {
    patiently(|| story.desk.administer(act, None, at(second)))
}

fn agent<S: Whole>(story: &Story<S>, id: AgentId) -> Agent {
    let roster = patiently(|| story.desk.roster());
    roster.agents.into_iter().find(|it| it.id == id).unwrap()
}

/// The role of a name; made if it is not there.
fn role<S: Whole>(story: &mut Story<S>, name: &str, rights: &Rights) -> Role {
    let _ = owner(story, &Act::AddRole(name.into(), rights.clone()), 1);
    let roles = patiently(|| story.desk.roles());
    let own = roles.into_iter().find(|it| it.name == name).unwrap();
    assert_eq!(own.rights, *rights);
    Role::Own(own.id)
}

fn own_dialogs() -> Rights {
    Rights::usual(Grant::new(Sight::Own, &[Right::Work, Right::Close]))
}

pub(super) fn a_role_of_the_desk_s_own_allows_what_it_says<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    let trainee = role(story, "trainee", &own_dialogs());
    owner(story, &Act::SetRole(COLLEAGUE, trainee), 11).unwrap();
    let borys = agent(story, COLLEAGUE);
    assert_eq!((borys.role, &borys.rights), (trainee, &own_dialogs()));
    let close = |story: &mut Story<S>, second| {
        let (op, actor) = (story.op("Olha", Intent::Close), story.actor(COLLEAGUE));
        patiently(|| story.desk.submit(&op, &actor, at(second)))
    };
    assert_eq!(close(story, 12), Done::Refused(Refusal::NoSuchDialog), "it is nobody's");
    story.does("Olha", Intent::Assign(Some(COLLEAGUE)), 13);
    assert!(matches!(close(story, 14), Done::Accepted { .. }));
    // What a role allows counts at once, also for who signed in before.
    let signed_in = story.actor(COLLEAGUE);
    let blind_here = own_dialogs().except(story.channel, Grant::NOTHING);
    let Role::Own(id) = trainee else { panic!("{trainee:?}") };
    owner(story, &Act::ChangeRole(id, blind_here.clone()), 15).unwrap();
    assert_eq!(agent(story, COLLEAGUE).rights, blind_here);
    let op = story.op("Olha", Intent::Note("?".into()));
    let done = patiently(|| story.desk.submit(&op, &signed_in, at(16)));
    assert_eq!(done, Done::Refused(Refusal::NoSuchDialog));
    assert_eq!(owner(story, &Act::DropRole(id), 17), Err(Unfit::RoleInUse(1)));
    owner(story, &Act::SetRole(COLLEAGUE, Role::Agent), 18).unwrap();
    let _ = owner(story, &Act::DropRole(id), 19);
    assert_eq!(patiently(|| story.desk.roles()), []);
    assert_eq!(owner(story, &Act::SetRole(COLLEAGUE, trainee), 20), Err(Unfit::NoSuchRole));
    // An exception goes with its channel.
    let there = own_dialogs().except(ChannelId(99), Grant::NOTHING);
    let _ = owner(story, &Act::AddRole("nowhere".into(), there), 21);
    assert_eq!(patiently(|| story.desk.roles())[0].rights, own_dialogs());
}

pub(super) fn only_who_manages_agents_administers_and_somebody_always_does<S: Whole>(
    story: &mut Story<S>,
) {
    let act = Act::Rename(COLLEAGUE, "Bohdan".into());
    let by = |story: &mut Story<S>, act: &Act| {
        patiently(|| story.desk.administer(act, Some(ME), at(11)))
    };
    assert_eq!(by(story, &act), Err(Unfit::NotAllowed), "a lead");
    assert_eq!(agent(story, COLLEAGUE).name, "Borys");
    owner(story, &Act::SetRole(ME, Role::Admin), 12).unwrap();
    assert_eq!(by(story, &act), Ok(Did::Done));
    assert_eq!(agent(story, COLLEAGUE).name, "Bohdan");
    for last in [Act::Block(ME, Handover::Keep), Act::SetRole(ME, Role::Lead)] {
        assert_eq!(by(story, &last), Err(Unfit::LastAdmin));
    }
    assert_eq!(agent(story, ME).role, Role::Admin, "nothing has changed");
    assert_eq!(
        by(story, &Act::Rename(COLLEAGUE, "anna".into())),
        Err(Unfit::NameTaken("anna".into()))
    );
    assert_eq!(by(story, &Act::Rename(COLLEAGUE, "\u{1b}".into())), Err(Unfit::BadName));
    assert_eq!(by(story, &Act::Block(AgentId(9), Handover::Keep)), Err(Unfit::NoSuchAgent));
    assert_eq!(
        by(story, &Act::AddRole("lead".into(), own_dialogs())),
        Err(Unfit::NameTaken("lead".into()))
    );
    owner(story, &Act::SetRole(COLLEAGUE, Role::Admin), 13).unwrap();
    let blocked = patiently(|| {
        story.desk.administer(&Act::Block(ME, Handover::Keep), Some(COLLEAGUE), at(14))
    });
    assert_eq!(blocked, Ok(Did::Moved { dialogs: 0, lists: 0 }), "there is another one");
    assert_eq!(
        by(story, &Act::Unblock { agent: ME, restore: false }),
        Err(Unfit::NotAllowed),
        "whoever is blocked"
    );
}

fn hash(word: &str) -> TokenHash {
    Secret::new(word).hash()
}

pub(super) fn a_token_lets_in_until_it_is_revoked_or_expires<S: Whole>(story: &mut Story<S>) {
    let issue = |story: &mut Story<S>, word: &str, expires: Option<i64>| {
        let expires = expires.map(at);
        let act = Act::IssueToken { agent: ME, hash: hash(word), label: word.into(), expires };
        // The same hash twice is no token: the first call has issued it.
        for _ in 0..3 {
            let _ = story.desk.administer(&act, None, at(10));
        }
        let tokens = patiently(|| story.desk.tokens());
        tokens.into_iter().find(|it| it.label == word).unwrap()
    };
    let let_in = |story: &Story<S>, word: &str, second| {
        let found = patiently(|| story.desk.agent_of_token(&hash(word), at(second)));
        found.map(|(token, agent)| (token.label, agent.id))
    };
    let (ever, short) = (issue(story, "ever", None), issue(story, "short", Some(20)));
    assert_eq!(let_in(story, "ever", 9_999_999), Some(("ever".into(), ME)));
    assert_eq!(let_in(story, "short", 19), Some(("short".into(), ME)));
    assert_eq!(let_in(story, "short", 20), None, "expired");
    assert_eq!(let_in(story, "other", 11), None, "unknown");
    let used = |story: &Story<S>| {
        patiently(|| story.desk.tokens()).into_iter().find(|it| it.id == short.id).unwrap().used
    };
    assert_eq!(used(story), None);
    patiently(|| story.desk.token_used(short.id, at(12)));
    patiently(|| story.desk.token_used(short.id, at(13)));
    assert_eq!(used(story), Some(at(12)), "give or take an hour");
    patiently(|| story.desk.token_used(short.id, at(12 + 3601)));
    assert_eq!(used(story), Some(at(12 + 3601)));
    let revoke = Act::RevokeToken(ever.id);
    let _ = owner(story, &revoke, 30);
    assert_eq!(let_in(story, "ever", 31), None);
    assert_eq!(owner(story, &revoke, 32), Err(Unfit::NoSuchToken));
    assert_eq!(patiently(|| story.desk.tokens()).len(), 2, "what was issued stays on the list");
    // Who is blocked is known as such: no token is lost by it.
    owner(story, &Act::Block(ME, Handover::Keep), 33).unwrap();
    let found = patiently(|| story.desk.agent_of_token(&hash("short"), at(15)));
    assert!(found.is_some_and(|it| it.1.blocked));
}

pub(super) fn a_user_of_the_machine_is_one_agent<S: Whole>(story: &mut Story<S>) {
    let of = |story: &Story<S>, uid| patiently(|| story.desk.agent_of_uid(uid)).map(|it| it.id);
    owner(story, &Act::SetLogin(ME, Some(1000)), 10).unwrap();
    assert_eq!((of(story, 1000), of(story, 1001)), (Some(ME), None));
    let taken = Err(Unfit::LoginTaken("Anna".into()));
    assert_eq!(owner(story, &Act::SetLogin(COLLEAGUE, Some(1000)), 11), taken);
    owner(story, &Act::SetLogin(ME, Some(1001)), 12).unwrap();
    assert_eq!((of(story, 1000), of(story, 1001)), (None, Some(ME)), "one of each");
    owner(story, &Act::SetLogin(ME, None), 13).unwrap();
    assert_eq!(of(story, 1001), None);
    let vira = Act::AddAgent { name: "Vira".into(), role: Role::Agent, uid: Some(u32::MAX) };
    let _ = owner(story, &vira, 14);
    assert_eq!(of(story, u32::MAX), Some(AgentId(3)));
}

pub(super) fn every_act_is_logged_and_heard_by_the_feed<S: Whole>(story: &mut Story<S>) {
    owner(story, &Act::SetRole(ME, Role::Admin), 9).unwrap();
    let head = patiently(|| story.desk.head());
    let acts = [
        (Act::Block(COLLEAGUE, Handover::Keep), "agent-blocked", "", true),
        (Act::SetRole(COLLEAGUE, Role::Lead), "agent-role", "lead", true),
        (Act::SetLogin(COLLEAGUE, Some(7)), "agent-login", "7", false),
    ];
    for (second, (act, what, details, heard)) in (20..).zip(acts) {
        let before = patiently(|| story.desk.head());
        patiently(|| story.desk.administer(&act, Some(ME), at(second))).unwrap();
        let query = AuditQuery { agent: Some(COLLEAGUE), limit: 1, ..AuditQuery::default() };
        let entry = patiently(|| story.desk.audit(&query)).remove(0);
        assert_eq!((entry.by, entry.at), (Some(ME), at(second)));
        assert_eq!((entry.what.as_str(), entry.details.as_str()), (what, details));
        assert_eq!((entry.agent, entry.whom.as_str()), (Some(COLLEAGUE), "Borys"));
        let told = patiently(|| story.desk.changes(before, 9));
        let about = |it: &FeedEntry| (it.change.clone(), it.agent, it.dialog);
        assert!(told.iter().all(|it| about(it) == (Change::AgentsChanged, Some(ME), None)));
        assert_eq!(!told.is_empty(), heard, "{what}");
    }
    let since = |second| AuditQuery { since: Some(at(second)), limit: 99, ..AuditQuery::default() };
    assert!(patiently(|| story.desk.audit(&since(22))).iter().all(|it| it.at == at(22)));
    let refused = Act::Rename(COLLEAGUE, String::new());
    let before = patiently(|| story.desk.audit(&since(0)));
    assert_eq!(owner(story, &refused, 23), Err(Unfit::BadName));
    assert_eq!(patiently(|| story.desk.audit(&since(0))), before, "nothing was done");
    assert!(patiently(|| story.desk.head()) > head);
}

pub(super) fn the_log_tells_who_closed_it<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.inbound("Vira", "two", 11);
    story.does("Olha", Intent::Close, 12);
    story.does("Vira", Intent::Close, 13);
    let olha = story.dialog("Olha").id;
    let deeds = |query: AuditQuery| {
        let found = patiently(|| story.desk.deeds(&query)).into_iter();
        found.map(|it| (it.dialog, it.agent, it.change)).collect::<Vec<_>>()
    };
    let all = AuditQuery { limit: 9, ..AuditQuery::default() };
    let closed = |it: DialogId| (Some(it), Some(ME), Change::Closed);
    let vira = story.dialog("Vira").id;
    assert_eq!(deeds(all), [closed(vira), closed(olha)], "what customers do is no deed");
    assert_eq!(deeds(AuditQuery { dialog: Some(olha), ..all }), [closed(olha)]);
    assert_eq!(deeds(AuditQuery { since: Some(at(13)), ..all }), [closed(vira)]);
    assert_eq!(deeds(AuditQuery { agent: Some(COLLEAGUE), ..all }), []);
    assert_eq!(deeds(AuditQuery { limit: 1, ..all }), [closed(vira)]);
    let none = AuditQuery { dialog: Some(olha), ..all };
    assert_eq!(patiently(|| story.desk.audit(&none)), [], "acts are about no dialog");
}
