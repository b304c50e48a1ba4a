/* Investments: charts on a scale a unit, the table with the words each sum rests on, the chosen record beside them. */
import { h, s, said, many, number, button, show, acting } from "./dom.js";
import { source, titleOf } from "./words.js";
import { quotation, card } from "./quote.js";

const COLUMNS = [["amount", "Amount"], [null, "What, in the article’s words"], [null, "Parties"], ["year", "Year"], ["article", "Article"]];
const NO_TOTAL = "There is no total. The articles’ figures overlap where parts are named beside wholes, and two articles may count the same money: their sum would be nobody’s figure.";

const LONG = 12; /* marks from which on the scale stands above them too, and the spoken text is cut */

let sorted = { by: "amount", down: true };
let moving = null; /* what the reader opened or closed: the focus follows once it is drawn */

export default function investments(component) {
  const d = component.data, act = acting(component);
  const open = (id) => { moving = { id }; act({ do: "record", id }); };
  const sort = (by) => { sorted = { by, down: sorted.by === by ? !sorted.down : by === "amount" }; moving = null; investments(component); };
  const root = show(component, "investments", () => [h("div", { class: "inv" + (d.card ? " chosen" : "") },
    h("div", { class: "inv-lead" }, h("h2", {}, "Investments"), lead(d, act)),
    d.total && [figures(d, open), table(d, open, act, sort), turning(d, act)],
    beside(d, act))]);
  together(root);
  root.onkeydown = (event) => { if (event.key === "Escape" && d.card) close(d, act); };
  if (moving) follow(root, d);
}

/* ---- what this is, and what to do where there is nothing -------------------------------- */
function lead(d, act) {
  if (d.blocked) return blocked(d, act);
  if (!d.total) return h("div", { class: "empty" }, h("p", {}, d.filtered ? "No investment is left under these filters." : "The articles of this atlas name no investment."),
    d.filtered && button("Clear all filters", "inv-clear", () => act({ do: "clear" }), { class: "primary" }));
  const given = d.numbered === d.total ? "each with a number in the text" : d.numbered ? `${number(d.numbered)} of them with a number in the text` : "none of them with a number in the text";
  return [h("p", { class: "standfirst" }, `Sums, shares and projects as the articles print them, each in its own currency or unit: ${many(d.total, "record")} from ${many(d.sources, "article")}${d.filtered ? " under these filters" : ""}, ${given}.`),
    h("p", { class: "inv-total" }, NO_TOTAL)];
}

function blocked(d, act) {
  const kinds = d.blocked.map((kind) => titleOf("kind", kind)).join(" and ");
  const only = d.blocked.length === 1;
  const out = only ? { do: "drop", facet: "kind", option: d.blocked[0] } : { do: "toggle", facet: "kind", option: "investment", on: true };
  return h("div", { class: "empty" }, h("p", {}, "The filter on kinds shows ", said(kinds), " only, so every investment is left out."),
    button(only ? `Remove the filter “${kinds}”` : "Let investments through", "inv-unblock", () => act(out), { class: "primary" }));
}

/* ---- the charts ---------------------------------------------------------------------------- */
function figures(d, open) {
  return h("section", { class: "inv-charts", "aria-label": "Charts" }, (d.charts || []).map((c, n) => chart(c, n, d, open)),
    !d.charts && h("p", { class: "small" }, "No chart: no two of these records give numbers in the same unit."));
}

function chart(c, n, d, open) {
  const scale = c.log ? "Logarithmic scale: the same distance is the same multiple. " : "";
  const share = d.pages > 1 ? `${many(c.marks.length, "record")} of this page. ` : "";
  return h("figure", { class: "inv-chart" + (c.code ? "" : " counts") },
    h("figcaption", {}, h("h3", {}, said(c.title), c.code && h("span", { class: "count" }, ` ${c.code}`)), (scale || share) && h("p", { class: "small" }, scale + share)),
    h("div", { class: "inv-plot" + (c.marks.length > LONG ? " long" : ""), style: `--n:${c.marks.length}` },
      h("ol", { class: "inv-labels" }, c.marks.map((m) => h("li", { "data-record": m.id }, button([h("span", { class: "title" }, said(m.title), m.type && h("span", { class: "count" }, `\u00a0·\u00a0${m.type}`)), h("span", { class: "value" + (m.guess ? " inferred" : "") }, said(m.words))], `mark-${n}-${m.id}`, () => open(m.id), { class: "inv-label" })))),
      drawing(c, open)));
}

const percent = (part) => `${(part * 100).toFixed(2)}%`;
const end = (m) => m.at[1] ?? m.at[0];

/* Places along the scale are in per cent, so that the drawing fits any width without being stretched. */
function drawing(c, open) {
  return s("svg", { class: "inv-drawing", role: "img", "aria-label": described(c) },
    c.ticks.map(([at], n) => s("rect", { class: "grid" + (n === 0 ? " base" : ""), x: percent(at), y: 0, width: 1 })),
    scale(c, { y: "100%", dy: -3 }), c.marks.length > LONG && scale(c, { y: 0, dy: -6 }),
    c.marks.map((m, n) => s("g", { class: "one" + (m.about ? " about" : ""), "data-record": m.id, style: `--row:${n}` },
      hit(m, open), s("line", { class: "guide", x1: 0, x2: percent(m.at[0] ?? end(m)), y1: 0, y2: 0 }), shape(m))));
}

