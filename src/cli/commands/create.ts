import type { CommandFunction } from "../context.ts";
import { writing } from "../interrupted-write.ts";
import { checkName } from "../names.ts";
import { showChange, showSecrets } from "../output/secrets.ts";
import { readValue } from "../value/read-value.ts";

export const create: CommandFunction = async (context, argument) => {
  const { client, connector, report, signal } = context;
  const secret_name = checkName(argument);
  const secret_value = await readValue(context, secret_name);
  const params = { ...connector, secret_name, secret_value };
  const list = await writing(client.secrets.create(params, { signal }));
  // The answer does not mark the new one. A name that is there twice leaves it open.
  const created = list.secrets.filter((secret) => secret.secret_name === secret_name);
  const [only] = created.length === 1 ? created : [];
  showChange(report, { secret_name, ...only, action: "created" });
  showSecrets(report, list);
};
