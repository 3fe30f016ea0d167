//! The address of a database, and what this build can do with it.

use std::path::Path;

use clientline_core::storage::{Error, Result};
use sqlx::{
    ConnectOptions as _,
    postgres::{PgConnectOptions, PgSslMode},
};

/// Why an address is refused by a build that can't do what it asks for.
const NO_TLS: &str =
    "the address asks for TLS, which this build lacks: build it with the feature `tls`";

/// Reads the address of a database.
pub(crate) fn address(url: &str) -> Result<PgConnectOptions> {
    // What is wrong with it is not said, since it may hold a password.
    let address: PgConnectOptions =
        url.parse().map_err(|_| Error::Corrupt("this is no address of a database".to_owned()))?;
    let options = url.split_once('?').map_or("", |(_place, options)| options);
    for (option, file) in options.split('&').filter_map(|option| option.split_once('=')) {
        let is_missing = !file.contains('%') && !Path::new(file).is_file();
        if matches!(option, "sslrootcert" | "sslcert" | "sslkey") && is_missing {
            return Err(Error::Schema(format!("{option} names {file}, which is not there")));
        }
    }
    let needs_tls = matches!(
        address.get_ssl_mode(),
        PgSslMode::Require | PgSslMode::VerifyCa | PgSslMode::VerifyFull
    );
    if needs_tls && !cfg!(feature = "tls") {
        return Err(Error::Corrupt(NO_TLS.to_owned()));
    }
    // It would write out whatever takes a second: a whole schema, when one is migrated.
    Ok(address.disable_statement_logging())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_none_is_refused_without_repeating_it() {
        let refused = address("not an address, but a secret").unwrap_err();
        assert!(matches!(&refused, Error::Corrupt(what) if !what.contains("secret")));
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
            let refusal = match address(&url) {
                Ok(_) => None,
                Err(error) => Some(error.to_string()),
            };
            assert_eq!(refusal.is_none(), cfg!(feature = "tls"), "{mode}");
            assert!(refusal.is_none_or(|sentence| sentence.contains("feature `tls`")), "{mode}");
        }
    }
}
