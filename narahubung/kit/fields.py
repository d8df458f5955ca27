"""A model field whose text is sealed at rest."""

from typing import Any

from django.db import models

from narahubung.kit.sealing import is_sealed, seal, unseal


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
