//! The OpenAPI document as a guard: a request that it forbids never reaches a handler, so it cannot lie about what is
//! accepted, and no rule stands in two places.
use crate::error::{Code, Error, FieldError, Result};
use actix_web::http::Method;
use anyhow::Context;
use jsonschema::{ValidationError, Validator, error::ValidationErrorKind};
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Every operation of the document, by path template and method.
pub struct Contract {
    paths: HashMap<String, HashMap<Method, Operation>>,
    components: Arc<Value>,
}

/// What one operation takes.
pub struct Operation {
    query: Vec<Parameter>,
    path: Vec<Parameter>,
    body: Option<Schema>,
}

struct Parameter {
    name: String,
    required: bool,
    schema: Schema,
}

/// A schema that is compiled when it is first needed: start-up stays short.
struct Schema {
    json: Value,
    components: Arc<Value>,
    compiled: OnceLock<Validator>,
}

impl Contract {
    /// Reads the document.
    ///
    /// # Errors
    /// If it is not an OpenAPI document of ours.
    pub fn of(document: &Value) -> anyhow::Result<Self> {
        let components = Arc::new(document["components"].clone());
        let mut paths = HashMap::new();
        for (template, item) in document["paths"].as_object().context("no paths")? {
            let operations = item.as_object().context("no operations")?.iter();
            let read = operations.map(|(method, it)| Ok((method.to_uppercase().parse()?, Operation::read(it, &components)?)));
            paths.insert(template.clone(), read.collect::<anyhow::Result<_>>()?);
        }
        Ok(Self { paths, components })
    }

    /// The operation behind a path template, if the path has that method.
    ///
    /// # Errors
    /// `not_found` (404) for unknown paths, `method_not_allowed` (405) for unknown methods.
    pub fn operation(&self, template: Option<&str>, method: &Method) -> Result<&Operation> {
        let methods = template.and_then(|template| self.paths.get(template)).ok_or(Error::from(Code::NotFound))?;
        methods.get(method).ok_or(Code::MethodNotAllowed.into())
    }

    /// Refuses a value that the schema of this name forbids, naming every place.
    ///
    /// # Errors
    /// `invalid` (422).
    pub fn check_named(&self, schema: &str, value: &Value) -> Result<()> {
        let json = json!({"$ref": format!("#/components/schemas/{schema}")});
        let schema = Schema { json, components: self.components.clone(), compiled: OnceLock::new() };
        refuse_if_wrong(schema.complaints(value)?)
    }

    /// What a path allows, for `Allow`.
    pub fn methods(&self, template: &str) -> String {
        let mut names = vec!["OPTIONS".to_owned()];
        let known = self.paths.get(template).into_iter().flat_map(HashMap::keys);
        for method in known {
            names.push(method.to_string());
            names.extend((*method == Method::GET).then(|| "HEAD".to_owned()));
        }
        names.sort();
        names.join(", ")
    }
}

impl Parameter {
    /// What a wrong value is called: a cursor is known by its name and by not being a number.
    fn refusal(&self) -> Code {
        let is_cursor = self.name == "after" && self.schema.json["type"] == "string";
        if is_cursor { Code::InvalidCursor } else { Code::InvalidParameter }
    }
}

impl Operation {
    fn read(operation: &Value, components: &Arc<Value>) -> anyhow::Result<Self> {
        let schema = |json: &Value| Schema { json: json.clone(), components: components.clone(), compiled: OnceLock::new() };
        let parameters = |place: &str| {
            let all = operation["parameters"].as_array().into_iter().flatten();
            let here = all.filter(|parameter| parameter["in"] == place);
            here.map(|it| Parameter {
                name: it["name"].as_str().unwrap_or_default().to_owned(),
                required: it["required"] == true,
                schema: schema(&it["schema"]),
            })
            .collect::<Vec<_>>()
        };
        let content = &operation["requestBody"]["content"];
        // Of an upload only the part `meta` is JSON.
        let meta = &content["multipart/form-data"]["schema"]["properties"]["meta"];
        let body = content["application/json"].get("schema").unwrap_or(meta);
        Ok(Self { query: parameters("query"), path: parameters("path"), body: (!body.is_null()).then(|| schema(body)) })
    }

    /// Refuses query parameters that are unknown, there twice, missing or of the wrong form.
    ///
    /// # Errors
    /// `unknown_parameter`, `invalid_parameter` or `malformed_request` (400).
    pub fn check_query(&self, query: &str) -> Result<()> {
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect::<Result<Vec<_>>>()?;
        for (at, (name, value)) in pairs.iter().enumerate() {
            let known = self.query.iter().find(|parameter| parameter.name == *name);
            let parameter = known.ok_or_else(|| Code::UnknownParameter.at(format!("?{name}"), "unknown"))?;
            if pairs[..at].iter().any(|(before, _)| before == name) {
                return Err(Code::InvalidParameter.at(format!("?{name}"), "twice"));
            }
            let wrong = parameter.schema.complaints(&parameter.schema.typed(value))?;
            if let Some(first) = wrong.into_iter().next() {
                return Err(parameter.refusal().at(format!("?{name}"), first.code));
            }
        }
        let missing = self.query.iter().find(|it| it.required && !pairs.iter().any(|(name, _)| *name == it.name));
        missing.map_or(Ok(()), |it| Err(Code::InvalidParameter.at(format!("?{}", it.name), "required")))
    }

