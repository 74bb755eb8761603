"""A route class for FastAPI with which records in bodies are as strict as `parse_record`, and a handler of refused requests.

FastAPI decodes a body before pydantic sees it, and its decoder drops duplicate keys. In its answer to a refused request it
repeats the input, which it cannot encode if it has NaN. Use both names of this module:

    app = FastAPI(exception_handlers={RequestValidationError: explain_refusal})
    strict = APIRouter(route_class=StrictRoute)

    @strict.post("/verify")
    def verify(record: StrictRecord) -> VerificationReport:
        return verify_record(record)

    app.include_router(strict)
"""

try:
    from fastapi import Request, Response
    from fastapi.encoders import jsonable_encoder
    from fastapi.routing import APIRoute
except ModuleNotFoundError as _missing:
    raise ModuleNotFoundError(
        "pith.integrations.fastapi needs FastAPI: install pith-number[adapters]", name=_missing.name
    ) from None

import json
from collections.abc import Callable, Coroutine
from typing import Any


class _UndecodedRequest(Request):
    async def json(self) -> Any:
        return await self.body()


class StrictRoute(APIRoute):
    """A route whose body reaches pydantic as bytes. Pass it to an `APIRouter` as `route_class`.

    The body of each endpoint of that router is one `pith.models.StrictRecord`, or another type that takes bytes. Other
    parameters (path, query, header, dependency) are those of any route. Specification §2.1.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler that FastAPI calls, around one that gets the bytes."""
        handle = super().get_route_handler()

        async def handle_undecoded(request: Request) -> Response:
            return await handle(_UndecodedRequest(request.scope, request.receive))

        return handle_undecoded


async def explain_refusal(request: Request, error: Any) -> Response:
    """Answer a `RequestValidationError` with status 422 and the errors in FastAPI's form, without the input.

    Register it as the exception handler of `RequestValidationError`. `detail` of the answer has one object for each error,
    with `type`, `loc` and `msg`, and with `ctx` if there is one. The `ctx` of a refused record has `error`, the name of the
    exception class, `pointer`, the JSON Pointer of the wrong value or null, and `reason`.
    """
    detail = [{name: value for name, value in one.items() if name not in ("input", "url")} for one in error.errors()]
    # ASCII, because a name in `loc` can have a lone surrogate.
    return Response(json.dumps({"detail": jsonable_encoder(detail)}), status_code=422, media_type="application/json")
