import { z } from "zod";

/** The block `mcp:`, which `createMcpSurface` accepts as options. */
export interface McpConfig {
  /** Longest result of a tool or resource, in characters. Longer results are truncated, with a note. Default: 32000, about 8,000 tokens. */
  maxResult?: number | undefined;
}

const mcpBlock = z.object({
  maxResult: z.int().min(2_000, "must be at least 2000 characters").max(1_000_000, "must be at most 1000000 characters").optional(),
});

/** Accepts `true` as `{}`, and `false` as a missing block. */
export const mcpSchema: z.ZodType<McpConfig | undefined> = z.preprocess(
  (value) => (value === true ? {} : value === false ? undefined : value),
  mcpBlock.optional(),
);
