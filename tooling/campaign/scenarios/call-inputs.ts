import { householdUsers } from "@casement/graph-emulator/household";
import { newKinds } from "../harness/outside-changes.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { FaultScenario, ScenarioGroup } from "./fault-scenario.ts";

const { main } = householdUsers;
const day = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

/** Calls whose input has a name that the service does not have. */
const unknownNames: readonly (readonly [service: string, input: object, near: string])[] = [
  ["todo/create-task", { sensor: "groceries", title: "input-task", dueDat: day }, "due"],
  ["email/send", { to: "out@elsewhere.example", subject: "input-mail", txt: "x" }, "text"],
  [
    "calendar/create-event",
    { sensor: "family", subject: "input-event", start: `${day}T10:00`, end: `${day}T11:00`, attendes: [] },
    "attendees",
  ],
  [
    "calendar/create-event",
    {
      sensor: "family",
      subject: "input-nested",
      start: `${day}T10:00`,
      end: `${day}T11:00`,
      attendees: [{ email: "a@elsewhere.example", nme: "A" }],
    },
    "name",
  ],
];

const scenarios: readonly FaultScenario[] = [
  {
    name: "unknown-names",
    quick: true,
    needs: ["mosquitto"],
    async run(run) {
      const household = await run.shared();
      const { hub, emulator, listener } = household;
      for (const [i, [service, input, near]] of unknownNames.entries()) {
        const { status, body } = await hub.call(service, input);
        run.check(status === 400 && body.code === "input-invalid", `${service} over HTTP: ${status} ${body.code}`);
        run.check(JSON.stringify(body).includes(near), `${service}: the nearest name ${near} is not named`);
        const topic = `answers/input${i}`;
        listener.client.publish(`casement/home/call/${service}`, JSON.stringify({ ...input, $replyTo: topic }), { qos: 1 });
        const replied = await secondsUntil(20 * run.factor, () => listener.messages.has(topic));
        const reply = JSON.parse(listener.messages.get(topic) ?? "{}");
        run.check(
          replied !== undefined && reply.error?.code === "input-invalid",
          `${service} over MQTT: ${JSON.stringify(reply).slice(0, 100)}`,
        );
      }
      const all = JSON.stringify([
        await emulator.control("mail/sent"),
        await emulator.control("todo/tasks", main, "Groceries"),
        await emulator.control("calendar/events", main),
      ]);
      run.check(!/"input-/.test(all), "a call with an unknown name was done");
      await household.changes.make(...newKinds);
      await run.settle(household);
    },
  },
  {
    name: "failed-call-without-a-reply-topic",
    needs: ["mosquitto"],
    async run(run) {
      const { listener } = await run.shared();
      listener.client.publish("casement/home/call/todo/complete-task", JSON.stringify({ id: "no-such-task" }), { qos: 1 });
      const raised = await secondsUntil(20 * run.factor, () => listener.events.some(({ type }) => type === "account/call-failed"));
      run.check(raised !== undefined, "no event account/call-failed");
    },
  },
  {
    name: "several-recipients",
    quick: true,
    async run(run) {
      const { hub, emulator } = await run.shared();
      const cases: Readonly<Record<string, readonly string[] | undefined>> = {
        '"Reed, Ada" <ada@elsewhere.example>, Ben <ben@elsewhere.example>': ["ada", "ben"],
        '"Reed, Ada" <ada@elsewhere.example>, "Ito, Ben" <ben@elsewhere.example>': ["ada", "ben"],
        "ada@elsewhere.example; Ben <ben@elsewhere.example>": ["ada", "ben"],
        "<ada@elsewhere.example>,<ben@elsewhere.example>": ["ada", "ben"],
        "ada@elsewhere.example, Ben <ben@elsewhere.example": undefined,
        "ada@elsewhere.example ben@elsewhere.example": undefined,
      };
      for (const [i, [to, people]] of Object.entries(cases).entries()) {
        const subject = `recipients-${i}-`;
        const { status } = await hub.call("email/send", { to, subject, text: "x" });
        const sent: { subject: string; to: string }[] = await emulator.control("mail/sent");
        const reached = sent.filter((mail) => mail.subject === subject).map((mail) => mail.to.split("@")[0]!);
        run.count({
          expected: people?.length ?? 0,
          lost: people?.filter((name) => !reached.includes(name)).map((name) => `${name} of ${to}`) ?? [],
          doubled: reached.filter((name, at) => reached.indexOf(name) !== at),
        });
        run.check(people !== undefined || (status === 400 && reached.length === 0), `${to}: ${status}, sent to ${reached}`);
      }
    },
  },
  {
    name: "join-link-survives-a-new-body",
    quick: true,
    async run(run) {
      const { hub, emulator } = await run.shared();
      const times = { start: `${day}T12:00`, end: `${day}T13:00` };
      const made = await hub.call("calendar/create-event", {
        sensor: "calendar",
        subject: "meeting-online",
        onlineMeeting: true,
        ...times,
      });
      run.check(made.status === 200, `the meeting was not made: ${made.body?.message ?? made.body?.detail}`);
      const { status, body } = await hub.call("calendar/modify-event", {
        id: made.body?.result?.id,
        body: "A new agenda",
      });
      run.check(status === 200, `the body was not changed: ${JSON.stringify(body).slice(0, 200)}`);
      const events: any[] = await emulator.control("calendar/events", main);
      const event = events.find(({ subject }) => subject === "meeting-online");
      run.count({ expected: 1, lost: event?.isOnlineMeeting && event.onlineMeeting?.joinUrl ? [] : ["the online meeting"] });
      run.check(/A new agenda/.test(event?.body?.content ?? ""), "the new body is not there");
    },
  },
  {
    name: "texts-are-well-formed",
    quick: true,
    async run(run) {
      const household = await run.shared();
      const { hub, emulator } = household;
      const subject = `${"x".repeat(254)}😀 ${"👩‍👩‍👧".repeat(80)}`;
      await emulator.control("mail/deliver", {
        from: "Ada 😀 <ada@sender.example>",
        to: main,
        subject,
        text: `${"y".repeat(253)}😀${"😀".repeat(20_000)}`,
      });
      await emulator.control("todo/addTask", main, "Groceries", { title: subject });
      await household.changes.make("mail", "task");
      await run.settle(household);
      const texts = [JSON.stringify((await hub.sensors()).concat()), ...[...household.listener.messages.values()]];
      const broken = texts.filter((text) => /\\ud[89a-f]|\ufffd/i.test(text) || !text.isWellFormed());
      run.check(broken.length === 0, `${broken.length} texts are cut inside a character`);
    },
  },
];

/** What callers write, and what becomes of it. */
export const callInputs: ScenarioGroup = { name: "input", needs: ["mosquitto"], shared: { broker: {} }, scenarios };
