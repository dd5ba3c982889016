import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addHousehold, createEmulator, householdUsers } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { openHost, remember, rememberOrExplain, watch, whatIsNext } from "./composed-app.ts";

it("runs on an emulated household", async () => {
  const { fetch, control } = createEmulator({ populate: addHousehold });
  const dataDir = await mkdtemp(join(tmpdir(), "composed-app-"));
  const host = await openHost(dataDir, { fetch });
  const home = host.account("home");
  expect(await rememberOrExplain(host, "Milk")).toBe("Please sign in first.");

  const { url } = await home.signIn.callback("http://localhost/auth/callback");
  const browser = control.entra.signIn(url, { user: householdUsers.main });
  if (!("redirect" in browser)) throw new Error("The emulator refused the sign-in.");
  await home.signIn.complete(browser.redirect);
  await home.refresh();
  await host.settled();

  const lines: string[] = [];
  const end = watch(host, (line) => lines.push(line));
  expect(whatIsNext(host)).toMatch(/^(Now|\d{4}-\d\d-\d\d.*): \w/);
  expect(await remember(host, "Milk")).toMatch(/\w/);
  await host.settled();
  expect(lines).toContainEqual(expect.stringMatching(/^home\/todo\/groceries is \d+$/));
  expect(lines).toContainEqual(expect.stringMatching(/ todo\/task-created .*"title":"Milk"/));
  end();
  await host.stop();
  await rm(dataDir, { recursive: true });
});
