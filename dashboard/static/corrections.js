/* Corrections: what was added, changed and removed since an earlier state, with the reason where there is one. */
import { h, said, dated, many, number, button, show, pages } from "./dom.js";
import { words, source } from "./words.js";
import { quotation, voice, sourceLine } from "./quote.js";

const KINDS = {
  record: ["Records", "record"], question: ["Questions on which the articles disagree", "question"], sum: ["Sums", "sum"],
  origin: ["Origins", "origin"], source: ["Articles", "article"], place: ["Places", "place"], name: ["People and organisations", "name"],
  mention: ["Printed place names", "printed place name"], naming: ["Printed names of people and organisations", "printed name"],
  topic: ["Topics", "topic"], silence: ["Sentences without a record", "sentence"], atlas: ["The atlas as a whole", "change"],
};
const SIGNS = { added: "+", changed: "±", removed: "−" };  // a sign and a word, never a colour alone

export default function corrections(component) {
  const d = component.data, act = component.act;
  const root = show(component, "corrections", () => [
    h("div", { class: "crumb" }, button("← About", "to-about", () => act({ do: "show", show: "about" }), { class: "quiet" })),
    h("h2", { tabindex: -1 }, "Corrections"),
    ...(d.old ? list(d, act) : none(d, act))]);
  arrived(root, `${d.page} ${d.article || ""}`);
}

function none(d, act) {
  return [h("p", { class: "standing" }, "No list of changes is stored with this atlas."),
    h("p", { class: "standing" }, `This is version ${words.version}. Whoever keeps the atlas makes the list with the command `, h("code", {}, "atlas diff OLD NEW --write"), ", from two folders or git revisions."), report(act)];
}

function report(act) {
  return h("p", { class: "small" }, "A mistake? Each selected record has “Report a problem” on its card; ", button("whom to write to", "to-contact", () => act({ do: "show", show: "about" }), { class: "inline" }), ".");
}

/* ---- the list ------------------------------------------------------------------------------ */
function list(d, act) {
  const counts = d.counts.map(([what, count], n) => [n > 0 && ", ", `${number(count)} ${what}`]);
  return [
    h("p", { class: "standing" }, "What differs from an earlier state of this atlas: ", counts, "."),
    h("p", { class: "small" }, `From version ${d.old} to version ${d.new}, told on `, dated(d.date), ". Of a list, each side shows what only that side has."),
    d.other && h("p", { class: "note" }, h("b", {}, "Not up to date. "), `The list was made for version ${d.new}; the atlas has become version ${words.version} since then.`),
    report(act),
    filter(d, act), contents(d, act),
    d.changes ? grouped(d, act) : h("p", { class: "empty" }, "Nothing has changed", d.article && " in what rests on this article", "."),
    pages(d, "page", "Pages of the changes", act),
  ];
}

function filter(d, act) {
  if (!d.articles) return null;
  const choose = (event) => act({ do: "show", show: "corrections", article: event.target.value || null, record: null });
  const option = (id, title) => h("option", { value: id, selected: id === (d.article || "") }, title);
  return h("label", { class: "cor-filter" }, "Article ", h("select", { "data-key": "article", on: { change: choose } },
    option("", "all articles"), d.articles.map(([id, count]) => option(id, `${source(id).label} (${number(count)})`)),
    d.article && !d.articles.some(([id]) => id === d.article) && option(d.article, source(d.article).label)));
}

const titled = (kind) => Object.hasOwn(KINDS, kind) ? KINDS[kind][0] : kind;  // a list may hold any word

function contents(d, act) {
  return d.kinds && d.kinds.length > 1 && h("nav", { class: "contents", "aria-label": "Kinds of changes" }, d.kinds.map(([kind, count, page]) =>
    button([said(titled(kind)), h("span", { class: "count" }, ` ${number(count)}`)], `kind-${kind}`, () => page === d.page ? meet(kind) : act({ do: "page", page }), { class: "inline" })));
}

