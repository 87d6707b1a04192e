//! What is read, what is refused and how that is said, and that what is added can be read again.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::base::clock::Timestamp;
use crate::i18n::{Catalog, Language};

fn said(faults: &[BookFault]) -> Vec<String> {
    static ENGLISH: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(Language::En));
    let line = |it: &BookFault| {
        let hint = it.hint.as_ref().map_or_else(String::new, |it| format!("; {}", ENGLISH.say(it)));
        format!("{}: {}{hint}", it.at, ENGLISH.say(&it.wrong))
    };
    faults.iter().map(line).collect()
}

fn phrases(text: &str) -> (Phrases, Vec<String>) {
    let (phrases, faults) = Phrases::parse(Path::new("replies.toml"), text);
    assert!(faults.iter().all(|it| it.file == Path::new("replies.toml")));
    (phrases, said(&faults))
}

fn macros(text: &str) -> (Macros, Vec<String>) {
    let replies = "[[reply]]\nname = 'Thanks'\ntext = 'Thanks, {name}'\n\
                   [[reply]]\nname = 'Order'\ntext = 'Where is {field:Order number}?'\n";
    let (macros, faults) = Macros::parse(Path::new("macros.toml"), text, &phrases(replies).0);
    (macros, said(&faults))
}

fn views(text: &str) -> (Views, Vec<String>) {
    let (views, faults) = Views::parse(Path::new("views.toml"), text);
    (views, said(&faults))
}

const FACTS: Facts<'_> = Facts {
    name: "Марія Іваненко",
    agent: "Olha",
    channel: "Shop",
    now: Timestamp::from_secs(1_795_440_000),
    utc_offset: 7200,
};

fn expanded(template: &str, facts: &Facts<'_>) -> Expansion {
    let text = format!("[[reply]]\nname = 'x'\ntext = '''{template}'''\n");
    let (phrases, faults) = phrases(&text);
    assert_eq!(faults, [""; 0], "{template}");
    phrases.all[0].expand(facts)
}

#[test]
fn a_quick_reply_is_read_with_all_it_says() {
    let (phrases, faults) = phrases(
        "# mine\n[[reply]]\nname = \"Вітання\"\nshortcut = 'hi'\nfolder = 'Початок'\n\
         channels = ['viber', 'Shop']\nlanguage = 'uk'\ntext = \"\"\"\nВітаю, {first_name}!\r\nЯк справи?\"\"\"\n\
         [[reply]]\nname = 'Two'\ntext = '2'\n",
    );
    assert_eq!(faults, [""; 0]);
    let hello = phrases.named("вітання").unwrap();
    assert_eq!(hello.text, "Вітаю, {first_name}!\nЯк справи?");
    assert_eq!(hello.shortcut.as_deref(), Some("hi"));
    assert_eq!(hello.folder.as_deref(), Some("Початок"));
    assert_eq!(hello.language.as_deref(), Some("uk"));
    assert_eq!(hello.at.line, 2);
    assert!(hello.suits("viber", "Other") && hello.suits("telegram", "shop"));
    assert!(!hello.suits("telegram", "Other"));
    assert!(phrases.all[1].suits("telegram", "Other"));
    assert_eq!(hello.expand(&FACTS).text, "Вітаю, Марія!\nЯк справи?");
}

#[test]
fn placeholders_are_filled_in_and_stops_come_in_their_order() {
    let all = expanded("{name}|{First_Name}|{agent}|{channel}|{date}|{time}|{{x}}|}", &FACTS);
    assert_eq!(all.text, "Марія Іваненко|Марія|Olha|Shop|23.11.2026|15:20|{x}|}");
    assert_eq!(all.stops, []);
    let stops = expanded("{cursor}a {field:Order number} b {2} {field: Size } {1}", &FACTS);
    assert_eq!(stops.text, "a «Order number» b  «Size» ");
    let shown: Vec<(usize, &str)> =
        stops.stops.iter().map(|it| (it.start, &stops.text[it.clone()])).collect();
    let end = stops.text.len();
    let size = stops.text.find("«Size»").unwrap();
    assert_eq!(
        shown,
        [(end, ""), (size - 1, ""), (2, "«Order number»"), (size, "«Size»"), (0, "")],
        "numbers, then fields as they stand, then the cursor"
    );
}

