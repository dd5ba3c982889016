import { graphResourceId } from "../scope-name.ts";
import { type ConsentRequest, grantedScopesOf } from "./consent-request.ts";

/** Stands for the user where the account has not signed in yet. */
export const unknownUser = "USER@YOUR-DOMAIN";
/** Stands for an application that is not registered yet. */
const unknownApp = "APPLICATION-ID";

const appOf = ({ clientId }: ConsentRequest): string => clientId ?? unknownApp;
const userOf = ({ user }: ConsentRequest): string => user ?? unknownUser;

/** Values that the commands use, in the spelling of a shell. Without changes, the second line of scopes replaces the first. */
function scopeChoice({ report }: ConsentRequest, assign: (text: string) => string): string[] {
  const { all, read } = report.signIn;
  return [assign(grantedScopesOf(all)), ...(read.length < all.length ? [`# Only to read: ${assign(grantedScopesOf(read))}`] : [])];
}

/** Finds the application in the organization, or adds it. */
const azClient = 'client=$(az ad sp show --id "$app" --query id -o tsv 2>/dev/null || az ad sp create --id "$app" --query id -o tsv)';

/**
 * For the shell of Azure Cloud Shell, macOS or Linux. A grant that exists is extended: another account, or a part that was approved before, keeps
 * its permissions. zsh does not split variables into words.
 */
export function azGrant(graphOrigin: string, who: { readonly filter: string; readonly body: string }): string[] {
  const grants = `${graphOrigin}/v1.0/oauth2PermissionGrants`;
  return [
    azClient,
    `graph=$(az ad sp show --id ${graphResourceId} --query id -o tsv)`,
    `grant=$(az rest --method GET --url "${grants}?\\$filter=clientId eq '$client' and ${who.filter}" --query "value[?resourceId=='$graph'].id | [0]" -o tsv)`,
    'if [ -n "$grant" ]; then',
    `  granted=$(az rest --method GET --url "${grants}/$grant" --query scope -o tsv)`,
    `  scopes=$(echo "$scopes $granted" | tr -s ' ' '\\n' | sort -u | paste -sd ' ' -)`,
    `  az rest --method PATCH --url "${grants}/$grant" --body "{\\"scope\\":\\"$scopes\\"}"`,
    "else",
    `  az rest --method POST --url ${grants} --body "{\\"clientId\\":\\"$client\\",${who.body},\\"resourceId\\":\\"$graph\\",\\"scope\\":\\"$scopes\\"}"`,
    "fi",
  ];
}

/** The person whose object ID is in `$person`. */
export const toThisPerson = {
  filter: "consentType eq 'Principal' and principalId eq '$person'",
  body: '\\"consentType\\":\\"Principal\\",\\"principalId\\":\\"$person\\"',
};

export function azUserGrant(request: ConsentRequest): string {
  return [
    `app='${appOf(request)}'`,
    `user='${userOf(request).replaceAll("'", "'\\''")}'`,
    ...scopeChoice(request, (text) => `scopes='${text}'`),
    'person=$(az ad user show --id "$user" --query id -o tsv)',
    ...azGrant(request.graphOrigin, toThisPerson),
  ].join("\n");
}

/** What Microsoft Graph PowerShell calls the clouds. Microsoft's public cloud is its default. */
const powershellEnvironments: Readonly<Record<string, string>> = {
  "https://graph.microsoft.us": "USGov",
  "https://dod-graph.microsoft.us": "USGovDoD",
  "https://microsoftgraph.chinacloudapi.cn": "China",
};

