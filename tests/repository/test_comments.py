"""Checks that no sentence of a comment is longer than 30 words."""

import io
import re
import tokenize
from collections.abc import Iterator

from tracked_files import REPOSITORY, tracked_files

MAX_WORDS = 30
C_LIKE = (".rs", ".ts", ".tsx", ".js", ".mjs", ".css")

# A line comment, or a block comment, outside of strings as far as a pattern can tell.
COMMENT = re.compile(
    r"""
    (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
    | (?P<block>/\*.*?\*/)
    | (?P<line>(?://[^\n]*\n?[ \t]*)+)
    """,
    re.VERBOSE | re.DOTALL,
)


def comments_of_c_like(text: str) -> Iterator[str]:
    """Comments of Rust, TypeScript or CSS, without their markers."""
    for match in COMMENT.finditer(text):
        if match["string"]:
            continue
        lines = match[0].splitlines()
        yield "\n".join(
            re.sub(r"^\s*(//[/!]?|/\*\*?|\*/|\*)\s?|\s*\*/\s*$", "", line) for line in lines
        )


def comments_of_python(text: str) -> Iterator[str]:
    """Comments and docstrings of Python."""
    block: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            block.append(token.string.lstrip("# "))
            continue
        if token.type == tokenize.STRING and token.string.startswith('"""'):
            yield token.string.strip('"')
        if token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT) and block:
            yield "\n".join(block)
            block = []


def sentences(comment: str) -> Iterator[str]:
    """Sentences of a comment; code blocks, lists and paragraphs end one."""
    comment = re.sub(r"```.*?(```|$)", "", comment, flags=re.DOTALL)
    for paragraph in re.split(r"\n\s*\n|\n\s*(?:[-*|#]|\d+\.|@\w+)\s", comment):
        joined = re.sub(r"`[^`]*`", "Code", " ".join(paragraph.split()))
        yield from re.split(r"(?<=[.!?])[)\"]?\s+(?=[A-Z`(])", joined)


def long_sentences(name: str) -> list[str]:
    text = (REPOSITORY / name).read_text()
    comments = comments_of_python(text) if name.endswith(".py") else comments_of_c_like(text)
    return [
        f"{name}: {sentence}"
        for comment in comments
        for sentence in sentences(comment)
        if len(re.findall(r"\b[A-Za-z][\w’'-]*", sentence)) > MAX_WORDS
    ]


FILES = [name for name in tracked_files() if name.endswith((*C_LIKE, ".py"))]


def test_sentences_of_comments_have_at_most_30_words() -> None:
    long = [sentence for name in FILES for sentence in long_sentences(name)]
    assert not long


def test_long_sentence_is_found_in_each_language() -> None:
    sentence = " ".join(["word"] * (MAX_WORDS + 1)) + "."
    assert any(
        len(s.split()) > MAX_WORDS
        for c in comments_of_c_like(f"/** {sentence} */\n")
        for s in sentences(c)
    )
    assert any(
        len(s.split()) > MAX_WORDS
        for c in comments_of_python(f"# {sentence}\nx = 1\n")
        for s in sentences(c)
    )
