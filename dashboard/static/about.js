/* About: what this is, how it was made, what it cannot do, whom to write to. */
import { h, said, many, mail, button, copy, show } from "./dom.js";
import { words } from "./words.js";
import { legend } from "./panel.js";

export default function about(component) {
  const d = component.data, act = component.act;
  show(component, "about", () => [h("article", { class: "about" },
    h("h2", {}, "About this atlas"),
    h("p", { class: "standfirst" }, "Every mark on the map opens the words it stands on. What no article says is not here; what is uncertain looks uncertain."),
    h("p", {}, `This atlas holds ${d.holds.join(", ")}. ${d.undated ? `${many(d.undated, "record")} ${d.undated === 1 ? "has" : "have"} no date, because the articles give none.` : ""}`),
    contents(),
    method(d), classes(d), limits(), borders(d), rights(), citing(), correcting(d, act))]);
}

const SECTIONS = [["method", "How it was made"], ["classes", "Topics, voices, readings"], ["limits", "Limits"], ["borders", "Borders and outlines"], ["rights", "Licence"], ["citing", "How to cite"], ["correcting", "Corrections and take-down"]];

function contents() {
  const go = (id) => { const at = document.getElementById(`about-${id}`); at.scrollIntoView({ block: "start" }); at.focus({ preventScroll: true }); };
  return h("nav", { class: "contents", "aria-label": "On this page" }, SECTIONS.map(([id, title]) => button(title, `to-${id}`, () => go(id), { class: "inline" })));
}

function section(id, ...children) {
  return h("section", {}, h("h3", { id: `about-${id}`, tabindex: "-1" }, SECTIONS.find(([found]) => found === id)[1]), children);
}

const p = (...children) => h("p", {}, children);
const list = (pairs) => h("dl", { class: "terms" }, pairs.map(([word, meaning]) => [h("dt", {}, said(word)), h("dd", {}, said(meaning))]));

function method() {
  return section("method",
    p("Each article was read sentence by sentence. What it says about one thing is a record: an event, an investment, or a figure. A record is what one article says; where two articles tell the same thing, there are two records. So this atlas counts records, never “events that happened”."),
    p("A record rests on passages: the article’s exact words, with their place in the text. A program finds every passage anew, letter for letter, and refuses the atlas if one is not there. Titles and topics are ours; they are kept neutral, and the judgement of an article stays in its words."),
    p("What an article does not give is left open. Where a date follows from the text without being printed beside the record, it is marked as inferred, with the reason. What we know from elsewhere is an editor’s note, and looks like one."),
    p("Every place name was read for what it means where it stands: a place where something happened is not the same as a government, a home base, or a name in a photo caption."));
}

function classes(d) {
  return section("classes",
    h("h4", {}, "Topics"), list(d.topics),
    h("h4", {}, "Voices: who says it"), list(d.voices),
    h("h4", {}, "Readings of a place name"), list(d.readings),
    h("h4", {}, "How precisely a place is drawn"), list(d.precisions), legend());
}

function limits() {
  return section("limits",
    p("A few articles are not the world. That a place has no mark means that these articles do not speak of it, not that nothing happened there. A large circle means much was written, not that much happened."),
    p("Articles may be wrong, and may repeat each other. We show what they print, with its voice. Sums and counts of different articles overlap; this atlas never adds them up."),
    p("Only short quotes are kept here. To judge a passage, read the whole article; its citation stands under every quote."),
    p("People named in the articles appear only with what the articles say, and nowhere more precisely than printed."),
    p("Dates are said in the language of your browser: English, Russian, Kazakh, simplified Chinese, German, French or Spanish; all else is in English, and an article’s own words are in its language. The phrases of dates in languages other than English were not checked by native speakers yet. Where one seems to say more or less than the article, the quote counts."));
}

function borders(d) {
  return section("borders",
    p("The background map is Natural Earth (public domain). It draws borders as they are controlled on the ground (de facto), because one neutral source has to be chosen, and this one says plainly what it does. A line on this map is no statement about whose a territory is."),
    p("Areas are shaded as a whole: the articles do not say where in them. Where an outline or a position is not certain, it is dashed and its panel says why."),
    d.outlines.length > 0 && [p("Outlines and coordinates in this atlas are from:"), h("ul", {}, d.outlines.map((words) => h("li", {}, said(words))))]);
}

function rights() {
  return section("rights",
    p("The program is under the MIT licence. The records – titles, topics, dates, readings, notes – are under CC BY 4.0. The quotes belong to their publishers and authors and are cited as short quotations."));
}

function citing() {
  const line = `Passage Atlas: ${words.title}. Version ${words.version}. ${location.origin}${location.pathname}`;
  return section("citing",
    p("Cite the article for what it says, and the atlas for where it was found. “Copy quote” on a card gives both: the words, the article, the place in its text, and an address."),
    h("p", { class: "citation" }, said(line)), button("Copy this citation", "cite-atlas", (event) => copy(line, event.currentTarget)));
}

function correcting(d, act) {
  const subject = `Passage Atlas, version ${words.version}`;
  const whom = d.contact.includes("@") ? p("Write to ", mail(d.contact, subject), ".")
    : d.contact ? p("Write by way of ", h("span", { class: "citation" }, said(d.contact)), ".")
      : p("This copy names no contact. Write to whoever gave you its address; whoever hosts it sets one with ATLAS_CONTACT.");
  return section("correcting",
    p("If a quote is bent, a place is wrong, or you are named here and should not be: please say so. Name the record (its address is enough) and what is wrong with it. A take-down is treated before everything else."),
    whom, p(`This is version ${words.version} of the atlas. `, button("What was corrected", "to-corrections", () => act({ do: "show", show: "corrections" }), { class: "inline" })));
}
