//! How SQLite answers the questions of the screen's path: each by one range of one index, never by a scan or a sort.

use super::lists::{Question, Way};
use super::narrow::Holder;
use super::{
    Sqlite, around, channels, counter, feed, inbox, ledger, outbox, people, picture, rehearsal,
    search, words,
};
use crate::base::clock::Timestamp;
use crate::domain::{AgentId, Assigned, Bucket, ChannelId, ChannelPick, Filter, Order, Term, View};
use crate::store::Place;

/// The steps of SQLite's plan.
fn plan(desk: &Sqlite, sql: &str) -> Vec<String> {
    let mut statement = desk.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let unbound = vec![rusqlite::types::Value::Null; statement.parameter_count()];
    let steps = statement.query_map(rusqlite::params_from_iter(unbound), |row| row.get(3)).unwrap();
    steps.map(Result::unwrap).collect()
}

fn is_quick(desk: &Sqlite, sql: &str) -> Vec<String> {
    let steps = plan(desk, sql);
    let slow = |it: &&String| {
        it.contains("TEMP B-TREE") || (it.starts_with("SCAN") && !it.contains("CONSTANT ROW"))
    };
    assert_eq!(steps.iter().find(slow), None, "{sql}\n{steps:#?}");
    steps
}

/// Every view, narrowed down by what the indexes know, in every order.
fn filters() -> Vec<Filter> {
    let me = AgentId(1);
    let nobody = Term::Assignee(vec![Assigned::Nobody]);
    let both = Term::Assignee(vec![Assigned::Me, Assigned::Nobody]);
    let one = Term::Channel(vec![ChannelPick::One(ChannelId(1))]);
    let whose = [None, Some(nobody), Some(both)];
    let mut filters = Vec::new();
    for view in View::ALL {
        for whose in &whose {
            for channel in [None, Some(&one)] {
                for waiting in [None, Some(Term::Unanswered)] {
                    for order in Order::ALL {
                        let extra: Vec<Term> = [whose.as_ref(), channel, waiting.as_ref()]
                            .into_iter()
                            .flatten()
                            .cloned()
                            .chain([Term::Order(order)])
                            .collect();
                        filters.push(Filter::within(me, &view.terms(), &extra));
                    }
                }
            }
        }
    }
    filters
}

#[test]
fn every_page_of_every_list_is_a_few_ranges_of_indexes() {
    let desk = Sqlite::in_memory().unwrap();
    let place = Place { heap: 0, key: 5, tie: 5 };
    for filter in filters() {
        let question = Question::with_few(&desk.connection, &filter, Timestamp(0), 0).unwrap();
        for strand in question.strands() {
            let side = match (strand.holder, strand.channel) {
                (Holder::Any | Holder::Somebody, None) => "rank",
                (Holder::Any | Holder::Somebody, Some(_)) => "channel",
                (_, None) => "assignee",
                (_, Some(_)) => "both",
            };
            let partial = filter.only_waiting() && strand.heap != Bucket::Open;
            let longest = filter.order == Order::Longest;
            let index = match longest {
                true => format!("{}_by_{side}", if partial { "waiting" } else { "dialogs" }),
                false => "dialogs_by_activity".to_owned(),
            };
            for (way, from) in [(Way::Down, None), (Way::Down, Some(place)), (Way::Up, Some(place))]
            {
                let (sql, _) = question.page_sql(*strand, (way, from));
                let steps = is_quick(&desk, &sql);
                let first = &steps[0];
                assert!(
                    first.contains(&format!("SEARCH d USING INDEX {index} (")),
                    "{sql}\n{first}"
                );
                // The place is part of the range: rows before it are not even looked at.
                let bound = if longest { "rank" } else { "last_at" };
                assert!(from.is_none() || first.contains(bound), "{sql}\n{first}");
            }
        }
    }
}

