import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { codeBlocksOf } from "../../readme/code-blocks.ts";
import { findFreePort } from "../harness/find-free-port.ts";
import { createHubAccess } from "../harness/hub-access.ts";
import { runToEnd, startProgram } from "../harness/programs.ts";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { casementProgram, repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { checkNotificationRecipes } from "./check-notification-recipes.ts";
import { testedProxies } from "./proxies.ts";
import { openThrough, requestThrough } from "./request-through.ts";

// Runs the hub behind Debian's nginx and Caddy, with the snippets of docs/reverse-proxy.md as they are.

const blocks = codeBlocksOf(await readFile(join(repositoryFolder, "docs/reverse-proxy.md"), "utf8"));
const path = "/casement";
const user = householdUsers.main;

await runAcceptance("proxies", 240, async ({ folder, phase, ok }) => {
  const installed: (typeof testedProxies)[number][] = [];
  for (const proxy of testedProxies) {
    const { code } = await runToEnd(proxy.name, [proxy.name === "nginx" ? "-v" : "version"], { seconds: 20 });
    if (code === 0) installed.push(proxy);
    else console.log(`SKIPPED proxies: ${proxy.name} is not installed.`);
  }
  if (installed.length === 0) throw new AcceptanceSkipped("no reverse proxy is installed");
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const openssl = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
  ];
  const made = await runToEnd("openssl", [...openssl, "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate], {
    seconds: 30,
  });
  if (made.code !== 0) throw new AcceptanceSkipped("openssl is not installed");

  const emulator = await serveEmulator({ populate: addHousehold });
  for (const proxy of installed) {
    const [port, hubPort] = [await findFreePort(), await findFreePort()];
    const base = `https://localhost:${port}${path}`;
    const hubFolder = join(folder, proxy.name);
    await mkdir(hubFolder);
    await writeFile(
      join(hubFolder, "casement.yaml"),
      `emulator: ${emulator.url}
http: { port: ${hubPort}, publicUrl: "${base}", trustedProxies: [127.0.0.1] }
caldav: true
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins: { todo: {} }
`,
    );
    const [command = "", ...args] = casementProgram;
    await using hub = startProgram(command, [...args, "start", "--json"], { cwd: hubFolder });
    await phase(`Starting the hub behind ${proxy.name}`, 60, () => hub.firstLine);
    const readToken = async (): Promise<string> => JSON.parse(await readFile(join(hubFolder, ".casement/run.json"), "utf8")).token;
    const access = createHubAccess(`http://127.0.0.1:${hubPort}`, readToken, emulator.emulator);
    await phase("Signing in", 60, async () => {
      await access.signIn("home", user);
      await access.waitForSensors(["home/todo/"]);
    });
    const snippet = blocks.find(({ language }) => language === proxy.language)?.text ?? "";
    await using running = await proxy.start({ folder: join(hubFolder, "proxy"), port, hubPort, certificate, key, snippet });
    const authorization = `Bearer ${await readToken()}`;
    await waitFor(`${proxy.name} to answer`, 20, async () => (await requestThrough(`${base}/api/health`)).status === 200).catch((error) => {
      throw new Error(`${error.message}\n${running.output()}`);
    });

    const slash = await requestThrough(base);
    assert.ok([301, 302, 308].includes(slash.status) && String(slash.headers.location).endsWith(`${path}/`), JSON.stringify(slash));
    const page = await requestThrough(`${base}/`);
    assert.equal(page.status, 200);
    const asset = /(?:src|href)="(\.\/assets\/[^"]+)"/.exec(page.text)?.[1] ?? "";
    assert.equal((await requestThrough(new URL(asset, `${base}/`).href)).status, 200);
    ok(`${proxy.name}: the dashboard and its files are below ${path}/`);

    const headers = { authorization, "x-forwarded-host": "evil.example", "x-forwarded-prefix": "/evil", "x-forwarded-for": "127.0.0.1" };
    const { servers } = JSON.parse((await requestThrough(`${base}/api/openapi.json`, { headers })).text);
    assert.deepEqual(servers, [{ url: base }]);
    const cookie = await requestThrough(`${base}/session`, {
      method: "POST",
      headers: { "x-forwarded-prefix": "/evil", "x-forwarded-proto": "http" },
      body: JSON.stringify({ token: await readToken() }),
    });
    assert.match(String(cookie.headers["set-cookie"]), new RegExp(`Path=${path};.*Secure`));
    ok(`${proxy.name}: what a client claims about itself does not get through`);

    const stream = await openThrough(`${base}/api/v1/stream`, { headers: { authorization, accept: "text/event-stream" } });
    let received = "";
    stream.on("data", (chunk: Buffer) => {
      received += chunk;
    });
    await waitFor("the sensors on the stream", 10, async () => received.includes("home/todo/"));
    const list = emulator.emulator.control.todo.lists(user)[0]!.id;
    const sent = Date.now();
    emulator.emulator.control.todo.addTask(user, list, { title: `Through ${proxy.name}` });
    await access.api("POST", `sensors/${(await access.sensors())[0]!.id}/refresh`);
    await waitFor("the new task on the stream", 10, async () => received.includes(`Through ${proxy.name}`));
    stream.destroy();
    ok(`${proxy.name}: events arrive at once (${Date.now() - sent} ms after the change)`);

    const big = await requestThrough(`${base}/api/v1/accounts/home/services/todo/create-task`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ title: "x", body: "y".repeat(1_500_000) }),
    });
    assert.match(`${big.headers["content-type"]}`, /json/, `${big.status} ${big.text.slice(0, 200)}`);
    ok(`${proxy.name}: a body that is too large is refused by the hub, not by the proxy`);

    const { credentials } = await access.api("POST", "access", { kind: "caldav", target: "home", name: `Phone ${proxy.name}` });
    assert.equal(credentials.address, `${base}/dav/`);
    const dav = { authorization: `Basic ${Buffer.from(`${credentials.userName}:${credentials.password}`).toString("base64")}`, depth: "1" };
    const found = await requestThrough(`${base}/.well-known/caldav`.replace(path, ""), { method: "PROPFIND", headers: dav });
    assert.ok([301, 302].includes(found.status) && String(found.headers.location).endsWith(`${path}/dav/`));
    const homeSet = await requestThrough(`${base}/dav/`, { method: "PROPFIND", headers: dav });
    assert.equal(homeSet.status, 207, homeSet.text);
    assert.match(homeSet.text, new RegExp(`${path}/dav/`));
    for (const method of ["REPORT", "OPTIONS", "MKCALENDAR", "PUT"]) {
      const answer = await requestThrough(`${base}/dav/`, { method, headers: dav });
      assert.equal(answer.headers["x-content-type-options"], "nosniff", `${method}: ${answer.status} ${answer.text.slice(0, 200)}`);
    }
    ok(`${proxy.name}: WebDAV's methods reach the hub, and its addresses lead back below ${path}/`);
  }
  if (installed.some(({ name }) => name === "caddy")) await checkNotificationRecipes({ folder, phase, ok }, emulator.url, certificate, key);
});
