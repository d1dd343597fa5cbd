//! The forms in which an editorial thing travels: new, patched, shown to everybody, shown to editors.
use super::{Fields, Provenance, Status, Thing, Withdrawal};
use crate::http::{describe, merged, optional_everywhere};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::marker::PhantomData;
use utoipa::openapi::schema::{AdditionalProperties, Object, Schema, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

type Components = Vec<(String, RefOr<Schema>)>;

/// What an editor sends to make a draft.
#[derive(Debug, Clone)]
pub struct New<F> {
    /// The wished id; made from the title if there is none.
    pub id: Option<String>,
    /// The kind's fields.
    pub fields: F,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A merge patch (RFC 7396) of the fields that an editor writes.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Patch<F> {
    /// What changes.
    pub value: Value,
    #[serde(skip)]
    kind: PhantomData<F>,
}

/// A thing as everybody sees it.
pub struct Shown<F: Fields> {
    /// The thing.
    pub thing: Thing<F>,
    /// What is worked out for showing it.
    pub derived: F::Derived,
}

/// A thing as editors see it.
pub struct Editorial<F: Fields>(pub Shown<F>);

impl<F: Fields> Patch<F> {
    /// A patch made by Hapur itself.
    pub fn new(value: Value) -> Self {
        Self { value, kind: PhantomData }
    }
}

impl<'de, F: Fields> Deserialize<'de> for New<F> {
    /// Reads the flat form: id, fields and provenance side by side.
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let mut flat = Map::deserialize(reader)?;
        let id = flat.remove("id").filter(|id| !id.is_null()).map(serde_json::from_value).transpose().map_err(D::Error::custom)?;
        let provenance = serde_json::from_value(Value::Object(flat.clone())).map_err(D::Error::custom)?;
        let fields = serde_json::from_value(Value::Object(flat)).map_err(D::Error::custom)?;
        Ok(Self { id, fields, provenance })
    }
}

impl<F: Fields> Serialize for Shown<F> {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        self.flat().serialize(writer)
    }
}

impl<F: Fields> Serialize for Editorial<F> {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        Kept { shown: self.0.flat(), withdrawal: self.0.thing.withdrawal.as_ref() }.serialize(writer)
    }
}

impl<F: Fields> Shown<F> {
    fn flat(&self) -> Flat<'_, F> {
        let Thing { id, fields, managed, provenance, status, revision, created_at, updated_at, .. } = &self.thing;
        let life = Life { status: *status, revision: *revision, created_at: *created_at, updated_at: *updated_at };
        Flat { id, fields, managed, derived: &self.derived, provenance, life }
    }
}

/// All parts of a thing side by side in one object.
#[derive(Serialize)]
#[serde(bound = "")]
struct Flat<'a, F: Fields> {
    id: &'a str,
    #[serde(flatten)]
    fields: &'a F,
    #[serde(flatten)]
    managed: &'a F::Managed,
    #[serde(flatten)]
    derived: &'a F::Derived,
    #[serde(flatten)]
    provenance: &'a Provenance,
    #[serde(flatten)]
    life: Life,
}

/// What all things have of their life.
#[derive(Serialize, ToSchema)]
struct Life {
    /// How far it has come.
    status: Status,
    /// Counts its changes, from 1; send it in `If-Match`.
    #[schema(minimum = 1)]
    revision: i64,
    /// When it was made.
    created_at: crate::time::Moment,
    /// When it was last changed.
    updated_at: crate::time::Moment,
}

/// The same with why it is no longer shown.
#[derive(Serialize)]
#[serde(bound = "")]
struct Kept<'a, F: Fields> {
    #[serde(flatten)]
    shown: Flat<'a, F>,
    withdrawal: Option<&'a Withdrawal>,
}

/// An id of an editorial thing, in the OpenAPI document.
pub struct Id;

impl PartialSchema for Id {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .pattern(Some("^[a-z0-9]+(-[a-z0-9]+)*$"))
            .max_length(Some(80))
            .description(Some("Readable, unique in its kind, permanent."))
            .into()
    }
}
impl ToSchema for Id {}

fn with_id(mut object: Object, required: bool) -> Object {
    object.properties.insert("id".into(), Id::schema());
    object.required.extend(required.then(|| "id".to_owned()));
    object
}

fn shown<F: Fields>() -> Object {
    let parts = [F::schema(), F::Managed::schema(), F::Derived::schema(), Provenance::schema(), Life::schema()];
    let mut object = with_id(merged(parts), true);
    object.required = object.properties.keys().cloned().collect();
    // What an editor sends is not yet what is shown.
    object.example = None;
    object
}

fn closed(mut object: Object) -> Object {
    object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    object
}

fn components<F: Fields>(known: &mut Components) {
    F::schemas(known);
    F::Managed::schemas(known);
    F::Derived::schemas(known);
    Provenance::schemas(known);
    Life::schemas(known);
}

/// One of the four forms: its name, its schema.
macro_rules! form {
    ($form:ident, $name:expr, $object:expr, $description:expr) => {
        impl<F: Fields> PartialSchema for $form<F> {
            fn schema() -> RefOr<Schema> {
                describe($object, format!($description, F::KIND))
            }
        }
        impl<F: Fields> ToSchema for $form<F> {
            fn name() -> Cow<'static, str> {
                Cow::Owned(format!($name, F::NAME))
            }
            fn schemas(known: &mut Components) {
                components::<F>(known);
            }
        }
    };
}

form!(Shown, "{}", shown::<F>(), "A published {}.");
form!(New, "New{}", closed(with_id(merged([F::schema(), Provenance::schema()]), false)), "What an editor sends to make a {}.");
form!(Patch, "{}Patch", closed(optional_everywhere(merged([F::schema(), Provenance::schema()]))), "What changes of a {} (RFC 7396).");
form!(Editorial, "Editorial{}", editorial::<F>(), "A {} as editors see it, in any status.");

fn editorial<F: Fields>() -> Object {
    let mut object = shown::<F>();
    let null = ObjectBuilder::new().schema_type(SchemaType::Type(Type::Null));
    let withdrawal = utoipa::openapi::schema::OneOfBuilder::new().item(null).item(Withdrawal::schema());
    let withdrawal = withdrawal.description(Some("Why it is no longer shown; null while it is, or never was."));
    object.properties.insert("withdrawal".into(), RefOr::T(Schema::OneOf(withdrawal.build())));
    object.required.push("withdrawal".into());
    object
}

/// A web address, in the OpenAPI document.
pub struct Url;

impl PartialSchema for Url {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .format(Some(SchemaFormat::Custom("uri".into())))
            .pattern(Some(r"^https?://[!-~]+$"))
            .max_length(Some(2000))
            .description(Some("A web address."))
            .into()
    }
}
impl ToSchema for Url {}

/// The path of one text, such as `title.sr`, in the OpenAPI document.
pub struct TextPath;

impl PartialSchema for TextPath {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .pattern(Some(r"^[a-z_]{1,40}\.(sq|sr|en)$"))
            .max_length(Some(50))
            .description(Some("Which text in which language, for example `title.sr`."))
            .into()
    }
}
impl ToSchema for TextPath {}
