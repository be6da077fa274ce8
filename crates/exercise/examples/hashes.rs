//! Prints SHA-256 and path of every file of the material, as `sha256sum` does. The recipe of `tests/material.sha256`:
//! `cargo run -q -p exhibit-exercise --example hashes > crates/exercise/tests/material.sha256`

#![allow(clippy::print_stdout)]

fn main() {
    for file in exercise::material() {
        println!("{}  {}", model::Digest::of(&file.bytes).hex(), file.path);
    }
}
