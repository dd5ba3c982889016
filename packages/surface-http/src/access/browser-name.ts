const browsers: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bEdg(?:A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/Chrom(?:e|ium)\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const systems: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** A name by which people recognize a browser: `Firefox on Android`. Default: `Browser`. */
export function browserNameOf(userAgent: string | null): string {
  const find = (list: typeof browsers): string | undefined => list.find(([mark]) => mark.test(userAgent ?? ""))?.[1];
  const system = find(systems);
  return `${find(browsers) ?? "Browser"}${system === undefined ? "" : ` on ${system}`}`;
}
