import * as z from "zod";
import {
  type BrokenPluginCase,
  brokenPlugin,
  createTask,
  describeBrokenPlugins,
  type NotesRun,
  validOptions,
} from "../../../test/contract/broken-plugin.fixture.ts";
import { completeTexts } from "./complete-texts.ts";
import { declaredEffects } from "./declared-effects.ts";
import { fieldNotes } from "./field-notes.ts";
import { itemUses } from "./item-uses.ts";
import { pureFunctions } from "./pure-functions.ts";
import { reachedPeople } from "./reached-people.ts";
import { shortSummaries } from "./short-summaries.ts";

const withItem = (item: object) => brokenPlugin({ services: { "finish-task": { item } } });
const withInput = (fields: Record<string, z.ZodType>) =>
  brokenPlugin({ services: { "finish-task": { item: undefined, input: z.object({ id: z.string(), ...fields }) } } });
const withRun = (service: object) => brokenPlugin({ services: { "finish-task": { repeatable: false, ...service } } });
const mailScopes = {
  "Mail.Send": { tier: "update", why: "" },
  "Mail.ReadWrite": { tier: "update", why: "" },
  "Calendars.ReadWrite": { tier: "update", why: "" },
  "Chat.ReadWrite": { tier: "update", why: "" },
};
/** The plugin with a service that makes requests of other features. */
const reaching = (run: (call: NotesRun) => Promise<unknown>, service: object = {}) =>
  brokenPlugin({
    scopes: mailScopes,
    services: { "count-tasks": { effect: "change", scope: Object.keys(mailScopes), output: z.unknown(), run, ...service } },
  });
const mailTo = (address: string) => ({ message: { subject: "Hello", toRecipients: [{ emailAddress: { address } }] } });
const meeting = (change: object) => ({
  subject: "Tea",
  start: { dateTime: "2026-03-05T10:00:00", timeZone: "UTC" },
  end: { dateTime: "2026-03-05T11:00:00", timeZone: "UTC" },
  ...change,
});
const attendees = [{ emailAddress: { address: "ben@elsewhere.example" } }];

const itemCases: readonly BrokenPluginCase[] = [
  [
    itemUses,
    "an item of a kind that does not exist",
    () => [withItem({ of: "shelf", does: "act", id: "id" })],
    /of names "shelf", which is not a sensor kind/,
  ],
  [
    itemUses,
    "an item of a kind without items",
    () => [withItem({ of: "person", does: "act", id: "id" })],
    /"person", which is a sensor kind without `present\.items`/,
  ],
  [
    itemUses,
    "an id that the input does not have",
    () => [withItem({ of: "list", does: "act", id: "task" })],
    /`id` names "task", which is not a field/,
  ],
  [itemUses, "a missing id", () => [withItem({ of: "list", does: "act" })], /item has no `id`, but `act` uses an existing item/],
  [
    itemUses,
    "an id without an existing item",
    () => [withItem({ of: "list", does: "list", id: "id" })],
    /item\.id is set, but `list` uses no existing item/,
  ],
  [
    itemUses,
    "a field that the input does not have",
    () => [withItem({ of: "list", does: "add", fields: { text: "title" } })],
    /`text` names "title", which is not a field/,
  ],
  [
    itemUses,
    "`only` with a property that items do not have",
    () => [withItem({ of: "list", does: "act", id: "id", only: { state: ["done"] } })],
    /only names "state", which items of the sensor kind list do not have[\s\S]*attribute "tasks"/,
  ],
  [
    itemUses,
    "a complete without a reopen",
    () => [brokenPlugin({ services: { "reopen-task": { item: undefined } } })],
    /completes items of the sensor kind list, but no service reopens them/,
  ],
  [
    shortSummaries,
    "a long summary",
    () => [brokenPlugin({ services: { "add-task": { summary: "Add a task. ".repeat(8) } } })],
    /services\.add-task\.summary has 96 characters[\s\S]*Shorten it to 80/,
  ],
  [shortSummaries, "an empty summary", () => [brokenPlugin({ services: { "add-task": { summary: " " } } })], /summary is empty/],
];

const fieldCases: readonly BrokenPluginCase[] = [
  [
    fieldNotes,
    "an alias that is a field",
    () => [
      withInput({
        due: z
          .string()
          .optional()
          .meta({ "x-aliases": ["id"] }),
      }),
    ],
    /services\.finish-task\.input: "id" is an alias of "due", but it is also a field/,
  ],
  [
    fieldNotes,
    "an alias that is the field's own name",
    () => [
      withInput({
        due: z
          .string()
          .optional()
          .meta({ "x-aliases": ["due"] }),
      }),
    ],
    /"due" is an alias of "due", but it is the field's own name/,
  ],
  [
    fieldNotes,
    "an alias of two fields",
    () => [
      withInput({
        due: z
          .string()
          .optional()
          .meta({ "x-aliases": ["date"] }),
        start: z
          .string()
          .optional()
          .meta({ "x-aliases": ["date"] }),
      }),
    ],
    /"date" is an alias of both "due" and "start"/,
  ],
  [
    fieldNotes,
    "an alias that is named twice, deep in an input",
    () => [withInput({ people: z.array(z.object({ email: z.string().meta({ "x-aliases": ["mail", "mail"] }) })).optional() })],
    /input: people\.\*: the `x-aliases` of "email" name the same alias twice/,
  ],
  [
    fieldNotes,
    "an alias that is not in a list",
    () => [withInput({ due: z.string().optional().meta({ "x-aliases": "date" }) })],
    /the `x-aliases` of "due" are not a list/,
  ],
  [
    fieldNotes,
    "a private object in a payload",
    () => [brokenPlugin({ events: { "task-created": z.object({ body: z.object({ text: z.string() }).meta({ "x-private": true }) }) } })],
    /events\.task-created: body has `x-private`, but it is not a text/,
  ],
  [
    fieldNotes,
    "a private number in a value",
    () => [
      brokenPlugin({
        sensors: { person: { value: z.object({ state: z.string(), age: z.number().nullable().meta({ "x-private": true }) }) } },
      }),
    ],
    /sensors\.person\.value: age has `x-private`, but it is not a text/,
  ],
  [
    fieldNotes,
    "an order that is not a number",
    () => [withInput({ due: z.string().optional().meta({ "x-order": "first" }) })],
    /due has an `x-order`/,
  ],
  [
    fieldNotes,
    "a group without a title",
    () => [withInput({ due: z.string().optional().meta({ "x-group": "" }) })],
    /due has an `x-group`/,
  ],
  [
    completeTexts,
    "a form with an untranslated field",
    () => [
      brokenPlugin({
        texts: {
          de: { title: "Notizen", "services.add-task.input.title.description": "Was zu tun ist" },
          fr: { title: "Notes", "services.add-task.input.title.description": "Ce qu'il faut faire" },
        },
      }),
    ],
    /texts lacks services\.add-task\.input\.title\.title, although it translates other parts/,
  ],
];

