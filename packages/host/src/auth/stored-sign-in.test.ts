import fs from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { appSecret, createEntraFixture, type EntraFixture, redirectUri } from "./entra.fixture.ts";

const hour = 3600_000;
let f: EntraFixture;
beforeEach(() => {
  f = createEntraFixture();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await f.dispose();
});

describe("the stored sign-in", () => {
  it.each<[string, (whole: Buffer) => Buffer | string]>([
    ["damaged", (whole) => whole.subarray(0, whole.length - 1)],
    ["foreign", () => '{"AccessToken":{},"RefreshToken":{}}'],
  ])("that is %s is set aside with a message, and a new sign-in replaces it", async (_, change) => {
    await f.signedIn();
    await writeFile(f.file, change(await readFile(f.file)));
    const signIn = await f.restarted();
    expect(signIn.state).toMatchObject({ kind: "signed-out", reason: expect.stringContaining("casement login home") });
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "sign-in-required" });
    expect(f.warnings.length).toBe(1);
    expect((await readdir(dirname(f.file))).length).toBe(1);
    expect(await f.signIn(signIn)).toMatchObject({ outcome: "signed-in" });
  });

  it("is not used with another client id", async () => {
    await f.signedIn();
    const signIn = await f.restarted({ clientId: "44444444-4444-4444-8444-444444444444", clientSecret: appSecret });
    expect(signIn.state).toMatchObject({ kind: "signed-out", reason: expect.stringContaining("clientId") });
    await expect(signIn.getToken()).rejects.toMatchObject({ code: "sign-in-required" });
    expect(f.refreshes()).toBe(0);
  });

  it("is deleted by logging out, which also cancels pending sign-ins", async () => {
    const signIn = await f.signedIn();
    const waiting = await signIn.beginCallback({ redirectUri });
    await signIn.logout();
    expect(await waiting.done).toMatchObject({ outcome: "failed", code: "stopped" });
    expect(await readdir(dirname(f.file))).toEqual([]);
    expect((await f.restarted()).state).toEqual({ kind: "signed-out", reason: undefined });
  });

  it("stays in memory while the disk is full, even through a refresh, and is saved once there is space", async () => {
    const full = vi.spyOn(fs, "write").mockImplementation(((...args: unknown[]) => {
      (args.at(-1) as (e: Error) => void)(Object.assign(new Error("no space left on device"), { code: "ENOSPC" }));
    }) as typeof fs.write);
    const signIn = await f.signedIn();
    await f.clock.advance(hour);
    expect(await f.accepts((await signIn.getToken()).token)).toBe(true);
    expect(f.warnings.length).toBe(2);
    full.mockRestore();
    await f.clock.advance(hour);
    const { token } = await signIn.getToken();
    expect((await (await f.restarted()).getToken()).token).toBe(token);
  });
});
