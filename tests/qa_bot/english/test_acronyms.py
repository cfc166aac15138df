from __future__ import annotations

import pytest

from qa_bot.english.acronyms import acronym_asked, expansion

ACME = "Automated Certificate Management Environment"
GROUP = "Internet Security Research Group"
STATUS = "Online Certificate Status Protocol"


@pytest.mark.parametrize(
    ("question", "letters"),
    [
        ("What does ARI stand for?", "ARI"),
        ("And what does the acronym “ARI” stand for?", "ARI"),
        ("what does TLS mean", "TLS"),
        ("What is OCSP short for?", "OCSP"),
        ("What's the full name of NATO?", "NATO"),
        ("What is R&D an abbreviation of?", "R&D"),
        ("What do the letters U.S.A stand for?", "U.S.A"),
        ("What does Ari stand for?", None),
        ("What does the mayor stand for?", None),
        ("What does ARI do?", None),
        ("What is ARI?", None),
        ("What does ARI mean for Sarn?", None),
    ],
)
def test_it_is_asked_what_letters_stand_for(question: str, letters: str | None) -> None:
    assert acronym_asked(question) == letters


@pytest.mark.parametrize(
    ("text", "acronym", "said"),
    [
        ("They use ACME Renewal Information (ARI) now.", "ARI", "ACME Renewal Information"),
        (
            "They switched the Online Certificate Status Protocol (“OCSP”) off.",
            "OCSP",
            "Online Certificate Status Protocol",
        ),
        ("A certificate revocation list (CRL, for short) is one.", "CRL", "certificate revocation list"),
        ("ARI (ACME Renewal Information) is new.", "ARI", "ACME Renewal Information"),
        (
            "The name ISRG stands for the Internet Security Research Group, of Sarn.",
            "ISRG",
            "Internet Security Research Group",
        ),
        ("CAA (Certificate Authority Authorization), too.", "CAA", "Certificate Authority Authorization"),
        ("ACME, short for Automated Certificate Management Environment, is old.", "ACME", ACME),
        ("DNA stands for deoxyribonucleic acid and is long.", "DNA", "deoxyribonucleic acid"),
        ("ISRG, short for Internet Security Research Group, is small.", "ISRG", GROUP),
        ("The North Atlantic Treaty Organization (NATO) met.", "NATO", "North Atlantic Treaty Organization"),
        ("They spend on research and development (R&D).", "R&D", "research and development"),
        ("A heat shock transcription factor (HSF) is in it.", "HSF", "heat shock transcription factor"),
        ("ARI (see below) is new.", "ARI", None),
        ("They met the team (ARI) in Sarn.", "ARI", None),
        ("Clients that support ARI renew in time.", "ARI", None),
        ("ARI (ARI version 2) is new.", "ARI", None),
        ("We use CARI (Common ARI).", "ARI", None),
        ("(ARI)", "ARI", None),
        (f"{'a-b' * 2_000} (XYZ)", "XYZ", None),
        (f"XYZ ({'a-b' * 2_000})", "XYZ", None),
    ],
)
def test_a_text_says_what_letters_stand_for(text: str, acronym: str, said: str | None) -> None:
    found = expansion(text, acronym)
    assert (text[slice(*found)] if found else None) == said
