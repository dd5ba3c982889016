import { CasementError, type FileHandle } from "@casement/core";

/**
 * Packs files into one archive in memory. The second file named "a.txt" becomes "a-2.txt". `maxSize` is in bytes.
 *
 * @throws CasementError `file-refused` when the archive is larger than `maxSize`.
 */
export async function zipFiles(name: string, files: readonly FileHandle[], maxSize: number, signal: AbortSignal): Promise<FileHandle> {
  const { Zip, ZipDeflate } = await import("fflate");
  const chunks: Uint8Array[] = [];
  let size = 0;
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
    size += chunk.byteLength;
  });
  const names = new Set<string>();
  for (const file of files) {
    const entry = new ZipDeflate(uniqueName(file.name, names), { level: 6 });
    archive.add(entry);
    for await (const chunk of file.stream()) {
      signal.throwIfAborted();
      entry.push(chunk);
      if (size > maxSize)
        throw new CasementError("file-refused", "The archive is larger than 150 MB, which is Outlook's limit.", {
          details: { reason: "size", limit: "150 MB" },
        });
    }
    entry.push(new Uint8Array(), true);
  }
  archive.end();
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  return { name, size, type: "application/zip", stream };
}

function uniqueName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let unique = name;
  for (let count = 2; taken.has(unique); count++) unique = `${stem}-${count}${extension}`;
  taken.add(unique);
  return unique;
}