#[test]
fn what_a_customer_calls_themselves_does_nothing() {
    let evil = Facts { name: " \u{1b}[31m{cursor}\n\u{202e}{nmae} ", ..FACTS };
    let text = expanded("Hi {name}!", &evil);
    assert_eq!(text.text, "Hi \u{fffd}[31m{cursor} {nmae}!");
    assert_eq!(text.stops, []);
    assert_eq!(expanded("Hi {first_name}!", &Facts { name: "", ..FACTS }).text, "Hi !");
    assert_eq!(expanded("{date}", &Facts { now: Timestamp(i64::MAX), ..FACTS }).text, "");
}

#[test]
fn a_broken_entry_costs_itself_and_is_pointed_at() {
    let (phrases, faults) = phrases(
        "[[reply]]\nname = 'Good'\ntext = 'fine'\nshortcut = 'g'\n\
         [[reply]]\nname = 'Slip'\ntext = \"\"\"\n\\tOne {{two}} \\\"three\\\"\nand {nmae}\"\"\"\n\
         [[reply]]\nname = 'Odd'\ntext = 'see {order}'\n\
         [[reply]]\nname = 'Open'\ntext = 'see {name'\n\
         [[reply]]\ntext = 'x'\n\
         [[reply]]\nname = 'No text'\n\
         [[reply]]\nname = ''\ntext = ' '\n\
         [[reply]]\nname = 'GOOD'\ntext = 'again'\nshortcut = 'G'\n\
         [[reply]]\nname = 7\ntext = ['x']\nshortcut = 'a b'\nlanguage = 'ukr'\nchannels = 'viber'\ncolour = 1\n\
         [[reply]]\nname = 'Last'\ntext = 'good too'\n",
    );
    assert_eq!(phrases.all.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Good", "Last"]);
    assert_eq!(
        faults,
        [
            "9:5: there is no placeholder `{nmae}`; did you mean `{name}`?",
            "12:13: there is no placeholder `{order}`; known here: {name} {first_name} {agent} {channel} {date} {time} {cursor} {1} {field:…}",
            "15:13: this brace is not closed; a brace that is to stay one is written twice: {{",
            "16:1: this [[reply]] lacks `name`",
            "18:1: this [[reply]] lacks `text`",
            "21:8: `name` is empty",
            "22:8: `text` is empty",
            "24:8: there is a `GOOD` already, in line 1",
            "26:12: there is a `G` already, in line 1",
            "28:8: `name` must be a text in quotes, not a whole number",
            "29:8: `text` must be a text in quotes, not a list",
            "30:12: `a b` cannot be a shortcut: it has no spaces, no `;` or `/`, and 20 characters at most",
            "32:12: `channels` must be a list of texts, not a text in quotes",
            "33:1: there is no setting `colour`; known here: name, text, shortcut, folder, channels, language",
        ]
    );
}

#[test]
fn a_list_by_another_name_is_pointed_at() {
    let wrong = [
        "1:1: `reply` must be a list; each one begins with a line [[reply]]",
        "1:1: `replies` has no place in this file; each one begins with a line [[reply]]",
    ];
    for (text, expected) in [
        ("reply = 'x'\n", wrong[0]),
        ("replies = []\n", wrong[1]),
        ("reply = [1]\n", "1:10: `reply` must be a list; each one begins with a line [[reply]]"),
        (
            "[reply]\nname = 'x'\n",
            "1:2: `reply` must be a list; each one begins with a line [[reply]]",
        ),
    ] {
        assert_eq!(phrases(text), (Phrases::default(), vec![expected.to_owned()]), "{text}");
    }
}

#[test]
fn a_slip_in_the_toml_costs_the_file_and_is_pointed_at() {
    let (phrases, faults) = phrases("[[reply]]\nname = 'Good'\ntext = good\n");
    assert_eq!(phrases.all, []);
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("3:8: a text needs quotes"), "{faults:?}");
}

#[test]
fn what_is_no_text_of_ours_is_not_read() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(REPLIES);
    assert_eq!(Phrases::read(&file), (Phrases::default(), vec![]), "no file is an empty one");
    fs::write(&file, b"[[reply]]\nname = '\xff'\n").unwrap();
    assert_eq!(said(&Phrases::read(&file).1), ["2:9: the file is not UTF-8 text from here on"]);
    fs::write(&file, "#".repeat(FILE_BYTES_MAX + 1)).unwrap();
    assert_eq!(
        said(&Phrases::read(&file).1),
        ["1:1: the file is larger than 1024 KiB, so it is not read"]
    );
    fs::write(&file, "#".repeat(FILE_BYTES_MAX)).unwrap();
    assert_eq!(Phrases::read(&file).1, []);
    let faults = said(&Phrases::read(dir.path()).1);
    assert!(faults[0].starts_with("1:1: this file cannot be read: "), "{faults:?}");
}

