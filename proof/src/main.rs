//! proof
fn main() {}
