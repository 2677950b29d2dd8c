//! The tree of directories, by example and at random.
