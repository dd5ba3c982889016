/** A task that a person starts by its name. The client asks for the arguments, and gives the text to its model as what the person said. */
export interface AgentPrompt {
  /** `kebab-case` */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The tools without which it makes no sense. It is offered only to clients that have all of them. */
  readonly tools: readonly string[];
  readonly arguments: readonly PromptArgument[];
  /** `values`: of the arguments that were given. */
  write(values: Readonly<Record<string, string>>): string;
}

export interface PromptArgument {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  /** What clients suggest while a person types: the names of accounts, or the titles of a plugin's sensors. */
  readonly suggests?: "accounts" | { readonly sensorsOf: string };
}
