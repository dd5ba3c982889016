/** The properties of Graph's `presence` that are read. All but the id can be missing or null. */
export interface GraphPresence {
  id: string;
  availability?: string | null;
  activity?: string | null;
  statusMessage?: {
    message?: { content?: string | null; contentType?: string | null } | null;
    /** Graph returns it only for the signed-in user. */
    expiryDateTime?: { dateTime: string; timeZone: string } | null;
  } | null;
  outOfOfficeSettings?: { isOutOfOffice?: boolean | null; message?: string | null } | null;
  workLocation?: { workLocationType?: string | null } | null;
}

export interface GraphUser {
  id: string;
  displayName?: string | null;
}