function meet(kind) {
  const heading = [...document.querySelectorAll(".cor-kind")].find((one) => one.dataset.kind === kind);
  if (!heading) return;
  heading.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

function grouped(d, act) {
  const found = [];
  for (const c of d.changes) {
    if (found.length === 0 || found.at(-1)[0] !== c.kind) found.push([c.kind, []]);
    found.at(-1)[1].push(c);
  }
  return found.map(([kind, all]) => h("section", { class: "cor-group" }, h("h3", { class: "cor-kind", "data-kind": kind, tabindex: -1 }, said(titled(kind))), all.map((c) => change(c, act))));
}

/* ---- one change ---------------------------------------------------------------------------- */
function change(c, act) {
  const key = `${c.kind}-${c.id}`, quoted = (c.fields || []).some(isQuoted);
  return h("article", { class: `cor ${c.what}`, "data-change": key },
    h("p", { class: "kicker" }, h("span", { class: "cor-sign", "aria-hidden": "true" }, SIGNS[c.what]), c.what, c.date && [" · ", dated(c.date)]),
    h("h4", {}, c.opens ? button(said(c.title), `open-${key}`, () => act(opening(c)), { class: "inline" }) : said(c.title)),
    c.reason && because(c.reason),
    c.what === "changed" ? sides(c) : [(c.fields || []).filter(isQuoted).map((f) => [...f.old || [], ...f.new || []].map(valued)),
      h("details", { "data-key": `fields-${key}`, open: !quoted && (c.fields || []).length < 3 }, h("summary", { "data-key": `fields-${key}-summary` }, many((c.fields || []).length, "field")), alone(c))],
    c.sources && c.sources.length === 1 && h("p", { class: "source" }, sourceLine(c.sources[0], act)));
}

const isQuoted = (f) => [...f.old || [], ...f.new || []].some((one) => typeof one === "object");
const because = (reason) => h("p", { class: "cor-reason" }, h("b", {}, "Why: "), said(reason));

function opening(c) {
  return { record: { do: "record", id: c.id, show: "map" }, sum: { do: "record", id: c.id, show: "investments" }, place: { do: "place", id: c.id }, name: { do: "show", show: "names", name: c.id },
    question: { do: "show", show: "questions", question: c.id }, source: { do: "show", show: "sources", article: c.id } }[c.kind];
}

/* Old and new beside each other; on a phone one under the other. */
function sides(c) {
  return h("table", { class: "cor-sides" }, h("caption", {}, h("span", { class: "cor-hidden" }, `What changed in `, said(c.title))),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Field"), h("th", { scope: "col" }, "Before"), h("th", { scope: "col" }, "Now"))),
    h("tbody", {}, (c.fields || []).map((f) => h("tr", {}, h("th", { scope: "row" }, field(f.name)), side(f.old, "Before"), side(f.new, "Now", f.reason)))));
}

function side(values, label, reason) {
  return h("td", { "data-label": label }, values ? values.map(valued) : h("span", { class: "cor-none" }, "nothing"), reason && because(reason));
}

function alone(c) {
  return h("dl", { class: "cor-alone" }, (c.fields || []).filter((f) => !isQuoted(f)).map((f) => [h("dt", {}, field(f.name)), h("dd", {}, (f.new || f.old || []).map(valued))]));
}

const field = (name) => said(name.replaceAll("_", " ").replaceAll(".", ", "));

function valued(value) {
  if (typeof value === "number") return h("p", { class: "small" }, `and ${number(value)} more`);
  if (typeof value === "string") return h("p", { class: "cor-value" }, said(value));
  return h("div", { class: "cor-quote" }, quotation(value), h("p", { class: "small" }, voice(value), value.supports && [" · carries ", said(value.supports.join(", "))], ` · characters ${number(value.at[0])}–${number(value.at[1])}`));
}

/* A page that was turned is read from its beginning. */
function arrived(root, now) {
  const before = root.dataset.shown;
  root.dataset.shown = now;
  if (before !== undefined && before !== now) root.closest("[data-testid=stMain]")?.scrollTo(0, 0);
}
