/* Investments: charts on a scale a unit, the table with the words each sum rests on, the chosen record beside them. */
import { h, said, dated, many, number, button, show } from "./dom.js";
import { source, titleOf } from "./words.js";
import { quotation, card } from "./quote.js";
import { plot, legend, together } from "./plot.js";
import { senses } from "./doubt.js";

const COLUMNS = [["amount", "Amount"], [null, "What, in the article’s words"], [null, "Parties"], ["year", "Year"], ["article", "Article"]];
let sorted = { by: "amount", down: true };
let moving = null; /* what the reader opened or closed: the focus follows once it is drawn */

export default function investments(component) {
  const d = component.data, act = component.act;
  const open = (id) => { moving = { id }; act({ do: "record", id }); };
  const sort = (by) => { sorted = { by, down: sorted.by === by ? !sorted.down : by === "amount" }; moving = null; investments(component); };
  const root = show(component, "investments", () => [h("div", { class: "inv" + (d.card ? " chosen" : "") },
    h("div", { class: "inv-lead" }, h("h2", {}, "Investments"), lead(d, act, open)),
    d.total > 0 && [figures(d, open), table(d, open, act, sort), turning(d, act)],
    beside(d, act))]);
  together(root);
  root.onkeydown = (event) => { if (event.key === "Escape" && d.card) close(d, act); };
  if (moving) follow(root, d);
}

/* ---- what this is, and what to do where there is nothing -------------------------------- */
function lead(d, act, open) {
  if (d.blocked) return blocked(d, act);
  if (!d.total) return h("div", { class: "empty" }, h("p", {}, d.filtered ? "No investment is left under these filters." : "The articles of this atlas name no investment."),
    d.filtered && button("Clear all filters", "inv-clear", () => act({ do: "clear" }), { class: "primary" }));
  const given = d.numbered === d.total ? "each with a number in the text" : d.numbered ? `${number(d.numbered)} of them with a number in the text` : "none of them with a number in the text";
  return [h("p", { class: "standfirst" }, `Sums, shares and projects as the articles print them, each in its own currency or unit: ${many(d.total, "record")} from ${many(d.sources, "article")}${d.filtered ? " under these filters" : ""}, ${given}.`),
    totals(d, open)];
}

function blocked(d, act) {
  const kinds = d.blocked.map((kind) => titleOf("kind", kind)).join(" and ");
  const only = d.blocked.length === 1;
  const out = only ? { do: "drop", facet: "kind", option: d.blocked[0] } : { do: "toggle", facet: "kind", option: "investment", on: true };
  return h("div", { class: "empty" }, h("p", {}, "The filter on kinds shows ", said(kinds), " only, so every investment is left out."),
    button(only ? `Remove the filter “${kinds}”` : "Let investments through", "inv-unblock", () => act(out), { class: "primary" }));
}

/* ---- what may be added up ------------------------------------------------------------------ */
const NO_TOTAL = "There is no total. The articles’ figures overlap where parts are named beside wholes, and two articles may count the same money: their sum would be nobody’s figure.";

function totals(d, open) {
  if (!(d.totals || []).some((t) => t.words)) return h("p", { class: "inv-total" }, NO_TOTAL);
  return h("section", { class: "inv-totals", "aria-label": "What may be added up" }, d.totals.map((t, n) => total(t, n, d, open)));
}

function total(t, n, d, open) {
  const of = t.records === t.sums ? many(t.records, "record") : `${many(t.records, "record")} that ${t.sums === 1 ? "tell one sum" : `tell ${many(t.sums, "sum")}`}`;
  const items = (t.items || []).map((item) => one(item, t, open)), folded = t.sums > 1;
  return h("div", { class: "inv-total" },
    t.words ? h("p", {}, h("strong", { class: "inv-sum" }, said(t.words)), ` is what may be added up in ${t.title}${d.filtered ? " under these filters" : ""}: ${of}.`, t.about && " The articles qualify some of these numbers.")
      : h("p", {}, h("strong", {}, `No total in ${t.title}. `), "None of these sums may be added up; the reasons stand here."),
    folded ? fold(`total-${n}`, `How each of the ${number(t.sums)} sums comes about`, items, more(t.more_items, "more sum")) : items,
    t.left_out && fold(`left-${n}`, `${many(t.left_out.length + (t.more_left_out || 0), "record")} left out, and why`, h("ul", {}, t.left_out.map((out) => leftOut(out, open))), more(t.more_left_out, "more record")));
}

