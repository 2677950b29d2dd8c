// The app comes in two files: what the first screen runs, and the rest, which puts its functions
// into the table and its constants into the memory of the first (`xtask/src/split.rs`). Where the
// page names no rest, there is one file with everything in it.
globalThis.cuebookRest = {
  url: document.querySelector('meta[name="cuebook-rest"]')?.content,
  linked: false,
  imports: undefined,
  begin(exports) {
    this.imports = { a: exports };
    return this.url !== undefined;
  },
  async fetch() {
    // Named but empty where it is never to come: `cargo xtask first-screen` watches what runs.
    if (this.url === "") return new Promise((_, fail) => (this.fail = fail));
    const answer = await fetch(this.url);
    if (!answer.ok) throw new Error(`${this.url} answers ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    if (!this.linked) await WebAssembly.instantiate(bytes, this.imports);
    this.linked = true;
  },
  // Something of the rest is called before it is there: the caller cannot wait, so the page does.
  now() {
    if (this.linked) return;
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
