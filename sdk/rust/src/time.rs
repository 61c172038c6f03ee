//! What time it is.

use std::fmt;
use std::time::Duration;

/// Returns how long ago 1970 began in UTC. On an Olin host this is whole seconds.
pub fn since_1970() -> Duration {
    now()
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
fn now() -> Duration {
    Duration::from_secs(crate::sys::unix_seconds().map_or(0, |seconds| seconds.max(0) as u64))
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
fn now() -> Duration {
    use std::time::SystemTime;
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

/// A date and time of day in UTC, to the second; prints as `2026-01-31T12:00:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp {
    /// Such as 2026.
    pub year: u64,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 59.
    pub second: u8,
}

impl Timestamp {
    /// Returns what time it is.
    pub fn now() -> Timestamp {
        Timestamp::of(since_1970())
    }

    /// Returns the time so long after 1970 began.
    pub fn of(since_1970: Duration) -> Timestamp {
        const DAYS_OF_400_YEARS: u64 = 146_097;
        let seconds = since_1970.as_secs();
        // Years are taken to begin in March, so that a leap day is the last of its year.
        let days = seconds / 86_400 + 719_468;
        let (era, day) = (days / DAYS_OF_400_YEARS, days % DAYS_OF_400_YEARS);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let number = if month < 10 { month + 3 } else { month - 9 };
        Timestamp {
            year: era * 400 + year + u64::from(number <= 2),
            month: number as u8,
            day: (day - (153 * month + 2) / 5 + 1) as u8,
            hour: (seconds / 3_600 % 24) as u8,
            minute: (seconds / 60 % 60) as u8,
            second: (seconds % 60) as u8,
        }
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Timestamp { year, month, day, hour, minute, second } = self;
        write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> String {
        Timestamp::of(Duration::from_secs(seconds)).to_string()
    }

    #[test]
    fn knows_leap_years_and_the_ends_of_months() {
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(at(4_107_542_399), "2100-02-28T23:59:59Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00Z");
        assert_eq!(at(1_798_761_599), "2026-12-31T23:59:59Z");
    }
}
