"""Writes a reader whose weights are the mean of several readers', which is often better than each of them.

    python -m training.mean --output READER RUN/reader-averaged ANOTHER/reader-averaged ...

Readers that went on from the same weights have such a mean; those of different beginnings do not. Wortsman et al. 2022.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.errors import TrainingError


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or 2 where something has to be put right first."""
    parser = argparse.ArgumentParser(
        prog="python -m training.mean", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("readers", type=Path, nargs="+", metavar="READER", help="folders that the training wrote")
    parser.add_argument("--output", type=Path, required=True, help="folder to write; a reader in it is replaced")
    arguments = parser.parse_args(argv)
    try:
        save_mean(arguments.readers, arguments.output)
    except TrainingError as error:
        print(f"training: {error}", file=sys.stderr)
        return 2
    return 0


def save_mean(readers: list[Path], output: Path) -> None:
    """Write the mean of the readers' weights, in half precision, with the first one's other files.

    Raises:
        TrainingError: a reader cannot be read or is of another shape, or the folder cannot be written.

    """
    from safetensors import SafetensorError

    from training.model import load_start, mean_weights, save_reader

    for reader in readers:
        if not (reader / "config.json").is_file():
            raise TrainingError(f"{reader} is no reader: name folders with config.json and model.safetensors")
    try:
        loaded = [load_start(reader, seed=0) for reader in readers]
        mean = mean_weights([model.state_dict() for model, _ in loaded])
    except (OSError, ValueError, RuntimeError, KeyError, SafetensorError) as error:
        reason = str(error).partition("\n")[0]
        raise TrainingError(f"the readers have no mean ({reason}): name some that went on from the same one") from None
    save_reader(*loaded[0], output, weights=mean)


if __name__ == "__main__":
    sys.exit(main())
