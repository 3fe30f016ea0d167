//! How many providers a service needs at once: which services may need several.

use crate::{
    error::{Error, Result},
    model::Service,
};

impl Service {
    /// Checks that no class needs further providers: whoever joins a session takes nothing of
    /// anybody.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] naming the field.
    pub(super) fn check_providers(&self) -> Result<()> {
        if self.further_providers.get() > 0 && self.seats().is_some() {
            let detail = "A class has one provider; it can't need further ones.";
            return Err(Error::invalid("/further_providers", "class_with_providers", detail));
        }
        Ok(())
    }
}
