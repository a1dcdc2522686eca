/**
 * Whether the runtime sends requests through the proxies that the environment names. Node only does
 * so when told to. In a file of its own, because the command line asks before it loads the client.
 */
export function readsProxyVariables({ env, execArgv }: typeof process): boolean {
  const options = `${env.NODE_USE_ENV_PROXY} ${env.NODE_OPTIONS} ${execArgv}`;
  return "Bun" in globalThis || "Deno" in globalThis || /^1 |--use-env-proxy/.test(options);
}
