"""How schemathesis sends what is neither JSON nor a form."""

import schemathesis


@schemathesis.serializer("application/sparql-query")
def as_it_is(_: object, value: object) -> bytes:
    return str(value).encode("utf-8", "replace")
