import type { Command, Option } from "commander";

/** What the running hub has. Empty without one. */
export interface KnownNames {
  readonly accounts: readonly string[];
  /** Full ids: `home/calendar/family`. */
  readonly sensors: readonly string[];
  readonly services: readonly { readonly account: string; readonly id: string; readonly fields: readonly string[] }[];
}

/** What can stand in place of the last word. `words`: what follows `casement`, up to the cursor. */
export async function findCandidates(program: Command, words: readonly string[], readNames: () => Promise<KnownNames>): Promise<string[]> {
  const current = words.at(-1) ?? "";
  const { command, positionals, pending } = readWords(program, words.slice(0, -1));
  const matching = (candidates: readonly string[]): string[] =>
    [...new Set(candidates)].filter((candidate) => candidate.startsWith(current)).sort();
  if (pending) return pending.long === "--account" ? matching((await readNames()).accounts) : matching(pending.argChoices ?? []);
  if (current.startsWith("-")) return matching([...(command?.options ?? []), ...program.options].flatMap(({ long }) => long ?? []));
  if (!command)
    return matching(
      program
        .createHelp()
        .visibleCommands(program)
        .map((each) => each.name()),
    );
  const argument = command.registeredArguments[Math.min(positionals.length, command.registeredArguments.length - 1)];
  if (argument?.argChoices) return matching(argument.argChoices);
  return matching(namesFor(argument?.name(), positionals, current, await readNames()));
}

function namesFor(
  argument: string | undefined,
  [account, service]: readonly string[],
  current: string,
  names: KnownNames,
): readonly string[] {
  switch (argument) {
    case "account":
      return names.accounts;
    case "id":
      return names.sensors;
    case "service": {
      const ofAccount = names.services.filter((each) => account === undefined || each.account === account);
      return ofAccount.map(({ id }) => id);
    }
    case "input":
      if (current.startsWith("sensor=")) return sensorsOf(names, account, service).map((slug) => `sensor=${slug}`);
      return names.services
        .filter((each) => each.account === account && each.id === service)
        .flatMap(({ fields }) => fields.map((field) => `${field}=`));
    default:
      return [];
  }
}

/** The slugs of the sensors of the service's plugin. */
function sensorsOf({ sensors }: KnownNames, account = "", service = ""): string[] {
  const prefix = `${account}/${service.split("/")[0]}/`;
  return sensors.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
}

/** The command, its arguments so far, and the option whose value comes next. */
function readWords(program: Command, words: readonly string[]): { command?: Command; positionals: string[]; pending?: Option } {
  let command: Command | undefined;
  let pending: Option | undefined;
  const positionals: string[] = [];
  for (const word of words) {
    if (pending) {
      pending = undefined;
    } else if (word.startsWith("-")) {
      const option = [...(command?.options ?? []), ...program.options].find(({ long, short }) => word === long || word === short);
      pending = option?.required ? option : undefined;
    } else if (command) positionals.push(word);
    else command = program.commands.find((each) => each.name() === word);
  }
  return { ...(command && { command }), positionals, ...(pending && { pending }) };
}
