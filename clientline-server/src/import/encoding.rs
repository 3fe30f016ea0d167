//! The text of a file, however a spreadsheet or a till wrote it: UTF-8, UTF-16
//! with a byte order mark, or Windows-1252; with commas, semicolons or tabs.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
    /// What Windows writes in Western Europe, if not told otherwise.
    Windows1252,
}

/// The text of a file, without a byte order mark.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: Encoding,
}

/// Why a file has no text: the line, and a sentence.
pub(super) type Unreadable = (u64, &'static str);

/// Decodes a file.
///
/// Every byte sequence that is UTF-8 is taken for it: texts in other encodings
/// hardly ever are.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(UTF_16LE, rest)?,
        [0xfe, 0xff, rest @ ..] => utf16(UTF_16BE, rest)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8_or_windows(rest)?,
        all => utf8_or_windows(all)?,
    };
    match decoded.text.find('\0') {
        Some(at) => Err((line_at(&decoded.text.as_bytes()[..at]), NOT_TEXT)),
        None => Ok(decoded),
    }
}

const NOT_TEXT: &str =
    "The text of this line can't be read; save the file as CSV with the encoding UTF-8.";

fn utf16(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or((1, NOT_TEXT))?.into_owned();
    Ok(Decoded { text, encoding: Encoding::Utf16 })
}

fn utf8_or_windows(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: Encoding::Utf8 });
    }
    // Five bytes mean nothing in Windows-1252, and no text has control characters.
    let foreign = |byte: &u8| {
        matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0x7f)
            || (*byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
    };
    if let Some(at) = bytes.iter().position(foreign) {
        return Err((line_at(&bytes[..at]), NOT_TEXT));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(Decoded { text: text.into_owned(), encoding: Encoding::Windows1252 })
}

fn line_at(before: &[u8]) -> u64 {
    before.split(|byte| *byte == b'\n').count() as u64
}

/// Leaves out a first line that says what stands between cells, as in `sep=;`: programs write it
/// for spreadsheets. The end of the line stays, so that lines are counted as an editor does.
pub(super) fn without_mark(text: &str) -> &str {
    let first = text.lines().next().unwrap_or_default();
    let is_mark = first.len() == 5 && first.is_ascii() && first[..4].eq_ignore_ascii_case("sep=");
    if is_mark { &text[first.len()..] } else { text }
}

/// Returns what stands between the cells: whichever of comma, semicolon and tab
/// the header has most of.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    let mut best = b',';
    for delimiter in [b';', b'\t'] {
        if count(delimiter) > count(best) {
            best = delimiter;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_text_is_the_same_in_every_encoding() {
        let text = "name\r\nInês – Große\r\n";
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat()
        };
        let files = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), Encoding::Utf8),
            (utf16([0xff, 0xfe], u16::to_le_bytes), Encoding::Utf16),
            (utf16([0xfe, 0xff], u16::to_be_bytes), Encoding::Utf16),
            (b"name\r\nIn\xeas \x96 Gro\xdfe\r\n".to_vec(), Encoding::Windows1252),
        ];
        for (bytes, encoding) in files {
            assert_eq!(decode(&bytes), Ok(Decoded { text: text.to_owned(), encoding }));
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_where_they_stand() {
        assert_eq!(decode(b"a\nb\n\xff\x81"), Err((3, NOT_TEXT)));
        assert_eq!(decode(b"a\n\0b"), Err((2, NOT_TEXT)));
        assert_eq!(decode(b"\xff\xfea"), Err((1, NOT_TEXT)));
    }

    #[test]
    fn a_line_that_says_what_stands_between_cells_is_no_header() {
        assert_eq!(without_mark("sep=;\r\na;b\r\n"), "\r\na;b\r\n");
        assert_eq!(without_mark("SEP=,\na,b\n"), "\na,b\n");
        for header in ["a;b\n", "sep=;x\n", "sep=ä\n", ""] {
            assert_eq!(without_mark(header), header);
        }
    }

    #[test]
    fn the_header_tells_what_stands_between_cells() {
        assert_eq!(delimiter("\n\na;b;c\n1,5;2,5;3,5\n"), b';');
        assert_eq!(delimiter("a\tb\n"), b'\t');
        assert_eq!(delimiter("a,b\n"), b',');
        assert_eq!(delimiter(""), b',');
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange_to_be_decoded_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..64)
        ) {
            if let Ok(decoded) = decode(&bytes) {
                delimiter(&decoded.text);
            }
        }
    }
}
