//! How much is answered and how fast: in all, by the organization that is responsible for what is commented, and by
//! subject. Made from two small tables that each change keeps, so its price does not grow with the number of comments.
use super::{Delays, delays};
use crate::comments::{self, CommentSubject};
use crate::db::Conn;
use crate::editorial::{self, Id};
use crate::error::Result;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How many published comments are answered, and how fast.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Coverage {
    /// How many comments are published.
    #[schema(minimum = 0)]
    pub published: i64,
    /// How many of them have a response.
    #[schema(minimum = 0)]
    pub answered: i64,
    /// How many of them wait for one.
    #[schema(minimum = 0)]
    pub waiting: i64,
    /// Half of the answered ones had their first response within so many whole days after their publication; null while
    /// none is answered.
    #[schema(required = true, minimum = 0)]
    pub median_days: Option<f64>,
}

/// Of one organization.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrganizationCoverage {
    /// Who issued the document, is responsible for the milestone or took the decision; null where nobody is known.
    #[schema(required = true, value_type = Option<Id>)]
    pub organization: Option<String>,
    /// How it answers.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// Of one subject.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubjectCoverage {
    /// What is commented.
    pub subject: CommentSubject,
    /// How it is answered.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// How all comments are answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CoverageReport {
    /// All comments together.
    pub overall: Coverage,
    /// By the organization that is responsible for what is commented; whoever answers.
    pub organizations: Vec<OrganizationCoverage>,
    /// By what is commented.
    pub subjects: Vec<SubjectCoverage>,
}

/// What the coverage is made of.
#[derive(Debug, Clone, Default)]
struct Tally {
    published: i64,
    delays: Delays,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.published += other.published;
        self.delays.add_all(&other.delays);
    }

    fn coverage(&self) -> Coverage {
        let answered = self.delays.count();
        Coverage { published: self.published, answered, waiting: self.published - answered, median_days: self.delays.median() }
    }
}

type Subjects = BTreeMap<(String, String), (CommentSubject, Tally)>;

fn tallies(conn: &mut Conn) -> Result<Subjects> {
    let mut all = Subjects::new();
    let key = |it: &CommentSubject| (it.kind.to_string(), it.id.clone());
    for (subject, published) in comments::published_by_subject(conn)? {
        all.entry(key(&subject)).or_insert((subject, Tally::default())).1.published = published;
    }
    for (subject, days, comments) in delays::all(conn)? {
        all.entry(key(&subject)).or_insert((subject, Tally::default())).1.delays.add(days, comments);
    }
    Ok(all)
}

/// How all comments are answered, in one line.
///
/// # Errors
/// If the database cannot be read.
pub fn overall(conn: &mut Conn) -> Result<Coverage> {
    let mut overall = Tally::default();
    tallies(conn)?.values().for_each(|(_, tally)| overall.add(tally));
    Ok(overall.coverage())
}

/// How all comments are answered.
pub(super) fn report(conn: &mut Conn) -> Result<CoverageReport> {
    let responsible = editorial::responsible_organizations(conn)?;
    let mut overall = Tally::default();
    let mut organizations = BTreeMap::<Option<String>, Tally>::new();
    let mut subjects = vec![];
    for (subject, tally) in tallies(conn)?.into_values() {
        overall.add(&tally);
        let organization = responsible.get(&subject.subject()).cloned();
        organizations.entry(organization).or_default().add(&tally);
        subjects.push(SubjectCoverage { subject, coverage: tally.coverage() });
    }
    let organizations = organizations.into_iter();
    let organizations =
        organizations.map(|(organization, tally)| OrganizationCoverage { organization, coverage: tally.coverage() }).collect();
    Ok(CoverageReport { overall: overall.coverage(), organizations, subjects })
}