const effectCases: readonly BrokenPluginCase[] = [
  [
    declaredEffects,
    "an add that changes an item",
    () => [withRun({ effect: "add" })],
    /finish-task has the effect "add", but it sent a PATCH/,
  ],
  [
    declaredEffects,
    "an add that removes an item",
    () => [
      withRun({
        effect: "add",
        run: async ({ graph, target, input }: NotesRun) => {
          await graph.send("DELETE", `/me/todo/lists/${target.id}/tasks/${input.id}`);
          return {};
        },
      }),
    ],
    /"add", but it sent a DELETE[\s\S]*"add", but it removed an existing item/,
  ],
  [
    declaredEffects,
    "a remove that only adds",
    () => [brokenPlugin({ services: { "add-task": { effect: "remove", run: createTask } } })],
    /add-task has the effect "remove", but it added an item and removed none/,
  ],
  [
    declaredEffects,
    "a remove that only changes",
    () => [withRun({ effect: "remove" })],
    /finish-task has the effect "remove", but it changed an item and removed none/,
  ],
];

const reachCases: readonly BrokenPluginCase[] = [
  [
    reachedPeople,
    "a read with `reachesOthers`",
    () => [brokenPlugin({ services: { "count-tasks": { reachesOthers: true } } })],
    /count-tasks has the effect "read", but it has `reachesOthers`/,
  ],
  [
    reachedPeople,
    "a mail",
    () => [reaching(({ graph }) => graph.send("POST", "/me/sendMail", mailTo("ben@elsewhere.example")))],
    /count-tasks sent a POST \/me\/sendMail, but `reachesOthers` is false for its example[\s\S]*count-tasks sent a mail/,
  ],
  [
    reachedPeople,
    "a mail that a function does not predict",
    () => [reaching(({ graph }) => graph.send("POST", "/me/sendMail", mailTo("ada@contoso.example")), { reachesOthers: () => false })],
    /count-tasks sent a POST \/me\/sendMail/,
  ],
  [
    reachedPeople,
    "an invitation",
    () => [reaching(({ graph }) => graph.send("POST", "/me/events", meeting({ attendees })))],
    /count-tasks sent invitations with POST \/me\/events/,
  ],
  [
    reachedPeople,
    "a meeting that is moved",
    () => [
      reaching(async ({ graph }) => {
        const { value } = await graph.get<{ value: { id: string }[] }>("/me/events");
        await graph.send("PATCH", `/me/events/${value[0]?.id}`, { subject: "Coffee" });
      }),
      {
        ...validOptions,
        arrange(emulator, user) {
          validOptions.arrange?.(emulator, user);
          emulator.control.calendar.createEvent(user, meeting({ attendees }));
        },
      },
    ],
    /count-tasks notified the attendees of a meeting with PATCH \/me\/events\/\{id\}/,
  ],
  [
    reachedPeople,
    "a chat message",
    () => [
      reaching(async ({ graph }) => {
        const { value } = await graph.get<{ value: { id: string }[] }>("/me/chats");
        await graph.send("POST", `/chats/${value[0]?.id}/messages`, { body: { content: "Hello" } });
      }),
      {
        ...validOptions,
        arrange(emulator, user) {
          validOptions.arrange?.(emulator, user);
          if (!emulator.directory.user("ben@contoso.example"))
            emulator.directory.addUser({ userPrincipalName: "ben@contoso.example", displayName: "Ben" });
          emulator.control.chat.addChat(user, { members: ["ben@contoso.example"] });
        },
      },
    ],
    /count-tasks sent a POST \/chats\/\{id\}\/messages/,
  ],
  [
    reachedPeople,
    "a function that fails for an item that is not stored",
    () => [
      brokenPlugin({
        services: { "finish-task": { reachesOthers: ({ item }: { item: { title: string } }) => item.title === "Meeting" } },
      }),
    ],
    /`reachesOthers` of the service finish-task failed for the example: TypeError[\s\S]*`item` is undefined/,
  ],
  [
    pureFunctions,
    "a `reachesOthers` that uses the machine's clock",
    () => [brokenPlugin({ services: { "finish-task": { reachesOthers: () => new Date().getDate() as never } } })],
    /services\.finish-task\.reachesOthers is not pure: it returned two different results/,
  ],
];

describeBrokenPlugins([...itemCases, ...fieldCases, ...effectCases, ...reachCases]);
