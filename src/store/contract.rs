//! What every desk must do. Run against each one there is: in memory, in a file, and one that keeps failing.

use super::contract_batches::*;
use super::contract_holding::*;
use super::contract_news::*;
use super::contract_people::*;
use super::contract_search::*;
use super::contract_sending::*;
use super::contract_team::*;
use super::failing::Failing;
use super::story::{COLLEAGUE, ME, NOBODY, Story, Whole, accepted, arrival, at, patiently};
use super::*;
use crate::domain::{
    Arrival, Assigned, Change, ChannelPick, File, Filter, Intent, Kind, News, OpId, Refusal,
    Reopening, Status, Term, UNTIL_REPLY, View, expiry,
};

/// Runs all of it, each part on a fresh desk.
fn keeps<S: Whole>(fresh: &mut dyn FnMut() -> S) {
    let stories: [fn(&mut Story<S>); 57] = [
        an_edit_changes_the_words_and_nothing_else,
        an_album_is_one_message,
        who_blocks_us_is_known,
        an_answer_from_another_address_stays_in_its_conversation,
        what_cannot_be_read_is_kept_and_costs_nothing_else,
        a_message_in_parts_is_taken_part_by_part,
        only_an_accepted_reply_settles,
        what_came_while_it_was_sent_is_not_answered,
        a_close_settles_and_undo_gives_the_old_time_back,
        a_customer_reopens_and_counts_from_there,
        spam_stays_spam_whatever_they_write,
        a_snooze_ends_by_itself_or_by_a_message,
        a_snooze_until_the_customer_writes_is_never_due,
        an_op_is_done_once_and_told_again,
        undo_takes_back_once_and_only_what_still_holds,
        nothing_overtakes_a_stuck_message,
        a_crash_in_the_middle_of_a_try_leaves_a_doubt,
        a_deactivated_channel_neither_receives_nor_sends,
        a_deleted_channel_takes_everything_with_it,
        pages_meet_without_gap_or_overlap,
        a_history_is_read_backwards_page_by_page,
        drafts_and_sights_are_personal,
        the_feed_tells_everything_once,
        hostile_text_survives,
        a_blocked_agent_does_nothing_and_gets_nothing,
        undo_gives_a_blocked_agent_nothing,
        nobody_waits_behind_a_close_that_was_spam,
        undo_puts_nobody_away_who_has_written_since,
        a_reply_that_fails_behind_a_close_opens_it_again,
        a_close_remembers_that_a_reply_was_on_its_way,
        a_clock_set_back_holds_no_first_try,
        a_batch_is_decided_row_by_row_and_recorded_once,
        what_was_done_together_is_taken_back_together,
        a_rehearsal_tells_what_comes_and_changes_nothing,
        a_dialog_s_history_is_read_from_its_end,
        a_tag_is_added_or_dropped_and_never_both,
        a_held_reply_goes_out_when_its_time_has_come,
        a_held_reply_can_be_caught_and_one_that_has_gone_cannot,
        what_came_with_a_caught_reply_is_taken_back_unless_it_has_changed,
        a_clock_set_back_holds_no_reply_longer_than_it_was_to_be,
        words_are_found_wherever_they_stand,
        what_is_found_is_read_page_by_page,
        a_name_may_stand_for_some_of_the_words,
        a_search_knows_what_is_true_now,
        a_message_is_shown_in_its_place,
        two_contacts_become_one_person_and_are_taken_apart_again,
        people_that_somebody_changed_since_are_left_alone,
        a_note_about_a_contact_is_written_and_taken_back,
        who_may_be_the_same_person_is_told_the_likeliest_first,
        a_deleted_channel_leaves_the_other_contacts_together,
        the_picture_of_the_day_counts_as_it_says,
        a_role_of_the_desk_s_own_allows_what_it_says,
        only_who_manages_agents_administers_and_somebody_always_does,
        a_token_lets_in_until_it_is_revoked_or_expires,
        a_user_of_the_machine_is_one_agent,
        every_act_is_logged_and_heard_by_the_feed,
        the_log_tells_who_closed_it,
    ];
    for story in stories {
        story(&mut Story::new(fresh()));
    }
}

