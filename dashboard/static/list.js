/* The list of what the filters leave, and the places that the map cannot show. */
import { h, said, dated, many, button, show, mark, pages } from "./dom.js";
import { placeChips } from "./chips.js";
import { placeTitle } from "./words.js";

export default function list(component) {
  const d = component.data, act = component.act;
  const root = show(component, "list", () => [
    h("h2", {}, "What the filters leave ", h("span", { class: "count" }, many(d.total, "record"))),
    d.found.places && h("div", { class: "within" }, h("span", { class: "small" }, "Places with this name: "), placeChips(d.found, "found", act)),
    d.total === 0 && empty(act),
    d.chosen && [h("p", { class: "small" }, "The selected record, on another page of the list or left out by the filters:"), h("ol", { class: "rows" }, h("li", {}, row(d.chosen, -1, act)))],
    h("ol", { class: "rows", start: d.first, "aria-label": "Records in date order" }, d.rows.map((r, n) => h("li", {}, row(r, n, act)))),
    pages(d, "page", "Pages of the list", act),
    d.unplaced.places && tray(d, act),
  ]);
  root.onkeydown = roving;
}

export function row(r, n, act) {
  const places = r.places ? r.places.map((p, i) => [i > 0 && ", ", said(placeTitle(p))]) : "no place";
  return button([mark(r.kind), h("span", { class: "date" + (r.inferred ? " inferred" : "") }, dated(r.date)), h("span", { class: "title" }, said(r.title)), h("span", { class: "where" }, places)],
    `row-${r.id}`, () => act({ do: "record", id: r.id }), { class: "row" + (r.on ? " on" : ""), "aria-current": r.on && "true", tabindex: n === 0 ? 0 : -1 });
}

function tray(d, act) {
  return h("section", { class: "tray" }, h("h3", {}, "Named, but not on the map"),
    h("p", { class: "small" }, "The articles name these places; nothing says where exactly they are."),
    h("div", { class: "chips" }, placeChips(d.unplaced, "tray", act, d.place)));
}

function empty(act) {
  return h("div", { class: "empty" }, h("p", {}, "No record matches all of these filters."),
    button("Clear all filters", "clear-empty", () => act({ do: "clear" }), { class: "primary" }));
}

/* One tab stop; up and down go through the rows. */
function roving(event) {
  const rows = [...event.currentTarget.querySelectorAll(".row")], at = rows.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || next === undefined || !rows[next]) return;
  event.preventDefault();
  for (const row of rows) row.tabIndex = row === rows[next] ? 0 : -1;
  rows[next].focus();
}
