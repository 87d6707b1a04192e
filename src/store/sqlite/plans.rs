//! How SQLite answers the questions of the screen's path: each by one range of one index, never by a scan or a sort.

use super::inbox::{self, Way};
use super::{Sqlite, channels, counter, feed, ledger, outbox};
use crate::domain::{AgentId, Assigned, Bucket, ChannelId, Filter, View};

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

fn filters() -> Vec<Filter> {
    let mut filters = Vec::new();
    for view in View::ALL {
        for assigned in [Assigned::Anyone, Assigned::Nobody, Assigned::To(AgentId(1))] {
            for channel in [None, Some(ChannelId(1))] {
                for waiting in [false, true] {
                    filters.push(Filter { view, me: AgentId(1), channel, assigned, waiting });
                }
            }
        }
    }
    filters
}

#[test]
fn every_page_of_every_list_is_one_range_of_one_index() {
    let desk = Sqlite::in_memory().unwrap();
    for filter in filters() {
        let Some(assigned) = filter.assignee() else { continue };
        let side = match (assigned, filter.channel) {
            (Assigned::Anyone, None) => "rank",
            (Assigned::Anyone, Some(_)) => "channel",
            (_, None) => "assignee",
            (_, Some(_)) => "both",
        };
        let partial = filter.only_waiting() && filter.view.bucket() != Bucket::Open;
        let index = format!("{}_by_{side}", if partial { "waiting" } else { "dialogs" });
        for from in [None, Some(Way::Down), Some(Way::Up)] {
            let sql = inbox::page_sql(filter, assigned, from);
            let steps = is_quick(&desk, &sql);
            let first = &steps[0];
            assert!(first.contains(&format!("SEARCH d USING INDEX {index} (")), "{sql}\n{first}");
            // The place is part of the range: rows before it are not even looked at.
            assert!(from.is_none() || first.contains("rank"), "{sql}\n{first}");
        }
    }
}

#[test]
fn every_other_question_of_the_screen_uses_an_index() {
    let desk = Sqlite::in_memory().unwrap();
    for sql in [inbox::thread_sql(), inbox::card_sql()] {
        is_quick(&desk, &sql);
    }
    let asked = [
        feed::HEAD,
        feed::AFTER,
        inbox::OLDEST,
        ledger::NEXT_DUE,
        counter::SETTLED_UPTO,
        counter::WAITING,
        counter::FIRST_WAITING,
        counter::PENDING,
        outbox::CLAIM,
        outbox::NEXT_DUE,
        channels::STAKE_MESSAGES,
    ];
    for sql in asked {
        is_quick(&desk, sql);
    }
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
