import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { householdUsers } from "@casement/graph-emulator/household";
import { Ajv } from "ajv";
import { startDemoHousehold } from "../harness/demo-household.ts";
import { findFreePort } from "../harness/find-free-port.ts";
import { addProgramToken } from "../harness/grant-tokens.ts";
import { runToEnd, startProgram } from "../harness/programs.ts";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { checkN8n } from "./check-n8n.ts";

// Runs the scripts of docs/programs as they are, with curl, jq and Python, on a hub that is killed in between.
// `N8N_FOLDER`: a folder in which n8n is installed, to run the workflow in it, too. Installing n8n takes minutes, so the run does not.

const AsyncFunction = (async () => {}).constructor as new (...code: readonly string[]) => (...args: readonly unknown[]) => Promise<any>;
const n8nFolder = process.env.N8N_FOLDER;
const scripts = join(repositoryFolder, "docs/programs");
const user = householdUsers.main;
const home = { name: "home", type: "work", user, plugins: ["email: {}", "todo: {}"] } as const;

await runAcceptance("programs", n8nFolder === undefined ? 240 : 800, async (run) => {
  const { folder, phase, ok } = run;
  for (const [program, ...args] of [
    ["curl", "--version"],
    ["jq", "--version"],
    ["python3", "--version"],
  ] as const)
    if ((await runToEnd(program, args, { seconds: 20 })).code !== 0) throw new AcceptanceSkipped(`${program} is not installed`);

  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const port = await findFreePort();
  const hubFolder = join(folder, "hub");
  await mkdir(hubFolder);
  await writeFile(join(hubFolder, "webhook-secret"), secret, { mode: 0o600 });
  const webhook = `{ name: python, url: "http://127.0.0.1:${port}/hook", secret: { file: webhook-secret }, privateNetwork: true, events: [todo/task-created] }`;
  await using household = await phase("Starting the household", 90, () =>
    startDemoHousehold(hubFolder, { accounts: [home], config: [`webhooks: [${webhook}]`] }),
  );
  const env = { CASEMENT_HUB: household.address, CASEMENT_TOKEN: await addProgramToken(household, "Scripts") };
  const addTask = (title: string) => household.api("POST", "accounts/home/services/todo/create-task", { sensor: "groceries", title });
  const call = (input: object) =>
    runToEnd(join(scripts, "call-service.sh"), ["home", "todo/create-task", JSON.stringify(input)], { seconds: 30, env });

  await phase("Shell: call", 60, async () => {
    const { code, output } = await call({ sensor: "groceries", title: "From the shell" });
    assert.equal(code, 0, output);
    assert.equal(JSON.parse(output).title, "From the shell");
    const refused = await call({ sensor: "groceries" });
    assert.equal(refused.code, 1);
    assert.match(refused.output, /^input-invalid: .*title/);
  });
  ok("call-service.sh calls, prints the result, and says what is wrong");

  await phase("Shell: events", 90, async () => {
    const handler = join(folder, "title.sh");
    await writeFile(handler, "#!/bin/sh\njq -r .payload.title\n");
    await chmod(handler, 0o755);
    const position = join(folder, "shell-position");
    const start = () =>
      startProgram(join(scripts, "on-event.sh"), ["todo/task-created", handler], { env: { ...env, CASEMENT_POSITION: position } });
    const first = start();
    const shows = (script: { output(): string }, line: string) =>
      waitFor(`"${line}" in ${JSON.stringify(script.output())}`, 30, async () => script.output().split("\n").includes(line));
    await waitFor("the first position", 20, async () => (await runToEnd("test", ["-s", position], { seconds: 5 })).code === 0);
    await addTask("One");
    await shows(first, "One");
    await household.crash();
    await household.restart();
    await addTask("Two");
    await shows(first, "Two");
    const last = (await household.api("GET", "events")).events.at(-1);
    await waitFor(`the position after ${last.type}`, 20, async () => Number(await readFile(position, "utf8")) >= Number(last.id));
    await first.stop();
    await addTask("Three");
    await using second = start();
    await shows(second, "Three");
    assert.deepEqual(second.output().trim().split("\n"), ["Three"], "the script repeated an event");
  });
  ok("on-event.sh runs a command for each event, over a killed hub and its own restart");

  await phase("Python: events and calls", 60, async () => {
    const position = join(folder, "python-position");
    await writeFile(position, (await household.api("GET", "events?after=9007199254740991")).after);
    await using script = startProgram("python3", [join(scripts, "tasks_from_mail.py")], { env: { ...env, CASEMENT_POSITION: position } });
    const mail = { from: "Mateo <mateo@harbour-lane.example>", to: user };
    household.emulator.control.mail.deliver({ ...mail, subject: "Newsletter" });
    household.emulator.control.mail.deliver({ ...mail, subject: "Boiler", importance: "high" });
    await household.api("POST", "sensors/home/email/inbox/refresh");
    await waitFor("the task", 30, async () => script.output().includes("Created "));
    assert.equal(script.output().match(/Created/g)?.length, 1);
  });
  ok("tasks_from_mail.py makes a task of an important mail, and of no other");

  await phase("Python: a stream that is cut, and the page of a proxy", 60, async () => {
    let requests = 0;
    const event = (type: string): string => `id: 1\nevent: event\ndata: ${JSON.stringify({ type })}\n\n`;
    const server = createServer((_, response) => {
      requests++;
      if (requests === 2) return void response.writeHead(502, { "content-type": "text/html" }).end("<html>Bad gateway</html>");
      response.writeHead(200, { "content-type": "text/event-stream" });
      if (requests > 2) return void response.write(event("test/whole"));
      // A chunk that ends in the middle, as of a hub that is killed.
      response.write(event("test/cut"), () => response.socket?.end("ff\r\nid: 2\nevent"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
    const code =
      'import sys; sys.path.insert(0, sys.argv[1])\nfrom casement_hub import Hub\nfor event, _ in Hub(sys.argv[2], "t").events(): print(event["type"], flush=True)';
    await using script = startProgram("python3", ["-B", "-c", code, scripts, address]);
    await waitFor("the event after the failures", 30, async () => script.output().includes("test/whole"));
    assert.match(script.output(), /test\/cut/);
    server.closeAllConnections();
    server.close();
  });
  ok("casement_hub.py lives through a stream that is cut and the page of a proxy");

  await phase("Python: webhooks", 60, async () => {
    await using receiver = startProgram("python3", [join(scripts, "webhook_receiver.py")], {
      env: { PORT: String(port), WEBHOOK_SECRET: secret },
    });
    await waitFor(
      "the receiver",
      20,
      async () => (await fetch(`http://127.0.0.1:${port}/hook`, { method: "POST", body: "{}" })).status === 401,
    );
    await household.api("POST", "webhooks/python/test");
    await addTask("For the webhook");
    await waitFor("the message", 20, async () => receiver.output().includes("For the webhook"));
    const types = receiver
      .output()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).type);
    assert.ok(types.includes("webhook-test") && types.includes("todo/task-created"));
  });
  ok("webhook_receiver.py takes what the hub signed, and refuses what nobody signed");

  await phase("Zapier and Power Automate", 60, async () => {
    const received: { headers: Record<string, any>; body: string }[] = [];
    const server = createServer(async (request, response) => {
      received.push({ headers: request.headers, body: await readText(request) });
      response.writeHead(204).end();
    }).listen(port, "127.0.0.1");
    await addTask("For the flow");
    await waitFor("the message", 30, async () => received.some(({ body }) => body.includes("For the flow")));
    await new Promise((resolve) => server.close(resolve));
    const { headers, body } = received.find((one) => one.body.includes("For the flow"))!;
    const step = new Function("inputData", "require", await readFile(join(scripts, "zapier-check-signature.js"), "utf8"));
    const inputData = {
      ...{ id: headers["webhook-id"], timestamp: headers["webhook-timestamp"], signature: headers["webhook-signature"] },
      ...{ body, secret },
    };
    const { type, account, title } = step(inputData, createRequire(import.meta.url));
    assert.deepEqual([type, account, title], ["todo/task-created", "home", "For the flow"]);
    assert.throws(() => step({ ...inputData, body: `${body} ` }, createRequire(import.meta.url)), /not from the hub/);
    // The code of the workflow, with what n8n passes to it.
    const workflow = JSON.parse(await readFile(join(scripts, "n8n-workflow.json"), "utf8"));
    const code = workflow.nodes.find((node: { name: string }) => node.name === "Check the signature").parameters.jsCode;
    const check = new AsyncFunction("$input", "$env", "require", code);
    const checked = (raw: string) =>
      check.call(
        { helpers: { getBinaryDataBuffer: async () => Buffer.from(raw) } },
        { first: () => ({ json: { headers } }) },
        { CASEMENT_WEBHOOK_SECRET: secret },
        createRequire(import.meta.url),
      );
    const [item] = await checked(body);
    assert.deepEqual([item.json.type, item.json.id], ["todo/task-created", headers["webhook-id"]]);
    await assert.rejects(checked(`${body} `), /not from the hub/);

    const validate = new Ajv({ allowUnionTypes: true }).compile(
      JSON.parse(await readFile(join(scripts, "power-automate-schema.json"), "utf8")),
    );
    for (const one of received) assert.ok(validate(JSON.parse(one.body)), JSON.stringify(validate.errors));
  });
  ok("The steps for Zapier and n8n check what the hub signed, and messages fit Power Automate's schema");
  if (n8nFolder !== undefined) await checkN8n(n8nFolder, household, run);
});
