import { expect, it } from "vitest";
import { createHttpRig, testUser } from "../../test/http-rig.fixture.ts";
import type { AccountSetup } from "../setup/account-setup.ts";
import { createSignInLinks } from "./sign-in-links.ts";

async function createLinkRig(accountSetup?: AccountSetup) {
  const rig = await createHttpRig({ signedOut: true }, { accountSetup });
  const links = createSignInLinks(rig.testHost.host, rig.testHost.clock);
  const open = async (path: string) => {
    const response = await rig.request(path, { token: null });
    return { status: response.status, location: response.headers.get("location"), page: await response.text() };
  };
  return { rig, links, open, [Symbol.asyncDispose]: () => rig[Symbol.asyncDispose]() };
}

it("a link leads to Microsoft's page, and back to an account that is signed in; then it does nothing more", async () => {
  await using t = await createLinkRig();
  const path = await t.links.pathOf("home");
  const { status, location } = await t.open(path);
  expect(status).toBe(303);
  const browser = t.rig.testHost.emulator.control.entra.signIn(location!, { user: testUser });
  const { pathname, search } = new URL((browser as { redirect: string }).redirect);
  expect((await t.open(pathname + search)).status).toBe(200);
  expect(t.rig.testHost.account.status().state).toBe("signed-in");
  const again = await t.open(path);
  expect([again.status, again.location]).toEqual([200, null]);
  expect(again.page).toContain("You are signed in");
});

it("a link is valid for its account alone, and for a week", async () => {
  await using t = await createLinkRig();
  const path = await t.links.pathOf("home");
  const [, , , expires = "", code = ""] = path.split("/");
  const later = (Number.parseInt(expires, 36) + 1).toString(36);
  for (const wrong of [`/sign-in/other/${expires}/${code}`, `/sign-in/home/${later}/${code}`, `/sign-in/home/${expires}/${code}x`]) {
    const { status, page } = await t.open(wrong);
    expect(status).toBe(410);
    expect(page).toContain("not valid");
  }
  // Without its account it is as good as none.
  expect((await t.open(await t.links.pathOf("nobody"))).status).toBe(410);
  await t.rig.testHost.clock.advance(7 * 86_400_000 + 1_000);
  expect((await t.open(path)).status).toBe(410);
});

it("a link is not valid for another account that has the name later", async () => {
  let id = "first";
  const accountSetup = { idOf: async () => id } as unknown as AccountSetup;
  await using t = await createLinkRig(accountSetup);
  const links = createSignInLinks(t.rig.testHost.host, t.rig.testHost.clock, async () => id);
  const path = await links.pathOf("home");
  expect((await t.open(path)).status).toBe(303);
  // Removed, and added again.
  id = "second";
  expect((await t.open(path)).status).toBe(410);
  expect((await t.open(await links.pathOf("home"))).status).toBe(303);
});
