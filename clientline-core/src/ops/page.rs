//! Lists, page by page.
//!
//! A page costs the same however deep it lies: the cursor names the last row
//! of the page before, and the next page starts after it. The bounded `skip`
//! is there for clients that count pages.
//!
//! A page of what is asked for by several conditions at once may be short, even
//! empty, and say that there may be more: so none of them is slow, and none is missed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    engine::{Actor, Shown, View, reading::Reading},
    entity::{Entity, Query, Stored},
    error::{Error, Invalid, Result},
    row::{Kind, Select, Subject, Value},
};

/// Which page of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PageRequest {
    /// How many items a page has at most.
    #[schemars(range(min = 1, max = 200))]
    pub limit: u32,
    /// The `next_cursor` of the page before, which may have one though it was not full, where
    /// rows are rare that pass all conditions.
    #[schemars(regex(pattern = r"^(-?[0-9]{1,18}\.)?[0-9a-f]{32}$"))]
    pub cursor: Option<String>,
    /// How many items to leave out at the start; a cursor costs less.
    #[schemars(range(max = 10_000))]
    pub skip: u32,
    /// Whether to count all items of the list.
    pub count: bool,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { limit: Self::LIMIT_DEFAULT, cursor: None, skip: 0, count: false }
    }
}

impl PageRequest {
    /// How many items a page has if nothing is said.
    pub const LIMIT_DEFAULT: u32 = 50;
    /// The most items of a page.
    pub const LIMIT_MAX: u32 = 200;

    /// Reads the page of a query's rows.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the limit, the skip or the cursor is out of range.
    pub async fn read<E: Entity>(
        &self,
        view: &mut View<'_>,
        query: Query<E>,
    ) -> Result<Page<Stored<E>>> {
        Ok(self.read_with(view, query, ()).await?.0)
    }

    /// Reads the page of a query's rows, and something else together with it.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and what the other reading fails with.
    pub async fn read_with<E: Entity, R: Reading>(
        &self,
        view: &mut View<'_>,
        query: Query<E>,
        other: R,
    ) -> Result<(Page<Stored<E>>, R::Found)> {
        self.must_be_in_range()?;
        let Self { limit, skip, .. } = *self;
        let total = if self.count { Some(view.count(&query).await?) } else { None };
        let mut page = query;
        page.select_mut().skip = skip;
        let cursor = self.cursor.as_deref();
        let (items, next_cursor, other) = read(view, page, limit, cursor, other).await?;
        Ok((Page { items, next_cursor, total }, other))
    }

    /// Checks how many items are wanted, and how many left out.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] `out_of_range`.
    pub fn must_be_in_range(&self) -> Result<()> {
        let mut wrong = Vec::new();
        let mut tell = |pointer: &str, detail: &str| {
            let (pointer, detail) = (pointer.to_owned(), detail.to_owned());
            wrong.push(Invalid { pointer, code: "out_of_range", detail });
        };
        if !(1..=Self::LIMIT_MAX).contains(&self.limit) {
            tell("/limit", "The limit must be 1 to 200.");
        }
        if self.skip > Select::SKIP_MAX {
            tell("/skip", "At most 10,000 items can be skipped; use the cursor to go on.");
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
    }
}

/// Reads up to `limit` rows of a query, past the one that a cursor names, and
/// says where the next page starts, if there is one; and something else together
/// with them.
///
/// # Errors
///
/// [`Error::Invalid`] if the cursor is none of this list, and what the other
/// reading fails with.
pub(super) async fn read<E: Entity, R: Reading>(
    view: &mut View<'_>,
    query: Query<E>,
    limit: u32,
    cursor: Option<&str>,
    other: R,
) -> Result<(Vec<Stored<E>>, Option<String>, R::Found)> {
    let part = ListPart::new(query, limit, "/cursor", cursor)?;
    let (rows, further, other) = view.page(part.query(), other).await?;
    let (items, next_cursor) = part.cut(rows);
    let next_cursor = next_cursor.or_else(|| further.as_ref().map(write_cursor));
    Ok((items, next_cursor, other))
}

/// A part of a list, for whoever reads it together with others.
pub(super) struct ListPart<E> {
    query: Query<E>,
    limit: u32,
}

impl<E: Entity> ListPart<E> {
    /// Asks for up to `limit` rows of a query, past the one that a cursor names,
    /// which came in the field at `pointer`.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`] if the cursor is none of this list.
    pub(super) fn new(
        mut query: Query<E>,
        limit: u32,
        pointer: &str,
        cursor: Option<&str>,
    ) -> Result<Self> {
        // One more than asked for tells whether there is a next part.
        query.select_mut().limit = limit + 1;
        if let Some(cursor) = cursor {
            let place = parse_cursor(cursor, query.select());
            let place = place.filter(|place| write_cursor(place) == cursor);
            let detail = "The cursor must be the one that a page of this list ended with.";
            let place = place.ok_or_else(|| Error::invalid(pointer, "invalid_cursor", detail))?;
            query.select_mut().after = Some(place);
        }
        Ok(Self { query, limit })
    }

