import { scopesManifest } from "../outputs/scopes-manifest.ts";
import { azGrant, toThisPerson, unknownUser } from "./approval-commands.ts";
import { grantedScopesOf } from "./consent-request.ts";

/** An app to register, with what it requests. */
export interface AppRegistrationPlan {
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Origin of Microsoft Graph in the cloud of the organization. */
  readonly graphOrigin: string;
  /** For whom the permissions are approved: whoever runs the command, or another person, by user principal name if it is known. */
  readonly person: "runs-it" | { readonly user: string | undefined };
}

/**
 * One paste for the Bash of Azure Cloud Shell: registers the app in one organization as a public client, approves exactly these permissions for
 * one person, and prints the line that `parseRegistrationLine` reads. Running it again changes the same app. Without `az ad app permission grant`,
 * which deletes the grants of other people: https://github.com/Azure/azure-cli/issues/20974
 */
export function azRegistration({ scopes, redirectUris, graphOrigin, person }: AppRegistrationPlan): string {
  const permissions = JSON.stringify(JSON.parse(scopesManifest(scopes)).requiredResourceAccess);
  const user = person === "runs-it" ? undefined : (person.user ?? unknownUser);
  const lines = [
    "set -e",
    "app=$(az ad app create --display-name Casement --sign-in-audience AzureADMyOrg --is-fallback-public-client true \\",
    `  --public-client-redirect-uris ${redirectUris.map(quote).join(" ")} \\`,
    `  --required-resource-accesses ${quote(permissions)} --query appId -o tsv)`,
    ...(user === undefined
      ? ["person=$(az ad signed-in-user show --query id -o tsv)"]
      : [`user=${quote(user)}`, 'person=$(az ad user show --id "$user" --query id -o tsv)']),
    `scopes=${quote(grantedScopesOf(scopes))}`,
    ...azGrant(graphOrigin, toThisPerson),
    `tenant=$(az rest --method GET --url ${graphOrigin}/v1.0/organization --query "value[0].id" -o tsv)`,
    'echo "casement-app:$app@$tenant"',
  ];
  // In parentheses, a failure ends the paste and not the shell.
  return `(\n${lines.map((line) => `  ${line}`).join("\n")}\n)`;
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
