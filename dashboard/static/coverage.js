/* The coverage grid, place by year: quoted, in an article's span but silent, or covered by no article. */
import { h, said, many, number, button, show, pages } from "./dom.js";
import { words, placeTitle } from "./words.js";
import { card, sourceLine } from "./quote.js";

export default function coverage(component) {
  const d = component.data, act = component.act;
  const moved = component.parentElement.querySelector(".cov-box")?.scrollLeft;
  const root = show(component, "coverage", () => [
    h("div", { class: "crumb" }, button("← Sources", "to-sources", () => act({ do: "show", show: "sources" }), { class: "quiet" })),
    h("h2", { tabindex: -1 }, "What no article covers"),
    h("p", { class: "lead" }, "Place by year, over the whole atlas: where the articles speak, and where they are silent. Silence is not absence: things happened there that these articles do not tell."),
    d.columns ? grid(d, act) : h("p", { class: "empty" }, "No record of this atlas has a date, so there are no years to lay out."),
  ]);
  const table = root.querySelector(".cov-grid");
  if (table) table.onkeydown = roving;
  if (table && moved) table.parentElement.scrollLeft = moved;
  arrived(root, d);
}

/* ---- the words of a cell ------------------------------------------------------------------ */
const years = ([low, high]) => low === null ? `before ${high + 1}` : high === null ? `after ${low - 1}` : low === high ? String(low) : `${low}–${high}`;
const state = (column, count) => count ? "quoted" : column[2] ? "silent" : "none";
const reached = (open) => open ? ", reached by an open end alone" : "";

function told(column, count, open) {
  return { quoted: `${many(count, "record")}${reached(open)}`, silent: "in an article’s span, but silent", none: "no article covers it" }[state(column, count)];
}

/* ---- the grid ------------------------------------------------------------------------------ */
function grid(d, act) {
  return h("div", { class: "cov" },
    h("section", { class: "cov-all", "aria-label": "Coverage" }, legend(),
      h("div", { class: "cov-box" }, h("table", { class: "cov-grid", role: "grid", "aria-label": "Records by place and year. Arrow keys move from cell to cell." },
        h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "cov-place" }, "Place"), d.columns.map((c) => h("th", { scope: "col" }, h("span", {}, years(c)))))),
        h("tbody", {}, lines(d, act)))),
      pages(d, "page", "Pages of the places", act),
      h("p", { class: "small" }, `${range(d)} with records, those with most first. Years in which every place has the same records are one column. Undated records stand in no cell: they are said beside their place, for they are no silence.`),
      inWords(d)),
    h("section", { class: "cov-cell", "aria-label": "The chosen cell" }, d.chosen ? chosen(d.chosen, d, act) : invitation()));
}

function range(d) {
  const last = Math.min(d.first + 39, d.total);
  return d.pages > 1 ? `Places ${number(d.first)}–${number(last)} of ${number(d.total)}` : many(d.total || 0, "place");
}

function legend() {
  const key = (kind, sign, text) => h("li", {}, h("span", { class: `cov-key ${kind}`, "aria-hidden": "true" }, sign), text);
  return h("ul", { class: "cov-legend" },
    key("quoted", "3", [h("b", {}, "Quoted: "), "so many dated records of the place touch the year. Dashed, only open ends (“since 2016”) reach it."]),
    key("silent", "·", [h("b", {}, "In an article’s span, but silent: "), "some article’s span has the year, and no dated record of the place touches it. An article spans the years from the earliest to the latest that its dated records name."]),
    key("none", "", [h("b", {}, "No article covers it: "), "the year is in no article’s span."]));
}

