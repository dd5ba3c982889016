/** A UID of another system in Exchange's form: after 40 bytes of header come `vCal-Uid`, a version, the UID and a zero. Source: MS-OXCICAL 2.1.3.1.1.20.26. */
const wrappedUid = /^040000008200E00074C5B7101A82E008[0-9A-F]{48}7643616C2D55696401000000((?:[0-9A-F]{2})+?)00$/i;

/** The UID that calendar programs know an event by: the one of the system that created it. */
export function shownUid(iCalUId: string): string {
  const [, hex] = wrappedUid.exec(iCalUId) ?? [];
  if (hex === undefined) return iCalUId;
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(bytes);
}
