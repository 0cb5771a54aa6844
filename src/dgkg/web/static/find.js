// Looks names up in the list that a site of files carries along (names.js): by name, alias, pinyin,
// initials, part or slip of the finger. Text goes in by textContent only.
"use strict";
(function () {
  var zh = document.documentElement.lang.indexOf("zh") === 0;
  var box = document.getElementById("hits"), told = document.getElementById("told"), field = document.getElementById("find");
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\s《》〈〉“”‘’"'「」·・]/g, "");
  }
  function asked() {
    var found = /[?&]q=([^&]*)/.exec(location.search);
    try { return found ? decodeURIComponent(found[1].replace(/\+/g, " ")) : ""; } catch (e) { return ""; }
  }
  // How many letters differ, two swapped ones counting once; more than the most is as good as any.
  function slips(a, b, most) {
    var before = [], last = [], row = [], i, j;
    for (j = 0; j <= b.length; j++) { last[j] = j; }
    for (i = 1; i <= a.length; i++) {
      row = [i];
      var least = i;
      for (j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) { row[j] = Math.min(row[j], before[j - 2] + 1); }
        least = Math.min(least, row[j]);
      }
      if (least > most) { return most + 1; }
      before = last; last = row;
    }
    return last[b.length];
  }
  var WHY = zh
    ? { alias: "又名：", spelled: "拼音：", slip: "近似：" }
    : { alias: "also called: ", spelled: "pinyin: ", slip: "close to: " };
  // Best first: the very name, an alias, pinyin, what begins so, what holds it, a slip.
  function match(thing, key, most) {
    var names = [thing[0], thing[1]].concat(thing[4]), best = null;
    function better(rank, why, name) { if (!best || rank < best.rank) { best = { rank: rank, why: why, name: name, far: Math.abs(fold(name).length - key.length) }; } }
    names.forEach(function (name, i) {
      var text = fold(name);
      if (text === key) { better(i < 2 ? 0 : 1, i < 2 ? "" : "alias", name); }
      else if (text.indexOf(key) === 0) { better(3, i < 2 ? "" : "alias", name); }
      else if (text.indexOf(key) > 0) { better(4, i < 2 ? "" : "alias", name); }
      else if (most && Math.abs(text.length - key.length) <= most && slips(text, key, most) <= most) { better(5, "slip", name); }
    });
    if (thing[5].indexOf(key.replace(/-/g, "")) >= 0 || thing[5].indexOf(key) >= 0) { better(2, "spelled", key); }
    return best;
  }
  function el(tag, text) { var e = document.createElement(tag); e.textContent = text; return e; }
  function show(query) {
    var key = fold(query), groups = {}, order = [], all = [];
    box.textContent = "";
    if (!key) { told.textContent = zh ? "输入名称、别名、拼音或拼音首字母。" : "Type a name, an alias, pinyin or its initials."; return; }
    var most = key.length < 2 ? 0 : key.length < 6 ? 1 : 2, names = window.dgkgNames;
    names.things.forEach(function (thing) {
      var hit = match(thing, key, most);
      if (hit) { all.push({ thing: thing, hit: hit }); }
    });
    all.sort(function (a, b) {
      return a.hit.rank - b.hit.rank || names.types[a.thing[3]][2] - names.types[b.thing[3]][2] || a.hit.far - b.hit.far
        || (a.thing[2] < b.thing[2] ? -1 : 1);
    });
    told.textContent = all.length
      ? (zh ? "共 " + all.length + " 项" : all.length + " found") + (all.length > 60 ? (zh ? "，列出前 60 项" : ", the first 60 listed") : "")
      : (zh ? "图谱中没有这样的名称。" : "The graph has no such name.");
    all.slice(0, 60).forEach(function (found) {
      var kind = found.thing[3];
      if (!groups[kind]) {
        groups[kind] = document.createElement("ul"); order.push(kind);
        var section = document.createElement("section");
        section.appendChild(el("h2", names.types[kind][zh ? 0 : 1])); section.appendChild(groups[kind]); box.appendChild(section);
      }
      var li = document.createElement("li"), a = el("a", found.thing[zh ? 0 : 1]);
      a.href = found.thing[2];
      li.appendChild(a);
      if (found.thing[0] !== found.thing[1]) { li.appendChild(document.createTextNode(" ")); li.appendChild(el("span", found.thing[zh ? 1 : 0])).className = "other"; }
      if (found.hit.why) { li.appendChild(document.createTextNode(" ")); li.appendChild(el("small", WHY[found.hit.why] + found.hit.name)); }
      groups[kind].appendChild(li);
    });
  }
  field.value = asked();
  field.addEventListener("input", function () { show(field.value); });
  field.form.addEventListener("submit", function (event) {
    var first = box.querySelector("a");
    if (first && field.value === asked()) { return; }
    event.preventDefault();
    show(field.value);
    first = box.querySelector("a");
    if (first) { first.focus(); }
  });
  show(field.value);
})();
