import fs from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { dirname } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { appSecret, createEntraFixture, type EntraFixture, redirectUri } from "../../test/auth/entra.fixture.ts";
import { makeDiskReadOnly } from "../../test/store/failing-disk.fixture.ts";
import { unsealContent } from "../store/seal.ts";
import { signInPurpose } from "./token-cache.ts";

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

  it("contains the access token once, also after a renewal", async () => {
    const signIn = await f.signedIn();
    for (const forceRefresh of [false, true]) {
      const { token } = await signIn.getToken({ forceRefresh });
      const stored = unsealContent(f.key, signInPurpose("home"), await readFile(f.file)).toString();
      expect(stored.split(token).length - 1).toBe(1);
    }
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

  it.each<[string, (file: string) => Promise<void>]>([
    ["damaged", (file) => writeFile(file, "?")],
    ["cut to nothing", (file) => writeFile(file, "")],
    ["deleted", (file) => rm(file)],
    ["deleted with its folder", (file) => rm(dirname(file), { recursive: true })],
  ])("that is %s while the hub runs is replaced by the one in memory", async (_, damage) => {
    const signIn = await f.signedIn();
    await damage(f.file);
    await f.clock.advance(hour);
    const { token } = await signIn.getToken();
    expect(await f.accepts(token)).toBe(true);
    expect(signIn.state.kind).toBe("signed-in");
    expect(f.warnings.join()).not.toContain("casement login");
    expect((await (await f.restarted()).getToken()).token).toBe(token);
  });

  it("is renewed in memory while not even a lock can be created", async () => {
    const signIn = await f.signedIn();
    const repair = makeDiskReadOnly();
    await f.clock.advance(hour);
    const { token } = await signIn.getToken();
    expect(await f.accepts(token)).toBe(true);
    expect(f.warnings.length).toBe(1);
    repair();
    await f.clock.advance(hour);
    await signIn.getToken();
    expect((await f.restarted()).state.kind).toBe("signed-in");
    expect(f.refreshes()).toBe(2);
  });

  it("is renewed in memory although its file has got another owner", async () => {
    const signIn = await f.signedIn();
    const { stat } = fs.promises;
    const refused = Object.assign(new Error("EACCES"), { code: "EACCES" });
    const forbid = async (at: fs.PathLike): Promise<fs.Stats> => (at === f.file ? Promise.reject(refused) : stat(at));
    vi.spyOn(fs.promises, "stat").mockImplementation(forbid as typeof stat);
    syncBuiltinESMExports();
    await f.clock.advance(hour);
    const { token } = await signIn.getToken();
    vi.restoreAllMocks();
    syncBuiltinESMExports();
    expect(await f.accepts(token)).toBe(true);
    expect(f.warnings).toEqual([expect.stringContaining("Could not save the renewed sign-in")]);
  });

  it("stays if a read-only disk does not let it be deleted, and says so", async () => {
    const signIn = await f.signedIn();
    const repair = makeDiskReadOnly();
    await expect(signIn.logout()).rejects.toMatchObject({
      code: "store-unwritable",
      message: expect.stringContaining("home stays signed in"),
    });
    repair();
    expect(signIn.state.kind).toBe("signed-in");
    await signIn.logout();
    expect((await f.restarted()).state.kind).toBe("signed-out");
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
