import { parse } from "yaml";

interface Workflow {
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

interface WorkflowJob {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

/** Reports what would keep the release workflow from working, one sentence each. `scripts`: of the workspace's package.json. */
export function* checkReleaseWorkflow(text: string, scripts: Readonly<Record<string, string>>): Iterable<string> {
  const { permissions, jobs } = parse(text) as Workflow;
  if (JSON.stringify(permissions) !== "{}") yield "release.yml: the workflow must have no permissions; each job names its own.";
  for (const [, script = ""] of text.matchAll(/npx pnpm@12 ([\w:-]+)/g))
    if (script !== "install" && !scripts[script]) yield `release.yml: there is no script "${script}".`;
  const steps = Object.values(jobs).flatMap((job) => job.steps.map((step) => ({ job, step })));
  for (const { step } of steps)
    if (step.uses && !/@(v\d+|[0-9a-f]{40})$/.test(step.uses)) yield `release.yml: ${step.uses} must name a version.`;
  const changesets = steps.find(({ step }) => step.uses?.startsWith("changesets/action@"));
  if (!changesets?.step.with?.version || !changesets.step.with.publish)
    yield "release.yml: changesets/action must raise versions and publish.";
  if (changesets?.job.permissions?.["id-token"] !== "write") yield "release.yml: npm needs id-token: write for the provenance.";
  const images = steps.filter(({ step }) => step.uses?.startsWith("docker/build-push-action@"));
  if (images.length !== 3) yield "release.yml: builds the images of hub and relay, and the Home Assistant app.";
  for (const { step } of images)
    if (step.with?.platforms !== "linux/amd64,linux/arm64" || !String(step.with["build-args"]).includes("BASE="))
      yield "release.yml: each image is for amd64 and arm64, on a base with its digest.";
}
