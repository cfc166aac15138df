"""What a question asks for, as far as its words tell, and whether a text can be it."""

from __future__ import annotations

import re

from embeddings.terms import STOP_WORDS, different_terms, terms_of
from qa_bot.english.words import (
    AND_SO,
    AUXILIARY,
    BE,
    DAY,
    DOING,
    HOW_MUCH,
    MONTH,
    PREPOSITION,
    QUESTION_WORD,
    TIME,
    TOLD,
)

_COUNT = re.compile(
    r"[\d¼-¾⅐-⅞]|\b(?:zero|no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)?|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ies|ieth)"
    r"|first|second|thirds?|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)ths?|half|halves|quarters?"
    r"|dozens?|scores?|(?:hundred|thousand|million|billion|trillion)(?:s|th|ths)?|once|twice|thrice|single|pair|couple"
    r"|few|several|both|all|most|majority|handful|nobody|no-?one|teens?|teenagers?"
    r"|solo|duo|duet|trio|quartet(?:te)?|quintet|sextet|septet|octet|twins?|triplets?|quadruplets?|trilogy|double|triple"
    r"|infinite(?:ly)?|unlimited|countless)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"{_COUNT.pattern}|\ban?\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\d|\b(?:{MONTH}|{DAY}|spring|summer|autumn|fall|winter|morning|evening|night|noon|midnight|"
    r"dawn|dusk|century|centuries|decades?|years?|months?|weeks?|days?|hours?|minutes?|era|age|period|epoch|war|"
    r"Easter|Christmas|yesterday|today|tomorrow|tonight|ago|after|before|during|until|when|while|since)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[^\W\d_]*[A-ZÀ-Þ]")
_MONEY = re.compile(
    r"[$€£¥₹₩₽¢]|\d grand\b|\bR ?\d|\d,\d{3}|\d(?:[sdpc]\b|/-)|\d ?(?:bn|mn|tn)\b"
    r"|\b(?:dollars?|euros?|pounds?|(?:six)?pence|penn(?:y|ies)|cents?|yen|yuan|"
    r"francs?|marks?|kr|kron(?:er?|or|a)|crowns?|rupees?|Rs|roubles?|lire|pesos?|shillings?|guineas?|(?:m|b|tr)illions?|"
    r"thousands?|nothing|none|free|no (?:charge|cost|fare|fee|fine|rent)|"
    r"bucks?|quid|fivers?|tenners?|dimes?|nickels?|"
    r"USD|EUR|GBP|CHF|NOK|SEK|DKK|AUD|CAD|NZD|INR|CNY|JPY)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"%|\d[mk]\b|\b(?:per ?cent|half|thirds?|quarters?|doubled?|twice|lakhs?|crores?|undisclosed)\b|\A[\d.,–-]+\Z",
    re.IGNORECASE,
)
"""What else may tell how much is paid; a figure alone does so in a cell."""
_PAYING = (
    r"(?:money|costs?|paid|pay|price|spend|spent|worth|earn(?:ed|s)?|owed?|donated?|fine[ds]?|sold|sell|charged?|len[dt]"
    r"|admission|deposit|entrance|entry|fares?|fees?|loan|penalty|rent|salary|tax|tickets?|(?<!death )tolls?|wages?)"
)
_WHO_OR_WHICH = r"who(?:m|se)?|(?:what|which) (?:country|city|town|state|person|company|man|woman|player|team)"
"""What asks for a name."""
_KINDS = (
    (
        re.compile(
            rf"\bhow much\b.*\b{_PAYING}\b|\bhow expensive\b"
            r"|\bwhat\b.*\b(?:price|costs?|salary|budget|fee|fares?|the (?:fine|rent))\b",
            re.IGNORECASE,
        ),
        _MONEY,
    ),
    (
        re.compile(
            rf"\bhow (?:many|{HOW_MUCH})\b"
            r"|\bwhat (?:percent(?:age)?|number|share|fraction|amount)\b|\bpopulation of\b",
            re.IGNORECASE,
        ),
        _NUMBER,
    ),
    (
        re.compile(rf"\bwhen\b|\b(?:what|which) (?:{TIME})\b", re.IGNORECASE),
        _DATE,
    ),
    (
        re.compile(rf"\b(?:{_WHO_OR_WHICH})\b", re.IGNORECASE),
        _NAME,
    ),
)
_WHERE_OR_WHY = re.compile(r"\b(?:where|why)\b", re.IGNORECASE)
_BEFORE = r"\W*(?:(?:and|about|approximately|roughly|after|at|by|for|from|in|into|of|on|over|to|with|within) )?"
"""With what a question may begin before its question word."""
_AFTER = (
    rf"(?= (?:{AUXILIARY}|an?|the|he|she|it|they|i|we|you|above|apart|away|back|below|down|from|into|off|out|up)\b"
    r"|['’]s\b|\W*$)"
)
"""What tells "how high is" from "how high blood pressure is"."""
_IN_WORDS = (
    r"(?:high (?:is|are|was|were) the (?:chance|cost|danger|demand|hope|price|risk|stake|standard)s?\b"
    r"|far (?:did|do|does|has|have|had|will|can) .*\b(?:advance|come?|get|go|gone|got|progress|reach)\b)"
)
"""What is told in words as well: a risk is low, and a team gets to the final."""
_ASKS_FOR_A_COUNT = re.compile(
    rf"{_BEFORE}how (?!{_IN_WORDS})(?:many\b|(?:old|tall|high|heavy|deep|far|fast|wide|thick){_AFTER})", re.IGNORECASE
)
_ASKS_FOR_A_NAME = re.compile(rf"{_BEFORE}(?:{_WHO_OR_WHICH})\b", re.IGNORECASE)
_ASKS_FOR_MONEY = re.compile(
    rf"{_BEFORE}how (?:expensive{_AFTER}|much (?:(?:[\w-]+ ){{0,2}}?money\b|(?:{AUXILIARY}|for|to)\b.*\b{_PAYING}\b)"
    r"|many (?:[\w-]+ ){0,2}?(?:dollars|euros|francs|kron(?:er|or)|rupees|yen)\b)"
    rf"|{_BEFORE}what (?:(?:{BE}) (?:his|her|the|their) (?:[\w-]+ )?)?(?:fares?|fees?|rent|salary|wages?)"
    rf"(?: (?:{AUXILIARY})\b| for\b|\W*$)",
    re.IGNORECASE,
)
_ASKS_WHAT_NAMED = re.compile(
    rf"{_BEFORE}what (?:{BE}) the (?:first |full |last |real )?names? of (?:(?:her|his|the|their) )?(?:[\w-]+ ){{0,2}}?"
    r"(?:author|band|boat|book|boy|brother|captain|city|club|company|daughter|director|driver|father|film|friends?|girl"
    r"|guide|hotel|husband|man|men|mother|movie|people|person|restaurant|school|ship|sister|son|song|team|town|vessel"
    r"|victims?|wife|woman|women)\b",
    re.IGNORECASE,
)
"""What asks for the name of somebody, or of what nobody writes without a capital letter."""
_ASKS_WHEN = re.compile(rf"{_BEFORE}when\b", re.IGNORECASE)
_UNIT = "km|kg|ft|feet|lbs?|m|met(?:er|re)s?|miles?|mins?|minutes?|secs?|seconds?|yards?|yds?"
_MEASURED = re.compile(rf"(?:\W*\d[\d.,/]*(?: \d/\d)? ?(?:{_UNIT})\b)+\W*", re.IGNORECASE)
"""What tells how long, how far or how much, and never when."""
_ASKS_FOR_A_MEASURE = re.compile(
    rf"{_BEFORE}what(?:['’]s| is| was) (?:the )?(?:[a-z]+ )?"
    r"(?:altitude|circumference|depth|diameter|distance|elevation|height|length|population|speed|temperature|weight|width"
    r"|wingspan) of\b",
    re.IGNORECASE,
)
_SIZED = re.compile(
    r"\b(?:as|big|boiling|cold|deep|enough|fast|freezing|full|high|hot|heavy|huge|large|light|little|long|low|narrow"
    r"|quick|short|slim|slow|small|tall|thick|thin|tiny|too|very|warm|wide|\w+(?:er|est|ly))\b",
    re.IGNORECASE,
)
"""What tells that without a figure."""
_HOW_MANY = re.compile(rf"{_BEFORE}how many\b", re.IGNORECASE)
_HOW_MANY_OF_NO_UNIT = re.compile(
    rf"{_BEFORE}how many (?!(?:more |other )?(?:cent\w*|cm|degrees?|g|grams?|kg|kilo\w*|km|lbs?|lit(?:er|re)s?"
    r"|met(?:er|re)s?|miles?|mill\w*|mm|ounces?|oz|per ?cent\w*|points?|pounds?)\b)",
    re.IGNORECASE,
)
_UNIT_BEHIND = re.compile(r" ?(?:[ckm]?g|[cdm]?l|[ckm]m|°[CF]?|%|km/h|lbs?|mph|oz)(?![\w%])")
_ONE_UNIT = re.compile(
    r"\ban? (?:[a-z]+ )?(?:(?:centi|kilo|milli)?met(?:re|er)|(?:kilo)?gram|century|day|decade|fathom|foot|hair|hand"
    r"|hour|inch|kilo|mile|minute|month|ounce|pound|second|stone|stor(?:e)?y|ton(?:ne)?|week|yard|year)\b",
    re.IGNORECASE,
)
"""What is as wide, as far or as old as one of these: "an inch"."""
_HOW_OLD = re.compile(rf"{_BEFORE}how old\b", re.IGNORECASE)
_YEAR = re.compile(
    rf"(?:(?:since|from|in|the|early|mid|late|spring|summer|autumn|fall|winter|{MONTH}|{DAY}|\d\d?(?:st|nd|rd|th)?)"
    r"[ ,–-]+)*(?:1[5-9]|20)\d\d",
    re.IGNORECASE,
)
"""What tells when, and not how old: "mid-2007", "since May 2007"."""
_NUMBERED = re.compile(
    r"\S (?!(?:About|Almost|Approximately|Around|At|Exactly|Fewer|Just|Least|Most|Nearly|Only|Over|Roughly|Rs|Some|Than"
    r"|To|Total|Under|Up)\b)([A-Z]\w*) \d[\d,.]*\Z"
)
"""The end of a text whose figure is the number of something, as in "vendors on Schedule 70"."""
_AGE_BEHIND, _AGE_BEFORE = re.compile(r"\b([A-ZÀ-Þ][^\W\d_]+),? \(?\Z"), re.compile(r"[,)]")
_WHO = re.compile(r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|man|woman|player)\b", re.IGNORECASE)
_BEGINS_WITH_WHO = re.compile(rf"{_BEFORE}who(?:m|se)?\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"\b(?:against|and|between|either|or|versus|vs)\b", re.IGNORECASE)
_ABOUT_SOMEBODY = re.compile(r"\W*[Ww]ho(?:['’]s| is| was| are| were)(?: (?:[A-ZÀ-Þ][\w.'’-]*|de|von|van|of))+\W*")
_JOINED = re.compile(r"\b(?:and|or|vs\.?|versus|between|against|&|in|of) (?:the )?\Z", re.IGNORECASE)
_GOES_ON = re.compile(r",? (?:[A-ZÀ-Þ]|(?:and|or|vs\.?|versus|against|&) )")
_WH = rf"\s(?:(?:{PREPOSITION}) )?(?:{QUESTION_WORD})\b"
_TELLING = (
    rf"(?:decided?|discover(?:ed)?|find out|guess|idea|known|learnt?|mention|remember|reveal|see|understand|{TOLD}"
    r"|(?:remind|tell) \w+)"
)
_YES_OR_NO = re.compile(
    rf"{AND_SO}(?!may\b){DOING}\b"
    rf"(?!.*\bor\b)(?!\s+(?:it|that|this){_WH})(?!.*\b{_TELLING}{_WH})"
    rf"(?!\s+you\s+(?:please\s+)?(?:give|have|{TOLD})\b)",
    re.IGNORECASE | re.DOTALL,
)
_WHAT_WHEN = re.compile(
    rf"\W*what (?:{AUXILIARY})\b(?!.*\b(?:{TIME})\b)",
    re.IGNORECASE,
)
"""What asks for something else than a time, though it may have a "when" later on."""
_OF_PICTURES = re.compile(
    r"\b(?:captions?|cartoon\w*|charts?|diagrams?|dr[ae]w\w*|engrav\w*|figures?|fig\.|illustrat\w*|images?|maps?"
    r"|paint\w*|photo\w*|pictur\w*|plates?|portra\w*|sketch\w*|tables?)",
    re.IGNORECASE,
)


def asks_of_pictures(question: str) -> bool:
    """Say whether a question may ask for what a picture or a table shows, or who made it."""
    return _OF_PICTURES.search(question) is not None


def kind_fit(question: str, answer: str) -> float:
    """Return 1 if the answer has the number, the time or the name that the question asks for, and 0 if it lacks it.

    0.5 if the question asks for none of these.
    """
    wanted = _wanted(question)
    return 0.5 if wanted is None else float(wanted.search(answer) is not None)


def cannot_answer(question: str, answer: str) -> bool:
    """Say whether a text cannot be the answer, whatever stands around it.

    It lacks the figure, the money or the name that is asked for, is a measure where a time is, or only repeats the
    question.
    """
    return (
        lacks_figure(question, answer)
        or (_ASKS_WHEN.match(question) is not None and _MEASURED.fullmatch(answer) is not None)
        or (_ASKS_FOR_A_NAME.match(question) is not None and not any(map(str.isalpha, answer)))
        or (_ASKS_WHAT_NAMED.match(question) is not None and _lacks_capitals(answer))
        or (only_repeats(question, answer) and not asks_yes_or_no(question))
        or _names_nobody_new(question, answer)
    )


def _names_nobody_new(question: str, answer: str) -> bool:
    """Say whether a question that begins with "who" has all of a text's words, and does not ask which of several."""
    said = frozenset(terms_of(answer))
    names = [name for name in _CAPITALISED.findall(question) if not said.issuperset(terms_of(name))]
    return (
        _BEGINS_WITH_WHO.match(question) is not None
        and not (names or _OF_SEVERAL.search(question))
        and bool(said)
        and different_terms(question).issuperset(said)
    )


def _lacks_capitals(answer: str) -> bool:
    """Say whether a text has none, in a script that has them."""
    return answer == answer.lower() != answer.upper()


def lacks_figure(question: str, answer: str) -> bool:
    """Say whether a text cannot be the answer: "how old is" asks for a figure, "how much is the fee" for money."""
    if _ASKS_FOR_MONEY.match(question):
        return _MONEY.search(answer) is None and _SHARE.search(answer) is None
    if _HOW_MANY.match(question) and (numbered := _NUMBERED.search(answer)) and numbered[1] not in question:
        return _COUNT.search(answer[: numbered.start()]) is None
    if _ASKS_FOR_A_MEASURE.match(question):
        return not any(form.search(answer) for form in (_COUNT, _ONE_UNIT, _SIZED))
    if _HOW_OLD.match(question) and _YEAR.fullmatch(answer):
        return True
    if _HOW_MANY.match(question) is None and _ONE_UNIT.search(answer):
        return False
    return _ASKS_FOR_A_COUNT.match(question) is not None and _COUNT.search(answer) is None


def only_repeats(question: str, answer: str) -> bool:
    """Say whether a text is but the one name in a question, of two words or more.

    Not where there is another name, for it may be asked which of them ("who won when Anna Holm met Jo Berg?"), nor
    where it is a part of a longer one: the San Francisco Opera may well be in San Francisco.
    """
    said = re.sub(r"\A(?:an?|the) ", "", answer.strip(), flags=re.IGNORECASE)
    if len(said.split()) < 2 or not said[:1].isupper():
        return False
    found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", question, re.IGNORECASE)
    if found is None or not found[0][0].isupper():
        return False
    before, behind = question[: found.start()], question[found.end() :]
    others = [*_CAPITALISED.findall(before), *_CAPITALISED.findall(f" {behind.strip()}")]
    return not (others or _JOINED.search(before) or _GOES_ON.match(behind))


def is_age_for_a_count(question: str, before: str, answer: str, behind: str) -> bool:
    """Say whether a text is somebody's age, as in "Holly Bowles, 19, is the sixth", where another number is asked for.

    Behind a name that the question has it is what the question asks for: "Labour (28)".
    """
    name = _AGE_BEHIND.search(before)
    return (
        (_HOW_MANY.match(question) or _ASKS_FOR_A_MEASURE.match(question)) is not None
        and re.fullmatch(r"1?\d?\d", answer) is not None
        and name is not None
        and _AGE_BEFORE.match(behind) is not None
        and re.search(rf"\b{name[1]}\b", question, re.IGNORECASE) is None
    )


def is_measure_for_a_count(question: str, answer: str, behind: str) -> bool:
    """Say whether a figure is so many grams, litres or percent, where it is asked how many of something else."""
    return (
        _HOW_MANY_OF_NO_UNIT.match(question) is not None
        and re.fullmatch(r"\d[\d.,–-]*", answer) is not None
        and _UNIT_BEHIND.match(behind) is not None
    )


def asks_for_few_words(question: str) -> bool:
    """Say whether a question asks for a number, a time or a name."""
    return _wanted(question) is not None


def asks_who(question: str) -> bool:
    """Say whether a question asks for a person, or for several."""
    return _WHO.search(question) is not None


def asks_yes_or_no(question: str) -> bool:
    """Say whether a question can be answered with yes or no alone."""
    return _YES_OR_NO.match(question) is not None


def asks_about_somebody(question: str) -> bool:
    """Say whether a question asks who the one is whom it names."""
    return _ABOUT_SOMEBODY.fullmatch(question) is not None


def _wanted(question: str) -> re.Pattern[str] | None:
    """Return what an answer must have, by the words that come first: "who sang when" asks for a name.

    None where a question asks for anything: where, why, what somebody did when, or about somebody whom it names.
    """
    if asks_about_somebody(question):
        return None
    asked = [(found.start(), form) for asks, form in _KINDS if (found := asks.search(question))]
    start, form = min(asked, key=lambda each: each[0], default=(0, None))
    if form is _DATE and _WHAT_WHEN.match(question):
        return None
    other = _WHERE_OR_WHY.search(question)
    return None if other and other.start() < start else form


_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITALISED = re.compile(r"(?<=[\w,;:’'\"“(-] )[A-ZÀ-Þ][\w'’-]+")


def missing(question: str, text: str) -> set[str]:
    """Return the numbers, years and names of a question that stand nowhere in a text.

    A name is a word with a capital letter that does not begin a sentence, in whatever form its stem takes.
    """
    figures = set(_FIGURE.findall(question)) - set(_FIGURE.findall(text))
    present = different_terms(text)
    names = {name for name in _CAPITALISED.findall(question) if name.lower() not in STOP_WORDS}
    return figures | {
        name for name in names if not present.issuperset(terms_of(name.removesuffix("'s").removesuffix("’s")))
    }