#[test]
fn a_macro_is_a_list_of_steps() {
    let (macros, faults) = macros(
        "[[macro]]\nname = 'Thank and close'\nsteps = ['assign:me', 'assign: Olha', 'unassign', 'tag:#vip', \
         'untag:x', 'Reply:thanks', 'note:called: twice', 'snooze:завтра 9:00', 'close', 'close_unassign', 'spam', 'reopen']\n",
    );
    assert_eq!(faults, [""; 0]);
    let all = macros.named("thank AND close").unwrap();
    assert_eq!(
        all.steps,
        [
            Step::AssignMe,
            Step::Assign("Olha".into()),
            Step::Unassign,
            Step::Tag("vip".into()),
            Step::Untag("x".into()),
            Step::Reply("Thanks".into()),
            Step::Note("called: twice".into()),
            Step::Snooze("завтра 9:00".into()),
            Step::Close,
            Step::CloseAndUnassign,
            Step::Spam,
            Step::Reopen,
        ]
    );
    for step in &all.steps {
        let text = format!("[[macro]]\nname = 'x'\nsteps = ['{}']\n", step.written());
        assert_eq!(
            self::macros(&text).0.all[0].steps,
            std::slice::from_ref(step),
            "as it is written"
        );
    }
}

#[test]
fn a_step_that_cannot_be_done_costs_its_macro() {
    let (macros, faults) = macros(
        "[[macro]]\nname = 'Bad'\nsteps = [\n'clsoe',\n'close:now',\n'tag',\n'reply:Thnaks',\n'reply:Order',\n\
         'snooze:колись',\n'tag:',\n'fly'\n]\n\
         [[macro]]\nname = 'None'\nsteps = []\n\
         [[macro]]\nname = 'Odd'\nsteps = ['close', 1]\n\
         [[macro]]\nname = 'Good'\nsteps = ['close']\n",
    );
    assert_eq!(macros.all.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Good"]);
    assert_eq!(
        faults,
        [
            "4:1: there is no step `clsoe`; did you mean `close`?",
            "5:1: the step `close` takes nothing behind a colon",
            "6:1: the step `tag` wants something behind a colon; like this: tag:vip",
            "7:1: there is no quick reply `Thnaks`; did you mean `Thanks`?",
            "8:1: the quick reply `Order` has fields to fill in, so no macro can send it",
            "9:1: `колись` is not understood here; say it like «in 2h» or «tomorrow 9:00»",
            "10:1: the step `tag` wants something behind a colon; like this: tag:vip",
            "11:1: there is no step `fly`; known here: assign, unassign, tag, untag, reply, note, snooze, close, close-unassign, spam, reopen",
            "13:1: this [[macro]] lacks `steps`; like this: steps = [\"close\"]",
            "18:19: `steps` must be a list of texts, not a whole number",
        ]
    );
}

#[test]
fn views_are_names_for_filters() {
    let (views, faults) = views(
        "[[view]]\nname = 'VIP'\nfilter = 'is:open tag:vip'\nplace = 9\n\
         [[view]]\nname = 'Same'\nfilter = 'x'\nplace = 9\n\
         [[view]]\nname = 'Zero'\nfilter = 'x'\nplace = 0\n\
         [[view]]\nname = 'Lines'\nfilter = \"a\\nb\"\n\
         [[view]]\nname = 'No filter'\n",
    );
    assert_eq!(views.all.len(), 1);
    let vip = views.named("vip").unwrap();
    assert_eq!((vip.filter.as_str(), vip.place), ("is:open tag:vip", Some(9)));
    assert_eq!((vip.at.to_string(), vip.filter_at.to_string()), ("1:1".into(), "3:11".into()));
    assert_eq!(
        faults,
        [
            "8:9: the view `VIP` has this place already",
            "12:9: `place` must be from 1 to 9, not 0",
            "15:10: `filter` must be one line",
            "16:1: this [[view]] lacks `filter`",
        ]
    );
}

#[test]
fn a_view_is_saved_behind_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("new").join(VIEWS);
    save_view(&file, " VIP \"одна\" ", "is:open \"нова пошта\"\n").unwrap();
    let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let first = fs::read_to_string(&file).unwrap();
    let commented = format!("# my views\n{first}# the end");
    fs::write(&file, &commented).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    save_view(&file, "Second", "is:closed").unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with(&commented), "{text}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    let (views, faults) = Views::read(&file);
    assert_eq!(faults, []);
    let all: Vec<_> = views.all.iter().map(|it| (it.name.as_str(), it.filter.as_str())).collect();
    assert_eq!(all, [("VIP \"одна\"", "is:open \"нова пошта\""), ("Second", "is:closed")]);

    assert!(matches!(save_view(&file, "second", "x"), Err(BookError::Double { .. })));
    assert!(matches!(save_view(&file, " ", "x"), Err(BookError::BadName)));
    assert_eq!(fs::read_to_string(&file).unwrap(), text, "a refusal writes nothing");
    fs::write(&file, "[[view]\n").unwrap();
    let Err(BookError::Broken(faults)) = save_view(&file, "Third", "x") else { panic!() };
    assert_eq!(faults[0].at.line, 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "[[view]\n");
    let names: Vec<_> =
        fs::read_dir(file.parent().unwrap()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, [VIEWS], "nothing is left beside it");
}