function fold(key, title, ...children) { return h("details", { "data-key": key }, h("summary", { "data-key": `${key}-summary` }, title), children); }

function more(count, noun) { return count > 0 && h("p", { class: "small" }, `And ${many(count, noun)}.`); }

function one(item, t, open) {
  const several = item.records.length > 1;
  return [t.sums > 1 && h("h4", {}, said(item.words)),
    h("dl", {}, item.high ? [h("dt", {}, "Lower end"), h("dd", {}, end(item.low, open)), h("dt", {}, "Upper end"), h("dd", {}, end(item.high, open))] : [h("dt", {}, "Sum"), h("dd", {}, end(item.low, open))]),
    h("p", { class: "small" }, several ? `These ${number(item.records.length)} records count once, for they may tell the same money:` : "Why it counts:"),
    h("ul", {}, item.records.map(([id, title, reason]) => h("li", {}, opening(id, title, "counted", open), ": ", said(reason))))];
}

function end(e, open) {
  return [h("strong", {}, said(e.words)), ", ", opening(e.record, e.title, "end", open), e.means ? [" — if ", said(e.means)] : ", as printed", e.ours && h("span", { class: "ours" }, " (our arithmetic, not printed)"), "."];
}

function leftOut(out, open) {
  return h("li", {}, opening(out.id, out.title, "left", open), ", ", said(out.words), ": ", said(out.reason), out.whole && [" Part of “", said(out.whole), "”."]);
}

function opening(id, title, where, open) { return button(said(title), `${where}-${id}`, () => open(id), { class: "inline" }); }

/* ---- the charts ---------------------------------------------------------------------------- */
function figures(d, open) {
  const share = (c) => d.pages > 1 ? `${many(c.marks.length, "record")} of this page. ` : "";
  return h("section", { class: "inv-charts", "aria-label": "Charts" }, (d.charts || []).map((c, n) => plot(c, n, open, share(c))),
    !d.charts && h("p", { class: "small" }, "No chart: no two of these records give numbers in the same unit."));
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
    cell("Year", "inv-year", h("span", { class: r.inferred ? "inferred" : null }, dated(r.date))),
    cell("Article", "inv-article", button(said(source(r.source).label), `read-${r.id}`, read, { class: "inline", title: "Read the passages of this article in order" }))),
  h("tr", { ...lit, class: "inv-words" + (r.on ? " on" : "") }, h("td", { role: "cell", class: "inv-gap" }), h("td", { role: "cell", colspan: COLUMNS.length - 1 }, quotation(r.quote), senses(r.senses)))];
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
  return d.total ? h("aside", { class: "inv-beside", "aria-label": "How to read this page" }, h("h3", {}, "How to read this page"), legend(d.charts || [], [h("span", { class: "inferred" }, "Aa"), "Inferred by the editors, not in the text."]), h("p", { class: "small" }, "Choose a mark or a row to read its passages here.")) : null;
}

function close(d, act) { moving = { id: null, back: d.card.id }; act({ do: "record", id: null }); }

/* The focus goes to the record that was opened, and back to its row when it is closed. */
function follow(root, d) {
  const { id, back } = moving;
  if ((d.card ? d.card.id : null) !== id) return;
  moving = null;
  const key = id === null ? `row-${back}` : "inv-close";
  const node = [...root.querySelectorAll("[data-key]")].find((found) => found.dataset.key === key);
  if (node) node.focus({ preventScroll: id !== null });
}
