import { deflateSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";

/** An object of a PDF: its text, or a dictionary with a stream. */
type PdfObject = string | { readonly dictionary: string; readonly stream: Buffer };

const streamOf = (content: string, dictionary = ""): PdfObject => ({ dictionary, stream: Buffer.from(content, "latin1") });

/** A PDF whose objects have the numbers 1, 2 and so on. The first is the catalog. */
function pdfFile(objects: readonly PdfObject[]): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const write = (part: Buffer | string): void => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    parts.push(bytes);
    length += bytes.length;
  };
  write("%PDF-1.4\n");
  const offsets = objects.map((object, index) => {
    const offset = length;
    write(`${index + 1} 0 obj\n`);
    if (typeof object === "string") write(object);
    else {
      write(`<</Length ${object.stream.length}${object.dictionary}>>stream\n`);
      write(object.stream);
      write("\nendstream");
    }
    write("\nendobj\n");
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const start = length;
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`);
  write(`trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`);
  return Buffer.concat(parts);
}

const catalog = "<</Type/Catalog/Pages 2 0 R>>";
const font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

/** A PDF with one page for each text. */
export function pdfOf(...texts: string[]): Buffer {
  const pages = texts.map((_, index) => 4 + index * 2);
  return pdfFile([
    catalog,
    `<</Type/Pages/Kids[${pages.map((number) => `${number} 0 R`).join(" ")}]/Count ${pages.length}>>`,
    font,
    ...texts.flatMap((text, index): PdfObject[] => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents ${5 + index * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      streamOf(`BT /F1 12 Tf 20 200 Td (${text}) Tj ET`),
    ]),
  ]);
}

/** A PDF of one page with this content stream, which is object 4. `resources` are those of the page; further objects have numbers from 5. */
const onePage = (content: PdfObject, resources: string, ...objects: PdfObject[]): Buffer =>
  pdfFile([
    catalog,
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<<${resources}>>>>`,
    content,
    ...objects,
  ]);

/** Each form draws the next one twice: the last one 2 to the power of `depth` times. */
export function doublingForms(depth: number): Buffer {
  const formOf = (number: number): PdfObject =>
    streamOf("/N Do /N Do", `/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</N ${number + 1} 0 R>>>>`);
  const forms = Array.from({ length: depth }, (_, index) => formOf(6 + index));
  const last = streamOf("BT /F1 12 Tf (a) Tj ET", "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</Font<</F1 5 0 R>>>>");
  return onePage(streamOf("/N Do"), "/XObject<</N 6 0 R>>", font, ...forms, last);
}

/** Each node of the tree of pages names the next one twice. */
export function doublingPages(depth: number): Buffer {
  const nodes = Array.from({ length: depth }, (_, index) => `<</Type/Pages/Kids[${index + 3} 0 R ${index + 3} 0 R]/Count ${2 ** 30}>>`);
  return pdfFile([catalog, ...nodes, "<</Type/Pages/Kids[]/Count 0>>"]);
}

/** A tree of pages with one page under `depth` nodes. */
export function deepPages(depth: number): Buffer {
  const nodes = Array.from({ length: depth }, (_, index) => `<</Type/Pages/Kids[${index + 3} 0 R]/Count 1>>`);
  return pdfFile([catalog, ...nodes, `<</Type/Page/MediaBox[0 0 300 300]>>`]);
}

/** A content stream of `megabytes` MB of text operators, compressed twice: about a millionth of it. */
export function deflatedPdf(megabytes: number, unit = "BT /F1 12 Tf (a) Tj ET "): Buffer {
  const content = Buffer.alloc(megabytes * 1_000_000, unit);
  const stream = deflateSync(deflateSync(content, { level: 9 }), { level: 9 });
  return onePage({ dictionary: "/Filter[/FlateDecode/FlateDecode]", stream }, "/Font<</F1 5 0 R>>", font);
}

/** A Word document with these paragraphs. */
export const docxOf = (paragraphs: string): Buffer =>
  Buffer.from(zipSync({ "word/document.xml": strToU8(`<w:document><w:body>${paragraphs}</w:body></w:document>`) }));
