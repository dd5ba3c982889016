export interface Message {
  id: string | undefined;
  event: string;
  data: any;
}

export interface StreamReader {
  /** The next messages, comments left out; rejects at the end of the stream. */
  take(count: number): Promise<Message[]>;
  /** As a browser remembers it, also from messages without data. */
  readonly lastId: string | undefined;
  readonly text: string;
  cancel(): Promise<void>;
}

/** Reads a stream of server-sent events as a browser does. */
export function readStream(response: Response): StreamReader {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const messages: Message[] = [];
  let rest = "";
  let text = "";
  let lastId: string | undefined;
  async function read(): Promise<void> {
    const { value, done } = await reader.read();
    if (done) throw new Error("The stream has ended.");
    const chunk = decoder.decode(value);
    text += chunk;
    const blocks = (rest + chunk).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)] as const),
      );
      lastId = fields.get("id") ?? lastId;
      const data = fields.get("data");
      if (data !== undefined) messages.push({ id: lastId, event: fields.get("event") ?? "message", data: JSON.parse(data) });
    }
  }
  return {
    async take(count) {
      while (messages.length < count) await read();
      return messages.splice(0, count);
    },
    get lastId() {
      return lastId;
    },
    get text() {
      return text;
    },
    cancel: () => reader.cancel(),
  };
}
