/* Sources: every article with what it gave; one article with its passages in the order of its text. */
import { h, said, many, number, link, button, copy, show, note, fact, mark, pages } from "./dom.js";
import { words, source } from "./words.js";
import { quotation, voice, cite } from "./quote.js";
import { edition, opened } from "./edition.js";

const LEFT = {
  caption: ["photo caption", "photo captions"],
  headline: ["headline of another story", "headlines of other stories"],
  furniture: ["other piece of the page (boxes, forms, lists, notes)", "other pieces of the page (boxes, forms, lists, notes)"],
};
const WITHOUT = {
  missing: "The folder of full texts on this server does not hold this article. Its passages are shown without it.",
  different: "The file of this article on this server is not the one that the atlas was made from. Its passages are shown without it.",
};
const FIRST = "[data-reading]:not([hidden]) [aria-current]";
let reading = "whole";  // which of the two the reader looks at: kept from article to article

export default function sources(component) {
  const d = component.data, act = component.act;
  const root = show(component, "sources", () => d.article ? article(d, act) : overview(d, act));
  if (d.article) choose(root, reading);
  arrive(root, d);
}

/* ---- all articles ------------------------------------------------------------------------ */
function overview(d, act) {
  return [
    h("h2", { tabindex: -1 }, "Sources ", h("span", { class: "count" }, many(d.total, "article"))),
    h("p", { class: "lead" }, "Everything here is what these articles say. Each opens with its passages in the order of its text."),
    h("p", { class: "small" }, more(act)),
    h("ol", { class: "articles", start: d.first }, d.articles.map((a) => h("li", {}, entry(a, act)))),
    pages(d, "page", "Pages of the articles", act),
  ];
}

const more = (act) => [["coverage", "What no article covers"], ["corrections", "Corrections"]].map(([show, title], n) =>
  [n > 0 && " · ", button(title, `to-${show}`, () => act({ do: "show", show, record: null }), { class: "inline" })]);

function entry(a, act) {
  const s = source(a.id), open = () => act({ do: "show", show: "sources", article: a.id, record: null });
  return h("article", { class: "article", "data-article": a.id },
    h("div", {}, h("h3", {}, button(said(s.title), `title-${a.id}`, open, { class: "inline" })), byline(s), note(s.note),
      h("div", { class: "doing" }, button("Read its passages", `open-${a.id}`, open, { class: "primary", "aria-label": `Read the passages of ${s.title}` }), copying(a, s), original(s))),
    h("dl", { class: "facts" }, gave(a), fact("Left out", leftOut(a)), missing(s)));
}

/* What stands under a title: authors, publisher, date, where the text gives them. */
function byline(s) {
  return h("p", { class: "cited-as" }, [s.authors, s.publisher, s.date].filter(Boolean).map((part, n) => [n > 0 && " · ", said(part)]));
}

const original = (s) => s.url && h("span", { class: "small" }, link(s.url, "original ↗", s.note));
const missing = (s) => s.absent.length > 0 && fact("Not in its words", s.absent.map((why, n) => [n > 0 && "; ", said(why)]));
const gave = (a) => [fact("Gave", `${many(a.records || 0, "record")} on ${many(a.passages || 0, "passage")}, ${many(a.names || 0, "printed place name")}`),
  a.quoted > 0 && fact("Quoted", `${a.quoted} % of its text stands in some quote`)];

function copying(a, s) {
  return button("Copy citation", `cite-${a.id}`, (event) => copy(`${s.cited}. File ${s.file}, SHA-256 ${a.sha256}…`, event.currentTarget));
}

function leftOut(a) {
  if (!a.left) return "nothing: the file holds the article alone";
  return `${listed(a.left.map(([kind, count]) => counted(kind, count)))}; ${number(a.characters)} of ${number(a.length)} characters`;
}

const counted = (kind, count) => `${number(count)} ${LEFT[kind][count === 1 ? 0 : 1]}`;
const listed = (all) => all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;

/* ---- one article --------------------------------------------------------------------------- */
function article(d, act) {
  const s = source(d.article);
  return [
    h("div", { class: "crumb" }, button("← All sources", "all-sources", () => act({ do: "show", show: "sources", record: null }), { class: "quiet" })),
    h("header", { class: "article" },
      h("div", {}, h("h2", { tabindex: -1 }, said(s.title)), byline(s), note(s.note), h("div", { class: "doing" }, copying(d, s), original(s))),
      h("dl", { class: "facts" }, gave(d), missing(s), fact("File", said(`${s.file}, ${number(d.length)} characters, SHA-256 ${d.sha256}…`)))),
    d.marked && markedLine(d, act),
    d.without && h("p", { class: "small without" }, WITHOUT[d.without]),
    d.text && toggle(),
    d.text && h("section", { class: "whole", "data-reading": "whole", "aria-labelledby": "whole-title" },
      h("h3", { id: "whole-title", tabindex: -1 }, "The whole article", d.text.pages > 1 && `, page ${number(d.text.page)} of ${number(d.text.pages)}`),
      h("p", { class: "small" }, "From a file on this server. Marked words are passages: open one to see what rests on it. What was left out is pale."),
      edition(d, (n) => resting(d, d.text.passages[n], act, `whole-${n}`)), pages(d.text, "cards", "Pages of the article", turning(d, act))),
    passages(d, act), extents(d),
  ];
}

