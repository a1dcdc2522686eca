import type { Command } from "../command.ts";
import { readValue, VALUE_FLAGS, VALUE_HELP } from "../input/value.ts";
import { mayBeApplied, nameOfSecret, showWrite } from "../output/secrets.ts";
import { checkName } from "../which-secret.ts";

export const set: Command = {
  resource: "secrets",
  verb: "set",
  summary: "Store a secret: create it, or overwrite its value.",
  argument: { name: "name", required: true, description: "the name of the secret" },
  flags: VALUE_FLAGS,
  details: [...VALUE_HELP, "Running it again is safe."],
  scopes: "cb_secrets_read and cb_secrets_write",
  nameOf: nameOfSecret,
  examples: ["client_id", "client_id < client_id.txt", "private_key --from-file key.pem"],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret_name = await checkName(context, argument);
    const secret_value = await readValue(context, secret_name);
    context.doing(`Setting ${secret_name}`);
    const params = { ...connector, secret_name, secret_value };
    const written = await context.writing(mayBeApplied("write", secret_name), () =>
      client.secrets.set(params, { signal }),
    );
    showWrite(report, written);
  },
};
