import type { Command } from "../execute.ts";
import { readValue, VALUE_FLAGS, VALUE_HELP } from "../input/value.ts";
import { showSecrets, showWritten } from "../output/secrets.ts";
import { checkName } from "../which-secret.ts";

export const create: Command = {
  name: "create",
  summary: "Store a new secret.",
  argument: ["<name>", "the name of the new secret"],
  flags: VALUE_FLAGS,
  details: VALUE_HELP,
  scopes: "cb_secrets_write",
  examples: [
    "create client_id",
    "create client_secret --from-env SECRET",
    "create private_key --from-file key.pem",
  ],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret_name = await checkName(context, argument);
    const secret_value = await readValue(context, secret_name);
    context.doing(`Creating ${secret_name}`);
    const params = { ...connector, secret_name, secret_value };
    const list = await context.writing({ action: "create", subject: secret_name }, () =>
      client.secrets.create(params, { signal }),
    );
    // The answer does not mark the new one. A name that is there twice leaves it open.
    const created = list.secrets.filter((secret) => secret.secret_name === secret_name);
    const [only] = created.length === 1 ? created : [];
    showWritten(report, { secret_name, ...only, action: "created" });
    showSecrets(report, list);
  },
};
