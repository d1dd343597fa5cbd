//! Answering a query: the newest hits from the index, put in order, and of one page what the slices say of them.
use super::sources::source;
use super::store::{self, COUNTED, Candidate, Expression};
use super::{Found, Hit, SearchQuery, WantedWords, keys, rules, snippet};
use crate::db::Conn;
use crate::error::{Code, Error, Result};
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use crate::record::{Passage, Searchable};
use std::cmp::Reverse;

const LIST: &str = "search";
/// So many hits are put in order; beyond, a reader needs another word.
const CAP: i64 = 300;

/// Where a hit stands: how well it answers, and its place in the index.
type Rank = (i64, i64);

/// The page that answers the question.
///
/// # Errors
/// `invalid_parameter` if the place to go on from is none.
pub fn page(conn: &mut Conn, query: &SearchQuery) -> Result<Found> {
    let after = query.after.as_deref().map(rank_in).transpose()?;
    let wanted = WantedWords::parse(&query.q, query.prefix.unwrap_or(false));
    if wanted.is_empty() {
        return Ok(Found { items: vec![], next: None, total: 0, total_is_exact: true, capped: false });
    }
    let about = query.about()?.map(|subject| keys::about(&subject));
    let sought = Expression::of(conn, &wanted, &filters(query), about);
    let mut hits = store::hits(conn, &sought, CAP + 1)?;
    let capped = hits.len() as i64 > CAP;
    let total = if capped { store::count(conn, &sought)? } else { hits.len() as i64 };
    hits.truncate(CAP as usize);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    let page = Page::cut(ordered(hits, &wanted, after, limit + 1), limit, None, |(rank, _)| cursor(*rank));
    let mut items = vec![];
    for (_, hit) in page.items {
        items.extend(show(conn, hit, &wanted, query)?);
    }
    Ok(Found { items, next: page.next, total: total.min(COUNTED), total_is_exact: total <= COUNTED, capped })
}

fn filters(query: &SearchQuery) -> Vec<String> {
    let kind = query.kind.map(keys::of_kind);
    let language = query.language.map(|language| keys::in_language(language.as_str()));
    kind.into_iter().chain(language).collect()
}

/// The best hits behind a rank, at most `limit`.
fn ordered(hits: Vec<Candidate>, wanted: &WantedWords, after: Option<Rank>, limit: i64) -> Vec<(Rank, Candidate)> {
    let rank = |hit: Candidate| ((rules::score(wanted, &hit.titles, &hit.tokens), hit.place), hit);
    let mut ranked: Vec<_> = hits.into_iter().map(rank).filter(|(rank, _)| after.is_none_or(|after| *rank < after)).collect();
    ranked.sort_by_key(|(rank, _)| Reverse(*rank));
    ranked.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    ranked
}

fn cursor((score, place): Rank) -> Cursor {
    Cursor::new(LIST, [&score.to_string(), &place.to_string()])
}

fn rank_in(cursor: &str) -> Result<Rank> {
    let [score, place] = Cursor::read::<2>(LIST, cursor)?;
    score.parse().and_then(|score| Ok((score, place.parse()?))).map_err(|_| Error::from(Code::InvalidCursor))
}

/// A hit as readers see it; nothing if it has gone since the index was asked.
fn show(conn: &mut Conn, hit: Candidate, wanted: &WantedWords, query: &SearchQuery) -> Result<Option<Hit>> {
    let Candidate { kind, id, .. } = hit;
    let Some(source) = source(kind) else { return Ok(None) };
    let Some(found) = (source.find)(conn, &id)? else { return Ok(None) };
    let url = format!("/api/v1/{}/{id}", source.path);
    Ok(best_passage(&found, wanted, query).map(|(passage, snippet)| Hit {
        kind,
        id,
        url,
        field: passage.field.clone(),
        language: passage.language.and_then(|code| code.parse().ok()),
        snippet,
        title: found.title.clone(),
        subject: found.subject.clone(),
        date: found.date,
    }))
}

/// The passage with most of the words; among equals one in the language that was asked for or is read, then one that is no title,
/// since titles are shown anyway, then the first.
fn best_passage<'f>(found: &'f Searchable, wanted: &WantedWords, query: &SearchQuery) -> Option<(&'f Passage, String)> {
    let asked = query.language.or(query.prefer).map(|language| language.as_str());
    let worth = |passage: &Passage, words: u32| (words, asked.is_some() && passage.language == asked, !passage.is_title);
    let mut best = None;
    let mut known = None;
    for passage in &found.passages {
        let (snippet, words) = snippet(wanted, &passage.text);
        let worth = Some(worth(passage, words));
        if worth > known {
            (best, known) = (Some((passage, snippet)), worth);
        }
    }
    best
}
