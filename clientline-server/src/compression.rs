//! Answers made shorter for those who read gzip (RFC 9110, section 8.4.1.3).
//!
//! Only what holds no secret of the server is compressed: beside a secret, the length of what an
//! attacker has put into the same answer would tell of it.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use poem::http::{HeaderMap, header};

/// From how many bytes on an answer is compressed: shorter ones fit into a packet anyway.
pub(crate) const COMPRESSED_FROM: usize = 1_024;

/// Returns whether the sender of a request reads gzip (RFC 9110, section 12.5.3).
pub(crate) fn reads_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter();
    let accepted = accepted.filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix("q=").map(str::trim);
        name.trim().eq_ignore_ascii_case("gzip")
            && weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0))
    })
}

/// Compresses bytes; none, if they don't become fewer.
pub(crate) fn gzip(bytes: &[u8], level: Compression) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    // Writing into memory can't fail.
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len()).then_some(packed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_read_by_those_who_say_so_and_do_not_weigh_it_as_nothing() {
        let reads = |accepted: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
            reads_gzip(&headers)
        };
        for accepted in ["gzip", "br, GZIP", "deflate, gzip;q=0.5", "gzip; q=1"] {
            assert!(reads(accepted), "{accepted}");
        }
        for accepted in ["", "identity", "gzip;q=0", "gzip; q=0.0", "xgzip", "gzip;q=x"] {
            assert!(!reads(accepted), "{accepted}");
        }
        assert!(!reads_gzip(&HeaderMap::new()));
    }

    #[test]
    fn what_would_grow_is_left_as_it_is() {
        assert!(gzip(&[b'a'; 4_096], Compression::default()).unwrap().len() < 100);
        assert_eq!(gzip(b"a", Compression::default()), None);
    }
}
