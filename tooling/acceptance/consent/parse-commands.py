"""Parses commands of Azure CLI with its own parser, and sends nothing. Input: a list of argument lists as JSON. Output: per list "" or a problem."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from azure.cli.command_modules.profile import COMMAND_LOADER_CLS as Profile
from azure.cli.command_modules.role import COMMAND_LOADER_CLS as Role
from azure.cli.command_modules.util import COMMAND_LOADER_CLS as Util
from azure.cli.core import AzCli, MainCommandsLoader
from azure.cli.core._config import ENV_VAR_PREFIX, GLOBAL_CONFIG_DIR
from azure.cli.core._help import AzCliHelp
from azure.cli.core._output import AzOutputProducer
from azure.cli.core.azlogging import AzCliLogging
from azure.cli.core.commands import AzCliCommandInvoker
from azure.cli.core.parser import AzCliCommandParser

parts = dict(commands_loader_cls=MainCommandsLoader, parser_cls=AzCliCommandParser, help_cls=AzCliHelp)
cli = AzCli(
    cli_name="az",
    config_dir=GLOBAL_CONFIG_DIR,
    config_env_var_prefix=ENV_VAR_PREFIX,
    invocation_cls=AzCliCommandInvoker,
    logging_cls=AzCliLogging,
    output_cls=AzOutputProducer,
    **parts,
)
cli.data["completer_active"] = False


def problem_of(words):
    invocation = cli.invocation = AzCliCommandInvoker(cli_ctx=cli, **parts)
    invocation.data["command_string"] = " ".join(words)
    found = [
        (name, loader, table)
        for loader, table in ((loader, loader.load_command_table([])) for loader in (Profile(cli), Role(cli), Util(cli)))
        for name in table
        if words[: len(name.split())] == name.split()
    ]
    if not found:
        return "is not a command"
    name, loader, table = max(found, key=lambda each: len(each[0]))
    commands = invocation.commands_loader
    commands.command_table = {name: table[name]}
    commands.cmd_to_loader_map = {name: [loader]}
    commands.load_arguments(name)
    invocation.parser.load_command_table(commands)
    output = io.StringIO()
    try:
        with redirect_stderr(output), redirect_stdout(output):
            invocation.parser.parse_args(words)
    except SystemExit:
        return "is refused: " + (output.getvalue().strip() or "see its help")
    return ""


problems = [problem_of(words) for words in json.load(sys.stdin)]
print(json.dumps(problems))
