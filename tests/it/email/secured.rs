//! Mail that leaves over a secured line, and who is let in by a token.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use keydesk::base::secret::Secret;
use keydesk::channels::email::{Login, Security, Server, Settings};
use keydesk::channels::{Connector as _, PullError};
use keydesk::domain::{Outcome, Scope};

use super::outbound::{connector, message, wait_for};
use super::peers::{DOMAIN, Peers};
use super::token;

/// The mailbox, and mail handed in over TLS or STARTTLS.
fn settings(peers: &Peers, security: Security) -> Settings {
    let mut settings = peers.settings("shop");
    let port = if security == Security::Tls { peers.submissions } else { peers.submission };
    settings.smtp = Server { host: "localhost".into(), port, security };
    settings
}

const SECURED: [Security; 2] = [Security::Tls, Security::StartTls];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_leaves_over_a_secured_line_and_arrives_once() {
    let peers = Peers::secured();
    for (number, security) in (1..).zip(SECURED) {
        let one = connector(settings(&peers, security), b"");
        let mut mail = message(&one, number, "Ваш рахунок готовий.");
        mail.to = format!("c{number}@{DOMAIN}");
        let id = mail.remote.clone().unwrap();
        let outcome = one.send(&mail).await;
        assert_eq!(outcome, Outcome::Accepted { remote: id.clone() }, "{security:?}");

        let mut wrong = settings(&peers, security);
        wrong.login = Login::Password(Arc::new(|| Ok(Secret::new("guess"))));
        let outcome = connector(wrong, b"").send(&mail).await;
        let Outcome::Retry { scope: Scope::Channel, why, .. } = &outcome else {
            panic!("{security:?} {outcome:?}")
        };
        assert!(why.starts_with("535 ") && !why.contains("guess"), "{why}");

        // Nobody vouches for this server unless the settings say so.
        let stranger = Settings { ca: None, ..settings(&peers, security) };
        let outcome = connector(stranger, b"").send(&mail).await;
        let Outcome::Retry { scope: Scope::Channel, why, .. } = &outcome else {
            panic!("{security:?} {outcome:?}")
        };
        assert!(why.contains("ertificate"), "{why}");
    }
    // A later mail of each: whatever was doubled would lie there before it.
    for (number, security) in (1..).zip(SECURED) {
        let one = connector(settings(&peers, security), b"");
        let mut mail = message(&one, 10 + number, "І другий.");
        mail.to = format!("c{number}@{DOMAIN}");
        let outcome = one.send(&mail).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{security:?} {outcome:?}");
        assert_eq!(wait_for(&peers, &format!("c{number}"), "", 2).len(), 2, "{security:?}");
    }
    let said = peers.said();
    let secured = said.matches("submission-login: Info: Login: ").count();
    let tls = said.lines().filter(|it| it.contains("submission-login: Info: Login: "));
    assert!(secured == 4 && tls.clone().all(|it| it.contains(", TLS,")), "{said}");
}

/// A mailbox that is opened with these tokens, one after the other; the last one stays.
fn with_tokens(mut settings: Settings, tokens: &[String]) -> Settings {
    let tokens: Mutex<VecDeque<String>> = Mutex::new(tokens.iter().cloned().collect());
    settings.login = Login::Xoauth2(Arc::new(move || {
        let mut left = tokens.lock().unwrap();
        let next = if left.len() > 1 { left.pop_front() } else { left.front().cloned() };
        Ok(Secret::new(&next.unwrap()))
    }));
    settings
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_lets_in_while_it_is_good_and_a_new_one_does_afterwards() {
    let peers = Peers::secured();
    let user = format!("shop@{DOMAIN}");
    let (good, expired, forged) = (token::good(&user), token::expired(&user), token::forged(&user));
    let other = token::good(&format!("olena@{DOMAIN}"));
    let bad = [expired, forged, other, "no token at all".to_owned()];
    let tokens: Vec<String> = bad.iter().cloned().chain([good.clone()]).collect();

    // To the mailbox: each login asks for a token anew.
    let one = connector(with_tokens(peers.settings("shop"), &tokens), b"");
    for token in &bad {
        let refused = one.pull("").await.unwrap_err();
        let PullError::Unauthorized(why) = &refused else { panic!("{token}: {refused:?}") };
        assert!(why.contains("uthentication failed") && !why.contains(token), "{why}");
    }
    let end = one.pull("").await.unwrap();
    peers.deliver("shop", b"From: a@b.c\r\nMessage-ID: <t@x>\r\n\r\nHi\r\n");
    assert_eq!(one.pull(&end.cursor).await.unwrap().news.len(), 1);

    // And to hand mail in.
    for (number, security) in (1..).zip(SECURED) {
        let one = connector(with_tokens(settings(&peers, security), &tokens), b"");
        let mut mail = message(&one, number, "Добрий день");
        mail.to = format!("c{number}@{DOMAIN}");
        for token in &bad {
            let outcome = one.send(&mail).await;
            let Outcome::Retry { scope: Scope::Channel, why, .. } = &outcome else {
                panic!("{token}: {outcome:?}")
            };
            assert!(why.starts_with("535 ") && !why.contains(token), "{why}");
        }
        let outcome = one.send(&mail).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}\n{}", peers.said());
        assert_eq!(wait_for(&peers, &format!("c{number}"), "", 1).len(), 1);
    }
}
