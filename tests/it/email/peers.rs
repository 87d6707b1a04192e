//! A real Dovecot and a real OpenSMTPD, for one test: their own ports, folder, certificate and queue; gone when dropped.
//!
//! Both are started as root: they change to users of their own. OpenSMTPD's queue and socket have fixed places, so it gets a
//! view of the file system in which these are its own.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use keydesk::base::secret::Secret;
use keydesk::channels::email::{Login, Security, Server, Settings};

/// How long a server may take to come up on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
const NEEDED: &str = "the tests of e-mail start a real Dovecot and a real OpenSMTPD: run them as root on a machine with \
                      `apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd dovecot-submissiond opensmtpd`";
/// What Dovecot lets anybody in with.
pub(crate) const PASSWORD: &str = "secret";
/// Whose mail stays here; all other mail is carried on to [`Peers::relay`].
pub(crate) const DOMAIN: &str = "shop.test";

/// The servers.
pub(crate) struct Peers {
    dir: tempfile::TempDir,
    servers: Vec<(Child, Arc<Mutex<String>>)>,
    /// IMAP in the clear, and with STARTTLS.
    pub(crate) imap: u16,
    /// IMAP with TLS from the first byte on.
    pub(crate) imaps: u16,
    /// LMTP into Dovecot.
    pub(crate) lmtp: u16,
    /// OpenSMTPD in the clear. Nobody has to log in.
    pub(crate) smtp: u16,
    /// Dovecot before OpenSMTPD, with TLS from the first byte on; see [`Peers::secured`].
    pub(crate) submissions: u16,
    /// The same with STARTTLS.
    pub(crate) submission: u16,
    /// Where OpenSMTPD carries mail for other domains: nobody listens there unless a test does. Mail for `c0.client.test` to
    /// `c7.client.test` is carried to 127.0.0.1 to 127.0.0.8, to all of them at once.
    pub(crate) relay: u16,
    /// The certificate of Dovecot, as PEM: it vouches for itself, for `localhost`.
    pub(crate) ca: PathBuf,
}

impl Peers {
    /// Both servers.
    pub(crate) fn start() -> Self {
        let mut peers = Self::dovecot();
        peers.open_smtpd();
        peers
    }

    /// Both servers, and mail can be handed in over a secured line to whoever has logged in: Dovecot takes it and OpenSMTPD
    /// carries it on. Who has a token that [`token::good`](super::token::good) made is let in by it, here and to the mailbox.
    pub(crate) fn secured() -> Self {
        let mut peers = Self::prepared(2099);
        let conf = std::fs::read_to_string(peers.dovecot_conf()).unwrap();
        std::fs::write(peers.dovecot_conf(), conf + &peers.submission_text()).unwrap();
        super::token::trust(peers.dir.path());
        peers.start_dovecot(&[peers.submission, peers.submissions]);
        peers.open_smtpd();
        peers
    }

    /// Only Dovecot.
    pub(crate) fn dovecot() -> Self {
        Self::dovecot_until(2099)
    }

    /// Only Dovecot, whose certificate is good until the beginning of a year.
    pub(crate) fn dovecot_until(year: i32) -> Self {
        let mut peers = Self::prepared(year);
        peers.start_dovecot(&[]);
        peers
    }

    /// All that Dovecot needs to be started.
    fn prepared(year: i32) -> Self {
        let missing = ["dovecot", "doveadm", "unshare"].map(program).iter().any(Option::is_none);
        assert!(!missing && rustix::process::getuid().is_root(), "{NEEDED}");
        let dir = tempfile::tempdir().unwrap();
        // Its processes run as users of their own and pass through here.
        open_to_all(dir.path(), 0o755);
        let ca = certificate(dir.path(), year);
        let [imap, imaps, lmtp, smtp, submissions, submission, relay] = ports();
        let servers = Vec::new();
        let peers =
            Self { dir, servers, imap, imaps, lmtp, smtp, submissions, submission, relay, ca };
        let boxes = peers.dir.path().join("boxes");
        std::fs::create_dir(&boxes).unwrap();
        open_to_all(&boxes, 0o777);
        std::fs::write(peers.dovecot_conf(), peers.dovecot_text()).unwrap();
        peers
    }

    fn start_dovecot(&mut self, more: &[u16]) {
        let mut command = Command::new(program("dovecot").unwrap());
        command.arg("-F").arg("-c").arg(self.dovecot_conf());
        self.run(command, &[&[self.imap, self.imaps, self.lmtp], more].concat());
    }

    /// It asks who connects by name: the system's names will do, nobody else is asked, who may not answer for seconds.
    fn open_smtpd(&mut self) {
        let smtpd = program("smtpd").expect(NEEDED);
        let conf = self.dir.path().join("smtpd.conf");
        std::fs::write(&conf, self.smtpd_text()).unwrap();
        let names = self.dir.path().join("resolv.conf");
        std::fs::write(&names, "lookup file\nnameserver 127.0.0.1\n").unwrap();
        let mut command = Command::new(program("unshare").unwrap());
        command
            .args(["--mount", "sh", "-c"])
            .arg(
                "mount --bind \"$2\" /etc/resolv.conf && mount -t tmpfs none /run && \
                 mount -t tmpfs none /var/spool && exec \"$0\" -d -f \"$1\"",
            )
            .arg(smtpd)
            .args([&conf, &names]);
        self.run(command, &[self.smtp]);
    }

