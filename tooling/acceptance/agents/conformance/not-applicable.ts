export const specRevisions = ["2025-11-25", "2026-07-28"] as const;

/**
 * What does not apply to Casement, and why. Everything else must pass. A scenario, or one check of it
 * (`scenario:check`).
 */
export const notApplicable: Readonly<Record<string, readonly string[]>> = {
  "calls the example's tools, which return pictures, sound, logs, progress or a resource": [
    ...["tools-call-image", "tools-call-audio", "tools-call-embedded-resource", "tools-call-mixed-content", "tools-call-with-progress"],
    ...["tools-call-with-logging", "http-custom-header-server-validation", "json-schema-2020-12", "server-sse-polling"],
    ...["server-stateless:sep-2575-server-rejects-undeclared-capability", "server-stateless:sep-2575-missing-capability-http-400"],
  ],
  "calls the example's tools, which ask the client's user, its model or for its folders": [
    ...["tools-call-elicitation", "tools-call-sampling", "elicitation-sep1034-defaults", "elicitation-sep1330-enums"],
    ...["basic-elicitation", "basic-sampling", "basic-list-roots", "request-state", "multiple-input-requests", "multi-round"].map(
      (name) => `input-required-result-${name}`,
    ),
    ...["non-tool-request", "result-type", "tampered-state", "capability-check"].map((name) => `input-required-result-${name}`),
  ],
  "reads the example's resources": [
    ...["resources-read-text", "resources-read-binary", "resources-templates-read", "resources-subscribe", "resources-unsubscribe"],
  ],
  "gets the example's prompts": [
    ...["prompts-get-simple", "prompts-get-with-args", "prompts-get-embedded-resource", "prompts-get-with-image"],
  ],
  "needs logging over MCP, which is deprecated since 2026-07-28 and which Casement does not offer": ["logging-set-level"],
  "needs the extension of tasks, which Casement does not offer": [
    ...["lifecycle", "capability-negotiation", "wire-fields", "request-state-removal", "mrtr-input", "request-headers"].map(
      (name) => `tasks-${name}`,
    ),
    ...["dispatch-and-envelope", "required-task-error", "mrtr-composition"].map((name) => `tasks-${name}`),
  ],
};