fn only_an_accepted_reply_settles<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "hello", 10);
    story.inbound("Olha", "anyone?", 20);
    let waiting = (2, Some(at(10)));
    assert_eq!(story.waiting("Olha"), waiting);
    story.does("Olha", Intent::Note("ask Borys".into()), 30);
    story.does("Olha", Intent::Assign(Some(ME)), 31);
    story.does("Olha", Intent::Reply("hi".into()), 32);
    assert_eq!(story.waiting("Olha"), waiting, "still on its way");
    assert!(story.dialog("Olha").answering());
    let no = Outcome::Refused { reason: "blocked".into() };
    assert_eq!(story.send(&no, 33).as_deref(), Some("hi"));
    assert_eq!(story.waiting("Olha"), waiting, "a failed reply is an unanswered customer");
    assert_eq!(story.dialog("Olha").stuck, 1);
    let reply = story.thread("Olha").last().unwrap().id;
    story.does("Olha", Intent::Retry(reply), 40);
    story.send(&accepted("r1"), 41);
    assert_eq!(story.waiting("Olha"), NOBODY);
    let late =
        News::Report { remote: "r1".into(), receipt: Receipt::Failed { reason: "gone".into() } };
    story.hear(vec![late], 50);
    assert_eq!(story.waiting("Olha"), waiting, "with its old time");
}

fn what_came_while_it_was_sent_is_not_answered<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.does("Olha", Intent::Reply("hi".into()), 20);
    story.inbound("Olha", "two", 30);
    story.send(&accepted("r"), 40);
    assert_eq!(story.waiting("Olha"), (1, Some(at(30))));
    // A colleague answers in the messenger's own app.
    story.hear(vec![News::Arrived(arrival("Olha", Kind::Reply, "from the app", 50))], 50);
    assert_eq!(story.waiting("Olha"), NOBODY);
    story.hear(vec![News::Arrived(arrival("Olha", Kind::Auto, "we are closed", 51))], 51);
    assert_eq!(story.thread("Olha").len(), 5);
}

fn a_close_settles_and_undo_gives_the_old_time_back<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.inbound("Olha", "two", 11);
    let close = story.op("Olha", Intent::Close);
    let Done::Accepted { unanswered, changes, .. } = story.submit(&close, 20) else { panic!() };
    assert_eq!((unanswered, changes), (2, vec![Change::Closed]));
    assert_eq!(story.waiting("Olha"), NOBODY);
    assert_eq!(story.names(View::Closed), ["Olha"]);
    story.does("Olha", Intent::Undo(close.id), 21);
    assert_eq!(story.waiting("Olha"), (2, Some(at(10))));
    assert_eq!(story.names(View::Waiting), ["Olha"]);
}

fn a_customer_reopens_and_counts_from_there<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.does("Olha", Intent::Assign(Some(ME)), 11);
    story.does("Olha", Intent::Close, 12);
    story.inbound("Olha", "two", 30);
    assert_eq!(story.waiting("Olha"), (1, Some(at(30))));
    assert_eq!(story.dialog("Olha").assignee, Some(ME), "it keeps its assignee");
    let feed = patiently(|| story.desk.changes(ChangeNo(0), 100));
    assert!(feed.iter().any(|it| it.change == Change::Reopened(Reopening::ByCustomer)));
}

fn spam_stays_spam_whatever_they_write<S: Whole>(story: &mut Story<S>) {
    story.inbound("Casino", "win", 10);
    story.does("Casino", Intent::MarkSpam, 20);
    story.inbound("Casino", "win!", 30);
    assert_eq!(story.names(View::Open), [""; 0]);
    assert_eq!(story.names(View::Spam), ["Casino"]);
    let dialog = story.dialog("Casino").id;
    let card = patiently(|| story.desk.card(dialog, ME)).unwrap();
    assert_eq!((card.spam, card.messages), (Some((Some(ME), at(20))), 2));
    let totals = patiently(|| story.desk.totals());
    assert_eq!(totals.oldest, None, "spam waits for nobody");
    story.does("Casino", Intent::UnmarkSpam, 40);
    assert_eq!(story.dialog("Casino").status, Status::Open);
    assert_eq!(story.waiting("Casino"), (2, Some(at(10))));
}

fn a_snooze_ends_by_itself_or_by_a_message<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.inbound("Petro", "one", 11);
    story.does("Olha", Intent::Snooze(at(100)), 20);
    story.does("Petro", Intent::Snooze(at(200)), 20);
    assert_eq!(story.names(View::Snoozed), ["Olha", "Petro"], "as they come back");
    story.inbound("Petro", "two", 30);
    assert_eq!(story.names(View::Waiting), ["Petro"]);
    assert_eq!(patiently(|| story.desk.wake_due(at(99))), Some(at(100)));
    assert_eq!(patiently(|| story.desk.wake_due(at(100))), None);
    assert_eq!(story.names(View::Waiting), ["Olha", "Petro"], "the longest wait first");
}

