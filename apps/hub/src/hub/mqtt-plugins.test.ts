import { autoreplyPlugin } from "@casement/plugin-autoreply";
import { calendarPlugin } from "@casement/plugin-calendar";
import { chatPlugin } from "@casement/plugin-chat";
import { emailPlugin } from "@casement/plugin-email";
import { statusPlugin } from "@casement/plugin-status";
import { serveMqtt } from "@casement/surface-mqtt";
import { createTestHost, type TestHost } from "@casement/testing";
import { connectAsync } from "mqtt";
import { expect, it } from "vitest";
import { openDemoBroker } from "../demo/demo-broker.ts";

// First-party plugins, from a message on the broker to its effect in Microsoft 365.

const [ada, ben] = ["ada@contoso.example", "ben@contoso.example"];

/** A hub on a broker, for Ada. Notifications go to a chat with Ben. */
async function startHub(language?: string) {
  const others = [emailPlugin, statusPlugin, calendarPlugin].map((plugin) => ({ plugin }));
  const autoreply = { plugin: autoreplyPlugin, config: { defaultText: "Back on Monday" } };
  const first = await createTestHost({ plugins: [...others, autoreply, { plugin: chatPlugin }] });
  first.emulator.directory.addUser({ userPrincipalName: ben, displayName: "Ben Ito" });
  const chat = first.emulator.control.chat.addChat(ada, { members: [ben] });
  const t = await first.restart({ plugins: [...others, autoreply, { plugin: chatPlugin, config: { sendTo: chat } }] });
  const broker = await openDemoBroker(true);
  const client = await connectAsync(broker.url);
  const last = new Map<string, string>();
  const topics: string[] = [];
  const waiting = new Set<() => void>();
  client.on("message", (topic, payload) => {
    last.set(topic, payload.toString());
    topics.push(topic);
    for (const check of waiting) check();
  });
  /** Resolves when the condition holds. Checked after every message. */
  const until = (reached: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => reached() && resolve();
      waiting.add(check);
      check();
    });
  await client.subscribeAsync("#", { qos: 1 });
  const mqtt = await serveMqtt(t.host, { url: broker.url, language });
  const state = (sensor: string) => last.get(`casement/home/sensor/${sensor}/state`);
  const document = (component: string, key: string) =>
    JSON.parse(last.get(`homeassistant/${component}/casement/home_${key}/config`) ?? "null");
  await until(() => state("chat/chat") !== undefined && state("autoreply/autoreply") !== undefined);
  return {
    t,
    chat,
    /** How many messages were published on a topic. */
    count: (expected: string) => topics.filter((topic) => topic === expected).length,
    state,
    document,
    until,
    publish: (topic: string, payload: string | object) =>
      client.publishAsync(topic, typeof payload === "string" ? payload : JSON.stringify(payload), { qos: 1 }),
    async [Symbol.asyncDispose]() {
      await mqtt.close();
      await client.endAsync();
      await broker.close();
      await t[Symbol.asyncDispose]();
      await first[Symbol.asyncDispose]();
    },
  };
}

/** The inbox of a user, from Graph. */
async function inbox({ emulator }: TestHost, user: string): Promise<any[]> {
  const token = await emulator.control.tokens.issue(user, ["Mail.Read"]);
  const headers = { Authorization: `Bearer ${token}` };
  const response = await emulator.fetch("https://graph.microsoft.com/v1.0/me/mailFolders/inbox/messages", { headers });
  return ((await response.json()) as { value: any[] }).value;
}

it("sends plain-text messages as a mail and a chat message", async () => {
  await using home = await startHub();
  const [mail, chat] = [home.document("notify", "email_send"), home.document("notify", "chat_send-message")];
  await home.publish(mail.command_topic, "The bins\nare full");
  await home.publish(mail.command_topic, { to: ben, subject: "Bins", text: "Yours too" });
  await home.publish(chat.command_topic, "Dinner in ten minutes");
  const sent = (plugin: string) => home.count(`casement/home/event/${plugin}/message-sent`);
  await home.until(() => sent("email") === 2 && sent("chat") === 1);
  expect(home.t.emulator.control.chat.messages(home.chat)).toMatchObject([{ from: "Ada Byron", content: "Dinner in ten minutes" }]);
  expect(await inbox(home.t, ada)).toMatchObject([{ subject: "Message from Casement", body: { content: "The bins\nare full" } }]);
  expect(await inbox(home.t, ben)).toMatchObject([{ subject: "Bins", body: { content: "Yours too" } }]);
});

it("shows options in German, and accepts a German option to set the presence", async () => {
  await using home = await startHub("de");
  const { t, document, until, publish } = home;
  // A preferred presence is visible only while Teams has a session.
  t.emulator.control.presence.set(ada, { availability: "Available", activity: "Available" });
  expect(document("sensor", "status_status").options).toContain("In einer Besprechung");
  const select = document("select", "status_status");
  expect(select.options).toContain("Beschäftigt");
  expect(new Set(select.options).size).toBe(select.options.length);
  await publish(select.command_topic, "Beschäftigt");
  // Topics contain Graph's values, in every language.
  await until(() => home.state("status/status") === "Busy");
  await publish(select.command_topic, "Away");
  await until(() => home.state("status/status") === "Away");
});

it("turns on automatic replies with the default text, and shows calendars with the device class running", async () => {
  await using home = await startHub();
  expect(home.document("binary_sensor", "calendar_calendar")).toMatchObject({ device_class: "running" });
  await home.publish(home.document("switch", "autoreply_autoreply").command_topic, "ON");
  await home.until(() => home.state("autoreply/autoreply") === "always-enabled");
  expect(JSON.stringify(home.t.emulator.control.mailboxSettings.get(ada))).toContain("Back on Monday");
});
