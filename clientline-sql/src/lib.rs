//! clientline-sql
