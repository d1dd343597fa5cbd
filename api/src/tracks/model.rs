//! A track.
use crate::db::Conn;
use crate::editorial::{Fields, Nothing, Thing};
use crate::error::Result;
use crate::http::Named;
use crate::language::Translated;
use crate::record::Kind;
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What an editor writes of a track.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"title": {"sq": "Plani i veprimit", "sr": "Akcioni plan", "en": "Action plan"}, "position": 3}))]
pub struct TrackFields {
    /// What it is called.
    pub title: Translated,
    /// Its place among the tracks.
    #[schema(minimum = 1, maximum = 1000, example = 1)]
    pub position: i64,
}

/// Tracks are few; nobody has to filter them.
#[derive(Debug, Default, PartialEq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrackFilter {}

impl Named for TrackFields {
    const NAME: &'static str = "Track";
}

impl Fields for TrackFields {
    const KIND: Kind = Kind::Track;
    const PATH: &'static str = "tracks";
    type Filter = TrackFilter;
    type Managed = Nothing;
    type Derived = Nothing;

    fn title(&self) -> &Translated {
        &self.title
    }
    fn texts(&self) -> Vec<(&'static str, &Translated)> {
        vec![("title", &self.title)]
    }
    fn position(&self) -> String {
        format!("{:04}", self.position)
    }
    fn matches(&self, _: &Nothing, _: &Nothing, _: &TrackFilter) -> bool {
        true
    }
    fn derive(_: &mut Conn, things: &[Thing<Self>], _: Moment) -> Result<Vec<Nothing>> {
        Ok(Nothing::for_each(things))
    }
}
