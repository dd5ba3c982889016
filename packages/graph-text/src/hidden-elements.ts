import type { Handler } from "htmlparser2";
import {
  hidesElement,
  readDeclarations,
  readStyleRules,
  type StyleDeclarations,
  type StyleRules,
  textVisibilityOf,
} from "./hiding-styles.ts";
import { lazyRequire } from "./lazy-require.ts";
import { limitNesting } from "./limit-nesting.ts";

const htmlparser2 = lazyRequire<typeof import("htmlparser2")>("htmlparser2");

type Attributes = Readonly<Record<string, string>>;

interface ElementState {
  /** Neither the element nor anything inside can be seen. */
  readonly isGone: boolean;
  readonly isTiny: boolean;
  readonly isInvisible: boolean;
  readonly isTransparent: boolean;
}

const voidElements = new Set("area base basefont br col embed frame hr img input link meta param source track wbr".split(" "));
/** Without tags and entities inside, and never shown. */
const rawElements = new Set(["script", "style", "title"]);

const visible: ElementState = { isGone: false, isTiny: false, isInvisible: false, isTransparent: false };

/**
 * The same HTML without what its styles hide from readers. Senders hide text that only programs read, such as instructions to an AI agent. Not
 * recognized: text in the color of its background, and style sheets with complex selectors. Takes linear time.
 */
export function removeHidden(html: string): string {
  if (!/style|hidden/i.test(html)) return html;
  const rules = readStyleRules(html);
  const states: ElementState[] = [];
  const stateHere = (): ElementState => states.at(-1) ?? visible;
  let found = false;
  let isRaw = false;
  let output = "";
  const write = (text: string, isShown: boolean): void => {
    if (isShown) output += text;
    else found = true;
  };
  const handler: Partial<Handler> = {
    onopentag(name, attributes) {
      const around = stateHere();
      const state = around.isGone ? around : stateOf(around, attributes, styleOf(name, attributes, rules));
      states.push(state);
      write(startTagOf(name, attributes), "alt" in attributes ? showsText(state) : !state.isGone);
      isRaw = rawElements.has(name);
    },
    ontext(text) {
      if (!isRaw) write(escapeText(text), showsText(stateHere()) || text.trim() === "");
    },
    onclosetag(name) {
      const { isGone } = states.pop() ?? visible;
      if (!isGone && !voidElements.has(name)) output += `</${name}>`;
      isRaw = false;
    },
  };
  const parser = new (htmlparser2().Parser)(handler);
  parser.write(withLimitedNesting(html));
  parser.end();
  return found ? output : html;
}

const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function startTagOf(name: string, attributes: Attributes): string {
  const usual = Object.entries(attributes).filter(([attribute]) => /^[\w:-]+$/.test(attribute));
  return `<${[name, ...usual.map(([attribute, value]) => `${attribute}="${escapeText(value).replaceAll('"', "&quot;")}"`)].join(" ")}>`;
}

function stateOf(around: ElementState, { hidden }: Attributes, style: StyleDeclarations): ElementState {
  if (hidden === undefined && style.size === 0) return around;
  const text = textVisibilityOf(style);
  return {
    isGone: hidden !== undefined || hidesElement(style),
    isTiny: text.isTiny ?? around.isTiny,
    isInvisible: text.isInvisible ?? around.isInvisible,
    isTransparent: text.isTransparent ?? around.isTransparent,
  };
}

const showsText = ({ isGone, isTiny, isInvisible, isTransparent }: ElementState): boolean =>
  !(isGone || isTiny || isInvisible || isTransparent);

/** More classes than any mail program gives to one element. */
const maxClasses = 20;

function styleOf(name: string, { class: classes = "", id, style = "" }: Attributes, rules: StyleRules): StyleDeclarations {
  const own = readDeclarations(style);
  if (rules.size === 0) return own;
  const marks = [...classes.split(/\s+/, maxClasses).map((given) => `.${given}`), ...(id === undefined ? [] : [`#${id}`])];
  const selectors = [name, ...marks, ...marks.map((mark) => name + mark)];
  const found = selectors.flatMap((selector) => rules.get(selector) ?? []);
  return found.length === 0 ? own : new Map([...found.flatMap((declarations) => [...declarations]), ...own]);
}

/** Where the nesting is too deep to follow the styles, the document ends. No mail program nests that deep. */
function withLimitedNesting(html: string): string {
  const end = "\0";
  const [followed = ""] = limitNesting(html, (tag) => (/style|hidden|class|id/i.test(tag) ? end : "")).split(end, 1);
  return followed;
}
