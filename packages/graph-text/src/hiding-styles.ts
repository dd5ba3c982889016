/** The CSS properties that can hide something, in lower case, with the last value of each. */
export type StyleDeclarations = ReadonlyMap<string, string>;

/** Styles by simple selector: `.preheader`, `#top`, `td`, `td.small`. Others, and conditions such as the width of a screen, are ignored. */
export type StyleRules = ReadonlyMap<string, StyleDeclarations>;

const properties = new Set(
  "color display font-size height left max-height max-width opacity overflow position right text-indent top transform visibility width".split(
    " ",
  ),
);

export function readDeclarations(style: string): StyleDeclarations {
  const declarations = new Map<string, string>();
  for (const declaration of style.split(";")) {
    const [property = "", value = ""] = declaration.split(":", 2).map((part) => part.trim().toLowerCase());
    if (properties.has(property)) declarations.set(property, value.replace(/\s*!important$/, ""));
  }
  return declarations;
}

const simpleSelector = /^(?:[a-z][a-z0-9]*|[a-z][a-z0-9]*[.#][\w-]+|[.#][\w-]+)$/i;

/** The rules of all style sheets. Those in a comment are for Outlook's old engine alone. */
export function readStyleRules(html: string): StyleRules {
  const rules = new Map<string, Map<string, string>>();
  const start = /<!--|<style(?=[\s>])[^>]*>/gi;
  for (let found = start.exec(html); found; found = start.exec(html)) {
    const end = found[0] === "<!--" ? /-->/g : /<\/style/gi;
    end.lastIndex = start.lastIndex;
    const ended = end.exec(html);
    if (found[0] !== "<!--") addRules(rules, html.slice(start.lastIndex, ended?.index));
    if (!ended) break;
    start.lastIndex = end.lastIndex;
  }
  return rules;
}

function addRules(rules: Map<string, Map<string, string>>, css: string): void {
  let depth = 0;
  for (const part of withoutComments(css).split("}")) {
    const [selectors = "", ...blocks] = part.split("{");
    const declarations = depth === 0 && blocks.length === 1 ? readDeclarations(blocks[0] ?? "") : noDeclarations;
    depth = Math.max(0, depth + blocks.length - 1);
    if (declarations.size === 0) continue;
    for (const selector of selectors.split(",").map((given) => given.trim())) {
      if (!simpleSelector.test(selector)) continue;
      const rule = rules.get(selector) ?? new Map<string, string>();
      for (const [property, value] of declarations) rule.set(property, value);
      rules.set(selector, rule);
    }
  }
}

const noDeclarations: StyleDeclarations = new Map();

/** Old mails put the whole sheet into an HTML comment. */
function withoutComments(css: string): string {
  const [first = "", ...rest] = css.replaceAll(/<!--|-->/g, "").split("/*");
  return first + rest.map((part) => (part.includes("*/") ? part.slice(part.indexOf("*/") + 2) : "")).join("");
}

/** The element has no box, or one in which nothing is seen. What is inside cannot change that. */
export function hidesElement(style: StyleDeclarations): boolean {
  const isZero = (property: string): boolean => readSize(style.get(property))?.number === 0;
  const isFarAway = (property: string): boolean => /^-\d{3,}/.test(style.get(property) ?? "");
  return (
    style.get("display") === "none" ||
    isZero("opacity") ||
    ((style.get("overflow") ?? "").startsWith("hidden") && ["height", "max-height", "width", "max-width"].some(isZero)) ||
    (/^(?:absolute|fixed)$/.test(style.get("position") ?? "") && ["left", "right", "top"].some(isFarAway)) ||
    isFarAway("text-indent") ||
    /scale\(0(?:\.0+)?[,)]/.test(style.get("transform") ?? "")
  );
}

/** Whether the style makes text invisible, or visible again. Undefined: as in the element around it. */
export interface TextVisibility {
  readonly isTiny: boolean | undefined;
  readonly isInvisible: boolean | undefined;
  readonly isTransparent: boolean | undefined;
}

export function textVisibilityOf(style: StyleDeclarations): TextVisibility {
  const fontSize = style.get("font-size");
  const visibility = style.get("visibility");
  const color = style.get("color");
  return {
    isTiny: fontSize === undefined ? undefined : isTinySize(fontSize),
    isInvisible: visibility === undefined ? undefined : visibility === "hidden" || visibility === "collapse",
    isTransparent: color === undefined ? undefined : isTransparentColor(color),
  };
}

function isTransparentColor(color: string): boolean {
  if (/^#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)$/.test(color) || color === "transparent") return true;
  const parts =
    /^(?:rgb|hsl)a?\(([^()]*)\)$/
      .exec(color)?.[1]
      ?.trim()
      .split(/[,/ ]+/) ?? [];
  return parts.length === 4 && Number.parseFloat(parts[3] ?? "") === 0;
}

/** Up to one pixel or point, or nothing of the size around it. */
function isTinySize(value: string): boolean | undefined {
  const size = readSize(value);
  if (!size) return value === "inherit" ? undefined : false;
  if (size.number === 0) return true;
  return size.unit === "em" || size.unit === "%" ? undefined : size.unit !== "rem" && size.number <= 1;
}

function readSize(value: string | undefined): { readonly number: number; readonly unit: string } | undefined {
  const [, number, unit = ""] = /^(\d{0,9}\.?\d{1,9})(px|pt|em|rem|%|)$/.exec(value ?? "") ?? [];
  return number === undefined ? undefined : { number: Number(number), unit };
}
