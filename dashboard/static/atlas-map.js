/* The map inside its frame. The page around it sends only place numbers and counts (see marks.js);
   names and shapes come from places.json beside this file and are set with textContent. No HTML is ever made from a string here. */
(function () {
  "use strict";

  const HERE = new URL(".", document.currentScript.src);
  const LIGHT = {
    sea: "#dfe7ea", land: "#f6f2e8", border: "#b9ae9b", ink: "#2b2925", quiet: "#706a5e",
    ramp: ["#f0e4cc", "#e9d6b3", "#e0c595", "#d5b178", "#c89b5b"], outline: "#8f7145",
    point: "#1f5f77", rim: "#ffffff", accent: "#b3261e", halo: "rgba(246,242,232,.92)",
  };
  const DARK = {
    sea: "#12181c", land: "#23282b", border: "#4d5558", ink: "#ece6da", quiet: "#a39c8e",
    ramp: ["#332f27", "#413a2c", "#514630", "#645434", "#7a6438"], outline: "#a08553",
    point: "#6fb7d3", rim: "#12181c", accent: "#ff8a7a", halo: "rgba(24,29,32,.9)",
  };
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const state = { map: null, picked: null, data: null, base: null, marks: null, colours: LIGHT, focus: null, clicks: 0, fitted: false };

  function start(map, settings) {
    state.map = map;
    state.view = settings.view;
    state.ahead = settings.ahead;
    state.marks = (state.ahead ? window.parent.passageAtlasFirst.marks : window.parent.passageAtlasMarks) || null;
    document.body.classList.add("atlas");
    const box = map.getContainer();
    box.setAttribute("tabindex", "0");
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "map");
    box.setAttribute("aria-label", "Map of the places. Arrow keys go to the nearest place, Enter selects, Escape goes to the list, plus and minus zoom.");
    for (const link of box.querySelectorAll("a, button")) link.tabIndex = -1;
    state.layers = panes(map);
    state.live = put("div", "atlas-live", document.body);
    state.live.setAttribute("aria-live", "polite");
    state.tip = put("div", "atlas-tip", box);
    state.ring = put("div", "atlas-ring", box);
    state.names = new PassageAtlasLabels(map, put("div", "atlas-labels", box), { radius, hover, report });
    state.credit = put("div", "atlas-credit", box);
    state.legend = put("div", "atlas-legend", box);
    state.credit.textContent = "The map is loading …";
    box.addEventListener("keydown", onKey);
    box.addEventListener("focus", () => say("Map. " + described()));
    box.addEventListener("blur", () => focusOn(null));
    map.on("move zoom resize viewreset zoomend", place);
    map.on("moveend", () => { state.moved = state.moved || !state.still; });
    new ResizeObserver(() => still(resized)).observe(box);
    still(() => fit(settings.view, false));
    Promise.all([load("places.json"), load("basemap.json")]).then(([data, base]) => {
      if (state.ahead) window.parent.passageAtlasFirst.begin();
      state.data = data;
      state.base = base;
      state.names.know(data.places, base.labels);
      canvases();
      state.credit.textContent = "Borders and coasts: " + base.credit + ", de facto";
      theme(true);
      draw();
      box.dataset.ready = "yes";
    }, () => {
      state.credit.textContent = "The map could not be loaded. The list below still works.";
      giveWay();
    });
  }

  function load(name) {
    return fetch(new URL(name, HERE)).then((answer) => {
      if (!answer.ok) throw new Error(name);
      return answer.json();
    });
  }

  function put(tag, name, parent) {
    const made = document.createElement(tag);
    made.className = name;
    parent.appendChild(made);
    return made;
  }

  /* From below: the land, the areas (their canvas hears the mouse), the borders, the points. */
  function panes(map) {
    for (const [name, level] of [["land", 210], ["areas", 220], ["borders", 230], ["points", 240]]) {
      const pane = map.createPane(name);
      pane.style.zIndex = level;
      if (name === "land" || name === "borders") pane.style.pointerEvents = "none";
    }
    return { points: L.svg({ pane: "points", padding: 0.3 }) };
  }

  /* The world stands there as often as it is in sight, the places once. */
  function canvases() {
    const made = (pane, turns) => new PassageAtlasShapes(pane, state.base.world, turns).addTo(state.map);
    Object.assign(state.layers, { land: made("land", [-1, 0, 1]), borders: made("borders", [-1, 0, 1]), areas: made("areas", [0]) });
    const bare = (event) => event.originalEvent.target.tagName === "CANVAS";  // no mark, name or note over it
    const under = ({ containerPoint }) => state.layers.areas.at(containerPoint);
    state.map.on("click", (event) => { const p = bare(event) && under(event); if (p) report(p); });
    state.map.on("mousemove", (event) => { if (bare(event)) hover(under(event), event.containerPoint); });
    state.map.on("mouseout", () => hover(null));
  }

  function drawBase() {
    const { land, border } = state.colours;
    state.layers.land.draw([{ path: state.base.land, fill: land, stroke: land, weight: 0.6 }]);
    state.layers.borders.draw([{ path: state.base.borders, stroke: border, weight: 0.8 }]);
  }

  /* ---- what the page sends -------------------------------------------------------- */
  function show(given) {
    const marks = state.picked ? { ...given, selected: state.picked.n } : given;
    if (JSON.stringify(marks) === JSON.stringify(state.marks)) return;
    state.marks = marks;
    if (state.data) { theme(false); draw(); }
  }

  function counted() {
    const counts = unstepped(state.marks ? state.marks.counts : "");
    return state.data.places.map((p, n) => ({ ...p, n, count: counts.get(n) || 0 }))
      .filter((p) => p.at && (p.count > 0 || p.hollow || (state.marks && p.n === state.marks.selected)));
  }

  /* Places by number, each as its step from the one before, and its count (scene.stepped). */
  function unstepped(given) {
    const found = new Map(), numbers = numbersOf(given);
    for (let i = 0, n = 0; i < numbers.length; i += 2) found.set(n += numbers[i], numbers[i + 1]);
    return found;
  }

  /* Each number is digits of five bits, the lowest first; the sixth bit says that another digit follows (digits.py). */
  function numbersOf(given) {
    const found = [];
    let value = 0, unit = 1;
    for (const letter of given) {
      const digit = DIGITS.indexOf(letter);
      value += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) { found.push(value); value = 0; unit = 1; }
    }
    return found;
  }

  /* ---- drawing -------------------------------------------------------------------- */
  function dark() {
    const given = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const parts = (given.match(/^#(..)(..)(..)/) || []).slice(1).map((part) => parseInt(part, 16));
    if (parts.length < 3) return matchMedia("(prefers-color-scheme: dark)").matches;
    return parts[0] + parts[1] + parts[2] < 384;
  }

  function theme(force) {
    const next = dark() ? DARK : LIGHT;
    if (!force && next === state.colours) return;
    state.colours = next;
    document.documentElement.dataset.theme = next === DARK ? "dark" : "light";
    for (const name of ["sea", "ink", "quiet", "halo", "accent", "land", "border", "point"]) {
      document.documentElement.style.setProperty("--atlas-" + name, next[name]);
    }
    drawBase();
  }

  function draw() {
    if (state.drawn) state.drawn.remove();
    state.drawn = L.layerGroup().addTo(state.map);
    state.shown = counted();
    const selected = state.marks ? state.marks.selected : null;
    const most = Math.max(1, state.marks ? state.marks.most : 1);
    const areas = state.shown.filter((p) => p.lines || p.rings).sort((a, b) => b.area - a.area);
    state.layers.areas.draw(areas.map((p) => areaOf(p, most, p.n === selected)));
    const points = state.shown.filter((p) => !p.lines && !p.rings).sort((a, b) => b.count - a.count);
    for (const p of points) drawPoint(p, p.n === selected);
    if (!state.fitted && state.marks && state.marks.fit) {
      state.fitted = true;
      if (state.marks.selected !== null) reveal(state.marks.selected, false);
    } else if (selected !== state.lastSelected && selected !== null) {
      reveal(selected, true);
    }
    state.fitted = true;
    state.lastSelected = selected;
    const busiest = (found) => Math.max(0, ...found.map((p) => p.count));
    PassageAtlasLegend(state.legend, { points: busiest(points), areas: busiest(areas.filter((p) => p.rings)), ramp: state.colours.ramp, radius, more: state.marks ? state.marks.more : 0 });
    place();
    if (state.marks) requestAnimationFrame(giveWay);
  }

  function areaOf(p, most, selected) {
    const { ramp, outline, accent } = state.colours;
    const step = Math.min(4, Math.floor(Math.sqrt(p.count / most) * 5));
    const vague = p.certainty !== "certain";
    return {
      of: p, path: p.rings || p.lines, stroke: selected ? accent : p.lines ? state.colours.ink : outline, weight: selected || p.lines ? 3 : p.precision === "country" ? 2.5 : 1,
      dash: vague ? [6, 5] : p.lines ? [1, 6] : null, fill: p.rings ? ramp[step] : null,
      opacity: p.certainty === "uncertain" || p.hollow ? 0 : 1,
    };
  }

  function drawPoint(p, selected) {
    const { point, rim, accent } = state.colours;
    const hollow = p.hollow || p.count === 0;
    const layer = L.circleMarker([p.at[1], p.at[0]], {
      renderer: state.layers.points, pane: "points", radius: radius(p), weight: selected ? 4 : hollow ? 2 : 1.5,
      color: selected ? accent : hollow ? point : rim, fillColor: point, fillOpacity: hollow ? 0.08 : 0.92,
      dashArray: p.certainty === "certain" ? null : "3 3",
    }).addTo(state.drawn);
    layer.on("click", (event) => { L.DomEvent.stopPropagation(event); report(p); });
    layer.on("mousemove", (event) => hover(p, event.containerPoint));
    layer.on("mouseout", () => hover(null));
  }

  function radius(p) { return p.hollow || p.count === 0 ? 5 : Math.min(26, 5 + 2.6 * Math.sqrt(p.count)); }

  function hover(p, at) {
    state.tip.classList.toggle("shown", Boolean(p));
    state.map.getContainer().classList.toggle("pointing", Boolean(p));
    if (!p) return;
    state.tip.replaceChildren(PassageAtlasLabels.apart(p.title), spoken(p).slice(p.title.length));
    const left = Math.min(at.x + 14, state.map.getSize().x - state.tip.offsetWidth - 6);
    state.tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, at.y - 34)}px)`;
  }

  function records(count) { return count === 1 ? "1 record" : `${PassageAtlasLabels.written(count)} records`; }

  function spoken(p) {
    const what = p.hollow ? p.why : records(p.count);
    return `${p.title}, ${p.kind}: ${what}`;
  }

  function described() {
    const shown = state.shown || [];
    return `${shown.length} places shown. Press an arrow key to go to one.`;
  }

  /* ---- labels (atlas-labels.js) ---------------------------------------------------- */
  function place() {
    if (!state.shown) return;
    const size = state.map.getSize(), { credit, legend } = state;
    state.names.place(state.shown, state.marks ? state.marks.selected : null, [
      { left: size.x - credit.offsetWidth, right: size.x, top: size.y - credit.offsetHeight, bottom: size.y },
      { left: 0, right: legend.offsetWidth + 8, top: size.y - legend.offsetHeight - 8, bottom: size.y },
      { left: 0, right: 52, top: 0, bottom: 84 }]);  // the credit, the legend and the zoom buttons
    ringAt();
  }

  function at(p) { return state.names.at(p); }

  /* ---- choosing ------------------------------------------------------------------- */
  function report(p) {
    say(p.title + " selected");
    hover(null);
    if (state.ahead) {
      state.picked = p;
      return show(state.marks);
    }
    state.clicks += 1;
    const value = { type: "Feature", id: p.id, properties: { click: state.clicks }, geometry: null };
    const data = { last_active_drawing: value };
    window.__GLOBAL_DATA__.last_active_drawing = value;
    window.__GLOBAL_DATA__.previous_data = data;
    window.Streamlit.setComponentValue(data);
  }

  function say(words) { state.live.textContent = words; }

  function onKey(event) {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way && state.shown) focusOn(nearest(way));
    else if (event.key === "Enter" && state.focus) report(state.focus);
    else if (event.key === "Escape") leave();
    else if (event.key === "+" || event.key === "=") state.map.zoomIn();
    else if (event.key === "-") state.map.zoomOut();
    else return;
    event.preventDefault();
  }

  /* From where the reader is (else the selection, else the middle) the nearest place in the
     arrow's direction; distance to the side counts twice, so that arrows do what eyes expect. */
  function nearest(way) {
    const from = state.focus || state.shown.find((p) => p.n === (state.marks && state.marks.selected));
    const origin = from ? at(from) : state.map.getSize().divideBy(2);
    let best = null, least = Infinity;
    for (const p of state.shown) {
      if (from && p.n === from.n) continue;
      const c = at(p), dx = c.x - origin.x, dy = c.y - origin.y;
      const along = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      if (along > 0.5 && along + 2 * aside < least) { least = along + 2 * aside; best = p; }
    }
    return best || from || null;
  }

  function focusOn(p) {
    state.focus = p;
    if (p) {
      if (!state.map.getBounds().pad(-0.04).contains([p.at[1], p.at[0]])) state.map.panTo([p.at[1], p.at[0]], { animate: false });
      say(spoken(p));
    }
    ringAt();
  }

  function ringAt() {
    state.ring.classList.toggle("shown", Boolean(state.focus));
    if (!state.focus) return;
    const c = at(state.focus), r = state.focus.rings ? 18 : radius(state.focus) + 5;
    state.ring.style.width = state.ring.style.height = 2 * r + "px";
    state.ring.style.transform = `translate(${c.x - r}px, ${c.y - r}px)`;
  }

  function leave() {
    const list = window.parent.document.querySelector("[data-atlas='list'] [tabindex='0']");
    if (list) list.focus();
  }

  /* ---- the view ------------------------------------------------------------------- */
  function fit(view, animate) {
    const [west, south, east, north] = view;
    state.map.fitBounds([[south, west], [north, east]], { animate, padding: [6, 6] });
  }

  function reveal(n, animate) {
    const p = state.data.places[n];
    if (!p.at) return;
    const inside = state.map.getBounds().pad(-0.08).contains([p.at[1], p.at[0]]);
    if (inside) return;
    if (p.bounds) fit(p.bounds, animate);
    else state.map.setView([p.at[1], p.at[0]], Math.max(state.map.getZoom(), 5), { animate });
  }

  /* What moves the map on our side is not the reader's doing. */
  function still(act) {
    state.still = true;
    act();
    state.still = false;
  }

  /* What nobody has moved stays as it was meant for a map of this size. */
  function resized() {
    state.map.invalidateSize({ animate: false });
    if (!state.moved) fit(state.view, false);
  }

  /* ---- the first map and the live one (first-map.js) -------------------------------- */
  function giveWay() {
    const first = window.parent.passageAtlasFirst;
    if (first && !state.ahead) first.over(window.PassageAtlas);
  }

  /* What a reader did to the first map. */
  function left() {
    return { picked: state.picked && state.picked.id, at: state.moved ? [state.map.getCenter(), state.map.getZoom()] : null };
  }

  function takeOver({ picked, at }, focused) {
    if (at) state.map.setView(...at, { animate: false });
    if (focused) state.map.getContainer().focus();
    const p = picked && state.data && state.data.places.find((found) => found.id === picked);
    if (p) report(p);
  }

  window.addEventListener("message", () => { if (state.data) setTimeout(() => { const before = state.colours; theme(false); if (before !== state.colours) draw(); }, 30); });
  window.PassageAtlas = { start, show, left, takeOver };
})();
