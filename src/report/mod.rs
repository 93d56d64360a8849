//! What a person or a machine reads.

mod description;
mod findings;
mod overview;
mod sample;

pub use description::description_text;
pub use findings::{FileFindings, Place, Summary, concise, findings_json, human, place};
pub use overview::{Overview, overview, overview_table};
pub use sample::{sample_code, sample_markdown};

use serde::Serialize;

/// Anything as JSON, with a line break at the end.
pub fn json(value: &impl Serialize) -> String {
    // Serialising our own structs to memory cannot fail; an empty object would be a bug that tests see.
    serde_json::to_string_pretty(value).map_or_else(|_| "{}\n".to_owned(), |text| text + "\n")
}
