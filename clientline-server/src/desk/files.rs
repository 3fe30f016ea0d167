//! The files of the page: styles and texts as they stand in the folder `desk`, and its modules
//! joined into two scripts.
//!
//! They are served under a path with a digest of them all, and kept by browsers for good; the
//! one file without it, the page, names the digest of now. All but that one were compressed when
//! the program was built.

use std::{borrow::Cow, sync::LazyLock};

use flate2::Compression;
use poem::{
    Body, Request, Response, Route, RouteMethod,
    endpoint::make_sync,
    http::{Method, StatusCode, header},
};
use sha2::{Digest as _, Sha256};

use super::same_origin::REFERRER;
use crate::compression::{gzip, reads_gzip};

/// A file by its path in the folder, with what it is compressed, if that is shorter.
type Built = (&'static str, &'static [u8], Option<&'static [u8]>);

/// The files of the folder.
static FOLDER: &[Built] = include!(concat!(env!("OUT_DIR"), "/desk_files.rs"));

/// The page itself.
const INDEX: &str = "index.html";
/// Where the page names the place of the other files.
const ASSETS: &str = "{assets}";

/// The content security policy of the page: its own files and its own server, and no text that
/// becomes markup.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' \
                      data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types \
                      'none'";

/// One file, ready to be sent.
struct File {
    path: String,
    content_type: &'static str,
    cache: &'static str,
    tag: String,
    plain: Vec<u8>,
    /// The compressed content; none if that is no shorter.
    packed: Option<Cow<'static, [u8]>>,
}

/// The path under which the files are, with the digest of all of them.
static PLACE: LazyLock<String> = LazyLock::new(|| {
    let all = FOLDER.iter().fold(Sha256::new(), |digest, (name, content, _)| {
        digest.chain_update(name).chain_update([0]).chain_update(Sha256::digest(content))
    });
    format!("/desk/{}", short(&all.finalize()))
});

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    FOLDER.iter().map(|(name, content, packed)| File::of(&PLACE, name, content, *packed)).collect()
});

/// The path under which the files of the booking page are.
pub(crate) fn public_assets() -> String {
    format!("{}/public", *PLACE)
}

/// The first 64 bits of a digest, in hexadecimal.
fn short(digest: &[u8]) -> String {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(digest).for_each(|(byte, of_digest)| *byte = *of_digest);
    format!("{:016x}", u64::from_be_bytes(bytes))
}

impl File {
    fn of(place: &str, name: &str, content: &[u8], packed: Option<&'static [u8]>) -> Self {
        let is_page = name == INDEX;
        let plain = match std::str::from_utf8(content) {
            Ok(text) if is_page => text.replace(ASSETS, place).into_bytes(),
            _ => content.to_vec(),
        };
        Self {
            // The front takes trailing slashes away.
            path: if is_page { "/desk".to_owned() } else { format!("{place}/{name}") },
            content_type: content_type(name),
            cache: if is_page { "no-cache" } else { "public, max-age=31536000, immutable" },
            tag: format!("\"{}\"", short(&Sha256::digest(&plain))),
            packed: match packed {
                None if is_page => gzip(&plain, Compression::best()).map(Cow::Owned),
                packed => packed.map(Cow::Borrowed),
            },
            plain,
        }
    }

    fn packed(&self) -> Option<&[u8]> {
        self.packed.as_deref()
    }

