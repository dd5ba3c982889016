import { defineAccount } from "@casement/host";
import { expect, it } from "vitest";
import { createHttpRig, type HttpRig, testUser } from "../test/http-rig.fixture.ts";
import { librarySurface } from "../test/mount/library-surface.fixture.ts";
import { readStream, type StreamMessage } from "../test/stream/read-stream.fixture.ts";

const second = (rig: HttpRig) => defineAccount({ ...rig.testHost.account.options, name: "second", signIn: "home" });

it("an account that is added appears in the API, and one that is removed leaves nothing there", async () => {
  await using rig = await createHttpRig();
  await rig.testHost.host.addAccount(second(rig));
  await rig.testHost.host.settled();
  const mentions = async (): Promise<string[]> => {
    const texts: Record<string, string> = {};
    for (const path of ["/api/v1/accounts", "/api/v1/sensors", "/api/v1/services", "/api/v1/plugins", "/api/v1/events", "/metrics"])
      texts[path] = await (await rig.request(path)).text();
    return Object.entries(texts).flatMap(([path, text]) => (text.includes('"second"') ? [path] : []));
  };
  expect(await mentions()).toEqual(["/api/v1/accounts", "/api/v1/sensors", "/api/v1/services", "/api/v1/plugins", "/metrics"]);
  await rig.testHost.host.removeAccount("second");
  expect(await mentions()).toEqual([]);
});

it("an account that is removed takes its access along, and leaves what is also for others", async () => {
  await using rig = await createHttpRig({}, { mounts: [librarySurface] });
  await rig.testHost.host.addAccount(second(rig));
  await rig.testHost.host.settled();
  for (const body of [
    { kind: "reader", name: "Of second", target: "second" },
    { kind: "reader", name: "Of home", target: "home" },
    { kind: "shelf", name: "One list", target: "second/tasks/groceries" },
    { kind: "wall", name: "Tablet" },
  ])
    expect((await rig.request("/api/v1/access", { method: "POST", body })).status).toBe(200);
  await rig.testHost.host.removeAccount("second");
  const { grants } = (await rig.requestJson("/api/v1/access")).body;
  expect(grants.map(({ name }: { name: string }) => name)).toEqual(["Of home", "Tablet"]);
});

it("another person who signs in does not get the access of the one before, and the same person keeps it", async () => {
  await using rig = await createHttpRig({}, { mounts: [librarySurface] });
  for (const body of [
    { kind: "reader", name: "Of home", target: "home" },
    { kind: "wall", name: "Tablet" },
  ])
    expect((await rig.request("/api/v1/access", { method: "POST", body })).status).toBe(200);
  const names = async () => (await rig.requestJson("/api/v1/access")).body.grants.map(({ name }: { name: string }) => name);
  const signInAs = async (user: string) => {
    await rig.testHost.account.logout();
    const device = await rig.testHost.account.signIn.deviceCode();
    rig.testHost.emulator.control.entra.approveDevice(device.userCode, user);
    await rig.testHost.advance("10s");
    expect((await device.done).outcome).toBe("signed-in");
    await rig.testHost.host.settled();
  };
  await signInAs(testUser);
  expect(await names()).toEqual(["Of home", "Tablet"]);
  rig.testHost.emulator.directory.addUser({ userPrincipalName: "bea@contoso.example" });
  await signInAs("bea@contoso.example");
  expect(await names()).toEqual(["Tablet"]);
});

it("a sign-in that waits for a person ends when its account is removed", async () => {
  await using rig = await createHttpRig({ signedOut: true });
  const path = "/api/v1/accounts/home/sign-in";
  await rig.requestJson(path, { method: "POST", body: { method: "callback" } });
  const { options } = rig.testHost.account;
  await rig.testHost.host.removeAccount("home");
  expect((await rig.requestJson(path)).body.code).toBe("account-unknown");
  await rig.testHost.host.addAccount(defineAccount(options));
  expect((await rig.requestJson(path)).body).toEqual({ pending: null, last: null });
});

it("the stream says which account came, changed or went, before the sensors that it has now", async () => {
  await using rig = await createHttpRig();
  const stream = readStream(await rig.request("/api/v1/stream"));
  await stream.take(1);
  await rig.testHost.host.addAccount(second(rig));
  await rig.testHost.host.settled();
  const [added, sensor] = await stream.take(2);
  expect([added, sensor]).toMatchObject([
    { event: "account", data: { account: "second", kind: "added" } },
    { event: "sensor", data: { id: "second/tasks/groceries" } },
  ]);
  await stream.cancel();

  const late = readStream(await rig.request("/api/v1/stream"));
  await rig.testHost.host.removeAccount("second");
  await rig.testHost.host.changeAccount("home", rig.testHost.account.options as never);
  await rig.testHost.host.settled();
  const shown = new Set<string>();
  const changes: string[] = [];
  while (!changes.includes("home changed")) {
    const [{ event, data }] = (await late.take(1)) as unknown as [StreamMessage];
    if (event === "sensor") shown.add(data.id);
    else changes.push(`${data.account} ${data.kind}`);
    if (data.kind === "removed") for (const id of shown) if (id.startsWith(`${data.account}/`)) shown.delete(id);
  }
  expect([changes, [...shown]]).toEqual([["second removed", "home changed"], ["home/tasks/groceries"]]);
  await late.cancel();
});
