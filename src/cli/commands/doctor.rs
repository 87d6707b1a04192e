//! `keydesk doctor`: looks at what surrounds the program and says what helps.

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use crate::base::msg::Msg;
use crate::base::text::{width, wrap};
use crate::i18n::Catalog;
use crate::tui::doctor::press::{Came, Origin, brief, hex, name, readable};
use crate::tui::doctor::report::{Layer, Line, Report};
use crate::tui::runtime::{self, Exit, Practice};
use crate::tui::term;

use super::super::context::Context;
use super::super::output::{self, Field, Table};
use super::super::report::{Complaint, Trouble};
use super::super::{args, screen};

/// The most cells of a line of the report.
const LINE: usize = 80;

/// How it is typed.
pub(super) fn spec(catalog: &Catalog) -> Command {
    let keys = args::subcommand(catalog, "keys", "cli-doctor-keys");
    let json = args::switch(catalog, "json", "cli-help-json-one");
    args::group(catalog, "doctor", "cli-doctor").subcommand(keys.arg(json))
}

/// Does it.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), Trouble> {
    match matches.subcommand() {
        Some((_, matches)) => keys(context, matches.get_flag("json")),
        None => Ok(()),
    }
}

/// Asks for the four keys and tells what came of it.
fn keys(context: &Context, json: bool) -> Result<(), Trouble> {
    screen::check_page(&context.around.terminal.term)?;
    let (config, _) = context.settings()?;
    let practice = Practice {
        around: context.around.terminal.clone(),
        terminal: config.terminal,
        catalog: context.catalog.clone(),
        theme: screen::theme(config.ui.theme, context.around.no_color),
    };
    let exam = match runtime::examine(practice) {
        Ok((Exit::Quit, exam)) => exam,
        Ok((exit, _)) => return screen::left(exit),
        Err(error) => return Err(screen::failed(&error)),
    };
    let report = Report::of(&exam);
    let catalog = &context.catalog;
    let text = match json {
        true => for_scripts(&report, catalog).to_string(),
        false if term::stdout_is_terminal() => {
            for_people(&report, catalog, usize::from(term::size().0).min(LINE))
        }
        false => for_people(&report, catalog, LINE),
    };
    output::data(&text)?;
    if report.complete {
        return Ok(());
    }
    Err(Trouble::Refused(Complaint::new(Msg::new("cli-doctor-stopped"))))
}

/// The report in lines of `room` cells, as far as they can be wrapped.
fn for_people(report: &Report, catalog: &Catalog, room: usize) -> String {
    let mut text = facts(report, catalog, room);
    let table = table(report).for_people(catalog);
    text.push('\n');
    text.push_str(&match table.lines().all(|it| width(it) <= room) {
        true => table,
        false => list(report, catalog, room),
    });
    if report.all_work() && report.cures.is_empty() {
        text.push_str(&format!("\n{}\n", catalog.t("doctor-all-work")));
    } else if !report.cures.is_empty() {
        text.push_str(&format!("\n{}\n", catalog.t("doctor-helps")));
    }
    for cure in &report.cures {
        text.push_str(&wrapped("- ", "  ", &catalog.say(&cure.msg), room));
        cure.lines.iter().for_each(|it| text.push_str(&format!("    {it}\n")));
    }
    text
}

/// Words in lines of `room` cells, with `first` before the first line and `rest` before the others.
fn wrapped(first: &str, rest: &str, words: &str, room: usize) -> String {
    let margin = width(first).max(width(rest));
    let rows = wrap(words, room.saturating_sub(margin).max(1)).into_iter();
    let before = std::iter::once(first).chain(std::iter::repeat(rest));
    rows.zip(before).map(|(row, before)| format!("{before}{}\n", words[row].trim_end())).collect()
}

