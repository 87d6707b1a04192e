//! Arguments in, exit codes out.
pub mod demo_desk;

/// Runs.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
