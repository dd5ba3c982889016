import { ianaZone, windowsZone } from "@casement/graph-time";
import * as z from "zod";

/** The IANA or Windows name of a time zone. */
export const timeZoneName = z
  .string()
  .refine((name) => ianaZone(name) !== undefined, { error: "is not a known time zone; use a name such as Europe/Berlin" })
  .refine((name) => ianaZone(name) === undefined || windowsZone(name) !== undefined, {
    error: "is a time zone that Outlook does not have; use a near one",
  })
  .meta({
    format: "casement-time-zone",
    description: "Time zone of times without an offset. Default: the account's",
    "x-aliases": ["timezone", "tz"],
  });
