export interface StreamMessage {
  id: string | undefined;
  event: string;
  data: any;
}

export interface StreamReader {
  /** The next messages, without comments and the heartbeat that ends the first sensors. Rejects at the end of the stream. */
  take(count: number): Promise<StreamMessage[]>;
  /** The last event id as a browser stores it, including ids of blocks without data. */
  readonly lastId: string | undefined;
  readonly text: string;
  cancel(): Promise<void>;
}

/** Parses server-sent events as a browser does. */
export function readStream(response: Response): StreamReader {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const messages: StreamMessage[] = [];
  let incompleteBlock = "";
  let text = "";
  let lastId: string | undefined;
  let hasAllSensors = false;
  async function readChunk(): Promise<void> {
    const { value, done } = await reader.read();
    if (done) throw new Error("The stream has ended.");
    const chunk = decoder.decode(value);
    text += chunk;
    const blocks = (incompleteBlock + chunk).split("\n\n");
    incompleteBlock = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)] as const),
      );
      lastId = fields.get("id") ?? lastId;
      const data = fields.get("data");
      const event = fields.get("event") ?? "message";
      if (event === "heartbeat" && !hasAllSensors) hasAllSensors = true;
      else if (data !== undefined) messages.push({ id: lastId, event, data: JSON.parse(data) });
    }
  }
  return {
    async take(count) {
      while (messages.length < count) await readChunk();
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
