// The part of Graph's types that this plugin reads. Source: Microsoft Graph v1.0 metadata (group).
export interface GraphGroup {
  id: string;
  displayName?: string | null;
  mail?: string | null;
  description?: string | null;
  groupTypes?: string[] | null;
  visibility?: string | null;
}

/** Properties that are read of a group. */
export const groupFields = "id,displayName,mail,description,groupTypes,visibility";

/** Only a Microsoft 365 group has a calendar. */
export const hasCalendar = ({ groupTypes }: GraphGroup): boolean => groupTypes?.includes("Unified") === true;