fn a_snooze_until_the_customer_writes_is_never_due<S: Whole>(story: &mut Story<S>) {
    for (name, second) in [("Olha", 10), ("Petro", 11)] {
        story.inbound(name, "one", second);
    }
    story.does("Olha", Intent::Snooze(UNTIL_REPLY), 20);
    assert_eq!(patiently(|| story.desk.wake_due(at(30))), None, "nothing to wait for");
    assert_eq!(patiently(|| story.desk.wake_due(UNTIL_REPLY)), None, "whatever the clock says");
    story.does("Petro", Intent::Snooze(at(200)), 30);
    assert_eq!(patiently(|| story.desk.wake_due(at(40))), Some(at(200)));
    assert_eq!(patiently(|| story.desk.wake_due(at(200))), None);
    assert_eq!(story.names(View::Snoozed), ["Olha"]);
    story.inbound("Olha", "two", 300);
    assert_eq!(story.names(View::Waiting), ["Olha", "Petro"]);
    assert_eq!(story.waiting("Olha"), (2, Some(at(10))), "they have waited all along");
}

fn an_op_is_done_once_and_told_again<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    let reply = story.op("Olha", Intent::Reply("hi".into()));
    let first = story.submit(&reply, 20);
    assert_eq!(story.submit(&reply, 99), first, "word for word");
    assert_eq!(story.thread("Olha").len(), 2);
    let assign = story.op("Olha", Intent::Assign(Some(COLLEAGUE)));
    let tag = story.op("Olha", Intent::ToggleTag(" vip slow\\ ".into()));
    let refused = story.op("Olha", Intent::Reopen);
    for op in [assign, tag, refused] {
        let first = story.submit(&op, 21);
        story.inbound("Olha", "and now?", 22);
        assert_eq!(story.submit(&op, 99), first);
    }
    assert_eq!(story.dialog("Olha").tags, ["vip slow\\"]);
    assert_eq!(
        story.is_refused("Olha", Intent::Assign(Some(COLLEAGUE)), 30),
        Refusal::AlreadyAssigned("Borys".into())
    );
    let nowhere = Op { id: OpId(u128::MAX), dialog: DialogId(999), intent: Intent::Close };
    assert_eq!(story.submit(&nowhere, 31), Done::Refused(Refusal::NoSuchDialog));
}

fn undo_takes_back_once_and_only_what_still_holds<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.inbound("Petro", "one", 10);
    story.does("Olha", Intent::Assign(Some(COLLEAGUE)), 11);
    let close = story.op("Olha", Intent::CloseAndUnassign);
    story.submit(&close, 12);
    let elsewhere = Intent::Undo(close.id);
    assert_eq!(story.is_refused("Petro", elsewhere, 13), Refusal::NothingToUndo);
    let undo = story.op("Olha", Intent::Undo(close.id));
    story.submit(&undo, 14);
    let dialog = story.dialog("Olha");
    assert_eq!((dialog.status, dialog.assignee), (Status::Open, Some(COLLEAGUE)));
    assert_eq!(story.is_refused("Olha", Intent::Undo(close.id), 15), Refusal::NothingToUndo);
    story.does("Olha", Intent::Undo(undo.id), 16);
    assert_eq!(story.dialog("Olha").status, Status::Closed, "what was undone can be done again");
    let first = story.op("Petro", Intent::Close);
    story.submit(&first, 17);
    story.inbound("Petro", "again", 18);
    story.does("Petro", Intent::Close, 19);
    let other_close = story.is_refused("Petro", Intent::Undo(first.id), 19);
    assert_eq!(other_close, Refusal::ChangedSince, "it is closed, but not by that op any more");
    story.does("Petro", Intent::Reopen, 19);
    let snooze = story.op("Petro", Intent::Snooze(at(100)));
    story.submit(&snooze, 20);
    story.inbound("Petro", "two", 21);
    assert_eq!(story.is_refused("Petro", Intent::Undo(snooze.id), 22), Refusal::ChangedSince);
}

