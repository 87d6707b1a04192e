//! What is wrong with the filters of one's own views, as far as it can be told without a desk.

use std::path::Path;

use super::fault::BookFault;
use super::views::Views;
use crate::config::place::Place;
use crate::domain::query::{FaultKind, Key, Names, parse};

/// The first mistake in each filter that is one on every desk. Names of agents and channels are the desk's to know.
pub(super) fn faults(file: &Path, views: &Views) -> Vec<BookFault> {
    let fault = |view: &super::OwnView| {
        let fault = parse(&view.filter, &Names::default()).err()?;
        let named = matches!(
            fault.what,
            FaultKind::UnknownValue(Key::Assignee | Key::Channel, _) | FaultKind::Ambiguous(..)
        );
        let column = view.filter_at.column + view.filter[..fault.range.start].chars().count();
        let at = Place { column, ..view.filter_at };
        (!named).then(|| BookFault::new(file, at, fault.say()))
    };
    views.all.iter().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_is_wrong_on_every_desk_is_named_with_its_place() {
        let text = "[[view]]\nname = 'а'\nfilter = 'is:open waits:30'\n\
                    [[view]]\nname = 'б'\nfilter = 'assignee:Ольга channel:Крамниця tag:vip'\n\
                    [[view]]\nname = 'в'\nfilter = 'кнал:viber'\n";
        let file = Path::new("views.toml");
        let (views, none) = Views::parse(file, text);
        assert_eq!((views.all.len(), none), (3, Vec::new()));
        let faults = faults(file, &views);
        let told: Vec<(String, &str)> = faults.iter().map(|it| (it.place(), it.wrong.id)).collect();
        assert_eq!(
            told,
            [
                ("views.toml:3:25".to_owned(), "filter-fault-span-near"),
                ("views.toml:9:11".to_owned(), "filter-fault-key-near"),
            ]
        );
    }
}
