"""Whether this installation is an exercise (a drill), and the words that its texts begin with.

A drill runs on its own folder of data, with masked names. The folder says so by the file `exercise`
and its database by a row that nobody can take away (`learning.models.Standing`); where one of the
two is missing, nothing starts. What leaves asks here: it begins with MARK, or does not leave.
"""

MARK = "LATIHAN/EXERCISE"
_is_on = False


def begin() -> None:
    """Say that this process works on a drill's folder. Called once by the settings."""
    global _is_on
    _is_on = True


def is_on() -> bool:
    """Tell whether this is an exercise."""
    return _is_on


def marked(text: str) -> str:
    """Return the text as it may leave: in an exercise it begins with MARK, once."""
    if not _is_on or not text.strip() or text.lstrip().startswith(MARK):
        return text
    return f"{MARK} {text}"