/** For Microsoft Graph PowerShell. */
export function powershellUserGrant(request: ConsentRequest): string {
  const environment = powershellEnvironments[request.graphOrigin];
  const cloud = environment === undefined ? "" : ` -Environment ${environment}`;
  return [
    `Connect-MgGraph${cloud} -Scopes "Application.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All", "User.ReadBasic.All"`,
    `$app = '${appOf(request)}'`,
    `$user = Get-MgUser -UserId '${userOf(request).replaceAll("'", "''")}'`,
    ...scopeChoice(request, (text) => `$scopes = '${text}'`),
    "$client = Get-MgServicePrincipal -Filter \"appId eq '$app'\"",
    "if (-not $client) { $client = New-MgServicePrincipal -AppId $app }",
    `$graph = Get-MgServicePrincipal -Filter "appId eq '${graphResourceId}'"`,
    "$grant = Get-MgOauth2PermissionGrant -All -Filter \"clientId eq '$($client.Id)' and consentType eq 'Principal' and principalId eq '$($user.Id)'\" |",
    "  Where-Object ResourceId -eq $graph.Id",
    "if ($grant) {",
    "  $scopes = (-split \"$scopes $($grant.Scope)\" | Select-Object -Unique) -join ' '",
    "  Update-MgOauth2PermissionGrant -OAuth2PermissionGrantId $grant.Id -Scope $scopes",
    "} else {",
    "  New-MgOauth2PermissionGrant -ClientId $client.Id -ConsentType 'Principal' -PrincipalId $user.Id -ResourceId $graph.Id -Scope $scopes",
    "}",
  ].join("\n");
}

/** The same as requests to Microsoft Graph, for Graph Explorer. */
export function graphUserGrant(request: ConsentRequest): string {
  const { graphOrigin, report } = request;
  const v1 = `${graphOrigin}/v1.0`;
  const body = {
    clientId: "CLIENT",
    consentType: "Principal",
    principalId: "PERSON",
    resourceId: "GRAPH",
    scope: grantedScopesOf(report.signIn.all),
  };
  return [
    `GET ${v1}/servicePrincipals(appId='${appOf(request)}')?$select=id`,
    "    → CLIENT. If it is not found, create it:",
    `POST ${v1}/servicePrincipals`,
    JSON.stringify({ appId: appOf(request) }),
    "",
    `GET ${v1}/servicePrincipals(appId='${graphResourceId}')?$select=id`,
    "    → GRAPH",
    `GET ${v1}/users/${request.user === undefined ? unknownUser : encodeURIComponent(request.user)}?$select=id`,
    "    → PERSON",
    "",
    `POST ${v1}/oauth2PermissionGrants`,
    JSON.stringify(body, undefined, 2),
  ].join("\n");
}

/** Approves for everybody, and lets only the members of a group sign in to the application. */
export function azGroupGrant(request: ConsentRequest): string {
  const principal = `${request.graphOrigin}/v1.0/servicePrincipals/$client`;
  return [
    "group='NAME OF THE GROUP'",
    `app='${appOf(request)}'`,
    azClient,
    'members=$(az ad group show --group "$group" --query id -o tsv)',
    `az rest --method PATCH --url "${principal}" --body '{"appRoleAssignmentRequired":true}'`,
    `az rest --method POST --url "${principal}/appRoleAssignedTo" --body "{\\"principalId\\":\\"$members\\",\\"resourceId\\":\\"$client\\",\\"appRoleId\\":\\"00000000-0000-0000-0000-000000000000\\"}"`,
  ].join("\n");
}

/** Approves exactly these permissions for everybody. */
export function azTenantGrant(request: ConsentRequest): string {
  return [
    `app='${appOf(request)}'`,
    ...scopeChoice(request, (text) => `scopes='${text}'`),
    ...azGrant(request.graphOrigin, { filter: "consentType eq 'AllPrincipals'", body: '\\"consentType\\":\\"AllPrincipals\\"' }),
  ].join("\n");
}

/** Lists what was granted to the application, and takes it back. */
export function azRevoke(request: ConsentRequest): string {
  const { graphOrigin } = request;
  return [
    `client=$(az ad sp show --id '${appOf(request)}' --query id -o tsv)`,
    `az rest --method GET --url "${graphOrigin}/v1.0/servicePrincipals/$client/oauth2PermissionGrants" --query "value[].{id:id, for:consentType, user:principalId, scope:scope}"`,
    `az rest --method DELETE --url "${graphOrigin}/v1.0/oauth2PermissionGrants/ID"`,
  ].join("\n");
}
