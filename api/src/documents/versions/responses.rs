//! Files in the OpenAPI document: every media type by its name.
use crate::files::MediaType;
use std::collections::BTreeMap;
use utoipa::IntoResponses;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{ContentBuilder, RefOr, Response, ResponseBuilder};

const TYPES: [MediaType; 10] = [
    MediaType::Pdf,
    MediaType::Png,
    MediaType::Jpeg,
    MediaType::Csv,
    MediaType::PlainText,
    MediaType::Markdown,
    MediaType::Odt,
    MediaType::Ods,
    MediaType::Docx,
    MediaType::Xlsx,
];

/// A file, whole or in part.
pub struct FileResponses;

impl IntoResponses for FileResponses {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let part = with(file("The part that was asked for"), &[("Content-Range", "Which bytes of how many")]);
        BTreeMap::from([("200".into(), file("The file").build().into()), ("206".into(), part.build().into())])
    }
}

fn file(description: &str) -> ResponseBuilder {
    let bytes = || ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).build();
    let response = ResponseBuilder::new().description(description);
    let response = TYPES
        .iter()
        .fold(response, |response, media_type| response.content(media_type.as_str(), ContentBuilder::new().schema(Some(bytes())).build()));
    let headers = [
        ("ETag", "The file's SHA-256 digest in hexadecimal"),
        ("Repr-Digest", "The same digest as RFC 9530 writes it, of the whole file"),
        ("Content-Disposition", "What to call the file"),
        ("Accept-Ranges", "`bytes`"),
    ];
    with(response, &headers)
}

fn with(response: ResponseBuilder, headers: &[(&str, &str)]) -> ResponseBuilder {
    headers.iter().fold(response, |response, (name, description)| {
        response.header(*name, HeaderBuilder::new().schema(Some(Object::with_type(Type::String))).description(Some(*description)).build())
    })
}

/// The HTML of a text.
pub struct HtmlResponses;

impl IntoResponses for HtmlResponses {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let html = ContentBuilder::new().schema(Some(Object::with_type(Type::String))).build();
        let response = ResponseBuilder::new().description("A fragment of HTML").content("text/html", html);
        let response = with(response, &[("ETag", "Of the HTML, not of the file")]);
        BTreeMap::from([("200".into(), response.build().into())])
    }
}
