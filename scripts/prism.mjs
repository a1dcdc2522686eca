// The mock server of the contract: Prism, inside this process. It takes about half a second.
import { fileURLToPath } from "node:url";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";

const SPEC = fileURLToPath(new URL("../openapi/openapi.yaml", import.meta.url));

/**
 * Answers with the examples of the contract, and with those of an error for a request that breaks
 * it or asks for one (`Prefer: code=409`).
 *
 * @param {{ port?: number, spec?: string, upstream?: string }} [options] without a port, a free one;
 *   with an upstream, requests go there, and `sl-violations` lists what breaks the contract in them
 *   and in the answers
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startPrism({ port = 0, spec = SPEC, upstream } = {}) {
  const server = createServer(await getHttpOperationsFromSpec(spec), {
    cors: false,
    config: {
      mock: { dynamic: false },
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: false,
      upstreamProxy: undefined,
      ...(upstream ? { isProxy: true, upstream: new URL(upstream) } : { isProxy: false }),
    },
    components: { logger: createLogger("prism", { level: "silent" }) },
  });
  const url = await server.listen(port, "127.0.0.1");
  return { url, close: () => server.close() };
}
