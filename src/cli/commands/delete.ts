import type { Command } from "../command.ts";
import { confirmDestructive } from "../input/prompt.ts";
import { nameOfSecret, showWrite } from "../output/secrets.ts";
import { BY_NAME, findSecret, PLACEHOLDER, PLACEHOLDER_HINTS, writeTo } from "../which-secret.ts";

export const remove: Command = {
  resource: "secrets",
  verb: "delete",
  summary: "Remove a secret. Asks first; without a terminal, needs --yes.",
  argument: PLACEHOLDER,
  flags: [BY_NAME],
  scopes: "cb_secrets_write; with --name, cb_secrets_read too",
  nameOf: nameOfSecret,
  hints: PLACEHOLDER_HINTS,
  examples: ["sec_a23f23d26", "--name client_secret --yes"],
  async run(context, argument) {
    const { client, connector, report, signal } = context;
    const secret = await findSecret(context, argument);
    const { secret_name, secret_placeholder } = secret;
    const subject = [secret_name, secret_placeholder].filter((text) => text !== undefined);
    await confirmDestructive(
      context,
      `Delete ${report.safe(subject.join(", "))} from ${connector.connector_identifier}? Its value cannot be recovered.`,
    );
    context.doing(`Deleting ${secret_name ?? secret_placeholder}`);
    const params = { ...connector, secret_placeholder };
    await writeTo(context, "delete", secret, () => client.secrets.delete(params, { signal }));
    showWrite(report, { ...secret, action: "deleted" });
  },
};
