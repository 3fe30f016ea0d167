"""A request that fits its schema may be refused for a rule between fields, or between a
field and what is there; it may not be refused for its form. Where it is, document and
server disagree.
"""

import schemathesis

# The codes that say that a request is not of its form.
FORM = {
    "duplicate_key",
    "invalid_idempotency_key",
    "invalid_value",
    "missing_field",
    "missing_parameter",
    "nul_character",
    "repeated_parameter",
    "too_deep",
    "unknown_field",
    "unknown_parameter",
}

# Values whose list is kept elsewhere, or whose parts have to fit each other: for them the
# schema says less than the server.
VALUES = {
    "currency": "the codes of ISO 4217 that are in use",
    "discount": "one of four forms",
    "discounts": "one of four forms",
    "email": "the grammar of RFC 5321",
    "hours": "seasons that end after they begin, and weeks that are counted from a date",
    "items": "each service once",
    "number_patterns": "placeholders once each, as many characters as a number has, and no two alike",
    "segments": "active and processing by turns",
    "time_zone": "the names of the tz database",
}

# Decimals have a range that the pattern of a text can't say, and no exponents.
DECIMALS = {
    "amount",
    "amount_with_tax",
    "amount_without_tax",
    "cash_back",
    "commission_factor",
    "commission_value",
    "discount_value",
    "item_quantity",
    "mrp",
    "opening_float",
    "percent",
    "price",
    "quantity",
    "rate",
    "sale_price",
    "step",
    "tendered",
    "tip",
    "unit_price",
    "value",
}


@schemathesis.check
def form_is_what_the_schema_says(ctx, response, case):
    """No request of the schema's form is refused for its form."""
    if response.status_code != 422 or case.meta is None:
        return
    if not case.meta.generation.mode.is_positive:
        return
    problem = response.json()
    for fault in problem.get("errors", []):
        names = fault["pointer"].lstrip("/?").replace("[", "/").split("/")
        if case.path.endswith("/hours") and fault["pointer"] == "":
            names.append("hours")
        if fault["code"] in FORM and not (VALUES.keys() | DECIMALS).intersection(names):
            raise AssertionError(f"the schema allows what is refused: {fault}")
