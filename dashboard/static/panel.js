/* The reading panel: an overview that teaches the page, the selected record, the selected place. */
import { h, said, many, button, show, mark, note, fact, pages } from "./dom.js";
import { placeChips } from "./chips.js";
import { words, placeTitle } from "./words.js";
import { card, quotation, sourceLine } from "./quote.js";

export default function panel(component) {
  const d = withFacts(component.data), act = component.act;
  const root = show(component, "panel", () => [handle(d), d.kind === "overview" ? overview(d, act)
    : [d.card && selectedRecord(d, act), d.place && place(d.place, act)]]);
  const shown = d.kind + (d.card ? d.card.id : "") + (d.place ? d.place.id + d.place.page : "");
  const before = root.dataset.shown;
  if (before !== shown) opened(root, d.kind !== "overview", before !== undefined);
  root.dataset.shown = shown;
}

/* A place's own facts come with the panel, its records with what all panels are told. */
const withFacts = (d) => (d.place ? { ...d, place: { ...d.facts, ...d.place } } : d);

/* ---- where it stands: beside the map, under it, or as a drawer on a phone ------------- */
function handle(d) {
  const title = d.kind === "overview" ? "How to read this map" : d.place ? d.place.title : d.card.title;
  return h("button", { type: "button", class: "handle", "data-key": "handle", "aria-expanded": "false", on: { click: (event) => drawer(event.currentTarget.closest(".pa"), null) } },
    h("span", { class: "grip", "aria-hidden": "true" }), said(title));
}

/* Open or close the drawer; null turns it. Where the panel is no drawer this changes nothing to see. */
function drawer(root, open) {
  const now = open === null ? !root.classList.contains("open") : open;
  root.classList.toggle("open", now);
  root.querySelector(".handle").setAttribute("aria-expanded", String(now));
}

/* Something was chosen or let go: from the beginning, and into sight. */
function opened(root, chosen, again) {
  if (!root.querySelector(".handle")) return;
  if (again) scroller(root).scrollTop = 0;  // asking at the first drawing would lay the page out for nothing
  drawer(root, chosen);
  if (chosen && again) bringUp(root);
}

