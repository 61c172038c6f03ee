//! Environment variables and arguments.

/// Returns a variable's value; `None` where there is none of that name.
///
/// Bytes that are not UTF-8 become U+FFFD.
pub fn var(name: &str) -> Option<String> {
    var_bytes(name).map(crate::text::lossy)
}

/// Returns a variable's value as it is.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub fn var_bytes(name: &str) -> Option<Vec<u8>> {
    let length = crate::sys::env_get(name.as_bytes(), &mut []).ok()?;
    let mut value = vec![0; length];
    crate::sys::env_get(name.as_bytes(), &mut value).ok()?;
    Some(value)
}

/// Returns a variable's value as it is.
#[cfg(target_os = "wasi")]
pub fn var_bytes(name: &str) -> Option<Vec<u8>> {
    use std::os::wasi::ffi::OsStringExt;
    std::env::var_os(name).map(OsStringExt::into_vec)
}

/// Returns a variable's value as it is.
#[cfg(unix)]
pub fn var_bytes(name: &str) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStringExt;
    std::env::var_os(name).map(OsStringExt::into_vec)
}

/// Returns a variable's value.
#[cfg(not(any(unix, target_os = "wasi", all(target_arch = "wasm32", target_os = "unknown"))))]
pub fn var_bytes(name: &str) -> Option<Vec<u8>> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned().into_bytes())
}

/// Returns the arguments, the program's name first.
///
/// A function gets its own name and then each `&`-separated part of the query, decoded.
pub fn args() -> Vec<String> {
    arguments()
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn arguments() -> Vec<String> {
    std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect()
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn arguments() -> Vec<String> {
    let count = crate::sys::argument_count().unwrap_or(0);
    (0..count).filter_map(argument).collect()
}

/// The arguments do not change while the program runs.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn argument(index: usize) -> Option<String> {
    let length = crate::sys::argument(index, &mut []).ok()?;
    let mut bytes = vec![0; length];
    crate::sys::argument(index, &mut bytes).ok()?;
    Some(crate::text::lossy(bytes))
}
