//! HTML as plain words. A library lays it out; what would cost it too much is only freed of its tags.

use html2text::config;

use crate::base::contained::contain;

/// The most that is laid out, in bytes.
const HTML_MAX: usize = 512 << 10;
/// Elements within elements.
const DEPTH_MAX: usize = 150;
/// Tags of all kinds.
const TAGS_MAX: usize = 20_000;
/// Where a line is broken: far out, since whoever shows it breaks it anew.
const WIDTH: usize = 1000;

/// The words of an HTML text, with the addresses its links lead to below them.
pub(super) fn words(html: &str) -> String {
    let laid_out = light(html).then(|| contain(|| lay_out(html)).ok().flatten()).flatten();
    laid_out.unwrap_or_else(|| stripped(html))
}

fn lay_out(html: &str) -> Option<String> {
    let config = config::plain_no_decorate().raw_mode(true).no_link_wrapping().link_footnotes(true);
    let text = config.allow_width_overflow().string_from_read(html.as_bytes(), WIDTH).ok()?;
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        let rule = !line.is_empty() && line.chars().all(|it| matches!(it, '─' | '-'));
        let blank = line.is_empty() && (out.is_empty() || out.ends_with("\n\n"));
        if !blank {
            out.push_str(if rule { "---" } else { line });
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    Some(out)
}

/// Whether laying it out costs little. Elements that need not be closed do not count as nested.
fn light(html: &str) -> bool {
    const OPEN: [&str; 26] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option",
        "html", "head", "body",
    ];
    let (mut depth, mut tags) = (0_usize, 0);
    if HTML_MAX < html.len() {
        return false;
    }
    for rest in html.split('<').skip(1) {
        let closes = rest.starts_with('/');
        let name: String = rest
            .trim_start_matches('/')
            .chars()
            .take(12)
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        if name.is_empty() || OPEN.contains(&name.as_str()) {
            tags += 1;
            continue;
        }
        tags += 1;
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if DEPTH_MAX < depth {
            return false;
        }
    }
    tags <= TAGS_MAX
}

/// The text between the tags, of the beginning; what scripts and styles say is no text.
fn stripped(html: &str) -> String {
    let mut out = String::new();
    let mut hidden: Option<&str> = None;
    for piece in html[..html.floor_char_boundary(HTML_MAX)].split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        let name = tag.split(|it: char| !it.is_ascii_alphanumeric() && it != '/').next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        match hidden {
            Some(within) if name.strip_prefix('/') == Some(within) => hidden = None,
            Some(_) => continue,
            None => hidden = ["script", "style"].into_iter().find(|it| *it == name),
        }
        if matches!(name.as_str(), "br" | "p" | "/p" | "/div" | "/tr" | "li") {
            out.push('\n');
        }
        if hidden.is_none() {
            out.push_str(text);
        }
    }
    // The marks that every HTML text has; the rest stays as it was written.
    let out = out.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">");
    let out = out.replace("&quot;", "\"").replace("&amp;", "&");
    let lines = out.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn links_tables_and_lists_stay_readable() {
        let html = "<html><style>p{color:red}</style><p>Вітаю, <b>Олено</b>!</p>\
                    <table><tr><td>Плаття</td><td>2</td></tr></table><ul><li>один<li>два</ul>\
                    <a href=\"https://shop.test/o/1\">замовлення</a><img src=\"http://spy.test/1.gif\">";
        let text = words(html);
        assert_eq!(
            text,
            "Вітаю, Олено!\n\nПлаття\n2\n* один\n* два\n[замовлення][1]\n\n[1]: https://shop.test/o/1"
        );
    }

    #[test]
    fn html_that_means_harm_costs_little() {
        let deep = format!("{}слово", "<div>".repeat(200_000));
        let bold = format!("{}слово", "<b><i>".repeat(30_000));
        let wide =
            format!("<table>{}</table>", "<tr><td colspan=\"999999999\">слово".repeat(2_000));
        let lists = format!("{}слово", "<ul><li>".repeat(140));
        let quotes = format!("{}слово{}", "<blockquote>".repeat(140), "</blockquote>".repeat(140));
        let long = format!("<p>{}", "слово ".repeat(200_000));
        let open = "<".repeat(400_000) + "слово";
        for (what, html) in [
            ("deep", deep),
            ("bold", bold),
            ("wide", wide),
            ("lists", lists),
            ("quotes", quotes),
            ("long", long),
            ("open", open),
        ] {
            let begun = Instant::now();
            let text = words(&format!("<p>слово</p>{html}"));
            let took = begun.elapsed();
            assert!(text.contains("слово"), "{what}");
            assert!(text.len() < 2 << 20, "{what}: {}", text.len());
            assert!(took < Duration::from_secs(5), "{what}: {took:?}");
        }
    }
}