function bringUp(root) {
  if (!matchMedia("(min-width: 641px) and (max-width: 1100px)").matches) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = root.getBoundingClientRect().top;
  if (top > innerHeight * 0.6) root.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function scroller(node) {
  for (let at = node; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return node;
}

/* ---- what it holds --------------------------------------------------------------------- */
function overview(d, act) {
  return [
    h("h2", {}, "How to read this map"),
    words.summary && h("p", {}, said(words.summary)),
    legend(),
    h("p", { class: "small" }, "A record is what one article says about one thing. A record can have several places, so counts over places add up to more than the total."),
    h("h3", {}, "Where to begin"),
    h("div", { class: "chips" }, placeChips(d.busiest, "begin", act)),
    words.placeless > 0 && h("p", { class: "small" }, `In the whole atlas, ${many(words.placeless, "record")} ${words.placeless === 1 ? "has" : "have"} no place and ${words.placeless === 1 ? "stands" : "stand"} in the list only.`),
    h("h3", {}, "The articles"),
    h("ol", { class: "sources" }, Object.keys(words.sources).slice(0, 12).map((id) => h("li", {}, sourceLine(id, act)))),
  ];
}

export function legend() {
  return h("ul", { class: "legend" },
    h("li", {}, h("span", { class: "key circle", "aria-hidden": "true" }), "A city; the larger, the more records."),
    h("li", {}, h("span", { class: "key area", "aria-hidden": "true" }), "A prefecture or region; the stronger the colour, the more records. Nothing in it is placed more exactly."),
    h("li", {}, h("span", { class: "key area whole", "aria-hidden": "true" }), "A whole country, or more than one: a thick outline, its name in capitals."),
    h("li", {}, h("span", { class: "key hollow", "aria-hidden": "true" }), "Named only in passing, in a caption or headline: no records."),
    h("li", {}, h("span", { class: "key dashed", "aria-hidden": "true" }), "Dashed: the outline or position is not certain."),
    h("li", {}, h("span", { class: "key dotted", "aria-hidden": "true" }), "Dotted: a border that the articles speak of."),
    h("li", { class: "kinds" }, h("span", {}, mark("event"), "Event"), h("span", {}, mark("investment"), "Investment"), h("span", {}, mark("figure"), "Figure")));
}

function selectedRecord(d, act) {
  return [h("div", { class: "crumb" }, h("span", {}, "Selected record"), button("Close record", "close-record", () => act({ do: "record", id: null }), { class: "quiet" })),
    card(d.card, act, true)];
}

function place(p, act) {
  const within = p.part_of !== undefined && h("span", {}, " in ", button(said(placeTitle(p.part_of)), "part-of", () => act({ do: "place", id: words.places[p.part_of][0] }), { class: "inline" }));
  return [
    h("div", { class: "crumb" }, h("span", {}, p.kind, within), button("Close place", "close-place", () => act({ do: "place", id: null }), { class: "quiet" })),
    h("h2", {}, said(p.title)),
    names(p),
    h("p", { class: "small" }, said(p.unplaced) || p.precision + (p.certainty === "certain" ? "" : " Its position or outline is not certain."), " ", p.readings),
    details(p),
    note(p.note),
    p.within.places && h("div", { class: "within" }, h("span", { class: "small" }, "And places within, not counted here: "), placeChips(p.within, "within", act)),
    records(p, act),
    p.named && h("h3", {}, "Also named"),
    (p.named || []).map((m) => h("article", { class: "card" }, quotation(m), h("p", { class: "small" }, words.readings[m.reading]), h("p", { class: "source" }, sourceLine(m.source, act)))),
  ];
}

function records(p, act) {
  const left = many(p.count, "record") + (p.filtered ? " under these filters" : "");
  const none = p.filtered ? "No record of this place under these filters" : "No record is about this place";
  return [
    h("h3", {}, p.count > 0 ? left : none),
    p.count === 0 && p.filtered && button("Clear all filters", "clear-place", () => act({ do: "clear" }), { class: "primary" }),
    p.cards.map((c) => card(c, act, false)),
    pages(p, "cards", "Pages of the records", act),
  ];
}

/* The first names at once, the others under the facts. */
const MOST_NAMES = 6;
function names(p) {
  const found = p.names && grouped(p.names);
  return found && h("p", { class: "names" }, found.slice(0, MOST_NAMES).map(([toponym, lang, languages], i) =>
    [i > 0 && " · ", h("bdi", { lang }, toponym), h("span", { class: "small" }, ` ${languages.join(", ")}`)]),
    found.length > MOST_NAMES && h("span", { class: "small" }, ` and ${many(found.length - MOST_NAMES, "more name")} below`));
}

/* What a name is said to be: its language and the years it held. */
const tongue = ([, lang, , years]) => (words.languages[lang] || lang) + (years ? ` ${years}` : "");

/* One spelling, the languages that share it. */
function grouped(names) {
  const found = new Map();
  for (const n of names) {
    const [toponym, lang] = n;
    if (found.has(toponym)) found.get(toponym)[2].push(tongue(n));
    else found.set(toponym, [toponym, lang, [tongue(n)]]);
  }
  return [...found.values()];
}

function details(p) {
  const named = (n) => fact(tongue(n), [h("bdi", { lang: n[1] }, n[0]), h("span", { class: "small" }, ` — ${words.citations[n[2]]}`)]);
  return h("details", { "data-key": "facts" }, h("summary", { "data-key": "facts-summary" }, "Names, precision and where the outline is from"),
    h("dl", {}, fact("As printed", p.printed && said(p.printed.join(", "))), (p.names || []).map(named),
      fact("Country (ISO 3166)", p.ccodes && p.ccodes.join(", ")), fact("Coordinates", said(p.citation))));
}
