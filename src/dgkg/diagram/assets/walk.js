"use strict";
// Draws the data block with vis-network and tells what is clicked. Text goes in by textContent only.
(function () {
  var data = JSON.parse(document.getElementById("graph-data").textContent);
  var zh = data.lang === "zh";
  var byId = {};
  data.nodes.forEach(function (node) { byId[node.id] = node; });
  var container = document.getElementById("canvas");
  var nodes = new vis.DataSet(data.nodes.map(function (node) { return node.vis; }));
  var edges = new vis.DataSet(data.edges.map(function (edge) { return edge.vis; }));
  var facts = {};
  data.edges.forEach(function (edge) { facts[edge.vis.id] = edge; });
  var options = {
    physics: false,
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 150 },
    nodes: { font: { size: 14, color: "#1b1b1b", face: data.fonts }, borderWidth: 1.6, widthConstraint: { maximum: 190 }, margin: 8, chosen: { node: function (v) { v.borderWidth = 3.5; } } },
    edges: { color: { color: "#7a818c", highlight: "#0b5c95", hover: "#0b5c95" }, arrows: { to: { enabled: true, scaleFactor: 0.55 } }, smooth: { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 }, font: { size: 11.5, color: "#333", face: data.fonts, strokeWidth: 4, strokeColor: "#fff" }, width: 1.3 }
  };
  var shapes = {};
  function polygon(points) {
    return function (o) {
      var ctx = o.ctx, lines = o.label.split("\n");
      ctx.font = "14px " + data.fonts;
      var wide = Math.max.apply(null, lines.map(function (l) { return ctx.measureText(l).width; })) + 26;
      var high = lines.length * 18 + 14;
      return {
        drawNode: function () {
          ctx.beginPath();
          points(o.x - wide / 2, o.y - high / 2, wide, high).forEach(function (p, i) { if (i) { ctx.lineTo(p[0], p[1]); } else { ctx.moveTo(p[0], p[1]); } });
          ctx.closePath();
          ctx.fillStyle = o.style.color; ctx.fill();
          ctx.lineWidth = o.state.selected ? 3.5 : 1.6; ctx.strokeStyle = o.style.borderColor;
          ctx.setLineDash(o.style.borderDashes || []); ctx.stroke(); ctx.setLineDash([]);
          ctx.fillStyle = "#1b1b1b"; ctx.textAlign = "center"; ctx.textBaseline = "middle";
          lines.forEach(function (l, i) { ctx.fillText(l, o.x, o.y + (i - (lines.length - 1) / 2) * 18); });
        },
        nodeDimensions: { width: wide, height: high }
      };
    };
  }
  shapes.cut = polygon(function (x, y, w, h) { return [[x + 8, y], [x + w - 8, y], [x + w, y + 8], [x + w, y + h - 8], [x + w - 8, y + h], [x + 8, y + h], [x, y + h - 8], [x, y + 8]]; });
  shapes.tag = polygon(function (x, y, w, h) { return [[x, y], [x + w - 9, y], [x + w, y + h / 2], [x + w - 9, y + h], [x, y + h]]; });
  shapes.bevel = polygon(function (x, y, w, h) { return [[x + 9, y], [x + w, y], [x + w - 9, y + h], [x, y + h]]; });
  nodes.forEach(function (node) { if (shapes[node.outline]) { nodes.update({ id: node.id, shape: "custom", ctxRenderer: shapes[node.outline] }); } });
  var network = new vis.Network(container, { nodes: nodes, edges: edges }, options);
  var hops = 1;
  function visible(id) {
    var node = byId[id], box = document.querySelector('input[data-kind="' + node.kind + '"]');
    return node.hops <= hops && (node.hops === 0 || !box || box.checked);
  }
  function refresh() {
    nodes.update(data.nodes.map(function (node) { return { id: node.id, hidden: !visible(node.id) }; }));
    edges.update(data.edges.map(function (edge) { return { id: edge.vis.id, hidden: !(visible(edge.vis.from) && visible(edge.vis.to)) }; }));
  }
  function el(tag, text, cls) { var e = document.createElement(tag); e.textContent = text; if (cls) { e.className = cls; } return e; }
  function tell(title, list) {
    var box = document.getElementById("facts");
    box.textContent = "";
    box.appendChild(el("p", title));
    var ul = document.createElement("ul");
    list.forEach(function (edge) {
      var li = document.createElement("li");
      li.appendChild(el("span", edge.text));
      if (edge.status) { li.appendChild(el("span", edge.status, "status")); }
      edge.sentences.forEach(function (id) {
        var c = data.citations[id];
        if (c.quote) { li.appendChild(el("span", "“" + c.quote + "”", "quote")); }
        li.appendChild(el("span", c.text + (c.gloss ? " · " + c.gloss : ""), "cite"));
      });
      ul.appendChild(li);
    });
    if (!list.length) { ul.appendChild(el("li", zh ? "图中没有关于它的连线。" : "No line of the picture is about it.")); }
    box.appendChild(ul);
  }
  function highlight(ids) {
    nodes.update(data.nodes.map(function (node) { return { id: node.id, opacity: !ids || ids[node.id] ? 1 : 0.25 }; }));
  }
  function select(id) {
    var list = data.edges.filter(function (e) { return e.vis.from === id || e.vis.to === id; });
    var ids = {}; ids[id] = true;
    list.forEach(function (e) { ids[e.vis.from] = ids[e.vis.to] = true; });
    highlight(ids);
    tell(byId[id].name + " · " + byId[id].type, list);
  }
  network.on("click", function (e) {
    if (e.nodes.length) { select(e.nodes[0]); }
    else if (e.edges.length) { highlight(null); tell("", [facts[e.edges[0]]]); }
    else { highlight(null); select(data.focus); highlight(null); }
  });
  document.querySelectorAll("input[data-kind]").forEach(function (box) { box.addEventListener("change", refresh); });
  document.querySelectorAll("button[data-hops]").forEach(function (button) {
    button.addEventListener("click", function () {
      hops = Number(button.dataset.hops);
      document.querySelectorAll("button[data-hops]").forEach(function (b) { b.setAttribute("aria-pressed", String(b === button)); });
      refresh(); network.fit();
    });
  });
  document.getElementById("fit").addEventListener("click", function () { network.fit(); });
  document.getElementById("png").addEventListener("click", function () {
    var from = container.querySelector("canvas"), to = document.createElement("canvas");
    to.width = from.width; to.height = from.height;
    var ctx = to.getContext("2d");
    ctx.fillStyle = "#fff"; ctx.fillRect(0, 0, to.width, to.height); ctx.drawImage(from, 0, 0);
    var a = document.createElement("a"); a.download = "dgkg-" + data.focus + ".png"; a.href = to.toDataURL("image/png"); a.click();
  });
  var search = document.getElementById("search"), hits = document.getElementById("hits");
  search.addEventListener("input", function () {
    var q = search.value.trim().toLowerCase();
    hits.textContent = "";
    if (!q) { return; }
    data.nodes.filter(function (n) { return n.find.indexOf(q) >= 0; }).slice(0, 8).forEach(function (n) {
      var li = document.createElement("li"), b = el("button", n.name + " · " + n.type);
      b.type = "button";
      b.addEventListener("click", function () {
        if (n.hops > hops) { document.querySelector('button[data-hops="' + n.hops + '"]').click(); }
        network.selectNodes([n.id]); network.focus(n.id, { scale: 1 }); select(n.id);
      });
      li.appendChild(b); hits.appendChild(li);
    });
  });
  document.addEventListener("keydown", function (e) {
    if (e.key === "/" && document.activeElement !== search) { e.preventDefault(); search.focus(); }
    if (e.key === "Escape") { search.value = ""; hits.textContent = ""; network.unselectAll(); highlight(null); }
  });
  refresh();
  network.once("afterDrawing", function () { network.fit(); select(data.focus); highlight(null); window.graphReady = true; });
  network.redraw();
  window.graphNetwork = network;
})();
