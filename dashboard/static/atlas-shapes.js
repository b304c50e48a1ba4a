/* Shapes as whole paths in units of the world (geodata/paths.py): a browser draws and hits them at once, where
   a Leaflet layer for each, projected point by point, took longer than all the rest of the map. */
(function () {
  "use strict";
  const TILE = 256;  // pixels of the world at zoom 0 (Leaflet, EPSG:3857)
  const NEAR = 8;  // pixels beside a line that still hit it

  const paths = new Map();  // each made once, by what is written of it
  function pathOf(written) {
    if (!paths.has(written)) paths.set(written, new Path2D(written));
    return paths.get(written);
  }

  /* A canvas in a pane. A shape is { path, fill, opacity, stroke, weight, dash, of }, the last on top. */
  window.PassageAtlasShapes = L.Canvas.extend({
    initialize(pane, world, turns) {
      L.Canvas.prototype.initialize.call(this, { pane, padding: 0.3 });
      Object.assign(this, { world, turns, shapes: [] });
    },

    draw(shapes) {
      this.shapes = shapes;
      if (this._map) this._redraw();
    },

    /* Leaflet has moved the context so that its layer points are the canvas's. */
    _draw() {
      const wide = this.wide(), origin = this._map.getPixelOrigin(), seen = this._bounds;
      for (const turn of this.turns) {
        const left = turn * wide - origin.x;
        if (left - wide / 2 > seen.max.x || left + wide * 1.5 < seen.min.x) continue;  // shapes may run on past 180 degrees
        this.placed(left, -origin.y, wide / this.world, (scale) => this.shapes.forEach((shape) => this.trace(shape, scale)));
      }
    },

    wide() { return TILE * 2 ** this._map.getZoom(); },

    placed(left, top, scale, act) {
      this._ctx.save();
      this._ctx.translate(left, top);
      this._ctx.scale(scale, scale);
      const found = act(scale);
      this._ctx.restore();
      return found;
    },

    trace({ path: written, fill, opacity = 1, stroke, weight, dash }, scale) {
      const ctx = this._ctx, path = pathOf(written);
      ctx.globalAlpha = opacity;
      ctx.fillStyle = fill;
      if (fill) ctx.fill(path, "evenodd");
      ctx.globalAlpha = 1;
      ctx.strokeStyle = stroke;
      ctx.lineWidth = weight / scale;
      ctx.lineJoin = ctx.lineCap = "round";
      ctx.setLineDash((dash || []).map((length) => length / scale));
      ctx.stroke(path);
    },

    /* What the topmost shape at a point of the map's box is of. */
    at(point) {
      const here = this._map.containerPointToLayerPoint(point).subtract(this._bounds.min);
      const dense = L.Browser.retina ? 2 : 1, x = here.x * dense, y = here.y * dense, origin = this._map.getPixelOrigin();
      const hit = (scale) => this.shapes.findLast(({ path: written, fill }) => {
        const path = pathOf(written);
        this._ctx.lineWidth = 2 * NEAR / scale;
        return fill ? this._ctx.isPointInPath(path, x, y, "evenodd") : this._ctx.isPointInStroke(path, x, y);
      });
      const found = this.placed(-origin.x, -origin.y, this.wide() / this.world, hit);
      return found ? found.of : null;
    },
  });
})();
