import type { EmulatorControl } from "../emulator-control.ts";
import {
  anyNumber,
  anyText,
  graphObject,
  isoTime,
  listOf,
  nameText,
  objectOf,
  oneOf,
  textList,
  trueOrFalse,
  wholeNumber,
} from "./argument-types.ts";
import type { ControlSchemas } from "./check-arguments.ts";
import { entraSchemas } from "./entra-schemas.ts";

const user = anyText;
const on = trueOrFalse.optional();
const faultRule = objectOf({
  path: anyText.optional(),
  method: anyText.optional(),
  user: anyText.optional(),
  only: oneOf("parts", "requests").optional(),
  count: wholeNumber(1).optional(),
  probability: anyNumber.min(0, { error: "must be from 0 to 1" }).max(1, { error: "must be from 0 to 1" }).optional(),
  status: wholeNumber(400, 599).optional(),
  code: anyText.optional(),
  retryAfter: anyText.optional(),
  delay: wholeNumber().optional(),
  drop: trueOrFalse.optional(),
})
  .refine(({ status, delay, drop }) => status !== undefined || delay !== undefined || drop === true, {
    error: "needs status, delay, or drop to have an effect",
  })
  .refine(({ status, code, retryAfter }) => status !== undefined || (code === undefined && retryAfter === undefined), {
    error: "needs status for code and retryAfter",
  });

const recipients = anyText.or(textList);
const attachment = objectOf({
  name: anyText,
  contentType: anyText.optional(),
  content: anyText.optional(),
  contentBytes: anyText.optional(),
  contentId: anyText.optional(),
});
const incomingMail = objectOf({
  from: anyText,
  to: recipients,
  cc: recipients.optional(),
  bcc: recipients.optional(),
  replyTo: recipients.optional(),
  subject: anyText.optional(),
  text: anyText.optional(),
  html: anyText.optional(),
  importance: oneOf("low", "normal", "high").optional(),
  attachments: listOf(attachment).optional(),
  inReplyTo: anyText.optional(),
  headers: graphObject.optional(),
});

const chatMessage = anyText.or(
  objectOf({
    text: anyText.optional(),
    html: anyText.optional(),
    importance: oneOf("normal", "high", "urgent").optional(),
    subject: anyText.optional(),
    at: isoTime.optional(),
    app: anyText.optional(),
    mentions: textList.optional(),
  }),
);
const newChat = objectOf({
  type: oneOf("oneOnOne", "group", "meeting").optional(),
  topic: anyText.optional(),
  members: textList,
  tenant: anyText.optional(),
  at: isoTime.optional(),
});

const newGroup = objectOf({
  displayName: nameText,
  description: anyText.optional(),
  mailNickname: anyText.optional(),
  kind: oneOf("microsoft365", "security").optional(),
  visibility: oneOf("Public", "Private").optional(),
  members: textList.optional(),
  owners: textList.optional(),
  channels: textList.optional(),
  timeZone: anyText.optional(),
});
const newRoom = objectOf({
  displayName: nameText,
  emailAddress: anyText,
  capacity: wholeNumber(1).optional(),
  building: anyText.optional(),
  floorNumber: anyNumber.optional(),
  lists: textList.optional(),
});
const presence = objectOf({
  availability: anyText.optional(),
  activity: anyText.optional(),
  statusMessage: graphObject.nullable().optional(),
  outOfOfficeSettings: objectOf({ isOutOfOffice: trueOrFalse, message: anyText.nullable() }).optional(),
  workLocation: graphObject.nullable().optional(),
});
const response = oneOf("accepted", "declined", "tentativelyAccepted");
const calendar = anyText.optional();

