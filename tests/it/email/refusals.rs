//! What becomes of a mail, by what the server says and where it goes silent.

use std::sync::Arc;

use keydesk::base::secret::Secret;
use keydesk::channels::Connector as _;
use keydesk::channels::email::{Login, Security, Server, Settings};
use keydesk::domain::{ContentHash, Enclosure, Outcome, Scope};

use super::outbound::{connector, message};
use super::scripted::{Act, Scripted};

fn settings(port: u16) -> Settings {
    let server = Server { host: "127.0.0.1".into(), port, security: Security::Plain };
    let login = Login::Password(Arc::new(|| Ok(Secret::new("pa55"))));
    Settings {
        user: "shop".into(),
        ..Settings::new("shop@shop.test", login, server.clone(), server)
    }
}

async fn outcome_of(script: Vec<(&'static str, Act)>) -> Outcome {
    let server = Scripted::start(script).await;
    let connector = connector(settings(server.port), b"");
    connector.send(&message(&connector, 1, "x")).await
}

fn later(scope: Scope, why: &str) -> Outcome {
    Outcome::Retry { after: None, scope, why: why.into() }
}

fn no(reason: &str) -> Outcome {
    Outcome::Refused { reason: reason.into() }
}

#[tokio::test]
async fn what_the_server_says_is_believed_wherever_it_says_it() {
    let (channel, dialog) = (Scope::Channel, Scope::Dialog);
    for (point, said, expected) in [
        ("HELLO", "421 4.3.2 too busy", later(channel, "421 4.3.2 too busy")),
        ("HELLO", "554 5.7.1 go away", later(channel, "554 5.7.1 go away")),
        ("EHLO", "502 5.5.1 what", later(channel, "502 5.5.1 what")),
        ("AUTH", "535 5.7.8 wrong", later(channel, "535 5.7.8 wrong")),
        ("AUTH", "454 4.7.0 not now", later(channel, "454 4.7.0 not now")),
        ("MAIL", "451 4.7.1 grey", later(dialog, "451 4.7.1 grey")),
        ("MAIL", "421 4.7.0 slow down", later(channel, "421 4.7.0 slow down")),
        ("MAIL", "530 5.7.0 log in first", later(channel, "530 5.7.0 log in first")),
        ("MAIL", "553 5.7.1 not yours", no("553 5.7.1 not yours")),
        ("RCPT", "450 4.2.1 later", later(dialog, "450 4.2.1 later")),
        ("RCPT", "550 5.1.1 no such user", no("550 5.1.1 no such user")),
        ("RCPT", "552 5.2.2 over quota", no("the mailbox is full: 552 5.2.2 over quota")),
        ("RCPT", "452 4.2.2 full", later(dialog, "the mailbox is full: 452 4.2.2 full")),
        ("DATA", "451 4.3.0 oops", later(dialog, "451 4.3.0 oops")),
        ("DATA", "554 5.5.1 no", no("554 5.5.1 no")),
        ("DATA", "250 what", later(dialog, "an answer out of turn: 250")),
        (".", "451 4.3.0 oops", later(dialog, "451 4.3.0 oops")),
        (".", "421 4.3.2 closing", later(channel, "421 4.3.2 closing")),
        (".", "552 5.3.4 too big", no("the mail is too large: 552 5.3.4 too big")),
        (".", "554-5.7.1 spam\r\n554 5.7.1 and more", no("554 5.7.1 spam and more")),
        (".", "354 go on", Outcome::Unknown),
        (".", "hm", Outcome::Unknown),
    ] {
        assert_eq!(outcome_of(vec![(point, Act::Say(said))]).await, expected, "{point} {said}");
    }
}

#[tokio::test]
async fn who_hangs_up_before_the_dot_has_not_taken_it_and_after_it_nobody_knows() {
    for point in ["HELLO", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"] {
        let outcome = outcome_of(vec![(point, Act::HangUp)]).await;
        assert!(matches!(outcome, Outcome::Retry { .. }), "{point} {outcome:?}");
    }
    assert_eq!(outcome_of(vec![(".", Act::HangUp)]).await, Outcome::Unknown);
    // A small mail is on its way with its dot before anybody can hang up.
    assert_eq!(outcome_of(vec![("WITHIN", Act::HangUp)]).await, Outcome::Unknown);
    let accepted = outcome_of(vec![("QUIT", Act::HangUp)]).await;
    assert!(matches!(accepted, Outcome::Accepted { .. }), "{accepted:?}");
}

#[tokio::test]
async fn a_mail_that_broke_off_in_the_middle_is_tried_again() {
    let server = Scripted::start(vec![("WITHIN", Act::HangUp)]).await;
    let connector = connector(settings(server.port), &vec![7; 16 << 20]);
    let mut message = message(&connector, 1, "x");
    let (name, content) = ("a.bin".into(), ContentHash([1; 32]));
    message.files = vec![Enclosure { name, bytes: 16 << 20, content }];
    let outcome = connector.send(&message).await;
    assert!(matches!(outcome, Outcome::Retry { scope: Scope::Dialog, .. }), "{outcome:?}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_goes_silent_is_waited_for_and_then_given_up() {
    for point in ["HELLO", "EHLO", "AUTH"] {
        let silent = later(Scope::Channel, "the mail server does not answer");
        assert_eq!(outcome_of(vec![(point, Act::Silence)]).await, silent, "{point}");
    }
    for point in ["MAIL", "RCPT", "DATA"] {
        let silent = later(Scope::Dialog, "the mail server does not answer");
        assert_eq!(outcome_of(vec![(point, Act::Silence)]).await, silent, "{point}");
    }
    assert_eq!(outcome_of(vec![(".", Act::Silence)]).await, Outcome::Unknown);
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_in_the_server_s_words() {
    let hello = ("EHLO", Act::Say("250-test\r\n250 AUTH XOAUTH2"));
    let asks = ("AUTH", Act::Say("334 eyJzdGF0dXMiOiI0MDAifQ=="));
    let refuses = ("", Act::Say("535 5.7.8 token expired"));
    let server = Scripted::start(vec![hello, asks, refuses]).await;
    let with = |port| {
        let mut settings = settings(port);
        settings.login = Login::Xoauth2(Arc::new(|| Ok(Secret::new("t0ken"))));
        connector(settings, b"")
    };
    let one = with(server.port);
    let outcome = one.send(&message(&one, 1, "x")).await;
    assert_eq!(outcome, later(Scope::Channel, "535 5.7.8 token expired"));

    let server = Scripted::start(vec![hello]).await;
    let one = with(server.port);
    let outcome = one.send(&message(&one, 1, "x")).await;
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
    // `user=shop^Aauth=Bearer t0ken^A^A`, as Google's description of XOAUTH2 wants it.
    let login = "AUTH XOAUTH2 dXNlcj1zaG9wAWF1dGg9QmVhcmVyIHQwa2VuAQE=";
    assert_eq!(server.heard.lock().unwrap()[1], login);
}

#[tokio::test]
async fn without_its_secret_a_mail_waits_and_nobody_is_connected_to() {
    let server = Scripted::start(Vec::new()).await;
    let mut settings = settings(server.port);
    settings.login = Login::Password(Arc::new(|| Err("the keyring is locked".into())));
    let connector = connector(settings, b"");
    let outcome = connector.send(&message(&connector, 1, "x")).await;
    assert_eq!(outcome, later(Scope::Channel, "the keyring is locked"));
    assert_eq!(server.heard.lock().unwrap()[..], [""; 0]);
}
