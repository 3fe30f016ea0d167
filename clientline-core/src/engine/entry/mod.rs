//! The ways in: from a credential, or from none, to a scope.

mod authenticate;
mod directory;
mod mac_key;
mod platform;

pub use self::platform::{FirstAdmin, PlatformScope};
