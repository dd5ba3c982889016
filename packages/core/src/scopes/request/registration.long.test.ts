import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createScopeReport } from "../create-scope-report.ts";
import { azGroupGrant, azTenantGrant, azUserGrant } from "./approval-commands.ts";
import { azRegistration } from "./registration-commands.ts";
import { parseRegistrationLine } from "./registration-line.ts";

const clientId = "11111111-1111-4111-8111-111111111111";
const tenant = "22222222-2222-4222-8222-222222222222";
const plan = {
  scopes: ["Calendars.Read", "User.Read", "offline_access"],
  redirectUris: ["http://localhost/auth/callback", "https://hub.example/o'neil/auth/callback"],
  graphOrigin: "https://graph.microsoft.com",
  person: "runs-it",
} as const;
const request = {
  report: createScopeReport({ account: { name: "work", type: "work", enableUpdate: false }, plugins: [], granted: undefined }),
  clientId,
  accountType: "work",
  user: "robin@contoso.example",
  adminConsentUrl: undefined,
  graphOrigin: plan.graphOrigin,
  date: new Date("2026-11-29T00:00:00Z"),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "casement-az-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the commands in Bash with an `az` that notes its arguments and answers as in an organization. `fails`: arguments that it refuses. */
function runInBash(commands: string, fails = "nothing", granted?: string): { status: number | null; output: string; calls: string[][] } {
  const grant = granted === undefined ? "" : `*"GET"*"Grants?"*) echo grant-id;; *"GET"*"Grants/grant-id"*) echo "${granted}";; `;
  const answers = `case "$*" in *"${fails}"*) exit 1;; ${grant}*"app create"*) echo ${clientId};; *organization*) echo ${tenant};; *"sp show"*) echo sp-id;; *"user show"*) echo person-id;; esac`;
  writeFileSync(
    join(folder, "az"),
    `#!/bin/sh\n{ for word in "$@"; do printf '%s\\037' "$word"; done; printf '\\036'; } >> "$CALLS"\n${answers}\n`,
  );
  chmodSync(join(folder, "az"), 0o755);
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  const env = { PATH: `${folder}:${process.env.PATH}`, CALLS: calls };
  const { status, stdout } = spawnSync("bash", ["-c", `${commands}\necho the shell is alive`], { env, encoding: "utf8" });
  const words = readFileSync(calls, "utf8")
    .split("\u001e")
    .filter(Boolean)
    .map((call) => call.split("\u001f").slice(0, -1));
  return { status, output: stdout, calls: words };
}

describe("one paste into Azure Cloud Shell", () => {
  it("registers a public client with exactly these permissions in one call, approves them for this user, and prints one line", () => {
    const { output, calls } = runInBash(azRegistration(plan));
    expect(output).toBe(`casement-app:${clientId}@${tenant}\nthe shell is alive\n`);
    expect(parseRegistrationLine(output)).toEqual({ clientId, tenant });
    const creations = calls.filter((call) => call.includes("create"));
    expect(creations).toHaveLength(1);
    const option = (name: string) => creations[0]![creations[0]!.indexOf(name) + 1];
    expect(option("--is-fallback-public-client")).toBe("true");
    expect(option("--sign-in-audience")).toBe("AzureADMyOrg");
    expect(creations[0]!.filter((word) => word.endsWith("/auth/callback"))).toEqual(plan.redirectUris);
    const [{ resourceAccess }] = JSON.parse(option("--required-resource-accesses")!);
    expect(resourceAccess.map(({ id }: { id: string }) => id)).toHaveLength(3);
    const grant = calls.find((call) => call.includes("POST"))!;
    expect(JSON.parse(grant[grant.indexOf("--body") + 1]!)).toEqual({
      clientId: "sp-id",
      consentType: "Principal",
      principalId: "person-id",
      resourceId: "sp-id",
      scope: "openid profile offline_access Calendars.Read User.Read",
    });
  });

  it.each([
    ["registration", azRegistration(plan)],
    ["approval for one person", azUserGrant(request)],
    ["approval for everybody", azTenantGrant(request)],
  ])("keeps what was granted before: %s", (_, commands) => {
    const { calls } = runInBash(commands, "nothing", " Presence.Read  openid Tasks.Read ");
    const changes = calls.filter((call) => call.includes("PATCH") || call.includes("POST"));
    expect(changes).toHaveLength(1);
    expect(changes[0]).toContain("https://graph.microsoft.com/v1.0/oauth2PermissionGrants/grant-id");
    const { scope } = JSON.parse(changes[0]![changes[0]!.indexOf("--body") + 1]!);
    expect(scope.split(" ")).toEqual(expect.arrayContaining(["Presence.Read", "Tasks.Read", "User.Read", "openid", "offline_access"]));
    expect(new Set(scope.split(" ")).size).toBe(scope.split(" ").length);
    expect(scope).not.toMatch(/^ | $| {2}/);
  });

  it("adds the application to the organization before a group is assigned to it", () => {
    expect(runInBash(azGroupGrant(request), "sp show").calls).toContainEqual([
      "ad",
      "sp",
      "create",
      "--id",
      clientId,
      "--query",
      "id",
      "-o",
      "tsv",
    ]);
  });

  it("names another person for an administrator, and cannot be made to contain a command by a name", () => {
    const { calls } = runInBash(azRegistration({ ...plan, person: { user: "o'neil$(touch x)@contoso.example" } }));
    expect(calls).toContainEqual(["ad", "user", "show", "--id", "o'neil$(touch x)@contoso.example", "--query", "id", "-o", "tsv"]);
    expect(azRegistration({ ...plan, person: { user: undefined } })).toContain("user='USER@YOUR-DOMAIN'");
  });

  it.each(["app create", "user show", "--method POST", "organization"])(
    "ends without the line when az refuses %s, and the shell lives on",
    (fails) => {
      expect(runInBash(azRegistration(plan), fails).output).toBe("the shell is alive\n");
    },
  );

  it("is plain ASCII without tabs, so that a paste arrives as it is", () => {
    expect(azRegistration(plan)).toMatch(/^[\n -~]+$/);
    expect(() => execFileSync("bash", ["-n", "-c", azRegistration(plan)])).not.toThrow();
  });
});
