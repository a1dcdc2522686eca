// The words of `configuration …`. What the commands do is loaded when one runs: it takes the client along.
import type { Command } from "../command.ts";
import { EXIT } from "../command-error.ts";
import { flag } from "../flags.ts";

const runs = () => import("../configuration/runs.ts");

export const pull: Command = {
  resource: "configuration",
  verb: "pull",
  summary: "Write the published configuration into a file.",
  argument: { name: "file", description: "default, and -: standard output" },
  flags: [flag("--names", "refer to secrets by name, not by placeholder")],
  details: [
    "The file is JSON, two spaces deep, with every number digit for digit. A file that holds an equal configuration, in whatever order and layout, is left alone. Another one is overwritten after a question; without a terminal, that needs --yes.",
    "With --names, {{ secrets.<placeholder> }} becomes {{ secrets.<name> }}, so that one file serves several connectors. A placeholder stays if its name would not lead back to it.",
  ],
  scopes: "cb_connectors_read; with --names, cb_secrets_read too",
  examples: ["config.json", "config.json --names", "> config.json"],
  run: async (context, file) => (await runs()).pull(context, file),
};

export const diff: Command = {
  resource: "configuration",
  verb: "diff",
  summary: "Show what publishing a file would change.",
  argument: { name: "file", required: true, description: "JSON, or - for standard input" },
  details: [
    "Prints a unified diff, piped too, or with --output json a JSON Patch (RFC 6902), from the published configuration to the file. Writes nothing. References by name are read as publish reads them.",
    "The order of members does not count. Values that the configuration declares as secrets are hidden.",
    "The exit code is 0 if the two are equal, 1 if they differ, and 2 for a failure.",
  ],
  scopes: "cb_connectors_read; if the file refers to secrets, cb_secrets_read too",
  failed: EXIT.diffFailed,
  examples: ["config.json", "config.json --output json", "- < config.json"],
  run: async (context, file = "") => (await runs()).diff(context, file),
};

export const publish: Command = {
  resource: "configuration",
  verb: "publish",
  summary: "Publish a file: show what changes, check its secrets, and ask.",
  argument: { name: "file", required: true, description: "JSON, or - for standard input" },
  flags: [
    flag("--dry-run", "stop before anything is written"),
    flag("--allow-missing", "publish even if a referenced secret is not stored"),
    flag("--backup <file>", "keep what was published before in a new file"),
  ],
  details: [
    "Prints the diff and checks that each secret that the file refers to is stored. On a terminal it asks, unless --yes is given. It publishes only if nobody has changed the configuration since the diff was made, and reads back what the server made of it.",
    "A reference {{ secrets.<name> }} is published with the placeholder of the secret, so that one file serves several connectors.",
  ],
  scopes: "cb_connectors_read, cb_connectors_write and cb_secrets_read",
  examples: ["config.json --dry-run", "config.json", "config.json --backup before.json"],
  run: async (context, file = "") => (await runs()).publish(context, file),
};
