import { findPermission } from "@casement/core";
import { badRequest, GraphFault } from "../../protocol/graph-fault.ts";
import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, type GraphResult, noContentResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { Area, AreaContext } from "../area.ts";
import { checkPaths } from "./check-paths.ts";
import { createServicePrincipals, graphAppId, presentServicePrincipal, type ServicePrincipal } from "./service-principals.ts";
import { listGrants, type PermissionGrant } from "./stored-grants.ts";

export type PermissionGrantsArea = Area<"permissionGrants", object>;

const grantProperties = ["id", "clientId", "consentType", "principalId", "resourceId", "scope"];
const grantPropertyUnknown = (name: string) =>
  badRequest(`Could not find a property named '${name}' on type 'microsoft.graph.oAuth2PermissionGrant'.`);
/** Service principals have many more properties at Graph. */
const principalPropertyMissing = (name: string) =>
  new GraphFault(501, "NotEmulated", `The emulator does not have the property ${name} of service principals yet.`);
const listOptions = { defaultTop: 100, maxTop: 999, above: "refuse", paging: "skiptoken", alwaysId: false } as const;

/** Creates the area for `/oauth2PermissionGrants` and `/servicePrincipals`: consent as an administrator's scripts read and change it. */
export function createPermissionGrantsArea({ directory }: AreaContext): PermissionGrantsArea {
  const principals = createServicePrincipals(directory);
  const grantsOf = (request: GraphRequest) => listGrants(directory, principals, request.user.tenantId);

  const pageOfGrants = (request: GraphRequest, grants: readonly PermissionGrant[]): GraphResult => {
    checkPaths(request, grantProperties, grantPropertyUnknown);
    return buildListPage(request, grants, {
      ...listOptions,
      context: "oauth2PermissionGrants",
      read: (grant) => grant,
      present: (grant) => grant,
    });
  };
  const grantOf = (request: GraphRequest): PermissionGrant => {
    const { id = "" } = request.params;
    const grant = grantsOf(request).find((candidate) => candidate.id === id);
    if (!grant) throw createRefusal("permission-grant-unknown", { id });
    return grant;
  };
  const principalOf = (request: GraphRequest): ServicePrincipal => {
    const { id, appId } = { id: request.params.id, appId: request.args.appid };
    const found = principals.find(request.user.tenantId, id === undefined ? { appId: appId ?? "" } : { id });
    if (!found) throw createRefusal("permission-grant-unknown", { id: id ?? appId ?? "" });
    return found;
  };
  const presentPrincipal = (request: GraphRequest): GraphResult => {
    const principal = presentServicePrincipal(principalOf(request));
    checkPaths(request, Object.keys(principal), principalPropertyMissing);
    return buildEntity(request, "servicePrincipals", principal, { alwaysId: false });
  };
  const listPrincipals = (request: GraphRequest): GraphResult => {
    if (request.args.appid !== undefined) return presentPrincipal(request);
    const found = principals.list(request.user.tenantId);
    checkPaths(request, Object.keys(presentServicePrincipal(found[0]!)), principalPropertyMissing);
    return buildListPage(request, found, {
      ...listOptions,
      context: "servicePrincipals",
      read: presentServicePrincipal,
      present: presentServicePrincipal,
    });
  };

  const addPrincipal = (request: GraphRequest): GraphResult => {
    checkAdministrator(request);
    const { appId } = propertiesOf(request.body);
    if (typeof appId !== "string") throw createRefusal("permission-grant-unknown", { id: String(appId) });
    const { tenantId } = request.user;
    if (principals.find(tenantId, { appId })) throw createRefusal("service-principal-exists", { appId });
    const principal = principals.add(tenantId, appId);
    if (!principal) throw createRefusal("permission-grant-unknown", { id: appId });
    return { ...buildEntity(request, "servicePrincipals", presentServicePrincipal(principal), { alwaysId: false }), status: 201 };
  };

  const addGrant = (request: GraphRequest): GraphResult => {
    checkAdministrator(request);
    const { tenantId } = request.user;
    const { clientId, consentType, principalId = null, resourceId, scope, ...rest } = propertiesOf(request.body);
    const invalid = (property: string) => createRefusal("permission-grant-property", { property });
    for (const property of Object.keys(rest)) if (property !== "id") throw invalid(property);
    const client = typeof clientId === "string" ? principals.find(tenantId, { id: clientId }) : undefined;
    if (!client) throw invalid("clientId");
    if (consentType !== "AllPrincipals" && consentType !== "Principal") throw invalid("consentType");
    const user = typeof principalId === "string" ? directory.users(tenantId).find(({ id }) => id === principalId) : undefined;
    if (consentType === "Principal" ? !user : principalId !== null) throw invalid("principalId");
    if (resourceId !== principals.find(tenantId, { appId: graphAppId })!.id) throw invalid("resourceId");
    const scopes = readScope(scope);
    const isSame = (grant: PermissionGrant) => grant.clientId === client.id && grant.principalId === principalId;
    if (grantsOf(request).some(isSame)) throw createRefusal("permission-grant-exists");
    directory.grant(user?.id ?? tenantId, client.appId, scopes);
    return { ...buildEntity(request, "oauth2PermissionGrants", grantsOf(request).find(isSame)!, { alwaysId: false }), status: 201 };
  };
  /** Removes what was granted, and grants `scopes` instead. */
  const replace = (request: GraphRequest, scopes: readonly string[]): GraphResult => {
    checkAdministrator(request);
    const { clientId, principalId } = grantOf(request);
    const { tenantId } = request.user;
    const { appId } = principals.find(tenantId, { id: clientId })!;
    directory.revoke(principalId ?? tenantId, appId);
    if (scopes.length > 0) directory.grant(principalId ?? tenantId, appId, scopes);
    return noContentResult();
  };
  const change = (request: GraphRequest): GraphResult => {
    const { scope, ...rest } = propertiesOf(request.body);
    const [property] = Object.keys(rest);
    if (property !== undefined) throw createRefusal("permission-grant-property", { property });
    return replace(request, readScope(scope));
  };

  const routes: Route[] = [
    defineRoute("GET", "/oauth2PermissionGrants", (request) => pageOfGrants(request, grantsOf(request))),
    defineRoute("POST", "/oauth2PermissionGrants", addGrant),
    defineRoute("GET", "/oauth2PermissionGrants/{id}", (request) =>
      buildEntity(request, "oauth2PermissionGrants", grantOf(request), { alwaysId: false }),
    ),
    defineRoute("PATCH", "/oauth2PermissionGrants/{id}", change),
    defineRoute("DELETE", "/oauth2PermissionGrants/{id}", (request) => replace(request, [])),
    defineRoute("GET", "/me/oauth2PermissionGrants", (request) =>
      pageOfGrants(
        request,
        grantsOf(request).filter(({ principalId }) => principalId === request.mailboxUser.id),
      ),
    ),
    defineRoute("GET", "/servicePrincipals", listPrincipals),
    defineRoute("POST", "/servicePrincipals", addPrincipal),
    defineRoute("GET", "/servicePrincipals/{id}", presentPrincipal),
    defineRoute("GET", "/servicePrincipals/{id}/oauth2PermissionGrants", (request) => {
      const { id } = principalOf(request);
      return pageOfGrants(
        request,
        grantsOf(request).filter(({ clientId }) => clientId === id),
      );
    }),
  ];
  return { name: "permissionGrants", routes, control: {} };
}

function checkAdministrator({ user }: GraphRequest): void {
  if (!user.isAdmin) throw createRefusal("permission-grant-administrator");
}

/** Returns permissions in Microsoft's spelling. */
function readScope(scope: unknown): string[] {
  const names = typeof scope === "string" ? scope.split(/\s+/).filter(Boolean) : [];
  const known = names.map((name) => findPermission(name)?.name);
  if (known.length === 0 || known.includes(undefined)) throw createRefusal("permission-grant-property", { property: "scope" });
  return known.filter((name) => name !== undefined);
}
