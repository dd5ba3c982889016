"""Runs all checks of caldav-server-tester on a server, each to its end, whatever the others said.

Its own command stops at the first check that breaks off, and cannot be told of a list for tasks where calendars cannot be created.

Arguments: JSON with address, userName, password, and perhaps calendar and list (display names of what it may fill).
Prints one JSON object: what it found of each feature.
"""

import inspect
import json
import logging
import sys

from caldav import DAVClient
from caldav_server_tester import checks
from caldav_server_tester.checker import ServerQuirkChecker
from caldav_server_tester.checks_base import Check

account = json.loads(sys.argv[1])
client = DAVClient(url=account["address"], username=account["userName"], password=account["password"])
checker = ServerQuirkChecker(client)
if "calendar" in account:
    checker.expected_features.set_feature("test-calendar.compatibility-tests", {"name": account["calendar"]})
    find_calendar = checker.principal.calendar

    def calendar(name=None, cal_id=None, **others):
        if cal_id is not None and cal_id.endswith("_tasks"):
            return find_calendar(name=account["list"])
        return find_calendar(name=name, cal_id=cal_id, **others)

    checker.principal.calendar = calendar

try:
    for _, check in inspect.getmembers(checks, inspect.isclass):
        if check.__module__ != checks.__name__ or not issubclass(check, Check) or check is Check:
            continue
        try:
            check(checker).run_check(only_once=True)
        except Exception as error:
            logging.warning("%s broke off: %r", check.__name__, error)
            checker._checks_run.add(check)
finally:
    try:
        checker.cleanup(force=True)
    except Exception as error:
        logging.warning("The server could not be cleaned up: %r", error)
print(json.dumps(checker.features_checked.dotted_feature_set_list(compact=False)))
