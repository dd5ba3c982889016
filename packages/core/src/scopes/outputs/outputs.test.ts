import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CasementError } from "../../errors/casement-error.ts";
import { createScopeReport } from "../create-scope-report.ts";
import type { ScopedPlugin } from "../registry-input.ts";
import { scopeName, tokenScopes } from "../scope-name.ts";
import { adminConsentUrl } from "./admin-consent-url.ts";
import { scopesAz } from "./scopes-az.ts";
import { scopesJson } from "./scopes-json.ts";
import { scopesManifest } from "./scopes-manifest.ts";
import { scopesMarkdown } from "./scopes-markdown.ts";
import { scopesTable } from "./scopes-table.ts";

const status: ScopedPlugin = {
  id: "status",
  title: "Status",
  scopes: {
    "Presence.Read": { tier: "read", why: "Show your presence" },
    "Presence.Read.All": { tier: "read", why: "Show other people's presence" },
    "Presence.ReadWrite": { tier: "update", why: "Set your presence" },
  },
};
const group: ScopedPlugin = {
  id: "group",
  title: "Group | calendar",
  scopes: { "Group.Read.All": { tier: "read", why: "Show group calendars" } },
};
const report = (granted?: string[], enableUpdate = true) =>
  createScopeReport({
    account: { name: "work", type: "work", enableUpdate },
    plugins: [
      { plugin: status, config: {} },
      { plugin: group, config: {} },
    ],
    granted,
  });

describe("json", () => {
  it("has exactly the promised properties", () => {
    expect(scopesJson(report(["Presence.Read.All", "User.Read", "Group.Read.All"]))).toEqual({
      account: "work",
      requested: ["Group.Read.All", "Presence.Read.All", "Presence.ReadWrite", "User.Read", "offline_access"],
      granted: ["Group.Read.All", "Presence.Read.All", "User.Read"],
      contributions: [
        {
          scope: "User.Read",
          plugin: "account",
          tier: "read",
          why: "Sign you in and know who you are",
          consent: "self",
          requested: true,
          granted: true,
        },
        {
          scope: "offline_access",
          plugin: "account",
          tier: "read",
          why: "Stay signed in",
          consent: "self",
          requested: true,
          granted: true,
        },
        {
          scope: "Presence.Read",
          plugin: "status",
          tier: "read",
          why: "Show your presence",
          consent: "self",
          requested: false,
          granted: true,
        },
        {
          scope: "Presence.Read.All",
          plugin: "status",
          tier: "read",
          why: "Show other people's presence",
          consent: "self",
          requested: true,
          granted: true,
        },
        {
          scope: "Presence.ReadWrite",
          plugin: "status",
          tier: "update",
          why: "Set your presence",
          consent: "self",
          requested: true,
          granted: false,
        },
        {
          scope: "Group.Read.All",
          plugin: "group",
          tier: "read",
          why: "Show group calendars",
          consent: "administrator",
          requested: true,
          granted: true,
        },
      ],
      plugins: [
        { plugin: "status", access: "read", missing: ["Presence.ReadWrite"], waiting: [] },
        { plugin: "group", access: "read", missing: [], waiting: [] },
      ],
      forecast: { ready: ["status"], services: {}, waiting: ["group"] },
    });
  });

  it("has null for what is unknown before the first sign-in", () => {
    const json = scopesJson(report());
    expect(json.granted).toBeNull();
    expect(json.contributions.map(({ granted }) => granted)).toEqual(json.contributions.map(() => null));
  });
});

describe("table and markdown", () => {
  it("aligns the columns and says below what is missing", () => {
    expect(scopesTable([report(["Presence.Read.All", "User.Read", "Group.Read.All"])])).toBe(
      [
        "Account work",
        "",
        "Feature           Permission          Update  Description                                                  Needs an administrator  Notes",
        "----------------  ------------------  ------  -----------------------------------------------------------  ----------------------  -------------------------------------------------------------------------------------",
        "Account           User.Read                   Sign in and read user profile                                no                      Sign you in and know who you are",
        "Account           offline_access              Maintain access to data you have given it access to          no                      Stay signed in",
        "Status            Presence.Read               Read user's presence information                             no                      Show your presence; not for personal accounts; Presence.Read.All is requested instead",
        "Status            Presence.Read.All           Read presence information of all users in your organization  no                      Show other people's presence; not for personal accounts",
        "Status            Presence.ReadWrite  Y       Read and write a user's presence information                 no                      Set your presence; not for personal accounts; not granted",
        "Group | calendar  Group.Read.All              Read all groups                                              yes                     Show group calendars; not for personal accounts",
        "",
        "Status: read. Microsoft did not grant Presence.ReadWrite. Sign in again, or ask an administrator to approve it.",
      ].join("\n"),
    );
  });

  it("lists the permissions under each feature where the table is too wide", () => {
    const text = scopesTable([report(["Presence.Read.All", "User.Read", "Group.Read.All"])], 80);
    expect(text.split("\n").slice(0, 6)).toEqual([
      "Account work",
      "",
      "Account",
      "  User.Read",
      "      Sign you in and know who you are",
      "      Sign in and read user profile",
    ]);
    expect(text).toContain("  Presence.ReadWrite (update)\n");
    expect(text).toContain("\nGroup | calendar\n  Group.Read.All (administrator)\n");
    expect(text).toMatch(/\n\nStatus: read\. Microsoft did not grant Presence\.ReadWrite\..*$/);
  });

  it("escapes bars in Markdown", () => {
    const text = scopesMarkdown([report(undefined, false)]);
    expect(text).toContain(
      "## work\n\n| Feature | Permission | Update | Description | Needs an administrator | Notes |\n| --- | --- | :-: | --- | --- | --- |\n",
    );
    expect(text).toContain(
      "| Group \\| calendar | `Group.Read.All` |  | Read all groups | yes | Show group calendars; not for personal accounts |",
    );
    expect(text).toContain("not requested: updates are switched off (enableUpdate)");
  });

  it("does not report missing grants before the first sign-in", () => {
    expect(scopesTable([report()])).not.toMatch(/signed in yet|not grant/);
  });
});