#[test]
fn every_other_question_of_the_screen_uses_an_index() {
    let desk = Sqlite::in_memory().unwrap();
    let around = [around::upto_sql(), around::after_sql()];
    for sql in
        around.into_iter().chain([inbox::thread_sql(), inbox::card_sql(), people::others_sql()])
    {
        is_quick(&desk, &sql);
    }
    let asked = [
        feed::AFTER,
        feed::OF_DIALOG,
        rehearsal::LAST_DONE,
        inbox::OLDEST,
        ledger::NEXT_DUE,
        counter::SETTLED_UPTO,
        counter::WAITING,
        counter::FIRST_WAITING,
        counter::PENDING,
        outbox::CLAIM,
        outbox::NEXT_DUE,
        channels::STAKE_MESSAGES,
        people::GROUP,
    ];
    for sql in asked {
        is_quick(&desk, sql);
    }
    // One row for each table that gives numbers.
    let steps = plan(&desk, feed::HEAD);
    assert!(steps.iter().any(|it| it == "SCAN sqlite_sequence"), "{steps:?}");
    // What is on its way is an index that holds nothing else: reading all of it is the answer.
    let steps = plan(&desk, inbox::OUTBOX);
    assert!(steps[0].contains("USING COVERING INDEX outbox_pending"), "{steps:?}");
}

#[test]
fn the_counter_is_derived_from_the_indexes_made_for_it() {
    let desk = Sqlite::in_memory().unwrap();
    let uses = |sql, index| {
        let steps = plan(&desk, sql);
        assert!(steps.iter().any(|it| it.contains(index)), "{sql}\n{steps:#?}");
    };
    uses(counter::SETTLED_UPTO, "messages_settling");
    uses(counter::SETTLED_UPTO, "closes_standing");
    uses(counter::WAITING, "COVERING INDEX messages_inbound");
    uses(counter::FIRST_WAITING, "messages_inbound");
    uses(counter::PENDING, "COVERING INDEX outbox_pending");
    uses(outbox::CLAIM, "outbox_queued");
    uses(outbox::CLAIM, "outbox_pending");
}

#[test]
fn a_search_asks_the_index_for_the_newest_and_sorts_nothing() {
    let desk = Sqlite::in_memory().unwrap();
    for sql in [search::FOUND, search::PEOPLE] {
        let steps = plan(&desk, sql);
        // `M` is a match, `<` a bound of the rowid: both are the index's own business.
        let index = |it: &String| it.contains("VIRTUAL TABLE INDEX") && it.contains('M');
        assert!(steps.len() == 1 && steps.iter().all(index), "{sql}\n{steps:#?}");
        assert!(sql == search::PEOPLE || steps[0].contains('<'), "{steps:?}");
    }
    is_quick(&desk, search::IN_DIALOG);
    is_quick(&desk, words::NEWEST);
}

#[test]
fn a_person_s_contacts_are_found_by_the_index_made_for_them() {
    let desk = Sqlite::in_memory().unwrap();
    for sql in [people::others_sql(), people::GROUP.to_owned()] {
        let steps = plan(&desk, &sql);
        assert!(steps.iter().any(|it| it.contains("contacts_by_person (person=?)")), "{steps:#?}");
    }
}

#[test]
fn the_picture_of_the_day_is_drawn_from_ranges_of_indexes() {
    let desk = Sqlite::in_memory().unwrap();
    let asked = [
        (picture::INBOUND, "COVERING INDEX messages_inbound_by_time (at>? AND at<?)"),
        (picture::SETTLED_BEFORE, "messages_settling (dialog=? AND rowid<?)"),
        (picture::SETTLED_BEFORE, "closes_standing"),
        (picture::SAID, "messages_of_dialog (dialog=? AND rowid>?)"),
        (picture::CLOSES, "closes_standing (dialog=?)"),
        (picture::BEGUN, "dialogs_by_beginning (began_at>? AND began_at<?)"),
        (picture::REOPENED, "COVERING INDEX changes_reopening (at>? AND at<?)"),
        (picture::CLOSED, "closes_by_time (at>? AND at<?)"),
        (picture::OLDEST, "dialogs_by_channel (bucket=? AND channel=? AND rank<?)"),
    ];
    for (sql, index) in asked {
        let steps = is_quick(&desk, sql);
        assert!(steps.iter().any(|it| it.contains(index)), "{sql}\n{steps:#?}");
    }
}