function lines(d, act) {
  const at = stop(d);
  return d.rows.map(([place, total, undated, cells], row) => {
    const held = new Map(cells.map(([n, count, open]) => [n, [count, open]]));
    return h("tr", { class: place === d.place ? "on" : null },
      h("th", { scope: "row", class: "cov-place" }, said(placeTitle(place)), undated > 0 && h("span", { class: "small" }, undated === total ? `${number(undated)} undated` : `+ ${number(undated)} undated`)),
      d.columns.map((column, n) => h("td", { role: "gridcell" }, cell(d, place, column, held.get(n) || [0], row === at[0] && n === at[1], `${place}-${n}`, act))));
  });
}

function cell(d, place, column, [count, open], first, key, act) {
  const [id, title] = words.places[place], on = isOn(d, place, column);
  return button(count ? number(count) : column[2] ? "·" : "", `cell-${key}`, () => act({ do: "cell", place: id, low: column[0], high: column[1] }), {
    class: `${state(column, count)}${open ? " open" : ""}${on ? " on" : ""}`, tabindex: first ? 0 : -1, "aria-current": on && "true",
    "aria-label": `${title}, ${years(column)}: ${told(column, count, open)}`, title: `${title}, ${years(column)}: ${told(column, count, open)}`,
  });
}

/* The cells that the link names: of its place, every column with one of its years. */
function isOn(d, place, [low, high]) {
  if (place !== d.place || !d.years) return false;
  const [from, to] = d.years;
  return (from === null || high === null || high >= from) && (to === null || low === null || low <= to);
}

/* One tab stop: the chosen cell, else the first that holds a record, else the first. */
function stop(d) {
  const row = d.rows.findIndex(([place]) => place === d.place), n = d.columns.findIndex((c) => isOn(d, d.place, c));
  if (row >= 0 && n >= 0) return [row, n];
  return [0, d.rows.length > 0 && d.rows[0][3].length > 0 ? d.rows[0][3][0][0] : 0];
}

function roving(event) {
  const rows = [...event.currentTarget.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("button")]);
  const y = rows.findIndex((row) => row.includes(document.activeElement));
  if (y < 0) return;
  const x = rows[y].indexOf(document.activeElement), far = event.ctrlKey || event.metaKey, last = rows[y].length - 1;
  const to = { ArrowUp: [y - 1, x], ArrowDown: [y + 1, x], ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1], Home: [far ? 0 : y, 0], End: [far ? rows.length - 1 : y, last],
    PageUp: [Math.max(0, y - 8), x], PageDown: [Math.min(rows.length - 1, y + 8), x] }[event.key];
  const next = to && rows[to[0]] && rows[to[0]][to[1]];
  if (to) event.preventDefault();
  if (!next) return;
  for (const one of rows.flat()) one.tabIndex = one === next ? 0 : -1;
  next.focus();
}

/* ---- the same in words ------------------------------------------------------------------- */
function inWords(d) {
  return h("details", { "data-key": "in-words" }, h("summary", { "data-key": "in-words-summary" }, "The grid in words"),
    h("ul", { class: "cov-words" }, d.rows.map(([place, , undated, cells]) => h("li", {}, h("b", {}, said(placeTitle(place))), ". ", rowWords(d, cells), undated > 0 && ` ${many(undated, "undated record")}.`))));
}

function rowWords(d, cells) {
  const held = new Map(cells.map(([n, count, open]) => [n, [count, open]])), runs = { quoted: [], silent: [], none: [] };
  d.columns.forEach((column, n) => {
    const [count, open] = held.get(n) || [0], kind = state(column, count), all = runs[kind], before = all.at(-1);
    if (kind !== "quoted" && before && before.n === n - 1) Object.assign(before, { n, high: column[1] });
    else all.push({ n, low: column[0], high: column[1], count, open });
  });
  const one = (run) => `${years([run.low, run.high])}${run.count ? ` (${number(run.count)}${run.open ? ", by an open end" : ""})` : ""}`;
  return [["Quoted", runs.quoted], ["Silent", runs.silent], ["No article", runs.none]].filter(([, all]) => all.length).map(([name, all]) => `${name}: ${all.map(one).join(", ")}.`).join(" ");
}

