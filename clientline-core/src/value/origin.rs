//! Sites on the web, as a browser names them.

/// The longest origin, in bytes.
const LENGTH_MAX: usize = 200;

/// Takes the origin of a site that is served over TLS, as browsers write it (RFC 6454, section
/// 6.2): `https`, a name with a dot in it, and the port unless it is 443. It is put into a
/// header as it is, so it holds nothing else: no path, no pattern, no space.
pub(super) fn parse(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("https://").ok_or("it must begin with https://")?;
    if text.len() > LENGTH_MAX {
        return Err("it may have at most 200 characters");
    }
    let (host, port) = host.split_once(':').map_or((host, None), |(host, port)| (host, Some(port)));
    let is_label = |label: &str| {
        let is_known =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_known)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if !host.contains('.') || !host.split('.').all(is_label) {
        return Err("after https:// it must be the name of a site in lower case, and no path");
    }
    let is_port = |port: &str| {
        let is_written = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
        is_written && port.parse::<u16>().is_ok_and(|port| (1..60_000).contains(&port))
    };
    if !port.is_none_or(is_port) {
        return Err("its port must be from 1 to 59999");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_name_over_tls_and_nothing_else() {
        let long = format!("https://{}.example.com", "a".repeat(63));
        for right in
            ["https://example.com", "https://a-b.example.com:8443", "https://1.2.3.4", &long]
        {
            assert_eq!(parse(right).as_deref(), Ok(right));
        }
        for wrong in [
            "http://example.com",
            "https://",
            "https://localhost",
            "https://example.com/",
            "https://example.com/a",
            "https://example.com ",
            "https://example.com;",
            "https://example.com 'self'",
            "https://*.example.com",
            "https://Example.com",
            "https://-a.example.com",
            "https://a..example.com",
            "https://example.com:",
            "https://example.com:0",
            "https://example.com:080",
            "https://example.com:+80",
            "https://example.com:65536",
            "https://a@example.com",
            "*",
            "'none'",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(parse(&format!("https://{}.example.com", "a".repeat(64))).is_err());
        assert!(parse(&format!("https://{}.com", ["a"; 100].join("."))).is_err());
    }
}
