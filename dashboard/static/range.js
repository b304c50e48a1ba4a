/* The range of years over the histogram: two thumbs on one line, and two numbers to type. Its nodes are kept: what is
   drawn anew would slip from under the hand that drags it. */
import { h } from "./dom.js";

const SIDES = ["low", "high"];
const HALF = 10;  // of a thumb, in pixels, as in years.css
const REST = 250;  // milliseconds: of keys that follow each other sooner the last counts, as one entry of history
let made = null;

/* ``seen(low, high)`` while a thumb moves, ``set(low, high)`` once it is let go; both null: all years. */
export function range(d, seen, set) {
  if (d.span[0] >= d.span[1]) return null;
  made ||= make();
  Object.assign(made, { d, seen, set });
  if (!made.held) stand(...inside(d));
  return made.node;
}

/* The bars were drawn anew while a thumb is in the hand. */
export function stillHeld() {
  if (made && made.held) made.seen(...values());
}

const within = (year, [first, last]) => Math.max(first, Math.min(last, year));

/* The years inside what can be shown: a link may name others, or leave a side open. */
const inside = ({ range, span }) => SIDES.map((side, n) => within(range?.[n] ?? span[n], span));

const inOrder = (years) => years.map((year) => within(year, made.d.span)).sort((a, b) => a - b);
const values = () => inOrder(made.thumbs.map((input) => Number(input.value)));

function make() {
  const thumbs = SIDES.map((side) => h("input", { type: "range", "aria-label": side === "low" ? "First year shown" : "Last year shown", "data-key": `year-thumb-${side}`,
    on: { keydown: byKey, pointerdown: byHand, input: slide, change: slid, pointerup: letGo, pointercancel: letGo, touchend: letGo, touchcancel: letGo } }));
  const typed = SIDES.map((side) => h("input", { type: "number", inputmode: "numeric", "data-key": `year-${side}`, on: { input: hold, change: enter } }));
  const line = h("div", { class: "thumbs", on: { pointerdown: begin, click: press } }, thumbs);
  const node = h("div", { class: "range", role: "group", "aria-label": "Years shown", on: { focusout: leave } },
    h("label", {}, "From year", typed[0]), line, h("label", {}, "To year", typed[1]));
  return { node, line, thumbs, typed, held: false, keyed: false, rest: null, pressed: false };
}

function stand(low, high) {
  const { d: { first, step, counts, span }, line, thumbs, typed } = made, wide = step * counts.length;
  [low, high].forEach((year, n) => {
    for (const input of [thumbs[n], typed[n]]) Object.assign(input, { min: span[0], max: span[1], value: year });
  });
  const at = (year) => (year - first + 0.5) / wide;  // the middle of its bar
  line.style.setProperty("--first", at(span[0]));
  line.style.setProperty("--last", at(span[1]));
  fill(low, high);
}

/* What lies between the thumbs. */
function fill(low, high) {
  const { line, d: { span: [first, last] } } = made, part = (year) => (year - first) / (last - first);
  line.style.setProperty("--low", part(low));
  line.style.setProperty("--high", part(high));
}

/* ---- by the thumbs ---------------------------------------------------------------------- */
function byKey() { made.keyed = true; }
function byHand() { made.keyed = false; }

function slide() {
  const [low, high] = values();
  hold();
  fill(low, high);
  made.typed.forEach((input, n) => { input.value = [low, high][n]; });
  made.seen(low, high);
}

function slid({ target }) {
  clearTimeout(made.rest);
  made.rest = made.keyed ? setTimeout(() => take(target), REST) : null;
  if (!made.keyed) take(target);
}

/* A thumb that went past the other takes its side, and the focus with it. */
function take(thumb) {
  const crossed = Number(made.thumbs[0].value) > Number(made.thumbs[1].value), focused = document.activeElement === thumb;
  commit(...values());
  if (crossed && focused) made.thumbs.find((input) => input !== thumb).focus({ preventScroll: true });
}

/* Brought back to where it was, a thumb tells of no change, and a finger leaves no focus behind. */
function letGo() { setTimeout(() => made.rest === null && release()); }

/* The line itself is pressed, not scrolled and not by a thumb that came past: the nearer thumb comes. */
function begin({ target }) { made.pressed = target === made.line; }

function press(event) {
  const { line, thumbs, pressed, d: { span } } = made;
  made.pressed = false;
  if (!pressed) return;
  const { left, width } = line.getBoundingClientRect();
  const year = within(Math.round(span[0] + (event.clientX - left - HALF) / (width - 2 * HALF) * (span[1] - span[0])), span);
  const [low, high] = thumbs.map((input) => Math.abs(Number(input.value) - year));
  thumbs[low < high || (low === high && year < Number(thumbs[0].value)) ? 0 : 1].value = year;
  commit(...values());
}

/* ---- by the keys ------------------------------------------------------------------------- */
function enter() {
  const now = inside(made.d);
  commit(...inOrder(made.typed.map((input, n) => (Number.isNaN(input.valueAsNumber) ? now[n] : Math.round(input.valueAsNumber)))));
}

/* ---- both ---------------------------------------------------------------------------------- */
function commit(low, high) {
  const [first, last] = made.d.span, now = inside(made.d), all = low === first && high === last;
  clearTimeout(made.rest);
  Object.assign(made, { held: false, rest: null });
  stand(low, high);
  made.seen(low, high);
  if (low !== now[0] || high !== now[1]) made.set(all ? null : low, all ? null : high);
}

/* While a thumb moves or a number is typed, no answer to an earlier change is put in its place. */
function hold() { made.held = true; }

/* Who goes to another window has not left. */
function leave({ target }) {
  if (document.activeElement === target) return;
  if (made.rest !== null) commit(...values());
  release();
}

function release() {
  if (!made.held) return;
  made.held = false;
  stand(...inside(made.d));
  made.seen(...inside(made.d));
}
