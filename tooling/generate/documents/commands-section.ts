import { createProgram } from "../../../apps/hub/src/program.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";
import { silentIo } from "../../readme/silent-io.ts";

type Command = ReturnType<typeof createProgram>;

/** The help of each command of `casement`. */
export function commandsSection(): string {
  const program = createProgram(silentIo);
  return [
    ...visibleCommands(program).flatMap((command) => [
      `### ${inlineCode(command.name())}`,
      `${capitalize(command.description())}\n\n\`\`\`text\n${[command, ...command.commands].map(usage).join("\n")}\n\`\`\``,
      ...tableOf([command, ...command.commands].flatMap((each) => [...argumentsOf(each), ...optionsOf(each)])),
    ]),
    "### Options of every command",
    ...tableOf(optionsOf(program)),
  ].join("\n\n");
}

function usage(command: Command): string {
  const names: string[] = [];
  for (let each: Command | null = command; each; each = each.parent) names.unshift(each.name());
  return `${names.join(" ")} ${command.usage()}`;
}

const argumentsOf = (command: Command): string[][] =>
  command.registeredArguments
    .filter(({ description }) => description)
    .map((argument) => [argument.required ? `<${argument.name()}>` : `[${argument.name()}]`, argument.description]);

const optionsOf = (command: Command): string[][] => command.options.map(({ flags, description }) => [flags, description]);

const tableOf = (rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        markdownTable(
          ["Option", "Meaning"],
          withoutRepetitions(rows).map(([name = "", text = ""]) => [inlineCode(name), text]),
        ),
      ];

/** Several commands can have the same option. */
const withoutRepetitions = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] => [
  ...new Map(rows.map((row) => [row.join(), row])).values(),
];

const capitalize = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Without those that only scripts call, and without `help`. */
const visibleCommands = (program: Command): Command[] =>
  program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => program.commands.includes(command));
