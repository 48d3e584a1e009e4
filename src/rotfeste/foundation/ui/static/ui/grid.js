// Comfort for tables of inputs: arrows, ranges, copy and paste, running sums. Every grid works without this file.
"use strict";

for (const table of document.querySelectorAll("[data-grid]")) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);
  const place = new Map(rows.flatMap((row, r) => row.map((cell, c) => [cell, [r, c]])));
  const around = table.closest("form") || document;
  const status = around.querySelector("[data-grid-status]");
  const help = around.querySelector("[data-grid-help]");
  let anchor = null;
  let before = "";
  let undo = [];
  if (help) help.hidden = false;

  const clean = (text) => text.replace(/[\s\u00a0\u202f]/g, "");
  const decimals = "decimals" in table.dataset;
  const form = decimals ? /^(\d{1,3}([.,]\d{0,2})?)?$/ : /^\d{0,4}$/;
  const read = (text) => Number(clean(text).replace(",", "."));
  const valid = (text) => form.test(clean(text)) && read(text) <= 5000;
  const number = (cell) => (valid(cell.value) ? read(cell.value) : 0);
  const shown = (value) => value.toLocaleString(document.documentElement.lang);
  const sum = (cells) => cells.reduce((total, cell) => total + number(cell), 0);

  function mark(cell) {
    const wrong = !valid(cell.value);
    if (wrong) {
      cell.setAttribute("aria-invalid", "true");
      cell.title = table.dataset.fault;
    } else {
      cell.removeAttribute("aria-invalid");
      cell.removeAttribute("title");
    }
    return wrong;
  }

  function add() {
    table.querySelectorAll("[data-sum-row]").forEach((output, r) => (output.textContent = shown(sum(rows[r]))));
    table.querySelectorAll("[data-sum-column]").forEach((output, c) => {
      const total = sum(rows.map((row) => row[c]));
      const limit = table.querySelectorAll("[data-limit]")[c];
      output.textContent = shown(total);
      output.classList.toggle("beyond", Boolean(limit) && total > Number(limit.dataset.limit));
    });
    const all = table.querySelector("[data-sum-all]");
    if (all) all.textContent = shown(sum(rows.flat()));
  }

  function range() {
    const [r, c] = place.get(document.activeElement) || [0, 0];
    const [a, b] = anchor || [r, c];
    return { top: Math.min(r, a), bottom: Math.max(r, a), left: Math.min(c, b), right: Math.max(c, b) };
  }

  function paint() {
    const { top, bottom, left, right } = range();
    const many = top !== bottom || left !== right;
    for (const [cell, [r, c]] of place) {
      cell.classList.toggle("picked", many && r >= top && r <= bottom && c >= left && c <= right);
    }
  }

  function go(r, c, keep) {
    const cell = rows[Math.max(0, Math.min(r, rows.length - 1))]?.[Math.max(0, Math.min(c, rows[0].length - 1))];
    if (!cell) return;
    const from = anchor;
    cell.focus();
    cell.select();
    if (keep) anchor = from;
    paint();
  }

  function put(changes) {
    undo = changes.map(([cell]) => [cell, cell.value]);
    for (const [cell, text] of changes) cell.value = text;
    const wrong = changes.filter(([cell]) => mark(cell)).length;
    add();
    return wrong;
  }

  table.addEventListener("focusin", (event) => {
    if (!place.has(event.target)) return;
    before = event.target.value;
    anchor = place.get(event.target);
    event.target.select();
    paint();
  });
  table.addEventListener("mousedown", (event) => {
    if (!event.shiftKey || !place.has(event.target) || !anchor) return;
    event.preventDefault();
    const [r, c] = place.get(event.target);
    go(r, c, true);
  });
  table.addEventListener("input", (event) => {
    if (!place.has(event.target)) return;
    undo = [];
    mark(event.target);
    add();
  });

  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!place.has(cell) || event.altKey || event.ctrlKey || event.metaKey) return;
    const [r, c] = place.get(cell);
    const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    if (event.key === "Enter") {
      event.preventDefault();
      go(r + (event.shiftKey ? -1 : 1), c);
    } else if (event.key in steps && (event.key.endsWith("Up") || event.key.endsWith("Down") || whole)) {
      event.preventDefault();
      const [down, right] = steps[event.key];
      const turned = getComputedStyle(table).direction === "rtl" ? -right : right;
      go(r + down, c + turned, event.shiftKey);
    } else if (event.key === "Escape") {
      event.preventDefault();
      put(undo.length ? undo : [[cell, before]]);
      undo = [];
      cell.select();
    } else if (event.key === "Delete" && table.querySelector(".picked")) {
      event.preventDefault();
      put([...table.querySelectorAll(".picked")].map((picked) => [picked, ""]));
    }
  });

  table.addEventListener("copy", (event) => {
    const { top, bottom, left, right } = range();
    if (top === bottom && left === right) return;
    event.preventDefault();
    const text = rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1).map((cell) => cell.value).join("\t"));
    event.clipboardData.setData("text/plain", text.join("\n"));
  });

  table.addEventListener("paste", (event) => {
    if (!place.has(event.target)) return;
    const lines = event.clipboardData.getData("text").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    const cells = lines.map((line) => line.split("\t"));
    if (cells.length === 1 && cells[0].length === 1) return;
    event.preventDefault();
    const { top, left } = range();
    const changes = [];
    let beyond = false;
    cells.forEach((line, r) =>
      line.forEach((text, c) => {
        const cell = rows[top + r]?.[left + c];
        if (cell) changes.push([cell, text.trim()]);
        else if (text.trim()) beyond = true;
      }),
    );
    const wrong = put(changes);
    event.target.select();
    const said = [table.dataset.pasted];
    if (wrong) said.push(`${wrong} × ${table.dataset.fault}`);
    if (beyond) said.push(table.dataset.beyond);
    status.textContent = said.join(" ");
  });
}
