/* People and organisations: an index to search, and beside it the chosen name with what names it. */
import { h, said, many, number, button, show, note, fact, pages } from "./dom.js";
import { words } from "./words.js";
import { card, quotation, sourceLine, voice } from "./quote.js";
import { fold } from "./fold.js";

export default function names(component) {
  const d = component.data, act = component.act;
  const root = show(component, "names", () => d.names ? page(d, act) : none());
  const find = root.querySelector(".find input");
  if (find) searching(root, find);
  root.onkeydown = roving;
  arrived(root, d.chosen);
}

function none() {
  return [h("h2", {}, "People and organisations"), h("p", { class: "empty" }, "This atlas has no index of people and organisations.")];
}

function page(d, act) {
  return [
    h("h2", {}, "People and organisations ", h("span", { class: "count" }, `${number(d.names)}, named ${many(d.namings, "time")}`)),
    h("p", { class: "about-names" }, "Whom the articles name, as they print the name. To stand here says nothing about anybody; what is said are the articles’ words. ",
      button("How to ask for a correction", "to-about", () => act({ do: "show", show: "about" }), { class: "inline" })),
    h("div", { class: "who" }, index(d, act), h("section", { class: "whose", "aria-label": "The chosen name" }, d.chosen ? chosen(d.chosen, act) : invitation())),
  ];
}

/* ---- the index -------------------------------------------------------------------------- */
function index(d, act) {
  return h("section", { class: "index", "aria-label": "Index of names" },
    h("label", { class: "find" }, "Find a name", h("input", { type: "search", "data-key": "find", autocomplete: "off", spellcheck: "false", placeholder: "in any script" })),
    h("p", { class: "small", role: "status" }),
    d.groups.map((g) => group(g, d.chosen && d.chosen.id, act)),
    d.more > 0 && h("p", { class: "small" }, `${many(d.more, "more name")} that ${d.more === 1 ? "is" : "are"} named less often; the search on the map finds their words.`));
}

function group(g, on, act) {
  const kind = words.name_kinds[g.kind];
  return h("section", { class: "kind" }, h("h3", { title: kind.hint }, kind.title),
    h("ul", {}, g.names.map((name) => h("li", { "data-words": fold(`${name[1]} ${name[4] || ""}`) }, entry(name, on, act)))));
}

function entry([id, title, times, articles], on, act) {
  return button([h("span", { class: "title" }, said(title)), h("span", { class: "count" }, `${many(times, "time")}, ${many(articles, "article")}`)],
    `name-${id}`, () => act({ do: "show", show: "names", name: id }), { class: "entry" + (id === on ? " on" : ""), "aria-current": id === on && "true" });
}

/* What was typed stays when the page is drawn anew; what does not match is hidden. */
function searching(root, find) {
  find.value = root.dataset.find || "";
  find.addEventListener("input", () => { root.dataset.find = find.value; match(root, find.value); });
  match(root, find.value);
}

function match(root, typed) {
  const wanted = fold(typed).split(" "), lines = [...root.querySelectorAll(".index li")];
  for (const line of lines) line.hidden = !wanted.every((word) => line.dataset.words.includes(word));
  for (const kind of root.querySelectorAll(".kind")) kind.hidden = !kind.querySelector("li:not([hidden])");
  const left = lines.filter((line) => !line.hidden);
  root.querySelector("[role=status]").textContent = !typed.trim() ? "" : left.length ? `${number(left.length)} of ${many(lines.length, "name")}` : "No name has these letters.";
  stop(entries(root));
}

/* One tab stop: the chosen name, or the first; up and down go through those in sight. */
const entries = (root) => [...root.querySelectorAll(".index li:not([hidden]) .entry")];

function stop(shown, at = shown.find((entry) => entry.classList.contains("on")) || shown[0]) {
  for (const entry of shown) entry.tabIndex = entry === at ? 0 : -1;
}

function roving(event) {
  const shown = entries(event.currentTarget), at = shown.indexOf(document.activeElement);
  const next = shown[{ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key]];
  if (at < 0 || !next) return;
  event.preventDefault();
  stop(shown, next);
  next.focus();
}

/* ---- the chosen name -------------------------------------------------------------------- */
function invitation() {
  return h("p", { class: "about-names" }, "Choose a name to see how the articles print it, and the records whose passages name it.");
}

function chosen(c, act) {
  const toMap = (asked) => act(asked.do === "record" ? { ...asked, show: "map" } : asked);
  return [
    h("div", { class: "crumb" }, h("span", {}, words.name_kinds[c.kind].title), button("Close name", "close-name", () => act({ do: "show", show: "names" }), { class: "quiet" })),
    h("h2", {}, said(c.title)),
    h("dl", { class: "facts" }, fact("Printed as", printed(c)), fact("Named", `${many(c.times, "time")} in ${many(c.articles.length + (c.more_articles || 0), "article")}`)),
    c.inferred && h("p", { class: "small" }, h("b", {}, "Read as one. "), said(c.inferred)),
    note(c.note),
    h("ul", { class: "named-in" }, c.articles.map(([id, times]) => h("li", {}, h("span", { class: "count" }, many(times, "time")), h("div", {}, sourceLine(id, act))))),
    c.more_articles > 0 && h("p", { class: "small" }, `And ${many(c.more_articles, "more article")}.`),
    h("h3", {}, c.records ? `${many(c.records, "record")} with a passage that has the name` : "No record has a passage with the name"),
    (c.cards || []).map((one) => shownCard(one, toMap)),
    pages(c, "cards", "Pages of the records", act),
    c.apart && h("h3", {}, c.records ? "Also named" : "Where it stands"),
    (c.apart || []).map((one) => h("article", { class: "card" }, quotation(one), h("div", { class: "turn" }, voice(one)), h("p", { class: "source" }, sourceLine(one.source, act)))),
  ];
}

function printed(c) {
  return [c.printed.map((form, n) => [n > 0 && " · ", said(form)]), c.more_printed > 0 && `, and ${many(c.more_printed, "more form")}`];
}

function shownCard(c, toMap) {
  const node = card(c, toMap, false);
  node.append(button(c.places ? "Show on the map" : "Show beside the map", `map-${c.id}`, () => toMap({ do: "record", id: c.id })));
  return node;
}

/* Where the name stands under the index, it comes into sight when it is chosen. */
function arrived(root, name) {
  const now = name ? `${name.id} ${name.page}` : "", before = root.dataset.shown;
  root.dataset.shown = now;
  if (before === undefined || before === now || !now || !matchMedia("(max-width: 1000px)").matches) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.querySelector(".whose").scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}
