//! The page on which guests book, without a sign-in and without a script: one choice after the
//! other (where, what, with whom and when, who), each a link or a form, and nothing kept between
//! them.
//!
//! It is a client of the same use cases as the endpoints under `/public`, and of the same quotas.
//! The token of a link that was mailed is in the fragment, which no server and no log sees; a script,
//! or the guest, puts it into a form (`manage`).

mod form;
mod manage;
mod templates;
mod texts;
mod wanted;
mod when;

use askama::Template;
use chrono::NaiveDate;
use clientline_core::{
    Scope,
    engine::{IdempotencyKey, Outcome},
    error::Error,
    model::{Center, Provider, Service},
    ops::{
        online::{
            book::BookOnline,
            offered::{ListOffered, OfferedFilter, PublicService},
            storefront::{GetStorefront, PublicCenter, Storefront},
        },
        page::PageRequest,
    },
    value::{Code, Id, Slug, Timestamp},
};
use poem::{
    Response, Route, RouteMethod,
    http::{Method, StatusCode},
};
use schemars::JsonSchema;
use serde::Deserialize;

use self::{
    form::Form,
    templates::{Choice, Choose, Contact, Fact, Message, page, page_within},
    texts::Texts,
    wanted::{Wanted, joined},
    when::Day,
};
use crate::{
    desk::{handler, public_assets},
    endpoint::{Arguments, Call, Path, Query, Served, problem},
    problem::{Problem, Refusal},
};

const PAGE: &str = "/book/:slug";
const MANAGE: &str = "/book/:slug/manage";

/// Puts the page before other routes.
#[must_use]
pub fn around(served: &Served, inner: Route) -> Route {
    let steps = RouteMethod::new().get(handler(served, ask)).post(handler(served, book));
    let manage =
        RouteMethod::new().get(handler(served, manage::open)).post(handler(served, manage::change));
    inner.at(PAGE, steps).at(MANAGE, manage)
}

/// The paths of the page with their methods.
pub fn routes() -> impl Iterator<Item = (String, Method)> {
    let routes =
        [(PAGE, Method::GET), (PAGE, Method::POST), (MANAGE, Method::GET), (MANAGE, Method::POST)];
    routes.into_iter().map(|(path, method)| (path.to_owned(), method))
}

/// What was chosen until now.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Chosen {
    center: Option<Id<Center>>,
    service: Option<Id<Service>>,
    /// The services that follow it.
    further: Vec<Id<Service>>,
    /// What is added to the first one.
    add_ons: Vec<Code>,
    /// What is asked next, if it is not what follows.
    ask: Option<Asked>,
    /// With whom; with anyone, if absent.
    provider: Option<Id<Provider>>,
    date: Option<NaiveDate>,
    /// A day of the month that is shown, while no day is chosen.
    month: Option<NaiveDate>,
    start: Option<Timestamp>,
    /// Where the services go on.
    cursor: Option<String>,
}

/// A choice that is made before its turn comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Asked {
    /// One more service.
    Service,
}

/// A salon, as the page shows it to one guest.
struct Shop {
    served: Served,
    scope: Scope,
    texts: Texts,
    shown: Storefront,
    path: String,
}

