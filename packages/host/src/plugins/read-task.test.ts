import { definePlugin, service } from "@casement/core";
import { createTestHost } from "@casement/testing";
import { expect, it } from "vitest";
import * as z from "zod";

const events = { turned: z.object({ from: z.string(), to: z.string(), origin: z.string(), id: z.string() }) };

/** A lamp that a service switches. Its sensor is read at an interval. */
function createLamp() {
  const lamp = { state: "off", reads: 0 };
  const plugin = definePlugin({
    id: "lamp",
    title: "Lamp",
    scopes: { "User.Read": { tier: "read", why: "" }, "Tasks.ReadWrite": { tier: "update", why: "" } },
    events,
    sensors: {
      light: {
        title: "Light",
        scope: "User.Read",
        every: "1m",
        value: z.object({ state: z.string() }),
        read() {
          lamp.reads++;
          return { state: lamp.state };
        },
        changed: ({ before, after, origin, instance }) => [
          { event: "turned", payload: { from: before.state, to: after.state, origin, id: instance.id } },
        ],
      },
    },
    services: {
      turn: service({
        events,
        title: "Turn",
        input: z.object({ to: z.string() }),
        output: z.object({}),
        scope: "Tasks.ReadWrite",
        target: "light",
        run({ input, target, markWritten }) {
          lamp.state = input.to;
          markWritten(target.id);
          return {};
        },
      }),
    },
  });
  return { lamp, plugin };
}

it("raises events for changes, not for the first value, and says who made them", async () => {
  const { lamp, plugin } = createLamp();
  await using t = await createTestHost({ plugins: [{ plugin }] });
  const turned = () => t.events.filter(({ type }) => type === "lamp/turned").map(({ payload }) => payload);
  expect(turned()).toEqual([]);
  await t.account.call("lamp/turn", { to: "on" });
  lamp.state = "off";
  await t.advance("2m");
  expect(turned()).toEqual([
    { from: "off", to: "on", origin: "casement", id: "light" },
    { from: "on", to: "off", origin: "external", id: "light" },
  ]);
});

it("raises an event for what changed while the host did not run", async () => {
  const { lamp, plugin } = createLamp();
  await using t = await createTestHost({ plugins: [{ plugin }] });
  lamp.state = "on";
  await using again = await t.restart();
  expect(again.events.filter(({ type }) => type === "lamp/turned").map(({ payload }) => payload)).toEqual([
    { from: "off", to: "on", origin: "external", id: "light" },
  ]);
  expect(again.sensor("lamp/light").state).toBe("on");
});
