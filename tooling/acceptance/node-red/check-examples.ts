import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import type { DemoHousehold } from "../harness/demo-household.ts";
import type { AcceptanceRun } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import type { NodeRed } from "./node-red.ts";

const folder = join(repositoryFolder, "packages/node-red-contrib-casement/examples");

/** What the examples show, by the name of the debug node. */
type ShownBy = (name: string) => readonly string[];

/** Deploys each example as it is, with the address and the token of the hub, and sees it work. */
export async function checkExamples(red: NodeRed, household: DemoHousehold, token: string, { phase, ok }: AcceptanceRun): Promise<void> {
  const { api, address, emulator } = household;
  const works: Readonly<Record<string, (shownBy: ShownBy) => Promise<void>>> = {
    async "light-while-busy.json"(shownBy) {
      await waitFor("the light to be off at first", 20, async () => shownBy("Light off").length === 1);
      const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
      const input = { sensor: "calendar", subject: "Acceptance of the light", start: at(-5), end: at(60) };
      const { result } = await api("POST", "accounts/home/services/calendar/create-event", input);
      await waitFor("the light to be on", 20, async () => shownBy("Light on").length > 0);
      const before = shownBy("Light off").length;
      await api("POST", "accounts/home/services/calendar/remove-event", { id: result.id });
      await waitFor("the light to be off again", 20, async () => shownBy("Light off").length > before);
    },
    async "tasks-from-mail.json"(shownBy) {
      const mail = { from: "Mateo <mateo@harbour-lane.example>", to: householdUsers.main };
      emulator.control.mail.deliver({ ...mail, subject: "A newsletter" });
      emulator.control.mail.deliver({ ...mail, subject: "The roof", importance: "high" });
      await api("POST", "sensors/home/email/inbox/refresh");
      await waitFor("the task to be shown", 30, async () => shownBy("Created").some((text) => text.includes("Answer: The roof")));
      assert.equal(shownBy("Created").length, 1, "only the important mail became a task");
      assert.deepEqual(shownBy("Failed"), []);
    },
  };
  const files = (await readdir(folder)).sort();
  assert.deepEqual(files, Object.keys(works), "an example is missing here");
  for (const file of files) {
    const flow: Record<string, any>[] = JSON.parse(await readFile(join(folder, file), "utf8"));
    await phase(`Example ${file}`, 90, async () => {
      await red.deploy(flow.map((node) => (node.type === "casement-hub" ? { ...node, address, credentials: { token } } : node)));
      const trigger = flow.find(({ type }) => type === "casement-event" || type === "casement-sensor")!;
      await waitFor("the example to be connected", 20, async () => red.statusOf(trigger.id)?.startsWith("green") ?? false);
      await works[file]!((name) => red.debugMessages(flow.find((node) => node.name === name)!.id));
    });
    ok(`the example ${file} does what it says`);
  }
}
