//! What may happen to an editorial thing. Pure: no database, no HTTP.
use super::{Fields, New, Provenance, Status, Thing};
use crate::error::{Code, Error, FieldError, Present, Result};
use crate::language::{Translated, slug};
use serde_json::Value;

/// Refuses what no schema can say.
pub fn sound<F: Fields>(fields: &F, provenance: &Provenance) -> Result<()> {
    let mut wrong = fields.complaints();
    let known: Vec<&str> = fields.texts().iter().map(|(name, _)| *name).chain(["note"]).collect();
    for (at, path) in provenance.unofficial.iter().enumerate() {
        if !path.split_once('.').is_some_and(|(text, _)| known.contains(&text)) {
            wrong.push(FieldError { pointer: format!("/unofficial/{at}"), code: "no_such_text".into() });
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Code::Conflict.at_all(wrong)) }
}

/// An editor publishes only what is there in both official languages: neither is a fallback for the other. A text may
/// be missing altogether, but not the title.
pub fn in_both_official_languages<F: Fields>(thing: &Thing<F>) -> Result<()> {
    let title = thing.fields.title();
    let incomplete = |text: &Translated| !text.is_complete_or_empty() || std::ptr::eq(text, title) && text.is_empty();
    let gaps: Vec<_> = thing.texts().into_iter().filter(|(_, text)| incomplete(text)).flat_map(|(name, text)| gaps(&name, text)).collect();
    if gaps.is_empty() { Ok(()) } else { Err(Code::BothOfficialLanguages.at_all(gaps)) }
}

fn gaps(name: &str, text: &Translated) -> Vec<FieldError> {
    let missing = [("sq", &text.sq), ("sr", &text.sr)].into_iter().filter(|(_, text)| text.is_none());
    missing.map(|(language, _)| FieldError { pointer: format!("/{name}/{language}"), code: "required".into() }).collect()
}

/// The step is possible only from one of these.
pub fn from<F: Fields>(thing: &Thing<F>, allowed: &[Status]) -> Result<()> {
    if allowed.contains(&thing.status) {
        return Ok(());
    }
    let state = Present { state: Some(thing.status.to_string()), ..Present::default() };
    Err(Error::from(Code::WrongState).with(state))
}

/// The id that the editor gave, or one made from the title.
pub fn id_for<F: Fields>(new: &New<F>) -> Result<String> {
    if let Some(id) = &new.id {
        return Ok(id.clone());
    }
    let made = new.fields.title().iter().find_map(|(_, text)| slug(text));
    made.ok_or_else(|| Code::Conflict.at("/id", "required"))
}

/// RFC 7396: what the patch names takes the place of what is there; `null` removes it.
pub fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    let Some(object) = target.as_object_mut() else { return };
    for (name, value) in patch {
        if value.is_null() {
            object.remove(&name);
        } else {
            merge(object.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// A text keeps its three keys when a patch takes a language away.
pub fn whole_texts(texts: &[&'static str], body: &mut Value) {
    let empty = || serde_json::json!({"sq": null, "sr": null, "en": null});
    for name in texts {
        let text = body.get(*name).cloned().unwrap_or_else(empty);
        let mut whole = empty();
        if let (Some(whole), Some(text)) = (whole.as_object_mut(), text.as_object()) {
            whole.extend(text.clone());
        }
        body[*name] = whole;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_patch_changes_what_it_names_and_null_removes() {
        let mut thing = json!({"a": 1, "b": {"c": 2, "d": 3}, "e": [1, 2]});
        merge(&mut thing, json!({"a": null, "b": {"c": 9}, "e": [3], "f": {"g": null}}));
        assert_eq!(thing, json!({"b": {"c": 9, "d": 3}, "e": [3], "f": {}}));
    }
}