#[test]
fn a_link_to_a_file_kept_elsewhere_stays_a_link() {
    let dir = tempfile::tempdir().unwrap();
    let (real, link) = (dir.path().join("real.toml"), dir.path().join(VIEWS));
    fs::write(&real, "").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    save_view(&link, "x", "is:open").unwrap();
    assert!(link.is_symlink());
    assert!(fs::read_to_string(&real).unwrap().contains("is:open"));
}

fn table(text: &str) -> (Vec<Phrase>, Vec<String>) {
    let (phrases, faults) = import_csv(Path::new("x.csv"), text.as_bytes().to_vec());
    (phrases, said(&faults))
}

#[test]
fn a_table_is_read_whatever_parts_its_columns() {
    let expected = |phrases: Vec<Phrase>| {
        assert_eq!(phrases.len(), 2);
        assert_eq!(phrases[0].name, "Вітання");
        assert_eq!(phrases[0].text, "Добрий день, {name}!\nЧим допомогти? \"так\"");
        assert_eq!(phrases[0].shortcut.as_deref(), Some("hi"));
        assert_eq!((phrases[1].name.as_str(), &phrases[1].shortcut), ("Two", &None));
        assert_eq!([phrases[0].at.line, phrases[1].at.line], [2, 4], "rows are counted in lines");
    };
    for (header, part) in [
        ("name,text,shortcut", ','),
        ("\u{feff}Назва;Текст;Код", ';'),
        ("Название\tТекст\tshortcut", '\t'),
        ("title,message,code,\"a;b;c;d;e\"", ','),
    ] {
        let rows = format!(
            "{header}\r\nВітання{part}\"Добрий день, {{name}}!\r\nЧим допомогти? \"\"так\"\"\"{part}/hi\r\n\
             Two{part}2\r\n\r\n{part}{part}\r\n"
        );
        let (phrases, faults) = table(&rows);
        assert_eq!(faults, [""; 0], "{rows}");
        expected(phrases);
    }
}

#[test]
fn a_row_that_is_no_quick_reply_is_named_and_left() {
    let (phrases, faults) = table(
        "shortcut,name,text\na,One,1\n,,no name\n,No text,\n,ONE,again\nb c,Spaces,x\n,Slip,Hi {nmae}\n,Last,ok\n",
    );
    assert_eq!(phrases.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["One", "Last"]);
    assert_eq!(
        faults,
        [
            "3:1: `name` is empty",
            "4:1: `text` is empty",
            "5:1: there is a `ONE` already, in line 2",
            "6:1: `b c` cannot be a shortcut: it has no spaces, no `;` or `/`, and 20 characters at most",
            "7:1: there is no placeholder `{nmae}`; did you mean `{name}`?",
        ]
    );
    for text in ["", "Hello,Good day\n", "name,comment\na,b\n"] {
        let expected = "1:1: the first line does not name the columns for names and texts; \
                        the first line looks like this: name,text,shortcut";
        assert_eq!(table(text).1, [expected], "{text}");
    }
    let (_, faults) =
        import_csv(Path::new("x.csv"), b"name,text\n\xcf\xf0\xe8\xe2\xb3\xf2,x\n".to_vec());
    assert_eq!(
        said(&faults),
        ["2:1: the file is not UTF-8 text from here on; save it as \"CSV UTF-8\"; \
          tables saved as plain CSV are often in Windows-1251"]
    );
}

