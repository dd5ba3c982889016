import os
import sys
import time

sys.path.insert(0, os.getcwd())
from python_small import AuthenticatedClient
from python_small.api.todo import home_todo_create_task, home_todo_list_tasks
from python_small.models import HomeTodoCreateTaskBody, HomeTodoListTasksBody

client = AuthenticatedClient(base_url=os.environ["HUB_ADDRESS"], token=os.environ["HUB_TOKEN"])
title = f"Python {time.time()}"
created = home_todo_create_task.sync_detailed(client=client, body=HomeTodoCreateTaskBody.from_dict({"sensor": "tasks", "title": title}))
assert created.status_code == 200, created.content
listed = home_todo_list_tasks.sync_detailed(client=client, body=HomeTodoListTasksBody.from_dict({"sensor": "tasks"}))
assert title in listed.content.decode(), listed.content
print("created, listed")
