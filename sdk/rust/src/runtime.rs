//! The program itself: how it starts, sleeps and ends.

use std::fmt;
use std::time::Duration;

/// What an entry may return, as an exit status.
pub trait Ending {
    /// Returns the exit status.
    fn status(self) -> i32;
}

impl Ending for () {
    fn status(self) -> i32 {
        0
    }
}

impl<E: fmt::Display> Ending for Result<(), E> {
    fn status(self) -> i32 {
        match self {
            Ok(()) => 0,
            Err(error) => {
                say(&error);
                1
            }
        }
    }
}

/// Standard error is the function's log too, and needs no Olin host.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn say(line: &dyn fmt::Display) {
    eprintln!("{line}");
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn say(line: &dyn fmt::Display) {
    crate::error!("{line}");
}

/// Runs a program to its end; [`main!`](crate::main!) calls this.
pub fn start<T: Ending>(run: impl FnOnce() -> T) {
    match status(run) {
        0 => {}
        status => exit(status),
    }
}

/// Runs a program and returns its exit status; [`main!`](crate::main!) calls this. What a panic says
/// goes to the function's log.
pub fn status<T: Ending>(run: impl FnOnce() -> T) -> i32 {
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    std::panic::set_hook(Box::new(|panic| crate::error!("{panic}")));
    run().status()
}

/// Ends the program with a status.
pub fn exit(status: i32) -> ! {
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    crate::sys::exit(status);
    std::process::exit(status)
}

/// Waits. The time counts against the run's time limit, not against its fuel.
pub fn sleep(time: Duration) {
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    let _ = crate::sys::sleep(i32::try_from(time.as_millis()).unwrap_or(i32::MAX));
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    std::thread::sleep(time);
}

/// Returns the Olin host's name, `olin` on Wasmcloud.
pub fn name() -> crate::Result<String> {
    let mut name = [0; 31];
    let length = crate::sys::name(&mut name)?.min(name.len());
    Ok(crate::text::lossy(name[..length].to_vec()))
}

/// Returns the version of the Olin ABI that the host has, major and minor.
pub fn spec() -> crate::Result<(i32, i32)> {
    crate::sys::spec()
}