function markedLine(d, act) {
  return h("p", { class: "marked-line" }, h("b", {}, "Marked below: "), opening(d, d.marked, act, "marked"));
}

/* A record by its title; it opens on the map. */
function opening(d, id, act, where) {
  const [kind, title] = d.titles[id];
  return button([mark(kind), said(title)], `${where}-${id}`, () => act({ do: "record", id, show: "map" }), { class: "inline", title: "Open this record on the map" });
}

function toggle() {
  const turn = (id, root) => {
    reading = id;
    choose(root, id);
    const first = root.querySelector(FIRST);
    if (first) meet(first);
  };
  const one = (id, title) => button(title, `reading-${id}`, (event) => turn(id, event.currentTarget.closest(".pa")), { "data-reads": id });
  return h("div", { class: "toggle", role: "group", "aria-label": "How to read this article" }, one("whole", "Whole article"), one("passages", "Passages"));
}

function choose(root, wanted) {
  const whole = root.querySelector("[data-reading=whole]");
  for (const section of root.querySelectorAll("[data-reading]")) section.hidden = Boolean(whole) && section.dataset.reading !== wanted;
  for (const one of root.querySelectorAll("[data-reads]")) one.setAttribute("aria-pressed", String(one.dataset.reads === wanted));
}

/* The first page of a link with a record is the record's own: to turn to it, the record is let go. */
function turning(d, act) {
  return (value) => act(value.page === 1 && d.marked ? { do: "show", show: "sources", article: d.article, record: null } : value);
}

/* ---- passages ------------------------------------------------------------------------------ */
function passages(d, act) {
  const entries = d.entries || [], last = d.first + entries.length - 1;
  return h("section", { class: "in-order", "data-reading": "passages", "aria-labelledby": "passages-title" },
    h("h3", { id: "passages-title", tabindex: -1 }, d.pages > 1 ? `Passages ${number(d.first)}–${number(last)} of ${number(d.total)}` : many(d.total || 0, "passage")),
    h("p", { class: "small" }, "In the order of the text, with nothing between them. ", standing(d.standing || 0)),
    h("ol", { class: "passages", start: d.first }, entries.map((p, n) => h("li", { class: "passage" + (p.on ? " on" : ""), "aria-current": p.on && "true", tabindex: p.on ? -1 : null },
      quotation(p), resting(d, p, act, `passage-${n}`)))),
    pages(d, "page", "Pages of the passages", turning(d, act)));
}

function standing(count) {
  return count > 0 && `${number(count)} of them ${count === 1 ? "is a place name that stands" : "are place names that stand"} in no record’s words.`;
}

/* What rests on a passage: whose voice it is, where it stands, its records and its places. */
function resting(d, p, act, where) {
  const ids = p.records || [];
  return h("div", { class: "resting" },
    h("p", { class: "turn" }, voice(p), h("span", {}, `characters ${number(p.at[0])}–${number(p.at[1])}`),
      p.exact && button("Copy quote", `${where}-copy`, (event) => copy(cite(p, d.article, ids[0]), event.currentTarget), { class: "quiet" })),
    ids.length > 0 && h("ul", { class: "records" }, ids.map((id) => h("li", { class: id === d.marked ? "on" : null }, opening(d, id, act, where)))),
    p.reading && h("p", { class: "small" }, words.readings[p.reading]),
    p.places && h("div", { class: "chips" }, p.places.map(([id, title]) => button(said(title), `${where}-${id}`, () => act({ do: "place", id }), { class: "chip", title: "Open this place on the map" }))),
    p.more > 0 && h("p", { class: "small" }, `and ${number(p.more)} more`));
}

/* ---- what was left out --------------------------------------------------------------------- */
function extents(d) {
  return h("section", { class: "left-out" }, h("h3", {}, "Left out as page furniture"),
    d.extents ? [h("p", { class: "small" }, "These runs of the file are not the article’s own text. How long they are, and where they stand:"), h("ul", {}, d.extents.map(extent))]
      : h("p", { class: "small" }, "Nothing: the file holds the article alone."));
}

function extent(e) {
  const long = [e.words && many(e.words, "word"), many(e.characters, "character")].filter(Boolean).join(", ");
  const more = e.count - e.at.length;
  return h("li", {}, `${counted(e.kind, e.count)}: ${long}`, h("span", { class: "small" },
    ` — at ${e.at.map(([from, to]) => `${number(from || 0)}–${number(to)}`).join(", ")}${more > 0 ? ` and ${number(more)} more` : ""}`));
}

/* ---- where the reader arrives -------------------------------------------------------------- */
/* At the first marked passage, at the list one turned to, else at the top; once a page. */
function arrive(root, d) {
  const now = [d.article, d.marked, d.page, d.text && d.text.page].map(String), before = root.dataset.shown;
  root.dataset.shown = now.join(" ");
  if (before === root.dataset.shown) return;
  const was = (before || "").split(" "), turned = was[0] === now[0] && was[1] === now[1];
  const first = root.querySelector(FIRST);
  if (first && !turned) return meet(first);
  const heading = turned && root.querySelector(was[2] !== now[2] ? "#passages-title" : "#whole-title");
  if (heading) return meet(heading, "start");
  root.closest("[data-testid=stMain]")?.scrollTo(0, 0);
  if (before) root.querySelector("h2").focus({ preventScroll: true });
}

function meet(node, block = "center") {
  opened(node);
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block });
}
