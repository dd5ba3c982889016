import type { ServiceDefinition } from "@casement/core";

/** Whether the same call again changes nothing more. */
export const isRepeatable = ({ effect, repeatable }: ServiceDefinition): boolean => effect === "read" || repeatable === true;
