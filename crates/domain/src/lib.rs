//! The rules of Cuebook.
