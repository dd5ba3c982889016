import assert from "node:assert/strict";
import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { codeBlocksOf } from "../../readme/code-blocks.ts";
import { findFreePort } from "../harness/find-free-port.ts";
import { runToEnd, startProgram } from "../harness/programs.ts";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { casementProgram, repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { createDemo, type FirstDemo } from "./first-demo.ts";

// Runs the code blocks of docs/first-automation.md as they are, in a shell, on the demo that the page starts. Only its ports are replaced. Node-RED
// and Home Assistant themselves have runs of their own: acceptance:node-red imports the example, acceptance:home-assistant the blueprint.

const docs = join(repositoryFolder, "docs");
const page = await readFile(join(docs, "first-automation.md"), "utf8");
const sections = new Map(page.split(/^## /m).map((text) => [text.split("\n", 1)[0] ?? "", codeBlocksOf(text)]));

/** The blocks of a section in a language, in their order. */
function blocksOf(section: string, language: string): readonly string[] {
  const blocks = sections.get(section)?.filter((block) => block.language === language) ?? [];
  assert.ok(blocks.length > 0, `The page has no section "${section}" with ${language}`);
  return blocks.map(({ text }) => text);
}

await runAcceptance("first-automation", 400, async ({ folder, phase, ok }) => {
  for (const program of ["curl", "jq", "mosquitto_sub", "python3"])
    if ((await runToEnd("which", [program], { seconds: 20 })).code !== 0) throw new AcceptanceSkipped(`${program} is not installed`);

  const bin = join(folder, "bin");
  await mkdir(bin);
  await writeFile(join(bin, "casement"), `#!/bin/sh\nexec ${casementProgram.map((part) => `'${part}'`).join(" ")} "$@"\n`);
  await chmod(join(bin, "casement"), 0o755);
  await using demo = await phase("Starting the demo", 120, () => createDemo(join(folder, "demo")));
  const webhookPort = await findFreePort();
  const env: Record<string, string> = { PATH: `${bin}:${process.env.PATH}` };
  const shell = (text: string) => ["-eu", "-c", withPorts(text, demo, webhookPort)] as const;

  const run = async (text: string): Promise<string> => {
    const { code, output } = await runToEnd("bash", shell(text), { cwd: demo.folder, env, seconds: 60 });
    assert.equal(code, 0, `${text}\n${output}`);
    return output;
  };
  /** Runs a block that exports a variable, and keeps the variable for the blocks after it. */
  const keep = async (text: string, name: string): Promise<void> => {
    env[name] = (await run(`exec 3>&1 >/dev/null 2>&1\n${text}printf %s "$${name}" >&3`)).trim();
    assert.match(env[name], /^[\w-]{20,}$/);
  };
  /** Starts the block of one terminal, and runs that of the other until the first one shows the text. */
  const reacts = async (section: string, shown: string): Promise<void> => {
    const [first = "", second = ""] = blocksOf(section, "sh");
    assert.ok(first.startsWith("# In one terminal\n") && second.startsWith("# In another terminal\n"));
    await using program = startProgram("bash", shell(first), { cwd: demo.folder, env });
    // Nothing says when the first has connected.
    await waitFor(`"${shown}" of "${section}"`, 60, async () => {
      await run(second);
      return program.output().includes(shown);
    });
    ok(`${section}: reacts to a task, and adds one`);
  };

  await phase("A token", 60, () => keep(blocksOf("Before you begin", "sh").at(-1)!, "TOKEN"));
  await phase("Command line", 90, () => reacts("Command line", "Milk"));
  await phase("HTTP", 90, () => reacts("HTTP with curl", "Butter"));
  await phase("MQTT", 90, () => reacts("MQTT", "Bread"));

  await phase("TypeScript", 90, async () => {
    const [program = ""] = blocksOf("TypeScript", "ts");
    await symlink(join(repositoryFolder, "tooling/examples/node_modules"), join(demo.folder, "node_modules"));
    await writeFile(join(demo.folder, "automation.mts"), withPorts(program, demo, webhookPort));
    const [node = "", ...options] = casementProgram.slice(0, -1);
    await using automation = startProgram(node, [...options, "automation.mts"], { cwd: demo.folder, env });
    await waitFor(`a task of the automation ${automation.output()}`, 60, async () => {
      const { result } = await demo.api("POST", "accounts/home/services/todo/create-task", { sensor: "groceries", title: "Rice" });
      await demo.api("POST", "accounts/home/services/todo/complete-task", { sensor: "groceries", id: result.id });
      return (await demo.titles("house")).includes("Put away: Rice");
    });
    ok("TypeScript: reacts to a task that is completed, and adds one");
  });

  await phase("Home Assistant", 60, async () => {
    const [action = ""] = blocksOf("Home Assistant", "yaml");
    const { topic, payload, qos } = parse(action).data;
    await run(`mosquitto_pub -h 127.0.0.1 -p 1883 -q ${qos} -t '${topic}' -m '${payload}'`);
    await demo.waitForTask("Dishwasher tabs");
    ok("Home Assistant: what the action publishes adds a task");
  });

  await phase("Node-RED", 60, async () => {
    await run(blocksOf("Node-RED", "sh")[0]!);
    await waitFor("the mail", 60, async () => JSON.stringify(await demo.api("GET", "events?limit=200")).includes("Boiler"));
    ok("Node-RED: the mail for the example arrives");
  });

  await phase("Webhooks", 90, async () => {
    await copyFile(join(docs, "programs/webhook_receiver.py"), join(demo.folder, "webhook_receiver.py"));
    const hook = { name: "first", url: `http://127.0.0.1:${webhookPort}/hook`, events: ["todo/task-created"], privateNetwork: true };
    const { secret } = await demo.api("POST", "set-up/webhooks", hook);
    // Until the receiver listens, the test fails, and with it the block.
    const [first = "", second = ""] = blocksOf("Webhooks", "sh");
    await using receiver = startProgram("bash", shell(first.replace("whsec_…", secret)), { cwd: demo.folder, env });
    const isThere = () => fetch(hook.url, { method: "POST", body: "{}" }).then(({ status }) => status === 401);
    await waitFor("the receiver", 20, () => isThere().catch(() => false));
    await run(second);
    await waitFor("the message", 30, async () => receiver.output().includes("Eggs"));
    assert.match(receiver.output(), /webhook-test/);
    ok("Webhooks: the receiver prints the test and the task");
  });

  await phase("AI agents", 60, async () => {
    const [access = "", call = ""] = blocksOf("AI agents (MCP)", "sh");
    await keep(access, "AGENT");
    await run(call);
    await demo.waitForTask("Honey");
    ok("AI agents: the call adds a task");
  });

  await phase("Calendar programs", 60, async () => {
    const [access = "", put = ""] = blocksOf("Calendar programs (CalDAV)", "sh");
    await keep(access, "PASSWORD");
    await run(put);
    await demo.waitForTask("Tea");
    ok("Calendar programs: a task that a program puts is in the list");
  });

  await phase("exchangelib", 60, async () => {
    const ews = codeBlocksOf(await readFile(join(docs, "ews.md"), "utf8")).find(({ language }) => language === "python")?.text ?? "";
    await copyFile(join(docs, "programs/casement_hub.py"), join(demo.folder, "casement_hub.py"));
    await writeFile(join(demo.folder, "ews.py"), withPorts(ews, demo, webhookPort));
    assert.match(await run("python3 -B ews.py"), /\d{4}-\d\d-\d\dT/);
    const { result } = await demo.api("POST", "accounts/home/services/calendar/list-events", { sensor: "calendar", search: "Review" });
    assert.ok(result.events.some(({ subject }: { subject: string }) => subject === "Review"));
    ok("EWS: the program reads a week, makes an event, and sends a mail");
  });
});

/** Replaces the ports of the page by those that the demo found free. */
function withPorts(text: string, demo: FirstDemo, webhookPort: number): string {
  return text
    .replaceAll("http://127.0.0.1:8365", demo.address)
    .replaceAll("http://127.0.0.1:8366", demo.emulatorAddress)
    .replaceAll("-p 1883", `-p ${demo.brokerPort}`)
    .replaceAll("PORT=9000", `PORT=${webhookPort}`);
}
