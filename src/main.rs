//! The program: hands over to [`keydesk::cli`] and returns its exit code.

fn main() -> std::process::ExitCode {
    keydesk::cli::main()
}
