//! Streams no terminal sends, made of what terminals do send: the rules hold on all of them.
//!
//! `KEYDESK_FUZZ_SECONDS` says for how long (2 if nothing is said), `KEYDESK_FUZZ_SEED` where to begin; a failure
//! prints its seed and the shortest stream found. Found ones are kept in [`FOUND`].

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

use super::measured::rows;
use super::rules;

/// Streams that broke a rule, of this decoder or of one that was made wrong on purpose, with `|` for a silence.
const FOUND: &[&[u8]] = &[
    b"\x1b[",
    b"\x1b]",
    b"\x1b[M +*",
    b"\x1b[200~",
    b"\x1b[200~|x",
    b"\xc2\x00\xc2\x1b[27;5;1752~",
    b"\x1bP\x1b[27;5;1752~>",
    b"\x1b]11;\x1b|\x1b[",
    b"\x1b[27;5;\xd1\x8c~",
];

/// Streams tried with one seed.
const ROUND: u32 = 64;

/// What is done to a real sequence.
#[derive(Debug, Clone)]
enum Harm {
    Flip(Index, u8),
    Cut(Index),
    Tail(Index),
    Twice,
    Splice(Index, Vec<u8>),
    Drop(Index),
    /// Its first number becomes too large for anything.
    Huge,
    /// As many parameters again.
    Double,
    /// More than any sequence has.
    Endless(u16),
}

impl Harm {
    fn done_to(&self, whole: &[u8]) -> Vec<u8> {
        let mut bytes = whole.to_vec();
        match self {
            Self::Flip(at, bit) => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << (bit % 8);
            }
            Self::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Self::Tail(at) => drop(bytes.drain(..at.index(whole.len()))),
            Self::Twice => bytes.extend_from_slice(whole),
            Self::Splice(at, more) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, more.iter().copied());
            }
            Self::Drop(at) => drop(bytes.remove(at.index(whole.len()))),
            Self::Huge => put(&mut bytes, b"99999999999999999999"),
            Self::Double => {
                let params =
                    whole.iter().copied().filter(|it| matches!(it, b'0'..=b'9' | b';' | b':'));
                put(&mut bytes, &params.collect::<Vec<_>>());
            }
            Self::Endless(length) => put(&mut bytes, &vec![b'7'; usize::from(*length)]),
        }
        bytes
    }
}

/// Puts digits where the first ones stand.
fn put(bytes: &mut Vec<u8>, digits: &[u8]) {
    let at = bytes.iter().position(u8::is_ascii_digit).unwrap_or(bytes.len());
    bytes.splice(at..at, digits.iter().copied());
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 0..8_u8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        at().prop_map(Harm::Cut),
        at().prop_map(Harm::Tail),
        Just(Harm::Twice),
        (at(), vec(any::<u8>(), 1..4)).prop_map(|(at, more)| Harm::Splice(at, more)),
        (at(), real()).prop_map(|(at, more)| Harm::Splice(at, more)),
        at().prop_map(Harm::Drop),
        Just(Harm::Huge),
        Just(Harm::Double),
        (200..6000_u16).prop_map(Harm::Endless),
    ]
}

/// A sequence as it was measured.
fn real() -> impl Strategy<Value = Vec<u8>> {
    select(rows().map(|it| it.1.to_vec()).collect::<Vec<_>>())
}

/// Some bytes of a stream.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    const SIGNS: &[u8] = b"\x1b\x1b\x1b[]OPX^_M;:<>?~u$\\\x07\x18\x9b20109";
    prop_oneof![
        6 => real(),
        6 => (real(), vec(harm(), 1..3)).prop_map(|(whole, harms)| {
            harms.iter().fold(whole, |it, harm| if it.is_empty() { it } else { harm.done_to(&it) })
        }),
        4 => select(SIGNS).prop_map(|it| vec![it]),
        2 => any::<char>().prop_map(|it| it.to_string().into_bytes()),
        1 => vec(any::<u8>(), 0..40),
        1 => Just(b"\x1b[200~".to_vec()),
        1 => Just(b"\x1b[201~".to_vec()),
    ]
}

/// A stream in parts, with a silence between each two.
fn stream() -> impl Strategy<Value = Vec<Vec<u8>>> {
    vec(vec(piece(), 0..10).prop_map(|it| it.concat()), 1..4)
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|it| it.parse().expect("a number"))
}

fn rng(seed: u64, round: u64) -> TestRng {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&round.to_le_bytes());
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}

#[test]
fn the_rules_hold_on_streams_that_no_terminal_sends() {
    let span = Duration::from_secs(setting("KEYDESK_FUZZ_SECONDS").unwrap_or(2));
    let fresh = || RandomState::new().build_hasher().finish();
    let seed = setting("KEYDESK_FUZZ_SEED").unwrap_or_else(fresh);
    let end = Instant::now() + span;
    let config = Config { cases: ROUND, failure_persistence: None, ..Config::default() };
    for round in 0.. {
        let mut runner = TestRunner::new_with_rng(config.clone(), rng(seed, round));
        let tried = runner.run(&(stream(), any::<usize>()), |(parts, cut)| {
            let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
            rules::check(&parts, cut).map_err(TestCaseError::fail)
        });
        match tried {
            Ok(()) => (),
            Err(TestError::Fail(why, (parts, cut))) => {
                let parts: Vec<String> =
                    parts.iter().map(|it| it.escape_ascii().to_string()).collect();
                let stream = parts.join("|");
                panic!("{why}\nb\"{stream}\", cut {cut}\nKEYDESK_FUZZ_SEED={seed}, round {round}");
            }
            Err(TestError::Abort(why)) => panic!("{why}, KEYDESK_FUZZ_SEED={seed}, round {round}"),
        }
        if end <= Instant::now() {
            break;
        }
    }
}

#[test]
fn what_was_found_once_is_found_no_more() {
    for stream in FOUND {
        let parts: Vec<&[u8]> = stream.split(|it| *it == b'|').collect();
        for cut in 0..8 {
            if let Err(why) = rules::check(&parts, cut) {
                panic!("{}: {why}", stream.escape_ascii());
            }
        }
    }
}
