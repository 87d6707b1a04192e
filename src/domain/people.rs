//! Who is who: contacts on several channels that are one person, and what the team has written down about them.
//!
//! A contact is known per channel. People are groups of contacts: a contact that nobody has merged with another is a
//! person by itself. Notes stay with the contact they were written about, so that taking a group apart loses none.

use super::{Change, ContactId, Refusal};

/// Whom a decision is about, as far as it is about people. Empty for decisions that are not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// The contact of the op's dialog.
    pub contact: ContactId,
    /// The people concerned: the contacts of each in ascending order, the people by their first contact.
    pub groups: Vec<Vec<ContactId>>,
    /// What is written down about the dialog's contact.
    pub note: String,
}

type Decision = Result<Vec<Change>, Refusal>;

impl People {
    /// The contacts of the person a contact belongs to; empty when the contact is not there.
    #[must_use]
    pub fn of(&self, contact: ContactId) -> &[ContactId] {
        self.groups.iter().find(|it| it.contains(&contact)).map_or(&[], Vec::as_slice)
    }

    /// Whether people still are as a change left them. Other changes are not about people.
    #[must_use]
    pub fn keep(&self, change: &Change) -> bool {
        match change {
            Change::Merged { to, .. } => to.iter().all(|it| self.groups.contains(it)),
            Change::ContactNoted { to, .. } => self.note == *to,
            _ => true,
        }
    }

    /// What a change makes of them.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Merged { from, to } => {
                self.groups.retain(|it| !from.contains(it));
                self.groups.extend(to.iter().cloned());
                self.groups.sort();
            }
            Change::ContactNoted { to, .. } => self.note.clone_from(to),
            _ => (),
        }
    }

    /// The dialog's contact and another one become one person, with everybody who is merged with either already.
    pub(super) fn merge(&self, other: ContactId) -> Decision {
        let (own, theirs) = (self.of(self.contact), self.of(other));
        if theirs.is_empty() || own.is_empty() {
            return Err(Refusal::NoSuchContact);
        }
        if own.contains(&other) {
            return Err(Refusal::SamePerson);
        }
        let mut from = vec![own.to_vec(), theirs.to_vec()];
        from.sort();
        let mut all = from.concat();
        all.sort_unstable();
        Ok(vec![Change::Merged { from, to: vec![all] }])
    }

    /// The dialog's contact becomes a person by itself.
    pub(super) fn split(&self) -> Decision {
        let own = self.of(self.contact);
        let rest: Vec<ContactId> = own.iter().copied().filter(|it| *it != self.contact).collect();
        if rest.is_empty() {
            return Err(Refusal::NotMerged);
        }
        let mut to = vec![vec![self.contact], rest];
        to.sort();
        Ok(vec![Change::Merged { from: vec![own.to_vec()], to }])
    }

    /// What is written down is replaced; nothing at all clears it.
    pub(super) fn write_down(&self, text: &str) -> Decision {
        let (from, to) = (self.note.clone(), text.trim().to_owned());
        if from == to {
            Err(Refusal::SameNote)
        } else {
            Ok(vec![Change::ContactNoted { from, to }])
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn people(contact: i64, groups: &[&[i64]]) -> People {
        let groups = groups.iter().map(|it| it.iter().map(|it| ContactId(*it)).collect()).collect();
        People { contact: ContactId(contact), groups, note: String::new() }
    }

    #[test]
    fn two_become_one_with_everybody_merged_with_either_before() {
        let mut people = people(3, &[&[1, 3], &[2, 5]]);
        let done = people.merge(ContactId(5)).unwrap();
        people.apply(&done[0]);
        assert_eq!(people.of(ContactId(3)), [1, 2, 3, 5].map(ContactId));
        assert_eq!(people.merge(ContactId(2)), Err(Refusal::SamePerson));
        assert_eq!(people.merge(ContactId(9)), Err(Refusal::NoSuchContact));
    }

    #[test]
    fn who_is_taken_out_of_a_group_stands_alone_and_the_rest_stays_together() {
        let mut people = people(2, &[&[1, 2, 5]]);
        people.apply(&people.split().unwrap()[0].clone());
        assert_eq!(people.groups, [[1, 5].map(ContactId).to_vec(), vec![ContactId(2)]]);
        assert_eq!(people.split(), Err(Refusal::NotMerged));
    }

    #[test]
    fn a_note_is_replaced_cleared_and_not_written_twice() {
        let mut people = people(1, &[&[1]]);
        people.apply(&people.write_down(" likes blue \n").unwrap()[0].clone());
        assert_eq!(people.note, "likes blue");
        assert_eq!(people.write_down("likes blue"), Err(Refusal::SameNote));
        people.apply(&people.write_down("  ").unwrap()[0].clone());
        assert_eq!((people.note.as_str(), people.write_down("\n")), ("", Err(Refusal::SameNote)));
    }

    /// Six contacts, divided by these numbers.
    fn divided(contact: i64, among: &[u8]) -> People {
        let mut groups: Vec<Vec<ContactId>> = vec![Vec::new(); 4];
        for (at, group) in (1..).zip(among) {
            groups[usize::from(*group)].push(ContactId(at));
        }
        groups.retain(|it| !it.is_empty());
        groups.sort();
        People { contact: ContactId(contact), groups, note: String::new() }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_done_to_people_is_taken_back_exactly_and_done_again(
            among in prop::collection::vec(0..4_u8, 6), contact in 1..7_i64, other in 0..8_i64,
            splits in prop::bool::ANY,
        ) {
            let before = divided(contact, &among);
            let done = if splits { before.split() } else { before.merge(ContactId(other)) };
            let Ok(done) = done else { return Ok(()) };
            let mut after = before.clone();
            after.apply(&done[0]);
            prop_assert!(after.keep(&done[0]) && !before.keep(&done[0]));
            prop_assert_ne!(&after, &before);
            let count = |it: &People| it.groups.concat().len();
            prop_assert_eq!(count(&after), count(&before), "nobody is lost and nobody is there twice");
            let back = done[0].inverse().unwrap();
            let mut undone = after.clone();
            undone.apply(&back);
            prop_assert_eq!(&undone, &before);
            undone.apply(&back.inverse().unwrap());
            prop_assert_eq!(undone, after);
        }
    }
}
