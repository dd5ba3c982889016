/** A reviewed reason to ask for more than the least privileged permission in Microsoft's map. */
export interface PermissionException {
  /** Method and path template, spelled as in the map: `GET /me/events/{id}`. */
  readonly request: string;
  /** The permission that the plugin asks for. */
  readonly scope: string;
  readonly why: string;
  /** Where to read about it. */
  readonly source: string;
}
