import type { CommandFunction } from "../context.ts";
import { findSecret } from "../find-secret.ts";
import { writing } from "../interrupted-write.ts";
import { showWrite } from "../output/secrets.ts";
import { readValue } from "../value/read-value.ts";

export const update: CommandFunction = async (context, argument) => {
  const { client, connector, report, signal } = context;
  const secret = await findSecret(context, argument);
  const { secret_placeholder } = secret;
  const secret_value = await readValue(context, secret.secret_name ?? secret_placeholder);
  const params = { ...connector, secret_placeholder, secret_value };
  await writing(client.secrets.update(params, { signal }));
  showWrite(report, { ...secret, action: "updated" });
};
