//! Why a dossier could not be made.

/// Why a dossier could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The case could not be read.
    #[error(transparent)]
    Case(#[from] case::Error),
    /// A file of the dossier could not be written.
    #[error("the dossier's {path} could not be written: {source}")]
    Output {
        /// Path inside the dossier.
        path: String,
        /// The system's words.
        source: std::io::Error,
    },
    /// The page could not be put together: a fault of ours.
    #[error("the page could not be put together: {0}")]
    Page(#[from] askama::Error),
    /// The log of the case could not be read.
    #[error("the log of the case is damaged: {0}. Run `exhibit verify` on it")]
    Log(#[from] custody::tile::TileError),
    /// Too many or too long private names to look for.
    #[error("the private names of this case cannot be searched for: {0}")]
    Names(String),
}
