/* The names on the map: placed greedily, the selected and the busiest first, none over another. */
(function () {
  "use strict";
  const number = new Intl.NumberFormat("en-GB");  // made once: toLocaleString makes one each time
  const ruler = document.createElement("canvas").getContext("2d");
  const WIDEST = 240;  // as in atlas-map.css: a longer title is cut off there, and whole in the tip
  const MOST = 80, MOST_WITH_BASE = 110;

  window.PassageAtlasLabels = class {
    /* Words of an atlas, kept apart from the direction of what stands around them. */
    static apart(words) {
      const made = document.createElement("bdi");
      made.textContent = words;
      return made;
    }

    static written(count) { return number.format(count); }

    /* ``acts`` are radius(place), hover(place or null, point) and report(place). */
    constructor(map, box, acts) {
      Object.assign(this, { map, box, acts });
      map.on("zoomstart", () => box.classList.add("moving"));
      map.on("zoomend", () => box.classList.remove("moving"));
    }

    /* The countries of the base map, but those that are places here. */
    know(places, countries) {
      const named = new Set(places.map((p) => p.title.toLowerCase()));
      this.base = countries.filter((b) => !named.has(b.name.toLowerCase())).map((b) => ({ at: b.at, title: b.name, area: b.area, base: true }));
    }

    /* ``taken`` are boxes where no name may stand. */
    place(shown, selected, taken) {
      const order = [...shown].sort((a, b) => (b.n === selected) - (a.n === selected) || b.count - a.count), kept = [];
      for (const p of order.filter((p) => !p.rings && !p.lines)) {
        const c = this.at(p), r = this.acts.radius(p);
        taken.push({ left: c.x - r, right: c.x + r, top: c.y - r, bottom: c.y + r, owner: p.n });
      }
      const far = this.map.getZoom() < 3;
      const settled = (p) => { const found = this.settle(p, taken); if (found) kept.push({ ...found, p }); };
      for (const p of order) if (kept.length <= MOST) settled(p);
      for (const b of this.base) if (kept.length <= MOST_WITH_BASE && !(far && b.area < 150)) settled(b);
      this.box.replaceChildren(...kept.map((found) => this.node(found, selected)));
    }

    at(p) {
      const centre = this.map.getCenter().lng;
      let lng = p.at[0];
      if (p.base) while (lng < centre - 180) lng += 360;
      if (p.base) while (lng > centre + 180) lng -= 360;
      return this.map.latLngToContainerPoint([p.at[1], lng]);
    }

    /* Where the label of an area stands: its best spot, else the first of its others in sight. */
    spotOf(p, size) {
      const best = this.at(p);
      const inSight = (c) => c.x > 30 && c.y > 10 && c.x < size.x - 30 && c.y < size.y - 10;
      if (inSight(best) || !p.spots) return best;
      return p.spots.map((spot) => this.at({ at: spot })).find(inSight) || best;
    }

    settle(p, taken) {
      const size = this.map.getSize(), c = this.spotOf(p, size);
      if (c.x < -20 || c.y < -20 || c.x > size.x + 20 || c.y > size.y + 20) return null;
      const wide = width(p), high = p.base ? 14 : 18;
      const r = p.rings || p.lines || p.base ? 0 : this.acts.radius(p) + 3;
      for (const [dx, dy] of spots(r, wide, high)) {
        const box = { left: c.x + dx - 3, right: c.x + dx + wide + 3, top: c.y + dy - 1, bottom: c.y + dy + high + 1, owner: p.n };
        if (box.left < 0 || box.right > size.x || taken.some((other) => clash(box, other))) continue;
        taken.push(box);
        return { left: box.left + 3, top: box.top + 1 };
      }
      return null;
    }

    node({ left, top, p }, selected) {
      const node = document.createElement("div");
      node.className = "atlas-label" + (p.base ? " base" : ` ${p.precision}`) + (p.n === selected && !p.base ? " selected" : "") + (p.hollow ? " hollow" : "");
      node.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
      node.append(PassageAtlasLabels.apart(p.title));
      if (p.base) return node;
      if (p.count > 0) {
        const count = document.createElement("b");
        count.textContent = number.format(p.count);
        node.append(" ", count);
      }
      node.addEventListener("click", (event) => { event.stopPropagation(); this.acts.report(p); });
      node.addEventListener("mousemove", (event) => this.acts.hover(p, this.map.mouseEventToContainerPoint(event)));
      node.addEventListener("mouseleave", () => this.acts.hover(null));
      return node;
    }
  };

  /* Around a point of radius ``r``; over an area or a line and a little off it. */
  function spots(r, wide, high) {
    const d = r * 0.7;
    return r ? [[r, -high / 2], [-r - wide, -high / 2], [-wide / 2, r], [-wide / 2, -r - high],
      [d, d - 4], [d, 4 - d - high], [-d - wide, d - 4], [-d - wide, 4 - d - high]]
      : [[-wide / 2, -high / 2], [-wide / 2, high], [-wide / 2, -2 * high], [8, -high / 2], [-8 - wide, -high / 2]];
  }

  function clash(a, b) {
    const own = b.owner === a.owner && a.owner !== undefined;
    return !own && b.left < a.right && b.right > a.left && b.top < a.bottom && b.bottom > a.top;
  }

  function width(p) {
    const whole = p.precision === "country";  // in spaced capitals, as in atlas-map.css
    ruler.font = p.base ? "11px system-ui" : whole ? "600 12px system-ui" : "600 13px system-ui";
    ruler.letterSpacing = whole ? "1.2px" : "0px";
    const count = p.count > 0 ? " " + number.format(p.count) : "";
    return Math.min(WIDEST, Math.ceil(ruler.measureText((whole ? p.title.toUpperCase() : p.title) + count).width) + 4);
  }
})();