/// The four keys where a table is too wide.
fn list(report: &Report, catalog: &Catalog, room: usize) -> String {
    let say = |msg: &Msg| catalog.say(msg);
    let mut text = String::new();
    for line in &report.keys {
        let works = line.works.map_or(Msg::new("doctor-works-unknown"), |it| it.say(line.letter));
        let mut words = vec![format!("{}: {}", name(line.letter), say(&works))];
        if let Some(Came::Bytes(bytes, _)) = &line.came {
            words.push(brief(bytes));
        }
        words.extend(line.means.as_ref().map(|it| say(&it.say())));
        let origin = line.origin.filter(|it| *it != Origin::Any);
        words.extend(origin.map(|it| say(&it.say())));
        text.push_str(&wrapped("", "  ", &words.join(" · "), room));
    }
    text
}

/// The terminal and what stands in between, a line for each.
fn facts(report: &Report, catalog: &Catalog, room: usize) -> String {
    let named = [report.name.as_str(), &format!("TERM={}", report.term)];
    let unnamed = catalog.t("doctor-unnamed");
    let terminal = match report.name.as_str() {
        "" => [&*unnamed, named[1]].join(", "),
        _ => named.join(", "),
    };
    let answers: Vec<String> = report.answers.iter().map(|it| readable(it)).collect();
    let layers: Vec<String> = report.layers.iter().map(|it| layer(it, catalog)).collect();
    let or_none = |words: Vec<String>, between: &str| match words.as_slice() {
        [] => catalog.t("doctor-none").into_owned(),
        _ => words.join(between),
    };
    let lines = [
        (catalog.t("doctor-terminal"), terminal),
        (catalog.t("doctor-answers"), or_none(answers, " · ")),
        (catalog.t("doctor-agreed"), catalog.say(&report.agreed.say())),
        (catalog.t("doctor-layers"), or_none(layers, ", ")),
    ];
    let widest = lines.iter().map(|it| width(&it.0)).max().unwrap_or(0) + 2;
    let mut text = String::new();
    for (heading, words) in &lines {
        let first = format!("{heading}{}", " ".repeat(widest - width(heading)));
        text.push_str(&wrapped(&first, &" ".repeat(widest), words, room));
    }
    text
}

/// `tmux 3.3a (prefix C-b)`.
fn layer(layer: &Layer, catalog: &Catalog) -> String {
    let mut words = layer.name.to_owned();
    if !layer.version.is_empty() {
        words = format!("{words} {}", layer.version);
    }
    if !layer.prefixes.is_empty() {
        let prefix = Msg::new("doctor-prefix").with("key", layer.prefixes.join(" "));
        words = format!("{words} ({})", catalog.say(&prefix));
    }
    words
}

/// A row for each of the four keys.
fn table(report: &Report) -> Table {
    let columns = vec![
        ("key", Msg::new("doctor-column-key")),
        ("works", Msg::new("doctor-column-works")),
        ("sends", Msg::new("doctor-column-sends")),
        ("means", Msg::new("doctor-column-means")),
        ("layout", Msg::new("doctor-column-layout")),
    ];
    Table { columns, rows: report.keys.iter().map(row).collect() }
}

fn row(line: &Line) -> Vec<Field> {
    let nothing = || Field::Text(String::new());
    let works = line.works.map_or_else(
        || Field::Word(Msg::new("doctor-works-unknown"), "unknown"),
        |it| Field::Word(it.say(line.letter), it.word()),
    );
    let sends = match &line.came {
        Some(Came::Bytes(bytes, _)) => Field::Text(brief(bytes)),
        Some(Came::Nothing) | None => nothing(),
    };
    let means = line.means.as_ref();
    let means = means.map_or_else(nothing, |it| Field::Word(it.say(), it.word()));
    let layout = line.origin.map_or_else(nothing, |it| Field::Word(it.say(), it.word()));
    vec![Field::Text(name(line.letter)), works, sends, means, layout]
}

