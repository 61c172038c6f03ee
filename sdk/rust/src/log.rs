//! Lines for the function's log, each with a level: [`error!`](crate::error!),
//! [`warning!`](crate::warning!) and [`info!`](crate::info!).
//!
//! They go through the Olin ABI on every WebAssembly target, so a module that uses them needs a host
//! that has it; lines without a level need none (`eprintln!`). Elsewhere they go to standard error.

use std::fmt;

/// How much a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Something went wrong.
    Error,
    /// Something may go wrong.
    Warning,
    /// What happens.
    Info,
}

/// Writes one line.
pub fn write(level: Level, text: fmt::Arguments<'_>) {
    let line = text.to_string();
    let code = match level {
        Level::Error => 1,
        Level::Warning => 3,
        Level::Info => 6,
    };
    if crate::sys::log(code, &line).is_err() {
        eprintln!("{level:?}: {line}");
    }
}

/// Logs a line at the level error: `olin::error!("no answer from {host}")`.
#[macro_export]
macro_rules! error {
    ($($text:tt)*) => { $crate::log::write($crate::log::Level::Error, format_args!($($text)*)) };
}

/// Logs a line at the level warning.
#[macro_export]
macro_rules! warning {
    ($($text:tt)*) => { $crate::log::write($crate::log::Level::Warning, format_args!($($text)*)) };
}

/// Logs a line at the level info.
#[macro_export]
macro_rules! info {
    ($($text:tt)*) => { $crate::log::write($crate::log::Level::Info, format_args!($($text)*)) };
}
