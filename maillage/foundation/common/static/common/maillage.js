// Everything works without this file; with it, some things are quicker. No page needs a script of its own for these.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- Leaving quickly: the page goes blank at once, and "back" does not lead to it again. ---
  let leaving = false;
  const leave = (address) => {
    leaving = true;
    document.title = " ";
    document.body.replaceChildren();
    try { sessionStorage.clear(); localStorage.clear(); } catch { /* storage may be forbidden: then it is empty */ }
    location.replace(address);
  };
  const exit = document.querySelector("[data-exit]");
  let presses = [];
  if (exit) {
    exit.addEventListener("click", (event) => { event.preventDefault(); leave(exit.href); });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.repeat) return;
      presses = [...presses.filter((at) => event.timeStamp - at < 1500), event.timeStamp];
      if (presses.length === 3) leave(exit.href);
    });
  }

  // --- Menus close when one looks elsewhere. ---
  const close = (menu) => { menu.open = false; };
  document.addEventListener("click", (event) => all("details.menu[open]").filter((menu) => !menu.contains(event.target)).forEach(close));
  document.addEventListener("focusin", (event) => all("details.menu[open]").filter((menu) => !menu.contains(event.target)).forEach(close));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
    if (menu) { close(menu); menu.querySelector("summary").focus(); }
  });

  // --- Folded parts open when something in them is meant: an error, an address with #, paper. ---
  const unfold = (element) => {
    for (let part = element?.closest("details:not(.menu)"); part; part = part.parentElement.closest("details")) part.open = true;
  };
  const unfoldTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    unfold(target);
    const box = target.matches("input, select, textarea") ? target : target.querySelector("[aria-invalid='true']") ?? target.querySelector("fieldset input, fieldset textarea, input, select, textarea");
    if (target.matches("fieldset, input, select, textarea")) box?.focus();
  };
  let folded = [];
  addEventListener("beforeprint", () => { folded = all("main details:not([open])"); folded.forEach((part) => { part.open = true; }); });
  addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));
  addEventListener("hashchange", unfoldTarget);

  // --- Forms: what was typed is not lost by a wrong click, and nothing is sent twice. ---
  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-unsaved]")) return;
    dirty.add(form);
    all("[data-unsaved-note]", form).forEach((note) => { note.hidden = false; });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    dirty.delete(form);
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  addEventListener("beforeunload", (event) => { if (!leaving && [...dirty].some((form) => form.isConnected)) event.preventDefault(); });
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // --- Parts that only make sense with a script. ---
  const enliven = (root) => {
    all("[data-print], [data-needs-js]", root).forEach((element) => { element.hidden = false; });
    const errors = root.querySelector("[data-errors]");
    if (!errors) return;
    if (!document.title.startsWith(errors.dataset.errors)) document.title = `${errors.dataset.errors}: ${document.title}`;
    all("[aria-invalid='true']", root).forEach(unfold);
    errors.focus();
  };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

  // --- HTMX: when it fails, it says so; what it brings is brought to life like the rest. ---
  const toasts = document.querySelector("[data-toasts]");
  const tell = (text) => {
    const toast = document.createElement("p");
    toast.textContent = text;
    toasts.append(toast);
    setTimeout(() => toast.remove(), 8000);
  };
  if (toasts) ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => tell(toasts.dataset.failed)));
  document.addEventListener("htmx:load", (event) => enliven(event.detail.elt));

  enliven(document);
  unfoldTarget();
})();
