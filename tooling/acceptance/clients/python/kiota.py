"""Microsoft's Graph SDK for Python (Kiota) with azure-identity."""

import asyncio
import datetime as dt
from dataclasses import make_dataclass

from azure.identity import DeviceCodeCredential
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph import GraphServiceClient
from msgraph.generated.models.attendee import Attendee
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.calendar import Calendar
from msgraph.generated.models.chat_message import ChatMessage
from msgraph.generated.models.checklist_item import ChecklistItem
from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
from msgraph.generated.models.day_of_week import DayOfWeek
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.event import Event
from msgraph.generated.models.event_type import EventType
from msgraph.generated.models.file_attachment import FileAttachment
from msgraph.generated.models.importance import Importance
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.location import Location
from msgraph.generated.models.mail_folder import MailFolder
from msgraph.generated.models.message import Message
from msgraph.generated.models.patterned_recurrence import PatternedRecurrence
from msgraph.generated.models.recipient import Recipient
from msgraph.generated.models.recurrence_pattern import RecurrencePattern
from msgraph.generated.models.recurrence_pattern_type import RecurrencePatternType
from msgraph.generated.models.recurrence_range import RecurrenceRange
from msgraph.generated.models.recurrence_range_type import RecurrenceRangeType
from msgraph.generated.models.subscription import Subscription
from msgraph.generated.models.task_status import TaskStatus
from msgraph.generated.models.todo_task import TodoTask
from msgraph.generated.models.todo_task_list import TodoTaskList
from msgraph.generated.communications.get_presences_by_user_id.get_presences_by_user_id_post_request_body import GetPresencesByUserIdPostRequestBody
from msgraph.generated.users.item.calendar.get_schedule.get_schedule_post_request_body import GetSchedulePostRequestBody
from msgraph.generated.users.item.events.item.accept.accept_post_request_body import AcceptPostRequestBody
from msgraph.generated.users.item.messages.item.move.move_post_request_body import MovePostRequestBody
from msgraph.generated.users.item.messages.item.reply.reply_post_request_body import ReplyPostRequestBody
from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody
from msgraph_core.tasks.page_iterator import PageIterator
from operations import CLIENT_ID, MAIN, MATEO, SHARED, Operation, async_error_of, control, run_operations

SCOPES = ["User.Read.All", "Mail.ReadWrite", "Mail.ReadWrite.Shared", "Mail.Send", "MailboxSettings.ReadWrite", "Calendars.ReadWrite", "Tasks.ReadWrite", "Chat.ReadWrite", "ChatMessage.Send", "Presence.Read.All", "Group.Read.All", "Directory.Read.All"]

credential = DeviceCodeCredential(CLIENT_ID, tenant_id="harbour-lane.example", prompt_callback=lambda _, code, __: control("entra/approveDevice", code, MAIN))
graph = GraphServiceClient(credential, SCOPES)


PARAMETERS = {"start_date_time": "startDateTime", "end_date_time": "endDateTime"}


def asking(headers=(), **query):
    """A request configuration with query parameters by their names in Python, and headers."""
    names = {"get_query_parameter": lambda self, name: PARAMETERS.get(name, f"%24{name}")}
    config = RequestConfiguration(query_parameters=make_dataclass("Query", list(query), namespace=names)(**query))
    for name, value in dict(headers).items():
        config.headers.add(name, value)
    return config


EVENTUAL = {"ConsistencyLevel": "eventual"}
MARCH = {"start_date_time": "2027-03-01T00:00:00Z", "end_date_time": "2027-03-31T00:00:00Z"}


def to(address):
    return [Recipient(email_address=EmailAddress(address=address))]


def at(hour, zone="Europe/Berlin"):
    return DateTimeTimeZone(date_time=f"2027-03-01T{hour:02}:00:00", time_zone=zone)


async def all_items(request, page, limit=500):
    found = []
    iterator = PageIterator(page, graph.request_adapter)
    await iterator.iterate(lambda item: found.append(item) or len(found) < limit)
    return found


async def then(work, result):
    """Waits for the work, and returns what the function returns."""
    await work
    value = result()
    return await value if asyncio.iscoroutine(value) else value


async def pages(messages, **query):
    return await all_items(messages, await messages.get(asking(**query)))


