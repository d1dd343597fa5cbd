//! A decision.
use super::{DecisionDerived, Relation, rules, store};
use crate::db::Conn;
use crate::editorial::{Fields, Id, Nothing, Reference, Thing, newest_first};
use crate::error::{FieldError, Result};
use crate::http::Named;
use crate::language::Translated;
use crate::record::Kind;
use crate::time::{Moment, PartialDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What an editor writes of a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"issuer": "gov-kosovo", "number": "06/86", "item": 6, "meeting": 86, "date": "2018-06-05", "title": {"sq": "Vendim për planin e veprimit", "sr": "Odluka o akcionom planu", "en": "Decision on the action plan"}}))]
pub struct DecisionFields {
    /// The id of the organization that decided.
    #[schema(value_type = Id)]
    pub issuer: String,
    /// Its number, item/meeting: unique only per issuer and date, often unknown.
    #[serde(default)]
    #[schema(pattern = "^[0-9]{1,3}/[0-9]{1,4}$", max_length = 8, example = "06/86")]
    pub number: Option<String>,
    /// Which item of the meeting's agenda it was.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 999)]
    pub item: Option<i64>,
    /// Which meeting it was.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 9999)]
    pub meeting: Option<i64>,
    /// When it was decided; `unknown` if nobody knows.
    pub date: PartialDate,
    /// What it is called.
    pub title: Translated,
    /// What it says.
    #[serde(default)]
    pub summary: Translated,
    /// On what law it rests.
    #[serde(default)]
    pub legal_basis: Translated,
    /// The id of the document with its text, or of the document that it is about; null if there is none.
    #[serde(default)]
    #[schema(value_type = Option<Id>)]
    pub document: Option<String>,
    /// What it does to other decisions.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub relations: Vec<Relation>,
    /// The ids of the milestones that it is about.
    #[serde(default)]
    #[schema(max_items = 50, value_type = Vec<Id>)]
    pub milestones: Vec<String>,
}

/// What the list of decisions can be filtered by.
#[derive(Debug, Default, PartialEq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DecisionFilter {
    /// Only decisions of this organization.
    #[param(inline, value_type = Option<Id>)]
    pub issuer: Option<String>,
    /// Only decisions about this milestone.
    #[param(inline, value_type = Option<Id>)]
    pub milestone: Option<String>,
    /// Only decisions with this document.
    #[param(inline, value_type = Option<Id>)]
    pub document: Option<String>,
    /// Only decisions with this number.
    #[param(pattern = "^[0-9]{1,3}/[0-9]{1,4}$", max_length = 8, example = "06/86")]
    pub number: Option<String>,
    /// Only decisions that relate to this one, or to which it relates.
    #[param(inline, value_type = Option<Id>)]
    pub related: Option<String>,
}

impl Named for DecisionFields {
    const NAME: &'static str = "Decision";
}

impl DecisionFields {
    fn relates_to(&self, derived: &DecisionDerived, other: &str) -> bool {
        self.relations.iter().any(|it| it.decision == other) || derived.related_by.iter().any(|it| it.decision == other)
    }
}

/// Whether what was asked for is what is there; nothing asked for is always there.
fn asked(wanted: Option<&String>, there: Option<&String>) -> bool {
    wanted.is_none() || wanted == there
}

impl Fields for DecisionFields {
    const KIND: Kind = Kind::Decision;
    const PATH: &'static str = "decisions";
    const CLOCKED: &'static [&'static str] = &["comments_open"];
    type Filter = DecisionFilter;
    type Managed = Nothing;
    type Derived = DecisionDerived;

    fn title(&self) -> &Translated {
        &self.title
    }
    fn texts(&self) -> Vec<(&'static str, &Translated)> {
        vec![("title", &self.title), ("summary", &self.summary), ("legal_basis", &self.legal_basis)]
    }
    fn position(&self) -> String {
        newest_first(Some(self.date))
    }
    fn matches(&self, _: &Nothing, derived: &DecisionDerived, filter: &DecisionFilter) -> bool {
        asked(filter.issuer.as_ref(), Some(&self.issuer))
            && asked(filter.document.as_ref(), self.document.as_ref())
            && asked(filter.number.as_ref(), self.number.as_ref())
            && filter.milestone.as_ref().is_none_or(|milestone| self.milestones.contains(milestone))
            && filter.related.as_ref().is_none_or(|other| self.relates_to(derived, other))
    }
    fn derive(conn: &mut Conn, things: &[Thing<Self>], now: Moment) -> Result<Vec<DecisionDerived>> {
        store::related_by(conn, things, now)
    }
    fn references(&self) -> Vec<Reference> {
        let relations = self.relations.iter().enumerate();
        let relations = relations
            .map(|(at, it)| Reference::new(format!("/relations/{at}/decision"), it.relation.as_str(), Kind::Decision, &it.decision));
        let milestones = self.milestones.iter().enumerate();
        let milestones = milestones.map(|(at, id)| Reference::new(format!("/milestones/{at}"), "milestone", Kind::Milestone, id));
        let document = Reference::optional("/document", "document", Kind::Document, self.document.as_ref());
        let issuer = Reference::new("/issuer", "issuer", Kind::Organization, &self.issuer);
        [issuer].into_iter().chain(document).chain(relations).chain(milestones).collect()
    }
    fn complaints(&self) -> Vec<FieldError> {
        let number = self.number.as_ref().filter(|number| !rules::number_fits(number, self.item, self.meeting));
        let number = number.map(|_| ("/number".to_owned(), "not_item_and_meeting"));
        let relations = rules::twice(&self.relations).into_iter().map(|at| (format!("/relations/{at}"), "twice"));
        let milestones = rules::twice(&self.milestones).into_iter().map(|at| (format!("/milestones/{at}"), "twice"));
        let wrong = number.into_iter().chain(relations).chain(milestones);
        wrong.map(|(pointer, code)| FieldError { pointer, code: code.into() }).collect()
    }
    fn clashes(conn: &mut Conn, thing: &Thing<Self>) -> Result<Vec<FieldError>> {
        store::clashes(conn, thing)
    }
    fn date_of_its_own(&self) -> Option<PartialDate> {
        Some(self.date)
    }
    fn shown_in(&self) -> Vec<String> {
        self.relations.iter().map(|it| it.decision.clone()).collect()
    }
}
