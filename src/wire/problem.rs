//! What went wrong (RFC 9457).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, as the body of every answer that is no success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Names the sort of problem, as a URI.
    pub r#type: String,
    /// The sort of problem in English.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Names the sort of problem, for programs; never changes its meaning.
    pub code: String,
    /// What was wrong this time, in English, if there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
