import { administratorTexts } from "../consent-class.ts";
import { findPermission } from "../permission-tables.ts";
import type { ScopeContribution, ScopeTier } from "../scope-report.ts";
import { azGroupGrant, azRevoke, azTenantGrant, azUserGrant, graphUserGrant, powershellUserGrant } from "./approval-commands.ts";
import type { ConsentRequest } from "./consent-request.ts";
import { azRegistration } from "./registration-commands.ts";
import { commandBlock, headingBlock, listBlock, paragraphBlock, type RequestBlock } from "./request-block.ts";

const securityAddress = "https://github.com/casement/casement/blob/main/SECURITY.md";
const singleUserAddress = "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-consent-single-user";

/** The request as a document: who asks, for what and why, what follows from it, how to approve and how to revoke. */
export function buildConsentRequest(request: ConsentRequest): readonly RequestBlock[] {
  return [
    headingBlock(1, "Request to approve permissions for Casement"),
    ...introduction(request),
    ...permissions(request),
    ...privacy,
    ...(request.clientId === undefined ? registration(request) : []),
    ...approval(request),
    ...revocation(request),
  ];
}

function introduction({ user, clientId, accountType, date, report }: ConsentRequest): RequestBlock[] {
  const rows = [
    ["Who asks", user ?? "The person who sends this request"],
    ["Application (client) ID", clientId === undefined ? "Not registered yet" : `\`${clientId}\``],
    ...(accountType === "work" ? [] : [["Tenant", accountType]]),
    ["Account in Casement", report.account],
    ["Date", date.toISOString().slice(0, 10)],
  ];
  return [
    paragraphBlock(
      "Casement is a program that a person runs on a machine of their own. It connects their Microsoft 365 account to their own automations: it shows calendars, tasks or presence there, and can act for the person if they allow it. It signs in as that person. Where an organization does not leave this to its users, an administrator approves the permissions.",
    ),
    { kind: "table", head: ["", ""], rows },
  ];
}

function permissions({ report }: ConsentRequest): RequestBlock[] {
  const wanted = report.contributions.filter(({ scope }) => report.signIn.all.includes(scope));
  const reads = tableOf(wanted, "read", report);
  const updates = tableOf(wanted, "update", report);
  return [
    headingBlock(2, "What is requested"),
    paragraphBlock(
      "All permissions are delegated permissions of Microsoft Graph: the application can never do more than the person who signed in. No application permission is requested.",
    ),
    headingBlock(3, "To read"),
    reads,
    ...(updates.rows.length === 0
      ? [paragraphBlock("No permission to change anything is requested.")]
      : [
          headingBlock(3, "To make changes for the person"),
          updates,
          paragraphBlock("You can approve reading alone. Casement then changes nothing, and these features stay off."),
        ]),
  ];
}

function tableOf(wanted: readonly ScopeContribution[], tier: ScopeTier, { plugins }: ConsentRequest["report"]) {
  const titleOf = (id: string): string => plugins.find(({ plugin }) => plugin === id)?.title ?? "Sign-in";
  const rows = wanted
    .filter((contribution) => contribution.tier === tier)
    .map(({ scope, plugin, why, consent }) => [
      `\`${scope}\``,
      findPermission(scope)?.adminTitle ?? "",
      titleOf(plugin),
      why,
      administratorTexts[consent],
    ]);
  return { kind: "table", head: ["Permission", "Microsoft's name", "Feature", "Reason", "Needs an administrator"], rows } as const;
}

const privacy: readonly RequestBlock[] = [
  headingBlock(2, "Where the data goes"),
  listBlock(
    "From Microsoft directly to the person's machine. The project behind Casement runs no service and receives nothing.",
    "Tokens and data are stored encrypted on that machine. Logs contain no token, subject, address or text.",
    "From there it goes only where the person connects it: to programs on the same machine or in their home network.",
    "Every request of the program is checked against Microsoft's own map of permissions before it leaves the machine.",
  ),
  paragraphBlock(`What protects the data, and what does not: ${securityAddress}`),
];

function registration({ report, redirectUris = [], graphOrigin, user }: ConsentRequest): RequestBlock[] {
  const plan = { scopes: report.signIn.all, redirectUris, graphOrigin, person: { user } };
  return [
    headingBlock(2, "How to register and approve"),
    paragraphBlock(
      "In the Bash of Azure Cloud Shell (https://shell.azure.com), this registers the application in your organization alone, without a secret, and approves exactly these permissions for this person only. A Cloud Application Administrator can do this. Send the line that it prints back to the person: it begins with `casement-app:` and is not secret.",
    ),
    commandBlock(azRegistration(plan)),
    paragraphBlock(
      `Or by hand in the Microsoft Entra admin center, under App registrations: a new registration for this organization only, with the platform Mobile and desktop applications and ${redirectUris.map((uri) => `\`${uri}\``).join(" and ")}; under Authentication, turn on Allow public client flows. Then send back the Application (client) ID and the Directory (tenant) ID, with an @ between them.`,
    ),
  ];
}

function approval(request: ConsentRequest): RequestBlock[] {
  const { adminConsentUrl, clientId } = request;
  return [
    headingBlock(2, clientId === undefined ? "To approve for more people" : "How to approve"),
    ...(clientId === undefined ? [] : userApproval(request)),
    headingBlock(3, "For a group"),
    paragraphBlock(
      "Microsoft has no grant for a group. Let only the members of a group sign in to the application, and then approve it for the organization. Assigning a group needs Microsoft Entra ID P1.",
    ),
    commandBlock(azGroupGrant(request)),
    headingBlock(3, "For the whole organization"),
    ...(adminConsentUrl === undefined
      ? []
      : [paragraphBlock(`Open this page as an administrator: ${adminConsentUrl}`), paragraphBlock("Or:")]),
    commandBlock(azTenantGrant(request)),
  ];
}

const userApproval = (request: ConsentRequest): RequestBlock[] => [
  paragraphBlock(
    "A Cloud Application Administrator can do this. If the person has signed in with fewer permissions, they have nothing to do after it: Casement asks Microsoft about once an hour, and starts the features. Otherwise they sign in once.",
  ),
  headingBlock(3, "For this person only"),
  paragraphBlock(`The least that you can approve: a grant of the type \`Principal\`. Microsoft describes it at ${singleUserAddress}.`),
  paragraphBlock("In Azure Cloud Shell, or with Azure CLI:"),
  commandBlock(azUserGrant(request)),
  paragraphBlock("With Microsoft Graph PowerShell:"),
  commandBlock(powershellUserGrant(request)),
  paragraphBlock("As requests to Microsoft Graph, for example in Graph Explorer:"),
  commandBlock(graphUserGrant(request)),
  paragraphBlock(
    "If a part is approved already, a grant exists. The commands above extend it. As a request: `GET /oauth2PermissionGrants` with a filter for `clientId` and `principalId`, then `PATCH /oauth2PermissionGrants/ID` with its permissions and the new ones as `scope`: what is missing there is withdrawn.",
  ),
];

const revocation = (request: ConsentRequest): RequestBlock[] => [
  headingBlock(2, "How to revoke"),
  paragraphBlock(
    "In the Microsoft Entra admin center, under Enterprise applications, open the application with the ID above: Permissions shows what was granted, and Properties deletes or disables the application. Or delete single grants:",
  ),
  commandBlock(azRevoke(request)),
  paragraphBlock(
    "The commands that approve only add permissions. To narrow a grant, for example to reading alone, delete it first, and then approve again.",
  ),
  paragraphBlock("Casement notices it within about an hour and turns the features off. The tokens that it has expire in the same time."),
];
