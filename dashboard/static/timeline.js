/* The timeline: one mark per record at its own precision, undated records in a lane of their own. */
import { h, said, dated, inPageLanguage, many, number, button, show, mark } from "./dom.js";
import { card } from "./quote.js";

let moving = null; /* what the reader opened or closed: the focus follows once it is drawn */

export default function timeline(component) {
  const d = component.data, act = component.act;
  const open = (id) => { moving = { id }; act({ do: "record", id }); };
  const root = show(component, "timeline", () => [h("div", { class: "tl" + (d.card ? " chosen" : "") },
    h("div", { class: "tl-lead" }, h("h2", {}, "Timeline"), lead(d, act)),
    beside(d, act),
    d.rows && chart(d, open, act),
    lane(d, open, act))]);
  root.onkeydown = (event) => { if (event.key === "Escape" && d.card) close(d, act); else roving(event); };
  if (moving) follow(root, d);
}

/* ---- what this is ---------------------------------------------------------------------------- */
const DATED = { happened: "dated", "as-of": "with the year that they are as of", published: "from articles that print their date" };

function lead(d, act) {
  const count = d.lane.count, left = count ? `, ${number(count)} not` : "";
  const coverage = button("What no article covers", "tl-coverage", () => act({ do: "show", show: "coverage" }), { class: "inline" });
  if (!d.dated && !count && !d.lane.left_out) return h("div", { class: "empty" }, h("p", {}, "No record matches all of these filters."),
    button("Clear all filters", "tl-clear", () => act({ do: "clear" }), { class: "primary" }));
  return h("p", { class: "standfirst" }, `Each record at the precision that its article gives it: ${number(d.dated)} ${DATED[d.date]}${left}. `, coverage);
}

/* ---- the marks ------------------------------------------------------------------------------- */
function chart(d, open, act) {
  const cut = (d.axis.breaks || []).map((b) => b[2]), last = d.first + d.rows.length - 1;
  return h("section", { class: "tl-chart", "aria-label": "Dated records" },
    d.pages > 1 && h("p", { class: "small" }, `Records ${number(d.first)} to ${number(last)} of ${number(d.dated)}, the earliest first.`),
    h("div", { class: "tl-plot" }, head(d.axis), grid(d.axis),
      h("ol", { class: "tl-rows", start: d.first, "aria-label": `Records in date order, ${d.axis.span}` }, d.rows.map((r, n) => h("li", {}, row(r, n, open))))),
    cut.length > 0 && h("p", { class: "small tl-cut" }, `Cut out of the axis, for no date of these rows begins or ends there: ${cut.join(", ")}.`),
    turning(d, "page", "Pages of the timeline", act));
}

/* The years stay above the rows. */
function head(axis) {
  return h("div", { class: "tl-head", "aria-hidden": "true" }, h("div", { class: "tl-scale" },
    axis.ticks.map(([at, words]) => h("span", { class: "tl-year", style: `--at:${at}` }, words))));
}

function grid(axis) {
  return h("div", { class: "tl-grid", "aria-hidden": "true" }, h("div", { class: "tl-lines" },
    axis.ticks.map(([at]) => h("span", { class: "tl-line", style: `--at:${at}` })),
    (axis.breaks || []).map(([from, to]) => h("span", { class: "tl-break", style: `--at:${from};--wide:${to - from}` }))));
}

/* A label has one language: where the date is in another than the page, the row is named by what it holds. */
function row(r, n, open) {
  const why = r.inferred ? `Inferred: ${r.inferred}` : "", date = inPageLanguage() ? r.date : "";
  return button([
    h("span", { class: "tl-label" }, mark(r.kind), h("span", { class: "title" }, said(r.title)), h("span", { class: "date" + (r.inferred ? " inferred" : "") }, dated(r.date))),
    h("span", { class: "tl-track" }, bar(r))],
  `row-${r.id}`, () => open(r.id), { class: "tl-row" + (r.on ? " on" : ""), "data-record": r.id, "aria-current": r.on && "true", tabindex: n === 0 ? 0 : -1, title: why ? [date, why].filter(Boolean).join(". ") : null, "aria-label": date ? `${r.title}, ${[date, why].filter(Boolean).join(". ")}` : null });
}

/* From where to where; what is narrower than can be seen is drawn wider, about its middle. */
function bar(r) {
  const [from, to] = r.at, looks = ["day", "about", "perhaps", "inferred"].filter((look) => r[look]);
  return h("span", { class: ["tl-mark", r.kind, ...looks, r.open && `open-${r.open}`].filter(Boolean).join(" "), style: `--at:${(from + to) / 2};--wide:${to - from}` });
}

