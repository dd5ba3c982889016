"""Sends a mail through the OpenAI Agents SDK, with its strict conversion, in revision 2026-07-28."""
import asyncio
import os

from agents import Agent, OpenAIChatCompletionsModel, Runner, set_tracing_disabled
from agents.mcp import MCPServerStreamableHttp
from openai import AsyncOpenAI

headers = {"Authorization": f"Bearer {os.environ['HUB_TOKEN']}"}


async def main() -> None:
    set_tracing_disabled(True)
    client = AsyncOpenAI(base_url=os.environ["MODEL_ADDRESS"] + "/v1", api_key="none")
    async with MCPServerStreamableHttp(params={"url": os.environ["HUB_ADDRESS"] + "/mcp", "headers": headers}) as server:
        agent = Agent(
            name="Casement",
            model=OpenAIChatCompletionsModel("gpt-4o", client),
            mcp_servers=[server],
            mcp_config={"convert_schemas_to_strict": True},
        )
        print((await Runner.run(agent, "Send the mail")).final_output)


asyncio.run(main())
