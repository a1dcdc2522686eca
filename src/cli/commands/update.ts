import type { Command } from "../command.ts";
import { readValue, VALUE_FLAGS, VALUE_HELP } from "../input/value.ts";
import { nameOfSecret, showWrite } from "../output/secrets.ts";
import { BY_NAME, findSecret, PLACEHOLDER, PLACEHOLDER_HINTS, writeTo } from "../which-secret.ts";

export const update: Command = {
  resource: "secrets",
  verb: "update",
  summary: "Overwrite the value of a secret. The old value is lost.",
  argument: PLACEHOLDER,
  flags: [BY_NAME, ...VALUE_FLAGS],
  details: VALUE_HELP,
  scopes: "cb_secrets_write; with --name, cb_secrets_read too",
  nameOf: nameOfSecret,
  hints: PLACEHOLDER_HINTS,
  examples: ["sec_a23f23d26", "--name client_id --from-env NEW"],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret = await findSecret(context, argument);
    const { secret_placeholder, secret_name = secret_placeholder } = secret;
    const secret_value = await readValue(context, secret_name);
    context.doing(`Updating ${secret_name}`);
    const params = { ...connector, secret_placeholder, secret_value };
    await writeTo(context, "update", secret, () => client.secrets.update(params, { signal }));
    showWrite(report, { ...secret, action: "updated" });
  },
};
