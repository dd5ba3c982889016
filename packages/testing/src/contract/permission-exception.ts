/** A reviewed reason to ask for more than the least permission that Microsoft's map names. */
export interface PermissionException {
  /** Method and path template as the map spells them: `GET /me/events/{id}`. */
  readonly call: string;
  /** The permission asked for. */
  readonly scope: string;
  readonly why: string;
  /** Where that can be read. */
  readonly source: string;
}
