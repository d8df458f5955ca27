"""What the description of a sheet is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field

from narahubung.intake.cells import Reader, lines, marked_synthetic, text


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a record: from which columns, by which reader.

    follows: it is only set when that other field changes ("expected" begins where "planned" does;
    later the house knows better than the list). hanging: the small rows it stands for are stored
    in that model, by that foreign key, and said by those fields (see `journal.storing.Rows`).
    """

    to: str
    columns: tuple[str, ...]
    read: Reader
    required: bool = False
    follows: str = ""
    hanging: tuple[str, str, tuple[str, ...]] | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """One record that a row makes. The row's code is its code.

    owner: the field by which it hangs on the record of that code (papers hang on a member); it
    comes only when something stands in its columns.
    """

    model: str
    fields: tuple[Field, ...]
    owner: str = ""
    owner_model: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A list we know. code: the columns that name a row; parts: the records it makes, main first.

    keep: model and field that take columns nobody described, so that nothing is lost.
    prepare: looks at all rows before any sheet is compared, to gather facts for other sheets.
    """

    name: str
    code: tuple[str, ...]
    parts: tuple[Part, ...]
    keep: tuple[str, str]
    prepare: Callable[..., None] | None = None
    makes_code: Callable[..., str] | None = None
    columns: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        named = {column for part in self.parts for f in part.fields for column in f.columns}
        object.__setattr__(self, "columns", frozenset(named | set(self.code)))

    @property
    def needed(self) -> frozenset[str]:
        """Return the columns without which the sheet is of no use."""
        required = {c for p in self.parts for f in p.fields if f.required for c in f.columns[:1]}
        return frozenset(required | set(self.code))


def take(
    to: str, columns: str = "", read: Reader = text, *, required: bool = False, follows: str = ""
) -> Field:
    """Describe one field; columns separated by spaces, the field's own name where none is given."""
    return Field(
        to=to,
        columns=tuple(columns.split()) if columns else (to,),
        read=read,
        required=required,
        follows=follows,
    )


def fixed(to: str, read: Reader) -> Field:
    """Describe a field that reads no column."""
    return Field(to=to, columns=(), read=read)


def names(*columns: str) -> tuple[Field, ...]:
    """Describe text fields whose columns are called as they are."""
    return tuple(take(column) for column in columns)


NOTE = take("note", "note", lines)
SOURCE = take("source")
SYNTHETIC = take("synthetic", "synthetic", marked_synthetic)
