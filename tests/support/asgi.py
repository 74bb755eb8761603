"""A client that calls ASGI applications without a server."""

import asyncio
from typing import Any

JSON_TYPE = {"Content-Type": "application/json"}


class Synchronous:
    """Sends requests to an ASGI application, each in an event loop of its own."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def request(self, method: str, path: str, **options: Any) -> Any:
        import httpx

        async def send() -> Any:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
                return await client.request(method, path, **options)

        return asyncio.run(send())
