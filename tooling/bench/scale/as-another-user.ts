/** Replaces the id of a user in a text, also in what is encoded in it, such as tokens. Both ids are equally long. */
export function asAnotherUser(text: string, recorded: string, user: string): string {
  const inTokens = text.replace(/eyJ[\w-]+/g, (encoded) => {
    const decoded = Buffer.from(encoded, "base64url").toString();
    return decoded.includes(recorded) ? Buffer.from(decoded.replaceAll(recorded, user)).toString("base64url") : encoded;
  });
  return inTokens.replaceAll(recorded, user);
}
