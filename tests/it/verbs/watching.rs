//! Following what happens: nothing left out, nothing twice, and a clean end.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdout, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use super::Home;

/// A watch that runs.
struct Watch {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Watch {
    fn start(home: &Home, args: &[&str]) -> Self {
        let mut command = home.command(super::BINARY, &[&["watch"], args].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// Blocks until there is a next line.
    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|why| panic!("{why}: {line:?}"))
    }

    /// The numbers of the next lines, up to this one.
    fn upto(&mut self, last: i64) -> Vec<i64> {
        let mut numbers = Vec::new();
        while numbers.last().is_none_or(|it| *it < last) {
            numbers.push(self.next()["change"].as_i64().unwrap());
        }
        numbers
    }

    /// Ends it by a signal: what it had not been read of yet, and its code.
    fn end(mut self, signal: Signal) -> (String, Option<i32>) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        let code = self.child.wait().unwrap().code();
        let mut err = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(err, "");
        (rest, code)
    }
}

#[test]
fn everything_comes_once_also_when_a_script_goes_on_where_it_stopped() {
    let home = Home::new();
    home.crowd(450);
    let head = home.head();
    let mut watch = Watch::start(&home, &["--after", "0"]);
    let mut seen = watch.upto(100);
    assert!(watch.end(Signal::TERM).1 == Some(0));
    let mut watch = Watch::start(&home, &["--after", &seen.len().to_string()]);
    seen.extend(watch.upto(head));
    // What another process does now.
    home.run(&["close", "1", "2", "3"]);
    home.run(&["undo"]);
    let last = home.head();
    seen.extend(watch.upto(last));
    assert_eq!(seen, (1..=last).collect::<Vec<i64>>());
    assert_eq!(watch.end(Signal::INT), (String::new(), Some(0)));
}

#[test]
fn a_line_says_what_happened_to_whom_and_by_whom() {
    let home = Home::new();
    let after = home.head().to_string();
    home.run(&["assign", "1", "--to", "Taras"]);
    home.run(&["reply", "2", "hi"]);
    home.run(&["tag", "1", "--add", "vip"]);
    let mut watch = Watch::start(&home, &["--after", &after]);
    let assigned = watch.next();
    assert_eq!((&assigned["what"], &assigned["by"]["name"]), (&"assigned".into(), &"Olena".into()));
    assert_eq!((&assigned["id"], &assigned["to"]["name"]), (&1.into(), &"Taras".into()));
    assert_eq!(assigned["dialog"]["tags"], serde_json::json!(["vip"]), "the dialog as it is now");
    let wrote = watch.next();
    assert_eq!((&wrote["what"], &wrote["message"]["text"]), (&"wrote".into(), &"hi".into()));
    assert_eq!(watch.next()["to"], serde_json::json!(["vip"]));
    watch.end(Signal::TERM);
    // A filter says whose changes; who looks is told of nothing else.
    let mut watch = Watch::start(&home, &["channel:viber", "--after", &after]);
    assert_eq!(watch.next()["id"], 2);
    home.run(&["close", "1"]);
    home.run(&["close", "4"]);
    assert_eq!(watch.next()["id"], 4);
    watch.end(Signal::TERM);
    home.run(&["watch", "--after", "100000"]).fails(1, &["100000"]);
}

#[test]
fn a_reader_that_goes_away_ends_it_although_nothing_happens() {
    let home = Home::new();
    let mut watch = Watch::start(&home, &["--after", "0"]);
    watch.upto(home.head());
    drop(watch.lines);
    assert_eq!(watch.child.wait().unwrap().code(), Some(0));
    let mut err = String::new();
    watch.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(err, "");
}

#[test]
fn a_signal_ends_it_although_its_reader_stalls() {
    let home = Home::new();
    // More than fits into a pipe.
    home.crowd(450);
    for signal in [Signal::TERM, Signal::INT] {
        let mut watch = Watch::start(&home, &["--after", "0"]);
        watch.next();
        let pid = Pid::from_raw(watch.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
        assert_eq!(watch.child.wait().unwrap().code(), Some(0));
    }
}
