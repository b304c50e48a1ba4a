/* “Report a problem”: a message that names record, field, article and version. It is prepared here; nothing is sent by itself. */
import { h, button, copy, mail } from "./dom.js";
import { words, source } from "./words.js";

const FIELDS = { date: "the date", place: "the place", sum: "the sum or number", quote: "the quote", who: "who is named or quoted", other: "something else" };

export function report(c) {
  const id = `report-${c.id}`;
  const choose = h("select", { id, "data-key": id, on: { change: () => ready() } }, Object.entries(FIELDS).map(([field, title]) => h("option", { value: field }, title)));
  const shown = h("pre", { class: "report-words" }), doing = h("div", { class: "doing" });
  const ready = () => {
    shown.replaceChildren(message(c, choose.value));
    doing.replaceChildren(...ways(c, choose.value));
  };
  ready();
  return h("details", { class: "report", "data-key": `${id}-details` }, h("summary", { "data-key": `${id}-summary` }, "Report a problem"),
    h("p", {}, h("label", { for: id }, "What is wrong? "), choose), shown, doing,
    h("p", { class: "small" }, /@/.test(words.contact) ? "Nothing is sent until you send it." : words.contact ? ["Nothing is sent by itself. Copy the message, and write by way of ", h("span", { class: "citation" }, words.contact), "."]
      : "Nothing is sent by itself. This copy names no contact: copy the message, and give it to whoever gave you its address."));
}

function ways(c, field) {
  const copying = button("Copy the message", `report-${c.id}-copy`, (event) => copy(message(c, field), event.currentTarget));
  return /@/.test(words.contact) ? [mail(words.contact, `${words.title}: a problem with ${c.id}`, message(c, field), "Write a mail"), copying] : [copying];
}

/* Plain text, one fact a line; the last line is the reader's. */
function message(c, field) {
  const seen = new URL(location.pathname, location.origin);
  seen.searchParams.set("record", c.id);
  return [`Record: ${c.id} (${c.title})`, `Field: ${field} – ${FIELDS[field]}`, `Article: ${c.source}, ${source(c.source).cited}`,
    `Atlas: ${words.title}, version ${words.version}`, `Page: ${seen}`, "", "What is wrong: "].join("\n");
}