    /// An id that no thing can have is an address where nothing is.
    ///
    /// # Errors
    /// `not_found` (404).
    pub fn check_path(&self, template: &str, path: &str) -> Result<()> {
        for (name, given) in template.split('/').zip(path.split('/')) {
            let Some(name) = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else { continue };
            let Some(parameter) = self.path.iter().find(|it| it.name == name) else { continue };
            let value = percent_decode_str(given).decode_utf8().map_err(|_| Error::from(Code::NotFound))?;
            if !parameter.schema.complaints(&parameter.schema.typed(&value))?.is_empty() {
                return Err(Code::NotFound.into());
            }
        }
        Ok(())
    }

    /// Refuses a body that the schema forbids, naming every place.
    ///
    /// # Errors
    /// `invalid` (422).
    pub fn check_body(&self, body: &Value) -> Result<()> {
        let Some(schema) = &self.body else { return Ok(()) };
        refuse_if_wrong(schema.complaints(body)?)
    }
}

fn refuse_if_wrong(wrong: Vec<FieldError>) -> Result<()> {
    if wrong.is_empty() { Ok(()) } else { Err(Code::Invalid.at_all(wrong)) }
}

impl Schema {
    fn complaints(&self, value: &Value) -> Result<Vec<FieldError>> {
        let validator = match self.compiled.get() {
            Some(validator) => validator,
            None => {
                let compiled = self.compile()?;
                self.compiled.get_or_init(|| compiled)
            }
        };
        let mut wrong = vec![];
        validator.iter_errors(value).for_each(|error| complain(&error, "", &mut wrong));
        wrong.dedup();
        Ok(wrong)
    }

    fn compile(&self) -> Result<Validator> {
        let root = json!({"allOf": [self.json], "components": *self.components});
        let built = jsonschema::options().should_validate_formats(true).build(&root);
        Ok(built.map_err(|e| anyhow::anyhow!("a schema of ours is wrong: {e}"))?)
    }

    /// A query string has only text; the schema says what it stands for.
    fn typed(&self, text: &str) -> Value {
        // Written as JSON writes it: neither `+5` nor `05`.
        let number = || text.parse::<i64>().ok().filter(|number| number.to_string() == text).map(Value::from);
        let read = match self.json["type"].as_str() {
            Some("integer") => number(),
            Some("boolean") => text.parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        read.unwrap_or_else(|| Value::from(text))
    }
}

fn pair(text: &str) -> Result<(String, String)> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    let decode = |part: &str| {
        let spaced = part.replace('+', " ");
        let decoded = percent_decode_str(&spaced).decode_utf8().map(std::borrow::Cow::into_owned);
        decoded.map_err(|_| Code::Malformed.because("The query is not UTF-8."))
    };
    Ok((decode(name)?, decode(value)?))
}

/// One complaint of the validator in our words; where a value may have one of several forms, about the likeliest.
fn complain(error: &ValidationError<'_>, prefix: &str, wrong: &mut Vec<FieldError>) {
    use ValidationErrorKind as Kind;
    let here = format!("{prefix}{}", error.instance_path().as_str());
    let mut say = |pointer: String, code: &str| wrong.push(FieldError { pointer, code: code.to_owned() });
    match error.kind() {
        Kind::Required { property } => say(format!("{here}/{}", property.as_str().unwrap_or_default()), "required"),
        Kind::AdditionalProperties { unexpected } => unexpected.iter().for_each(|name| say(format!("{here}/{}", escaped(name)), "unknown")),
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => match likeliest(context) {
            Some(branch) => branch.iter().for_each(|error| complain(error, prefix, wrong)),
            None => say(here, "not_allowed"),
        },
        kind => say(here, code_of(kind)),
    }
}

/// The branch that objects to the least, leaving aside those that want another type altogether (`null`) or another word
/// (the `outcome` of another kind of decision).
fn likeliest<'a>(branches: &'a [Vec<ValidationError<'static>>]) -> Option<&'a Vec<ValidationError<'static>>> {
    use ValidationErrorKind as Kind;
    let other_type = |error: &ValidationError<'_>| matches!(error.kind(), Kind::Type { .. } | Kind::Enum { .. } | Kind::Constant { .. });
    branches.iter().filter(|branch| !branch.is_empty()).min_by_key(|branch| (branch.iter().any(other_type), branch.len()))
}

fn code_of(kind: &ValidationErrorKind) -> &'static str {
    use ValidationErrorKind as Kind;
    match kind {
        Kind::Type { .. } => "type",
        Kind::MinLength { .. } | Kind::MinItems { .. } | Kind::MinProperties { .. } => "too_short",
        Kind::MaxLength { .. } | Kind::MaxItems { .. } | Kind::MaxProperties { .. } => "too_long",
        Kind::Minimum { .. } | Kind::ExclusiveMinimum { .. } => "too_small",
        Kind::Maximum { .. } | Kind::ExclusiveMaximum { .. } => "too_large",
        Kind::Pattern { .. } | Kind::Format { .. } => "pattern",
        Kind::UniqueItems => "twice",
        _ => "not_allowed",
    }
}

/// A name as a step of a JSON pointer (RFC 6901), cut to a sane length since a stranger chose it.
fn escaped(name: &str) -> String {
    name.chars().take(100).collect::<String>().replace('~', "~0").replace('/', "~1")
}
