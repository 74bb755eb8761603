"""The adapter for FastAPI: strict bodies, answers without the input, and named schemas in OpenAPI."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from shared_data import REPOSITORY

pytest.importorskip("fastapi")
pytest.importorskip("httpx")
pytestmark = pytest.mark.slow

from asgi import JSON_TYPE, Synchronous  # noqa: E402
from fastapi import APIRouter, FastAPI  # noqa: E402
from fastapi.exceptions import RequestValidationError  # noqa: E402
from pydantic import BaseModel, field_validator  # noqa: E402

from pith import BatchResult, PithNumber, VerificationReport, parse_number, parse_record, verify_many, verify_record  # noqa: E402
from pith.errors import PithError  # noqa: E402
from pith.integrations.fastapi import StrictRoute, explain_refusal  # noqa: E402
from pith.models import AnyNumber, StrictRecord  # noqa: E402
from pith.testing import TEST_KEYS, make_record  # noqa: E402

GOOD = make_record().to_json()


class Strict(BaseModel, extra="forbid"):
    a: float = 0.0

    @field_validator("a")
    @classmethod
    def _refuse(cls, value: float) -> float:
        raise ValueError("never")


strict = APIRouter(route_class=StrictRoute)
app = FastAPI(exception_handlers={RequestValidationError: explain_refusal})


@strict.post("/verify")
def verify(record: StrictRecord, depth: int = 0) -> VerificationReport:
    return verify_record(record, keys=TEST_KEYS)


@app.post("/other")
def other(body: Strict) -> list[BatchResult]:
    return [*verify_many([GOOD], keys=TEST_KEYS)]


@app.get("/number")
def number(text: AnyNumber) -> dict[str, str]:
    return {"kind": type(text).__name__, "number": text}


app.include_router(strict)
CLIENT = Synchronous(app)


def post(path: str, body: bytes) -> Any:
    return CLIENT.request("POST", path, content=body, headers=JSON_TYPE)


def test_a_good_record_is_verified() -> None:
    response = post("/verify", GOOD)
    assert response.status_code == 200
    assert response.json() == verify_record(parse_record(GOOD), keys=TEST_KEYS).to_dict()


@pytest.mark.parametrize(
    "body",
    [
        b'{"record_type":"pith_number_record",' + GOOD[1:],
        b'{"a":NaN}',
        b"{",
        b"\xff",
        b"null",
        b"[1]",
        GOOD.replace(b'"headline":""', rb'"headline":"\ud800"'),
        GOOD.replace(b'"version":1', b'"version":2.0'),
        b" " * 9_000_000,
    ],
)
def test_a_refused_record_is_explained_and_not_repeated(body: bytes) -> None:
    with pytest.raises(PithError) as caught:
        parse_record(body)
    response = post("/verify", body)
    assert response.status_code == 422
    [error] = response.json()["detail"]
    assert error["ctx"] == {
        "error": type(caught.value).__name__,
        "pointer": caught.value.pointer,
        "reason": str(caught.value),
    }
    assert error.keys() == {"type", "loc", "msg", "ctx"}
    assert len(response.content) < 2000


@pytest.mark.parametrize("body", [b'{"a":NaN}', b'{"a":1}', rb'{"\ud800":1}', b"{", b'"x"', b"[NaN]"])
def test_other_bodies_that_are_refused_get_an_answer(body: bytes) -> None:
    response = post("/other", body)
    assert response.status_code == 422
    assert all("input" not in error and error["msg"] for error in response.json()["detail"])


def test_other_parameters_of_a_strict_route_are_those_of_any_route() -> None:
    assert post("/verify?depth=1", GOOD).status_code == 200
    [error] = post("/verify?depth=x", GOOD).json()["detail"]
    assert error["loc"] == ["query", "depth"]


@pytest.mark.parametrize("text", ["FB5JQX5U", "pith:2023:fb5jqx5uae5fsvjfwhe5q4bobc", "https://pith.science/paper/FB5JQX5U"])
def test_a_parameter_takes_every_spelling_of_a_number(text: str) -> None:
    expected = parse_number(text)
    response = CLIENT.request("GET", "/number", params={"text": text})
    assert response.json() == {"kind": type(expected).__name__, "number": expected}


def test_a_refused_number_is_explained() -> None:
    response = CLIENT.request("GET", "/number", params={"text": "pith:short"})
    assert response.status_code == 422
    [error] = response.json()["detail"]
    assert (error["type"], error["loc"], error["ctx"]["error"]) == ("pith_number", ["query", "text"], "InvalidNumber")


def test_openapi_has_the_schemas_by_name() -> None:
    schema = json.loads(json.dumps(app.openapi()))
    assert {"PithRecord", "VerificationReport", "BatchResult"} <= schema["components"]["schemas"].keys()
    post = schema["paths"]["/verify"]["post"]
    assert post["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/PithRecord"}
    answers = {path: schema["paths"][path]["post"]["responses"]["200"]["content"] for path in ("/verify", "/other")}
    assert answers["/verify"]["application/json"]["schema"] == {"$ref": "#/components/schemas/VerificationReport"}
    assert answers["/other"]["application/json"]["schema"]["items"] == {"$ref": "#/components/schemas/BatchResult"}
    [parameter] = schema["paths"]["/number"]["get"]["parameters"]
    assert parameter["schema"]["type"] == "string"
    assert isinstance(parse_number(parameter["schema"]["examples"][0]), PithNumber)


def test_a_missing_library_names_the_extra() -> None:
    code = "import sys; sys.modules['fastapi'] = None; import pith.integrations; import pith.integrations.fastapi"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert "pith.integrations.fastapi needs FastAPI: install pith-number[adapters]" in result.stderr
