import { callOf, type FittingCall, mustBeLeast } from "./fitting-call.ts";
import { completePermissionMap, knownPermission } from "./known-permission.ts";

/** The call that adds to what a plugin reads. Throws unless the permission is known, and the least that Microsoft's map names for it. */
export function fittingUpdate(scope: string, { path, scope: readScope }: FittingCall): FittingCall {
  const given = knownPermission(scope);
  const least = completePermissionMap.permissionsOf("POST", path, "work")?.least;
  if (least === undefined)
    throw new Error(
      `Microsoft's map has no call POST ${path}, so nothing can be added there. Leave --update-scope out, and declare a service for another call when the plugin stands.`,
    );
  mustBeLeast("POST", path, given, least, "--update-scope");
  if (least === readScope)
    throw new Error(`${least} is what reading ${path} needs already, and one permission has one tier. Leave --update-scope out.`);
  return callOf("POST", least, path);
}
