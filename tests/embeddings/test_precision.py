from __future__ import annotations

import pytest

from embeddings.precision import Precision, quickest

INTEL = "vendor_id\t: GenuineIntel\nflags\t\t: fpu avx2 "
AMD = "vendor_id\t: AuthenticAMD\nflags\t\t: fpu avx2 "


@pytest.mark.parametrize(
    ("processors", "multiplies_bfloat16", "expected"),
    [
        (INTEL + "avx512f avx512_bf16 avx512_vnni amx_bf16 amx_tile\n", True, "bfloat16"),
        (INTEL + "avx512f avx512_bf16 avx512_vnni\n", True, "int8"),
        (INTEL + "avx512f avx512_vnni\n", False, "int8"),
        (INTEL + "avx_vnni\n", False, "int8"),
        (INTEL + "avx512f\n", False, "float32"),
        (AMD + "avx512f avx512_bf16 avx512_vnni\n", True, "bfloat16"),
        (AMD + "\n", False, "float32"),
        ("", True, "bfloat16"),
        ("", False, "float32"),
    ],
)
def test_the_precision_is_what_the_processor_is_quick_in(
    processors: str, multiplies_bfloat16: bool, expected: Precision
) -> None:
    assert quickest(processors, multiplies_bfloat16=multiplies_bfloat16) == expected
