"""What happens before a wheel is put together: the SPARQL editor is fetched, if that is possible."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorHook(BuildHookInterface):
    """A wheel takes the editor in; an editable install does without, until ``make assets``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling."""
        del build_data
        if version == "editable":
            return
        spec = importlib.util.spec_from_file_location("editor", Path(self.root) / "assets" / "editor.py")
        if spec is None or spec.loader is None or not Path(spec.origin or "").is_file():
            return
        editor = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(editor)
        self.app.display_info(editor.fetch())
