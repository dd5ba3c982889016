// The properties of Graph's types that this plugin reads. Source: metadata of Microsoft Graph v1.0 (group).
import { isText, soundProperties } from "@casement/graph-input";

export interface GraphGroup {
  id: string;
  displayName?: string | null;
  mail?: string | null;
  description?: string | null;
  groupTypes?: string[] | null;
  visibility?: string | null;
}

/** The value of `$select` for a group. */
export const groupProperties = "id,displayName,mail,description,groupTypes,visibility";

/** Only Microsoft 365 groups have a calendar. */
export const hasCalendar = ({ groupTypes }: GraphGroup): boolean => groupTypes?.includes("Unified") === true;

/** A group as far as it is as Microsoft documents it. Undefined without an id. */
export function soundGroup(group: GraphGroup): GraphGroup | undefined {
  if (!isText(group?.id) || group.id === "") return undefined;
  const checks = { displayName: isText, mail: isText, description: isText, visibility: isText };
  return soundProperties(group, checks, { groupTypes: isText }).item;
}
