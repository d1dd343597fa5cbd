//! Hapur, the public record of Kosovo's Open Government Partnership process: its REST API.
//!
//! A request enters at [`app`], which lists every resource, and passes [`http`], where the OpenAPI document guards it.
//! Each resource is one folder with the same files: `routes` (HTTP), `model` (types), `store` (SQL) and, where there is
//! something to decide, `rules` (pure). What editors publish shares one life, told in [`editorial`]. Whatever changes in
//! public goes through [`record`], which numbers and keeps it. Below are [`db`], [`files`], [`language`] and [`time`].
pub mod accounts;
pub mod app;
pub mod appeals;
pub mod changes;
pub mod cli;
pub mod comments;
pub mod config;
pub mod consultation;
pub mod db;
pub mod decisions;
pub mod documents;
pub mod editorial;
pub mod error;
pub mod files;
pub mod http;
pub mod import;
pub mod intake;
pub mod language;
pub mod locale;
pub mod milestones;
pub mod moderation;
pub mod moderation_log;
pub mod organizations;
pub mod record;
pub mod responses;
pub mod search;
pub mod serve;
pub mod site;
pub mod statistics;
pub mod time;
pub mod tracks;
pub mod upkeep;
