/**
 * The IANA name of this machine's time zone, which is the default of accounts: "Europe/Berlin". "UTC" if the machine has none, or if `TZ` is
 * not the name of a time zone.
 */
export function machineTimeZone(): string {
  // For a wrong `TZ`, Node.js gives undefined, "Etc/Unknown" or "UTC", depending on the text.
  const zone: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === undefined || zone === "Etc/Unknown" ? "UTC" : zone;
}
