import type { Command } from "../command.ts";
import { readValue, VALUE_FLAGS, VALUE_HELP } from "../input/value.ts";
import { mayBeApplied, nameOfSecret, showSecrets, showWritten } from "../output/secrets.ts";
import { checkName } from "../which-secret.ts";

export const create: Command = {
  resource: "secrets",
  verb: "create",
  summary: "Store a new secret.",
  argument: { name: "name", required: true, description: "the name of the new secret" },
  flags: VALUE_FLAGS,
  details: VALUE_HELP,
  scopes: "cb_secrets_write",
  nameOf: nameOfSecret,
  hints: {
    ConflictError:
      "To overwrite a secret of that name: `secrets set <name>`. To see all: `secrets list`.",
  },
  examples: ["client_id", "client_secret --from-env SECRET", "private_key --from-file key.pem"],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret_name = await checkName(context, argument);
    const secret_value = await readValue(context, secret_name);
    context.doing(`Creating ${secret_name}`);
    const params = { ...connector, secret_name, secret_value };
    const list = await context.writing(mayBeApplied("create", secret_name), () =>
      client.secrets.create(params, { signal }),
    );
    // The response does not mark the new one. If the name occurs twice, we cannot tell which it is.
    const created = list.secrets.filter((secret) => secret.secret_name === secret_name);
    const [only] = created.length === 1 ? created : [];
    showWritten(report, { secret_name, ...only, action: "created" });
    showSecrets(report, list);
  },
};
