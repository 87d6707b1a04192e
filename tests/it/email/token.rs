//! Tokens as an issuer signs them (RFC 7519), and a Dovecot that trusts the issuer and looks at the clock itself.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use keydesk::base::clock::now;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// What the issuer signs with; Dovecot has it too.
const KEY: [u8; 32] = [7; 32];
const HOUR: i64 = 3600;

/// Has a Dovecot with its files in `dir` let in whoever has a token of the issuer's.
pub(super) fn trust(dir: &Path) {
    // As it looks for a key: whom the token is for, by what it is signed, which one it is.
    let keys = dir.join("keys/default/HS256");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::write(keys.join("default"), STANDARD.encode(KEY)).unwrap();
    let conf = format!(
        "introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={}/keys/\n\
         username_attribute = email\n",
        dir.display()
    );
    std::fs::write(dir.join("oauth2.conf"), conf).unwrap();
}

/// A token that lets a user in, for an hour from now.
pub(super) fn good(user: &str) -> String {
    signed(user, HOUR, &KEY)
}

/// One whose hour ended an hour ago.
pub(super) fn expired(user: &str) -> String {
    signed(user, -HOUR, &KEY)
}

/// One that somebody else has signed.
pub(super) fn forged(user: &str) -> String {
    signed(user, HOUR, &[8; 32])
}

fn signed(user: &str, ends_in: i64, key: &[u8; 32]) -> String {
    let ends = now().0 / 1000 + ends_in;
    let head = json!({ "typ": "JWT", "alg": "HS256" });
    let body = json!({ "email": user, "sub": user, "iat": ends - HOUR - 60, "exp": ends });
    let [head, body] = [head, body].map(|it| URL_SAFE_NO_PAD.encode(it.to_string()));
    let said = format!("{head}.{body}");
    let seal = URL_SAFE_NO_PAD.encode(hmac(key, said.as_bytes()));
    format!("{said}.{seal}")
}

/// HMAC-SHA-256 (RFC 2104).
fn hmac(key: &[u8; 32], said: &[u8]) -> [u8; 32] {
    let pad = |with: u8| -> Vec<u8> {
        let padded = key.iter().copied().chain([0; 32]);
        padded.map(|it| it ^ with).collect()
    };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(said).finalize();
    Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize().into()
}

#[test]
fn a_seal_is_what_the_standard_s_example_says() {
    // RFC 4231, test case 1, with its key of 20 bytes filled up as the standard does.
    let mut key = [0; 32];
    key[..20].fill(0x0b);
    let seal = hmac(&key, b"Hi There");
    assert_eq!(seal[..4], [0xb0, 0x34, 0x4c, 0x61]);
}
