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
    "amount": "the range of a decimal",
    "currency": "the codes of ISO 4217 that are in use",
    "discounts": "one of two forms",
    "discount": "the range of a decimal",
    "discount_value": "the range of a decimal",
    "email": "the grammar of RFC 5321",
    "item_quantity": "the range of a decimal",
    "lines": "the range of a decimal",
    "price": "the range of a decimal",
    "quantity": "the range of a decimal",
    "rate": "the range of a decimal",
    "sale_price": "the range of a decimal",
    "taxes": "the range of a decimal",
    "tendered": "the range of a decimal",
    "time_zone": "the names of the tz database",
    "tip": "the range of a decimal",
    "unit_price": "the range of a decimal",
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
        field = fault["pointer"].lstrip("/?").replace("[", "/").split("/")[0]
        if fault["code"] in FORM and field not in VALUES:
            raise AssertionError(f"the schema allows what is refused: {fault}")
