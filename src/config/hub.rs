//! The team's hub: where it is, and which addresses may be trusted with a token.

use std::path::PathBuf;

use serde::Deserialize;
use url::{Host, Url};

/// The team's hub.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hub {
    /// Its address as written; empty when there is none. Checked: [`HubAddress::parse`] understands it.
    pub url: String,
    /// A file of certificates beside the usual ones; empty when there is none.
    pub ca: String,
    /// What prints the token, for a shell; empty when it is kept in a file.
    pub token_command: String,
}

impl Hub {
    /// Its address; `None` when there is none.
    #[must_use]
    pub fn address(&self) -> Option<HubAddress> {
        HubAddress::parse(&self.url).ok()
    }
}

/// Where a hub answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubAddress {
    /// Over the network: what stands before `/v1`, without a slash at its end.
    Web(String),
    /// On this machine: a Unix socket, by its whole path.
    Socket(PathBuf),
}

/// Why a text is no address of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoHub {
    /// It is not the address of a server or a socket.
    Unclear,
    /// Whoever is on the way could read everything: `http://` to another machine.
    Open,
    /// It holds a name or a password. Addresses are shown, kept in histories and written to logs.
    Secret,
}

impl HubAddress {
    /// Understands an address: `https://…`, `http://…` to this machine, or `unix:///PATH`.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, NoHub> {
        if let Some(path) = text.strip_prefix("unix://") {
            let whole = path.len() > 1 && path.starts_with('/') && !path.contains('\0');
            return if whole { Ok(Self::Socket(path.into())) } else { Err(NoHub::Unclear) };
        }
        let url = Url::parse(text).map_err(|_| NoHub::Unclear)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(NoHub::Secret);
        }
        let host = url.host().ok_or(NoHub::Unclear)?;
        match url.scheme() {
            "https" => (),
            "http" if is_here(&host) => (),
            "http" => return Err(NoHub::Open),
            _ => return Err(NoHub::Unclear),
        }
        // Whatever asks for more than a server is a mistake, or a secret that somebody has put there.
        match (url.query(), url.fragment()) {
            (None, None) => Ok(Self::Web(url.as_str().trim_end_matches('/').to_owned())),
            (Some(_), _) | (None, Some(_)) => Err(NoHub::Unclear),
        }
    }
}

/// Whether what is sent there stays on this machine.
fn is_here(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_with_a_certificate_this_machine_and_a_socket_are_trusted() {
        let web = |it: &str| Ok(HubAddress::Web(it.into()));
        for (text, wanted) in [
            ("https://desk.example.com", "https://desk.example.com"),
            ("https://desk.example.com/", "https://desk.example.com"),
            ("HTTPS://Desk.Example.com:8443/team/", "https://desk.example.com:8443/team"),
            ("http://localhost:7070", "http://localhost:7070"),
            ("http://127.0.0.1:7070", "http://127.0.0.1:7070"),
            ("http://[::1]:7070", "http://[::1]:7070"),
        ] {
            assert_eq!(HubAddress::parse(text), web(wanted), "{text}");
        }
        let socket = HubAddress::Socket("/run/keydesk/hub.sock".into());
        assert_eq!(HubAddress::parse("unix:///run/keydesk/hub.sock"), Ok(socket));
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        for (text, wanted) in [
            ("", NoHub::Unclear),
            ("desk.example.com", NoHub::Unclear),
            ("desk.example.com:443", NoHub::Unclear),
            ("ftp://desk.example.com", NoHub::Unclear),
            ("https://", NoHub::Unclear),
            ("https://desk.example.com/?token=kd_1", NoHub::Unclear),
            ("https://desk.example.com/#kd_1", NoHub::Unclear),
            ("unix://", NoHub::Unclear),
            ("unix:///", NoHub::Unclear),
            ("unix://run/hub.sock", NoHub::Unclear),
            ("http://desk.example.com", NoHub::Open),
            ("http://localhost.example.com", NoHub::Open),
            ("http://10.0.0.1:7070", NoHub::Open),
            ("https://anna:secret@desk.example.com", NoHub::Secret),
            ("http://kd_1@localhost", NoHub::Secret),
        ] {
            assert_eq!(HubAddress::parse(text), Err(wanted), "{text}");
        }
    }
}
