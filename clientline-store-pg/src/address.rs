//! The address of a database, and what this build can do with it.

use std::path::Path;

use clientline_core::storage::{Error, Result};
use sqlx::{
    ConnectOptions as _,
    postgres::{PgConnectOptions, PgSslMode},
};

/// Why an address is refused that can't be read.
const NO_ADDRESS: &str = "this is no address of a PostgreSQL database: write \
                          postgres://user:password@host:5432/name, with %40 for an @ in the \
                          password, and so on";
/// Why an address is refused by a build that can't do what it asks for.
const NO_TLS: &str =
    "the address asks for TLS, which this build lacks: build it with the feature `tls`";

/// Reads the address of a database.
pub(crate) fn address(url: &str) -> Result<PgConnectOptions> {
    // What is wrong with it is not said, since it may hold a password.
    let address: PgConnectOptions =
        url.parse().map_err(|_| Error::Schema(NO_ADDRESS.to_owned()))?;
    let options = url.split_once('?').map_or("", |(_place, options)| options);
    for (option, file) in options.split('&').filter_map(|option| option.split_once('=')) {
        let is_missing = !file.contains('%') && !Path::new(file).is_file();
        if matches!(option, "sslrootcert" | "sslcert" | "sslkey") && is_missing {
            return Err(Error::Schema(format!("{option} names {file}, which is not there")));
        }
    }
    must_be_possible(address.get_ssl_mode(), cfg!(feature = "tls"))?;
    // It would write out whatever takes a second: a whole schema, when one is migrated.
    Ok(address.disable_statement_logging())
}

/// Refuses what only a build with TLS can do, so that nobody who asks for it is served without.
fn must_be_possible(mode: PgSslMode, has_tls: bool) -> Result<()> {
    let needs_tls =
        matches!(mode, PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull);
    if needs_tls && !has_tls {
        return Err(Error::Corrupt(NO_TLS.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_none_is_refused_without_repeating_it() {
        let refused = address("not an address, but a secret").unwrap_err().to_string();
        assert!(refused.contains("no address") && !refused.contains("secret"), "{refused}");
    }

    #[test]
    fn a_certificate_that_is_not_there_is_named() {
        let url = "postgres://ana:secret@db.example/salon?sslmode=prefer&sslrootcert=/nope.crt";
        let refused = address(url).unwrap_err().to_string();
        assert!(refused.contains("/nope.crt") && !refused.contains("secret"), "{refused}");
    }

    #[test]
    fn an_address_that_asks_for_tls_is_taken_only_by_a_build_that_has_it() {
        for mode in ["require", "verify-ca", "verify-full"] {
            let url = format!("postgres://ana:secret@db.example/salon?sslmode={mode}");
            assert_eq!(address(&url).is_ok(), cfg!(feature = "tls"), "{mode}");
            let asked = url.parse::<PgConnectOptions>().unwrap().get_ssl_mode();
            assert!(must_be_possible(asked, true).is_ok(), "{mode}");
            let refusal = must_be_possible(asked, false).unwrap_err().to_string();
            assert!(refusal.contains("feature `tls`"), "{mode}: {refusal}");
        }
        assert!(must_be_possible(PgSslMode::Prefer, false).is_ok());
    }
}
