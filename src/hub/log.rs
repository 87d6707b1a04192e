//! The log: one JSON object per line, on stderr. It tells routes, not addresses, and never what anybody wrote.

/// Begins to write what the hub tells to stderr. To be called once; a second call changes nothing.
pub fn start() {
    let begun = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(std::io::stderr)
        // That nobody reads the log is no reason to stop.
        .log_internal_errors(false)
        .try_init();
    drop(begun);
}
