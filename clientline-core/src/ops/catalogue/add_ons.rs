//! What can be added to a service, and what is chosen of it.

use crate::{
    error::{Error, Result},
    model::{AddOns, Added, Service},
    value::{Code, DurationMinutes},
};

impl Service {
    /// Returns those of its add-ons that are chosen by their codes, in this order.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at `/add_ons`, if it has no such, one is named twice, there are more than
    /// five, or it would take longer than a day with them.
    pub(in crate::ops) fn chosen(&self, codes: &[Code]) -> Result<Option<Box<AddOns>>> {
        let chosen = self.chosen_beside(codes, None)?;
        self.must_take_a_day_at_most(chosen.as_deref().map(AddOns::added).unwrap_or_default())?;
        Ok(chosen)
    }

    /// Returns those that are chosen by their codes, where some were agreed on before: these stay
    /// as they were then, whatever the service has by now.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at `/add_ons`, if one is neither agreed on nor the service's, one is named
    /// twice, or there are more than five.
    pub(in crate::ops) fn chosen_beside(
        &self,
        codes: &[Code],
        agreed: Option<&AddOns>,
    ) -> Result<Option<Box<AddOns>>> {
        if codes.is_empty() {
            return Ok(None);
        }
        if codes.len() > AddOns::CHOSEN_MAX {
            return Err(Error::invalid("/add_ons", "too_many", "Choose at most five add-ons."));
        }
        let known = || agreed.into_iter().chain(self.add_ons.as_deref()).flat_map(|all| &all.0);
        let mut chosen = Vec::with_capacity(codes.len());
        for (at, code) in codes.iter().enumerate() {
            let pointer = format!("/add_ons/{at}");
            if codes[..at].contains(code) {
                return Err(Error::invalid(&pointer, "repeated", "It is named twice."));
            }
            let one = known().find(|one| one.code == *code);
            chosen.push(one.cloned().ok_or_else(|| Error::missing_reference(&pointer, "add-on"))?);
        }
        Ok(Some(Box::new(AddOns(chosen))))
    }

    /// Checks what can be added to it.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] at `/add_ons`, if it is a class, two have one code, there are more than twenty, or one
    /// would make it longer than a day.
    pub(in crate::ops) fn check_add_ons(&self) -> Result<()> {
        let all = self.add_ons.as_ref().map(|all| all.0.as_slice()).unwrap_or_default();
        if !all.is_empty() && self.max_guests.get() > 1 {
            let detail = "All who take part in a class do for as long; nothing can be added to it.";
            return Err(Error::invalid("/add_ons", "class_with_add_ons", detail));
        }
        if all.len() > AddOns::MAX {
            let detail = "A service has at most twenty add-ons.";
            return Err(Error::invalid("/add_ons", "too_many", detail));
        }
        for (at, one) in all.iter().enumerate() {
            if all[..at].iter().any(|earlier| earlier.code == one.code) {
                let pointer = format!("/add_ons/{at}/code");
                return Err(Error::invalid(&pointer, "repeated", "Another add-on has that code."));
            }
            self.must_take_a_day_at_most(AddOns(vec![one.clone()]).added())?;
        }
        Ok(())
    }

    pub(in crate::ops) fn must_take_a_day_at_most(&self, added: Added) -> Result<()> {
        let minutes = u32::from(self.duration_minutes.get()) + u32::from(added.minutes());
        if minutes <= u32::from(DurationMinutes::MAX.get()) {
            return Ok(());
        }
        let detail = "The service would take longer than a day.";
        Err(Error::invalid("/add_ons", "out_of_range", detail))
    }
}
