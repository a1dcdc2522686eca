// The mock server of the contract: Prism, inside this process, on a free port.
import { fileURLToPath } from "node:url";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import type { RunningServer } from "./servers.ts";

const SPEC = fileURLToPath(new URL("../../openapi/openapi.yaml", import.meta.url));

/** Takes about half a second: start one a file, not one a test. */
export async function startPrism(): Promise<RunningServer> {
  const operations = await getHttpOperationsFromSpec(SPEC);
  const server = createServer(operations, {
    cors: false,
    config: {
      mock: { dynamic: false },
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      isProxy: false,
      upstreamProxy: undefined,
    },
    components: { logger: createLogger("prism", { level: "silent" }) },
  });
  const url = await server.listen(0, "127.0.0.1");
  return { url, close: () => server.close() };
}
