"""The explorer as files: ``site`` gives a folder that opens by a double click, and the same as a zip to mail."""

from __future__ import annotations

from pathlib import Path

import click

from dgkg.cli.parameter import PATH
from dgkg.cli.session import Session, pass_session

__all__ = ["site"]


@click.command()
@click.argument("out", type=PATH)
@click.option("--source", is_flag=True, help="With the words of your attached copy · 含附加的原文")
@pass_session
def site(session: Session, out: Path, source: bool) -> None:
    """Write the pages as a folder of files, and as a zip to mail · 写成静态网站"""
    from dgkg.web.site import write_site

    written = write_site(session.load(), out, source=source)
    words = ("含原文", "with the source's words") if source else ("不含原文", "without the source's words")
    session.say(
        f"已写入 {written.folder}（双击 index.html 打开）和 {written.zip}：每种语言 {written.pages} 页，{words[0]}",
        f"Written to {written.folder} (open index.html by a double click) and {written.zip}: "
        f"{written.pages} pages in each language, {words[1]}",
    )
