//! A statement: text that grows together with its arguments, so that the two
//! can't disagree.

use std::borrow::Cow;
use std::fmt::Write as _;

use clientline_core::{
    row::{Kind, Value},
    value::TenantId,
};
use uuid::Uuid;

/// Whose SQL to speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `SQLite`, whose placeholders are `?1`, `?2`, ….
    Sqlite,
    /// `PostgreSQL`, whose placeholders are `$1`, `$2`, ….
    Postgres,
}

/// One argument of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument<'a> {
    /// The type of the column that the argument stands for: a driver with typed
    /// parameters needs it to bind a null.
    pub kind: Kind,
    /// The value.
    pub value: Cow<'a, Value>,
}

/// One statement, ready to be prepared and bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    dialect: Dialect,
    text: String,
    arguments: Vec<Argument<'a>>,
}

impl<'a> Statement<'a> {
    pub(crate) const fn new(dialect: Dialect, text: String) -> Self {
        Self { dialect, text, arguments: Vec::new() }
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Returns the text, with a numbered placeholder for each argument.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the arguments, in the order of their placeholders.
    #[must_use]
    pub fn arguments(&self) -> &[Argument<'a>] {
        &self.arguments
    }

    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Adds an argument, and its placeholder to the text.
    pub(crate) fn bind(&mut self, kind: Kind, value: Cow<'a, Value>) -> &mut Self {
        self.arguments.push(Argument { kind, value });
        let sign = match self.dialect {
            Dialect::Sqlite => '?',
            Dialect::Postgres => '$',
        };
        // Writing into a string can't fail.
        let _ = write!(self.text, "{sign}{}", self.arguments.len());
        self
    }

    pub(crate) fn bind_uuid(&mut self, id: Uuid) -> &mut Self {
        self.bind(Kind::Uuid, Cow::Owned(Value::Uuid(id)))
    }

    pub(crate) fn bind_int(&mut self, number: impl Into<i64>) -> &mut Self {
        self.bind(Kind::Int, Cow::Owned(Value::Int(number.into())))
    }

    /// Narrows the statement to one tenant. Every statement calls this or
    /// writes the tenant into the row; nothing else ever names a tenant.
    pub(crate) fn of_tenant(&mut self, tenant: TenantId) -> &mut Self {
        self.push(" WHERE organization_id = ").bind_uuid(tenant.0)
    }

    /// Narrows the statement to one row.
    pub(crate) fn of_row(&mut self, tenant: TenantId, id: Uuid) -> &mut Self {
        self.of_tenant(tenant).push(" AND id = ").bind_uuid(id)
    }
}
