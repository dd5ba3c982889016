"""Drives Thunderbird over Marionette.

Arguments: folder for the profile, port of Marionette, JSON with address, userName, password, calendar and list (display names), counts (how many items each has), write (boolean) and start.
Prints one JSON object: the calendars that Thunderbird finds, and what it reads from the calendar and the list.
"""

import json
import os
import subprocess
import sys
import time

from marionette_driver.marionette import Marionette

folder, port, text = sys.argv[1:]
account = json.loads(text)
profile = os.path.join(folder, "profile")
os.makedirs(profile, exist_ok=True)
preferences = {
    "marionette.port": int(port),
    # Marionette's own preferences switch the password manager off.
    "remote.prefs.recommended": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True,
    "mail.rights.version": 1,
    "app.donation.eoy.version.viewed": 999,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "app.update.enabled": False,
    "calendar.timezone.local": "Europe/Berlin",
}
with open(os.path.join(profile, "user.js"), "w", encoding="utf-8") as file:
    for name, value in preferences.items():
        file.write(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n")

# Finds the calendars as the dialog "New Calendar" does, and subscribes to them.
SUBSCRIBE = """
const [account, resolve] = arguments;
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
(async () => {
  const found = await cal.provider.detection.detect(account.userName, account.password, account.address, true, [], {});
  const calendars = [...found.values()].flat();
  for (const calendar of calendars) {
    calendar.setProperty("cache.enabled", true);
    cal.manager.registerCalendar(calendar);
  }
  for (const calendar of cal.manager.getCalendars()) calendar.refresh();
  return calendars.map(({ name, readOnly }) => ({ name, readOnly })).sort((a, b) => (a.name < b.name ? -1 : 1));
})().then(resolve, (error) => resolve({ error: String(error) }));
"""

FIND = """
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const calendarOf = (name) => cal.manager.getCalendars().find((calendar) => calendar.name === name);
const listItems = async (name) => {
  const calendar = calendarOf(name);
  const items = [];
  for await (const part of cal.iterate.streamValues(calendar.getItems(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null))) items.push(...part);
  return items;
};
"""

READ = (
    FIND
    + """
const [names, resolve] = arguments;
(async () => {
  const found = {};
  for (const name of names)
    found[name] = (await listItems(name)).map((item) => ({
      title: item.title,
      uid: item.id,
      recurs: item.recurrenceInfo !== null,
      done: item.isTodo() ? item.isCompleted : false,
    }));
  return found;
})().then(resolve, (error) => resolve({ error: String(error) }));
"""
)

# Adds, changes or deletes. `resolve` is called after the server has responded.
WRITE = (
    FIND
    + """
const [name, action, title, value, resolve] = arguments;
const { CalEvent } = ChromeUtils.importESModule("resource:///modules/CalEvent.sys.mjs");
const { CalTodo } = ChromeUtils.importESModule("resource:///modules/CalTodo.sys.mjs");
(async () => {
  const calendar = calendarOf(name);
  if (action === "add-event") {
    const event = new CalEvent();
    event.title = title;
    event.startDate = cal.createDateTime(value);
    event.endDate = event.startDate.clone();
    event.endDate.hour += 1;
    return (await calendar.addItem(event)).id;
  }
  if (action === "add-task") {
    const task = new CalTodo();
    task.title = title;
    return (await calendar.addItem(task)).id;
  }
  const item = (await listItems(name)).find((each) => each.title === title);
  if (action === "delete") return void (await calendar.deleteItem(item));
  const changed = item.clone();
  if (action === "rename") changed.title = value;
  if (action === "complete") changed.isCompleted = true;
  await calendar.modifyItem(changed, item);
})().then((id) => resolve({ id: id ?? null }), (error) => resolve({ error: String(error.message ?? error) }));
"""
)


def run(script: str, *args: object) -> dict:
    result = client.execute_async_script(script, script_args=list(args), sandbox="system", new_sandbox=True)
    if isinstance(result, dict) and "error" in result:
        raise RuntimeError(result["error"])
    return result


def read_until(condition, seconds: int = 30) -> dict:
    end = time.monotonic() + seconds
    while True:
        found = run(READ, [account["calendar"], account["list"]])
        if condition(found) or time.monotonic() > end:
            return found
        time.sleep(0.3)


command = ["thunderbird", "--no-remote", "--profile", profile, "--marionette", "--remote-allow-system-access"]
with open(os.path.join(folder, "thunderbird.log"), "wb") as log:
    program = subprocess.Popen(command, stdout=log, stderr=log)
try:
    client = Marionette(host="127.0.0.1", port=int(port))
    client.raise_for_port(timeout=90)
    client.start_session()
    client.timeout.script = 60
    client.set_context("chrome")
    result = {"calendars": run(SUBSCRIBE, account)}
    result["items"] = read_until(lambda found: all(len(found[name]) >= count for name, count in account["counts"].items()))
    if account["write"]:
        calendar, tasks = account["calendar"], account["list"]
        run(WRITE, calendar, "add-event", "From Thunderbird", account["start"])
        run(WRITE, tasks, "add-task", "Task from Thunderbird", None)
        run(WRITE, calendar, "add-event", "Soon gone", account["start"])
        run(WRITE, calendar, "rename", "From Thunderbird", "Renamed in Thunderbird")
        run(WRITE, tasks, "complete", "Task from Thunderbird", None)
        run(WRITE, calendar, "delete", "Soon gone", None)
        result["after"] = run(READ, [calendar, tasks])
    print(json.dumps(result))
finally:
    program.terminate()
    program.wait(20)
