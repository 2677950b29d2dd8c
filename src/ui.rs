//! Accessible widgets. They know neither the service nor the pages: values come in as signals,
//! what happened goes out as callbacks. Keyboard and roles follow the ARIA Authoring Practices.

mod button;
mod checkbox;
mod chip;
mod dom_id;
mod field;
mod icon;
mod icon_button;
mod kbd;
mod place;
mod segmented;
mod select;
mod status;
mod text_area;
mod text_field;
mod tone;
mod tooltip;
mod visually_hidden;

pub use button::{Button, ButtonLink, ButtonSize, ButtonVariant};
pub use checkbox::{Checkbox, ChipCheckbox, Switch};
pub use chip::Chip;
pub use dom_id::dom_id;
pub use field::{Count, Field, FieldControl};
pub use icon::{Icon, IconName, IconSprite};
pub use icon_button::IconButton;
pub use kbd::Kbd;
pub use place::{Align, on_anchor_moved, place};
pub use segmented::{Segmented, SegmentedOption};
pub use select::{Select, SelectOption};
pub use status::StatusBadge;
pub use text_area::TextArea;
pub use text_field::{SearchField, TextField};
pub use tone::Tone;
pub use tooltip::{Tooltip, hide_tip, show_tip};
pub use visually_hidden::VisuallyHidden;
