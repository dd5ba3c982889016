import type { ServiceDefinition } from "@casement/core";

/** Whether calling the service again with the same input changes nothing more. */
export const isRepeatable = ({ effect, repeatable }: ServiceDefinition): boolean => effect === "read" || repeatable === true;
