import type { Command } from "../execute.ts";
import { showSecrets } from "../output/secrets.ts";

export const list: Command = {
  name: "list",
  summary: "List the secrets: names and placeholders, never values.",
  scopes: "cb_secrets_read",
  examples: ["list", "list --output json"],
  async run({ client, connector, report, signal, doing }) {
    doing("Listing the secrets");
    showSecrets(report, await client.secrets.list(connector, { signal }));
  },
};
