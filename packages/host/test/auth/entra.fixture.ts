import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator, createFakeClock, type Directory, type EntraControl, type FakeClock } from "@casement/graph-emulator";
import { type AccountSignIn, type AccountSignInOptions, createAccountSignIn } from "../../src/auth/account-sign-in.ts";
import type { CallbackSignIn, SignInResult } from "../../src/auth/sign-in-result.ts";
import { createSealedFile } from "../../src/store/sealed-file.ts";
import type { Transport } from "../../src/transport.ts";

export const clientId = "11111111-1111-4111-8111-111111111111";
export const appSecret = "s3cret~value";
export const redirectUri = "http://localhost:8365/auth/callback";

/** The emulator with Ada (work), Bob (work) and Cat (personal), an app registration, and account sign-ins that use it. */
export interface EntraFixture {
  entra: EntraControl;
  directory: Directory;
  clock: FakeClock;
  key: KeyObject;
  folder: string;
  file: string;
  /** Requests so far, such as `POST token refresh_token`. */
  requests: string[];
  states: string[];
  granted: { granted: readonly string[]; lost: readonly string[] }[];
  warnings: string[];
  scopes: string[];
  /** While set, replaces Entra's responses. */
  outage: (() => Response | Promise<Response>) | undefined;
  fetch: Transport["fetch"];
  createSignIn(options?: Partial<AccountSignInOptions>): AccountSignIn;
  /** Completes a callback sign-in in the browser and returns the address to which the browser was redirected. */
  signInWithBrowser(signIn: CallbackSignIn, user?: string, decision?: "accept" | "organization" | "cancel"): string;
  /** A sign-in loaded from the files of an earlier run. */
  restarted(options?: Partial<AccountSignInOptions>): Promise<AccountSignIn>;
  /** A new sign-in, completed as Ada. Rejects if that fails. */
  signedIn(options?: Partial<AccountSignInOptions>): Promise<AccountSignIn>;
  signIn(accountSignIn: AccountSignIn, user?: string): Promise<SignInResult>;
  refreshes(): number;
  /** Whether Graph accepts the token. */
  accepts(token: string): Promise<boolean>;
  /** Lets pending work that waits for no timer finish. For `clock.advance`. */
  settle(): Promise<void>;
  dispose(): Promise<void>;
}

/** `start`: where the clock begins. */
export function createEntraFixture(start?: Date): EntraFixture {
  const clock = createFakeClock(start);
  const emulator = createEmulator({ clock, strict: true });
  const { directory } = emulator;
  const { entra } = emulator.control;
  directory.addTenant({ domain: "contoso.example" });
  for (const userPrincipalName of ["ada@contoso.example", "bob@contoso.example", "cat@outlook.example"])
    directory.addUser({ userPrincipalName });
  directory.registerApp({
    clientId,
    redirectUris: { web: ["http://localhost/auth/callback"] },
    secrets: [{ id: "22222222-2222-4222-8222-222222222222", value: appSecret }],
    allowPublicClient: true,
  });
  const folder = mkdtempSync(join(tmpdir(), "casement-auth-"));
  const fixture: EntraFixture = {
    entra,
    directory,
    clock,
    key: createSecretKey(randomBytes(32)),
    folder,
    file: join(folder, "accounts", "home", "sign-in"),
    requests: [],
    states: [],
    granted: [],
    warnings: [],
    scopes: ["User.Read", "offline_access", "Calendars.Read"],
    outage: undefined,
    async fetch(url, init) {
      const grant = new URLSearchParams(String(init.body)).get("grant_type");
      fixture.requests.push([init.method, new URL(url).pathname.split("/").at(-1), grant].filter(Boolean).join(" "));
      if (fixture.outage) return Promise.race([fixture.outage(), aborted(init.signal!)]);
      return emulator.fetch(url, init);
    },
    createSignIn(options = {}) {
      return createAccountSignIn({
        account: "home",
        clientId,
        accountType: "work",
        store: { file: (_, of) => createSealedFile({ ...of, file: fixture.file, key: fixture.key }) },
        clock,
        transport: { fetch: fixture.fetch },
        requestedScopes: () => fixture.scopes,
        onState: (state) => fixture.states.push(state.kind),
        onGranted: (granted, before) => fixture.granted.push({ granted, lost: (before ?? []).filter((scope) => !granted.includes(scope)) }),
        warn: (message) => fixture.warnings.push(message),
        ...options,
      });
    },
    signInWithBrowser({ url }, user = "ada@contoso.example", decision = "accept") {
      const result = entra.signIn(url, { user, decision });
      if (!("redirect" in result)) throw new Error(`The browser stopped at ${result.page} ${result.code ?? ""}`);
      return result.redirect;
    },
    async restarted(options = { clientSecret: appSecret }) {
      const accountSignIn = fixture.createSignIn(options);
      await accountSignIn.load();
      return accountSignIn;
    },
    async signedIn(options = { clientSecret: appSecret }) {
      const accountSignIn = fixture.createSignIn(options);
      const { outcome } = await fixture.signIn(accountSignIn);
      if (outcome !== "signed-in") throw new Error(`The sign-in ended as ${outcome}.`);
      return accountSignIn;
    },
    async signIn(accountSignIn, user) {
      return accountSignIn.completeCallback(fixture.signInWithBrowser(await accountSignIn.beginCallback({ redirectUri }), user));
    },
    refreshes: () => fixture.requests.filter((call) => call === "POST token refresh_token").length,
    accepts: async (token) =>
      (await emulator.fetch("https://graph.microsoft.com/v1.0/me", { headers: { authorization: `Bearer ${token}` } })).ok,
    async settle() {
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
  return fixture;
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
