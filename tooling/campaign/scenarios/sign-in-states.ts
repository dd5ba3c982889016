import { readFileSync, writeFileSync } from "node:fs";
import { householdUsers } from "@casement/graph-emulator/household";
import { newKinds } from "../harness/outside-changes.ts";
import { pauseFor } from "../harness/pause-for.ts";
import type { RunningHousehold } from "../harness/running-household.ts";
import { secondsUntil } from "../harness/seconds-until.ts";
import type { FaultScenario, ScenarioGroup, ScenarioRun } from "./fault-scenario.ts";
import { actOn, errorBody, isGraph, respondWith } from "./graph-rules.ts";

const { main } = householdUsers;
const states = async ({ hub }: RunningHousehold) =>
  new Map((await hub.sensors("home")).filter(({ state }) => state !== undefined).map(({ id, state }) => [id, JSON.stringify(state)]));

async function expectKept(run: ScenarioRun, household: RunningHousehold, before: ReadonlyMap<string, string>): Promise<void> {
  const now = await states(household);
  const changed = [...before].filter(([id, state]) => now.get(id) !== state);
  run.check(changed.length === 0, `${changed.length} of ${before.size} last states are gone or changed`);
  const unmarked = (await household.hub.sensors("home")).filter(({ stale }) => !stale);
  run.check(unmarked.length === 0, `${unmarked.length} sensors are not stale`);
}

async function signInAgain(run: ScenarioRun, household: RunningHousehold): Promise<void> {
  await household.signIn();
  await household.fresh(60);
  await household.changes.make(...newKinds);
  await run.settle(household);
}

const scenarios: readonly FaultScenario[] = [
  {
    name: "signed-out-with-data-kept-then-restarted",
    quick: true,
    async run(run) {
      const household = await run.open();
      const before = await states(household);
      await household.hub.api("DELETE", "/api/v1/accounts/home/session?keepData=true");
      await pauseFor(1_000);
      await expectKept(run, household, before);
      await household.hub.kill("SIGTERM");
      await household.startHub();
      await pauseFor(1_500);
      await expectKept(run, household, before);
      await signInAgain(run, household);
    },
  },
  {
    name: "sign-in-damaged-then-restarted",
    async run(run) {
      const household = await run.open();
      const before = await states(household);
      await household.hub.kill();
      const file = `${household.dataFolder}/accounts/home/sign-in`;
      const data = readFileSync(file);
      data[60]! ^= 1;
      writeFileSync(file, data);
      await household.startHub();
      await pauseFor(1_500);
      await expectKept(run, household, before);
      await signInAgain(run, household);
    },
  },
  {
    name: "graph-says-401-for-good",
    async run(run) {
      const household = await run.open();
      household.proxy.rule = actOn(isGraph, respondWith(401, errorBody("InvalidAuthenticationToken")));
      const noticed = await secondsUntil(90 * run.factor, async () => (await household.hub.account()).state === "sign-in-required");
      run.check(noticed !== undefined, "the account does not say sign-in-required");
      const { problem } = await household.hub.account();
      run.check(typeof problem?.cure === "string", "the account's problem has no cure");
      const tokens = household.proxy.tokenRequests();
      run.check(tokens <= 12, `${tokens} requests for tokens`);
      household.proxy.rule = undefined;
      await signInAgain(run, household);
    },
  },
  {
    name: "claims-challenge",
    async run(run) {
      const household = await run.open();
      const { emulator, hub } = household;
      const challenged: number = await emulator.control("entra/challengeClaims", main);
      run.check(challenged > 0, "the hub does not declare cp1, so nobody can challenge it");
      await household.changes.make(...newKinds);
      await pauseFor(20_000);
      const { state } = await hub.account();
      if (state !== "signed-in") {
        run.check(state === "sign-in-required", `the account is ${state}`);
        await household.signIn();
      }
      await run.settle(household, { seconds: 90 });
    },
  },
  {
    name: "client-secret-expired",
    async run(run) {
      const id = "22222222-2222-4222-8222-222222222222";
      const accounts = `  - name: home
    clientId: ${id}
    clientSecret: first-secret-value-123456
    accountType: work
    enableUpdate: true
    plugins: { calendar: {}, email: {}, todo: { every: { tasks: 15s } } }
`;
      const register = (control: RunningHousehold["emulator"]["control"], value: string) =>
        control("entra/registerApp", {
          clientId: id,
          name: "Confidential",
          redirectUris: { web: ["http://localhost/auth/callback"] },
          secrets: [{ value, id: "33333333-3333-4333-8333-333333333333", expires: new Date(Date.now() + 864e5).toISOString() }],
        });
      const household = await run.open({ accounts, prepare: ({ control }) => register(control, "first-secret-value-123456") });
      const { hub, emulator, folder } = household;
      await household.signIn();
      run.check((await household.fresh(60)) !== undefined, "the household was not read");
      const before = await states(household);
      await emulator.control("entra/expireSecrets", id);
      await emulator.control("entra/endAccessTokens", "expired");
      const noticed = await secondsUntil(90 * run.factor, async () => typeof (await hub.account()).problem?.cure === "string");
      run.check(noticed !== undefined, "the account's problem has no cure");
      run.check(!/first-secret/.test(hub.log()), "the log has the secret");
      run.check((await states(household)).size === before.size, "a last state is gone");
      await register(emulator.control, "second-secret-value-123456");
      await hub.kill("SIGTERM");
      const file = `${folder}/casement.yaml`;
      writeFileSync(file, readFileSync(file, "utf8").replace("first-secret", "second-secret"));
      await household.startHub();
      await household.changes.make("mail", "task");
      await run.settle(household);
    },
  },
];

/** A sign-in that breaks is noticed, and the last states survive it. */
export const signInStates: ScenarioGroup = { name: "sign-in", scenarios };
