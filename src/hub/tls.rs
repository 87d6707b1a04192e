//! Keys and certificates.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Why a certificate and its key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NoTls {
    /// A file cannot be read, or holds no such thing.
    #[error("{file}: {why}")]
    File {
        /// Which one.
        file: PathBuf,
        /// In the reader's words.
        why: String,
    },
    /// They do not fit together, or not us.
    #[error("{0}")]
    Keys(#[from] rustls::Error),
}

/// What a server needs for TLS: the certificate, with those above it, and its key, both in PEM.
///
/// # Errors
/// When they cannot be used.
pub fn tls(cert: &Path, key: &Path) -> Result<Arc<ServerConfig>, NoTls> {
    let wrong = |file: &Path, why: String| NoTls::File { file: file.to_owned(), why };
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|it| wrong(cert, it.to_string()))?;
    if chain.is_empty() {
        return Err(wrong(cert, "no certificate in it".to_owned()));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|it| wrong(key, it.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, secret)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
