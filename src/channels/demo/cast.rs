//! Who plays in the demo: the shop's agents and channels, and customers without end. Pure.
//!
//! A customer is a number. The number alone (with the seed) decides language, name and address, and the
//! channel's name for them ends in it, so whoever is answered can be found again without any memory.

use super::phrases::{Language, Words};
use crate::base::random::Random;
use crate::domain::{ChannelKind, Role, Sender};

/// An agent of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    /// As colleagues call them.
    pub name: &'static str,
    /// What they may do.
    pub role: Role,
    /// Whether they are blocked in the course of the story.
    pub blocked: bool,
}

/// The shop's agents. The first one is "me".
pub const AGENTS: [Colleague; 7] = [
    Colleague { name: "Олена Бондар", role: Role::Admin, blocked: false },
    Colleague { name: "Тарас Гнатюк", role: Role::Lead, blocked: false },
    Colleague { name: "Ірина Савчук", role: Role::Agent, blocked: false },
    Colleague { name: "Максим Лисенко", role: Role::Agent, blocked: false },
    Colleague { name: "Денис Кравець", role: Role::Agent, blocked: true },
    Colleague { name: "Софія Мельник", role: Role::Agent, blocked: false },
    Colleague { name: "Ліза (стажування)", role: Role::ReadOnly, blocked: false },
];

/// The shop's channels: medium and name.
pub const CHANNELS: [(ChannelKind, &str); 7] = [
    (ChannelKind::Telegram, "Полиця Telegram"),
    (ChannelKind::Viber, "Полиця Viber"),
    (ChannelKind::Instagram, "Полиця Instagram"),
    (ChannelKind::Messenger, "Полиця Messenger"),
    (ChannelKind::Whatsapp, "Полиця WhatsApp"),
    (ChannelKind::Email, "Полиця Пошта"),
    (ChannelKind::Telegram, "Полиця Опт"),
];

/// Customers whose names try to break the screen.
pub(super) const HOSTILE: [u64; 2] = [113, 144];

/// Somebody who writes on two channels, as two customers of one name.
pub(super) const TWICE: [u64; 2] = [121, 140];

