/* Where the articles disagree: the index of the questions, or one question with every answer in its own words. */
import { h, said, dated, many, number, button, show, note, fact, mark, pages } from "./dom.js";
import { words } from "./words.js";
import { quotation, sourceLine, voice } from "./quote.js";
import { senses, asked, ownWords } from "./doubt.js";
import { plot, legend, together } from "./plot.js";

export default function questions(component) {
  const d = component.data, act = component.act;
  const root = show(component, "questions", () => d.chosen ? question(d, act) : d.questions ? index(d, act) : none(act));
  together(root);
  arrived(root, d);
}

function none(act) {
  return [h("h2", {}, "Where the articles disagree"), h("div", { class: "empty" }, h("p", {}, "Nobody has compared the articles of this atlas yet, so there are no questions here."),
    button("Open the map", "questions-map", () => act({ do: "show", show: "map" }), { class: "primary" }))];
}

/* ---- the index ----------------------------------------------------------------------------- */
function index(d, act) {
  return [
    h("h2", {}, "Where the articles disagree ", h("span", { class: "count" }, many(d.total, "question"))),
    h("p", { class: "standfirst" }, "Questions that more than one record answers, each answer in the article’s own words. Nothing is averaged, and no answer is called the right one."),
    h("ol", { class: "questions", start: d.first }, d.questions.map((q) => h("li", { class: "question" },
      h("div", {}, h("h3", {}, button(said(words.questions[q.id]), `question-${q.id}`, () => act({ do: "show", show: "questions", question: q.id }), { class: "inline" })), h("p", {}, said(q.why))),
      h("div", { class: "small" }, h("p", {}, counts(q)), h("p", {}, q.kinds.map(([kind, count], n) => [n > 0 && " · ", h("span", { class: kind === "contradicts" && "strong" }, `${number(count)} × ${kind}`)])))))),
    pages(d, "page", "Pages of the questions", act),
    h("section", { class: "how" }, h("h3", {}, "How to read this page"),
      h("p", { class: "small" }, "An origin is whom an article has it from: answers that rest on one publication, study or list count as one. An article that names nobody is its own origin, and one article can have several. The titles of the questions, the few words for each answer and the relations are ours; the quotes are not."),
      h("dl", { class: "terms" }, Object.entries(words.relations).map(([kind, means]) => fact(kind, means)))),
  ];
}

const counts = (q) => `${many(q.answers, "answer")} from ${many(q.articles, "article")}, ${many(q.origins, "origin")}`;

/* ---- one question -------------------------------------------------------------------------- */
function question(d, act) {
  const q = d.chosen, jump = (n) => jumpTo(q, n, act);
  return [
    h("div", { class: "crumb" }, button("← All questions", "questions-all", () => act({ do: "show", show: "questions" }), { class: "quiet" }), around(d, act)),
    h("h2", { tabindex: "-1", "data-question": q.id }, said(words.questions[q.id])),
    h("p", { class: "standfirst" }, said(q.why)),
    h("p", { class: "counted" }, h("strong", {}, counts(q)), "."),
    (q.known || []).map(([id, numbers]) => rests(id, numbers)),
    q.settles && settled(q.settles, act),
    q.scale && scale(q, jump),
    h("ol", { class: "answers" }, q.each.map((a) => answer(a, act, jump))),
    pages(q, "cards", "Pages of the answers", act),
  ];
}

function around(d, act) {
  const turn = (sign, id, key) => button(sign, key, () => act({ do: "show", show: "questions", question: id }), { disabled: !id, class: "quiet" });
  return h("nav", { class: "turning", "aria-label": "Other questions" }, turn("‹ Previous", d.before, "question-before"), h("span", {}, `Question ${number(d.at)} of ${number(d.total)}`), turn("Next ›", d.after, "question-after"));
}

/* An origin that is no article: which answers rest on it, and why they count as one. */
function rests(id, numbers) {
  const [title, reason, inferred] = words.origins[id];
  const which = numbers.length > 1 ? `Answers ${listed(numbers)} count as one origin: ` : `Answer ${numbers[0]} rests on `;
  return h("p", { class: inferred ? "note rests" : "small rests" }, inferred && h("b", {}, "Editor’s note, inferred. "), which, h("b", {}, said(title)), ". ", said(ownWords(reason)));
}

