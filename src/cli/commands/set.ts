import type { Command } from "../execute.ts";
import { readValue, VALUE_FLAGS, VALUE_HELP } from "../input/value.ts";
import { showWrite } from "../output/secrets.ts";
import { checkName } from "../which-secret.ts";

export const set: Command = {
  name: "set",
  summary: "Store a secret: create it, or overwrite its value.",
  argument: ["<name>", "the name of the secret"],
  flags: VALUE_FLAGS,
  details: [...VALUE_HELP, "Running it again is safe."],
  scopes: "cb_secrets_read and cb_secrets_write",
  examples: [
    "set client_id",
    "set client_id < client_id.txt",
    "set private_key --from-file key.pem",
  ],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret_name = await checkName(context, argument);
    const secret_value = await readValue(context, secret_name);
    context.doing(`Setting ${secret_name}`);
    const params = { ...connector, secret_name, secret_value };
    const written = await context.writing({ action: "write", subject: secret_name }, () =>
      client.secrets.set(params, { signal }),
    );
    showWrite(report, written);
  },
};
