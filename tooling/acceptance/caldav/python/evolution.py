"""Drives evolution-data-server, the calendar of GNOME, over its own library. Needs the Python of Debian.

Arguments: JSON with address, userName, password, calendars (path by "event" and "task"), counts (likewise), write (boolean) and start.
Prints one JSON object: the summaries that it reads, and what it reads after it has written.
"""

import json
import sys
import time
from urllib.parse import urlsplit

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402

account = json.loads(sys.argv[1])
server = urlsplit(account["address"])
registry = EDataServer.SourceRegistry.new_sync(None)
SECONDS = 60


def open_client(kind: str) -> ECal.Client:
    """Subscribes to one collection as the dialog of Evolution does, and opens it."""
    source = EDataServer.Source.new_with_uid(f"casement-{kind}", None)
    source.set_display_name(kind)
    is_task = kind == "task"
    source.set_parent("caldav-stub")
    backend = source.get_extension(EDataServer.SOURCE_EXTENSION_TASK_LIST if is_task else EDataServer.SOURCE_EXTENSION_CALENDAR)
    backend.set_backend_name("caldav")
    authentication = source.get_extension(EDataServer.SOURCE_EXTENSION_AUTHENTICATION)
    authentication.set_host(server.hostname)
    authentication.set_port(server.port or (443 if server.scheme == "https" else 80))
    authentication.set_user(account["userName"])
    authentication.set_method("plain/password")
    source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND).set_resource_path(account["calendars"][kind])
    source.get_extension(EDataServer.SOURCE_EXTENSION_SECURITY).set_method("tls" if server.scheme == "https" else "none")
    registry.commit_source_sync(source, None)
    end = time.monotonic() + SECONDS
    while (found := registry.ref_source(source.get_uid())) is None and time.monotonic() < end:
        time.sleep(0.1)
    credentials = EDataServer.NamedParameters()
    credentials.set(EDataServer.SOURCE_CREDENTIAL_USERNAME, account["userName"])
    credentials.set(EDataServer.SOURCE_CREDENTIAL_PASSWORD, account["password"])
    kind_of_client = ECal.ClientSourceType.TASKS if is_task else ECal.ClientSourceType.EVENTS
    client = ECal.Client.connect_sync(found, kind_of_client, 1, None)
    found.invoke_authenticate_sync(credentials, None)
    return client


def read(client: ECal.Client) -> list:
    _, components = client.get_object_list_sync("#t", None)
    return sorted(
        (
            {"summary": each.get_summary(), "uid": each.get_uid(), "done": "STATUS:COMPLETED" in each.as_ical_string()}
            for each in components
        ),
        key=lambda item: item["summary"] or "",
    )


def read_until(client: ECal.Client, condition) -> list:
    end = time.monotonic() + SECONDS
    while not condition(items := read(client)) and time.monotonic() < end:
        time.sleep(0.3)
    return items


events, tasks = open_client("event"), open_client("task")
wanted = account["counts"]
result = {
    "event": read_until(events, lambda items: len(items) >= wanted["event"]),
    "task": read_until(tasks, lambda items: len(items) >= wanted["task"]),
}


def component(text: str) -> ICalGLib.Component:
    return ICalGLib.Component.new_from_string(text)


def find(client: ECal.Client, summary: str) -> ICalGLib.Component:
    _, components = client.get_object_list_sync("#t", None)
    return next(each for each in components if each.get_summary() == summary)


if account["write"]:
    start = account["start"]
    for summary in ("From Evolution", "Soon gone"):
        uid = summary.lower().replace(" ", "-")
        events.create_object_sync(
            component(f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nSUMMARY:{summary}\r\nEND:VEVENT\r\n"),
            ECal.OperationFlags.NONE,
            None,
        )
    tasks.create_object_sync(
        component("BEGIN:VTODO\r\nUID:task-from-evolution\r\nSUMMARY:Task from Evolution\r\nEND:VTODO\r\n"), ECal.OperationFlags.NONE, None
    )
    changed = find(events, "From Evolution")
    changed.set_summary("Renamed in Evolution")
    events.modify_object_sync(changed, ECal.ObjModType.ALL, ECal.OperationFlags.NONE, None)
    gone = find(events, "Soon gone")
    events.remove_object_sync(gone.get_uid(), None, ECal.ObjModType.ALL, ECal.OperationFlags.NONE, None)
    done = find(tasks, "Task from Evolution")
    done.set_status(ICalGLib.PropertyStatus.COMPLETED)
    tasks.modify_object_sync(done, ECal.ObjModType.ALL, ECal.OperationFlags.NONE, None)
    result["after"] = {"event": read(events), "task": read(tasks)}
print(json.dumps(result))