/** What every function of the control interface accepts. */
export const controlSchemas: ControlSchemas<EmulatorControl> = {
  entra: entraSchemas,
  clock: { now: {} },
  tokens: { issue: { user, scopes: textList } },
  faults: { add: { rule: faultRule }, clear: { id: anyText.optional() }, list: {} },
  counters: { report: {}, reset: {} },
  delta: { expire: { user: user.optional() } },
  shares: { add: { owner: anyText, user, folders: listOf(oneOf("mail", "calendar")).optional() }, remove: { owner: anyText, user } },
  users: { setManager: { user, manager: user.nullable() } },
  mail: {
    deliver: { mail: incomingMail },
    folders: { user },
    addFolder: { user, displayName: nameText, parent: anyText.optional() },
    addMessage: { user, folder: anyText, message: graphObject },
    addAttachment: { user, message: anyText, attachment },
    addAttachmentOf: { user, message: anyText, attachment: graphObject },
    messages: { user, folder: anyText },
    addMany: { user, folder: anyText, count: wholeNumber(0, 10_000) },
    changeMessage: { user, id: anyText, changes: graphObject },
    moveMessage: { user, id: anyText, folder: anyText },
    removeMessage: { user, id: anyText },
    allowSending: { owner: anyText, user, right: oneOf("sendAs", "sendOnBehalf").nullable() },
    sent: {},
    forgetSent: {},
  },
  mailboxSettings: { get: { user }, set: { user, changes: graphObject }, setContacts: { user, addresses: textList } },
  todo: {
    lists: { user },
    addList: { user, displayName: nameText },
    renameList: { user, list: anyText, displayName: nameText },
    removeList: { user, list: anyText },
    shareList: { user, list: anyText, withUser: anyText },
    tasks: { user, list: anyText },
    addTask: { user, list: anyText, task: graphObject },
    changeTask: { user, list: anyText, id: anyText, changes: graphObject },
    removeTask: { user, list: anyText, id: anyText },
    setChecklistItem: { user, list: anyText, id: anyText, changes: graphObject, item: anyText.optional() },
    refuseDelta: { on },
  },
  presence: { set: { user, presence, options: objectOf({ undocumented: trueOrFalse.optional() }).optional() }, get: { user } },
  chat: {
    chats: { user },
    addChat: { user, options: newChat },
    removeChat: { chat: anyText },
    say: { from: anyText, chat: anyText, message: chatMessage },
    editMessage: { chat: anyText, id: anyText, message: chatMessage },
    deleteMessage: { chat: anyText, id: anyText },
    messages: { chat: anyText },
    rename: { by: anyText, chat: anyText, topic: anyText },
    addMember: { by: anyText, chat: anyText, user },
    removeMember: { by: anyText, chat: anyText, user },
    refuse: { chat: anyText, status: oneOf(403, 404).nullable() },
  },
  calendar: {
    calendars: { user },
    events: { user, calendar },
    view: { user, start: isoTime, end: isoTime, calendar },
    createEvent: { user, event: graphObject, calendar },
    patchEvent: { user, event: anyText, changes: graphObject },
    deleteEvent: { user, event: anyText },
    cancelEvent: { user, event: anyText },
    respond: { user, event: anyText, response, options: objectOf({ sendResponse: trueOrFalse.optional() }).optional() },
    attendeeResponds: { organizer: anyText, event: anyText, attendee: anyText, response },
    createCalendar: { user, calendar: graphObject },
    renameCalendar: { user, calendar: anyText, name: nameText },
    removeCalendar: { user, calendar: anyText },
    refuseCalendar: { user, calendar: anyText, on },
    shareCalendar: {
      user,
      calendar: anyText,
      withUser: anyText,
      rights: objectOf({
        canEdit: trueOrFalse.optional(),
        canViewPrivateItems: trueOrFalse.optional(),
        name: anyText.optional(),
      }).optional(),
    },
    setPrimaryOnlyDelta: { on: trueOrFalse },
    setKeepDeclined: { user, on: trueOrFalse },
    setMeetingMail: { on: trueOrFalse },
  },
  contacts: {
    list: { user, folder: anyText.optional() },
    add: { user, contact: graphObject, folder: anyText.optional() },
    change: { user, id: anyText, changes: graphObject },
    remove: { user, id: anyText },
    addFolder: { user, displayName: nameText },
  },
  groups: {
    add: { tenant: anyText, group: newGroup },
    remove: { group: anyText },
    rename: { group: anyText, displayName: nameText },
    list: { tenant: anyText },
    addMember: { group: anyText, member: anyText },
    removeMember: { group: anyText, member: anyText },
    refuseDelta: { on },
  },
  places: { addRoom: { tenant: anyText, room: newRoom } },
  subscriptions: {
    list: {},
    expire: { id: anyText.optional() },
    remove: { id: anyText },
    miss: { id: anyText },
    requireReauthorization: { id: anyText },
    settled: {},
  },
};
