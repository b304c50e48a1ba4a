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
  const written = new Intl.NumberFormat("en-GB");  // made once: toLocaleString makes one each time
  const state = { map: null, data: null, base: null, marks: null, colours: LIGHT, focus: null, clicks: 0, fitted: false };

  function start(map, settings) {
    state.map = map;
    state.view = settings.view;
    state.marks = window.parent.passageAtlasMarks || null;
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
    state.labels = put("div", "atlas-labels", box);
    state.credit = put("div", "atlas-credit", box);
    state.legend = put("div", "atlas-legend", box);
    state.credit.textContent = "The map is loading …";
    box.addEventListener("keydown", onKey);
    box.addEventListener("focus", () => say("Map. " + described()));
    box.addEventListener("blur", () => focusOn(null));
    map.on("move zoom resize viewreset zoomend", place);
    map.on("zoomstart", () => state.labels.classList.add("moving"));
    map.on("zoomend", () => state.labels.classList.remove("moving"));
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(box);
    fit(settings.view, false);
    Promise.all([load("places.json"), load("basemap.json")]).then(([data, base]) => {
      state.data = data;
      state.base = base;
      state.credit.textContent = "Borders and coasts: " + base.credit + ", de facto";
      theme(true);
      draw();
      box.dataset.ready = "yes";
    }, () => { state.credit.textContent = "The map could not be loaded. The list below still works."; });
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

  /* One canvas for the land, one for areas and points (it hears the mouse), one for borders. */
  function panes(map) {
    const made = {};
    for (const [name, level, deaf] of [["land", 210, true], ["areas", 220, false], ["borders", 230, true], ["points", 240, false]]) {
      const pane = map.createPane(name);
      pane.style.zIndex = level;
      if (deaf) pane.style.pointerEvents = "none";
      made[name] = name === "points" ? L.svg({ pane: name, padding: 0.3 }) : L.canvas({ pane: name, padding: 0.3 });
    }
    return made;
  }

  /* ---- what the page sends -------------------------------------------------------- */
  function show(marks) {
    if (JSON.stringify(marks) === JSON.stringify(state.marks)) return;
    state.marks = marks;
    if (state.data) { theme(false); draw(); }
  }

  function counted() {
    const counts = new Map(state.marks ? state.marks.counts : []);
    return state.data.places.map((p, n) => ({ ...p, n, count: counts.get(n) || 0 }))
      .filter((p) => p.at && (p.count > 0 || p.hollow || (state.marks && p.n === state.marks.selected)));
  }

  /* ---- drawing -------------------------------------------------------------------- */
  function theme(force) {
    const given = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const parts = (given.match(/^#(..)(..)(..)/) || []).slice(1).map((part) => parseInt(part, 16));
    const dark = parts.length === 3 && parts[0] + parts[1] + parts[2] < 384;
    const next = dark ? DARK : LIGHT;
    if (!force && next === state.colours) return;
    state.colours = next;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    for (const name of ["sea", "ink", "quiet", "halo", "accent", "land", "border", "point"]) {
      document.documentElement.style.setProperty("--atlas-" + name, next[name]);
    }
    drawBase();
  }

  function drawBase() {
    if (state.ground) state.ground.remove();
    const { land, border } = state.colours;
    state.ground = L.layerGroup().addTo(state.map);
    for (const turn of [-360, 0, 360]) {
      const flip = (p) => [p[1], p[0] + turn];
      for (const rings of state.base.land) {
        L.polygon(rings.map((r) => r.map(flip)), {
          renderer: state.layers.land, pane: "land", interactive: false, stroke: true, color: land, weight: 0.6,
          fillColor: land, fillOpacity: 1, smoothFactor: 0.6,
        }).addTo(state.ground);
      }
      for (const line of state.base.borders) {
        L.polyline(line.map(flip), {
          renderer: state.layers.borders, pane: "borders", interactive: false, color: border, weight: 0.8, smoothFactor: 0.6,
        }).addTo(state.ground);
      }
    }
  }

  function draw() {
    if (state.drawn) state.drawn.remove();
    state.drawn = L.layerGroup().addTo(state.map);
    state.shown = counted();
    const selected = state.marks ? state.marks.selected : null;
    const most = Math.max(1, state.marks ? state.marks.most : 1);
    const areas = state.shown.filter((p) => p.lines || p.rings).sort((a, b) => b.area - a.area);
    for (const p of areas) drawArea(p, most, p.n === selected);
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
  }

  function drawArea(p, most, selected) {
    const { ramp, outline, accent } = state.colours;
    const step = Math.min(4, Math.floor(Math.sqrt(p.count / most) * 5));
    const vague = p.certainty !== "certain";
    const style = {
      renderer: state.layers.areas, pane: "areas", color: selected ? accent : p.lines ? state.colours.ink : outline, weight: selected || p.lines ? 3 : p.precision === "country" ? 2.5 : 1,
      dashArray: vague ? "6 5" : p.lines ? "1 6" : null, fill: Boolean(p.rings), fillColor: ramp[step], smoothFactor: 0.6,
      fillOpacity: p.certainty === "uncertain" || p.hollow ? 0.001 : 1, lineCap: "round",
    };
    const turn = (q) => [q[1], q[0]];
    const shape = p.rings ? L.polygon(p.rings.map((polygon) => polygon.map((r) => r.map(turn))), style)
      : L.polyline(p.lines.map((l) => l.map(turn)), style);
    listen(shape, p);
  }

  function drawPoint(p, selected) {
    const { point, rim, accent } = state.colours;
    const hollow = p.hollow || p.count === 0;
    listen(L.circleMarker([p.at[1], p.at[0]], {
      renderer: state.layers.points, pane: "points", radius: radius(p), weight: selected ? 4 : hollow ? 2 : 1.5,
      color: selected ? accent : hollow ? point : rim, fillColor: point, fillOpacity: hollow ? 0.08 : 0.92,
      dashArray: p.certainty === "certain" ? null : "3 3",
    }), p);
  }

  function radius(p) { return p.hollow || p.count === 0 ? 5 : Math.min(26, 5 + 2.6 * Math.sqrt(p.count)); }

  function listen(layer, p) {
    layer.addTo(state.drawn);
    layer.on("click", (event) => { L.DomEvent.stopPropagation(event); report(p); });
    layer.on("mousemove", (event) => hover(p, event.containerPoint));
    layer.on("mouseout", () => hover(null));
  }

  function hover(p, at) {
    state.tip.classList.toggle("shown", Boolean(p));
    state.map.getContainer().classList.toggle("pointing", Boolean(p));
    if (!p) return;
    state.tip.replaceChildren(apart(p.title), spoken(p).slice(p.title.length));
    const left = Math.min(at.x + 14, state.map.getSize().x - state.tip.offsetWidth - 6);
    state.tip.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, at.y - 34)}px)`;
  }

  /* Words of an atlas, kept apart from the direction of what stands around them. */
  function apart(words) {
    const made = document.createElement("bdi");
    made.textContent = words;
    return made;
  }

  function records(count) { return count === 1 ? "1 record" : `${written.format(count)} records`; }

  function spoken(p) {
    const what = p.hollow ? p.why : records(p.count);
    return `${p.title}, ${p.kind}: ${what}`;
  }

  function described() {
    const shown = state.shown || [];
    return `${shown.length} places shown. Press an arrow key to go to one.`;
  }

  /* ---- labels: placed greedily, the selected and the busiest first, none over another --- */
  function place() {
    if (!state.shown) return;
    const size = state.map.getSize(), kept = [];
    const { credit, legend } = state, taken = [{ left: size.x - credit.offsetWidth, right: size.x, top: size.y - credit.offsetHeight, bottom: size.y },
      { left: 0, right: legend.offsetWidth + 8, top: size.y - legend.offsetHeight - 8, bottom: size.y },
      { left: 0, right: 52, top: 0, bottom: 84 }];  // the credit, the legend and the zoom buttons
    const selected = state.marks ? state.marks.selected : null;
    const order = [...state.shown].sort((a, b) => (b.n === selected) - (a.n === selected) || b.count - a.count);
    for (const p of order.filter((p) => !p.rings && !p.lines)) {
      const c = at(p), r = radius(p);
      taken.push({ left: c.x - r, right: c.x + r, top: c.y - r, bottom: c.y + r, owner: p.n });
    }
    for (const p of order) {
      const found = settle(p, size, taken);
      if (found) kept.push({ ...found, p });
      if (kept.length > 80) break;
    }
    const named = new Set(state.data.places.map((p) => p.title.toLowerCase()));
    for (const b of state.base.labels) {
      if (state.map.getZoom() < 3 && b.area < 150) continue;
      if (kept.length > 110 || named.has(b.name.toLowerCase())) continue;
      const found = settle({ at: b.at, title: b.name, base: true }, size, taken);
      if (found) kept.push({ ...found, p: { title: b.name, base: true } });
    }
    paint(kept, selected);
    ringAt();
  }

  function at(p) {
    const centre = state.map.getCenter().lng;
    let lng = p.at[0];
    if (p.base) while (lng < centre - 180) lng += 360;
    if (p.base) while (lng > centre + 180) lng -= 360;
    return state.map.latLngToContainerPoint([p.at[1], lng]);
  }

  /* Where the label of an area stands: its best spot, else the first of its others in sight. */
  function spotOf(p, size) {
    const best = at(p);
    const inSight = (c) => c.x > 30 && c.y > 10 && c.x < size.x - 30 && c.y < size.y - 10;
    if (inSight(best) || !p.spots) return best;
    return p.spots.map((spot) => at({ at: spot })).find(inSight) || best;
  }

  function settle(p, size, taken) {
    const c = spotOf(p, size), wide = width(p), high = p.base ? 14 : 18;
    if (c.x < -20 || c.y < -20 || c.x > size.x + 20 || c.y > size.y + 20) return null;
    const r = p.rings || p.lines || p.base ? 0 : radius(p) + 3;
    const d = r * 0.7;
    const spots = r ? [[r, -high / 2], [-r - wide, -high / 2], [-wide / 2, r], [-wide / 2, -r - high],
      [d, d - 4], [d, 4 - d - high], [-d - wide, d - 4], [-d - wide, 4 - d - high]]
      : [[-wide / 2, -high / 2], [-wide / 2, high], [-wide / 2, -2 * high], [8, -high / 2], [-8 - wide, -high / 2]];
    for (const [dx, dy] of spots) {
      const box = { left: c.x + dx - 3, right: c.x + dx + wide + 3, top: c.y + dy - 1, bottom: c.y + dy + high + 1, owner: p.n };
      if (box.left < 0 || box.right > size.x) continue;
      const clash = taken.some((o) => o.left < box.right && o.right > box.left && o.top < box.bottom && o.bottom > box.top && !(o.owner === p.n && p.n !== undefined));
      if (!clash) { taken.push(box); return { left: box.left + 3, top: box.top + 1 }; }
    }
    return null;
  }

  const ruler = document.createElement("canvas").getContext("2d");
  const WIDEST = 240;  // as in atlas-map.css: a longer title is cut off there, and whole in the tip
  function width(p) {
    const whole = p.precision === "country";  // in spaced capitals, as in atlas-map.css
    ruler.font = p.base ? "11px system-ui" : whole ? "600 12px system-ui" : "600 13px system-ui";
    ruler.letterSpacing = whole ? "1.2px" : "0px";
    const count = p.count > 0 ? " " + written.format(p.count) : "";
    return Math.min(WIDEST, Math.ceil(ruler.measureText((whole ? p.title.toUpperCase() : p.title) + count).width) + 4);
  }

  function paint(kept, selected) {
    const nodes = kept.map(({ left, top, p }) => {
      const node = document.createElement("div");
      node.className = "atlas-label" + (p.base ? " base" : ` ${p.precision}`) + (p.n === selected && !p.base ? " selected" : "") + (p.hollow ? " hollow" : "");
      node.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
      node.append(apart(p.title));
      if (!p.base && p.count > 0) {
        const count = document.createElement("b");
        count.textContent = written.format(p.count);
        node.append(" ", count);
      }
      if (!p.base) {
        node.addEventListener("click", (event) => { event.stopPropagation(); report(p); });
        node.addEventListener("mousemove", (event) => hover(p, state.map.mouseEventToContainerPoint(event)));
        node.addEventListener("mouseleave", () => hover(null));
      }
      return node;
    });
    state.labels.replaceChildren(...nodes);
  }

  /* ---- choosing ------------------------------------------------------------------- */
  function report(p) {
    state.clicks += 1;
    const value = { type: "Feature", id: p.id, properties: { click: state.clicks }, geometry: null };
    const data = { last_active_drawing: value };
    window.__GLOBAL_DATA__.last_active_drawing = value;
    window.__GLOBAL_DATA__.previous_data = data;
    window.Streamlit.setComponentValue(data);
    hover(null);
    say(p.title + " selected");
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

  window.addEventListener("message", () => { if (state.data) setTimeout(() => { const before = state.colours; theme(false); if (before !== state.colours) draw(); }, 30); });
  window.PassageAtlas = { start, show };
})();
