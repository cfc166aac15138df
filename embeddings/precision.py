"""The number formats that a model can be run in, and which of them a processor is quick in."""

from typing import Literal

Precision = Literal["bfloat16", "float32", "int8"]
PRECISIONS: tuple[Precision, ...] = ("bfloat16", "float32", "int8")


def quickest(processors: str, *, multiplies_bfloat16: bool) -> Precision:
    """Return the number format in which a processor runs a model quickest; see docs/decisions/004.

    Intel's are quick in bfloat16 with AMX alone, and without it in int8 if they have its instructions (VNNI).
    `processors` is what Linux says of them in /proc/cpuinfo. Other systems say nothing: there bfloat16 is taken to be
    quick where it is multiplied at all, and int8 is not sought.
    """
    has = set(processors.split())
    if multiplies_bfloat16 and ("amx_bf16" in has or "GenuineIntel" not in has):
        return "bfloat16"
    return "int8" if has & {"avx512_vnni", "avx_vnni"} else "float32"
