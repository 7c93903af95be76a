//! The vectors of the HTTP working group for structured fields
//! (httpwg/structured-field-tests, Revised BSD, its licence beside them), read
//! by the parser that reads our headers, several lines joined as the runtime
//! joins them.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod common;

use common::parse;
use serde_json::{Value, json};
use sfv::{BareItem, Dictionary, FieldType, InnerList, Item, List, ListEntry, Parameters, Parser};

const FILES: [(&str, &str); 10] = [
    (
        "binary",
        include_str!("../vectors/structured-fields/binary.json"),
    ),
    (
        "boolean",
        include_str!("../vectors/structured-fields/boolean.json"),
    ),
    (
        "dictionary",
        include_str!("../vectors/structured-fields/dictionary.json"),
    ),
    (
        "item",
        include_str!("../vectors/structured-fields/item.json"),
    ),
    (
        "list",
        include_str!("../vectors/structured-fields/list.json"),
    ),
    (
        "number",
        include_str!("../vectors/structured-fields/number.json"),
    ),
    (
        "param-dict",
        include_str!("../vectors/structured-fields/param-dict.json"),
    ),
    (
        "param-list",
        include_str!("../vectors/structured-fields/param-list.json"),
    ),
    (
        "string",
        include_str!("../vectors/structured-fields/string.json"),
    ),
    (
        "token",
        include_str!("../vectors/structured-fields/token.json"),
    ),
];

#[test]
fn fields_are_read_as_the_working_group_says() {
    let mut count = 0;
    for (file, text) in FILES {
        for case in parse(text).as_array().unwrap() {
            let name = format!("{file}: {}", case["name"]);
            let lines: Vec<_> = case["raw"].as_array().unwrap().iter().collect();
            let lines: Vec<_> = lines.iter().map(|line| line.as_str().unwrap()).collect();
            let raw = lines.join(", ");
            let read = match case["header_type"].as_str().unwrap() {
                "item" => read::<Item>(&raw, shape_item),
                "list" => read::<List>(&raw, shape_list),
                "dictionary" => read::<Dictionary>(&raw, shape_dictionary),
                other => panic!("{other}"),
            };
            check(&name, case, &raw, read);
            count += 1;
        }
    }
    assert!(count > 150, "{count} cases");
}

/// The canonical text and the value, if it can be read.
fn read<T: FieldType>(raw: &str, shape: fn(&T) -> Value) -> Option<(String, Value)> {
    let field: T = Parser::new(raw).parse().ok()?;
    let text: Option<String> = field.serialize().into();
    Some((text.unwrap_or_default(), shape(&field)))
}

fn check(name: &str, case: &Value, raw: &str, read: Option<(String, Value)>) {
    let is = |what: &str| case[what].as_bool().unwrap_or(false);
    let Some((text, value)) = read else {
        assert!(is("must_fail") || is("can_fail"), "{name} was not read");
        return;
    };
    assert!(!is("must_fail"), "{name} was read");
    let canonical = case.get("canonical").map_or(raw.to_owned(), |lines| {
        let lines = lines.as_array().unwrap().iter();
        lines
            .map(|line| line.as_str().unwrap())
            .collect::<Vec<_>>()
            .join(", ")
    });
    assert_eq!(text, canonical, "{name}");
    assert_eq!(value, case["expected"], "{name}");
}

fn shape_bare(value: &BareItem) -> Value {
    let typed = |kind: &str, value: Value| json!({"__type": kind, "value": value});
    match value {
        BareItem::Integer(number) => json!(i64::from(*number)),
        BareItem::Decimal(number) => number.to_string().parse::<f64>().map(Value::from).unwrap(),
        BareItem::String(text) => json!(text.as_str()),
        BareItem::Token(token) => typed("token", json!(token.as_str())),
        BareItem::ByteSequence(bytes) => typed("binary", json!(encode_base32(bytes))),
        BareItem::Boolean(is_true) => json!(is_true),
        other => panic!("these vectors have no {other:?}"),
    }
}

fn shape_params(params: &Parameters) -> Value {
    let pairs = params.iter();
    pairs
        .map(|(key, value)| json!([key.as_str(), shape_bare(value)]))
        .collect()
}

fn shape_item(item: &Item) -> Value {
    json!([shape_bare(&item.bare_item), shape_params(&item.params)])
}

fn shape_inner(list: &InnerList) -> Value {
    let items: Value = list.items.iter().map(shape_item).collect();
    json!([items, shape_params(&list.params)])
}

fn shape_entry(entry: &ListEntry) -> Value {
    match entry {
        ListEntry::Item(item) => shape_item(item),
        ListEntry::InnerList(list) => shape_inner(list),
    }
}

fn shape_list(list: &List) -> Value {
    list.iter().map(shape_entry).collect()
}

fn shape_dictionary(dictionary: &Dictionary) -> Value {
    let members = dictionary.iter();
    members
        .map(|(key, entry)| json!([key.as_str(), shape_entry(entry)]))
        .collect()
}

/// Padded base32 (RFC 4648 section 6), in which the vectors write bytes.
fn encode_base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for group in bytes.chunks(5) {
        let mut five = [0; 8];
        five.get_mut(3..3 + group.len())
            .unwrap()
            .copy_from_slice(group);
        let bits = u64::from_be_bytes(five);
        let digits = (group.len() * 8).div_ceil(5);
        for at in 0..8 {
            let digit = usize::try_from(bits >> (35 - 5 * at) & 31).unwrap();
            let letter = ALPHABET.get(digit).copied().unwrap();
            text.push(if at < digits { char::from(letter) } else { '=' });
        }
    }
    text
}