const listed = (numbers) => numbers.length < 3 ? numbers.join(" and ") : `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;

function settled(found, act) {
  return h("section", { class: "settles" }, h("h3", {}, "What would settle it, as far as a text says"), h("p", {}, said(found.why)), quotation(found.quote), h("div", { class: "turn" }, voice(found.quote)),
    h("p", { class: "source" }, sourceLine(found.source, act, found.record)));
}

function scale(q, jump) {
  const at = new Map(q.each.map((a) => [a.id, a.n]));
  return h("section", { class: "on-scale", "aria-label": "The numbers on one scale" },
    plot(q.scale, "scale", (id) => jump(at.get(id) || id), "Each number as its article prints it; no average. "),
    h("div", { class: "plot-figure" + (q.scale.code ? "" : " counts") }, legend([q.scale])),
    q.aside && h("p", { class: "small" }, `Not on the scale, for no number in this unit is printed: ${q.aside.length > 1 ? "answers" : "answer"} ${listed(q.aside)}.`));
}

/* To an answer by its number; on another page of the answers, that page opens. */
function jumpTo(q, n, act) {
  const node = document.querySelector(`[data-atlas=questions] [data-n="${n}"]`);
  if (!node) return act({ do: "cards", page: Math.ceil(n / q.size) });
  node.scrollIntoView({ block: "start", behavior: calm() ? "auto" : "smooth" });
  node.focus({ preventScroll: true });
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/* ---- an answer ----------------------------------------------------------------------------- */
function answer(a, act, jump) {
  const toMap = () => act({ do: "record", id: a.id, show: "map" });
  return h("li", { class: "answer" + (a.on ? " on" : ""), "data-record": a.id, "data-n": a.n, tabindex: "-1", value: a.n },
    h("div", { class: "ours-side" },
      h("p", { class: "kicker" }, mark(a.kind), `Answer ${a.n} · `, h("span", { class: a.inferred ? "inferred" : null }, dated(a.date))),
      h("h3", {}, said(a.says)),
      h("dl", { class: "facts" }, fact("Scope", said(a.scope)), fact("As printed", said(a.amount)), a.origin && fact("Origin", [said(words.origins[a.origin][0]), words.origins[a.origin][2] && " (inferred by us)"])),
      h("ul", { class: "relations" }, (a.relations || []).map((r, n) => relation(r, n, a, jump))),
      asked(a, act, "more "),
      h("p", { class: "doing" }, button(a.places ? "Show on the map" : "Show beside the map", `map-${a.id}`, toMap), a.on && h("span", { class: "small" }, "the selected record"))),
    h("div", { class: "words-side" },
      a.quotes.map((q) => [quotation(q), h("div", { class: "turn" }, voice(q))]),
      h("p", { class: "source" }, sourceLine(a.source, act, a.id)),
      note(a.note), senses(a.senses),
      a.inferred && h("p", { class: "small" }, h("b", {}, "Date inferred. "), said(a.inferred))));
}

const STANDS = { contradicts: ["contradicts", "contradicts"], restates: ["restates", "is restated by"], "is part of": ["is part of", "contains"], "differs in scope": ["differs in scope from", "differs in scope from"] };

function relation([kind, n, says, reason, starts], at, a, jump) {
  return h("li", { class: kind === "contradicts" ? "strong" : null }, h("b", { title: words.relations[kind] }, (STANDS[kind] || [kind, kind])[starts ? 0 : 1]), " ",
    button(["answer ", `${n}`], `relation-${a.id}-${at}`, () => jump(n), { class: "inline" }), " (", said(says), "): ", said(reason));
}

/* ---- coming and going ---------------------------------------------------------------------- */
/* A question opens at its beginning, or at the selected record; back in the index the focus is on it again. */
function arrived(root, d) {
  const q = d.chosen, marked = q && root.querySelector(".answer.on"), was = root.dataset.shown;
  const now = q ? `${q.id} ${q.page}` : "";
  root.dataset.shown = now;
  if (was === now) return;
  if (marked) { marked.scrollIntoView({ block: "start" }); return marked.focus({ preventScroll: true }); }
  if (was === undefined) return;
  const node = q ? root.querySelector("[data-question]") : root.querySelector(`[data-key="question-${was.split(" ")[0]}"]`);
  if (node) { node.focus({ preventScroll: true }); node.scrollIntoView({ block: q ? "start" : "center" }); }
}
