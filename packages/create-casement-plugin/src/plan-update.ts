import { type GraphRequestPlan, requestPlanOf, requireLeastPermission } from "./plan-read.ts";
import { completePermissionMap, requirePermission } from "./require-permission.ts";
import { servicePathPattern } from "./scaffold-options.ts";

/** A request that makes changes. */
export interface UpdatePlan extends GraphRequestPlan {
  readonly method: "POST" | "PATCH" | "DELETE";
  readonly kind: "add" | "change" | "remove";
}

/**
 * Plans the request of a service that makes changes: POST to the collection, or the request of `servicePath`. With a service path, the permission
 * may be omitted. Throws an Error with a cure unless the permission is the least for the request.
 */
export function planUpdate(scope: string | undefined, read: GraphRequestPlan, servicePath: string | undefined): UpdatePlan {
  const permission = scope === undefined ? undefined : requirePermission(scope);
  const { method, path, kind } = requestOf(read.path, servicePath);
  const least = completePermissionMap.permissionsOf(method, path, "work")?.least;
  if (least === undefined)
    throw new Error(
      servicePath === undefined
        ? `Microsoft's permission map does not have the request POST ${path}, so nothing can be added there. If items can be changed, set --service-path, such as --service-path PATCH:${path}/{id}. Otherwise, omit --update-scope and add a service by hand.`
        : `Microsoft's permission map does not have the request ${method} ${path}. Look up the path in Graph Explorer.`,
    );
  if (permission) requireLeastPermission(method, path, permission, least, "--update-scope");
  if (least === read.scope)
    throw new Error(
      `${method} ${path} needs ${least}, which reading ${read.path} already needs, and a permission has only one tier. Omit ${servicePath === undefined ? "--update-scope" : "--service-path"}.`,
    );
  return { ...requestPlanOf(method, least, path), method, kind };
}

function requestOf(collection: string, servicePath: string | undefined): Pick<UpdatePlan, "method" | "path" | "kind"> {
  if (servicePath === undefined) return { method: "POST", path: collection, kind: "add" };
  const [, method = "", path = ""] = servicePathPattern.exec(servicePath) ?? [];
  return method.toUpperCase() === "DELETE" ? { method: "DELETE", path, kind: "remove" } : { method: "PATCH", path, kind: "change" };
}
