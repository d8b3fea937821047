// What may be meant by the beginning of a query, in a list below the box (the combobox of ARIA 1.2).
"use strict";

class Completions {
  static WAIT = 120; // milliseconds without a key until it is asked
  static MOST = 7;

  constructor(box, choose) {
    this.box = box;
    this.choose = choose;
    this.at = -1;
    this.timer = 0;
    this.turn = 0; // what was asked before the list was closed or moved in comes too late
    this.list = document.createElement("ul");
    this.list.id = "completions";
    this.list.className = "completions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", box.dataset.completions);
    box.after(this.list);
    const about = { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(about)) box.setAttribute(name, value);
    this.close();
    box.addEventListener("input", (event) => event.isComposing || this.later());
    box.addEventListener("compositionend", () => this.later());
    box.addEventListener("blur", () => this.close());
    box.form.addEventListener("submit", () => this.close());
    // The box keeps the focus, else its loss would shut the list before the click is there.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("li")));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), Completions.WAIT);
  }

  async ask() {
    const typed = this.box.value;
    if (typed.trim().length < 2) return this.close();
    const turn = ++this.turn;
    let found = [];
    try {
      const asked = new URLSearchParams({ q: typed, limit: Completions.MOST });
      const answer = await fetch(`/api/v1/suggest?${asked}`);
      if (answer.ok) found = await answer.json();
    } catch {
      // The search goes on without.
    }
    if (turn !== this.turn || typed !== this.box.value || document.activeElement !== this.box) return;
    this.show(found.map((one) => one.text).filter((text) => text !== typed.trim()));
  }

  show(texts) {
    this.close();
    this.list.replaceChildren(
      ...texts.map((text, place) => {
        const line = document.createElement("li");
        line.id = `completion${place}`;
        line.textContent = text;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        return line;
      }),
    );
    this.list.hidden = !texts.length;
    this.box.setAttribute("aria-expanded", String(!this.list.hidden));
  }

  stop() {
    clearTimeout(this.timer);
    this.turn += 1;
  }

  close() {
    this.stop();
    this.at = -1;
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  // Say whether a key was for the list; below its last line the arrow leads on to the results.
  press(key) {
    if (this.list.hidden) return false;
    const lines = this.list.children;
    if (key === "ArrowDown" && this.at + 1 < lines.length) this.mark(this.at + 1);
    else if (key === "ArrowUp") this.at > 0 ? this.mark(this.at - 1) : this.close();
    else if (key === "Escape") this.close();
    else if (key === "Enter" && this.at >= 0) this.take(lines[this.at]);
    else return false;
    return true;
  }

  mark(at) {
    this.stop();
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    this.list.children[at].setAttribute("aria-selected", "true");
    this.box.setAttribute("aria-activedescendant", this.list.children[at].id);
  }

  take(line) {
    if (!line) return;
    this.box.value = line.textContent;
    this.close();
    this.choose();
  }
}
