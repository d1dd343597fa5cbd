//! The few words that the plain text of a page needs, in all its languages.
use crate::locale::{ANONYMOUS, INDEPENDENT, Locale, ON_BEHALF_OF, Words};
use std::borrow::Cow;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Issued,
    Decided,
    Number,
    Planned,
    Started,
    Completed,
    Cancelled,
    Unknown,
    Files,
    Evidence,
    Comments,
    Anonymous,
    OnBehalfOf,
    NotShown,
    MoreWithScript,
    ScriptNeeded,
    Missing,
    Gone,
    Independent,
    Tagline,
    Milestones,
    Documents,
    Decisions,
    Organizations,
    Search,
    Log,
    Nothing,
    Reasons,
}

impl Word {
    /// What a list of the things at this place is called.
    pub(super) fn of_list(path: &str) -> Self {
        match path {
            "milestones" => Self::Milestones,
            "documents" => Self::Documents,
            "decisions" => Self::Decisions,
            _ => Self::Organizations,
        }
    }
}

impl Word {
    fn all(self) -> Words {
        match self {
            Self::Issued => ["Lëshuar më", "Izdato", "Issued"],
            Self::Decided => ["Vendosur më", "Doneto", "Decided"],
            Self::Number => ["Numri", "Broj", "Number"],
            Self::Planned => ["Planifikuar për", "Planirano za", "Planned for"],
            Self::Started => ["Filloi më", "Počelo", "Started"],
            Self::Completed => ["Përfunduar më", "Završeno", "Completed"],
            Self::Cancelled => ["Anuluar më", "Otkazano", "Cancelled"],
            Self::Unknown => ["data e panjohur", "datum nepoznat", "date unknown"],
            Self::Files => ["Skedarët", "Datoteke", "Files"],
            Self::Evidence => ["Dëshmi", "Dokazi", "Evidence"],
            Self::Comments => ["Komentet", "Komentari", "Comments"],
            Self::Anonymous => ANONYMOUS,
            Self::OnBehalfOf => ON_BEHALF_OF,
            Self::NotShown => ["Ky koment nuk shfaqet më.", "Ovaj komentar se više ne prikazuje.", "This comment is no longer shown."],
            Self::MoreWithScript => [
                "Të gjitha komentet dhe formulari shfaqen kur JavaScript është i lejuar; të dhënat e plota janë edhe te /api/v1.",
                "Svi komentari i obrazac prikazuju se kada je JavaScript dozvoljen; potpuni podaci su i na /api/v1.",
                "All comments and the form appear when JavaScript is allowed; the whole record is also at /api/v1.",
            ],
            Self::ScriptNeeded => [
                "Kjo faqe funksionon vetëm me JavaScript.",
                "Ova stranica radi samo uz JavaScript.",
                "This page works only with JavaScript.",
            ],
            Self::Missing => ["Këtu nuk ka asgjë", "Ovde nema ničega", "There is nothing here"],
            Self::Gone => ["Kjo nuk tregohet më", "Ovo se više ne prikazuje", "This is no longer shown"],
            Self::Independent => INDEPENDENT,
            Self::Tagline => [
                "Regjistri publik i qeverisjes së hapur në Kosovë",
                "Javna evidencija otvorene vlade na Kosovu",
                "The public record of open government in Kosovo",
            ],
            Self::Milestones => ["Pikat kyçe", "Ključni koraci", "Milestones"],
            Self::Documents => ["Dokumentet", "Dokumenti", "Documents"],
            Self::Decisions => ["Vendimet", "Odluke", "Decisions"],
            Self::Organizations => ["Organizatat", "Organizacije", "Organizations"],
            Self::Search => ["Kërko", "Pretraga", "Search"],
            Self::Log => ["Regjistri i moderimit", "Evidencija moderiranja", "Moderation log"],
            Self::Nothing => ["Asgjë", "Ništa", "Nothing"],
            Self::Reasons => ["Arsyeja", "Razlog", "Reason"],
        }
    }

    pub(super) fn in_locale(self, locale: Locale) -> Cow<'static, str> {
        locale.told(self.all())
    }
}
