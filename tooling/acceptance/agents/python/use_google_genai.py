"""Sends a mail through Google's SDK, with the tools of an MCP session as Gemini's function declarations."""
import asyncio
import os

from google import genai
from google.genai import types

from hub_session import hub_session


async def main() -> None:
    client = genai.Client(api_key="none", http_options=types.HttpOptions(base_url=os.environ["MODEL_ADDRESS"]))
    async with hub_session() as session:
        config = types.GenerateContentConfig(
            tools=(await session.list_tools()).tools,
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        )
        contents = [types.Content(role="user", parts=[types.Part(text="Send the mail")])]
        while True:
            response = await client.aio.models.generate_content(model="gemini-2.5-flash", contents=contents, config=config)
            if not response.function_calls:
                print(response.text)
                return
            contents.append(response.candidates[0].content)
            for call in response.function_calls:
                result = await session.call_tool(call.name, call.args)
                answer = {"result": result.content[0].text}
                contents.append(types.Content(role="user", parts=[types.Part.from_function_response(name=call.name, response=answer)]))


asyncio.run(main())
