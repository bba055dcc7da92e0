"""Error values that a cell may hold instead of a result."""

NOT_CALCULATED = "#未计算"
UNKNOWN_ERROR = "#ERROR"
ERROR_TEXTS = frozenset(
    {
        NOT_CALCULATED, UNKNOWN_ERROR, "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!",
        "#CALC!", "#GETTING_DATA",
    }
)  # fmt: skip
