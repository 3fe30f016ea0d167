//! Organizations, and who may do what in them: users, keys, sessions, the audit trail.

pub mod accounts;
mod admin_count;
pub mod api_keys;
pub mod audit;
pub mod browser_sessions;
mod device;
pub mod events;
pub mod first_run;
pub mod identity;
pub mod organization_deletion;
pub mod organizations;
pub mod own_password;
pub mod password_reset;
pub mod pins;
mod secret;
pub mod sessions;
pub mod sign_in;
mod throttle;
pub mod users;
