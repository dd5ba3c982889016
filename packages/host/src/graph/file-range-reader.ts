import { CasementError, type FileHandle } from "@casement/core";

/** Reads ranges of a file from its stream. To go back, it opens the stream again from the start. */
export interface FileRangeReader {
  /** Reads `length` bytes from `offset` into a new Buffer. @throws CasementError `file-refused` when the file is shorter than its stated size */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export function createFileRangeReader(file: FileHandle): FileRangeReader {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let chunk: Uint8Array = new Uint8Array();
  let position = 0;
  const close = async () => {
    await reader?.cancel().catch(() => {});
    reader = undefined;
  };
  const readNext = async (length: number): Promise<Buffer> => {
    const parts: Uint8Array[] = [];
    for (let missing = length; missing > 0; ) {
      if (chunk.byteLength === 0) {
        const { done, value } = await reader!.read();
        if (done) throw new CasementError("file-refused", "The file became shorter while it was uploaded. Upload it again.");
        chunk = value;
      }
      const part = chunk.subarray(0, missing);
      chunk = chunk.subarray(part.byteLength);
      missing -= part.byteLength;
      position += part.byteLength;
      parts.push(part);
    }
    return Buffer.concat(parts);
  };
  return {
    async read(offset, length) {
      if (!reader || offset < position) {
        await close();
        reader = file.stream().getReader();
        chunk = new Uint8Array();
        position = 0;
      }
      while (position < offset) await readNext(Math.min(offset - position, length));
      return readNext(length);
    },
    close,
  };
}
