const guid = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}";
const domain = "(?!-)[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63})+";

const pastedClientIds: readonly RegExp[] = [
  new RegExp(`^(?:(?:application )?client id ?:? ?)?(${guid}) ?[.,;]?$`, "i"),
  // The address of the app in Microsoft's portals, and the one of a sign-in.
  new RegExp(`^https://.*(?:/appId/|[?&]client_id=)(${guid})(?:[/&#?]|$)`, "i"),
];
const pastedTenants: readonly RegExp[] = [
  new RegExp(`^(?:(?:directory )?tenant id ?:? ?)?(${guid}) ?[.,;]?$`, "i"),
  new RegExp(`^(?:[^ @/]+@)?(${domain})$`, "i"),
  new RegExp(`^https://login\\.[a-z.]+/(${guid}|${domain})(?:[/?#]|$)`, "i"),
];

/** The client ID in what a person pasted: also in quotation marks, with its label, or in the address of the app. Lowercase. */
export const readPastedClientId = (text: string): string | undefined => firstMatch(pastedClientIds, text);

/** The ID or domain of an organization in what a person pasted: also in quotation marks, or as a user's address. Lowercase. */
export const readPastedTenant = (text: string): string | undefined => firstMatch(pastedTenants, text);

function firstMatch(patterns: readonly RegExp[], text: string): string | undefined {
  const bare = text.replace(/[\s"'`“”„(){}<>[\]]+/g, " ").trim();
  for (const pattern of patterns) {
    const [, found] = pattern.exec(bare) ?? [];
    if (found !== undefined) return found.toLowerCase();
  }
  return undefined;
}
