//! What is being dragged, for lists that give and trees that take.

/// Where the dragged things come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DragSource {
    /// Rows of a tree.
    Tree,
    /// Rows of a list.
    List,
}

/// The dragged things. A page keeps it in a signal that its list and its tree share, because a
/// browser shows the data of a drag only to the element on which it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DragPayload {
    /// Where they come from.
    pub source: DragSource,
    /// Their ids.
    pub ids: Vec<String>,
    /// What another program gets when they are dropped there.
    pub text: String,
}

/// The type under which the ids stand in the browser's own record of the drag.
pub(crate) const DRAG_TYPE: &str = "application/x-cuebook";

impl DragPayload {
    /// Writes this payload into the browser's record of a drag that begins.
    pub(crate) fn attach(&self, event: &leptos::ev::DragEvent) {
        if let Some(transfer) = event.data_transfer() {
            // A refusal leaves the shared signal, which is what the tree reads.
            let _ = transfer.set_data(DRAG_TYPE, &self.ids.join("\n"));
            let _ = transfer.set_data("text/plain", &self.text);
            transfer.set_effect_allowed("move");
        }
    }
}
