"""Sends a mail through langchain: the tools of its MCP adapters, bound with `strict` to an OpenAI model, in revision 2025-11-25."""
import asyncio
import os

from langchain_core.messages import HumanMessage
from langchain_mcp_adapters.client import MultiServerMCPClient
from langchain_openai import ChatOpenAI

headers = {"Authorization": f"Bearer {os.environ['HUB_TOKEN']}"}


async def main() -> None:
    url = os.environ["HUB_ADDRESS"] + "/mcp"
    hub = MultiServerMCPClient({"casement": {"transport": "streamable_http", "url": url, "headers": headers}})
    tools = {tool.name: tool for tool in await hub.get_tools()}
    model = ChatOpenAI(model="gpt-4o", base_url=os.environ["MODEL_ADDRESS"] + "/v1", api_key="none", use_responses_api=False)
    bound = model.bind_tools(list(tools.values()), strict=True)
    messages = [HumanMessage("Send the mail")]
    while True:
        answer = await bound.ainvoke(messages)
        messages.append(answer)
        if not answer.tool_calls:
            print(answer.content)
            return
        for call in answer.tool_calls:
            messages.append(await tools[call["name"]].ainvoke(call))


asyncio.run(main())
