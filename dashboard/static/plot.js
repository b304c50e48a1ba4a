/* Values of one unit on a common scale: what dashboard/chart.py tells, drawn; the words beside it are buttons. */
import { h, s, said, button } from "./dom.js";

export const LONG = 12; /* marks from which on the scale stands above them too, and the spoken text is cut */

/* ``name`` is part of the keys; ``note`` stands under the title; ``open`` is called with a record's id. */
export function plot(c, name, open, note) {
  const scale = (c.log ? "Logarithmic scale: the same distance is the same multiple. " : "") + (note || "");
  return h("figure", { class: "plot-figure" + (c.code ? "" : " counts") },
    h("figcaption", {}, h("h3", {}, said(c.title), c.code && h("span", { class: "count" }, ` ${c.code}`)), scale && h("p", { class: "small" }, scale)),
    h("div", { class: "plot" + (c.marks.length > LONG ? " long" : ""), style: `--n:${c.marks.length}` },
      h("ol", { class: "plot-labels" }, c.marks.map((m) => h("li", { "data-record": m.id }, label(m, name, open)))),
      drawing(c, open)));
}

function label(m, name, open) {
  return button([h("span", { class: "title" }, said(m.title), m.type && h("span", { class: "count" }, `\u00a0·\u00a0${m.type}`)),
    h("span", { class: "value" + (m.guess ? " inferred" : "") }, said(m.words))], `mark-${name}-${m.id}`, () => open(m.id));
}

const percent = (part) => `${(part * 100).toFixed(2)}%`;
const end = (m) => m.at[1] ?? m.at[0];

/* Places along the scale are in per cent, so that the drawing fits any width without being stretched. */
function drawing(c, open) {
  return s("svg", { class: "plot-drawing", role: "img", "aria-label": described(c) },
    c.ticks.map(([at], n) => s("rect", { class: "grid" + (n === 0 ? " base" : ""), x: percent(at), y: 0, width: 1 })),
    ticks(c, { y: "100%", dy: -3 }), c.marks.length > LONG && ticks(c, { y: 0, dy: -6 }),
    c.marks.map((m, n) => s("g", { class: "one" + (m.about ? " about" : ""), "data-record": m.id, style: `--row:${n}` },
      hit(m, open), s("line", { class: "guide", x1: 0, x2: percent(m.at[0] ?? end(m)), y1: 0, y2: 0 }), (m.readings || []).map((r) => reading(r, m)), shape(m.at))));
}

/* The words of the ticks, every second where they would touch. */
function ticks(c, where) {
  return c.ticks.map(([at, words], n) => (c.ticks.length <= 4 || n % 2 === 0) && s("text", { x: percent(at), ...where, "text-anchor": n === 0 ? "start" : "middle" }, words));
}

function hit(m, open) {
  const area = s("rect", { class: "hit", x: 0, width: "100%" });
  area.addEventListener("click", () => open(m.id));
  return area;
}

/* A value is a dot, a range a bar; an open end is a line that breaks up towards an arrow. */
function shape([low, high]) {
  if (low === null || high === null) return [openEnd(low ?? high, low === null ? -1 : 1), dot(low ?? high)];
  if (low === high) return dot(low);
  return [s("rect", { class: "range", x: percent(low), y: -5, width: percent(high - low), height: 10, rx: 2 })];
}

function dot(at) { return s("circle", { class: "dot", cx: percent(at), cy: 0, r: 6 }); }

function openEnd(at, way) {
  return s("svg", { class: "open-end", x: percent(at), y: 0, overflow: "visible" }, s("path", { d: `M${8 * way} 0H${34 * way}`, "stroke-dasharray": "7 3 5 3 3 4" }), s("path", { d: `M${33 * way} -5l${6 * way} 5l${-6 * way} 5` }));
}

/* What an ambiguous sentence may mean besides: a broken ring, joined to the number that is printed. */
function reading([low, high], m) {
  const at = high ?? low;
  return [s("line", { class: "reading", x1: percent(end(m)), x2: percent(at), y1: 0, y2: 0 }), s("circle", { class: "reading", cx: percent(at), cy: 0, r: 6 })];
}

/* What the picture says, for who cannot see it; what stands below has every row of it. */
function described(c) {
  const told = c.marks.slice(0, LONG).map((m) => `${m.title}: ${m.words}${m.also ? `, or in another reading ${m.also.join(", ")}` : ""}`).join("; ");
  const more = c.marks.length > LONG ? `; and ${c.marks.length - LONG} more in the table` : "";
  return `${c.title}, ${c.log ? "logarithmic" : "linear"} scale from ${c.ticks[0][1]} to ${c.ticks.at(-1)[1]}, the largest first. ${told}${more}.`;
}

/* How to read what some charts hold; nothing is explained that is not there. */
export function legend(charts, ...more) {
  const marks = charts.flatMap((c) => c.marks), item = (drawn, words) => h("li", {}, h("span", { class: "key-drawn", "aria-hidden": "true" }, drawn), words);
  const small = (...children) => s("svg", { width: 44, height: 16, class: "plot-key" }, s("g", { transform: "translate(0 8)" }, children));
  const is = { range: (m) => !m.at.includes(null) && m.at[0] !== m.at[1], open: (m) => m.at.includes(null), about: (m) => m.about, reading: (m) => m.readings };
  return h("ul", { class: "legend plot-legend" },
    marks.length > 0 && item(small(s("circle", { class: "dot", cx: 22, cy: 0, r: 6 })), "A number as the article prints it."),
    marks.some(is.about) && item(small(s("g", { class: "about" }, s("circle", { class: "dot", cx: 22, cy: 0, r: 6 }))), "Hollow: the article qualifies it, “approximately”."),
    marks.some(is.range) && item(small(s("rect", { class: "range", x: 6, y: -5, width: 32, height: 10, rx: 2 })), "A range: from the lower to the upper value."),
    marks.some(is.open) && item(small(s("circle", { class: "dot", cx: 8, cy: 0, r: 6 }), s("g", { class: "open-end" }, s("path", { d: "M15 0H34", "stroke-dasharray": "7 3 5 3 3 4" }), s("path", { d: "M33 -5l6 5l-6 5" }))), "An open end: at least, or at most."),
    marks.some(is.reading) && item(small(s("line", { class: "reading", x1: 6, x2: 32, y1: 0, y2: 0 }), s("circle", { class: "reading", cx: 34, cy: 0, r: 6 })), "A broken ring: another reading of the same sentence."),
    more.map(([drawn, words]) => item(drawn, words)));
}

/* A row and its mark light up together, wherever in ``root`` they stand. */
export function together(root) {
  if (root.dataset.together) return;
  root.dataset.together = "yes";
  const light = (id) => { for (const node of root.querySelectorAll("[data-record]")) node.classList.toggle("lit", node.dataset.record === id); };
  for (const event of ["pointerover", "focusin"]) root.addEventListener(event, (at) => light(at.target.closest("[data-record]")?.dataset.record));
  for (const event of ["pointerleave", "focusout"]) root.addEventListener(event, () => light(null));
}
