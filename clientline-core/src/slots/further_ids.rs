//! What a booking takes beside its first room or provider.

use uuid::Uuid;

/// The rooms, or the providers, that a booking takes beside the first one, in order: three at
/// most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FurtherIds([Option<Uuid>; Self::MAX]);

impl FurtherIds {
    /// The most beside the first one.
    pub const MAX: usize = 3;

    /// Takes them in order; those beyond the most are left out.
    #[must_use]
    pub fn of(ids: impl IntoIterator<Item = Uuid>) -> Self {
        let mut further = Self::default();
        for (place, id) in further.0.iter_mut().zip(ids) {
            *place = Some(id);
        }
        further
    }

    /// Returns them.
    pub fn iter(self) -> impl Iterator<Item = Uuid> {
        self.0.into_iter().flatten()
    }

    /// Returns whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0[0].is_none()
    }
}
