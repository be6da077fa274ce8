//! Writes the material into a folder, to look at it: `cargo run -p exhibit-exercise --example write_material -- DIR`

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).ok_or_else(|| std::io::Error::other("name a folder to write into"))?;
    for file in exercise::material() {
        let path = Path::new(&folder).join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(&folder)))?;
        std::fs::write(path, &file.bytes)?;
    }
    Ok(())
}
