import type { Handler } from "htmlparser2";
import { lazyRequire } from "./lazy-require.ts";

const htmlparser2 = lazyRequire<typeof import("htmlparser2")>("htmlparser2");

/** Deeper pages are no invitations. The parser's time grows with the square of the depth. */
const maxDepth = 500;
const chunkLength = 10_000;

/** A place in a page. `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly parent: Node | undefined;
  readonly start: number;
  end: number;
  /** Teams puts its part into such an element, in all its formats since 2019. */
  readonly isPart: boolean;
}

/** The line above and below what Teams (underscores) and Skype for Business (dots) write. */
const separator = /_{20,}|\.{40,}/;
const joinAddress = /teams\.(?:microsoft|live)\.com\/(?:l\/meetup-join|meet)\/|\/\/(?:join\.skype|meet\.lync)\.com\//i;

/**
 * Where in the HTML body of an event Microsoft keeps the part by which people join its online meeting: the link with the lines above and
 * below it. The meeting is lost when this part is. Undefined where there is none. The running time is linear in the length.
 *
 * @see https://learn.microsoft.com/graph/api/event-update (online meetings)
 */
export function findMeetingPart(html: string, joinUrl?: string): TextRange | undefined {
  const lines: Node[] = [];
  const links: { node: Node; rank: number; lineCount: number }[] = [];
  const page: Node = { parent: undefined, start: 0, end: html.length, isPart: false };
  let current = page;
  let depth = 0;
  const wanted = joinUrl === undefined ? undefined : comparable(joinUrl);
  const handler: Partial<Handler> = {
    onopentag(name, attributes) {
      depth++;
      const isPart = /(?:^|\s)(?:x_)*me-email-text(?:\s|$)/.test(attributes.class ?? "") && name === "div";
      current = { parent: current, start: parser.startIndex, end: html.length, isPart };
      const rank = name === "a" ? rankOf(attributes, wanted) : 0;
      if (rank > 0) links.push({ node: current, rank, lineCount: lines.length });
    },
    ontext(text) {
      const node = { parent: current, start: parser.startIndex, end: parser.endIndex + 1, isPart: false };
      if (separator.test(text)) lines.push(node);
      else if (joinAddress.test(text) || (joinUrl !== undefined && text.includes(joinUrl)))
        links.push({ node, rank: 1, lineCount: lines.length });
    },
    onclosetag() {
      depth--;
      current.end = parser.endIndex + 1;
      current = current.parent ?? page;
    },
  };
  const { Parser } = htmlparser2();
  const parser = new Parser(handler);
  for (let at = 0; at < html.length; at += chunkLength) {
    parser.write(html.slice(at, at + chunkLength));
    if (depth > maxDepth) return undefined;
  }
  parser.end();
  const join = links.reduce<(typeof links)[number] | undefined>((best, link) => (best && best.rank >= link.rank ? best : link), undefined);
  if (!join) return undefined;
  const ends = [lines[join.lineCount - 1], join.node, lines[join.lineCount]].filter((node) => node !== undefined);
  return rangeOf(ends);
}

/** How surely a link is the one of the meeting. 0: it is another link. */
function rankOf({ id = "", class: classes = "", href = "" }: Record<string, string>, wanted: string | undefined): number {
  if (wanted !== undefined && comparable(href) === wanted) return 4;
  if (/meet_invite_block\.action\.join_link/.test(id) || /me-email-headline/.test(classes)) return 3;
  return joinAddress.test(href) ? 2 : 0;
}

/** Addresses are escaped with capital and small letters. */
function comparable(address: string): string {
  return address.replaceAll(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase());
}

/** From the first to the last of some places, in whole elements. */
function rangeOf(ends: readonly Node[]): TextRange {
  const paths = ends.map(pathOf);
  const [path = []] = paths;
  let level = 0;
  while (path[level] && paths.every((each) => each[level] === path[level] && each.length > level + 1)) level++;
  const part = path.slice(0, level).find(({ isPart }) => isPart);
  if (part) return part;
  const [first, last] = [paths[0]![level], paths.at(-1)![level]];
  return { start: first!.start, end: last!.end };
}

function pathOf(node: Node): Node[] {
  const path: Node[] = [];
  for (let each: Node | undefined = node; each; each = each.parent) path.unshift(each);
  return path;
}
