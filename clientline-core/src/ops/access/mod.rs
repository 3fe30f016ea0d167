//! Organizations, and who may do what in them: users, keys, sessions, the audit trail.

mod admin_count;
pub mod api_keys;
pub mod audit;
pub mod browser_sessions;
mod device;
pub mod events;
pub mod first_run;
pub mod identity;
pub mod organizations;
pub mod own_password;
pub mod password_reset;
mod secret;
pub mod sessions;
pub mod sign_in;
mod throttle;
pub mod users;