fn a_deactivated_channel_neither_receives_nor_sends<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.does("Olha", Intent::Reply("hi".into()), 11);
    patiently(|| story.desk.switch_channel(story.channel, false, at(20)));
    story.inbound("Olha", "two", 30);
    assert_eq!(story.waiting("Olha"), (1, Some(at(10))));
    assert_eq!(patiently(|| story.desk.cursor(story.channel)), "after 10");
    assert_eq!(story.send(&accepted("r"), 31), None);
    assert_eq!(patiently(|| story.desk.next_due(story.channel, at(50))), None);
    let reply = Intent::Reply("hi".into());
    assert_eq!(story.is_refused("Olha", reply, 32), Refusal::ChannelInactive);
    patiently(|| story.desk.switch_channel(story.channel, true, at(40)));
    assert_eq!(story.send(&accepted("r"), 41).as_deref(), Some("hi"));
    let health = Health::Unreachable("dns".into());
    patiently(|| story.desk.set_health(story.channel, &health, at(50)));
    assert_eq!(patiently(|| story.desk.roster()).channels[0].health, health);
}

fn a_deleted_channel_takes_everything_with_it<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.inbound("Petro", "two", 11);
    story.does("Petro", Intent::Note("n".into()), 12);
    let dialog = story.dialog("Olha").id;
    let stake = patiently(|| story.desk.stake(story.channel));
    assert_eq!(stake, Stake { dialogs: 2, messages: 3, waiting: 2 });
    patiently(|| story.desk.delete_channel(story.channel, at(20)));
    assert_eq!(patiently(|| story.desk.card(dialog, ME)), None);
    assert_eq!(patiently(|| story.desk.totals()), Totals::default());
    assert_eq!(story.names(View::Open), [""; 0]);
    patiently(|| story.desk.see(ME, dialog, MessageId(1)));
    story.inbound("Olha", "again", 30);
    assert_eq!(patiently(|| story.desk.roster()).channels, []);
}

fn pages_meet_without_gap_or_overlap<S: Whole>(story: &mut Story<S>) {
    for second in 0..25 {
        story.inbound(&format!("c{second:02}"), "hello", 100 + second / 3);
    }
    for second in 0..5 {
        story.does(&format!("c{second:02}"), Intent::Assign(Some(ME)), 200);
    }
    let open = View::Open.filter(ME);
    let ask = |desk: &S, filter: &Filter, at, before, after| {
        patiently(|| {
            desk.page(&PageQuery { filter: filter.clone(), now: Timestamp(0), at, before, after })
        })
    };
    let all = ask(&story.desk, &open, None, 5, 100);
    assert!(all.at_start && all.at_end && all.above == 0);
    assert_eq!(all.rows.len(), 25);
    assert!(all.rows.is_sorted_by_key(|it| it.place(&open)));
    for (index, row) in all.rows.iter().enumerate() {
        let page = ask(&story.desk, &open, Some(row.place(&open)), 4, 6);
        assert_eq!(page.above, index.min(4));
        assert_eq!(page.rows, all.rows[index - page.above..(index + 6).min(25)]);
        assert_eq!((page.at_start, page.at_end), (index <= 4, index + 6 >= 25));
    }
    let mine =
        Filter { channels: vec![vec![ChannelPick::One(story.channel)]], ..View::Mine.filter(ME) };
    assert_eq!(ask(&story.desk, &mine, None, 0, 100).rows.len(), 5);
    let nobodys = Filter { assigned: vec![vec![Assigned::Nobody]], ..View::Waiting.filter(ME) };
    assert_eq!(ask(&story.desk, &nobodys, None, 0, 100).rows.len(), 20);
    let contradiction =
        Filter::within(ME, &View::Mine.terms(), &[Term::Assignee(vec![Assigned::Nobody])]);
    assert_eq!(ask(&story.desk, &contradiction, None, 0, 100).rows, []);
    let totals = patiently(|| story.desk.totals());
    for filter in [open, mine, nobodys, contradiction] {
        let rows = ask(&story.desk, &filter, None, 0, 100).rows.len();
        assert_eq!(totals.of(&filter).dialogs, rows as i64, "{filter:?}");
    }
}

