// What makes the pages quicker; everything works without it.
"use strict";

const WAIT = 220; // milliseconds without a key until a search is made

const box = document.querySelector("#q");
const results = document.querySelector("#results");

// Results while typing: the old ones stay until the new ones are there.

let timer = 0;
let running = null;

const choose = () => (results ? refresh() : box.form.requestSubmit());
const completions = box ? new Completions(box, choose) : null;

async function refresh() {
  const form = box.form;
  const asked = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...asked]) if (!value.trim()) asked.delete(name, value);
  const address = asked.size ? `/?${asked}` : "/";
  if (address === location.pathname + location.search) return;
  running?.abort();
  running = new AbortController();
  results.setAttribute("aria-busy", "true");
  try {
    asked.set("part", "results");
    const answer = await fetch(`/?${asked}`, { signal: running.signal });
    const text = await answer.text();
    if (!answer.headers.get("content-type")?.startsWith("text/html")) return;
    results.innerHTML = text;
    history.replaceState(null, "", address);
    form.classList.remove("first");
    form.querySelector("h1")?.classList.add("unseen");
    form.querySelector(".hint")?.remove();
    document.title = box.value.trim() ? `${box.value.trim()} – searchkit` : "searchkit";
    const other = document.querySelector(".top a[hreflang]"); // the same search in the other language
    asked.set("lang", other.hreflang);
    asked.delete("part");
    other.href = `/?${asked}`;
  } catch (error) {
    if (error.name !== "AbortError") box.form.submit();
    return;
  }
  results.removeAttribute("aria-busy");
}

if (box && results) {
  box.addEventListener("input", (event) => {
    if (event.isComposing) return; // a Vietnamese keyboard is still putting the letter together
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  });
  box.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  });
}

// Keys: / to the box, arrows from result to result, Escape back, n and p between matches.

function typing(target) {
  return target.matches("input, textarea, select, [contenteditable]");
}

function step(by) {
  const hits = [...document.querySelectorAll("a.hit")];
  if (!hits.length) return false;
  const here = hits.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : -1) : here + by;
  if (next < 0) {
    box?.focus();
    return true;
  }
  hits[Math.min(next, hits.length - 1)].focus();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const inBox = event.target === box;
  if (typing(event.target) && !inBox) return;
  if (inBox && completions?.press(event.key)) event.preventDefault();
  else if (event.key === "ArrowDown" && step(1)) event.preventDefault();
  else if (event.key === "ArrowUp" && !inBox && step(-1)) event.preventDefault();
  else if (event.key === "Escape" && !inBox && !document.querySelector("dialog[open]")) box?.focus();
  else if (inBox) return;
  else if (event.key === "/" && box) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "n") match(1);
  else if (event.key === "p") match(-1);
});

// Matches of a document, one after the other.

let current = -1;

function match(by) {
  const marks = [...document.querySelectorAll(".document mark")];
  if (!marks.length) return;
  marks[current]?.classList.remove("here");
  if (current < 0 && by > 0) {
    const top = marks.findIndex((mark) => mark.getBoundingClientRect().top > 0);
    current = top < 0 ? 0 : top;
  } else current = (Math.max(current, 0) + by + marks.length) % marks.length;
  marks[current].classList.add("here");
  marks[current].scrollIntoView({ block: "center" });
}

for (const link of document.querySelectorAll("[data-step]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    match(Number(link.dataset.step));
  });
}

// The place in the table of contents that is being read.

const entries = new Map();
for (const link of document.querySelectorAll(".contents a[href^='#p']")) {
  if (!entries.has(link.hash)) entries.set(link.hash, link);
}
if (entries.size) {
  const seen = new Set();
  const watcher = new IntersectionObserver(
    (changes) => {
      for (const change of changes) {
        if (change.isIntersecting) seen.add(change.target);
        else seen.delete(change.target);
      }
      const parts = [...document.querySelectorAll(".part")];
      let place = parts.findIndex((part) => seen.has(part));
      while (place > 0 && !entries.has(`#${parts[place].id}`)) place -= 1;
      for (const link of entries.values()) link.removeAttribute("aria-current");
      const link = entries.get(`#${parts[place]?.id}`);
      link?.setAttribute("aria-current", "location");
      const nav = document.querySelector(".contents");
      if (link && nav.scrollHeight > nav.clientHeight) {
        nav.scrollTop = link.offsetTop - nav.clientHeight / 2;
      }
    },
    { rootMargin: "-40px 0px -55% 0px" },
  );
  for (const part of document.querySelectorAll(".part")) watcher.observe(part);
}

// Copying a passage with its citation.

const words = document.querySelector("[data-copy]")?.dataset;
if (words && navigator.clipboard) {
  for (const part of document.querySelectorAll(".part[data-citation]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      const own = part.querySelector(".wording") ?? part;
      const lines = [...own.querySelectorAll("p:not(.leaf), h2, h3, h4, h5")];
      const text = lines.map((line) => line.textContent).join("\n");
      await navigator.clipboard.writeText(`${text}\n(${part.dataset.citation})`);
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 2000);
    });
    part.prepend(button);
  }
}

// A passage that is cited, above the page.

async function peek(link) {
  const target = new URL(link.href);
  try {
    const passage = target.hash ? `%23${target.hash.slice(2)}` : "";
    const place = target.pathname.replace("/documents/", "/passages/") + passage;
    const answer = await fetch(place + target.search);
    if (!answer.ok) throw new Error(answer.status);
    const dialog = document.createElement("dialog");
    dialog.innerHTML = await answer.text();
    const open = document.createElement("a");
    open.href = link.href;
    open.textContent = document.body.dataset.open;
    dialog.append(open);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (click) => click.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    location.href = link.href;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.citation");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  peek(link);
});
