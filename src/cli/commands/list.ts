import type { CommandFunction } from "../context.ts";
import { showSecrets } from "../output/secrets.ts";

export const list: CommandFunction = async ({ client, connector, report, signal }) => {
  showSecrets(report, await client.secrets.list(connector, { signal }));
};
