/** What an agent knows: it can only use names and ids that it was shown. */
export interface SeenWords {
  show(text: string): void;
  /** @throws Error if the call uses something that the agent cannot know */
  requireSeen(tool: ListedTool | undefined, name: string, input: object): void;
}

export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: {
    readonly properties?: Readonly<Record<string, any>> | undefined;
    readonly required?: readonly string[] | undefined;
  };
}

/** Fields whose values are made by the hub or by Microsoft, or name something that exists. */
const namingFields = /^(account|sensor|id|ids|item|chat|conversation|conversationId|cursor|occurrence|folder|attachment|token|fields)$/;

export function createSeenWords(): SeenWords {
  const seen: string[] = [];
  const isSeen = (value: string): boolean => seen.some((text) => text.includes(value));
  const requireValue = (where: string, field: string, value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) requireValue(where, field, each);
    else if (typeof value === "string" && (namingFields.test(field) || value.includes("@")) && !isSeen(value))
      throw new Error(`${where} uses ${field} "${value}", which no answer has shown.`);
    else if (typeof value === "string" && value.startsWith("data:") && !isSeen("data:"))
      throw new Error(`${where} brings a file in ${field}, and nothing says that it can.`);
  };
  const requireFields = (where: string, schema: Record<string, any>, input: object): void => {
    for (const [field, value] of Object.entries(input)) {
      const listed = schema.properties?.[field];
      if (listed === undefined) throw new Error(`${where} uses the field ${field}, which is not listed.`);
      const choices = listed.enum ?? listed.items?.enum;
      const unlisted = choices && [value].flat().find((each) => !choices.includes(each));
      if (unlisted !== undefined) throw new Error(`${where} uses ${field} "${unlisted}", which is no listed choice.`);
      if (typeof value === "object" && value !== null && !Array.isArray(value)) requireFields(`${where} ${field}`, listed, value);
      else requireValue(where, field, value);
      if (Array.isArray(value) && listed.items?.properties)
        for (const each of value) requireFields(`${where} ${field}`, listed.items, each as object);
    }
    const missing = (schema.required ?? []).find((field: string) => !(field in input));
    if (missing !== undefined) throw new Error(`${where} lacks ${missing}, which the list requires.`);
  };
  return {
    show: (text) => void seen.push(text),
    requireSeen(tool, name, input) {
      if (!tool) throw new Error(`The tool ${name} is not listed.`);
      requireFields(name, tool.inputSchema, input);
    },
  };
}
