//! The only reasons for which a comment is not published. There is deliberately none for being wrong, critical or
//! political.
use crate::db::text_enum;
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::sql_types::Text;
use serde::Serialize;

text_enum! {
    /// Why a comment is not (or no longer) published. Each is explained in the rules for comments.
    pub enum Reason {
        /// Mass-produced, nothing to do with the subject.
        Spam = "spam",
        /// Offers or praises goods or services.
        Advertising = "advertising",
        /// Not about the subject, nor about its process.
        OffTopic = "off_topic",
        /// The same from the same sender.
        Duplicate = "duplicate",
        /// Gives away private details of a person.
        PersonalData = "personal_data",
        /// Demeans a person.
        Insult = "insult",
        /// Pursues or intimidates a person.
        Harassment = "harassment",
        /// Attacks people for belonging to a group.
        HateOrIncitement = "hate_or_incitement",
        /// Threatens, or calls for violence.
        ThreatViolence = "threat_violence",
        /// Somebody concerned plausibly complains that it is untrue and harmful.
        DefamationClaim = "defamation_claim",
        /// Pretends to be somebody else.
        Impersonation = "impersonation",
        /// Against a law that must be cited.
        UnlawfulOther = "unlawful_other",
        /// Nobody can tell what it says.
        NotReadable = "not_readable",
    }
}

impl Reason {
    /// The rule behind it: a section of the rules for comments, the same in all languages.
    pub fn rule(self) -> String {
        format!("{}#{self}", super::rules::RULES)
    }

    /// Whether the decision must cite an article of a law.
    pub fn cites_a_law(self) -> bool {
        self == Self::UnlawfulOther
    }
}

/// Several reasons; a JSON array in the database and on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, FromSqlRow)]
#[serde(transparent)]
pub struct Reasons(pub Vec<Reason>);

impl Reasons {
    /// As codes.
    pub fn codes(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}

impl<DB: Backend> FromSql<Text, DB> for Reasons
where
    String: FromSql<Text, DB>,
{
    fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(&String::from_sql(raw)?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 3] = [
        include_str!("../../content/files/rules-for-comments.sq.md"),
        include_str!("../../content/files/rules-for-comments.sr.md"),
        include_str!("../../content/files/rules-for-comments.en.md"),
    ];

    #[test]
    fn every_reason_is_explained_in_all_three_languages_and_the_rules_know_no_other() {
        for text in TEXTS {
            for reason in Reason::ALL {
                assert_eq!(text.matches(&format!("(`{reason}`)")).count(), 1, "{reason}");
            }
            assert_eq!(text.matches("(`").count(), Reason::ALL.len());
        }
    }
}
