//! How much may be taken off by hand, by role.
//!
//! What a change of a draft leaves taken off by hand is compared with what was before it: so a line
//! that a manager discounted goes on being changed by others, as long as they don't take off more.
//! Lines that are moved, split or merged keep what they had, and are not judged.

use super::{draft::Draft, sale_billing::organization};
use crate::{
    billing::HandShares,
    engine::{
        ConflictGroup, Env, View,
        reading::{First, Peek, first, peek},
    },
    entity::Query,
    error::{Error, Result},
    model::{InvoiceItem, OrganizationSettings, Package, Product, ProviderService, Role, Service},
    value::{Id, Percent, UnitPrice},
};

/// The conflict of what the actor's role may not take off.
pub(in crate::ops) const LIMITED: ConflictGroup = &["discount_limit"];

/// The price of a line by the list, of a line whose price is typed.
pub(super) type Listed = Option<(Id<InvoiceItem>, UnitPrice)>;

/// What is taken off a draft by hand before it is changed.
pub(super) struct HandGiven {
    role: Role,
    lines: Vec<Id<InvoiceItem>>,
    shares: HandShares,
}

impl HandGiven {
    /// Looks at a draft that somebody changes whose role may have a limit; there is nothing to look
    /// at for others.
    pub(super) fn before(env: &Env, draft: &Draft, listed: Listed) -> Result<Option<Self>> {
        let role = env.actor().role;
        if !matches!(role, Role::Manager | Role::Staff) {
            return Ok(None);
        }
        let (lines, shares) = (lines_of(draft), draft.by_hand(listed)?);
        Ok(Some(Self { role, lines, shares }))
    }

    /// Checks a draft after the change. Settings are read only if more is taken off than before.
    ///
    /// # Errors
    ///
    /// [`Error::Conflict`] `discount_limit` if more is taken off than the role may.
    pub(super) async fn check(
        self,
        env: &Env,
        view: &mut View<'_>,
        draft: &Draft,
        listed: Listed,
    ) -> Result<()> {
        let after = draft.by_hand(listed)?;
        let Some(share) = self.most_of_more(&lines_of(draft), &after) else { return Ok(()) };
        let organization = view.read(peek(organization(env))).await?;
        let limit = organization.and_then(|found| limit_of(&found.settings, self.role));
        match limit.filter(|limit| share > *limit) {
            None => Ok(()),
            Some(limit) => {
                let role = self.role.as_str();
                let detail = format!(
                    "The role {role} may take off at most {limit} % by hand, and this is {share} %."
                );
                Err(Error::conflict("discount_limit", detail))
            }
        }
    }

    /// Returns the greatest share that is greater than before. A line that comes was none before: of
    /// what is taken off it, that over the invoice is nothing new.
    fn most_of_more(&self, lines: &[Id<InvoiceItem>], after: &HandShares) -> Option<Percent> {
        let before = |line: &Id<InvoiceItem>| {
            let at = self.lines.iter().position(|before| before == line);
            at.and_then(|at| self.shares.lines.get(at)).copied().unwrap_or(after.over)
        };
        let of_lines =
            lines.iter().zip(&after.lines).filter(|(line, share)| **share > before(line));
        // What is taken off nothing is taken off what comes.
        let is_empty = self.lines.is_empty() && lines.is_empty();
        let of_none = (is_empty && after.over > self.shares.over).then_some(after.over);
        of_lines.map(|(_, share)| *share).chain(of_none).max()
    }
}

fn lines_of(draft: &Draft) -> Vec<Id<InvoiceItem>> {
    draft.items().iter().map(|item| item.id).collect()
}

/// The greatest share that a role may take off; any, if absent.
const fn limit_of(settings: &OrganizationSettings, role: Role) -> Option<Percent> {
    match role {
        Role::Staff => settings.staff_discount_limit,
        Role::Manager => settings.manager_discount_limit,
        Role::Admin | Role::Client => None,
    }
}

/// What says what a line costs by the list.
type ListPrices = (
    Option<Peek<Service>>,
    Option<Peek<Product>>,
    Option<Peek<Package>>,
    Option<First<ProviderService>>,
);

/// Asks what a line costs by the list, if its price is lowered by somebody whose role may have a
/// limit.
fn list_prices(item: &InvoiceItem) -> ListPrices {
    let own = item.provider_id.zip(item.service_id).map(|(provider, service)| {
        first(
            Query::one()
                .eq(ProviderService::provider_id(), &provider)
                .eq(ProviderService::service_id(), &service),
        )
    });
    (item.service_id.map(peek), item.product_id.map(peek), item.package_id.map(peek), own)
}

/// Returns what a line costs by the list, if its price is lowered by somebody whose role may have a
/// limit, and if the list knows it: the price of the provider who performed it goes before that of
/// the service.
pub(super) async fn listed(
    env: &Env,
    view: &mut View<'_>,
    item: &InvoiceItem,
    price: UnitPrice,
) -> Result<Listed> {
    let is_limited = matches!(env.actor().role, Role::Manager | Role::Staff);
    if !is_limited || price.scaled() >= item.unit_price.scaled() {
        return Ok(None);
    }
    let (service, product, package, own) = view.read(list_prices(item)).await?;
    let service = service.flatten().map(|service| {
        let own = own.flatten().and_then(|own| own.price);
        (own.unwrap_or(service.price), service.currency)
    });
    let product = product.flatten().map(|product| (product.sale_price, product.currency));
    let package = package.flatten().map(|package| (package.price, package.currency));
    let list = service.or(product).or(package);
    let list = list.filter(|(_, currency)| *currency == item.currency);
    Ok(list.map(|(price, _)| (item.id, price)))
}
