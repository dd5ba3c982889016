/** One piece of an address list: an address, or the name of a group that begins. */
export interface AddressPart {
  readonly text: string;
  readonly isGroupName?: true;
}

const closings: Readonly<Record<string, string>> = { '"': '"', "<": ">", "[": "]" };

/**
 * Splits an address list at the commas and semicolons between people, and a group `Team: a@x, b@x;` into its members. Quoted names, comments,
 * `<…>` and `[…]` are kept whole. Empty pieces are left out. Returns undefined if comments are nested deeper than `maxDepth`, or a group does
 * not end.
 */
export function splitAddressList(list: string, maxDepth: number): AddressPart[] | undefined {
  const parts: AddressPart[] = [];
  let start = 0;
  let inGroup = false;
  let commentDepth = 0;
  /** The character that ends the quoted string, address or literal at this position. */
  let closing: string | undefined;
  const endPart = (end: number, isGroupName?: true): void => {
    const text = list.slice(start, end).trim();
    if (text !== "" || isGroupName) parts.push({ text, ...(isGroupName && { isGroupName }) });
    start = end + 1;
  };
  for (let at = 0; at < list.length; at++) {
    const character = list[at]!;
    if (character === "\\") at++;
    else if (closing !== undefined) closing = character === closing ? undefined : closing;
    else if (character === "(") commentDepth++;
    else if (character === ")") commentDepth = Math.max(0, commentDepth - 1);
    else if (commentDepth > 0) continue;
    else if (character in closings) closing = closings[character];
    else if (character === ":" && !inGroup) {
      endPart(at, true);
      inGroup = true;
    } else if (character === "," || character === ";") {
      endPart(at);
      if (character === ";") inGroup = false;
    }
    if (commentDepth > maxDepth) return undefined;
  }
  endPart(list.length);
  return inGroup ? undefined : parts;
}