    fn answer(&'static self, request: &Request) -> Response {
        let asked = request.headers().get(header::IF_NONE_MATCH);
        let is_known = asked.is_some_and(|tags| tags.as_bytes() == self.tag.as_bytes());
        let response = Response::builder()
            .header(header::CACHE_CONTROL, self.cache)
            .header(header::ETAG, &self.tag)
            .header(header::VARY, "accept-encoding")
            .header(header::REFERRER_POLICY, REFERRER)
            .header(header::CONTENT_SECURITY_POLICY, POLICY);
        if is_known {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        let response = response.content_type(self.content_type);
        let packed = if reads_gzip(request.headers()) { self.packed() } else { None };
        match packed {
            Some(packed) => {
                response.header(header::CONTENT_ENCODING, "gzip").body(Body::from(packed))
            }
            None => response.body(Body::from(&self.plain[..])),
        }
    }
}

/// The media type of a file, by the end of its name.
fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// Puts the files before other routes.
pub(super) fn around(inner: Route) -> Route {
    FILES.iter().fold(inner, |route, file| {
        let answer = make_sync(move |request: Request| file.answer(&request));
        route.at(&file.path, RouteMethod::new().get(answer))
    })
}

/// The paths of the files with their methods.
pub(super) fn routes() -> impl Iterator<Item = (String, Method)> {
    FILES.iter().map(|file| (file.path.clone(), Method::GET))
}

#[cfg(test)]
#[path = "../../build/join.rs"]
mod join;
#[cfg(test)]
#[path = "../../build/keys.rs"]
mod keys;
#[cfg(test)]
#[path = "../../build/rename.rs"]
mod rename;
#[cfg(test)]
#[path = "../../build/squeeze.rs"]
mod squeeze;

#[cfg(test)]
mod tests {
    use super::*;

    /// What all screens of the desk may take, compressed.
    const MOST_BYTES: usize = 60_000;
    /// What the day may take of it, without its texts.
    const MOST_BYTES_FIRST: usize = 30_000;

    #[test]
    fn the_page_names_only_files_that_are_there() {
        let page = FILES.iter().find(|file| file.path == "/desk").unwrap();
        let text = std::str::from_utf8(&page.plain).unwrap();
        assert!(!text.contains(ASSETS));
        let named: Vec<&str> = text.split('"').filter(|text| text.starts_with('/')).collect();
        assert!(!named.is_empty());
        for path in named {
            assert!(FILES.iter().any(|file| file.path == path), "{path}");
        }
    }

    /// How many bytes a browser is sent for the files that `is_meant` names.
    fn sent(is_meant: impl Fn(&str) -> bool) -> usize {
        let meant = FILES.iter().filter(|file| is_meant(&file.path));
        meant.map(|file| file.packed().unwrap_or(&file.plain).len()).sum()
    }

    #[test]
    fn every_screen_in_one_language_stays_small() {
        let all = sent(|path| !path.contains("/public/") && !path.contains("/lang/"));
        let languages = FILES.iter().filter(|file| file.path.contains("/lang/"));
        let texts = languages.map(|file| sent(|path| path == file.path)).max().unwrap();
        assert!(texts > 0 && all + texts <= MOST_BYTES, "{all} and {texts} bytes");
    }

    #[test]
    fn the_day_is_shown_before_the_panels_are_there() {
        let day = sent(|path| {
            !path.contains("/public/") && !path.contains("/lang/") && !path.ends_with(join::PANELS)
        });
        let scripts = FILES.iter().filter(|file| file.content_type.contains("script"));
        let scripts = scripts.filter(|file| !file.path.contains("/public/"));
        assert_eq!(scripts.count(), 2);
        assert!(day <= MOST_BYTES_FIRST, "{day} bytes");
    }

    #[test]
    fn comments_are_not_sent() {
        let scripts = FILES.iter().filter(|file| file.content_type.contains("script"));
        for file in scripts {
            let text = std::str::from_utf8(&file.plain).unwrap();
            assert!(
                !text.lines().any(|line| line.starts_with("//") || line == "/**"),
                "{}",
                file.path
            );
            assert!(text.lines().all(|line| !line.starts_with(' ')), "{}", file.path);
        }
    }

    #[test]
    fn every_file_is_of_a_known_kind() {
        for (name, _, _) in FOLDER {
            assert_ne!(content_type(name), "application/octet-stream", "{name}");
        }
    }
}
