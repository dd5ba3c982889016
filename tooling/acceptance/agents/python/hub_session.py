"""A session with the hub, for libraries that take one from the official SDK."""
import os
from contextlib import asynccontextmanager

import httpx2
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client


@asynccontextmanager
async def hub_session():
    headers = {"Authorization": f"Bearer {os.environ['HUB_TOKEN']}"}
    async with httpx2.AsyncClient(headers=headers) as client:
        async with streamable_http_client(os.environ["HUB_ADDRESS"] + "/mcp", http_client=client) as (read, write, *_):
            async with ClientSession(read, write) as session:
                await session.initialize()
                yield session
