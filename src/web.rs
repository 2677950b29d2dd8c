//! Every call into the browser that is not a widget's own: storage, clock, zones, navigation.

pub mod address;
pub mod aside;
pub mod clock;
pub mod crash;
pub mod focus;
pub mod fragment;
pub mod guard;
pub mod idb;
pub mod ids;
pub mod keys;
pub mod online;
pub mod query;
pub mod rest;
pub mod sight;
pub mod storage;
pub mod tabs;
pub mod theme;
pub mod zone;
