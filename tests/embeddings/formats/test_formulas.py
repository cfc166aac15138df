from __future__ import annotations

import pytest

from embeddings.formats.formulas import in_line
from embeddings.formats.package import xml_tree


def part(tag: str, *inside: str) -> str:
    return f"<m:{tag}>{''.join(inside)}</m:{tag}>"


def run(text: str) -> str:
    return part("r", part("t", text))


def word(inside: str) -> str:
    return in_line(xml_tree(f'<m:oMath xmlns:m="urn:m">{inside}</m:oMath>'.encode()))


def mathml(inside: str) -> str:
    return in_line(xml_tree(f'<math xmlns="urn:m">{inside}</math>'.encode()))


def fraction(above: str, below: str, also: str = "") -> str:
    return part("f", also, part("num", run(above)), part("den", run(below)))


HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (fraction("1", "2"), "1/2"),
        (run("v=") + fraction("a+b", "2c"), "v=(a+b)/(2c)"),
        (fraction("n", "k", '<m:fPr><m:type m:val="noBar"/></m:fPr>'), "n; k"),
        (part("sSup", part("e", run("x")), part("sup", run("2"))), "x^2"),
        (part("sSup", part("e", run("a+b")), part("sup", run("n+1"))), "(a+b)^(n+1)"),
        (part("sSup", part("e", run("10")), part("sup", run("-8"))), "10^-8"),
        (part("sSub", part("e", run("v")), part("sub", run("max"))), "v_max"),
        (part("sSubSup", part("e", run("x")), part("sub", run("1")), part("sup", run("2"))), "x_1^2"),
        (part("rad", part("deg"), part("e", run("x+1"))), "√(x+1)"),
        (part("rad", part("deg", run("3")), part("e", run("x"))), "∛(x)"),
        (part("rad", part("deg", run("n")), part("e", run("x"))), "^n√(x)"),
        (part("d", part("e", run("a")), part("e", run("b"))), "(a|b)"),
        (part("d", '<m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>', part("e", run("a"))), "[a"),
        (part("func", part("fName", run("sin")), part("e", run("x"))), "sin x"),
        (
            part("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>')[:-9]
            + part("sub", run("i=1")) + part("sup", run("n")) + part("e", run("i")) + "</m:nary>",
            "∑_(i=1)^n i",
        ),
        (part("m", part("mr", part("e", run("1")), part("e", run("2"))), part("mr", part("e", run("3")))), "1, 2; 3"),
        (part("eqArr", part("e", run("x&amp;=1")), part("e", run("y&amp;=2"))), "x=1; y=2"),
        (part("acc", part("accPr"), part("e", run("v"))), "v"),
        (run("a") + part("del", run("b")), "a"),
        (run("(1-p") + part("sSup", part("e", run(")")), part("sup", run("n"))), "(1-p)^n"),
        (run("2") + fraction("1", "2") + run("+") + fraction("1", "2") + run("m"), "2 1/2+1/2 m"),
        (run("a=1") + part("r", "<m:br/>") + run("b=2") + part("r", "<m:tab/>", part("t", "c")), "a=1 b=2 c"),
        (part("r", "<m:noBreakHyphen/>", part("t", "x"), '<m:sym m:font="Symbol" m:char="F061"/>'), "-xα"),
        (part("r", "<m:rPr><m:vanish/></m:rPr>", part("t", "no")) + run("x"), "x"),
        (part("r", '<m:rPr><m:vanish m:val="0"/></m:rPr>', part("t", "y")), "y"),
        (part("AlternateContent", part("Choice", run("a")), part("Fallback", run("b"))), "a"),
        (part("AlternateContent", part("Fallback", run("b"))) + part("AlternateContent"), "b"),
        ("", ""),
    ],
)  # fmt: skip
def test_word_s_formulas_are_written_in_a_line(formula: str, line: str) -> None:
    assert word(formula) == line


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        ("<mfrac><mi>a</mi><mi>b</mi></mfrac>", "a/b"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn><mi>c</mi></mrow></mfrac>", "(a+b)/(2c)"),
        ('<mfrac linethickness="0pt"><mi>n</mi><mi>k</mi></mfrac>', "n; k"),
        ("<mi>E</mi><mo> = </mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E=mc^2"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1^2"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x+1)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "∛(x)"),
        ("<mover><mi>v</mi><mo>→</mo></mover>", "v"),
        ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder><mi>x</mi>", "lim_(x→0)x"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", "∑_i^n"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a, b)"),
        ('<mfenced open="[" close="]" separators=""><mi>a</mi><mi>b</mi></mfenced>', "[ab]"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd>3</mtd></mtr></mtable>", "1, 2; 3"),
        ("<mtable><mtr><mtd>y</mtd><mtd>=x</mtd><mtd>,</mtd><mtd>z</mtd></mtr></mtable>", "y =x, , z"),
        ("<msup><mrow><mo>(</mo><mi>(a)</mi><mo>)</mo></mrow><mi>n</mi></msup>", "((a))^n"),
        ("<msup><mrow><mi>(a)</mi><mo>+</mo><mi>(b)</mi></mrow><mi>n</mi></msup>", "((a)+(b))^n"),
        ("<semantics><mrow><mi>x</mi></mrow><annotation>\\x</annotation></semantics>", "x"),
        ("<mi>sin</mi><mo>\u2061</mo><mi>x</mi><mspace/><mtext>for all</mtext>", "sin x for all"),
        ("<mfrac/><msup/><msubsup/><mroot/><mover/><mfenced/>", "/√()()"),
        ("<mo>(</mo><mn>1</mn><mo>−</mo><mi>p</mi><msup><mo>)</mo><mi>n</mi></msup>", "(1−p)^n"),
        (f"<mn>2</mn>{HALF}", "2 1/2"),
        (f"<mn>2</mn><mo>\u2064</mo><mrow>{HALF}</mrow><mtext> cups</mtext>", "2 1/2 cups"),
        (f"<mo>=</mo><mo>(</mo>{HALF}<mo>)</mo>{HALF}{HALF}<mo>(</mo><mi>a</mi><mo>)</mo>", "=(1/2) 1/2 1/2 (a)"),
        (f"<msup>{HALF}<mi>n</mi></msup><mfrac>{HALF}<mrow><mn>2</mn>{HALF}</mrow></mfrac>", "(1/2)^n (1/2)/(2 1/2)"),
        ("<mi>speed</mi><mo>\u2062</mo><mi>time</mi><mo>=</mo><mi>m</mi><mo>\u2062</mo><mi>c</mi>", "speed time=mc"),
        ("<mtable><mlabeledtr><mtd>(1)</mtd><mtd>x=1</mtd></mlabeledtr></mtable>", "(1), x=1"),
        ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "_6^14C"),
        ("<mmultiscripts><mi>R</mi><mi>i</mi><none/><none/><mi>k</mi></mmultiscripts>", "R_i^k"),
        ("<mi>x</mi> is the <b>big</b> one<br/>here", "x is the big one here"),
        ("a+b<mfrac><mi>a</mi><mi>b</mi><mi>c</mi></mfrac>c<msup>x</msup>", "a+babccx"),
    ],
)  # fmt: skip
def test_mathml_is_written_in_a_line(formula: str, line: str) -> None:
    assert mathml(formula) == line


def test_a_formula_is_read_however_deep_it_is() -> None:
    assert mathml("<mrow>" * 200 + "<mi>x</mi>" + "</mrow>" * 200) == "x"
