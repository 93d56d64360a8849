//! The JSON Schema of the catalog's files, for editors.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

use super::{AuthTypes, Client, Computes, Grammars, Language, Service};

/// One schema with a definition for each kind of file: `#/$defs/Client`, `#/$defs/Language`, ...
///
/// An editor that maps schemas by path uses those definitions; the schema itself accepts a file of any kind.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let kinds = [
        reference::<Client>(&mut generator),
        reference::<Language>(&mut generator),
        reference::<Service>(&mut generator),
        reference::<AuthTypes>(&mut generator),
        reference::<Computes>(&mut generator),
        reference::<Grammars>(&mut generator),
    ];
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "azconn catalog",
        "anyOf": kinds,
        "$defs": generator.take_definitions(true),
    })
}

fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}
