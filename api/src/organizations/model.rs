//! An organization.
use crate::db::{Conn, text_enum};
use crate::editorial::{Fields, Nothing, Thing, Url};
use crate::error::Result;
use crate::http::Named;
use crate::language::Translated;
use crate::record::Kind;
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

text_enum! {
    /// What kind of body an organization is.
    pub enum OrganizationKind {
        /// The government as a whole.
        Government = "government",
        /// A ministry.
        Ministry = "ministry",
        /// The parliament.
        Parliament = "parliament",
        /// A forum of government and civil society.
        Forum = "forum",
        /// A working group.
        WorkingGroup = "working_group",
        /// A civil society organisation.
        CivilSociety = "civil_society",
        /// An association, such as that of the municipalities.
        Association = "association",
        /// An agency that answers to the parliament or to nobody.
        IndependentInstitution = "independent_institution",
        /// A municipality.
        Municipality = "municipality",
        /// An international organization.
        International = "international",
        /// A medium.
        Media = "media",
        /// Something else.
        Other = "other",
    }
}

/// What an editor writes of an organization.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"kind": "ministry", "name": {"sq": "Ministria e Drejtësisë", "sr": "Ministarstvo pravde", "en": "Ministry of Justice"}, "website": "https://md.rks-gov.net"}))]
pub struct OrganizationFields {
    /// What kind of body it is.
    pub kind: OrganizationKind,
    /// Its name.
    pub name: Translated,
    /// Its acronym, where it has one.
    #[serde(default)]
    pub acronym: Translated,
    /// What it does in the process.
    #[serde(default)]
    pub role: Translated,
    /// Its own site.
    #[serde(default)]
    #[schema(value_type = Option<Url>)]
    pub website: Option<String>,
    /// Whether it still takes part; null if nobody knows.
    #[serde(default)]
    pub active: Option<bool>,
}

/// What the list of organizations can be filtered by.
#[derive(Debug, Default, PartialEq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganizationFilter {
    /// Only organizations of this kind.
    pub kind: Option<OrganizationKind>,
    /// Only those that still take part, or only those that do not.
    pub active: Option<bool>,
}

impl Named for OrganizationFields {
    const NAME: &'static str = "Organization";
}

impl Fields for OrganizationFields {
    const KIND: Kind = Kind::Organization;
    const PATH: &'static str = "organizations";
    type Filter = OrganizationFilter;
    type Managed = Nothing;
    type Derived = Nothing;

    fn title(&self) -> &Translated {
        &self.name
    }
    fn texts(&self) -> Vec<(&'static str, &Translated)> {
        vec![("name", &self.name), ("acronym", &self.acronym), ("role", &self.role)]
    }
    /// By id: readers sort by name in their own language, which the server does not know.
    fn position(&self) -> String {
        String::new()
    }
    fn matches(&self, _: &Nothing, _: &Nothing, filter: &OrganizationFilter) -> bool {
        filter.kind.is_none_or(|kind| self.kind == kind) && filter.active.is_none_or(|active| self.active == Some(active))
    }
    fn derive(_: &mut Conn, things: &[Thing<Self>], _: Moment) -> Result<Vec<Nothing>> {
        Ok(Nothing::for_each(things))
    }
}
