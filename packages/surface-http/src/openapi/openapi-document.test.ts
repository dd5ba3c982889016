import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { createHttpRig, type HttpRig } from "../../test/http-rig.fixture.ts";
import { createOpenApiDocument } from "./openapi-document.ts";

const validator = new Validator();
const readDocument = async (rig: HttpRig): Promise<any> => (await rig.requestJson("/api/openapi.json")).body;

function createAjv(document: { components: { schemas: object } }): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: "openapi", ...document });
  return ajv;
}

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1, with a path for each offered service", async () => {
    await using rig = await createHttpRig();
    const document = await readDocument(rig);
    const result = await validator.validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.info.version).toBe("1.2.3");
    const add = document.paths["/api/v1/accounts/home/services/tasks/add-task"].post;
    expect(add.requestBody.required).toBe(true);
    expect(document.paths["/api/v1/accounts/home/services/account/rescan"].post.requestBody).not.toHaveProperty("required");
    const schema = add.requestBody.content["application/json"].schema;
    expect(schema).toMatchObject({
      $id: "urn:casement:home:tasks:add-task:input",
      required: ["title"],
      properties: { sensor: expect.anything() },
    });
    expect(document.paths).toHaveProperty(["/api/v1/accounts/home/services/account/rescan"]);
    await rig.request("/api/v1/accounts/home/session?keepData=true", { method: "DELETE" });
    expect((await readDocument(rig)).paths).not.toHaveProperty(["/api/v1/accounts/home/services/tasks/add-task"]);
  });

  it("has unique operation ids, and schemas that compile, including a recursive one", async () => {
    await using rig = await createHttpRig();
    const document = await readDocument(rig);
    const allOperations = Object.values<any>(document.paths).flatMap((path) => Object.values<any>(path));
    const ids = allOperations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const ajv = new Ajv2020({ strict: false });
    const { schema } = document.paths["/api/v1/accounts/home/services/tasks/add-task"].post.requestBody.content["application/json"];
    const validate = ajv.compile(schema);
    expect(validate({ title: "Cake", sensor: "groceries", tree: { title: "a", parts: [{ title: "b", parts: [] }] } })).toBe(true);
    expect(validate({ title: "Cake", tree: { title: "a", parts: [{ title: 7 }] } })).toBe(false);
    const ajvOfDocument = createAjv(document);
    for (const name of Object.keys(document.components.schemas))
      expect(ajvOfDocument.getSchema(`openapi#/components/schemas/${name}`), name).toBeTypeOf("function");
  });

  it("has operation ids that are names of functions, absolute servers and answers with 4xx", async () => {
    await using rig = await createHttpRig({}, { publicUrl: "https://hub.example/casement", port: 42_339 });
    const document: any = (await rig.requestJson("/api/openapi.json", { headers: { host: "127.0.0.1:42339" } })).body;
    expect(document.servers).toEqual([{ url: "https://hub.example/casement" }]);
    expect(document.components.securitySchemes.session.name).toBe("casement-42339");
    for (const operation of Object.values<any>(document.paths).flatMap((path) => Object.values<any>(path))) {
      expect(operation.operationId).toMatch(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/);
      expect(operation.responses).toHaveProperty("4XX");
    }
    const { paths } = document;
    const [add, list] = ["add-task", "list-tasks"].map((name) => paths[`/api/v1/accounts/home/services/tasks/${name}`].post);
    expect(add).toMatchObject({ operationId: "home_tasks_add-task", "x-openai-isConsequential": true });
    expect(list).toMatchObject({ operationId: "home_tasks_list-tasks", "x-openai-isConsequential": false });
  });

  it("shortens a long operation id, so that it stays unique", () => {
    const service = (name: string) => ({ id: `plugin-of-somebody/${name}`, account: "a".repeat(32), offered: true, input: {}, output: {} });
    const names = ["a-service-with-a-long-name-one", "a-service-with-a-long-name-two"];
    const document: any = createOpenApiDocument([], names.map(service) as never, {
      version: "1",
      server: "https://a.example",
      cookieName: "c",
    });
    const ids = Object.values<any>(document.paths).map(({ post }) => post.operationId);
    expect(ids.map((id) => id.length)).toEqual([64, 64]);
    expect(new Set(ids).size).toBe(2);
  });

  it("can be for one account or some plugins, with nothing that they do not need", async () => {
    await using rig = await createHttpRig();
    const read = (query: string) => rig.requestJson(`/api/openapi.json?${query}`);
    const { body: one } = await read("account=home&plugins=tasks");
    expect(Object.keys(one.paths).filter((path) => path.includes("/services/"))).toEqual(
      ["add-task", "list-tasks", "break"].map((name) => `/api/v1/accounts/home/services/tasks/${name}`),
    );
    expect(Object.keys(one.paths)).toContain("/api/v1/sensors");
    expect(Object.keys(one.paths)).not.toContain("/api/v1/backup");
    expect(Object.keys(one.components.schemas)).not.toContain("Grant");
    expect((await validator.validate(structuredClone(one))).errors ?? []).toEqual([]);
    expect((await read("account=home")).body.paths).toHaveProperty(["/api/v1/accounts/home/services/account/rescan"]);
    expect(await read("account=office")).toMatchObject({ status: 404, body: { code: "account-unknown" } });
    expect(await read("plugins=tasks,mail")).toMatchObject({ status: 400, body: { detail: expect.stringContaining('No plugin "mail"') } });
  });

  it("describes the actual responses", async () => {
    await using rig = await createHttpRig();
    await rig.addTask("Milk");
    const document = await readDocument(rig);
    const ajvOfDocument = createAjv(document);
    const operations: [method: string, path: string, target: string, body?: object][] = [
      ["get", "/api/health", "/api/health"],
      ["get", "/session", "/session"],
      ["get", "/api/v1/accounts", "/api/v1/accounts"],
      ["get", "/api/v1/accounts/{account}/scopes", "/api/v1/accounts/home/scopes"],
      ["get", "/api/v1/plugins", "/api/v1/plugins"],
      ["get", "/api/v1/sensors", "/api/v1/sensors"],
      ["get", "/api/v1/sensors/{account}/{plugin}/{sensor}", "/api/v1/sensors/home/tasks/groceries"],
      ["get", "/api/v1/services", "/api/v1/services"],
      ["get", "/api/v1/events", "/api/v1/events"],
      ["post", "/api/v1/accounts/{account}/sign-in", "/api/v1/accounts/home/sign-in", { method: "callback" }],
      ["get", "/api/v1/accounts/{account}/sign-in", "/api/v1/accounts/home/sign-in"],
      ["post", "/api/v1/accounts/home/services/tasks/add-task", "/api/v1/accounts/home/services/tasks/add-task", { title: "Eggs" }],
    ];
    for (const [method, path, target, body] of operations) {
      const pointer = `/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}/responses/200/content/application~1json/schema`;
      const validate = ajvOfDocument.getSchema(`openapi#${encodeURI(pointer)}`);
      if (!validate) throw new Error(`no schema for ${path}`);
      const actual = await rig.requestJson(target, { method: method.toUpperCase(), ...(body && { body }) });
      validate(actual.body);
      expect([path, actual.status, validate.errors]).toEqual([path, 200, null]);
    }
    const problem = (await rig.requestJson("/api/v1/nothing")).body;
    expect(ajvOfDocument.getSchema("openapi#/components/schemas/Problem")!(problem)).toBe(true);
  });
});
