/* The whole article: paragraphs as in the file, its passages marked, what was left out set apart. */
import { h, button, number } from "./dom.js";
import { words } from "./words.js";

/* ``resting(n)`` makes what stands beside passage n. The marks are one tab stop; arrows go from one to the next. */
export function edition(d, resting) {
  const box = h("div", { class: "edition" }, grouped(d.text.blocks).map((group) => group.part === "furniture" ? folded(group, d.text) : group.blocks.map((b) => paragraph(b, d.text))));
  const marks = [...box.querySelectorAll("mark")];
  const first = marks.find((node) => node.matches("[aria-current]")) || marks[0];
  if (first) first.tabIndex = 0;
  box.onclick = (event) => { const at = event.target.closest("mark"); if (at) turn(box, at, d.text, resting); };
  box.onkeydown = (event) => key(event, box, d.text, resting);
  return box;
}

/* Page furniture that follows page furniture is one fold. */
function grouped(blocks) {
  const found = [];
  for (const block of blocks || []) {
    const last = found.at(-1);
    if (last && last.part === block.part) last.blocks.push(block);
    else found.push({ part: block.part, blocks: [block] });
  }
  return found;
}

function folded(group, text) {
  const long = group.blocks.flatMap((b) => b.runs).reduce((sum, [run]) => sum + [...run].length, 0);
  return h("details", { class: "apart" }, h("summary", {}, `Left out: page furniture, ${number(long)} characters`), group.blocks.map((b) => paragraph(b, text)));
}

function paragraph(b, text) {
  const label = words.parts[b.part];
  return h("div", { class: "block" + (b.part ? ` ${b.part}` : "") },
    label && b.part !== "furniture" && h("p", { class: "part" }, label),
    h("p", { class: "words", dir: "auto" }, b.runs.map(([run, over]) => over.length > 0 ? marked(run, over, text) : run)));
}

function marked(run, over, text) {
  const on = over.some((n) => text.passages[n].on), count = new Set(over.flatMap((n) => text.passages[n].records || [])).size;
  return h("mark", { role: "button", tabindex: -1, class: `over${Math.min(3, over.length)}` + (on ? " on" : ""), "data-over": over.join(" "), "aria-expanded": "false", "aria-current": on && "true",
    title: count > 0 ? `${number(count)} record${count === 1 ? "" : "s"} on these words` : "A place name" }, run);
}

/* ---- what stands beside a mark ---------------------------------------------------------------- */
function turn(box, at, text, resting) {
  const open = at.getAttribute("aria-expanded") === "true";
  close(box);
  if (open) return;
  stop(box, at);
  at.setAttribute("aria-expanded", "true");
  const over = at.dataset.over.split(" ").map(Number);
  const shut = button("Close", "beside-close", () => { close(box); at.focus(); }, { class: "quiet" });
  at.closest(".block").append(h("aside", { class: "beside", "aria-label": "What rests on these words" }, h("div", { class: "crumb" },
    over.length > 1 ? `${over.length} passages, the shortest first` : "One passage", shut), over.map((n) => beside(box, n, resting))));
  light(box, over[0]);
  at.scrollIntoView({ block: "nearest" });
}

/* A passage beside the text: told by its first words, its run lit while the reader is on it. */
function beside(box, n, resting) {
  const said = covered(box, n).map((node) => node.textContent).join("").trim().split(/\s+/);
  const lit = () => light(box, n);
  return h("div", { class: "one", on: { pointerenter: lit, focusin: lit } }, h("p", { class: "opening", dir: "auto" }, said.slice(0, 6).join(" ") + (said.length > 6 ? " …" : "")), resting(n));
}

const covered = (box, n) => [...box.querySelectorAll("mark")].filter((node) => node.dataset.over.split(" ").includes(String(n)));

function light(box, n) {
  const lit = new Set(n === null ? [] : covered(box, n));
  for (const node of box.querySelectorAll("mark")) node.classList.toggle("lit", lit.has(node));
}

function close(box) {
  for (const node of box.querySelectorAll("aside.beside")) node.remove();
  for (const node of box.querySelectorAll("mark[aria-expanded=true]")) node.setAttribute("aria-expanded", "false");
  light(box, null);
}

/* ---- by keyboard ------------------------------------------------------------------------------ */
function key(event, box, text, resting) {
  if (event.key === "Escape") return leave(event, box);
  const marks = [...box.querySelectorAll("mark")], at = marks.indexOf(event.target);
  if (at < 0) return;
  const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (event.key === "Enter" || event.key === " ") turn(box, marks[at], text, resting);
  else if (next === undefined) return;
  else if (marks[next]) go(box, marks[next]);
  event.preventDefault();
}

function go(box, to) {
  opened(to);
  stop(box, to);
  to.focus();
}

/* The one mark that Tab stops at. */
function stop(box, at) {
  for (const node of box.querySelectorAll("mark[tabindex='0']")) node.tabIndex = -1;
  at.tabIndex = 0;
}

function leave(event, box) {
  const at = box.querySelector("mark[aria-expanded=true]");
  if (!at) return;
  close(box);
  at.focus();
  event.preventDefault();
}

/* A mark in a fold is reached with the fold open. */
export function opened(node) {
  const fold = node.closest("details");
  if (fold) fold.open = true;
}
