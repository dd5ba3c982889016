import { CasementError, type FileHandle } from "@casement/core";

/** Reads ranges of a file from its stream: forward without a second look, from the start again when asked for what is past. */
export interface FileRangeReader {
  /** Bytes from `offset` in a Buffer of their own; `length` of them. Throws `file-refused` if the file is shorter than it said. */
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
        if (done) throw new CasementError("file-refused", "A file became shorter while it was sent. Send it again.");
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
