"""Sends a mail through pydantic-ai, in revision 2026-07-28."""
import asyncio
import os

from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

headers = {"Authorization": f"Bearer {os.environ['HUB_TOKEN']}"}


async def main() -> None:
    toolset = MCPToolset(os.environ["HUB_ADDRESS"] + "/mcp", headers=headers)
    provider = OpenAIProvider(base_url=os.environ["MODEL_ADDRESS"] + "/v1", api_key="none")
    agent = Agent(OpenAIChatModel("gpt-4o", provider=provider), toolsets=[toolset])
    print((await agent.run("Send the mail")).output)


asyncio.run(main())
