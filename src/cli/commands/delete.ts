import { confirmDestructive } from "../confirm.ts";
import type { CommandFunction } from "../context.ts";
import { findSecret } from "../find-secret.ts";
import { writing } from "../interrupted-write.ts";
import { showWrite } from "../output/secrets.ts";

export const remove: CommandFunction = async (context, argument) => {
  const { client, connector, report, signal } = context;
  const secret = await findSecret(context, argument);
  const { secret_name, secret_placeholder } = secret;
  const subject = [secret_name, secret_placeholder].filter((text) => text !== undefined);
  await confirmDestructive(
    context,
    `Delete ${report.safe(subject.join(", "))} from ${connector.connector_identifier}? Its value cannot be recovered.`,
  );
  await writing(client.secrets.delete({ ...connector, secret_placeholder }, { signal }));
  showWrite(report, { ...secret, action: "deleted" });
};
