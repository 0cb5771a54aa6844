"use strict";
// Draws the data block with vis-network and tells what is clicked. Text goes in by textContent only.
(function () {
  var data = JSON.parse(document.getElementById("graph-data").textContent);
  var zh = data.lang === "zh";
  var INK = "#1b1b1b", FONT = 14, STEP = 18;
  var things = {}, inside = {};
  data.nodes.forEach(function (node) { things[node.id] = node; });
  data.hidden.forEach(function (thing) { things[thing.id] = thing; inside[thing.id] = thing.in; });
  var lines = {};
  data.lines.forEach(function (line) { lines[line.vis.id] = line; });
  var hops = 1, chosen = null, lit = null, touched = false;
  var container = document.getElementById("canvas");

  // -- shapes: the same outlines as in the SVG recipes ------------------------------------
  function points(shape, x, y, w, h) {
    var c = Math.min(8, h / 3), r = x + w, b = y + h, m = y + h / 2;
    if (shape === "cut") { return [[x + c, y], [r - c, y], [r, y + c], [r, b - c], [r - c, b], [x + c, b], [x, b - c], [x, y + c]]; }
    if (shape === "tag") { return [[x, y], [r - c, y], [r, m], [r - c, b], [x, b]]; }
    if (shape === "bevel") { return [[x + c, y], [r, y], [r - c, b], [x, b]]; }
    if (shape === "hex") { return [[x + c, y], [r - c, y], [r, m], [r - c, b], [x + c, b], [x, m]]; }
    return [[x, y], [r, y], [r, b], [x, b]];
  }
  function trace(ctx, shape, x, y, w, h) {
    ctx.beginPath();
    if (shape === "round" || shape === "pill") {
      var radius = shape === "round" ? Math.min(7, h / 3) : Math.min(20, h / 2);
      ctx.moveTo(x + radius, y);
      ctx.arcTo(x + w, y, x + w, y + h, radius);
      ctx.arcTo(x + w, y + h, x, y + h, radius);
      ctx.arcTo(x, y + h, x, y, radius);
      ctx.arcTo(x, y, x + w, y, radius);
    } else {
      points(shape, x, y, w, h).forEach(function (p, i) { if (i) { ctx.lineTo(p[0], p[1]); } else { ctx.moveTo(p[0], p[1]); } });
    }
    ctx.closePath();
  }
  function sizeOf(node, ctx) {
    var text = node.vis.label.split("\n");
    ctx.font = (node.id === data.focus ? "bold " : "") + FONT + "px " + data.fonts;
    return {
      text: text,
      wide: Math.max.apply(null, text.map(function (l) { return ctx.measureText(l).width; })) + 26,
      high: text.length * STEP + 14
    };
  }
  function drawThing(o) {
    var node = things[o.id], ctx = o.ctx, isFocus = o.id === data.focus;
    var size = sizeOf(node, ctx), text = size.text, wide = size.wide, high = size.high;
    return {
      drawNode: function () {
        trace(ctx, node.shape, o.x - wide / 2, o.y - high / 2, wide, high);
        // Faint things still cover the lines that pass behind them.
        ctx.fillStyle = "#ffffff"; ctx.fill();
        ctx.globalAlpha = lit && !lit[o.id] ? 0.25 : 1;
        ctx.fillStyle = node.tint; ctx.fill();
        ctx.lineWidth = o.state.selected || isFocus ? 3 : o.state.hover ? 2.4 : 1.6;
        ctx.strokeStyle = node.border;
        ctx.setLineDash(node.dashes); ctx.stroke(); ctx.setLineDash([]);
        ctx.fillStyle = INK; ctx.textAlign = "center"; ctx.textBaseline = "middle";
        text.forEach(function (l, i) { ctx.fillText(l, o.x, o.y + (i - (text.length - 1) / 2) * STEP); });
        if (node.caption) {
          // Which relation joins this thing and those under it to the focus.
          ctx.font = "11.5px " + data.fonts; ctx.lineWidth = 4; ctx.strokeStyle = "#ffffff"; ctx.fillStyle = "#333333";
          ctx.strokeText(node.caption, o.x, o.y - high / 2 - 10); ctx.fillText(node.caption, o.x, o.y - high / 2 - 10);
        }
      },
      nodeDimensions: { width: wide, height: high }
    };
  }

  // -- the canvas -------------------------------------------------------------------------
  var nodes = new vis.DataSet(data.nodes.map(function (node) {
    return Object.assign({ shape: "custom", ctxRenderer: drawThing }, node.vis);
  }));
  function bend(line) {
    var from = things[line.vis.from].vis, to = things[line.vis.to].vis;
    // What stands in one column is joined around what stands between.
    if (Math.abs(from.x - to.x) < 1) { return { enabled: true, type: from.y < to.y ? "curvedCW" : "curvedCCW", roundness: 0.35 }; }
    return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 };
  }
  var edges = new vis.DataSet(data.lines.map(function (line) {
    var arrow = line.facts.length ? {} : { arrows: { to: { enabled: false } } };
    return Object.assign({ smooth: bend(line) }, arrow, line.vis);
  }));
  var network = new vis.Network(container, { nodes: nodes, edges: edges }, {
    physics: false,
    autoResize: true,
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 150 },
    edges: {
      color: { color: "#6b717b", highlight: "#0b5c95", hover: "#0b5c95", opacity: 1 },
      arrows: { to: { enabled: true, scaleFactor: 0.55 } },
      font: { size: 11.5, color: "#333333", face: data.fonts, strokeWidth: 4, strokeColor: "#ffffff" },
      width: 1.3
    }
  });
  // Reached in the order of the page, not first of all (vis-network says 900).
  network.canvas.frame.tabIndex = 0;
  network.canvas.frame.setAttribute("role", "application");
  network.canvas.frame.setAttribute("aria-label", data.title);
  network.canvas.frame.setAttribute("aria-describedby", "keys");

  function isShown(id) {
    var node = things[id], box = document.querySelector('input[data-kind="' + node.kind + '"]');
    return node.hops <= hops && (node.hops === 0 || !box || box.checked);
  }
  function isDrawn(line) {
    var from = line.vis.from, to = line.vis.to;
    if (!isShown(from) || !isShown(to)) { return false; }
    return !line.aside || from === chosen || to === chosen;
  }
  function refresh() {
    nodes.update(data.nodes.map(function (node) { return { id: node.id, hidden: !isShown(node.id) }; }));
    edges.update(data.lines.map(function (line) {
      var isLit = !lit || line.vis.from === chosen || line.vis.to === chosen;
      return {
        id: line.vis.id, hidden: !isDrawn(line), label: lit && isLit ? line.label : line.vis.label,
        color: { opacity: isLit ? 1 : 0.15 }, font: { color: isLit ? "#333333" : "#b5b9c0" }
      };
    }));
    document.querySelectorAll(".count").forEach(function (c) { c.textContent = hops > 1 ? c.dataset.all : c.dataset.near; });
  }
  function fit() {
    // vis-network takes shapes of our own for small squares: measure them here.
    var ctx = document.createElement("canvas").getContext("2d"), box = [Infinity, Infinity, -Infinity, -Infinity];
    data.nodes.forEach(function (node) {
      if (!isShown(node.id)) { return; }
      var size = sizeOf(node, ctx), x = node.vis.x, y = node.vis.y;
      box = [Math.min(box[0], x - size.wide / 2), Math.min(box[1], y - size.high / 2 - (node.caption ? 18 : 0)),
        Math.max(box[2], x + size.wide / 2), Math.max(box[3], y + size.high / 2)];
    });
    var scale = Math.min(container.clientWidth / (box[2] - box[0] + 40), container.clientHeight / (box[3] - box[1] + 40), 1.15);
    network.moveTo({ position: { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, scale: scale });
    touched = false;
  }

  // -- facts ------------------------------------------------------------------------------
  function el(tag, text, cls) { var e = document.createElement(tag); e.textContent = text; if (cls) { e.className = cls; } return e; }
  function factsOf(id) {
    var fold = things[id].fold, among = {};
    (fold || [id]).forEach(function (member) { among[member] = true; });
    return data.facts.filter(function (f) { return among[f.from] || among[f.to]; });
  }
  function tell(title, facts, fold) {
    var box = document.getElementById("facts");
    box.textContent = "";
    if (title) { box.appendChild(el("p", title, "about")); }
    if (fold) {
      var p = el("p", ""), a = el("a", zh ? "这些事物也在下方的表格里" : "These are in the table below, too");
      a.href = "#table";
      a.addEventListener("click", function () { document.getElementById("table").open = true; });
      p.appendChild(a); box.appendChild(p);
    }
    var ul = document.createElement("ul");
    facts.forEach(function (fact) {
      var li = document.createElement("li");
      li.dataset.line = fact.line;
      li.appendChild(el("span", fact.text));
      if (fact.status) { li.appendChild(document.createTextNode(" ")); li.appendChild(el("span", fact.status, "status")); }
      fact.sentences.forEach(function (id) {
        var c = data.citations[id] || { text: id };
        if (c.quote) { li.appendChild(el("span", "“" + c.quote + "”", "quote")); }
        li.appendChild(el("span", c.text + (c.gloss ? " " + c.gloss : ""), "cite"));
      });
      ul.appendChild(li);
    });
    if (!facts.length) { ul.appendChild(el("li", zh ? "图中没有关于它的连线。" : "No line of the picture is about it.")); }
    box.appendChild(ul);
  }
  function describe(id) {
    var thing = things[id], parts = [thing.name, thing.type].filter(Boolean);
    tell(parts.join(" · "), factsOf(id), thing.fold);
  }
  function select(id) {
    chosen = inside[id] || id;
    lit = {};
    lit[chosen] = true;
    data.lines.forEach(function (line) {
      if (line.vis.from === chosen || line.vis.to === chosen) { lit[line.vis.from] = lit[line.vis.to] = true; }
    });
    describe(id);
    refresh();
    network.redraw();
  }
  function clear() {
    chosen = lit = null;
    network.unselectAll();
    describe(data.focus);
    refresh();
    network.redraw();
  }
  network.on("click", function (e) {
    if (e.nodes.length) { select(e.nodes[0]); return; }
    var line = e.edges.length ? lines[e.edges[0]] : null;
    if (line && line.facts.length) { tell("", line.facts.map(function (f) { return data.facts[f]; })); } else { clear(); }
  });
  ["dragEnd", "zoom"].forEach(function (name) { network.on(name, function () { touched = true; }); });
  network.on("resize", function () { if (!touched) { fit(); } });

  // -- tools ------------------------------------------------------------------------------
  function reach(number) {
    hops = number;
    document.querySelectorAll("button[data-hops]").forEach(function (b) { b.setAttribute("aria-pressed", String(Number(b.dataset.hops) === hops)); });
    refresh();
    fit();
  }
  document.querySelectorAll("input[data-kind]").forEach(function (box) { box.addEventListener("change", refresh); });
  document.querySelectorAll("button[data-hops]").forEach(function (button) {
    button.addEventListener("click", function () { reach(Number(button.dataset.hops)); });
  });
  document.getElementById("fit").addEventListener("click", fit);

  // The picture for a report: what the canvas shows, twice as fine, with title, source and legend in it.
  function snapshot() {
    var view = { position: network.getViewPosition(), scale: network.getScale() };
    var wide = container.clientWidth, high = container.clientHeight, ratio = window.devicePixelRatio || 1;
    var fine = Math.max(2, ratio), own = Object.getOwnPropertyDescriptor(window, "devicePixelRatio");
    function draw(pixels) {
      Object.defineProperty(window, "devicePixelRatio", { value: pixels, configurable: true, writable: true });
      network.canvas.setSize(); network.moveTo(view); network.redraw();
    }
    draw(fine);
    var from = network.canvas.frame.canvas, to = document.createElement("canvas"), ctx = to.getContext("2d");
    function cut(text, size) {
      var found = [""];
      ctx.font = size;
      Array.from(text).forEach(function (c) {
        if (ctx.measureText(found[found.length - 1] + c).width > wide - 40) { found.push(""); }
        found[found.length - 1] += c;
      });
      return found;
    }
    var bold = "bold 20px " + data.fonts, plain = "13px " + data.fonts;
    var title = cut(data.title, bold), subtitle = cut(data.subtitle, plain);
    var head = 20 + title.length * 28 + subtitle.length * 19, foot = 0, x = 20, rows = [[]];
    ctx.font = plain;
    data.legend.forEach(function (item) {
      var need = 32 + ctx.measureText(item.label).width + 22;
      if (x + need > wide && rows[rows.length - 1].length) { rows.push([]); x = 20; }
      rows[rows.length - 1].push([item, x]);
      x += need;
    });
    foot = rows.length * 24 + 16;
    to.width = wide * fine; to.height = (head + high + foot) * fine;
    ctx.scale(fine, fine);
    ctx.fillStyle = "#ffffff"; ctx.fillRect(0, 0, wide, head + high + foot);
    ctx.fillStyle = INK; ctx.textBaseline = "alphabetic"; ctx.font = bold;
    title.forEach(function (line, i) { ctx.fillText(line, 20, 34 + i * 28); });
    ctx.font = plain; ctx.fillStyle = "#4a4f57";
    subtitle.forEach(function (line, i) { ctx.fillText(line, 20, 28 + title.length * 28 + i * 19); });
    ctx.drawImage(from, 0, head, wide, high);
    ctx.font = plain;
    rows.forEach(function (row, r) {
      row.forEach(function (entry) {
        var y = head + high + 12 + r * 24;
        trace(ctx, entry[0].shape, entry[1], y, 24, 14);
        ctx.fillStyle = entry[0].tint; ctx.fill(); ctx.lineWidth = 1.6; ctx.strokeStyle = entry[0].border; ctx.stroke();
        ctx.fillStyle = INK; ctx.fillText(entry[0].label, entry[1] + 30, y + 12);
      });
    });
    if (own) { Object.defineProperty(window, "devicePixelRatio", own); } else { delete window.devicePixelRatio; }
    network.canvas.setSize(); network.moveTo(view); network.redraw();
    return to;
  }
  document.getElementById("png").addEventListener("click", function () {
    var a = document.createElement("a");
    a.download = "dgkg-" + data.focus + ".png"; a.href = snapshot().toDataURL("image/png"); a.click();
  });

  // -- search and keys --------------------------------------------------------------------
  var search = document.getElementById("search"), hits = document.getElementById("hits");
  function go(thing) {
    if (thing.hops > hops) { reach(thing.hops); }
    var there = inside[thing.id] || thing.id;
    network.selectNodes([there]); network.focus(there, { scale: Math.max(network.getScale(), 0.9) }); touched = true;
    select(thing.id);
  }
  search.addEventListener("input", function () {
    var q = search.value.trim().toLowerCase();
    hits.textContent = "";
    if (!q) { return; }
    var found = data.nodes.concat(data.hidden).filter(function (n) { return n.find.indexOf(q) >= 0; });
    // What begins so comes before what merely holds it.
    found.sort(function (a, b) { return a.name.toLowerCase().indexOf(q) === 0 ? (b.name.toLowerCase().indexOf(q) === 0 ? 0 : -1) : (b.name.toLowerCase().indexOf(q) === 0 ? 1 : 0); });
    found.slice(0, 8).forEach(function (n) {
      var li = document.createElement("li"), b = el("button", [n.name, n.type].filter(Boolean).join(" · "));
      b.type = "button";
      b.addEventListener("click", function () { go(n); });
      li.appendChild(b); hits.appendChild(li);
    });
    if (!found.length) { hits.appendChild(el("li", zh ? "图中没有" : "Not in this picture", "hint")); }
  });
  search.addEventListener("keydown", function (e) {
    var first = hits.querySelector("button");
    if (e.key === "Enter" && first) { first.click(); }
  });
  document.addEventListener("keydown", function (e) {
    if (e.key === "/" && document.activeElement !== search) { e.preventDefault(); search.focus(); }
    if (e.key === "Escape") { search.value = ""; hits.textContent = ""; search.blur(); clear(); }
  });

  clear();
  network.once("afterDrawing", function () {
    // The first drawing has measured the shapes; the second fits them and ends the lines at them.
    fit();
    network.redraw();
    window.graphReady = true;
  });
  network.redraw();
  window.graphNetwork = network;
})();
