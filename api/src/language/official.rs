//! Texts of which the schema itself demands Albanian and Serbian, because they cannot be completed later.
use super::translated::{PATTERN, text_schema};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, OneOfBuilder, Ref, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A text that is there in both official languages, in the OpenAPI document.
pub struct OfficialText;

/// A text that is there in both official languages or not at all, in the OpenAPI document.
pub struct OfficialNote;

fn demanded(description: &str) -> ObjectBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(5000));
    text.pattern(Some(PATTERN)).description(Some(description))
}

fn whole(object: ObjectBuilder) -> ObjectBuilder {
    object.required("sq").required("sr").required("en").additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

impl PartialSchema for OfficialText {
    fn schema() -> RefOr<Schema> {
        let object = ObjectBuilder::new()
            .description(Some("One text that must be there in Albanian and in Serbian; English may be null."))
            .property("sq", demanded("Albanian"))
            .property("sr", demanded("Serbian, in Latin or Cyrillic script"))
            .property("en", text_schema("English"));
        whole(object).into()
    }
}
impl ToSchema for OfficialText {}

impl PartialSchema for OfficialNote {
    fn schema() -> RefOr<Schema> {
        let null = || ObjectBuilder::new().schema_type(Type::Null);
        let none = ObjectBuilder::new().property("sq", null()).property("sr", null()).property("en", null());
        let none = whole(none).description(Some("No text at all."));
        let either = OneOfBuilder::new().item(Ref::from_schema_name("OfficialText")).item(none);
        either.description(Some("A text in both official languages, or none at all.")).into()
    }
}
impl ToSchema for OfficialNote {
    fn schemas(known: &mut Vec<(String, RefOr<Schema>)>) {
        known.push(("OfficialText".into(), OfficialText::schema()));
    }
}
