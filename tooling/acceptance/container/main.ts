import assert from "node:assert/strict";
import { chown, mkdir, open, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { serveEmulator } from "@casement/graph-emulator";
import { addHousehold, householdTenant, householdUsers } from "@casement/graph-emulator/household";
import { parse } from "yaml";
import { findFreePort } from "../harness/find-free-port.ts";
import { createHubAccess } from "../harness/hub-access.ts";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { repositoryFolder } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";
import { buildImage, hubImage } from "./build-image.ts";
import { checkRelayImage } from "./check-relay-image.ts";
import { dockerLinesOf } from "./docker-lines.ts";
import { openImageBuilder } from "./image-builder.ts";
import { type ContainerOptions, runInContainer, startContainer } from "./run-container.ts";

// Builds the image as a release does, on a base made here, and runs it: read-only, as its own user, signed in at the emulator.
// `IMAGES_FOLDER`: a folder with the images, or to build them into and keep. Default: a temporary one.

const maxMegabytes = 120;
const clientId = "11111111-1111-4111-8111-111111111111";
const uid = 1000;
/** As the documents call it. */
const publishedImage = "ghcr.io/casement/casement";
/** What a container of this run has, too. Its name, its restart and its port are docker's own affair. */
const allowedFlags = new Set([
  ...["--detach", "--name casement", "--restart unless-stopped", "--publish 127.0.0.1:8365:8365"],
  ...["--read-only", "--tmpfs /tmp", "--cap-drop ALL", "--volume casement:/data"],
]);

await runAcceptance("container", 420, async ({ folder, phase, ok }) => {
  await using buildah = await openImageBuilder(process.env.IMAGES_FOLDER ?? folder);
  const { base, root } = await buildImage(buildah, hubImage, phase);
  const image = await buildah.configOf(hubImage.name);
  assert.equal(image.User, `${uid}:${uid}`);
  assert.deepEqual(Object.keys(image.Volumes), ["/data"]);
  assert.deepEqual([...image.Entrypoint, ...image.Cmd], ["node", "/opt/casement/dist/bin.js", "start"]);
  ok(`the image runs casement start as user ${uid}, with the volume /data`);

  const sizes = await Promise.all([megabytesOf(root), megabytesOf(base)]);
  const above = sizes[0] - sizes[1];
  assert.ok(above > 20 && above <= maxMegabytes, `${above} MB`);
  ok(`the image has ${above.toFixed(0)} MB above its base, at most ${maxMegabytes}`);
  assert.deepEqual(await nativeFilesIn(join(root, "opt/casement")), []);
  const file = await readFile(join(repositoryFolder, "Containerfile"), "utf8");
  assert.doesNotMatch(file.slice(file.lastIndexOf("\nFROM ")), /^RUN /m);
  ok("nothing in it is native, and its last stage only copies: one tree serves amd64 and arm64");

  const volume = join(folder, "volume");
  await mkdir(volume);
  await chown(volume, uid, uid);
  const container: ContainerOptions = { root, image, volumes: { "/data": volume } };
  // The very commands of the documents, on this image.
  const lines = ["README.md", "docs/container.md"].flatMap(dockerLinesOf);
  const runs = lines.filter(({ does, target }) => does === "run" && target === publishedImage);
  for (const { place, flags, args: command } of runs.filter(({ args }) => args.length === 0)) {
    assert.ok(flags.includes("--volume casement:/data") && flags.includes("--publish 127.0.0.1:8365:8365"), place);
    assert.deepEqual([...flags.filter((flag) => !allowedFlags.has(flag)), ...command], [], `${place}: what this run does not do`);
  }
  const tried = runs.find(({ args }) => args[0] === "demo");
  assert.ok(tried && runs.length > 2, "README and docs/container.md run the image, and its demo");
  const demo = await phase(`${tried.place}: docker run … ${tried.args.join(" ")}`, 120, () =>
    runInContainer(container, [...image.Entrypoint, ...tried.args, "--json"], 110),
  );
  assert.equal(demo.code, 0, demo.output);
  const shown = new Set(JSON.parse(demo.output.slice(demo.output.indexOf("{"))).sensors.map(({ id }: { id: string }) => id.split("/")[1]));
  assert.equal(shown.size, 7);
  ok("casement demo --once shows sensors of all seven plugins");
  const written = await runInContainer(container, ["node", "--eval", "require('node:fs').writeFileSync('/opt/casement/x', '')"]);
  assert.match(written.output, /EROFS/);
  ok("the root is read-only, and the hub needs nothing else");

  const emulator = await serveEmulator({ populate: addHousehold });
  emulator.emulator.control.entra.grant(householdTenant.domain, clientId, ["Group.Read.All", "Group.ReadWrite.All"]);
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;
  // What a person has before the set-up: no account.
  await writeFile(join(volume, "casement.yaml"), `http: { port: ${port} }\n`);
  await chown(join(volume, "casement.yaml"), uid, uid);
  const empty = await phase("An empty hub", 60, () => startContainer(container, ["start", "--json"]));
  const fromOutside = `http://127.0.0.2:${port}`;
  const host = `localhost:${port}`;
  assert.equal((await get(fromOutside, "/", host)).status, 200);
  assert.equal((await get(fromOutside, "/api/v1/sensors", host)).status, 401);
  assert.equal((await get(fromOutside, "/api/v1/sensors", "evil.example")).status, 421);
  ok("without an account, the published port shows the set-up; everything else needs a token and the right name");
  await empty.signal("SIGTERM");
  assert.equal(await empty.ended, 0);

  const publicUrl = `http://hub.test:${port}`;
  await writeFile(
    join(volume, "casement.yaml"),
    `emulator: ${emulator.url}
http: { port: ${port} }
accounts:
  - name: home
    clientId: ${clientId}
    accountType: work
    timeZone: Europe/Berlin
    plugins: { calendar: {}, email: {}, todo: {}, group-calendar: {} }
`,
  );
  const named: ContainerOptions = { ...container, env: { CASEMENT_PUBLIC_URL: publicUrl } };
  const readToken = async (): Promise<string> => JSON.parse(await readFile(join(volume, ".casement/run.json"), "utf8")).token;
  const access = createHubAccess(address, readToken, emulator.emulator);
  const hub = await phase("Starting the hub", 60, () => startContainer(named, ["start", "--json"]));
  await phase("Signing in", 90, async () => {
    await access.signIn("home", householdUsers.main);
    await access.waitForSensors(["home/calendar/", "home/email/", "home/todo/", "home/group-calendar/"]);
  });
  ok("the hub signs in and has live sensors");
  assert.equal((await get(fromOutside, "/api/health", `hub.test:${port}`)).status, 200);
  const inside = lines.filter(({ does, args }) => does === "exec" && args.length > 1);
  assert.ok(inside.length > 1);
  for (const [number, { place, target, args }] of inside.entries()) {
    assert.equal(target, "casement", `${place}: the name of the container`);
    const link = await phase(`${place}: docker exec casement ${args.join(" ")}`, 60, () =>
      // Names are unique.
      runInContainer(named, [...args.slice(0, -1), `${args.at(-1)} ${number}`, "--json"]),
    );
    assert.ok(JSON.parse(link.output).credentials.address.startsWith(`${publicUrl}/#session=`), link.output);
  }
  ok(
    "what README and docs/container.md run works; CASEMENT_PUBLIC_URL is the address of its links, and commands in the container find the hub",
  );
  const [, ...check] = image.Healthcheck?.Test ?? [];
  const ownPort = check.map((word) => word.replace(":8365/", `:${port}/`));
  assert.equal((await runInContainer(named, ownPort)).code, 0);
  ok("the health check is healthy");
  const files = (await readdir(join(volume, ".casement"), { recursive: true, withFileTypes: true })).map((entry) =>
    join(entry.parentPath, entry.name),
  );
  for (const path of files) {
    const { mode, uid: owner } = await stat(path);
    assert.deepEqual({ path, open: mode & 0o077, owner }, { path, open: 0, owner: uid });
  }
  assert.ok(files.length > 5);
  ok(`the ${files.length} files of the volume belong to the hub's user, and are closed to others`);

  await hub.signal("SIGKILL");
  await hub.ended;
  assert.equal((await runInContainer(named, ownPort)).code, 1);
  const again = await phase("Starting it again after a kill", 60, () => startContainer(named, ["start", "--json"]));
  await waitFor("the stored sign-in", 30, async () => (await access.api("GET", "accounts")).accounts[0].state === "signed-in");
  await access.waitForSensors(["home/calendar/"]);
  ok("after a kill, the same volume has the sign-in and the sensors; the health check had noticed");
  const stopping = Date.now();
  await again.signal("SIGTERM");
  assert.equal(await again.ended, 0);
  assert.ok(Date.now() - stopping < 10_000);
  ok("it ends by itself on SIGTERM, within the ten seconds that docker stop waits");

  await checkRelayImage(buildah, { phase, ok });

  const { services } = parse(await readFile(join(repositoryFolder, "compose.yaml"), "utf8"));
  assert.equal(services.casement.read_only, true);
  assert.deepEqual(services.casement.ports, ["127.0.0.1:8365:8365"]);
  assert.equal(services.mosquitto.ports, undefined);
  ok("compose.yaml publishes the hub to this machine only, and the broker to nobody");
});

async function megabytesOf(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name))));
  return sizes.reduce((sum, { size }) => sum + size, 0) / 1e6;
}

/** Programs and libraries for one architecture: files that begin like one of Linux, and modules of Node.js. */
async function nativeFilesIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const handle = await open(file);
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    await handle.close();
    if (buffer.toString("latin1") === "\x7fELF" || file.endsWith(".node")) found.push(file);
  }
  return found;
}

/** `fetch` sets the Host header itself. */
async function get(address: string, path: string, host: string): Promise<{ status: number }> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    request(address + path, { headers: { host } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    })
      .on("error", reject)
      .end();
  });
}