async def next_round(k):
    """Follows the links of a delta round to its end, changes something and reads the next round."""
    archive = graph.me.mail_folders.by_mail_folder_id("archive").messages.delta
    page = k.delta
    while page.odata_next_link:
        page = await archive.with_url(page.odata_next_link).get()
    control("mail/addMany", MAIN, "archive", 1)
    return await archive.with_url(page.odata_delta_link).get()


def weekly(subject):
    pattern = RecurrencePattern(type=RecurrencePatternType.Weekly, interval=1, days_of_week=[DayOfWeek.Monday])
    span = RecurrenceRange(type=RecurrenceRangeType.Numbered, start_date=dt.date(2027, 3, 1), number_of_occurrences=3)
    return Event(subject=subject, start=at(10), end=at(11), recurrence=PatternedRecurrence(pattern=pattern, range=span))


async def accept():
    guest = {"type": "required", "emailAddress": {"address": MAIN}}
    times = {edge: {"dateTime": f"2027-03-04T1{hour}:00:00", "timeZone": "UTC"} for hour, edge in enumerate(("start", "end"))}
    made = control("calendar/createEvent", MATEO, {"subject": "Visit", "attendees": [guest], **times})
    [event] = (await graph.me.events.get(asking(filter="subject eq 'Visit'"))).value
    await graph.me.events.by_event_id(event.id).accept.post(AcceptPostRequestBody(comment="Gladly", send_response=True))
    organizer = next(e for e in control("calendar/events", MATEO) if e["id"] == made["id"])
    return organizer["attendees"][0]["status"]["response"]


def tasks(k):
    return graph.me.todo.lists.by_todo_task_list_id(k.list.id).tasks


