import { createTestHost, type TestHost } from "@casement/testing";
import { describe, expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";
import type { AccountOperation } from "../ports/index.ts";
import { createLocalCalls } from "./local-calls.ts";

async function createAskedHost(options: { readonly signedOut?: boolean } = {}) {
  const library = createShelves();
  const calls = createLocalCalls();
  const t: TestHost = await createTestHost({ plugins: [{ plugin: library.plugin }], host: { ports: { calls } }, ...options });
  const ask = (operation: AccountOperation, account = "home"): Promise<any> => calls.call({ account, operation, repeatable: true });
  return { t, library, calls, ask };
}

describe("a host that others ask", () => {
  it("runs services, and says what they would do", async () => {
    const { t, library, ask } = await createAskedHost();
    await using _ = t;
    const call = { service: "library/add-book", input: { id: "2", title: "Persuasion" } };
    expect(await ask({ do: "reachesOthers", ...call })).toBe(false);
    expect(await ask({ do: "preview", ...call })).toMatchObject({ reachesOthers: false });
    expect(library.shelves.get("a")?.size).toBe(1);
    await ask({ do: "call", ...call, via: "http" });
    expect(library.shelves.get("a")?.get("2")).toBe("Persuasion");
    await expect(ask({ do: "call", service: "library/burn" })).rejects.toMatchObject({ code: "service-unknown" });
    await expect(ask({ do: "rescan" }, "office")).rejects.toMatchObject({ code: "account-unknown" });
  });

  it("reads, looks for sensors, and describes the account", async () => {
    const { t, library, ask } = await createAskedHost();
    await using _ = t;
    library.shelves.set("b", new Map());
    await ask({ do: "rescan" });
    expect(t.sensor("library/shelf-b")).toMatchObject({ title: "Shelf b" });
    library.shelves.get("b")!.set("3", "Ulysses");
    await ask({ do: "refresh", sensor: "library/shelf-b" });
    expect(t.sensor("library/shelf-b")).toMatchObject({ state: 1 });
    expect(await ask({ do: "scopes" })).toEqual(await t.account.scopes());
    expect(await ask({ do: "services" })).toEqual(await t.host.services("home"));
    expect(await ask({ do: "plugins" })).toEqual(await t.host.plugins("home"));
  });

  it("signs the account in and out", async () => {
    const { t, ask } = await createAskedHost({ signedOut: true });
    await using _ = t;
    const code = await ask({ do: "signIn", method: "device-code", requestedSet: "self" });
    expect(JSON.parse(JSON.stringify(code))).toEqual(code);
    expect(code).toMatchObject({ method: "device-code", userCode: expect.any(String), expiresAt: expect.stringMatching(/Z$/) });
    const { url } = await ask({ do: "signIn", method: "callback", redirectUri: "http://localhost:8365/auth/callback" });
    const page = t.emulator.control.entra.signIn(url, { user: "ada@contoso.example" });
    if (!("redirect" in page)) throw new Error("The emulator refused the sign-in.");
    expect(await ask({ do: "completeSignIn", url: page.redirect })).toMatchObject({ outcome: "signed-in" });
    await ask({ do: "renew" });
    expect(t.account.status()).toMatchObject({ state: "signed-in" });
    await ask({ do: "logout", keepData: true });
    expect(t.account.status()).toMatchObject({ state: "signed-out" });
  });

  it("answers no more once it has stopped", async () => {
    const { t, ask } = await createAskedHost();
    await using _ = t;
    await t.host.stop();
    await expect(ask({ do: "rescan" })).rejects.toMatchObject({ code: "stopped" });
  });
});
