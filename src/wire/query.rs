//! What stands behind the `?` of an address.

use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// Which part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SnapshotQuery {
    /// Where it begins, as the part before said; none is the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Dialogs, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
}

/// Which part of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AfterQuery {
    /// After which number; 0 is before everything.
    #[param(minimum = 0, maximum = 9_223_372_036_854_775_807i64)]
    pub after: u64,
    /// Changes, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
}

/// Which part of a dialog.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BeforeQuery {
    /// Only what is older than this; none: the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 0, maximum = 9_223_372_036_854_775_807i64)]
    pub before: Option<u64>,
    /// So many, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
}

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// The words, as somebody types them.
    #[param(max_length = 1000)]
    pub q: String,
    /// Only messages older than this; none: from the newest on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 0, maximum = 9_223_372_036_854_775_807i64)]
    pub before: Option<u64>,
    /// Messages, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
}

/// A piece of a file that is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BringQuery {
    /// The size of the whole, in bytes.
    #[param(minimum = 0, maximum = 104_857_600)]
    pub bytes: u64,
    /// From which byte on the piece is.
    #[serde(default)]
    #[param(minimum = 0, maximum = 104_857_600)]
    pub from: u64,
}
