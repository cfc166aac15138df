"""The verbs that questions are made with: their forms, and which of them suit which question."""

from __future__ import annotations

import re


def _words(text: str) -> list[str]:
    return text.split()


VERBS = {
    past: (base, participle or past)
    for base, past, participle in (
        entry.split("/")
        for entry in _words("""
        accept/accepted/ add/added/ adopt/adopted/ announce/announced/ appoint/appointed/ arrest/arrested/
        arrive/arrived/ attack/attacked/ award/awarded/ ban/banned/ bear/bore/born beat/beat/beaten begin/began/begun
        blame/blamed/ break/broke/broken bring/brought/ build/built/ burst/burst/ bury/buried/ buy/bought/
        calculate/calculated/ capture/captured/ carry/carried/ cast/cast/ change/changed/ climb/climbed/ close/closed/
        coin/coined/ collapse/collapsed/ collect/collected/ command/commanded/ complete/completed/ compose/composed/
        confirm/confirmed/ congratulate/congratulated/ crash/crashed/ create/created/ cross/crossed/ cut/cut/
        declare/declared/ defeat/defeated/ deliver/delivered/ demonstrate/demonstrated/ describe/described/
        design/designed/ destroy/destroyed/ detect/detected/ develop/developed/ die/died/ direct/directed/
        discover/discovered/ donate/donated/ draw/drew/drawn elect/elected/ end/ended/ erupt/erupted/
        establish/established/ explode/exploded/ fall/fell/fallen fight/fought/ find/found/ finish/finished/
        found/founded/ give/gave/given grow/grew/grown help/helped/ hold/held/ identify/identified/ install/installed/
        introduce/introduced/ invent/invented/ isolate/isolated/ join/joined/ kill/killed/ land/landed/ launch/launched/
        lead/led/ leave/left/ lose/lost/ make/made/ marry/married/ measure/measured/ meet/met/ move/moved/ name/named/
        notice/noticed/ occupy/occupied/ offer/offered/ open/opened/ order/ordered/ paint/painted/ pay/paid/
        photograph/photographed/ plant/planted/ play/played/ predict/predicted/ present/presented/ produce/produced/
        promise/promised/ propose/proposed/ prove/proved/ publish/published/ purchase/purchased/ put/put/ raise/raised/
        reach/reached/ rebuild/rebuilt/ receive/received/ record/recorded/ release/released/ renovate/renovated/
        repair/repaired/ replace/replaced/ rescue/rescued/ resign/resigned/ retake/retook/retaken return/returned/
        save/saved/ score/scored/ sell/sold/ send/sent/ settle/settled/ shoot/shot/ sign/signed/ sing/sang/sung
        sink/sank/sunk start/started/ steal/stole/stolen strike/struck/ study/studied/ supply/supplied/
        survive/survived/ take/took/taken teach/taught/ test/tested/ train/trained/ translate/translated/
        unveil/unveiled/ visit/visited/ warn/warned/ win/won/ work/worked/ write/wrote/written
        """)
    )
}
"""The past of a verb to its base and its participle."""
BASES = frozenset(base for base, _ in VERBS.values())
PAST_OF = {participle: past for past, (_, participle) in VERBS.items()}
"""Participles to the pasts of their verbs."""
NEED_NO_OBJECT = frozenset(
    _words("""
    arrived began burst closed collapsed crashed died ended erupted exploded fell finished landed moved opened resigned
    returned sank settled started survived worked
    """)
)
"""Pasts that say enough by themselves."""
OF_THINGS = frozenset(_words("began burst closed collapsed ended erupted exploded finished opened started"))
"""Those of them that things do, and not people alone."""
NOT_ASKED_WHO = NEED_NO_OBJECT | frozenset(_words("bore broke carried changed crossed joined left made reached struck"))
"""Verbs of which a question with "who" sounds odd, for things do these as well."""
THAT_GO_ON = frozenset(_words("advised allowed asked convinced forced invited needed persuaded promised urged wanted"))
"""Verbs with which a question of who did so would end too early: who asked her … to do what?"""


OF_SEVERAL = "|".join(
    sorted(
        {
            *VERBS,
            *(base for base, _ in VERBS.values()),
            *_words("""
            ate became belong came cause come contain drink drove eat exist face flew fled get go got had happen have
            keep kept knew lie like live need provide ran read remain require rose saw serve spoke stand stay swam tell
            threw told use want went wore
            """),
        }
    )
)
"""A pattern of what several do or did, without those of "to be"."""


def is_past(word: str) -> bool:
    """Say whether a word is the past of a verb, or its participle."""
    return word in VERBS or word in PAST_OF or re.fullmatch("[a-z]{3,}ed", word) is not None
