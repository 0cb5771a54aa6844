"""Put the SPARQL editor beside the explorer's own files: ``make assets``, and every build of a wheel.

The editor is ``@zazuko/yasgui``, fetched by npm in the versions of ``package-lock.json`` (npm
checks each against the digest there). Nothing of it is committed. Without npm or a network the
page keeps its plain form.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "src" / "dgkg" / "web" / "static"
FILES = {"yasgui.js": "yasgui.min.js", "yasgui.css": "yasgui.min.css"}
LICENCES = "yasgui-licences.txt"
_PATIENCE = 120


def fetch() -> str:
    """Fetch the editor, unless it is there already in the version wanted.

    Returns:
        What was done, in one line.
    """
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    told = STATIC / LICENCES
    if told.is_file() and wanted in told.read_text(encoding="utf-8"):
        return "the SPARQL editor is there already"
    npm = shutil.which("npm")
    if npm is None:
        return "no npm: the SPARQL page has its plain form"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, place / name)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
        try:
            ran = subprocess.run(command, cwd=place, capture_output=True, check=False, timeout=_PATIENCE)  # noqa: S603
        except subprocess.TimeoutExpired:
            return "npm took too long: the SPARQL page has its plain form"
        if ran.returncode:
            return "npm could not fetch the editor: the SPARQL page has its plain form"
        _take(place / "node_modules", wanted)
    return "the SPARQL editor is in place"


def _take(modules: Path, wanted: str) -> None:
    built = modules / "@zazuko" / "yasgui" / "build"
    lines = [
        "The editor of the SPARQL page is made of these packages, each under its own licence.",
        f"package-lock.json: sha256 {wanted}",
    ]
    for name, source in FILES.items():
        # Without its last line, a browser would ask for a map that is not there.
        text = (built / source).read_text(encoding="utf-8").split("//# sourceMappingURL=")[0]
        (STATIC / name).write_text(text, encoding="utf-8")
        lines.append(f"{name}: sha256 {hashlib.sha256(text.encode()).hexdigest()}")
    locked = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, package in sorted(locked.items()):
        if path and (modules.parent / path).is_dir():
            lines += _licence(modules.parent / path, path.removeprefix("node_modules/"), package)
    (STATIC / LICENCES).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _licence(folder: Path, name: str, package: dict[str, str]) -> list[str]:
    known = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    head = f"{name} {package['version']}  {known.get('license', 'see below')}  {package.get('integrity', '')}"
    texts = sorted(file for file in folder.iterdir() if file.name.lower().startswith(("licen", "copying", "notice")))
    author = known.get("author", "")
    by = author.get("name", "") if isinstance(author, dict) else author
    texts_read = [file.read_text(encoding="utf-8", errors="replace").strip() for file in texts if file.is_file()]
    return ["", "=" * 100, head, *([f"by {by}"] if by else []), *texts_read]


if __name__ == "__main__":
    sys.stdout.write(fetch() + "\n")
