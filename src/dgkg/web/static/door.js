// The front door of a site of files: to the language that the reader's browser asks for.
"use strict";
location.replace((/^zh/i.test(navigator.language || "zh") ? "zh" : "en") + "/index.html" + location.hash);