fn a_history_is_read_backwards_page_by_page<S: Whole>(story: &mut Story<S>) {
    for second in 0..10 {
        story.inbound("Olha", &format!("m{second}"), 10 + second);
    }
    let file = File::named("a\0b.pdf", 9);
    let with_file = Arrival { files: vec![file], ..arrival("Olha", Kind::Inbound, "see file", 30) };
    story.hear(vec![News::Arrived(with_file)], 30);
    let dialog = story.dialog("Olha").id;
    let newest = patiently(|| story.desk.thread(dialog, None, 4));
    let text =
        |page: &ThreadPage| page.messages.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    assert_eq!(text(&newest), ["m7", "m8", "m9", "see file"]);
    let files = &newest.messages[3].files;
    assert_eq!((files[0].name.as_str(), files[0].expires), ("a\0b.pdf", expiry(at(30))));
    assert!(!newest.at_start);
    let older = patiently(|| story.desk.thread(dialog, Some(newest.messages[0].id), 7));
    assert_eq!(text(&older), ["m0", "m1", "m2", "m3", "m4", "m5", "m6"]);
    assert!(older.at_start);
}

fn drafts_and_sights_are_personal<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    let (dialog, last) = (story.dialog("Olha").id, story.thread("Olha")[0].id);
    let seen = |story: &Story<S>, who| patiently(|| story.desk.card(dialog, who)).unwrap().row.seen;
    patiently(|| story.desk.see(ME, dialog, last));
    patiently(|| story.desk.see(ME, dialog, MessageId(0)));
    assert!(seen(story, ME) && !seen(story, COLLEAGUE));
    assert_eq!(story.waiting("Olha"), (1, Some(at(10))), "seeing answers nobody");
    story.inbound("Olha", "two", 11);
    assert!(!seen(story, ME));
    let reply = Draft { kind: Kind::Reply, text: "dear".into(), answers: Some(MessageId(1)) };
    let note = Draft { kind: Kind::Note, text: "ask".into(), answers: None };
    patiently(|| story.desk.save_draft(ME, dialog, &reply, at(12)));
    patiently(|| story.desk.save_draft(ME, dialog, &note, at(12)));
    assert_eq!(patiently(|| story.desk.drafts(COLLEAGUE, dialog)), []);
    story.does("Olha", Intent::Note("n".into()), 13);
    assert_eq!(patiently(|| story.desk.drafts(ME, dialog)), [reply], "a note is another text");
    story.does("Olha", Intent::Reply("dear Olha".into()), 14);
    assert_eq!(patiently(|| story.desk.drafts(ME, dialog)), []);
    patiently(|| story.desk.save_draft(ME, dialog, &note, at(15)));
    let empty = Draft { text: String::new(), ..note.clone() };
    patiently(|| story.desk.save_draft(ME, dialog, &empty, at(16)));
    assert_eq!(patiently(|| story.desk.drafts(ME, dialog)), []);
}

fn the_feed_tells_everything_once<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    let head = patiently(|| story.desk.head());
    let op = story.op("Olha", Intent::Snooze(at(50)));
    let Done::Accepted { head: after, .. } = story.submit(&op, 11) else { panic!() };
    story.does("Olha", Intent::MarkSpam, 12);
    story.does("Olha", Intent::Undo(OpId(story.ops.get())), 13);
    let feed = patiently(|| story.desk.changes(head, 100));
    let snoozed = FeedEntry {
        no: after,
        at: at(11),
        agent: Some(ME),
        op: Some(op.id),
        dialog: Some(op.dialog),
        change: Change::Snoozed { from: None, to: Some(at(50)) },
    };
    assert_eq!(feed[0], snoozed);
    assert_eq!(feed[1].change, Change::MarkedSpam { from: Status::Open });
    assert_eq!(feed[2].change, Change::UnmarkedSpam { to: Status::Open });
    assert_eq!(feed.len(), 3);
    assert_eq!(patiently(|| story.desk.changes(head, 1)), feed[..1]);
    assert_eq!(feed[2].no, patiently(|| story.desk.head()));
}

