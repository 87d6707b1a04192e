//! A channel's secret with the system's keyring: GNOME's, which is started for the test on a bus of its own.

use super::channels::{TOKEN, bot_api};
use super::*;

/// What happens on the bus. The keyring answers as soon as the daemon has gone to the background.
const STORY: &str = r#"
set -e
printf 'the keyring is open' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
keydesk channel add telegram --name Bot --secret keyring --api "$API" <token
secret-tool lookup service keydesk username "$ENTRY" >kept
keydesk channel check Bot >checked || true
keydesk channel reauthorize Bot <token
keydesk channel edit Bot secret=file <token
if secret-tool lookup service keydesk username "$ENTRY"; then exit 9; fi
cp .local/share/keydesk/secrets/* moved
keydesk channel edit Bot secret=keyring <token
secret-tool lookup service keydesk username "$ENTRY" >back
keydesk channel delete Bot --confirm Bot
if secret-tool lookup service keydesk username "$ENTRY"; then exit 9; fi
"#;

#[test]
fn a_token_goes_into_the_keyring_and_out_of_it_with_its_channel() {
    let home = Home::new();
    let dir = home.dir.path();
    let file = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap_or_default();
    std::fs::write(dir.join("token"), TOKEN).unwrap();
    let desk = dir.join(".local/share/keydesk").canonicalize().unwrap();
    let mut session = home.command("dbus-run-session", &["--", "sh", "-c", STORY]);
    session.envs([("API", bot_api()), ("ENTRY", format!("{}#3", desk.display()))]);
    let done = session.env("XDG_RUNTIME_DIR", dir).output().expect("dbus-run-session");
    let said = format!("{done:?}");
    assert!(done.status.success(), "{said}");
    assert_eq!([file("kept"), file("moved"), file("back")], [TOKEN; 3], "{said}");
    assert!(file("checked").contains("shop_bot"), "{}", file("checked"));
    assert!(!said.contains("TOKEN"), "{said}");
    let secrets = desk.join("secrets");
    assert!(!secrets.exists() || std::fs::read_dir(secrets).unwrap().next().is_none());
}
