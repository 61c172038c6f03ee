//! Randomness that cannot be foreseen.

use std::io;

/// Fills a slice with random bytes.
#[cfg(target_os = "wasi")]
pub fn fill(target: &mut [u8]) -> io::Result<()> {
    #[link(wasm_import_module = "wasi_snapshot_preview1")]
    extern "C" {
        fn random_get(target: *mut u8, length: usize) -> i32;
    }
    // SAFETY: the pointer comes with the length of the slice that it points into.
    match unsafe { random_get(target.as_mut_ptr(), target.len()) } {
        0 => Ok(()),
        code => Err(io::Error::from_raw_os_error(code)),
    }
}

/// Fills a slice with random bytes.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub fn fill(target: &mut [u8]) -> io::Result<()> {
    for part in target.chunks_mut(8) {
        part.copy_from_slice(&crate::sys::random()?.to_le_bytes()[..part.len()]);
    }
    Ok(())
}

/// Fills a slice with random bytes.
#[cfg(not(target_arch = "wasm32"))]
pub fn fill(target: &mut [u8]) -> io::Result<()> {
    use std::io::Read;
    std::fs::File::open("/dev/urandom")?.read_exact(target)
}

/// Returns a number of the full range.
pub fn number() -> io::Result<u64> {
    let mut bytes = [0; 8];
    fill(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// Returns a number below a bound, each as likely as any other.
///
/// # Panics
/// Where the bound is 0.
pub fn below(bound: u64) -> io::Result<u64> {
    assert!(bound > 0, "the bound is 0 (expected: more)");
    // Numbers beyond the largest multiple of the bound would favour the small ones.
    let unfair = (u64::MAX % bound + 1) % bound;
    loop {
        let number = number()?;
        if number <= u64::MAX - unfair {
            return Ok(number % bound);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_below_the_bound() {
        for bound in [1, 2, 3, 1 << 63, u64::MAX] {
            for _ in 0..100 {
                assert!(below(bound).unwrap() < bound);
            }
        }
    }

    #[test]
    fn fills_all_of_a_slice() {
        let mut bytes = [0; 1001];
        fill(&mut bytes).unwrap();
        assert!(bytes[..500].iter().any(|byte| *byte != 0));
        assert!(bytes[500..].iter().any(|byte| *byte != 0));
    }
}