/// First name, how it is called out, in Latin letters, and whether a woman has it.
type First = (&'static str, &'static str, &'static str, bool);

const FIRST_UK: [First; 24] = [
    ("Ольга", "Ольго", "olha", true),
    ("Андрій", "Андрію", "andrii", false),
    ("Наталія", "Наталіє", "nataliia", true),
    ("Ірина", "Ірино", "iryna", true),
    ("Богдан", "Богдане", "bohdan", false),
    ("Марія", "Маріє", "mariia", true),
    ("Тетяна", "Тетяно", "tetiana", true),
    ("Юрій", "Юрію", "yurii", false),
    ("Оксана", "Оксано", "oksana", true),
    ("Василь", "Василю", "vasyl", false),
    ("Катерина", "Катерино", "kateryna", true),
    ("Дмитро", "Дмитре", "dmytro", false),
    ("Світлана", "Світлано", "svitlana", true),
    ("Роман", "Романе", "roman", false),
    ("Людмила", "Людмило", "liudmyla", true),
    ("Вікторія", "Вікторіє", "viktoriia", true),
    ("Назар", "Назаре", "nazar", false),
    ("Галина", "Галино", "halyna", true),
    ("Соломія", "Соломіє", "solomiia", true),
    ("Ігор", "Ігоре", "ihor", false),
    ("Леся", "Лесю", "lesia", true),
    ("Остап", "Остапе", "ostap", false),
    ("Юлія", "Юліє", "yuliia", true),
    ("Михайло", "Михайле", "mykhailo", false),
];

const FIRST_RU: [First; 12] = [
    ("Анна", "Анна", "anna", true),
    ("Сергей", "Сергей", "sergey", false),
    ("Елена", "Елена", "elena", true),
    ("Виктор", "Виктор", "viktor", false),
    ("Марина", "Марина", "marina", true),
    ("Алексей", "Алексей", "alexey", false),
    ("Светлана", "Светлана", "svetlana", true),
    ("Павел", "Павел", "pavel", false),
    ("Дарья", "Дарья", "darya", true),
    ("Николай", "Николай", "nikolay", false),
    ("Инна", "Инна", "inna", true),
    ("Артур", "Артур", "artur", false),
];

const FIRST_EN: [First; 12] = [
    ("Emma", "Emma", "emma", true),
    ("James", "James", "james", false),
    ("Sofia", "Sofia", "sofia", true),
    ("Liam", "Liam", "liam", false),
    ("Hannah", "Hannah", "hannah", true),
    ("Daniel", "Daniel", "daniel", false),
    ("Zoë", "Zoë", "zoe", true),
    ("Piotr", "Piotr", "piotr", false),
    ("Ingrid", "Ingrid", "ingrid", true),
    ("Marco", "Marco", "marco", false),
    ("Chloé", "Chloé", "chloe", true),
    ("Kenji", "Kenji", "kenji", false),
];

const LAST_UK: [(&str, &str); 16] = [
    ("Коваленко", "kovalenko"),
    ("Шевчук", "shevchuk"),
    ("Бойко", "boiko"),
    ("Ткаченко", "tkachenko"),
    ("Кравчук", "kravchuk"),
    ("Олійник", "oliinyk"),
    ("Поліщук", "polishchuk"),
    ("Марченко", "marchenko"),
    ("Мороз", "moroz"),
    ("Гончар", "honchar"),
    ("Дубина", "dubyna"),
    ("Чорновіл", "chornovil"),
    ("Яремчук", "yaremchuk"),
    ("Сидоренко", "sydorenko"),
    ("Мазур", "mazur"),
    ("Вовк", "vovk"),
];

const LAST_RU: [(&str, &str); 8] = [
    ("Литвиненко", "litvinenko"),
    ("Гринько", "grinko"),
    ("Демченко", "demchenko"),
    ("Бондаренко", "bondarenko"),
    ("Черных", "chernykh"),
    ("Лысак", "lysak"),
    ("Мирошник", "miroshnik"),
    ("Руденко", "rudenko"),
];

const LAST_EN: [(&str, &str); 8] = [
    ("Clark", "clark"),
    ("Novak", "novak"),
    ("Bennett", "bennett"),
    ("Larsen", "larsen"),
    ("Rossi", "rossi"),
    ("Murphy", "murphy"),
    ("Tanaka", "tanaka"),
    ("Dubois", "dubois"),
];

const CITIES: [(&str, &str, &str); 8] = [
    ("Львів", "Львов", "Lviv"),
    ("Київ", "Киев", "Kyiv"),
    ("Одеса", "Одесса", "Odesa"),
    ("Харків", "Харьков", "Kharkiv"),
    ("Дніпро", "Днепр", "Dnipro"),
    ("Чернівці", "Черновцы", "Chernivtsi"),
    ("Полтава", "Полтава", "Poltava"),
    ("Луцьк", "Луцк", "Lutsk"),
];

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    /// What they speak.
    pub(super) language: Language,
    /// As the channel knows them.
    pub(super) sender: Sender,
    female: bool,
    called: &'static str,
    full: String,
    surname: &'static str,
    email: String,
    phone: String,
    city: &'static str,
}

/// The customer of a number on a medium.
pub(super) fn person(seed: u64, kind: ChannelKind, number: u64) -> Person {
    let twice = TWICE.contains(&number);
    let mut random = Random::of(seed ^ 0xCA57, if twice { TWICE[0] } else { number });
    let language = language(number);
    let (firsts, lasts): (&[First], &[(&str, &str)]) = match language {
        Language::Ukrainian => (&FIRST_UK, &LAST_UK),
        Language::Russian => (&FIRST_RU, &LAST_RU),
        Language::English => (&FIRST_EN, &LAST_EN),
    };
    let (first, called, latin, female) = choice(&mut random, firsts);
    let (surname, last_latin) = choice(&mut random, lasts);
    let city = choice(&mut random, &CITIES);
    let digits = random.below(10_000_000);
    let phone =
        format!("+380 00 {:03} {:02} {:02}", digits / 10_000, digits / 100 % 100, digits % 100);
    let email = format!("{latin}.{last_latin}{number}@example.com");
    let full = format!("{first} {surname}");
    // Whoever writes twice says who they are.
    let style = if twice { 4 } else { random.below(5) };
    let sender = Sender {
        external: external(kind, number, &email),
        name: shown(number, style, &full, first),
        handle: match kind {
            ChannelKind::Telegram if style == 0 => String::new(),
            ChannelKind::Telegram => format!("@{latin}_{last_latin}"),
            ChannelKind::Instagram => format!("@{latin}.{last_latin}"),
            ChannelKind::Viber | ChannelKind::Whatsapp => phone.clone(),
            ChannelKind::Email => email.clone(),
            ChannelKind::Messenger => String::new(),
        },
        language: language.code().to_owned(),
    };
    let city = match language {
        Language::Ukrainian => city.0,
        Language::Russian => city.1,
        Language::English => city.2,
    };
    Person { language, sender, female, called, full, surname, email, phone, city }
}

