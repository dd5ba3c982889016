// The properties of Graph's types that this plugin reads. Source: metadata of Microsoft Graph v1.0 (group).
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
