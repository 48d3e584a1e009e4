// Comfort only: every page works without this file.
"use strict";

// A menu that folds out closes on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.folds[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.folds[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// The square on the paper carries the code after «#», which no server sees: it is filled in for the person.
const own = document.querySelector("form[data-code-from-address] input[name=code]");
if (own && location.hash.length > 1 && !own.value) {
  own.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
}

// A form is sent once: a second click while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// A long form is saved while one writes, three seconds after the last key; what stands there says when.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const told = form.querySelector("[data-autosave-status]");
  let waiting;
  const save = async () => {
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "yes" },
        redirect: "manual",
      });
      const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      told.textContent = answer.status === 204 ? `${told.dataset.saved} ${at}` : told.dataset.failed;
    } catch {
      told.textContent = told.dataset.failed;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 3000);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
