//! The life of a training, by example and at random.
