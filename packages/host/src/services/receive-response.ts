import type { ClientRequest, IncomingMessage } from "node:http";

/** The connection ended, and there was no response. */
export class MissingResponse extends Error {}

/**
 * The head of a response. Rejects when the request fails, and with `MissingResponse` when its connection ends without either: after status 101, Node
 * closes it and reports no error. `send` starts the request and passes `answered` to it.
 */
export function receiveResponse(send: (answered: (response: IncomingMessage) => void) => ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = send(resolve);
    request.on("error", reject);
    request.on("close", () => reject(new MissingResponse("The connection ended without a response.")));
  });
}
