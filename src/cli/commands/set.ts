import type { CommandFunction } from "../context.ts";
import { writing } from "../interrupted-write.ts";
import { checkName } from "../names.ts";
import { showWrite } from "../output/secrets.ts";
import { readValue } from "../value/read-value.ts";

export const set: CommandFunction = async (context, argument) => {
  const { client, connector, report, signal } = context;
  const secret_name = checkName(argument);
  const secret_value = await readValue(context, secret_name);
  const params = { ...connector, secret_name, secret_value };
  showWrite(report, await writing(client.secrets.set(params, { signal })));
};
