import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { expect, it } from "vitest";
import { addToGroceries, nextEventOf, openHost, tryToAdd, watchChanges } from "./composed-app.ts";

it("runs on an emulated household", async () => {
  const { fetch, control } = createEmulator({ populate: addHousehold });
  const dataDir = await mkdtemp(join(tmpdir(), "composed-app-"));
  const host = await openHost(dataDir, { fetch });
  const home = host.account("home");
  expect(await tryToAdd(host, "Milk")).toBe("Please sign in first.");

  const { url } = await home.signIn.callback("http://localhost/auth/callback");
  const browser = control.entra.signIn(url, { user: householdUsers.main });
  if (!("redirect" in browser)) throw new Error("The emulator refused the sign-in.");
  await home.signIn.complete(browser.redirect);
  await home.refresh();
  await host.settled();

  const lines: string[] = [];
  const stopWatching = watchChanges(host, (line) => lines.push(line));
  expect(await nextEventOf(host)).toMatch(/^(Now|\d{4}-\d\d-\d\d.*): \w/);
  expect(await addToGroceries(host, "Milk")).toMatch(/\w/);
  await host.settled();
  expect(lines).toContainEqual(expect.stringMatching(/^home\/todo\/groceries is \d+$/));
  expect(lines).toContainEqual(expect.stringMatching(/ todo\/task-created .*"title":"Milk"/));
  stopWatching();
  await host.stop();
  await rm(dataDir, { recursive: true });
});
