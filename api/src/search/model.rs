//! What search is asked, and what it answers.
use crate::db::text_enum;
use crate::error::{Code, Result};
use crate::language::Translated;
use crate::record::{Kind, Subject};
use crate::time::PartialDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

text_enum! {
    /// The language that a text is said to be in.
    pub enum SearchLanguage {
        /// Albanian.
        Sq = "sq",
        /// Serbian.
        Sr = "sr",
        /// English.
        En = "en",
        /// Turkish.
        Tr = "tr",
        /// Bosnian.
        Bs = "bs",
        /// Romani.
        Rom = "rom",
        /// Any other.
        Other = "other",
        /// Several in one file.
        Mul = "mul",
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words in any language, script and spelling; every one must be there, in any of its forms. There are no operators:
    /// whatever is no letter and no digit only divides words. Of more than eight words the eight longest are looked for.
    #[param(min_length = 1, max_length = 200, pattern = "^[^\\x00]+$", example = "odluke")]
    pub q: String,
    /// With `true` the last word may be the beginning of a word, of two letters or more (of which
    /// eight count): for asking while it is typed.
    pub prefix: Option<bool>,
    /// Only things of this kind.
    pub kind: Option<Kind>,
    /// Only what is about this thing, for example comments on `document:letter-of-intent-2023`.
    #[param(max_length = 100, pattern = "^(organization|track|document|milestone|decision):[a-z0-9]+(-[a-z0-9]+)*$")]
    pub subject: Option<String>,
    /// Only things with a text in this language, and comments that are said to be in it. Snippets are taken from such a text
    /// if the words are there. The words themselves are always looked for in all languages.
    pub language: Option<SearchLanguage>,
    /// The language of whoever reads: of texts with equally many of the words the snippet is taken from one in this language.
    /// Nothing is left out for it.
    pub prefer: Option<SearchLanguage>,
    /// The `next` of the page before.
    #[param(min_length = 1, max_length = 400, pattern = r"^search\.[0-9]{1,18}\.[0-9]{1,19}$")]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

impl SearchQuery {
    /// The thing that hits are about.
    ///
    /// # Errors
    /// `invalid_parameter` (400).
    pub fn about(&self) -> Result<Option<Subject>> {
        let read = |text: &String| text.parse().map_err(|_| Code::InvalidParameter.at("?subject", "pattern"));
        self.subject.as_ref().map(read).transpose()
    }
}

/// Something that was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hit {
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its id.
    #[schema(example = "letter-of-intent-2023")]
    pub id: String,
    /// Its address in this API.
    #[schema(example = "/api/v1/documents/letter-of-intent-2023")]
    pub url: String,
    /// What it is called; null for comments.
    #[schema(required = true)]
    pub title: Option<Translated>,
    /// What a comment is about; null for what stands by itself.
    #[schema(required = true)]
    pub subject: Option<Subject>,
    /// Its own date, exactly as precise as it is known; of a comment the day of its first publication.
    #[schema(required = true)]
    pub date: Option<PartialDate>,
    /// In which of its texts the words stand best: `title`, `summary`, `body`, `versions/1` …
    #[schema(example = "summary")]
    pub field: String,
    /// The language that this text is said to be in; null for names.
    #[schema(required = true)]
    pub language: Option<SearchLanguage>,
    /// A piece of this text as it was written, safe to put into a page: `&`, `<`, `>` and `"` of the text are escaped,
    /// and hits stand between `<mark>` and `</mark>`. There is no other markup.
    #[schema(example = "Qeveria miratoi <mark>vendimin</mark> për planin e veprimit.")]
    pub snippet: String,
}

/// What was found.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Found {
    /// The hits, the best first: words in titles before words elsewhere, the typed form before other forms, among equals
    /// things before comments and the newer before the older. The same on every server.
    #[schema(max_items = 100)]
    pub items: Vec<Hit>,
    /// Send it back as `after=` to go on; null at the end.
    #[schema(required = true)]
    pub next: Option<String>,
    /// How many there are in all. Exact up to 1,000.
    #[schema(minimum = 0)]
    pub total: i64,
    /// False if there are more than `total`, which then stops at 1,000.
    pub total_is_exact: bool,
    /// True if there are more than 300: then `items` and its pages hold all hits among the things of editors, and the newest
    /// comments up to 300 in all.
    pub capped: bool,
}
