import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import { clientId } from "../../campaign/harness/household-config.ts";
import type { ChangeKind } from "../../campaign/harness/outside-changes.ts";
import { openHousehold, type RunningHousehold } from "../../campaign/harness/running-household.ts";
import { allSubscribed, type GraphSubscription, subscriptionsOf } from "../../campaign/scenarios/notified-household.ts";
import { createCertificates } from "../clients/certificates.ts";
import { runToEnd } from "../harness/programs.ts";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { builtProgram } from "../harness/source-program.ts";
import { waitFor } from "../harness/wait-for.ts";

// The built hub with `notifications`, behind a proxy that speaks TLS, and the emulator as programs. Nothing is read by schedule within the run.

const { main } = householdUsers;
const kinds = ["mail", "task", "event", "chat"] as const;
const resources = [/^me\/events$/, /^me\/mailFolders\//, /^communications\/presences/, /\/chats\/getAllMessages$/, /^me\/todo\/lists\//];
/** Graph reports at once here. On a busy machine the hub needs some seconds. */
const seconds = 10;

const idsOf = async (household: RunningHousehold): Promise<readonly string[]> =>
  (await subscriptionsOf(household)).map(({ id }) => id).sort();

/** Waits until everything that Graph can report is subscribed to. Returns the number. */
async function expectSubscribed(household: RunningHousehold): Promise<number> {
  await allSubscribed(household);
  const list = await subscriptionsOf(household);
  for (const each of resources)
    assert.ok(
      list.some(({ resource }) => each.test(resource)),
      `nothing is subscribed to ${each}`,
    );
  return list.length;
}

/** Makes changes and expects each of them announced once, within seconds. */
async function expectSeen(household: RunningHousehold, ...made: readonly ChangeKind[]): Promise<number> {
  const begun = Date.now();
  await household.changes.make(...made);
  await waitFor(`the announcement of ${made}`, seconds, async () => household.ledger.compare(await household.journal()).lost.length === 0);
  const { doubled, invented } = household.ledger.compare(await household.journal());
  assert.deepEqual([doubled, invented], [[], []]);
  return Date.now() - begun;
}

await runAcceptance("notifications", 240, async ({ folder, phase, ok }) => {
  const certificate = await createCertificates(folder, ["localhost"]);
  const env = { NODE_EXTRA_CA_CERTS: certificate.authority };
  const household = await phase("Starting hub, emulator and proxy", 90, () =>
    openHousehold("acceptance", `${folder}/household`, 1, {
      notifications: { safetyInterval: "24h", certificate },
      emulatorEnv: env,
      hubStart: { env },
    }),
  );
  const { hub, emulator, notifications } = household;
  const { control } = emulator;
  const find = async (resource: RegExp): Promise<GraphSubscription> =>
    (await subscriptionsOf(household)).find((each) => resource.test(each.resource))!;

  const count = await phase("Subscribing", 60, () => expectSubscribed(household));
  const secret = new URL((await subscriptionsOf(household))[0]!.notificationUrl).pathname.split("/").at(-1)!;
  for (const { notificationUrl } of await subscriptionsOf(household))
    assert.equal(notificationUrl, `${notifications.publicUrl}/notifications/${secret}?account=home`);
  ok(`${count} subscriptions, all at one secret address below publicUrl`);

  const test = await runToEnd(
    builtProgram[0]!,
    [builtProgram[1]!, "notifications", "test", "--config", `${household.folder}/casement.yaml`],
    {
      seconds: 30,
      env,
    },
  );
  assert.equal(test.code, 0, test.output);
  ok("casement notifications test: there and back");

  for (const kind of kinds) {
    const took = await expectSeen(household, kind);
    ok(`${kind}: announced ${(took / 1_000).toFixed(1)} s after the change`);
  }
  await control("presence/set", main, { availability: "DoNotDisturb", activity: "DoNotDisturb" });
  await waitFor(
    "the presence",
    seconds,
    async () => (await hub.sensors()).find(({ id }) => id === "home/status/status")?.state === "DoNotDisturb",
  );
  ok("presence: shown in seconds");

  const mail = await find(/mailFolders/);
  await control("subscriptions/requireReauthorization", mail.id);
  // A subscription is renewed at most once a minute, whatever is said of it.
  await phase("Waiting for the renewal", 80, () =>
    waitFor("the renewal", 75, async () => [...household.proxy.counts.keys()].some((call) => /^PATCH .*\/subscriptions\//.test(call))),
  );
  await expectSeen(household, "mail");
  assert.equal((await find(/mailFolders/)).id, mail.id);
  ok("A subscription that must be reauthorized is renewed, and reports again");

  const events = await find(/^me\/events$/);
  await control("subscriptions/remove", events.id);
  await expectSubscribed(household);
  await expectSeen(household, "event");
  assert.notEqual((await find(/^me\/events$/)).id, events.id);
  ok("A subscription that Microsoft removed is made again");

  const before = await idsOf(household);
  await hub.kill();
  await household.changes.make(...kinds);
  await household.startHub();
  await expectSeen(household);
  await expectSeen(household, ...kinds);
  assert.deepEqual(await idsOf(household), before);
  ok("After kill -9: what changed meanwhile is announced once, and the subscriptions are those of before");

  await hub.kill();
  await control("subscriptions/expire");
  await household.changes.make(...kinds);
  await household.startHub();
  assert.equal(await expectSubscribed(household), count);
  await expectSeen(household);
  await expectSeen(household, ...kinds);
  assert.ok((await idsOf(household)).every((id) => !before.includes(id)));
  assert.equal(new URL((await subscriptionsOf(household))[0]!.notificationUrl).pathname.split("/").at(-1), secret);
  ok("Subscriptions that expired while the hub was down are made again, at the same address");

  await phase("Withdrawing a permission", 60, async () => {
    await control("entra/revoke", main, clientId, ["Chat.Read"]);
    await control("entra/endAccessTokens", "expired", main);
    await waitFor("the end of the subscription to chats", 40, async () => (await find(/getAllMessages/)) === undefined);
  });
  await expectSeen(household, "mail", "task", "event");
  ok("Without Chat.Read, the subscription to chats ends, and the others report on");

  await phase("Granting it again", 60, async () => {
    await household.signIn();
    await expectSubscribed(household);
    await expectSeen(household, ...kinds);
  });
  ok("After the next consent, chats are reported again");

  const secrets = [secret, ...(await subscriptionsOf(household)).map(({ clientState }) => clientState)];
  await hub.api("DELETE", "/api/v1/accounts/home/session?keepData=true");
  assert.deepEqual(await idsOf(household), []);
  ok("Signing out ends all subscriptions");

  const log = hub.log();
  assert.ok([...secrets, "mk-acceptance"].every((text) => !log.includes(text)));
  const slowest = Math.max(...notifications.answers.map(({ ms }) => ms));
  assert.ok(slowest < 3_000 && notifications.answers.every(({ status }) => status === 202), `slowest: ${slowest} ms`);
  ok(`Nothing of them is in the log, and ${notifications.answers.length} were answered within ${Math.ceil(slowest)} ms`);
  await household.close();
});
