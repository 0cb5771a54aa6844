"""A scene in pixels, by resvg, with the fonts of this machine.

Chinese text without a Chinese font would be a picture of empty boxes: that is said, not drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dgkg.diagram.look import FONTS
from dgkg.errors import UsageError

__all__ = ["render_png"]

# Two characters that no font draws alike, unless it has neither.
_PROBES = "东莞"
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


def render_png(svg: str, width: int, fonts: Sequence[Path] = (), *, system_fonts: bool = True) -> bytes:
    """The picture as PNG.

    Args:
        svg: the picture.
        width: in pixels.
        fonts: folders with further fonts.
        system_fonts: whether the machine's fonts are used.

    Raises:
        UsageError: resvg-py is not installed, or no font has Chinese characters.
    """
    folders = tuple(str(folder) for folder in fonts)
    if _CJK.search(svg) and not _has_chinese(folders, system_fonts):
        raise UsageError(
            "没有找到含中文字符的字体，PNG 会变成一片方框。请安装一种，如 Noto Sans CJK SC（Debian/Ubuntu："
            "fonts-noto-cjk），或改存为 .svg、.pptx、.html",
            "No font with Chinese characters was found; the PNG would show empty boxes. Install one, such as Noto "
            "Sans CJK SC (Debian, Ubuntu: fonts-noto-cjk), or save as .svg, .pptx or .html",
        )
    return _draw(svg, width, folders, system_fonts)


def _draw(svg: str, width: int, folders: Sequence[str], system_fonts: bool) -> bytes:
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise UsageError(
            "存为 PNG 需要 resvg-py：pip install 'dgkg[pictures]'", "PNG needs resvg-py: pip install 'dgkg[pictures]'"
        ) from error
    return bytes(
        svg_to_bytes(
            svg_string=svg, width=width, background="#ffffff", font_dirs=list(folders) or None,
            skip_system_fonts=not system_fonts,
        )
    )  # fmt: skip


@lru_cache
def _has_chinese(folders: Sequence[str], system_fonts: bool) -> bool:
    """Whether two characters come out as two pictures: what no font has is left out or a box.

    Asked with the fonts that pictures name: resvg looks for a substitute only once one of them is there.
    """
    drawn = {
        _draw(
            '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">'
            f'<text x="4" y="32" font-size="30" font-family="{FONTS}">{character}</text></svg>',
            40,
            folders,
            system_fonts,
        )
        for character in _PROBES
    }
    return len(drawn) == len(_PROBES)
