/* The one place that shows a quote, the line under it, and the card of a record around them. */
import { h, said, dated, many, link, button, copy, fact, note, mark } from "./dom.js";
import { words, source } from "./words.js";
import { report } from "./report.js";
import { senses, origin, asked } from "./doubt.js";

/* A passage: the exact words dark, what stands around them light, the sign of a cut ours. */
export function quotation(q) {
  const before = q.prefix || "", after = q.suffix || "";
  return h("figure", { class: "quote" }, words.parts[q.part] && h("p", { class: "part" }, words.parts[q.part]),
    h("blockquote", { dir: "auto" }, cut(/^[\p{Ll}\p{P}]/u.test(before + q.exact) && "… "), h("span", { class: "around" }, before),
      h("mark", {}, q.exact), h("span", { class: "around" }, after), cut(!/[.!?”"]\s*$/.test(q.exact + after) && " …")));
}

/* The sign that a sentence goes on; ours, so it is neither read out nor copied with the words. */
function cut(sign) { return sign && h("span", { class: "cut", "aria-hidden": "true" }, sign); }

export function voice(q) {
  return h("span", { class: "voice", title: words.voices[q.voice] }, `Voice: ${q.voice}`);
}

/* A quote as one cites it: the words, the article, where they stand, where they can be seen. */
export function cite(q, from, record) {
  const s = source(from), seen = new URL(location.pathname, location.origin);
  if (record) seen.searchParams.set("record", record);
  return `“${q.exact}” — ${s.cited}, characters ${q.at[0]}–${q.at[1]} of ${s.file}. ${seen}`;
}

export function sourceLine(from, act, record) {
  const s = source(from);
  const title = h("cite", {}, said(s.title)), open = () => act({ do: "show", show: "sources", article: from, record });
  const said_of = [s.authors, s.publisher, s.date].filter(Boolean).map((part, n) => [n > 0 && " · ", said(part)]);
  return [h("span", { class: "cited" }, act ? button(title, `article-${record || from}`, open, { class: "inline", title: "Read the passages of this article in order" }) : title),
    said_of, s.url && [" · ", link(s.url, "original ↗", s.note)]];
}

export function card(c, act, selected) {
  const stage = h("div", { class: "stage" });
  const move = (n) => stage.replaceChildren(quotation(c.quotes[n]), turn(n));
  const turn = (n) => h("div", { class: "turn" }, voice(c.quotes[n]), h("span", {}, `${n + 1} of ${many(c.quotes.length, "passage")}`),
    c.quotes.length > 1 && step(-1, n, "‹", "Previous passage"), c.quotes.length > 1 && step(1, n, "›", "Next passage"),
    button("Copy quote", `copy-${c.id}`, (event) => copy(cite(c.quotes[n], c.source, c.id), event.currentTarget)));
  const step = (by, n, sign, label) => button(sign, `step${by}-${c.id}`, () => {
    move((n + by + c.quotes.length) % c.quotes.length);
    stage.querySelector(`[data-key="step${by}-${c.id}"]`).focus();
  }, { "aria-label": label });
  move(c.first || 0);
  return h("article", { class: `card ${c.kind}` + (selected ? " on" : ""), "data-record": c.id },
    h("p", { class: "kicker" }, mark(c.kind), `${c.type} · `, h("span", { class: c.inferred ? "inferred" : null }, dated(c.date))),
    h("h4", {}, selected ? said(c.title) : button(said(c.title), `open-${c.id}`, () => act({ do: "record", id: c.id }), { class: "inline" })),
    c.amount && h("p", { class: "amount" }, said(c.amount)),
    stage,
    h("p", { class: "source" }, sourceLine(c.source, act, c.id)),
    asked(c, act),
    note(c.note),
    senses(c.senses),
    c.inferred && h("p", { class: "small" }, h("b", {}, "Date inferred. "), said(c.inferred)),
    origin(c.origin, c.id),
    c.why && whyHere(c.why),
    h("dl", { class: "facts" }, (c.facts || []).map(([name, value]) => fact(name, said(value))),
      fact("Places", (c.places || []).map(([n, role], i) => [i > 0 && ", ", placeButton(words.places[n], role, c, act)])),
      fact("Topics", c.topics.map((id) => words.topics[id]).join(", "))),
    selected && report(c));
}

function placeButton([id, title], role, c, act) {
  return button(said(title), `place-${c.id}-${id}`, () => act({ do: "place", id }), { class: "inline", title: words.roles[role] });
}

/* Why a record stands at the open place: what it has to do with it, the words that name it, by which rule, how surely. */
function whyHere(why) {
  const named = (why.named || []).map(([printed, reading], i) => [i > 0 && ", ", "“", said(printed), `” (${reading})`]);
  const unsure = why.certainty && ` On the map its position or outline is ${why.certainty.replace("-", " ")}.`;
  return h("p", { class: "small" }, h("b", {}, "Why here: "), `${words.roles[why.role]} ${words.rules[why.rule]} `,
    named.length > 0 && [h("span", {}, named), ", "], `passage ${why.passages.join(", ")}.`, unsure);
}
