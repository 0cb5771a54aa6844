"use strict";
// Draws the data block with vis-network and tells what is clicked. Text goes in by textContent only.
(function () {
  var data = JSON.parse(document.getElementById("graph-data").textContent);
  var zh = data.lang === "zh";
  var INK = "#1b1b1b", FONT = 14, STEP = 18, MOST_TOLD = 100;
  var things = {}, inside = {};
  data.nodes.forEach(function (node) { things[node.id] = node; });
  data.hidden.forEach(function (thing) { things[thing.id] = thing; inside[thing.id] = thing.in; });
  var lines = {};
  data.lines.forEach(function (line) { lines[line.vis.id] = line; });
  var hops = 1, chosen = null, lit = null, touched = false;
  var container = document.getElementById("canvas");
  // Hidden where a page has something else to show without this script.
  document.querySelector(".walk").hidden = false;

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
    ctx.font = (node.id === data.focus ? "bold " : "") + FONT + "px " + data.fonts;
    // Measured once for each text: a thousand things are drawn again with every step of the mouse.
    if (!node.size || node.size.label !== node.vis.label) {
      var text = node.vis.label.split("\n");
      node.size = {
        label: node.vis.label,
        text: text,
        wide: Math.max.apply(null, text.map(function (l) { return ctx.measureText(l).width; })) + 26,
        high: text.length * STEP + 14
      };
    }
    return node.size;
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
  var boxes = {}, told = {};
  document.querySelectorAll("input[data-kind]").forEach(function (box) { boxes[box.dataset.kind] = box; });
  function isShown(id) {
    var node = things[id], box = boxes[node.kind];
    return node.hops <= hops && (node.hops === 0 || !box || box.checked);
  }
  function isDrawn(line) {
    var from = line.vis.from, to = line.vis.to;
    if (!isShown(from) || !isShown(to)) { return false; }
    return !line.aside || from === chosen || to === chosen;
  }
  function stateOf(node) { return { id: node.id, hidden: !isShown(node.id) }; }
  function lineStateOf(line) {
    var isLit = !lit || line.vis.from === chosen || line.vis.to === chosen;
    return {
      id: line.vis.id, hidden: !isDrawn(line), label: lit && isLit ? line.label : line.vis.label,
      color: { opacity: isLit ? 1 : 0.15 }, font: { color: isLit ? "#333333" : "#b5b9c0" }
    };
  }
  // Whether a state differs from the one that vis-network heard of last: each one told costs it as much as a drawing.
  function isNews(what) {
    return function (state) {
      var text = JSON.stringify(state), key = what + state.id, isNew = told[key] !== text;
      told[key] = text;
      return isNew;
    };
  }
  var nodes = new vis.DataSet(data.nodes.map(function (node) {
    var state = stateOf(node);
    isNews("node ")(state);
    return Object.assign({ shape: "custom", ctxRenderer: drawThing }, node.vis, state);
  }));
  var LEVEL = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 };
  function bend(line) {
    var from = things[line.vis.from].vis, to = things[line.vis.to].vis;
    // What stands in one column is joined around what stands between.
    if (Math.abs(from.x - to.x) < 1) { return { enabled: true, type: from.y < to.y ? "curvedCW" : "curvedCCW", roundness: 0.35 }; }
    return LEVEL;
  }
  var edges = new vis.DataSet(data.lines.map(function (line) {
    var arrow = line.facts.length ? {} : { arrows: { to: { enabled: false } } };
    var state = lineStateOf(line), smooth = bend(line);
    isNews("line ")(state);
    // What all lines have in common is said once, below: vis-network merges every option of every line.
    return Object.assign(smooth.type === LEVEL.type ? {} : { smooth: smooth }, arrow, line.vis, { hidden: state.hidden });
  }));
  var network = new vis.Network(container, { nodes: nodes, edges: edges }, {
    physics: false,
    autoResize: true,
    interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 150 },
    edges: {
      color: { color: "#6b717b", highlight: "#0b5c95", hover: "#0b5c95", opacity: 1 },
      arrows: { to: { enabled: true, scaleFactor: 0.55 } },
      font: { size: 11.5, color: "#333333", face: data.fonts, strokeWidth: 4, strokeColor: "#ffffff" },
      smooth: LEVEL,
      width: 1.3
    }
  });
  // Reached in the order of the page, not first of all (vis-network says 900).
  network.canvas.frame.tabIndex = 0;
  network.canvas.frame.setAttribute("role", "application");
  network.canvas.frame.setAttribute("aria-label", data.title);
  network.canvas.frame.setAttribute("aria-describedby", "keys");

  function refresh() {
    var things = data.nodes.map(stateOf).filter(isNews("node ")), lines = data.lines.map(lineStateOf).filter(isNews("line "));
    if (things.length) { nodes.update(things); }
    if (lines.length) { edges.update(lines); }
    tally();
  }
  function tally() {
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
    // No room yet: the canvas hears of it once there is.
    if (!(scale > 0)) { return; }
    network.moveTo({ position: { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 }, scale: scale });
    touched = false;
  }

  // -- facts ------------------------------------------------------------------------------

  // The words of a passage; what names either end of the fact is marked.
  function quoted(pieces, fact) {
    var box = el("span", "“", "quote");
    pieces.forEach(function (piece) {
      var named = piece[1].indexOf(fact.from) >= 0 || piece[1].indexOf(fact.to) >= 0;
      box.appendChild(named ? el("mark", piece[0]) : document.createTextNode(piece[0]));
    });
    box.appendChild(document.createTextNode("”"));
    return box;
  }
  function el(tag, text, cls) { var e = document.createElement(tag); e.textContent = text; if (cls) { e.className = cls; } return e; }
  function factsOf(id) {
    var fold = things[id].fold, among = {};
    (fold || [id]).forEach(function (member) { among[member] = true; });
    return data.facts.filter(function (f) { return among[f.from] || among[f.to]; });
  }
  function tell(title, facts, fold, thing) {
    var box = document.getElementById("facts");
    box.textContent = "";
    if (title) { box.appendChild(el("p", title, "about")); }
    if (thing) { box.appendChild(ways(thing)); }
    if (fold) {
      var p = el("p", ""), a = el("a", zh ? "这些事物也在下方的表格里" : "These are in the table below, too");
      a.href = "#table";
      a.addEventListener("click", function () { document.getElementById("table").open = true; });
      p.appendChild(a); box.appendChild(p);
    }
    var ul = document.createElement("ul");
    function add(fact) {
      var li = document.createElement("li");
      li.dataset.line = fact.line;
      li.appendChild(el("span", fact.text));
      if (fact.status) { li.appendChild(document.createTextNode(" ")); li.appendChild(el("span", fact.status, "status")); }
      fact.sentences.forEach(function (id) {
        var c = data.citations[id] || { text: id };
        if (c.quote && c.quote.length) { li.appendChild(quoted(c.quote, fact)); }
        var cite = el(c.address ? "a" : "span", c.text + (c.gloss ? " " + c.gloss : ""), "cite");
        if (c.address) { cite.href = c.address; }
        li.appendChild(cite);
      });
      ul.appendChild(li);
    }
    facts.slice(0, MOST_TOLD).forEach(add);
    if (!facts.length) { ul.appendChild(el("li", zh ? "图中没有关于它的连线。" : "No line of the picture is about it.")); }
    box.appendChild(ul);
    var rest = facts.slice(MOST_TOLD);
    if (rest.length) {
      var more = el("button", zh ? "其余 " + rest.length + " 条" : "The other " + rest.length);
      more.type = "button";
      more.addEventListener("click", function () { more.remove(); rest.forEach(add); });
      box.appendChild(more);
    }
  }
  function describe(id) {
    var thing = things[id], parts = [thing.name, thing.type].filter(Boolean);
    tell(parts.join(" · "), factsOf(id), thing.fold, thing);
  }
  // What can be done with a thing: see its page, bring in what is around it, walk over to it.
  function ways(thing) {
    var p = el("p", "", "tools");
    function link(text, address) { var a = el("a", text); a.href = address; p.appendChild(a); }
    if (thing.address) { link(zh ? "它的页面" : "Its page", thing.address); }
    if (!canExpand(thing)) { return p; }
    var b = el("button", zh ? "展开周边 (e)" : "Expand (e)");
    b.type = "button"; b.id = "expand";
    b.addEventListener("click", function () { expand(thing.id); });
    p.appendChild(b);
    if (container.dataset.walk && thing.about && thing.id !== data.focus) {
      link(zh ? "以它为中心" : "Centre on it", asking(container.dataset.walk, thing));
    }
    return p;
  }
  function asking(base, thing) {
    return base + (base.indexOf("?") < 0 ? "?" : "&") + "focus=" + encodeURIComponent(thing.about);
  }

  // -- expansion: things come in columns of their own, beyond what stands there already ----
  var COLUMN = 245, IN_COLUMN = 14, MOST = 42, LINE_DASHES = { dashed: [6, 4], dotted: [2, 5] };
  var open = {}, grown = 0;
  open[data.focus] = true;
  function canExpand(thing) { return !open[thing.id] && !inside[thing.id] && (thing.fold ? true : !!(container.dataset.expand && thing.about)); }
  function say(text) { document.getElementById("facts").prepend(el("p", text, "hint")); }
  function expand(id) {
    var thing = things[id];
    if (!thing || !canExpand(thing)) { return; }
    open[id] = true;
    if (thing.fold) {
      grow(id, data.hidden.filter(function (n) { return inside[n.id] === id; }), [], thing.hops);
      return;
    }
    fetch(asking(container.dataset.expand, thing)).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (more) {
      var near = more.nodes.concat(more.hidden).filter(function (n) { return n.hops === 1 && !n.fold; });
      Object.keys(more.citations).forEach(function (c) { data.citations[c] = more.citations[c]; });
      grow(id, near, more.facts, 1);
    }).catch(function () {
      delete open[id];
      say(zh ? "无法展开：服务没有应答。" : "Cannot expand: the service does not answer.");
    });
  }
  function isThere(id) { return !!nodes.get(id); }
  // A free place in the columns beyond what is shown, as near to a height as may be.
  function room(side, edge, height) {
    for (var column = 0; ; column++) {
      for (var i = 0; i < IN_COLUMN; i++) {
        var x = side * (edge + COLUMN * (column + 1.2)), y = height + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * 76;
        if (!data.nodes.some(function (n) { return Math.abs(n.vis.x - x) < 215 && Math.abs(n.vis.y - y) < 72; })) { return [x, y]; }
      }
    }
  }
  function count(kind, which) {
    document.querySelectorAll('input[data-kind="' + kind + '"] ~ .count').forEach(function (c) {
      c.dataset[which] = Number(c.dataset[which]) + 1;
    });
  }
  function grow(id, candidates, facts, reached) {
    var isFold = !!things[id].fold, come = 0;
    var fresh = candidates.filter(function (n) { return !isThere(n.id); }), left = fresh.length - MOST;
    fresh = fresh.slice(0, MOST);
    candidates.forEach(function (n) {
      // What stands further off already comes into view where it is.
      if (isThere(n.id) && things[n.id].hops > reached) { things[n.id].hops = reached; count(n.kind, "near"); come++; }
    });
    var from = network.getPosition(id), side = from.x < 0 ? -1 : 1, edge = 0;
    data.nodes.forEach(function (n) { if (isShown(n.id)) { edge = Math.max(edge, side * n.vis.x); } });
    fresh.forEach(function (n) {
      var at = room(side, edge, from.y);
      n = Object.assign({}, n, { hops: reached, vis: {
        id: n.id, label: n.vis ? n.vis.label : n.label, title: [n.name, n.type].filter(Boolean).join(" · "), x: at[0], y: at[1]
      } });
      delete n.caption; delete inside[n.id];
      things[n.id] = n; data.nodes.push(n);
      nodes.add(Object.assign({ shape: "custom", ctxRenderer: drawThing }, n.vis));
      // What was folded is counted already.
      if (!isFold) { count(n.kind, "near"); count(n.kind, "all"); }
    });
    data.hidden = data.hidden.filter(function (n) { return inside[n.id]; });
    join(fresh, facts);
    if (isFold) { unfold(id); } else { select(id); }
    fit();
    if (left > 0 && !isFold) { say(zh ? "另有 " + left + " 项未画出，见它的页面" : left + " more are not drawn; see its page"); }
    if (!fresh.length && !come) { say(zh ? "周边的事物都已在图中。" : "What is around it stands here already."); }
  }
  // What stood for folded things goes, or stands for those that are left.
  function unfold(id) {
    var fold = things[id], rest = fold.fold.filter(function (n) { return inside[n] === id; });
    if (rest.length) {
      fold.fold = rest;
      fold.name = fold.vis.label = zh ? "另有 " + rest.length + " 项" : rest.length + " more";
      delete open[id];
      select(id);
      return;
    }
    nodes.remove(id);
    delete told["node " + id];
    delete things[id];
    data.nodes = data.nodes.filter(function (n) { return n.id !== id; });
    dropLines(id);
    clear();
  }
  function dropLines(id) {
    data.lines = data.lines.filter(function (line) {
      var stays = line.vis.from !== id && line.vis.to !== id;
      if (!stays) { edges.remove(line.vis.id); delete lines[line.vis.id]; delete told["line " + line.vis.id]; }
      return stays;
    });
  }
  // One line for what joins two things with one status, as in the picture that the page came with.
  function join(fresh, facts) {
    var known = {}, isNew = {}, pairs = {};
    data.facts.forEach(function (f, i) { known[f.from + "\n" + f.text + "\n" + f.to] = i; });
    fresh.forEach(function (n) { isNew[n.id] = true; });
    facts.forEach(function (f) {
      var key = f.from + "\n" + f.text + "\n" + f.to;
      if (known[key] === undefined) { known[key] = data.facts.length; data.facts.push(f); }
    });
    data.facts.forEach(function (f, i) {
      if (f.from === f.to || !isThere(f.from) || !isThere(f.to) || !(isNew[f.from] || isNew[f.to])) { return; }
      var pair = f.from + "\n" + f.to + "\n" + f.line;
      (pairs[pair] = pairs[pair] || []).push(i);
    });
    Object.keys(pairs).sort().forEach(function (pair) {
      var first = data.facts[pairs[pair][0]], named = [];
      pairs[pair].forEach(function (i) { if (named.indexOf(data.facts[i].relation) < 0) { named.push(data.facts[i].relation); } });
      var vis = { id: "x" + grown++, from: first.from, to: first.to, label: "", dashes: LINE_DASHES[first.line] || false };
      var line = { vis: vis, label: named.join(zh ? "、" : ", "), facts: pairs[pair], aside: false };
      data.lines.push(line); lines[vis.id] = line;
      edges.add(Object.assign({ smooth: bend(line) }, vis));
    });
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
  // vis-network changes the scale once more after it has told of a new size.
  network.on("resize", function () { if (!touched) { window.requestAnimationFrame(function () { fit(); network.redraw(); }); } });

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
  // In the order of the page: around the focus, then further off.
  function step(by) {
    var shown = data.nodes.filter(function (n) { return isShown(n.id); }).map(function (n) { return n.id; });
    var at = shown.indexOf(chosen === null ? data.focus : chosen), id = shown[(at + by + shown.length) % shown.length];
    network.selectNodes([id]); network.focus(id, { scale: Math.max(network.getScale(), 0.9) }); touched = true;
    select(id);
  }
  container.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey) { return; }
    if (e.key === "n" || e.key === "p") { e.preventDefault(); step(e.key === "n" ? 1 : -1); }
    if (e.key === "Enter" && chosen && things[chosen].address) { location.href = things[chosen].address; }
  });
  document.addEventListener("keydown", function (e) {
    if (e.key === "e" && chosen && !e.ctrlKey && !e.metaKey && !e.altKey && !/^(input|textarea|select)$/i.test(e.target.tagName)) { expand(chosen); }
    if (e.key === "/" && document.activeElement !== search) { e.preventDefault(); search.focus(); }
    if (e.key === "Escape") { search.value = ""; hits.textContent = ""; search.blur(); clear(); }
  });

  describe(data.focus);
  tally();
  // The first drawing has measured the shapes; the second fits them and ends the lines at them.
  network.once("afterDrawing", function () {
    fit();
    network.redraw();
    window.graphReady = true;
  });
  window.graphNetwork = network;
})();
