//! A line to a mail server: connected, secured, and what is said when that fails.

use std::fmt::Debug;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::{Server, Settings};

/// How long connecting may take, and each step of securing the line.
pub(super) const CONNECT: Duration = Duration::from_secs(30);

/// A line, whatever secures it.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Wire for T {}

/// Connects, in the clear.
///
/// # Errors
/// Why it does not come about.
pub(super) async fn connect(server: &Server) -> Result<TcpStream, String> {
    let Server { host, port, .. } = server;
    match timeout(CONNECT, TcpStream::connect((host.as_str(), *port))).await {
        Ok(Ok(line)) => {
            // Commands are short and each waits for its answer.
            let _ = line.set_nodelay(true);
            Ok(line)
        }
        Ok(Err(error)) => Err(format!("{host}:{port}: {error}")),
        Err(_) => Err(format!("{host}:{port}: no connection within {} seconds", CONNECT.as_secs())),
    }
}

/// Secures a line; the server has to show a certificate for its name.
///
/// # Errors
/// Why it cannot be secured.
pub(super) async fn secure(
    line: TcpStream,
    server: &Server,
    settings: &Settings,
) -> Result<Box<dyn Wire>, String> {
    let host = &server.host;
    let config = config(settings.ca.as_deref()).await?;
    let name =
        ServerName::try_from(host.clone()).map_err(|_| format!("{host:?} is no host name"))?;
    match timeout(CONNECT, TlsConnector::from(Arc::new(config)).connect(name, line)).await {
        Ok(Ok(line)) => Ok(Box::new(line)),
        Ok(Err(error)) => Err(format!("{host}: {}", tls_words(&error))),
        Err(_) => {
            Err(format!("{host}: TLS did not come about within {} seconds", CONNECT.as_secs()))
        }
    }
}

async fn config(ca: Option<&Path>) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = ca {
        let told = |why: String| format!("{}: {why}", path.display());
        let pem = tokio::fs::read(path).await.map_err(|it| told(it.to_string()))?;
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|it| told(it.to_string()))?;
            roots.add(certificate).map_err(|it| told(it.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|it| it.to_string())?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// What is wrong with a line that could not be secured; what a person can do something about is named.
pub(super) fn tls_words(error: &io::Error) -> String {
    use CertificateError as Bad;
    let inner = error.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(bad)) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => {
                "the server's certificate has expired".into()
            }
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "the server's certificate is not valid yet: is the clock right?".into()
            }
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
                "the server's certificate is for another name".into()
            }
            Bad::UnknownIssuer => "nobody we know vouches for the server's certificate".into(),
            other => format!("the server's certificate is not good: {other:?}"),
        },
        Some(rustls::Error::InvalidMessage(_)) => {
            "the server does not speak TLS on this port".into()
        }
        _ if error.kind() == io::ErrorKind::UnexpectedEof => {
            "the server ended the connection while TLS was set up".into()
        }
        _ => format!("TLS failed: {error}"),
    }
}
