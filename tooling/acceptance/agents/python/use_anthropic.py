"""Sends a mail through Anthropic's SDK: every tool with `strict`, and the tool runner."""
import asyncio
import os

from anthropic import AsyncAnthropic
from anthropic.lib.tools.mcp import async_mcp_tool

from hub_session import hub_session


async def main() -> None:
    model = AsyncAnthropic(base_url=os.environ["MODEL_ADDRESS"], api_key="none")
    async with hub_session() as session:
        tools = [async_mcp_tool(tool, session, strict=True) for tool in (await session.list_tools()).tools]
        runner = model.beta.messages.tool_runner(
            model="claude-sonnet-4-5",
            max_tokens=1024,
            tools=tools,
            messages=[{"role": "user", "content": "Send the mail"}],
        )
        message = await runner.until_done()
        print(message.content[0].text)


asyncio.run(main())
