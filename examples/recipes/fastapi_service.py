"""A FastAPI service that verifies records. The body is as strict as `parse_record`, and the response is the report.

uvicorn fastapi_service:app            # needs pith-number[adapters] and uvicorn
curl --data-binary @record.json -H "Content-Type: application/json" http://127.0.0.1:8000/verify
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from pith import PITH_KEYS, KeyRing, PithNumber, VerificationReport, verify_record
from pith.models import StrictRecord


class UndecodedRequest(Request):
    async def json(self) -> Any:
        return await self.body()


class UndecodedRoute(APIRoute):
    """Gives the bytes of the body to pydantic. FastAPI itself decodes them, and the decoder drops duplicate keys."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle_decoded = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await handle_decoded(UndecodedRequest(request.scope, request.receive))

        return handle


def trusted_keys() -> KeyRing:
    return PITH_KEYS


app = FastAPI(title="Pith Numbers")
strict = APIRouter(route_class=UndecodedRoute)


@strict.post("/verify")
def verify(record: StrictRecord, keys: Annotated[KeyRing, Depends(trusted_keys)]) -> VerificationReport:
    return verify_record(record, keys=keys)


@app.get("/numbers/{number}/address")
def address(number: PithNumber) -> dict[str, str]:
    return {"number": number, "html": number.url(), "json": number.url("json")}


@app.exception_handler(RequestValidationError)
async def refuse(request: Request, error: RequestValidationError) -> JSONResponse:
    """The errors without the input, which FastAPI repeats and cannot print if it is not UTF-8."""
    detail = [{name: value for name, value in one.items() if name != "input"} for one in error.errors()]
    return JSONResponse({"detail": detail}, status_code=422)


app.include_router(strict)
