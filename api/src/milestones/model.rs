//! A milestone.
use super::{Dates, MilestonePlans, MilestoneState, plan, rules};
use crate::db::Conn;
use crate::editorial::{Fields, Id, Reference, Thing, Url, Window};
use crate::error::{FieldError, Result};
use crate::http::Named;
use crate::language::Translated;
use crate::record::Kind;
use crate::time::{Moment, PartialDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What shows that a milestone was reached, or how far it is: a document of the record or another address.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The id of a document; null if it is an address.
    #[serde(default)]
    #[schema(value_type = Option<Id>)]
    pub document: Option<String>,
    /// An address elsewhere; null if it is a document.
    #[serde(default)]
    #[schema(value_type = Option<Url>)]
    pub url: Option<String>,
    /// What it shows.
    #[serde(default)]
    pub note: Translated,
}

/// What an editor writes of a milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"track": "membership-2021", "position": 5, "title": {"sq": "Plani i veprimit", "sr": "Akcioni plan", "en": "Action plan"}, "planned_on": "2027", "evidence": [{"url": "https://example.org/plan", "note": {"sq": "Drafti", "sr": "Nacrt", "en": "The draft"}}]}))]
pub struct MilestoneFields {
    /// The id of the track on which it stands.
    #[schema(value_type = Id)]
    pub track: String,
    /// Its place on the track.
    #[schema(minimum = 1, maximum = 1000, example = 1)]
    pub position: i64,
    /// What it is called.
    pub title: Translated,
    /// What it is about.
    #[serde(default)]
    pub description: Translated,
    /// The id of the organization that is responsible; null if nobody knows.
    #[serde(default)]
    #[schema(value_type = Option<Id>)]
    pub responsible: Option<String>,
    /// By when it is planned.
    #[serde(default)]
    pub planned_on: Option<PartialDate>,
    /// When it began; null if it has not.
    #[serde(default)]
    pub started_on: Option<PartialDate>,
    /// When it was done; null if it is not.
    #[serde(default)]
    pub completed_on: Option<PartialDate>,
    /// When it was given up; null if it is not.
    #[serde(default)]
    pub cancelled_on: Option<PartialDate>,
    /// Why the plan is as it is. A published plan changes only with a new reason.
    #[serde(default)]
    pub plan_reason: Translated,
    /// What shows it.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub evidence: Vec<Evidence>,
    /// From when on it can be commented; null: from its publication on.
    #[serde(default)]
    pub comments_from: Option<Moment>,
    /// Until when it can be commented; null: without an end.
    #[serde(default)]
    pub comments_until: Option<Moment>,
}

/// What follows from a milestone's dates.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MilestoneDerived {
    /// How it stands today, on the calendars of Kosovo.
    pub state: MilestoneState,
    /// Whether it takes comments now; the server's clock decides.
    pub comments_open: bool,
}

/// What the list of milestones can be filtered by.
#[derive(Debug, Default, PartialEq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MilestoneFilter {
    /// Only milestones on this track.
    #[param(inline, value_type = Option<Id>)]
    pub track: Option<String>,
    /// Only milestones in this state today.
    pub state: Option<MilestoneState>,
    /// Only milestones for which this organization is responsible.
    #[param(inline, value_type = Option<Id>)]
    pub responsible: Option<String>,
}

impl MilestoneFields {
    /// Its dates, of which the state is made.
    pub fn dates(&self) -> Dates {
        Dates { planned: self.planned_on, started: self.started_on, completed: self.completed_on, cancelled: self.cancelled_on }
    }

    /// When it can be commented.
    pub fn window(&self) -> Window {
        Window::new(self.comments_from, self.comments_until)
    }

    fn wrong_evidence(&self) -> impl Iterator<Item = FieldError> {
        let wrong = |(at, it): (usize, &Evidence)| {
            let code = match (&it.document, &it.url) {
                (None, None) => "document_or_url",
                (Some(_), Some(_)) => "not_document_and_url",
                _ => return None,
            };
            Some(FieldError { pointer: format!("/evidence/{at}"), code: code.into() })
        };
        self.evidence.iter().enumerate().filter_map(wrong)
    }
}

impl Named for MilestoneFields {
    const NAME: &'static str = "Milestone";
}

impl Fields for MilestoneFields {
    const KIND: Kind = Kind::Milestone;
    const PATH: &'static str = "milestones";
    const CLOCKED: &'static [&'static str] = &["state", "comments_open"];
    type Filter = MilestoneFilter;
    type Managed = MilestonePlans;
    type Derived = MilestoneDerived;

    fn title(&self) -> &Translated {
        &self.title
    }
    fn texts(&self) -> Vec<(&'static str, &Translated)> {
        vec![("title", &self.title), ("description", &self.description), ("plan_reason", &self.plan_reason)]
    }
    fn inner_texts(&self) -> Vec<(String, &Translated)> {
        self.evidence.iter().enumerate().map(|(at, it)| (format!("evidence/{at}/note"), &it.note)).collect()
    }
    /// Track by track, each in its order. The space sorts before whatever an id may hold.
    fn position(&self) -> String {
        format!("{} {:04}", self.track, self.position)
    }
    fn matches(&self, _: &MilestonePlans, derived: &MilestoneDerived, filter: &MilestoneFilter) -> bool {
        filter.track.as_ref().is_none_or(|track| self.track == *track)
            && filter.state.is_none_or(|state| derived.state == state)
            && filter.responsible.as_ref().is_none_or(|it| self.responsible.as_ref() == Some(it))
    }
    fn derive(_: &mut Conn, things: &[Thing<Self>], now: Moment) -> Result<Vec<MilestoneDerived>> {
        let today = now.civil_day();
        let derived = |thing: &Thing<Self>| MilestoneDerived {
            state: rules::state(thing.fields.dates(), today),
            comments_open: thing.fields.window().is_open_on(thing, now),
        };
        Ok(things.iter().map(derived).collect())
    }
    fn references(&self) -> Vec<Reference> {
        let documents = self.evidence.iter().enumerate().filter_map(|(at, it)| {
            Reference::optional(&format!("/evidence/{at}/document"), "evidence", Kind::Document, it.document.as_ref())
        });
        let responsible = Reference::optional("/responsible", "responsible", Kind::Organization, self.responsible.as_ref());
        [Reference::new("/track", "track", Kind::Track, &self.track)].into_iter().chain(responsible).chain(documents).collect()
    }
    fn complaints(&self) -> Vec<FieldError> {
        let closes_first = self.comments_from.zip(self.comments_until).is_some_and(|(from, until)| until <= from);
        let window = closes_first.then_some(("comments_until", "before_start"));
        let wrong = rules::contradictions(self.dates()).into_iter().chain(window);
        let wrong = wrong.map(|(name, code)| FieldError { pointer: format!("/{name}"), code: code.into() });
        wrong.chain(self.wrong_evidence()).collect()
    }
    fn date_of_its_own(&self) -> Option<PartialDate> {
        self.completed_on.or(self.cancelled_on).or(self.planned_on)
    }
    fn revised(&self, before: &Thing<Self>, kept: &mut MilestonePlans, now: Moment) -> Result<()> {
        plan::replan(self, before, kept, now)
    }
}
