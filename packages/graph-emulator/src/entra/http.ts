/** Single-page apps send requests from other origins. */
const headers = { "access-control-allow-origin": "*", "cache-control": "no-store" };

export function jsonResponse(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers });
}

/** Reads form fields by name. The first of several values counts. */
export async function readForm(request: Request): Promise<Map<string, string>> {
  return firstValues(new URLSearchParams(await request.text()));
}

export function firstValues(parameters: URLSearchParams): Map<string, string> {
  const form = new Map<string, string>();
  for (const [name, value] of parameters) if (!form.has(name)) form.set(name, value);
  return form;
}
