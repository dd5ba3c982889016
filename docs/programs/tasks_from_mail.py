"""Important mail becomes a task. Goes on where it stopped."""

import os
import pathlib

from casement_hub import Hub, HubError

hub = Hub(os.environ.get("CASEMENT_HUB", "http://127.0.0.1:8365"), os.environ["CASEMENT_TOKEN"])
position = pathlib.Path(os.environ.get("CASEMENT_POSITION", "position"))
after = position.read_text() if position.exists() else None

for event, after in hub.events(after):
    if event["type"] == "email/message-received" and event["payload"]["importance"] == "high":
        try:
            task = hub.call(event["account"], "todo/create-task", sensor="tasks", title=f"Answer: {event['payload']['subject']}")
            print("Created", task["id"], flush=True)
        except HubError as error:
            print(f"{error.code}: {error}", flush=True)
    # In one step, so that the program can be stopped at any moment.
    written = position.with_name(position.name + ".new")
    written.write_text(after)
    written.replace(position)