    /// Starts a server and waits until it listens on all of these ports.
    fn run(&mut self, mut command: Command, ports: &[u16]) {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        gather(child.stdout.take().unwrap(), &said);
        gather(child.stderr.take().unwrap(), &said);
        let begun = Instant::now();
        let up = |port: &u16| TcpStream::connect(("127.0.0.1", *port)).is_ok();
        while !ports.iter().all(up) {
            let ended = child.try_wait().unwrap();
            let late = PATIENCE < begun.elapsed();
            assert!(ended.is_none() && !late, "{ended:?}\n{}\n{NEEDED}", said.lock().unwrap());
            std::thread::park_timeout(Duration::from_millis(20));
        }
        self.servers.push((child, said));
    }

    /// What the servers have logged.
    pub(crate) fn said(&self) -> String {
        self.servers.iter().map(|it| it.1.lock().unwrap().clone()).collect()
    }

    /// The mailbox of a user, over TLS with Dovecot's password.
    pub(crate) fn settings(&self, user: &str) -> Settings {
        let server = |port, security| Server { host: "localhost".into(), port, security };
        let (imap, smtp) = (server(self.imaps, Security::Tls), server(self.smtp, Security::Plain));
        let login = Login::Password(Arc::new(|| Ok(Secret::new(PASSWORD))));
        let settings = Settings::new(&format!("{user}@{DOMAIN}"), login, imap, smtp);
        Settings {
            name: "Крамниця".into(),
            ca: Some(self.ca.clone()),
            mail_max: 25 << 20,
            ..settings
        }
    }

    /// Puts a mail into a user's mailbox, by LMTP (RFC 2033). It is there when this returns.
    pub(crate) fn deliver(&self, user: &str, mail: &[u8]) {
        self.deliver_all(user, &[mail]);
    }

    /// Puts mails into a user's mailbox one after the other.
    pub(crate) fn deliver_all(&self, user: &str, mails: &[impl AsRef<[u8]>]) {
        let line = TcpStream::connect(("127.0.0.1", self.lmtp)).unwrap();
        line.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut answers = BufReader::new(line.try_clone().unwrap());
        let mut line = std::io::BufWriter::new(line);
        let mut answer = |expected: &str| {
            loop {
                let mut text = String::new();
                answers.read_line(&mut text).unwrap();
                assert!(text.starts_with(expected), "{text}");
                if text.as_bytes()[3] == b' ' {
                    return;
                }
            }
        };
        answer("220");
        write!(line, "LHLO test\r\n").and_then(|()| line.flush()).unwrap();
        answer("250");
        for mail in mails {
            for (words, expected) in [
                ("MAIL FROM:<sender@example.org>".to_owned(), "250"),
                (format!("RCPT TO:<{user}@{DOMAIN}>"), "250"),
                ("DATA".to_owned(), "354"),
            ] {
                write!(line, "{words}\r\n").and_then(|()| line.flush()).unwrap();
                answer(expected);
            }
            for row in mail.as_ref().split_inclusive(|it| *it == b'\n') {
                if row.starts_with(b".") {
                    line.write_all(b".").unwrap();
                }
                line.write_all(row).unwrap();
            }
            line.write_all(b"\r\n.\r\n").and_then(|()| line.flush()).unwrap();
            answer("250");
        }
    }

