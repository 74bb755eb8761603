"""A FastAPI service that verifies records. The body is as strict as `parse_record`, and the response is the report.

uvicorn fastapi_service:app            # needs pith-number[adapters] and uvicorn
curl --data-binary @record.json -H "Content-Type: application/json" http://127.0.0.1:8000/verify
"""

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI
from fastapi.exceptions import RequestValidationError

from pith import PITH_KEYS, KeyRing, VerificationReport, verify_record
from pith.integrations.fastapi import StrictRoute, explain_refusal
from pith.models import AnyNumber, StrictRecord


def trusted_keys() -> KeyRing:
    return PITH_KEYS


app = FastAPI(title="Pith Numbers", exception_handlers={RequestValidationError: explain_refusal})
strict = APIRouter(route_class=StrictRoute)


@strict.post("/verify")
def verify(record: StrictRecord, keys: Annotated[KeyRing, Depends(trusted_keys)]) -> VerificationReport:
    return verify_record(record, keys=keys)


@app.get("/numbers/{number}/address")
def address(number: AnyNumber) -> dict[str, str]:
    """The addresses of a number in any spelling without a slash."""
    return {"number": number, "html": number.url(), "json": number.url("json")}


app.include_router(strict)
