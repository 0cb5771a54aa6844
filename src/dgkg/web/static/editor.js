"use strict";
// The plain form of the SPARQL page becomes an editor; without this script it stays a form that works.
(function () {
  const area = document.getElementById("query");
  if (!area || !window.Yasqe) return;
  const place = document.createElement("div");
  area.before(place);
  // No completion asks a service of elsewhere, no query is kept in the browser, no link is shortened.
  const editor = new window.Yasqe(place, {
    value: area.value,
    autocompleters: [],
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    lineWrapping: true,
  });
  const send = function () { area.form.requestSubmit(); };
  editor.setOption("extraKeys", Object.assign({}, editor.getOption("extraKeys"), {
    "Ctrl-Enter": send, "Cmd-Enter": send, Tab: false, "Shift-Tab": false,
  }));
  editor.getInputField().setAttribute("aria-label", area.labels[0].textContent);
  area.labels[0].addEventListener("click", function (event) { event.preventDefault(); editor.focus(); });
  area.form.addEventListener("submit", function () { area.value = editor.getValue(); });
  area.hidden = true;
  const wrong = document.getElementById("error");
  if (wrong) editor.getInputField().setAttribute("aria-describedby", "error");
})();
