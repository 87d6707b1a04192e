//! Customers' files, from the screen to the disk and to other programs.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::terminal::{Launch, Terminal};
use super::{Home, editor, told};

/// A shop with one conversation, in which somebody has sent these files.
fn shop(files: Vec<(&str, Vec<u8>)>) -> Home {
    let home = Home::new();
    home.beside(&["--dir", "desk", "channel", "add", "demo", "--name", "t"]);
    home.hears_with("Sender", "here they are", files);
    // Nobody else writes.
    home.beside(&["--dir", "desk", "channel", "deactivate", "t"]);
    home
}

/// Its screen, with that conversation in front.
fn reading(launch: Launch) -> Terminal {
    let tty = launch.kitty().size(120, 30).start();
    tty.wait_for("here they are");
    tty.send("\r");
    tty.wait_for("o Open file");
    tty
}

fn screen(home: &Home) -> Launch {
    home.run(&["--dir", "desk"])
}

fn settings(home: &Home, lines: &str) {
    let folder = home.file("config/keydesk");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), lines).unwrap();
}

/// Programs of the system, of which these are the only ones that open files.
fn with_opener(home: &Home, script: &str) -> String {
    let bin = home.file("bin");
    fs::create_dir_all(&bin).unwrap();
    let file = bin.join("xdg-open");
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    format!("{}:{path}", bin.display())
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn files_are_saved_beside_each_other_and_over_nothing() {
    let home = shop(vec![("../чек.pdf", b"%PDF-1.7 receipt".to_vec())]);
    let folder = home.file("saved");
    fs::create_dir(&folder).unwrap();
    settings(&home, "[files]\nfolder = \"~/saved\"\n");
    let outside = home.file("outside");
    symlink(&outside, folder.join("чек (2).pdf")).unwrap();
    let tty = reading(screen(&home));
    tty.send("S");
    told(&tty, "Saved: ~/saved/чек.pdf");
    tty.wait_gone("Saved: ~/saved/чек.pdf");
    tty.send("S");
    told(&tty, "Saved: ~/saved/чек (3).pdf");
    assert_eq!(fs::read(folder.join("чек.pdf")).unwrap(), b"%PDF-1.7 receipt");
    assert_eq!(mode(&folder.join("чек (3).pdf")), 0o600);
    assert!(!outside.exists(), "what a link points at is not the folder");
    fs::remove_dir_all(&folder).unwrap();
    tty.wait_gone("Saved:");
    tty.send("S");
    told(&tty, "Cannot write");
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn the_system_s_program_is_given_a_copy_that_nobody_else_reads() {
    let home = shop(vec![("чек.pdf", b"%PDF-1.7 receipt".to_vec())]);
    let path = with_opener(
        &home,
        "printf %s \"$1\" >\"$HOME/name.new\"; mv \"$HOME/name.new\" \"$HOME/name\"",
    );
    let tty = reading(screen(&home).env("PATH", path).env("DISPLAY", ":7"));
    tty.send("o");
    told(&tty, "Opening чек.pdf");
    let copy = PathBuf::from(fs::read_to_string(home.file("name")).unwrap());
    assert_eq!(fs::read(&copy).unwrap(), b"%PDF-1.7 receipt");
    assert_eq!(copy.file_name().unwrap(), "чек.pdf");
    assert_eq!((mode(&copy), mode(copy.parent().unwrap())), (0o400, 0o700));
    assert!(copy.starts_with(home.file("desk/opened")));
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn a_program_that_is_not_opened_is_told_of_with_the_way_out() {
    let home = shop(vec![("рахунок.pdf.exe", b"MZ".to_vec())]);
    let path = with_opener(&home, "exit 4");
    let tty = reading(screen(&home).env("PATH", &path).env("DISPLAY", ":7"));
    tty.send("o");
    told(&tty, "Not opened: рахунок.pdf.exe may be a program");
    tty.send("q");
    tty.ended_well(0);

    let home = shop(vec![("чек.pdf", b"%PDF".to_vec())]);
    let path = with_opener(&home, "exit 4");
    let tty = reading(screen(&home).env("PATH", &path).env("DISPLAY", ":7"));
    tty.send("o");
    told(&tty, "No program took чек.pdf");
    tty.send("q");
    tty.ended_well(0);

    let tty = reading(screen(&home).env("PATH", &path));
    tty.send("o");
    told(&tty, "There is no screen for another program");
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn a_program_of_the_settings_shows_files_here_and_gives_the_terminal_back() {
    let home = shop(vec![("letter.txt", b"a letter of many words".to_vec())]);
    let pager = editor(&home, "cat \"$1\"; read -r line; exit 0");
    settings(&home, &format!("[files]\nopener = \"{pager}\"\n"));
    let tty = reading(screen(&home));
    tty.type_for("o", "a letter of many words");
    tty.send("\r");
    tty.wait_gone("a letter of many words");
    tty.wait_for("o Open file");
    tty.send("q");
    tty.ended_well(0);
}

#[test]
fn of_several_files_one_is_chosen_and_what_is_not_kept_says_so() {
    let home = shop(vec![("a.txt", b"a".to_vec()), ("b.txt", b"b".to_vec())]);
    let tty = reading(screen(&home));
    tty.type_for("S", "Save which file?");
    tty.send("j\r");
    told(&tty, "Saved: ~/b.txt");
    assert_eq!(fs::read(home.file("b.txt")).unwrap(), b"b");
    let hash = keydesk::store::Blobs::beside(&home.desk()).put(&mut &b"a"[..]).unwrap().0;
    fs::remove_file(keydesk::store::Blobs::beside(&home.desk()).path(hash)).unwrap();
    tty.type_for("S", "Save which file?");
    tty.send("\r");
    told(&tty, "What is in this file is not here");
    tty.send("q");
    tty.ended_well(0);
}
