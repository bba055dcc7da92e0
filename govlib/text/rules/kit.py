"""What a rule of text is, and what it is given to make itself ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from govlib.catalog.places import Place
from govlib.catalog.text_rules import TextRule
from govlib.text.document import Document, Doubt
from govlib.text.lexicon import Lexicon

Find = Callable[[Document], Iterable[Doubt]]
Layer = Literal["privacy", "wording", "marks", "order", "dates", "citations"]


@dataclass(frozen=True)
class Kit:
    """What rules make themselves ready with: the folder params/, the place if one was named, the rule as set."""

    params: Path
    place: Place | None
    setting: TextRule
    lexicon: Lexicon


@dataclass(frozen=True)
class Rule:
    """One rule: ``prepare`` reads what it needs once and returns what finds doubts in a document.

    The doubts of one rule never overlap. Rules of one ``layer`` judge the same thing: what one has found, a later one
    doesn't find again. The rest of a rule, as its name and severity, is declared in params/text_rules.yaml by ``id``.
    """

    id: str
    layer: Layer
    prepare: Callable[[Kit], Find]
