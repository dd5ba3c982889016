import type { StandardSchemaV1 } from "@modelcontextprotocol/server";
import { isObject } from "../tools/compact-schema.ts";

export interface CallParams {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** In place of the library's schema, which drops an argument with the name `__proto__`. The host refuses it like any unknown name. */
export const callParams: StandardSchemaV1<unknown, CallParams> = {
  "~standard": {
    version: 1,
    vendor: "casement",
    validate(params) {
      const { name, arguments: input = {} } = isObject(params) ? params : {};
      if (typeof name === "string" && isObject(input)) return { value: { name, arguments: input } };
      return { issues: [{ message: "A call needs the name of a tool, and an object of arguments." }] };
    },
  },
};
