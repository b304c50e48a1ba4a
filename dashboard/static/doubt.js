/* What a record's card says of doubt: several readings, another origin, the questions it is one answer to. */
import { h, said, many, number, button, note } from "./dom.js";
import { words } from "./words.js";

/* Every way to read an ambiguous sum, as [what it means, its number, whether that is our arithmetic]. */
export function senses(found) {
  return found && h("div", { class: "note senses" }, h("p", {}, h("b", {}, `${found.length === 2 ? "Two" : number(found.length)} readings. `), "The sentence can be read in more than one way; we keep each."),
    h("ol", {}, found.map(([means, amount, ours]) => h("li", {}, said(means), ": ", h("strong", {}, said(amount)), ours ? h("span", { class: "ours" }, " — our arithmetic, not printed") : " — as printed"))));
}

/* Whom the article has it from; where no article says so, that is an editor’s note. */
export function origin(id, record) {
  const found = words.origins[id];
  if (!found) return null;
  const [title, reason, inferred] = found, key = `origin-${record}`;
  return h("details", { "data-key": key }, h("summary", { "data-key": `${key}-summary` }, inferred ? "Origin, inferred by us: " : "Origin: ", said(title)),
    inferred ? note(ownWords(reason)) : h("p", { class: "small" }, said(reason)));
}

/* A reason that says whose it is, where the page says so already. */
export const ownWords = (reason) => { const bare = reason.replace(/^Editor’s note: /, ""); return bare.charAt(0).toUpperCase() + bare.slice(1); };

/* The questions that a record is one of several answers to: one click leads there. ``other`` where one is open. */
export function asked(c, act, other = "") {
  if (!c.questions) return null;
  const lead = (id, n) => [n > 0 && " · ", button(said(words.questions[id]), `question-${c.id}-${id}`, () => act({ do: "show", show: "questions", question: id, record: c.id }), { class: "inline", title: "See every answer to this question" })];
  return h("p", { class: "asked" }, `${many(c.questions.length + (c.more_questions || 0), `${other}question`)}: `, c.questions.map(lead), c.more_questions && ` and ${number(c.more_questions)} more`);
}
