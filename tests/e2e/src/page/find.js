// Finds what a person would call "the button Save": by role and accessible name, among what can be
// seen and reached. Follows ARIA's computation closely enough for this site; `names.rs` among the
// journeys holds it against what the browser itself computes.
//
// arguments[0]: a chain of {role, name, how, nth}; each is looked for inside those before it.
// Gives back the elements, and what else of the role there is, for the message of a failure.

const squeeze = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();

const IMPLICIT = [
  ["a[href]", "link"],
  ["button", "button"],
  ["summary", "DisclosureTriangle"],
  ["input[type=checkbox]", "checkbox"],
  ["input[type=radio]", "radio"],
  ["input[type=search]", "searchbox"],
  ["input[type=button], input[type=submit]", "button"],
  ["input:not([type]), input[type=text], input[type=url], input[type=email], input[type=password]", "textbox"],
  ["textarea", "textbox"],
  ["input[type=date]", "Date"],
  ["select", "combobox"],
  ["option", "option"],
  ["h1, h2, h3, h4, h5, h6", "heading"],
  ["dialog", "dialog"],
  ["nav", "navigation"],
  ["main", "main"],
  ["header", "banner"],
  ["footer", "contentinfo"],
  ["section[aria-label], section[aria-labelledby]", "region"],
  ["form[aria-label], form[aria-labelledby]", "form"],
  ["fieldset, details", "group"],
  ["ul, ol", "list"],
  ["li", "listitem"],
  ["table", "table"],
  ["tr", "row"],
  ["td", "cell"],
  ["th", "columnheader"],
  ["ins", "insertion"],
  ["del", "deletion"],
  ["progress", "progressbar"],
  ["img[alt]", "img"],
];

function roleOf(element) {
  const own = element.getAttribute("role");
  if (own) return own.split(" ")[0];
  for (const [selector, role] of IMPLICIT) if (element.matches(selector)) return role;
  return null;
}

const NAMED_BY_CONTENT = new Set([
  "button", "link", "heading", "tab", "menuitem", "menuitemradio", "menuitemcheckbox", "option",
  "treeitem", "row", "cell", "gridcell", "columnheader", "checkbox", "radio", "switch", "listitem",
  "insertion", "deletion", "status", "alert", "tooltip",
]);

function contentOf(element) {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    if (node.getAttribute("aria-hidden") === "true" || !node.checkVisibility({ visibilityProperty: true })) continue;
    const label = node.getAttribute("aria-label");
    const inner = label ? label : contentOf(node);
    text += getComputedStyle(node).display.startsWith("inline") ? inner : ` ${inner} `;
  }
  return text;
}

function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  if (by) {
    const parts = by.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    if (parts.length) return squeeze(parts.map(contentOf).join(" "));
  }
  const label = element.getAttribute("aria-label");
  if (label && label.trim()) return squeeze(label);
  if (element.labels && element.labels.length) {
    return squeeze([...element.labels].map(contentOf).join(" "));
  }
  if (element.matches("img[alt]")) return squeeze(element.alt);
  if (NAMED_BY_CONTENT.has(roleOf(element))) {
    const text = squeeze(contentOf(element));
    if (text) return text;
  }
  return squeeze(element.getAttribute("title") || element.getAttribute("placeholder") || "");
}

// What a modal dialog covers cannot be reached, by nobody.
const modals = [...document.querySelectorAll("dialog:modal")];
// The backdrop of the one that was opened last lies over everything.
const hit = document.elementFromPoint(1, 1)?.closest("dialog:modal");
const top = hit ?? modals.at(-1) ?? null;

function reachable(element) {
  // A radio button or a checkbox may be drawn by its label alone.
  const shown = element.checkVisibility({ visibilityProperty: true });
  if (!shown) return false;
  if (element.closest("[aria-hidden=true], [inert]")) return false;
  return !top || top.contains(element) || element.closest("[popover]:popover-open") !== null;
}

function candidates(root, role) {
  const selectors = [`[role~="${role}"]`];
  for (const [selector, implied] of IMPLICIT) if (implied === role) selectors.push(selector);
  return [...root.querySelectorAll(selectors.join(","))].filter((e) => roleOf(e) === role && reachable(e));
}

function fits(name, wanted, how) {
  if (wanted === null) return true;
  return how === "exact" ? name === wanted : name.includes(wanted);
}

let roots = [document];
let others = [];
for (const step of arguments[0]) {
  const found = new Set();
  others = [];
  for (const root of roots) {
    for (const role of step.roles) {
      for (const element of candidates(root, role)) {
        const name = nameOf(element);
        const [attribute, value] = step.attribute ?? [];
        const wanted = step.name === null ? null : squeeze(step.name);
        const same = !attribute || element.getAttribute(attribute) === value;
        if (same && fits(name, wanted, step.how)) found.add(element);
        else others.push(`${role} “${name.slice(0, 90)}”`);
      }
    }
  }
  roots = [...found];
  if (step.nth !== null) roots = roots.slice(step.nth, step.nth + 1);
}
return { found: roots, names: roots.map(nameOf), others: others.slice(0, 40) };
