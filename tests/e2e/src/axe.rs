//! axe
