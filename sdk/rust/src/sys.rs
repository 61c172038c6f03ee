//! The Olin ABI's functions, made safe. Nothing else here calls the host.
// Which of them are used depends on the target.
#![cfg_attr(not(all(target_arch = "wasm32", target_os = "unknown")), allow(dead_code))]

use crate::{Error, Result};

#[cfg(target_arch = "wasm32")]
mod host {
    #[link(wasm_import_module = "cwa")]
    extern "C" {
        pub fn env_get(key: *const u8, key_length: usize, value: *mut u8, length: usize) -> i32;
        pub fn io_get_stdin() -> i32;
        pub fn io_get_stdout() -> i32;
        pub fn io_get_stderr() -> i32;
        pub fn log_write(level: i32, text: *const u8, length: usize);
        pub fn random_u64() -> u64;
        pub fn resource_open(url: *const u8, length: usize) -> i32;
        pub fn resource_read(resource: i32, target: *mut u8, length: usize) -> i32;
        pub fn resource_write(resource: i32, source: *const u8, length: usize) -> i32;
        pub fn resource_flush(resource: i32) -> i32;
        pub fn resource_close(resource: i32);
        pub fn runtime_exit(status: i32);
        pub fn runtime_msleep(milliseconds: i32);
        pub fn runtime_name(target: *mut u8, length: usize) -> i32;
        pub fn runtime_spec_major() -> i32;
        pub fn runtime_spec_minor() -> i32;
        pub fn startup_arg_len() -> i32;
        pub fn startup_arg_at(index: i32, target: *mut u8, length: usize) -> i32;
        pub fn time_now() -> i64;
    }
}

/// Calls a function of the host, or gives an error where there is none.
macro_rules! call {
    ($name:ident($($argument:expr),*)) => {{
        #[cfg(target_arch = "wasm32")]
        // SAFETY: each pointer comes with the length of the slice that it points into.
        let result = Ok(unsafe { host::$name($($argument),*) });
        #[cfg(not(target_arch = "wasm32"))]
        let result = { $(let _ = $argument;)* Err(Error::Unsupported) };
        result
    }};
}

pub(crate) fn env_get(key: &[u8], value: &mut [u8]) -> Result<usize> {
    let result: Result<i32> =
        call!(env_get(key.as_ptr(), key.len(), value.as_mut_ptr(), value.len()));
    Error::check(result?)
}

pub(crate) fn stdin() -> Result<i32> {
    descriptor(call!(io_get_stdin()))
}

pub(crate) fn stdout() -> Result<i32> {
    descriptor(call!(io_get_stdout()))
}

pub(crate) fn stderr() -> Result<i32> {
    descriptor(call!(io_get_stderr()))
}

pub(crate) fn open(url: &str) -> Result<i32> {
    descriptor(call!(resource_open(url.as_ptr(), url.len())))
}

fn descriptor(result: Result<i32>) -> Result<i32> {
    let descriptor = result?;
    Error::check(descriptor).map(|_| descriptor)
}

pub(crate) fn read(resource: i32, target: &mut [u8]) -> Result<usize> {
    let result: Result<i32> =
        call!(resource_read(resource, target.as_mut_ptr(), target.len()));
    match Error::check(result?) {
        Err(Error::EndOfFile) => Ok(0),
        result => result.map(|count| count.min(target.len())),
    }
}

pub(crate) fn write(resource: i32, source: &[u8]) -> Result<usize> {
    let result: Result<i32> = call!(resource_write(resource, source.as_ptr(), source.len()));
    Error::check(result?).map(|count| count.min(source.len()))
}

pub(crate) fn flush(resource: i32) -> Result<()> {
    let result: Result<i32> = call!(resource_flush(resource));
    Error::check(result?).map(|_| ())
}

pub(crate) fn close(resource: i32) {
    let _: Result<()> = call!(resource_close(resource));
}

pub(crate) fn log(level: i32, text: &str) -> Result<()> {
    call!(log_write(level, text.as_ptr(), text.len()))
}

pub(crate) fn random() -> Result<u64> {
    call!(random_u64())
}

pub(crate) fn sleep(milliseconds: i32) -> Result<()> {
    call!(runtime_msleep(milliseconds))
}

pub(crate) fn name(target: &mut [u8]) -> Result<usize> {
    let result: Result<i32> = call!(runtime_name(target.as_mut_ptr(), target.len()));
    Error::check(result?)
}

pub(crate) fn spec() -> Result<(i32, i32)> {
    let major: Result<i32> = call!(runtime_spec_major());
    let minor: Result<i32> = call!(runtime_spec_minor());
    Ok((major?, minor?))
}

pub(crate) fn argument_count() -> Result<usize> {
    let result: Result<i32> = call!(startup_arg_len());
    Error::check(result?)
}

pub(crate) fn argument(index: usize, target: &mut [u8]) -> Result<usize> {
    let result: Result<i32> =
        call!(startup_arg_at(index as i32, target.as_mut_ptr(), target.len()));
    Error::check(result?)
}

pub(crate) fn unix_seconds() -> Result<i64> {
    call!(time_now())
}

/// Ends the program where there is an Olin host, and returns elsewhere.
pub(crate) fn exit(status: i32) {
    let _: Result<()> = call!(runtime_exit(status));
}
