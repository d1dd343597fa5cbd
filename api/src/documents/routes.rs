//! Documents over HTTP.
use super::DocumentFields;
use crate::editorial::editorial_routes;

editorial_routes! { DocumentFields, "documents", document, documents, "a document", [] }
