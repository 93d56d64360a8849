//! Rebuilds when a file of the catalog is added: `include_dir!` notices changes of known files only.

fn main() {
    println!("cargo::rerun-if-changed=catalog");
}
