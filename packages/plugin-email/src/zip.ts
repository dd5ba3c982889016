import { CasementError, type FileHandle } from "@casement/core";

/** Packs files into one archive, in memory. Two of one name become "a.txt" and "a-2.txt". `most` is in bytes; throws `file-refused`. */
export async function zip(name: string, files: readonly FileHandle[], most: number, signal: AbortSignal): Promise<FileHandle> {
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
    const entry = new ZipDeflate(freeName(file.name, names), { level: 6 });
    archive.add(entry);
    for await (const chunk of file.stream()) {
      signal.throwIfAborted();
      entry.push(chunk);
      if (size > most) throw new CasementError("file-refused", "The archive is larger than 150 MB: Outlook takes no more.");
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

function freeName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${stem}-${count}${ending}`;
  taken.add(free);
  return free;
}
