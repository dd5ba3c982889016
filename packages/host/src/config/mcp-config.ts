import { z } from "zod";

/** The block `mcp:`, which `createMcpSurface` accepts as options. */
export interface McpConfig {
  /** Longest result of a tool or resource, in characters. Longer results are truncated, with a note. Default: 32000, about 8,000 tokens. */
  maxResult?: number | undefined;
  /** Whether `http.readToken` may use `/mcp`, whose tools also read mails and chats. Default: false. */
  readToken?: boolean | undefined;
  /**
   * Which calls a person must agree to: those that reach other people or cannot be undone (`outside`), all that change something (`always`), or
   * none (`never`). Default: `outside`.
   */
  confirm?: "always" | "outside" | "never" | undefined;
  /** Whether every call that reaches other people is refused, so that an agent can only make drafts. Default: false. */
  draftsOnly?: boolean | undefined;
}

const mcpBlock = z.object({
  maxResult: z.int().min(2_000, "must be at least 2000 characters").max(1_000_000, "must be at most 1000000 characters").optional(),
  readToken: z.boolean().optional(),
  confirm: z.enum(["always", "outside", "never"]).optional(),
  draftsOnly: z.boolean().optional(),
});

/** Accepts `true` as `{}`, and `false` as a missing block. */
export const mcpSchema: z.ZodType<McpConfig | undefined> = z.preprocess(
  (value) => (value === true ? {} : value === false ? undefined : value),
  mcpBlock.optional(),
);
