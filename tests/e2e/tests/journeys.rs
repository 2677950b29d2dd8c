//! What people do with Cuebook, from the first link to the last press of a key, in a real browser
//! against the real server and the real build of the site.

mod journeys {
    mod accessible;
    mod address;
    mod agent_settings;
    mod agents;
    mod agents_device;
    mod agents_lists;
    mod agents_meanwhile;
    mod agents_prelude;
    mod agents_trouble;
    mod agents_writes;
    mod broken_service;
    mod clocks;
    mod connect;
    mod copying;
    mod damaged;
    mod directories;
    mod discarded;
    mod done_when;
    mod faulty_proxy;
    mod first_screen;
    mod hostile;
    mod keyboard;
    mod large;
    mod large_journal;
    mod leaving;
    mod left_page;
    mod lost_key;
    mod made_once;
    mod marker;
    mod merging;
    mod names;
    mod narrow;
    mod no_storage;
    mod offline;
    mod other_service;
    mod outbox;
    mod outbox_others;
    mod prelude;
    mod refusals;
    mod seen_compared;
    mod segments;
    mod time_machine;
    mod torture;
    mod two_people;
    mod two_tabs;
    mod typed_meanwhile;
    mod undo;
    mod undo_groups;
    mod undo_refused;
    mod unsent;
    mod widening;
}
