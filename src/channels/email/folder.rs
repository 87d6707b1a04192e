//! A folder's name as IMAP wants it: modified UTF-7 (RFC 3501, 5.1.3).

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::NO_PAD;

/// Its base64 has a comma for the slash, which parts folders, and no padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::IMAP_MUTF7, NO_PAD);

/// The name on the line, from the name a person reads.
pub(super) fn wired(name: &str) -> String {
    let mut wired = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let own = matches!(first, ' '..='~');
        let end = rest.find(|it| matches!(it, ' '..='~') != own).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if own {
            wired.push_str(&run.replace('&', "&-"));
        } else {
            let units: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
            wired.push('&');
            BASE64.encode_string(units, &mut wired);
            wired.push('-');
        }
    }
    wired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_the_standard_s_own_examples_are() {
        for (name, line) in [
            ("INBOX", "INBOX"),
            ("Надіслані", "&BB0EMAQ0BFYEQQQ7BDAEPQRW-"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("Q&A", "Q&-A"),
            ("Sent 📨", "Sent &2D3c6A-"),
            ("", ""),
        ] {
            assert_eq!(wired(name), line);
        }
    }
}
