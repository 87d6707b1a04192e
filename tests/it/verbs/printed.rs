//! What is made from the commands themselves: completions, the manual, and what README says of them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{BINARY, Home};

/// The commands and what they do, as a table.
pub(crate) fn commands() -> String {
    let mut command = Command::new(BINARY);
    let help = command.arg("--help").env_clear().env("LANG", "C").env("HOME", "/nonexistent");
    let help = String::from_utf8(help.output().unwrap().stdout).unwrap();
    let lines = help.lines().skip_while(|it| !it.starts_with("Commands:")).skip(1);
    let mut text = String::from("\n| command | what it does |\n| --- | --- |\n");
    for line in lines.take_while(|it| !it.is_empty()) {
        let (name, about) = line.trim().split_once(' ').unwrap();
        writeln!(text, "| `keydesk {name}` | {} |", about.trim()).unwrap();
    }
    text + "\n"
}

/// The names of all commands.
fn names() -> Vec<String> {
    let name = |it: &str| it.strip_prefix("| `keydesk ")?.split('`').next().map(str::to_owned);
    commands().lines().filter_map(name).collect()
}

fn readme() -> String {
    std::fs::read_to_string("README.md").unwrap()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

#[test]
fn readme_s_examples_do_what_they_say() {
    let home = Home::new();
    let readme = readme();
    let block = between(&readme, "<!-- examples: run by the tests -->", "<!-- end of examples -->");
    let lines: Vec<&str> = between(block, "```sh\n", "```").lines().collect();
    assert!(lines.len() > 10);
    for line in lines {
        let done = home.shell(line);
        assert_eq!(done.code, 0, "{line}: {done:?}");
        let said = if line.contains("--out") { &done.err } else { &done.out };
        assert!(!said.is_empty(), "{line}: {done:?}");
    }
}

/// The names of an object's fields, also of those in it.
fn fields(value: &Value, path: &str, all: &mut BTreeSet<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        fields(value, &path, all);
        all.insert(path);
    }
}

#[test]
fn readme_s_dialog_has_the_fields_that_a_dialog_has_wherever_there_is_one() {
    let home = Home::new();
    home.run(&["tag", "1", "--add", "vip"]);
    home.run(&["assign", "1", "--to", "Taras"]);
    let readme = readme();
    let sample = between(&readme, "```json\n", "```");
    let mut documented = BTreeSet::new();
    fields(&serde_json::from_str(sample).unwrap(), "", &mut documented);
    documented.remove(".v");
    let check = |value: &Value| {
        let mut real = BTreeSet::new();
        fields(value, "", &mut real);
        real.remove(".v");
        assert_eq!(real, documented);
    };
    check(&home.run(&["list", "--limit", "1", "--json"]).object());
    check(&home.run(&["show", "1", "--json"]).object()["dialog"]);
    check(&home.run(&["search", "доставка", "--json"]).object()["dialog"]);
    check(&home.run(&["reply", "1", "hi", "--json"]).object()["dialog"]);
    let watched = home.shell("keydesk watch --after 0 is:open | head -1");
    check(&watched.object()["dialog"]);
}

#[test]
fn readme_names_every_field_of_every_line() {
    let home = Home::new();
    home.run(&["spam", "4"]);
    let readme = readme();
    let section = between(&readme, "## For scripts", "\n## ");
    for args in [
        &["show", "4", "--json"][..],
        &["search", "доставка", "--json"],
        &["tag", "1", "--add", "x", "--json"],
        &["reply", "1", "hi", "--wait", "0", "--json"],
        &["undo", "--list", "--json"],
        &["views", "--json"],
        &["stats", "--json"],
    ] {
        for object in home.run(args).objects() {
            let mut all = BTreeSet::new();
            fields(&object, "", &mut all);
            for field in all {
                let name = field.rsplit('.').next().unwrap();
                let told = section.contains(&format!("`{name}`"))
                    || section.contains(&format!("\"{name}\""));
                assert!(told, "{field} of {args:?} is not in README");
            }
        }
    }
}

#[test]
fn shells_accept_their_completions_and_find_every_command() {
    for language in ["C.UTF-8", "uk_UA.UTF-8", "ru_RU.UTF-8"] {
        let home = Home::speaking(language);
        for shell in ["bash", "zsh", "fish"] {
            let script = home.run(&["completions", shell]);
            assert_eq!((script.code, script.err.as_str()), (0, ""), "{shell}");
            for name in names() {
                assert!(script.out.contains(&name), "{name} is not in the script of {shell}");
            }
            if shell == "bash" {
                let mut bash = home.command("bash", &["-n"]);
                bash.stdin(Stdio::from(file(&script.out)));
                assert!(bash.status().unwrap().success(), "{language}");
            }
        }
        home.run(&["completions", "tcsh"]).fails(2, &["bash, zsh, fish"]);
    }
}

#[test]
fn bash_completes_a_command_and_an_option() {
    let home = Home::new();
    let script = home.run(&["completions", "bash"]).out;
    std::fs::write(home.dir.path().join("script"), script).unwrap();
    let completed = |words: &str, current: &str| {
        let at = words.split(' ').count();
        home.shell(&format!(
            ". ./script; COMP_WORDS=({words} {current}); COMP_CWORD={at}; \
             _keydesk keydesk '{current}' '' 2>&1; echo \"${{COMPREPLY[@]}}\""
        ))
    };
    assert_eq!(completed("keydesk", "sno").out, "snooze\n");
    assert!(completed("keydesk close", "--una").out.contains("--unassign"));
}

/// A file to be read from its beginning.
fn file(text: &str) -> std::fs::File {
    use std::io::{Seek as _, Write as _};
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).and_then(|()| file.rewind()).unwrap();
    file
}

#[test]
fn the_manual_begins_with_its_title_and_names_every_command() {
    for (language, name) in
        [("C.UTF-8", "NAME"), ("uk_UA.UTF-8", "НАЗВА"), ("ru_RU.UTF-8", "НАЗВАНИЕ")]
    {
        let home = Home::speaking(language);
        let all = home.run(&["man"]);
        assert_eq!((all.code, all.err.as_str()), (0, ""));
        assert!(all.out.starts_with(".TH keydesk 1"), "{}", &all.out[..80]);
        assert!(all.out.contains(&format!(".SH \"{name}\"")), "{language}");
        let written = home.run(&["--dir", "pages", "man"]);
        assert_eq!(written.code, 0, "{written:?}");
        for command in names() {
            assert!(all.out.contains(&format!(".TH keydesk-{command} 1")), "{command}");
            let page = home.dir.path().join("pages").join(format!("keydesk-{command}.1"));
            let page = std::fs::read_to_string(page).unwrap();
            assert!(page.starts_with(".TH ") && page.contains(".SH "), "{command}");
        }
        home.run(&["--dir", ".local/share/keydesk", "man"]).fails(1, &[".local/share/keydesk"]);
        // No desk was made on the way.
        assert!(!home.dir.path().join("pages/desk.db").exists());
    }
}