/* ---- the chosen cell ------------------------------------------------------------------------ */
function invitation() {
  return h("p", { class: "about-cov" }, "Choose a cell to read its passages, or to see why it has none.");
}

function chosen(c, d, act) {
  const [id, title] = words.places[c.place];
  if (!d.years) return [h("h3", { tabindex: -1 }, said(title)), h("p", { class: "small" }, beside(c), " Choose a year in its row.")];
  const toMap = (asked) => act(asked.do === "record" ? { ...asked, show: "map" } : asked);
  return [
    h("div", { class: "crumb" }, h("span", {}, "The chosen cell"), button("Close", "close-cell", () => act({ do: "cell" }), { class: "quiet" })),
    h("h3", { tabindex: -1 }, said(title), `, ${years(d.years)}`),
    c.count > 0 ? h("p", { class: "small" }, `${many(c.count, "dated record")} of this place ${c.count === 1 ? "touches" : "touch"} ${years(d.years)}.`) : why(c, d),
    h("div", { class: "doing" }, button("Show on the map", "cell-map", () => act({ do: "cell", place: id, low: d.years[0], high: d.years[1], show: "map" }), { class: "primary" })),
    c.filtered && h("p", { class: "small" }, "Filters that are set on the map act there as well, not here."),
    (c.cards || []).map((one) => card(one, toMap, false)),
    pages(c, "cards", "Pages of the records", act),
    c.silent && silent(c, d, act),
    c.undated > 0 && h("p", { class: "small" }, `${many(c.undated, "record")} of this place ${c.undated === 1 ? "has" : "have"} no date, and may belong here. `,
      button("See them on the map", "undated-map", () => act({ do: "cell", place: id, show: "map" }), { class: "inline" })),
  ];
}

const beside = (c) => `${many(c.records || 0, "record")}${c.undated ? `, ${number(c.undated)} of them undated` : ""}.`;

function why(c, d) {
  return h("p", {}, h("b", {}, c.spanning > 0 ? "In an article’s span, but silent. " : "No article covers it. "),
    c.spanning > 0 ? `The years that ${many(c.spanning, "article")} ${c.spanning === 1 ? "names" : "name"} reach over ${years(d.years)}, and no dated record of this place touches ${spell(d.years)}.`
      : "No article has a dated record on both sides of these years, or in them.");
}

const spell = ([low, high]) => low !== null && low === high ? "it" : "them";

function silent(c, d, act) {
  return [h("h4", {}, c.count > 0 ? "Other articles whose span has these years, silent on the place in them" : "The articles that are silent here"),
    h("ul", { class: "named-in cov-silent" }, c.silent.map(([id, first, last, here]) => h("li", {}, h("span", { class: "count" }, first === last ? String(first) : `${first}–${last}`),
      h("div", {}, sourceLine(id, act), h("span", { class: "cov-here" }, here > 0 ? `${many(here, "record")} of the place, in other years or undated` : "no record of the place"))))),
    c.more > 0 && h("p", { class: "small" }, `And ${many(c.more, "more article")}.`)];
}

/* Where the cell stands under the grid, it comes into sight when it is chosen, and at once when a link
   opens it: then the focus is on it too, if the reader has it nowhere else. */
function arrived(root, d) {
  const c = d.chosen, title = root.querySelector(".cov-cell h3"), before = root.dataset.shown;
  const now = c ? `${c.place} ${c.page} ${title?.textContent}` : "", under = matchMedia("(max-width: 1100px)").matches;
  root.dataset.shown = now;
  if (before === undefined) root.querySelector(".cov-grid .on[data-key]")?.scrollIntoView({ block: "nearest", inline: "center" });
  if (before === now || !now || !under || (before === undefined && !d.years)) return;
  const calm = before === undefined || matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.querySelector(".cov-cell").scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  if (before === undefined && document.activeElement === document.body) title.focus({ preventScroll: true });
}