impl Shop {
    /// Opens the door of a salon; none, if it is not open to the public.
    async fn open(served: &Served, texts: Texts, slug: &Slug) -> Result<Option<Self>, Error> {
        let scope = match served.client.public_scope(slug).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            scope => scope?,
        };
        let shown = scope.run(&GetStorefront).await?;
        let (served, path) = (served.clone(), format!("/book/{slug}"));
        Ok(Some(Self { served, scope, texts, shown, path }))
    }

    fn center(&self, chosen: &Chosen) -> Option<&PublicCenter> {
        match (chosen.center, &self.shown.centers[..]) {
            (Some(id), centers) => centers.iter().find(|center| center.id == id),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    fn link(&self, center: Id<Center>, rest: &str) -> String {
        format!("{}?center={center}{rest}", self.path)
    }

    /// Answers with a page, which the sites that the salon names may show.
    fn page(&self, status: StatusCode, shown: &impl Template) -> Result<Response, Problem> {
        page_within(&self.shown.embedding_sites, status, shown)
    }

    fn name(&self) -> String {
        self.shown.name.to_string()
    }

    /// Asks for the next choice that is still to be made.
    async fn ask(&self, chosen: &Chosen) -> Result<Response, Problem> {
        let Some(center) = self.center(chosen) else { return self.ask_where() };
        let wanted = match chosen.service {
            Some(service) => {
                let services = (service, chosen.further.as_slice(), chosen.add_ons.as_slice());
                self.wanted(center, services, chosen.provider).await?
            }
            None => None,
        };
        let Some(wanted) = wanted else { return self.ask_what(center, chosen, None).await };
        if chosen.ask == Some(Asked::Service) && self.link_to_add(&wanted).is_some() {
            return self.ask_what(center, chosen, Some(&wanted)).await;
        }
        match chosen.start {
            None => self.ask_when(&wanted, Day::of(chosen), None).await,
            Some(start) => {
                let mut key = [0; 16];
                let random = self.served.client.environment().random(&mut key);
                random.map_err(|error| problem(&error))?;
                let form = Form {
                    service: wanted.service().to_string(),
                    further: joined(&wanted.further()),
                    add_ons: joined(&wanted.add_ons),
                    provider: wanted.provider.map(|id| id.to_string()).unwrap_or_default(),
                    center: center.id.to_string(),
                    start: start.to_string(),
                    key: format!("book-{:032x}", u128::from_be_bytes(key)),
                    ..Form::default()
                };
                self.ask_who(&wanted, start, &form, None)
            }
        }
    }

    fn ask_where(&self) -> Result<Response, Problem> {
        let choice = |center: &PublicCenter| Choice {
            link: self.link(center.id, ""),
            name: center.name.to_string(),
            lines: [
                center.address.as_ref().map(ToString::to_string),
                center.city.as_ref().map(ToString::to_string),
            ]
            .into_iter()
            .flatten()
            .collect(),
        };
        let choices = self.shown.centers.iter().map(choice).collect();
        self.choose("choose_center", choices, None)
    }

    /// Asks for the first service, or for one more after those that are wanted.
    async fn ask_what(
        &self,
        center: &PublicCenter,
        chosen: &Chosen,
        after: Option<&Wanted<'_>>,
    ) -> Result<Response, Problem> {
        let request = PageRequest { cursor: chosen.cursor.clone(), ..PageRequest::default() };
        let filter = OfferedFilter { center_id: Some(center.id), provider_id: None };
        let offered = self.scope.run(&ListOffered { filter, page: request }).await;
        let offered = offered.map_err(|error| problem(&error))?;
        let choice = |service: PublicService| Choice {
            link: match after {
                None => self.link(center.id, &format!("&service={}", service.id)),
                Some(wanted) => self.link_with_more(wanted, service.id),
            },
            name: service.name.to_string(),
            lines: {
                let length = format!(
                    "{} {} · {}",
                    service.duration_minutes,
                    self.texts.of("minutes"),
                    self.texts.money(service.price_with_tax)
                );
                service
                    .description
                    .map(|text| text.to_string())
                    .into_iter()
                    .chain([length])
                    .collect()
            },
        };
        let more = offered.next_cursor.map(|cursor| match after {
            None => self.link(center.id, &format!("&cursor={cursor}")),
            Some(wanted) => self.link_of(wanted, &format!("&ask=service&cursor={cursor}")),
        });
        let question = if after.is_none() { "choose_service" } else { "choose_more" };
        self.choose(question, offered.items.into_iter().map(choice).collect(), more)
    }

    fn choose(
        &self,
        question: &'static str,
        choices: Vec<Choice>,
        more: Option<String>,
    ) -> Result<Response, Problem> {
        let (texts, question) = (self.texts, self.texts.of(question));
        let shown =
            Choose { texts, assets: &public_assets(), shop: &self.name(), question, choices, more };
        self.page(StatusCode::OK, &shown)
    }

    fn ask_who(
        &self,
        wanted: &Wanted<'_>,
        start: Timestamp,
        form: &Form,
        notice: Option<&'static str>,
    ) -> Result<Response, Problem> {
        let date = wanted.center.time_zone.local(start).date();
        let shown = Contact {
            texts: self.texts,
            assets: &public_assets(),
            shop: &self.name(),
            facts: self.facts(wanted, start),
            notice,
            // Nothing is wrong with what nobody has sent.
            wrong: if notice.is_some() { form.wrong() } else { Vec::new() },
            action: self.path.clone(),
            form,
            back: self.link_of(wanted, &format!("&date={date}")),
        };
        let status = notice.map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
        self.page(status, &shown)
    }

    /// Books what the form says, once, and says how to go on.
    async fn book(&self, form: &Form) -> Result<Response, Problem> {
        let chosen = Chosen { center: form.center.parse().ok(), ..Chosen::default() };
        let service = form.service.parse().ok();
        let services = service.zip(form.further()).zip(form.add_ons());
        let known = self.center(&chosen).zip(services).zip(form.starts_at());
        let Some(((center, ((service, further), add_ons)), start)) = known else {
            return Err(Refusal::MalformedRequest.into());
        };
        let provider = form.provider();
        let services = (service, further.as_slice(), add_ons.as_slice());
        let Some(wanted) = self.wanted(center, services, provider).await? else {
            return self.ask_what(center, &chosen, None).await;
        };
        if wanted.provider != provider {
            // Whoever was chosen can't be by now: the guest says who else it may be.
            return self.ask_again(&wanted, start).await;
        }
        let wrong = || {
            let notice = Some(self.texts.of("check_details"));
            self.ask_who(&wanted, start, form, notice)
        };
        let Some(booking) = form.booking() else { return wrong() };
        let contents = serde_json::to_vec(&booking).unwrap_or_default();
        let Ok(key) = IdempotencyKey::new(&form.key, &contents) else {
            return Err(Refusal::MalformedRequest.into());
        };
        match self.scope.run_once(&key, &BookOnline(booking)).await {
            Ok(Outcome::Fresh(booked)) => self.held(&wanted, start, Some(&booked.manage_token)),
            Ok(Outcome::Replayed(_)) => self.held(&wanted, start, None),
            Err(error) if error.code() == "already_done" => self.held(&wanted, start, None),
            Err(Error::SlotUnavailable { .. }) => self.ask_again(&wanted, start).await,
            // What the guest wrote is right: the time has begun meanwhile.
            Err(Error::Invalid(_)) if form.wrong().is_empty() => {
                self.ask_again(&wanted, start).await
            }
            Err(Error::Invalid(_)) => wrong(),
            Err(error) => {
                let status = problem(&error).status;
                self.say(status, "later", self.texts.of("later"), Vec::new(), None)
            }
        }
    }

    /// Asks for another time, since one can't be had any more.
    async fn ask_again(&self, wanted: &Wanted<'_>, start: Timestamp) -> Result<Response, Problem> {
        let date = wanted.center.time_zone.local(start).date();
        self.ask_when(wanted, Day::On(date), Some(self.texts.of("taken"))).await
    }

    fn held(
        &self,
        wanted: &Wanted<'_>,
        start: Timestamp,
        token: Option<&str>,
    ) -> Result<Response, Problem> {
        let minutes = self.shown.hold_minutes.to_string();
        let message = self.texts.of("held_hint").replace("{minutes}", &minutes);
        let link = token.map(|token| format!("{}/manage#{token}", self.path));
        self.say(StatusCode::OK, "held", &message, self.facts(wanted, start), link)
    }

    fn say(
        &self,
        status: StatusCode,
        title: &'static str,
        text: &str,
        facts: Vec<Fact>,
        link: Option<String>,
    ) -> Result<Response, Problem> {
        let (texts, title) = (self.texts, self.texts.of(title));
        let label = texts.of("see_appointment");
        self.page(
            status,
            &Message { texts, assets: &public_assets(), title, text, facts, link, label },
        )
    }
}

/// Says that there is no such salon.
fn nobody_here(texts: Texts) -> Result<Response, Problem> {
    let (title, text) = (texts.of("not_here"), texts.of("not_here_hint"));
    let assets = &public_assets();
    let facts = Vec::new();
    let said = Message { texts, assets, title, text, facts, link: None, label: "" };
    page(StatusCode::NOT_FOUND, &said)
}

/// Shows the next choice.
async fn ask(served: Served, call: Call) -> Result<Response, Problem> {
    let texts = Texts::wanted(call.request.headers());
    let (Path(slug), Query(chosen)): (Path<Slug>, Query<Chosen>) = Arguments::take(&call)?;
    let shop = Shop::open(&served, texts, &slug).await.map_err(|error| call.problem(&error))?;
    let Some(shop) = shop else { return nobody_here(texts) };
    let _permit = served.quotas.admit_public(shop.scope.tenant())?;
    shop.ask(&chosen).await
}

/// Books.
async fn book(served: Served, call: Call) -> Result<Response, Problem> {
    let texts = Texts::wanted(call.request.headers());
    let form: Form = form::read(&call)?;
    let mut parameters = call.parameters.iter();
    let slug = parameters.next().and_then(|slug| slug.parse().ok()).ok_or(Refusal::NotFound)?;
    let shop = Shop::open(&served, texts, &slug).await.map_err(|error| problem(&error))?;
    let Some(shop) = shop else { return nobody_here(texts) };
    let _permit = served.quotas.admit_public(shop.scope.tenant())?;
    shop.book(&form).await
}
