// Extras only: every page reads without this file. Keys, and a fact and its line lighting up together.
"use strict";
(function () {
  var find = document.getElementById("find");
  function typing(event) { return /^(input|textarea|select)$/i.test(event.target.tagName); }
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !typing(event) && find) { event.preventDefault(); find.focus(); find.select(); }
    var keys = document.querySelector("[data-keys]");
    if (event.key === "?" && !typing(event) && keys) { window.location.href = keys.href; }
    if (event.key === "Escape" && event.target === find) { find.blur(); }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && document.querySelector(".hits a")) {
      var links = Array.prototype.slice.call(document.querySelectorAll(".hits a"));
      var at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (at >= 0 && at < links.length) { event.preventDefault(); links[at].focus(); }
      else if (at < 0 && find) { event.preventDefault(); find.focus(); }
    }
  });
  function path(address) { return String(address || "").split("?")[0]; }
  var lines = Array.prototype.slice.call(document.querySelectorAll("figure.picture svg a[href]"));
  document.querySelectorAll(".fact").forEach(function (fact) {
    var cite = fact.querySelector(".cite");
    var ends = (fact.dataset.ends || "").split(" ").map(path);
    var own = lines.filter(function (line) {
      var to = path(line.getAttribute("href"));
      return ends.indexOf(to) >= 0 || (cite && to === path(cite.getAttribute("href")));
    });
    function light(on) {
      fact.classList.toggle("lit", on);
      own.forEach(function (line) { line.classList.toggle("lit", on); });
    }
    fact.addEventListener("mouseenter", function () { light(true); });
    fact.addEventListener("mouseleave", function () { light(false); });
    fact.addEventListener("focusin", function () { light(true); });
    fact.addEventListener("focusout", function () { light(false); });
    own.forEach(function (line) {
      line.addEventListener("mouseenter", function () { light(true); });
      line.addEventListener("mouseleave", function () { light(false); });
    });
  });
  document.querySelectorAll("[data-passage]").forEach(function (passage) {
    var marks = Array.prototype.slice.call(passage.querySelectorAll("mark[data-ids]"));
    var facts = Array.prototype.slice.call(passage.querySelectorAll(".fact[data-ids]"));
    function ids(element) { return element.dataset.ids.split(" "); }
    function share(a, b) { var own = ids(b); return ids(a).some(function (id) { return own.indexOf(id) >= 0; }); }
    function tie(ones, others) {
      ones.forEach(function (one) {
        function light(on) {
          one.classList.toggle("lit", on);
          others.forEach(function (other) { if (share(one, other)) { other.classList.toggle("lit", on); } });
        }
        one.addEventListener("mouseenter", function () { light(true); });
        one.addEventListener("mouseleave", function () { light(false); });
        one.addEventListener("focusin", function () { light(true); });
        one.addEventListener("focusout", function () { light(false); });
      });
    }
    tie(marks, facts);
    tie(facts, marks);
  });
  document.querySelectorAll("[data-copy]").forEach(function (text) {
    if (!navigator.clipboard) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = text.dataset.copy;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(text.textContent).then(function () { button.textContent = text.dataset.copy + " ✓"; });
    });
    text.parentNode.insertBefore(button, text.nextSibling);
  });
})();
