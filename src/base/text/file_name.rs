//! Names of files: what a customer called a file is never a path, and no name that surprises.

/// The longest name, in bytes: with room for a number or a suffix below the 255 that disks take.
const LONGEST: usize = 120;

/// What no system allows in a name, or gives a meaning.
const NOT_IN_NAMES: &[char] =
    &['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\u{2044}', '\u{2215}'];

/// Names that Windows keeps for itself, whatever stands behind their first dot.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// A name under which a file can be kept that its sender called `name`: one line without control characters and without
/// those that turn the direction of writing, no path, not hidden, not too long, with the last suffix it had. Empty when
/// nothing of the name can be used.
#[must_use]
pub fn file_name(name: &str) -> String {
    let plain = |it: char| match it {
        it if NOT_IN_NAMES.contains(&it) => '_',
        it => it,
    };
    let text: String = name.chars().filter(|it| !turns(*it)).map(plain).collect();
    // A dot in front hides a file, or leads out of its folder; one at the end is lost on some systems.
    let text = text.trim_matches(|it: char| it == '.' || it.is_whitespace());
    let text = text.trim_start_matches(['-', '_', '.', ' ']);
    let short = shortened(text);
    if is_device(&short) { format!("_{short}") } else { short }
}

/// Marks that turn the direction of what follows, or are not seen at all.
fn turns(it: char) -> bool {
    matches!(it, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || it.is_control()
}

fn shortened(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let suffix = text.rsplit_once('.').map_or("", |it| it.1);
    let suffix = if suffix.len() <= 12 { suffix } else { "" };
    let room = LONGEST - suffix.len() - 1;
    let cut = (0..=room).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0);
    let stem = text[..cut].trim_end_matches(['.', ' ']);
    if suffix.is_empty() { stem.to_owned() } else { format!("{stem}.{suffix}") }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").trim_end().to_ascii_lowercase();
    let port = |it: &str| {
        matches!(it.strip_prefix("com").or(it.strip_prefix("lpt")), Some(rest)
        if rest.len() == 1 && rest.starts_with(|it: char| it.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || port(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_a_path_leads_nowhere() {
        for (name, safe) in [
            ("../../etc/passwd", "etc_passwd"),
            ("..\\..\\windows\\win.ini", "windows_win.ini"),
            ("/etc/shadow", "etc_shadow"),
            ("C:\\autoexec.bat", "C__autoexec.bat"),
            ("..", ""),
            ("", ""),
            (" . / . ", ""),
            (".bashrc", "bashrc"),
            ("-rf", "rf"),
            ("a\0b.pdf", "ab.pdf"),
            ("nul.txt", "_nul.txt"),
            ("COM1", "_COM1"),
            ("common.txt", "common.txt"),
        ] {
            assert_eq!(file_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn a_name_in_any_language_stays_and_its_direction_is_not_turned() {
        assert_eq!(file_name("рахунок №5.pdf"), "рахунок №5.pdf");
        assert_eq!(file_name("請求書.pdf"), "請求書.pdf");
        assert_eq!(file_name("рахунок\u{202e}fdp.exe"), "рахунокfdp.exe", "it is no pdf");
        let line = file_name("a\nb\u{1b}[2J\u{9b}31m.txt");
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }

    #[test]
    fn a_long_name_is_cut_and_keeps_its_suffix() {
        let long = file_name(&format!("{}.pdf", "ї".repeat(5000)));
        assert!(long.len() <= LONGEST && long.ends_with("ї.pdf"), "{long}");
        let odd = file_name(&format!("a.{}", "b".repeat(5000)));
        assert!(odd.len() <= LONGEST && odd.starts_with("a.b"), "{odd}");
    }

    #[test]
    fn whatever_it_is_called_it_stays_in_its_folder() {
        let mut random = crate::base::random::Random::from_seed(3);
        let letters =
            ['.', '/', '\\', '\0', ' ', 'a', '\u{202e}', '-', '\n', ':', 'ї', '~', '\u{7f}'];
        for _ in 0..20_000 {
            let length = random.below(9);
            let name: String = (0..length).filter_map(|_| random.pick(&letters)).collect();
            let safe = file_name(&name);
            let path = std::path::Path::new("folder").join(&safe);
            assert!(safe.is_empty() || path.components().count() == 2, "{name:?} became {safe:?}");
            assert!(
                !safe.starts_with(['.', '-']) && !safe.contains('\0'),
                "{name:?} became {safe:?}"
            );
        }
    }
}
