"""Model fields: text that is sealed at rest, and text that is told to others."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import Combinable

from narahubung.kit import exercise
from narahubung.kit.sealing import is_sealed, seal, unseal

if TYPE_CHECKING:
    Char = models.CharField[str | int | Combinable, str]
    Text = models.TextField[str | Combinable, str]
else:
    Char, Text = models.CharField, models.TextField


class SealedField(models.TextField):  # type: ignore[type-arg]
    """Text kept encrypted under the key of the row's subject.

    The model says whose key: `seal_subject` returns a name such as `member:17`. Empty text stays
    empty, so that "nothing recorded" can be told from "sealed". It cannot be searched or ordered.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 -- Django's
        """Seal on the way to the database."""
        text = getattr(model_instance, self.attname) or ""
        if not text or is_sealed(text):
            return text
        return seal(text, model_instance.seal_subject())  # type: ignore[attr-defined]

    def from_db_value(self, value: str | None, *_: Any) -> str:
        """Open on the way out."""
        return unseal(value) if is_sealed(value) and value else (value or "")

    def get_prep_value(self, value: Any) -> Any:
        """Refuse to send plain text where it would be stored or compared unsealed."""
        if value and not is_sealed(value):
            raise ValueError(f"{self.name} is sealed: it cannot be compared or updated in bulk")
        return super().get_prep_value(value)


class _Told:
    """In an exercise what is stored begins with its mark, whichever command wrote it.

    To the database it is the plain field: a migration knows no difference.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 -- Django's
        """Mark it, on the row in hand too."""
        name: str = self.attname  # type: ignore[attr-defined]
        text = getattr(model_instance, name)
        if isinstance(text, str) and exercise.is_on():
            text = exercise.marked(text)[: self.max_length]  # type: ignore[attr-defined]
            setattr(model_instance, name, text)
        return text  # type: ignore[no-any-return]

    def deconstruct(self) -> Any:
        """Give the name of the plain field."""
        name, _path, given, named = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{type(self).plain}", given, named  # type: ignore[attr-defined]


class ToldChar(_Told, Char):
    """A short text that is told to others: see `_Told`."""

    plain = "CharField"


class ToldText(_Told, Text):
    """A text that is told to others: see `_Told`."""

    plain = "TextField"
