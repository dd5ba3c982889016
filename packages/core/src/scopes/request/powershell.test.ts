import { expect, it } from "vitest";
import { createScopeReport } from "../create-scope-report.ts";
import { powershellUserGrant } from "./approval-commands.ts";

/**
 * The cmdlets of Microsoft Graph PowerShell that the request may use, each with parameters of one parameter set of Microsoft's reference:
 * MicrosoftDocs/microsoftgraph-docs-powershell, folder microsoftgraph/graph-powershell-1.0. `Filter` and `All` exist in the set List only, which has
 * no ID; New and Update use the sets CreateExpanded and UpdateExpanded, which have no `BodyParameter`. The pages of service principals and grants are
 * dated 2026-01-30. PowerShell itself is not among the programs that these tests can install.
 */
const documented: Readonly<Record<string, readonly string[]>> = {
  "Connect-MgGraph": ["Scopes", "TenantId", "ClientId", "Environment", "UseDeviceCode", "NoWelcome"],
  "Get-MgUser": ["UserId", "ExpandProperty", "Property"],
  "Get-MgServicePrincipal": ["Property", "Filter", "Search", "Skip", "Sort", "Top", "PageSize", "All", "ConsistencyLevel"],
  "New-MgServicePrincipal": ["AppId", "AccountEnabled", "AppRoleAssignmentRequired"],
  "Get-MgOauth2PermissionGrant": ["Property", "Filter", "Search", "Skip", "Sort", "Top", "PageSize", "All"],
  "New-MgOauth2PermissionGrant": ["ClientId", "ConsentType", "PrincipalId", "ResourceId", "Scope"],
  "Update-MgOauth2PermissionGrant": ["OAuth2PermissionGrantId", "ClientId", "ConsentType", "PrincipalId", "ResourceId", "Scope"],
};

const request = {
  report: createScopeReport({ account: { name: "work", type: "work", enableUpdate: false }, plugins: [], granted: undefined }),
  clientId: "11111111-1111-4111-8111-111111111111",
  accountType: "work",
  user: "o'neil@contoso.example",
  adminConsentUrl: undefined,
  graphOrigin: "https://graph.microsoft.com",
  date: new Date("2026-11-29T00:00:00Z"),
};
const script = powershellUserGrant(request);

/** What the script calls, without the texts in quotation marks. */
const calls = [
  ...script.replace(/'(?:''|[^'])*'|"[^"]*"/g, "TEXT").matchAll(/\b([A-Z][a-z]+-Mg\w+)((?: -\w+(?: [^-\s][^\s]*)?(?:, TEXT)*)*)/g),
].map(([, cmdlet, parameters]) => ({ cmdlet: cmdlet!, parameters: [...parameters!.matchAll(/ -(\w+)/g)].map(([, name]) => name!) }));

it("calls the cmdlets of Microsoft Graph PowerShell that exist, each with parameters that it has", () => {
  expect(calls.map(({ cmdlet }) => cmdlet)).toEqual([
    "Connect-MgGraph",
    "Get-MgUser",
    "Get-MgServicePrincipal",
    "New-MgServicePrincipal",
    "Get-MgServicePrincipal",
    "Get-MgOauth2PermissionGrant",
    "Update-MgOauth2PermissionGrant",
    "New-MgOauth2PermissionGrant",
  ]);
  for (const { cmdlet, parameters } of calls) {
    expect(parameters.length, cmdlet).toBeGreaterThan(0);
    for (const parameter of parameters) expect(documented[cmdlet], cmdlet).toContain(parameter);
  }
});

it("closes what it opens", () => {
  const count = (sign: string): number => script.split(sign).length - 1;
  expect([count("{"), count("("), count("'") % 2]).toEqual([count("}"), count(")"), 0]);
});

/** The names that Get-MgEnvironment lists: https://learn.microsoft.com/powershell/module/microsoft.graph.authentication/get-mgenvironment */
it.each([
  ["https://graph.microsoft.com", "Connect-MgGraph -Scopes"],
  ["https://graph.microsoft.us", "Connect-MgGraph -Environment USGov -Scopes"],
  ["https://dod-graph.microsoft.us", "Connect-MgGraph -Environment USGovDoD -Scopes"],
  ["https://microsoftgraph.chinacloudapi.cn", "Connect-MgGraph -Environment China -Scopes"],
])("connects to the cloud of %s", (graphOrigin, connects) => {
  expect(powershellUserGrant({ ...request, graphOrigin })).toMatch(new RegExp(`^${connects}`));
});

it("keeps what was granted before", () => {
  expect(script).toContain(
    "$scopes = (-split \"$scopes $($grant.Scope)\" | Select-Object -Unique) -join ' '\n  Update-MgOauth2PermissionGrant",
  );
});