run_operations(
    [
        Operation("signs in by device code and reads the person", lambda k: graph.me.get(), lambda r: (r.user_principal_name, r.job_title) == (MAIN, "Interior Architect"), keep="me"),
        Operation("selects properties", lambda k: graph.users.by_user_id(MATEO).get(asking(select=["displayName", "id"])), lambda r: r.display_name == "Mateo Lind" and r.mail is None, keep="mateo"),
        Operation("searches people", lambda k: graph.users.get(asking(EVENTUAL, search='"displayName:priya"')), lambda r: [u.display_name for u in r.value] == ["Priya Nair"]),
        Operation("filters and counts people", lambda k: graph.users.get(asking(EVENTUAL, filter="endsWith(userPrincipalName,'harbour-lane.example')", count=True, orderby=["displayName"])), lambda r: r.odata_count == len(r.value) and [u.display_name for u in r.value] == sorted(u.display_name for u in r.value)),
        Operation("counts people as a segment", lambda k: graph.users.count.get(asking(EVENTUAL)), lambda r: r >= 7),
        Operation("is told that counting needs ConsistencyLevel", lambda k: async_error_of(graph.users.count.get()), lambda r: r.response_status_code == 400),
        Operation("reads groups of a person by a cast", lambda k: graph.me.member_of.graph_group.get(), lambda r: len(r.value) > 0 and all("Unified" in g.group_types for g in r.value), keep="groups"),
        Operation("reads a group", lambda k: graph.groups.by_group_id(k.groups.value[0].id).get(), lambda r, k: r.display_name == k.groups.value[0].display_name),
        Operation("iterates over the inbox in pages of four", lambda k: pages(graph.me.mail_folders.by_mail_folder_id("inbox").messages, top=4), lambda r: len(r) > 10 and len({m.id for m in r}) == len(r), keep="inbox"),
        Operation("counts the inbox", lambda k: graph.me.mail_folders.by_mail_folder_id("inbox").messages.count.get(), lambda r, k: r == len(k.inbox)),
        Operation("filters and orders mails", lambda k: graph.me.messages.get(asking(filter="receivedDateTime ge 2000-01-01T00:00:00Z and importance eq 'high'", orderby=["receivedDateTime desc"])), lambda r: len(r.value) > 0 and all(m.importance == Importance.High for m in r.value)),
        Operation("searches mails", lambda k: graph.me.messages.get(asking(search='"subject:keys"')), lambda r: [m.subject for m in r.value] == ["Keys for Elm Row"], keep="keys"),
        Operation("reads a mail as text", lambda k: graph.me.messages.by_message_id(k.keys.value[0].id).get(asking({"Prefer": 'outlook.body-content-type="text"'})), lambda r: r.body.content_type == BodyType.Text and "neighbor at number 14" in r.body.content),
        Operation("reads MIME", lambda k: graph.me.messages.by_message_id(k.keys.value[0].id).content.get(), lambda r: b"Subject: Keys for Elm Row" in r),
        Operation("creates a draft", lambda k: graph.me.messages.post(Message(subject="Plan", body=ItemBody(content="Attached", content_type=BodyType.Text), to_recipients=to(MATEO))), lambda r: r.is_draft and r.subject == "Plan", keep="draft"),
        Operation("attaches a file", lambda k: graph.me.messages.by_message_id(k.draft.id).attachments.post(FileAttachment(odata_type="#microsoft.graph.fileAttachment", name="plan.txt", content_bytes=b"bm9ydGggd2FsbA==")), lambda r: r.name == "plan.txt" and r.size > 0),
        Operation("expands attachments", lambda k: graph.me.messages.by_message_id(k.draft.id).get(asking(expand=["attachments"])), lambda r: [type(a).__name__ for a in r.attachments] == ["FileAttachment"] and r.has_attachments),
        Operation("changes the draft", lambda k: graph.me.messages.by_message_id(k.draft.id).patch(Message(subject="Plan B", categories=["Blue category"])), lambda r: r.subject == "Plan B" and r.categories == ["Blue category"]),
        Operation("sends the draft", lambda k: then(graph.me.messages.by_message_id(k.draft.id).send.post(), lambda: control("mail/sent")), lambda r: [(m["to"], m["subject"]) for m in r] == [(MATEO, "Plan B")]),
        Operation("sends a mail", lambda k: then(graph.me.send_mail.post(SendMailPostRequestBody(message=Message(subject="Soup?", body=ItemBody(content="At noon"), to_recipients=to(MATEO)), save_to_sent_items=True)), lambda: control("mail/sent")[-1]), lambda r: (r["subject"], r["to"]) == ("Soup?", MATEO)),
        Operation("replies", lambda k: then(graph.me.messages.by_message_id(k.keys.value[0].id).reply.post(ReplyPostRequestBody(comment="Thanks")), lambda: control("mail/sent")[-1]), lambda r: r["to"] == "jonas@harbour-lane.example" and "Thanks" in r["text"]),
        Operation("creates a folder", lambda k: graph.me.mail_folders.post(MailFolder(display_name="Elm Row")), lambda r: r.display_name == "Elm Row" and r.total_item_count == 0, keep="folder"),
        Operation("moves a mail", lambda k: graph.me.messages.by_message_id(k.keys.value[0].id).move.post(MovePostRequestBody(destination_id=k.folder.id)), lambda r, k: r.parent_folder_id == k.folder.id, keep="moved"),
        Operation("reads message delta", lambda k: graph.me.mail_folders.by_mail_folder_id("archive").messages.delta.get(), lambda r: len(r.value) >= 4, keep="delta"),
        Operation("reads the next delta round", lambda k: next_round(k), lambda r: len(r.value) == 1),
        Operation("deletes a mail", lambda k: then(graph.me.messages.by_message_id(k.moved.id).delete(), lambda: async_error_of(graph.me.messages.by_message_id(k.moved.id).get())), lambda r: r.error.code == "ErrorItemNotFound"),
        Operation("is told that an id is malformed", lambda k: async_error_of(graph.me.messages.by_message_id("nope").get()), lambda r: (r.response_status_code, r.error.code) == (400, "ErrorInvalidIdMalformed")),
        Operation("reads the shared mailbox", lambda k: graph.users.by_user_id(SHARED).mail_folders.by_mail_folder_id("inbox").messages.get(), lambda r: len(r.value) > 0),
        Operation("reads mailbox settings", lambda k: graph.me.mailbox_settings.get(), lambda r: r.time_zone is not None and len(r.working_hours.days_of_week) == 5),
        Operation("lists categories", lambda k: graph.me.outlook.master_categories.get(), lambda r: "Blue category" in {c.display_name for c in r.value}),
        Operation("lists calendars", lambda k: graph.me.calendars.get(), lambda r: {"Calendar", "School"} <= {c.name for c in r.value}),
        Operation("creates a calendar", lambda k: graph.me.calendars.post(Calendar(name="Workshop")), lambda r: r.name == "Workshop" and r.can_edit, keep="calendar"),
        Operation("creates a series in it", lambda k: graph.me.calendars.by_calendar_id(k.calendar.id).events.post(weekly("Review")), lambda r: r.type == EventType.SeriesMaster and r.recurrence.range.number_of_occurrences == 3, keep="series"),
        Operation("reads instances in a zone", lambda k: graph.me.events.by_event_id(k.series.id).instances.get(asking({"Prefer": 'outlook.timezone="Europe/Berlin"'}, **MARCH)), lambda r: [i.start.date_time[:16] for i in r.value] == ["2027-03-01T10:00", "2027-03-08T10:00", "2027-03-15T10:00"]),
        Operation("reads the view of a calendar", lambda k: graph.me.calendars.by_calendar_id(k.calendar.id).calendar_view.get(asking(**MARCH)), lambda r: [e.type for e in r.value] == [EventType.Occurrence] * 3),
        Operation("changes an event's place", lambda k: graph.me.events.by_event_id(k.series.id).patch(Event(location=Location(display_name="Upstairs"))), lambda r: r.location.display_name == "Upstairs" and r.subject == "Review"),
        Operation("accepts an invitation", lambda k: accept(), lambda r: r == "accepted"),
        Operation("reads who is free", lambda k: graph.me.calendar.get_schedule.post(GetSchedulePostRequestBody(schedules=[MATEO], start_time=at(8), end_time=at(18), availability_view_interval=60)), lambda r: len(r.value[0].availability_view) == 10),
        Operation("deletes a calendar", lambda k: then(graph.me.calendars.by_calendar_id(k.calendar.id).delete(), lambda: [c["name"] for c in control("calendar/calendars", MAIN)]), lambda r: "Workshop" not in r),
        Operation("creates a task list", lambda k: graph.me.todo.lists.post(TodoTaskList(display_name="Stairs")), lambda r: r.display_name == "Stairs" and r.is_owner, keep="list"),
        Operation("creates a task", lambda k: tasks(k).post(TodoTask(title="Measure", due_date_time=at(0, "UTC"))), lambda r: r.title == "Measure" and r.status == TaskStatus.NotStarted and r.due_date_time.date_time.startswith("2027-03-01"), keep="task"),
        Operation("adds a step", lambda k: tasks(k).by_todo_task_id(k.task.id).checklist_items.post(ChecklistItem(display_name="Laser")), lambda r: r.display_name == "Laser" and not r.is_checked),
        Operation("completes the task", lambda k: tasks(k).by_todo_task_id(k.task.id).patch(TodoTask(status=TaskStatus.Completed)), lambda r: r.status == TaskStatus.Completed and r.completed_date_time is not None),
        Operation("reads task delta", lambda k: tasks(k).delta.get(), lambda r: [t.title for t in r.value] == ["Measure"]),
        Operation("lists chats with members", lambda k: graph.me.chats.get(asking(expand=["members"])), lambda r: next(len(c.members) for c in r.value if c.topic == "Lunch") == 4, keep="chats"),
        Operation("sends a chat message", lambda k: graph.chats.by_chat_id(next(c.id for c in k.chats.value if c.topic == "Lunch")).messages.post(ChatMessage(body=ItemBody(content="Soup it is."))), lambda r: r.body.content == "Soup it is." and r.from_.user.display_name == "Robin Hale", keep="message"),
        Operation("lists chat messages", lambda k: graph.chats.by_chat_id(k.message.chat_id).messages.get(asking(top=3)), lambda r: r.value[0].body.content == "Soup it is."),
        Operation("reads presence", lambda k: graph.me.presence.get(), lambda r: (r.availability, r.activity) == ("Busy", "InAMeeting")),
        Operation("reads presences of others", lambda k: graph.communications.get_presences_by_user_id.post(GetPresencesByUserIdPostRequestBody(ids=[k.mateo.id])), lambda r: [p.activity for p in r.value] == ["Presenting"]),
        Operation("is refused a subscription whose address does not answer", lambda k: async_error_of(graph.subscriptions.post(Subscription(change_type="created", resource="me/messages", notification_url="http://localhost:9/", expiration_date_time=dt.datetime.now(dt.timezone.utc) + dt.timedelta(minutes=30)))), lambda r: r.response_status_code == 400 and "validation" in r.error.message.lower()),
        Operation("lists no subscriptions", lambda k: graph.subscriptions.get(), lambda r: r.value == []),
    ]
)