/// What somebody of this number speaks.
pub(super) const fn language(number: u64) -> Language {
    match number % 10 {
        6 | 7 => Language::Russian,
        8 | 9 => Language::English,
        _ => Language::Ukrainian,
    }
}

/// The number at the end of a channel's own name for a customer.
pub(super) fn number_of(external: &str) -> u64 {
    let local = external.split('@').next().unwrap_or(external);
    let digits: String = local.chars().rev().take_while(char::is_ascii_digit).take(8).collect();
    digits.chars().rev().collect::<String>().parse().unwrap_or(0)
}

fn external(kind: ChannelKind, number: u64, email: &str) -> String {
    match kind {
        ChannelKind::Telegram => format!("5{number:08}"),
        ChannelKind::Viber => {
            format!("vb-{:08x}-{number:08}", number.wrapping_mul(0x9E37_79B9) as u32)
        }
        ChannelKind::Instagram => format!("1784{number:08}"),
        ChannelKind::Messenger => format!("2590{number:08}"),
        ChannelKind::Whatsapp => format!("3800{number:08}"),
        ChannelKind::Email => email.to_owned(),
    }
}

/// The name as they typed it themselves.
fn shown(number: u64, style: u64, full: &str, first: &str) -> String {
    match (number, style) {
        // Colours and a title for the terminal, then letters that run backwards.
        (113, _) => {
            format!("\u{1b}[31m\u{1b}]0;owned\u{7}{first}\u{202e}ьтерук\u{200b}\u{200b}\u{200d}")
        }
        // A tower of accents over each letter.
        (144, _) => first.chars().flat_map(|it| [it, '\u{301}', '\u{489}', '\u{36f}']).collect(),
        (_, 1) => format!("{first} 🌸"),
        (_, 2) => first.to_owned(),
        _ => full.to_owned(),
    }
}

impl Person {
    /// What is filled into a conversation with them. The same `random` gives the same order and parcel.
    pub(super) fn words(&self, random: &mut Random, agent: &str) -> Words {
        let mut below = |end| random.below(end);
        let blanks = vec![
            ("order", format!("#{}", 41_000 + below(9_000))),
            ("ttn", format!("2045{:010}", below(10_000_000_000))),
            ("price", thousands(190 + below(480) * 10 + below(2) * 9)),
            ("number", format!("{}", 10_000 + below(89_999))),
            ("name", self.called.to_owned()),
            ("full", self.full.clone()),
            ("surname", self.surname.to_owned()),
            ("email", self.email.clone()),
            ("phone", self.phone.clone()),
            ("city", self.city.to_owned()),
            ("agent", agent.to_owned()),
        ];
        Words { female: self.female, blanks }
    }
}

fn thousands(price: u64) -> String {
    if price < 1000 { price.to_string() } else { format!("{} {:03}", price / 1000, price % 1000) }
}

fn choice<T: Copy>(random: &mut Random, choices: &[T]) -> T {
    let at = random.below(choices.len() as u64);
    choices[usize::try_from(at).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_is_found_again_by_the_channel_s_name_for_them() {
        for kind in ChannelKind::ALL {
            for number in [0, 7, 113, 199, 1_000, 98_765_432] {
                let person = person(1, kind, number);
                assert_eq!(number_of(&person.sender.external), number, "{person:?}");
                assert_eq!(language(number).code(), person.sender.language);
            }
        }
        assert_eq!(number_of("no digits"), 0);
    }

    #[test]
    fn nobody_has_the_address_of_a_real_person() {
        for number in 100..300 {
            let words = person(3, ChannelKind::Email, number).words(&mut Random::from_seed(1), "x");
            for (blank, word) in words.blanks {
                assert!(blank != "email" || word.ends_with("@example.com"), "{word}");
                // No operator has the code 00.
                assert!(blank != "phone" || word.starts_with("+380 00 "), "{word}");
            }
        }
    }
}
