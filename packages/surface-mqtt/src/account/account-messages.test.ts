import type { AccountStatus, PluginStatus } from "@casement/host";
import { expect, it } from "vitest";
import { createMqttTopics } from "../mqtt-topics.ts";
import { buildAccountMessages } from "./account-messages.ts";

const plugin = (id: string, access: PluginStatus["access"], more: Partial<PluginStatus> = {}): PluginStatus => ({
  id,
  title: id,
  access,
  missing: [],
  ...more,
});
const waiting = { state: "waiting-for-approval", reason: "Waiting for approval: Mail.Read." } as const;

function messagesOf(plugins: readonly PluginStatus[], state: AccountStatus["state"] = "signed-in") {
  const status: AccountStatus = {
    name: "home",
    state,
    type: "work",
    timeZone: "UTC",
    requestedSet: "self",
    plugins,
    staleSensors: 0,
    throttledUntil: {},
    warnings: [],
  };
  const topics = createMqttTopics("casement").account("home");
  const messages = new Map(buildAccountMessages(status, topics).map(({ topic, payload }) => [topic, String(payload)]));
  return { problem: JSON.parse(messages.get(topics.problem)!), of: (id: string) => messages.get(topics.plugin(id)) };
}

it("says that plugins wait for approval, which ones, and why", () => {
  const { problem } = messagesOf([plugin("status", "update"), plugin("email", "services", waiting)]);
  expect(problem).toMatchObject({
    code: "limited",
    waitingForApproval: true,
    requestedSet: "self",
    plugins: [{ id: "email", access: "services", state: "waiting-for-approval", reason: waiting.reason }],
  });
  expect(messagesOf([plugin("status", "update")]).problem).toMatchObject({ code: "none", waitingForApproval: false, plugins: [] });
});

it("says whether a plugin works, cannot read, or does nothing", () => {
  const plugins = [
    plugin("status", "read"),
    plugin("email", "services", waiting),
    plugin("todo", "off"),
    plugin("chat", "read", { failed: true }),
  ];
  const signedIn = messagesOf(plugins);
  expect(plugins.map(({ id }) => signedIn.of(id))).toEqual(["online", "services", "offline", "offline"]);
  const mustSignIn = messagesOf(plugins, "sign-in-required");
  expect(plugins.map(({ id }) => mustSignIn.of(id))).toEqual(["online", "online", "online", "offline"]);
});
