//! The error body of the dialect.
