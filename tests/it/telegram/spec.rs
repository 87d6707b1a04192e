//! The published specification of the Bot API, trimmed to what is used here (`bot-api-10.1.json`, whose notice tells where it
//! is from): what it allows a value to be.

use std::sync::LazyLock;

use serde_json::{Map, Value};

static SPEC: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("bot-api-10.1.json")).unwrap());

/// What is wrong with what a method is asked.
pub(crate) fn asked(method: &str, what: &Map<String, Value>) -> Vec<String> {
    let Some(of) = SPEC["methods"].get(method) else { return vec![format!("no method {method}")] };
    fields(method, &of["fields"], what)
}

/// What is wrong with a value of a type.
pub(crate) fn told(kind: &str, value: &Value) -> Vec<String> {
    if let Some(inner) = kind.strip_prefix("Array of ") {
        let Some(items) = value.as_array() else { return vec![format!("{value} is no array")] };
        return items.iter().flat_map(|it| told(inner, it)).collect();
    }
    let fits = match kind {
        "Integer" => value.is_i64(),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        // A file in the body, which the fake has put away.
        "InputFile" => value.is_string(),
        _ => return object(kind, value),
    };
    if fits { Vec::new() } else { vec![format!("{value} is no {kind}")] }
}

fn object(kind: &str, value: &Value) -> Vec<String> {
    let Some(of) = SPEC["types"].get(kind) else { return vec![format!("no type {kind}")] };
    if let Some(kinds) = of["subtypes"].as_array() {
        let all = kinds.iter().map(|it| told(it.as_str().unwrap(), value));
        return all.min_by_key(Vec::len).unwrap();
    }
    match value.as_object() {
        Some(it) => fields(kind, &of["fields"], it),
        None => vec![format!("{value} is no {kind}")],
    }
}

fn fields(of: &str, known: &Value, given: &Map<String, Value>) -> Vec<String> {
    let known = known.as_array().unwrap();
    let mut faults = Vec::new();
    for field in known {
        let name = field["name"].as_str().unwrap();
        let Some(value) = given.get(name) else {
            if field["required"] == true {
                faults.push(format!("{of} lacks {name}"));
            }
            continue;
        };
        let kinds = field["types"].as_array().unwrap();
        let all = kinds.iter().map(|it| told(it.as_str().unwrap(), value));
        faults.extend(
            all.min_by_key(Vec::len).unwrap().iter().map(|it| format!("{of}.{name}: {it}")),
        );
    }
    let unknown = given.keys().filter(|it| known.iter().all(|known| known["name"] != **it));
    faults.extend(unknown.map(|it| format!("{of} has no {it}")));
    faults
}

#[test]
fn what_is_not_in_the_specification_is_seen() {
    let user = |more: &str| serde_json::from_str(&format!("{{\"id\": 1{more}}}")).unwrap();
    assert_eq!(told("User", &user(r#", "is_bot": false, "first_name": "A""#)), [""; 0]);
    assert_eq!(
        told("User", &user(r#", "is_bot": 0, "name": "A""#)),
        ["User.is_bot: 0 is no Boolean", "User lacks first_name", "User has no name"]
    );
    assert_eq!(asked("sendMessage", user("").as_object().unwrap()).len(), 3);
}
