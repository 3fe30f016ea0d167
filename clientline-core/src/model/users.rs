//! The people who sign in, and what they sign in with.
//!
//! A user's row holds what others decide on: the role, and whether the user may
//! come in at all. What changes with every sign-in lies in the credential, a row
//! of its own, so that nobody who relies on the user is disturbed by it.

use super::row_policy::row_policy;
use crate::{
    entity::entity,
    model::{Employee, Guest, Provider, Role},
    value::{Active, EmailAddress, Id, Name, PhoneNumber, Timestamp},
};

entity! {
    /// A person who signs in to the organization.
    User in "user_account" {
        /// The name of the person.
        name: Name,
        /// The email address to sign in with; unique in the organization.
        email: EmailAddress,
        /// The role of the person.
        role: Role,
        /// Telephone number.
        phone: Option<PhoneNumber>,
        /// The guest that the person is.
        guest_id: Option<Id<Guest>>,
        /// The provider that the person is.
        provider_id: Option<Id<Provider>>,
        /// The employee that the person is.
        employee_id: Option<Id<Employee>>,
        /// Whether the person may sign in.
        is_active: Active,
    }
    unique user_email_taken (email);
}

row_policy! { User, staff: OWN_ACCOUNT, client: OWN_ACCOUNT }

entity! {
    /// The credential of a user. It has the identifier of its user.
    Credential in "credential" {
        /// The user.
        user_id: Id<User>,
        /// The hash of the password, with its salt and parameters; nobody signs
        /// in without.
        #[serde(skip_serializing)]
        password_hash: Option<String>,
        /// SHA-256 of the token by which the password can be set once, in
        /// hexadecimal.
        #[serde(skip_serializing)]
        one_time_token_hash: Option<String>,
        /// When that token stops working.
        one_time_expires_at: Option<Timestamp>,
        /// When the user last signed in.
        last_login_at: Option<Timestamp>,
        /// The hash of the PIN by which the user takes over a desk, with its salt and parameters.
        #[serde(skip_serializing)]
        pin_hash: Option<String>,
    }
    unique credential_token_taken (one_time_token_hash);
}

row_policy! { Credential, staff: OWN_ACCOUNT, client: OWN_ACCOUNT }

entity! {
    /// How many sign-ins failed in a row at one email address, whether somebody has
    /// it or not, or on one known device. Its identifier is a keyed hash of that, so
    /// that nobody can choose two which share a row, or read from a row whose it is.
    SignInThrottle in "sign_in_throttle" {
        /// Which rows compete for room with it: as many as follow from the identifier.
        bucket: i64,
        /// How many failed.
        failures: i64,
        /// When the last one failed.
        failed_at: Timestamp,
    }
}

// Nobody's: who signs in finds the row of their address by a keyed hash, and no other.
row_policy! { SignInThrottle, staff: DECIDING, client: DECIDING }

entity! {
    /// The key of the keyed hashes of all organizations: one row, of the platform.
    MacKey in "mac_key" {
        /// 256 bits drawn by chance, in hexadecimal.
        #[serde(skip_serializing)]
        secret: String,
    }
}

row_policy! { MacKey, staff: NOTHING, client: NOTHING }

entity! {
    /// One sign-in of a user, kept alive by refresh tokens that each work once.
    Session in "session" {
        /// The user who signed in.
        user_id: Id<User>,
        /// SHA-256 of the access token, in hexadecimal.
        #[serde(skip_serializing)]
        access_token_hash: String,
        /// When the access token stops working.
        access_expires_at: Timestamp,
        /// SHA-256 of what all refresh tokens of the session share.
        #[serde(skip_serializing)]
        family_hash: String,
        /// SHA-256 of the refresh token that works.
        #[serde(skip_serializing)]
        refresh_token_hash: String,
        /// When the refresh token stops working.
        refresh_expires_at: Timestamp,
        /// SHA-256 of the refresh token before that.
        #[serde(skip_serializing)]
        spent_token_hash: Option<String>,
        /// When the refresh token before that was first used.
        spent_at: Option<Timestamp>,
        /// Since when the desk is locked that has the session: it opens nothing until somebody
        /// takes the desk over.
        locked_at: Option<Timestamp>,
    }
    unique session_access_taken (access_token_hash);
    unique session_family_taken (family_hash);
}

row_policy! { Session, staff: OWN_ACCOUNT, client: OWN_ACCOUNT }

entity! {
    /// How many active admins an organization has. Its identifier is the
    /// organization's. Whoever changes the number writes this row, so that of
    /// two commits that would each leave the other admin, one is planned again.
    AdminCount in "admin_count" {
        /// How many active admins there are.
        admins: i64,
    }
}

row_policy! { AdminCount, staff: NOTHING, client: NOTHING }

impl User {
    /// The most sign-ins of one user at a time; the oldest ends when one more
    /// begins.
    pub const SESSIONS_MAX: u32 = 20;
}

impl Credential {
    /// The credential of a new user, who can't sign in yet.
    #[must_use]
    pub const fn of_user(user: Id<User>) -> Self {
        Self {
            id: Id::from_uuid(user.uuid()),
            user_id: user,
            password_hash: None,
            one_time_token_hash: None,
            one_time_expires_at: None,
            last_login_at: None,
            pin_hash: None,
        }
    }
}
