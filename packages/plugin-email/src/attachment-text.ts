import { htmlToText, plainText } from "@casement/graph-text";

export interface ReadableFile {
  /** Media type, as the sender gave it. */
  readonly type: string;
  readonly name: string;
  readonly content: Uint8Array;
  /** Which characters of the text to return. */
  readonly start: number;
  readonly end: number;
}

export interface TextPart {
  readonly text: string;
  /** Whether there is text after it. */
  readonly more: boolean;
}

/** Pages of a PDF, and bytes of a document's XML, at most. */
const maxPages = 200;
const maxXmlBytes = 20 * 1024 * 1024;

const textTypes = /^(text\/|application\/(json|xml|yaml|x-yaml|rtf$|.*\+(json|xml)$))/;
const textNames = /\.(txt|csv|tsv|md|json|xml|ya?ml|ics|vcf|log|html?)$/i;

/**
 * A part of the text of a file: PDF, Word (docx), HTML and plain text. Undefined for other files. Call it by `readApart`: a file that a stranger
 * made can occupy it for hours.
 *
 * @throws an error of the library for a damaged file
 */
export async function attachmentText({ type, name, content, start, end }: ReadableFile): Promise<TextPart | undefined> {
  const text = await beginningOf(content, end, type.toLowerCase().split(";")[0]!.trim(), name);
  return text === undefined ? undefined : { text: text.slice(start, end), more: text.length > end };
}

/** The text, or more than `length` characters from its beginning. */
async function beginningOf(content: Uint8Array, length: number, mediaType: string, name: string): Promise<string | undefined> {
  if (startsWith(content, "%PDF-")) return pdfText(content, length);
  if (startsWith(content, "PK")) return docxText(content);
  if (!textTypes.test(mediaType) && !textNames.test(name)) return undefined;
  const text = decoded(content);
  return mediaType === "text/html" || /\.html?$/i.test(name) ? htmlToText(text) : plainText(text);
}

const startsWith = (content: Uint8Array, beginning: string): boolean =>
  [...beginning].every((character, index) => content[index] === character.charCodeAt(0));

/** UTF-16 has a mark at its beginning; everything else is read as UTF-8, or Windows' Latin alphabet where that fails. */
function decoded(content: Uint8Array): string {
  const [first, second] = content;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(content);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(content);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return new TextDecoder("windows-1252").decode(content);
  }
}

/** Marks in a page have no `str`. */
interface TextItem {
  readonly str?: string;
  readonly hasEOL?: boolean;
}

/** Reads only the pages that are needed. */
async function pdfText(content: Uint8Array, length: number): Promise<string> {
  const { getDocumentProxy } = await import("unpdf");
  // The library takes the bytes away.
  const document = await getDocumentProxy(new Uint8Array(content), { verbosity: 0, isEvalSupported: false });
  let text = "";
  for (let number = 1; number <= Math.min(document.numPages, maxPages) && text.length <= length; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const page = plainText((items as TextItem[]).map(({ str = "", hasEOL }) => (hasEOL ? `${str}\n` : str)).join(""));
    text += text === "" || page === "" ? page : `\n\n${page}`;
  }
  return text;
}

/** The paragraphs of a Word document, without what was deleted. Undefined for another archive. */
async function docxText(content: Uint8Array): Promise<string | undefined> {
  const { unzipSync } = await import("fflate");
  const part = "word/document.xml";
  const { [part]: xml } = unzipSync(content, { filter: ({ name, originalSize }) => name === part && originalSize <= maxXmlBytes });
  if (!xml) return undefined;
  // No tag reaches beyond the next "<", so that the time does not grow with the square of the length.
  const text = new TextDecoder()
    .decode(xml)
    .replaceAll(/<w:(delText|instrText)\b[^<>]*>[^<]*</g, "<")
    .replaceAll(/<w:tab\/>|<w:tab [^<>]*>/g, "\t")
    .replaceAll(/<w:(br|cr)\b[^<>]*>|<\/w:p>/g, "\n")
    .replaceAll(/<[^<>]*>/g, "");
  return plainText(text.replaceAll(/&(lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-f]{1,6});/gi, (_, entity: string) => characterOf(entity)));
}

const namedCharacters: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function characterOf(entity: string): string {
  const code = entity.startsWith("#x") ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return namedCharacters[entity] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : "");
}
