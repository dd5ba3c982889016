export interface StreamBlock {
  readonly id?: string | undefined;
  readonly event?: string | undefined;
  readonly data?: string | undefined;
}

/**
 * The blocks of server-sent events. A block with only an id counts, as the standard says: libraries drop it, and with it the position from which
 * to resume before the first event. Reads no further than it is asked to.
 */
export async function* readEventStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamBlock, void, undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true }).replaceAll("\r", "");
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(block.split("\n").map((line) => [line.split(":", 1)[0], line.replace(/^[^:]*: ?/, "")]));
      yield { id: fields.get("id"), event: fields.get("event"), data: fields.get("data") };
    }
  }
}
