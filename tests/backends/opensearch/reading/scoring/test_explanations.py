"""What a cluster explains is read for the frequencies in it."""

from __future__ import annotations

from typing import Any

from searchkit.backends.opensearch.reading.scoring.explanations import explained


def of_term(name: str, frequency: str) -> dict[str, Any]:
    inner = {"description": f"score(freq={frequency}), computed as boost * idf * tf from:"}
    description = f"weight({name} in 12) [PerFieldSimilarity], result of:"
    return {"value": 1.5, "description": description, "details": [inner]}


def test_terms_are_found_however_deep_they_lie() -> None:
    parts = [of_term("text:cấp", "2.0"), of_term("pairs:a:b in 3", "12.0")]
    inner = {"value": 3.0, "description": "sum of:", "details": parts}
    condition = {"value": 1.0, "description": "ConstantScore(kind:x)", "details": []}
    whole = {"value": 4.0, "description": "sum of:", "details": [inner, condition]}
    assert explained(whole) == {("text", "cấp"): 2.0, ("pairs", "a:b in 3"): 12.0}
