//! What turns texts into vectors.

use std::fmt::Debug;

/// Why there is no vector.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmbedError {
    /// The model does not answer, or not now. Asking again later may help.
    #[error("{0}")]
    Unavailable(String),
    /// The model does not take one of the texts.
    #[error("{0}")]
    Refused(String),
    /// The vectors are not as long as those that are there.
    #[error(
        "the model gives vectors of {got} numbers and not of {expected}; set the dimensions that \
         it has"
    )]
    Dimensions {
        /// What was configured, or what the first answer had.
        expected: usize,
        /// What this answer has.
        got: usize,
    },
}

/// A model. Its functions block, and are called outside the runtime's own threads.
pub trait Embedder: Debug + Send + Sync {
    /// What tells its vectors from those of another model.
    fn model(&self) -> &str;

    /// The vector of a query, which somebody waits for.
    ///
    /// # Errors
    ///
    /// Why there is none.
    fn query(&self, text: &str) -> Result<Vec<f32>, EmbedError>;

    /// One vector for each text, in their order; for the index, for which nobody waits.
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn texts(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, EmbedError>;
}