    /// Asks Dovecot's own tool; what it prints.
    pub(crate) fn doveadm(&self, words: &[&str]) -> String {
        let out = Command::new(program("doveadm").unwrap())
            .arg("-c")
            .arg(self.dovecot_conf())
            .args(words)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.success(), "doveadm {words:?}: {errors}");
        String::from_utf8(out.stdout).unwrap()
    }

    /// Where a user's mail lies, as a maildir.
    pub(crate) fn maildir(&self, user: &str) -> PathBuf {
        self.dir.path().join("boxes").join(format!("{user}@{DOMAIN}"))
    }

    fn dovecot_conf(&self) -> PathBuf {
        self.dir.path().join("dovecot.conf")
    }

    /// Mail belongs to the system's user `mail`, which every Debian has.
    fn dovecot_text(&self) -> String {
        let Self { imap, imaps, lmtp, .. } = self;
        let dir = self.dir.path().display();
        format!(
            "base_dir = {dir}/run\nstate_dir = {dir}/state\nlog_path = /dev/stderr\n\
             protocols = imap lmtp\nlisten = 127.0.0.1\nssl = yes\n\
             ssl_cert = <{dir}/cert.pem\nssl_key = <{dir}/key.pem\n\
             disable_plaintext_auth = no\nauth_failure_delay = 0\n\
             mail_location = maildir:{dir}/boxes/%u\nfirst_valid_uid = 1\n\
             passdb {{\n driver = static\n mechanisms = plain login\n args = password={PASSWORD}\n}}\n\
             userdb {{\n driver = static\n args = uid=mail gid=mail home={dir}/boxes/%u allow_all_users=yes\n}}\n\
             service anvil {{\n client_limit = 2000\n unix_listener anvil-auth-penalty {{\n mode = 0\n }}\n}}\n\
             service imap-login {{\n inet_listener imap {{\n port = {imap}\n }}\n \
             inet_listener imaps {{\n port = {imaps}\n ssl = yes\n }}\n}}\n\
             service lmtp {{\n inet_listener lmtp {{\n address = 127.0.0.1\n port = {lmtp}\n }}\n}}\n"
        )
    }

    /// OpenSMTPD 6.8 cannot be reached over TLS where OpenSSL is 3: Dovecot's own submission server stands before it.
    fn submission_text(&self) -> String {
        let Self { smtp, submissions, submission, .. } = self;
        let dir = self.dir.path().display();
        format!(
            "protocols = $protocols submission\nhostname = localhost\n\
             submission_relay_host = 127.0.0.1\nsubmission_relay_port = {smtp}\n\
             service submission-login {{\n inet_listener submission {{\n port = {submission}\n }}\n \
             inet_listener submissions {{\n port = {submissions}\n ssl = yes\n }}\n}}\n\
             auth_mechanisms = plain xoauth2\n\
             passdb {{\n driver = oauth2\n mechanisms = xoauth2\n args = {dir}/oauth2.conf\n}}\n"
        )
    }

    fn smtpd_text(&self) -> String {
        let Self { lmtp, smtp, relay, .. } = self;
        let client = |n: u8| {
            let host = format!("127.0.0.{}:{relay}", n + 1);
            format!(
                "action \"c{n}\" relay host \"smtp://{host}\"\n\
                 match from any for domain \"c{n}.client.test\" action \"c{n}\"\n"
            )
        };
        let clients: String = (0..8).map(client).collect();
        format!(
            "table vusers {{ \"@\" = \"mail\" }}\ntable locals {{ \"{DOMAIN}\" }}\n\
             listen on 127.0.0.1 port {smtp}\n\
             action \"in\" lmtp \"127.0.0.1:{lmtp}\" rcpt-to virtual <vusers>\n\
             action \"out\" relay host \"smtp://127.0.0.1:{relay}\"\n\
             match from any for domain <locals> action \"in\"\n{clients}\
             match from any for any action \"out\"\n"
        )
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        for (child, _) in &mut self.servers {
            let pid = rustix::process::Pid::from_child(child);
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
            let _ = child.wait();
        }
    }
}

/// A certificate for `localhost` that vouches for itself, and its key, in `dir`.
fn certificate(dir: &Path, until: i32) -> PathBuf {
    let mut asked = rcgen::CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    asked.not_before = rcgen::date_time_ymd(2020, 1, 1);
    asked.not_after = rcgen::date_time_ymd(until, 1, 1);
    let key = rcgen::KeyPair::generate().unwrap();
    let path = dir.join("cert.pem");
    std::fs::write(&path, asked.self_signed(&key).unwrap().pem()).unwrap();
    std::fs::write(dir.join("key.pem"), key.serialize_pem()).unwrap();
    open_to_all(&dir.join("key.pem"), 0o600);
    path
}

fn open_to_all(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Where a program is; those of the system's administrator are looked for too.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/sbin", "/sbin"].map(PathBuf::from);
    std::env::split_paths(&path).chain(usual).map(|it| it.join(name)).find(|it| it.is_file())
}

/// Ports that nobody has now, each another.
fn ports<const N: usize>() -> [u16; N] {
    let held: [TcpListener; N] = std::array::from_fn(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    held.map(|it| it.local_addr().unwrap().port())
}

/// Keeps what a server says, for whoever wants to know why a test fails.
fn gather(from: impl Read + Send + 'static, said: &Arc<Mutex<String>>) {
    let said = said.clone();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut said = said.lock().unwrap();
            said.push_str(&line);
            said.push('\n');
        }
    });
}

#[test]
fn mail_handed_to_the_one_server_lies_in_the_other_s_mailbox() {
    let peers = Peers::start();
    let mut line = BufReader::new(TcpStream::connect(("127.0.0.1", peers.smtp)).unwrap());
    let mut say = |words: &str, expected: &str| {
        line.get_mut().write_all(words.as_bytes()).unwrap();
        let mut text = String::new();
        while !text.starts_with(expected) || text.as_bytes()[3] != b' ' {
            text.clear();
            assert_ne!(line.read_line(&mut text).unwrap(), 0, "{}", peers.said());
            assert!(text.starts_with(expected), "{text}");
        }
    };
    say("", "220");
    say("HELO test\r\n", "250");
    say("MAIL FROM:<olena@example.org>\r\n", "250");
    say("RCPT TO:<shop@shop.test>\r\n", "250");
    say("DATA\r\n", "354");
    say("Subject: hello\r\n\r\nHello\r\n.\r\n", "250");
    let begun = Instant::now();
    while peers.doveadm(&["search", "-u", "shop@shop.test", "ALL"]).is_empty() {
        assert!(begun.elapsed() < PATIENCE, "{}", peers.said());
    }
}
