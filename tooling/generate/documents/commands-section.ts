import { createProgram } from "../../../apps/hub/src/program.ts";
import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";
import { silentIo } from "../../readme/silent-io.ts";

type Command = ReturnType<typeof createProgram>;

/** The help of each command of `casement`. */
export function commandsSection(): string {
  const program = createProgram(silentIo);
  return [
    ...program.commands.flatMap((command) => [
      `### ${inlineCode(command.name())}`,
      `${capitalize(command.description())}\n\n\`\`\`text\n${usage(program, command)}\n\`\`\``,
      ...tableOf([...argumentsOf(command), ...optionsOf(command)]),
    ]),
    "### Options of every command",
    ...tableOf(optionsOf(program)),
  ].join("\n\n");
}

const usage = (program: Command, command: Command): string => `${program.name()} ${command.name()} ${command.usage()}`;

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
          rows.map(([name = "", text = ""]) => [inlineCode(name), text]),
        ),
      ];

const capitalize = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