fn for_scripts(report: &Report, catalog: &Catalog) -> Value {
    let bytes = |it: &[u8]| json!({ "hex": hex(it), "text": readable(it) });
    let (protocol, number) = report.agreed.word();
    let keys = report.keys.iter().map(|it| {
        let sent = match &it.came {
            Some(Came::Bytes(sent, _)) => bytes(sent),
            Some(Came::Nothing) | None => Value::Null,
        };
        json!({
            "key": name(it.letter),
            "sends": sent,
            "means": it.means.as_ref().map(|it| it.word()),
            "layout": it.origin.map(|it| it.word()),
            "works": it.works.map(|it| it.word()),
        })
    });
    let layers = report
        .layers
        .iter()
        .map(|it| json!({ "name": it.name, "version": it.version, "prefixes": it.prefixes }));
    let cures = report
        .cures
        .iter()
        .map(|it| json!({ "name": it.name, "text": catalog.say(&it.msg), "lines": it.lines }));
    json!({
        "complete": report.complete,
        "terminal": {
            "name": report.name,
            "term": report.term,
            "answers": report.answers.iter().map(|it| bytes(it)).collect::<Vec<_>>(),
        },
        "agreed": { "protocol": protocol, "number": number },
        "layers": layers.collect::<Vec<_>>(),
        "keys": keys.collect::<Vec<_>>(),
        "cures": cures.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Keyboard;
    use crate::i18n::Language;
    use crate::tui::around::{Around, Tmux};
    use crate::tui::doctor::Exam;
    use crate::tui::input::{Decoder, Traced};

    /// What a terminal sends, a sequence or a key each.
    fn report(around: Around, sent: &[&str]) -> Report {
        let mut exam = Exam::new(around, Keyboard::Auto, (80, 24));
        for bytes in sent {
            let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
            decoder.feed(bytes.as_bytes(), &mut inputs);
            let _ = exam.take(Traced { bytes: bytes.as_bytes().to_vec(), inputs });
        }
        Report::of(&exam)
    }

    fn reports() -> Vec<Report> {
        let told = "3.3a\noff\nroot\n\nC-b None\nbind-key -T prefix C-b send-prefix\n";
        let tmux = Around { tmux: true, told: Tmux::parse(told), ..Around::default() };
        let zellij = Around { zellij: true, term: "xterm-256color".into(), ..Around::default() };
        let kitty = ["\x1b[?5u", "\x1bP>|kitty(0.26.5)\x1b\\", "\x1b[?62;c"];
        let laid = ["\x1b[1097::111;5u", "\x1b[1081;5u", "\x1b[1100::109;5u", "\x1b[1080::98;5u"];
        vec![
            report(tmux, &["\x1bP>|tmux 3.3a\x1b\\", "\x1b[?1;2c", "\x0f", "\x11", "\r", "\x02"]),
            report(zellij, &["\x1b[?62c", " ", " ", "\r"]),
            report(Around::default(), &[&kitty[..], &laid].concat()),
            report(Around::default(), &["\x1b[?6c", "щ", "й", "ь", "и"]),
        ]
    }

    #[test]
    fn the_table_has_room_on_a_plain_terminal_in_every_language() {
        for language in Language::ALL {
            let catalog = Catalog::new(*language);
            for report in reports() {
                let text = for_people(&report, &catalog, 80);
                assert!(text.contains(&*catalog.t("doctor-column-layout")), "no table in {text}");
                assert!(text.lines().all(|it| width(it) <= 80), "{text}");
            }
        }
    }

    #[test]
    fn on_a_narrow_one_only_lines_to_paste_are_longer() {
        for language in Language::ALL {
            let catalog = Catalog::new(*language);
            for report in reports() {
                let text = for_people(&report, &catalog, 40);
                let pasted = |it: &str| it.starts_with("    ");
                assert!(text.lines().all(|it| width(it) <= 40 || pasted(it)), "{text}");
                assert!(text.contains(&name('b')), "{text}");
            }
        }
    }

    #[test]
    fn the_columns_stand_one_below_the_other() {
        let text = for_people(&reports()[0], &Catalog::new(Language::Uk), 80);
        let rows: Vec<&str> =
            text.lines().skip_while(|it| !it.starts_with("КЛАВІША")).take(5).collect();
        for heading in ["ТУТ", "НАДСИЛАЄ", "ЩО ЦЕ", "РОЗКЛАДКА"] {
            let at = rows[0].find(heading).map(|it| width(&rows[0][..it])).unwrap();
            let before = |row: &str| {
                row.chars().nth(at - 1) == Some(' ') && row.chars().nth(at) != Some(' ')
            };
            assert!(rows.iter().all(|it| before(it)), "{heading} in\n{text}");
        }
    }
}
