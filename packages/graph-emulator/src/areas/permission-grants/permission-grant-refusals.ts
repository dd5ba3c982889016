import type { RefusalRow } from "../../refusals/refusal-row.ts";

const postPage = "learn.microsoft.com/graph/api/oauth2permissiongrant-post";

/** Rows about grants of delegated permissions and about service principals. */
export const permissionGrantRefusals = {
  "permission-grant-administrator": {
    appliesTo: "POST, PATCH, DELETE /oauth2PermissionGrants, POST /servicePrincipals",
    rule: "Only an administrator can change grants, whatever the permissions of the token.",
    source:
      "learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent#prerequisites; learn.microsoft.com/graph/permissions-overview: effective permissions",
    status: 403,
    code: "Authorization_RequestDenied",
    message: "Insufficient privileges to complete the operation.",
  },
  "permission-grant-exists": {
    appliesTo: "POST /oauth2PermissionGrants",
    rule: "There is one grant for each client, resource, and principal. Further permissions are added with PATCH.",
    source: "github.com/hashicorp/terraform-provider-azuread/issues/690",
    status: 409,
    code: "Request_MultipleObjectsWithSameKeyValue",
    message: "Permission entry already exists.",
  },
  "permission-grant-unknown": {
    appliesTo: "/oauth2PermissionGrants/{id}, /servicePrincipals/{id}, /servicePrincipals(appId='{id}')",
    rule: "A grant or service principal that the tenant does not have is not found. An app has a service principal once it is registered there, consented to, or added.",
    source:
      "learn.microsoft.com/graph/api/oauth2permissiongrant-get; learn.microsoft.com/graph/api/serviceprincipal-get; learn.microsoft.com/entra/identity-platform/app-objects-and-service-principals",
    status: 404,
    code: "Request_ResourceNotFound",
    message: "Resource '{id}' does not exist or one of its queried reference-property objects are not present.",
  },
  "permission-grant-property": {
    appliesTo: "POST, PATCH /oauth2PermissionGrants",
    rule: "A grant needs `clientId`, `consentType`, `resourceId`, and `scope`, and `principalId` exactly where `consentType` is `Principal`. PATCH changes `scope` only. Graph's permissions are the only ones the emulator grants.",
    unproven: "code and message",
    source: `${postPage}; learn.microsoft.com/graph/api/resources/oauth2permissiongrant#properties; learn.microsoft.com/graph/api/oauth2permissiongrant-update`,
    status: 400,
    code: "Request_BadRequest",
    message: "Invalid value specified for property '{property}' of resource 'OAuth2PermissionGrant'.",
  },
  "service-principal-exists": {
    appliesTo: "POST /servicePrincipals",
    rule: "A tenant has one service principal for each app.",
    source:
      "learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals; github.com/MicrosoftDocs, Intune: Provisioning Client already exists",
    status: 409,
    code: "Request_MultipleObjectsWithSameKeyValue",
    message: "The service principal cannot be created, updated, or restored because the service principal name {appId} is already in use.",
  },
} as const satisfies Record<string, RefusalRow>;
