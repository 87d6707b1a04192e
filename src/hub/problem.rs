//! Everything that can go wrong for whoever asks, as one table (RFC 9457). It feeds the answers, the description of the
//! API and the tests. A code never changes its meaning.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::store::StoreError;
use crate::wire;

/// Where the codes are explained; the code is put behind it.
const TYPES: &str = "urn:keydesk:problem:";

macro_rules! problems {
    ($($(#[doc = $doc:literal])+ $code:ident = $status:ident, $word:literal, $title:literal;)+) => {
        /// What can go wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $code,)+ }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$code,)+];

            /// The HTTP status it goes with.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$code => StatusCode::$status,)+ }
            }

            /// The word that programs go by.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$code => $word,)+ }
            }

            /// What it is, in English.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)+ }
            }
        }
    };
}

problems! {
    /// The request cannot be read: broken JSON, a query without a field that is needed, a name that is no number.
    Malformed = BAD_REQUEST, "malformed", "The request cannot be understood";
    /// The place in a snapshot was never given out.
    BadPlace = BAD_REQUEST, "bad-place", "That is no place in a snapshot";
    /// Nobody has said who asks.
    NoToken = UNAUTHORIZED, "no-token", "A token is needed";
    /// The token is not known (any more): wrong, revoked or expired.
    BadToken = UNAUTHORIZED, "bad-token", "The token is not valid";
    /// The agent is blocked.
    Blocked = FORBIDDEN, "blocked", "This agent is blocked";
    /// The agent's role does not allow it.
    NotAllowed = FORBIDDEN, "not-allowed", "The role does not allow it";
    /// There is no such address.
    NotFound = NOT_FOUND, "not-found", "There is no such address";
    /// There is no such dialog, or none that this agent may see.
    NoDialog = NOT_FOUND, "no-dialog", "There is no such dialog";
    /// There is no such file, or none that this agent may see.
    NoFile = NOT_FOUND, "no-file", "There is no such file";
    /// The address does not know this method.
    Method = METHOD_NOT_ALLOWED, "method", "The address does not take this method";
    /// The request did not come, or was not answered, in time.
    TooSlow = REQUEST_TIMEOUT, "too-slow", "It took too long";
    /// The feed cannot be told from there: the replica starts over. It loses no op by that.
    StartOver = GONE, "start-over", "The feed does not go back there: start over with a snapshot";
    /// The file was kept for its time.
    FileGone = GONE, "file-gone", "The file is not kept any more";
    /// The body is too large.
    TooLarge = PAYLOAD_TOO_LARGE, "too-large", "The request is too large";
    /// The body is not said to be JSON.
    NotJson = UNSUPPORTED_MEDIA_TYPE, "not-json", "JSON is wanted";
    /// The body is not said to be bytes.
    NotBytes = UNSUPPORTED_MEDIA_TYPE, "not-bytes", "`application/octet-stream` is wanted";
    /// The file has no such part.
    Range = RANGE_NOT_SATISFIABLE, "range", "The file has no such part";
    /// The JSON can be read and does not say what is wanted here.
    Unfit = UNPROCESSABLE_ENTITY, "unfit", "The request does not say what is needed";
    /// What was brought does not have the hash under which it was.
    WrongContent = UNPROCESSABLE_ENTITY, "wrong-content", "The content does not have that SHA-256";
    /// Too many attempts with tokens that are not valid.
    TooManyLogins = TOO_MANY_REQUESTS, "too-many-logins", "Too many invalid tokens came from there";
    /// Too many requests.
    TooMany = TOO_MANY_REQUESTS, "too-many-requests", "Too many requests";
    /// A mistake of ours.
    Bug = INTERNAL_SERVER_ERROR, "bug", "The hub has a fault";
    /// The desk cannot be used.
    Desk = INTERNAL_SERVER_ERROR, "desk", "The hub cannot use its desk";
    /// The desk is busy.
    Busy = SERVICE_UNAVAILABLE, "busy", "The desk is busy: try again";
    /// There is no room on the hub's disk, or it cannot be written.
    Full = SERVICE_UNAVAILABLE, "full", "The hub cannot write to its disk";
    /// The hub is being stopped.
    Closing = SERVICE_UNAVAILABLE, "closing", "The hub is being stopped";
}

/// What went wrong, this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The sort.
    pub code: Code,
    /// What is special about it this time, in English. Nothing that a customer wrote.
    pub detail: Option<String>,
    /// After how many seconds to try again.
    pub retry_after: Option<u64>,
}

impl From<Code> for Fault {
    fn from(code: Code) -> Self {
        Self { code, detail: None, retry_after: None }
    }
}

impl Fault {
    /// With what is special about it.
    pub(super) fn of(code: Code, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..code.into() }
    }

    /// To be tried again after a while.
    pub(super) fn later(code: Code, wait: std::time::Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Self { retry_after: Some(seconds.max(1)), ..code.into() }
    }

    /// The sort of problem behind a bare status, as the libraries below us answer.
    pub(super) fn of_status(status: StatusCode) -> Option<Self> {
        let code = match status {
            StatusCode::NOT_FOUND => Code::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Code::Method,
            StatusCode::REQUEST_TIMEOUT => Code::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::NotJson,
            StatusCode::UNPROCESSABLE_ENTITY => Code::Unfit,
            it if it.is_client_error() => Code::Malformed,
            it if it.is_server_error() => Code::Bug,
            _ => return None,
        };
        Some(code.into())
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::Busy(_) | StoreError::Superseded => Code::Busy,
            StoreError::Full(_) | StoreError::ReadOnly(_) => Code::Full,
            StoreError::Gone => Code::Closing,
            _ => Code::Desk,
        };
        // What SQLite says names tables and files, never what stands in them.
        tracing::error!(code = code.word(), error = %error, source = ?std::error::Error::source(&error).map(ToString::to_string), "desk");
        match code {
            Code::Busy | Code::Full => Self { retry_after: Some(1), ..code.into() },
            _ => code.into(),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let Self { code, detail, retry_after } = self;
        let problem = wire::Problem {
            r#type: format!("{TYPES}{}", code.word()),
            title: code.title().to_owned(),
            status: code.status().as_u16(),
            code: code.word().to_owned(),
            detail,
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut answer = (code.status(), body).into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(wire::PROBLEM));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if code.status() == StatusCode::UNAUTHORIZED {
            let how = HeaderValue::from_static("Bearer realm=\"keydesk\"");
            headers.insert(header::WWW_AUTHENTICATE, how);
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_has_a_word_of_its_own() {
        let words: HashSet<&str> = Code::ALL.iter().map(|it| it.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        let plain = |it: &str| it.bytes().all(|it| it.is_ascii_lowercase() || it == b'-');
        assert!(words.iter().all(|it| plain(it)), "{words:?}");
    }

    #[test]
    fn a_wait_is_told_in_whole_seconds_and_never_as_none() {
        let told = |ms| Fault::later(Code::TooMany, std::time::Duration::from_millis(ms));
        assert_eq!(told(0).retry_after, Some(1));
        assert_eq!(told(1001).retry_after, Some(2));
    }
}