/* The words of the ticks, every second where they would touch. */
function scale(c, where) {
  return c.ticks.map(([at, words], n) => (c.ticks.length <= 4 || n % 2 === 0) && s("text", { x: percent(at), ...where, "text-anchor": n === 0 ? "start" : "middle" }, words));
}

function hit(m, open) {
  const area = s("rect", { class: "hit", x: 0, width: "100%" });
  area.addEventListener("click", () => open(m.id));
  return area;
}

/* A value is a dot, a range a bar; an open end is a line that breaks up towards an arrow. */
function shape(m) {
  const [low, high] = m.at;
  if (low === null || high === null) return [openEnd(low ?? high, low === null ? -1 : 1), dot(low ?? high)];
  if (low === high) return dot(low);
  return [s("rect", { class: "range", x: percent(low), y: -5, width: percent(high - low), height: 10, rx: 2 })];
}

function dot(at) { return s("circle", { class: "dot", cx: percent(at), cy: 0, r: 6 }); }

function openEnd(at, way) {
  return s("svg", { class: "open-end", x: percent(at), y: 0, overflow: "visible" }, s("path", { d: `M${8 * way} 0H${34 * way}`, "stroke-dasharray": "7 3 5 3 3 4" }), s("path", { d: `M${33 * way} -5l${6 * way} 5l${-6 * way} 5` }));
}

/* What the picture says, for who cannot see it; the table below has every row of it. */
function described(c) {
  const told = c.marks.slice(0, LONG).map((m) => `${m.title}: ${m.words}`).join("; ");
  const more = c.marks.length > LONG ? `; and ${c.marks.length - LONG} more in the table` : "";
  return `${c.title}, ${c.log ? "logarithmic" : "linear"} scale from ${c.ticks[0][1]} to ${c.ticks.at(-1)[1]}, the largest first. ${told}${more}.`;
}

/* ---- the table ------------------------------------------------------------------------------- */
function table(d, open, act, sort) {
  const one = h("table", { class: "inv-table", role: "table" },
    h("caption", { class: "small" }, "The records, grouped by what they measure; sorting is within each group, for units do not compare."),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, COLUMNS.map(([by, title]) => heading(by, title, sort)))),
    d.groups.map((g, n) => h("tbody", { role: "rowgroup", "aria-labelledby": `inv-group-${n}` },
      h("tr", { role: "row", class: "inv-group" }, h("th", { role: "rowheader", scope: "rowgroup", colspan: COLUMNS.length, id: `inv-group-${n}` }, said(g.title), h("span", { class: "count" }, [g.code && ` ${g.code}`, ` · ${many(g.count, "record")}${g.rows.length < g.count ? `, ${number(g.rows.length)} on this page` : ""}`]))),
      ordered(g.rows).map((r) => row(r, open, act)))));
  return h("div", { class: "inv-rows" }, one);
}

function heading(by, title, sort) {
  if (!by) return h("th", { role: "columnheader", scope: "col" }, title);
  const on = sorted.by === by, sign = on ? (sorted.down ? " ↓" : " ↑") : " ↕";
  return h("th", { role: "columnheader", scope: "col", "aria-sort": on ? (sorted.down ? "descending" : "ascending") : "none" },
    button([title, h("span", { class: "sign", "aria-hidden": "true" }, sign)], `sort-${by}`, () => sort(by), { class: "sort", title: `Sort each group by ${title.toLowerCase()}` }));
}

/* The rows come by amount; what has no year stays last, whichever way. */
function ordered(rows) {
  const way = sorted.down ? -1 : 1;
  if (sorted.by === "amount") return sorted.down ? rows : [...rows].reverse();
  if (sorted.by === "article") return [...rows].sort((a, b) => way * (source(a.source).label || "").localeCompare(source(b.source).label || ""));
  return [...rows].sort((a, b) => (a.year === undefined) - (b.year === undefined) || way * ((a.year || 0) - (b.year || 0)));
}

function row(r, open, act) {
  const about = [r.type, r.status, (r.places || []).join(", ")].filter(Boolean);
  const read = () => act({ do: "show", show: "sources", article: r.source, record: r.id });
  const lit = { role: "row", "data-record": r.id };
  return [h("tr", { ...lit, class: "inv-row" + (r.on ? " on" : "") },
    cell("Amount", "inv-amount", amount(r)),
    cell("", "inv-what", button(said(r.title), `row-${r.id}`, () => open(r.id), { class: "inline", "aria-current": r.on && "true" }), h("p", { class: "small" }, about.map((words, n) => [n > 0 && " · ", said(words)]))),
    cell("Parties", "inv-parties", r.parties ? r.parties.map((p, n) => [n > 0 && ", ", said(p)]) : nothing("none named")),
    cell("Year", "inv-year", h("span", { class: r.inferred ? "inferred" : null }, said(r.date))),
    cell("Article", "inv-article", button(said(source(r.source).label), `read-${r.id}`, read, { class: "inline", title: "Read the passages of this article in order" }))),
  h("tr", { ...lit, class: "inv-words" + (r.on ? " on" : "") }, h("td", { role: "cell", class: "inv-gap" }), h("td", { role: "cell", colspan: COLUMNS.length - 1 }, quotation(r.quote)))];
}

