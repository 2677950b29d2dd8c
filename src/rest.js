// The app comes in two files: what the first screen runs, and the rest, which puts its functions
// into the table and its constants into the memory of the first (`xtask/src/split.rs`). Where the
// page names no rest, there is one file with everything in it.
globalThis.cuebookRest = {
  url: document.querySelector('meta[name="cuebook-rest"]')?.content,
  linked: false,
  styled: undefined,
  imports: undefined,
  pressed: undefined,
  begin(exports) {
    this.imports = { a: exports };
    return this.url !== undefined;
  },
  async fetch() {
    // Named but empty where it is never to come: `cargo xtask first-screen` watches what runs.
    if (this.url === "") return new Promise((_, fail) => (this.fail = fail));
    const styled = this.style();
    if (!this.linked) {
      const answer = await fetch(this.url);
      if (!answer.ok) throw new Error(`${this.url} answers ${answer.status}`);
      const bytes = await answer.arrayBuffer();
      if (!this.linked) await WebAssembly.instantiate(bytes, this.imports);
      this.linked = true;
    }
    await styled;
    setTimeout(() => this.press_again());
  },
  // A shortcut that nothing has claimed may be of the rest: it is pressed again when that is there,
  // unless the person has gone on meanwhile or has waited so long that it would surprise.
  press_again() {
    const press = this.pressed;
    this.pressed = null;
    if (!press || press.defaultPrevented || performance.now() - press.timeStamp > 10000) return;
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", press));
  },
  // Until then the newest is kept; `null` says that it is over.
  keep(event) {
    if (this.pressed === null) return;
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    this.pressed = event.key?.length === 1 && event.key !== " " && !typing ? event : undefined;
  },
  // What the rest looks like: a link that no browser follows before it is called a stylesheet.
  style() {
    const later = document.querySelector('link[rel="later"]');
    this.styled ??= later && new Promise((done, fail) => {
      const link = later.cloneNode();
      link.rel = "stylesheet";
      link.onload = done;
      link.onerror = () => {
        link.remove();
        this.styled = undefined;
        fail(new Error(`${link.href} cannot be fetched`));
      };
      later.after(link);
    });
    // Who waits for it is told; nobody else needs to hear of it.
    this.styled?.catch(() => {});
    return this.styled;
  },
  // Something of the rest is called before it is there: the caller cannot wait, so the page does.
  now() {
    if (this.linked) return;
    this.style();
    try {
      const request = new XMLHttpRequest();
      request.open("GET", this.url, false);
      request.overrideMimeType("text/plain; charset=x-user-defined");
      request.send();
      if (request.status !== 200) throw new Error(`${this.url} answers ${request.status}`);
      const bytes = Uint8Array.from(request.responseText, (byte) => byte.charCodeAt(0) & 255);
      new WebAssembly.Instance(new WebAssembly.Module(bytes), this.imports);
      this.linked = true;
    } catch (why) {
      this.give_up();
      throw why;
    }
  },
  give_up() {
    if (document.getElementById("crashed")) return;
    const notice = document.createElement("div");
    notice.id = notice.className = "crashed";
    notice.role = "alert";
    notice.textContent = "A part of Cuebook could not be fetched, and this page cannot go on without it. What was sent is safe. Copy any text that you still need, then reload the page.";
    document.body.append(notice);
  },
};
for (const name of ["keydown", "pointerdown"]) {
  addEventListener(name, (event) => globalThis.cuebookRest.keep(event));
}
