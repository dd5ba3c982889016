const guid = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}";
const linePattern = new RegExp(`(${guid})@(${guid})`, "i");

/** An app that was registered in one organization. */
export interface RegisteredApp {
  readonly clientId: string;
  /** Directory (tenant) ID. */
  readonly tenant: string;
}

/** Finds the line that the registration commands print: `casement-app:CLIENT@TENANT`, also within other text, such as a mail. */
export function parseRegistrationLine(text: string): RegisteredApp | undefined {
  const [, clientId, tenant] = linePattern.exec(text) ?? [];
  return clientId === undefined || tenant === undefined ? undefined : { clientId: clientId.toLowerCase(), tenant: tenant.toLowerCase() };
}
