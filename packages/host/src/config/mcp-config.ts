import { z } from "zod";

/** The block `mcp:`, as `createMcpSurface` takes it. */
export interface McpConfig {
  /** Longest answer of a tool or resource, in characters; what is over is left out and noted. Default 32000, about 8,000 tokens. */
  maxResult?: number | undefined;
}

const mcpBlock = z.object({
  maxResult: z.int().min(2_000, "must be at least 2000 characters").max(1_000_000, "must be at most 1000000 characters").optional(),
});

/** `true` is `{}`, and `false` is nothing. */
export const mcpSchema: z.ZodType<McpConfig | undefined> = z.preprocess(
  (value) => (value === true ? {} : value === false ? undefined : value),
  mcpBlock.optional(),
);
