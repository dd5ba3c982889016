import { expect, it } from "vitest";
import { describeContract, exampleNamesOf, missingProperties, readExample } from "../../../test/areas/contract-data.fixture.ts";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada } = testUsers;
const size = 3_483_322;
const range = /^bytes (\d+)-(\d+)\/\d+$/;

/** Opens an upload session of a message or an event. Returns its address and a function that sends a request there. */
async function openUpload(resource: string) {
  const { client, emulator } = createTestGraph();
  const me = await client(ada, "Mail.ReadWrite", "Calendars.ReadWrite");
  const at = (hour: string) => ({ dateTime: `2026-03-02T${hour}:00:00`, timeZone: "UTC" });
  const item = resource === "Events" ? { subject: "Plan", start: at("09"), end: at("10") } : { subject: "Plan" };
  const { id } = (await me.send("POST", `/me/${resource.toLowerCase()}`, item)).body;
  const attachmentItem = { attachmentType: "file", name: "flower", size };
  const session = await me.send("POST", `/me/${resource.toLowerCase()}/${id}/attachments/createUploadSession`, { attachmentItem });
  return (method: string, headers: Record<string, string>) => {
    const [, first = 0, last = -1] = (range.exec(headers["Content-Range"] ?? "") ?? []).map(Number);
    return emulator.fetch(session.body.uploadUrl, { method, headers, ...(method === "PUT" && { body: new Uint8Array(last - first + 1) }) });
  };
}

describeContract("ranges of large attachments", () => {
  const names = exampleNamesOf("mail").filter((name) => readExample(name).path.includes("/AttachmentSessions("));

  it.each(names)("%s", async (name) => {
    const { method, path, requestHeaders, status, responseHeaders, responseBody } = readExample(name);
    const send = await openUpload(/(Messages|Events)\('/.exec(path)![1]!);
    const [, first] = range.exec(requestHeaders["Content-Range"] ?? "") ?? [];
    if (Number(first) > 0) await send("PUT", { ...requestHeaders, "Content-Range": `bytes 0-${Number(first) - 1}/${size}` });
    const response = await send(method, requestHeaders);
    expect([response.status, Boolean(response.headers.get("location"))]).toEqual([status, "Location" in responseHeaders]);
    const text = await response.text();
    expect(missingProperties(responseBody, text ? JSON.parse(text) : null)).toEqual([]);
  });
});
