//! The shapes against the published specification: what is read is asked for by its true name and as what it is.

use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{content, wire};

static SPEC: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../tests/it/telegram/bot-api-10.1.json")).unwrap()
});

fn fields(kind: &str) -> &'static [Value] {
    let of = &SPEC["types"][kind];
    // Of several shapes what they have in common is asked for: the first one stands for all.
    let of = of["subtypes"].get(0).map_or(of, |it| &SPEC["types"][it.as_str().unwrap()]);
    of["fields"].as_array().unwrap_or_else(|| panic!("no type {kind}"))
}

/// Pretends to hold a value of a type of the specification, with every field that is asked for.
#[derive(Clone, Copy)]
struct Pretender {
    kind: &'static str,
    required: bool,
}

impl Pretender {
    fn must_be(self, kind: &str) {
        assert_eq!(self.kind, kind);
        assert!(self.required, "a {kind} that may be missing is insisted on");
    }
}

macro_rules! plain {
    ($($ask:ident $visit:ident $kind:literal $value:expr;)*) => {
        $(fn $ask<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
            self.must_be($kind);
            visitor.$visit($value)
        })*
    };
}

impl Deserializer<'static> for Pretender {
    type Error = Error;

    plain! {
        deserialize_bool visit_bool "Boolean" true;
        deserialize_i64 visit_i64 "Integer" 1;
        deserialize_u64 visit_u64 "Integer" 1;
        deserialize_u32 visit_u32 "Integer" 1;
        deserialize_f64 visit_f64 "Float" 1.0;
        deserialize_string visit_str "String" "a";
    }

    fn deserialize_option<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(Self { required: true, ..self })
    }

    fn deserialize_seq<V: Visitor<'static>>(self, visitor: V) -> Result<V::Value, Error> {
        let inner = self.kind.strip_prefix("Array of ").expect("an array");
        assert!(self.required);
        visitor.visit_seq(One(Some(Self { kind: inner, ..self })))
    }

    fn deserialize_struct<V: Visitor<'static>>(
        self,
        _name: &'static str,
        asked: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        assert!(self.required, "{} may be missing", self.kind);
        visitor.visit_map(Fields { of: self.kind, rest: asked, next: None })
    }

    fn deserialize_any<V: Visitor<'static>>(self, _: V) -> Result<V::Value, Error> {
        panic!("{}: asked for without saying as what", self.kind)
    }

    serde::forward_to_deserialize_any! {
        <V: Visitor<'static>>
        i8 i16 i32 i128 u8 u16 u128 f32 char str bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct
        map enum identifier ignored_any
    }
}

struct One(Option<Pretender>);

impl SeqAccess<'static> for One {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'static>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0.take().map(|it| seed.deserialize(it)).transpose()
    }
}

struct Fields {
    of: &'static str,
    rest: &'static [&'static str],
    next: Option<Pretender>,
}

impl MapAccess<'static> for Fields {
    type Error = Error;
    fn next_key_seed<K: DeserializeSeed<'static>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((name, rest)) = self.rest.split_first() else { return Ok(None) };
        self.rest = rest;
        let field = fields(self.of).iter().find(|it| it["name"] == **name);
        let field = field.unwrap_or_else(|| panic!("{} has no {name}", self.of));
        let kind = field["types"][0].as_str().unwrap();
        self.next = Some(Pretender { kind, required: field["required"] == true });
        seed.deserialize(serde::de::value::BorrowedStrDeserializer::new(name)).map(Some)
    }
    fn next_value_seed<V: DeserializeSeed<'static>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.next.take().unwrap())
    }
}

fn holds<T: Deserialize<'static>>(kind: &'static str) {
    assert!(T::deserialize(Pretender { kind, required: true }).is_ok(), "{kind}");
}

#[test]
fn whatever_is_asked_for_exists_by_that_name_and_is_what_it_is_taken_for() {
    holds::<wire::Update>("Update");
    holds::<wire::User>("User");
    holds::<wire::WebhookInfo>("WebhookInfo");
    holds::<wire::File>("File");
    holds::<wire::ResponseParameters>("ResponseParameters");
    holds::<wire::Named>("Message");
    for kind in ["Animation", "Document", "Video"] {
        holds::<wire::Media>(kind);
    }
    for kind in ["Voice", "VideoNote"] {
        holds::<wire::Plain>(kind);
    }
    for kind in SPEC["types"]["ChatMember"]["subtypes"].as_array().unwrap() {
        holds::<wire::ChatMember>(kind.as_str().unwrap());
    }
}

#[test]
#[should_panic(expected = "PhotoSize has no file_name")]
fn a_name_that_does_not_exist_is_seen() {
    holds::<wire::Media>("PhotoSize");
}

#[test]
#[should_panic(expected = "a String that may be missing is insisted on")]
fn a_field_that_may_be_missing_is_not_insisted_on() {
    #[derive(Deserialize)]
    struct Named {
        #[expect(dead_code, reason = "only asked for")]
        username: String,
    }
    holds::<Named>("User");
}

#[test]
fn the_fields_that_are_passed_over_are_fields_of_a_message() {
    let known = fields("Message");
    for name in content::ABOUT.iter().chain(content::SERVICE) {
        assert!(known.iter().any(|it| it["name"] == **name), "{name}");
    }
}
