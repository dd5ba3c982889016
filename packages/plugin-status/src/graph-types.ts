/** What is read of Graph's `presence`; every property may be missing or null. */
export interface GraphPresence {
  id: string;
  availability?: string | null;
  activity?: string | null;
  statusMessage?: {
    message?: { content?: string | null; contentType?: string | null } | null;
    /** Left out for other people. */
    expiryDateTime?: { dateTime: string; timeZone: string } | null;
  } | null;
  outOfOfficeSettings?: { isOutOfOffice?: boolean | null; message?: string | null } | null;
  workLocation?: { workLocationType?: string | null } | null;
}

export interface GraphUser {
  id: string;
  displayName?: string | null;
}