describe("manifest and az", () => {
  it("has Microsoft's ids, as delegated scopes of Microsoft Graph", () => {
    const { requiredResourceAccess } = JSON.parse(scopesManifest(["User.Read", "offline_access", "Calendars.Read"]));
    expect(requiredResourceAccess).toEqual([
      {
        resourceAppId: "00000003-0000-0000-c000-000000000000",
        resourceAccess: [
          { id: "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42", type: "Scope" },
          { id: "e1fe6dd8-ba31-4d61-89e7-88639da4683d", type: "Scope" },
          { id: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", type: "Scope" },
        ],
      },
    ]);
  });

  it("has a command for all permissions and one to approve them", () => {
    expect(scopesAz("11111111-1111-4111-8111-111111111111", ["User.Read", "Calendars.Read", "User.Read"]).split("\n")).toEqual([
      "# Calendars.Read, User.Read",
      "az ad app permission add --id 11111111-1111-4111-8111-111111111111 --api 00000003-0000-0000-c000-000000000000 --api-permissions 465a38f9-76ea-45b9-9f34-9e8b0d4b0b42=Scope e1fe6dd8-ba31-4d61-89e7-88639da4683d=Scope",
      "az ad app permission admin-consent --id 11111111-1111-4111-8111-111111111111",
    ]);
  });

  it("names a permission without an ID", () => {
    let caught: unknown;
    try {
      scopesManifest(["Mail.Raed"]);
    } catch (error) {
      caught = error;
    }
    expect(CasementError.is(caught) && caught.message).toMatch(/Mail\.Raed/);
  });

  const source = new URL("../../../../../../shared/graph/permissions.json", import.meta.url);
  const present = existsSync(source);
  if (!present) console.warn("Skipped: ../shared/graph is not beside the repository, so the ids are not compared with it.");
  it.skipIf(!present)("has the ids of ../shared/graph (needs that folder beside the repository)", () => {
    const facts: { permissions: Record<string, { id: string }> } = JSON.parse(readFileSync(source, "utf8"));
    for (const [name, { id }] of Object.entries(facts.permissions)) {
      expect(JSON.parse(scopesManifest([name])).requiredResourceAccess[0].resourceAccess).toEqual([{ id, type: "Scope" }]);
    }
  });
});

describe("admin-consent address", () => {
  const options = {
    clientId: "11111111-1111-4111-8111-111111111111",
    accountType: "work",
    scopes: ["User.Read", "offline_access", "Group.Read.All"],
  };

  it("names every scope in full, the tenant, and the redirect URI", () => {
    const url = new URL(adminConsentUrl({ ...options, redirectUri: "http://localhost/auth/callback", state: "a b&c" }));
    expect(url.origin + url.pathname).toBe("https://login.microsoftonline.com/organizations/v2.0/adminconsent");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: options.clientId,
      scope: "https://graph.microsoft.com/Group.Read.All https://graph.microsoft.com/User.Read offline_access",
      redirect_uri: "http://localhost/auth/callback",
      state: "a b&c",
    });
  });

  it("uses the tenant and the cloud", () => {
    const url = adminConsentUrl({
      ...options,
      accountType: "contoso.example",
      redirectUri: "https://casement.example/auth/callback",
      loginOrigin: "https://login.microsoftonline.us",
      graphOrigin: "https://graph.microsoft.us",
    });
    expect(url).toMatch(/^https:\/\/login\.microsoftonline\.us\/contoso\.example\/v2\.0\/adminconsent\?/);
    expect(new URL(url).searchParams.get("scope")).toMatch(/^https:\/\/graph\.microsoft\.us\/Group\.Read\.All /);
  });

  it("says what to do without a redirect URI, and for personal accounts", () => {
    expect(adminConsentUrl(options)).toMatch(/needs a redirect URI.*\naz ad app permission admin-consent --id 1111/s);
    expect(adminConsentUrl({ ...options, accountType: "personal", redirectUri: "http://localhost" })).toMatch(
      /personal account has no administrator/,
    );
  });
});

describe("names of scopes", () => {
  it("scopeName reads every spelling of a token response", () => {
    const spellings = [
      "mail.read",
      " Mail.Read ",
      "https://graph.microsoft.com/Mail.Read",
      "HTTPS://Microsoftgraph.chinacloudapi.cn/MAIL.READ",
    ];
    for (const spelling of [...spellings, "00000003-0000-0000-c000-000000000000/Mail.Read"]) expect(scopeName(spelling)).toBe("Mail.Read");
    expect(scopeName("https://elsewhere.example/Mail.Read")).toBe("https://elsewhere.example/Mail.Read");
  });

  it("tokenScopes adds the resource as a prefix, except to OpenID Connect scopes", () => {
    expect(tokenScopes(["User.Read", "offline_access"], "https://graph.microsoft.us")).toEqual([
      "https://graph.microsoft.us/User.Read",
      "offline_access",
    ]);
    expect(tokenScopes(["User.Read"])).toEqual(["User.Read"]);
  });
});