    /// The rows to read.
    pub(super) fn query(&self) -> Query<E> {
        self.query.clone()
    }

    /// Takes what was read, and says where the next part starts, if there is one.
    pub(super) fn cut(&self, mut rows: Vec<Stored<E>>) -> (Vec<Stored<E>>, Option<String>) {
        let more = rows.len() > self.limit as usize;
        rows.truncate(self.limit as usize);
        let last = rows.last().filter(|_| more);
        let next = last.map(|last| write_cursor(&self.query.place(last)));
        (rows, next)
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "{T}Page")]
pub struct Page<T> {
    /// In order.
    pub items: Vec<T>,
    /// Where the next page starts, if any.
    pub next_cursor: Option<String>,
    /// How many there are, if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

impl<T: Shown> Shown for Page<T> {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        let Self { items, next_cursor, total } = self;
        Ok(Self { items: items.shown_to(actor)?, next_cursor, total })
    }
}

impl<T> Page<T> {
    /// Makes each item into what is shown of it.
    #[must_use]
    pub fn map<U>(self, shown: impl FnMut(T) -> U) -> Page<U> {
        let Self { items, next_cursor, total } = self;
        Page { items: items.into_iter().map(shown).collect(), next_cursor, total }
    }
}

impl<E: Entity> Page<Stored<E>> {
    /// Puts an item before those of a list's first page, for which there is no row. What the page
    /// has no room for any more is on the next one.
    #[must_use]
    pub(super) fn begun_by(mut self, first: Stored<E>, query: &Query<E>, limit: u32) -> Self {
        let limit = limit as usize;
        self.items.insert(0, first);
        if self.items.len() > limit {
            self.items.truncate(limit);
            self.next_cursor = self.items.last().map(|last| write_cursor(&query.place(last)));
        }
        self
    }
}

/// Writes a place as `id`, or as `instant.id`, `number.id` or `day.id`.
pub(super) fn write_cursor((value, id): &(Value, Uuid)) -> String {
    match value {
        Value::Time(number) | Value::Int(number) => format!("{number}.{}", id.simple()),
        Value::Date(day) => format!("{day}.{}", id.simple()),
        _ => id.simple().to_string(),
    }
}

fn parse_cursor(text: &str, select: &Select) -> Option<(Value, Uuid)> {
    let Subject::Column(position) = select.order_by else {
        let id = Uuid::try_parse(text).ok()?;
        return Some((Value::Uuid(id), id));
    };
    let (number, id) = text.split_once('.')?;
    let number: i64 = number.parse().ok()?;
    let value = match select.table.columns[position].kind {
        Kind::Int => Value::Int(number),
        Kind::Date => Value::Date(number.try_into().ok()?),
        _ => Value::Time(number),
    };
    Some((value, Uuid::try_parse(id).ok()?))
}
