//! Schemas made of schemas: a thing is what all things have plus what its kind has, and the document shows it as one.
use serde_json::{Value, json};
use utoipa::openapi::schema::{Object, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{ObjectBuilder, RefOr};

/// A kind's names in the OpenAPI document.
pub trait Named {
    /// As a schema: `Document`.
    const NAME: &'static str;
}

/// One object with the properties of all.
pub fn merged(parts: impl IntoIterator<Item = RefOr<Schema>>) -> Object {
    let mut whole = ObjectBuilder::new().build();
    for part in parts.into_iter().filter_map(object) {
        whole.example = whole.example.or(part.example);
        whole.properties.extend(part.properties);
        whole.required.extend(part.required);
    }
    whole
}

fn object(part: RefOr<Schema>) -> Option<Object> {
    match part {
        RefOr::T(Schema::Object(object)) => Some(object),
        _ => None,
    }
}

/// The same object with a description.
pub fn describe(mut object: Object, description: impl Into<String>) -> RefOr<Schema> {
    object.description = Some(description.into());
    RefOr::T(Schema::Object(object))
}

/// The object as a merge patch (RFC 7396): nothing is required, what may be unknown may be set to `null`, and of a
/// translated text single languages may be sent.
pub fn optional_everywhere(object: Object) -> Object {
    let (required, example) = (object.required.clone(), object.example.clone());
    let patched = object.properties.into_iter().map(|(name, property)| {
        let property = partial_text(property);
        let property = if required.contains(&name) { property } else { nullable(property) };
        (name, property)
    });
    let mut patch = ObjectBuilder::new().build();
    patch.properties = patched.collect();
    patch.example = example.as_ref().and_then(part_of);
    patch
}

/// For example only the Serbian text of what a thing is called.
fn part_of(example: &Value) -> Option<Value> {
    let (name, text) = ["title", "name"].into_iter().find_map(|name| Some((name, example.get(name)?)))?;
    Some(json!({name: {"sr": text["sr"]}}))
}

fn partial_text(property: RefOr<Schema>) -> RefOr<Schema> {
    match property {
        RefOr::Ref(mut reference) if reference.ref_location.ends_with("/Translated") => {
            reference.ref_location.push_str("Patch");
            RefOr::Ref(reference)
        }
        other => other,
    }
}

fn nullable(property: RefOr<Schema>) -> RefOr<Schema> {
    match property {
        RefOr::T(Schema::Object(mut object)) => {
            object.schema_type = match object.schema_type {
                SchemaType::Type(known) if known != Type::Null => SchemaType::Array(vec![known, Type::Null]),
                other => other,
            };
            RefOr::T(Schema::Object(object))
        }
        RefOr::T(Schema::Array(mut array)) => {
            if let SchemaType::Type(known) = array.schema_type {
                array.schema_type = SchemaType::Array(vec![known, Type::Null]);
            }
            RefOr::T(Schema::Array(array))
        }
        RefOr::Ref(reference) => {
            let null = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Null));
            RefOr::T(Schema::OneOf(OneOfBuilder::new().item(null).item(reference).build()))
        }
        other => other,
    }
}
