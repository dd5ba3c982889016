/** What the hub responded to the calls of a run. */
export interface FuzzingReport {
  /** Calls that fit the document, and those of them that were answered with 2xx. */
  readonly valid: number;
  readonly succeeded: number;
  /** All calls by status. */
  readonly statuses: ReadonlyMap<number, number>;
  /** Calls answered with 500: method, path and body. */
  readonly internalErrors: readonly string[];
}

/** Reads the NDJSON report of schemathesis: one event in a line. */
export function readReport(text: string): FuzzingReport {
  let valid = 0;
  let succeeded = 0;
  const statuses = new Map<number, number>();
  const internalErrors: string[] = [];
  for (const line of text.split("\n")) {
    const recorder = line === "" ? undefined : JSON.parse(line).ScenarioFinished?.recorder;
    for (const [id, { request, response }] of Object.entries<any>(recorder?.interactions ?? {})) {
      const status: number = response?.status_code ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (recorder.cases[id]?.value.meta?.generation.mode === "positive") {
        valid++;
        if (status >= 200 && status < 300) succeeded++;
      }
      if (status === 500) internalErrors.push(`${request.method} ${request.uri} ${decodeBody(request.body)}`);
    }
  }
  return { valid, succeeded, statuses, internalErrors };
}

const decodeBody = (body: { $base64?: string } | null | undefined): string =>
  JSON.stringify(Buffer.from(body?.$base64 ?? "", "base64").toString()).slice(0, 300);