function cell(label, name, ...children) { return h("td", { role: "cell", class: name, "data-label": label || null }, children); }

function nothing(words) { return h("span", { class: "small none" }, words); }

function amount(r) {
  if (!r.amount && !r.projects) return nothing("no number in the text");
  return [r.amount && h("strong", { class: (r.wordy ? "wordy" : "") + (r.guess ? " inferred" : "") }, said(r.wordy ? `“${r.amount}”` : r.amount)),
    r.projects && h("span", { class: r.amount ? "small besides" : null }, said(r.projects)),
    r.wordy && !r.projects && nothing("no number in the text"),
    r.guess && h("span", { class: "small" }, h("b", {}, "Currency inferred: "), said(r.guess))];
}

function turning(d, act) {
  if (!(d.pages > 1)) return null;
  const turn = (words, key, page) => button(words, key, () => act({ do: "page", page }), { disabled: page < 1 || page > d.pages });
  return h("nav", { class: "pages", "aria-label": "Pages of the table" }, turn("← Previous", "inv-before", d.page - 1), h("span", {}, `Page ${number(d.page)} of ${number(d.pages)}`), turn("Next →", "inv-after", d.page + 1));
}

/* ---- beside them: the chosen record, else how to read the page --------------------------------- */
function beside(d, act) {
  if (d.card) return h("aside", { class: "inv-beside open", "aria-label": "Selected record" },
    h("div", { class: "crumb" }, d.card.places && button("On the map", "inv-map", () => act({ do: "record", id: d.card.id, show: "map" }), { class: "quiet" }), button("Close record", "inv-close", () => close(d, act), { class: "quiet" })),
    d.elsewhere && h("p", { class: "small" }, "Not among the rows shown: on another page of the table, or left out by the filters."),
    card(d.card, act, true));
  return d.total ? h("aside", { class: "inv-beside", "aria-label": "How to read this page" }, h("h3", {}, "How to read this page"), legend(d), h("p", { class: "small" }, "Choose a mark or a row to read its passages here.")) : null;
}

function close(d, act) { moving = { id: null, back: d.card.id }; act({ do: "record", id: null }); }

function legend(d) {
  const marks = (d.charts || []).flatMap((c) => c.marks), item = (drawn, words) => h("li", {}, h("span", { class: "key-drawn", "aria-hidden": "true" }, drawn), words);
  const small = (...children) => s("svg", { width: 44, height: 16, class: "inv-key" }, s("g", { transform: "translate(0 8)" }, children));
  const is = { range: (m) => !m.at.includes(null) && m.at[0] !== m.at[1], open: (m) => m.at.includes(null), about: (m) => m.about };
  return h("ul", { class: "legend inv-legend" },
    marks.length > 0 && item(small(s("circle", { class: "dot", cx: 22, cy: 0, r: 6 })), "A number as the article prints it."),
    marks.some(is.about) && item(small(s("g", { class: "about" }, s("circle", { class: "dot", cx: 22, cy: 0, r: 6 }))), "Hollow: the article qualifies it, “approximately”."),
    marks.some(is.range) && item(small(s("rect", { class: "range", x: 6, y: -5, width: 32, height: 10, rx: 2 })), "A range: from the lower to the upper value."),
    marks.some(is.open) && item(small(s("circle", { class: "dot", cx: 8, cy: 0, r: 6 }), s("g", { class: "open-end" }, s("path", { d: "M15 0H34", "stroke-dasharray": "7 3 5 3 3 4" }), s("path", { d: "M33 -5l6 5l-6 5" }))), "An open end: at least, or at most."),
    item(h("span", { class: "inferred" }, "Aa"), "Inferred by the editors, not in the text."));
}

/* ---- a row and its mark are one thing ---------------------------------------------------------- */
function together(root) {
  if (root.dataset.together) return;
  root.dataset.together = "yes";
  const light = (id) => { for (const node of root.querySelectorAll("[data-record]")) node.classList.toggle("lit", node.dataset.record === id); };
  for (const event of ["pointerover", "focusin"]) root.addEventListener(event, (at) => light(at.target.closest("[data-record]")?.dataset.record));
  for (const event of ["pointerleave", "focusout"]) root.addEventListener(event, () => light(null));
}

/* The focus goes to the record that was opened, and back to its row when it is closed. */
function follow(root, d) {
  const { id, back } = moving;
  if ((d.card ? d.card.id : null) !== id) return;
  moving = null;
  const key = id === null ? `row-${back}` : "inv-close";
  const node = [...root.querySelectorAll("[data-key]")].find((found) => found.dataset.key === key);
  if (node) node.focus({ preventScroll: id !== null });
}