/* ---- the undated ------------------------------------------------------------------------------- */
const LANES = {
  happened: ["Without a date", "The article gives these no date. Where it has words for the time, they stand in quotation marks."],
  "as-of": ["Without an as-of year", "Events, and numbers of which the article does not say what year they are of."],
  published: ["From articles without a date", "The article does not print when it appeared."],
};

function lane(d, open, act) {
  const l = d.lane, [title, why] = LANES[d.date];
  if (l.left_out) return h("section", { class: "tl-lane" }, h("h3", {}, title), h("p", { class: "small" }, `${many(l.left_out, "record")} left out; the filters can keep them.`));
  if (!l.count) return null;
  return h("section", { class: "tl-lane" }, h("h3", {}, title, " ", h("span", { class: "count" }, number(l.count))), h("p", { class: "small" }, why),
    h("ul", { "aria-label": title }, l.rows.map((r) => h("li", {}, button([mark(r.kind), h("span", { class: "title" }, said(r.title)), r.words && h("span", { class: "date" }, said(`“${r.words}”`))],
      `row-${r.id}`, () => open(r.id), { class: "tl-undated" + (r.on ? " on" : ""), "data-record": r.id, "aria-current": r.on && "true" })))),
    turning(l, "cards", "Pages of the undated records", act));
}

function turning(d, name, label, act) {
  if (!(d.pages > 1)) return null;
  const turn = (words, key, page) => button(words, key, () => act({ do: name, page }), { disabled: page < 1 || page > d.pages });
  return h("nav", { class: "pages", "aria-label": label }, turn("← Previous", `tl-${name}-before`, d.page - 1), h("span", {}, `Page ${number(d.page)} of ${number(d.pages)}`), turn("Next →", `tl-${name}-after`, d.page + 1));
}

/* ---- beside them: the chosen record, else how to read the marks -------------------------------- */
function beside(d, act) {
  if (!d.card) return h("aside", { class: "tl-beside", "aria-label": "How to read the marks" }, h("h3", {}, "How to read the marks"), legend(), h("p", { class: "small" }, "Choose a row to read its passages here."));
  return h("aside", { class: "tl-beside open", "aria-label": "Selected record" },
    h("div", { class: "crumb" }, d.card.places && button("On the map", "tl-map", () => act({ do: "record", id: d.card.id, show: "map" }), { class: "quiet" }), button("Close record", "tl-close", () => close(d, act), { class: "quiet" })),
    d.elsewhere && h("p", { class: "small" }, "Not among the rows shown: on another page of them, or left out by the filters."),
    card(d.card, act, true));
}

function legend() {
  const key = (looks, words) => h("li", {}, h("span", { class: "tl-key", "aria-hidden": "true" }, h("span", { class: `tl-mark ${looks}` })), words);
  return h("ul", { class: "legend tl-legend" },
    h("li", {}, h("span", { class: "tl-key", "aria-hidden": "true" }, h("span", { class: "tl-mark day" }), h("span", { class: "tl-mark" })), "A day is a point; a month, a year or an interval is a bar, as long as the article has it."),
    key("open-end", "Fading: that end is open or unknown."),
    key("about", "Hatched: “about”."),
    key("perhaps", "Pale, with a dashed outline: “perhaps”."),
    key("inferred", "Hollow: inferred by the editors; the card has the reason."));
}

function close(d, act) { moving = { id: null, back: d.card.id }; act({ do: "record", id: null }); }

/* ---- by keyboard --------------------------------------------------------------------------------- */
/* One tab stop for the rows; up and down go through them. */
function roving(event) {
  const rows = [...event.currentTarget.querySelectorAll(".tl-row")], at = rows.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || next === undefined || !rows[next]) return;
  event.preventDefault();
  for (const one of rows) one.tabIndex = one === rows[next] ? 0 : -1;
  rows[next].focus();
}

/* The focus goes to the record that was opened, and back to its row when it is closed. */
function follow(root, d) {
  const { id, back } = moving;
  if ((d.card ? d.card.id : null) !== id) return;
  moving = null;
  const key = id === null ? `row-${back}` : "tl-close";
  const node = [...root.querySelectorAll("[data-key]")].find((found) => found.dataset.key === key);
  if (node) node.focus({ preventScroll: id !== null });
}
