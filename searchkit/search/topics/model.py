"""What a topic is: a name, a title, and the phrases that speak for it or against it."""

from __future__ import annotations

from searchkit._dataclass import dataclass, field


@dataclass(frozen=True, slots=True)
class TopicPhrase:
    """A phrase of a topic.

    ``weight`` is in [-1, 1]. Above 0 the phrase speaks for the topic. At 0 it says nothing, and
    takes its words from shorter phrases in the same place (``Bộ Y tế`` from ``y tế``). Below 0 it
    does that too, and a passage that has it is less about the topic: at -0.3 by three tenths, at -1
    it is not about it at all. ``near`` means that the phrase says nothing alone: it counts only
    beside one that does.
    """

    text: str
    weight: float = 1.0
    near: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether the phrase by itself makes a passage be about the topic."""
        return self.weight > 0 and not self.near


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its phrases; ``name`` is how it is called on the command line.

    ``broader`` are the names of topics of which this one is a part, as in a thesaurus.
    """

    name: str
    title: str
    description: str
    phrases: tuple[TopicPhrase, ...] = field(repr=False)
    broader: tuple[str, ...] = ()
