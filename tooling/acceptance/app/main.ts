import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { type Browser, chromium, type FrameLocator } from "playwright-core";
import { parse } from "yaml";
import { buildImage, hubImage } from "../container/build-image.ts";
import { dockerLinesOf } from "../container/docker-lines.ts";
import { openImageBuilder } from "../container/image-builder.ts";
import { type ContainerOptions, runInContainer, startContainer } from "../container/run-container.ts";
import { findFreePort } from "../harness/find-free-port.ts";
import { createHubAccess } from "../harness/hub-access.ts";
import { runToEnd, startProgram } from "../harness/programs.ts";
import { AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { appSchema, fitsOption } from "./app-schema.ts";
import { type SignedInUser, startFakeSupervisor } from "./fake-supervisor.ts";

// Checks the Home Assistant app: its description by the documented schema, and its image with a stand-in for the supervisor, which names a broker and
// shows the dashboard in a frame below its path. `IMAGES_FOLDER`: as for acceptance:container.

const appFolder = join(repositoryFolder, "apps/home-assistant-app");
const appImage = "localhost/home-assistant-app";
const appPort = 8365;
const supervisor = "172.30.32.2";
const supervisorApi = "127.30.32.2";
const token = "the-supervisor-token-of-the-run";
const admin: SignedInUser = { id: "5f1c", name: "Lena" };
const tablet: SignedInUser = { id: "77aa", name: "Kitchen Tablet" };
/** Looks like a variable of casement.yaml, and is none. */
const brokerPassword = ["pa$", "{ss}word"].join("");
const appCapabilities = ",+chown,+dac_override,+fowner,+setgid,+setuid";

await runAcceptance("app", 420, async ({ folder, phase, ok }) => {
  const yamlOf = async (name: string): Promise<any> => parse(await readFile(join(appFolder, name), "utf8"));
  const config = await yamlOf("config.yaml");
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  (addFormats as unknown as (ajv: Ajv) => void)(ajv);
  const validate = ajv.compile(appSchema);
  const isValid: boolean = validate(config);
  assert.ok(isValid, JSON.stringify(validate.errors));
  assert.ok(
    config.ingress && config.ingress_stream && config.panel_admin && config.backup === "hot" && config.services.includes("mqtt:want"),
  );
  assert.equal(parse(await readFile(join(repositoryFolder, "repository.yaml"), "utf8")).name, "Casement");
  ok("config.yaml has the documented keys and types, and repository.yaml makes the repository an app store");
  for (const [name, value] of Object.entries(config.options)) assert.ok(fitsOption(value, config.schema[name]), name);
  for (const file of await readdir(join(appFolder, "translations"))) {
    const { configuration, network } = await yamlOf(`translations/${file}`);
    assert.deepEqual([Object.keys(configuration), Object.keys(network)], [Object.keys(config.schema), Object.keys(config.ports)], file);
  }
  for (const [file, width, height] of [
    ["icon.png", 128, 128],
    ["logo.png", 250, 100],
  ] as const) {
    const image = await readFile(join(appFolder, file));
    assert.deepEqual([image.readUInt32BE(16), image.readUInt32BE(20)], [width, height]);
  }
  for (const file of ["DOCS.md", "README.md", "CHANGELOG.md"]) assert.ok((await stat(join(appFolder, file))).size > 50);
  ok("every option has a default that fits and a name in each language; documents, icon and logo are there");
  const parser = await runToEnd("apparmor_parser", ["--skip-kernel-load", "--skip-cache", join(appFolder, "apparmor.txt")], {
    seconds: 60,
  });
  if (parser.code === -1) console.log("SKIPPED app: apparmor_parser is not installed, so the profile is not checked.");
  else {
    assert.equal(parser.code, 0, parser.output);
    ok("the AppArmor profile compiles");
  }

  await using buildah = await openImageBuilder(process.env.IMAGES_FOLDER ?? folder);
  await buildImage(buildah, hubImage, phase);
  await phase("Building the app", 120, () =>
    buildah.build(appImage, appFolder, join(appFolder, "Dockerfile"), "--build-arg", `BASE=${hubImage.name}`),
  );
  const [root, image] = [await buildah.mount(appImage), await buildah.configOf(appImage)];

  const added = await runToEnd("ip", ["address", "add", `${supervisor}/32`, "dev", "lo"], { seconds: 10 });
  if (added.code !== 0 && !/exists/.test(added.output)) throw new AcceptanceSkipped("this machine cannot have the supervisor's address");
  try {
    const [data, files] = [join(folder, "data"), join(folder, "config")];
    for (const path of [data, files]) await mkdir(path);
    const brokerPort = await findFreePort();
    await using broker = await startBroker(join(folder, "broker"), brokerPort);
    await using host = await startFakeSupervisor({
      address: supervisorApi,
      ingressAddress: supervisor,
      token,
      broker: { host: "127.0.0.1", port: brokerPort, ssl: false, username: "addons", password: brokerPassword, protocol: "3.1.1" },
      appPort,
    });
    const emulator = await serveEmulator({ populate: addHousehold });
    await writeFile(join(data, "options.json"), JSON.stringify({ ...config.options, read_only_users: [tablet.name], log_level: "info" }), {
      mode: 0o600,
    });
    await writeFile(
      join(files, "casement.yaml"),
      `emulator: ${emulator.url}
accounts:
  - name: home
    clientId: 11111111-1111-4111-8111-111111111111
    accountType: work
    enableUpdate: true
    timeZone: Europe/Berlin
    plugins: { todo: {} }
`,
    );
    const container: ContainerOptions = {
      root,
      image,
      volumes: { "/data": data, "/config": files },
      env: { SUPERVISOR_TOKEN: token },
      capabilities: appCapabilities,
      hosts: `127.0.0.1 localhost\n${supervisorApi} supervisor`,
    };
    const app = await phase("Starting the app", 60, () => startContainer(container, []));
    const readToken = async (): Promise<string> => JSON.parse(await readFile(join(data, "casement/run.json"), "utf8")).token;
    const access = createHubAccess(`http://127.0.0.1:${appPort}`, readToken, emulator.emulator);
    await phase("Signing in", 90, async () => {
      await access.signIn("home", householdUsers.main);
      await access.waitForSensors(["home/todo/"]);
    });
    for (const path of ["casement", "casement/accounts/home/feeds.log", "casement/key"])
      assert.equal((await stat(join(data, path))).uid, 1000);
    const { pid } = JSON.parse(await readFile(join(data, "casement/run.json"), "utf8"));
    assert.equal(pid, 1);
    ok("the hub is the first process, has given up the rights of root, and owns its data in /data");
    assert.deepEqual(host.asked, [`Bearer ${token}`]);
    await waitFor(
      "the discovery of Home Assistant",
      20,
      async () => /PUBLISH.*homeassistant\//.test(broker.output()) && /u'addons'/.test(broker.output()),
    );
    ok("the supervisor hands over the broker: the hub has logged on, and announced its entities");

    const ask = (path: string, headers: Record<string, string>, from?: string) => askFrom(appPort, path, headers, from);
    const forged = {
      host: `localhost:${appPort}`,
      "x-ingress-path": "/api/hassio_ingress/x",
      "x-remote-user-id": admin.id,
      "x-remote-user-name": "lena",
    };
    assert.equal(await ask("/api/v1/sensors", forged), 401);
    assert.equal(await ask("/api/v1/sensors", forged, supervisor), 200);
    assert.equal(await ask("/api/health", { host: `172.30.33.5:${appPort}` }), 200);
    ok("the ingress path and the user are believed from the supervisor alone; the watchdog gets its answer");

    const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
    if (existsSync(executablePath)) {
      const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
      try {
        const { todo } = emulator.emulator.control;
        const list = todo.lists(householdUsers.main).find(({ displayName }) => displayName === "Groceries")!.id;
        const { frame, problems } = await phase("The panel of an administrator", 60, () => openPanel(browser, host.panelOf(admin)));
        await frame.getByRole("checkbox", { name: "Done: Coffee" }).click();
        await waitFor("the task to be done", 20, async () =>
          todo.tasks(householdUsers.main, list).some(({ title, status }) => title === "Coffee" && status === "completed"),
        );
        await frame.getByRole("link", { name: "Settings" }).click();
        await frame.getByRole("heading", { name: "Settings" }).waitFor();
        assert.deepEqual(problems, []);
        ok(
          "in Chromium, the dashboard works in the frame below the ingress path, without a sign-in of its own, and changes arrive in Microsoft 365",
        );
        const reader = await phase("The panel of a reader", 60, () => openPanel(browser, host.panelOf(tablet)));
        assert.equal(
          await reader.frame
            .getByRole("checkbox", { name: /^Done: / })
            .filter({ visible: true })
            .evaluateAll((boxes) => boxes.filter((box) => !(box as { disabled?: boolean }).disabled).length),
          0,
        );
        ok("a user under read_only_users sees the same, and can change nothing");
      } finally {
        await browser.close();
      }
    } else console.log("SKIPPED app: Chromium is not installed, so the panel is not used.");

    const [shown] = dockerLinesOf("apps/home-assistant-app/DOCS.md");
    assert.deepEqual(shown && [shown.does, shown.flags, shown.target], ["exec", ["-u 1000"], "addon_<id>_casement"]);
    const asHub: ContainerOptions = { ...container, image: { ...image, User: "1000:1000" } };
    const doctor = await phase(`${shown?.place}: ${shown?.args.join(" ")}`, 60, () => runInContainer(asHub, shown?.args ?? []));
    assert.match(doctor.output, /home/);
    assert.ok(doctor.code === 0 || doctor.code === 1, doctor.output);
    ok("the command of its documentation for faults finds the hub and its account");

    for (const [command, exists] of [
      [config.backup_pre, true],
      [config.backup_post, false],
    ] as const) {
      assert.equal((await runInContainer(container, command.split(" "))).code, 0);
      assert.equal(existsSync(join(data, "casement/restored")), exists);
    }
    ok("a backup of Home Assistant has the mark of a restored hub; the running one has not");
    await app.signal("SIGTERM");
    assert.equal(await app.ended, 0, app.output());
    ok("the app ends on SIGTERM");
  } finally {
    await runToEnd("ip", ["address", "del", `${supervisor}/32`, "dev", "lo"], { seconds: 10 });
  }
});

/** Mosquitto with one user. Its log has every packet. */
async function startBroker(folder: string, port: number) {
  await mkdir(folder);
  const passwords = join(folder, "passwords");
  const made = await runToEnd("mosquitto_passwd", ["-b", "-c", passwords, "addons", brokerPassword], { seconds: 20 });
  if (made.code !== 0) throw new AcceptanceSkipped("Mosquitto is not installed");
  await writeFile(
    join(folder, "mosquitto.conf"),
    `listener ${port} 127.0.0.1\nallow_anonymous false\npassword_file ${passwords}\npersistence false\nuser root\n`,
  );
  return startProgram("mosquitto", ["-v", "-c", join(folder, "mosquitto.conf")]);
}

async function openPanel(browser: Browser, url: string): Promise<{ frame: FrameLocator; problems: readonly string[] }> {
  const page = await (await browser.newContext()).newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("response", (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`));
  await page.goto(url);
  const frame = page.frameLocator("iframe");
  await frame.getByRole("region", { name: "Groceries" }).waitFor({ timeout: 30_000 });
  return { frame, problems };
}

async function askFrom(port: number, path: string, headers: Record<string, string>, localAddress?: string): Promise<number> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers, ...(localAddress && { localAddress }) }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}
