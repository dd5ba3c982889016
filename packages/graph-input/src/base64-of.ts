import type { FileHandle } from "@casement/core";

/** The content of a file in Base64. */
export async function base64Of(file: FileHandle): Promise<string> {
  const chunks: string[] = [];
  let rest = "";
  for await (const bytes of file.stream()) {
    let text = rest;
    // In slices, because the number of arguments of a call is limited.
    for (let start = 0; start < bytes.length; start += 0x2000) text += String.fromCharCode(...bytes.subarray(start, start + 0x2000));
    const encodable = text.length - (text.length % 3);
    chunks.push(btoa(text.slice(0, encodable)));
    rest = text.slice(encodable);
  }
  return [...chunks, btoa(rest)].join("");
}
