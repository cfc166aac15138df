"""Keeps the questions that were found to suggest, beside the library that answers them, for the next start."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from embeddings.plaintext import one_line

FILE_NAME = "suggestions.json"


@dataclass(frozen=True, slots=True)
class KeptSuggestions:
    """Those of one library: they hold for one generation of it, read by one reader."""

    folder: Path
    reader: str | None

    def read(self, generation: int) -> list[str] | None:
        """Return what was found of this generation; None if nothing was, or the file is damaged or of another one."""
        with contextlib.suppress(OSError, ValueError, RecursionError):
            kept = json.loads((self.folder / FILE_NAME).read_bytes())
            if isinstance(kept, dict) and kept.get("of") == [generation, self.reader]:
                questions = kept.get("questions")
                if isinstance(questions, list) and all(isinstance(each, str) for each in questions):
                    return [one_line(each) for each in questions]
        return None

    def keep(self, generation: int, questions: list[str]) -> None:
        """Keep what was found, if that can be written: it is not worth a complaint."""
        partial = self.folder / f"{FILE_NAME}.{os.getpid()}"
        kept = json.dumps({"of": [generation, self.reader], "questions": questions})
        with contextlib.suppress(OSError):
            try:
                partial.write_text(kept, encoding="utf-8")
                partial.replace(self.folder / FILE_NAME)
            finally:
                partial.unlink(missing_ok=True)
