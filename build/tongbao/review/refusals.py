"""Why an answer is not taken, as the page shows it."""

from tongbao.errors import Problem, Text


def not_taken(en: str, zh: str, cure: tuple[str, str]) -> Problem:
    """Return why an answer is not taken, and what the person can do, in both languages.

    >>> not_taken("There is no such cell.", "没有这一格。", ("Load the page again.", "请重新载入本页。")).code
    'answer'
    """
    return Problem("answer", Text(en, zh), Text(*cure))


INCOMPLETE = not_taken("The answer is incomplete.", "回答不完整。", ("Load the page again.", "请重新载入本页。"))
