//! Tracks over HTTP.
use super::TrackFields;
use crate::editorial::editorial_routes;

editorial_routes! { TrackFields, "tracks", track, tracks, "a track", [] }