#[test]
fn imported_replies_are_added_once_and_comments_stay() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(REPLIES);
    let mine = "# mine\n[[reply]] # first\nname = 'One'\nshortcut = 'a'\ntext = 'x'";
    fs::write(&file, mine).unwrap();
    let (more, _) =
        table("name,text,shortcut\none,other,\nTwo,\"2\n\"\"\"\"\"\"\\\",A\nThree,3,c\n");
    let appended = Phrases::append_to(&file, &more).unwrap();
    let expected =
        Appended { added: 2, doubles: vec!["one".into()], without_shortcut: vec!["Two".into()] };
    assert_eq!(appended, expected);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.starts_with(mine), "{text}");
    let (phrases, faults) = Phrases::read(&file);
    assert_eq!(faults, []);
    let all: Vec<_> = phrases.all.iter().map(|it| (it.name.as_str(), it.text.as_str())).collect();
    assert_eq!(all, [("One", "x"), ("Two", "2\n\"\"\"\\"), ("Three", "3")]);
    let again = Phrases::append_to(&file, &more).unwrap();
    assert_eq!((again.added, again.doubles.len()), (0, 3));
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn all_books_are_read_together_and_notice_changes() {
    let dir = tempfile::tempdir().unwrap();
    let books = Books::read_in(dir.path());
    assert_eq!((&books.faults[..], books.changed()), (&[][..], false));
    fs::write(books.replies_file(), "[[reply]]\nname = 'Hi'\ntext = 'Hi'\n").unwrap();
    assert!(books.changed());
    fs::write(books.macros_file(), "[[macro]]\nname = 'm'\nsteps = ['reply:hi', 'close']\n")
        .unwrap();
    fs::write(books.views_file(), "[[view]]\nname = 1\n").unwrap();
    let books = Books::read_in(dir.path());
    assert_eq!(books.macros.all[0].steps, [Step::Reply("Hi".into()), Step::Close]);
    assert_eq!(books.faults.len(), 2);
    assert!(books.faults.iter().all(|it| it.file == books.views_file()));
    assert!(!books.changed());
    fs::remove_file(books.views_file()).unwrap();
    assert!(books.changed());
}

#[test]
fn every_fault_and_error_is_said_in_every_language() {
    let errors = [
        BookError::Broken(vec![]),
        BookError::Double { name: "x".into() },
        BookError::BadName,
        BookError::TooBig { file: "x".into() },
        BookError::Unwritten { file: "x".into(), source: std::io::Error::other("no") },
    ];
    for language in Language::ALL {
        let catalog = Catalog::new(*language);
        for error in &errors {
            let said = catalog.say(&error.say());
            assert!(!said.contains(['<', '{']), "{said}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_stops_the_readers(
        noise in "[=\\[\\]{}\"'#\\n\\\\,.;:ї a-c0-9\u{feff}]{0,40}",
        list in prop::sample::select(vec!["reply", "macro", "view"]),
    ) {
        let text = format!("[[{list}]]\nname = 'x'\n{noise}");
        for text in [&noise, &text] {
            let _ = (phrases(text), macros(text), views(text), table(text));
        }
        let as_text = format!("[[reply]]\nname = 'x'\ntext = {}\n", file::quoted(&noise));
        if let Some(phrase) = phrases(&as_text).0.all.first() {
            let expansion = phrase.expand(&FACTS);
            for stop in expansion.stops {
                prop_assert!(expansion.text.get(stop).is_some());
            }
        }
    }

    #[test]
    fn what_is_written_is_read_again(text in prop_oneof![any::<String>(), "[\"\\\\\\n\\r\\t'a\u{0}\u{7f}\u{85}]{0,12}"]) {
        let line = format!("[[view]]\nname = 'x'\nfilter = {}\n", file::quoted(&text));
        let table = toml::de::DeTable::parse(&line).unwrap();
        let view = table.get_ref()["view"].get_ref()[0].get_ref();
        prop_assert_eq!(view["filter"].get_ref().as_str(), Some(text.as_str()));
    }
}
