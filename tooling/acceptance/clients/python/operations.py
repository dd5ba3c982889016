"""Runs a list of operations with a Python client and prints a line for each, as operation.ts does."""

import asyncio
import inspect
import json
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

CLIENT_ID = "11111111-1111-4111-8111-111111111111"
MAIN = "robin@harbour-lane.example"
MATEO = "mateo@harbour-lane.example"
SHARED = "office@harbour-lane.example"
PERSONAL = "robin.hale@post.example"


@dataclass
class Operation:
    """One thing that people do with a client. Both functions receive the results that earlier operations kept."""

    name: str
    does: Callable[[Any], Any]
    """Returns a result, or a coroutine of it."""
    finds: Callable[..., Any]
    """Receives the result, and the kept results if it has two parameters. True: it is what it must be."""
    keep: str | None = None


def control(name: str, *args: Any) -> Any:
    """Calls the emulator's control interface."""
    request = urllib.request.Request(f"https://localhost/_control/{name}", json.dumps(args).encode(), method="POST")
    with urllib.request.urlopen(request) as response:
        return json.load(response).get("result")


def error_of(work: Callable[[], Any]) -> Any:
    """The error that the work raises."""
    try:
        work()
    except Exception as error:
        return error
    raise AssertionError("there was no error")


async def async_error_of(work: Any) -> Any:
    """The error that the coroutine raises."""
    try:
        await work
    except Exception as error:
        return error
    raise AssertionError("there was no error")


async def run(operations: list[Operation], **kept: Any) -> None:
    names = SimpleNamespace(**kept)
    for operation in operations:
        try:
            result = operation.does(names)
            if inspect.isawaitable(result):
                result = await result
            found = operation.finds(*[result, names][: len(inspect.signature(operation.finds).parameters)])
            assert found is True, f"the result is {result!r}"[:1200]
            if operation.keep:
                setattr(names, operation.keep, result)
            print(f"ok {sys.argv[1]}: {operation.name}", flush=True)
        except Exception as error:
            print(f"failed {sys.argv[1]}: {operation.name}: {type(error).__name__} {error}".replace("\n", " "), flush=True)


def run_operations(operations: list[Operation], **kept: Any) -> None:
    asyncio.run(run(operations, **kept))
