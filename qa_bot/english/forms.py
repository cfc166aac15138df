"""What tells a number, a time, a name or how much money, in figures and in words."""

from __future__ import annotations

import re

from qa_bot.english.words import DAY, MONTH

COUNT = re.compile(
    r"[\d¼-¾⅐-⅞]|\b(?:zero|no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen(?:th)?|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ies|ieth)"
    r"|first|second|thirds?|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf)ths?|half|halves|quarters?"
    r"|dozens?|scores?|(?:hundred|thousand|million|billion|trillion)(?:s|th|ths)?|once|twice|thrice|single|pair|couple"
    r"|few|several|both|all|most|majority|handful|nobody|no-?one|teens?|teenagers?"
    r"|solo|duo|duet|trio|quartet(?:te)?|quintet|sextet|septet|octet|twins?|triplets?|quadruplets?|trilogy|double|triple"
    r"|infinite(?:ly)?|unlimited|countless)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(rf"{COUNT.pattern}|\ban?\b", re.IGNORECASE)
DATE = re.compile(
    rf"\d|\b(?:{MONTH}|{DAY}|spring|summer|autumn|fall|winter|morning|evening|night|noon|midnight|"
    r"dawn|dusk|century|centuries|decades?|years?|months?|weeks?|days?|hours?|minutes?|era|age|period|epoch|war|"
    r"Easter|Christmas|yesterday|today|tomorrow|tonight|ago|after|before|during|until|when|while|since)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"\b[^\W\d_]*[A-ZÀ-Þ]")
MONEY = re.compile(
    r"[$€£¥₹₩₽¢]|\d grand\b|\bR ?\d|\d,\d{3}|\d(?:[sdpc]\b|/-)|\d ?(?:bn|mn|tn)\b"
    r"|\b(?:dollars?|euros?|pounds?|(?:six)?pence|penn(?:y|ies)|cents?|yen|yuan|"
    r"francs?|marks?|kr|kron(?:er?|or|a)|crowns?|rupees?|Rs|roubles?|lire|pesos?|shillings?|guineas?|(?:m|b|tr)illions?|"
    r"thousands?|nothing|none|free|no (?:charge|cost|fare|fee|fine|rent)|"
    r"bucks?|quid|fivers?|tenners?|dimes?|nickels?|"
    r"USD|EUR|GBP|CHF|NOK|SEK|DKK|AUD|CAD|NZD|INR|CNY|JPY)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"%|\d[mk]\b|\b(?:per ?cent|half|thirds?|quarters?|doubled?|twice|lakhs?|crores?|undisclosed)\b|\A[\d.,–-]+\Z",
    re.IGNORECASE,
)
"""What else may tell how much is paid; a figure alone does so in a cell."""