fn hostile_text_survives<S: Whole>(story: &mut Story<S>) {
    let hostile = "a\0b\u{1b}[2J\u{202e}x\r\n'; DROP TABLE messages; --";
    story.inbound(hostile, hostile, 10);
    story.does(hostile, Intent::Note(hostile.into()), 11);
    let tag = "\u{202e}x'; DROP TABLE dialogs; --";
    story.does(hostile, Intent::ToggleTag(tag.into()), 11);
    let refusal = story.is_refused(hostile, Intent::ToggleTag(hostile.into()), 11);
    assert_eq!(refusal, Refusal::BadTag);
    let row = story.list(View::Open).remove(0);
    assert_eq!((row.name.as_str(), row.last_text.as_str()), (hostile, hostile));
    assert_eq!(row.dialog.tags, [tag]);
    assert!(story.thread(hostile).iter().all(|it| it.text == hostile));
    let long: String = "ї".repeat(5000);
    story.inbound(hostile, &long, 12);
    assert_eq!(story.list(View::Open)[0].last_text, "ї".repeat(200));
    assert_eq!(story.thread(hostile).pop().unwrap().text, long);
}

fn a_blocked_agent_does_nothing_and_gets_nothing<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    let signed_in = story.actor(COLLEAGUE);
    patiently(|| story.desk.set_blocked(COLLEAGUE, true));
    let op = story.op("Olha", Intent::Close);
    let done = patiently(|| story.desk.submit(&op, &signed_in, at(11)));
    assert_eq!(done, Done::Refused(Refusal::NotAllowed), "also one who signed in before");
    assert_eq!(
        story.is_refused("Olha", Intent::Assign(Some(COLLEAGUE)), 12),
        Refusal::AgentBlocked("Borys".into())
    );
}

fn undo_gives_a_blocked_agent_nothing<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.does("Olha", Intent::Assign(Some(COLLEAGUE)), 11);
    let take = story.op("Olha", Intent::Assign(Some(ME)));
    story.submit(&take, 12);
    patiently(|| story.desk.set_blocked(COLLEAGUE, true));
    let refusal = story.is_refused("Olha", Intent::Undo(take.id), 13);
    assert_eq!(refusal, Refusal::AgentBlocked("Borys".into()));
    patiently(|| story.desk.set_blocked(COLLEAGUE, false));
    story.does("Olha", Intent::Undo(take.id), 14);
    assert_eq!(story.dialog("Olha").assignee, Some(COLLEAGUE));
}

fn nobody_waits_behind_a_close_that_was_spam<S: Whole>(story: &mut Story<S>) {
    story.inbound("Olha", "one", 10);
    story.does("Olha", Intent::Close, 11);
    let spam = story.op("Olha", Intent::MarkSpam);
    story.submit(&spam, 12);
    story.inbound("Olha", "no, I am real", 20);
    story.does("Olha", Intent::Undo(spam.id), 30);
    assert_eq!(story.names(View::Waiting), ["Olha"]);
    assert_eq!(story.waiting("Olha"), (1, Some(at(20))), "counted from that message on");
}

fn undo_puts_nobody_away_who_has_written_since<S: Whole>(story: &mut Story<S>) {
    let hidden = [
        ("Olha", Intent::Close, Intent::Reopen),
        ("Petro", Intent::Snooze(at(900)), Intent::Wake),
        ("Ivan", Intent::MarkSpam, Intent::UnmarkSpam),
    ];
    for (who, hide, show) in hidden {
        story.inbound(who, "one", 10);
        story.does(who, hide, 11);
        let show = story.op(who, show);
        story.submit(&show, 12);
        // Nobody has written yet: back and forth it goes.
        let undo = story.op(who, Intent::Undo(show.id));
        story.submit(&undo, 13);
        assert!(!story.names(View::Open).contains(&who.to_owned()));
        let redo = story.op(who, Intent::Undo(undo.id));
        story.submit(&redo, 14);
        story.does(who, Intent::Note("a note is not the customer".into()), 15);
        story.inbound(who, "two", 20);
        let refusal = story.is_refused(who, Intent::Undo(redo.id), 21);
        assert_eq!(refusal, Refusal::ChangedSince, "{who}");
        assert_eq!(story.waiting(who), (2, Some(at(10))));
        assert!(story.names(View::Waiting).contains(&who.to_owned()));
    }
}

#[test]
fn a_desk_in_memory_keeps_the_contract() {
    keeps(&mut || Sqlite::in_memory().unwrap());
}

#[test]
fn a_desk_in_a_file_keeps_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    let mut number = 0;
    keeps(&mut || {
        number += 1;
        Sqlite::open(&dir.path().join(format!("{number}.db"))).unwrap()
    });
}

#[test]
fn a_desk_that_keeps_failing_keeps_the_contract() {
    for every in [2, 3, 5, 7] {
        keeps(&mut || Failing::every(every, Sqlite::in_memory().unwrap()));
    }
}
