//! What the generator leaves without words, or puts where readers and tools do not look for them.
use serde_json::Value;

/// Every property and every parameter says what it is.
pub(super) fn complete(document: &mut Value) {
    for (_, schema) in document["components"]["schemas"].as_object_mut().into_iter().flatten() {
        for (_, property) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
            lift_description(property);
        }
    }
    for (_, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            describe_parameters(operation);
        }
    }
}

/// Of what may be null the generator describes the reference inside; that belongs to the property.
fn lift_description(property: &mut Value) {
    if property.get("description").is_some() {
        return;
    }
    let forms = property.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten();
    let described = forms.filter(|form| form.get("$ref").is_some());
    let said = described.filter_map(|form| form.as_object_mut()?.remove("description")).next();
    if let Some(said) = said {
        property["description"] = said;
    }
}

/// A parameter is what its schema says, if it says nothing more itself.
fn describe_parameters(operation: &mut Value) {
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let silent = parameter.get("description").is_none_or(|said| said == "");
        if let Some(said) = parameter["schema"].get("description").filter(|_| silent).cloned() {
            parameter["description"] = said;
        }
    }
}
