/** A content line of RFC 5545, folded after at most 75 octets. A character is not cut. */
export function foldLine(line: string): string {
  if (line.length <= 25 || Buffer.byteLength(line) <= 75) return line;
  const parts: string[] = [];
  let start = 0;
  let octets = 0;
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(line.slice(start, at));
      start = at;
      octets = 0;
    }
    octets += size;
    at += code < 0x10000 ? 1 : 2;
  }
  return [...parts, line.slice(start)].join("\r\n ");
}
